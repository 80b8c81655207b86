/*
 * Where lines end. Greedy: the longest prefix that fits once the line's edges are trimmed (LE-1 to LE-5); then the
 * points inside long addresses (LB-19), then between any two clusters (LB-20).
 */
#include "text/composition.h"

static bool is_unlimited(const struct composition *composition)
{
    return composition->width == FINE_UNLIMITED;
}

static fine room_of(const struct composition *composition, fine indent)
{
    return is_unlimited(composition) ? FINE_UNLIMITED : composition->width - indent;
}

/* Fits to within half an EMU, so that sums of rounded advances are no reason to break. */
static bool fits(fine extent, fine room)
{
    return room == FINE_UNLIMITED || length_from_fine(extent) <= length_from_fine(room);
}

/* The last cluster before `end` that is no invisible one; `first` when all are. */
static size_t last_drawn(const struct composition *composition, size_t first, size_t end)
{
    size_t drawn = composition->drawn[end];

    return drawn > first ? drawn - 1 : first;
}

static size_t visible_end(const struct composition *composition, size_t first, size_t end)
{
    size_t trimmed;

    if (end > first && composition->clusters[end - 1].kind == CLUSTER_NEWLINE)
        end--;
    trimmed = composition->trimmed[end];
    return trimmed > first ? trimmed : first;
}

static fine hyphen_width(const struct composition *composition, const struct line_span *line)
{
    const struct cluster *last = &composition->clusters[line->visible - 1];
    bool is_wrapped = line->reason == TEXT_END_SOFT || line->reason == TEXT_END_EMERGENCY;

    return is_wrapped && last->kind == CLUSTER_HYPHEN ? last->advance : 0;
}

/* LE-1: brackets lose the blank before them, dots keep theirs. LE-2: the blank at the end goes when it does not fit. */
static void measure_edges(const struct composition *composition, struct line_span *line)
{
    const struct cluster *clusters = composition->clusters;
    size_t last = last_drawn(composition, line->first, line->visible);
    fine room = room_of(composition, line->indent);
    fine inner = composition->places[last] + clusters[last].body - composition->places[line->first];

    if (clusters[line->first].group == GROUP_MIDDLE_DOT)
        line->lead = outer_before(composition, &clusters[line->first]);
    line->trail = outer_after(composition, &clusters[last]);
    line->extent = line->lead + inner + hyphen_width(composition, line);
    if (fits(line->extent + line->trail, room)) {
        line->extent += line->trail;
        return;
    }
    line->trail = 0;
    if (!fits(line->extent, room) && clusters[last].group == GROUP_MIDDLE_DOT && last > line->first) { /* LE-3 */
        line->drops_dot_gap = true;
        line->extent -= outer_before(composition, &clusters[last]);
    }
}

/* The line of clusters first to end - 1, were it to end so. */
static struct line_span measure(const struct composition *composition, size_t first, size_t end, bool is_first,
                                enum text_end reason)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    struct line_span line = {
        .first = first,
        .visible = visible_end(composition, first, end),
        .end = end,
        .reason = reason,
        .indent = fine_from_length(is_first ? paragraph->indent : paragraph->hanging_indent),
        .is_first = is_first,
    };

    if (line.visible > first)
        measure_edges(composition, &line);
    return line;
}

static bool line_fits(const struct composition *composition, const struct line_span *line)
{
    return fits(line->extent, room_of(composition, line->indent));
}

/* The best ends met while reading along one line. 0: none, as a line ends behind its first cluster at the earliest. */
struct candidates {
    size_t soft;
    size_t emergency;
};

static bool is_soft(const struct composition *composition, size_t at)
{
    return composition->breaks[at] >= BREAK_SECOND_USED;
}

/* Sure without looking at the edges: what they may add, brackets' blanks or a hyphen, is no more than an em each. */
static bool fits_surely(const struct composition *composition, size_t first, size_t end, fine room)
{
    fine edges = composition->clusters[first].em + composition->clusters[end - 1].em;

    return composition->places[end] - composition->places[first] + edges <= room;
}

