/*
 * PNG (ISO/IEC 15948). libpng's simplified interface decodes every kind there is, 1 to 16 bits, grey, palette,
 * interlaced, transparent, into 8 bits of sRGB and alpha. It does not tell the resolution, and does not look at what
 * comes after the pixels; so the chunks are walked here too.
 */
#include "image/format.h"

#include <png.h>
#include <string.h>

#define SIGNATURE "\x89PNG\r\n\x1A\n"
#define SIGNATURE_SIZE 8
#define CHUNK_FRAME 12 /* length, type, check sum */
#define METRE (1000 * LENGTH_PER_MM)

#define IHDR_SIZE 13
#define PHYS_SIZE 9
#define PHYS_METRE 1

struct chunk {
    const char *type;
    const char *bytes;
    size_t size;
};

static bool is_type(const struct chunk *chunk, const char *type)
{
    return memcmp(chunk->type, type, 4) == 0;
}

static void read_density(struct image_claims *claims, const struct chunk *chunk)
{
    if (chunk->size != PHYS_SIZE || chunk->bytes[8] != PHYS_METRE)
        return;
    claims->density_x = image_be32(chunk->bytes);
    claims->density_y = image_be32(chunk->bytes + 4);
    claims->per = METRE;
}

static bool read_chunk(struct image_reading *reading, const struct chunk *chunk)
{
    if (is_type(chunk, "IHDR") && chunk->size == IHDR_SIZE) {
        reading->image->columns = image_be32(chunk->bytes);
        reading->image->rows = image_be32(chunk->bytes + 4);
        reading->image->is_gray = (chunk->bytes[9] & PNG_COLOR_MASK_COLOR) == 0;
    } else if (is_type(chunk, "pHYs")) {
        read_density(&reading->claims, chunk);
    } else if (is_type(chunk, "eXIf")) {
        reading->claims.orientation = exif_orientation(chunk->bytes, chunk->size);
    } else if (is_type(chunk, "acTL")) { /* only its first picture would be seen */
        return image_fail(reading, DIAG_IMAGE_KIND, DIAG_BOTH("an animation", "アニメーション"));
    }
    return true;
}

/* Up to the chunk that ends every PNG. */
static bool inspect_png(struct image_reading *reading)
{
    const struct source *file = reading->image->file;
    size_t at = SIGNATURE_SIZE;

    while (file->size - at >= CHUNK_FRAME) {
        const char *bytes = file->bytes + at;
        struct chunk chunk = {bytes + 4, bytes + 8, image_be32(bytes)};

        if (chunk.size > file->size - at - CHUNK_FRAME)
            break;
        if (is_type(&chunk, "IEND"))
            return true;
        if (!read_chunk(reading, &chunk))
            return false;
        at += CHUNK_FRAME + chunk.size;
    }
    return image_fail(reading, DIAG_IMAGE_DAMAGED, DIAG_BOTH("its end is missing", "終わりの部分がありません"));
}

static bool decode_png(struct image_reading *reading, unsigned char *rgba)
{
    const struct source *file = reading->image->file;
    png_image png = {.version = PNG_IMAGE_VERSION};

    if (!png_image_begin_read_from_memory(&png, file->bytes, file->size))
        return image_fail(reading, DIAG_IMAGE_DAMAGED, png.message);
    png.format = PNG_FORMAT_RGBA;
    png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB; /* a file that states no gamma is sRGB, also one of 16 bits */
    bool is_whole = png.width == reading->image->columns && png.height == reading->image->rows &&
                    png_image_finish_read(&png, NULL, rgba, 0, NULL);
    png_image_free(&png);
    return is_whole || image_fail(reading, DIAG_IMAGE_DAMAGED, png.message);
}

const struct image_reader image_png = {
    .name = "PNG",
    .signature = SIGNATURE,
    .signature_size = SIGNATURE_SIZE,
    .inspect = inspect_png,
    .decode = decode_png,
};
