/* HarfBuzz reads the outlines of both glyf and CFF, from fonts that threads share, by calling back. */
#include "raster/shape.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#define KNOWN 4096 /* a power of 2, more than the glyphs of most documents: at 60 points each, 3 MB at most */

struct shapes {
    hb_draw_funcs_t *funcs;
    struct shape *known[KNOWN]; /* by face and glyph; the later takes the place of the earlier */
    struct shape_point *points; /* of the outline being read */
    size_t count, capacity;
};

static void add_point(struct shapes *shapes, enum shape_tag tag, float x, float y)
{
    if (shapes->count == shapes->capacity) {
        shapes->capacity = shapes->capacity ? 2 * shapes->capacity : 256;
        shapes->points = mem_grow(shapes->points, shapes->capacity, sizeof(struct shape_point));
    }
    shapes->points[shapes->count++] = (struct shape_point){x, y, (uint8_t)tag, false};
}

static void end_contour(struct shapes *shapes)
{
    if (shapes->count > 0)
        shapes->points[shapes->count - 1].is_last = true;
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    end_contour(data);
    add_point(data, SHAPE_ON, x, y);
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_point(data, SHAPE_ON, x, y);
}

static void conic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x, float y,
                     void *user)
{
    (void)funcs, (void)state, (void)user;
    add_point(data, SHAPE_CONTROL_OF_CONIC, x1, y1);
    add_point(data, SHAPE_ON, x, y);
}

static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
                     float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_point(data, SHAPE_CONTROL_OF_CUBIC, x1, y1);
    add_point(data, SHAPE_CONTROL_OF_CUBIC, x2, y2);
    add_point(data, SHAPE_ON, x, y);
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    end_contour(data);
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

struct shapes *shapes_open(void)
{
    struct shapes *shapes = mem_alloc(sizeof(*shapes));

    *shapes = (struct shapes){.funcs = make_funcs()};
    return shapes;
}

void shapes_close(struct shapes *shapes)
{
    if (!shapes)
        return;
    for (size_t i = 0; i < KNOWN; i++)
        free(shapes->known[i]);
    free(shapes->points);
    hb_draw_funcs_destroy(shapes->funcs);
    free(shapes);
}

static struct shape *read_shape(struct shapes *shapes, const struct font_face *face, uint32_t glyph)
{
    struct shape *shape;
    size_t size;

    shapes->count = 0;
    hb_font_get_glyph_shape(face->hb_font, glyph, shapes->funcs, shapes);
    end_contour(shapes);
    size = mem_size(shapes->count, sizeof(struct shape_point));
    shape = mem_alloc(sizeof(*shape) + size);
    *shape = (struct shape){.face = face, .glyph = glyph, .count = shapes->count};
    if (size > 0)
        memcpy(shape->points, shapes->points, size);
    return shape;
}

const struct shape *shapes_find(struct shapes *shapes, const struct font_face *face, uint32_t glyph)
{
    struct shape **place = &shapes->known[(glyph + face->index * 7919u) % KNOWN];

    if (!*place || (*place)->face != face || (*place)->glyph != glyph) {
        free(*place);
        *place = read_shape(shapes, face, glyph);
    }
    return *place;
}
