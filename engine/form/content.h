/*
 * form/content.h - inside form/: composed content, between the layout and the page.
 *
 * Blocks are composed into content of known width and height, which holds no page and no place yet. Content can be
 * split at a height into a head and a tail, and placed: that is all pagination needs. Composed content never changes;
 * a split makes new, smaller content that shares the lines and cells.
 */
#ifndef FORM_CONTENT_H
#define FORM_CONTENT_H

#include "form/form.h"
#include "text/text.h"

/* Where a span of a paragraph comes from, and how it is drawn. */
struct origin {
    const struct source_ref *node;
    const char *pointer;            /* of the value, or NULL */
    const struct source_ref *value; /* its place, or NULL */
    uint32_t color;
    element_id element; /* of a check box, or of what marks a choice; ELEMENT_ARTIFACT: none */
    bool is_box;        /* a check box atom */
    bool is_choice;     /* the wording of a choice that has no box: circled, struck, or neither */
    bool is_checked;
};

/* Some lines of a composed text. */
struct paragraph {
    const struct text_block *text;
    const struct origin *origins; /* by span */
    size_t origin_count;
    size_t first, count; /* lines */
    length size;         /* of the em it is set in: the style's, unless it had to be smaller (FT-2) */
};

/* A cell of rows that are all of fixed height: what its text may do to stand in it (FT-1). */
struct fixed_box {
    length height; /* without padding */
    bool may_condense, may_shrink;
};

enum content_kind {
    CONTENT_PARAGRAPH,
    CONTENT_GRID,
    CONTENT_GROUP, /* kept together while it fits on one page */
    CONTENT_SPACE,
    CONTENT_LINE,
    CONTENT_BREAK,
};

struct grid;
struct content;

/* Contents below each other. */
struct stack {
    const struct content *items; /* read with stack_item */
    const struct content *first; /* stands for items[0]: what the page before left of it; or NULL */
    size_t count;
    length height; /* with the gaps between, without those outside */
};

struct content {
    enum content_kind kind;
    const struct block *block;
    length height;
    length before, after;
    bool keep_with_next;
    element_id element;
    struct paragraph paragraph; /* PARAGRAPH */
    const struct grid *grid;    /* GRID */
    struct stack stack;         /* GROUP */
};

struct grid_cell {
    const struct cell *cell;
    uint32_t column, across;
    uint32_t row, down; /* in the grid's body rows, or in its head rows */
    struct stack content;
    element_id element;
    bool is_repeated;            /* content drawn before, shown again as an artifact */
    int32_t fill;                /* what its conditions leave to be drawn: 0xRRGGBB, or -1 */
    enum line_kind outline;      /* LINE_INHERIT: none */
    enum diagonal_kind diagonal; /* in cell->diagonal.line */
};

struct grid_row {
    const struct row *row;
    length height;
};

/*
 * Some rows of a composed table, below its head rows. The arrays are those of the whole table, shared by all its parts,
 * so that going on to the next page costs only what the page shows. What a cut changed stands beside them: the cells it
 * went through, and the heights of the rows at either end.
 */
struct grid {
    const struct table *table;
    const length *edges; /* x of each column's left edge, and of the last one's right: column_count + 1 */

    const struct grid_row *head_rows; /* above the body, on every page */
    const struct grid_cell *head_cells;
    size_t head_count, head_cell_count;
    length head_height;
    bool repeats_head; /* the head rows stand on an earlier page already */

    const struct grid_row *rows;   /* of the body */
    const struct grid_cell *cells; /* in reading order, so sorted by row */
    size_t cell_count;
    uint32_t first, end; /* the rows of this part: first to end - 1 */
    size_t first_cell;   /* the first cell that begins in them */

    const struct grid_cell *upper; /* cells that go on from above; their row is `first` */
    size_t upper_count;
    const struct grid_cell *lower; /* cells that go on below: these stand for those of `cells` or `upper` */
    size_t lower_count;
    length first_height; /* of row `first`, -1: as in `rows` */
    length last_height;  /* of row `end - 1`, -1: as in `rows`; when both are one row, this counts */
    length height;       /* of all, the head included */
};

/* What is under way while one document is composed. */
struct composer {
    const struct layout *layout;
    const struct record *record;
    const struct form_options *options;
    struct diags *diags;
    struct document *document;
    struct arena *arena;                 /* the document's */
    struct fixed_text *fixed;            /* by block id: texts no data can change */
    bool is_preparing;                   /* `fixed` is being filled */
    bool is_measuring;                   /* widths only: no elements are made */
    length room;                         /* height known to be there for a vertical text, 0: unknown */
    const struct fixed_box *box_of_text; /* around the text being composed, or NULL */
    size_t page, pages;                  /* for {page} and {pages}, 0 while unknown */
    size_t cell_count;                   /* against the limit */
    const struct path *box, *mark;       /* the check box, and what fills it */
    bool has_failed;
};

/* The composition of one fixed text block. */
struct fixed_text {
    length width;
    struct paragraph paragraph; /* .text NULL: not prepared */
};

/* paragraph.c - a template and its values to lines. `row` is the item of the EACH field around, or -1. */
struct content compose_paragraph(struct composer *composer, const struct block *block, length width, int32_t row,
                                 element_id parent);
