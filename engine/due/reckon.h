/* due/reckon.h - inside due/: counting days. */
#ifndef DUE_RECKON_H
#define DUE_RECKON_H

#include "due/holidays.h"
#include "layout/layout.h"

/* A day on the way to the last one. */
struct due_step {
    int64_t day;
    uint32_t number;    /* which day it is, from 1; 0: it does not count */
    const char *reason; /* why it does not count, or why the last day moves on; or NULL */
};

/* Days counted; with DEADLINE_CALENDAR only the last one, and those it moves over. */
struct reckoning {
    int64_t day; /* the last */
    const struct due_step *steps;
    size_t step_count, step_capacity;
};

/*
 * Counts `days` days of a deadline from the day `start`: the first is `start` itself when `counts_first_day`, else the
 * day after it. False, adding nothing, when that needs to know a day that the holidays do not: it is in
 * `reckoning->day`. The steps are in `arena`.
 */
bool reckon(struct arena *arena, const struct holidays *holidays, const struct deadline *deadline, int64_t start,
            uint32_t days, bool counts_first_day, struct reckoning *reckoning);

#endif
