/*
 * Which break a line ends at (section 6 of the rules). Greedy: the longest prefix that fits once the line's edges are
 * trimmed; then the points inside long addresses (LB-19), then between any two clusters (LB-20). A justified line may
 * take more than fits and be shrunk (追い込み) where that costs no more than stretching what fits (追い出し).
 */
#include "text/composition.h"

/* In per cent of the line: what grouping and PA-4 may leave at least. */
#define GROUP_FILL 80
#define WIDOW_FILL 90

/* A last line of so many clusters is not looked at: it is no widow. */
#define WIDOW_MAX 8

/* The best ends met while reading along one line. 0: none, as a line ends behind its first cluster at the earliest. */
struct candidates {
    size_t filled;    /* the last that fits, were every break allowed */
    size_t soft;      /* the last that fits */
    size_t apart;     /* the same, in no group of LB-23 */
    size_t emergency; /* the last that fits with LB-20 */
    size_t pulled;    /* justified: the last that fits when shrunk, behind those that fit as they are */
    bool pulls_all;   /* all of the segment fits when shrunk */
};

/* What a line ends at, and the rule that said so. */
struct choice {
    size_t end;
    const char *rule;
};

static bool is_soft(const struct composition *composition, size_t at)
{
    return composition->breaks[at] >= BREAK_SECOND_USED;
}

static bool is_in_group(const struct composition *composition, size_t at)
{
    return composition->groups != NULL && composition->groups[at];
}

/* Sure without looking at the edges: what they may add, brackets' blanks or a hyphen, is no more than an em each. */
static bool fits_surely(const struct composition *composition, const struct line_start *start, size_t end)
{
    fine edges = composition->clusters[start->first].em + composition->clusters[end - 1].em;

    if (composition->ruby_count > 0)
        return false;
    return composition->places[end] - composition->places[start->first] + slide_at(composition, end - 1) + edges <=
           start->room;
}

static bool fits_as(const struct composition *composition, const struct line_start *start, size_t end,
                    enum text_end reason)
{
    struct line_span line = line_measure(composition, start, end, reason);

    return line_fits(start, &line);
}

static bool fits_shrunk(const struct composition *composition, const struct line_start *start, size_t end,
                        enum text_end reason)
{
    struct line_span line;

    if (composition->limits == NULL)
        return false;
    line = line_measure(composition, start, end, reason);
    if (line.visible > line.first)
        line.extent -= line_shrink(composition, &line);
    return line_fits(start, &line);
}

static void note(const struct composition *composition, struct candidates *found, size_t end, bool fits)
{
    if (!is_soft(composition, end)) {
        if (fits)
            found->emergency = end;
        return;
    }
    if (!fits) {
        found->pulled = end;
        return;
    }
    found->soft = end;
    if (!is_in_group(composition, end))
        found->apart = end;
}

/* Reads until nothing more fits. A soft hyphen counts only where the line ends at it. */
static struct candidates read_line(struct composition *composition, const struct line_start *start,
                                   const struct line_span *empty)
{
    struct candidates found = {0};

    for (size_t end = start->first + 1; end <= start->segment_end; end++) {
        bool is_sure, fits;

        slide(composition, empty, start->item, end - 1);
        is_sure = fits_surely(composition, start, end);
        fits = is_sure || fits_as(composition, start, end, TEXT_END_LAST);
        if (!fits && !fits_shrunk(composition, start, end, TEXT_END_LAST))
            break;
        if (fits)
            found.filled = end;
        if (end == start->segment_end) {
            found.soft = fits ? end : found.soft;
            found.apart = fits ? end : found.apart;
            found.pulls_all = !fits;
            break;
        }
        if (composition->breaks[end] == BREAK_NEVER)
            continue;
        fits = is_sure || (fits && fits_as(composition, start, end, TEXT_END_SOFT));
        if (fits || fits_shrunk(composition, start, end, TEXT_END_SOFT))
            note(composition, &found, end, fits);
    }
    return found;
}

