/* "fit": the steps that content may take when it does not stand in its box. */
#include "layout/compiler.h"

/* In the order in which they are tried. */
static const enum fit_step steps[] = {FIT_GROW, FIT_CONDENSE, FIT_SHRINK, FIT_SHEET, FIT_ERROR};

/* One step, behind *last; *last becomes its place in the order. */
static bool read_step(struct scope *scope, const struct json *value, int *last, unsigned *fit)
{
    static const struct word words[] = {{"grow", 0}, {"condense", 1}, {"shrink", 2}, {"sheet", 3}, {"error", 4}};
    int step;

    if (!read_word(scope, value, words, COUNT(words), &step))
        return false;
    if (step <= *last)
        return report(scope, value, DIAG_FIT_ORDER, DIAG_NO_ARGS);
    *last = step;
    *fit |= steps[step];
    return true;
}

bool read_fit(struct scope *scope, const struct json *value, void *into)
{
    unsigned *fit = into;
    int last = -1;

    *fit = FIT_ERROR;
    if (value->kind != JSON_ARRAY)
        return read_step(scope, value, &last, fit);
    for (const struct json *child = value->child; child; child = child->next)
        if (!read_step(scope, child, &last, fit))
            return false;
    return true;
}
