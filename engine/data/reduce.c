/*
 * A data file reduced to what one form drew or asked for. One file serves every form: what belongs to another report
 * must not travel inside this one.
 *
 * Each value of the record says what has to remain at its place in the file; then the file is copied with only these
 * places and the objects around them. What is shown remains whole. Of what is not shown, but was asked for by a
 * condition, a rule or a demand, something remains that gives the same answers: texts are only said to be there ("…",
 * as long as the text where its length was asked for), unless the layout itself names them; so are numbers and dates
 * that were only asked to be there. Codes, and numbers and dates that were compared, remain. Items remain as many.
 */
#include "data/asked.h"
#include "data/binder.h"

#include "base/utf8.h"
#include "json/make.h"

#include <stdlib.h>
#include <string.h>

#define STAND_IN "…"
#define WIDTH 100 /* columns of a line, where it can be */

/* --- what remains at a place -------------------------------------------------------------------------------------- */

/* In the order of strength: where fields disagree about a place, the later counts. */
enum keeping {
    KEEP_NOTHING,
    KEEP_SOME,     /* of an array, what is kept of its elements */
    KEEP_ITEMS,    /* an array, each element at its place */
    KEEP_STAND_IN, /* something else */
    KEEP_WHOLE,
};

struct kept {
    const struct json *json;
    enum keeping keeping;
    enum field_kind kind; /* STAND_IN: of the field that is content with it */
    const struct json_made *stand_in;
};

struct reducer {
    struct arena *arena;
    const struct record *record;
    const struct shown *shown;
    struct kept *places;
    size_t place_count, place_capacity;
    const char **withheld;
    size_t withheld_count, withheld_capacity;
};

static void add_place(struct reducer *reducer, struct kept place)
{
    reducer->places = arena_grow(reducer->arena, reducer->places, reducer->place_count, &reducer->place_capacity,
                                 sizeof(struct kept));
    reducer->places[reducer->place_count++] = place;
}

static void keep(struct reducer *reducer, const struct json *json, enum keeping keeping)
{
    add_place(reducer, (struct kept){.json = json, .keeping = keeping});
}

static void stand_in(struct reducer *reducer, const struct json *json, enum field_kind kind,
                     const struct json_made *made)
{
    add_place(reducer, (struct kept){json, KEEP_STAND_IN, kind, made});
}

/* --- what was asked ----------------------------------------------------------------------------------------------- */

static bool is_length(const struct condition *condition)
{
    return condition->test == TEST_MIN_LENGTH || condition->test == TEST_MAX_LENGTH;
}

static bool asks_length(const struct asked *asked)
{
    for (size_t i = 0; i < asked->count; i++)
        if (is_length(asked->conditions[i]))
            return true;
    return false;
}

/* More than whether there is a value. */
static bool asks_more(const struct asked *asked)
{
    for (size_t i = 0; i < asked->count; i++)
        if (asked->conditions[i]->test != TEST_EMPTY)
            return true;
    return false;
}

static bool asks_anything(const struct field *field, const struct asked *asked)
{
    return field->required || field->otherwise || asked->count > 0 || asked->is_counted;
}

/* Whether a text is what one of the tests names: the layout has it, so it tells nothing more. */
static bool is_named(const struct field *field, const struct value *value)
{
    for (size_t i = 0; i < value->asked->count; i++)
        if (condition_names(field, value, value->asked->conditions[i]))
            return true;
    return false;
}

/* Whether it was compared with the text of another field; then no other text gives the same answers for sure. */
static bool is_compared(const struct asked *asked)
{
    for (size_t i = 0; i < asked->count; i++)
        if (asked->conditions[i]->test == TEST_INCLUDES || asked->conditions[i]->test == TEST_EQUALS)
            return true;
    return false;
}

/* --- one value, asked for but not shown --------------------------------------------------------------------------- */

static const struct json_made *text_stand_in(struct arena *arena, size_t length)
{
    struct sink sink = {0};
    const char *text;

    for (size_t i = 0; i < length; i++)
        sink_put_string(&sink, STAND_IN);
    text = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return json_make_string(arena, text);
}

/* Numbers may stand for texts; their length is that of their spelling. */
static size_t length_of(const struct json *json)
{
    return json->kind == JSON_STRING ? utf8_count(json->string, json->size) : json->end - json->offset;
}

static bool is_kept_whole(const struct reducer *reducer, const struct value *value, struct field_ref ref, int32_t row)
{
    return value->asked == NULL || value->asked->is_used ||
           reducer->shown->has(reducer->shown->context, ref, ref.member < 0 ? -1 : row);
}

