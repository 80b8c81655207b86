/*
 * form/table_lines.c - a sheet's ruling: one line where two cells meet, never two, joined where they cross.
 *
 * Every edge between two neighbouring columns or rows gets one kind. Runs of one kind become one rule, or two where the
 * line is double, as far as table_joins.c lets them go on.
 */
#include "form/ruling.h"

static unsigned char *horizontal_at(const struct ruling *ruling, size_t boundary, size_t column)
{
    return &ruling->horizontal[boundary * ruling->columns + column];
}

static unsigned char *vertical_at(const struct ruling *ruling, size_t row, size_t boundary)
{
    return &ruling->vertical[row * (ruling->columns + 1) + boundary];
}

/* --- one kind for every edge -------------------------------------------------------------------------------------- */

/* Who asks for a line. The higher rank gets it; of two of the same rank, the stronger line is drawn. */
enum rank {
    RANK_TABLE,   /* the table's lines, for a cell that says nothing */
    RANK_CELL,    /* what a cell says outright */
    RANK_OUTLINE, /* around a cell, over its neighbours' edges */
};
struct wish {
    enum line_kind kind;
    enum rank rank;
};

static enum line_kind table_line(const struct table *table, enum side side, bool is_outer)
{
    if (is_outer)
        return table->frame;
    return side == SIDE_TOP || side == SIDE_BOTTOM ? table->horizontal : table->vertical;
}

static struct wish wish_of(const struct ruling *ruling, const struct grid_cell *cell, enum side side, bool is_outer)
{
    if (cell->outline != LINE_INHERIT)
        return (struct wish){cell->outline, RANK_OUTLINE};
    if (cell->cell->lines[side] != LINE_INHERIT)
        return (struct wish){cell->cell->lines[side], RANK_CELL};
    return (struct wish){table_line(ruling->sheet->table, side, is_outer), RANK_TABLE};
}

static void grant(unsigned char *edge, unsigned char *rank, struct wish wish)
{
    if (wish.rank > *rank || (wish.rank == *rank && wish.kind > *edge))
        *edge = (unsigned char)wish.kind;
    if (wish.rank > *rank)
        *rank = (unsigned char)wish.rank;
}

static void grant_cell(const struct ruling *ruling, const struct ruling *ranks, const struct grid_cell *cell)
{
    size_t top = cell->row, bottom = cell->row + cell->down;
    size_t left = cell->column, right = cell->column + cell->across;
    struct wish above = wish_of(ruling, cell, SIDE_TOP, top == 0);
    struct wish below = wish_of(ruling, cell, SIDE_BOTTOM, bottom == ruling->rows);
    struct wish before = wish_of(ruling, cell, SIDE_LEFT, left == 0);
    struct wish after = wish_of(ruling, cell, SIDE_RIGHT, right == ruling->columns);

    for (size_t c = left; c < right; c++) {
        grant(horizontal_at(ruling, top, c), horizontal_at(ranks, top, c), above);
        grant(horizontal_at(ruling, bottom, c), horizontal_at(ranks, bottom, c), below);
    }
    for (size_t r = top; r < bottom; r++) {
        grant(vertical_at(ruling, r, left), vertical_at(ranks, r, left), before);
        grant(vertical_at(ruling, r, right), vertical_at(ranks, r, right), after);
    }
}

/* On the edges of a cell that a table fills, its own lines are drawn only where they are stronger. */
static void yield(unsigned char *edge, enum line_kind around)
{
    if (around >= *edge)
        *edge = LINE_INHERIT;
}

static void yield_to_surround(const struct ruling *ruling)
{
    const enum line_kind *around = ruling->around.lines;

    for (size_t c = 0; c < ruling->columns; c++) {
        yield(horizontal_at(ruling, 0, c), around[SIDE_TOP]);
        yield(horizontal_at(ruling, ruling->rows, c), around[SIDE_BOTTOM]);
    }
    for (size_t r = 0; r < ruling->rows; r++) {
        yield(vertical_at(ruling, r, 0), around[SIDE_LEFT]);
        yield(vertical_at(ruling, r, ruling->columns), around[SIDE_RIGHT]);
    }
}

static struct ruling ruling_new(struct arena *arena, const struct sheet *sheet)
{
    size_t rows = sheet->row_count, columns = sheet->table->column_count;

