/* The TIFF device, read back with libtiff. */
#include "unit/device/sample.h"

#include "base/fax.h"
#include "device/tiff_file.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Two pages with a word and a rule. */
static struct document *make_document(const struct font_library *fonts, length width, length height)
{
    struct document *document = document_open("f", "t", "ja");

    for (size_t page = 0; page < 2; page++) {
        document_add_page(document, width, height);
        sample_add_text(document, page, sample_face(fonts, "gothic"), PT(12), "報告書", MM(20), MM(30));
        sample_add_rule(document, page, MM(20), MM(40), MM(190), MM(40), PT(1) / 2);
    }
    return document;
}

struct written {
    bool is_written;
    struct sink sink;
    struct diags *diags;
};

static struct written write_sheet(length width, length height, const struct device_options *options)
{
    struct font_library *fonts = sample_fonts();
    struct document *document = make_document(fonts, width, height);
    struct written written = {.diags = diags_open()};

    written.is_written = device_tiff.write(document, NULL, options, &written.sink, written.diags);
    document_close(document);
    font_library_close(fonts);
    return written;
}

static struct written write_tiff(length width, const struct device_options *options)
{
    return write_sheet(width, MM(297), options);
}

static void end(struct written *written)
{
    sink_close(&written->sink);
    diags_close(written->diags);
}

static TIFF *read_back(const struct written *written)
{
    char path[] = "/tmp/todoke-tiff-XXXXXX";
    int file = mkstemp(path);
    TIFF *tiff;

    assert_true(file >= 0);
    assert_int_equal(write(file, written->sink.bytes, written->sink.size), (ssize_t)written->sink.size);
    close(file);
    tiff = TIFFOpen(path, "r");
    unlink(path);
    assert_non_null(tiff);
    return tiff;
}

static unsigned number(TIFF *tiff, uint32_t tag)
{
    uint32_t wide = 0;

    assert_int_equal(TIFFGetField(tiff, tag, &wide), 1);
    return wide;
}

static unsigned short_number(TIFF *tiff, uint32_t tag)
{
    uint16_t narrow = 0;

    assert_int_equal(TIFFGetField(tiff, tag, &narrow), 1);
    return narrow;
}

static float resolution(TIFF *tiff, uint32_t tag)
{
    float value = 0;

    assert_int_equal(TIFFGetField(tiff, tag, &value), 1);
    return value;
}

static size_t black_pixels(TIFF *tiff)
{
    unsigned width = number(tiff, TIFFTAG_IMAGEWIDTH), height = number(tiff, TIFFTAG_IMAGELENGTH);
    unsigned char row[512];
    size_t count = 0;

    for (unsigned y = 0; y < height; y++) {
        assert_int_equal(TIFFReadScanline(tiff, row, y, 0), 1);
        for (unsigned x = 0; x < width; x++)
            count += row[x >> 3] >> (7 - (x & 7)) & 1;
    }
    return count;
}

static const struct device_options usual = {
    .producer = "todoke test", .date = DEVICE_NO_DATE, .limits = &limits_default};

static void usual_pages_are_fine_and_carry_the_tags_of_rfc_2306(void **state)
{
    struct written written = write_tiff(MM(210), &usual);
    TIFF *tiff = read_back(&written);
    uint16_t page, pages;

    assert_int_equal(number(tiff, TIFFTAG_IMAGEWIDTH), 1728);
    assert_int_equal(number(tiff, TIFFTAG_IMAGELENGTH), 2287);
    assert_int_equal(short_number(tiff, TIFFTAG_COMPRESSION), COMPRESSION_CCITT_T4);
    assert_int_equal(short_number(tiff, TIFFTAG_PHOTOMETRIC), PHOTOMETRIC_MINISWHITE);
    assert_int_equal(short_number(tiff, TIFFTAG_FILLORDER), FILLORDER_LSB2MSB);
    assert_int_equal(number(tiff, TIFFTAG_SUBFILETYPE), FILETYPE_PAGE);
    assert_int_equal(number(tiff, TIFFTAG_ROWSPERSTRIP), 2287);
    assert_true(resolution(tiff, TIFFTAG_XRESOLUTION) == 204.0f);
    assert_true(resolution(tiff, TIFFTAG_YRESOLUTION) == 196.0f);
    assert_int_equal(number(tiff, TIFFTAG_BADFAXLINES), 0);
    assert_int_equal(short_number(tiff, TIFFTAG_CLEANFAXDATA), CLEANFAXDATA_CLEAN);
    for (uint16_t i = 0; i < 2; i++) {
        assert_int_equal(TIFFGetField(tiff, TIFFTAG_PAGENUMBER, &page, &pages), 1);
        assert_int_equal(page, i);
        assert_int_equal(pages, 2);
        assert_int_equal(TIFFReadDirectory(tiff), i == 0);
    }
    TIFFClose(tiff);
    end(&written);
}