/*
 * A comparison of two texts, the value's being one of them. Where the other is shown and has it, it is told anyway.
 * Where neither is shown, both may be "…" if they agreed; if not, the text that was looked for is one longer.
 */
static size_t compared_length(const struct reducer *reducer, const struct condition *condition,
                              const struct value *value, int32_t row)
{
    bool is_other = record_value(reducer->record, condition->other, row) == value;
    struct field_ref ref = is_other ? condition->field : condition->other;
    const struct value *partner = record_value(reducer->record, ref, row);
    bool holds = record_test(reducer->record, condition, row);

    if (is_kept_whole(reducer, partner, ref, row))
        return holds || strstr(partner->text, STAND_IN) ? 0 : 1;
    return holds || !is_other ? 1 : 2;
}

/* How many characters stand for a text; 0: only the text itself gives the answers that were given. */
static size_t stand_in_length(const struct reducer *reducer, const struct field *field, const struct value *value,
                              int32_t row)
{
    const struct asked *asked = value->asked;
    size_t length = 0;

    if (is_named(field, value))
        return 0;
    if (asks_length(asked))
        return is_compared(asked) ? 0 : length_of(value->json);
    for (size_t i = 0; i < asked->count; i++) {
        const struct condition *condition = asked->conditions[i];
        size_t wanted;

        if (condition->test != TEST_INCLUDES && condition->test != TEST_EQUALS)
            continue;
        wanted = compared_length(reducer, condition, value, row);
        if (wanted == 0 || (length > 0 && wanted != length))
            return 0;
        length = wanted;
    }
    return length > 0 ? length : 1;
}

static void ask_text(struct reducer *reducer, const struct field *field, const struct value *value, int32_t row)
{
    size_t length = stand_in_length(reducer, field, value, row);

    if (length == 0)
        keep(reducer, value->json, KEEP_WHOLE);
    else
        stand_in(reducer, value->json, FIELD_TEXT, text_stand_in(reducer->arena, length));
}

static void ask_integer(struct reducer *reducer, const struct value *value)
{
    if (asks_more(value->asked))
        keep(reducer, value->json, KEEP_WHOLE);
    else
        stand_in(reducer, value->json, FIELD_INTEGER, json_make_integer(reducer->arena, 0));
}

static void ask_datetime(struct reducer *reducer, const struct value *value)
{
    if (asks_more(value->asked))
        keep(reducer, value->json, KEEP_WHOLE);
    else
        stand_in(reducer, value->json, FIELD_DATETIME,
                 json_make(reducer->arena, "text", json_make_string(reducer->arena, STAND_IN), NULL));
}

/* Whether a test named this code, or text of a list. */
static bool is_code_asked(const struct asked *asked, const struct json *code)
{
    for (size_t i = 0; i < asked->count; i++)
        if (asked->conditions[i]->test == TEST_CONTAINS &&
            json_is_text(code, json_find(asked->conditions[i]->operand, "const")))
            return true;
    return false;
}

static bool asks_how_many(const struct asked *asked)
{
    for (size_t i = 0; i < asked->count; i++)
        if (asked->conditions[i]->test == TEST_MIN_ITEMS || asked->conditions[i]->test == TEST_MAX_ITEMS)
            return true;
    return false;
}

/* The codes that were asked for; any one where it only matters that there is one. */
static void ask_codes(struct reducer *reducer, const struct value *value)
{
    bool is_any = false;

    if (asks_how_many(value->asked)) {
        keep(reducer, value->json, KEEP_WHOLE);
        return;
    }
    keep(reducer, value->json, KEEP_SOME);
    for (const struct json *code = value->json->child; code; code = code->next)
        if (is_code_asked(value->asked, code)) {
            keep(reducer, code, KEEP_WHOLE);
            is_any = true;
        }
    if (!is_any)
        keep(reducer, value->json->child, KEEP_WHOLE);
}

/* A text of a list, or one that an item was expanded by. */
static void ask_listed_text(struct reducer *reducer, const struct asked *asked, const struct json *text)
{
    if (is_code_asked(asked, text) || is_compared(asked))
        keep(reducer, text, KEEP_WHOLE);
    else
        stand_in(reducer, text, FIELD_TEXT, text_stand_in(reducer->arena, asks_length(asked) ? length_of(text) : 1));
}

