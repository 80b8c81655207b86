/* Whether a condition of the layout holds for a record. */
#define _GNU_SOURCE /* memmem */
#include "data/binder.h"

#include "data/asked.h"

#include "base/utf8.h"

#include <string.h>

#define MINUTES_A_DAY 1440

/* Whether `operand` is spelled as `text` in the layout: "unknown", true, 4. */
static bool spells(const struct json *operand, const char *text)
{
    size_t size = operand->end - operand->offset;

    if (operand->kind == JSON_STRING)
        return strcmp(operand->string, text) == 0;
    return strlen(text) == size && memcmp(operand->source->bytes + operand->offset, text, size) == 0;
}

static bool has_chosen(const struct field *field, const struct value *value, const struct json *operand)
{
    for (size_t i = 0; i < field->choice_count; i++)
        if (value->chosen[i] && spells(operand, field->choices[i].code))
            return true;
    return false;
}

bool json_is_text(const struct json *json, const struct json *operand)
{
    if (json->kind == JSON_STRING)
        return spells(operand, json->string);
    return operand->kind == JSON_NUMBER && operand->integer == json->integer;
}

static bool equals(const struct field *field, const struct value *value, const struct json *operand)
{
    if (field->kind == FIELD_INTEGER)
        return operand->integer == value->integer;
    if (field->kind == FIELD_ONE)
        return has_chosen(field, value, operand);
    return json_is_text(value->json, operand);
}

static bool is_one_of(const struct field *field, const struct value *value, const struct json *operands)
{
    for (const struct json *item = operands->child; item; item = item->next)
        if (equals(field, value, item))
            return true;
    return false;
}

static int64_t count_characters(const struct value *value)
{
    if (value->json->kind != JSON_STRING)
        return (int64_t)(value->json->end - value->json->offset); /* a number, as spelled */
    return (int64_t)utf8_count(value->json->string, value->json->size);
}

static int64_t count_items(const struct value *value)
{
    return value->json && value->json->kind == JSON_ARRAY ? (int64_t)value->json->size : 0;
}

static bool contains(const struct field *field, const struct value *value, const struct json *wanted)
{
    if (field->kind == FIELD_MANY)
        return has_chosen(field, value, wanted);
    for (const struct json *item = value->json->child; item; item = item->next)
        if (json_is_text(item, wanted))
            return true;
    return false;
}

bool condition_names(const struct field *field, const struct value *value, const struct condition *condition)
{
    switch (condition->test) {
    case TEST_CONST:
        return equals(field, value, condition->operand);
    case TEST_ENUM:
        return is_one_of(field, value, condition->operand);
    case TEST_CONTAINS:
        return contains(field, value, json_find(condition->operand, "const"));
    case TEST_EMPTY:
    case TEST_MINIMUM:
    case TEST_MAXIMUM:
    case TEST_MIN_LENGTH:
    case TEST_MAX_LENGTH:
    case TEST_MIN_ITEMS:
    case TEST_MAX_ITEMS:
    case TEST_NOT_AFTER:
    case TEST_INCLUDES:
    case TEST_EQUALS:
    case TEST_OLDER_THAN:
        break;
    }
    return false;
}

/* Whether an item satisfies the condition. */
static bool contains_item(const struct record *record, const struct condition *condition, const struct value *value)
{
    for (size_t row = 0; row < value->row_count; row++)
        if (record_test(record, condition->children[0], (int32_t)row))
            return true;
    return false;
}

/* --- another field ------------------------------------------------------------------------------------------------ */

/* A text of the data as it stands there. */
struct span {
    const char *bytes;
    size_t size;
};

static struct span span_of(const struct value *value)
{
    const struct json *json = value->json;

    if (json->kind == JSON_STRING)
        return (struct span){json->string, json->size};
    return (struct span){value->at.source->bytes + json->offset, json->end - json->offset};
}

static bool includes(struct span whole, struct span part)
{
    return memmem(whole.bytes, whole.size, part.bytes, part.size) != NULL; /* linear, unlike a search of our own */
}

/* Minutes from `other` to `value`. Where either has no time, of days as written: a day has no place on the world's
 * clock. */
static int64_t minutes_after(const struct value *value, const struct value *other)
{
    int64_t days = value->day - other->day;

    if (value->minute < 0 || other->minute < 0)
        return days * MINUTES_A_DAY;
    return days * MINUTES_A_DAY + value->minute - value->offset - other->minute + other->offset;
}

static bool have_days(const struct value *value, const struct value *other)
{
    return value->has_day && other->has_day;
}

static const char *chosen_code(const struct field *field, const struct value *value)
{
    size_t i = 0;

    while (!value->chosen[i])
        i++;
    return field->choices[i].code;
}

