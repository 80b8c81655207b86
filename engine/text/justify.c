/*
 * A line brought to the edge: shrunk as JLREQ 3.8.3 says, stretched as 3.8.4 does. The steps are taken in order; within
 * a step all gaps change by the same part of what they may. What the end of the line gives (steps b and c of 3.8.3) has
 * been taken when its edges were measured.
 */
#include "text/composition.h"

/* One line under way. */
struct justifying {
    struct composition *composition;
    const struct line_span *line;
    size_t first, end; /* the gaps before clusters first to end - 1 may change */
    fine *extra;       /* what is added to the gap before each cluster of the line, from line->first on */
};

size_t last_adjustable(const struct composition *composition, const struct line_span *line)
{
    size_t end = composition->drawn[line->visible];
    size_t last = end > line->loose ? end - 1 : line->loose;

    if (line->drops_dot_gap && last > line->loose) {
        end = composition->drawn[last];
        last = end > line->loose ? end - 1 : line->loose;
    }
    return last;
}

/* `value` times part / total, for 0 <= value, part <= total: exact for value = total. */
static fine proportion(fine value, fine part, fine total)
{
    int shift = 0;

    if (value == total)
        return part;
    while (total >> shift > INT32_MAX)
        shift++;
    return ((value >> shift) * (part >> shift) / (total >> shift)) << shift;
}

/* How much the gap before cluster `at` may change in `step`. */
static fine limit_in(const struct justifying *justifying, size_t at, enum gap_step step)
{
    const struct gap_limit *limit = &justifying->composition->limits[at];

    if (limit->shrink_step == step)
        return limit->shrink;
    return limit->stretch_step == step ? limit->stretch : 0;
}

static fine total_limit(const struct justifying *justifying, enum gap_step step)
{
    fine total = 0;

    for (size_t i = justifying->first; i < justifying->end; i++)
        total += limit_in(justifying, i, step);
    return total;
}

static void change_gap(const struct justifying *justifying, size_t at, enum gap_step step, fine change)
{
    if (change == 0)
        return;
    justifying->extra[at - justifying->line->first] += step < GAP_STRETCH_WORD_SPACE ? -change : change;
    justifying->composition->gap_steps[at] = (uint8_t)step;
}

/* Changes the gaps of one step by no more than `wanted` in all; returns by how much. Sums are shared out, not gaps. */
static fine take_step(const struct justifying *justifying, enum gap_step step, fine wanted)
{
    fine total = total_limit(justifying, step);
    fine part = wanted < total ? wanted : total;
    fine sum = 0, given = 0;

    for (size_t i = justifying->first; i < justifying->end && part > 0; i++) {
        fine limit = limit_in(justifying, i, step);
        fine due;

        if (limit == 0)
            continue;
        sum += limit;
        due = proportion(sum, part, total);
        change_gap(justifying, i, step, due - given);
        given = due;
    }
    return part;
}

static bool may_stretch(const struct justifying *justifying, size_t at)
{
    return justifying->composition->limits[at].stretch_step != GAP_UNCHANGED;
}

/* Step d of 3.8.4: all gaps that may stretch, alike and without limit. False when there are none. */
static bool open_all(const struct justifying *justifying, fine wanted)
{
    fine count = 0, number = 0, given = 0;

    for (size_t i = justifying->first; i < justifying->end; i++)
        count += may_stretch(justifying, i);
    for (size_t i = justifying->first; i < justifying->end && count > 0; i++) {
        fine due;

        if (!may_stretch(justifying, i))
            continue;
        number++;
        due = wanted / count * number + wanted % count * number / count;
        change_gap(justifying, i, GAP_STRETCH_ALL, due - given);
        given = due;
    }
    return count > 0;
}

static void warn(const struct composition *composition, const struct line_span *line, enum diag_code code)
{
    const struct cluster *first = &composition->clusters[line->first];
    const struct text_span *span = &composition->paragraph->spans[first->span];

    diags_warn(composition->diags, code, &span->at, span->wanted,
               DIAG_ARGS(arena_format(composition->scratch, "%zu", (size_t)first->number + 1)));
}

/* Of what is seen as a gap: a word space is one itself. */
static fine gap_width(const struct justifying *justifying, size_t at)
{
    const struct composition *composition = justifying->composition;
    bool is_word_space = composition->limits[at].stretch_step == GAP_STRETCH_WORD_SPACE;
    fine space = is_word_space ? composition->clusters[at - 1].body : 0;

    return space + composition->gaps[at] + justifying->extra[at - justifying->line->first];
}

static bool has_wide_gap(const struct justifying *justifying)
{
    const struct composition *composition = justifying->composition;

    for (size_t i = justifying->first; i < justifying->end; i++)
        if (may_stretch(justifying, i) && gap_width(justifying, i) > composition->clusters[i].em / 2 + FINE_PER_LENGTH)
            return true;
    return false;
}

static void shift_clusters(const struct justifying *justifying)
{
    const struct line_span *line = justifying->line;
    fine shift = 0;

    for (size_t i = line->first; i < line->end; i++) {
        if (i < line->visible)
            shift += justifying->extra[i - line->first];
        justifying->composition->at[i] += shift;
    }
}

static void shrink(const struct justifying *justifying, fine wanted)
{
    for (enum gap_step step = GAP_SHRINK_WORD_SPACE; step <= GAP_SHRINK_AUTOSPACE && wanted > 0; step++)
        wanted -= take_step(justifying, step, wanted);
}

static bool stretch(const struct justifying *justifying, fine wanted)
{
    for (enum gap_step step = GAP_STRETCH_WORD_SPACE; step <= GAP_STRETCH_SOLID && wanted > 0; step++)
        wanted -= take_step(justifying, step, wanted);
    return wanted <= 0 || open_all(justifying, wanted);
}

void justify(struct composition *composition, struct line_span *line, fine spare)
{
    size_t last = last_adjustable(composition, line);
    struct justifying justifying = {
        .composition = composition,
        .line = line,
        .first = line->loose + 1,
        .end = last + 1,
        .extra = arena_array(composition->scratch, fine, line->visible - line->first),
    };

    if (spare < 0) {
        shrink(&justifying, -spare);
    } else if (!stretch(&justifying, spare)) {
        warn(composition, line, DIAG_LINE_UNJUSTIFIED);
        return;
    }
    line->extent += spare;
    shift_clusters(&justifying);
    if (spare > 0 && has_wide_gap(&justifying))
        warn(composition, line, DIAG_LINE_LOOSE);
}
