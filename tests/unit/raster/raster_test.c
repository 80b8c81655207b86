/* Pixels of rules, fills, paths and glyphs, counted. */
#include "base/file.h"
#include "image/image.h"
#include "raster/raster.h"

#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MM(n) ((length)((n)*36000))
#define PIXEL ((length)914400 / 100) /* EMU a pixel at 100 dpi */

static const struct source_ref node = {.pointer = "/body/0"};
static const struct raster_options bilevel = {.kind = RASTER_BILEVEL, .resolution = {100000, 100000}};
static const struct raster_options fine = {.kind = RASTER_BILEVEL, .resolution = {200000, 200000}};
static const struct raster_options gray = {.kind = RASTER_GRAY, .resolution = {100000, 100000}};

struct fixture {
    struct document *document;
    struct raster_canvas *canvas;
    const struct raster *picture;
};

/* A page of 40 x 20 pixels. */
static struct fixture begin(const struct raster_options *options)
{
    struct fixture fixture = {document_open("f", "t", "ja"), raster_open(options), NULL};

    document_add_page(fixture.document, 40 * PIXEL, 20 * PIXEL);
    return fixture;
}

static void end(struct fixture *fixture)
{
    raster_close(fixture->canvas);
    document_close(fixture->document);
}

static struct mark *add(struct fixture *fixture, enum mark_kind kind, length x, length y)
{
    struct mark *mark = document_add_mark(fixture->document, 0, kind);

    mark->element = ELEMENT_ARTIFACT;
    mark->node = &node;
    mark->x = x;
    mark->y = y;
    return mark;
}

static void add_rule(struct fixture *fixture, length x, length y, length x2, length y2, length weight)
{
    struct mark *mark = add(fixture, MARK_RULE, x, y);

    mark->rule.x2 = x2;
    mark->rule.y2 = y2;
    mark->rule.weight = weight;
}

static void draw(struct fixture *fixture)
{
    fixture->picture = raster_draw(fixture->canvas, &fixture->document->pages[0]);
    assert_non_null(fixture->picture);
}

/* 0 white to 255 black. */
static int ink(const struct fixture *fixture, uint32_t x, uint32_t y)
{
    const uint8_t *row = fixture->picture->pixels + y * fixture->picture->stride;

    if (fixture->picture->stride < fixture->picture->width)
        return row[x >> 3] >> (7 - (x & 7)) & 1 ? 255 : 0;
    return 255 - row[x];
}

struct box_of_ink {
    uint32_t left, top, right, bottom; /* the last ones that are in */
};

static struct box_of_ink ink_box(const struct fixture *fixture)
{
    struct box_of_ink found = {UINT32_MAX, UINT32_MAX, 0, 0};

    for (uint32_t y = 0; y < fixture->picture->height; y++)
        for (uint32_t x = 0; x < fixture->picture->width; x++)
            if (ink(fixture, x, y) > 127) {
                found.left = x < found.left ? x : found.left;
                found.right = x > found.right ? x : found.right;
                found.top = y < found.top ? y : found.top;
                found.bottom = y > found.bottom ? y : found.bottom;
            }
    return found;
}

static size_t black_pixels(const struct fixture *fixture)
{
    size_t count = 0;

    for (uint32_t y = 0; y < fixture->picture->height; y++)
        for (uint32_t x = 0; x < fixture->picture->width; x++)
            count += ink(fixture, x, y) == 255;
    return count;
}

static void a_rule_takes_whole_pixels_and_never_fewer_than_its_weight(void **state)
{
    const struct {
        length weight; /* hundredths of a pixel */
        size_t pixels;
    } cases[] = {{1, 1}, {40, 1}, {100, 1}, {105, 1}, {120, 2}, {200, 2}, {201, 2}, {250, 3}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture = begin(&bilevel);

        add_rule(&fixture, 5 * PIXEL, 10 * PIXEL, 25 * PIXEL, 10 * PIXEL, cases[i].weight * PIXEL / 100);
        draw(&fixture);
        assert_int_equal(black_pixels(&fixture), 20 * cases[i].pixels);
        end(&fixture);
    }
}

