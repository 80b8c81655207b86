#include "raster/outline.h"

#include "base/arena.h"

#include <limits.h>
#include <stdlib.h>

#define POINTS_MAX SHRT_MAX

struct pen {
    struct outline *outline;
    const struct outline_matrix *matrix;
};

static void grow_points(struct outline *outline)
{
    outline->point_capacity = outline->point_capacity ? 2 * outline->point_capacity : 256;
    outline->shape.points = mem_grow(outline->shape.points, outline->point_capacity, sizeof(FT_Vector));
    outline->shape.tags = mem_grow(outline->shape.tags, outline->point_capacity, 1);
}

static void grow_contours(struct outline *outline)
{
    outline->contour_capacity = outline->contour_capacity ? 2 * outline->contour_capacity : 16;
    outline->shape.contours = mem_grow(outline->shape.contours, outline->contour_capacity, sizeof(short));
}

/* As lround, which is a call for each. */
static FT_Pos nearest(double value)
{
    return (FT_Pos)(value < 0 ? value - 0.5 : value + 0.5);
}

static void add_point(struct pen *pen, enum shape_tag tag, double x, double y)
{
    struct outline *outline = pen->outline;
    const struct outline_matrix *matrix = pen->matrix;
    FT_Outline *shape = &outline->shape;

    outline->is_too_long |= shape->n_points == POINTS_MAX;
    if (outline->is_too_long)
        return;
    if ((size_t)shape->n_points == outline->point_capacity)
        grow_points(outline);
    shape->points[shape->n_points] = (FT_Vector){
        nearest(matrix->xx * x + matrix->xy * y + matrix->x0),
        nearest(matrix->yx * x + matrix->yy * y + matrix->y0),
    };
    shape->tags[shape->n_points++] = (char)tag;
}

/* A contour ends with its last point, which FreeType joins to its first. */
static void end_contour(struct outline *outline)
{
    FT_Outline *shape = &outline->shape;
    int last = shape->n_contours > 0 ? shape->contours[shape->n_contours - 1] : -1;

    if (shape->n_points - 1 <= last)
        return;
    if ((size_t)shape->n_contours == outline->contour_capacity)
        grow_contours(outline);
    shape->contours[shape->n_contours++] = (short)(shape->n_points - 1);
}

void outline_clear(struct outline *outline)
{
    outline->shape.n_points = 0;
    outline->shape.n_contours = 0;
    outline->is_too_long = false;
}

void outline_free(struct outline *outline)
{
    free(outline->shape.points);
    free(outline->shape.tags);
    free(outline->shape.contours);
    *outline = (struct outline){0};
}

/* --- glyphs ------------------------------------------------------------------------------------------------------- */

void outline_add_glyph(struct outline *outline, const struct shape *shape, const struct outline_matrix *matrix)
{
    struct pen pen = {outline, matrix};

    for (const struct shape_point *point = shape->points; point < shape->points + shape->count; point++) {
        add_point(&pen, point->tag, (double)point->x, (double)point->y);
        if (point->is_last)
            end_contour(outline);
    }
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static void add_step(struct pen *pen, const struct path_step *step)
{
    double x = (double)step->x, y = (double)step->y;

    switch (step->verb) {
    case PATH_MOVE:
        end_contour(pen->outline);
        add_point(pen, SHAPE_ON, x, y);
        break;
    case PATH_LINE:
        add_point(pen, SHAPE_ON, x, y);
        break;
    case PATH_CURVE:
        add_point(pen, SHAPE_CONTROL_OF_CUBIC, (double)step->x1, (double)step->y1);
        add_point(pen, SHAPE_CONTROL_OF_CUBIC, (double)step->x2, (double)step->y2);
        add_point(pen, SHAPE_ON, x, y);
        break;
    case PATH_CLOSE:
        end_contour(pen->outline);
        break;
    }
}

void outline_add_path(struct outline *outline, const struct path *path, const struct outline_matrix *matrix)
{
    struct pen pen = {outline, matrix};

    for (size_t i = 0; i < path->count; i++)
        add_step(&pen, &path->steps[i]);
    end_contour(outline);
}
