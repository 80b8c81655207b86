/*
 * The glyph is drawn lying on its side, a row of the bitmap for each column of the em, so that the white above and
 * below a stroke stands in one row.
 */
#include "raster/gaps.h"

#include "base/arena.h"
#include "raster/outline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SUBPIXELS 64
#define STRIDE (GAPS_EM / 8)
#define DESCENT 0.12 /* of the em box, below the baseline */

struct raster_gaps {
    FT_Library library;
    struct shapes *shapes;
    struct outline outline;
    uint8_t pixels[GAPS_EM * STRIDE];
};

struct raster_gaps *raster_gaps_open(void)
{
    struct raster_gaps *measuring = mem_alloc(sizeof(*measuring));

    *measuring = (struct raster_gaps){.shapes = shapes_open()};
    if (FT_Init_FreeType(&measuring->library) == 0)
        return measuring;
    raster_gaps_close(measuring);
    return NULL;
}

void raster_gaps_close(struct raster_gaps *measuring)
{
    if (!measuring)
        return;
    if (measuring->library)
        FT_Done_FreeType(measuring->library);
    shapes_close(measuring->shapes);
    outline_free(&measuring->outline);
    free(measuring);
}

/* The row as one word; which end is which does not matter. */
static uint64_t word_of(const uint8_t *row)
{
    uint64_t word = 0;

    for (size_t i = 0; i < STRIDE; i++)
        word = word << 8 | row[i];
    return word;
}

static int zeros_below(uint64_t word)
{
    return __builtin_ctzll(word);
}

/* White that has black on both sides: in turn the black and the white is shifted out. */
static void count_row(uint64_t word, struct glyph_gaps *gaps)
{
    if (word == 0)
        return;
    word >>= zeros_below(word);
    while (~word != 0 && (word >>= zeros_below(~word)) != 0) {
        gaps->count[zeros_below(word)]++;
        word >>= zeros_below(word);
    }
}

/* How many columns the contours cross, each as often as it does, and how many they lie in. */
struct crossings {
    double all, wide;
};
static struct crossings crossings_of(const struct shape *shape, int upem)
{
    float all = 0, least = INFINITY, most = -INFINITY;
    const struct shape_point *first = shape->points;

    for (const struct shape_point *point = shape->points; point < shape->points + shape->count; point++) {
        const struct shape_point *next = point->is_last ? first : point + 1;

        all += fabsf(next->x - point->x);
        least = fminf(least, point->x);
        most = fmaxf(most, point->x);
        if (point->is_last)
            first = point + 1;
    }
    return (struct crossings){(double)all * GAPS_EM / upem,
                              shape->count > 0 ? (double)(most - least) * GAPS_EM / upem : 0};
}

/* Each stroke is entered and left; between n of them are n - 1 gaps. Most kanji need not be drawn to know it. */
static bool can_have(const struct shape *shape, int upem, unsigned count)
{
    struct crossings crossings = crossings_of(shape, upem);

    return crossings.all / 2 - crossings.wide >= count;
}

static bool draw(struct raster_gaps *measuring, const struct shape *shape)
{
    double unit = (double)(GAPS_EM * SUBPIXELS) / shape->face->upem;
    struct outline_matrix lying = {.xy = unit, .yx = unit, .x0 = DESCENT * GAPS_EM * SUBPIXELS};
    FT_Bitmap bitmap = {
        .rows = GAPS_EM,
        .width = GAPS_EM,
        .pitch = STRIDE,
        .buffer = measuring->pixels,
        .pixel_mode = FT_PIXEL_MODE_MONO,
    };

    memset(measuring->pixels, 0, sizeof(measuring->pixels));
    outline_clear(&measuring->outline);
    outline_add_glyph(&measuring->outline, shape, &lying);
    if (measuring->outline.is_too_long)
        return false;
    measuring->outline.shape.flags = FT_OUTLINE_SINGLE_PASS | FT_OUTLINE_IGNORE_DROPOUTS; /* half the work */
    return FT_Outline_Get_Bitmap(measuring->library, &measuring->outline.shape, &bitmap) == 0;
}

bool raster_gaps_measure(struct raster_gaps *measuring, const struct font_face *face, uint32_t glyph, unsigned least,
                         struct glyph_gaps *gaps)
{
    const struct shape *shape = shapes_find(measuring->shapes, face, glyph);

    *gaps = (struct glyph_gaps){0};
    if (!can_have(shape, face->upem, least))
        return true;
    if (!draw(measuring, shape))
        return false;
    for (size_t i = 0; i < GAPS_EM; i++)
        count_row(word_of(measuring->pixels + i * STRIDE), gaps);
    return true;
}
