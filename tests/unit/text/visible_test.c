/* Which characters leave something on paper. */
#include "support/cmocka.h"

#include "text/text.h"

#include <string.h>

static size_t count(const char *text)
{
    return text_count_visible(text, strlen(text));
}

static void letters_signs_and_marks_are_visible(void **state)
{
    assert_int_equal(count("国A1。「〓①"), 7);
    assert_int_equal(count("か\xE3\x82\x9A"), 2); /* U+309A is drawn, in one glyph or two */
}

static void white_space_is_not(void **state)
{
    assert_int_equal(count(" \t\r\n\v\f\xC2\x85\xC2\xA0\xE2\x80\x83\xE2\x80\xA8\xE3\x80\x80"), 0);
}

static void what_has_neither_shape_nor_width_is_not(void **state)
{
    assert_int_equal(count("\x07\x7F\xC2\xAD\xE2\x80\x8B\xE2\x80\x8D\xEF\xBB\xBF"), 0);
    assert_int_equal(count("葛\xF3\xA0\x84\x80"), 1); /* with a variation selector */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_signs_and_marks_are_visible),
        cmocka_unit_test(white_space_is_not),
        cmocka_unit_test(what_has_neither_shape_nor_width_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
