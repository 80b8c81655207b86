/*
 * device/pdf_packed.h - small objects compressed together, in an object stream (ISO 32000-2, 7.5.7).
 *
 * For those alone that a reader may do without: a structure tree is thousands of dictionaries of fifty bytes, which
 * would take more of a file than its fonts do. The rest of the file stays as it is, readable one by one: the file has a
 * cross-reference table for it, and beside that a cross-reference stream for what is packed (7.5.8.4, hybrid-reference
 * files). So an incremental update writes a plain table, whatever else is in the file.
 */
#ifndef DEVICE_PDF_PACKED_H
#define DEVICE_PDF_PACKED_H

#include "device/pdf_deflate.h"
#include "device/pdf_object.h"

/* Objects numbered one after the other, being written. Start with pdf_packed_open. */
struct pdf_packed {
    unsigned first; /* the number of the first */
    size_t count;
    struct sink places; /* the object stream's own index: number and offset of each */
    struct sink text;   /* the objects */
};

/* The numbers follow those `file` has: once it has been opened nothing but pdf_packed_add adds to the file. */
void pdf_packed_open(struct pdf_packed *packed, const struct pdf_file *file);
void pdf_packed_close(struct pdf_packed *packed);

/* The next object begins: its value is appended to the sink given. */
struct sink *pdf_packed_next(struct pdf_packed *packed);

/* Adds them to the file that they have been opened for; once a file. */
void pdf_packed_add(struct pdf_packed *packed, struct pdf_file *file, struct libdeflate_compressor *compressor);

#endif
