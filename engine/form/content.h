/*
 * form/content.h - inside form/: composed content, between the layout and the page.
 *
 * Blocks are composed into content of known width and height, which holds no page and no place yet. Content can be
 * split at a height into a head and a tail, and placed: that is all pagination needs. Composed content never changes;
 * a split makes new, smaller content that shares the lines and cells.
 */
#ifndef FORM_CONTENT_H
#define FORM_CONTENT_H

#include "form/fit.h"
#include "form/form.h"
#include "text/text.h"

#include <string.h>

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
    size_t end;        /* of the span, in the bytes of all spans together */
    uint32_t showing;  /* of the value, in composer->fit; or NO_SHOWING */
    bool is_reference; /* to the sheet that the value stands on */
    bool is_changed;   /* the value, or the choice, since the earlier report */
};

/* Some lines of a composed text. */
struct paragraph {
    const struct text_block *text;
    const struct origin *origins; /* by span */
    size_t origin_count;
    size_t first, count; /* lines */
    length size;         /* of the em it is set in: the style's, unless it had to be smaller (FT-2) */
};

/* A continuation sheet (別紙): a value that has no room in its box; or a table with rows that repeat. */
struct continuation {
    int64_t number;
    const struct value *value; /* or NULL: the table */
    const struct block *table;
    struct field_ref field; /* of the value, or that the table's rows repeat for */
    int32_t row;            /* the item around, or -1 */
    const char *title;      /* of the field, "推移（2）事象" for one of an item */
    const struct source_ref *node;
    uint32_t showing;          /* of the value, made where it is first referred to; or NO_SHOWING */
    bool is_known;             /* another box refers to it already */
    const struct piece *piece; /* that shows the value on the sheet, once this is composed */
};

/* How what stands in a box is set while it is made to fit, and what came of it. */
struct boxing {
    struct text_measure measure;
    struct continuation *sheets; /* what is referred to instead of shown */
    size_t sheet_count;
    bool is_single;     /* the box holds one block */
    bool is_climbing;   /* false: all stands as it is, and boxes inside this one see to themselves */
    bool overflows;     /* something is wider than its place, or higher */
    bool has_emergency; /* a line ends in the middle of a word */
    int32_t scale;      /* of the first text, in thousandths; 0 before it */
    length size;        /* of its em */
};

enum content_kind {
    CONTENT_PARAGRAPH,
    CONTENT_GRID,
    CONTENT_GROUP, /* kept together while it fits on one page */
    CONTENT_SPACE,
    CONTENT_LINE,
    CONTENT_BREAK,
    CONTENT_PICTURE,
    CONTENT_QR,
};

/* A picture at its size; its height is the content's. */
struct picture {
    const struct image *image;
    struct origin origin;
    const char *lead; /* the words for it where there are no pictures */
    length width;
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
    struct stack stack;         /* GROUP; a figure is one, of its picture and caption */
    struct picture picture;     /* PICTURE */
};

