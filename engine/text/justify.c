/*
 * JLREQ 3.8.4 and appendix E table 6: a wrapped line is stretched to the edge, first at word spaces, then between
 * Japanese and Latin, then between solid characters, then at all of these without limit. Within a step all gaps grow
 * alike.
 */
#include "text/composition.h"

enum stretch {
    STRETCH_NEVER, /* JU-1 */
    STRETCH_WORD_SPACE,
    STRETCH_AUTOSPACE,
    STRETCH_SOLID,
};

static bool is_inseparable_pair(const struct cluster *before, const struct cluster *after)
{
    return before->class == CL_INSEPARABLE && before->base == after->base;
}

static bool is_full_number(const struct cluster *before, const struct cluster *after)
{
    return (before->flags & UCD_FULL_DIGIT) != 0 && (after->flags & UCD_FULL_DIGIT) != 0;
}

static bool is_rigid(const struct cluster *cluster)
{
    return cluster->class == CL_HYPHEN || cluster->class == CL_DIVIDING || cluster->class == CL_MIDDLE_DOT ||
           cluster->class == CL_WIDE_SPACE;
}

static bool is_closing(const struct cluster *cluster)
{
    return cluster->class == CL_CLOSING || cluster->class == CL_FULL_STOP || cluster->class == CL_COMMA;
}

/* A gap that may open although nothing is in it now. */
static bool is_solid(const struct composition *composition, size_t at)
{
    const struct cluster *before = &composition->clusters[at - 1];
    const struct cluster *after = &composition->clusters[at];

    if (is_rigid(before) || is_rigid(after) || before->class == CL_OPENING || is_closing(after) || is_closing(before))
        return false;
    if (is_inseparable_pair(before, after) || is_full_number(before, after))
        return false;
    if (class_is_japanese(before->class) && class_is_japanese(after->class))
        return true;
    return composition->breaks[at] >= BREAK_SOFT && after->class != CL_WORD_SPACE;
}

static enum stretch stretch_of(const struct composition *composition, size_t at)
{
    const struct cluster *before = &composition->clusters[at - 1];
    const struct cluster *after = &composition->clusters[at];
    bool is_alnum = before->group == GROUP_ALNUM || after->group == GROUP_ALNUM;
    bool is_japanese = before->group == GROUP_JAPANESE || after->group == GROUP_JAPANESE;

    if (cluster_is_transparent(before) || cluster_is_transparent(after))
        return STRETCH_NEVER;
    if (before->base == 0x20)
        return STRETCH_WORD_SPACE;
    if (is_alnum && is_japanese && composition->gaps[at] > 0)
        return STRETCH_AUTOSPACE;
    return is_solid(composition, at) ? STRETCH_SOLID : STRETCH_NEVER;
}

/* How much a gap may grow in its own step. */
static fine capacity(const struct composition *composition, size_t at, enum stretch stretch)
{
    const struct cluster *before = &composition->clusters[at - 1];

    switch (stretch) {
    case STRETCH_WORD_SPACE:
        return before->em / 2 > before->body ? before->em / 2 - before->body : 0;
    case STRETCH_AUTOSPACE:
        return before->em / 2 > composition->gaps[at] ? before->em / 2 - composition->gaps[at] : 0;
    case STRETCH_SOLID:
        return before->em / 4;
    case STRETCH_NEVER:
        break;
    }
    return 0;
}

static fine total_capacity(const struct composition *composition, const struct line_span *line, enum stretch step)
{
    fine total = 0;

    for (size_t i = line->first + 1; i < line->visible; i++)
        if (stretch_of(composition, i) == step)
            total += capacity(composition, i, step);
    return total;
}

/* Opens the gaps of one step by `part` / `total` of what they may; `extra` is of the cluster behind each gap. */
static void open_step(const struct composition *composition, const struct line_span *line, enum stretch step, fine part,
                      fine total, fine *extra)
{
    for (size_t i = line->first + 1; i < line->visible; i++)
        if (stretch_of(composition, i) == step)
            extra[i - line->first] += length_scale(capacity(composition, i, step), part >> 8, total >> 8);
}

/* What remains after step 3 goes to all gaps that may grow at all; returns how many there are. */
static size_t open_all(const struct composition *composition, const struct line_span *line, fine spare, fine *extra)
{
    size_t count = 0;

    for (size_t i = line->first + 1; i < line->visible; i++)
        count += stretch_of(composition, i) != STRETCH_NEVER;
    for (size_t i = line->first + 1; i < line->visible && count > 0; i++)
        if (stretch_of(composition, i) != STRETCH_NEVER)
            extra[i - line->first] += spare / (fine)count;
    return count;
}

static void warn(const struct composition *composition, const struct line_span *line, enum diag_code code)
{
    const struct cluster *first = &composition->clusters[line->first];
    const struct text_span *span = &composition->paragraph->spans[first->span];

    diags_warn(composition->diags, code, &span->at, span->wanted,
               DIAG_ARGS(arena_format(composition->scratch, "%zu", (size_t)first->number + 1)));
}

static bool has_wide_gap(const struct composition *composition, const struct line_span *line, const fine *extra)
{
    for (size_t i = line->first + 1; i < line->visible; i++)
        if (stretch_of(composition, i) != STRETCH_NEVER &&
            composition->gaps[i] + extra[i - line->first] > composition->clusters[i].em / 2)
            return true;
    return false;
}

static void shift_clusters(struct composition *composition, const struct line_span *line, const fine *extra)
{
    fine shift = 0;

    for (size_t i = line->first; i < line->end; i++) {
        if (i < line->visible)
            shift += extra[i - line->first];
        composition->at[i] += shift;
    }
}

void justify(struct composition *composition, struct line_span *line, fine spare)
{
    fine *extra = arena_array(composition->scratch, fine, line->visible - line->first);
    fine rest = spare;

    for (enum stretch step = STRETCH_WORD_SPACE; step <= STRETCH_SOLID && rest > 0; step++) {
        fine total = total_capacity(composition, line, step);

        if (total < 256)
            continue;
        open_step(composition, line, step, rest < total ? rest : total, total, extra);
        rest -= rest < total ? rest : total;
    }
    if (rest > 0 && open_all(composition, line, rest, extra) == 0) {
        warn(composition, line, DIAG_LINE_UNJUSTIFIED);
        return;
    }
    line->extent += spare;
    shift_clusters(composition, line, extra);
    if (has_wide_gap(composition, line, extra))
        warn(composition, line, DIAG_LINE_LOOSE);
}
