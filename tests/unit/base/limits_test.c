#include "base/limits.h"
#include "support/cmocka.h"

#include <string.h>

static void every_row_is_whole(void **state)
{
    for (size_t i = 0; limit_at(i) != NULL; i++) {
        const struct limit *limit = limit_at(i);

        assert_ptr_equal(limit_named(limit->name), limit);
        assert_int_equal(limits_value(&limits_default, limit), limit->usual);
        assert_in_range(limit->usual, 1, limit->most);
        assert_memory_equal(diag_code_name(limit->code), "limit-", 6);
        for (int language = 0; language < 2; language++) {
            assert_true(strlen(limit->unit[language]) > 0);
            assert_true(strlen(limit->text[language]) > 0);
            assert_null(strpbrk(limit->text[language], "\"\\|"));
        }
    }
    assert_null(limit_named("page"));
}

/* A code whose fault were the input would give another status than 4. */
static void every_diagnostic_ends_with_status_4(void **state)
{
    for (size_t i = 0; limit_at(i) != NULL; i++) {
        struct diags *diags = diags_open();

        diags_error(diags, limit_at(i)->code, &SOURCE_NOWHERE, NULL, DIAG_ARGS("1", "2", "3", "4"));
        assert_int_equal(diags_status(diags), 4);
        diags_close(diags);
    }
}

static void one_limit_is_set_and_the_others_stay(void **state)
{
    struct limits limits = limits_default;

    limits_set(&limits, limit_named("pages"), 7);
    assert_int_equal(limits.pages, 7);
    limits.pages = limits_default.pages;
    assert_memory_equal(&limits, &limits_default, sizeof limits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(every_diagnostic_ends_with_status_4),
        cmocka_unit_test(one_limit_is_set_and_the_others_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
