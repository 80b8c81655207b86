/*
 * form/ruling.h - inside form/: the lines of tables and those between blocks, from their kinds to marks.
 *
 * A line of one kind is a stroke; a double line is two of them. Where lines of a table meet, table_joins.c says how far
 * each goes. All lines are artifacts of the structure tree.
 */
#ifndef FORM_RULING_H
#define FORM_RULING_H

#include "form/content.h"

/* --- stroke.c: straight lines, each of its kind ------------------------------------------------------------------- */

length line_weight(const struct layout *layout, enum line_kind kind); /* of one stroke; 0: nothing is drawn */
length line_apart(const struct layout *layout);                       /* from a double line's centre to its strokes' */
length line_half(const struct layout *layout, enum line_kind kind);   /* from a line's centre to its outer edge */

/* One level or upright line on a page, or one of the two of a double line. */
struct stroke {
    enum line_kind kind;
    bool is_down;
    length across;     /* y of a level line's centre, x of an upright one's */
    length start, end; /* along it */
    bool clears_start; /* something else begins there: dots keep their distance */
    bool clears_end;
};
/*
 * How many dots of `weight` stand on the stroke; its ends move to those of the first and the last. 0: there is no room
 * for one.
 */
uint32_t stroke_dots(struct stroke *stroke, length weight);
void place_stroke(struct composer *composer, const struct source_ref *node, size_t page, const struct stroke *stroke);

/* A `line` block: across the region. */
void place_line(struct composer *composer, const struct block *block, size_t page, length x, length y, length width);

/* --- table_joins.c: how lines end where they cross ---------------------------------------------------------------- */

/* The kinds of the four lines that meet at a point, as seen along one of them; LINE_INHERIT: none. */
struct crossing {
    enum line_kind before, after; /* on the line itself */
    enum line_kind above, below;  /* across it; for an upright line: to its left, to its right */
};

/* Of a double line one of the two, of any other the line itself. */
struct rail {
    enum line_kind kind;
    int side; /* -1: the upper or left one, 1: the lower or right one, 0: the only one */
    bool is_down;
};

struct rail_end {
    bool goes_on;  /* in one piece with what is behind the crossing */
    length reach;  /* it ends so far behind the crossing's centre; negative: before it */
    bool is_clear; /* something else begins there */
};
/* Of the rail that comes from `before`, and of the one that leaves to `after`, as seen coming from there. */
struct rail_end rail_before(const struct layout *layout, const struct rail *rail, const struct crossing *crossing);
struct rail_end rail_after(const struct layout *layout, const struct rail *rail, const struct crossing *crossing);

/* --- table_lines.c: a sheet's ruling, undoubled and joined -------------------------------------------------------- */

/* The lines of the cell that a table fills, by side. LINE_INHERIT: there is none, or the table does not reach it. */
struct surround {
    enum line_kind lines[SIDE_COUNT];
};

/*
 * Line kinds of all edges. Horizontal edge (b, c) lies above row b in column c, b from 0 to rows; vertical edge (r, b)
 * lies left of column b in row r, b from 0 to columns.
 */
struct ruling {
    const struct sheet *sheet;
    size_t rows, columns;
    unsigned char *horizontal; /* enum line_kind */
    unsigned char *vertical;
    struct surround around;
};
/* `around`: NULL when the table fills no cell. */
struct ruling ruling_of(struct composer *composer, const struct sheet *sheet, const struct surround *around);

/* Of each side of a cell the strongest line. */
struct surround lines_around(const struct ruling *ruling, const struct grid_cell *cell);

/* What a cell's lines leave of it, from their centres or a double line's nearer stroke; in the sheet. */
struct cell_box {
    length left, top, width, height;
};
struct cell_box box_inside(const struct layout *layout, const struct ruling *ruling, const struct grid_cell *cell);

/* x, y: the sheet's top left corner on the page. */
void place_ruling(struct composer *composer, const struct ruling *ruling, size_t page, length x, length y);

/* --- diagonal.c --------------------------------------------------------------------------------------------------- */

/* The diagonal of a cell that has one, from corner to corner of its box; x, y as place_ruling. */
void place_diagonal(struct composer *composer, const struct ruling *ruling, const struct grid_cell *cell, size_t page,
                    length x, length y);

#endif
