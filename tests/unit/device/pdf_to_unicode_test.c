/* Widths and ToUnicode, and how a cluster's text is dealt out to its glyphs. */
#include "device/pdf_to_unicode.h"

#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

/* --- text of glyphs --- */

#define LIMIT 8

static void expect_readings(const char *text, const struct glyph *glyphs, uint32_t count, const char *const *expected)
{
    struct glyph_run run = {.text = text, .text_size = (uint32_t)strlen(text), .glyphs = glyphs, .count = count};
    struct pdf_reading reading = {.run = &run};

    for (uint32_t i = 0; i < count; i++) {
        assert_ptr_equal(pdf_reading_next(&reading), &glyphs[i]);
        assert_int_equal(reading.text_size, strlen(expected[i]));
        assert_memory_equal(reading.text, expected[i], reading.text_size);
    }
    assert_null(pdf_reading_next(&reading));
}

static void a_ligature_stands_for_all_its_characters(void **state)
{
    static const struct glyph glyphs[] = {{.start = 0, .end = 2}, {.start = 2, .end = 5}};

    expect_readings("fiあ", glyphs, 2, (const char *const[]){"fi", "あ"});
}

static void glyphs_of_one_cluster_share_its_characters(void **state)
{
    static const struct glyph glyphs[] = {{.start = 0, .end = 6}, {.start = 0, .end = 6}};

    expect_readings("か゚", glyphs, 2, (const char *const[]){"か", "゚"});
}

static void the_last_glyph_takes_what_is_left(void **state)
{
    static const struct glyph glyphs[] = {{.start = 0, .end = 3}, {.start = 0, .end = 3}};

    expect_readings("abc", glyphs, 2, (const char *const[]){"a", "bc"});
}

static void extra_glyphs_stand_for_nothing(void **state)
{
    static const struct glyph glyphs[] = {{.end = 1}, {.end = 1}, {.end = 1}, {.start = 1, .end = 2}};

    expect_readings("ab", glyphs, 4, (const char *const[]){"a", "", "", "b"});
}

/* --- sets --- */

static void the_first_text_of_a_glyph_stays(void **state)
{
    struct arena *arena = arena_open();
    struct pdf_glyphs glyphs = {.places = arena_array(arena, uint16_t, LIMIT), .limit = LIMIT};

    pdf_glyphs_add(arena, &glyphs, 3, "一", 3);
    pdf_glyphs_add(arena, &glyphs, 3, "⼀", 3);
    assert_int_equal(glyphs.count, 1);
    assert_string_equal(pdf_glyphs_find(&glyphs, 3)->text, "一");
    assert_null(pdf_glyphs_find(&glyphs, 4));
    arena_close(arena);
}

static void glyphs_are_found_again_after_sorting(void **state)
{
    struct arena *arena = arena_open();
    struct pdf_glyphs glyphs = {.places = arena_array(arena, uint16_t, LIMIT), .limit = LIMIT};

    for (uint32_t id = 0; id < LIMIT; id++) {
        pdf_glyphs_add(arena, &glyphs, id, "", 0);
        glyphs.list[id].code = (uint16_t)(100 - id);
    }
    pdf_glyphs_sort(&glyphs);
    for (uint32_t id = 0; id < LIMIT; id++)
        assert_int_equal(pdf_glyphs_find(&glyphs, id)->code, 100 - id);
    assert_int_equal(glyphs.list[0].code, 100 - (LIMIT - 1));
    arena_close(arena);
}

/* --- tables --- */

typedef void put_table(struct sink *sink, const struct pdf_glyphs *glyphs);

static char *table_text(put_table *put, struct pdf_glyph *list, size_t count)
{
    struct sink sink = {0};

    put(&sink, &(struct pdf_glyphs){.list = list, .count = count});
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

static void expect_widths(struct pdf_glyph *list, size_t count, const char *expected)
{
    char *text = table_text(pdf_put_widths, list, count);

    assert_string_equal(text, expected);
    free(text);
}

static void full_width_glyphs_are_left_out_of_the_widths(void **state)
{
    struct pdf_glyph list[] = {{.code = 1, .width = 1000}, {.code = 2, .width = 500}, {.code = 3, .width = 1000}};

    expect_widths(list, 3, "2[500]");
}

static void equal_widths_become_a_range_and_others_a_list(void **state)
{
    struct pdf_glyph list[] = {{.code = 1, .width = 500},  {.code = 2, .width = 500}, {.code = 3, .width = 500},
                               {.code = 4, .width = 1000}, {.code = 5, .width = 600}, {.code = 6, .width = 250},
                               {.code = 9, .width = 300},  {.code = 10, .width = 300}};

    expect_widths(list, 8, "1 3 500 5[600 250]9 10 300 ");
}

static void expect_in_to_unicode(struct pdf_glyph *list, size_t count, const char *expected)
{
    char *text = table_text(pdf_put_to_unicode, list, count);

    assert_non_null(strstr(text, expected));
    free(text);
}

static void to_unicode_knows_single_characters_ligatures_and_supplementary_planes(void **state)
{
    struct pdf_glyph list[] = {
        {.code = 1, .text = "あ", .text_size = 3},
        {.code = 2, .text = "ffi", .text_size = 3},
        {.code = 0xABCD, .text = "𠮷", .text_size = 4},
    };

    expect_in_to_unicode(list, 3,
                         "3 beginbfchar\n<0001><3042>\n<0002><006600660069>\n<ABCD><D842DFB7>\nendbfchar\nendcmap\n");
}

static void a_variation_sequence_comes_back_whole(void **state)
{
    struct pdf_glyph list[] = {{.code = 1, .text = "葛󠄀", .text_size = 7}};

    expect_in_to_unicode(list, 1, "<0001><845BDB40DD00>\n");
}

static void a_glyph_without_text_gives_a_zero_width_space(void **state)
{
    struct pdf_glyph list[] = {{.code = 1, .text = "", .text_size = 0}};

    expect_in_to_unicode(list, 1, "<0001><200B>\n");
}

static void to_unicode_goes_by_hundreds(void **state)
{
    struct pdf_glyph list[201];

    for (uint16_t i = 0; i < 201; i++)
        list[i] = (struct pdf_glyph){.code = i, .text = "x", .text_size = 1};
    expect_in_to_unicode(list, 201, "<0063><0078>\nendbfchar\n100 beginbfchar\n<0064>");
    expect_in_to_unicode(list, 201, "<00C7><0078>\nendbfchar\n1 beginbfchar\n<00C8><0078>\nendbfchar\nendcmap");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ligature_stands_for_all_its_characters),
        cmocka_unit_test(glyphs_of_one_cluster_share_its_characters),
        cmocka_unit_test(the_last_glyph_takes_what_is_left),
        cmocka_unit_test(extra_glyphs_stand_for_nothing),
        cmocka_unit_test(the_first_text_of_a_glyph_stays),
        cmocka_unit_test(glyphs_are_found_again_after_sorting),
        cmocka_unit_test(full_width_glyphs_are_left_out_of_the_widths),
        cmocka_unit_test(equal_widths_become_a_range_and_others_a_list),
        cmocka_unit_test(to_unicode_knows_single_characters_ligatures_and_supplementary_planes),
        cmocka_unit_test(a_variation_sequence_comes_back_whole),
        cmocka_unit_test(a_glyph_without_text_gives_a_zero_width_space),
        cmocka_unit_test(to_unicode_goes_by_hundreds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
