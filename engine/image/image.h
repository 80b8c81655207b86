/*
 * image/image.h - what picture is this? PNG and JPEG files, checked whole, and their pixels.
 *
 * A picture is read from bytes that anybody may have made, so it is decoded once, to the end, before it counts as one.
 * After that it is immutable and may be shared by threads.
 */
#ifndef IMAGE_IMAGE_H
#define IMAGE_IMAGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/length.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/source.h"

#include <stdbool.h>
#include <stdint.h>

enum image_format {
    IMAGE_PNG,
    IMAGE_JPEG,
};

/*
 * How the picture in the file becomes upright (the orientation that cameras write, Exif 2.32, 4.6.4): rows become
 * columns, then left becomes right, then top becomes bottom.
 */
struct image_turn {
    bool is_swapped;
    bool is_mirrored;
    bool is_upended;
};

struct image {
    enum image_format format;
    const struct source *file; /* its name and bytes, borrowed */
    uint32_t columns, rows;    /* pixels as the file has them */
    struct image_turn turn;
    uint32_t width, height;               /* pixels as one sees them: upright */
    length natural_width, natural_height; /* upright, at the resolution the file states, or at IMAGE_DPI */
    bool is_gray;                         /* one component; otherwise red, green, blue */
    bool is_rgb;                          /* JPEG: its components are R, G, B, not the usual Y, Cb, Cr */
    char sha256[SHA256_HEX_SIZE + 1];     /* of the file */
};

/*
 * Dots per inch where the file states none, or none that can be meant (below 36, above 4,800): those of a screen, from
 * which such pictures come.
 */
#define IMAGE_DPI 96

/* Pixels on a side: as many as JPEG can count (ITU-T T.81, B.2.2). */
#define IMAGE_SIDE_MAX 65535

/* What the pictures of one document came to so far, good or bad: reading them costs the same. Start as {0}. */
struct image_sum {
    size_t bytes, pixels;
};

/* Whether the sum is within the limits. False with *cause, its texts in the arena: `name` is one picture too many. */
bool image_check_sum(struct arena *arena, const struct image_sum *sum, const struct limits *limits, const char *name,
                     struct diag_cause *cause);

/*
 * Reads a picture, and adds it to the sum before it costs anything; it lives in `arena` and borrows `file`. NULL with
 * *cause, its texts in the arena: it is no PNG or JPEG, or one that cannot be drawn, or damaged or cut short, or too
 * large.
 */
const struct image *image_open(struct arena *arena, const struct source *file, const struct limits *limits,
                               struct image_sum *sum, struct diag_cause *cause);

/* Whether a file of this name claims to be a picture, of whatever format. */
bool image_has_name(const char *name);

/*
 * The pixels, upright, row by row from the top, three bytes each (red, green, blue in sRGB, as the file has them), with
 * what is transparent on white: width * height * 3 bytes at `rgb`. False: the bytes are no longer those that
 * image_open has seen.
 */
bool image_decode(const struct image *image, unsigned char *rgb);

const char *image_format_name(enum image_format format); /* "PNG" */

#endif
