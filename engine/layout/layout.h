/*
 * layout/layout.h - a layout file, checked and compiled once.
 *
 * Everything here is immutable after layout_compile, lives in the layout's arena and may be shared by threads. Arrays
 * are in file order. Every node keeps its place in the file (`at`), for messages and for the marks that come from it.
 * docs/layout-language.md describes the file; the keys are named beside the members they fill.
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/fax.h"
#include "base/length.h"
#include "base/limits.h"
#include "base/source.h"
#include "font/font.h"
#include "text/text.h"

#include <stdbool.h>
#include <stdint.h>

struct json;
struct model_node;

/* --- styles ------------------------------------------------------------------------------------------------------- */

/*
 * "styles": { NAME: { "like", "font", "size", "pitch", "align", "line_break", "spacing", "autospace", "latin",
 * "digits", "color", "indent", "hanging_indent", "line_start", "line_end", "hang", "overflow_wrap", "group", "list",
 * "widow", "shrink", "ruby_align", "balance", "grid", "grid_pairs", "columns", "tabs", "min_scale", "min_size",
 * "writing", "tcy", "vertical_quotes", "distribute_cap", "fax_grow" } }. The style named "base" must exist; all others
 * start from their "like", or from it.
 */
struct style {
    const char *name;
    struct text_style text;
    bool is_vertical; /* "writing": "vertical" */
    length pitch;     /* from line to line; 1.4 x size unless given, and in proportion where only the size changes */
    enum text_align align;
    enum text_break line_break;
    enum text_spacing spacing;
    enum text_line_start line_start;
    enum text_line_end line_end;
    enum text_hang hang;
    bool overflow_normal; /* "overflow_wrap": "normal" */
    bool group_soft;      /* "group": "soft" */
    bool list_auto;       /* "list": "auto" */
    bool widow;
    int tcy;                 /* "tcy": 2 or 3; 0: 2 */
    bool vertical_quotes;    /* “ ” as 〝 〟 */
    bool gap_cap;            /* "distribute_cap" */
    bool shrinks_to_quarter; /* "shrink": "quarter" */
    bool ruby_start;         /* "ruby_align": "start" */
    bool balance;
    length grid; /* of a cell of a character grid, 0: none */
    bool grid_pairs;
    int columns; /* of fixed pitch, half an em each; 0: none */
    const struct text_tab *tabs;
    size_t tab_count;
    int32_t min_scale; /* thousandths; 0: 700 */
    length min_size;   /* 0: 0.7 x size, at least 5 pt */
    length indent, hanging_indent;
    bool fax_stays;     /* "fax_grow": false; type too small for a FAX stays so, and the form is refused */
    length stated_size; /* what the layout has, where a FAX needs more; 0: the size is as stated */
    length least_size;  /* FAX: nothing is set smaller, however it fits or is raised; 0: no such limit */
    struct source_ref at;
};

/* --- fields ------------------------------------------------------------------------------------------------------- */

enum field_kind {
    FIELD_TEXT,     /* a string; also numbers, as text */
    FIELD_INTEGER,  /* "type": "integer" */
    FIELD_DATETIME, /* "type": "datetime" */
    FIELD_ONE,   /* "one": { CODE: LABEL }: at most one code; true, false and integers match by their JSON spelling */
    FIELD_MANY,  /* "many": { CODE: LABEL }: an array of codes */
    FIELD_TEXTS, /* "type": "texts": an array of strings */
    FIELD_EACH,  /* "each": { MEMBER: field }: an array of objects; member paths are relative ("/at") */
    FIELD_FILE,  /* "type": "file": the name of a file beside the data; as text, that name */
};

struct choice {
    const char *code;
    const char *label;
    struct source_ref at;
};

/* A field, a member of an EACH field, or one choice of either; -1: none. */
struct field_ref {
    int32_t field;
    int32_t member;
    int32_t choice;
};

