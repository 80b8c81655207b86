/*
 * layout/compiler.h - inside layout/: what the readers of a layout file share.
 *
 * A reader turns one JSON value into one part of the layout. It reports whatever is wrong at the value's own place and
 * returns false; its caller goes on to the next value, so that an author learns of every mistake at once.
 */
#ifndef LAYOUT_COMPILER_H
#define LAYOUT_COMPILER_H

#include "layout/layout.h"
#include "json/json.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct parameter;

struct named_format {
    const char *name;
    struct format format;
};

/* One compilation. The arrays are the layout's own, still to be written. */
struct compiler {
    struct arena *arena;
    const struct font_library *fonts;
    struct diags *diags;
    struct layout *layout;
    struct parameter *parameters;
    size_t parameter_count;
    struct style *styles;
    struct field *fields;
    struct named_format *formats; /* "formats" of the layout */
    size_t format_count;
};

#define NO_FIELD ((struct field_ref){-1, -1, -1})

/* Where a reader stands. Copied where it changes for the parts inside. */
struct scope {
    struct compiler *compiler;
    const struct style *style; /* whose em a length may be given in; NULL: none */
    bool has_align;            /* a cell around states `align` */
    enum text_align align;
    int32_t each;          /* the EACH field of the row or item around, or -1 */
    bool has_page_numbers; /* {page} and {pages} may stand here */
    bool has_sheet;        /* {sheet} and {sheet.title} may */
    bool is_nested;        /* in a cell or a group: no place */
    bool is_whole;         /* in a cell or a kept group: no page break */
    bool is_in_cell;       /* a table has no frame unless it asks for one */
    const length *padding; /* of cells that say nothing: the table's; NULL: the usual one */
};

/* --- messages (report.c) ------------------------------------------------------------------------------------------ */

struct source_ref scope_ref(const struct scope *scope, const struct json *value);

/* Adds an error at the value (at its name; at `offset`) and returns false. */
bool report(const struct scope *scope, const struct json *value, enum diag_code code, struct diag_args args);
bool report_key(const struct scope *scope, const struct json *value, enum diag_code code, struct diag_args args);
bool report_at(const struct scope *scope, struct source_ref at, enum diag_code code, struct diag_args args);

/* The value is of another kind than wanted; `wanted` by DIAG_BOTH, `example` as it would stand in the file, or NULL. */
bool report_type(const struct scope *scope, const struct json *value, const char *wanted, const char *example);

/* "a, b, c" in the arena. */
const char *join_names(struct arena *arena, const char *const *names, size_t count);

/* --- objects (keys.c) --------------------------------------------------------------------------------------------- */

/* One key that an object may have. Keys are read in the table's order, whatever their order in the file. */
struct key {
    const char *name;
    bool (*read)(struct scope *scope, const struct json *value, void *into);
    size_t offset;       /* of what `read` fills, from the start of the object */
    const char *example; /* the key must be there; shown when it is not */
};

/* A kind of object: its name for messages (DIAG_BOTH), and every key it may have. */
struct object_kind {
    const char *what;
    const struct key *keys;
    size_t count;
};

bool object_read(struct scope *scope, const struct object_kind *kind, const struct json *value, void *object);

/* The value must be an object (an array), for those without a table of keys. */
bool is_object(const struct scope *scope, const struct json *value, const char *wanted);
bool is_array(const struct scope *scope, const struct json *value, const char *wanted);

/* Of several keys that exclude each other, the one that is there, or NULL. False, reported, when there are two. */
bool exclusive_key(const struct scope *scope, const struct json *object, const char *const *names, size_t count,
                   const struct json **found);

/* Keeps the value itself, const struct json *, for the function that has asked for the object. */
bool keep_value(struct scope *scope, const struct json *value, void *into);

/* A key that another pass reads. */
bool read_later(struct scope *scope, const struct json *value, void *into);

/* --- scalars (scalar.c, length.c) --------------------------------------------------------------------------------- */

/* Readers for `struct key`; each names what it fills. */
bool read_string(struct scope *scope, const struct json *value, void *into);     /* const char *, not empty */
bool read_any_string(struct scope *scope, const struct json *value, void *into); /* const char * */
bool read_flag(struct scope *scope, const struct json *value, void *into);       /* bool */
bool read_count(struct scope *scope, const struct json *value, void *into);      /* uint32_t, 1 to 10,000 */
bool read_color(struct scope *scope, const struct json *value, void *into);      /* uint32_t 0xRRGGBB */
bool read_fill(struct scope *scope, const struct json *value, void *into);       /* int32_t 0xRRGGBB */
bool read_length(struct scope *scope, const struct json *value, void *into);     /* length >= 0 */
bool read_size(struct scope *scope, const struct json *value, void *into);       /* length > 0 */
bool read_shift(struct scope *scope, const struct json *value, void *into);      /* length of either sign */
bool read_sides(struct scope *scope, const struct json *value, void *into);      /* length[SIDE_COUNT] */
bool read_align(struct scope *scope, const struct json *value, void *into);      /* enum text_align */
bool read_line_kind(struct scope *scope, const struct json *value, void *into);  /* enum line_kind */

