/* Numbers and strings in PDF's notation. */
#include "device/pdf_number.h"

#include "support/cmocka.h"

#include <string.h>

static void expect_milli(milli value, const char *expected)
{
    char text[PDF_NUMBER_MAX + 1] = {0};
    char *end = pdf_format_milli(text, value);

    assert_string_equal(text, expected);
    assert_int_equal(end - text, strlen(expected));
}

static void thousandths_are_written_in_their_shortest_form(void **state)
{
    expect_milli(0, "0");
    expect_milli(1, ".001");
    expect_milli(-1, "-.001");
    expect_milli(250, ".25");
    expect_milli(-500, "-.5");
    expect_milli(1000, "1");
    expect_milli(-1000, "-1");
    expect_milli(12500, "12.5");
    expect_milli(595276, "595.276");
    expect_milli(841890, "841.89");
    expect_milli(100001, "100.001");
    expect_milli(1000010, "1000.01");
}

static void the_longest_numbers_fit(void **state)
{
    expect_milli(INT64_MAX, "9223372036854775.807");
    expect_milli(INT64_MIN, "-9223372036854775.808");
}

static void lengths_are_rounded_to_a_thousandth_of_a_point(void **state)
{
    assert_int_equal(pdf_milli(LENGTH_PER_PT), 1000);
    assert_int_equal(pdf_milli(210 * LENGTH_PER_MM), 595276);
    assert_int_equal(pdf_milli(297 * LENGTH_PER_MM), 841890);
    assert_int_equal(pdf_milli(6), 0); /* 0.47 thousandths */
    assert_int_equal(pdf_milli(7), 1); /* 0.55 */
    assert_int_equal(pdf_milli(-7), -1);
}

static void integers_keep_their_sign(void **state)
{
    char text[PDF_NUMBER_MAX + 1] = {0};

    *pdf_format_integer(text, -1050) = '\0';
    assert_string_equal(text, "-1050");
    *pdf_format_integer(text, INT64_MIN) = '\0';
    assert_string_equal(text, "-9223372036854775808");
}

static void expect_text_string(const char *text, const char *expected)
{
    struct sink sink = {0};

    pdf_put_text_string(&sink, text, strlen(text));
    assert_int_equal(sink.size, strlen(expected));
    assert_memory_equal(sink.bytes, expected, sink.size);
    sink_close(&sink);
}

static void plain_text_is_a_literal_string(void **state)
{
    expect_text_string("todoke 0.1", "(todoke 0.1)");
    expect_text_string("", "()");
}

static void other_text_is_utf16_with_a_byte_order_mark(void **state)
{
    expect_text_string("届", "<FEFF5C4A>");
    expect_text_string("a(b", "<FEFF006100280062>");
    expect_text_string("a\nb", "<FEFF0061000A0062>");
}

static void characters_beyond_the_basic_plane_become_surrogate_pairs(void **state)
{
    expect_text_string("𠮷", "<FEFFD842DFB7>");
    expect_text_string("\xF4\x8F\xBF\xBF", "<FEFFDBFFDFFF>"); /* U+10FFFF */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousandths_are_written_in_their_shortest_form),
        cmocka_unit_test(the_longest_numbers_fit),
        cmocka_unit_test(lengths_are_rounded_to_a_thousandth_of_a_point),
        cmocka_unit_test(integers_keep_their_sign),
        cmocka_unit_test(plain_text_is_a_literal_string),
        cmocka_unit_test(other_text_is_utf16_with_a_byte_order_mark),
        cmocka_unit_test(characters_beyond_the_basic_plane_become_surrogate_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