/* Parts of a date pattern: "{era} {year} 年 {month} 月 ...". */
enum date_part_kind {
    DATE_LITERAL,
    DATE_ERA,           /* {era}: 平成 */
    DATE_ERA_YEAR,      /* {year}: of the era; the first is 元 */
    DATE_WESTERN_YEAR,  /* {western_year} */
    DATE_MONTH,         /* {month}: 1 */
    DATE_MONTH_PADDED,  /* {month2}: 01 */
    DATE_DAY,           /* {day} */
    DATE_DAY_PADDED,    /* {day2} */
    DATE_WEEKDAY,       /* {weekday}: 月 */
    DATE_HOUR,          /* {hour}: 0 to 23 */
    DATE_HOUR_PADDED,   /* {hour2} */
    DATE_MINUTE,        /* {minute} */
    DATE_MINUTE_PADDED, /* {minute2} */
    DATE_ZONE,          /* {zone}: JST, or UTC+01:00 */
    DATE_FOREIGN_ZONE,  /* {foreign_zone}: the zone in half-width brackets after a space, nothing for +09:00 */
};
struct date_part {
    enum date_part_kind kind;
    const char *literal;
};
struct date_pattern {
    const struct date_part *parts;
    size_t count;
};

enum number_style {
    NUMBER_PLAIN,
    NUMBER_COMMA, /* 1,234,567 */
    NUMBER_KANJI, /* 千二百三十四 */
};
enum digit_width {
    DIGITS_AS_IS,
    DIGITS_HALF,
    DIGITS_FULL,
};

/* "format": a name (built in, or of "formats") or an object with "date", "time", "number", "digits". */
struct format {
    struct date_pattern date; /* "date": for the day */
    struct date_pattern time; /* "time": appended when the value has a time of day */
    enum number_style number; /* "number": "plain", "comma", "kanji" */
    enum digit_width digits;  /* "digits": "as-is", "half", "full" */
};

/* Which eras dates of this form may fall in: "era": "auto" (by the date), or a fixed one: others are an error. */
enum era_setting {
    ERA_AUTO,
    ERA_SHOWA,
    ERA_HEISEI,
    ERA_REIWA,
};

/* "computed": a value that no data file holds: an integer, a text. */
enum computed {
    COMPUTED_NOT,
    COMPUTED_TRANSMISSION_PAGES,  /* "transmission_pages": of this document and of what is sent with it */
    COMPUTED_TRANSMISSION_TITLES, /* "transmission_titles": what the reports sent with it are called */
};

struct condition;
struct template;

/*
 * How one item of an EACH field prints as text: "lines": [ LINE, ... ], a LINE a string or an array of parts, a part a
 * string or { "text", "when" }. A part whose fields are all empty is left out, and so is a line whose fields are all
 * empty; what has no field always stands. Pieces are PIECE_TEXT and PIECE_FIELD only.
 */
struct item_line {
    const struct template *parts;
    size_t part_count;
    struct source_ref at;
};

struct field {
    const char *name;
    const char *title;         /* "title": for messages, Japanese; the name unless given */
    const char *title_english; /* "title": { "ja", "en" }; or NULL */
    enum field_kind kind;
    const char *const *paths; /* "path": a JSON Pointer or an array of them: the first that has a value counts */
    size_t path_count;        /* 0: computed */
    enum computed computed;
    const struct choice *choices; /* ONE, MANY */
    size_t choice_count;
    const struct field *members; /* EACH */
    size_t member_count;
    int32_t expand; /* EACH: "expand": a member of kind TEXTS: an item for each of its texts, which it then is; or -1 */
    struct format format;
    const char *join;              /* "join": between items; "、" for TEXTS and MANY, "\n" for EACH unless given */
    const struct item_line *lines; /* EACH: "lines"; none: the item has no text */
    size_t line_count;
    const char *honorific; /* "honorific": 様 or 御中, added after a value that has none; or NULL */
    const char *empty;     /* "empty": printed when there is no value; "" unless given */
    const char *blank;     /* "blank": printed on the blank form; as `empty` unless given */
    const char *required;  /* "required": the rule id, "required" for true; NULL: may be empty */
    const char *rule;      /* "rule": id for a wrong shape or code of the value; or NULL */
    const struct condition
        *otherwise; /* ONE: "otherwise": { "when": condition, "code": CODE }, when the value is empty */
    int32_t otherwise_choice;
    struct source_ref at;
};

