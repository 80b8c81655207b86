/* form/form.h - where everything goes: blocks, tables, check boxes, pages. */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "base/diag.h"
#include "base/limits.h"
#include "data/changes.h"
#include "layout/layout.h"
#include "page/document.h"

#include <stdbool.h>

/* Borrowed while a form is composed. */
struct form_options {
    enum text_missing missing_glyph;
    const struct limits *limits;
    const struct changes *changes;     /* of the record, since an earlier report; or NULL: nothing is compared */
    size_t pages_before, pages_behind; /* fax: of what is sent in the same transmission */
};

/* What never changes for a layout, composed once: immutable, shared. Borrows the layout. */
struct prepared_form;

/* Returns NULL, having added an error, when the blank form itself cannot be composed. The caller ends it with
 * form_release. */
struct prepared_form *form_prepare(const struct layout *layout, const struct form_options *options,
                                   struct diags *diags);
void form_release(struct prepared_form *prepared);

/* The blank form; borrowed. */
const struct document *form_blank(const struct prepared_form *prepared);

/*
 * Places a record on pages. The document borrows layout, record and prepared form; the caller ends it with
 * document_close. NULL, having added an error: a character no font has, text that does not fit a fixed box, a limit.
 */
struct document *form_compose(const struct prepared_form *prepared, const struct record *record,
                              const struct form_options *options, struct diags *diags);

#endif
