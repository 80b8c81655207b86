/*
 * Pictures of every kind, whole and broken. All in tests/images show the same F (tests/images/make.py): a dark stem on
 * a light ground, and but for the top left one corners of red, green (bottom left) and blue (bottom right).
 */
#include "support/cmocka.h"

#include "base/file.h"
#include "image/image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/images/"
#define NEAR 12 /* what JPEG, or 16 bits and fewer than 8, may change */

struct opened {
    struct arena *arena;
    const struct image *image; /* or NULL */
    struct diag_cause cause;
    unsigned char *rgb;
};

static struct opened open_bytes(const char *name, const char *bytes, size_t size, const struct limits *limits)
{
    struct opened opened = {.arena = arena_open()};
    struct image_sum sum = {0};
    struct source *file = arena_new(opened.arena, struct source);

    *file = (struct source){
        .name = arena_copy_string(opened.arena, name), .bytes = arena_copy(opened.arena, bytes, size), .size = size};
    opened.image = image_open(opened.arena, file, limits, &sum, &opened.cause);
    if (opened.image) {
        opened.rgb = arena_alloc(opened.arena, (size_t)opened.image->width * opened.image->height, 3);
        assert_true(image_decode(opened.image, opened.rgb));
    }
    return opened;
}

static const struct source *read_file(struct arena *arena, const char *name)
{
    struct diags *diags = diags_open();
    const char *path = arena_format(arena, FOLDER "%s", name);
    const struct source *file = file_read(arena, path, name, limits_default.input_bytes, diags);

    assert_non_null(file);
    diags_close(diags);
    return file;
}

static struct opened open_file(const char *name)
{
    struct arena *arena = arena_open();
    const struct source *file = read_file(arena, name);
    struct opened opened = open_bytes(file->name, file->bytes, file->size, &limits_default);

    arena_close(arena);
    return opened;
}

static void end(struct opened *opened)
{
    arena_close(opened->arena);
}

/* --- what is seen ------------------------------------------------------------------------------------------------- */

static bool is_near(const struct opened *opened, uint32_t x, uint32_t y, uint32_t color)
{
    const unsigned char *pixel = opened->rgb + 3 * ((size_t)y * opened->image->width + x);

    for (int i = 0; i < 3; i++)
        if (abs(pixel[i] - (int)(color >> (16 - 8 * i) & 0xFF)) > NEAR)
            return false;
    return true;
}

#define GROUND 0xF0F0E0
#define DARK 0x202040
#define RED 0xD02020
#define GREEN 0x20A020
#define BLUE 0x2020D0

/* The corners from the top left, row by row, six pixels from the edges. */
static void assert_corners(const struct opened *opened, const uint32_t corners[4])
{
    uint32_t right = opened->image->width - 6, bottom = opened->image->height - 6;

    assert_true(is_near(opened, 6, 6, corners[0]));
    assert_true(is_near(opened, right, 6, corners[1]));
    assert_true(is_near(opened, 6, bottom, corners[2]));
    assert_true(is_near(opened, right, bottom, corners[3]));
}

static void assert_shows(const char *name, uint32_t ground, uint32_t stem, const uint32_t corners[4])
{
    struct opened opened = open_file(name);

    if (!opened.image)
        print_error("%s\n", name);
    assert_non_null(opened.image);
    assert_int_equal(opened.image->width, 64);
    assert_int_equal(opened.image->height, 48);
    assert_true(is_near(&opened, 30, 36, ground));
    assert_true(is_near(&opened, 20, 30, stem));
    assert_corners(&opened, corners);
    end(&opened);
}

static void every_kind_in_color_is_read(void **state)
{
    static const char *const names[] = {"rgb.png", "rgb16.png",   "palette.png",
                                        "rgb.jpg", "dpi-144.png", "progressive.jpg"};
    static const uint32_t corners[] = {GROUND, RED, GREEN, BLUE};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_shows(names[i], GROUND, DARK, corners);
}

static void every_gray_kind_is_read(void **state)
{
    static const char *const names[] = {"gray.png", "gray16.png", "gray4.png", "gray.jpg"};
    static const uint32_t corners[] = {0xEEEEEE, 0x545454, 0x6B6B6B, 0x333333};
    static const uint32_t black[] = {0xFFFFFF, 0, 0, 0};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_shows(names[i], 0xEEEEEE, 0x232323, corners);
    assert_shows("bilevel.png", 0xFFFFFF, 0, black);
}

