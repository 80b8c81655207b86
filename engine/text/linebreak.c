/*
 * UAX #14 revision 50 (Unicode 15.0). Pairs of classes are decided by linebreak_rows; what needs more than the classes
 * on both sides is kept in struct state while the items go by.
 */
#include "text/linebreak.h"

/* LB25 in the form of section 8.2 example 7: where in a number the items so far end. */
enum number {
    NUMBER_NONE,
    NUMBER_INSIDE, /* NU (NU | SY | IS)* */
    NUMBER_CLOSED, /* and a CL or CP */
};

struct state {
    uint8_t base;          /* class of the last item but spaces and marks (LB9, LB10) */
    bool has_spaces;       /* after base */
    bool is_start;         /* nothing before: sot, or after a forced break */
    bool is_after_zwj;     /* LB8a */
    bool is_hebrew_hyphen; /* HL (HY | BA): LB21a */
    bool is_odd_flag;      /* an odd number of RI: LB30a */
    enum number number;
};

static bool is_mark(uint8_t class)
{
    return class == LB_CM || class == LB_ZWJ;
}

static bool is_forced(uint8_t class)
{
    return class == LB_BK || class == LB_CR || class == LB_LF || class == LB_NL;
}

static bool is_closing(uint8_t class)
{
    return class == LB_CL || class == LB_CP || class == LB_CP_WIDE;
}

static bool is_row_open(const struct state *state, uint8_t after)
{
    const struct linebreak_row *row = &linebreak_rows[state->base];

    return ((state->has_spaces ? row->spaced : row->adjacent) >> after & 1) != 0;
}

/* PR and PO hold on to a number behind an opening bracket or hyphen. */
static bool starts_number(const uint8_t *classes, size_t count, size_t at)
{
    if (classes[at] != LB_OP && classes[at] != LB_OP_WIDE && classes[at] != LB_HY)
        return false;
    do
        at++;
    while (at < count && is_mark(classes[at]));
    return at < count && classes[at] == LB_NU;
}

static bool is_in_number(const struct state *state, const uint8_t *classes, size_t count, size_t at)
{
    uint8_t after = classes[at];

    if (state->has_spaces)
        return false;
    if ((state->base == LB_PR || state->base == LB_PO) && starts_number(classes, count, at))
        return true;
    if (state->number == NUMBER_NONE)
        return false;
    if (after == LB_PR || after == LB_PO)
        return true;
    return state->number == NUMBER_INSIDE && (after == LB_NU || after == LB_SY || after == LB_IS || is_closing(after));
}

static bool may_break_before(const struct state *state, const uint8_t *classes, size_t count, size_t at)
{
    uint8_t after = classes[at];

    if (state->is_start)
        return false;
    if (state->is_after_zwj) /* LB8a */
        return false;
    if (state->is_hebrew_hyphen && !state->has_spaces && state->base != LB_ZW) /* LB21a */
        return false;
    if (state->base == LB_RI && after == LB_RI && state->is_odd_flag && !state->has_spaces) /* LB30a */
        return false;
    return is_row_open(state, is_mark(after) ? LB_AL : after) && !is_in_number(state, classes, count, at);
}

static enum number next_number(const struct state *state, uint8_t class)
{
    bool is_inside = state->number == NUMBER_INSIDE && !state->has_spaces;

    if (class == LB_NU)
        return NUMBER_INSIDE;
    if (is_inside && (class == LB_SY || class == LB_IS))
        return NUMBER_INSIDE;
    return is_inside && is_closing(class) ? NUMBER_CLOSED : NUMBER_NONE;
}

static void take_base(struct state *state, uint8_t class)
{
    bool is_hyphen = class == LB_HY || class == LB_BA;

    *state = (struct state){
        .base = class,
        .is_hebrew_hyphen = is_hyphen && state->base == LB_HL && !state->has_spaces && !state->is_start,
        .is_odd_flag = class == LB_RI && !(state->base == LB_RI && state->is_odd_flag && !state->has_spaces),
        .number = next_number(state, class),
    };
}

static void take(struct state *state, uint8_t class)
{
    if (is_forced(class)) {
        *state = (struct state){.base = class, .is_start = true};
        return;
    }
    if (class == LB_SP) {
        if (state->is_start)
            take_base(state, LB_SP); /* a line may begin with spaces: they are what stands before */
        state->has_spaces = true;
        state->is_after_zwj = false;
        return;
    }
    take_base(state, class);
}

/* LB9: a mark belongs to what it follows, unless that is a space or the start (LB10). */
static bool joins(const struct state *state, uint8_t class)
{
    return is_mark(class) && !state->is_start && !state->has_spaces && state->base != LB_ZW;
}

/* LB4 to LB6 say all about the place behind a forced break: only LF stays with its CR. */
static bool is_behind_forced(const uint8_t *classes, size_t at)
{
    return at > 0 && is_forced(classes[at - 1]);
}

void linebreak_find(const uint8_t *classes, size_t count, bool *may_break)
{
    struct state state = {.base = LB_SP, .is_start = true};

    for (size_t i = 0; i < count; i++) {
        if (joins(&state, classes[i])) {
            may_break[i] = false;
            state.is_after_zwj = classes[i] == LB_ZWJ;
            continue;
        }
        if (is_behind_forced(classes, i))
            may_break[i] = classes[i - 1] != LB_CR || classes[i] != LB_LF;
        else
            may_break[i] = may_break_before(&state, classes, count, i);
        take(&state, is_mark(classes[i]) ? LB_AL : classes[i]); /* LB10 */
        state.is_after_zwj = classes[i] == LB_ZWJ;
    }
}