/* "1.5fr" for the unit "fr": 1500 thousandths. False when `text` is anything else, or more than a million of them. */
bool parse_thousandths(const char *text, const char *unit, int32_t *found);

/* A word and what it stands for. */
struct word {
    const char *word;
    int meaning;
};
bool read_word(const struct scope *scope, const struct json *value, const struct word *words, size_t count, int *found);

/* A whole number from `least` to `most`. */
bool read_integer(const struct scope *scope, const struct json *value, int64_t least, int64_t most, int64_t *found);

/* A text in Japanese, or { "ja", "en" }. */
struct bilingual {
    const char *japanese;
    const char *english; /* or NULL */
};
bool read_bilingual(struct scope *scope, const struct json *value, void *into);

/* --- the file as a whole ------------------------------------------------------------------------------------------ */

/* compile.c */
#define LAYOUT_NAME DIAG_BOTH("a layout", "レイアウト")
bool read_form_id(struct scope *scope, const struct json *value, void *into); /* const char * */
bool is_known_version(const struct scope *scope, const struct json *root);

/* like.c: the layout's JSON, joined with what it is "like". NULL, having reported why. */
const struct json *layout_read(struct scope *scope, const struct source *source, const struct layout_files *files,
                               const struct limits *limits);

/* parameter.c: "parameters"; the text of one that a text names; and whether each is named somewhere. */
bool read_parameters(struct scope *scope, const struct json *value, void *into);
bool parameter_read(const struct scope *scope, struct source_ref at, const char *name, const char **text);
bool parameters_check_use(const struct scope *scope);

/* --- parts of a layout -------------------------------------------------------------------------------------------- */

/* style.c */
bool read_styles(struct scope *scope, const struct json *value, void *into);
bool read_font(struct scope *scope, const struct json *value, void *into); /* const struct font_stack * */
/* A style's name; also makes it the style of the scope. Fills const struct style *. */
bool read_style_name(struct scope *scope, const struct json *value, void *into);

/* western.c */
bool read_latin(struct scope *scope, const struct json *value, void *into);       /* struct text_style */
bool read_digit_width(struct scope *scope, const struct json *value, void *into); /* enum text_digits */

/* format.c */
bool read_formats(struct scope *scope, const struct json *value, void *into);
bool read_format(struct scope *scope, const struct json *value, void *into); /* struct format */
void format_default(struct compiler *compiler, enum field_kind kind, struct format *format);

/* model_path.c - `fields` as they stand in the file, once read without error: is each path in the data model? */
bool check_model_paths(const struct scope *scope, const struct json *fields);

/* field.c */
bool read_fields(struct scope *scope, const struct json *value, void *into);

/* field_others.c: what the field, and each of its members, says of other fields, once all of these are known */
bool field_finish(const struct scope *scope, const struct json *value, struct field *field);

/* choice.c: { CODE: LABEL }, and the index of a code, or -1 */
bool choices_read(struct scope *scope, const struct json *value, struct field *field);
int32_t choice_find(const struct field *field, const char *code);
/* The choice that a code in the layout names; reported when there is none. */
bool choice_read(const struct scope *scope, struct source_ref at, const struct field *field, const char *code,
                 int32_t *choice);

/* reference.c: "field", "field.member", "member" inside `each`, each with more after it */
struct reference {
    struct field_ref ref;
    const struct field *field; /* the field or member */
    const char *rest;          /* after it and a dot, or NULL */
};
bool reference_read(const struct scope *scope, struct source_ref at, const char *text, struct reference *reference);
/* The same for a JSON string, which must name a field and nothing after it. */
bool reference_read_field(const struct scope *scope, const struct json *value, struct reference *reference);
/* The name of a field with items; its members may then be named in the scope. Fills int32_t. */
bool read_each(struct scope *scope, const struct json *value, void *into);

/* condition.c; fills const struct condition * */
bool read_condition(struct scope *scope, const struct json *value, void *into);
/* test.c: one test of a field, `member` being TEST: operand */
bool test_read(struct scope *scope, const struct json *member, const struct reference *reference,
               struct condition *condition);

/* path.c */
bool read_path(struct scope *scope, const struct json *value, void *into);  /* a JSON Pointer; const char * */
bool read_paths(struct scope *scope, const struct json *value, void *into); /* one or several; struct field */
bool read_reads(struct scope *scope, const struct json *value, void *into); /* of the layout */
/* Whether the layout may read what the path, or each of an array of them, names; reported where it may not. */
bool check_reads(const struct scope *scope, const struct json *paths);

