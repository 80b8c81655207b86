/*
 * form/circle.c - the line around a circled choice (DE-4): a circle around one character, else two half circles and
 * straight lines between, which leaves more room for the outer characters than an ellipse would.
 */
#include "form/content.h"

/* Distance of a Bezier curve's control points that makes it a quarter of a circle of radius 1, in millionths. */
#define QUARTER 552285

static struct path_step curve_to(length x1, length y1, length x2, length y2, length x, length y)
{
    return (struct path_step){.verb = PATH_CURVE, .x1 = x1, .y1 = y1, .x2 = x2, .y2 = y2, .x = x, .y = y};
}

static struct path_step line_to(length x, length y)
{
    return (struct path_step){.verb = PATH_LINE, .x = x, .y = y};
}

const struct path *circle_path(struct arena *arena, length width, length height)
{
    length radius = length_min(width, height) / 2;
    length pull = radius - length_scale(radius, QUARTER, 1000000); /* of a control point, from the corner */
    struct path *path = arena_new(arena, struct path);
    const struct path_step steps[] = {
        {.verb = PATH_MOVE, .x = radius},
        line_to(width - radius, 0),
        curve_to(width - pull, 0, width, pull, width, radius),
        line_to(width, height - radius),
        curve_to(width, height - pull, width - pull, height, width - radius, height),
        line_to(radius, height),
        curve_to(pull, height, 0, height - pull, 0, height - radius),
        line_to(0, radius),
        curve_to(0, pull, pull, 0, radius, 0),
        {.verb = PATH_CLOSE},
    };
    struct path_step *copy = arena_array(arena, struct path_step, sizeof steps / sizeof steps[0]);

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        copy[i] = steps[i];
    *path = (struct path){copy, sizeof steps / sizeof steps[0]};
    return path;
}
