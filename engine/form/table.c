/*
 * form/table.c - a table composed: columns get their widths, rows are repeated over their array, cells are filled, rows
 * get their heights.
 *
 * Coordinates run between the centres of the ruled lines, so that the cells tile the table exactly and a nested table's
 * lines meet those around it.
 */
#include "form/content.h"

/* Which grid rows each row of the layout became. */
struct span_of_row {
    uint32_t first, count;
};

/* What one table is composed with. */
struct table_job {
    struct composer *composer;
    const struct table *table;
    int32_t row; /* item of the EACH field around the table, or -1 */
    const length *edges;
    const struct span_of_row *spans;
    struct grid_row *rows;
    size_t row_count, head_count; /* grid rows; those of the head */
    const int32_t *items;         /* by grid row: the item of its EACH field, or `row` */
    const element_id *elements;   /* by grid row */
};

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* How many rows a row of the layout becomes. */
static uint32_t repetitions(const struct composer *composer, const struct row *row, int32_t item)
{
    size_t count = 1;

    if (row->when && !record_test(composer->record, row->when, item))
        return 0;
    if (row->each >= 0) {
        count = composer->record->values[row->each].row_count;
        if (count < row->at_least)
            count = row->at_least;
    }
    return (uint32_t)count;
}

static length natural_width(struct composer *composer, const struct table *table, int32_t item);

/* Width of the widest block when no text is wrapped. */
static length unwrapped_width(struct composer *composer, const struct block *blocks, size_t count, int32_t item)
{
    length widest = 0;

    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];
        length width = block->kind == BLOCK_TEXT ? measure_paragraph(composer, block, item)
                       : block->kind == BLOCK_TABLE
                           ? natural_width(composer, block->table, item)
                           : unwrapped_width(composer, block->blocks, block->block_count, item);

        widest = length_max(widest, width);
    }
    return widest;
}

/* Of the widest among the column's own cells, their padding included. */
static length auto_width(struct composer *composer, const struct table *table, uint32_t column, int32_t item)
{
    length widest = 0;

    for (size_t r = 0; r < table->row_count; r++) {
        const struct row *row = &table->rows[r];
        uint32_t count = repetitions(composer, row, item);

        for (size_t c = 0; c < row->cell_count; c++) {
            const struct cell *cell = &row->cells[c];
            length padding = cell->padding[SIDE_LEFT] + cell->padding[SIDE_RIGHT];

            for (uint32_t i = 0; i < count && cell->column == column && cell->across == 1; i++)
                widest = length_max(widest, padding + unwrapped_width(composer, cell->blocks, cell->block_count,
                                                                      row->each >= 0 ? (int32_t)i : item));
        }
    }
    return widest;
}

/* What a table in an auto column asks for. */
static length natural_width(struct composer *composer, const struct table *table, int32_t item)
{
    length width = 0;

    for (size_t i = 0; i < table->column_count; i++)
        width += table->columns[i].kind == TRACK_FIXED ? table->columns[i].width
                                                       : auto_width(composer, table, (uint32_t)i, item);
    return width;
}

/* Widths under way. */
struct widths {
    length *widths; /* by column */
    length left;    /* of the table's width */
    length need;    /* of fixed and auto columns */
    bool is_narrow; /* an auto column gets nothing */
};

static void give_fixed(struct widths *widths, const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        widths->widths[i] = table->columns[i].kind == TRACK_FIXED ? table->columns[i].width : 0;
        widths->need += widths->widths[i];
    }
    widths->left -= widths->need;
}

static void give_auto(struct widths *widths, struct composer *composer, const struct table *table, int32_t item)
{
    for (size_t i = 0; i < table->column_count; i++) {
        length wish;

        if (table->columns[i].kind != TRACK_AUTO)
            continue;
        wish = auto_width(composer, table, (uint32_t)i, item);
        widths->widths[i] = length_max(0, length_min(widths->left, wish));
        widths->left -= widths->widths[i];
        widths->need += wish;
        widths->is_narrow |= wish > 0 && widths->widths[i] == 0;
    }
}

