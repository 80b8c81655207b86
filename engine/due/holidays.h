/* due/holidays.h - 行政機関の休日, the days on which the national authorities are closed: from layouts/holidays.json. */
#ifndef DUE_HOLIDAYS_H
#define DUE_HOLIDAYS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/source.h"

#include <stdbool.h>
#include <stdint.h>

/* The days of some whole years. */
struct holidays {
    int64_t first, last;      /* days since 1970-01-01 */
    const char *const *names; /* from `first`: why the day is closed, or NULL; Saturdays and Sundays are not in it */
};

/*
 * { "title", "laws", "note", "generator", "years": { YEAR: { "MM-DD": NAME } } }: the years follow each other.
 * NULL, having added at least one error, when the file is anything else. All in `arena`; `source` must outlive it.
 */
const struct holidays *holidays_read(struct arena *arena, const struct source *source, const struct limits *limits,
                                     struct diags *diags);

/* Whether the file says anything about a day; `holidays` may be NULL, which knows none. */
bool holidays_know(const struct holidays *holidays, int64_t day);

/* Why the authorities are closed on a day that is known (行政機関の休日に関する法律第1条第1項), or NULL: they are not. */
const char *holidays_name(const struct holidays *holidays, int64_t day);

#endif