struct paragraph compose_template(struct composer *composer, const struct template *template, const struct style *style,
                                  enum text_align align, length width, int32_t row, element_id element);
/* The block's own text, prepared or composed. */
struct paragraph block_paragraph(struct composer *composer, const struct block *block, length width, int32_t row,
                                 element_id element);
/* Width of the text set in one line; in vertical writing of its lines. */
length measure_paragraph(struct composer *composer, const struct block *block, int32_t row);

/* vertical.c - a text in vertical writing. `composer->room` says how long its lines may be. */
struct content compose_vertical(struct composer *composer, const struct block *block, length width, int32_t row,
                                element_id element);
bool is_vertical_text(const struct block *blocks, size_t count); /* one such text and nothing else */
length columns_width(const struct text_block *text);             /* of all lines beside each other */

/* Around a vertical text: the room there is, and whether it could be more. */
struct vertical_box {
    length width, height;
    bool is_fixed; /* the height is */
    bool may_wrap; /* a text that is too long may be set in several lines instead of making it higher */
};
/* How long the text's lines may be; 0: as long as they are. */
length vertical_room(struct composer *composer, const struct block *block, const struct vertical_box *box, int32_t row);

/* stack.c - blocks below each other, and how they part. */
struct stack compose_stack(struct composer *composer, const struct block *blocks, size_t count, length width,
                           int32_t row, element_id parent);
const struct content *stack_item(const struct stack *stack, size_t index);
length stack_gap(const struct stack *stack, size_t index); /* space above item `index` */

/*
 * Splits `whole` so that `head` is no higher than `available`; `fresh` is what a new page would offer. An empty head
 * means that nothing can stand here. A row that would fit on a new page is not broken unless its layout says so.
 */
struct parts {
    struct stack head, tail;
};
struct parts stack_split(struct composer *composer, const struct stack *whole, length available, length fresh);

/* As stack_split, for a place that is as good as any: takes what fits even where it parts badly; at least one line or
 * row. */
struct parts stack_force(struct composer *composer, const struct stack *whole, length available);

/* table.c */
struct content compose_table(struct composer *composer, const struct block *block, length width, int32_t row,
                             element_id parent);
length grid_row_height(const struct grid *grid, uint32_t row);
length grid_cell_need(const struct grid_cell *cell); /* height of its content and padding */

/* table_split.c - NULL head: nothing fits; NULL tail: all of it does. */
struct grid_parts {
    const struct grid *head, *tail;
};
struct grid_parts grid_split(struct composer *composer, const struct grid *grid, length available, length fresh);
struct grid_parts grid_force(struct composer *composer, const struct grid *grid, length available);

/* table_sheet.c - a grid as it is drawn: head and body rows under each other, cells numbered by them. */
struct sheet {
    const struct table *table;
    const length *edges; /* x, as in the grid */
    const length *tops;  /* y of each row's top, from the sheet's top, and of the last one's bottom: row_count + 1 */
    const struct grid_cell *cells; /* in reading order */
    size_t row_count, cell_count;
};
/* `height`: what the sheet is stretched to, in its last row that may grow. Repeated head cells are marked is_repeated.
 */
struct sheet sheet_of(struct composer *composer, const struct grid *grid, length height);

/* place.c - content to marks. `is_artifact`: shown again, not part of the structure. */
void place_stack(struct composer *composer, const struct stack *stack, size_t page, length x, length y, length width,
                 bool is_artifact);
void place_paragraph(struct composer *composer, const struct paragraph *paragraph, element_id element, size_t page,
                     length x, length y);

/*
 * lead.c - what is to be read between two texts of a paragraph and no glyph shows. `reading` starts as lead_start has
 * it and goes on from piece to piece; the lead is in the document's arena, or NULL.
 */
struct reading {
    size_t end;    /* of what has been read, in the paragraph's bytes */
    uint32_t span; /* of the last piece, UINT32_MAX: none */
};
bool piece_is_text(const struct text_piece *piece); /* and not what is set with it */
struct reading lead_start(const struct paragraph *paragraph);
const char *lead_next(struct composer *composer, const struct paragraph *paragraph, const struct text_piece *piece,
                      struct reading *reading);

/* report.c - each adds an error and marks the composition as failed; report_limit gives false. */
void report_too_high(struct composer *composer, const struct source_ref *node, const struct origin *value, length have,
                     length need);
void report_too_wide(struct composer *composer, const struct source_ref *node, const struct origin *value, length have,
                     length need);
void report_columns(struct composer *composer, const struct source_ref *node, length have, length need);
void report_pitch(struct composer *composer, const struct source_ref *node, int columns, length have, length need);
void report_no_page(struct composer *composer, const struct source_ref *node, size_t wanted, size_t pages);
/* The first origin with a place in the data, for the message; or NULL. */
const struct origin *first_value(const struct paragraph *paragraph);
bool report_limit(struct composer *composer, enum diag_code code, size_t limit);

/* paths.c - around a choice: a box of this size with round ends, its top left corner at the origin. */
const struct path *circle_path(struct arena *arena, length width, length height);

/* paths.c */
const struct path *checkbox_box(struct arena *arena, const struct layout *layout);
const struct path *checkbox_mark(struct arena *arena, const struct layout *layout);

#endif