/* The ground has an alpha of 255 - 4 x: at 30 that is 135, at 6 it is 231. */
static void what_is_transparent_stands_on_white(void **state)
{
    static const uint32_t corners[] = {0xF1F1E3, RED, GREEN, BLUE};
    static const uint32_t gray[] = {0xEFEFEF, 0x545454, 0x6B6B6B, 0x333333};
    static const uint32_t clear[] = {0xFFFFFF, RED, GREEN, BLUE};

    assert_shows("alpha.png", 0xF7F7EF, DARK, corners);
    assert_shows("alpha16.png", 0xF7F7EF, DARK, corners);
    assert_shows("interlaced.png", 0xF7F7EF, DARK, corners);
    assert_shows("gray-alpha.png", 0xF6F6F6, 0x232323, gray);
    assert_shows("palette-transparent.png", 0xFFFFFF, DARK, clear);
}

static void a_picture_is_turned_as_its_camera_says(void **state)
{
    static const uint32_t corners[][4] = {
        [2] = {RED, GROUND, BLUE, GREEN}, [3] = {BLUE, GREEN, RED, GROUND}, [4] = {GREEN, BLUE, GROUND, RED},
        [5] = {GROUND, GREEN, RED, BLUE}, [6] = {GREEN, GROUND, BLUE, RED}, [7] = {BLUE, RED, GREEN, GROUND},
        [8] = {RED, BLUE, GROUND, GREEN},
    };
    struct opened png = open_file("turned.png");

    for (int orientation = 2; orientation <= 8; orientation++) {
        char name[32];

        snprintf(name, sizeof(name), "turned-%d.jpg", orientation);
        struct opened opened = open_file(name);
        assert_non_null(opened.image);
        assert_int_equal(opened.image->columns, 64);
        assert_int_equal(opened.image->width, orientation < 5 ? 64 : 48);
        assert_int_equal(opened.image->height, orientation < 5 ? 48 : 64);
        assert_corners(&opened, corners[orientation]);
        end(&opened);
    }
    assert_corners(&png, corners[6]);
    end(&png);
}

/* --- what a file says of itself ----------------------------------------------------------------------------------- */

static void assert_natural(const char *name, double millimetres_across, double millimetres_down)
{
    struct opened opened = open_file(name);
    double across = (double)opened.image->natural_width / LENGTH_PER_MM - millimetres_across;
    double down = (double)opened.image->natural_height / LENGTH_PER_MM - millimetres_down;

    assert_true(across < 0.01 && across > -0.01 && down < 0.01 && down > -0.01);
    end(&opened);
}

static void the_natural_size_follows_the_resolution(void **state)
{
    assert_natural("rgb.png", 64 * 25.4 / 96, 48 * 25.4 / 96); /* none stated */
    assert_natural("dpi-144.png", 64 * 25.4 / 144, 48 * 25.4 / 144);
    assert_natural("fax.png", 64 * 25.4 / 204, 48 * 25.4 / 98); /* not square */
    assert_natural("rgb.jpg", 64 * 25.4 / 72, 48 * 25.4 / 72);
    assert_natural("turned-6.jpg", 48 * 25.4 / 72, 64 * 25.4 / 72);
}

static void a_resolution_that_cannot_be_meant_is_none(void **state)
{
    struct arena *arena = arena_open();
    const struct source *file = read_file(arena, "rgb.jpg");
    char *bytes = arena_copy(arena, file->bytes, file->size);

    assert_memory_equal(bytes + 13, "\x01\x00\x48\x00\x48", 5); /* an inch, 72, 72 */
    bytes[15] = 1;
    struct opened opened = open_bytes("one.jpg", bytes, file->size, &limits_default);
    assert_int_equal(opened.image->natural_width, (length)64 * 914400 / 96);
    end(&opened);
    arena_close(arena);
}

