/* form/table_sheet.c - a part of a table as it is drawn: its own rows and cells only, numbered from its top. */
#include "form/content.h"

static void add_head_cells(struct sheet *sheet, struct grid_cell *cells, const struct grid *grid)
{
    for (size_t i = 0; i < grid->head_cell_count; i++) {
        struct grid_cell *cell = &cells[sheet->cell_count++];

        *cell = grid->head_cells[i];
        cell->is_repeated = grid->repeats_head;
    }
}

/* The cell as cut by the part's lower end, when it is. */
static const struct grid_cell *standing_for(const struct grid *grid, const struct grid_cell *cell)
{
    bool reaches_end = cell->row + cell->down >= grid->end;

    for (size_t i = 0; reaches_end && i < grid->lower_count; i++)
        if (grid->lower[i].row == cell->row && grid->lower[i].column == cell->column)
            return &grid->lower[i];
    return cell;
}

static void add_cell(struct sheet *sheet, struct grid_cell *cells, const struct grid *grid,
                     const struct grid_cell *cell)
{
    struct grid_cell *added = &cells[sheet->cell_count++];

    *added = *standing_for(grid, cell);
    added->row += (uint32_t)grid->head_count - grid->first;
}

/* Cells that begin in the part's rows. */
static size_t own_cells(const struct grid *grid)
{
    size_t count = 0;

    while (grid->first_cell + count < grid->cell_count && grid->cells[grid->first_cell + count].row < grid->end)
        count++;
    return count;
}

static void add_cells(struct composer *composer, struct sheet *sheet, const struct grid *grid)
{
    size_t own = own_cells(grid);
    struct grid_cell *cells =
        arena_array(composer->arena, struct grid_cell, grid->head_cell_count + grid->upper_count + own);

    add_head_cells(sheet, cells, grid);
    for (size_t i = 0; i < grid->upper_count; i++)
        add_cell(sheet, cells, grid, &grid->upper[i]);
    for (size_t i = 0; i < own; i++)
        add_cell(sheet, cells, grid, &grid->cells[grid->first_cell + i]);
    sheet->cells = cells;
}

/* The last body row that may grow, as a row of the sheet; the row count when there is none. */
static size_t growing_row(const struct sheet *sheet, const struct grid *grid)
{
    for (uint32_t i = grid->end; i-- > grid->first;)
        if (grid->rows[i].row->height_kind != HEIGHT_FIXED)
            return grid->head_count + i - grid->first;
    return sheet->row_count;
}

static void add_tops(struct composer *composer, struct sheet *sheet, const struct grid *grid, length extra)
{
    length *tops = arena_array(composer->arena, length, sheet->row_count + 1);
    size_t growing = growing_row(sheet, grid), row = 0;

    for (size_t i = 0; i < grid->head_count; i++, row++)
        tops[row + 1] = tops[row] + grid->head_rows[i].height;
    for (uint32_t i = grid->first; i < grid->end; i++, row++)
        tops[row + 1] = tops[row] + grid_row_height(grid, i) + (row == growing ? extra : 0);
    sheet->tops = tops;
}

struct sheet sheet_of(struct composer *composer, const struct grid *grid, length height)
{
    struct sheet sheet = {
        .table = grid->table,
        .edges = grid->edges,
        .row_count = grid->head_count + grid->end - grid->first,
    };

    add_cells(composer, &sheet, grid);
    add_tops(composer, &sheet, grid, length_max(0, height - grid->height));
    return sheet;
}
