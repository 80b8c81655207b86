/* LineBreakTest.txt against the core without kinsoku; LB1 resolves AI and SA to AL and CJ to NS, as the test wants. */
#include "conformance/break_test.h"
#include "support/cmocka.h"
#include "text/linebreak.h"

static uint8_t resolve(uint8_t class)
{
    switch (class) {
    case LB_AI:
    case LB_SA:
        return LB_AL;
    case LB_CJ:
        return LB_NS;
    default:
        return class;
    }
}

static bool holds(const struct break_test *test)
{
    uint8_t classes[BREAK_TEST_MAX];
    bool may_break[BREAK_TEST_MAX];

    for (size_t i = 0; i < test->count; i++)
        classes[i] = resolve(ucd_of(test->points[i])->linebreak);
    linebreak_find(classes, test->count, may_break);
    return memcmp(may_break, test->may_break, test->count * sizeof may_break[0]) == 0;
}

static void breaks_are_those_of_the_standard(void **state)
{
    int count;

    assert_int_equal(break_test_run(UNICODE_TESTS "/LineBreakTest.txt", holds, &count), 0);
    assert_in_range(count, 7000, 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(breaks_are_those_of_the_standard)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
