/*
 * What is not the same on every line: a tab reaches the next stop (TX-4), and the text of a list's item begins where
 * its further lines do (PA-2). Both move what follows on the line; slides[i] is by how much cluster i is moved.
 */
#include "text/composition.h"

/* Unless the paragraph has stops of its own, or behind these. */
#define STOPS_IN_EM 4

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

/* The first stop behind `x`, both from the box's edge. */
static fine stop_behind(const struct composition *composition, fine x)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    fine distance = fine_from_length(paragraph->size) * STOPS_IN_EM;

    for (size_t i = 0; i < paragraph->tab_count; i++)
        if (fine_from_length(paragraph->tabs[i]) > x)
            return fine_from_length(paragraph->tabs[i]);
    return (x / distance + 1) * distance;
}

/* From the box's edge to the left of cluster `at`. */
static fine x_of(const struct composition *composition, const struct line_span *line, size_t at)
{
    return line->indent + line->lead + composition->places[at] - composition->places[line->first] +
           composition->slides[at];
}

/* By how much the tab is wider than the space it is where no stop is left. */
static fine tab_slide(const struct composition *composition, const struct line_span *line, size_t at)
{
    fine x = x_of(composition, line, at);
    fine body = composition->clusters[at].body;
    fine stop = stop_behind(composition, x);

    return stop < composition->width && stop > x + body ? stop - x - body : 0;
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
