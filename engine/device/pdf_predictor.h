/* device/pdf_predictor.h - pixels compressed as /Predictor 15 tells a reader (ISO 32000-2, 7.4.4.4). */
#ifndef DEVICE_PDF_PREDICTOR_H
#define DEVICE_PDF_PREDICTOR_H

#include "device/pdf_deflate.h"

#include <stdint.h>

/* Rows from the top, `components` bytes a pixel, without gaps. */
struct pdf_raster {
    const unsigned char *pixels;
    uint32_t width, height;
    unsigned components;
};

/* Appends the zlib form of the rows, each with its filter's number before it. */
void pdf_put_raster(struct sink *sink, const struct pdf_raster *raster, struct libdeflate_compressor *compressor);

#endif
