/*
 * Days to date after Howard Hinnant's civil_from_days: years begin in March, so the leap day is the last of its year.
 */
#include "device/pdf_date.h"

#include <inttypes.h>

struct moment {
    int64_t year, month, day, hour, minute, second;
};

static struct moment moment_of(int64_t date)
{
    int64_t seconds = (date % 86400 + 86400) % 86400;
    int64_t days = (date - seconds) / 86400 + 719468; /* from 0000-03-01 */
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* from March */

    return (struct moment){
        .year = era * 400 + year_of_era + (month >= 10 ? 1 : 0),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
        .hour = seconds / 3600,
        .minute = seconds / 60 % 60,
        .second = seconds % 60,
    };
}

#define YEAR "%04" PRId64
#define TWO "%02" PRId64

const char *pdf_date_string(struct arena *arena, int64_t date)
{
    struct moment m = moment_of(date);

    return arena_format(arena, "(D:" YEAR TWO TWO TWO TWO TWO "Z)", m.year, m.month, m.day, m.hour, m.minute, m.second);
}

const char *pdf_date_iso(struct arena *arena, int64_t date)
{
    struct moment m = moment_of(date);

    return arena_format(arena, YEAR "-" TWO "-" TWO "T" TWO ":" TWO ":" TWO "Z", m.year, m.month, m.day, m.hour,
                        m.minute, m.second);
}
