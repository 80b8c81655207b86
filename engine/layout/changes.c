/* "changes": how a report shows what has changed since an earlier one. */
#include "layout/compiler.h"

/* A text, or null where nothing is to stand there. */
static bool read_text_or_null(struct scope *scope, const struct json *value, void *into)
{
    const char **text = into;

    *text = NULL;
    return value->kind == JSON_NULL || read_string(scope, value, text);
}

#define AT(member) offsetof(struct changes_layout, member)

static const struct key changes_keys[] = {
    {"underline", read_flag, AT(underline), NULL}, {"margin", read_text_or_null, AT(margin), NULL},
    {"list", read_flag, AT(list), NULL},           {"list_title", read_string, AT(list_title), NULL},
    {"style", read_style_name, AT(style), NULL},
};

static const struct object_kind changes_kind = {
    DIAG_BOTH("\"changes\"", "「changes」"),
    changes_keys,
    COUNT(changes_keys),
};

bool read_changes(struct scope *scope, const struct json *value, void *into)
{
    struct changes_layout *changes = into;
    struct scope inside = *scope; /* the style is that of the list only */

    changes->at = scope_ref(scope, value);
    return object_read(&inside, &changes_kind, value, into);
}

/* Of a layout without the key the layout as a whole is the place. */
void changes_settle(const struct scope *scope, struct changes_layout *changes)
{
    if (!changes->style)
        changes->style = scope->style;
    if (!changes->at.source)
        changes->at = (struct source_ref){scope->compiler->layout->source, 0, "/changes"};
}