/* --- conditions and rules --------------------------------------------------------------------------------------- */

/*
 * { FIELD: { TEST: operand } } (all must hold), { "all": [] }, { "any": [] }, { "not": {} }.
 * A test on an empty value fails, except "empty": true. The tests are JSON Schema's (2020-12) where it has one.
 */
enum condition_kind {
    CONDITION_ALL,
    CONDITION_ANY,
    CONDITION_NOT, /* one child */
    CONDITION_TEST,
};
enum test_kind {
    TEST_EMPTY,      /* "empty": true | false: absent, null, "" or [] */
    TEST_CONST,      /* "const": string, integer or boolean */
    TEST_ENUM,       /* "enum": [] of those */
    TEST_MINIMUM,    /* "minimum": integer */
    TEST_MAXIMUM,    /* "maximum" */
    TEST_MIN_LENGTH, /* "minLength": code points */
    TEST_MAX_LENGTH, /* "maxLength" */
    TEST_MIN_ITEMS,  /* "minItems" */
    TEST_MAX_ITEMS,  /* "maxItems" */
    TEST_CONTAINS,   /* "contains": { "const": code }: MANY and TEXTS; a condition on members: EACH */
    TEST_NOT_AFTER,  /* "not_after": field: a date no later than that one; holds when either has no value */
    TEST_INCLUDES,   /* "includes": field: a text with the text of that one in it */
    TEST_EQUALS,     /* "equals": field: the same text, number, code or date as that one */
    TEST_OLDER_THAN, /* "older_than": { "months" | "days", "than": field }: a date more than so long before that one */
};
struct condition {
    enum condition_kind kind;
    const struct condition *const *children; /* ALL, ANY, NOT; CONTAINS of EACH: one, tested for each item */
    size_t count;
    struct field_ref field;     /* TEST */
    enum test_kind test;        /* TEST */
    const struct json *operand; /* TEST: as in the layout, its type checked */
    struct field_ref other;     /* TEST that names another field */
    struct source_ref at;
};

/*
 * "rules": [ { "id", "severity": "error" | "warning", "each": field, "when": condition, "demand": condition,
 * "message": string or { "ja", "en" } } ]
 * When `when` holds (always without one) and `demand` does not, the message is reported at the first field that
 * `demand` tests. With "each" this is done for every item of that field, and the first member tested is the place.
 */
struct rule {
    const char *id;
    enum diag_severity severity;
    int32_t each;                 /* the EACH field, or -1 */
    const struct condition *when; /* or NULL */
    const struct condition *demand;
    const char *japanese;
    const char *english; /* or NULL */
    struct source_ref at;
};

/* --- deadlines ---------------------------------------------------------------------------------------------------- */

/*
 * "deadlines": [ { "id", "title": string or { "ja", "en" }, "from": FIELD, "days": DAYS or [FROM, TO],
 * "count": "calendar" | "business", "first_day": 0 | 1, "on_holiday": "keep" | "next", "when": condition, "source" } ]
 * The last of so many days, counted from the day in Japan of a date field.
 */
enum deadline_count {
    DEADLINE_CALENDAR, /* every day counts */
    DEADLINE_BUSINESS, /* 行政機関の休日 do not count */
};
struct deadline {
    const char *id;
    const char *japanese;
    const char *english;   /* or NULL */
    struct field_ref from; /* DATETIME, no member */
    uint32_t days;
    uint32_t days_until; /* 0, or more than `days`: what is usual (目安), not a legal term */
    enum deadline_count count;
    bool counts_first_day; /* "first_day": 1, the day of `from` itself is the first; 0, the next one is */
    bool moves; /* "on_holiday": "next": a last day that is a 行政機関の休日 becomes the next that is none */
    const struct condition *when; /* or NULL */
    const char *source;           /* law and article */
    struct source_ref at;
};

