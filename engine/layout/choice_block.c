/*
 * All choices of a field, each a check box and its label: in one text, or as a table without lines, one choice a row or
 * in a grid. The later stages know texts and tables only.
 */
#include "layout/compiler.h"

#define COLUMNS_MAX 20

bool read_choice_name(struct scope *scope, const struct json *value, void *into)
{
    (void)scope;
    ((struct choice_block *)into)->choice = value;
    return true;
}

bool read_arrange(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"inline", ARRANGE_INLINE}, {"rows", ARRANGE_ROWS}, {"grid", ARRANGE_GRID}};
    struct choice_block *request = into;
    int found;

    if (!request->choice)
        return report_key(scope, value, DIAG_KEY_NEEDS, DIAG_ARGS(value->key, "choice"));
    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    request->arrange = (enum arrange)found;
    return true;
}

bool read_choice_columns(struct scope *scope, const struct json *value, void *into)
{
    struct choice_block *request = into;
    int64_t found;

    if (request->arrange != ARRANGE_GRID)
        return report_key(scope, value, DIAG_KEY_NEEDS, DIAG_ARGS(value->key, "\"arrange\": \"grid\""));
    if (!read_integer(scope, value, 1, COLUMNS_MAX, &found))
        return false;
    request->columns = (uint32_t)found;
    return true;
}

bool read_mark_of_choice(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"box", CHOICE_BOX}, {"circle", CHOICE_CIRCLE}, {"strike", CHOICE_STRIKE}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum choice_mark *)into = (enum choice_mark)found;
    return true;
}

/* Circles and strokes are drawn in a line of text. */
bool read_choice_mark(struct scope *scope, const struct json *value, void *into)
{
    struct choice_block *request = into;

    if (!request->choice)
        return report_key(scope, value, DIAG_KEY_NEEDS, DIAG_ARGS(value->key, "choice"));
    if (!read_mark_of_choice(scope, value, &request->mark))
        return false;
    return request->mark == CHOICE_BOX || request->arrange == ARRANGE_INLINE ||
           report_key(scope, value, DIAG_KEY_NEEDS, DIAG_ARGS(value->key, "\"arrange\": \"inline\""));
}

length choice_gap(const struct scope *scope, enum choice_mark mark)
{
    return mark == CHOICE_BOX && scope->style ? scope->style->text.size : 0;
}

bool read_choice_gap(struct scope *scope, const struct json *value, void *into)
{
    struct choice_block *request = into;

    if (!request->choice)
        return report_key(scope, value, DIAG_KEY_NEEDS, DIAG_ARGS(value->key, "choice"));
    request->has_gap = true;
    return read_length(scope, value, &request->gap);
}

/* A table of choices under way. */
struct choice_table {
    struct scope *scope;
    const struct choice_block *request;
    struct reference reference;
    struct source_ref at;
    uint32_t columns; /* of choices; twice as many in the table */
    length box_gap, column_gap, row_gap;
};

static struct template one_piece(const struct choice_table *job, enum piece_kind kind, int32_t choice)
{
    struct piece *piece = arena_new(job->scope->compiler->arena, struct piece);

    *piece = (struct piece){.kind = kind, .field = job->reference.ref, .at = job->at};
    piece->field.choice = choice;
    if (kind == PIECE_TEXT)
        piece->text = job->reference.field->choices[choice].label;
    return (struct template){.pieces = piece, .count = 1, .is_fixed = kind == PIECE_TEXT, .at = job->at};
}

static struct cell one_cell(const struct choice_table *job, uint32_t column, enum piece_kind kind, int32_t choice)
{
    struct block *block = arena_new(job->scope->compiler->arena, struct block);

    *block = block_start(job->scope, BLOCK_TEXT, job->request->choice);
    block->align = TEXT_START;
    block->text = one_piece(job, kind, choice);
    return (struct cell){
        .column = column,
        .across = 1,
        .down = 1,
        .valign = VERTICAL_TOP,
        .fill = {.color = -1},
        .blocks = block,
        .block_count = 1,
        .at = job->at,
    };
}

/* What is left of the last row when the choices do not fill it. */
static struct cell empty_cell(const struct choice_table *job, uint32_t column)
{
    return (struct cell){
        .column = column, .across = 2, .down = 1, .valign = VERTICAL_TOP, .fill = {.color = -1}, .at = job->at};
}

