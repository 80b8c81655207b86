/* raster/outline.h - inside raster/: outlines in FreeType's form, from glyphs and from paths. */
#ifndef RASTER_OUTLINE_H
#define RASTER_OUTLINE_H

#include "page/document.h"
#include "raster/shape.h"

#include <ft2build.h>
#include FT_OUTLINE_H

#include <stdbool.h>

/* x' = xx x + xy y + x0, y' = yx x + yy y + y0; results in 1/64 pixel. */
struct outline_matrix {
    double xx, xy, yx, yy;
    double x0, y0;
};

/* An outline that grows and is used again. */
struct outline {
    FT_Outline shape; /* points, tags and contours with room for the capacities */
    size_t point_capacity, contour_capacity;
    bool is_too_long; /* more points than an FT_Outline counts (32,767) */
};

void outline_clear(struct outline *outline);
void outline_free(struct outline *outline);

/* Adds a glyph, its font units mapped by `matrix`. */
void outline_add_glyph(struct outline *outline, const struct shape *shape, const struct outline_matrix *matrix);

/* Adds a path, its lengths mapped by `matrix`. */
void outline_add_path(struct outline *outline, const struct path *path, const struct outline_matrix *matrix);

#endif
