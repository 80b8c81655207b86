#include "support/cmocka.h"

#include "unit/data/bound.h"

/* --- dates -------------------------------------------------------------------------------------------------------- */

#define DATE(format) "'type': 'datetime', 'format': '" format "'"

static void an_era_date_is_written_with_its_time_when_it_has_one(void **state)
{
    assert_prints("'type': 'datetime'", "'2018-10-31T13:00+09:00'", "平成30年10月31日 13:00");
    assert_prints("'type': 'datetime'", "'2018-10-31'", "平成30年10月31日");
    assert_prints("'type': 'datetime'", "'2018-01-02T03:04:05+09:00'", "平成30年1月2日 03:04");
}

static void the_first_year_of_an_era_is_gannen(void **state)
{
    assert_prints("'type': 'datetime'", "'2019-04-30'", "平成31年4月30日");
    assert_prints("'type': 'datetime'", "'2019-05-01'", "令和元年5月1日");
    assert_prints("'type': 'datetime'", "'1989-01-07'", "昭和64年1月7日");
    assert_prints("'type': 'datetime'", "'1989-01-08'", "平成元年1月8日");
}

static void every_built_in_format_writes_what_its_name_says(void **state)
{
    assert_prints(DATE("era-date"), "'2018-10-31T13:00+09:00'", "平成30年10月31日");
    assert_prints(DATE("era-datetime-spaced"), "'2018-10-31T09:05+09:00'", "平成 30 年 10 月 31 日 09:05");
    assert_prints(DATE("era-datetime-units"), "'2018-10-31T09:05+09:00'", "平成 30 年 10 月 31 日 9 時 5 分");
    assert_prints(DATE("month-day-time"), "'2018-01-02T09:05+09:00'", "01/02 09:05");
    assert_prints(DATE("iso-datetime"), "'2018-10-31T09:05+09:00'", "2018-10-31 09:05 JST");
}

static void a_zone_is_written_when_it_is_not_japan_s(void **state)
{
    assert_prints("'type': 'datetime'", "'2018-10-31T13:00+01:00'", "平成30年10月31日 13:00 (UTC+01:00)");
    assert_prints("'type': 'datetime'", "'2018-10-31T13:00-03:30'", "平成30年10月31日 13:00 (UTC-03:30)");
    assert_prints("'type': 'datetime'", "'2018-10-31T13:00Z'", "平成30年10月31日 13:00 (UTC)");
    assert_prints(DATE("iso-datetime"), "'2018-10-31T13:00Z'", "2018-10-31 13:00 UTC");
}

static void a_format_of_the_layout_s_own_can_use_every_part(void **state)
{
    assert_prints("'type': 'datetime', 'format': { 'date': '{western_year}.{month2}.{day2}（{weekday}）', 'time': "
                  "'{hour}:{minute}' }",
                  "'2018-01-02T03:04+09:00'", "2018.01.02（火）3:4");
    assert_prints("'type': 'datetime', 'format': { 'digits': 'full' }", "'2018-10-31T13:00+09:00'",
                  "平成３０年１０月３１日 １３：００");
}

static void an_object_may_be_approximate_or_state_its_text(void **state)
{
    assert_prints("'type': 'datetime'", "{ 'value': '2018-10-31T13:00+09:00', 'approximate': true }",
                  "平成30年10月31日 13:00頃");
    assert_prints("'type': 'datetime', 'format': { 'date': '', 'time': '{zone}' }",
                  "{ 'value': '2018-10-31T13:00+09:00', 'approximate': true }", "JST");
    assert_prints("'type': 'datetime'",
                  "{ 'value': '2018-10-31', 'text': '平成 30 年 xx 月 xx 日', 'approximate': true }",
                  "平成 30 年 xx 月 xx 日");
    assert_prints("'type': 'datetime'", "{ 'text': 'XX/XX 09:00頃' }", "XX/XX 09:00頃");
    assert_prints("'type': 'datetime', 'empty': '未定'", "{ 'value': null }", "未定");
    assert_prints("'type': 'datetime', 'empty': '未定'", "{}", "未定");
}

