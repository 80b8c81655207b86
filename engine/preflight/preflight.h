/* preflight/preflight.h - will a FAX of this document be read? */
#ifndef PREFLIGHT_PREFLIGHT_H
#define PREFLIGHT_PREFLIGHT_H

#include "base/diag.h"
#include "base/fax.h"
#include "page/document.h"

#include <stdbool.h>

/*
 * Looks at every mark as it will be at the resolution. Errors: type that is too small, ink where receivers cut.
 * Warnings: kanji whose strokes run together, thin lines, pictures, QR codes of small modules, ink near the edge, pages
 * wider than A4. Each names the field, or the words of the form, and what would help; once for a field and a place in
 * the layout. False: at least one error was added.
 */
bool preflight_check(const struct document *document, const struct fax_resolution *fax, struct diags *diags);

#endif
