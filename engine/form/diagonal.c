/*
 * form/diagonal.c - 斜線: the strike-out of a void cell, as one path.
 *
 * It runs between the corners of the box that the cell's lines leave; the strokes of a double one end on its sides.
 */
#include "form/ruling.h"

/* A path being written, from the top left corner of the room it has. */
struct diagonal {
    const struct layout *layout;
    enum line_kind line;
    length width, height;
    length extent; /* of the line from corner to corner */
    bool is_up;
    struct path_step *steps;
    size_t count;
};

static void add_step(struct diagonal *diagonal, enum path_verb verb, length x, length y)
{
    diagonal->steps[diagonal->count++] =
        (struct path_step){.verb = verb, .x = x, .y = diagonal->is_up ? diagonal->height - y : y};
}

static void add_line(struct diagonal *diagonal, length x1, length y1, length x2, length y2)
{
    add_step(diagonal, PATH_MOVE, x1, y1);
    add_step(diagonal, PATH_LINE, x2, y2);
}

/* Parallel to the line from corner to corner, at the distance of a double line's stroke. */
static void add_double(struct diagonal *diagonal)
{
    length apart = line_apart(diagonal->layout);
    length along = length_min(length_scale(apart, diagonal->extent, diagonal->height), diagonal->width);
    length down = length_min(length_scale(apart, diagonal->extent, diagonal->width), diagonal->height);

    add_line(diagonal, along, 0, diagonal->width, diagonal->height - down);
    add_line(diagonal, 0, down, diagonal->width - along, diagonal->height);
}

static length share(length whole, length part, length of)
{
    return length_scale(whole, part, of);
}

/* Dots are as long as they are wide; they stand clear of both corners. */
static void add_dots(struct diagonal *diagonal)
{
    length weight = line_weight(diagonal->layout, LINE_DOTTED);
    struct stroke stroke = {.end = diagonal->extent, .clears_start = true, .clears_end = true};
    uint32_t dots = stroke_dots(&stroke, weight);
    length run = stroke.end - stroke.start - weight;

    for (uint32_t i = 0; i < dots; i++) {
        length from = stroke.start + (dots > 1 ? share(run, i, dots - 1) : 0), to = from + weight;

        add_line(diagonal, share(diagonal->width, from, diagonal->extent),
                 share(diagonal->height, from, diagonal->extent), share(diagonal->width, to, diagonal->extent),
                 share(diagonal->height, to, diagonal->extent));
    }
}

static void add_way(struct diagonal *diagonal, bool is_up)
{
    diagonal->is_up = is_up;
    if (diagonal->line == LINE_DOUBLE)
        add_double(diagonal);
    else if (diagonal->line == LINE_DOTTED)
        add_dots(diagonal);
    else
        add_line(diagonal, 0, 0, diagonal->width, diagonal->height);
}

/* Of two ways: two lines each, or as many dots as there may be. */
static size_t steps_needed(const struct diagonal *diagonal)
{
    length weight = line_weight(diagonal->layout, LINE_DOTTED);
    size_t lines = diagonal->line == LINE_DOTTED ? (size_t)(diagonal->extent / weight) + 1 : 2;

    return 2 * 2 * lines;
}

static const struct path *diagonal_path(struct arena *arena, struct diagonal *diagonal, enum diagonal_kind kind)
{
    struct path *path = arena_new(arena, struct path);

    diagonal->extent = length_diagonal(diagonal->width, diagonal->height);
    diagonal->steps = arena_array(arena, struct path_step, steps_needed(diagonal));
    if (kind != DIAGONAL_UP)
        add_way(diagonal, false);
    if (kind != DIAGONAL_DOWN)
        add_way(diagonal, true);
    *path = (struct path){diagonal->steps, diagonal->count};
    return path;
}

void place_diagonal(struct composer *composer, const struct ruling *ruling, const struct grid_cell *cell, size_t page,
                    length x, length y)
{
    const struct layout *layout = composer->layout;
    struct cell_box box = box_inside(layout, ruling, cell);
    struct diagonal diagonal = {
        .layout = layout,
        .line = cell->cell->diagonal.line,
        .width = box.width,
        .height = box.height,
    };
    const struct path *path;
    struct mark *mark;

    if (cell->diagonal == DIAGONAL_NONE || box.width == 0 || box.height == 0)
        return;
    path = diagonal_path(composer->arena, &diagonal, cell->diagonal);
    if (path->count == 0)
        return;
    mark = document_add_mark(composer->document, page, MARK_PATH);
    mark->element = ELEMENT_ARTIFACT;
    mark->node = &cell->cell->at;
    mark->x = x + box.left;
    mark->y = y + box.top;
    mark->path.path = path;
    mark->path.weight = line_weight(layout, diagonal.line);
}
