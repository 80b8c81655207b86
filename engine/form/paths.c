/*
 * form/paths.c - check boxes and the circle around a choice, drawn as paths, so that no font decides how they look.
 */
#include "form/content.h"

static const struct path *path_new(struct arena *arena, const struct path_step *steps, size_t count)
{
    struct path *path = arena_new(arena, struct path);
    struct path_step *copy = arena_array(arena, struct path_step, count);

    for (size_t i = 0; i < count; i++)
        copy[i] = steps[i];
    *path = (struct path){copy, count};
    return path;
}

static struct path_step move_to(length x, length y)
{
    return (struct path_step){.verb = PATH_MOVE, .x = x, .y = y};
}

static struct path_step line_to(length x, length y)
{
    return (struct path_step){.verb = PATH_LINE, .x = x, .y = y};
}

const struct path *frame_path(struct arena *arena, length width, length height)
{
    const struct path_step steps[] = {
        move_to(0, 0), line_to(width, 0), line_to(width, height), line_to(0, height), {.verb = PATH_CLOSE},
    };

    return path_new(arena, steps, sizeof(steps) / sizeof(steps[0]));
}

const struct path *checkbox_box(struct arena *arena, const struct layout *layout)
{
    return frame_path(arena, layout->check_size, layout->check_size);
}

/* The tick's foot stands at the box's lower third and its end reaches the upper right corner, inside the line. */
static const struct path *tick(struct arena *arena, length size)
{
    const struct path_step steps[] = {
        move_to(size * 18 / 100, size * 52 / 100),
        line_to(size * 42 / 100, size * 80 / 100),
        line_to(size * 84 / 100, size * 18 / 100),
    };

    return path_new(arena, steps, sizeof(steps) / sizeof(steps[0]));
}

static const struct path *cross(struct arena *arena, length size)
{
    length near = size * 2 / 10, far = size * 8 / 10;
    const struct path_step steps[] = {move_to(near, near), line_to(far, far), move_to(far, near), line_to(near, far)};

    return path_new(arena, steps, sizeof(steps) / sizeof(steps[0]));
}

const struct path *checkbox_mark(struct arena *arena, const struct layout *layout)
{
    switch (layout->check_mark) {
    case CHECK_TICK:
        return tick(arena, layout->check_size);
    case CHECK_CROSS:
        return cross(arena, layout->check_size);
    case CHECK_FILL:
        return checkbox_box(arena, layout);
    }
    return NULL;
}

/* Distance of a Bezier curve's control points that makes it a quarter of a circle of radius 1, in millionths. */
#define QUARTER 552285

static struct path_step curve_to(length x1, length y1, length x2, length y2, length x, length y)
{
    return (struct path_step){.verb = PATH_CURVE, .x1 = x1, .y1 = y1, .x2 = x2, .y2 = y2, .x = x, .y = y};
}

/*
 * DE-4: a circle around one character, else two half circles and straight lines between, which leaves more room for the
 * outer characters than an ellipse would.
 */
const struct path *circle_path(struct arena *arena, length width, length height)
{
    length radius = length_min(width, height) / 2;
    length pull = radius - length_scale(radius, QUARTER, 1000000); /* of a control point, from the corner */
    const struct path_step steps[] = {
        move_to(radius, 0),
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

    return path_new(arena, steps, sizeof(steps) / sizeof(steps[0]));
}
