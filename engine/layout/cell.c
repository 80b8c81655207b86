/* Cells: what they hold, and how it stands in them. */
#include "layout/compiler.h"

#include <string.h>

/* Unless the layout says otherwise. */
#define PADDING_ACROSS (LENGTH_PER_MM * 12 / 10)
#define PADDING_DOWN (LENGTH_PER_MM * 8 / 10)

struct cell_draft {
    struct cell cell;
    const struct style *style;
    struct choice_block choice;
    struct block_list blocks;
    bool has_padding;
    bool is_header_set;
};

/* --- keys --------------------------------------------------------------------------------------------------------- */

static bool read_cell_align(struct scope *scope, const struct json *value, void *into)
{
    (void)into;
    scope->has_align = read_align(scope, value, &scope->align);
    return scope->has_align;
}

static bool read_valign(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"top", VERTICAL_TOP}, {"middle", VERTICAL_MIDDLE}, {"bottom", VERTICAL_BOTTOM}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum vertical_align *)into = (enum vertical_align)found;
    return true;
}

static bool read_padding(struct scope *scope, const struct json *value, void *into)
{
    struct cell_draft *draft = into;

    draft->has_padding = true;
    return read_sides(scope, value, draft->cell.padding);
}

/* One word for all four edges, or an object of edges. */
static bool read_lines(struct scope *scope, const struct json *value, void *into)
{
#define EDGE(side) ((side) * sizeof(enum line_kind))
    static const struct key keys[] = {
        {"top", read_line_kind, EDGE(SIDE_TOP), NULL},
        {"right", read_line_kind, EDGE(SIDE_RIGHT), NULL},
        {"bottom", read_line_kind, EDGE(SIDE_BOTTOM), NULL},
        {"left", read_line_kind, EDGE(SIDE_LEFT), NULL},
    };
#undef EDGE
    static const struct object_kind kind = {DIAG_BOTH("the lines of a cell", "セルの罫線"), keys, COUNT(keys)};
    enum line_kind *lines = into, all;

    if (value->kind != JSON_STRING)
        return object_read(scope, &kind, value, lines);
    if (!read_line_kind(scope, value, &all))
        return false;
    for (int side = 0; side < SIDE_COUNT; side++)
        lines[side] = all;
    return true;
}

static bool read_header(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"row", HEADER_ROW}, {"column", HEADER_COLUMN}, {"none", HEADER_NONE}};
    struct cell_draft *draft = into;
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    draft->cell.header = (enum scope_kind)found;
    draft->is_header_set = true;
    return true;
}

/* --- what is drawn of it ------------------------------------------------------------------------------------------ */

static bool read_cell_fill(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"color", read_fill, offsetof(struct cell_fill, color), "\"color\": \"#eeeeee\""},
        {"when", read_condition, offsetof(struct cell_fill, when), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the fill of a cell", "セルの塗り"), keys, COUNT(keys)};
    struct cell_fill *fill = into;
    bool ok =
        value->kind == JSON_OBJECT ? object_read(scope, &kind, value, fill) : read_fill(scope, value, &fill->color);

    if (scope->compiler->layout->fax.resolution)
        fax_drop_fill(scope, value, fill);
    return ok;
}

static bool read_outline(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"line", read_line_kind, offsetof(struct cell_outline, line), "\"line\": \"thick\""},
        {"when", read_condition, offsetof(struct cell_outline, when), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the outline of a cell", "セルの囲み"), keys, COUNT(keys)};
    struct cell_outline *outline = into;

    if (value->kind == JSON_OBJECT)
        return object_read(scope, &kind, value, outline);
    return read_line_kind(scope, value, &outline->line);
}

static bool read_diagonal_kind(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"down", DIAGONAL_DOWN}, {"up", DIAGONAL_UP}, {"cross", DIAGONAL_CROSS}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum diagonal_kind *)into = (enum diagonal_kind)found;
    return true;
}

static bool read_diagonal(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"kind", read_diagonal_kind, offsetof(struct cell_diagonal, kind), "\"kind\": \"down\""},
        {"line", read_line_kind, offsetof(struct cell_diagonal, line), NULL},
        {"when", read_condition, offsetof(struct cell_diagonal, when), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the diagonal of a cell", "セルの斜線"), keys, COUNT(keys)};
    struct cell_diagonal *diagonal = into;

    diagonal->line = LINE_THIN;
    if (value->kind == JSON_OBJECT)
        return object_read(scope, &kind, value, diagonal);
    return read_diagonal_kind(scope, value, &diagonal->kind);
}

/* --- content ------------------------------------------------------------------------------------------------------ */

static struct block *one_block(struct scope *scope, struct block_list *list)
{
    struct block *block = arena_new(scope->compiler->arena, struct block);

    *list = (struct block_list){block, 1};
    return block;
}

static bool read_cell_text(struct scope *scope, const struct json *value, void *into)
{
    return read_text_block(scope, value, one_block(scope, into));
}

static bool read_cell_table(struct scope *scope, const struct json *value, void *into)
{
    struct block *block = one_block(scope, into);

    *block = block_start(scope, BLOCK_TABLE, value);
    block->align = scope->has_align ? scope->align : TEXT_START;
    return read_table(scope, value, &block->table);
}

