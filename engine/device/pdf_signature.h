/* device/pdf_signature.h - the empty field that a signature will fill (ISO 32000-2, 12.7.5.5). */
#ifndef DEVICE_PDF_SIGNATURE_H
#define DEVICE_PDF_SIGNATURE_H

#include "device/pdf_object.h"
#include "page/document.h"

#define PDF_SIGNATURE_NAME "signature" /* of the field, its /T */

/*
 * Adds the field, which is its widget too, and stands on no page yet: no size, nothing to see. `parent` is its key in
 * the structure's parent tree. Gives the field.
 */
pdf_object pdf_signature_add(struct pdf_file *file, const struct document *document, size_t parent);

/* The catalog's entry for it, in the file's arena. */
const char *pdf_signature_entry(struct pdf_file *file, pdf_object field);

/* What it is called, for people who cannot see it. */
const char *pdf_signature_description(const struct document *document);

#endif
