/*
 * The glyph is drawn lying on its side, a row of the bitmap for each column of the em, so that the white above and
 * below a stroke stands in one row.
 */
#include "raster/gaps.h"

#include "base/arena.h"
#include "raster/outline.h"

#include <stdlib.h>
#include <string.h>

#define SUBPIXELS 64
#define STRIDE (GAPS_EM / 8)
#define DESCENT 0.12 /* of the em box, below the baseline */

/* An outline of fewer points has strokes too few to crowd: drawing it would be most of the work. */
#define FEW_POINTS 40

struct raster_gaps {
    FT_Library library;
    struct outline outline;
    uint8_t pixels[GAPS_EM * STRIDE];
};

struct raster_gaps *raster_gaps_open(void)
{
    struct raster_gaps *measuring = mem_alloc(sizeof(*measuring));

    *measuring = (struct raster_gaps){0};
    if (FT_Init_FreeType(&measuring->library) == 0)
        return measuring;
    free(measuring);
    return NULL;
}

void raster_gaps_close(struct raster_gaps *measuring)
{
    if (!measuring)
        return;
    FT_Done_FreeType(measuring->library);
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

static bool draw(struct raster_gaps *measuring, const struct font_face *face, uint32_t glyph)
{
    double unit = (double)(GAPS_EM * SUBPIXELS) / face->upem;
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
    outline_add_glyph(&measuring->outline, face, glyph, &lying);
    if (measuring->outline.is_too_long)
        return false;
    measuring->outline.shape.flags = FT_OUTLINE_SINGLE_PASS | FT_OUTLINE_IGNORE_DROPOUTS; /* half the work */
    return measuring->outline.shape.n_points < FEW_POINTS ||
           FT_Outline_Get_Bitmap(measuring->library, &measuring->outline.shape, &bitmap) == 0;
}

bool raster_gaps_measure(struct raster_gaps *measuring, const struct font_face *face, uint32_t glyph,
                         struct glyph_gaps *gaps)
{
    *gaps = (struct glyph_gaps){0};
    if (!draw(measuring, face, glyph))
        return false;
    for (size_t i = 0; i < GAPS_EM; i++)
        count_row(word_of(measuring->pixels + i * STRIDE), gaps);
    return true;
}
