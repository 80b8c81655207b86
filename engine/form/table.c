/*
 * form/table.c - a table composed: columns get their widths (table_columns.c), rows are repeated over their array,
 * cells are filled and rows get their heights (table_cells.c).
 *
 * Coordinates run between the centres of the ruled lines, so that the cells tile the table exactly and a nested table's
 * lines meet those around it.
 */
#include "form/table_job.h"

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* How many rows a row of the layout becomes. */
uint32_t row_times(const struct composer *composer, const struct row *row, int32_t item)
{
    size_t count = 1;

    if (row->when && !record_test(composer->record, row->when, item))
        return 0;
    if (row->each >= 0) {
        count = record_count(composer->record, row->each);
        if (count < row->at_least)
            count = row->at_least;
    }
    return (uint32_t)count;
}

static const struct span_of_row *repeat_rows(struct composer *composer, const struct table *table, int32_t item,
                                             size_t *row_count)
{
    struct span_of_row *spans = arena_array(composer->arena, struct span_of_row, table->row_count);
    uint32_t next = 0;

    for (size_t r = 0; r < table->row_count; r++) {
        spans[r] = (struct span_of_row){next, row_times(composer, &table->rows[r], item)};
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
    settle_drawing(job, cell);
    cell->element = add_cell_element(job, cell);
    compose_early_cell(job, cell);
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
    if (composer->cell_count > limit)
        return report_limit(composer, DIAG_LIMIT_CELLS, limit);
    return spend_work(composer, count);
}

static bool repeats_rows(const struct table *table)
{
    for (size_t i = 0; i < table->row_count; i++)
        if (table->rows[i].each >= 0)
            return true;
    return false;
}

/* The grid; NULL, reported, when its columns do not fit or it has too many cells. */
static const struct grid *fill_grid(struct table_job *job, element_id element, length width)
{
    struct composer *composer = job->composer;
    struct grid_cell *cells;
    size_t count;

    job->edges = column_edges(composer, job->table, width, job->row);
    if (!job->edges)
        return NULL;
    job->spans = repeat_rows(composer, job->table, job->row, &job->row_count);
    if (!check_cell_limit(composer, job->row_count * job->table->column_count))
        return NULL;
    add_rows(job, element);
    cells = fill_cells(job, &count);
    settle_heights(job, cells, count);
    return make_grid(job, cells, count);
}

struct content compose_table(struct composer *composer, const struct block *block, length width, int32_t row,
                             element_id parent)
{
    const struct table *table = block->table;
    bool is_repeating = !composer->repeating && repeats_rows(table);
    element_id element = document_add_element(composer->document, parent, ROLE_TABLE);
    struct table_job job = {.composer = composer, .table = table, .row = row};
    const struct grid *grid;

    composer->document->elements[element].alternate = table->summary;
    if (is_repeating) {
        composer->repeating = block;
        composer->repeating_row = row;
    }
    grid = fill_grid(&job, element, width);
    if (is_repeating)
        composer->repeating = NULL;
    if (!grid)
        return (struct content){.kind = CONTENT_SPACE};
    return (struct content){.kind = CONTENT_GRID, .height = grid->height, .element = element, .grid = grid};
}
