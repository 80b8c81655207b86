/* raster/stamp.h - inside raster/: glyphs as bilevel pixels, filled once and put wherever they recur. */
#ifndef RASTER_STAMP_H
#define RASTER_STAMP_H

#include "raster/outline.h"
#include "raster/raster.h"

struct stamp {
    const struct font_face *face;
    uint32_t glyph;
    struct outline_matrix matrix;
    int64_t left, bottom; /* [pixels] from the pixel that the origin is in, y upwards */
    size_t width, rows;   /* [pixels] */
    size_t stride;        /* [bytes] from row to row */
    uint8_t bits[];       /* rows from the top, the leftmost pixel the highest, 1 black */
};

/* Stamps asked for before; not to be shared by threads. */
struct stamps;

struct stamps *stamps_open(FT_Library library); /* which stays the caller's */
void stamps_close(struct stamps *stamps);       /* NULL allowed */

/*
 * The pixels of a glyph, its font units mapped by `matrix`, whose origin is in the pixel (0, 0); borrowed, good until
 * the next call. NULL: FreeType gave up on the outline.
 */
const struct stamp *stamps_find(struct stamps *stamps, const struct shape *shape, const struct outline_matrix *matrix);

/* Blackens, or whitens, the pixels where the origin is in column `x` and row `y`, rows counted from the top. False: not
 * all of them are in the picture, and nothing was done. */
bool stamp_put(const struct stamp *stamp, struct raster *picture, int64_t x, int64_t y, bool is_black);

#endif
