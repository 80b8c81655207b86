/*
 * What a line of given clusters would be: its edges (LE-1 to LE-6), its extent, whether it fits. Which clusters it gets
 * is decided in choose.c.
 */
#include "base/sink.h"
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

bool line_fits(const struct line_start *start, const struct line_span *line)
{
    return fits(line->extent, start->room);
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

    return line_is_wrapped(line) && last->kind == CLUSTER_HYPHEN ? last->advance : 0;
}

/* Edges */

/* LE-1: brackets lose the blank before them unless it is to be kept; dots keep theirs. */
static fine lead_of(const struct composition *composition, const struct line_start *start)
{
    const struct cluster *first = &composition->clusters[start->first];
    enum text_line_start rule = composition->paragraph->line_start;
    bool keeps_space = rule == TEXT_LINE_START_SPACE || (rule == TEXT_LINE_START_SPACE_FIRST && start->is_first);

    if (is_distributed(composition))
        return 0;
    if (first->group == GROUP_MIDDLE_DOT || (first->group == GROUP_OPENING && keeps_space))
        return outer_before(composition, first);
    return 0;
}

/* From the left of the first cluster's body to the right of cluster `last`'s, which is not kerned with what follows. */
static fine inner_extent(const struct composition *composition, size_t first, size_t last)
{
    const struct cluster *end = &composition->clusters[last];

    return composition->places[last] + slide_at(composition, last) + end->body - end->kern -
           composition->places[first] - slide_at(composition, first) + ruby_edges(composition, first, last);
}

/* LE-6: commas and full stops of Japanese only, never at the start of a line. */
static bool may_hang(const struct composition *composition, const struct line_span *line, size_t last)
{
    uint8_t class = composition->clusters[last].class;

    return composition->paragraph->hang != TEXT_HANG_NONE && composition->paragraph->columns == 0 &&
           !is_distributed(composition) && last > line->first && (class == CL_COMMA || class == CL_FULL_STOP);
}

static void hang(const struct composition *composition, struct line_span *line, size_t last)
{
    line->hung = composition->clusters[last].body;
    line->trail = 0;
    line->trimmed = 0;
    line->extent = line->lead + inner_extent(composition, line->first, last) - line->hung;
}

/* LE-2, LE-3: what the blank behind the last cluster is, and whether it stays. */
static void measure_end(const struct composition *composition, const struct line_start *start, struct line_span *line,
                        size_t last)
{
    const struct cluster *cluster = &composition->clusters[last];
    enum text_line_end rule = composition->paragraph->line_end;
    fine blank = outer_after(composition, cluster);

    if (is_distributed(composition)) /* has no blanks */
        return;
    if (rule == TEXT_LINE_END_SPACE || (rule == TEXT_LINE_END_ALLOW_TRIM && fits(line->extent + blank, start->room))) {
        line->trail = blank;
        line->extent += blank;
        return;
    }
    line->trimmed = blank;
    if (!fits(line->extent, start->room) && cluster->group == GROUP_MIDDLE_DOT && last > line->first) { /* LE-3 */
        line->drops_dot_gap = true;
        line->extent -= outer_before(composition, cluster);
    }
}

static void measure_edges(const struct composition *composition, const struct line_start *start, struct line_span *line)
{
    size_t last = last_drawn(composition, line->first, line->visible);

    line->lead = lead_of(composition, start);
    line->extent = line->lead + inner_extent(composition, line->first, last) + hyphen_width(composition, line);
    measure_end(composition, start, line, last);
    if (!may_hang(composition, line, last))
        return;
    if (composition->paragraph->hang == TEXT_HANG_FORCE || !line_fits(start, line))
        hang(composition, line, last);
}

/* Gaps of a tab or a list's marker, and those before, keep their width. */
static size_t loose_of(const struct composition *composition, const struct line_start *start, size_t end)
{
    size_t loose = start->first;

    if (start->is_first && start->item != NULL)
        loose = start->item->text;
    if (composition->tab_ends != NULL && composition->tab_ends[end] > loose)
        loose = composition->tab_ends[end];
    return loose < end ? loose : end - 1;
}

struct line_span line_measure(const struct composition *composition, const struct line_start *start, size_t end,
                              enum text_end reason)
{
    struct line_span line = {
        .first = start->first,
        .visible = visible_end(composition, start->first, end),
        .end = end,
        .reason = reason,
        .indent = start->indent,
        .is_first = start->is_first,
    };

    if (line.visible == start->first)
        return line;
    line.loose = loose_of(composition, start, line.visible);
    measure_edges(composition, start, &line);
    return line;
}

/* Justification */

fine line_shrink(const struct composition *composition, const struct line_span *line)
{
    size_t last = last_adjustable(composition, line);

    return composition->limits[last].shrink_sum - composition->limits[line->loose].shrink_sum;
}

fine line_stretch(const struct composition *composition, const struct line_span *line)
{
    size_t last = last_adjustable(composition, line);

    return composition->limits[last].stretch_sum - composition->limits[line->loose].stretch_sum;
}

static fine word_shrink(const struct composition *composition, const struct line_span *line)
{
    size_t last = last_adjustable(composition, line);

    return composition->limits[last].word_sum - composition->limits[line->loose].word_sum;
}

