/*
 * Exif (CIPA DC-008) is a TIFF file in a picture. One thing of it matters: how the camera was held. Anything that does
 * not read as that is passed over, as other programs do.
 */
#include "image/format.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRY_SIZE 12

struct tiff {
    const unsigned char *bytes;
    size_t size;
    bool is_little_endian;
};

/* Numbers beyond the end are 0. */
static uint32_t number16(const struct tiff *tiff, size_t at)
{
    if (at > tiff->size || tiff->size - at < 2)
        return 0;
    uint32_t first = tiff->bytes[at], second = tiff->bytes[at + 1];
    return tiff->is_little_endian ? second << 8 | first : first << 8 | second;
}

static uint32_t number32(const struct tiff *tiff, size_t at)
{
    uint32_t first = number16(tiff, at), second = number16(tiff, at + 2);

    return tiff->is_little_endian ? second << 16 | first : first << 16 | second;
}

int exif_orientation(const char *bytes, size_t size)
{
    struct tiff tiff = {(const unsigned char *)bytes, size, size > 1 && memcmp(bytes, "II", 2) == 0};
    size_t directory = number32(&tiff, 4);
    uint32_t count = number16(&tiff, directory);

    for (uint32_t i = 0; i < count; i++) {
        size_t entry = directory + 2 + (size_t)ENTRY_SIZE * i;

        if (number16(&tiff, entry) == TAG_ORIENTATION && number16(&tiff, entry + 2) == TYPE_SHORT)
            return number16(&tiff, entry + 8) <= 8 ? (int)number16(&tiff, entry + 8) : 0;
    }
    return 0;
}
