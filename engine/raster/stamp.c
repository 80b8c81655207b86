#include "raster/stamp.h"

#include "base/arena.h"
#include "raster/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KNOWN 4096 /* more than the glyphs of a few pages, each at two places within a pixel */

struct stamps {
    FT_Library library;
    struct outline outline;
    struct stamp *known[KNOWN]; /* the later takes the place of the earlier */
};

struct stamps *stamps_open(FT_Library library)
{
    struct stamps *stamps = mem_alloc(sizeof(*stamps));

    *stamps = (struct stamps){.library = library};
    return stamps;
}

void stamps_close(struct stamps *stamps)
{
    if (!stamps)
        return;
    for (size_t i = 0; i < KNOWN; i++)
        free(stamps->known[i]);
    outline_free(&stamps->outline);
    free(stamps);
}

/* --- filling ------------------------------------------------------------------------------------------------------ */

/* White, and large enough for all that FreeType may blacken: a pixel more on each side. */
static struct stamp *blank(const struct shape *shape, const struct outline_matrix *matrix, FT_Outline *outline)
{
    FT_BBox box;
    int64_t left, bottom;
    size_t width, rows, stride;
    struct stamp *stamp;

    FT_Outline_Get_CBox(outline, &box);
    left = canvas_pixel(box.xMin) - 1;
    bottom = canvas_pixel(box.yMin) - 1;
    width = (size_t)(canvas_pixel(box.xMax) + 2 - left);
    rows = (size_t)(canvas_pixel(box.yMax) + 2 - bottom);
    stride = (width + 7) / 8;
    stamp = mem_alloc(sizeof(*stamp) + rows * stride);
    *stamp = (struct stamp){shape->face, shape->glyph, *matrix, left, bottom, width, rows, stride};
    memset(stamp->bits, 0, rows * stride);
    return stamp;
}

static struct stamp *fill(struct stamps *stamps, const struct shape *shape, const struct outline_matrix *matrix)
{
    FT_Outline *outline = &stamps->outline.shape;
    struct stamp *stamp;
    FT_Bitmap bitmap;

    outline_clear(&stamps->outline);
    outline_add_glyph(&stamps->outline, shape, matrix);
    if (stamps->outline.is_too_long)
        return NULL;
    stamp = blank(shape, matrix, outline);
    bitmap = (FT_Bitmap){
        .rows = (unsigned)stamp->rows,
        .width = (unsigned)stamp->width,
        .pitch = (int)stamp->stride,
        .buffer = stamp->bits,
        .pixel_mode = FT_PIXEL_MODE_MONO,
    };
    FT_Outline_Translate(outline, -stamp->left * SUBPIXELS, -stamp->bottom * SUBPIXELS);
    if (FT_Outline_Get_Bitmap(stamps->library, outline, &bitmap) == 0)
        return stamp;
    free(stamp);
    return NULL;
}

/* --- remembering -------------------------------------------------------------------------------------------------- */

static size_t place_of(const struct shape *shape, const struct outline_matrix *matrix)
{
    double units = 1 << 16; /* of sizes that differ by a 65,536th pixel a font unit */
    size_t size = (size_t)(units * (fabs(matrix->xx) + fabs(matrix->xy)));
    size_t origin = (size_t)matrix->x0 + (size_t)matrix->y0;

    return (shape->glyph + shape->face->index * 7919u + size * 31 + origin * 61) % KNOWN;
}

static bool is_of(const struct stamp *stamp, const struct shape *shape, const struct outline_matrix *matrix)
{
    return stamp->face == shape->face && stamp->glyph == shape->glyph &&
           memcmp(&stamp->matrix, matrix, sizeof(*matrix)) == 0;
}

const struct stamp *stamps_find(struct stamps *stamps, const struct shape *shape, const struct outline_matrix *matrix)
{
    struct stamp **place = &stamps->known[place_of(shape, matrix)];

    if (!*place || !is_of(*place, shape, matrix)) {
        free(*place);
        *place = fill(stamps, shape, matrix);
    }
    return *place;
}

/* --- putting ------------------------------------------------------------------------------------------------------ */

static void put_byte(uint8_t *to, unsigned bits, bool is_black)
{
    *to = (uint8_t)(is_black ? *to | bits : *to & ~bits);
}

static void put_row(const uint8_t *bits, size_t count, uint8_t *row, int64_t x, bool is_black)
{
    unsigned shift = (unsigned)(x & 7), carry = 0;

    row += x / 8;
    for (size_t i = 0; i < count; i++) {
        put_byte(&row[i], carry | bits[i] >> shift, is_black);
        carry = (unsigned)bits[i] << (8 - shift) & 0xFF;
    }
    if (carry != 0)
        put_byte(&row[count], carry, is_black);
}

bool stamp_put(const struct stamp *stamp, struct raster *picture, int64_t x, int64_t y, bool is_black)
{
    int64_t left = x + stamp->left, top = y + 1 - stamp->bottom - (int64_t)stamp->rows;

    if (left < 0 || top < 0 || left + (int64_t)stamp->width > picture->width ||
        top + (int64_t)stamp->rows > picture->height)
        return false;
    for (size_t i = 0; i < stamp->rows; i++)
        put_row(stamp->bits + i * stamp->stride, stamp->stride, picture->pixels + ((size_t)top + i) * picture->stride,
                left, is_black);
    return true;
}
