#include "raster/canvas.h"

#include <string.h>

length canvas_scaled(length value, int32_t resolution)
{
    return length_scale(value, (int64_t)resolution * SUBPIXELS, (int64_t)EMU_PER_INCH * 1000);
}

length canvas_across(const struct raster_canvas *canvas, length x)
{
    return canvas->page_left + canvas_scaled(x, canvas->options.resolution.x);
}

length canvas_down(const struct raster_canvas *canvas, length y)
{
    return canvas_scaled(y, canvas->options.resolution.y);
}

int64_t canvas_pixel(length subpixels)
{
    return subpixels >= 0 ? subpixels / SUBPIXELS : -((SUBPIXELS - 1 - subpixels) / SUBPIXELS);
}

int64_t canvas_nearest(length subpixels)
{
    return canvas_pixel(subpixels + SUBPIXELS / 2);
}

int64_t canvas_within(int64_t value, int64_t end)
{
    return value < 0 ? 0 : value > end ? end : value;
}

static void fill_bits(uint8_t *row, int64_t left, int64_t right, bool is_black)
{
    for (int64_t x = left; x < right; x++) {
        uint8_t bit = (uint8_t)(0x80 >> (x & 7));

        if ((x & 7) == 0 && right - x >= 8) { /* a whole byte */
            row[x >> 3] = is_black ? 0xFF : 0;
            x += 7;
        } else if (is_black) {
            row[x >> 3] |= bit;
        } else {
            row[x >> 3] &= (uint8_t)~bit;
        }
    }
}

void canvas_fill(struct raster_canvas *canvas, int64_t left, int64_t top, int64_t right, int64_t bottom)
{
    const struct raster *picture = &canvas->picture;

    left = canvas_within(left, picture->width);
    right = canvas_within(right, picture->width);
    top = canvas_within(top, picture->height);
    bottom = canvas_within(bottom, picture->height);
    for (int64_t y = top; y < bottom && left < right; y++) {
        uint8_t *row = picture->pixels + (size_t)y * picture->stride;

        if (canvas->options.kind == RASTER_GRAY)
            memset(row + left, canvas->ink, (size_t)(right - left));
        else
            fill_bits(row, left, right, canvas->ink == 0);
    }
}

uint8_t canvas_luma(uint32_t color)
{
    return (uint8_t)((299 * (color >> 16 & 0xFF) + 587 * (color >> 8 & 0xFF) + 114 * (color & 0xFF) + 500) / 1000);
}

struct span canvas_span(length one, length other)
{
    int64_t a = canvas_nearest(one), b = canvas_nearest(other);

    return a < b ? (struct span){a, b} : (struct span){b, a};
}
