/*
 * raster/canvas.h - inside raster/: the picture being drawn.
 *
 * FreeType's y grows upwards from the picture's lower edge, in 1/64 pixel; everything here that is a pixel row counts
 * from the top.
 */
#ifndef RASTER_CANVAS_H
#define RASTER_CANVAS_H

#include "image/image.h"
#include "raster/outline.h"
#include "raster/raster.h"
#include "raster/stamp.h"

#include FT_STROKER_H

#define EMU_PER_INCH 914400
#define SUBPIXELS 64      /* of FreeType's coordinates, to a pixel */
#define THIN_TOLERANCE 16 /* what is 1/16 pixel wider than whole pixels does not take another one */

/* An edge of a rule: where it is on the page, and the pixel that begins there. */
struct edge {
    length at;
    int64_t pixel;
};
struct edges {
    struct edge *list; /* sorted */
    size_t count, capacity;
};

/* The picture drawn last, by its digest. */
struct grays {
    char sha256[SHA256_HEX_SIZE + 1];
    uint8_t *bytes; /* one a pixel, or NULL */
};

struct raster_canvas {
    struct raster_options options; /* of the picture as it is drawn, which is upright */
    bool is_turned;                /* afterwards */
    FT_Library library;
    FT_Stroker stroker;
    struct raster picture;
    size_t capacity; /* [bytes] of its pixels */
    struct raster turned;
    size_t turned_capacity;
    uint32_t turned_width; /* [pixels] wanted; 0: as the page */
    length page_left;      /* of the page's left edge in the picture [1/64 pixel] */
    struct shapes *shapes;
    struct stamps *stamps;
    struct outline outline, stroke;
    struct edges edges[2]; /* of the page's upright rules, of its level ones */
    struct grays grays;
    uint8_t ink; /* of what is being drawn: 0 black to 255 white */
    bool has_failed;
};

/* raster.c - room for the rows of a picture of its width and height; all white. */
void raster_clear(struct raster *picture, size_t *capacity, enum raster_kind kind);

/* canvas.c - from lengths to pixels, and boxes of pixels. */

/* In 1/64 pixel. */
length canvas_scaled(length value, int32_t resolution);
length canvas_across(const struct raster_canvas *canvas, length x);
length canvas_down(const struct raster_canvas *canvas, length y);

/* The pixel that a place is in. */
int64_t canvas_pixel(length subpixels);

/* The nearest whole pixel; halves go up, so that two edges a whole number of pixels apart stay so. */
int64_t canvas_nearest(length subpixels);

/* `value` brought between 0 and `end`. */
int64_t canvas_within(int64_t value, int64_t end);

/* Fills from left to right - 1 and top to bottom - 1 in the canvas's ink. */
void canvas_fill(struct raster_canvas *canvas, int64_t left, int64_t top, int64_t right, int64_t bottom);

/* ITU-R BT.601 luma of 0xRRGGBB, the grey that viewers turn colours into. */
uint8_t canvas_luma(uint32_t color);

/* Pixels from `start` to `end` - 1. */
struct span {
    int64_t start, end;
};
/* Between two edges in 1/64 pixel, whichever comes first. */
struct span canvas_span(length one, length other);

/*
 * lines.c - rules, and boxes drawn as rules. Once a page: collect the edges of its rules, at which others end.
 */
void lines_collect(struct raster_canvas *canvas, const struct page *page);
void lines_draw_rule(struct raster_canvas *canvas, const struct mark *mark);
bool lines_is_box(const struct path *path); /* a closed rectangle of level and upright lines: a check box */
void lines_stroke_box(struct raster_canvas *canvas, const struct mark *mark);

/* turn.c - the picture turned, in the canvas's `turned`. */
void turn_picture(struct raster_canvas *canvas);

/* picture.c */
void picture_draw(struct raster_canvas *canvas, const struct mark *mark);

/* qr.c */
void qr_draw(struct raster_canvas *canvas, const struct mark *mark);

#endif
