/* Pictures in a PDF: JPEG files as they are, pixels that come back, each picture once. */
#include "unit/device/sample.h"

#include "base/file.h"
#include "device/pdf_image.h"
#include "device/pdf_predictor.h"

#include "support/cmocka.h"

#include <stdlib.h>

/* --- files -------------------------------------------------------------------------------------------------------- */

static const struct image *open_picture(struct arena *arena, const char *name)
{
    struct diags *diags = diags_open();
    struct diag_cause cause;
    struct image_sum sum = {0};
    const struct source *file =
        file_read(arena, arena_format(arena, "tests/images/%s", name), name, limits_default.input_bytes, diags);
    const struct image *image = image_open(arena, file, &limits_default, &sum, &cause);

    assert_non_null(image);
    diags_close(diags);
    return image;
}

static void add_picture(struct document *document, size_t page, const struct image *image, length x, length y)
{
    struct mark *mark = document_add_mark(document, page, MARK_IMAGE);

    mark->element = ELEMENT_ROOT;
    mark->node = &sample_node;
    mark->x = x;
    mark->y = y;
    mark->image.image = image;
    mark->image.width = MM(40);
    mark->image.height = MM(30);
}

static struct sink write_pdf(const struct document *document)
{
    struct diags *diags = diags_open();
    struct sink sink = {0};

    assert_true(device_pdf.write(document, NULL, &sample_options, &sink, diags));
    diags_close(diags);
    return sink;
}

static const char *find(const struct sink *sink, const char *bytes, size_t size)
{
    for (size_t i = 0; i + size <= sink->size; i++)
        if (memcmp(sink->bytes + i, bytes, size) == 0)
            return sink->bytes + i;
    return NULL;
}

static bool has(const struct sink *sink, const char *text)
{
    return find(sink, text, strlen(text)) != NULL;
}

static int count(const struct sink *sink, const char *text)
{
    int found = 0;

    for (size_t i = 0; i + strlen(text) <= sink->size; i++)
        found += memcmp(sink->bytes + i, text, strlen(text)) == 0;
    return found;
}

static void a_picture_is_in_the_file_once_however_often_it_is_drawn(void **state)
{
    struct document *document = document_open("form", "", "ja");
    const struct image *jpeg = open_picture(document->arena, "rgb.jpg");
    const struct image *again = open_picture(document->arena, "rgb.jpg");
    const struct image *png = open_picture(document->arena, "alpha.png");

    document_add_page(document, MM(210), MM(297));
    document_add_page(document, MM(210), MM(297));
    add_picture(document, 0, jpeg, MM(20), MM(20));
    add_picture(document, 0, png, MM(20), MM(60));
    add_picture(document, 1, again, MM(20), MM(20));
    add_picture(document, 1, png, MM(20), MM(60));
    struct sink sink = write_pdf(document);
    assert_int_equal(count(&sink, "/Subtype/Image"), 2);
    assert_true(has(&sink, "/XObject<</I1 ") && has(&sink, "/I2 "));
    assert_non_null(find(&sink, jpeg->file->bytes, jpeg->file->size)); /* unchanged */
    assert_true(has(&sink, "/Filter/DCTDecode/Type/XObject/Subtype/Image/Width 64/Height 48/ColorSpace/DeviceRGB"));
    assert_true(has(&sink, "/DecodeParms<</Predictor 15/Colors 3/Columns 64>>"));
    sink_close(&sink);
    document_close(document);
}

static struct sink write_one(const char *name)
{
    struct document *document = document_open("form", "", "ja");

    document_add_page(document, MM(210), MM(297));
    add_picture(document, 0, open_picture(document->arena, name), MM(20), MM(20));
    struct sink sink = write_pdf(document);
    document_close(document);
    return sink;
}

static void gray_pictures_have_one_component(void **state)
{
    struct sink png = write_one("gray16.png"), jpeg = write_one("gray.jpg");

    assert_true(has(&png, "/ColorSpace/DeviceGray") && has(&png, "/Colors 1/"));
    assert_true(has(&jpeg, "/ColorSpace/DeviceGray"));
    sink_close(&png);
    sink_close(&jpeg);
}

static void another_picture_gives_another_identifier(void **state)
{
    struct sink one = write_one("rgb.png"), same = write_one("rgb.png"), other = write_one("rgb16.png");

    assert_int_equal(one.size, same.size);
    assert_memory_equal(one.bytes, same.bytes, one.size);
    assert_null(find(&other, find(&one, "/ID[", 4), 36)); /* the pages draw the same: /I1 in the same place */
    sink_close(&one);
    sink_close(&same);
    sink_close(&other);
}

/* --- matrices ----------------------------------------------------------------------------------------------------- */

