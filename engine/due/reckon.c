/*
 * Counting days.
 *
 * The day on which something happens is not counted unless a rule says so (初日不算入: 民法第140条). Where a rule leaves out
 * 行政機関の休日, neither a first nor a last day can be one. Where it does not, its last day may fall on one, and stays there
 * unless the deadline is set by a law or an order (行政機関の休日に関する法律第2条).
 */
#include "due/reckon.h"

static void add_step(struct arena *arena, struct reckoning *reckoning, uint32_t number, const char *reason)
{
    struct due_step *steps = arena_grow(arena, (void *)reckoning->steps, reckoning->step_count,
                                        &reckoning->step_capacity, sizeof(struct due_step));

    steps[reckoning->step_count++] = (struct due_step){reckoning->day, number, reason};
    reckoning->steps = steps;
}

static bool count_business_days(struct arena *arena, const struct holidays *holidays, uint32_t days,
                                struct reckoning *reckoning)
{
    uint32_t number = 0;

    for (;; reckoning->day++) {
        if (!holidays_know(holidays, reckoning->day))
            return false;
        const char *reason = holidays_name(holidays, reckoning->day);
        number += reason == NULL;
        add_step(arena, reckoning, reason ? 0 : number, reason);
        if (number == days)
            return true;
    }
}

/* To the next day that is no 行政機関の休日. */
static bool move_on(struct arena *arena, const struct holidays *holidays, uint32_t days, struct reckoning *reckoning)
{
    for (uint32_t number = days;; reckoning->day++, number = 0) {
        if (!holidays_know(holidays, reckoning->day))
            return false;
        const char *reason = holidays_name(holidays, reckoning->day);
        add_step(arena, reckoning, number, reason);
        if (!reason)
            return true;
    }
}

bool reckon(struct arena *arena, const struct holidays *holidays, const struct deadline *deadline, int64_t start,
            uint32_t days, bool counts_first_day, struct reckoning *reckoning)
{
    *reckoning = (struct reckoning){.day = start + (counts_first_day ? 0 : 1)};
    if (deadline->count == DEADLINE_BUSINESS)
        return count_business_days(arena, holidays, days, reckoning);
    reckoning->day += days - 1;
    if (deadline->moves)
        return move_on(arena, holidays, days, reckoning);
    add_step(arena, reckoning, days, NULL);
    return true;
}
