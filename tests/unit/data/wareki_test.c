#include "support/cmocka.h"

#include "data/wareki.h"

static const struct era *era_on(int64_t year, int month, int day)
{
    return era_of(days_from_civil((struct civil){year, month, day}));
}

static void every_era_begins_on_its_first_day_and_ends_the_day_before_the_next(void **state)
{
    assert_null(era_on(1868, 1, 24));
    assert_string_equal(era_on(1868, 1, 25)->name, "明治");
    assert_string_equal(era_on(1912, 7, 29)->name, "明治");
    assert_string_equal(era_on(1912, 7, 30)->name, "大正");
    assert_string_equal(era_on(1926, 12, 24)->name, "大正");
    assert_string_equal(era_on(1926, 12, 25)->name, "昭和");
    assert_string_equal(era_on(1989, 1, 7)->name, "昭和");
    assert_string_equal(era_on(1989, 1, 8)->name, "平成");
    assert_string_equal(era_on(2019, 4, 30)->name, "平成");
    assert_string_equal(era_on(2019, 5, 1)->name, "令和");
}

static void the_first_year_is_one(void **state)
{
    struct civil first = {2019, 5, 1}, last = {2019, 12, 31}, next = {2020, 1, 1}, heisei = {2019, 4, 30};

    assert_int_equal(era_year(era_on(2019, 5, 1), days_from_civil(first)), 1);
    assert_int_equal(era_year(era_on(2019, 5, 1), days_from_civil(last)), 1);
    assert_int_equal(era_year(era_on(2019, 5, 1), days_from_civil(next)), 2);
    assert_int_equal(era_year(era_on(2019, 4, 30), days_from_civil(heisei)), 31);
}

static void a_layout_can_fix_an_era(void **state)
{
    assert_null(era_fixed(ERA_AUTO));
    assert_string_equal(era_fixed(ERA_SHOWA)->name, "昭和");
    assert_string_equal(era_fixed(ERA_HEISEI)->name, "平成");
    assert_string_equal(era_fixed(ERA_REIWA)->name, "令和");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_era_begins_on_its_first_day_and_ends_the_day_before_the_next),
        cmocka_unit_test(the_first_year_is_one),
        cmocka_unit_test(a_layout_can_fix_an_era),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
