/* Deadlines that follow from a date of the incident; due/ reckons them. */
#include "layout/compiler.h"

#define DAYS_MAX 3660 /* ten years */

struct deadline_draft {
    struct deadline deadline;
    struct bilingual title;
};

/* The name of a date field. */
static bool read_from(struct scope *scope, const struct json *value, void *into)
{
    struct reference reference;

    if (!reference_read_field(scope, value, &reference))
        return false;
    *(struct field_ref *)into = reference.ref;
    return reference.field->kind == FIELD_DATETIME ||
           report(scope, value, DIAG_DEADLINE_FROM, DIAG_ARGS(reference.field->name));
}

static bool read_range(struct scope *scope, const struct json *value, struct deadline *deadline)
{
    int64_t from, to;

    if (value->size != 2)
        return report(scope, value, DIAG_DEADLINE_RANGE, DIAG_NO_ARGS);
    if (!read_integer(scope, value->child, 1, DAYS_MAX, &from) ||
        !read_integer(scope, value->child->next, 1, DAYS_MAX, &to))
        return false;
    deadline->days = (uint32_t)from;
    deadline->days_until = (uint32_t)to;
    return from < to || report(scope, value, DIAG_DEADLINE_RANGE, DIAG_NO_ARGS);
}

/* A number of days, or two between which it is usual. */
static bool read_days(struct scope *scope, const struct json *value, void *into)
{
    struct deadline *deadline = into;
    int64_t days;

    if (value->kind == JSON_ARRAY)
        return read_range(scope, value, deadline);
    if (!read_integer(scope, value, 1, DAYS_MAX, &days))
        return false;
    deadline->days = (uint32_t)days;
    return true;
}

static bool read_count_kind(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"calendar", DEADLINE_CALENDAR}, {"business", DEADLINE_BUSINESS}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum deadline_count *)into = (enum deadline_count)found;
    return true;
}

static bool read_first_day(struct scope *scope, const struct json *value, void *into)
{
    int64_t number;

    if (!read_integer(scope, value, 0, 1, &number))
        return false;
    *(bool *)into = number == 1;
    return true;
}

static bool read_on_holiday(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"keep", false}, {"next", true}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(bool *)into = found;
    return true;
}

#define AT(member) offsetof(struct deadline_draft, member)

static const struct key deadline_keys[] = {
    {"id", read_string, AT(deadline.id), "\"id\": \"I2\""},
    {"title", read_bilingual, AT(title), "\"title\": \"速報\""},
    {"from", read_from, AT(deadline.from), "\"from\": \"recognized\""},
    {"days", read_days, AT(deadline), "\"days\": 3"},
    {"count", read_count_kind, AT(deadline.count), "\"count\": \"business\""},
    {"first_day", read_first_day, AT(deadline.counts_first_day), NULL},
    {"on_holiday", read_on_holiday, AT(deadline.moves), NULL},
    {"when", read_condition, AT(deadline.when), NULL},
    {"source", read_string, AT(deadline.source), "\"source\": \"ISMAP-LIUクラウドサービス登録規則 9.2\""},
};

static const struct object_kind deadline_kind = {DIAG_BOTH("a deadline", "期限"), deadline_keys, COUNT(deadline_keys)};

static bool read_deadline(struct scope *scope, const struct json *value, struct deadline *deadline)
{
    struct deadline_draft draft = {.deadline = {.from = NO_FIELD, .at = scope_ref(scope, value)}};
    bool ok = object_read(scope, &deadline_kind, value, &draft);

    *deadline = draft.deadline;
    deadline->japanese = draft.title.japanese;
    deadline->english = draft.title.english;
    return ok;
}

bool read_deadlines(struct scope *scope, const struct json *value, void *into)
{
    struct layout *layout = scope->compiler->layout;
    struct deadline *deadlines;
    bool ok = true;

    (void)into;
    if (!is_array(scope, value, DIAG_BOTH("an array of deadlines", "期限の配列")))
        return false;
    deadlines = arena_array(scope->compiler->arena, struct deadline, value->size);
    layout->deadlines = deadlines;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_deadline(scope, item, &deadlines[layout->deadline_count++]);
    return ok;
}