/* --- text with fields inside ------------------------------------------------------------------------------------- */

enum piece_kind {
    PIECE_TEXT,   /* literal text: a string, {{ and }} for braces; { "text", "style", "when", ... }; { "sup": text } */
    PIECE_FIELD,  /* {name}: the formatted value; {name.member} inside a repeated row or "lines": {member} */
    PIECE_BOX,    /* { "box": "name.code" }: a check box */
    PIECE_CHOICE, /* { "choice": "name", "gap": length }: all boxes with their labels, inline */
    PIECE_PAGE,   /* {page}: in headers and footers only */
    PIECE_PAGES,  /* {pages} */
    PIECE_DOCUMENT,    /* {document}: the document id */
    PIECE_SHEET,       /* {sheet}: number of a continuation sheet; in "sheets" only */
    PIECE_SHEET_TITLE, /* {sheet.title}: of the field whose value is on it */
    PIECE_MARKING,     /* TLP:AMBER, of the chosen code of the field; in the line of a FAX */
};

/* "mark" of a choice: how the chosen ones are told from the others. */
enum choice_mark {
    CHOICE_BOX,    /* "box": a check box before each */
    CHOICE_CIRCLE, /* "circle": around the chosen ones; "・" between them unless a gap is given */
    CHOICE_STRIKE, /* "strike": through the others (不要文字の抹消) */
};

struct piece {
    enum piece_kind kind;
    const char *text; /* PIECE_TEXT; a choice's label ({name.code.label}) is one too */
    struct field_ref field;
    const struct style *style;    /* NULL: the block's */
    bool is_superscript;          /* 0.7 of the size, raised */
    bool is_subscript;            /* lowered: { "sub": text } */
    bool is_upright;              /* "upright": in vertical text across the line, as one character */
    bool is_whole;                /* "keep": no line ends inside it */
    unsigned decoration;          /* "emphasis", "underline", "strike": enum text_decoration */
    const char *ruby;             /* "ruby", as text_span has it, or NULL; PIECE_TEXT */
    enum text_ruby ruby_kind;     /* MONO when it is an array */
    enum choice_mark mark;        /* PIECE_CHOICE */
    length gap;                   /* PIECE_CHOICE: between one choice and the next; 0 with marks that need none */
    const struct condition *when; /* or NULL */
    struct source_ref at;
};
struct template
{
    const struct piece *pieces;
    size_t count;
    bool is_fixed; /* neither data nor page number can change it */
    struct source_ref at;
};

/* --- blocks ------------------------------------------------------------------------------------------------------- */

/* In the order of strength: where two cells want different lines on one edge, the later kind is drawn. */
enum line_kind {
    LINE_INHERIT, /* of a cell's edge: what the table says */
    LINE_NONE,
    LINE_DOTTED, /* squares as wide as a thin line */
    LINE_THIN,
    LINE_THICK,
    LINE_DOUBLE, /* two thin lines */
};
enum side { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT, SIDE_COUNT };

enum block_kind {
    BLOCK_TEXT,   /* { "text": string or array of pieces } */
    BLOCK_TABLE,  /* { "table": { ... } } */
    BLOCK_GROUP,  /* { "group": [ blocks ], "keep": true, "each": field } */
    BLOCK_SPACE,  /* { "space": length }: dropped at the top of a page */
    BLOCK_LINE,   /* { "line": "thin" }: across the region */
    BLOCK_BREAK,  /* { "break": "page" } */
    BLOCK_FIGURE, /* { "figure": field, "max_width", "max_height", "caption", "alt", "otherwise" } */
    BLOCK_QR,     /* { "qr": length }: the QR code of the page, a square with this side */
};

/* "role" of a text block, for the structure tree. */
enum block_role {
    BLOCK_PARAGRAPH, /* "paragraph" */
    BLOCK_TITLE,     /* "title" */
    BLOCK_HEADING,   /* "heading" */
    BLOCK_NOTE,      /* "note" */
};