/* A box stands in the middle unless the layout says otherwise. */
static bool read_cell_box(struct scope *scope, const struct json *value, void *into)
{
    struct block *block = one_block(scope, into);

    *block = block_start(scope, BLOCK_TEXT, value);
    block->align = scope->has_align ? scope->align : TEXT_CENTER;
    return read_box(scope, value, &block->text);
}

/* A cell without content is one empty line high. */
static void make_empty(struct scope *scope, const struct json *value, struct block_list *list)
{
    struct block *block = one_block(scope, list);

    *block = block_start(scope, BLOCK_TEXT, value);
    block->text = (struct template){.is_fixed = true, .at = block->at};
}

static bool make_choice(struct scope *scope, struct cell_draft *draft)
{
    struct block *block = one_block(scope, &draft->blocks);

    *block = block_start(scope, BLOCK_TEXT, draft->choice.choice);
    if (scope->has_align)
        block->align = scope->align;
    else if (scope->style)
        block->align = scope->style->align;
    return choice_block_make(scope, &draft->choice, block);
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

#define AT(member) offsetof(struct cell_draft, member)

/* "style" and "align" come before the content that is set in them. */
static const struct key cell_keys[] = {
    {"across", read_count, AT(cell.across), NULL},
    {"down", read_count, AT(cell.down), NULL},
    {"style", read_style_name, AT(style), NULL},
    {"align", read_cell_align, 0, NULL},
    {"valign", read_valign, AT(cell.valign), NULL},
    {"padding", read_padding, 0, NULL},
    {"lines", read_lines, AT(cell.lines), NULL},
    {"outline", read_outline, AT(cell.outline), NULL},
    {"fill", read_cell_fill, AT(cell.fill), NULL},
    {"diagonal", read_diagonal, AT(cell.diagonal), NULL},
    {"header", read_header, 0, NULL},
    {"again", read_flag, AT(cell.again), NULL},
    {"merge", read_flag, AT(cell.merge), NULL},
    {"fit", read_fit, AT(cell.fit), NULL},
    {"text", read_cell_text, AT(blocks), NULL},
    {"blocks", read_blocks, AT(blocks), NULL},
    {"table", read_cell_table, AT(blocks), NULL},
    {"box", read_cell_box, AT(blocks), NULL},
    CHOICE_KEYS(struct cell_draft),
};

static const struct object_kind cell_kind = {DIAG_BOTH("a cell", "セル"), cell_keys, COUNT(cell_keys)};

static void settle_padding(const struct scope *scope, struct cell_draft *draft, bool is_table)
{
    static const length usual[SIDE_COUNT] = {
        [SIDE_TOP] = PADDING_DOWN,
        [SIDE_RIGHT] = PADDING_ACROSS,
        [SIDE_BOTTOM] = PADDING_DOWN,
        [SIDE_LEFT] = PADDING_ACROSS,
    };

    if (draft->has_padding || is_table)
        return;
    memcpy(draft->cell.padding, scope->padding ? scope->padding : usual, sizeof(usual));
}

static bool read_content(struct scope *scope, const struct json *value, struct cell_draft *draft)
{
    static const char *const contents[] = {"text", "blocks", "table", "box", "choice"};
    const struct json *found;

    if (!exclusive_key(scope, value, contents, COUNT(contents), &found) ||
        !object_read(scope, &cell_kind, value, draft))
        return false;
    if (draft->choice.choice && !make_choice(scope, draft))
        return false;
    if (draft->blocks.count == 0 && !found)
        make_empty(scope, value, &draft->blocks);
    settle_padding(scope, draft, json_find(value, "table") != NULL);
    draft->is_header_set |= !found;
    return true;
}

static bool read_short(struct scope *scope, const struct json *value, struct cell_draft *draft)
{
    settle_padding(scope, draft, false);
    draft->is_header_set = value->kind == JSON_NULL; /* nothing is no header, even in the head */
    if (value->kind == JSON_STRING || value->kind == JSON_ARRAY)
        return read_cell_text(scope, value, &draft->blocks);
    if (value->kind != JSON_NULL)
        return report_type(scope, value, DIAG_BOTH("a cell", "セル"), "\"事象の種類\"");
    make_empty(scope, value, &draft->blocks);
    return true;
}

bool cell_read(struct scope *outer, const struct json *value, bool is_head, struct cell *cell)
{
    struct scope scope = *outer;
    struct cell_draft draft = {.cell = {.across = 1, .down = 1, .valign = VERTICAL_MIDDLE, .fill = {.color = -1}}};

    scope.is_nested = true;
    scope.is_whole = true;
    scope.is_in_cell = true;
    draft.cell.at = scope_ref(&scope, value);
    bool ok = value->kind == JSON_OBJECT ? read_content(&scope, value, &draft) : read_short(&scope, value, &draft);
    draft.cell.blocks = draft.blocks.blocks;
    draft.cell.block_count = draft.blocks.count;
    draft.cell.again |= draft.cell.merge;
    if (is_head && !draft.is_header_set)
        draft.cell.header = HEADER_COLUMN;
    *cell = draft.cell;
    return ok;
}
