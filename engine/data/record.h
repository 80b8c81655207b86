/* data/record.h - the values of one incident, as one form reads them. */
#ifndef DATA_RECORD_H
#define DATA_RECORD_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/source.h"
#include "base/work.h"
#include "layout/layout.h"

#include <stdbool.h>
#include <stdint.h>

struct asked;
struct image;
struct json;
struct model_node;

/* One field's value. Everything is borrowed from the record's arena or the layout. */
struct value {
    bool is_empty;           /* absent, null, "" or [] in every path of the field */
    bool is_wrong;           /* reported, and so counted as empty; never in a record that data_bind gave */
    const char *text;        /* as printed: formatted, or the field's `empty` text; NUL-terminated UTF-8, may hold \n */
    struct source_ref at;    /* the value, or the nearest parent that exists; `pointer` is always the field's path;
                                of a computed value the field in the layout */
    const struct json *json; /* what the data says; NULL when nothing does */
    const bool *chosen;      /* ONE, MANY: by choice index; all false when empty */
    struct value_row *rows;  /* EACH */
    size_t row_count;
    struct value *absent;      /* EACH: by member, what a row past the last item shows */
    int64_t integer;           /* INTEGER */
    const struct image *image; /* FILE: NULL when its name is not that of a picture */
    bool has_day;              /* DATETIME: false when it is empty, or a text alone */
    int64_t day, minute;       /* days since 1970-01-01; minutes of the day as written, -1 without a time */
    int32_t offset;            /* minutes east of UTC */
    struct asked *asked;       /* what was asked of it, for data_reduce; NULL: not noted */
};
struct value_row {
    struct value *values; /* by member */
    size_t element;       /* of the data's array, from 0: several rows may come from one ("expand") */
};

struct record {
    const struct layout *layout;
    struct value *values;    /* by field; NULL members never occur */
    const struct json *root; /* of the data file; NULL: there is none */
    bool is_specimen;        /* /specimen is true: missing mandatory values are warnings */
    bool is_blank;
    struct work *work; /* of the stage at hand, binding or composing: conditions count here, whoever asks for them */
};

/* What the caller knows and no data file says. */
struct data_options {
    int64_t transmission_pages;        /* of this document and what is sent with it; -1: unknown */
    const char *transmission_titles;   /* of the reports sent with it, outliving the record; NULL: unknown */
    const char *folder;                /* of the files that the data names; NULL: there is none */
    const struct source *const *files; /* these files instead, by their names */
    size_t file_count;
    bool names_only;  /* these files are not opened: their names are the values */
    bool notes_asked; /* what is asked of each value is noted, for data_reduce */
};
extern const struct data_options data_options_none; /* nothing is known */

/*
 * Reads the data file and binds it against the layout: types, codes, dates, required fields, rules. Reports everything
 * wrong at once, each problem at the value and at the layout node that wanted it.
 * NULL, having added at least one error, when the form cannot be filled. The record lives in `arena`, and borrows
 * layout and source.
 */
const struct record *data_bind(struct arena *arena, const struct layout *layout, const struct source *source,
                               const struct data_options *options, const struct limits *limits, struct diags *diags);

/* The root of a data file, in `arena`; NULL, having added an error, when it is no JSON or no object. */
const struct json *data_open(struct arena *arena, const struct source *source, const struct limits *limits,
                             struct diags *diags);

/*
 * Adds an error for each key of an open data file that the data model, as a layout has it, does not know; none where it
 * has no model, NULL.
 */
void data_check_keys(struct arena *arena, const struct model_node *model, const struct source *source,
                     const struct json *root, struct diags *diags);

/*
 * For questions about some of the fields: reads those `wanted` (by field) of an open data file; the others are empty.
 * Nothing is mandatory and no rule is checked. NULL, having added at least one error, when one of the values is wrong.
 */
const struct record *data_read(struct arena *arena, const struct layout *layout, const struct source *source,
                               const struct json *root, const bool *wanted, const struct limits *limits,
                               struct diags *diags);

/*
 * Reads an earlier report of the same form, to be compared with: as data_read does all fields, and files by their names
 * only. `notes_asked` as in struct data_options.
 */
const struct record *data_earlier(struct arena *arena, const struct layout *layout, const struct source *source,
                                  bool notes_asked, const struct limits *limits, struct diags *diags);

/* The pictures that were read for a record, from index 0, in the order of the fields; NULL past the last. */
const struct image *record_image(const struct record *record, size_t index);

/* The record of the blank form: nothing has a value, texts are the fields' `blank` texts. */
const struct record *data_blank(struct arena *arena, const struct layout *layout);

/*
 * The value a reference names; `row` is the item of an EACH field for members, or -1. Past the last item, and for a
 * member without an item: an empty value.
 */
const struct value *record_value(const struct record *record, struct field_ref ref, int32_t row);

/* How many items an EACH field has, for whoever draws something for each of them. */
size_t record_count(const struct record *record, int32_t field);

/* Notes that what is drawn depends on the whole of this value, though it may not be shown itself. */
void record_use(const struct value *value);

/* Whether row `row` of an EACH field comes from the same element of the data as the one before it. */
bool record_continues(const struct record *record, int32_t field, size_t row);

/* A template as one plain string, in the arena; check boxes and the like say nothing. */
const char *record_text(const struct record *record, struct arena *arena, const struct template *template, int32_t row);

/*
 * False, having added LIMIT_WORK, when the conditions tried so far took more work than there is for one stage: what
 * record_test said last means nothing then.
 */
bool record_check_work(const struct record *record, struct diags *diags);

/* Whether a condition holds; false when that takes more work than is left, which whoever counts it then tells. */
bool record_test(const struct record *record, const struct condition *condition, int32_t row);

/* Whether the text of an EACH field ("lines") tells this member of the item. */
bool record_tells(const struct record *record, struct field_ref member, int32_t row);

/* --- what others may know of a record ----------------------------------------------------------------------------- */

/* Which values of a record are shown: a field, with row -1, or a member of an item. The field's choice is -1. */
struct shown {
    bool (*has)(const void *context, struct field_ref field, int32_t row);
    const void *context;
};

/* What is left of a data file; in the arena. */
struct reduced {
    const char *text; /* JSON */
    size_t size;
    const char *const *withheld; /* pointers of the values that something else stands for, in the order of the text */
    size_t withheld_count;
};

/*
 * The data file of a record with only what `shown` says is shown, and as much of the rest as was asked for: the pages
 * composed from it are the same (docs/archive-record.md says what is kept). The record must have been bound with
 * notes_asked, and composed.
 */
struct reduced data_reduce(struct arena *arena, const struct record *record, const struct shown *shown);

#endif
