/* How the form is written as plain text: for the body of a mail, or the fields of an inquiry. */
#include "layout/compiler.h"

/* Fewer columns than these leave no room for a word beside the indent of a table in a table. */
#define COLUMNS_MIN 20
#define COLUMNS_MAX 1000

static bool is_plain(const struct piece *piece)
{
    return (piece->kind == PIECE_TEXT || piece->kind == PIECE_FIELD) && !piece->style && !piece->is_superscript &&
           !piece->is_subscript && !piece->is_upright && piece->decoration == 0 && !piece->ruby;
}

bool check_plain(const struct scope *scope, const struct template *template, const struct json *value)
{
    for (size_t i = 0; i < template->count; i++)
        if (!is_plain(&template->pieces[i]))
            return report(scope, value, DIAG_LINE_PLAIN, DIAG_NO_ARGS);
    return true;
}

static bool read_columns(struct scope *scope, const struct json *value, void *into)
{
    int64_t columns;

    if (!read_integer(scope, value, COLUMNS_MIN, COLUMNS_MAX, &columns))
        return false;
    *(uint32_t *)into = (uint32_t)columns;
    return true;
}

static bool read_subject(struct scope *scope, const struct json *value, void *into)
{
    return read_template(scope, value, into) && check_plain(scope, into, value);
}

bool read_plain_text(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"columns", read_columns, offsetof(struct plain_layout, columns), NULL},
        {"subject", read_subject, offsetof(struct plain_layout, subject), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the plain text", "テキスト出力"), keys, COUNT(keys)};

    ((struct plain_layout *)into)->style = scope->style;
    return object_read(scope, &kind, value, into);
}