static void share_rest(struct widths *widths, const struct table *table, int64_t fractions)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].kind != TRACK_FRACTION)
            continue;
        widths->widths[i] = length_scale(widths->left, table->columns[i].fraction, fractions);
        widths->left -= widths->widths[i];
        fractions -= table->columns[i].fraction;
    }
}

/*
 * Fixed columns have their width, auto columns what they need while it lasts, fractions share the rest to the last EMU.
 * NULL, reported, when they do not fit or one is left with nothing.
 */
static const length *column_edges(struct composer *composer, const struct table *table, length width, int32_t item)
{
    length *edges = arena_array(composer->arena, length, table->column_count + 1);
    struct widths widths = {.widths = arena_array(composer->arena, length, table->column_count), .left = width};
    int64_t fractions = 0;

    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].kind == TRACK_FRACTION)
            fractions += table->columns[i].fraction;
    give_fixed(&widths, table);
    give_auto(&widths, composer, table, item);
    if (widths.left < 0 || widths.is_narrow || (widths.left == 0 && fractions > 0)) {
        report_columns(composer, &table->at, width, widths.need);
        return NULL;
    }
    share_rest(&widths, table, fractions);
    for (size_t i = 0; i < table->column_count; i++)
        edges[i + 1] = edges[i] + widths.widths[i];
    return edges;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const struct span_of_row *repeat_rows(struct composer *composer, const struct table *table, int32_t item,
                                             size_t *row_count)
{
    struct span_of_row *spans = arena_array(composer->arena, struct span_of_row, table->row_count);
    uint32_t next = 0;

    for (size_t r = 0; r < table->row_count; r++) {
        spans[r] = (struct span_of_row){next, repetitions(composer, &table->rows[r], item)};
        next += spans[r].count;
    }
    *row_count = next;
    return spans;
}

