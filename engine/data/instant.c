/* Dates of the data: "2018-10-31T13:00+09:00", or an object with a value, an approximation and a text of its own. */
#include "data/binder.h"
#include "data/wareki.h"

#include <inttypes.h>
#include <string.h>

#define EXAMPLE "\"2018-10-31T13:00+09:00\""
#define WANTED DIAG_BOTH("a date", "日時")

static const char *fault_hint(struct arena *arena, enum datetime_fault fault, struct civil civil)
{
    switch (fault) {
    case DATETIME_FINE:
    case DATETIME_NOWHERE:
        return NULL;
    case DATETIME_SHAPE:
        return DIAG_BOTH("write 2018-10-31 or 2018-10-31T13:00+09:00",
                         "2018-10-31 か 2018-10-31T13:00+09:00 のように書きます");
    case DATETIME_MONTH:
        return DIAG_BOTH("months are 01 to 12", "月は 01 から 12 までです");
    case DATETIME_DAY:
        return arena_format(arena,
                            DIAG_BOTH("%04" PRId64 "-%02d has %d days", "%04" PRId64 " 年 %d 月は %d 日までです"),
                            civil.year, civil.month, days_in_month(civil.year, civil.month), civil.year, civil.month,
                            days_in_month(civil.year, civil.month));
    case DATETIME_TIME:
        return DIAG_BOTH("times are 00:00 to 23:59", "時刻は 00:00 から 23:59 までです");
    case DATETIME_ZONE:
        return DIAG_BOTH("offsets from UTC are -23:59 to +23:59", "時差は -23:59 から +23:59 までです");
    }
    return NULL;
}

/* A fixed era holds from its first day to the day before the next one's. */
static bool check_era(struct binder *binder, const struct slot *slot, const struct json *value, int64_t day)
{
    const struct era *fixed = era_fixed(binder->layout->era);
    struct source_ref at = json_ref(binder->arena, binder->source, value);

    if (fixed && era_of(day) != fixed)
        return binder_report(binder, slot, &at, DIAG_DATETIME_ERA, DIAG_ARGS(value->string, fixed->name));
    return true;
}

/* The pattern of the field prints the era or its year. */
static bool writes_era(const struct date_pattern *pattern)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (pattern->parts[i].kind == DATE_ERA || pattern->parts[i].kind == DATE_ERA_YEAR)
            return true;
    return false;
}

static bool check_early(struct binder *binder, const struct slot *slot, const struct json *value, int64_t day)
{
    struct source_ref at = json_ref(binder->arena, binder->source, value);

    if (era_of(day) || !(writes_era(&slot->field->format.date) || writes_era(&slot->field->format.time)))
        return true;
    return binder_report(binder, slot, &at, DIAG_DATETIME_EARLY, DIAG_ARGS(value->string));
}

static bool read_string(struct binder *binder, const struct slot *slot, const struct json *value,
                        struct datetime *datetime)
{
    struct source_ref at = json_ref(binder->arena, binder->source, value);
    struct civil civil = {0};
    enum datetime_fault fault = datetime_parse(value->string, datetime, &civil);

    if (fault == DATETIME_NOWHERE)
        return binder_report(binder, slot, &at, DIAG_DATETIME_OFFSET, DIAG_ARGS(value->string));
    if (fault != DATETIME_FINE)
        return binder_report(binder, slot, &at, DIAG_DATETIME_UNREADABLE,
                             DIAG_ARGS(value->string, fault_hint(binder->arena, fault, civil)));
    return check_era(binder, slot, value, datetime->day) && check_early(binder, slot, value, datetime->day);
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static const char *const object_keys[] = {"value", "approximate", "text"};

static bool check_keys(struct binder *binder, const struct slot *slot, const struct json *object)
{
    bool ok = true;

    for (const struct json *member = object->child; member; member = member->next) {
        bool is_known = false;

        for (size_t i = 0; i < COUNT(object_keys); i++)
            is_known |= strcmp(object_keys[i], member->key) == 0;
        if (is_known)
            continue;
        struct source_ref at = json_key_ref(binder->arena, binder->source, member);
        ok = binder_report(binder, slot, &at, DIAG_DATETIME_KEY,
                           DIAG_ARGS(member->key, diag_nearest(member->key, object_keys, COUNT(object_keys)),
                                     "value, approximate, text"));
    }
    return ok;
}

static bool read_value(struct binder *binder, const struct slot *slot, const struct json *value,
                       struct datetime *datetime)
{
    if (json_is_empty(value))
        return true;
    if (value->kind != JSON_STRING)
        return binder_report_type(binder, slot, value, WANTED, EXAMPLE);
    return read_string(binder, slot, value, datetime);
}

static bool read_approximate(struct binder *binder, const struct slot *slot, const struct json *value,
                             struct datetime *datetime)
{
    if (json_is_empty(value))
        return true;
    if (value->kind != JSON_TRUE && value->kind != JSON_FALSE)
        return binder_report_type(binder, slot, value,
                                  DIAG_BOTH("true or false for \"approximate\"", "approximate に true か false"), NULL);
    datetime->is_approximate = value->kind == JSON_TRUE;
    return true;
}

static bool read_text(struct binder *binder, const struct slot *slot, const struct json *value,
                      struct datetime *datetime)
{
    if (json_is_empty(value))
        return true;
    if (value->kind != JSON_STRING)
        return binder_report_type(binder, slot, value, DIAG_BOTH("a string for \"text\"", "text に文字列"), NULL);
    datetime->text = value->string;
    return true;
}

static bool read_object(struct binder *binder, const struct slot *slot, const struct json *object,
                        struct datetime *datetime)
{
    bool ok = check_keys(binder, slot, object);

    ok &= read_value(binder, slot, json_find(object, "value"), datetime);
    ok &= read_approximate(binder, slot, json_find(object, "approximate"), datetime);
    ok &= read_text(binder, slot, json_find(object, "text"), datetime);
    return ok;
}

bool instant_read(struct binder *binder, struct slot *slot, struct datetime *datetime)
{
    const struct json *value = slot->value->json;

    *datetime = (struct datetime){.minute = -1};
    if (value->kind == JSON_STRING)
        return read_string(binder, slot, value, datetime);
    if (value->kind == JSON_OBJECT)
        return read_object(binder, slot, value, datetime);
    return binder_report_type(binder, slot, value, WANTED, EXAMPLE);
}