/* Word spaces shrink before the blank at the end goes (step b behind a), and so does a mark hang (JU-4). */
static void settle_end(const struct composition *composition, const struct line_start *start, struct line_span *line)
{
    size_t last = last_drawn(composition, line->first, line->visible);

    if (line->trimmed == 0 || line->drops_dot_gap || composition->paragraph->line_end != TEXT_LINE_END_ALLOW_TRIM)
        return;
    if (fits(line->extent + line->trimmed - word_shrink(composition, line), start->room)) {
        line->trail = line->trimmed;
        line->extent += line->trimmed;
        line->trimmed = 0;
    } else if (may_hang(composition, line, last)) {
        hang(composition, line, last);
    }
}

/* Lines */

static void warn_overflow(const struct composition *composition, const struct line_start *start,
                          const struct line_span *line)
{
    const struct cluster *first = &composition->clusters[line->first];
    const struct text_span *span = &composition->paragraph->spans[first->span];
    length excess = length_from_fine(line->extent) - length_from_fine(start->room);
    struct sink sink = {0};

    sink_put_decimal(&sink, length_scale(excess, 1000, composition->paragraph->size), 3);
    diags_warn(composition->diags, composition->paragraph->grid > 0 ? DIAG_GRID_OVERFLOW : DIAG_LINE_OVERFLOW,
               &span->at, span->wanted,
               DIAG_ARGS(arena_copy(composition->scratch, sink.bytes, sink.size),
                         arena_format(composition->scratch, "%zu", (size_t)first->number + 1)));
    sink_close(&sink);
}

/* A single line that does not fit is its caller's to report. */
static void check_fit(struct composition *composition, const struct line_start *start, struct line_span *line)
{
    if (line_fits(start, line))
        return;
    if (composition->limits != NULL && line->visible > line->first && !composition->paragraph->single_line &&
        fits(line->extent - line_shrink(composition, line), start->room)) {
        line->is_pulled_in = true;
        return;
    }
    composition->has_overflow = true;
    if (!composition->paragraph->single_line && !composition->paragraph->reports_overflow)
        warn_overflow(composition, start, line);
}

static void drop_kern(struct composition *composition, const struct line_span *line)
{
    struct cluster *last = &composition->clusters[last_drawn(composition, line->first, line->visible)];

    last->body -= last->kern;
    last->kern = 0;
}

static void add_line(struct composition *composition, const struct line_start *start, struct line_span line)
{
    if (composition->limits != NULL && line_is_wrapped(&line) && line.visible > line.first)
        settle_end(composition, start, &line);
    check_fit(composition, start, &line);
    if (line.visible > line.first)
        drop_kern(composition, &line);
    if (line.trimmed > 0)
        composition->gap_steps[line.end] = composition->clusters[line.visible - 1].group == GROUP_MIDDLE_DOT
                                               ? GAP_SHRINK_END_DOT
                                               : GAP_SHRINK_LINE_END;
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

/* Ideographic spaces that begin the text. */
static fine typed_indent(const struct composition *composition, size_t first)
{
    fine width = 0;

    for (; first < composition->count && composition->clusters[first].base == 0x3000; first++)
        width += composition->clusters[first].body;
    return width;
}

/* PA-1: an indent the writer has typed is not doubled. PA-2: further lines of an item stand under its text. */
static fine indent_of(const struct composition *composition, size_t first, bool is_first, const struct list_item *item)
{
    fine indent = whole_columns(composition, fine_from_length(composition->paragraph->indent));
    fine hanging = whole_columns(composition, fine_from_length(composition->paragraph->hanging_indent));
    fine typed;

    if (!is_first)
        return item != NULL ? indent + item->hang : hanging;
    if (indent <= hanging)
        return indent;
    typed = typed_indent(composition, first);
    return typed < indent - hanging ? indent - typed : hanging;
}

struct line_start line_start_at(const struct composition *composition, size_t first, size_t segment_end, bool is_first,
                                const struct list_item *item)
{
    fine indent = indent_of(composition, first, is_first, item);

    return (struct line_start){first, segment_end, is_first, indent, room_of(composition, indent), item};
}

static void break_segment(struct composition *composition, size_t first, size_t end)
{
    const struct list_item *item = item_at(composition, first);
    fine cut = balanced_cut(composition, first, end, item);
    bool is_first = true;

    while (first < end) {
        struct line_start start = line_start_at(composition, first, end, is_first, item);

        add_line(composition, &start, choose_balanced(composition, &start, cut));
        first = composition->lines[composition->line_count - 1].end;
        is_first = false;
    }
}

void find_lines(struct composition *composition)
{
    struct line_start start = line_start_at(composition, 0, 0, true, NULL);
    size_t first = 0;

    composition->gap_steps = arena_array(composition->scratch, uint8_t, composition->count + 1);
    if (!is_unlimited(composition) && !composition->paragraph->single_line)
        use_url_breaks(composition, room_of(composition, fine_from_length(composition->paragraph->hanging_indent)));
    find_items(composition);
    open_slides(composition);
    if (composition->count == 0)
        add_line(composition, &start, line_measure(composition, &start, 0, TEXT_END_LAST));
    while (first < composition->count) {
        size_t end = find_segment_end(composition, first);

        break_segment(composition, first, end);
        first = end;
    }
}
