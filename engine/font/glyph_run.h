/* font/glyph_run.h - shaped text of one face and size: glyph ids beside the characters they came from. */
#ifndef FONT_GLYPH_RUN_H
#define FONT_GLYPH_RUN_H

#include "base/length.h"
#include "font/font.h"

/*
 * One glyph, placed. Positions are absolute within the run (worked out from the running sum in font units, so that
 * rounding never piles up): the glyph's origin is at x along the line from the run's start, and y above the baseline.
 *
 * In a vertical run (upright glyphs, one below the other) the run's origin is on the middle of its line; the origin
 * that the glyph has in horizontal text is x below it and y to the right of it. So y is about minus half the glyph's
 * width, and x is where the glyph's body begins plus the height of its vertical origin (VORG; 0.88 em).
 */
struct glyph {
    uint32_t id; /* in the face; 0 only for a drawn missing-glyph mark */
    length x;
    length y;       /* upwards [length] */
    length advance; /* to the next cluster, spacing included, on the cluster's last glyph; the glyph's own otherwise */
    uint32_t start; /* first byte of the cluster in run->text; equal for all glyphs of one cluster */
    uint32_t end;   /* one past its last byte */
};

struct glyph_run {
    const struct font_face *face;
    length size;      /* of the em */
    int32_t scale;    /* 長体: of glyphs along the line, in thousandths, 1000 = natural; positions above include it */
    bool is_rotated;  /* turned 90 degrees clockwise about its origin: Western words in vertical text (VE-2) */
    bool is_vertical; /* the glyphs stand upright, one below the other; never together with is_rotated */
    const char *text; /* UTF-8 source of the run, as it must come back from the PDF */
    uint32_t text_size;
    uint32_t count;
    const struct glyph *glyphs;
    length advance; /* from the first glyph's body to the last one's end */
};

#endif
