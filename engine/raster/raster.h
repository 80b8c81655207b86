/*
 * raster/raster.h - pages of marks as pixels, at two resolutions that need not be equal.
 *
 * Glyphs and paths are filled from their outlines as they are, without hints: bilevel by FreeType's monochrome
 * renderer, which keeps thin strokes (never by a threshold over grey ones), or grey with smooth edges. Rules and fills
 * are snapped to whole pixels; a rule is never thinner than its weight, and no rule vanishes. On bilevel pages of
 * 150 dpi and more the origin of a glyph is snapped too: to half a pixel along its line, to a row across it.
 */
#ifndef RASTER_RASTER_H
#define RASTER_RASTER_H

#include "page/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum raster_kind {
    /* Text, rules and paths are black whatever their colour, but white stays; pale fills are dropped; pictures are
     * dots. */
    RASTER_BILEVEL,
    RASTER_GRAY,
};

/* Thousandths of a dot per inch, across the picture and down. */
struct raster_resolution {
    int32_t x, y;
};

struct raster_options {
    enum raster_kind kind;
    struct raster_resolution resolution;
    uint32_t width; /* [pixels] of the picture, the page in its middle; 0: as wide as the page */
    bool is_turned; /* BILEVEL: the page lies on its left side, as landscape sheets are bound into upright ones */
};

/* Rows from the top. BILEVEL: a bit a pixel, the leftmost the highest, 1 black. GRAY: a byte a pixel, 0 black. */
struct raster {
    uint32_t width, height; /* [pixels] */
    size_t stride;          /* [bytes] from row to row */
    uint8_t *pixels;
};

struct raster_canvas;

/* A canvas for any number of pages, one after the other; not to be shared by threads. NULL: FreeType did not start. */
struct raster_canvas *raster_open(const struct raster_options *options);
void raster_close(struct raster_canvas *canvas); /* NULL allowed */

/* How many pixels a page takes. */
struct raster_size {
    uint32_t width, height;
};
struct raster_size raster_size(const struct raster_options *options, const struct page *page);

/* Draws the page; borrowed, good until the next call. NULL: FreeType gave up on an outline. */
const struct raster *raster_draw(struct raster_canvas *canvas, const struct page *page);

#endif
