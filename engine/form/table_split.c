/*
 * form/table_split.c - a table goes on on the next page.
 *
 * The cut runs between two rows, or through a row: one that is taller than a page, or whose layout allows it. Head rows
 * are repeated above the tail. A cell that spans the cut goes on below it: the rest of its content, or, when the layout
 * says "again", all of it once more. Such content is not parted where that can be helped: the last row above the cut
 * grows for it, or the cut moves above it.
 */
#include "form/content.h"

/* Where a grid is cut: above body row `row`, or, when `inner` > 0, in that row with `inner` [length] above the cut. */
struct cut {
    struct composer *composer;
    const struct grid *grid;
    uint32_t row;
    length inner;
    length available; /* height there is for the body's rows above the cut */
    length fresh;     /* height a new page offers to them */
    bool is_forced;   /* something must be placed, however badly it parts */
};

/* --- the cells a cut goes through ----------------------------------------------------------------------------------
 */

static length padding_of(const struct grid_cell *cell)
{
    return cell->cell->padding[SIDE_TOP] + cell->cell->padding[SIDE_BOTTOM];
}

static bool is_cut(const struct cut *cut, const struct grid_cell *cell)
{
    return cell->row + cell->down > cut->row && (cell->row < cut->row || (cut->inner > 0 && cell->row == cut->row));
}

/* Index of the first cell that begins below the cut. */
static size_t first_cell_below(const struct cut *cut)
{
    uint32_t row = cut->row + (cut->inner > 0 ? 1 : 0);
    size_t i = cut->grid->first_cell;

    while (i < cut->grid->cell_count && cut->grid->cells[i].row < row)
        i++;
    return i;
}

static size_t keep_cut_cells(const struct cut *cut, const struct grid_cell *cells, size_t count, struct grid_cell *kept)
{
    size_t used = 0;

    for (size_t i = 0; i < count; i++)
        if (is_cut(cut, &cells[i]))
            kept[used++] = cells[i];
    return used;
}

/* Copies of the cells that the cut goes through, in reading order. */
static struct grid_cell *cut_cells(const struct cut *cut, size_t *count)
{
    const struct grid *grid = cut->grid;
    size_t own = first_cell_below(cut) - grid->first_cell;
    struct grid_cell *cells = arena_array(cut->composer->arena, struct grid_cell, grid->upper_count + own);

    *count = keep_cut_cells(cut, grid->upper, grid->upper_count, cells);
    *count += keep_cut_cells(cut, grid->cells + grid->first_cell, own, cells + *count);
    return cells;
}

static length height_above(const struct cut *cut, uint32_t row)
{
    length height = 0;

    while (row < cut->row)
        height += grid_row_height(cut->grid, row++);
    return height;
}

/* What the last row above the cut may grow by. */
static length spare_above(const struct cut *cut)
{
    const struct grid *grid = cut->grid;

    if (cut->inner > 0 || cut->row == grid->first || grid->rows[cut->row - 1].row->height_kind == HEIGHT_FIXED)
        return 0;
    return length_max(0, cut->available - height_above(cut, grid->first));
}

/* Height for the part of the cell above the cut. */
static length room_above(const struct cut *cut, const struct grid_cell *cell)
{
    return height_above(cut, cell->row) + cut->inner + (cell->cell->again ? spare_above(cut) : 0);
}

/* Content that is to be seen on every page, and is not, though it could. */
static bool parts_again(const struct cut *cut, const struct grid_cell *cell)
{
    if (!cell->cell->again || grid_cell_need(cell) <= room_above(cut, cell))
        return false;
    return cell->row > cut->grid->first || (grid_cell_need(cell) <= cut->fresh && cut->available < cut->fresh);
}

static struct parts part_content(const struct cut *cut, const struct grid_cell *cell)
{
    length available = room_above(cut, cell) - padding_of(cell);

    if (cell->content.height <= available)
        return (struct parts){.head = cell->content};
    if (cut->is_forced && cut->inner > 0)
        return stack_force(cut->composer, &cell->content, available);
    return stack_split(cut->composer, &cell->content, available, cut->fresh - padding_of(cell));
}