/* Runs of black pixels on row or column `at`, as "2 2 2"; the whites between are gaps of one or more. */
static const char *runs_on(const struct fixture *fixture, bool is_down, uint32_t at, char *text)
{
    uint32_t end = is_down ? fixture->picture->height : fixture->picture->width, run = 0;
    char *put = text;

    for (uint32_t i = 0; i <= end; i++) {
        bool is_black = i < end && ink(fixture, is_down ? at : i, is_down ? i : at);

        if (!is_black && run > 0)
            put += sprintf(put, "%s%u", put > text ? " " : "", run);
        run = is_black ? run + 1 : 0;
    }
    *put = '\0';
    return text;
}

/* Three modules a side, dark in the corners and the middle, in a square that has pixels to spare: 40 x 20 pixels here,
 * each module 3 pixels wide and 1 high. */
static void modules_of_a_qr_code_are_whole_pixels_and_all_alike(void **state)
{
    static const uint8_t dark[] = {1, 0, 1, 0, 1, 0, 1, 0, 1};
    static const struct qr_code code = {"x", 3, dark};
    static const struct raster_options options[] = {
        {.kind = RASTER_BILEVEL, .resolution = {200000, 100000}},
        {.kind = RASTER_GRAY, .resolution = {200000, 100000}},
    };
    char text[64];

    for (size_t i = 0; i < 2; i++) {
        struct fixture fixture = begin(&options[i]);
        struct mark *mark = add(&fixture, MARK_QR, PIXEL / 3, PIXEL / 3);

        mark->qr.code = &code;
        mark->qr.side = 18 * PIXEL; /* 36 x 18 pixels for 11 x 11 modules: 3 pixels each across, 1 down */
        draw(&fixture);
        assert_string_equal(runs_on(&fixture, false, 7 + 0, text), "3 3");
        assert_string_equal(runs_on(&fixture, false, 7 + 1, text), "3");
        assert_string_equal(runs_on(&fixture, false, 7 + 2, text), "3 3");
        assert_int_equal(ink_box(&fixture).left, 1 + 1 + 12);
        assert_int_equal(ink_box(&fixture).right, 1 + 1 + 12 + 8);
        assert_int_equal(black_pixels(&fixture), 5 * 3);
        end(&fixture);
    }
}

/* Dots are alike, begin and end the rule, and stay apart even where there are more of them than pixels. */
static void dots_stay_apart_and_are_alike(void **state)
{
    const struct {
        length weight; /* hundredths of a pixel */
        uint32_t dots;
        const char *across, *down; /* over 20 and 10 pixels */
    } cases[] = {
        {100, 6, "1 1 1 1 1 1", "1 1 1 1 1"},
        {142, 5, "2 2 2 2 2", "2 2 2"},
        {40, 15, "1 1 1 1 1 1 1 1 1 1", "1 1 1 1 1"},
        {100, 2, "1 1", "1 1"},
        {100, 1, "20", "10"}, /* as long as it is drawn */
    };
    char text[100];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture = begin(&bilevel);
        struct mark *mark;

        for (int k = 0; k < 2; k++) {
            length x2 = k ? 30 * PIXEL : 25 * PIXEL, y1 = k ? 8 * PIXEL : 4 * PIXEL, y2 = k ? 18 * PIXEL : y1;

            mark = add(&fixture, MARK_RULE, k ? x2 : 5 * PIXEL, y1);
            mark->rule.x2 = x2;
            mark->rule.y2 = y2;
            mark->rule.weight = cases[i].weight * PIXEL / 100;
            mark->rule.dots = cases[i].dots;
        }
        draw(&fixture);
        assert_string_equal(runs_on(&fixture, false, 4, text), cases[i].across);
        assert_string_equal(runs_on(&fixture, true, 30, text), cases[i].down);
        assert_true(ink(&fixture, 5, 4) && ink(&fixture, 24, 4) && !ink(&fixture, 4, 4) && !ink(&fixture, 25, 4));
        end(&fixture);
    }
}