/* TR elements under THead and TBody. */
static void add_rows(struct table_job *job, element_id table_element)
{
    struct composer *composer = job->composer;
    struct document *document = composer->document;
    element_id *elements = arena_array(composer->arena, element_id, job->row_count);
    int32_t *items = arena_array(composer->arena, int32_t, job->row_count);
    element_id section = ELEMENT_ARTIFACT;

    job->rows = arena_array(composer->arena, struct grid_row, job->row_count);
    for (size_t r = 0; r < job->table->row_count; r++) {
        bool is_head = r < job->table->head_count;

        if (r == 0 || r == job->table->head_count)
            section = document_add_element(document, table_element, is_head ? ROLE_TABLE_HEAD : ROLE_TABLE_BODY);
        for (uint32_t i = 0; i < job->spans[r].count; i++) {
            uint32_t g = job->spans[r].first + i;

            job->rows[g] = (struct grid_row){.row = &job->table->rows[r]};
            job->head_count += is_head;
            items[g] = job->table->rows[r].each >= 0 ? (int32_t)i : job->row;
            elements[g] = document_add_element(document, section, ROLE_TABLE_ROW);
        }
    }
    job->items = items;
    job->elements = elements;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static element_id add_cell_element(struct table_job *job, const struct grid_cell *cell)
{
    struct document *document = job->composer->document;
    enum role role = cell->cell->header == HEADER_NONE ? ROLE_TABLE_CELL : ROLE_TABLE_HEADER_CELL;
    element_id id = document_add_element(document, job->elements[cell->row], role);
    struct element *element = &document->elements[id];

    element->row_span = cell->down;
    element->column_span = cell->across;
    element->scope = cell->cell->header == HEADER_ROW      ? SCOPE_ROW
                     : cell->cell->header == HEADER_COLUMN ? SCOPE_COLUMN
                                                           : SCOPE_NONE;
    return id;
}

static length cell_width(const struct table_job *job, const struct grid_cell *cell)
{
    return job->edges[cell->column + cell->across] - job->edges[cell->column] - cell->cell->padding[SIDE_LEFT] -
           cell->cell->padding[SIDE_RIGHT];
}

/* Of the rows the cell spans, when all are of fixed height; -1: one may grow. */
static length fixed_height(const struct table_job *job, const struct grid_cell *cell)
{
    length height = 0;

    for (uint32_t i = 0; i < cell->down; i++) {
        const struct row *row = job->rows[cell->row + i].row;

        if (row->height_kind != HEIGHT_FIXED)
            return -1;
        height += row->height;
    }
    return height;
}

/* Only a cell that is one text is made to fit; rows that may grow do so instead. */
static bool has_fixed_box(const struct table_job *job, const struct grid_cell *cell, struct fixed_box *box)
{
    const struct cell *of = cell->cell;
    length height = fixed_height(job, cell);

    *box = (struct fixed_box){
        .height = height - of->padding[SIDE_TOP] - of->padding[SIDE_BOTTOM],
        .may_condense = of->may_condense,
        .may_shrink = of->may_shrink,
    };
    return (of->may_condense || of->may_shrink) && height >= 0 && of->block_count == 1 &&
           of->blocks[0].kind == BLOCK_TEXT && !of->blocks[0].style->is_vertical;
}

static bool is_vertical_cell(const struct grid_cell *cell)
{
    return is_vertical_text(cell->cell->blocks, cell->cell->block_count);
}

static void compose_cell(struct table_job *job, struct grid_cell *cell)
{
    cell->content = compose_stack(job->composer, cell->cell->blocks, cell->cell->block_count,
                                  length_max(cell_width(job, cell), 1), job->items[cell->row], cell->element);
}

static bool holds(const struct table_job *job, const struct grid_cell *cell, const struct condition *when)
{
    return !when || record_test(job->composer->record, when, job->items[cell->row]);
}

/* What is drawn of the cell itself, where its conditions hold. */
static void settle_drawing(const struct table_job *job, struct grid_cell *cell)
{
    const struct cell *of = cell->cell;

    cell->fill = holds(job, cell, of->fill.when) ? of->fill.color : -1;
    cell->outline = holds(job, cell, of->outline.when) ? of->outline.line : LINE_INHERIT;
    cell->diagonal = holds(job, cell, of->diagonal.when) ? of->diagonal.kind : DIAGONAL_NONE;
}

static void fill_cell(struct table_job *job, struct grid_cell *cell)
{
    struct fixed_box box;

    settle_drawing(job, cell);
    cell->element = add_cell_element(job, cell);
    if (is_vertical_cell(cell))
        return; /* when the rows are as high as all else makes them */
    job->composer->box_of_text = has_fixed_box(job, cell, &box) ? &box : NULL;
    compose_cell(job, cell);
    job->composer->box_of_text = NULL;
}

/* The grid rows from row `r` of the layout over `down` rows; hidden rows take none. */
static struct span_of_row rows_spanned(const struct table_job *job, size_t r, uint32_t down)
{
    const struct span_of_row *first = &job->spans[r];
    const struct span_of_row *last = &job->spans[r + down - 1];

    return (struct span_of_row){first->first, last->first + last->count - first->first};
}

/* Of the items from `item` on, how many are one merged cell's; 0: the cell has begun with an item before. */
static uint32_t items_merged(const struct table_job *job, const struct row *row, uint32_t item)
{
    const struct record *record = job->composer->record;
    uint32_t count = 1;

    if (record_continues(record, row->each, item))
        return 0;
    while (record_continues(record, row->each, item + count))
        count++;
    return count;
}

/*
 * The grid rows of the cell in repetition `i` of row `r` of the layout: that one alone, or as many as the cell is
 * merged over. A cell of a row that does not repeat stands once, over all the repetitions of the rows it spans.
 */
static struct span_of_row rows_of_cell(const struct table_job *job, size_t r, const struct cell *cell, uint32_t i)
{
    const struct row *row = &job->table->rows[r];

    if (row->each < 0)
        return rows_spanned(job, r, cell->down);
    return (struct span_of_row){job->spans[r].first + i, cell->merge ? items_merged(job, row, i) : 1};
}

struct cell_list {
    struct grid_cell *cells;
    size_t count, capacity;
};

static void add_cells(struct table_job *job, size_t r, uint32_t i, struct cell_list *list)
{
    const struct row *row = &job->table->rows[r];

    for (size_t c = 0; c < row->cell_count; c++) {
        const struct cell *cell = &row->cells[c];
        struct span_of_row rows = rows_of_cell(job, r, cell, i);

        if (rows.count == 0)
            continue;
        list->cells =
            arena_grow(job->composer->arena, list->cells, list->count, &list->capacity, sizeof(struct grid_cell));
        list->cells[list->count] = (struct grid_cell){
            .cell = cell,
            .column = cell->column,
            .across = cell->across,
            .row = rows.first,
            .down = rows.count,
        };
        fill_cell(job, &list->cells[list->count]);
        list->count++;
    }
}

/* Cells in reading order. A row that repeats gives its cells once a repetition. */
static struct grid_cell *fill_cells(struct table_job *job, size_t *count)
{
    struct cell_list list = {0};

    for (size_t r = 0; r < job->table->row_count; r++) {
        uint32_t times = job->table->rows[r].each >= 0 ? job->spans[r].count : 1;

        for (uint32_t i = 0; i < times; i++)
            add_cells(job, r, i, &list);
    }
    *count = list.count;
    return list.cells;
}

/* --- heights ------------------------------------------------------------------------------------------------------ */

length grid_cell_need(const struct grid_cell *cell)
{
    return cell->content.height + cell->cell->padding[SIDE_TOP] + cell->cell->padding[SIDE_BOTTOM];
}

static bool may_grow(const struct grid_row *row)
{
    return row->row->height_kind != HEIGHT_FIXED;
}

/* Shares it among the rows that may grow: those of one element look alike. */
static void grow_alike(struct grid_row *rows, const struct grid_cell *cell, length lack)
{
    int64_t count = 0;

    for (uint32_t i = 0; i < cell->down; i++)
        count += may_grow(&rows[cell->row + i]);
    struct share share = share_length(lack, count);
    for (uint32_t i = 0; i < cell->down; i++)
        if (may_grow(&rows[cell->row + i]))
            rows[cell->row + i].height += share_next(&share);
}

/* Gives what the cell lacks to the last of its rows that may grow; a merged cell to all of them. */
static void grow_rows(struct grid_row *rows, const struct grid_cell *cell)
{
    length lack = grid_cell_need(cell);

    for (uint32_t i = 0; lack > 0 && i < cell->down; i++)
        lack -= rows[cell->row + i].height;
    for (uint32_t i = cell->down; lack > 0 && i-- > 0;) {
        if (!may_grow(&rows[cell->row + i]))
            continue;
        if (cell->cell->merge)
            grow_alike(rows, cell, lack);
        else
            rows[cell->row + i].height += lack;
        return;
    }
}

static length rows_height(const struct grid_row *rows, size_t first, size_t end)
{
    length height = 0;

    for (size_t i = first; i < end; i++)
        height += rows[i].height;
    return height;
}

static void size_rows(struct table_job *job, const struct grid_cell *cells, size_t count)
{
    for (size_t r = 0; r < job->row_count; r++)
        job->rows[r].height = job->rows[r].row->height;
    for (size_t i = 0; i < count; i++)
        if (cells[i].down == 1 && cells[i].cell->fit == FIT_GROW)
            grow_rows(job->rows, &cells[i]);
    for (size_t i = 0; i < count; i++)
        if (cells[i].down > 1 && cells[i].cell->fit == FIT_GROW)
            grow_rows(job->rows, &cells[i]);
}

/* A label beside several rows wraps rather than makes them higher. */
static void fill_vertical_cell(struct table_job *job, struct grid_cell *cell)
{
    const length *padding = cell->cell->padding;
    length fixed = fixed_height(job, cell);
    struct vertical_box box = {
        .width = cell_width(job, cell),
        .height = rows_height(job->rows, cell->row, cell->row + cell->down) - padding[SIDE_TOP] - padding[SIDE_BOTTOM],
        .is_fixed = fixed >= 0,
        .may_wrap = cell->down > 1,
    };

    job->composer->room = vertical_room(job->composer, &cell->cell->blocks[0], &box, job->items[cell->row]);
    compose_cell(job, cell);
    job->composer->room = 0;
    grow_rows(job->rows, cell);
}

static void fill_vertical_cells(struct table_job *job, struct grid_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_vertical_cell(&cells[i]))
            fill_vertical_cell(job, &cells[i]);
}

