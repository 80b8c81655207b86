/* Blocks: what stands below each other on the page, in a group or in a cell. */
#include "layout/compiler.h"

#include <string.h>

struct block_draft {
    struct block block;
    struct choice_block choice;
    struct figure_draft figure;
    struct block_list group;
};

struct block block_start(const struct scope *scope, enum block_kind kind, const struct json *value)
{
    return (struct block){
        .kind = kind,
        .id = (uint32_t)scope->compiler->layout->id_count++,
        .style = scope->style,
        .each = -1,
        .at = scope_ref(scope, value),
    };
}

/* --- keys of every block ------------------------------------------------------------------------------------------ */

/* An align of the block's own hides that of the cell around. */
static bool read_block_align(struct scope *scope, const struct json *value, void *into)
{
    scope->has_align = read_align(scope, value, &scope->align);
    *(enum text_align *)into = scope->align;
    return scope->has_align;
}

static bool read_role(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"paragraph", BLOCK_PARAGRAPH},
        {"title", BLOCK_TITLE},
        {"heading", BLOCK_HEADING},
        {"note", BLOCK_NOTE},
    };
    struct block_draft *draft = into;
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    draft->block.role = (enum block_role)found;
    draft->block.keep_with_next = found == BLOCK_TITLE || found == BLOCK_HEADING;
    return true;
}

static bool read_page_number(struct scope *scope, const struct json *value, void *into)
{
    int64_t found;

    if (!read_integer(scope, value, 0, 10000, &found))
        return false;
    *(int32_t *)into = (int32_t)found;
    return true;
}

static bool read_place_fit(struct scope *scope, const struct json *value, void *into)
{
    if (!json_find(value->parent, "height"))
        return report_key(scope, value, DIAG_KEY_NEEDS, DIAG_ARGS(value->key, "height"));
    return read_fit(scope, value, into);
}

static bool read_place(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"page", read_page_number, offsetof(struct place, page), NULL},
        {"x", read_length, offsetof(struct place, x), "\"x\": \"120mm\""},
        {"y", read_length, offsetof(struct place, y), "\"y\": \"20mm\""},
        {"width", read_size, offsetof(struct place, width), "\"width\": \"60mm\""},
        {"height", read_size, offsetof(struct place, height), NULL},
        {"fit", read_place_fit, offsetof(struct place, fit), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("a place", "位置"), keys, COUNT(keys)};
    struct place *place = arena_new(scope->compiler->arena, struct place);

    if (scope->is_nested)
        return report_key(scope, value, DIAG_BLOCK_NESTED, DIAG_ARGS("place"));
    place->page = 1;
    *(const struct place **)into = place;
    return object_read(scope, &kind, value, place);
}

/* --- keys of single kinds ----------------------------------------------------------------------------------------- */

static bool read_group(struct scope *scope, const struct json *value, void *into)
{
    struct block_draft *draft = into;
    struct scope inside = *scope;

    inside.is_nested = true;
    inside.is_whole |= draft->block.is_kept || draft->block.keep_with_next || draft->block.place;
    return read_blocks(&inside, value, &draft->group);
}

static bool read_break(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"page", 1}};
    int found;

    (void)into;
    if (scope->is_whole)
        return report_key(scope, value, DIAG_BREAK_NESTED, DIAG_NO_ARGS);
    return read_word(scope, value, words, COUNT(words), &found);
}

#define AT(member) offsetof(struct block_draft, member)

/* "style" and "align" come first: what follows is set in them, and measures its ems by them. */
#define SHARED_KEYS                                                                                        \
    {"style", read_style_name, AT(block.style), NULL}, {"align", read_block_align, AT(block.align), NULL}, \
        {"when", read_condition, AT(block.when), NULL}, {"before", read_length, AT(block.before), NULL},   \
        {"after", read_length, AT(block.after), NULL}, {"role", read_role, 0, NULL},                       \
        {"keep_with_next", read_flag, AT(block.keep_with_next), NULL},                                     \
    {                                                                                                      \
        "place", read_place, AT(block.place), NULL                                                         \
    }

static const struct key text_keys[] = {SHARED_KEYS, {"text", read_template, AT(block.text), NULL}};
static const struct key table_keys[] = {SHARED_KEYS, {"table", read_table, AT(block.table), NULL}};
static const struct key choice_keys[] = {SHARED_KEYS, CHOICE_KEYS(struct block_draft)};
static const struct key group_keys[] = {
    SHARED_KEYS,
    {"each", read_each, AT(block.each), NULL},
    {"keep", read_flag, AT(block.is_kept), NULL},
    {"group", read_group, 0, NULL},
};
static const struct key figure_keys[] = {
    SHARED_KEYS,
    {"figure", keep_value, AT(figure.figure), NULL},
    {"max_width", read_size, AT(figure.max_width), NULL},
    {"max_height", read_size, AT(figure.max_height), NULL},
    {"caption", keep_value, AT(figure.caption), NULL},
    {"alt", keep_value, AT(figure.alt), NULL},
    {"otherwise", keep_value, AT(figure.otherwise), NULL},
};
static const struct key space_keys[] = {
    {"style", read_style_name, AT(block.style), NULL},
    {"when", read_condition, AT(block.when), NULL},
    {"space", read_length, AT(block.space), NULL},
};
static const struct key line_keys[] = {SHARED_KEYS, {"line", read_line_kind, AT(block.line), NULL}};
static const struct key qr_keys[] = {SHARED_KEYS, {"qr", read_size, AT(block.side), NULL}};
static const struct key break_keys[] = {
    {"when", read_condition, AT(block.when), NULL},
    {"break", read_break, 0, NULL},
};

