/* device/device.h - one file per output; devices draw documents and know nothing of forms. */
#ifndef DEVICE_DEVICE_H
#define DEVICE_DEVICE_H

#include "base/diag.h"
#include "base/limits.h"
#include "base/profile.h"
#include "base/sink.h"
#include "page/document.h"

#include <stdbool.h>
#include <stdint.h>

/* Coding of a bilevel picture: ITU-T T.4 one- and two-dimensional, T.6. */
enum device_coding {
    DEVICE_T4_1D,
    DEVICE_T4_2D,
    DEVICE_T6,
};

/* A file that goes into the output as an associated file (ISO 32000-2, 14.13). */
struct device_attachment {
    const char *name;         /* of the file */
    const char *type;         /* media type: "application/json" */
    const char *relationship; /* AFRelationship: "Source", "Data", "Supplement" */
    const char *description;
    const char *bytes;
    size_t size;
};

struct device_options {
    const char *producer; /* of the document, "todoke 0.1"; never from the clock or the environment */
    enum profile profile;
    int64_t date;         /* seconds since 1970-01-01 UTC for the metadata, or DEVICE_NO_DATE: none is written */
    int32_t x_dpi, y_dpi; /* of pictures, in thousandths of a dot per inch; 0: what is usual for the device */
    enum device_coding coding;
    size_t page;                                 /* the only page to be drawn, from 1; 0: all */
    const struct device_attachment *attachments; /* pdf, profile archive; borrowed for the call */
    size_t attachment_count;
    bool without_attachments; /* PDF/A-2a instead of 3a */
    const struct limits *limits;
};
#define DEVICE_NO_DATE INT64_MIN

struct device {
    const char *name;   /* --to NAME */
    const char *suffix; /* ".pdf" */

    /*
     * What can be made once for a form, from its blank: the font subset of the form's own glyphs, compressed.
     * Immutable, shared by threads, borrowed by `write`; ended by `release`. Returns NULL, having added an error, on
     * failure. Both functions are NULL in a device that prepares nothing.
     */
    void *(*prepare)(const struct document *blank, struct diags *diags);
    void (*release)(void *prepared);

    /*
     * Appends the whole output for `document` to `sink`. `prepared` is what `prepare` gave for this form, never for
     * another; the bytes depend on document, prepared and options alone. False, having added an error, on failure.
     */
    bool (*write)(const struct document *document, const void *prepared, const struct device_options *options,
                  struct sink *sink, struct diags *diags);
};

/* Every device there is, ended by NULL. A new output is one file and one row here. */
extern const struct device *const device_kinds[];
extern const struct device device_pdf;
extern const struct device device_marks;
extern const struct device device_text;
extern const struct device device_png;
extern const struct device device_tiff;

/* A library whose version can change what devices write, from index 0; false past the last. */
struct device_library {
    const char *name, *version;
};
bool device_library(size_t index, struct device_library *library);

const struct device *device_find(const char *name);            /* NULL: unknown */
const struct device *device_find_suffix(const char *filename); /* by the file name's ending; NULL: unknown */

/*
 * For devices that draw pixels: adds an error when the page takes more than the limit, or when with it the document has
 * taken more work than it may, and gives false. *pixels: of all pages drawn so far; those of this one are added.
 */
bool device_check_pixels(const struct document *document, const struct device_options *options, uint32_t width,
                         uint32_t height, uint64_t *pixels, struct diags *diags);

/* For devices: adds the error that the document has no such page, and gives false. */
bool device_no_page(size_t page, size_t pages, struct diags *diags);

#endif
