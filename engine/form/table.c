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
static length unwrapped_width(struct composer *composer, const struct block *blocks, size_t count, int32_t item);

static length unwrapped_group(struct composer *composer, const struct block *group, int32_t item)
{
    length widest = 0;

    for (size_t i = 0; i < block_times(composer, group); i++)
        widest = length_max(widest, unwrapped_width(composer, group->blocks, group->block_count,
                                                    block_repeats(group) ? (int32_t)i : item));
    return widest;
}

/* Width of the widest block when no text is wrapped. */
static length unwrapped_width(struct composer *composer, const struct block *blocks, size_t count, int32_t item)
{
    length widest = 0;

    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];
        length width = block->kind == BLOCK_TEXT     ? measure_paragraph(composer, block, item)
                       : block->kind == BLOCK_FIGURE ? measure_figure(composer, block, item)
                       : block->kind == BLOCK_TABLE  ? natural_width(composer, block->table, item)
                                                     : unwrapped_group(composer, block, item);

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

/* Of the rows the cell spans, as high as they may become; -1: one knows no limit. */
static length height_limit(const struct table_job *job, const struct grid_cell *cell)
{
    length height = 0;

    for (uint32_t i = 0; i < cell->down; i++) {
        const struct row *row = job->rows[cell->row + i].row;

        if (row->height_kind != HEIGHT_FIXED && row->max_height == 0)
            return -1;
        height += row->height_kind == HEIGHT_FIXED ? row->height : row->max_height;
    }
    return height;
}

static length padding_down(const struct grid_cell *cell)
{
    return cell->cell->padding[SIDE_TOP] + cell->cell->padding[SIDE_BOTTOM];
}

/* Rows that may grow do so for this cell. */
static bool makes_grow(const struct grid_cell *cell)
{
    return cell->cell->fit == FIT_USUAL || (cell->cell->fit & FIT_GROW) != 0;
}

/* A picture may take the page but for the head rows above it, whose height must be known. */
static bool waits_for_head(const struct table_job *job, const struct grid_cell *cell)
{
    return makes_grow(cell) && height_limit(job, cell) < 0 && has_figure(cell->cell->blocks, cell->cell->block_count);
}

/* Composed only when the rows are as high as all else makes them. */
static bool is_late(const struct table_job *job, const struct grid_cell *cell)
{
    return is_vertical_text(cell->cell->blocks, cell->cell->block_count) || waits_for_head(job, cell) ||
           (!makes_grow(cell) && fixed_height(job, cell) < 0);
}

static length rows_height(const struct grid_row *rows, size_t first, size_t end)
{
    length height = 0;

    for (size_t i = first; i < end; i++)
        height += rows[i].height;
    return height;
}

/* In a cell without a limit; head rows stand above it on every page. */
static struct picture_room room_for_pictures(const struct table_job *job, const struct grid_cell *cell)
{
    struct picture_room room = job->composer->picture_room;

    if (cell->row >= job->head_count)
        room.height -= rows_height(job->rows, 0, job->head_count);
    room.height -= padding_down(cell);
    return room;
}

