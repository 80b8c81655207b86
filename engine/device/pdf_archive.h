/*
 * device/pdf_archive.h - what makes a file an archive: PDF/A-3a (ISO 19005-3), or without attachments PDF/A-2a
 * (ISO 19005-2), and PDF/UA-1 (ISO 14289-1).
 *
 * Everything goes in beside what any file of this device has: tags, metadata, the meaning of colours, attached files,
 * a field for a signature.
 */
#ifndef DEVICE_PDF_ARCHIVE_H
#define DEVICE_PDF_ARCHIVE_H

#include "device/device.h"
#include "device/pdf_digest.h"
#include "device/pdf_object.h"
#include "device/pdf_tags.h"

/* All borrowed, but for what is in the file's arena. */
struct pdf_archive {
    struct pdf_file *file;
    const struct document *document;
    const struct device_options *options;
    struct pdf_tags tags;
    unsigned *pages; /* their objects' numbers */
    pdf_object field;
};

void pdf_archive_open(struct pdf_archive *archive, struct pdf_file *file, const struct document *document,
                      const struct device_options *options);

/* Around each page, in their order. The first gives entries for it. */
const char *pdf_archive_begin_page(struct pdf_archive *archive, size_t index);
void pdf_archive_end_page(struct pdf_archive *archive, size_t index, pdf_object page);

/*
 * Adds the rest, after all other objects, and to `digest` what of it the pages do not show. Gives entries for the
 * catalog.
 */
const char *pdf_archive_end(struct pdf_archive *archive, struct libdeflate_compressor *compressor,
                            struct pdf_digest *digest);

#endif
