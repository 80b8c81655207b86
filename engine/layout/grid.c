/*
 * Where cells come to stand: each goes to the first free column of its row, as in HTML (forming a table, 4.9.12.1).
 * Unlike there, every row must be filled exactly: a hole or an overlap in a form is a slip of its author.
 */
#include "layout/compiler.h"

struct grid {
    const struct scope *scope;
    const struct table *table;
    uint32_t *free_from; /* by column: the first row in which no cell from above takes it */
    uint32_t row;
};

static const char *number(const struct grid *grid, size_t value)
{
    return arena_format(grid->scope->compiler->arena, "%zu", value);
}

static bool is_taken(const struct grid *grid, uint32_t column)
{
    return grid->free_from[column] > grid->row;
}

static uint32_t next_free(const struct grid *grid, uint32_t column)
{
    while (column < grid->table->column_count && is_taken(grid, column))
        column++;
    return column;
}

/* Not out of the table, not out of the head, and not down from a row that may stand several times or not at all. */
static bool check_down(const struct grid *grid, const struct cell *cell)
{
    const struct row *row = &grid->table->rows[grid->row];
    bool is_head = grid->row < grid->table->head_count;
    size_t left = (is_head ? grid->table->head_count : grid->table->row_count) - grid->row;

    if (cell->down > 1 && (row->each >= 0 || row->when))
        return report_at(grid->scope, cell->at, DIAG_CELL_DOWN_UNSURE, DIAG_ARGS(row->when ? "when" : "each"));
    if (cell->down <= left)
        return true;
    return report_at(grid->scope, cell->at, is_head ? DIAG_CELL_DOWN_HEAD : DIAG_CELL_DOWN_OUTSIDE,
                     DIAG_ARGS(number(grid, cell->down), number(grid, left)));
}

/* Cells merge where one element of the data gives several items. */
static bool check_merge(const struct grid *grid, const struct cell *cell)
{
    const struct row *row = &grid->table->rows[grid->row];

    if (!cell->merge || (row->each >= 0 && grid->scope->compiler->fields[row->each].expand >= 0))
        return true;
    return report_at(grid->scope, cell->at, DIAG_KEY_NEEDS,
                     DIAG_ARGS("merge", DIAG_BOTH("a row that has \"each\", of a field that has \"expand\"",
                                                  "\"expand\" のあるフィールドの \"each\" の行")));
}

static bool check_across(const struct grid *grid, const struct cell *cell)
{
    size_t left = grid->table->column_count - cell->column;

    if (cell->across > left)
        return report_at(grid->scope, cell->at, DIAG_CELL_OUTSIDE,
                         DIAG_ARGS(number(grid, cell->across), number(grid, cell->column + 1u),
                                   number(grid, grid->table->column_count)));
    for (uint32_t i = 0; i < cell->across; i++)
        if (is_taken(grid, cell->column + i))
            return report_at(grid->scope, cell->at, DIAG_CELL_OVERLAP, DIAG_ARGS(number(grid, cell->column + i + 1u)));
    return true;
}

static void take(struct grid *grid, const struct cell *cell)
{
    for (uint32_t i = 0; i < cell->across && cell->column + i < grid->table->column_count; i++)
        if (grid->free_from[cell->column + i] < grid->row + cell->down)
            grid->free_from[cell->column + i] = grid->row + cell->down;
}

static size_t count_missing(const struct grid *grid, uint32_t column)
{
    size_t missing = 0;

    for (; column < grid->table->column_count; column++)
        missing += !is_taken(grid, column);
    return missing;
}

static bool place_row(struct grid *grid)
{
    const struct row *row = &grid->table->rows[grid->row];
    struct cell *cells = (struct cell *)row->cells; /* of this compilation, shared with nobody yet */
    uint32_t column = 0;
    bool ok = true;

    for (size_t i = 0; i < row->cell_count; i++) {
        cells[i].column = column = next_free(grid, column);
        if (column == grid->table->column_count)
            return report_at(grid->scope, cells[i].at, DIAG_ROW_LONG,
                             DIAG_ARGS(number(grid, row->cell_count - i), number(grid, grid->table->column_count)));
        ok &= check_across(grid, &cells[i]);
        ok &= check_down(grid, &cells[i]);
        ok &= check_merge(grid, &cells[i]);
        take(grid, &cells[i]);
        column += cells[i].across;
        if (column > grid->table->column_count)
            column = (uint32_t)grid->table->column_count;
    }
    size_t missing = count_missing(grid, column);
    if (missing > 0)
        ok = report_at(grid->scope, row->at, DIAG_ROW_SHORT,
                       DIAG_ARGS(number(grid, missing), number(grid, grid->table->column_count)));
    return ok;
}

bool grid_place(const struct scope *scope, const struct table *table)
{
    struct grid grid = {.scope = scope, .table = table};
    bool ok = true;

    grid.free_from = arena_array(scope->compiler->arena, uint32_t, table->column_count);
    for (size_t row = 0; row < table->row_count; row++) {
        grid.row = (uint32_t)row;
        ok &= place_row(&grid);
    }
    return ok;
}
