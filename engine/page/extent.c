#include "page/extent.h"

/* Of a run along its line; across it as high as the em. */
static struct extent extent_of_run(const struct mark *mark)
{
    const struct glyph_run *run = mark->run;
    length above = length_scale(run->size, 88, 100), below = run->size - above;

    if (run->is_rotated || run->is_vertical)
        return (struct extent){mark->x - run->size / 2, mark->y, mark->x + run->size / 2, mark->y + run->advance};
    return (struct extent){mark->x, mark->y - above, mark->x + run->advance, mark->y + below};
}

static struct extent extent_of_rule(const struct mark *mark)
{
    length half = mark->rule.weight / 2;
    bool is_level = mark->y == mark->rule.y2;

    return (struct extent){
        length_min(mark->x, mark->rule.x2) - (is_level ? 0 : half),
        length_min(mark->y, mark->rule.y2) - (is_level ? half : 0),
        length_max(mark->x, mark->rule.x2) + (is_level ? 0 : half),
        length_max(mark->y, mark->rule.y2) + (is_level ? half : 0),
    };
}

static struct extent extent_of_path(const struct mark *mark)
{
    struct extent extent = {mark->x, mark->y, mark->x, mark->y};

    for (size_t i = 0; i < mark->path.path->count; i++) {
        const struct path_step *step = &mark->path.path->steps[i];

        if (step->verb == PATH_CLOSE)
            continue;
        extent.left = length_min(extent.left, mark->x + step->x);
        extent.top = length_min(extent.top, mark->y + step->y);
        extent.right = length_max(extent.right, mark->x + step->x);
        extent.bottom = length_max(extent.bottom, mark->y + step->y);
    }
    return extent;
}

static struct extent extent_of_area(const struct mark *mark, length width, length height)
{
    return (struct extent){mark->x, mark->y, mark->x + width, mark->y + height};
}

struct extent extent_of_mark(const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_GLYPHS:
        return extent_of_run(mark);
    case MARK_RULE:
        return extent_of_rule(mark);
    case MARK_FILL:
        return extent_of_area(mark, mark->fill.width, mark->fill.height);
    case MARK_PATH:
        return extent_of_path(mark);
    case MARK_IMAGE:
        return extent_of_area(mark, mark->image.width, mark->image.height);
    case MARK_QR:
        return extent_of_area(mark, mark->qr.side, mark->qr.side);
    }
    return (struct extent){0};
}

bool extents_overlap(const struct extent *one, const struct extent *other)
{
    return one->left < other->right && other->left < one->right && one->top < other->bottom && other->top < one->bottom;
}