/* A cut through a row is good when every cell beginning there shows something above it, and something goes below. */
static bool parts_well(const struct cut *cut)
{
    size_t count;
    const struct grid_cell *cells = cut_cells(cut, &count);
    bool has_rest = false;

    for (size_t i = 0; i < count; i++) {
        struct parts parts = part_content(cut, &cells[i]);

        if (cells[i].row == cut->row && cells[i].content.count > 0 && parts.head.count == 0)
            return false;
        if (parts_again(cut, &cells[i]))
            return false;
        has_rest = has_rest || parts.tail.count > 0;
    }
    return has_rest;
}

/* --- the two parts ------------------------------------------------------------------------------------------------ */

/* Turns the cut cells into what stands of them above the cut, and returns what stands below. */
static struct grid_cell *part_cells(const struct cut *cut, struct grid_cell *cells, size_t count)
{
    struct grid_cell *below = arena_array(cut->composer->arena, struct grid_cell, count);
    uint32_t end = cut->row + (cut->inner > 0 ? 1 : 0);

    for (size_t i = 0; i < count; i++) {
        struct parts parts = part_content(cut, &cells[i]);
        bool again = parts.tail.count == 0 && cells[i].cell->again;

        below[i] = cells[i];
        below[i].content = again ? cells[i].content : parts.tail;
        below[i].is_repeated = cells[i].is_repeated || again;
        below[i].down = cells[i].row + cells[i].down - cut->row;
        below[i].row = cut->row;
        cells[i].content = parts.head;
        cells[i].down = end - cells[i].row;
    }
    return below;
}

static bool has_minimum(const struct cut *cut)
{
    return cut->grid->rows[cut->row].row->height_kind == HEIGHT_MINIMUM;
}

/* Height of the part of a cut row above the cut: what its cells need; a minimum that no page holds fills this one. */
static length height_of_cut(const struct cut *cut, const struct grid_cell *cells, size_t count)
{
    length height = cut->is_forced && has_minimum(cut) ? cut->inner : 0;

    for (size_t i = 0; i < count; i++)
        height = length_max(height, grid_cell_need(&cells[i]) - height_above(cut, cells[i].row));
    return height;
}

/* Of the row above a cut between two rows, which may grow for cells that go on below. */
static length height_before_cut(const struct cut *cut, const struct grid_cell *cells, size_t count)
{
    length lack = 0;

    for (size_t i = 0; i < count; i++)
        lack = length_max(lack, grid_cell_need(&cells[i]) - height_above(cut, cells[i].row));
    return grid_row_height(cut->grid, cut->row - 1) + length_min(lack, spare_above(cut));
}

/* Of the part below: what its cells need; a minimum is kept in sum. */
static length height_of_first(const struct cut *cut, length above, const struct grid_cell *cells, size_t count)
{
    length height = has_minimum(cut) ? length_max(0, grid_row_height(cut->grid, cut->row) - above) : 0;

    for (size_t i = 0; i < count; i++)
        if (cells[i].down == 1)
            height = length_max(height, grid_cell_need(&cells[i]));
    return height;
}

static const struct grid *head_part(const struct cut *cut, const struct grid_cell *cells, size_t count, length last)
{
    struct grid *head = arena_new(cut->composer->arena, struct grid);

    *head = *cut->grid;
    head->end = cut->row + (cut->inner > 0 ? 1 : 0);
    head->lower = cells;
    head->lower_count = count;
    head->last_height = last;
    head->height = head->head_height;
    for (uint32_t i = head->first; i < head->end; i++)
        head->height += grid_row_height(head, i);
    return head;
}

/* The last of a cell's rows that may grow; the last one when none may. */
static uint32_t growing_row(const struct grid *grid, const struct grid_cell *cell)
{
    for (uint32_t row = cell->row + cell->down; row-- > cell->row;)
        if (grid->rows[row].row->height_kind != HEIGHT_FIXED)
            return row;
    return cell->row + cell->down - 1;
}

/* A cell over several rows whose rest needs more than they have left makes one of them grow. */
static void grow_below(const struct cut *cut, struct grid *tail, const struct grid_cell *cell)
{
    length lack = grid_cell_need(cell);
    struct grid_row *rows;

    for (uint32_t i = 0; lack > 0 && i < cell->down; i++)
        lack -= grid_row_height(tail, cell->row + i);
    if (lack <= 0)
        return;
    spend_work(cut->composer, tail->end - tail->first);
    rows = arena_array(cut->composer->arena, struct grid_row, tail->end);
    for (uint32_t i = tail->first; i < tail->end; i++)
        rows[i] = tail->rows[i];
    uint32_t growing = growing_row(tail, cell);
    if (growing == tail->first && tail->first_height >= 0)
        tail->first_height += lack;
    rows[growing].height += lack;
    tail->rows = rows;
    tail->height += lack;
}