/* The place of the value that is too much, for the message: the cell's first one. */
static const struct origin *first_value_of(const struct stack *stack)
{
    const struct origin *found = NULL;

    for (size_t i = 0; i < stack->count && !found; i++)
        if (stack_item(stack, i)->kind == CONTENT_PARAGRAPH)
            found = first_value(&stack_item(stack, i)->paragraph);
    return found;
}

/* Nothing is lost in silence: content higher than rows that may not grow for it is an error at the value. */
static void check_fit(struct table_job *job, const struct grid_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        length have = rows_height(job->rows, cells[i].row, cells[i].row + cells[i].down);
        length need = grid_cell_need(&cells[i]);

        if (need <= have)
            continue;
        report_too_high(job->composer, &cells[i].cell->at, first_value_of(&cells[i].content), have, need);
    }
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

length grid_row_height(const struct grid *grid, uint32_t row)
{
    if (row + 1 == grid->end && grid->last_height >= 0)
        return grid->last_height;
    if (row == grid->first && grid->first_height >= 0)
        return grid->first_height;
    return grid->rows[row].height;
}

/* Head and body apart; the body's rows are numbered from 0. No cell spans both: the compiler sees to that. */
static const struct grid *make_grid(const struct table_job *job, struct grid_cell *cells, size_t count)
{
    struct grid *grid = arena_new(job->composer->arena, struct grid);
    size_t heads = 0;

    while (heads < count && cells[heads].row < job->head_count)
        heads++;
    for (size_t i = heads; i < count; i++)
        cells[i].row -= (uint32_t)job->head_count;
    *grid = (struct grid){
        .table = job->table,
        .edges = job->edges,
        .head_rows = job->rows,
        .head_cells = cells,
        .head_count = job->head_count,
        .head_cell_count = heads,
        .head_height = rows_height(job->rows, 0, job->head_count),
        .rows = job->rows + job->head_count,
        .cells = cells + heads,
        .cell_count = count - heads,
        .end = (uint32_t)(job->row_count - job->head_count),
        .first_height = -1,
        .last_height = -1,
        .height = rows_height(job->rows, 0, job->row_count),
    };
    return grid;
}

