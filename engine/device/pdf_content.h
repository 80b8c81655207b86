/* device/pdf_content.h - the marks of a page as PDF operators. */
#ifndef DEVICE_PDF_CONTENT_H
#define DEVICE_PDF_CONTENT_H

#include "device/pdf_faces.h"

/* Appends the page's content stream. `faces` are the document's, with their fonts made. */
void pdf_put_content(struct sink *sink, const struct page *page, const struct pdf_faces *faces);

#endif
