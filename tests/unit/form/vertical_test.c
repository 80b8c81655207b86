/* Texts in vertical writing in cells and places. The page is 100 x 60 mm with margins of 5 mm; lines are 5 mm apart. */
#include "unit/form/sample.h"

#include <stdio.h>

#define EM (10 * LENGTH_PER_PT)
#define V "\"style\": \"vertical\""

/* As sample_filled, with a style for vertical text. */
static struct sample fill(const char *body)
{
    return sample_filled("", body, "{}");
}

static struct sample fill_table(const char *columns, const char *rows)
{
    static char body[2000];

    snprintf(body, sizeof body, "{\"table\": {\"columns\": [%s], \"rows\": [%s], \"padding\": \"1mm\"}}", columns,
             rows);
    return fill(body);
}

static const struct mark *text(const struct sample *sample, const char *start)
{
    const struct mark *mark;

    if (!sample->document)
        sample_print(sample);
    assert_non_null(sample->document);
    mark = sample_text(sample->document, 0, start, 0);
    assert_non_null(mark);
    return mark;
}

/* The form cannot even be prepared. */
static void assert_error(const char *rows, const char *name)
{
    static char body[2000];
    struct sample sample;

    snprintf(body, sizeof body, "{\"table\": {\"columns\": [\"10mm\", \"1fr\"], \"rows\": [%s], \"padding\": \"1mm\"}}",
             rows);
    sample = sample_form("", body, &sample_options);
    assert_null(sample.prepared);
    assert_true(diags_count(sample.diags) > 0);
    assert_string_equal(diags_at(sample.diags, 0)->name, name);
    sample_close(&sample);
}

/* A label is as high as its text and makes its row so, and stands in the middle of its column. */
static void a_label_makes_its_row_high_enough(void **state)
{
    struct sample sample =
        fill_table("\"10mm\", \"1fr\"", "[{\"text\": \"発生日時\", " V "}, \"国\"], [\"次\", \"行\"]");
    const struct mark *label = text(&sample, "発生日時");

    assert_true(label->run->is_vertical);
    assert_int_equal(label->x, MM(5) + MM(10) / 2);
    assert_int_equal(label->y, MM(5) + MM(1));
    assert_true(text(&sample, "次")->y > MM(5) + MM(1) + 4 * EM + MM(1));
    sample_close(&sample);
}

/* Two lines, from right to left, the middle of them in the middle of the cell. */
static void lines_follow_from_right_to_left(void **state)
{
    struct sample sample = fill_table("\"20mm\", \"1fr\"", "[{\"text\": \"発生\\n日時\", " V "}, \"国\"]");

    assert_int_equal(text(&sample, "発生")->x, MM(5) + MM(20) / 2 + MM(5) / 2);
    assert_int_equal(text(&sample, "日時")->x, MM(5) + MM(20) / 2 - MM(5) / 2);
    assert_int_equal(text(&sample, "発生")->y, text(&sample, "日時")->y);
    sample_close(&sample);
}

/* Three rows of 7 mm: 19 mm of room, five characters to a line. */
static void a_label_beside_rows_wraps_at_their_height(void **state)
{
    struct sample sample = fill_table("\"20mm\", \"1fr\"", "[{\"text\": \"発生した事象\", " V ", \"down\": 3}, \"国\"],"
                                                           "[\"国\"], [\"国\"]");

    assert_int_equal(text(&sample, "発生した事")->run->count, 5);
    assert_int_equal(text(&sample, "象")->x, text(&sample, "発生した事")->x - MM(5));
    sample_close(&sample);
}

/* With no room for a second line beside it, the rows grow. */
static void a_label_that_cannot_wrap_makes_the_rows_grow(void **state)
{
    struct sample sample = fill_table("\"8mm\", \"1fr\"", "[{\"text\": \"発生した事象\", " V ", \"down\": 3}, \"国\"],"
                                                          "[\"国\"], [\"国\"], [\"次\", \"行\"]");

    assert_int_equal(text(&sample, "発生した事象")->run->count, 6);
    assert_true(text(&sample, "次")->y > MM(5) + 6 * EM);
    sample_close(&sample);
}

static void a_fixed_height_is_the_length_of_the_line(void **state)
{
    struct sample sample =
        fill_table("\"20mm\", \"1fr\"",
                   "{\"height\": \"10mm\", \"cells\": [{\"text\": \"発生した\", " V ", \"align\": \"end\"}, \"国\"]}");

    assert_int_equal(text(&sample, "発生")->run->count, 2);
    assert_int_equal(text(&sample, "発生")->y, MM(5) + MM(9) - 2 * EM);
    sample_close(&sample);
}