/* Composes what is in the cell; `height` of its rows at most, padding included; -1: no limit. */
static void compose_cell(struct table_job *job, struct grid_cell *cell, length height, length room)
{
    struct composer *composer = job->composer;
    const struct cell *around = composer->cell;
    struct picture_room room_around = composer->picture_room;
    struct box box = {
        .blocks = cell->cell->blocks,
        .count = cell->cell->block_count,
        .width = length_max(cell_width(job, cell), 1),
        .height = height - padding_down(cell),
        .room = room,
        .row = job->items[cell->row],
        .element = cell->element,
        .fit = cell->cell->fit,
        .is_fixed = fixed_height(job, cell) >= 0,
        .node = &cell->cell->at,
    };

    composer->cell = cell->cell;
    composer->picture_room = room_for_pictures(job, cell);
    cell->first_showing = (uint32_t)composer->fit->count;
    if (height >= 0)
        cell->content = compose_box(composer, &box);
    else
        cell->content = compose_unlimited(composer, &box);
    cell->end_showing = (uint32_t)composer->fit->count;
    composer->picture_room = room_around;
    composer->cell = around;
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
    if (!is_late(job, cell))
        compose_cell(job, cell, height_limit(job, cell), 0);
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

static bool is_elastic(const struct grid_row *row)
{
    return row->row->height_kind != HEIGHT_FIXED;
}

/* Shares it among the rows that may grow: those of one element look alike. */
static void grow_alike(struct grid_row *rows, const struct grid_cell *cell, length lack)
{
    int64_t count = 0;

    for (uint32_t i = 0; i < cell->down; i++)
        count += is_elastic(&rows[cell->row + i]);
    struct share share = share_length(lack, count);
    for (uint32_t i = 0; i < cell->down; i++)
        if (is_elastic(&rows[cell->row + i]))
            rows[cell->row + i].height += share_next(&share);
}

/*
 * Gives what the cell lacks to the last of its rows that may grow, and what that has no room for to those above; to a
 * merged cell all of them give alike.
 */
static void grow_rows(struct grid_row *rows, const struct grid_cell *cell)
{
    length lack = grid_cell_need(cell);

    for (uint32_t i = 0; lack > 0 && i < cell->down; i++)
        lack -= rows[cell->row + i].height;
    for (uint32_t i = cell->down; lack > 0 && i-- > 0;) {
        struct grid_row *row = &rows[cell->row + i];
        length room = row->row->max_height > 0 ? length_max(0, row->row->max_height - row->height) : lack;

        if (!is_elastic(row))
            continue;
        if (cell->cell->merge) {
            grow_alike(rows, cell, lack);
            return;
        }
        row->height += length_min(lack, room);
        lack -= length_min(lack, room);
    }
}

static void grow_for(struct table_job *job, const struct grid_cell *cells, size_t count, bool spans_rows)
{
    for (size_t i = 0; i < count; i++)
        if ((cells[i].down > 1) == spans_rows && makes_grow(&cells[i]) && !is_late(job, &cells[i]))
            grow_rows(job->rows, &cells[i]);
}

static void size_rows(struct table_job *job, const struct grid_cell *cells, size_t count)
{
    for (size_t r = 0; r < job->row_count; r++)
        job->rows[r].height = job->rows[r].row->height;
    grow_for(job, cells, count, false);
    grow_for(job, cells, count, true);
}

/* A label beside several rows wraps rather than makes them higher. */
static length room_of(const struct table_job *job, const struct grid_cell *cell, length limit)
{
    length inside = rows_height(job->rows, cell->row, cell->row + cell->down) - padding_down(cell);
    struct vertical_box box = {
        .width = cell_width(job, cell),
        .height = inside,
        .is_fixed = fixed_height(job, cell) >= 0,
        .may_wrap = cell->down > 1,
    };
    length room = vertical_room(job->composer, &cell->cell->blocks[0], &box, job->items[cell->row]);

    return room == 0 && limit >= 0 ? limit - padding_down(cell) : room;
}

static void fill_late_cell(struct table_job *job, struct grid_cell *cell)
{
    length limit = height_limit(job, cell);

    if (!makes_grow(cell) && fixed_height(job, cell) < 0)
        limit = rows_height(job->rows, cell->row, cell->row + cell->down);
    if (is_vertical_text(cell->cell->blocks, cell->cell->block_count))
        compose_cell(job, cell, limit, room_of(job, cell, limit));
    else
        compose_cell(job, cell, limit, 0);
    if (makes_grow(cell))
        grow_rows(job->rows, cell);
}

/* Pictures before labels, which are as high as what stands beside them. */
static void fill_late_cells(struct table_job *job, struct grid_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (waits_for_head(job, &cells[i]))
            fill_late_cell(job, &cells[i]);
    for (size_t i = 0; i < count; i++)
        if (is_late(job, &cells[i]) && !waits_for_head(job, &cells[i]))
            fill_late_cell(job, &cells[i]);
}

/* Least height of the rows the cell spans; where they state none, that of one line. */
static length least_height(const struct table_job *job, const struct grid_cell *cell)
{
    const struct content *first = cell->content.count > 0 ? stack_item(&cell->content, 0) : NULL;
    length line = first && first->paragraph.text ? first->paragraph.text->pitch + padding_down(cell) : 0;
    length height = 0;

    for (uint32_t i = 0; i < cell->down; i++)
        height += job->rows[cell->row + i].row->height;
    return length_max(line, height);
}

/* For the fit report: the values that rows grew for. Those in tables inside belong to the cells there. */
static void note_growth(struct table_job *job, const struct grid_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct grid_cell *cell = &cells[i];
        bool is_grown = cell->end_showing > cell->first_showing && fixed_height(job, cell) < 0 &&
                        grid_cell_need(cell) > least_height(job, cell);

        for (uint32_t k = cell->first_showing; is_grown && k < cell->end_showing; k++) {
            struct showing *showing = &job->composer->fit->list[k];

            if (showing->cell == cell->cell && showing->step == SHOWING_AS_IS)
                showing->step = SHOWING_GROWN;
        }
    }
}

/* Nothing is lost in silence: content higher than rows that may not grow for it is an error at the value. */
static void check_fit(struct table_job *job, const struct grid_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        length have = rows_height(job->rows, cells[i].row, cells[i].row + cells[i].down);
        length need = grid_cell_need(&cells[i]);

        if (need <= have)
            continue;
        if (job->composer->boxing && job->composer->boxing->is_climbing)
            job->composer->boxing->overflows = true;
        else
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
    size_rows(job, cells, count);
    fill_late_cells(job, cells, count);
    check_fit(job, cells, count);
    note_growth(job, cells, count);
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
