/* Messages of the data stage: each names the value and the layout's field that wanted it. */
#include "data/binder.h"

const char *field_title(struct arena *arena, const struct field *field)
{
    const char *english = field->title_english ? field->title_english : field->title;

    return diag_both(arena, english, field->title);
}

bool binder_report(struct binder *binder, const struct slot *slot, const struct source_ref *at, enum diag_code code,
                   struct diag_args args)
{
    diags_named(binder->diags, DIAG_ERROR, slot->field->rule, code, at, &slot->field->at, args);
    return false;
}

bool binder_report_type(struct binder *binder, const struct slot *slot, const struct json *found, const char *wanted,
                        const char *example)
{
    struct source_ref at = json_ref(binder->arena, binder->source, found);
    const char *kind = json_description(binder->arena, binder->source, found);

    return binder_report(binder, slot, &at, DIAG_VALUE_TYPE,
                         DIAG_ARGS(field_title(binder->arena, slot->field), wanted, kind, example));
}
