/*
 * raster/picture.c - pictures in grey: each pixel of the page is the mean of what it covers. On bilevel pages the greys
 * become patterns of dots by error diffusion (Floyd and Steinberg, 1976), which leaves black and white as they are.
 */
#include "raster/canvas.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

/* --- greys -------------------------------------------------------------------------------------------------------- */

static bool decode(struct grays *grays, const struct image *image)
{
    size_t count = (size_t)image->width * image->height;

    free(grays->bytes);
    grays->bytes = mem_alloc(3 * count);
    memcpy(grays->sha256, image->sha256, sizeof(grays->sha256));
    if (!image_decode(image, grays->bytes))
        return false;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *rgb = grays->bytes + 3 * i;

        grays->bytes[i] = canvas_luma((uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2]);
    }
    return true;
}

/* The picture's greys, decoded once for all the times it follows itself; NULL: its bytes are not what they were. */
static const uint8_t *grays_of(struct grays *grays, const struct image *image)
{
    if (grays->bytes && strcmp(grays->sha256, image->sha256) == 0)
        return grays->bytes;
    if (decode(grays, image))
        return grays->bytes;
    free(grays->bytes);
    grays->bytes = NULL;
    return NULL;
}

/* --- size --------------------------------------------------------------------------------------------------------- */

/* A picture on its way into a box of whole pixels. */
struct scaling {
    const uint8_t *grays;
    uint32_t columns, rows; /* of the picture */
    struct span across, down;
};

/* What pixel `index` of `count` covers of `size` picture pixels; one at least. */
static struct span covered(int64_t index, int64_t count, uint32_t size)
{
    return (struct span){index * size / count, ((index + 1) * size + count - 1) / count};
}

static uint8_t mean(const struct scaling *scaling, struct span columns, struct span rows)
{
    uint64_t count = (uint64_t)((columns.end - columns.start) * (rows.end - rows.start)), sum = 0;

    for (int64_t y = rows.start; y < rows.end; y++)
        for (int64_t x = columns.start; x < columns.end; x++)
            sum += scaling->grays[(size_t)y * scaling->columns + (size_t)x];
    return (uint8_t)((sum + count / 2) / count);
}

/* One row of the box. */
static void scale_row(const struct scaling *scaling, int64_t y, uint8_t *row)
{
    int64_t width = scaling->across.end - scaling->across.start;
    struct span rows = covered(y - scaling->down.start, scaling->down.end - scaling->down.start, scaling->rows);

    for (int64_t i = 0; i < width; i++)
        row[i] = mean(scaling, covered(i, width, scaling->columns), rows);
}

/* --- dots --------------------------------------------------------------------------------------------------------- */

/*
 * Makes the row black and white; what each pixel is too dark or too bright goes to its neighbours, 7 sixteenths to the
 * right and 3, 5 and 1 below. Errors are in sixteenths, with a place before the first pixel and one behind the last.
 */
static void diffuse(uint8_t *row, int64_t width, int *errors, int *below)
{
    for (int64_t i = 0; i < width; i++) {
        int wanted = 16 * row[i] + errors[i + 1];
        int error;

        row[i] = wanted < 16 * 128 ? 0 : UINT8_MAX;
        error = (wanted - 16 * row[i]) / 16;
        errors[i + 2] += 7 * error;
        below[i] += 3 * error;
        below[i + 1] += 5 * error;
        below[i + 2] += error;
    }
}

/* --- on the page -------------------------------------------------------------------------------------------------- */

/* Pixels of one grey that follow each other are one box. */
static void put_row(struct raster_canvas *canvas, const uint8_t *row, struct span across, int64_t y)
{
    for (int64_t x = across.start, end; x < across.end; x = end) {
        canvas->ink = row[x - across.start];
        for (end = x + 1; end < across.end && row[end - across.start] == canvas->ink; end++)
            ;
        canvas_fill(canvas, x, y, end, y + 1);
    }
}

static void draw_rows(struct raster_canvas *canvas, const struct scaling *scaling)
{
    int64_t width = scaling->across.end - scaling->across.start;
    size_t size = (size_t)width + 2;
    uint8_t *row = mem_alloc((size_t)width);
    int *errors = mem_grow(NULL, 2 * size, sizeof(int)), *below = errors + size;

    memset(errors, 0, 2 * size * sizeof(int));
    for (int64_t y = scaling->down.start; y < scaling->down.end; y++) {
        scale_row(scaling, y, row);
        if (canvas->options.kind == RASTER_BILEVEL) {
            diffuse(row, width, errors, below);
            memcpy(errors, below, size * sizeof(int));
            memset(below, 0, size * sizeof(int));
        }
        put_row(canvas, row, scaling->across, y);
    }
    free(row);
    free(errors);
}

/* One pixel at least. */
static struct span box_span(length one, length other)
{
    struct span span = canvas_span(one, other);

    return (struct span){span.start, span.end > span.start ? span.end : span.start + 1};
}

void picture_draw(struct raster_canvas *canvas, const struct mark *mark)
{
    const struct image *image = mark->image.image;
    struct scaling scaling = {
        .grays = grays_of(&canvas->grays, image),
        .columns = image->width,
        .rows = image->height,
        .across = box_span(canvas_across(canvas, mark->x), canvas_across(canvas, mark->x + mark->image.width)),
        .down = box_span(canvas_down(canvas, mark->y), canvas_down(canvas, mark->y + mark->image.height)),
    };

    if (scaling.grays)
        draw_rows(canvas, &scaling);
    else
        canvas->has_failed = true;
}