static void ask_texts(struct reducer *reducer, const struct value *value)
{
    if (value->json->kind != JSON_ARRAY) {
        ask_listed_text(reducer, value->asked, value->json);
        return;
    }
    keep(reducer, value->json, KEEP_ITEMS);
    for (const struct json *text = value->json->child; text; text = text->next)
        ask_listed_text(reducer, value->asked, text);
}

static void ask(struct reducer *reducer, const struct field *field, const struct value *value, int32_t row)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_FILE:
        ask_text(reducer, field, value, row);
        break;
    case FIELD_INTEGER:
        ask_integer(reducer, value);
        break;
    case FIELD_DATETIME:
        ask_datetime(reducer, value);
        break;
    case FIELD_ONE:
        keep(reducer, value->json, KEEP_WHOLE);
        break;
    case FIELD_MANY:
        ask_codes(reducer, value);
        break;
    case FIELD_TEXTS:
        ask_texts(reducer, value);
        break;
    case FIELD_EACH:
        keep(reducer, value->json, KEEP_ITEMS);
        break;
    }
}

/* --- one value ---------------------------------------------------------------------------------------------------- */

/* A date that has words of its own is printed as these, and hides the date. */
static void show_datetime(struct reducer *reducer, const struct value *value)
{
    const struct json *text = json_find(value->json, "text");

    keep(reducer, json_is_empty(text) || asks_more(value->asked) ? value->json : text, KEEP_WHOLE);
}

static void show(struct reducer *reducer, const struct field *field, const struct value *value)
{
    if (field->kind == FIELD_EACH)
        keep(reducer, value->json, KEEP_ITEMS);
    else if (field->kind == FIELD_DATETIME)
        show_datetime(reducer, value);
    else
        keep(reducer, value->json, KEEP_WHOLE);
}

/* Whether anything of it has to remain. `is_told`: it is part of a text that is shown. */
static bool reduce_value(struct reducer *reducer, const struct value *value, struct field_ref ref, int32_t row,
                         bool is_told)
{
    const struct field *field = layout_field(reducer->record->layout, ref);

    if (value->is_empty || json_is_empty(value->json))
        return false;
    if (is_told || value->asked->is_used || reducer->shown->has(reducer->shown->context, ref, row)) {
        show(reducer, field, value);
        return true;
    }
    if (asks_anything(field, value->asked))
        ask(reducer, field, value, row);
    return asks_anything(field, value->asked);
}

/* The texts that items were expanded by stand in a list inside the element. */
static void keep_list_around(struct reducer *reducer, const struct field *field, const struct value *member,
                             int32_t index)
{
    if (index == field->expand && member->json && member->json->parent && member->json->parent->kind == JSON_ARRAY)
        keep(reducer, member->json->parent, KEEP_ITEMS);
}

static void reduce_items(struct reducer *reducer, int32_t index)
{
    const struct field *field = &reducer->record->layout->fields[index];
    const struct value *list = &reducer->record->values[index];
    struct field_ref ref = {index, -1, -1};
    bool is_text = reducer->shown->has(reducer->shown->context, ref, -1), is_kept = false;

    for (size_t row = 0; row < list->row_count; row++)
        for (int32_t i = 0; (size_t)i < field->member_count; i++) {
            struct field_ref member = {index, i, -1};
            const struct value *value = &list->rows[row].values[i];
            bool is_told = is_text && record_tells(reducer->record, member, (int32_t)row);

            if (!reduce_value(reducer, value, member, (int32_t)row, is_told))
                continue;
            is_kept = true;
            keep_list_around(reducer, field, value, i);
        }
    if (is_kept)
        keep(reducer, list->json, KEEP_ITEMS);
}

/* --- the places in order ------------------------------------------------------------------------------------------ */

static int compare_places(const void *a, const void *b)
{
    const struct kept *one = a, *other = b;

    if (one->json->offset != other->json->offset)
        return one->json->offset < other->json->offset ? -1 : 1;
    return (one->keeping > other->keeping) - (one->keeping < other->keeping);
}

/* Two fields may read one value. What stands in for a number is none for a text. */
static struct kept joined(struct kept one, struct kept other)
{
    if (other.keeping == KEEP_STAND_IN && one.keeping == KEEP_STAND_IN && one.kind != other.kind)
        other.keeping = KEEP_WHOLE;
    return other;
}

