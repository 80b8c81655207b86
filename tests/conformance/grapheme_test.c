/* GraphemeBreakTest.txt. */
#include "base/utf8.h"
#include "conformance/break_test.h"
#include "support/cmocka.h"
#include "text/cluster.h"

static bool holds(const struct break_test *test)
{
    char text[BREAK_TEST_MAX * UTF8_MAX_BYTES];
    size_t starts[BREAK_TEST_MAX];
    size_t size = 0;
    struct cluster_text cluster = {0};
    struct cluster_reader reader;

    for (size_t i = 0; i < test->count; i++) {
        starts[i] = size;
        if (test->points[i] >= 0xD800 && test->points[i] < 0xE000)
            return true; /* UTF-8 has no surrogates */
        size += utf8_put(test->points[i], text + size);
    }
    reader = cluster_reader_open(text, size, 0);
    for (size_t i = 0; i < test->count; i++) {
        if (test->may_break[i] != (starts[i] == cluster.end))
            return false;
        if (starts[i] == cluster.end && !cluster_read(&reader, &cluster))
            return false;
    }
    return cluster.end == size && !cluster_read(&reader, &cluster);
}

static void clusters_are_those_of_the_standard(void **state)
{
    int count;

    assert_int_equal(break_test_run(UNICODE_TESTS "/GraphemeBreakTest.txt", holds, &count), 0);
    assert_in_range(count, 500, 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(clusters_are_those_of_the_standard)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
