/* device/pdf_deflate.h - FlateDecode streams (ISO 32000-2, 7.4.4). */
#ifndef DEVICE_PDF_DEFLATE_H
#define DEVICE_PDF_DEFLATE_H

#include "base/sink.h"

#include <libdeflate.h>
#include <stddef.h>

/* A compressor for streams made one after the other; the caller ends it with pdf_deflate_close. */
struct libdeflate_compressor *pdf_deflate_open(int level);
void pdf_deflate_close(struct libdeflate_compressor *compressor);

/* Appends the zlib form of the bytes to `sink`. */
void pdf_deflate(struct libdeflate_compressor *compressor, const char *bytes, size_t size, struct sink *sink);

#endif