static void days_before_meiji_have_no_era(void **state)
{
    assert_refuses("'type': 'datetime'", "'1868-01-24'", DIAG_DATETIME_EARLY);
    assert_prints(DATE("iso-datetime"), "'1868-01-24'", "1868-01-24");
    assert_prints("'type': 'datetime'", "'1868-01-25'", "明治元年1月25日");
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

#define NUMBER(style) "'type': 'integer', 'format': { 'number': '" style "' }"

static void numbers_can_have_separators(void **state)
{
    assert_prints("'type': 'integer'", "1234567", "1234567");
    assert_prints(NUMBER("comma"), "0", "0");
    assert_prints(NUMBER("comma"), "999", "999");
    assert_prints(NUMBER("comma"), "1000", "1,000");
    assert_prints(NUMBER("comma"), "-1234567", "-1,234,567");
    assert_prints(NUMBER("comma"), "9223372036854775807", "9,223,372,036,854,775,807");
    assert_prints(NUMBER("comma"), "-9223372036854775808", "-9,223,372,036,854,775,808");
}

static void numbers_can_be_in_kanji(void **state)
{
    assert_prints(NUMBER("kanji"), "0", "〇");
    assert_prints(NUMBER("kanji"), "10", "十");
    assert_prints(NUMBER("kanji"), "11", "十一");
    assert_prints(NUMBER("kanji"), "1234", "千二百三十四");
    assert_prints(NUMBER("kanji"), "2018", "二千十八");
    assert_prints(NUMBER("kanji"), "10000", "一万");
    assert_prints(NUMBER("kanji"), "10000000", "一千万");
    assert_prints(NUMBER("kanji"), "100000001", "一億一");
    assert_prints(NUMBER("kanji"), "-35", "マイナス三十五");
    assert_prints(NUMBER("kanji"), "9223372036854775807",
                  "九百二十二京三千三百七十二兆三百六十八億五千四百七十七万五千八百七");
}

static void digits_can_be_full_or_half_width(void **state)
{
    assert_prints("'type': 'integer', 'format': { 'number': 'comma', 'digits': 'full' }", "-1234", "－１，２３４");
    assert_prints("'format': { 'digits': 'full' }", "'第2報 v1.0'", "第２報 v１.０");
    assert_prints("'format': { 'digits': 'half' }", "'０３－１２３４'", "03－1234");
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void texts_are_printed_as_they_are(void **state)
{
    assert_prints("", "'  一\\n二　'", "  一\n二　");
    assert_prints("", "2", "2");
    assert_prints("", "''", "");
    assert_prints("'empty': '確認中'", "null", "確認中");
}

static void an_honorific_is_added_to_a_name_that_has_none(void **state)
{
    assert_prints("'honorific': ' 様'", "'連絡 太郎'", "連絡 太郎 様");
    assert_prints("'honorific': ' 様'", "'連絡 太郎様'", "連絡 太郎様");
    assert_prints("'honorific': ' 御中'", "'総務部 御中'", "総務部 御中");
    assert_prints("'honorific': ' 様'", "''", "");
}

static void lists_are_joined(void **state)
{
    assert_prints("'type': 'texts'", "['甲', '', '乙', 3]", "甲、乙、3");
    assert_prints("'type': 'texts', 'join': '\\n'", "['甲', '乙']", "甲\n乙");
    assert_prints("'many': { 'a': '甲', 'b': '乙', 'c': '丙' }", "['c', 'a']", "甲、丙");
    assert_prints("'one': { 'a': '甲', 'b': '乙' }", "'b'", "乙");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_era_date_is_written_with_its_time_when_it_has_one),
        cmocka_unit_test(the_first_year_of_an_era_is_gannen),
        cmocka_unit_test(every_built_in_format_writes_what_its_name_says),
        cmocka_unit_test(a_zone_is_written_when_it_is_not_japan_s),
        cmocka_unit_test(a_format_of_the_layout_s_own_can_use_every_part),
        cmocka_unit_test(an_object_may_be_approximate_or_state_its_text),
        cmocka_unit_test(days_before_meiji_have_no_era),
        cmocka_unit_test(numbers_can_have_separators),
        cmocka_unit_test(numbers_can_be_in_kanji),
        cmocka_unit_test(digits_can_be_full_or_half_width),
        cmocka_unit_test(texts_are_printed_as_they_are),
        cmocka_unit_test(an_honorific_is_added_to_a_name_that_has_none),
        cmocka_unit_test(lists_are_joined),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