/* At every place within a pixel: no notch where lines meet, and nothing beyond the corner. */
static void corners_close_wherever_they_stand(void **state)
{
    for (length shift = 0; shift < 20; shift++)
        for (length weight = 20; weight <= 260; weight += 30) {
            struct fixture fixture = begin(&bilevel);
            length half = weight * PIXEL / 200, left = 10 * PIXEL + shift * PIXEL / 20, top = 5 * PIXEL;
            length right = left + 12 * PIXEL, bottom = top + 8 * PIXEL + shift * PIXEL / 7;
            uint32_t x1 = UINT32_MAX, x2 = 0, y1 = UINT32_MAX, y2 = 0;

            add_rule(&fixture, left - half, top, right + half, top, 2 * half);
            add_rule(&fixture, left - half, bottom, right + half, bottom, 2 * half);
            add_rule(&fixture, left, top - half, left, bottom + half, 2 * half);
            add_rule(&fixture, right, top - half, right, bottom + half, 2 * half);
            draw(&fixture);
            for (uint32_t y = 0; y < 20; y++)
                for (uint32_t x = 0; x < 40; x++)
                    if (ink(&fixture, x, y)) {
                        x1 = x < x1 ? x : x1;
                        x2 = x > x2 ? x : x2;
                        y1 = y < y1 ? y : y1;
                        y2 = y > y2 ? y : y2;
                    }
            for (uint32_t x = x1; x <= x2; x++)
                assert_true(ink(&fixture, x, y1) && ink(&fixture, x, y2));
            for (uint32_t y = y1; y <= y2; y++)
                assert_true(ink(&fixture, x1, y) && ink(&fixture, x2, y));
            end(&fixture);
        }
}

static void add_fill(struct fixture *fixture, length x, length y, length width, length height, uint32_t color)
{
    struct mark *mark = add(fixture, MARK_FILL, x, y);

    mark->fill.width = width;
    mark->fill.height = height;
    mark->color = color;
}

static void pale_fills_are_dropped_from_bilevel_pages(void **state)
{
    struct fixture fixture = begin(&bilevel);

    add_fill(&fixture, 0, 0, 10 * PIXEL, 10 * PIXEL, 0xD9D9D9);
    add_fill(&fixture, 20 * PIXEL, 0, 10 * PIXEL, 10 * PIXEL, 0x003366);
    draw(&fixture);
    assert_int_equal(black_pixels(&fixture), 100);
    assert_int_equal(ink(&fixture, 20, 0), 255);
    end(&fixture);
}

static void colours_are_grey_by_their_luma(void **state)
{
    struct fixture fixture = begin(&gray);

    add_fill(&fixture, 0, 0, 10 * PIXEL, 10 * PIXEL, 0xFF0000);
    draw(&fixture);
    assert_int_equal(ink(&fixture, 3, 3), 255 - 76);
    assert_int_equal(ink(&fixture, 13, 3), 0);
    end(&fixture);
}

static const struct path_step box_steps[] = {
    {.verb = PATH_MOVE},
    {.verb = PATH_LINE, .x = 9 * PIXEL},
    {.verb = PATH_LINE, .x = 9 * PIXEL, .y = 9 * PIXEL},
    {.verb = PATH_LINE, .y = 9 * PIXEL},
    {.verb = PATH_CLOSE},
};
static const struct path box = {box_steps, 5};

/* A ring two pixels thick, whatever its size. */
static void assert_two_pixels_thick(const struct fixture *fixture)
{
    struct box_of_ink box_of_ink = ink_box(fixture);
    size_t width = box_of_ink.right - box_of_ink.left + 1, height = box_of_ink.bottom - box_of_ink.top + 1;

    assert_in_range(width, 10, 12);
    assert_in_range(height, 10, 12);
    assert_int_equal(black_pixels(fixture), width * height - (width - 4) * (height - 4));
}

static void the_sides_of_a_box_are_equally_thick_wherever_it_stands(void **state)
{
    for (length shift = 0; shift < 16; shift++) {
        struct fixture fixture = begin(&bilevel);
        struct mark *mark = add(&fixture, MARK_PATH, 5 * PIXEL + shift * PIXEL / 16, 5 * PIXEL + shift * PIXEL / 16);

        mark->path.path = &box;
        mark->path.weight = PIXEL * 7 / 5;
        draw(&fixture);
        assert_two_pixels_thick(&fixture);
        end(&fixture);
    }
}

static void a_filled_path_covers_its_area(void **state)
{
    struct fixture fixture = begin(&gray);
    struct mark *mark = add(&fixture, MARK_PATH, 5 * PIXEL, 5 * PIXEL);

    mark->path.path = &box;
    draw(&fixture);
    assert_int_equal(black_pixels(&fixture), 81);
    end(&fixture);
}