/* One a place, the strongest. */
static void sort_places(struct reducer *reducer)
{
    size_t kept = 0;

    if (reducer->place_count > 0)
        qsort(reducer->places, reducer->place_count, sizeof(struct kept), compare_places);
    for (size_t i = 0; i < reducer->place_count; i++) {
        struct kept place = reducer->places[i];

        if (kept > 0 && reducer->places[kept - 1].json == place.json)
            place = joined(reducer->places[--kept], place);
        reducer->places[kept++] = place;
    }
    reducer->place_count = kept;
}

static int compare_with_place(const void *key, const void *place)
{
    size_t one = ((const struct json *)key)->offset, other = ((const struct kept *)place)->json->offset;

    return (one > other) - (one < other);
}

static const struct kept *find_place(const struct reducer *reducer, const struct json *json)
{
    if (reducer->place_count == 0)
        return NULL;
    return bsearch(json, reducer->places, reducer->place_count, sizeof(struct kept), compare_with_place);
}

/* --- the copy ----------------------------------------------------------------------------------------------------- */

static const struct json_made *copy(struct reducer *reducer, const struct json *json);

static const struct json_made *withhold(struct reducer *reducer, const struct json *json,
                                        const struct json_made *stand_in)
{
    reducer->withheld = arena_grow(reducer->arena, reducer->withheld, reducer->withheld_count,
                                   &reducer->withheld_capacity, sizeof(*reducer->withheld));
    reducer->withheld[reducer->withheld_count++] = json_ref(reducer->arena, json->source, json).pointer;
    return stand_in;
}

static const struct json_made *copy_object(struct reducer *reducer, const struct json *object)
{
    struct json_made *made = json_make_object(reducer->arena);

    for (const struct json *member = object->child; member; member = member->next) {
        const struct json_made *value = copy(reducer, member);

        if (value)
            json_put(reducer->arena, made, member->key, value);
    }
    return json_made_count(made) > 0 ? made : NULL;
}

/* What stands for an element of which nothing is kept. */
static const struct json_made *gap(struct arena *arena, const struct json *element)
{
    return element->kind == JSON_OBJECT ? json_make_object(arena) : json_make_null(arena);
}

static const struct json_made *copy_array(struct reducer *reducer, const struct json *array, enum keeping keeping)
{
    struct json_made *made = json_make_array(reducer->arena);
    bool is_kept = keeping == KEEP_ITEMS;

    for (const struct json *element = array->child; element; element = element->next) {
        const struct json_made *value = copy(reducer, element);

        is_kept |= value != NULL;
        if (value || keeping != KEEP_SOME)
            json_push(reducer->arena, made, value ? value : gap(reducer->arena, element));
    }
    return is_kept ? made : NULL;
}

/* What is kept of a value, or NULL. */
static const struct json_made *copy(struct reducer *reducer, const struct json *json)
{
    const struct kept *place = find_place(reducer, json);
    enum keeping keeping = place ? place->keeping : KEEP_NOTHING;

    if (keeping == KEEP_WHOLE)
        return json_make_copy(reducer->arena, json);
    if (keeping == KEEP_STAND_IN)
        return withhold(reducer, json, place->stand_in);
    if (json->kind == JSON_OBJECT)
        return copy_object(reducer, json);
    return json->kind == JSON_ARRAY ? copy_array(reducer, json, keeping) : NULL;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static void reduce_fields(struct reducer *reducer)
{
    const struct record *record = reducer->record;

    for (int32_t i = 0; (size_t)i < record->layout->field_count; i++) {
        reduce_value(reducer, &record->values[i], (struct field_ref){i, -1, -1}, -1, false);
        reduce_items(reducer, i);
    }
}

/* What makes missing values warnings instead of errors. */
static void keep_specimen(struct reducer *reducer, const struct json *root)
{
    if (reducer->record->is_specimen)
        keep(reducer, json_find(root, "specimen"), KEEP_WHOLE);
}

struct reduced data_reduce(struct arena *arena, const struct record *record, const struct shown *shown)
{
    struct reducer reducer = {.arena = arena, .record = record, .shown = shown};
    const struct json_made *made;
    struct reduced reduced;
    struct sink sink = {0};

    reduce_fields(&reducer);
    keep_specimen(&reducer, record->root);
    sort_places(&reducer);
    made = copy_object(&reducer, record->root);
    json_write(made ? made : json_make_object(arena), WIDTH, &sink);
    reduced = (struct reduced){
        .text = arena_copy(arena, sink.bytes, sink.size),
        .size = sink.size,
        .withheld = reducer.withheld,
        .withheld_count = reducer.withheld_count,
    };
    sink_close(&sink);
    return reduced;
}