static bool check_cell_limit(struct composer *composer, size_t count)
{
    size_t limit = composer->options->limits->cells;

    composer->cell_count += count;
    return composer->cell_count <= limit || report_limit(composer, DIAG_LIMIT_CELLS, limit);
}

struct content compose_table(struct composer *composer, const struct block *block, length width, int32_t row,
                             element_id parent)
{
    const struct table *table = block->table;
    element_id element = document_add_element(composer->document, parent, ROLE_TABLE);
    struct table_job job = {.composer = composer, .table = table, .row = row};
    const struct grid *grid;
    struct grid_cell *cells;
    size_t cell_count;

    composer->document->elements[element].alternate = table->summary;
    job.edges = column_edges(composer, table, width, row);
    if (!job.edges)
        return (struct content){.kind = CONTENT_SPACE};
    job.spans = repeat_rows(composer, table, row, &job.row_count);
    if (!check_cell_limit(composer, job.row_count * table->column_count))
        return (struct content){.kind = CONTENT_SPACE};
    add_rows(&job, element);
    cells = fill_cells(&job, &cell_count);
    size_rows(&job, cells, cell_count);
    fill_vertical_cells(&job, cells, cell_count);
    check_fit(&job, cells, cell_count);
    grid = make_grid(&job, cells, cell_count);
    return (struct content){.kind = CONTENT_GRID, .height = grid->height, .element = element, .grid = grid};
}
