#include "support/cmocka.h"

#include "unit/layout/fixture.h"

/* The space that a body of one block states, or -1. */
static length space_of(const char *text)
{
    struct sink body = {0};

    sink_format(&body, "{ 'space': '%s' }", text);
    sink_put_char(&body, '\0');
    struct fixture fixture = fixture_parts("", "", body.bytes);
    length space = fixture.layout ? fixture.layout->body[0].space : -1;
    fixture_end(&fixture);
    sink_close(&body);
    return space;
}

static void every_unit_is_a_whole_number_of_emu(void **state)
{
    assert_int_equal(space_of("1mm"), 36000);
    assert_int_equal(space_of("1cm"), 360000);
    assert_int_equal(space_of("1pt"), 12700);
    assert_int_equal(space_of("1Q"), 9000);
    assert_int_equal(space_of("1in"), 914400);
}

static void an_em_is_the_size_of_the_style(void **state)
{
    assert_int_equal(space_of("1em"), 127000);
    assert_int_equal(space_of("1.5em"), 190500);
}

static void decimals_are_rounded_to_the_nearest_emu(void **state)
{
    assert_int_equal(space_of("10.5pt"), 133350);
    assert_int_equal(space_of("0.1mm"), 3600);
    assert_int_equal(space_of("0.00001mm"), 0);
    assert_int_equal(space_of(".5mm"), 18000);
    assert_int_equal(space_of("0mm"), 0);
}

static void ten_metres_is_the_longest_length(void **state)
{
    assert_int_equal(space_of("10000mm"), LENGTH_MAX);
    assert_int_equal(space_of("10000.1mm"), -1);
    assert_int_equal(space_of("999999999999mm"), -1);
}

static void nothing_else_is_a_length(void **state)
{
    static const char *const wrong[] = {
        "", "mm", "1", "1 mm", "1MM", "+1mm", "-1mm", "1.2.3mm", "1e3mm", "0x1mm", "1,5mm", "1234567890123mm", "1mmm"};

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        assert_int_equal(space_of(wrong[i]), -1);
}

static const struct cell *first_cell(const struct fixture *fixture)
{
    return &fixture->layout->body[0].table->rows[0].cells[0];
}

static void padding_is_given_by_one_two_or_four_lengths(void **state)
{
    struct fixture one =
        fixture_good("", "", "{ 'table': { 'columns': ['1fr'], 'rows': [[{ 'text': 'a', 'padding': '1mm' }]] } }");
    struct fixture two = fixture_good(
        "", "", "{ 'table': { 'columns': ['1fr'], 'rows': [[{ 'text': 'a', 'padding': ['1mm', '2mm'] }]] } }");
    struct fixture four = fixture_good("", "",
                                       "{ 'table': { 'columns': ['1fr'], 'rows': [[{ 'text': 'a',"
                                       " 'padding': ['1mm', '2mm', '3mm', '4mm'] }]] } }");

    assert_int_equal(first_cell(&one)->padding[SIDE_LEFT], LENGTH_PER_MM);
    assert_int_equal(first_cell(&two)->padding[SIDE_TOP], LENGTH_PER_MM);
    assert_int_equal(first_cell(&two)->padding[SIDE_BOTTOM], LENGTH_PER_MM);
    assert_int_equal(first_cell(&two)->padding[SIDE_RIGHT], 2 * LENGTH_PER_MM);
    assert_int_equal(first_cell(&four)->padding[SIDE_TOP], LENGTH_PER_MM);
    assert_int_equal(first_cell(&four)->padding[SIDE_RIGHT], 2 * LENGTH_PER_MM);
    assert_int_equal(first_cell(&four)->padding[SIDE_BOTTOM], 3 * LENGTH_PER_MM);
    assert_int_equal(first_cell(&four)->padding[SIDE_LEFT], 4 * LENGTH_PER_MM);
    fixture_end(&one);
    fixture_end(&two);
    fixture_end(&four);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_unit_is_a_whole_number_of_emu),
        cmocka_unit_test(an_em_is_the_size_of_the_style),
        cmocka_unit_test(decimals_are_rounded_to_the_nearest_emu),
        cmocka_unit_test(ten_metres_is_the_longest_length),
        cmocka_unit_test(nothing_else_is_a_length),
        cmocka_unit_test(padding_is_given_by_one_two_or_four_lengths),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
