/* device/pdf_to_unicode.h - the tables of a PDF font that go by code: widths and text. */
#ifndef DEVICE_PDF_TO_UNICODE_H
#define DEVICE_PDF_TO_UNICODE_H

#include "device/pdf_glyphs.h"

#include "base/sink.h"

/* Both take the glyphs in the order of codes. */

#define PDF_DEFAULT_WIDTH 1000 /* a full-width glyph: what W leaves out */

/* The inside of a W array (ISO 32000-2, 9.7.4.3). */
void pdf_put_widths(struct sink *sink, const struct pdf_glyphs *glyphs);

/*
 * A ToUnicode CMap (ISO 32000-2, 9.10.3). A glyph without text of its own (an extra glyph of a cluster) gives U+200B,
 * since every code must give something (ISO 14289-1, 7.21.7).
 */
void pdf_put_to_unicode(struct sink *sink, const struct pdf_glyphs *glyphs);

#endif