/*
 * "fit": what content may do that does not stand in its box: one step, or an array of them, tried in the order below.
 * "error" is what is left when none helps, said or not. 0, unless the layout says: what form/ladder.c knows is usual.
 */
enum fit_step {
    FIT_USUAL = 0,
    FIT_ERROR = 1,
    FIT_GROW = 2,     /* "grow": its rows become higher, over pages if need be */
    FIT_CONDENSE = 4, /* "condense": 長体 down to the style's min_scale; in boxes of fixed size only */
    FIT_SHRINK = 8,   /* "shrink": smaller type down to the style's min_size; in boxes of fixed size only */
    FIT_SHEET = 16,   /* "sheet": the value goes on a continuation sheet (別紙) */
};

/* "place": { "page": n, "x", "y", "width", "height", "fit" }: from the page's top left corner. */
struct place {
    int32_t page; /* from 1; 0: every page */
    length x, y, width;
    length height; /* 0: as high as the content; otherwise a box of fixed size */
    unsigned fit;  /* enum fit_step, added up */
};

/* A picture, as large as it is by nature but no larger than these and the room there is. */
struct figure {
    struct field_ref field;        /* of kind FILE */
    length max_width, max_height;  /* 0: not stated */
    const struct block *caption;   /* "caption": below it, or NULL; all three are text blocks */
    const struct block *otherwise; /* "otherwise": in the place of a file that is no picture */
    const struct block *empty;     /* where there is no file: the field's own text */
    struct template alternate;     /* "alt": for readers that do not see it; plain; empty where not given */
};

struct table;
struct block {
    enum block_kind kind;
    uint32_t id;               /* numbers the blocks of a layout from 0, for what is prepared by block */
    const struct style *style; /* the block's, already inherited; "style" and "align" resolved */
    enum text_align align;     /* "align", or the style's */
    const struct condition *when;
    length before, after;      /* "before", "after": space, dropped at a page's top */
    bool keep_with_next;       /* "keep_with_next": true; titles and headings unless told otherwise */
    const struct place *place; /* or NULL: in the flow */
    enum block_role role;
    bool is_kept;                /* GROUP: "keep": not broken over pages while it fits on one; FIGURE: always */
    int32_t each;                /* GROUP: "each": the EACH field for whose items it is repeated, or -1 */
    const struct figure *figure; /* FIGURE */
    struct template text;        /* TEXT */
    const struct table *table;   /* TABLE */
    const struct block *blocks;  /* GROUP */
    size_t block_count;
    length space;        /* SPACE */
    enum line_kind line; /* LINE */
    length side;         /* QR, with the quiet zone */
    struct source_ref at;
};

enum track_kind {
    TRACK_FIXED,    /* "45mm" */
    TRACK_FRACTION, /* "1fr": a share of what is left */
    TRACK_AUTO,     /* "auto": the widest unwrapped text of its own cells, at most what is left */
};
struct track {
    enum track_kind kind;
    length width;
    int32_t fraction; /* thousandths */
};

enum vertical_align {
    VERTICAL_TOP,
    VERTICAL_MIDDLE,
    VERTICAL_BOTTOM,
};

enum diagonal_kind {
    DIAGONAL_NONE,
    DIAGONAL_DOWN,  /* ＼ */
    DIAGONAL_UP,    /* ／ */
    DIAGONAL_CROSS, /* both */
};

/*
 * A cell: string, array of pieces, null (empty), or { "text" | "blocks" | "table" | "box" | "choice", "across", "down",
 * "style", "align", "valign", "padding", "lines", "outline", "fill", "diagonal", "header", "again", "merge", "fit" }.
 * What is drawn of it by a condition of its own is drawn where that holds; without one, always.
 */
