/* sign/field.h - signature fields (ISO 32000-2, 12.7.5.5) and the form they belong to. */
#ifndef SIGN_FIELD_H
#define SIGN_FIELD_H

#include "sign/sign.h"
#include "sign/update.h"

/* A signature field. */
struct sign_field {
    uint32_t number;               /* of its object */
    const char *name;              /* full, in UTF-8, in the arena; "" when it has none */
    const struct pdf_value *field; /* its dictionary */
    const struct pdf_value *value; /* the signature's dictionary, or the null object */
    uint32_t widget;               /* number of the object with its /Rect: its own, or its only kid's */
};

/*
 * All signature fields in the form's order, in the arena; *count is 0 when there are none. NULL with *reason
 * (DIAG_BOTH) when the form is too odd to say.
 */
const struct sign_field *sign_fields(const struct pdf *pdf, struct arena *arena, size_t *count, const char **reason);

#endif
