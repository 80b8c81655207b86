/* The deadlines of one incident, layout by layout. */
#include "due/due.h"

#include "data/datetime.h"
#include "data/record.h"

#include <inttypes.h>
#include <stdlib.h>

#define MINUTES_A_DAY 1440
#define JAPAN 540 /* minutes east of UTC */

/* --- which fields are needed -------------------------------------------------------------------------------------- */

static void want_condition(const struct layout *layout, const struct condition *condition, bool *wanted);

/* A choice may follow from other fields. */
static void want_field(const struct layout *layout, int32_t index, bool *wanted)
{
    const struct field *field = &layout->fields[index];

    if (wanted[index])
        return;
    wanted[index] = true;
    want_condition(layout, field->otherwise, wanted);
    for (size_t i = 0; i < field->member_count; i++)
        want_condition(layout, field->members[i].otherwise, wanted);
}

static void want_condition(const struct layout *layout, const struct condition *condition, bool *wanted)
{
    if (!condition)
        return;
    for (size_t i = 0; i < condition->count; i++)
        want_condition(layout, condition->children[i], wanted);
    if (condition->field.field >= 0)
        want_field(layout, condition->field.field, wanted);
    if (condition->other.field >= 0)
        want_field(layout, condition->other.field, wanted);
}

static const bool *wanted_fields(struct arena *arena, const struct layout *layout)
{
    bool *wanted = arena_array(arena, bool, layout->field_count);

    for (size_t i = 0; i < layout->deadline_count; i++) {
        want_field(layout, layout->deadlines[i].from.field, wanted);
        want_condition(layout, layout->deadlines[i].when, wanted);
    }
    return wanted;
}

/* --- one deadline ------------------------------------------------------------------------------------------------- */

/* The day in Japan; a day without a time is taken as it is written. */
static int64_t day_in_japan(const struct value *value)
{
    int64_t minute = value->minute - value->offset + JAPAN;

    if (value->minute < 0)
        return value->day;
    return value->day + (minute >= 0 ? minute / MINUTES_A_DAY : -1);
}

static bool counts_first_day(const struct due_list *list, const struct deadline *deadline)
{
    if (list->options->first_day == DUE_AS_STATED)
        return deadline->counts_first_day;
    return list->options->first_day == DUE_FIRST_DAY_1;
}

static const char *day_text(struct arena *arena, int64_t day)
{
    struct civil civil = civil_from_days(day);

    return arena_format(arena, "%04" PRId64 "-%02d-%02d", civil.year, civil.month, civil.day);
}

static bool report_unknown(const struct due_list *list, const struct deadline *deadline, const struct value *value,
                           int64_t day)
{
    const struct holidays *holidays = list->holidays;

    if (!holidays)
        return diags_error(list->diags, DIAG_HOLIDAYS_NONE, &value->at, &deadline->at, DIAG_ARGS(deadline->id));
    return diags_error(list->diags, DIAG_HOLIDAYS_OUTSIDE, &value->at, &deadline->at,
                       DIAG_ARGS(day_text(list->arena, day),
                                 arena_format(list->arena, "%" PRId64, civil_from_days(holidays->first).year),
                                 arena_format(list->arena, "%" PRId64, civil_from_days(holidays->last).year)));
}

static bool reckon_days(const struct due_list *list, struct due *due, const struct value *value, uint32_t days,
                        struct reckoning *reckoning)
{
    return reckon(list->arena, list->holidays, due->deadline, due->start, days, due->counts_first_day, reckoning) ||
           report_unknown(list, due->deadline, value, reckoning->day);
}

static bool find_days(const struct due_list *list, struct due *due, const struct value *value)
{
    due->start = day_in_japan(value);
    if (!reckon_days(list, due, value, due->deadline->days, &due->last))
        return false;
    return due->deadline->days_until == 0 || reckon_days(list, due, value, due->deadline->days_until, &due->until);
}

static void add_deadline(struct due_list *list, const struct record *record, const struct deadline *deadline)
{
    const struct value *value = record_value(record, deadline->from, -1);
    struct due due = {
        .deadline = deadline,
        .layout = record->layout,
        .pointer = value->at.pointer,
        .has_day = value->has_day,
        .text = value->text,
        .counts_first_day = counts_first_day(list, deadline),
        .order = list->count,
    };

    if (value->is_empty || (deadline->when && !record_test(record, deadline->when, -1)))
        return;
    if (due.has_day && !find_days(list, &due, value))
        return;
    list->dues = arena_grow(list->arena, list->dues, list->count, &list->capacity, sizeof(struct due));
    list->dues[list->count++] = due;
}

void due_add(struct due_list *list, const struct layout *layout)
{
    const struct record *record;

    if (layout->deadline_count == 0)
        return;
    if (!list->has_keys_checked)
        data_check_keys(list->arena, layout->model, list->source, list->root, list->diags);
    list->has_keys_checked |= layout->model != NULL;
    record = data_read(list->arena, layout, list->source, list->root, wanted_fields(list->arena, layout), list->limits,
                       list->diags);
    for (size_t i = 0; record && i < layout->deadline_count; i++)
        add_deadline(list, record, &layout->deadlines[i]);
    if (record)
        record_check_work(record, list->diags);
}

/* --- order -------------------------------------------------------------------------------------------------------- */

static int compare_dues(const void *one, const void *other)
{
    const struct due *a = one, *b = other;

    if (a->has_day != b->has_day)
        return a->has_day ? -1 : 1;
    if (a->has_day && a->last.day != b->last.day)
        return a->last.day < b->last.day ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void due_sort(struct due_list *list)
{
    if (list->count > 0)
        qsort(list->dues, list->count, sizeof(struct due), compare_dues);
}
