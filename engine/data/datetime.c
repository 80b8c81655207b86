/*
 * RFC 3339 as the data uses it: 2018-10-31, 2018-10-31T13:00+09:00, 2018-10-31T13:00:00Z.
 *
 * Days are counted in years that begin in March, so that the leap day is the last: the day of such a year is then a
 * straight function of month and day.
 */
#include "data/datetime.h"

#include <stddef.h>
#include <string.h>

#define DAYS_IN_ERA 146097 /* in 400 years */
#define EPOCH 719468       /* 1970-01-01, counted from 0000-03-01 */

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t days_from_civil(struct civil civil)
{
    int64_t year = civil.year - (civil.month <= 2);
    int64_t cycle = floor_divide(year, 400);
    int64_t year_of_cycle = year - cycle * 400;
    int64_t month = (civil.month + 9) % 12; /* March is 0 */
    int64_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;

    return cycle * DAYS_IN_ERA + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year - EPOCH;
}

struct civil civil_from_days(int64_t day)
{
    int64_t cycle = floor_divide(day + EPOCH, DAYS_IN_ERA);
    int64_t day_of_cycle = day + EPOCH - cycle * DAYS_IN_ERA;
    int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 - day_of_cycle / 146096) / 365;
    int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    int month = (int)((5 * day_of_year + 2) / 153); /* March is 0 */

    return (struct civil){
        .year = cycle * 400 + year_of_cycle + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
}

int days_in_month(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

/* As periods of months run in Japan: they end on the day of the same number, or the month's last (民法第143条第2項). */
int64_t day_months_after(int64_t day, int64_t months)
{
    struct civil civil = civil_from_days(day);
    int64_t month = civil.year * 12 + civil.month - 1 + months;

    civil.year = floor_divide(month, 12);
    civil.month = (int)(month - civil.year * 12) + 1;
    if (civil.day > days_in_month(civil.year, civil.month))
        civil.day = days_in_month(civil.year, civil.month);
    return days_from_civil(civil);
}

int weekday_of(int64_t day)
{
    int64_t from_sunday = day + 4; /* 1970-01-01 was a Thursday */

    return (int)(from_sunday - floor_divide(from_sunday, 7) * 7);
}

/* Whether `text` has the form of `pattern`, in which 0 stands for a digit; more may follow. */
static bool has_form(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; text++, pattern++) {
        if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
            return false;
    }
    return true;
}

static int number_at(const char *text, int digits)
{
    int number = 0;

    for (int i = 0; i < digits; i++)
        number = number * 10 + (text[i] - '0');
    return number;
}

static enum datetime_fault parse_day(const char *text, struct civil *civil)
{
    if (!has_form(text, "0000-00-00"))
        return DATETIME_SHAPE;
    *civil = (struct civil){number_at(text, 4), number_at(text + 5, 2), number_at(text + 8, 2)};
    if (civil->month < 1 || civil->month > 12)
        return DATETIME_MONTH;
    return civil->day >= 1 && civil->day <= days_in_month(civil->year, civil->month) ? DATETIME_FINE : DATETIME_DAY;
}

/* "Z" or "+09:00", to the end. */
static enum datetime_fault parse_offset(const char *text, int32_t *offset)
{
    *offset = 0;
    if (strcmp(text, "Z") == 0)
        return DATETIME_FINE;
    if (*text == '\0')
        return DATETIME_NOWHERE;
    if ((*text != '+' && *text != '-') || !has_form(text + 1, "00:00") || text[6] != '\0')
        return DATETIME_SHAPE;

    int hour = number_at(text + 1, 2), minute = number_at(text + 4, 2);
    if (hour > 23 || minute > 59)
        return DATETIME_ZONE;
    *offset = (*text == '-' ? -1 : 1) * (hour * 60 + minute);
    return DATETIME_FINE;
}

/* "13:00", "13:00:00", then the offset. */
static enum datetime_fault parse_time(const char *text, struct datetime *datetime)
{
    if (!has_form(text, "00:00"))
        return DATETIME_SHAPE;

    bool has_seconds = has_form(text + 5, ":00");
    int hour = number_at(text, 2), minute = number_at(text + 3, 2);
    if (hour > 23 || minute > 59 || (has_seconds && number_at(text + 6, 2) > 59))
        return DATETIME_TIME;
    datetime->minute = hour * 60 + minute;
    return parse_offset(text + (has_seconds ? 8 : 5), &datetime->offset);
}

enum datetime_fault datetime_parse(const char *text, struct datetime *datetime, struct civil *civil)
{
    enum datetime_fault fault = parse_day(text, civil);

    if (fault != DATETIME_FINE)
        return fault;
    *datetime = (struct datetime){.day = days_from_civil(*civil), .minute = -1, .has_day = true};
    if (text[10] == '\0')
        return DATETIME_FINE;
    return text[10] == 'T' ? parse_time(text + 11, datetime) : DATETIME_SHAPE;
}