/* rule.c */
bool read_rules(struct scope *scope, const struct json *value, void *into);

/* deadline.c */
bool read_deadlines(struct scope *scope, const struct json *value, void *into);

/* template.c: a string or an array of pieces; "field.code" for its check box; both fill struct template */
bool read_template(struct scope *scope, const struct json *value, void *into);
bool read_box(struct scope *scope, const struct json *value, void *into);

/* plain_text.c; fills struct plain_layout. check_plain: text and values, nothing drawn, raised or decorated. */
bool check_plain(const struct scope *scope, const struct template *template, const struct json *value);
bool read_plain_text(struct scope *scope, const struct json *value, void *into);

/* ruby.c: a reading over the piece's text, or an array of them, one for each character */
bool ruby_read(struct scope *scope, const struct json *value, struct piece *piece);

/* block.c */
struct block_list {
    const struct block *blocks;
    size_t count;
};
bool read_blocks(struct scope *scope, const struct json *value, void *into); /* struct block_list */
struct block block_start(const struct scope *scope, enum block_kind kind, const struct json *value);
bool read_text_block(struct scope *scope, const struct json *value, struct block *block);

/* choice_block.c: { "choice", "arrange", "columns", "mark", "gap" } of a block or a cell */
enum arrange {
    ARRANGE_INLINE,
    ARRANGE_ROWS,
    ARRANGE_GRID,
};
struct choice_block {
    const struct json *choice;
    enum arrange arrange;
    uint32_t columns;
    enum choice_mark mark;
    length gap;
    bool has_gap;
};
/* Space between choices where none is stated: boxes are an em apart, other marks need none. */
length choice_gap(const struct scope *scope, enum choice_mark mark);
bool read_mark_of_choice(struct scope *scope, const struct json *value, void *into); /* enum choice_mark */
bool read_choice_name(struct scope *scope, const struct json *value, void *into);    /* all: struct choice_block */
bool read_arrange(struct scope *scope, const struct json *value, void *into);
bool read_choice_columns(struct scope *scope, const struct json *value, void *into);
bool read_choice_mark(struct scope *scope, const struct json *value, void *into);
bool read_choice_gap(struct scope *scope, const struct json *value, void *into);
#define CHOICE_KEYS(type)                                               \
    {"choice", read_choice_name, offsetof(type, choice), NULL},         \
        {"arrange", read_arrange, offsetof(type, choice), NULL},        \
        {"columns", read_choice_columns, offsetof(type, choice), NULL}, \
        {"mark", read_choice_mark, offsetof(type, choice), NULL},       \
    {                                                                   \
        "gap", read_choice_gap, offsetof(type, choice), NULL            \
    }
bool choice_block_make(struct scope *scope, const struct choice_block *request, struct block *block);

/* figure.c: { "figure", "max_width", "max_height", "caption", "otherwise", "alt" } of a block */
struct figure_draft {
    const struct json *figure, *caption, *otherwise, *alt;
    length max_width, max_height;
};
bool figure_make(struct scope *scope, const struct figure_draft *draft, struct block *block);

/* table.c, cell.c, grid.c */
bool read_table(struct scope *scope, const struct json *value, void *into); /* const struct table * */
bool cell_read(struct scope *scope, const struct json *value, bool is_head, struct cell *cell);
/* Works out each cell's column; reports what overlaps, sticks out or is missing. */
bool grid_place(const struct scope *scope, const struct table *table);

/* fit.c; unsigned, enum fit_step added up */
bool read_fit(struct scope *scope, const struct json *value, void *into);

/* sheets.c; what a layout does not say of its continuation sheets is settled when all else is read */
bool read_sheets(struct scope *scope, const struct json *value, void *into);
void sheets_settle(const struct scope *scope, struct sheets *sheets);

/* changes.c */
bool read_changes(struct scope *scope, const struct json *value, void *into);
void changes_settle(const struct scope *scope, struct changes_layout *changes); /* as sheets_settle */

/*
 * fax.c: the styles made large and black enough for a FAX, once they are read; and the rest of the layout, once all is.
 */
bool read_fax(struct scope *scope, const struct json *value, void *into);
void fax_blacken(const struct scope *scope, const struct json *value, uint32_t *color);
void fax_drop_fill(const struct scope *scope, const struct json *value, struct cell_fill *fill);
void fax_adapt_style(const struct fax_resolution *fax, struct style *style);
bool fax_settle(const struct scope *scope, const struct json *root);

/* page.c */
bool check_margins(const struct scope *scope, const struct json *page, const struct layout *layout);
bool read_page(struct scope *scope, const struct json *value, void *into);
bool read_line_weights(struct scope *scope, const struct json *value, void *into);
bool read_check_box(struct scope *scope, const struct json *value, void *into);

/* edition.c */
bool read_edition(struct scope *scope, const struct json *value, void *into);

#endif
