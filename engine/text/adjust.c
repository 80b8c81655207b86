/*
 * How far the gap before each cluster may change when its line is justified, and in which step. Shrinking: JLREQ 3.8.3
 * and appendix D table 3. Stretching: JLREQ 3.8.4, appendix E table 6 and 3.1.11 (JU-1).
 */
#include "text/composition.h"

/* clang-format off */
#define __  GAP_UNCHANGED
#define D   GAP_SHRINK_DOT
#define P   GAP_SHRINK_PUNCTUATION
#define A   GAP_SHRINK_AUTOSPACE

/* Appendix D table 3. Behind a full stop nothing shrinks but the quarter of a dot. */
static const uint8_t shrink_steps[GROUP_COUNT][GROUP_COUNT] = {
/* before \ after          open close dot stop comma space japan solid ！？ alnum west */
    [GROUP_OPENING]    = { __,  __,   D,  __,  __,   __,   __,   __,   __,  __,   __ },
    [GROUP_CLOSING]    = { P,   __,   D,  __,  __,   __,   P,    P,    P,   P,    P  },
    [GROUP_MIDDLE_DOT] = { D,   D,    D,  D,   D,    D,    D,    D,    D,   D,    D  },
    [GROUP_FULL_STOP]  = { __,  __,   D,  __,  __,   __,   __,   __,   __,  __,   __ },
    [GROUP_COMMA]      = { P,   __,   D,  __,  __,   P,    P,    P,    P,   P,    P  },
    [GROUP_WIDE_SPACE] = { __,  __,   D,  __,  __,   __,   __,   __,   __,  __,   __ },
    [GROUP_JAPANESE]   = { P,   __,   D,  __,  __,   __,   __,   __,   __,  A,    __ },
    [GROUP_SOLID]      = { P,   __,   D,  __,  __,   __,   __,   __,   __,  __,   __ },
    [GROUP_DIVIDING]   = { P,   __,   D,  __,  __,   __,   __,   __,   __,  A,    __ },
    [GROUP_ALNUM]      = { P,   __,   D,  __,  __,   __,   A,    __,   __,  __,   __ },
    [GROUP_WESTERN]    = { P,   __,   D,  __,  __,   __,   __,   __,   __,  __,   __ },
};
#undef __
#undef D
#undef P
#undef A

/* JU-1: beside which classes no gap that is solid opens. Behind 02, 06 and 07 there is blank already. */
static const struct rigid {
    bool before, after;
} rigid[] = {
    [CL_OPENING]    = {.after  = true},
    [CL_CLOSING]    = {.before = true, .after = true},
    [CL_HYPHEN]     = {.before = true, .after = true},
    [CL_DIVIDING]   = {.before = true, .after = true},
    [CL_MIDDLE_DOT] = {.before = true, .after = true},
    [CL_FULL_STOP]  = {.before = true, .after = true},
    [CL_COMMA]      = {.before = true, .after = true},
    [CL_WIDE_SPACE] = {.before = true, .after = true},
    [CL_WESTERN]    = {.before = false},
};
/* clang-format on */

/* The gap before cluster `at`, and the cluster that takes part in spacing before it. */
struct gap {
    const struct composition *composition;
    size_t at;
    const struct cluster *before, *after;
};

/* What belongs together: JU-1, AL-2 */

static bool is_western(const struct cluster *cluster)
{
    return cluster->class == CL_NUMERAL || cluster->class == CL_WESTERN;
}

static bool is_full_digit(const struct cluster *cluster)
{
    return (cluster->flags & UCD_FULL_DIGIT) != 0;
}

static bool is_full_point(const struct cluster *cluster)
{
    return cluster->base == 0xFF0C || cluster->base == 0xFF0E;
}

/* LB-12. */
static bool is_postfixed(const struct cluster *before, const struct cluster *after)
{
    return after->class == CL_POSTFIX &&
           (is_full_digit(before) || before->class == CL_NUMERAL || (before->base >= '0' && before->base <= '9'));
}

/* LB-13. */
static bool is_inseparable(const struct cluster *before, const struct cluster *after)
{
    bool is_repeat_mark = (before->base == 0x3033 || before->base == 0x3034) && after->base == 0x3035;

    return before->class == CL_INSEPARABLE && (before->base == after->base || is_repeat_mark);
}

/* LB-15. */
static bool is_full_number(const struct composition *composition, size_t at)
{
    const struct cluster *before = &composition->clusters[at - 1];
    const struct cluster *after = &composition->clusters[at];

    if (is_full_digit(before) && is_full_digit(after))
        return true;
    if (is_full_digit(before) && is_full_point(after))
        return at + 1 < composition->count && is_full_digit(after + 1);
    return at > 1 && is_full_point(before) && is_full_digit(after) && is_full_digit(before - 1);
}

bool is_inside_unit(const struct composition *composition, size_t at)
{
    const struct cluster *before = &composition->clusters[at - 1];
    const struct cluster *after = &composition->clusters[at];

    return (is_western(before) && is_western(after)) || is_postfixed(before, after) || is_inseparable(before, after) ||
           is_full_number(composition, at) || is_inside_group(composition, at);
}

/* Shrinking */

static fine least(fine value, fine floor)
{
    return value > floor ? value - floor : 0;
}

/* Of the Japanese side (SP-5, SP-6). */
static fine owner_em(const struct gap *gap)
{
    return gap->before->group == GROUP_ALNUM ? gap->after->em : gap->before->em;
}

/* One that carries a mark is a letter (LB10 of UAX #14). */
static bool is_word_space(const struct cluster *cluster)
{
    return cluster->base == 0x20 && cluster->points == 1;
}

