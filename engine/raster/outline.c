/* HarfBuzz reads the outlines of both glyf and CFF, from fonts that threads share. */
#include "raster/outline.h"

#include "base/arena.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#define POINTS_MAX SHRT_MAX

/* FreeType's tags of points: FT_CURVE_TAG. */
enum tag {
    TAG_CONTROL_OF_CONIC = 0,
    TAG_ON = 1,
    TAG_CONTROL_OF_CUBIC = 2,
};

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

static void add_point(struct pen *pen, enum tag tag, double x, double y)
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
        lround(matrix->xx * x + matrix->xy * y + matrix->x0),
        lround(matrix->yx * x + matrix->yy * y + matrix->y0),
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
    hb_draw_funcs_destroy(outline->funcs);
    *outline = (struct outline){0};
}

/* --- glyphs: HarfBuzz calls back -------------------------------------------------------------------------------- */

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    struct pen *pen = data;

    (void)funcs, (void)state, (void)user;
    end_contour(pen->outline);
    add_point(pen, TAG_ON, (double)x, (double)y);
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_point(data, TAG_ON, (double)x, (double)y);
}

static void conic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x, float y,
                     void *user)
{
    (void)funcs, (void)state, (void)user;
    add_point(data, TAG_CONTROL_OF_CONIC, (double)x1, (double)y1);
    add_point(data, TAG_ON, (double)x, (double)y);
}

static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
                     float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_point(data, TAG_CONTROL_OF_CUBIC, (double)x1, (double)y1);
    add_point(data, TAG_CONTROL_OF_CUBIC, (double)x2, (double)y2);
    add_point(data, TAG_ON, (double)x, (double)y);
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    struct pen *pen = data;

    (void)funcs, (void)state, (void)user;
    end_contour(pen->outline);
}

static hb_draw_funcs_t *make_funcs(void)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();

    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, conic_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
    return funcs;
}

void outline_add_glyph(struct outline *outline, const struct font_face *face, uint32_t glyph,
                       const struct outline_matrix *matrix)
{
    struct pen pen = {outline, matrix};

    if (!outline->funcs)
        outline->funcs = make_funcs();
    hb_font_get_glyph_shape(face->hb_font, glyph, outline->funcs, &pen);
    end_contour(outline);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static void add_step(struct pen *pen, const struct path_step *step)
{
    double x = (double)step->x, y = (double)step->y;

    switch (step->verb) {
    case PATH_MOVE:
        end_contour(pen->outline);
        add_point(pen, TAG_ON, x, y);
        break;
    case PATH_LINE:
        add_point(pen, TAG_ON, x, y);
        break;
    case PATH_CURVE:
        add_point(pen, TAG_CONTROL_OF_CUBIC, (double)step->x1, (double)step->y1);
        add_point(pen, TAG_CONTROL_OF_CUBIC, (double)step->x2, (double)step->y2);
        add_point(pen, TAG_ON, x, y);
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