    return (struct ruling){
        .sheet = sheet,
        .rows = rows,
        .columns = columns,
        .horizontal = arena_array(arena, unsigned char, (rows + 1) * columns),
        .vertical = arena_array(arena, unsigned char, rows *(columns + 1)),
    };
}

struct ruling ruling_of(struct composer *composer, const struct sheet *sheet, const struct surround *around)
{
    struct ruling ruling = ruling_new(composer->arena, sheet), ranks = ruling_new(composer->arena, sheet);

    for (size_t i = 0; i < sheet->cell_count; i++)
        grant_cell(&ruling, &ranks, &sheet->cells[i]);
    if (around) {
        ruling.around = *around;
        yield_to_surround(&ruling);
    }
    return ruling;
}

static enum line_kind stronger(enum line_kind a, enum line_kind b)
{
    return a > b ? a : b;
}

struct surround lines_around(const struct ruling *ruling, const struct grid_cell *cell)
{
    size_t top = cell->row, bottom = cell->row + cell->down;
    size_t left = cell->column, right = cell->column + cell->across;
    struct surround around = {{LINE_INHERIT}};
    enum line_kind *lines = around.lines;

    for (size_t c = left; c < right; c++) {
        lines[SIDE_TOP] = stronger(lines[SIDE_TOP], *horizontal_at(ruling, top, c));
        lines[SIDE_BOTTOM] = stronger(lines[SIDE_BOTTOM], *horizontal_at(ruling, bottom, c));
    }
    for (size_t r = top; r < bottom; r++) {
        lines[SIDE_LEFT] = stronger(lines[SIDE_LEFT], *vertical_at(ruling, r, left));
        lines[SIDE_RIGHT] = stronger(lines[SIDE_RIGHT], *vertical_at(ruling, r, right));
    }
    return around;
}

static length inset(const struct layout *layout, enum line_kind line)
{
    return line == LINE_DOUBLE ? line_apart(layout) : 0;
}

struct cell_box box_inside(const struct layout *layout, const struct ruling *ruling, const struct grid_cell *cell)
{
    const length *edges = ruling->sheet->edges, *tops = ruling->sheet->tops;
    struct surround around = lines_around(ruling, cell);
    length left = edges[cell->column] + inset(layout, around.lines[SIDE_LEFT]);
    length top = tops[cell->row] + inset(layout, around.lines[SIDE_TOP]);
    length right = edges[cell->column + cell->across] - inset(layout, around.lines[SIDE_RIGHT]);
    length bottom = tops[cell->row + cell->down] - inset(layout, around.lines[SIDE_BOTTOM]);

    return (struct cell_box){left, top, length_max(0, right - left), length_max(0, bottom - top)};
}

/* --- from edges to rules ------------------------------------------------------------------------------------------ */

/* One boundary between rows, or, `is_down`, between columns; all sizes are as seen along it. */
struct boundary {
    const struct ruling *ruling;
    bool is_down;
    size_t index, last; /* of it, and of the last one beside it */
    size_t count;       /* edges on it */
};

static struct boundary boundary_of(const struct ruling *ruling, bool is_down, size_t index)
{
    return (struct boundary){
        .ruling = ruling,
        .is_down = is_down,
        .index = index,
        .last = is_down ? ruling->columns : ruling->rows,
        .count = is_down ? ruling->rows : ruling->columns,
    };
}

static enum line_kind kind_at(const struct boundary *boundary, size_t edge)
{
    return boundary->is_down ? *vertical_at(boundary->ruling, edge, boundary->index)
                             : *horizontal_at(boundary->ruling, boundary->index, edge);
}

/* Of the line across at the boundary's crossing `at`, on the side of edge `edge` of that line. */
static enum line_kind kind_across(const struct boundary *boundary, size_t at, size_t edge)
{
    return boundary->is_down ? *horizontal_at(boundary->ruling, at, edge) : *vertical_at(boundary->ruling, edge, at);
}

static enum line_kind surround_at(const struct boundary *boundary, size_t at)
{
    const enum line_kind *around = boundary->ruling->around.lines;

