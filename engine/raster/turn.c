/*
 * raster/turn.c - a bilevel picture a quarter turn to the left: what was its top is its left side, where landscape
 * sheets among upright ones have it.
 */
#include "raster/canvas.h"

/* Row `y` of the picture becomes column `x` of the turned one, from below. */
static void turn_row(const struct raster *from, uint32_t y, struct raster *to, uint32_t x)
{
    const uint8_t *row = from->pixels + (size_t)y * from->stride;
    uint8_t bit = (uint8_t)(0x80 >> (x & 7));

    for (uint32_t i = 0; i < from->width; i++) {
        if (row[i >> 3] == 0)
            i |= 7; /* eight white pixels */
        else if (row[i >> 3] >> (7 - (i & 7)) & 1)
            to->pixels[(size_t)(to->height - 1 - i) * to->stride + (x >> 3)] |= bit;
    }
}

/* Of a page that is wider than the line the outer edges are lost, as upright ones lose them. */
void turn_picture(struct raster_canvas *canvas)
{
    const struct raster *from = &canvas->picture;
    struct raster *to = &canvas->turned;
    int64_t left;

    to->width = canvas->turned_width ? canvas->turned_width : from->height;
    to->height = from->width;
    raster_clear(to, &canvas->turned_capacity, RASTER_BILEVEL);
    left = ((int64_t)to->width - from->height) / 2;
    for (uint32_t y = 0; y < from->height; y++)
        if (left + y >= 0 && left + y < to->width)
            turn_row(from, y, to, (uint32_t)(left + y));
}
