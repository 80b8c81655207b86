#include "base/sink.h"
#include "support/cmocka.h"

#include <string.h>

#define assert_sink(sink, text)                                 \
    do {                                                        \
        assert_int_equal((sink)->size, strlen(text));           \
        assert_memory_equal((sink)->bytes, text, (sink)->size); \
        sink_close(sink);                                       \
    } while (0)

static void bytes_are_appended_in_order(void **state)
{
    struct sink sink = {0};
    sink_put_string(&sink, "第");
    sink_put_integer(&sink, 12);
    sink_put_char(&sink, ' ');
    sink_format(&sink, "%s%d", "x", 3);
    sink_put(&sink, NULL, 0);
    assert_sink(&sink, "第12 x3");
}

static void a_long_run_of_bytes_survives_growing(void **state)
{
    struct sink sink = {0};
    for (int i = 0; i < 100000; i++)
        sink_put_char(&sink, (char)('a' + i % 26));
    assert_int_equal(sink.size, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(sink.bytes[i], 'a' + i % 26);
    sink_clear(&sink);
    assert_int_equal(sink.size, 0);
    assert_true(sink.capacity >= 100000);
    sink_close(&sink);
    assert_null(sink.bytes);
}

static void the_extreme_integers_are_written(void **state)
{
    struct sink sink = {0};
    sink_put_integer(&sink, INT64_MIN);
    sink_put_char(&sink, ' ');
    sink_put_integer(&sink, INT64_MAX);
    sink_put_char(&sink, ' ');
    sink_put_integer(&sink, 0);
    assert_sink(&sink, "-9223372036854775808 9223372036854775807 0");
}

static void decimals_have_no_trailing_zeros(void **state)
{
    static const struct {
        int64_t value;
        int decimals;
        const char *text;
    } cases[] = {
        {12345, 3, "12.345"},
        {-1500, 3, "-1.5"},
        {0, 3, "0"},
        {1000, 3, "1"},
        {5, 3, "0.005"},
        {-5, 3, "-0.005"},
        {10, 0, "10"},
        {100001, 5, "1.00001"},
        {-120, 1, "-12"},
        {7, 1, "0.7"},
        {INT64_MIN, 18, "-9.223372036854775808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sink sink = {0};
        sink_put_decimal(&sink, cases[i].value, cases[i].decimals);
        assert_sink(&sink, cases[i].text);
    }
}

static void json_strings_are_escaped(void **state)
{
    struct sink sink = {0};
    sink_put_json_string(&sink, "a\"\\\n\t\x01届\x7F", 10);
    assert_sink(&sink, "\"a\\\"\\\\\\n\\t\\u0001届\\u007f\"");
}

static void ill_formed_bytes_become_replacement_characters(void **state)
{
    struct sink sink = {0};
    sink_put_json_string(&sink, "a\xFF", 2);
    assert_sink(&sink, "\"a\xEF\xBF\xBD\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_appended_in_order),
        cmocka_unit_test(a_long_run_of_bytes_survives_growing),
        cmocka_unit_test(the_extreme_integers_are_written),
        cmocka_unit_test(decimals_have_no_trailing_zeros),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(ill_formed_bytes_become_replacement_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
