/* sign/import.h - a page of one file as a form XObject of another: what a visible signature shows. */
#ifndef SIGN_IMPORT_H
#define SIGN_IMPORT_H

#include "sign/update.h"

/*
 * Adds the first page of `other`, with all that its resources lead to, and gives the number of the XObject. 0 with
 * *cause, its texts in the update's arena: it has no page that can be read.
 */
uint32_t sign_import_page(struct update *update, const struct pdf *other, const struct limits *limits,
                          struct diag_cause *cause);

#endif