static void names_tell_pictures_from_other_files(void **state)
{
    assert_true(image_has_name("a/b.PNG") && image_has_name("x.jpeg") && image_has_name("a.heic"));
    assert_false(image_has_name("a.pdf") || image_has_name("png") || image_has_name("a.png/b") ||
                 image_has_name("a.xlsx"));
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static void assert_refused(const char *name, enum diag_code code)
{
    struct opened opened = open_file(name);

    if (opened.image || opened.cause.code != code)
        print_error("%s\n", name);
    assert_null(opened.image);
    assert_int_equal(opened.cause.code, code);
    assert_string_equal(opened.cause.args.arg[0], name);
    end(&opened);
}

static void what_is_broken_or_strange_is_refused(void **state)
{
    assert_refused("cut.png", DIAG_IMAGE_DAMAGED);
    assert_refused("cut.jpg", DIAG_IMAGE_DAMAGED);
    assert_refused("flipped.png", DIAG_IMAGE_DAMAGED);
    assert_refused("animated.png", DIAG_IMAGE_KIND);
    assert_refused("cmyk.jpg", DIAG_IMAGE_KIND);
    assert_refused("arithmetic.jpg", DIAG_IMAGE_KIND);
    assert_refused("twelve-bits.jpg", DIAG_IMAGE_KIND);
    assert_refused("other.png", DIAG_IMAGE_FORMAT);
    assert_refused("empty.png", DIAG_IMAGE_FORMAT);
    assert_refused("notes.txt", DIAG_IMAGE_FORMAT);
    assert_refused("huge.png", DIAG_LIMIT_IMAGE_PIXELS);
}

static void no_part_of_a_file_passes_for_the_whole(void **state)
{
    static const char *const names[] = {"rgb.png", "alpha.png", "interlaced.png", "rgb.jpg", "progressive.jpg"};
    struct arena *arena = arena_open();

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const struct source *file = read_file(arena, names[i]);

        for (size_t size = 0; size < file->size; size++) {
            struct opened opened = open_bytes(names[i], file->bytes, size, &limits_default);

            if (opened.image)
                print_error("%s, the first %zu bytes\n", names[i], size);
            assert_null(opened.image);
            end(&opened);
        }
    }
    arena_close(arena);
}

static void the_limit_counts_pixels(void **state)
{
    struct arena *arena = arena_open();
    const struct source *file = read_file(arena, "rgb.png");
    struct limits limits = limits_default;

    limits.image_pixels = 64 * 48;
    struct opened fits = open_bytes("rgb.png", file->bytes, file->size, &limits);
    limits.image_pixels--;
    struct opened too_large = open_bytes("rgb.png", file->bytes, file->size, &limits);
    assert_non_null(fits.image);
    assert_null(too_large.image);
    assert_int_equal(too_large.cause.code, DIAG_LIMIT_IMAGE_PIXELS);
    end(&fits);
    end(&too_large);
    arena_close(arena);
}

static void the_sum_counts_pictures_good_or_bad(void **state)
{
    static const char *const names[] = {"rgb.png", "cut.jpg", "rgb.png", "rgb.png"};
    struct arena *arena = arena_open();
    struct limits limits = limits_default;
    struct image_sum sum = {0};
    struct diag_cause cause;

    limits.images_pixels = 3 * 64 * 48;
    for (size_t i = 0; i < 4; i++) {
        const struct image *image = image_open(arena, read_file(arena, names[i]), &limits, &sum, &cause);

        assert_true((image != NULL) == (i == 0 || i == 2));
    }
    assert_int_equal(cause.code, DIAG_LIMIT_IMAGES);
    assert_false(image_check_sum(arena, &sum, &limits, "a.png", &cause));
    assert_string_equal(cause.args.arg[1], "9216");
    limits.images_pixels = limits_default.images_pixels;
    assert_true(image_check_sum(arena, &sum, &limits, "a.png", &cause));
    limits.images_bytes = sum.bytes - 1;
    assert_false(image_check_sum(arena, &sum, &limits, "a.png", &cause));
    arena_close(arena);
}

static void a_jpeg_of_very_many_scans_is_refused(void **state)
{
    struct arena *arena = arena_open();
    const struct source *file = read_file(arena, "progressive.jpg");
    struct sink bytes = {0};

    sink_put(&bytes, file->bytes, file->size);
    for (int i = 0; i < 100; i++)
        sink_put(&bytes, "\xFF\xDA\x00", 3);
    struct opened opened = open_bytes("scans.jpg", bytes.bytes, bytes.size, &limits_default);
    assert_int_equal(opened.cause.code, DIAG_IMAGE_KIND);
    end(&opened);
    sink_close(&bytes);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_in_color_is_read),
        cmocka_unit_test(every_gray_kind_is_read),
        cmocka_unit_test(what_is_transparent_stands_on_white),
        cmocka_unit_test(a_picture_is_turned_as_its_camera_says),
        cmocka_unit_test(the_natural_size_follows_the_resolution),
        cmocka_unit_test(a_resolution_that_cannot_be_meant_is_none),
        cmocka_unit_test(names_tell_pictures_from_other_files),
        cmocka_unit_test(what_is_broken_or_strange_is_refused),
        cmocka_unit_test(no_part_of_a_file_passes_for_the_whole),
        cmocka_unit_test(the_limit_counts_pixels),
        cmocka_unit_test(the_sum_counts_pictures_good_or_bad),
        cmocka_unit_test(a_jpeg_of_very_many_scans_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