/* Where a line that is too wide whatever is done ends: at the first place it may. */
static size_t first_end(const struct composition *composition, const struct line_start *start)
{
    uint8_t least = composition->paragraph->overflow_normal ? BREAK_SECOND_USED : BREAK_EMERGENCY;
    size_t end = start->first + 1;

    while (end < start->segment_end && composition->breaks[end] < least)
        end++;
    return end;
}

static fine extent_to(const struct composition *composition, const struct line_start *start, size_t end)
{
    return line_measure(composition, start, end, TEXT_END_SOFT).extent;
}

static bool fills(const struct composition *composition, const struct line_start *start, size_t end, int percent)
{
    return extent_to(composition, start, end) >= start->room / 100 * percent;
}

/* LB-23. */
static struct choice keep_group(const struct composition *composition, const struct line_start *start,
                                const struct candidates *found)
{
    bool is_kept =
        found->soft != found->apart && found->apart != 0 && fills(composition, start, found->apart, GROUP_FILL);

    return is_kept ? (struct choice){found->apart, "LB-23"} : (struct choice){found->soft, NULL};
}

/* Widows */

static bool is_punctuation(const struct cluster *cluster)
{
    return cluster->class == CL_CLOSING || cluster->class == CL_FULL_STOP || cluster->class == CL_COMMA ||
           cluster->class == CL_DIVIDING || cluster->class == CL_MIDDLE_DOT;
}

/* One character, and punctuation perhaps. */
static bool is_widow(const struct composition *composition, size_t first, size_t end)
{
    size_t characters = 0;

    if (end - first > WIDOW_MAX)
        return false;
    for (size_t i = first; i < end; i++) {
        const struct cluster *cluster = &composition->clusters[i];
        bool is_blank = cluster_is_transparent(cluster) || cluster_is_edge_space(cluster);

        characters += !is_blank && !is_punctuation(cluster) && cluster->kind != CLUSTER_NEWLINE;
    }
    return characters <= 1;
}

/* PA-4. */
static struct choice avoid_widow(const struct composition *composition, const struct line_start *start,
                                 struct choice choice)
{
    size_t end = choice.end;

    if (!composition->paragraph->widow || end == 0 || end == start->segment_end ||
        !is_widow(composition, end, start->segment_end))
        return choice;
    do
        end--;
    while (end > start->first && !is_soft(composition, end));
    if (end == start->first || !fills(composition, start, end, WIDOW_FILL))
        return choice;
    return (struct choice){end, "PA-4"};
}

/* Justification */

/*
 * Does shrinking the line to `pulled` cost no more than stretching that to `end`? The cost of either is the square of
 * what is needed over what there is: the squares are left out, and the division.
 */
static bool is_pulling_cheaper(const struct composition *composition, const struct line_start *start, size_t pulled,
                               size_t end)
{
    struct line_span shrunk = line_measure(composition, start, pulled, TEXT_END_SOFT);
    struct line_span stretched = line_measure(composition, start, end, TEXT_END_SOFT);
    length need = length_from_fine(shrunk.extent - start->room);
    length spare = length_from_fine(start->room - stretched.extent);

    return need * length_from_fine(line_stretch(composition, &stretched)) <=
           spare * length_from_fine(line_shrink(composition, &shrunk));
}

/* 追い込み (a) or 追い出し (b). A last line is shrunk only to save a widow (JU-2). */
static struct choice pull_in(const struct composition *composition, const struct line_start *start,
                             const struct candidates *found, struct choice choice)
{
    size_t end = choice.end;

    if (found->pulls_all && (end == 0 || is_widow(composition, end, start->segment_end)))
        return (struct choice){start->segment_end, "JU-2"};
    if (found->pulled == 0)
        return choice;
    if (end == 0)
        return (struct choice){found->pulled, "6(a)"};
    if (is_in_group(composition, found->pulled) && !is_in_group(composition, end))
        return choice;
    if (!is_pulling_cheaper(composition, start, found->pulled, end))
        return (struct choice){end, choice.rule != NULL ? choice.rule : "6(b)"};
    return (struct choice){found->pulled, "6(a)"};
}

