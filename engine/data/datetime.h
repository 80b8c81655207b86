/* data/datetime.h - dates and times of the data: RFC 3339 without fractions, a day alone or with time and offset. */
#ifndef DATA_DATETIME_H
#define DATA_DATETIME_H

#include <stdbool.h>
#include <stdint.h>

struct datetime {
    int64_t day;    /* since 1970-01-01, in the proleptic Gregorian calendar */
    int64_t minute; /* of the day as written, or -1: no time */
    int32_t offset; /* minutes east of UTC; 0 without a time */
    bool is_approximate;
    const char *text; /* printed as it stands, or NULL */
    bool has_day;     /* false: a text alone */
};

struct civil {
    int64_t year;
    int month, day;
};

enum datetime_fault {
    DATETIME_FINE,
    DATETIME_SHAPE,   /* not of the form at all */
    DATETIME_MONTH,   /* no such month */
    DATETIME_DAY,     /* no such day in that month */
    DATETIME_TIME,    /* no such time of day */
    DATETIME_NOWHERE, /* a time without an offset */
    DATETIME_ZONE,    /* no such offset */
};

/* Reads `text`; on a fault `datetime` is not to be used, except that `civil` holds what was read of the day. */
enum datetime_fault datetime_parse(const char *text, struct datetime *datetime, struct civil *civil);

int64_t days_from_civil(struct civil civil);
struct civil civil_from_days(int64_t day);
int64_t day_months_after(int64_t day, int64_t months); /* the month's last day where it has no such day */
int days_in_month(int64_t year, int month);
int weekday_of(int64_t day); /* 0: Sunday */

#endif