/* A stroke of one EMU would be invisible; FreeType's renderer keeps it. */
static void a_slanting_stroke_has_no_gaps(void **state)
{
    static const struct path_step steps[] = {{.verb = PATH_MOVE}, {.verb = PATH_LINE, .x = 30 * PIXEL, .y = 9 * PIXEL}};
    static const struct path path = {steps, 2};
    struct fixture fixture = begin(&bilevel);
    struct mark *mark = add(&fixture, MARK_PATH, 2 * PIXEL, 2 * PIXEL);

    mark->path.path = &path;
    mark->path.weight = PIXEL / 4;
    draw(&fixture);
    for (uint32_t x = 3; x < 31; x++) {
        size_t column = 0;

        for (uint32_t y = 0; y < 20; y++)
            column += ink(&fixture, x, y) == 255;
        assert_true(column >= 1);
    }
    end(&fixture);
}

/* --- glyphs */

/* 一 of 16 pixels, its origin at 10, 15: a flat stroke; turned clockwise an upright one. */
static struct box_of_ink stroke_of_one(const struct raster_options *options, bool is_rotated, uint32_t color,
                                       uint32_t behind)
{
    struct diags *diags = diags_open();
    struct font_library *library = font_library_open(&(struct font_options){.folder = "fonts"}, diags);
    const struct font_face *face = font_library_stack(library, "gothic")->faces[0];
    struct glyph glyph = {.id = font_face_glyph(face, 0x4E00, 0), .end = 3};
    struct glyph_run run = {face, 16 * PIXEL, 1000, is_rotated, false, "一", 3, 1, &glyph, 16 * PIXEL};
    struct fixture fixture = begin(options);
    struct box_of_ink found;
    struct mark *mark;

    add_fill(&fixture, 0, 0, 40 * PIXEL, 20 * PIXEL, behind);
    mark = add(&fixture, MARK_GLYPHS, 10 * PIXEL, is_rotated ? 2 * PIXEL : 15 * PIXEL);
    mark->run = &run;
    mark->color = color;
    draw(&fixture);
    if (behind == 0) /* the hole is looked for */
        for (size_t i = 0; i < fixture.picture->stride * fixture.picture->height; i++)
            fixture.picture->pixels[i] ^= 0xFF;
    found = ink_box(&fixture);
    end(&fixture);
    font_library_close(library);
    diags_close(diags);
    return found;
}

static void a_glyph_stands_on_its_origin(void **state)
{
    struct box_of_ink flat = stroke_of_one(&bilevel, false, 0, 0xFFFFFF);
    struct box_of_ink grey = stroke_of_one(&gray, false, 0, 0xFFFFFF);
    struct box_of_ink turned = stroke_of_one(&bilevel, true, 0, 0xFFFFFF);

    assert_in_range(flat.left, 10, 11);
    assert_in_range(flat.right, 24, 25);
    assert_in_range(flat.top, 8, 9);
    assert_in_range(flat.bottom, 8, 10);
    assert_in_range(grey.top, 8, 9);
    assert_in_range(turned.left, 15, 16); /* what was above the baseline is right of it */
    assert_in_range(turned.top, 2, 3);
    assert_in_range(turned.bottom, 16, 17);
}

static void text_of_any_colour_is_black_and_white_text_is_white(void **state)
{
    struct box_of_ink black = stroke_of_one(&bilevel, false, 0, 0xFFFFFF);
    struct box_of_ink blue = stroke_of_one(&bilevel, false, 0x3366CC, 0xFFFFFF);
    struct box_of_ink white = stroke_of_one(&bilevel, false, 0xFFFFFF, 0);

    assert_memory_equal(&black, &blue, sizeof(black));
    assert_int_equal(white.left, black.left);
    assert_int_equal(white.top, black.top);
}

struct text {
    struct diags *diags;
    struct font_library *library;
    struct glyph glyphs[2];
    struct glyph_run run;
};

/* `count` times the character, a size of so many 64ths of a pixel, set solid. */
static struct text *text_open(const char *character, uint32_t c, length size, uint32_t count)
{
    struct text *text = mem_alloc(sizeof(*text));
    const struct font_face *face;

    *text = (struct text){.diags = diags_open()};
    text->library = font_library_open(&(struct font_options){.folder = "fonts"}, text->diags);
    face = font_library_stack(text->library, "gothic")->faces[0];
    size = size * PIXEL / 64;
    for (uint32_t i = 0; i < count; i++)
        text->glyphs[i] = (struct glyph){.id = font_face_glyph(face, c, 0), .x = i * size, .end = 3};
    text->run = (struct glyph_run){face, size, 1000, false, false, character, 3, count, text->glyphs, size};
    return text;
}

