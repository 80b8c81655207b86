/* device/pdf_content.h - the marks of a page as PDF operators. */
#ifndef DEVICE_PDF_CONTENT_H
#define DEVICE_PDF_CONTENT_H

#include "device/pdf_faces.h"
#include "device/pdf_image.h"
#include "device/pdf_tags.h"

/*
 * Appends the page's content stream. `faces` and `images` are the document's, the faces with their fonts made. `tags`,
 * where the page begins, learns what is content of what; NULL: nothing is said of structure.
 */
void pdf_put_content(struct sink *sink, const struct page *page, const struct pdf_faces *faces,
                     const struct pdf_images *images, struct pdf_tags *tags);

#endif
