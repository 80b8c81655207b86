/* Any bytes as a picture: one whose pixels are there, or a reason, never both, never neither. */
#include "image/image.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Small enough for many tries a second. */
static struct limits small_limits(void)
{
    struct limits limits = limits_default;

    limits.image_pixels = 1 << 18;
    return limits;
}

static void check_image(const struct image *image)
{
    unsigned char *rgb = mem_alloc((size_t)image->width * image->height * 3);
    bool is_whole = image_decode(image, rgb);

    assert(is_whole && image->natural_width > 0 && image->natural_height > 0);
    assert((uint64_t)image->width * image->height == (uint64_t)image->columns * image->rows);
    for (size_t i = 0; image->is_gray && i < (size_t)image->width * image->height * 3; i += 3)
        assert(rgb[i] == rgb[i + 1] && rgb[i] == rgb[i + 2]);
    free(rgb);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena *arena = arena_open();
    struct limits limits = small_limits();
    struct source file = {.name = "fuzz", .bytes = (const char *)bytes, .size = size};
    struct image_sum sum = {0};
    struct diag_cause cause = {.args = DIAG_NO_ARGS};
    const struct image *image = image_open(arena, &file, &limits, &sum, &cause);

    assert((image == NULL) == (cause.args.arg[0] != NULL));
    if (image)
        check_image(image);
    arena_close(arena);
    return 0;
}