static void every_coding_holds_the_same_pixels(void **state)
{
    size_t counts[FAX_RESOLUTIONS][3];

    for (size_t r = 0; r < FAX_RESOLUTIONS; r++)
        for (int coding = DEVICE_T4_1D; coding <= DEVICE_T6; coding++) {
            struct device_options options = usual;
            struct written written;
            TIFF *tiff;

            options.x_dpi = fax_resolutions[r].x;
            options.y_dpi = fax_resolutions[r].y;
            options.coding = (enum device_coding)coding;
            written = write_tiff(MM(210), &options);
            tiff = read_back(&written);
            counts[r][coding] = black_pixels(tiff);
            assert_true(resolution(tiff, TIFFTAG_YRESOLUTION) == (float)fax_resolutions[r].stated_y);
            TIFFClose(tiff);
            end(&written);
        }
    for (size_t r = 0; r < FAX_RESOLUTIONS; r++) {
        assert_int_equal(counts[r][DEVICE_T4_2D], counts[r][DEVICE_T4_1D]);
        assert_int_equal(counts[r][DEVICE_T6], counts[r][DEVICE_T4_1D]);
        assert_true(counts[r][DEVICE_T6] > 1000);
    }
    assert_in_range(counts[1][0], 2 * counts[0][0] * 7 / 10, 2 * counts[0][0]); /* rules take whole lines in standard */
}

static void equal_documents_give_equal_bytes(void **state)
{
    struct written one = write_tiff(MM(210), &usual), other = write_tiff(MM(210), &usual);

    assert_int_equal(one.sink.size, other.sink.size);
    assert_memory_equal(one.sink.bytes, other.sink.bytes, one.sink.size);
    end(&one);
    end(&other);
}

static void a_wider_page_takes_a_wider_scan_line(void **state)
{
    const struct {
        length width;
        unsigned pixels;
    } cases[] = {{MM(210), 1728}, {MM(215), 1728}, {MM(250), 2048}, {MM(290), 2432}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct written written = write_tiff(cases[i].width, &usual);
        TIFF *tiff = read_back(&written);

        assert_int_equal(number(tiff, TIFFTAG_IMAGEWIDTH), cases[i].pixels);
        TIFFClose(tiff);
        end(&written);
    }
}

/* The picture's size, and the box around what is black [pixels]. */
struct seen {
    unsigned width, height, left, right, top, bottom;
};

static struct seen look(TIFF *tiff)
{
    struct seen seen = {
        number(tiff, TIFFTAG_IMAGEWIDTH), number(tiff, TIFFTAG_IMAGELENGTH), UINT32_MAX, 0, UINT32_MAX, 0};
    unsigned char row[512];

    for (unsigned y = 0; y < seen.height; y++) {
        assert_int_equal(TIFFReadScanline(tiff, row, y, 0), 1);
        for (unsigned x = 0; x < seen.width; x++)
            if (row[x >> 3] >> (7 - (x & 7)) & 1) {
                seen.left = x < seen.left ? x : seen.left;
                seen.right = x > seen.right ? x : seen.right;
                seen.top = y < seen.top ? y : seen.top;
                seen.bottom = y;
            }
    }
    return seen;
}

