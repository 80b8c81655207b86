/*
 * Underline, strike-out, double strike-out (DE-3) and the circle around a choice (DE-4). Rules run over bodies and the
 * gaps between them, from the first to the last character that has them, at one height for all fonts.
 */
#include "text/composition.h"

#include <hb.h>

/* In thousandths of an em: the em box from the baseline, and what stands where in it. */
#define ABOVE_BASELINE 880
#define BELOW_BASELINE 120
#define MIDDLE 380
#define UNDERLINE_GAP 50 /* below the em box, or below what hangs out of it */
#define DOUBLE_GAP 80    /* of a double strike-out, from the middle */
#define CIRCLE_GAP 150   /* around the em boxes of the choice */
#define WEIGHT 50
#define CLEARANCE 150 /* of a rule outside ruby, from the line beside it: it must not seem to be that line's */

#define WEIGHT_LEAST (LENGTH_PER_PT / 4)

static unsigned decoration_at(const struct composition *composition, size_t at)
{
    return composition->paragraph->spans[composition->clusters[at].span].decoration;
}

static uint32_t color_at(const struct composition *composition, size_t at)
{
    return cluster_style(composition, &composition->clusters[at])->color;
}

/* Measures */

/* The largest type that has the decoration, so that its lines are alike all over the paragraph. */
static length em_of(const struct composition *composition, unsigned decoration)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    length em = 0;

    for (size_t i = 0; i < paragraph->count; i++)
        if ((paragraph->spans[i].decoration & decoration) != 0)
            em = length_max(em, paragraph->spans[i].style->size);
    return em;
}

static length weight_of(length em)
{
    return length_max(length_scale(em, WEIGHT, 1000), WEIGHT_LEAST);
}

/* How far the cluster's ink reaches below the baseline. */
static fine depth_of(const struct composition *composition, const struct cluster *cluster)
{
    fine depth = 0;

    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        const struct shaped_glyph *glyph = &composition->glyphs[cluster->first_glyph + i];
        hb_glyph_extents_t ink = {0};
        fine below;

        hb_font_get_glyph_extents(cluster->face->hb_font, glyph->id, &ink);
        below = -(fine)(ink.y_bearing + ink.height + glyph->y) * fine_from_length(cluster->size) / cluster->face->upem -
                fine_from_length(cluster->rise);
        depth = below > depth ? below : depth;
    }
    return depth;
}

/* Below the em box; in horizontal text lower where a descender (g, y) reaches deeper. */
void place_underline(struct composition *composition)
{
    fine em = fine_from_length(em_of(composition, TEXT_UNDERLINE));
    fine bottom = em * BELOW_BASELINE / 1000;

    if (em == 0)
        return;
    for (size_t i = 0; i < composition->count && !composition->paragraph->is_vertical; i++)
        if ((decoration_at(composition, i) & TEXT_UNDERLINE) != 0 && composition->clusters[i].face != NULL) {
            fine depth = depth_of(composition, &composition->clusters[i]);

            bottom = depth > bottom ? depth : bottom;
        }
    composition->underline = bottom + em * UNDERLINE_GAP / 1000;
}

/* Rows of clusters with the same decoration */

struct row {
    size_t first, end;
};

/* Nothing is drawn under a mark that hangs (LE-6). */
static size_t decorated_end(const struct composition *composition, const struct line_span *line)
{
    size_t end = composition->drawn[line->visible];

    return line->hung > 0 && end > line->first ? end - 1 : line->visible;
}

/* The next row from cluster `at` on; one that is empty when there is none. */
static struct row find_row(const struct composition *composition, const struct line_span *line, size_t at,
                           unsigned decoration, bool is_one_span)
{
    const struct cluster *clusters = composition->clusters;
    size_t end = decorated_end(composition, line);
    struct row row;

    while (at < end && (decoration_at(composition, at) & decoration) == 0)
        at++;
    row = (struct row){at, at};
    while (row.end < end && (decoration_at(composition, row.end) & decoration) != 0 &&
           color_at(composition, row.end) == color_at(composition, row.first) &&
           (!is_one_span || clusters[row.end].span == clusters[row.first].span))
        row.end++;
    return row;
}

static struct text_piece make_piece(const struct composition *composition, struct row row, enum text_piece_kind kind)
{
    const struct cluster *last = &composition->clusters[row.end - 1];
    length x = length_from_fine(composition->at[row.first]);

    return (struct text_piece){
        .kind = kind,
        .x = x,
        .width = length_from_fine(composition->at[row.end - 1] + last->body) - x,
        .span = composition->clusters[row.first].span,
        .tag = composition->paragraph->spans[composition->clusters[row.first].span].tag,
    };
}