    if (at == 0)
        return around[boundary->is_down ? SIDE_TOP : SIDE_LEFT];
    return at == boundary->count ? around[boundary->is_down ? SIDE_BOTTOM : SIDE_RIGHT] : LINE_INHERIT;
}

/*
 * A table that fills a cell meets the cell's lines as if they were its own. But a solid line ends on the middle of a
 * single one, which is drawn over it or under it.
 */
static void meet_surround(const struct boundary *boundary, size_t at, enum line_kind own, struct crossing *crossing)
{
    enum line_kind around = surround_at(boundary, at);
    bool counts = around == LINE_DOUBLE || (own == LINE_DOTTED && around > LINE_NONE);

    if (!counts || crossing->above > LINE_NONE || crossing->below > LINE_NONE)
        return;
    crossing->above = crossing->below = around == LINE_DOTTED ? LINE_THIN : around;
}

static struct crossing crossing_at(const struct boundary *boundary, size_t at, enum line_kind own)
{
    struct crossing crossing = {
        .before = at > 0 ? kind_at(boundary, at - 1) : LINE_INHERIT,
        .after = at < boundary->count ? kind_at(boundary, at) : LINE_INHERIT,
        .above = boundary->index > 0 ? kind_across(boundary, at, boundary->index - 1) : LINE_INHERIT,
        .below = boundary->index < boundary->last ? kind_across(boundary, at, boundary->index) : LINE_INHERIT,
    };

    meet_surround(boundary, at, own, &crossing);
    return crossing;
}

struct line_job {
    struct composer *composer;
    size_t page;
    length x, y; /* of the sheet */
};

/* The rail's stroke over edges `start` to `end` - 1. */
static void place_rail(const struct line_job *job, const struct boundary *boundary, const struct rail *rail,
                       size_t start, size_t end)
{
    const struct layout *layout = job->composer->layout;
    const struct sheet *sheet = boundary->ruling->sheet;
    const length *along = boundary->is_down ? sheet->tops : sheet->edges;
    const length *across = boundary->is_down ? sheet->edges : sheet->tops;
    length origin = boundary->is_down ? job->y : job->x;
    length middle = (boundary->is_down ? job->x : job->y) + across[boundary->index];
    struct crossing first = crossing_at(boundary, start, rail->kind);
    struct crossing last = crossing_at(boundary, end, rail->kind);
    struct rail_end from = rail_after(layout, rail, &first), to = rail_before(layout, rail, &last);
    struct stroke stroke = {
        .kind = rail->kind,
        .is_down = boundary->is_down,
        .across = middle + rail->side * line_apart(layout),
        .start = origin + along[start] - from.reach,
        .end = origin + along[end] + to.reach,
        .clears_start = from.is_clear,
        .clears_end = to.is_clear,
    };

    place_stroke(job->composer, &sheet->table->at, job->page, &stroke);
}

static bool goes_on(const struct line_job *job, const struct boundary *boundary, const struct rail *rail, size_t at)
{
    struct crossing crossing = crossing_at(boundary, at, rail->kind);

    return at < boundary->count && rail_before(job->composer->layout, rail, &crossing).goes_on;
}

/* All strokes on this side of the boundary: of double lines, or, in its middle, of all others. */
static void place_side(const struct line_job *job, const struct boundary *boundary, int side)
{
    size_t end;

    for (size_t start = 0; start < boundary->count; start = end) {
        struct rail rail = {kind_at(boundary, start), side, boundary->is_down};
        bool is_here = (rail.kind == LINE_DOUBLE) == (side != 0);

        end = start + 1;
        if (!is_here || rail.kind <= LINE_NONE)
            continue;
        while (goes_on(job, boundary, &rail, end))
            end++;
        place_rail(job, boundary, &rail, start, end);
    }
}

static void place_boundary(const struct line_job *job, struct boundary boundary)
{
    for (int side = -1; side <= 1; side++)
        place_side(job, &boundary, side);
}

void place_ruling(struct composer *composer, const struct ruling *ruling, size_t page, length x, length y)
{
    struct line_job job = {composer, page, x, y};

    for (size_t b = 0; b <= ruling->rows; b++)
        place_boundary(&job, boundary_of(ruling, false, b));
    for (size_t b = 0; b <= ruling->columns; b++)
        place_boundary(&job, boundary_of(ruling, true, b));
}
