/* device/device.h - one file per output; devices draw documents and know nothing of forms. */
#ifndef DEVICE_DEVICE_H
#define DEVICE_DEVICE_H

#include "base/diag.h"
#include "base/sink.h"
#include "page/document.h"

#include <stdbool.h>
#include <stdint.h>

struct device_options {
    const char *producer; /* of the document, "todoke 0.1"; never from the clock or the environment */
    int64_t date;         /* seconds since 1970-01-01 UTC for the metadata, or DEVICE_NO_DATE: none is written */
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

const struct device *device_find(const char *name);            /* NULL: unknown */
const struct device *device_find_suffix(const char *filename); /* by the file name's ending; NULL: unknown */

#endif