struct grid_cell {
    const struct cell *cell;
    uint32_t column, across;
    uint32_t row, down; /* in the grid's body rows, or in its head rows */
    struct stack content;
    element_id element;
    bool is_repeated;                    /* content drawn before, shown again as an artifact */
    int32_t fill;                        /* what its conditions leave to be drawn: 0xRRGGBB, or -1 */
    enum line_kind outline;              /* LINE_INHERIT: none */
    enum diagonal_kind diagonal;         /* in cell->diagonal.line */
    uint32_t first_showing, end_showing; /* of what is in it, in composer->fit */
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

/* How high a picture may be here: what the page offers below all that must stand above it, or a box of fixed height. */
struct picture_room {
    length height;
    length least; /* but never lower than this for what stands around it */
    bool is_box;
};

/* What is under way while one document is composed. */
struct composer {
    const struct layout *layout;
    const struct record *record;
    const struct form_options *options;
    struct diags *diags;
    struct document *document;
    struct arena *arena;              /* the document's */
    struct fixed_text *fixed;         /* by block id: texts no data can change */
    bool is_preparing;                /* `fixed` is being filled */
    bool is_measuring;                /* widths only: no elements are made */
    length room;                      /* height known to be there for a vertical text, 0: unknown */
    struct picture_room picture_room; /* around what is being composed */
    size_t page, pages;               /* for {page} and {pages}, 0 while unknown */
    struct fit *fit;                  /* the values shown */
    struct boxing *boxing;            /* of the box around that is being made to fit, or NULL */
    const struct cell *cell;          /* the innermost cell around, or NULL */
    const struct block *repeating;    /* the outermost table with rows that repeat, in the box around; or NULL */
    int32_t repeating_row;            /* the item around that table, or -1 */
    struct continuation *sheets;      /* those that there are to be, in order */
    size_t sheet_count, sheet_capacity;
    int64_t sheets_before;            /* numbers in use */
    const struct continuation *sheet; /* for {sheet} and {sheet.title}, and whose value is shown on it; or NULL */
    struct change_note *notes;        /* where something changed */
    size_t note_count, note_capacity;
    length row_top;                /* on the page, of the innermost row around what is placed; -1: none */
    size_t cell_count;             /* against the limit */
    const struct path *box, *mark; /* the check box, and what fills it */
    bool is_overworked;            /* and has said so */
    bool has_qr;                   /* a QR code has been placed */
    bool has_failed;
    /* NULL: nothing has asked for it yet */
    const struct fingerprint *fingerprint;
};

/* The composition of one fixed text block. */
struct fixed_text {
    length width;
    struct paragraph paragraph; /* .text NULL: not prepared */
};

/* spans.c - a template and its values to spans, each with its origin. */
struct spans {
    struct text_span *spans;
    struct origin *origins;
    size_t count;
    size_t span_capacity, origin_capacity;
};

/* What a template is set with. */
struct setting {
    const struct style *style;
    int32_t row;
    element_id element;
    bool is_alone; /* one piece only: a box keeps no distance */
};
struct spans template_spans(struct composer *composer, const struct template *template, const struct setting *setting);

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

/* What refers to the sheet that the table stands on. */
struct content compose_reference(struct composer *composer, const struct block *table, struct continuation *sheet,
                                 length width, element_id element);

/*
 * ladder.c - the one place that knows what content does to stand in a box: the fit ladder.
 *
 * A box is a cell of rows whose height is fixed or limited, or a place with a height.
 */
struct box {
    const struct block *blocks;
    size_t count;
    length width, height; /* inside its padding */
    length room;          /* as composer->room */
    int32_t row;
    element_id element;
    unsigned fit;  /* enum fit_step */
    bool is_fixed; /* false: rows that grow up to `height` */
    const struct source_ref *node;
};
/* What stands in the box. When nothing helps it is set as it is, too wide or too high: the first is reported here, the
 * second is the caller's to see. */
struct stack compose_box(struct composer *composer, const struct box *box);
/* The same where there is no limit: `height` and `fit` mean nothing. */
struct stack compose_unlimited(struct composer *composer, const struct box *box);

/* sheets.c - continuation sheets. */
int64_t sheets_before(const struct composer *composer); /* the greatest number in use, or 0 */
/* The sheet there is for what `wanted` has on it; else a new one, numbered behind all there are and `added` more. */
struct continuation known_sheet(struct composer *composer, const struct continuation *wanted, size_t *added);
void add_sheet(struct composer *composer, const struct continuation *sheet); /* copied; its page follows later */
/* The sheet of the box being fitted that the value (the table) goes on, or NULL. */
struct continuation *sheet_of_value(const struct composer *composer, const struct value *value);
struct continuation *sheet_of_table(const struct composer *composer, const struct block *table, int32_t row);
void place_sheets(struct composer *composer); /* on new pages */
/* "推移（2）事象": of a field, or of an item's member. */
const char *value_title(struct composer *composer, struct field_ref ref, int32_t row);
/* A block that is none of the layout's. */
struct block text_block(const struct template *text, const struct style *style, enum block_role role);

/* form.c - fills new pages with `rest`; `again` stands at the top of all but the first, unless it is NULL. */
void fill_pages(struct composer *composer, struct stack rest, const struct paragraph *again);

/* showing.c - values shown, and what was drawn of them. */
uint32_t show_value(struct composer *composer, const struct piece *piece, int32_t row, const struct value *value);
uint32_t show_on_sheet(struct composer *composer, const struct piece *piece, int32_t row,
                       const struct continuation *sheet);
uint32_t show_choice(struct composer *composer, const struct piece *piece, int32_t choice, int32_t row,
                     enum showing_kind kind);
struct extent { /* on a page */
    size_t page;
    length left, top, right, bottom;
    const struct text_block *text; /* what is drawn there is part of this */
};
void draw_text(struct composer *composer, const struct origin *origin, const char *bytes, size_t size,
               const struct extent *extent);
void draw_mark(struct composer *composer, const struct origin *origin, const struct extent *extent);
void check_showings(struct composer *composer); /* reports what is lost */

/* changes.c - what has changed since an earlier report, beside where it stands. */
bool has_changed(const struct composer *composer, struct field_ref ref, int32_t row);
/* Something changed is drawn there, in the row or paragraph that begins at `row` on the page. */
void note_change(struct composer *composer, const struct extent *extent, length row);
void place_change_marks(struct composer *composer);

/* change_list.c - the list of all changes, on new pages. */
void place_change_list(struct composer *composer);

/* expect.c - calls `expect` for each value that the layout says is drawn, worked out apart from composing. */
void expect_values(const struct record *record, void (*expect)(void *context, struct field_ref field, int32_t row),
                   void *context);

/*
 * fingerprint.c - by what a document is known, worked out when something first asks for it. A blank form is no document
 * yet: its texts are empty.
 */
struct fingerprint {
    char id[15];     /* "7K3M-2QXV-9F0T": the form and what its document says, in 60 bits */
    char digest[27]; /* what it says, in 128 bits */
};
const struct fingerprint *document_fingerprint(struct composer *composer);

/* figure.c - a picture and its caption, or what stands in its place; a kept group. */
struct content compose_figure(struct composer *composer, const struct block *block, length width, int32_t row,
                              element_id parent);
struct picture_room room_on_page(length height);
struct picture_room room_in_box(length height);
/* Its width where there is room. */
length measure_figure(struct composer *composer, const struct block *block, int32_t row);
bool has_figure(const struct block *blocks, size_t count); /* at any depth */
/* The element of a drawing: a figure, which as text is a line of its own. */
element_id add_figure_element(struct composer *composer, element_id parent, const char *alternate);

/* What the engine itself says to assistive technology is in the layout's language: Japanese or else English. */
static inline bool has_japanese_layout(const struct composer *composer)
{
    return strncmp(composer->layout->language, "ja", 2) == 0;
}

/* qr.c - QR codes: room, marks that say nothing yet, and what they say once all pages are there. */
struct content compose_qr(struct composer *composer, const struct block *block, element_id parent);
struct qr_place {
    size_t page;
    element_id element;
    const struct source_ref *node;
    length x, y, side;
};
void place_qr(struct composer *composer, const struct qr_place *at);
void settle_qr(struct composer *composer);

/* stack.c - blocks below each other, and how they part. */
struct stack compose_stack(struct composer *composer, const struct block *blocks, size_t count, length width,
                           int32_t row, element_id parent);
/* How often a block stands: a group with "each" once for each item, as if it were written so often. */
bool block_repeats(const struct block *block);
size_t block_times(const struct composer *composer, const struct block *block);
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

/* place.c - content to marks. `is_artifact`, `is_again`: shown before, so it is not part of the structure and nothing
 * more is drawn of a value. */
void place_stack(struct composer *composer, const struct stack *stack, size_t page, length x, length y, length width,
                 bool is_artifact);
void place_paragraph(struct composer *composer, const struct paragraph *paragraph, element_id element, size_t page,
                     length x, length y, bool is_again);

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

/* block_at.c - what the layout has at this node: a block, or the first block of a cell; or NULL. */
const struct block *block_at(const struct layout *layout, const struct source_ref *node);

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
const struct origin *first_value_of(const struct stack *stack);
void report_sheet(struct composer *composer, const struct continuation *sheet);
void report_lost(struct composer *composer, struct field_ref field, int32_t row, size_t to_draw, size_t drawn);
void report_qr_small(struct composer *composer, const struct source_ref *node, length module, length side);
void report_qr_long(struct composer *composer, const struct source_ref *node);
bool report_limit(struct composer *composer, enum diag_code code, size_t limit);

/*
 * report.c - counts work, where it grows: a unit for each byte of text that is set, trials included, and each item, row
 * and cell that is looked at. False, having failed with LIMIT_WORK, when the document takes more than it may.
 */
bool spend_work(struct composer *composer, size_t units);

/* paths.c - around a choice: a box of this size with round ends, its top left corner at the origin. */
const struct path *circle_path(struct arena *arena, length width, length height);

/* paths.c - a rectangle, its top left corner at the origin. */
const struct path *frame_path(struct arena *arena, length width, length height);

/* paths.c */
const struct path *checkbox_box(struct arena *arena, const struct layout *layout);
const struct path *checkbox_mark(struct arena *arena, const struct layout *layout);

#endif
