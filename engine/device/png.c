/* One page as a PNG picture (ISO/IEC 15948): grey, with smooth edges. */
#include "device/device.h"

#include "base/arena.h"
#include "raster/raster.h"

#include <png.h>

#include <setjmp.h>
#include <stdlib.h>

#define DPI_USUAL 200000 /* thousandths */
#define INCHES_PER_1000_METRES 39370

static bool fail(struct diags *diags, const char *reason)
{
    return diags_error(diags, DIAG_DEVICE_FAILED, &SOURCE_NOWHERE, NULL, DIAG_ARGS("PNG", reason));
}

static void put_bytes(png_structp png, png_bytep bytes, size_t size)
{
    sink_put(png_get_io_ptr(png), (const char *)bytes, size);
}

static void flush(png_structp png)
{
    (void)png;
}

/* Dots per metre. */
static png_uint_32 per_metre(int32_t dpi)
{
    return (png_uint_32)length_scale(dpi, INCHES_PER_1000_METRES, 1000000);
}

static void put_picture(png_structp png, png_infop info, const struct raster *picture, struct raster_resolution dpi)
{
    png_set_IHDR(png, info, picture->width, picture->height, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE); /* pages are flat: filters make them larger */
    png_set_pHYs(png, info, per_metre(dpi.x), per_metre(dpi.y), PNG_RESOLUTION_METER);
    png_write_info(png, info);
    for (uint32_t y = 0; y < picture->height; y++)
        png_write_row(png, picture->pixels + y * picture->stride);
    png_write_end(png, info);
}

/* libpng leaves by longjmp; nothing that has changed since setjmp is read afterwards. */
static bool encode(const struct raster *picture, struct raster_resolution dpi, struct sink *sink)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;

    if (!info || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_set_write_fn(png, sink, put_bytes, flush);
    put_picture(png, info, picture, dpi);
    png_destroy_write_struct(&png, &info);
    return true;
}

static struct raster_options options_of(const struct device_options *options)
{
    int32_t x = options->x_dpi ? options->x_dpi : DPI_USUAL;

    return (struct raster_options){.kind = RASTER_GRAY, .resolution = {x, options->y_dpi ? options->y_dpi : x}};
}

static bool write_page(const struct page *page, const struct raster_options *options, struct sink *sink,
                       struct diags *diags)
{
    struct raster_canvas *canvas = raster_open(options);
    const struct raster *picture = canvas ? raster_draw(canvas, page) : NULL;
    bool is_written =
        picture ? encode(picture, options->resolution, sink) || fail(diags, "libpng") : fail(diags, "FreeType");

    raster_close(canvas);
    return is_written;
}

static bool write_png(const struct document *document, const void *prepared, const struct device_options *options,
                      struct sink *sink, struct diags *diags)
{
    struct raster_options raster_options = options_of(options);
    size_t page = options->page ? options->page : 1;
    struct raster_size size;
    uint64_t pixels = 0;

    (void)prepared;
    if (document->page_count > 1 && !options->page)
        return diags_error(diags, DIAG_ONE_PAGE_PICTURE, &SOURCE_NOWHERE, NULL, DIAG_ARGS("PNG"));
    if (page > document->page_count)
        return device_no_page(page, document->page_count, diags);
    size = raster_size(&raster_options, &document->pages[page - 1]);
    return device_check_pixels(document, options, size.width, size.height, &pixels, diags) &&
           write_page(&document->pages[page - 1], &raster_options, sink, diags);
}

const struct device device_png = {
    .name = "png",
    .suffix = ".png",
    .write = write_png,
};
