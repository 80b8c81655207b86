/* data/binder.h - inside data/: what binding one record needs. */
#ifndef DATA_BINDER_H
#define DATA_BINDER_H

#include "base/sink.h"
#include "data/datetime.h"
#include "data/record.h"
#include "image/image.h"
#include "json/json.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct binder {
    struct arena *arena;
    const struct layout *layout;
    const struct source *source;
    const struct data_options *options;
    const struct limits *limits;
    struct diags *diags;
    struct record *record;
    const struct json *root;
    const bool *wanted; /* by field: the others are left empty; NULL: all are wanted */
    bool *is_wrong;     /* by field: the value, or a member of an item, is wrong: no rule looks at it */
    size_t *parents;    /* offsets of parents reported for being no objects */
    size_t parent_count, parent_capacity;
    struct image_sum images; /* of all pictures so far */
};

/* A value being bound: the field, where its paths start, and where it goes. */
struct slot {
    const struct field *field;
    size_t index;            /* of the field, or of the EACH field around */
    const struct json *base; /* the root, or the item */
    struct value *value;
};

/* report.c - each adds an error at `at` and at the field's place in the layout, and returns false. */
bool binder_report(struct binder *binder, const struct slot *slot, const struct source_ref *at, enum diag_code code,
                   struct diag_args args); /* under the id of the field's rule, where it has one */
bool binder_report_type(struct binder *binder, const struct slot *slot, const struct json *found, const char *wanted,
                        const char *example);
const char *field_title(struct arena *arena, const struct field *field); /* in both languages, for messages */

/*
 * path.c - finds the value, or the nearest parent there is; fills value->json and value->at. A parent on the way that
 * is neither an object nor null is reported, and the value counts as wrong.
 */
void path_find(struct binder *binder, struct slot *slot);
bool json_is_empty(const struct json *value); /* NULL, null, "" or [] */

/* value.c - reads one value; false, reported, when it is wrong: then it counts as empty. */
bool value_read(struct binder *binder, struct slot *slot);
void value_clear(struct arena *arena, const struct field *field, struct value *value);
void value_refuse(struct binder *binder, struct slot *slot); /* a value that is wrong, once that is reported */

/* each.c - the items of an EACH field; their text is made later, when all fields have theirs. */
bool each_read(struct binder *binder, struct slot *slot);

/* choice.c */
bool choice_read_one(struct binder *binder, struct slot *slot);
bool choice_read_many(struct binder *binder, struct slot *slot);

/* file.c */
bool file_read_value(struct binder *binder, struct slot *slot);

/* instant.c - a date of the data: a string or an object. `datetime->text` is set when the object states its text. */
bool instant_read(struct binder *binder, struct slot *slot, struct datetime *datetime);

/* format.c, wareki.c - the text of a value; in the arena. */
const char *format_text(struct arena *arena, const struct field *field, const char *text);
const char *format_integer(struct arena *arena, const struct field *field, int64_t integer);
const char *format_datetime(struct arena *arena, const struct field *field, const struct datetime *datetime);
const char *format_choices(struct arena *arena, const struct field *field, const bool *chosen);
const char *format_texts(struct arena *arena, const struct field *field, const struct json *items);

/* condition.c - whether the value is, or has in it, what a CONST, ENUM or CONTAINS test names. */
bool condition_names(const struct field *field, const struct value *value, const struct condition *condition);
bool json_is_text(const struct json *json, const struct json *operand); /* spelled as `operand` is */

/* items.c - the text of an EACH field by its `lines`. */
const char *items_text(const struct record *record, struct arena *arena, int32_t field);

/* number.c */
void put_comma_number(struct sink *sink, int64_t number);
void put_kanji_number(struct sink *sink, int64_t number);

/* rules.c - mandatory values and the form's own rules. */
void rules_check(struct binder *binder);

#endif