static void add_rule(const struct composition *composition, struct row row, length y, length em,
                     struct piece_list *list)
{
    struct text_piece piece = make_piece(composition, row, TEXT_PIECE_RULE);

    piece.y = y;
    piece.weight = weight_of(em);
    add_piece(composition, list, &piece);
}

/* --- the three rules. In vertical text y runs to the right of the line's centre (傍線 stands on the right). */

static length middle_of(const struct composition *composition, length em)
{
    return composition->paragraph->is_vertical ? 0 : length_scale(em, MIDDLE, 1000);
}

/* Beside the text's em boxes, but outside its ruby, which stands there too. */
static length underline_of(const struct composition *composition, struct row row, length em)
{
    if (composition->paragraph->is_vertical)
        return em / 2 + ruby_reach(composition, row.first, row.end) + length_scale(em, UNDERLINE_GAP, 1000);
    return -length_from_fine(composition->underline);
}

static void add_rule_kind(const struct composition *composition, const struct line_span *line, unsigned decoration,
                          struct piece_list *list)
{
    length em = em_of(composition, decoration);

    for (struct row row = {line->first, line->first}; em > 0;) {
        row = find_row(composition, line, row.end, decoration, false);
        if (row.first == row.end)
            break;
        if (decoration == TEXT_UNDERLINE)
            add_rule(composition, row, underline_of(composition, row, em), em, list);
        if (decoration == TEXT_STRIKE)
            add_rule(composition, row, middle_of(composition, em), em, list);
        if (decoration == TEXT_DOUBLE_STRIKE) {
            length apart = length_scale(em, DOUBLE_GAP, 1000);

            add_rule(composition, row, middle_of(composition, em) + apart, em, list);
            add_rule(composition, row, middle_of(composition, em) - apart, em, list);
        }
    }
}

void add_rules(const struct composition *composition, const struct line_span *line, struct piece_list *list)
{
    add_rule_kind(composition, line, TEXT_UNDERLINE, list);
    add_rule_kind(composition, line, TEXT_STRIKE, list);
    add_rule_kind(composition, line, TEXT_DOUBLE_STRIKE, list);
}

/* --- circles */

static void add_circle(const struct composition *composition, struct row row, struct piece_list *list)
{
    length em = cluster_style(composition, &composition->clusters[row.first])->size;
    length gap = length_scale(em, CIRCLE_GAP, 1000);
    length bottom = composition->paragraph->is_vertical ? em / 2 : length_scale(em, BELOW_BASELINE, 1000);
    struct text_piece piece = make_piece(composition, row, TEXT_PIECE_ELLIPSE);

    piece.x -= gap;
    piece.width += 2 * gap;
    piece.y = -bottom - gap;
    piece.height = em + 2 * gap;
    piece.weight = weight_of(em);
    add_piece(composition, list, &piece);
}

void add_circles(const struct composition *composition, const struct line_span *line, struct piece_list *list)
{
    struct row row = find_row(composition, line, line->first, TEXT_CIRCLE, true);

    for (; row.first < row.end; row = find_row(composition, line, row.end, TEXT_CIRCLE, true))
        add_circle(composition, row, list);
}

/* --- room for them */

static void make_room_for_underlines(const struct composition *composition, struct line_room *room)
{
    length em = em_of(composition, TEXT_UNDERLINE);
    length below = length_from_fine(composition->underline) - length_scale(em, BELOW_BASELINE, 1000);
    length half = weight_of(em) / 2;

    if (em == 0)
        return;
    if (!composition->paragraph->is_vertical) {
        widen_room(composition, room, em, 0, below + half);
        return;
    }
    for (size_t i = 0; i < composition->count; i++) {
        length reach = ruby_reach(composition, i, i + 1);
        length apart = reach > 0 ? length_scale(em, CLEARANCE, 1000) : 0;

        if ((decoration_at(composition, i) & TEXT_UNDERLINE) != 0)
            widen_room(composition, room, em, reach + length_scale(em, UNDERLINE_GAP, 1000) + half + apart, 0);
    }
}

void make_room_for_rules(const struct composition *composition, struct line_room *room)
{
    length circled = em_of(composition, TEXT_CIRCLE);
    length gap = length_scale(circled, CIRCLE_GAP, 1000) + weight_of(circled) / 2;

    make_room_for_underlines(composition, room);
    if (circled > 0)
        widen_room(composition, room, circled, gap, gap);
}
