/* schema/schema.h - which data a form reads and demands, said for editors, other validators and people. */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include "base/diag.h"
#include "base/sink.h"
#include "layout/layout.h"

/*
 * A JSON Schema (2020-12) of the data: types, codes, mandatory values, rules. It accepts what `todoke check` accepts,
 * but for what docs/data-model.md lists as beyond a schema's reach. Equal layouts give equal bytes.
 */
void schema_write(const struct layout *layout, struct sink *sink);

/*
 * An incident file to fill in, with comments: the values that the form reads, nested as in the data model, in the
 * layout's order. JSON with comments (.jsonc).
 */
void skeleton_write(const struct layout *layout, enum diag_language language, struct sink *sink);

#endif