static void a_landscape_page_is_turned_its_top_to_the_left(void **state)
{
    struct written written = write_sheet(MM(297), MM(210), &usual);
    TIFF *tiff = read_back(&written);
    struct seen seen = look(tiff);

    assert_int_equal(seen.width, 1728);
    assert_int_equal(seen.height, 2287);
    assert_in_range(seen.right, 19 + 321 - 2, 19 + 322 + 4); /* the rule, 40 mm below the top; the sheet begins at 19 */
    assert_in_range(seen.left, 19 + 200, 19 + 241);          /* the word above it */
    assert_in_range(seen.top, 2287 - 1464 - 2, 2287 - 1462); /* the rule's right end at 190 mm */
    assert_in_range(seen.bottom, 2287 - 156, 2287 - 152);    /* its left end at 20 mm */
    TIFFClose(tiff);
    end(&written);
}

static void a_page_that_no_fax_machine_takes_is_an_error(void **state)
{
    struct written written = write_sheet(MM(420), MM(310), &usual);

    assert_false(written.is_written);
    assert_int_equal(written.sink.size, 0);
    assert_int_equal(diags_status(written.diags), 1);
    end(&written);
}

static void other_resolutions_are_as_wide_as_the_paper(void **state)
{
    struct device_options options = usual;
    struct written written;
    TIFF *tiff;

    options.x_dpi = options.y_dpi = 300000;
    written = write_tiff(MM(210), &options);
    tiff = read_back(&written);
    assert_int_equal(number(tiff, TIFFTAG_IMAGEWIDTH), 2481);
    assert_true(resolution(tiff, TIFFTAG_XRESOLUTION) == 300.0f);
    TIFFClose(tiff);
    end(&written);
}

static void one_page_may_be_asked_for(void **state)
{
    struct device_options options = usual;
    struct written written;
    TIFF *tiff;

    options.page = 2;
    written = write_tiff(MM(210), &options);
    tiff = read_back(&written);
    assert_int_equal(TIFFReadDirectory(tiff), 0);
    TIFFClose(tiff);
    end(&written);
    options.page = 3;
    written = write_tiff(MM(210), &options);
    assert_false(written.is_written);
    end(&written);
}

static void too_many_pixels_reach_the_limit(void **state)
{
    struct limits limits = limits_default;
    struct device_options options = usual;
    struct written written;

    limits.page_pixels = 1000;
    options.limits = &limits;
    written = write_tiff(MM(210), &options);
    assert_false(written.is_written);
    assert_int_equal(diags_status(written.diags), 4);
    end(&written);
}

/* A page of 210 x 297 mm is 1,728 x 2,287 pixels: 3,951 units of work. The second one is too much. */
static void pixels_are_work(void **state)
{
    struct limits limits = limits_default;
    struct device_options options = usual;
    struct written written;

    limits.work = 2 * 3952;
    options.limits = &limits;
    written = write_tiff(MM(210), &options);
    assert_true(written.is_written);
    end(&written);
    limits.work = 3952;
    written = write_tiff(MM(210), &options);
    assert_false(written.is_written);
    assert_string_equal(diags_at(written.diags, 0)->name, "limit-work");
    assert_int_equal(diags_status(written.diags), 4);
    end(&written);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_pages_are_fine_and_carry_the_tags_of_rfc_2306),
        cmocka_unit_test(every_coding_holds_the_same_pixels),
        cmocka_unit_test(equal_documents_give_equal_bytes),
        cmocka_unit_test(a_wider_page_takes_a_wider_scan_line),
        cmocka_unit_test(a_landscape_page_is_turned_its_top_to_the_left),
        cmocka_unit_test(a_page_that_no_fax_machine_takes_is_an_error),
        cmocka_unit_test(other_resolutions_are_as_wide_as_the_paper),
        cmocka_unit_test(one_page_may_be_asked_for),
        cmocka_unit_test(too_many_pixels_reach_the_limit),
        cmocka_unit_test(pixels_are_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