/* Where the corner of the file's first pixel (u 0, v 1), and that of its last one (u 1, v 0), come to stand. */
static void assert_turned(const char *name, milli first_x, milli first_y, milli next_x, milli next_y)
{
    struct arena *arena = arena_open();
    milli m[6];

    pdf_image_matrix(open_picture(arena, name), 400, 300, 1000, 2000, m);
    assert_int_equal(m[2] + m[4], first_x);
    assert_int_equal(m[3] + m[5], first_y);
    /* the end of its first row: u 1, v 1 */
    assert_int_equal(m[0] + m[2] + m[4], next_x);
    assert_int_equal(m[1] + m[3] + m[5], next_y);
    /* the opposite corner */
    assert_int_equal(m[0] + m[4], first_x == 1000 ? 1400 : 1000);
    assert_int_equal(m[1] + m[5], first_y == 2000 ? 2300 : 2000);
    arena_close(arena);
}

static void the_matrix_turns_a_jpeg_upright(void **state)
{
    assert_turned("rgb.jpg", 1000, 2300, 1400, 2300);
    assert_turned("turned-2.jpg", 1400, 2300, 1000, 2300);
    assert_turned("turned-3.jpg", 1400, 2000, 1000, 2000);
    assert_turned("turned-4.jpg", 1000, 2000, 1400, 2000);
    assert_turned("turned-5.jpg", 1000, 2300, 1000, 2000);
    assert_turned("turned-6.jpg", 1400, 2300, 1400, 2000);
    assert_turned("turned-7.jpg", 1400, 2000, 1400, 2300);
    assert_turned("turned-8.jpg", 1000, 2000, 1000, 2300);
    assert_turned("turned.png", 1000, 2300, 1400, 2300); /* its pixels are written upright */
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static int paeth(int left, int above, int corner)
{
    int estimate = left + above - corner;
    int by_left = abs(estimate - left), by_above = abs(estimate - above), by_corner = abs(estimate - corner);

    return by_left <= by_above && by_left <= by_corner ? left : by_above <= by_corner ? above : corner;
}

/* As a reader undoes it (ISO/IEC 15948, 9.2); counts the rows of each filter. */
static void unfilter(const unsigned char *from, size_t rows, size_t size, size_t step, unsigned char *to, int used[5])
{
    for (size_t row = 0; row < rows; row++, from += size + 1, to += size) {
        used[from[0]]++;
        for (size_t i = 0; i < size; i++) {
            int left = i < step ? 0 : to[i - step];
            int above = row == 0 ? 0 : (to - size)[i];
            int corner = row == 0 || i < step ? 0 : (to - size)[i - step];
            const int foretold[] = {0, left, above, (left + above) / 2, paeth(left, above, corner)};

            to[i] = (unsigned char)(from[1 + i] + foretold[from[0]]);
        }
    }
}

#define WIDTH 97
#define HEIGHT 61

/* Back from the stream, the pixels are as before. */
static void assert_round_trip(const unsigned char *pixels, unsigned components, int used[5])
{
    struct pdf_raster raster = {pixels, WIDTH, HEIGHT, components};
    struct libdeflate_compressor *compressor = pdf_deflate_open(6);
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    size_t size = WIDTH * components, got;
    unsigned char *rows = mem_alloc((size + 1) * HEIGHT), *back = mem_alloc(size * HEIGHT);
    struct sink zlib = {0};

    pdf_put_raster(&zlib, &raster, compressor);
    assert_int_equal(libdeflate_zlib_decompress(decompressor, zlib.bytes, zlib.size, rows, (size + 1) * HEIGHT, &got),
                     0);
    assert_int_equal(got, (size + 1) * HEIGHT);
    unfilter(rows, HEIGHT, size, components, back, used);
    assert_memory_equal(back, pixels, size * HEIGHT);
    libdeflate_free_decompressor(decompressor);
    pdf_deflate_close(compressor);
    sink_close(&zlib);
    free(rows);
    free(back);
}

static void smooth_pictures_are_filtered_and_come_back(void **state)
{
    unsigned char pixels[WIDTH * HEIGHT * 3];
    uint32_t noise = 1;
    int used[5] = {0};

    for (size_t i = 0; i < sizeof(pixels); i++) {
        noise = noise * 1664525 + 1013904223;
        pixels[i] = (unsigned char)(i / 3 % WIDTH * 2 + i / (WIDTH * 3) * i / 5000 + (noise >> 30));
    }
    assert_round_trip(pixels, 3, used);
    assert_int_equal(used[0], 0);
    memset(used, 0, sizeof(used));
    assert_round_trip(pixels, 1, used);
}

static void drawings_of_few_colours_are_left_as_they_are(void **state)
{
    unsigned char pixels[WIDTH * HEIGHT];
    uint32_t noise = 1;
    int used[5] = {0};

    for (size_t i = 0; i < sizeof(pixels); i++) {
        noise = noise * 1664525 + 1013904223;
        pixels[i] = noise >> 31 ? 17 : 201;
    }
    assert_round_trip(pixels, 1, used);
    assert_int_equal(used[0], HEIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_is_in_the_file_once_however_often_it_is_drawn),
        cmocka_unit_test(gray_pictures_have_one_component),
        cmocka_unit_test(another_picture_gives_another_identifier),
        cmocka_unit_test(the_matrix_turns_a_jpeg_upright),
        cmocka_unit_test(smooth_pictures_are_filtered_and_come_back),
        cmocka_unit_test(drawings_of_few_colours_are_left_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