/* AL-2 along the line: the outer characters at the ends of the known room. */
static void a_label_can_be_spread_over_its_rows(void **state)
{
    struct sample sample = fill_table("\"10mm\", \"1fr\"", "[{\"text\": \"印鑑\", " V ", \"align\": \"distribute\", "
                                                           "\"down\": 3}, \"国\"], [\"国\"], [\"国\"]");
    const struct mark *label = text(&sample, "印鑑");

    assert_int_equal(label->y, MM(5) + MM(1));
    assert_int_equal(label->run->glyphs[1].x - label->run->glyphs[0].x, MM(19) - EM);
    sample_close(&sample);
}

static void lines_wider_than_the_cell_are_an_error(void **state)
{
    assert_error("[{\"text\": \"発\\n生\", " V "}, \"国\"]", "form-too-wide");
}

/* In 8 mm two lines of two characters would be needed, and there is room for one. */
static void a_text_too_long_for_a_fixed_row_is_an_error(void **state)
{
    assert_error("{\"height\": \"10mm\", \"cells\": [{\"text\": \"発生した\", " V "}, \"国\"]}", "form-too-wide");
}

/* One character is higher than the row. */
static void a_row_lower_than_a_character_is_an_error(void **state)
{
    assert_error("{\"height\": \"5mm\", \"cells\": [{\"text\": \"発\", " V "}, null]}", "form-too-high");
}

static void an_auto_column_is_as_wide_as_the_lines(void **state)
{
    struct sample sample = fill_table("\"auto\", \"1fr\"", "[{\"text\": \"発生\\n日時\", " V "}, \"国\"]");

    assert_int_equal(text(&sample, "国")->x, MM(5) + MM(10) + MM(2) + MM(1));
    sample_close(&sample);
}

static void a_place_of_fixed_height_wraps_its_lines(void **state)
{
    struct sample sample =
        fill("{\"text\": \"国国国国国\", " V
             ", \"place\": {\"x\": \"10mm\", \"y\": \"10mm\", \"width\": \"20mm\", \"height\": \"11mm\"}}");

    assert_int_equal(text(&sample, "国国国")->run->count, 3);
    assert_int_equal(text(&sample, "国国国")->x, MM(10) + MM(20) / 2 + MM(5) / 2);
    assert_int_equal(text(&sample, "国国国")->y, MM(10));
    sample_close(&sample);
}

/* A word is turned, its baseline left of the middle; a number across is level. */
static void words_are_turned_and_numbers_stand_across(void **state)
{
    struct sample sample = fill_table("\"10mm\", \"1fr\"", "[{\"text\": \"国Web31\", " V "}, \"国\"],"
                                                           "[{\"text\": \"第31\", " V "}, \"国\"]");
    const struct mark *word = text(&sample, "Web"), *number = text(&sample, "31");

    assert_true(word->run->is_rotated);
    assert_int_equal(word->x, MM(10) - length_scale(EM, 38, 100));
    assert_int_equal(word->y, MM(5) + MM(1) + EM + EM / 4);
    assert_false(number->run->is_rotated || number->run->is_vertical);
    assert_int_equal(number->x, MM(10) - number->run->advance / 2);
    sample_close(&sample);
}

static void rules_run_down_beside_the_text(void **state)
{
    struct sample sample = fill("{\"text\": [{\"text\": \"国国\", \"underline\": true}], " V "}");
    const struct mark *rule = NULL;

    for (size_t i = 0; i < sample.document->pages[0].count; i++)
        if (sample.document->pages[0].marks[i].kind == MARK_RULE)
            rule = &sample.document->pages[0].marks[i];
    assert_non_null(rule);
    assert_int_equal(rule->x, rule->rule.x2);
    assert_int_equal(rule->x, MM(50) + length_scale(EM, 55, 100));
    assert_int_equal(rule->y, MM(5));
    assert_int_equal(rule->rule.y2, MM(5) + 2 * EM);
    sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_makes_its_row_high_enough),
        cmocka_unit_test(lines_follow_from_right_to_left),
        cmocka_unit_test(a_label_beside_rows_wraps_at_their_height),
        cmocka_unit_test(a_label_that_cannot_wrap_makes_the_rows_grow),
        cmocka_unit_test(a_fixed_height_is_the_length_of_the_line),
        cmocka_unit_test(a_label_can_be_spread_over_its_rows),
        cmocka_unit_test(lines_wider_than_the_cell_are_an_error),
        cmocka_unit_test(a_text_too_long_for_a_fixed_row_is_an_error),
        cmocka_unit_test(a_row_lower_than_a_character_is_an_error),
        cmocka_unit_test(an_auto_column_is_as_wide_as_the_lines),
        cmocka_unit_test(a_place_of_fixed_height_wraps_its_lines),
        cmocka_unit_test(words_are_turned_and_numbers_stand_across),
        cmocka_unit_test(rules_run_down_beside_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
