/*
 * TIFF-F (RFC 2306): what FAX machines scan, all pages in one file, coded as ITU-T T.4 or T.6.
 *
 * With a FAX resolution a page is as wide as a scan line of T.4 (A4 1728, B4 2048, A3 2432 pixels), the paper in the
 * middle of it; with another one as wide as the paper. A landscape page that takes a narrower line when it is turned is
 * turned.
 */
#include "device/device.h"

#include "base/arena.h"
#include "base/fax.h"
#include "device/tiff_file.h"
#include "raster/raster.h"

#include <stdlib.h>

/* ITU-T T.4, table 1: pixels of a scan line of 215, 255 and 303 mm. */
static const uint32_t fax_widths[] = {1728, 2048, 2432};

struct writing {
    const struct document *document;
    const struct device_options *options;
    struct raster_options raster;
    const struct fax_resolution *fax; /* NULL: not a FAX resolution */
    struct tiff_file file;
    TIFF *tiff;
    struct raster_canvas *canvas;
    uint64_t pixels; /* drawn */
};

static bool fail(struct diags *diags, const char *reason)
{
    return diags_error(diags, DIAG_DEVICE_FAILED, &SOURCE_NOWHERE, NULL, DIAG_ARGS("TIFF", reason));
}

static void choose_raster(struct writing *writing)
{
    const struct device_options *options = writing->options;

    writing->raster.kind = RASTER_BILEVEL;
    writing->fax = options->x_dpi ? fax_resolution_of(options->x_dpi, options->y_dpi) : fax_resolution_usual;
    if (writing->fax)
        writing->raster.resolution = (struct raster_resolution){writing->fax->x, writing->fax->y};
    else
        writing->raster.resolution = (struct raster_resolution){options->x_dpi, options->y_dpi};
}

/* The narrowest scan line that holds the page; T.4 lets lines be a hundredth shorter or longer. 0: none does. */
static uint32_t scan_line(struct raster_options raster, const struct page *page, bool is_turned)
{
    uint32_t needed;

    raster.width = 0;
    raster.is_turned = is_turned;
    needed = raster_size(&raster, page).width;
    for (size_t i = 0; i < sizeof(fax_widths) / sizeof(fax_widths[0]); i++)
        if (fax_widths[i] + fax_widths[i] / 100 >= needed)
            return fax_widths[i];
    return 0;
}

/* False: the page is too wide either way. */
static bool choose_line(struct raster_options *raster, const struct page *page)
{
    uint32_t upright = scan_line(*raster, page, false), turned = scan_line(*raster, page, true);

    raster->is_turned = turned > 0 && (upright == 0 || turned < upright);
    raster->width = raster->is_turned ? turned : upright;
    return raster->width > 0;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

static void set_coding(TIFF *tiff, enum device_coding coding)
{
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, coding == DEVICE_T6 ? COMPRESSION_CCITT_T6 : COMPRESSION_CCITT_T4);
    if (coding != DEVICE_T6)
        TIFFSetField(tiff, TIFFTAG_GROUP3OPTIONS, coding == DEVICE_T4_2D ? GROUP3OPT_2DENCODING : 0);
}

static void set_resolution(TIFF *tiff, const struct writing *writing)
{
    const struct fax_resolution *fax = writing->fax;
    const struct raster_resolution *resolution = &writing->raster.resolution;

    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, fax ? fax->stated_x : resolution->x / 1000.0);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, fax ? fax->stated_y : resolution->y / 1000.0);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
}

/* The tags of RFC 2306, 3; in one strip a page. */
static void set_tags(const struct writing *writing, const struct raster *picture, size_t page, size_t pages)
{
    TIFF *tiff = writing->tiff;

    TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_PAGE);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, picture->width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, picture->height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    set_coding(tiff, writing->options->coding);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_LSB2MSB);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, picture->height);
    set_resolution(tiff, writing);
    TIFFSetField(tiff, TIFFTAG_PAGENUMBER, page, pages);
    TIFFSetField(tiff, TIFFTAG_BADFAXLINES, 0);
    TIFFSetField(tiff, TIFFTAG_CLEANFAXDATA, CLEANFAXDATA_CLEAN);
    TIFFSetField(tiff, TIFFTAG_CONSECUTIVEBADFAXLINES, 0);
    TIFFSetField(tiff, TIFFTAG_SOFTWARE, writing->options->producer);
}

static bool put_rows(TIFF *tiff, const struct raster *picture)
{
    for (uint32_t y = 0; y < picture->height; y++)
        if (TIFFWriteScanline(tiff, picture->pixels + y * picture->stride, y, 0) != 1)
            return false;
    return TIFFWriteDirectory(tiff) == 1;
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

/* A canvas is as wide as its pages, and turns all of them or none; another is opened when that changes. */
static bool open_canvas(struct writing *writing, const struct page *page, struct diags *diags)
{
    struct raster_options before = writing->raster;
    struct raster_size size;

    if (writing->fax && !choose_line(&writing->raster, page))
        return diags_error(diags, DIAG_PAGE_TOO_WIDE_FOR_FAX, &SOURCE_NOWHERE, NULL, DIAG_ARGS(NULL));
    size = raster_size(&writing->raster, page);
    if (!device_check_pixels(writing->document, writing->options, size.width, size.height, &writing->pixels, diags))
        return false;
    if (writing->canvas && before.width == writing->raster.width && before.is_turned == writing->raster.is_turned)
        return true;
    raster_close(writing->canvas);
    writing->canvas = raster_open(&writing->raster);
    return writing->canvas || fail(diags, "FreeType");
}

static bool put_page(struct writing *writing, size_t page, size_t number, size_t pages, struct diags *diags)
{
    const struct raster *picture;

    if (!open_canvas(writing, &writing->document->pages[page], diags))
        return false;
    picture = raster_draw(writing->canvas, &writing->document->pages[page]);
    if (!picture)
        return fail(diags, "FreeType");
    set_tags(writing, picture, number, pages);
    return put_rows(writing->tiff, picture) || fail(diags, "libtiff");
}

static bool put_pages(struct writing *writing, struct diags *diags)
{
    size_t count = writing->document->page_count, page = writing->options->page;

    if (page > count)
        return device_no_page(page, count, diags);
    if (page > 0)
        return put_page(writing, page - 1, 0, 1, diags);
    for (size_t i = 0; i < count; i++)
        if (!put_page(writing, i, i, count, diags))
            return false;
    return true;
}

static bool write_tiff(const struct document *document, const void *prepared, const struct device_options *options,
                       struct sink *sink, struct diags *diags)
{
    struct writing writing = {.document = document, .options = options};
    bool is_written;

    (void)prepared;
    choose_raster(&writing);
    writing.tiff = tiff_file_open(&writing.file);
    is_written = writing.tiff ? put_pages(&writing, diags) : fail(diags, "libtiff");
    if (writing.tiff)
        TIFFClose(writing.tiff);
    raster_close(writing.canvas);
    if (is_written)
        sink_put(sink, writing.file.bytes, writing.file.size);
    free(writing.file.bytes);
    return is_written;
}

const struct device device_tiff = {
    .name = "tiff",
    .suffix = ".tiff",
    .write = write_tiff,
};