static void fill_row(const struct choice_table *job, struct row *row, size_t first)
{
    struct cell *cells = arena_array(job->scope->compiler->arena, struct cell, (size_t)job->columns * 2);

    *row = (struct row){.cells = cells, .each = -1, .at = job->at};
    for (uint32_t i = 0; i < job->columns; i++) {
        bool is_last_row = first + job->columns >= job->reference.field->choice_count;

        if (first + i >= job->reference.field->choice_count) {
            cells[row->cell_count++] = empty_cell(job, 2 * i);
            continue;
        }
        struct cell *box = &cells[row->cell_count++];
        struct cell *label = &cells[row->cell_count++];
        *box = one_cell(job, 2 * i, PIECE_BOX, (int32_t)(first + i));
        *label = one_cell(job, 2 * i + 1, PIECE_TEXT, (int32_t)(first + i));
        box->padding[SIDE_RIGHT] = job->box_gap;
        label->padding[SIDE_RIGHT] = i + 1 < job->columns ? job->column_gap : 0;
        label->padding[SIDE_BOTTOM] = is_last_row ? 0 : job->row_gap;
    }
}

static const struct table *make_table(const struct choice_table *job)
{
    struct arena *arena = job->scope->compiler->arena;
    struct table *table = arena_new(arena, struct table);
    size_t row_count = (job->reference.field->choice_count + job->columns - 1) / job->columns;
    struct track *tracks = arena_array(arena, struct track, (size_t)job->columns * 2);
    struct row *rows = arena_array(arena, struct row, row_count);

    for (uint32_t i = 0; i < job->columns; i++) {
        tracks[2 * i].kind = TRACK_AUTO;
        tracks[2 * i + 1] = (struct track){.kind = TRACK_FRACTION, .fraction = 1000};
    }
    for (size_t i = 0; i < row_count; i++)
        fill_row(job, &rows[i], i * job->columns);
    *table = (struct table){
        .columns = tracks,
        .column_count = (size_t)job->columns * 2,
        .rows = rows,
        .row_count = row_count,
        .frame = LINE_NONE,
        .horizontal = LINE_NONE,
        .vertical = LINE_NONE,
        .at = job->at,
    };
    return table;
}

static struct choice_table start(struct scope *scope, const struct choice_block *request,
                                 const struct reference *reference)
{
    length em = scope->style ? scope->style->text.size : 0;
    bool is_grid = request->arrange == ARRANGE_GRID;

    return (struct choice_table){
        .scope = scope,
        .request = request,
        .reference = *reference,
        .at = scope_ref(scope, request->choice),
        .columns = is_grid ? (request->columns ? request->columns : 2) : 1,
        .box_gap = length_scale(em, CHECK_BOX_GAP, 100),
        .column_gap = request->has_gap ? request->gap : em,
        .row_gap = !is_grid && request->has_gap ? request->gap : 0,
    };
}

static struct template inline_choice(struct scope *scope, const struct choice_block *request,
                                     const struct reference *reference)
{
    struct piece *piece = arena_new(scope->compiler->arena, struct piece);
    struct source_ref at = scope_ref(scope, request->choice);

    *piece = (struct piece){
        .kind = PIECE_CHOICE,
        .field = reference->ref,
        .mark = request->mark,
        .gap = request->has_gap ? request->gap : choice_gap(scope, request->mark),
        .at = at,
    };
    return (struct template){.pieces = piece, .count = 1, .at = at};
}

bool choice_block_make(struct scope *scope, const struct choice_block *request, struct block *block)
{
    struct reference reference;

    if (!reference_read_field(scope, request->choice, &reference))
        return false;
    if (reference.field->choice_count == 0)
        return report(scope, request->choice, DIAG_FIELD_NOT_CHOICE, DIAG_ARGS(reference.field->name));
    if (request->arrange == ARRANGE_INLINE) {
        block->kind = BLOCK_TEXT;
        block->text = inline_choice(scope, request, &reference);
        return true;
    }
    struct choice_table job = start(scope, request, &reference);
    block->kind = BLOCK_TABLE;
    block->table = make_table(&job);
    return true;
}
