/* raster/shape.h - inside raster/: the outlines of glyphs in font units, remembered, as a page repeats most of them. */
#ifndef RASTER_SHAPE_H
#define RASTER_SHAPE_H

#include "font/font.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* FreeType's tags of points: FT_CURVE_TAG. */
enum shape_tag {
    SHAPE_CONTROL_OF_CONIC = 0,
    SHAPE_ON = 1,
    SHAPE_CONTROL_OF_CUBIC = 2,
};

struct shape_point {
    float x, y; /* [font units], y upwards */
    uint8_t tag;
    bool is_last; /* of its contour, which goes on to its first */
};

struct shape {
    const struct font_face *face;
    uint32_t glyph;
    size_t count;
    struct shape_point points[];
};

/* Shapes asked for before; not to be shared by threads. */
struct shapes;

struct shapes *shapes_open(void);
void shapes_close(struct shapes *shapes); /* NULL allowed */

/* The outline of a glyph; borrowed, good until the next call. */
const struct shape *shapes_find(struct shapes *shapes, const struct font_face *face, uint32_t glyph);

#endif
