/* raster/gaps.h - how narrow the white between the strokes of a glyph is. */
#ifndef RASTER_GAPS_H
#define RASTER_GAPS_H

#include "font/font.h"

#include <stdbool.h>
#include <stdint.h>

#define GAPS_EM 64 /* to the em */

/*
 * How often, in the 64 columns of the em, the white between one stroke and the next below is so many 64ths high.
 */
struct glyph_gaps {
    uint16_t count[GAPS_EM];
};

/* What measures them; not to be shared by threads. */
struct raster_gaps;

struct raster_gaps *raster_gaps_open(void);            /* NULL: FreeType did not start */
void raster_gaps_close(struct raster_gaps *measuring); /* NULL allowed */

/* All 0 where there cannot be `least` gaps, counted together. False: FreeType gave up on the outline. */
bool raster_gaps_measure(struct raster_gaps *measuring, const struct font_face *face, uint32_t glyph, unsigned least,
                         struct glyph_gaps *gaps);

#endif
