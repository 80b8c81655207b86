/* form/checkbox.c - check boxes as paths, so that no font decides how they look. */
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

const struct path *checkbox_box(struct arena *arena, const struct layout *layout)
{
    length size = layout->check_size;
    const struct path_step steps[] = {
        move_to(0, 0), line_to(size, 0), line_to(size, size), line_to(0, size), {.verb = PATH_CLOSE},
    };

    return path_new(arena, steps, sizeof(steps) / sizeof(steps[0]));
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
