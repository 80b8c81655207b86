/* "sheets": what continuation sheets (別紙) say around the values that stand on them. */
#include "layout/compiler.h"

#include <string.h>

static bool read_sheet_text(struct scope *scope, const struct json *value, void *into)
{
    struct scope inside = *scope;

    inside.has_sheet = true;
    return read_template(&inside, value, into);
}

/* The style of one text here is not that of the others. */
static bool read_own_style(struct scope *scope, const struct json *value, void *into)
{
    struct scope inside = *scope;

    return read_style_name(&inside, value, into);
}

/* "field.member": a member counts only among the items of its field. */
static bool read_after(struct scope *scope, const struct json *value, void *into)
{
    struct scope inside = *scope;
    struct reference reference;

    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a field and its member", "フィールドとそのメンバー"),
                           "\"attachments.number\"");
    const char *field = arena_copy(scope->compiler->arena, value->string, strcspn(value->string, "."));
    if (!reference_read(scope, scope_ref(scope, value), field, &reference))
        return false;
    inside.each = reference.ref.field;
    if (!reference_read(&inside, scope_ref(scope, value), value->string, &reference))
        return false;
    if (reference.ref.member < 0 || reference.rest || reference.field->kind != FIELD_INTEGER)
        return report(scope, value, DIAG_SHEETS_AFTER, DIAG_ARGS(value->string));
    *(struct field_ref *)into = reference.ref;
    return true;
}

#define AT(member) offsetof(struct sheets, member)

static const struct key sheets_keys[] = {
    {"style", read_own_style, AT(style), NULL},
    {"heading_style", read_own_style, AT(heading_style), NULL},
    {"reference", read_sheet_text, AT(reference), NULL},
    {"heading", read_sheet_text, AT(heading), NULL},
    {"again", read_sheet_text, AT(again), NULL},
    {"identity", read_template, AT(identity), NULL},
    {"after", read_after, AT(after), NULL},
};

static const struct object_kind sheets_kind = {
    DIAG_BOTH("\"sheets\"", "「sheets」"),
    sheets_keys,
    COUNT(sheets_keys),
};

bool read_sheets(struct scope *scope, const struct json *value, void *into)
{
    return object_read(scope, &sheets_kind, value, into);
}

/* --- what is usual ------------------------------------------------------------------------------------------------ */

static struct piece text_piece(const char *text)
{
    return (struct piece){.kind = PIECE_TEXT, .text = text, .field = NO_FIELD};
}

static struct piece sheet_piece(enum piece_kind kind)
{
    return (struct piece){.kind = kind, .field = NO_FIELD};
}

/* They stand nowhere in the file: the layout as a whole is their place. */
static void settle(const struct scope *scope, struct template *template, const struct piece *pieces, size_t count)
{
    struct piece *copies = arena_array(scope->compiler->arena, struct piece, count);
    struct source_ref at = {scope->compiler->layout->source, 0, "/sheets"};

    if (template->at.source)
        return;
    for (size_t i = 0; i < count; i++) {
        copies[i] = pieces[i];
        copies[i].at = at;
    }
    *template = (struct template){.pieces = copies, .count = count, .at = at};
}

void sheets_settle(const struct scope *scope, struct sheets *sheets)
{
    const struct layout *layout = scope->compiler->layout;
    const struct piece reference[] = {text_piece("別紙"), sheet_piece(PIECE_SHEET), text_piece("のとおり")};
    const struct piece heading[] = {text_piece("別紙"), sheet_piece(PIECE_SHEET), text_piece("　"),
                                    sheet_piece(PIECE_SHEET_TITLE)};
    const struct piece again[] = {text_piece("別紙"), sheet_piece(PIECE_SHEET), text_piece("（続き）")};
    const struct piece identity[] = {text_piece(layout->title)};

    settle(scope, &sheets->reference, reference, COUNT(reference));
    settle(scope, &sheets->heading, heading, COUNT(heading));
    settle(scope, &sheets->again, again, COUNT(again));
    settle(scope, &sheets->identity, identity, COUNT(identity));
    if (!sheets->style)
        sheets->style = scope->style;
    if (!sheets->heading_style)
        sheets->heading_style = sheets->style;
}
