/*
 * form/table_lines.c - a sheet's ruling: one line where two cells meet, never two, joined at the corners.
 *
 * Every edge between two neighbouring columns or rows gets one kind. Runs of equal kind become one rule. A rule that
 * ends at a crossing line goes on by half that line's weight, so that corners are filled and nothing sticks out.
 */
#include "form/content.h"

/*
 * Line kinds of all edges. Horizontal edge (b, c) lies above row b in column c, b from 0 to rows; vertical edge (r, b)
 * lies left of column b in row r, b from 0 to columns.
 */
struct edges {
    const struct sheet *sheet;
    size_t rows, columns;
    unsigned char *horizontal;
    unsigned char *vertical;
};

static unsigned char *horizontal_at(const struct edges *edges, size_t boundary, size_t column)
{
    return &edges->horizontal[boundary * edges->columns + column];
}

static unsigned char *vertical_at(const struct edges *edges, size_t row, size_t boundary)
{
    return &edges->vertical[row * (edges->columns + 1) + boundary];
}

static enum line_kind table_line(const struct edges *edges, enum side side, bool is_outer)
{
    const struct table *table = edges->sheet->table;

    if (is_outer)
        return table->frame;
    return side == SIDE_TOP || side == SIDE_BOTTOM ? table->horizontal : table->vertical;
}

/*
 * A cell's wish for one of its edges. What cells say outright beats the table's lines; of two neighbours that both
 * speak, the heavier wins.
 */
static void wish(unsigned char *edge, unsigned char *spoken, enum line_kind own, enum line_kind inherited)
{
    enum line_kind kind = own == LINE_INHERIT ? inherited : own;
    bool speaks = own != LINE_INHERIT;

    if (speaks && !*spoken)
        *edge = (unsigned char)kind;
    else if (speaks == (bool)*spoken && kind > *edge)
        *edge = (unsigned char)kind;
    *spoken = *spoken || speaks;
}

static void wish_cell(const struct edges *edges, const struct edges *spoken, const struct grid_cell *cell)
{
    const enum line_kind *own = cell->cell->lines;
    size_t top = cell->row, bottom = cell->row + cell->down;
    size_t left = cell->column, right = cell->column + cell->across;

    for (size_t c = left; c < right; c++) {
        wish(horizontal_at(edges, top, c), horizontal_at(spoken, top, c), own[SIDE_TOP],
             table_line(edges, SIDE_TOP, top == 0));
        wish(horizontal_at(edges, bottom, c), horizontal_at(spoken, bottom, c), own[SIDE_BOTTOM],
             table_line(edges, SIDE_BOTTOM, bottom == edges->rows));
    }
    for (size_t r = top; r < bottom; r++) {
        wish(vertical_at(edges, r, left), vertical_at(spoken, r, left), own[SIDE_LEFT],
             table_line(edges, SIDE_LEFT, left == 0));
        wish(vertical_at(edges, r, right), vertical_at(spoken, r, right), own[SIDE_RIGHT],
             table_line(edges, SIDE_RIGHT, right == edges->columns));
    }
}

static struct edges edges_new(struct arena *arena, const struct sheet *sheet)
{
    size_t rows = sheet->row_count, columns = sheet->table->column_count;

    return (struct edges){
        .sheet = sheet,
        .rows = rows,
        .columns = columns,
        .horizontal = arena_array(arena, unsigned char, (rows + 1) * columns),
        .vertical = arena_array(arena, unsigned char, rows *(columns + 1)),
    };
}

static struct edges resolve(struct arena *arena, const struct sheet *sheet)
{
    struct edges edges = edges_new(arena, sheet), spoken = edges_new(arena, sheet);

    for (size_t i = 0; i < sheet->cell_count; i++)
        wish_cell(&edges, &spoken, &sheet->cells[i]);
    return edges;
}

static length weight_of(const struct layout *layout, unsigned kind)
{
    return kind == LINE_THICK ? layout->thick : kind == LINE_THIN ? layout->thin : 0;
}

/* Half the weight of the heaviest horizontal line that meets the crossing (row boundary b, column boundary c). */
static length half_across(const struct layout *layout, const struct edges *edges, size_t b, size_t c)
{
    length left = c > 0 ? weight_of(layout, *horizontal_at(edges, b, c - 1)) : 0;
    length right = c < edges->columns ? weight_of(layout, *horizontal_at(edges, b, c)) : 0;

    return length_max(left, right) / 2;
}

static length half_down(const struct layout *layout, const struct edges *edges, size_t b, size_t c)
{
    length above = b > 0 ? weight_of(layout, *vertical_at(edges, b - 1, c)) : 0;
    length below = b < edges->rows ? weight_of(layout, *vertical_at(edges, b, c)) : 0;

    return length_max(above, below) / 2;
}

struct ruling {
    struct composer *composer;
    struct edges edges;
    size_t page;
    length x, y;
};

static void add_rule(struct ruling *ruling, length x1, length y1, length x2, length y2, length weight)
{
    struct mark *mark = document_add_mark(ruling->composer->document, ruling->page, MARK_RULE);

    mark->element = ELEMENT_ARTIFACT;
    mark->node = &ruling->edges.sheet->table->at;
    mark->x = ruling->x + x1;
    mark->y = ruling->y + y1;
    mark->rule.x2 = ruling->x + x2;
    mark->rule.y2 = ruling->y + y2;
    mark->rule.weight = weight;
}

static void rule_boundary_across(struct ruling *ruling, size_t b)
{
    const struct edges *edges = &ruling->edges;
    const struct layout *layout = ruling->composer->layout;
    const length *x = edges->sheet->edges;
    size_t end;

    for (size_t start = 0; start < edges->columns; start = end) {
        unsigned kind = *horizontal_at(edges, b, start);

        for (end = start + 1; end < edges->columns && *horizontal_at(edges, b, end) == kind; end++)
            ;
        if (weight_of(layout, kind) > 0)
            add_rule(ruling, x[start] - half_down(layout, edges, b, start), edges->sheet->tops[b],
                     x[end] + half_down(layout, edges, b, end), edges->sheet->tops[b], weight_of(layout, kind));
    }
}

static void rule_boundary_down(struct ruling *ruling, size_t b)
{
    const struct edges *edges = &ruling->edges;
    const struct layout *layout = ruling->composer->layout;
    length x = edges->sheet->edges[b];
    size_t end;

    for (size_t start = 0; start < edges->rows; start = end) {
        unsigned kind = *vertical_at(edges, start, b);

        for (end = start + 1; end < edges->rows && *vertical_at(edges, end, b) == kind; end++)
            ;
        if (weight_of(layout, kind) > 0)
            add_rule(ruling, x, edges->sheet->tops[start] - half_across(layout, edges, start, b), x,
                     edges->sheet->tops[end] + half_across(layout, edges, end, b), weight_of(layout, kind));
    }
}

void place_lines_of_sheet(struct composer *composer, const struct sheet *sheet, size_t page, length x, length y)
{
    struct ruling ruling = {composer, resolve(composer->arena, sheet), page, x, y};

    for (size_t b = 0; b <= ruling.edges.rows; b++)
        rule_boundary_across(&ruling, b);
    for (size_t b = 0; b <= ruling.edges.columns; b++)
        rule_boundary_down(&ruling, b);
}