/* Both have a value, and are of one kind. */
static bool is_same(const struct record *record, const struct condition *condition, const struct value *value,
                    const struct value *other)
{
    const struct field *field = layout_field(record->layout, condition->field);

    switch (field->kind) {
    case FIELD_INTEGER:
        return value->integer == other->integer;
    case FIELD_ONE:
        return strcmp(chosen_code(field, value), chosen_code(layout_field(record->layout, condition->other), other)) ==
               0;
    case FIELD_DATETIME:
        return have_days(value, other) && minutes_after(value, other) == 0;
    case FIELD_TEXT:
    case FIELD_TEXTS: /* one of them, in an item that it was expanded to */
        return span_of(value).size == span_of(other).size && includes(span_of(value), span_of(other));
    case FIELD_MANY:
    case FIELD_EACH:
    case FIELD_FILE:
        break;
    }
    return false;
}

/* Of days as written: periods run by the calendar. */
static bool is_older(const struct value *value, const struct value *other, const struct json *age)
{
    const struct json *months = json_find(age, "months");

    if (!have_days(value, other))
        return false;
    if (months)
        return day_months_after(value->day, months->integer) < other->day;
    return value->day + json_find(age, "days")->integer < other->day;
}

/* Whatever is asked of another field: only "not_after" holds where that has no value. */
static bool test_other(const struct record *record, const struct condition *condition, const struct value *value,
                       const struct value *other)
{
    asked_note(other, condition);
    if (condition->test == TEST_NOT_AFTER)
        return !have_days(value, other) || minutes_after(value, other) <= 0;
    if (other->is_empty)
        return false;
    if (condition->test == TEST_INCLUDES)
        return includes(span_of(value), span_of(other));
    if (condition->test == TEST_EQUALS)
        return is_same(record, condition, value, other);
    return is_older(value, other, condition->operand);
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

/* Bytes or items looked at one after the other, as many as are one unit of work. */
#define ITEMS_A_UNIT 16

static size_t work_of(const struct json *json)
{
    return json ? json->size / ITEMS_A_UNIT : 0;
}

static bool test_value(const struct record *record, const struct condition *condition, const struct value *value,
                       int32_t row)
{
    const struct field *field = layout_field(record->layout, condition->field);
    const struct json *operand = condition->operand;

    work_add(record->work, work_of(value->json) + work_of(operand));
    switch (condition->test) {
    case TEST_EMPTY:
        return operand->kind == JSON_FALSE;
    case TEST_CONST:
    case TEST_ENUM:
        return condition_names(field, value, condition);
    case TEST_MINIMUM:
        return value->integer >= operand->integer;
    case TEST_MAXIMUM:
        return value->integer <= operand->integer;
    case TEST_MIN_LENGTH:
        return count_characters(value) >= operand->integer;
    case TEST_MAX_LENGTH:
        return count_characters(value) <= operand->integer;
    case TEST_MIN_ITEMS:
        return count_items(value) >= operand->integer;
    case TEST_MAX_ITEMS:
        return count_items(value) <= operand->integer;
    case TEST_CONTAINS:
        return field->kind == FIELD_EACH ? contains_item(record, condition, value)
                                         : condition_names(field, value, condition);
    case TEST_NOT_AFTER:
    case TEST_INCLUDES:
    case TEST_EQUALS:
    case TEST_OLDER_THAN:
        return test_other(record, condition, value, record_value(record, condition->other, row));
    }
    return false;
}

static bool test(const struct record *record, const struct condition *condition, int32_t row)
{
    const struct value *value = record_value(record, condition->field, row);

    asked_note(value, condition);
    if (!value->is_empty)
        return test_value(record, condition, value, row);
    if (condition->test == TEST_EMPTY)
        return condition->operand->kind == JSON_TRUE;
    return condition->test == TEST_NOT_AFTER;
}

static bool test_all(const struct record *record, const struct condition *condition, int32_t row)
{
    for (size_t i = 0; i < condition->count; i++)
        if (!record_test(record, condition->children[i], row))
            return false;
    return true;
}

static bool test_any(const struct record *record, const struct condition *condition, int32_t row)
{
    for (size_t i = 0; i < condition->count; i++)
        if (record_test(record, condition->children[i], row))
            return true;
    return false;
}

bool record_test(const struct record *record, const struct condition *condition, int32_t row)
{
    if (!work_add(record->work, 1))
        return false;
    switch (condition->kind) {
    case CONDITION_ALL:
        return test_all(record, condition, row);
    case CONDITION_ANY:
        return test_any(record, condition, row);
    case CONDITION_NOT:
        return !record_test(record, condition->children[0], row);
    case CONDITION_TEST:
        return test(record, condition, row);
    }
    return false;
}