static void text_close(struct text *text)
{
    font_library_close(text->library);
    diags_close(text->diags);
    free(text);
}

/* Places in 64ths of a pixel. */
static void add_text(struct fixture *fixture, const struct text *text, length x, length y)
{
    add(fixture, MARK_GLYPHS, x * PIXEL / 64, y * PIXEL / 64)->run = &text->run;
}

static void dashes_that_join_do_not_part_wherever_they_stand(void **state)
{
    struct text *text = text_open("━", 0x2501, 16 * 64 + 21, 2);

    for (length at = 0; at < 64; at++) {
        struct fixture fixture = begin(&fine);
        struct box_of_ink box;

        add_text(&fixture, text, 3 * 64 + at, 15 * 64);
        draw(&fixture);
        box = ink_box(&fixture);
        assert_in_range(box.right - box.left, 63, 66);
        for (uint32_t x = box.left; x <= box.right; x++)
            assert_int_equal(ink(&fixture, x, box.top), 255);
        end(&fixture);
    }
    text_close(text);
}

static void assert_alike(const struct fixture *fixture, uint32_t left, uint32_t other, uint32_t width)
{
    for (uint32_t y = 0; y < fixture->picture->height; y++)
        for (uint32_t x = 0; x < width; x++)
            assert_int_equal(ink(fixture, left + x, y), ink(fixture, other + x, y));
}

static void a_character_looks_the_same_wherever_it_recurs(void **state)
{
    struct text *text = text_open("届", 0x5C4A, 16 * 64, 1);
    struct fixture fixture = begin(&fine);

    add_text(&fixture, text, 2 * 64 + 2, 15 * 64 + 10);
    add_text(&fixture, text, 22 * 64 - 4, 15 * 64 - 10);
    draw(&fixture);
    assert_true(black_pixels(&fixture) > 100);
    assert_alike(&fixture, 0, 40, 40);
    end(&fixture);
    text_close(text);
}

static void of_a_character_at_the_edge_the_rest_is_drawn(void **state)
{
    struct text *text = text_open("届", 0x5C4A, 16 * 64, 1);
    struct fixture fixture = begin(&fine);

    add_text(&fixture, text, -8 * 64, 15 * 64);
    add_text(&fixture, text, 12 * 64, 15 * 64);
    draw(&fixture);
    assert_true(ink_box(&fixture).left < 16);
    assert_alike(&fixture, 0, 40, 16);
    end(&fixture);
    text_close(text);
}

static void type_of_any_size_is_drawn(void **state)
{
    struct text *text = text_open("一", 0x4E00, 200 * 64, 1);
    struct fixture fixture = begin(&fine);

    add_text(&fixture, text, -80 * 64, 90 * 64);
    draw(&fixture);
    assert_true(black_pixels(&fixture) > 100);
    end(&fixture);
    text_close(text);
}

static void a_page_stands_in_the_middle_of_a_wider_picture(void **state)
{
    struct raster_options wide = {.kind = RASTER_BILEVEL, .resolution = {100000, 50000}, .width = 60};
    struct fixture fixture = begin(&wide);

    add_rule(&fixture, 0, 10 * PIXEL, 40 * PIXEL, 10 * PIXEL, PIXEL);
    draw(&fixture);
    assert_int_equal(fixture.picture->width, 60);
    assert_int_equal(fixture.picture->height, 10);
    assert_int_equal(black_pixels(&fixture), 40);
    assert_int_equal(ink_box(&fixture).left, 10);
    end(&fixture);
}

/* --- pictures ----------------------------------------------------------------------------------------------------- */

static void add_picture(struct fixture *fixture, const char *name, length x, length y, length width, length height)
{
    struct arena *arena = fixture->document->arena;
    struct diags *diags = diags_open();
    struct diag_cause cause;
    struct image_sum sum = {0};
    const struct source *file =
        file_read(arena, arena_format(arena, "tests/images/%s", name), name, limits_default.input_bytes, diags);
    struct mark *mark = add(fixture, MARK_IMAGE, x, y);

    mark->image.image = image_open(arena, file, &limits_default, &sum, &cause);
    mark->image.width = width;
    mark->image.height = height;
    assert_non_null(mark->image.image);
    diags_close(diags);
}