struct cell {
    uint32_t column;            /* of its left edge, from 0, worked out from the rows above */
    uint32_t across, down;      /* columns and rows (of the layout, before repetition) it spans */
    length padding[SIDE_COUNT]; /* from the centre of the edge's line */
    enum vertical_align valign;
    enum line_kind lines[SIDE_COUNT];
    struct cell_fill {
        int32_t color; /* 0xRRGGBB behind the cell, or -1 */
        const struct condition *when;
    } fill; /* "fill": colour, or { "color", "when" } */
    struct cell_outline {
        enum line_kind line; /* around the cell, over its own edges and its neighbours'; LINE_INHERIT: none */
        const struct condition *when;
    } outline; /* "outline": line, or { "line", "when" } */
    struct cell_diagonal {
        enum diagonal_kind kind;
        enum line_kind line;
        const struct condition *when;
    } diagonal; /* "diagonal": kind, or { "kind", "line", "when" } */
    enum scope_kind {
        HEADER_NONE,
        HEADER_ROW,
        HEADER_COLUMN
    } header;     /* "header": "row" | "column"; head rows: column */
    bool again;   /* "again": its content is repeated where the cell goes on on a new page */
    bool merge;   /* "merge": one cell for all items that come from one element of the data; then `again` too */
    unsigned fit; /* enum fit_step, added up: when the content is too high for the rows */
    const struct block *blocks;
    size_t block_count;
    struct source_ref at;
};

enum height_kind {
    HEIGHT_CONTENT,
    HEIGHT_MINIMUM, /* "min_height" */
    HEIGHT_FIXED,   /* "height" */
};

/*
 * A row: array of cells, or { "cells", "height" | "min_height", "max_height", "each", "at_least", "when", "split",
 * "keep_with_next" }.
 */
struct row {
    const struct cell *cells;
    size_t cell_count;
    enum height_kind height_kind;
    length height;
    length max_height; /* "max_height": it grows no further; 0: no limit */
    int32_t each;      /* "each": the EACH field it repeats for, or -1 */
    uint32_t at_least; /* "at_least": rows in all, blank ones filled up */
    const struct condition *when;
    bool split; /* "split": true: may break between lines even where it would fit on a page of its own */
    bool keep_with_next;
    struct source_ref at;
};

struct table {
    const struct track *columns; /* "columns" */
    size_t column_count;
    const struct row *rows; /* "head" rows first, then "rows" */
    size_t row_count;
    size_t head_count;                          /* repeated at the top of each page the table goes on to */
    enum line_kind frame, horizontal, vertical; /* "lines": { "frame", "inner" | "horizontal", "vertical" } */
    const char *summary;                        /* "summary": what the table shows, for assistive technology; or NULL */
    struct source_ref at;
};

/* --- the layout --------------------------------------------------------------------------------------------------- */

/* Between a check box and what follows it, in hundredths of an em. */
#define CHECK_BOX_GAP 30

enum check_mark {
    CHECK_TICK,  /* □ with a tick of two strokes */
    CHECK_FILL,  /* ■ */
    CHECK_CROSS, /* ☒ */
};

/* "plain_text": { "columns", "subject" }: how the form is written as plain text. */
struct plain_layout {
    uint32_t columns;          /* half-width columns of a line, 0: not wrapped */
    struct template subject;   /* PIECE_TEXT and PIECE_FIELD only; empty where not given */
    const struct style *style; /* "base", for the line breaks; NULL without the key */
};

struct page_line {            /* "header", "footer": { "left", "center", "right", "style", "distance" } */
    struct template parts[3]; /* left, centre, right; empty where not given */
    const struct style *style;
    length distance; /* from the page's edge to the top (footer: bottom) of the line */
    bool is_present;
};

/*
 * "sheets": { "reference", "heading", "again", "identity", "style", "heading_style", "after" }: how the value of a box
 * that it does not fit in stands on a continuation sheet (別紙) behind the body.
 */
struct sheets {
    struct template reference; /* in the box, instead of the value: "別紙{sheet}のとおり" */
    struct template heading;   /* "別紙{sheet}　{sheet.title}" */
    struct template again;     /* at the top of a sheet's further pages: "別紙{sheet}（続き）" */
    struct template identity;  /* which report it belongs to, below the heading: the form's title */
    const struct style *style; /* of the value */
    const struct style *heading_style;
    struct field_ref after; /* an integer member of an EACH field: numbers in use; counting goes on behind. Or none */
};

