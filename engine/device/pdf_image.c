/*
 * A JPEG file stands in the PDF as it is (DCTDecode); the viewer turns it upright. Of a PNG file the pixels are written
 * anew, upright and on white, since what it may say of transparency and depth is more than PDF has one word for.
 */
#include "device/pdf_image.h"

#include "device/pdf_deflate.h"
#include "device/pdf_predictor.h"

#include <stdlib.h>
#include <string.h>

/* Part of the output format, as the levels in pdf.c are. Pictures compress well, unlike outlines. */
#define LEVEL 6

/* --- which there are ---------------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    return strcmp((*(const struct image *const *)a)->sha256, (*(const struct image *const *)b)->sha256);
}

static void unite(struct pdf_images *images)
{
    size_t kept = 0;

    for (size_t i = 0; i < images->count; i++)
        if (kept == 0 || compare(&images->list[kept - 1], &images->list[i]) != 0)
            images->list[kept++] = images->list[i];
    images->count = kept;
}

void pdf_images_collect(struct pdf_images *images, const struct document *document, struct arena *arena)
{
    size_t capacity = 0;

    for (size_t i = 0; i < document->page_count; i++) {
        const struct page *page = &document->pages[i];

        for (size_t k = 0; k < page->count; k++) {
            if (page->marks[k].kind != MARK_IMAGE)
                continue;
            images->list = arena_grow(arena, images->list, images->count, &capacity, sizeof *images->list);
            images->list[images->count++] = page->marks[k].image.image;
        }
    }
    if (images->count == 0)
        return;
    qsort(images->list, images->count, sizeof *images->list, compare);
    unite(images);
}

size_t pdf_images_find(const struct pdf_images *images, const struct image *image)
{
    const struct image **found = bsearch(&image, images->list, images->count, sizeof *images->list, compare);

    return (size_t)(found - images->list) + 1;
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static const char *entries_of(struct arena *arena, const struct image *image, uint32_t columns, uint32_t rows)
{
    return arena_format(arena, "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/Device%s/BitsPerComponent 8",
                        columns, rows, image->is_gray ? "Gray" : "RGB");
}

static pdf_object add_jpeg(struct pdf_file *file, const struct image *image)
{
    const char *entries = entries_of(file->arena, image, image->columns, image->rows);

    if (image->is_rgb) /* a reader without the Adobe marker to go by would take it for Y, Cb, Cr */
        entries = arena_format(file->arena, "%s/DecodeParms<</ColorTransform 0>>", entries);
    return pdf_file_add_coded(file, "DCTDecode", entries, image->file->bytes, image->file->size);
}

/* Of three equal components one. */
static void keep_gray(unsigned char *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pixels[i] = pixels[3 * i];
}

static pdf_object add_pixels(struct pdf_file *file, const struct image *image, unsigned char *pixels)
{
    struct pdf_raster raster = {pixels, image->width, image->height, image->is_gray ? 1 : 3};
    struct libdeflate_compressor *compressor = pdf_deflate_open(LEVEL);
    struct sink zlib = {0};

    if (image->is_gray)
        keep_gray(pixels, (size_t)image->width * image->height);
    pdf_put_raster(&zlib, &raster, compressor);
    pdf_deflate_close(compressor);

    const char *entries =
        arena_format(file->arena, "%s/DecodeParms<</Predictor 15/Colors %u/Columns %u>>",
                     entries_of(file->arena, image, image->width, image->height), raster.components, raster.width);
    pdf_object object = pdf_file_add_stream(file, entries, arena_copy(file->arena, zlib.bytes, zlib.size), zlib.size);
    sink_close(&zlib);
    return object;
}

/* NULL: its bytes are not what they were. */
static pdf_object add_png(struct pdf_file *file, const struct image *image)
{
    unsigned char *pixels = mem_alloc((size_t)image->width * image->height * 3);
    pdf_object object = image_decode(image, pixels) ? add_pixels(file, image, pixels) : NULL;

    free(pixels);
    return object;
}

const char *pdf_images_add(struct pdf_file *file, const struct pdf_images *images)
{
    struct sink entries = {0};
    bool is_made = true;

    for (size_t i = 0; i < images->count && is_made; i++) {
        const struct image *image = images->list[i];
        pdf_object object = image->format == IMAGE_JPEG ? add_jpeg(file, image) : add_png(file, image);

        is_made = object != NULL;
        if (is_made)
            sink_format(&entries, "/I%zu %u 0 R", i + 1, pdf_object_number(object));
    }
    const char *kept = is_made ? arena_copy(file->arena, entries.bytes ? entries.bytes : "", entries.size) : NULL;
    sink_close(&entries);
    return kept;
}

/* --- where it stands ---------------------------------------------------------------------------------------------- */

/*
 * The square's u runs along the rows, its v against their order. Upright, what runs to the right is u, or where rows
 * become columns -v; what runs down is -v, or u. Mirrored, each runs the other way from the opposite edge.
 */
void pdf_image_matrix(const struct image *image, milli width, milli height, milli x, milli y, milli matrix[6])
{
    static const struct image_turn none = {0};
    const struct image_turn *turn = image->format == IMAGE_JPEG ? &image->turn : &none;
    milli right = turn->is_mirrored ? -width : width;
    milli down = turn->is_upended ? height : -height;
    milli corner_x = turn->is_mirrored ? x + width : x; /* of the file's first pixel: u = 0, v = 1 */
    milli corner_y = turn->is_upended ? y : y + height;

    matrix[0] = turn->is_swapped ? 0 : right;
    matrix[1] = turn->is_swapped ? down : 0;
    matrix[2] = turn->is_swapped ? -right : 0;
    matrix[3] = turn->is_swapped ? 0 : -down;
    matrix[4] = corner_x - matrix[2];
    matrix[5] = corner_y - matrix[3];
}
