/*
 * What is not the same on every line: a tab reaches the next stop (TX-4), and the text of a list's item begins where
 * its further lines do (PA-2). Both move what follows on the line; slides[i] is by how much cluster i is moved.
 */
#include "text/composition.h"

/* Unless the paragraph has stops of its own, or behind these. */
#define STOPS_IN_EM 4
#define STOPS_IN_COLUMNS 8

static bool is_tab(const struct cluster *cluster)
{
    return cluster->base == 0x09;
}

/* Where tabs are more than spaces. */
static bool has_stops(const struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;

    if (paragraph->single_line || paragraph->grid > 0 || is_distributed(composition))
        return false;
    for (size_t i = 0; i < composition->count; i++)
        if (is_tab(&composition->clusters[i]))
            return true;
    return false;
}

/* tab_ends[i]: behind the last tab among clusters 0 to i - 1. */
static void find_tabs(struct composition *composition)
{
    composition->tab_ends = arena_array(composition->scratch, uint32_t, composition->count + 1);
    for (size_t i = 0; i < composition->count; i++)
        composition->tab_ends[i + 1] = is_tab(&composition->clusters[i]) ? (uint32_t)i + 1 : composition->tab_ends[i];
}

void open_slides(struct composition *composition)
{
    if (has_stops(composition))
        find_tabs(composition);
    if (composition->tab_ends != NULL || composition->item_count > 0)
        composition->slides = arena_array(composition->scratch, fine, composition->count + 1);
}

/* A stop of the line, from the box's edge. */
struct stop {
    fine at;
    enum text_tab_kind kind;
};

/* The first behind `x`. */
static struct stop stop_behind(const struct composition *composition, fine x)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    fine distance = paragraph->columns > 0 ? column_width(composition) * STOPS_IN_COLUMNS
                                           : fine_from_length(paragraph->size) * STOPS_IN_EM;

    for (size_t i = 0; paragraph->columns == 0 && i < paragraph->tab_count; i++)
        if (fine_from_length(paragraph->tabs[i].at) > x)
            return (struct stop){fine_from_length(paragraph->tabs[i].at), paragraph->tabs[i].kind};
    return (struct stop){(x / distance + 1) * distance, TEXT_TAB_LEFT};
}

/* From the box's edge to the left of cluster `at`. */
static fine x_of(const struct composition *composition, const struct line_span *line, size_t at)
{
    return line->indent + line->lead + composition->places[at] - composition->places[line->first] +
           composition->slides[at];
}

/* Behind the text that follows the tab before cluster `first`. */
static size_t text_end(const struct composition *composition, size_t first)
{
    size_t end = first;

    while (end < composition->count && composition->clusters[end].kind != CLUSTER_NEWLINE &&
           !is_tab(&composition->clusters[end]))
        end++;
    if (end < composition->count && is_tab(&composition->clusters[end]))
        return end;
    return composition->trimmed[end] > first ? composition->trimmed[end] : first;
}

/* From the left of cluster `first` to its text's decimal point, or to `right`, the text's right end. */
static fine decimal_width(const struct composition *composition, size_t first, size_t end, fine right)
{
    for (size_t i = first; i < end; i++)
        if (composition->clusters[i].base == '.' || composition->clusters[i].base == 0xFF0E)
            return composition->places[i] - composition->places[first];
    return right;
}

/* LE-2: the blank of a mark that ends the line stands before the stop, where a line's end always has it. */
static fine kept_blank(const struct composition *composition, size_t end)
{
    bool is_before_tab = end < composition->count && is_tab(&composition->clusters[end]);

    if (is_before_tab || composition->paragraph->line_end != TEXT_LINE_END_SPACE)
        return 0;
    return outer_after(composition, &composition->clusters[end - 1]);
}

/* Where the text from cluster `first` on begins to stand at a stop that is no left one; 0: it does not fit the line. */
static fine text_start(const struct composition *composition, struct stop stop, size_t first)
{
    size_t end = text_end(composition, first);
    fine width = 0, before;

    if (end > first)
        width = composition->places[end - 1] + composition->clusters[end - 1].body - composition->places[first] +
                kept_blank(composition, end);
    before = stop.kind == TEXT_TAB_CENTER    ? width / 2
             : stop.kind == TEXT_TAB_DECIMAL ? decimal_width(composition, first, end, width)
                                             : width;
    return stop.at - before + width <= composition->width ? stop.at - before : 0;
}

/* By how much the tab is wider than the space it is where no stop is left or the text does not fit at it. */
static fine tab_slide(const struct composition *composition, const struct line_span *line, size_t at)
{
    fine x = x_of(composition, line, at);
    fine behind = x + composition->clusters[at].body;
    struct stop stop = stop_behind(composition, x);
    fine start;

    if (stop.kind == TEXT_TAB_LEFT)
        return stop.at < composition->width && stop.at > behind ? stop.at - behind : 0;
    behind = x + composition->places[at + 1] - composition->places[at];
    start = text_start(composition, stop, at + 1);
    return start > behind ? start - behind : 0;
}

void slide(struct composition *composition, const struct line_span *line, const struct list_item *item, size_t at)
{
    if (composition->slides == NULL)
        return;
    composition->slides[at] = 0;
    if (at == line->first)
        return;
    composition->slides[at] = composition->slides[at - 1];
    if (composition->tab_ends != NULL && is_tab(&composition->clusters[at - 1]))
        composition->slides[at] += tab_slide(composition, line, at - 1);
    if (item != NULL && item->text == at && line->first == item->first)
        composition->slides[at] = item->hang - line->lead - composition->places[at] + composition->places[line->first];
}
