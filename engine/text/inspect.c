#include "text/inspect.h"

#include "text/composition.h"

#include <assert.h>

static size_t number_at(const struct composition *composition, size_t cluster)
{
    return cluster < composition->count ? composition->clusters[cluster].number : composition->point_count;
}

static size_t byte_at(const struct composition *composition, size_t cluster)
{
    return cluster < composition->count ? composition->clusters[cluster].start : composition->size;
}

/* End of the line's clusters without its newline. */
static size_t newline_start(const struct composition *composition, const struct line_span *line)
{
    bool has_newline = line->end > line->first && composition->clusters[line->end - 1].kind == CLUSTER_NEWLINE;

    return has_newline ? line->end - 1 : line->end;
}

static struct text_inspected_cluster inspect_cluster(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];

    return (struct text_inspected_cluster){
        .number = cluster->number,
        .start = cluster->start,
        .end = cluster->end,
        .x = length_from_fine(composition->at[at]),
        .advance = length_from_fine(cluster->body),
        .class = cluster->turn == TURN_ACROSS ? CL_ACROSS : cluster->class,
        .face = cluster->face,
    };
}

/* What a wrapped line's end has swallowed is not on it. */
static void inspect_clusters(const struct composition *composition, const struct line_span *span,
                             struct text_inspected_line *line)
{
    size_t end = line_is_wrapped(span) ? span->visible : newline_start(composition, span);
    struct text_inspected_cluster *clusters =
        arena_array(composition->arena, struct text_inspected_cluster, end - span->first);

    for (size_t i = span->first; i < end; i++)
        if (composition->clusters[i].face != NULL)
            clusters[line->count++] = inspect_cluster(composition, i);
    line->clusters = clusters;
}

static const char *step_name(uint8_t step)
{
    static const char *const names[] = {
        [GAP_SHRINK_WORD_SPACE] = "shrink 1",   [GAP_SHRINK_LINE_END] = "LE-2",
        [GAP_SHRINK_END_DOT] = "LE-3",          [GAP_SHRINK_DOT] = "shrink 4",
        [GAP_SHRINK_PUNCTUATION] = "shrink 5",  [GAP_SHRINK_AUTOSPACE] = "shrink 6",
        [GAP_STRETCH_WORD_SPACE] = "stretch 1", [GAP_STRETCH_AUTOSPACE] = "stretch 2",
        [GAP_STRETCH_SOLID] = "stretch 3",      [GAP_STRETCH_ALL] = "stretch 4",
    };

    return names[step];
}

/* By how much the gap before cluster `at` differs from what stands between the two anywhere. */
static fine change_at(const struct composition *composition, size_t at)
{
    fine usual = composition->places[at] - composition->places[at - 1];
    fine slid = slide_at(composition, at) - slide_at(composition, at - 1);

    return composition->at[at] - composition->at[at - 1] - usual - slid;
}

static void add_gap(const struct composition *composition, struct text_inspected_line *line,
                    struct text_inspected_gap *gaps, size_t at, fine change)
{
    uint8_t step = composition->gap_steps[at];

    if (step != GAP_UNCHANGED)
        gaps[line->gap_count++] =
            (struct text_inspected_gap){number_at(composition, at), step_name(step), length_from_fine(change)};
}

static void inspect_gaps(const struct composition *composition, const struct line_span *span,
                         struct text_inspected_line *line)
{
    struct text_inspected_gap *gaps =
        arena_array(composition->arena, struct text_inspected_gap, span->visible - span->first + 1);

    for (size_t i = span->first + 1; i < span->visible; i++)
        add_gap(composition, line, gaps, i, change_at(composition, i));
    if (span->trimmed != 0)
        add_gap(composition, line, gaps, span->end, -span->trimmed);
    line->gaps = gaps;
}

static struct text_inspected_line inspect_line(const struct composition *composition, const struct line_span *span)
{
    size_t end = newline_start(composition, span);
    struct text_inspected_line line = {
        .start = number_at(composition, span->first),
        .end = number_at(composition, end),
        .byte_start = byte_at(composition, span->first),
        .byte_end = byte_at(composition, line_is_wrapped(span) ? span->visible : end),
        .end_rule = span->end_rule,
    };

    inspect_clusters(composition, span, &line);
    inspect_gaps(composition, span, &line);
    return line;
}

static void inspect_lines(const struct composition *composition, struct text_inspection *inspection)
{
    struct text_inspected_line *lines =
        arena_array(composition->arena, struct text_inspected_line, composition->line_count);

    for (size_t i = 0; i < composition->line_count; i++)
        lines[i] = inspect_line(composition, &composition->lines[i]);
    inspection->lines = lines;
}

static void inspect_breaks(const struct composition *composition, struct text_inspection *inspection)
{
    size_t *breaks = arena_array(composition->arena, size_t, composition->count + 1);

    for (size_t i = 1; i < composition->count; i++)
        if (composition->breaks[i] == BREAK_SOFT)
            breaks[inspection->break_count++] = composition->clusters[i].number;
    inspection->breaks = breaks;
}

const struct text_inspection *text_inspect(struct arena *arena, const struct text_paragraph *paragraph, length width,
                                           struct diags *diags)
{
    struct composition composition = composition_open(arena, paragraph, width, diags);
    struct text_inspection *inspection = NULL;

    if (compose(&composition)) {
        inspection = arena_new(arena, struct text_inspection);
        inspection->block = make_block(&composition);
        inspect_lines(&composition, inspection);
        inspect_breaks(&composition, inspection);
        assert(inspection->block->count == composition.line_count);
    }
    composition_close(&composition);
    return inspection;
}
