/*
 * text/columns.c - fixed pitch: every cluster takes one or two columns of half the paragraph's em, whatever font draws
 * it. East_Asian_Width W, F and, in Japanese text, A are two columns, all else is one (UAX #11, 4.2 and 5).
 */
#include "base/utf8.h"
#include "text/composition.h"

#define MOST 2 /* columns of one cluster, however many characters it has */

/* A half-width sound mark stands in a column of its own; other marks stand over their base. */
static bool takes_room(uint32_t c)
{
    const struct ucd *ucd = ucd_of(c);

    if (c == 0xFF9E || c == 0xFF9F)
        return true;
    return (ucd->flags & UCD_INVISIBLE) == 0 && ucd->grapheme != GCB_EXTEND && ucd->grapheme != GCB_ZWJ &&
           ucd->grapheme != GCB_SPACING_MARK;
}

static int columns_of_point(uint32_t c)
{
    return (ucd_of(c)->flags & UCD_WIDE) != 0 ? 2 : 1;
}

/* Of a character or more; the first as it is shown (GL-8). */
static int columns_of_text(const struct composition *composition, const struct cluster *cluster)
{
    int columns = columns_of_point(cluster->shown);
    size_t at = cluster->start;

    if (cluster->is_picture)
        return MOST;
    utf8_next(composition->bytes, cluster->end, &at);
    while (at < cluster->end) {
        uint32_t c = utf8_next(composition->bytes, cluster->end, &at);

        if (c != UTF8_INVALID && takes_room(c))
            columns += columns_of_point(c);
    }
    return columns < MOST ? columns : MOST;
}

/* An atom takes as many as it needs. */
static fine cell_of(const struct composition *composition, const struct cluster *cluster)
{
    fine column = column_width(composition);

    if (cluster->kind == CLUSTER_ATOM)
        return (cluster->advance + column - 1) / column * column;
    return columns_of_text(composition, cluster) * column;
}

/* A glyph stands in the middle of its cell; a wider one is drawn narrower, so that it keeps off its neighbours. */
static void set_cell(struct cluster *cluster, fine cell)
{
    if (cluster->advance > cell) {
        cluster->narrow = (uint16_t)(cell * 1000 / cluster->advance);
        cluster->advance = cell;
    }
    cluster->kern = 0;
    cluster->shift = (cell - cluster->advance) / 2;
}

void set_columns(struct composition *composition)
{
    for (size_t i = 0; composition->paragraph->columns > 0 && i < composition->count; i++) {
        struct cluster *cluster = &composition->clusters[i];
        fine cell = cell_of(composition, cluster);

        if (cluster->kind == CLUSTER_NEWLINE || cluster->kind == CLUSTER_INVISIBLE)
            continue;
        cluster->group = GROUP_SOLID;
        if (cluster->kind != CLUSTER_ATOM)
            set_cell(cluster, cell);
        if (cluster->kind == CLUSTER_HYPHEN)
            cluster->advance = cell; /* its body, where a line ends with it */
        else
            cluster->body = cell;
    }
}

fine whole_columns(const struct composition *composition, fine distance)
{
    fine column = column_width(composition);

    return composition->paragraph->columns > 0 ? distance / column * column : distance;
}
