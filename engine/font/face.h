/* font/face.h - one face of a mapped file: HarfBuzz objects and the metrics read from the tables. */
#ifndef FONT_FACE_H
#define FONT_FACE_H

#include "font/font.h"

/*
 * Fills hb_face, hb_font and every metric of `face` from face `number` of the file; its names and digest are the
 * caller's to set. False when the bytes are no usable font; then nothing needs closing.
 */
bool face_open(struct font_face *face, hb_blob_t *file, unsigned number);
void face_close(struct font_face *face);

#endif
