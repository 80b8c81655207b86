/* device/pdf_xmp.h - what a file says of itself, as XMP (ISO 16684-1). */
#ifndef DEVICE_PDF_XMP_H
#define DEVICE_PDF_XMP_H

#include "device/device.h"

/*
 * Appends the metadata packet of a PDF/A and PDF/UA-1 file: part 3, or 2 without attachments; level A. Title, producer
 * and date are those of the information dictionary.
 */
void pdf_put_xmp(struct sink *sink, const struct document *document, const struct device_options *options);

#endif
