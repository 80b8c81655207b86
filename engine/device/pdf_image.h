/* device/pdf_image.h - pictures as image XObjects (ISO 32000-2, 8.9.5), each once in a file however often drawn. */
#ifndef DEVICE_PDF_IMAGE_H
#define DEVICE_PDF_IMAGE_H

#include "base/diag.h"
#include "device/pdf_number.h"
#include "device/pdf_object.h"
#include "image/image.h"
#include "page/document.h"

/* Start as {0}; lives in an arena. Sorted by digest; pictures of equal bytes are one. */
struct pdf_images {
    const struct image **list;
    size_t count;
};

/* Collects the pictures of a document. */
void pdf_images_collect(struct pdf_images *images, const struct document *document, struct arena *arena);

/* The picture's number in the page resources, from 1: /I1 is the first. */
size_t pdf_images_find(const struct pdf_images *images, const struct image *image);

/*
 * The inside of an /XObject resource dictionary, the pictures added to `file`; in its arena. NULL when one of them can
 * no longer be decoded.
 */
const char *pdf_images_add(struct pdf_file *file, const struct pdf_images *images);

/*
 * The matrix that puts the unit square, which the picture's rows fill, upright into a box of this size with its lower
 * left corner at x, y: the operands of cm.
 */
void pdf_image_matrix(const struct image *image, milli width, milli height, milli x, milli y, milli matrix[6]);

#endif
