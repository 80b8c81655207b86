/*
 * form/table_joins.c - how lines end where they cross, as a draughtsman would draw them.
 *
 * - Lines of one kind go on through single lines that cross them; any other solid line ends at the far edge of the line
 *   it meets, so that corners are filled and nothing sticks out.
 * - A double line is two strokes that never run through another: at a corner the outer one meets the outer one and the
 *   inner one the inner one; at a T and a cross the strokes beside a double line that joins are open to it.
 * - A single line ends at the nearer of the two strokes of a double line that goes past it, and closes one that ends.
 * - A dotted line keeps a gap from solid ones. Where only dotted ones meet, all have one dot in common; it belongs to
 *   the line on the left, or the one on the right where there is none.
 */
#include "form/ruling.h"

/* A rail that comes to a crossing, whichever way the page lies. */
struct approach {
    const struct layout *layout;
    const struct rail *rail;
    enum line_kind opposite;
    enum line_kind near, far; /* across: of a double line's rail the line on its own side, and that on the other */
    bool owns_dot;            /* if there is a dot in common */
};

static bool is_solid(enum line_kind kind)
{
    return kind > LINE_DOTTED;
}

static length half_across(const struct approach *at)
{
    return length_max(line_half(at->layout, at->near), line_half(at->layout, at->far));
}

/* From the crossing to the further edge of the double line's further stroke. */
static length to_far_stroke(const struct approach *at)
{
    return line_half(at->layout, LINE_DOUBLE);
}

/* To the further edge of the nearer one, which lies before the crossing. */
static length to_near_stroke(const struct approach *at)
{
    return line_weight(at->layout, LINE_DOUBLE) / 2 - line_apart(at->layout);
}

/* Whether the nearer stroke of a double line passes in front of a single one: it goes on there, or turns behind it. */
static bool is_barred(const struct approach *at)
{
    int across = (at->near == LINE_DOUBLE) + (at->far == LINE_DOUBLE);

    return across == 2 || (across == 1 && at->opposite == LINE_DOUBLE);
}

static struct rail_end end_at(length reach)
{
    return (struct rail_end){.reach = reach};
}

static struct rail_end end_single(const struct approach *at)
{
    if (is_barred(at))
        return end_at(to_near_stroke(at));
    if (at->opposite == at->rail->kind)
        return (struct rail_end){.goes_on = true};
    if (at->near == LINE_DOUBLE || at->far == LINE_DOUBLE)
        return end_at(to_far_stroke(at));
    return end_at(half_across(at));
}

static struct rail_end end_double(const struct approach *at)
{
    if (at->near == LINE_DOUBLE)
        return end_at(to_near_stroke(at));
    if (at->opposite == LINE_DOUBLE)
        return (struct rail_end){.goes_on = true};
    if (at->far == LINE_DOUBLE)
        return end_at(to_far_stroke(at));
    return end_at(half_across(at));
}

static struct rail_end end_clear(length reach)
{
    return (struct rail_end){.reach = reach, .is_clear = true};
}

static struct rail_end end_dotted(const struct approach *at)
{
    length half = half_across(at);

    if (is_solid(at->near) || is_solid(at->far) || is_solid(at->opposite))
        return end_clear(-half);
    if (half > 0 && at->owns_dot)
        return end_at(half);
    if (half > 0)
        return end_clear(-half);
    return (struct rail_end){.goes_on = at->opposite == LINE_DOTTED};
}

static struct rail_end end_of(const struct approach *at)
{
    if (at->rail->kind == LINE_DOTTED)
        return end_dotted(at);
    return at->rail->kind == LINE_DOUBLE ? end_double(at) : end_single(at);
}

static struct approach approach(const struct layout *layout, const struct rail *rail, const struct crossing *crossing)
{
    bool is_lower = rail->side > 0;

    return (struct approach){
        .layout = layout,
        .rail = rail,
        .near = is_lower ? crossing->below : crossing->above,
        .far = is_lower ? crossing->above : crossing->below,
    };
}

struct rail_end rail_before(const struct layout *layout, const struct rail *rail, const struct crossing *crossing)
{
    struct approach at = approach(layout, rail, crossing);

    at.opposite = crossing->after;
    at.owns_dot = !rail->is_down;
    return end_of(&at);
}

struct rail_end rail_after(const struct layout *layout, const struct rail *rail, const struct crossing *crossing)
{
    struct approach at = approach(layout, rail, crossing);

    at.opposite = crossing->before;
    at.owns_dot = !rail->is_down && crossing->before != LINE_DOTTED;
    return end_of(&at);
}
