#include "base/utf8.h"
#include "support/cmocka.h"

#include <string.h>

static void every_scalar_value_comes_back(void **state)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[UTF8_MAX_BYTES];
        size_t at = 0;
        size_t size = utf8_put(c, bytes);
        if (utf8_next(bytes, size, &at) != c || at != size || utf8_check(bytes, size) != size)
            fail_msg("U+%04X does not come back", (unsigned)c);
    }
}

/* Offset of the first ill-formed byte of `text`. */
static size_t check(const char *text)
{
    return utf8_check(text, strlen(text));
}

static void ill_formed_bytes_are_found(void **state)
{
    assert_int_equal(check("届出"), 6);
    assert_int_equal(check("a\x80"), 1);
    assert_int_equal(check("ab\xC0\xAF"), 2);
    assert_int_equal(check("\xE0\x9F\x80"), 0);
    assert_int_equal(check("x\xED\xA0\x80"), 1);
    assert_int_equal(check("\xF4\x90\x80\x80"), 0);
    assert_int_equal(check("\xF0\x8F\xBF\xBF"), 0);
    assert_int_equal(check("abc\xE5\xB1"), 3);
    assert_int_equal(check("\xFF"), 0);
}

/* Table 3-8 of the Unicode Standard: one replacement for each maximal ill-formed part. */
static void an_ill_formed_part_ends_where_the_standard_says(void **state)
{
    const char *text = "\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64";
    const size_t ends[] = {3, 5, 6, 7, 8, 9, 10, 11, 12};
    size_t at = 0;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        utf8_next(text, 12, &at);
        assert_int_equal(at, ends[i]);
    }
}

static void code_points_are_counted(void **state)
{
    assert_int_equal(utf8_count("", 0), 0);
    assert_int_equal(utf8_count("a届𠮷", 8), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_comes_back),
        cmocka_unit_test(ill_formed_bytes_are_found),
        cmocka_unit_test(an_ill_formed_part_ends_where_the_standard_says),
        cmocka_unit_test(code_points_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
