/* Which edition of the official form this is, and where it comes from. */
#include "layout/compiler.h"

/* `count` digits at `text` as a number, or -1. */
static int digits(const char *text, int count)
{
    int number = 0;

    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

/* YYYY-MM-DD, a day of the calendar. */
static bool is_date(const char *text, size_t size)
{
    if (size != 10 || text[4] != '-' || text[7] != '-')
        return false;

    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/* A day, or null where it is not known or not yet. */
static bool read_day(struct scope *scope, const struct json *value, void *into)
{
    const char **day = into;

    if (value->kind == JSON_NULL)
        return true;
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a date, or null", "日付または null"), "\"2017-04-18\"");
    if (!is_date(value->string, value->size))
        return report(scope, value, DIAG_DAY_UNREADABLE, DIAG_ARGS(value->string));
    *day = value->string;
    return true;
}

bool read_edition(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"name", read_string, offsetof(struct edition, name), "\"name\": \"第4次行動計画\""},
        {"from", read_day, offsetof(struct edition, from), "\"from\": \"2017-04-18\""},
        {"until", read_day, offsetof(struct edition, until), NULL},
        {"source", read_string, offsetof(struct edition, source), "\"source\": \"情報共有の手引書 図4\""},
        {"note", read_string, offsetof(struct edition, note), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the edition", "版"), keys, COUNT(keys)};

    return object_read(scope, &kind, value, into);
}
