#include "support/cmocka.h"

#include "data/datetime.h"

#include <string.h>

static enum datetime_fault fault_of(const char *text)
{
    struct datetime datetime;
    struct civil civil;

    return datetime_parse(text, &datetime, &civil);
}

static struct datetime parsed(const char *text)
{
    struct datetime datetime = {0};
    struct civil civil;

    assert_int_equal(datetime_parse(text, &datetime, &civil), DATETIME_FINE);
    return datetime;
}

static void a_day_alone_has_no_time(void **state)
{
    struct datetime datetime = parsed("1970-01-02");

    assert_int_equal(datetime.day, 1);
    assert_int_equal(datetime.minute, -1);
    assert_true(datetime.has_day);
}

static void seconds_are_optional_and_offsets_are_minutes(void **state)
{
    struct datetime japan = parsed("2018-10-31T13:00+09:00");
    struct datetime india = parsed("2018-10-31T13:05:59-05:30");
    struct datetime utc = parsed("2018-10-31T00:00:00Z");

    assert_int_equal(japan.minute, 780);
    assert_int_equal(japan.offset, 540);
    assert_int_equal(india.minute, 785);
    assert_int_equal(india.offset, -330);
    assert_int_equal(utc.minute, 0);
    assert_int_equal(utc.offset, 0);
}

static void each_fault_has_its_name(void **state)
{
    static const struct {
        const char *text;
        enum datetime_fault fault;
    } cases[] = {
        {"", DATETIME_SHAPE},
        {"2018", DATETIME_SHAPE},
        {"2018-1-1", DATETIME_SHAPE},
        {"2018/10/31", DATETIME_SHAPE},
        {"2018-10-31 13:00+09:00", DATETIME_SHAPE},
        {"2018-10-31T", DATETIME_SHAPE},
        {"2018-10-31T13", DATETIME_SHAPE},
        {"2018-10-31T1:00+09:00", DATETIME_SHAPE},
        {"2018-10-31T13:00:00.5+09:00", DATETIME_SHAPE},
        {"2018-10-31T13:00+0900", DATETIME_SHAPE},
        {"2018-10-31T13:00+09:00 ", DATETIME_SHAPE},
        {"2018-10-31T13:00z", DATETIME_SHAPE},
        {"2018-00-01", DATETIME_MONTH},
        {"2018-13-01", DATETIME_MONTH},
        {"2018-02-29", DATETIME_DAY},
        {"2018-02-30", DATETIME_DAY},
        {"2018-04-31", DATETIME_DAY},
        {"2018-04-00", DATETIME_DAY},
        {"2018-10-31T24:00+09:00", DATETIME_TIME},
        {"2018-10-31T13:60+09:00", DATETIME_TIME},
        {"2018-10-31T13:00:60+09:00", DATETIME_TIME},
        {"2018-10-31T13:00", DATETIME_NOWHERE},
        {"2018-10-31T13:00:00", DATETIME_NOWHERE},
        {"2018-10-31T13:00+24:00", DATETIME_ZONE},
        {"2018-10-31T13:00+09:60", DATETIME_ZONE},
        {"2016-02-29", DATETIME_FINE},
        {"2000-02-29", DATETIME_FINE},
        {"1900-02-29", DATETIME_DAY},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(fault_of(cases[i].text), cases[i].fault);
}

static void days_and_dates_are_each_other_s_inverse(void **state)
{
    struct civil before = civil_from_days(-800000);

    for (int64_t day = -799999; day < 800000; day++) {
        struct civil civil = civil_from_days(day);
        bool is_next = civil.day == before.day + 1 && civil.month == before.month && civil.year == before.year;
        bool is_first = civil.day == 1 && before.day == days_in_month(before.year, before.month);

        assert_int_equal(days_from_civil(civil), day);
        assert_true(is_next || is_first);
        before = civil;
    }
}

static void weekdays_follow_from_the_day(void **state)
{
    assert_int_equal(weekday_of(0), 4);
    assert_int_equal(weekday_of(-1), 3);
    assert_int_equal(weekday_of(days_from_civil((struct civil){2018, 10, 31})), 3);
    assert_int_equal(weekday_of(days_from_civil((struct civil){2019, 5, 1})), 3);
    assert_int_equal(weekday_of(days_from_civil((struct civil){1868, 1, 25})), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_alone_has_no_time),      cmocka_unit_test(seconds_are_optional_and_offsets_are_minutes),
        cmocka_unit_test(each_fault_has_its_name),      cmocka_unit_test(days_and_dates_are_each_other_s_inverse),
        cmocka_unit_test(weekdays_follow_from_the_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