static enum gap_step shrink_step_of(const struct gap *gap)
{
    if (is_word_space(gap->before))
        return GAP_SHRINK_WORD_SPACE;
    if (gap->composition->gaps[gap->at] <= 0)
        return GAP_UNCHANGED;
    return shrink_steps[gap->before->group][gap->after->group];
}

/* No more than the half em, as ruby may have opened the gap further; where asked for, a quarter stays. */
static fine punctuation_shrink(const struct gap *gap, fine own)
{
    fine half = own < gap->before->em / 2 || own < gap->after->em / 2 ? own : gap->before->em / 2;

    return gap->composition->paragraph->shrinks_to_quarter ? least(half, gap->before->em / 4) : half;
}

static fine shrink_of(const struct gap *gap, enum gap_step step)
{
    fine own = gap->composition->gaps[gap->at];
    fine dots = 0;

    switch (step) {
    case GAP_SHRINK_WORD_SPACE:
        return least(gap->before->body, gap->before->em / 4);
    case GAP_SHRINK_DOT:
        dots += gap->before->group == GROUP_MIDDLE_DOT ? gap->before->em / 4 : 0;
        dots += gap->after->group == GROUP_MIDDLE_DOT ? gap->after->em / 4 : 0;
        return dots < own ? dots : own;
    case GAP_SHRINK_PUNCTUATION:
        return punctuation_shrink(gap, own);
    case GAP_SHRINK_AUTOSPACE:
        return least(own, owner_em(gap) / 8);
    case GAP_UNCHANGED:
    case GAP_SHRINK_LINE_END:
    case GAP_SHRINK_END_DOT:
    case GAP_STRETCH_WORD_SPACE:
    case GAP_STRETCH_AUTOSPACE:
    case GAP_STRETCH_SOLID:
    case GAP_STRETCH_ALL:
        break;
    }
    return 0;
}

/* Stretching */

static bool is_autospace(const struct gap *gap)
{
    return shrink_steps[gap->before->group][gap->after->group] == GAP_SHRINK_AUTOSPACE &&
           gap->composition->gaps[gap->at] > 0;
}

static bool is_solid(const struct gap *gap)
{
    if (gap->composition->gaps[gap->at] > 0 || gap->after->class == CL_WORD_SPACE)
        return false;
    if (rigid[gap->before->class].after || rigid[gap->after->class].before)
        return false;
    return (class_is_japanese(gap->before->class) && class_is_japanese(gap->after->class)) ||
           gap->composition->breaks[gap->at] >= BREAK_SOFT;
}

static enum gap_step stretch_step_of(const struct gap *gap)
{
    if (is_word_space(gap->before))
        return GAP_STRETCH_WORD_SPACE;
    if (is_autospace(gap))
        return GAP_STRETCH_AUTOSPACE;
    return is_solid(gap) ? GAP_STRETCH_SOLID : GAP_UNCHANGED;
}

static fine stretch_of(const struct gap *gap, enum gap_step step)
{
    switch (step) {
    case GAP_STRETCH_WORD_SPACE:
        return least(gap->before->em / 2, gap->before->body);
    case GAP_STRETCH_AUTOSPACE:
        return least(owner_em(gap) / 2, gap->composition->gaps[gap->at]);
    case GAP_STRETCH_SOLID:
        return gap->before->em / 4;
    case GAP_UNCHANGED:
    case GAP_SHRINK_WORD_SPACE:
    case GAP_SHRINK_LINE_END:
    case GAP_SHRINK_END_DOT:
    case GAP_SHRINK_DOT:
    case GAP_SHRINK_PUNCTUATION:
    case GAP_SHRINK_AUTOSPACE:
    case GAP_STRETCH_ALL:
        break;
    }
    return 0;
}

/* A unit's own spaces do change: Latin words are parted by them. */
static bool is_fixed(const struct gap *gap)
{
    return is_inside_unit(gap->composition, gap->at) || (is_western(gap->before) && is_western(gap->after)) ||
           gap->before->kind == CLUSTER_NEWLINE || gap->after->kind == CLUSTER_NEWLINE;
}

static void set_limit(const struct gap *gap, struct gap_limit *limit)
{
    if (is_fixed(gap))
        return;
    limit->shrink_step = (uint8_t)shrink_step_of(gap);
    limit->shrink = shrink_of(gap, limit->shrink_step);
    limit->stretch_step = (uint8_t)stretch_step_of(gap);
    limit->stretch = stretch_of(gap, limit->stretch_step);
}

static void add_up(const struct gap_limit *previous, struct gap_limit *limit)
{
    limit->shrink_sum = previous->shrink_sum + limit->shrink;
    limit->stretch_sum = previous->stretch_sum + limit->stretch;
    limit->word_sum = previous->word_sum + (limit->shrink_step == GAP_SHRINK_WORD_SPACE ? limit->shrink : 0);
}

/* The gap of a row of transparent clusters stands before the one behind them. */
void find_limits(struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    const struct cluster *before = NULL;

    if (paragraph->align != TEXT_JUSTIFY || paragraph->grid > 0 || paragraph->columns > 0)
        return;
    composition->limits = arena_array(composition->scratch, struct gap_limit, composition->count + 1);
    for (size_t i = 0; i < composition->count; i++) {
        const struct cluster *after = &composition->clusters[i];
        struct gap gap = {composition, i, before, after};

        if (before != NULL && !cluster_is_transparent(after))
            set_limit(&gap, &composition->limits[i]);
        if (i > 0)
            add_up(&composition->limits[i - 1], &composition->limits[i]);
        if (!cluster_is_transparent(after))
            before = after;
    }
}
