/*
 * form/table_cells.c - what is in the cells of a table, and how high that makes its rows.
 *
 * A cell of rows whose height is fixed or limited is a box (ladder.c). Most cells are composed first and rows made as
 * high as they need; some wait until then, for how they are set depends on it.
 */
#include "form/table_job.h"

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

length rows_height(const struct grid_row *rows, size_t first, size_t end)
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

void compose_early_cell(struct table_job *job, struct grid_cell *cell)
{
    if (!is_late(job, cell))
        compose_cell(job, cell, height_limit(job, cell), 0);
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

void settle_heights(struct table_job *job, struct grid_cell *cells, size_t count)
{
    size_rows(job, cells, count);
    fill_late_cells(job, cells, count);
    check_fit(job, cells, count);
    note_growth(job, cells, count);
}
