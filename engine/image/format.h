/*
 * image/format.h - inside image/: one file a format, each with what struct image_reader asks for.
 *
 * A reader first tells what the file says of itself, without believing it more than that, and then decodes it.
 */
#ifndef IMAGE_FORMAT_H
#define IMAGE_FORMAT_H

#include "image/image.h"

/* What a file says of itself besides what goes into struct image. */
struct image_claims {
    uint32_t density_x, density_y; /* dots each `per`, as the file has its columns and rows; 0: not stated */
    length per;                    /* an inch, a centimetre, a metre */
    int orientation;               /* Exif: 1 (upright) to 8; 0: not stated */
};

/* A file being read. The readers fill `image` and `claims`; each failure ends in image_fail. */
struct image_reading {
    struct arena *arena;
    struct image *image;
    struct image_claims claims;
    struct diag_cause *cause;
};

/* Always false. `detail` is copied. */
bool image_fail(struct image_reading *reading, enum diag_code code, const char *detail);

/*
 * `inspect` fills columns, rows, is_gray, is_rgb and the claims. `decode` gives the file's pixels, four bytes each
 * (red, green, blue, alpha), columns * rows * 4 bytes at `rgba`; it must fail where anything is missing.
 */
struct image_reader {
    const char *name;
    const char *signature;
    size_t signature_size;
    bool (*inspect)(struct image_reading *reading);
    bool (*decode)(struct image_reading *reading, unsigned char *rgba);
};
extern const struct image_reader image_png, image_jpeg;

/* exif.c - the orientation in a block of Exif data (a TIFF header and what follows); 0: none is stated. */
int exif_orientation(const char *bytes, size_t size);

/* Big-endian numbers, as both formats have them. */
static inline uint32_t image_be16(const char *at)
{
    return (uint32_t)(unsigned char)at[0] << 8 | (unsigned char)at[1];
}
static inline uint32_t image_be32(const char *at)
{
    return image_be16(at) << 16 | image_be16(at + 2);
}

#endif