/* The key that tells the kind, and the kind. A choice becomes a text or a table. */
static const struct block_row {
    const char *key;
    enum block_kind kind;
    struct object_kind object;
} rows[] = {
    {"text", BLOCK_TEXT, {DIAG_BOTH("a text block", "文のブロック"), text_keys, COUNT(text_keys)}},
    {"table", BLOCK_TABLE, {DIAG_BOTH("a table block", "表のブロック"), table_keys, COUNT(table_keys)}},
    {"choice", BLOCK_TEXT, {DIAG_BOTH("a choice block", "選択肢のブロック"), choice_keys, COUNT(choice_keys)}},
    {"figure", BLOCK_FIGURE, {DIAG_BOTH("a figure", "図"), figure_keys, COUNT(figure_keys)}},
    {"qr", BLOCK_QR, {DIAG_BOTH("a QR code", "QRコード"), qr_keys, COUNT(qr_keys)}},
    {"group", BLOCK_GROUP, {DIAG_BOTH("a group", "グループ"), group_keys, COUNT(group_keys)}},
    {"space", BLOCK_SPACE, {DIAG_BOTH("a space", "空き"), space_keys, COUNT(space_keys)}},
    {"line", BLOCK_LINE, {DIAG_BOTH("a line", "線"), line_keys, COUNT(line_keys)}},
    {"break", BLOCK_BREAK, {DIAG_BOTH("a break", "改ページ"), break_keys, COUNT(break_keys)}},
};

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static const struct block_row *row_find(const struct scope *scope, const struct json *value)
{
    const char *names[COUNT(rows)];
    const struct json *found;

    for (size_t i = 0; i < COUNT(rows); i++)
        names[i] = rows[i].key;
    if (!exclusive_key(scope, value, names, COUNT(names), &found))
        return NULL;
    for (size_t i = 0; found && i < COUNT(rows); i++)
        if (strcmp(rows[i].key, found->key) == 0)
            return &rows[i];
    report(scope, value, DIAG_KIND_MISSING,
           DIAG_ARGS(DIAG_BOTH("a block", "ブロック"), join_names(scope->compiler->arena, names, COUNT(names))));
    return NULL;
}

static enum text_align align_of(const struct scope *scope, const struct style *style)
{
    if (scope->has_align)
        return scope->align;
    return style ? style->align : TEXT_START;
}

/* A choice in the shape of the block that it becomes, with what is said of the block itself. */
static bool make_choice(struct scope *scope, struct block_draft *draft)
{
    struct block made = draft->block;

    bool ok = choice_block_make(scope, &draft->choice, &made);
    draft->block.kind = made.kind;
    draft->block.text = made.text;
    draft->block.table = made.table;
    return ok;
}

static bool read_block_object(const struct scope *outer, const struct json *value, struct block *block)
{
    const struct block_row *row = row_find(outer, value);
    struct scope scope = *outer;

    if (!row)
        return false;
    struct block_draft draft = {.block = block_start(&scope, row->kind, value)};
    bool ok = object_read(&scope, &row->object, value, &draft);
    draft.block.align = align_of(&scope, draft.block.style);
    if (draft.choice.choice)
        ok &= make_choice(&scope, &draft);
    if (draft.figure.figure)
        ok &= figure_make(&scope, &draft.figure, &draft.block);
    if (row->kind == BLOCK_GROUP) {
        draft.block.blocks = draft.group.blocks;
        draft.block.block_count = draft.group.count;
    }
    *block = draft.block;
    return ok;
}

bool read_text_block(struct scope *scope, const struct json *value, struct block *block)
{
    *block = block_start(scope, BLOCK_TEXT, value);
    block->align = align_of(scope, scope->style);
    return read_template(scope, value, &block->text);
}

static bool read_block(struct scope *scope, const struct json *value, struct block *block)
{
    if (value->kind == JSON_STRING)
        return read_text_block(scope, value, block);
    return is_object(scope, value, DIAG_BOTH("a block", "ブロック")) && read_block_object(scope, value, block);
}

bool read_blocks(struct scope *scope, const struct json *value, void *into)
{
    struct block_list *list = into;
    struct block *blocks;
    bool ok = true;

    if (!is_array(scope, value, DIAG_BOTH("an array of blocks", "ブロックの配列")))
        return false;
    blocks = arena_array(scope->compiler->arena, struct block, value->size);
    list->blocks = blocks;
    list->count = 0;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_block(scope, item, &blocks[list->count++]);
    return ok;
}