/*
 * "changes": { "underline", "margin", "style", "list", "list_title" }: how a report shows what has changed since an
 * earlier one, when it is compared with it.
 */
struct changes_layout {
    bool underline;            /* changed values are underlined */
    const char *margin;        /* in the right margin beside them; NULL: nothing */
    bool list;                 /* all changes are listed on a last page */
    const char *list_title;    /* its heading */
    const struct style *style; /* of the list; the mark in the margin has its font */
    struct source_ref at;
};

/*
 * "fax": { "marking" }: what profile fax adds. Only where the layout is compiled for a FAX there is a line, which
 * stands above the header: title and document, TLP marking, number of the page in the transmission.
 */
struct fax_layout {
    const struct fax_resolution *resolution; /* what the print has to survive; NULL: no FAX, all is as stated */
    bool has_codes;                          /* a QR code was asked for on every page: a block of the body */
    int32_t marking;                         /* the ONE field with the codes of TLP, or -1 */
    struct page_line line;
    length least_rule; /* no line is thinner; 0: no limit */
};

struct layout {
    struct arena *arena;
    const struct source *source;
    const char *form;     /* "form": the id */
    const char *title;    /* "title" */
    const char *language; /* "language": "ja" */
    const char *channel;  /* "channel": how it is submitted; or NULL */
    struct edition {      /* "edition": { "name", "from", "until", "source", "note" } */
        const char *name;
        const char *from, *until; /* ISO dates, or NULL */
        const char *source;
        const char *note; /* or NULL */
    } edition;
    enum era_setting era;     /* "era" */
    const char *const *reads; /* "reads": below these paths fields may read; NULL: anywhere */
    size_t read_count;
    const struct model_node *model; /* "model": what fields and data may hold; NULL: anything */
    length page_width,
        page_height; /* "page": { "size": "A4" | [w, h], "margin": one, two or four lengths, "header", "footer" } */
    length margin[SIDE_COUNT];
    struct page_line header, footer;
    struct sheets sheets;
    struct changes_layout changes;
    struct fax_layout fax;
    length thin, thick; /* "line_weights": { "thin", "thick" } */
    length check_size;  /* "check_box": { "size", "mark", "weight" } */
    enum check_mark check_mark;
    length check_weight;
    const struct style *styles;
    size_t style_count;
    const struct field *fields;
    size_t field_count;
    struct field_ref report_number; /* "report_number": the integer field that counts the reports; or none */
    const struct rule *rules;
    size_t rule_count;
    const struct deadline *deadlines;
    size_t deadline_count;
    const struct block *body;
    size_t body_count;
    size_t id_count; /* blocks numbered */
    struct plain_layout plain;
};

/* What profile fax is to make of a layout. */
struct fax_target {
    const struct fax_resolution *resolution; /* what the print has to survive; NULL: no FAX */
    bool has_codes;                          /* a QR code on every page */
};

/* Where a layout finds the one that it is "like". */
struct layout_files {
    /* The layout of `form`, outliving what is compiled; NULL, having added an error at `at`, when there is none. */
    const struct source *(*find)(void *context, const char *form, const struct source_ref *at, struct diags *diags);
    void *context;
};

/*
 * Compiles one layout. Goes on after a mistake to report every one, each at its line and column and with a hint.
 * `source` and the library must outlive the layout; the caller ends it with layout_close. Without `files` (NULL) a
 * layout cannot be like another. `fax`: what is asked of it by profile fax, or NULL.
 * Returns NULL, having added at least one error.
 */
const struct layout *layout_compile(const struct source *source, const struct layout_files *files,
                                    const struct font_library *fonts, const struct fax_target *fax,
                                    const struct limits *limits, struct diags *diags);
void layout_close(const struct layout *layout);

/* The first test of a member (of anything), in the order of the file; or NULL. */
const struct condition *layout_first_test(const struct condition *condition, bool wants_member);

/* The field or member a reference names. */
const struct field *layout_field(const struct layout *layout, struct field_ref ref);

#endif