static struct choice choose_end(const struct composition *composition, const struct line_start *start,
                                const struct candidates *found)
{
    struct choice choice = keep_group(composition, start, found);

    if (found->soft == start->segment_end)
        return (struct choice){found->soft, NULL};
    choice = pull_in(composition, start, found, choice);
    choice = avoid_widow(composition, start, choice);
    if (choice.end != 0)
        return choice;
    if (found->emergency != 0 && !composition->paragraph->overflow_normal)
        return (struct choice){found->emergency, "LB-20"};
    return (struct choice){first_end(composition, start), "LB-20"};
}

/* LE-4: spaces are not carried to the next line, not even where a break would be allowed between them. */
static size_t swallow_spaces(const struct composition *composition, size_t end, size_t segment_end)
{
    while (end < segment_end && cluster_is_edge_space(&composition->clusters[end]))
        end++;
    if (end < segment_end && composition->clusters[end].kind == CLUSTER_NEWLINE)
        end = segment_end;
    return end;
}

static enum text_end reason_of(const struct composition *composition, const struct line_start *start, size_t broken,
                               size_t end)
{
    if (end == composition->count)
        return TEXT_END_LAST;
    if (end == start->segment_end)
        return TEXT_END_FORCED;
    return is_soft(composition, broken) ? TEXT_END_SOFT : TEXT_END_EMERGENCY;
}

/* The rule to tell when none has been told yet; `broken` is where the line was broken, spaces behind it. */
static const char *rule_of(const struct composition *composition, const struct line_span *line,
                           const struct candidates *found, size_t broken)
{
    if (!line_is_wrapped(line))
        return line->reason == TEXT_END_FORCED ? "TX-3" : NULL;
    if (composition->breaks[broken] == BREAK_SECOND_USED)
        return "LB-19";
    if (line->hung > 0)
        return "LE-6";
    if (line->drops_dot_gap)
        return "LE-3";
    if (line->trimmed > 0 && composition->paragraph->line_end == TEXT_LINE_END_ALLOW_TRIM)
        return composition->clusters[line->visible - 1].group == GROUP_MIDDLE_DOT ? "LE-3" : "LE-2";
    if (line->visible < line->end)
        return "LE-4";
    if (found->filled > broken)
        return break_rule(composition, found->filled);
    return NULL;
}

static struct line_span whole_segment(struct composition *composition, const struct line_start *start,
                                      const struct line_span *empty)
{
    struct line_span line;
    size_t end = start->segment_end;

    for (size_t i = start->first; i < end; i++)
        slide(composition, empty, start->item, i);
    line = line_measure(composition, start, end, reason_of(composition, start, end, end));
    line.end_rule = line.reason == TEXT_END_FORCED ? "TX-3" : NULL;
    return line;
}

struct line_span choose_line(struct composition *composition, const struct line_start *start)
{
    /* An empty line knows the indent and the lead, which is all that slides need. */
    struct line_span empty = line_measure(composition, start, start->first + 1, TEXT_END_LAST);
    struct candidates found;
    struct choice choice;
    struct line_span line;
    size_t end;

    if (composition->paragraph->single_line || start->room == FINE_UNLIMITED)
        return whole_segment(composition, start, &empty);
    found = read_line(composition, start, &empty);
    choice = choose_end(composition, start, &found);
    end = swallow_spaces(composition, choice.end, start->segment_end);
    for (size_t i = start->first; composition->slides != NULL && i < end; i++)
        slide(composition, &empty, start->item, i);
    line = line_measure(composition, start, end, reason_of(composition, start, choice.end, end));
    line.end_rule = choice.rule;
    if (choice.rule == NULL || (!line_is_wrapped(&line) && choice.end != start->segment_end))
        line.end_rule = rule_of(composition, &line, &found, choice.end);
    return line;
}
