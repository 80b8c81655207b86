/* device/pdf_attachments.h - the files that a document was made from, inside it (ISO 32000-2, 7.11.4 and 14.13). */
#ifndef DEVICE_PDF_ATTACHMENTS_H
#define DEVICE_PDF_ATTACHMENTS_H

#include "device/device.h"
#include "device/pdf_digest.h"
#include "device/pdf_object.h"

/*
 * Adds the attachments of `options` to the file, and their bytes to `digest`. Gives the catalog's entries that name
 * them, in the file's arena; "" when there are none, or none may be.
 */
const char *pdf_attachments_add(struct pdf_file *file, const struct device_options *options, struct pdf_digest *digest);

#endif
