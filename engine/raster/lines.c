/*
 * raster/lines.c - level and upright lines on whole pixels. A line that ends at another one's edge ends with the pixels
 * of that edge, however the two are rounded.
 */
#include "raster/canvas.h"

#include "base/arena.h"

#include <stdlib.h>

/* The pixels that a line takes across its direction: from its rounded edge, never fewer than its weight. */
static struct span line_span(length edge, length weight)
{
    int64_t start = canvas_nearest(edge);
    int64_t count = (weight + SUBPIXELS - 1 - SUBPIXELS / THIN_TOLERANCE) / SUBPIXELS;

    return (struct span){start, start + (count > 1 ? count : 1)};
}

/* A level or upright line on the page, the smaller coordinates first. */
struct line {
    length x1, y1, x2, y2;
    length weight;
    uint32_t dots; /* 0: solid */
};

static bool is_level(const struct line *line)
{
    return line->y1 == line->y2;
}

static struct span span_across(const struct raster_canvas *canvas, const struct line *line)
{
    if (is_level(line))
        return line_span(canvas_down(canvas, line->y1 - line->weight / 2),
                         canvas_scaled(line->weight, canvas->options.resolution.y));
    return line_span(canvas_across(canvas, line->x1 - line->weight / 2),
                     canvas_scaled(line->weight, canvas->options.resolution.x));
}

static struct span span_along(const struct raster_canvas *canvas, const struct line *line)
{
    if (is_level(line))
        return canvas_span(canvas_across(canvas, line->x1), canvas_across(canvas, line->x2));
    return canvas_span(canvas_down(canvas, line->y1), canvas_down(canvas, line->y2));
}

static struct line line_of(const struct mark *mark)
{
    return (struct line){
        length_min(mark->x, mark->rule.x2),
        length_min(mark->y, mark->rule.y2),
        length_max(mark->x, mark->rule.x2),
        length_max(mark->y, mark->rule.y2),
        mark->rule.weight,
        mark->rule.dots,
    };
}

static int compare_edges(const void *a, const void *b)
{
    length one = ((const struct edge *)a)->at, other = ((const struct edge *)b)->at;

    return (one > other) - (one < other);
}

static void add_edges(struct raster_canvas *canvas, const struct line *line)
{
    struct edges *edges = &canvas->edges[is_level(line)];
    struct span span = span_across(canvas, line);
    length middle = is_level(line) ? line->y1 : line->x1;

    if (edges->count + 2 > edges->capacity) {
        edges->capacity = edges->capacity ? 2 * edges->capacity : 128;
        edges->list = mem_grow(edges->list, edges->capacity, sizeof(struct edge));
    }
    edges->list[edges->count++] = (struct edge){middle - line->weight / 2, span.start};
    edges->list[edges->count++] = (struct edge){middle + line->weight / 2, span.end};
}

void lines_collect(struct raster_canvas *canvas, const struct page *page)
{
    canvas->edges[0].count = canvas->edges[1].count = 0;
    for (size_t i = 0; i < page->count; i++)
        if (page->marks[i].kind == MARK_RULE) {
            struct line line = line_of(&page->marks[i]);

            add_edges(canvas, &line);
        }
    for (size_t i = 0; i < 2; i++)
        if (canvas->edges[i].count > 0)
            qsort(canvas->edges[i].list, canvas->edges[i].count, sizeof(struct edge), compare_edges);
}

/* Where a line that runs up to another one's edge ends: with the pixels of that edge, so that their corner closes. */
static void meet_edge(const struct raster_canvas *canvas, const struct line *line, length end, int64_t *pixel)
{
    const struct edges *edges = &canvas->edges[!is_level(line)];
    const struct edge *found = NULL;

    if (edges->count > 0)
        found = bsearch(&(struct edge){.at = end}, edges->list, edges->count, sizeof(struct edge), compare_edges);
    if (found)
        *pixel = found->pixel;
}

static void fill_line(struct raster_canvas *canvas, const struct line *line, struct span along, struct span thick)
{
    if (is_level(line))
        canvas_fill(canvas, along.start, thick.start, along.end, thick.end);
    else
        canvas_fill(canvas, thick.start, along.start, thick.end, along.end);
}

/* All dots are alike, and none touches the next: where pixels are few, so are dots. */
static void draw_dots(struct raster_canvas *canvas, const struct line *line, struct span along, struct span thick)
{
    int32_t resolution = is_level(line) ? canvas->options.resolution.x : canvas->options.resolution.y;
    struct span dot = line_span(0, canvas_scaled(line->weight, resolution));
    int64_t size = dot.end - dot.start;
    int64_t most = (along.end - along.start + size) / (2 * size);
    int64_t dots = line->dots < most ? line->dots : most;

    for (int64_t i = 0; i < dots; i++) {
        int64_t room = along.end - along.start - size;
        int64_t start = along.start + (dots > 1 ? length_scale(room, i, dots - 1) : room / 2);

        fill_line(canvas, line, (struct span){start, start + size}, thick);
    }
}

static void draw_line(struct raster_canvas *canvas, const struct line *line)
{
    struct span thick = span_across(canvas, line), along = span_along(canvas, line);

    if (line->dots > 1) {
        draw_dots(canvas, line, along, thick);
        return;
    }
    meet_edge(canvas, line, is_level(line) ? line->x1 : line->y1, &along.start);
    meet_edge(canvas, line, is_level(line) ? line->x2 : line->y2, &along.end);
    fill_line(canvas, line, along, thick);
}

void lines_draw_rule(struct raster_canvas *canvas, const struct mark *mark)
{
    struct line line = line_of(mark);

    draw_line(canvas, &line);
}

bool lines_is_box(const struct path *path)
{
    const struct path_step *steps = path->steps;

    if (path->count != 5 || steps[0].verb != PATH_MOVE || steps[4].verb != PATH_CLOSE)
        return false;
    for (size_t i = 1; i < 4; i++)
        if (steps[i].verb != PATH_LINE || (steps[i].x == steps[i - 1].x) == (steps[i].y == steps[i - 1].y))
            return false;
    return steps[0].x == steps[3].x || steps[0].y == steps[3].y;
}

/* The four lines of a box as rules, so that all sides of all boxes are equally thick. */
void lines_stroke_box(struct raster_canvas *canvas, const struct mark *mark)
{
    const struct path_step *steps = mark->path.path->steps;
    length left = mark->x + length_min(steps[0].x, steps[2].x), right = mark->x + length_max(steps[0].x, steps[2].x);
    length top = mark->y + length_min(steps[0].y, steps[2].y), bottom = mark->y + length_max(steps[0].y, steps[2].y);
    length weight = mark->path.weight;
    struct line upper = {left, top, right, top, weight, 0}, lower = {left, bottom, right, bottom, weight, 0};
    struct line first = {left, top, left, bottom, weight, 0}, last = {right, top, right, bottom, weight, 0};
    struct span x1 = span_across(canvas, &first), x2 = span_across(canvas, &last);
    struct span y1 = span_across(canvas, &upper), y2 = span_across(canvas, &lower);

    canvas_fill(canvas, x1.start, y1.start, x2.end, y1.end);
    canvas_fill(canvas, x1.start, y2.start, x2.end, y2.end);
    canvas_fill(canvas, x1.start, y1.start, x1.end, y2.end);
    canvas_fill(canvas, x2.start, y1.start, x2.end, y2.end);
}