static bool fits_as(const struct composition *composition, size_t first, size_t end, bool is_first,
                    enum text_end reason)
{
    struct line_span line = measure(composition, first, end, is_first, reason);

    return line_fits(composition, &line);
}

/* Reads until nothing more fits. A soft hyphen counts only where the line ends at it. */
static struct candidates read_line(const struct composition *composition, size_t first, size_t segment_end,
                                   bool is_first)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    fine room = room_of(composition, fine_from_length(is_first ? paragraph->indent : paragraph->hanging_indent));
    struct candidates found = {0};

    for (size_t end = first + 1; end <= segment_end; end++) {
        bool is_sure = fits_surely(composition, first, end, room);

        if (!is_sure && !fits_as(composition, first, end, is_first, TEXT_END_LAST))
            break;
        if (end == segment_end) {
            found.soft = end;
            break;
        }
        if (composition->breaks[end] == BREAK_NEVER)
            continue;
        if (!is_sure && !fits_as(composition, first, end, is_first, TEXT_END_SOFT))
            continue;
        if (is_soft(composition, end))
            found.soft = end;
        else
            found.emergency = end;
    }
    return found;
}

/* Where a line that is too wide whatever is done ends: at the first place it may. */
static size_t first_end(const struct composition *composition, size_t first, size_t segment_end)
{
    size_t end = first + 1;

    while (end < segment_end && composition->breaks[end] == BREAK_NEVER)
        end++;
    return end;
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

static enum text_end reason_of(const struct composition *composition, size_t end, size_t segment_end, bool is_soft_end)
{
    if (end == composition->count)
        return TEXT_END_LAST;
    if (end == segment_end)
        return TEXT_END_FORCED;
    return is_soft_end ? TEXT_END_SOFT : TEXT_END_EMERGENCY;
}

static struct line_span next_line(const struct composition *composition, size_t first, size_t segment_end,
                                  bool is_first)
{
    struct candidates found;
    size_t end;

    if (composition->paragraph->single_line || is_unlimited(composition))
        return measure(composition, first, segment_end, is_first,
                       reason_of(composition, segment_end, segment_end, true));
    found = read_line(composition, first, segment_end, is_first);
    end = found.soft != 0 ? found.soft : found.emergency;
    if (end == 0)
        end = first_end(composition, first, segment_end);
    end = swallow_spaces(composition, end, segment_end);
    return measure(composition, first, end, is_first,
                   reason_of(composition, end, segment_end, found.soft != 0 || is_soft(composition, end)));
}

static void add_line(struct composition *composition, struct line_span line)
{
    if (!line_fits(composition, &line))
        composition->has_overflow = true;
    composition->lines = arena_grow(composition->scratch, composition->lines, composition->line_count,
                                    &composition->line_room, sizeof line);
    composition->lines[composition->line_count++] = line;
}

/* End of the clusters up to the next newline, which is among them. */
static size_t find_segment_end(const struct composition *composition, size_t first)
{
    while (first < composition->count && composition->clusters[first].kind != CLUSTER_NEWLINE)
        first++;
    return first < composition->count ? first + 1 : first;
}

static void break_segment(struct composition *composition, size_t first, size_t end)
{
    bool is_first = true;

    while (first < end) {
        struct line_span line = next_line(composition, first, end, is_first);

        add_line(composition, line);
        first = line.end;
        is_first = false;
    }
}

void find_lines(struct composition *composition)
{
    size_t first = 0;

    if (!is_unlimited(composition) && !composition->paragraph->single_line)
        use_url_breaks(composition, room_of(composition, fine_from_length(composition->paragraph->hanging_indent)));
    if (composition->count == 0)
        add_line(composition, measure(composition, 0, 0, true, TEXT_END_LAST));
    while (first < composition->count) {
        size_t end = find_segment_end(composition, first);

        break_segment(composition, first, end);
        first = end;
    }
}