/* rgb.png, 64 x 48: a ground of 0xF0F0E0 (luma 238), a stem from 16 to 24 of 0x202040 (36), a corner of 0x20A020. */
static void a_picture_fills_its_box_with_the_means_of_its_pixels(void **state)
{
    struct fixture fixture = begin(&gray);

    add_picture(&fixture, "rgb.png", 4 * PIXEL, 3 * PIXEL, 16 * PIXEL, 12 * PIXEL);
    draw(&fixture);
    struct box_of_ink box = ink_box(&fixture);
    assert_int_equal(box.left, 4);
    assert_int_equal(box.top, 3);
    assert_int_equal(box.right, 19);
    assert_int_equal(box.bottom, 14);
    assert_int_equal(ink(&fixture, 4, 3), 255 - 238);
    assert_int_equal(ink(&fixture, 4 + 4, 3 + 6), 255 - 36);
    assert_int_equal(ink(&fixture, 4 + 4, 3 + 1), 255 - (238 * 2 + 36 * 2) / 4); /* half above the stem's end */
    assert_true(ink(&fixture, 4, 14) > 140 && ink(&fixture, 4, 14) < 155);       /* green */
    end(&fixture);
}

static void a_small_picture_grows_in_squares(void **state)
{
    struct fixture fixture = begin(&gray);

    add_picture(&fixture, "rgb.png", -128 * PIXEL, 0, 256 * PIXEL, 192 * PIXEL); /* over the page's edges, too */
    draw(&fixture);
    assert_int_equal(ink(&fixture, 0, 0), 255 - 238);
    assert_int_equal(ink(&fixture, 39, 19), 255 - 238);
    end(&fixture);
}

static void on_bilevel_pages_greys_are_dots_in_proportion(void **state)
{
    struct fixture fixture = begin(&bilevel);
    int black = 0;

    /* the green corner alone, 12 x 12 of 64 x 48, its luma 107 */
    add_picture(&fixture, "rgb.png", 0, -60 * PIXEL, 107 * PIXEL, 80 * PIXEL);
    draw(&fixture);
    for (uint32_t y = 2; y < 18; y++)
        for (uint32_t x = 1; x < 17; x++)
            black += ink(&fixture, x, y) > 0;
    assert_true(black > 256 * (255 - 107) / 255 - 12 && black < 256 * (255 - 107) / 255 + 12);
    end(&fixture);
}

static void black_and_white_stay_as_they_are(void **state)
{
    struct fixture fixture = begin(&bilevel);

    add_picture(&fixture, "bilevel.png", 0, 0, 64 * PIXEL, 48 * PIXEL);
    draw(&fixture);
    for (uint32_t y = 0; y < 20; y++)
        for (uint32_t x = 0; x < 40; x++) {
            bool is_stem = x >= 16 && x < 24 && y >= 6, is_bar = x >= 16 && y >= 6 && y < 13;

            assert_int_equal(ink(&fixture, x, y), is_stem || is_bar ? 255 : 0);
        }
    end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_takes_whole_pixels_and_never_fewer_than_its_weight),
        cmocka_unit_test(modules_of_a_qr_code_are_whole_pixels_and_all_alike),
        cmocka_unit_test(dots_stay_apart_and_are_alike),
        cmocka_unit_test(corners_close_wherever_they_stand),
        cmocka_unit_test(pale_fills_are_dropped_from_bilevel_pages),
        cmocka_unit_test(colours_are_grey_by_their_luma),
        cmocka_unit_test(the_sides_of_a_box_are_equally_thick_wherever_it_stands),
        cmocka_unit_test(a_filled_path_covers_its_area),
        cmocka_unit_test(a_slanting_stroke_has_no_gaps),
        cmocka_unit_test(a_glyph_stands_on_its_origin),
        cmocka_unit_test(dashes_that_join_do_not_part_wherever_they_stand),
        cmocka_unit_test(a_character_looks_the_same_wherever_it_recurs),
        cmocka_unit_test(of_a_character_at_the_edge_the_rest_is_drawn),
        cmocka_unit_test(type_of_any_size_is_drawn),
        cmocka_unit_test(text_of_any_colour_is_black_and_white_text_is_white),
        cmocka_unit_test(a_page_stands_in_the_middle_of_a_wider_picture),
        cmocka_unit_test(a_picture_fills_its_box_with_the_means_of_its_pixels),
        cmocka_unit_test(a_small_picture_grows_in_squares),
        cmocka_unit_test(on_bilevel_pages_greys_are_dots_in_proportion),
        cmocka_unit_test(black_and_white_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
