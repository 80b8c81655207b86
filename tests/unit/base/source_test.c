#include "base/source.h"
#include "support/cmocka.h"

#include <string.h>

static void assert_at(const char *text, size_t offset, size_t line, size_t column)
{
    struct source source = {.name = "t", .bytes = text, .size = strlen(text)};
    struct source_position position = source_locate(&source, offset);

    assert_int_equal(position.line, line);
    assert_int_equal(position.column, column);
}

static void lines_and_columns_start_at_one(void **state)
{
    assert_at("", 0, 1, 1);
    assert_at("abc", 0, 1, 1);
    assert_at("abc", 2, 1, 3);
    assert_at("a\nbc", 2, 2, 1);
    assert_at("a\r\nbc", 4, 2, 2);
}

static void columns_count_code_points(void **state)
{
    assert_at("届x", 3, 1, 2);
    assert_at("𠮷届x", 7, 1, 3);
}

static void a_byte_order_mark_takes_no_column(void **state)
{
    assert_at("\xEF\xBB\xBF{", 3, 1, 1);
    assert_at("\xEF\xBB\xBF{", 0, 1, 1);
}

static void an_offset_beyond_the_end_is_the_end(void **state)
{
    assert_at("ab\ncd", 99, 2, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns_start_at_one),
        cmocka_unit_test(columns_count_code_points),
        cmocka_unit_test(a_byte_order_mark_takes_no_column),
        cmocka_unit_test(an_offset_beyond_the_end_is_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
