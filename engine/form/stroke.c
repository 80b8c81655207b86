/*
 * form/stroke.c - straight lines as rules: solid, and dotted.
 *
 * Dots are squares as wide as a thin line, two such widths apart: at 0.5 pt they and their gaps are more than a pixel
 * of a FAX machine's 200 dpi. The gaps give a little, so that a dot stands at either end of a free line, and a gap at
 * an end where another line begins. A double line's two strokes are as far apart as two dots.
 */
#include "form/ruling.h"

#define GAP 2 /* between dots, and between the two of a double line: in thin lines */

length line_weight(const struct layout *layout, enum line_kind kind)
{
    switch (kind) {
    case LINE_INHERIT:
    case LINE_NONE:
        return 0;
    case LINE_DOTTED:
    case LINE_THIN:
    case LINE_DOUBLE:
        return layout->thin;
    case LINE_THICK:
        return layout->thick;
    }
    return 0;
}

length line_apart(const struct layout *layout)
{
    return layout->thin * (GAP + 1) / 2;
}

length line_half(const struct layout *layout, enum line_kind kind)
{
    return (kind == LINE_DOUBLE ? line_apart(layout) : 0) + line_weight(layout, kind) / 2;
}

/* As many as come nearest to the usual gap, and leave no gap narrower than a dot. */
static int64_t count_dots(length room, length weight, int64_t outside)
{
    length usual = weight * (1 + GAP);
    int64_t dots = (room + weight * GAP * (1 - outside) + usual / 2) / usual;
    int64_t most = (room + weight * (1 - outside)) / (2 * weight);

    if (dots < 1)
        dots = 1;
    return dots < most ? dots : most;
}

uint32_t stroke_dots(struct stroke *stroke, length weight)
{
    length room = stroke->end - stroke->start;
    int64_t outside = stroke->clears_start + stroke->clears_end; /* gaps at the ends */
    int64_t dots = count_dots(room, weight, outside);
    int64_t gaps = dots - 1 + outside;
    length gap;

    if (dots < 1)
        return 0;
    gap = gaps > 0 ? (room - dots * weight) / gaps : 0;
    stroke->start += stroke->clears_start ? gap : 0;
    stroke->end = dots == 1 ? stroke->start + weight : stroke->end - (stroke->clears_end ? gap : 0);
    return (uint32_t)dots;
}

void place_stroke(struct composer *composer, const struct source_ref *node, size_t page, const struct stroke *stroke)
{
    struct stroke laid = *stroke;
    length weight = line_weight(composer->layout, stroke->kind);
    uint32_t dots = stroke->kind == LINE_DOTTED ? stroke_dots(&laid, weight) : 0;
    struct mark *mark;

    if (weight == 0 || laid.end <= laid.start || (stroke->kind == LINE_DOTTED && dots == 0))
        return;
    mark = document_add_mark(composer->document, page, MARK_RULE);
    mark->element = ELEMENT_ARTIFACT;
    mark->node = node;
    mark->x = stroke->is_down ? laid.across : laid.start;
    mark->y = stroke->is_down ? laid.start : laid.across;
    mark->rule.x2 = stroke->is_down ? laid.across : laid.end;
    mark->rule.y2 = stroke->is_down ? laid.end : laid.across;
    mark->rule.weight = weight;
    mark->rule.dots = dots;
}

void place_line(struct composer *composer, const struct block *block, size_t page, length x, length y, length width)
{
    struct stroke stroke = {.kind = block->line, .across = y, .start = x, .end = x + width};
    length apart = block->line == LINE_DOUBLE ? line_apart(composer->layout) : 0;

    stroke.across = y - apart;
    place_stroke(composer, &block->at, page, &stroke);
    stroke.across = y + apart;
    if (apart > 0)
        place_stroke(composer, &block->at, page, &stroke);
}