static const struct grid *tail_part(const struct cut *cut, const struct grid_cell *cells, size_t count, length above)
{
    struct grid *tail = arena_new(cut->composer->arena, struct grid);

    *tail = *cut->grid;
    tail->first = cut->row;
    tail->first_cell = first_cell_below(cut);
    tail->upper = cells;
    tail->upper_count = count;
    tail->repeats_head = tail->head_count > 0;
    tail->first_height = cut->inner > 0 ? height_of_first(cut, above, cells, count) : -1;
    tail->height -= height_above(cut, cut->grid->first);
    if (cut->inner > 0)
        tail->height += tail->first_height - grid_row_height(cut->grid, cut->row);
    for (size_t i = 0; i < count; i++)
        grow_below(cut, tail, &cells[i]);
    return tail;
}

static struct grid_parts cut_grid(const struct cut *cut)
{
    size_t count;
    struct grid_cell *above = cut_cells(cut, &count);
    const struct grid_cell *below = part_cells(cut, above, count);
    length last = cut->inner > 0 ? height_of_cut(cut, above, count) : height_before_cut(cut, above, count);

    return (struct grid_parts){head_part(cut, above, count, last), tail_part(cut, below, count, last)};
}

/* --- where to cut ------------------------------------------------------------------------------------------------- */

/* First row that does not fit in `available` as a whole; the top it would have is put in *top. */
static uint32_t first_not_fitting(const struct grid *grid, length available, length *top)
{
    uint32_t row = grid->first;

    *top = grid->head_height;
    while (row < grid->end && *top + grid_row_height(grid, row) <= available)
        *top += grid_row_height(grid, row++);
    return row;
}

static bool may_part(const struct grid *grid, uint32_t row, length fresh)
{
    const struct row *candidate = grid->rows[row].row;

    return candidate->height_kind != HEIGHT_FIXED && (candidate->split || grid_row_height(grid, row) > fresh);
}

/* The row of the first cell that the cut should not go through, or that of the cut. */
static uint32_t row_of_again(const struct cut *cut)
{
    size_t count;
    const struct grid_cell *cells = cut_cells(cut, &count);

    for (size_t i = 0; i < count; i++)
        if (parts_again(cut, &cells[i]))
            return cells[i].row;
    return cut->row;
}

/* Moves a cut between two rows up to where it may be; to the first row where it may be nowhere. */
static void settle_row(struct cut *cut)
{
    uint32_t before;

    do {
        before = cut->row;
        while (cut->row > cut->grid->first && cut->grid->rows[cut->row - 1].row->keep_with_next)
            cut->row--;
        cut->row = row_of_again(cut);
    } while (cut->row < before);
}

struct grid_parts grid_split(struct composer *composer, const struct grid *grid, length available, length fresh)
{
    length top;
    uint32_t row = first_not_fitting(grid, available, &top);
    struct cut cut = {
        .composer = composer,
        .grid = grid,
        .row = row,
        .inner = available - top,
        .available = available - grid->head_height,
        .fresh = fresh - grid->head_height,
    };

    if (row == grid->end)
        return (struct grid_parts){grid, NULL};
    if (cut.inner > 0 && may_part(grid, row, cut.fresh) && parts_well(&cut))
        return cut_grid(&cut);
    cut.inner = 0;
    settle_row(&cut);
    if (cut.row == grid->first)
        return (struct grid_parts){NULL, grid};
    return cut_grid(&cut);
}

struct grid_parts grid_force(struct composer *composer, const struct grid *grid, length available)
{
    length top;
    uint32_t row = first_not_fitting(grid, available, &top);
    struct cut cut = {
        .composer = composer,
        .grid = grid,
        .row = row,
        .available = available - grid->head_height,
        .is_forced = true,
    };

    if (row == grid->end)
        return (struct grid_parts){grid, NULL};
    if (row > grid->first)
        return cut_grid(&cut);
    if (grid->rows[row].row->height_kind == HEIGHT_FIXED)
        return (struct grid_parts){grid, NULL}; /* higher than a page: the caller reports it */
    cut.inner = length_max(available - top, 1);
    return cut_grid(&cut);
}
