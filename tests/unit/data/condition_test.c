#include "support/cmocka.h"

#include "unit/data/bound.h"

#define FIELDS                                                                                                      \
    "'number': { 'path': '/number', 'type': 'integer' }, 'name': { 'path': '/name' },"                              \
    "'at': { 'path': '/at', 'type': 'datetime' }, 'later': { 'path': '/later', 'type': 'datetime' },"               \
    "'tlp': { 'path': '/tlp', 'one': { 'red': '赤', 'green': '緑', 'true': '有', '4': '四' } },"                \
    "'causes': { 'path': '/causes', 'many': { 'unknown': '不明', 'other': 'その他' } },"                       \
    "'texts': { 'path': '/texts', 'type': 'texts' }, 'other': { 'path': '/other' },"                                \
    "'second': { 'path': '/second', 'type': 'integer' }, 'limit': { 'path': '/limit', 'one': { 'x': 'X', 'green': " \
    "'G', 'red': 'R' } },"                                                                                          \
    "'timeline': { 'path': '/timeline', 'each': { 'n': { 'path': '/n', 'type': 'integer' } } }"

/* Whether the demand of the only rule holds for `data`. */
static bool holds(const char *demand, const char *data)
{
    struct sink rule = {0};

    sink_format(&rule, "{ 'id': 'R', 'demand': %s, 'message': 'm' }", demand);
    sink_put_char(&rule, '\0');
    struct bound bound = bind_rules(FIELDS, rule.bytes, data);
    assert_non_null(bound.fixture.layout);
    assert_int_equal(bound.record != NULL, diags_count(bound.fixture.diags) == 0);
    bool result = bound.record != NULL;
    bound_end(&bound);
    sink_close(&rule);
    return result;
}

static void empty_tests_for_a_value(void **state)
{
    assert_true(holds("{ 'name': { 'empty': true } }", "{}"));
    assert_true(holds("{ 'name': { 'empty': true } }", "{ 'name': '' }"));
    assert_false(holds("{ 'name': { 'empty': true } }", "{ 'name': 'a' }"));
    assert_true(holds("{ 'name': { 'empty': false } }", "{ 'name': 'a' }"));
    assert_false(holds("{ 'name': { 'empty': false } }", "{}"));
}

static void const_and_enum_compare_values(void **state)
{
    assert_true(holds("{ 'number': { 'const': 1 } }", "{ 'number': 1 }"));
    assert_false(holds("{ 'number': { 'const': 1 } }", "{ 'number': 2 }"));
    assert_true(holds("{ 'name': { 'const': 'a' } }", "{ 'name': 'a' }"));
    assert_true(holds("{ 'name': { 'const': 4 } }", "{ 'name': 4 }"));
    assert_true(holds("{ 'tlp': { 'const': 'red' } }", "{ 'tlp': 'red' }"));
    assert_true(holds("{ 'tlp': { 'const': true } }", "{ 'tlp': true }"));
    assert_true(holds("{ 'tlp': { 'const': 'true' } }", "{ 'tlp': true }"));
    assert_true(holds("{ 'tlp': { 'const': 4 } }", "{ 'tlp': 4 }"));
    assert_true(holds("{ 'tlp': { 'enum': ['red', 4] } }", "{ 'tlp': '4' }"));
    assert_false(holds("{ 'tlp': { 'enum': ['red', 4] } }", "{ 'tlp': 'green' }"));
    assert_true(holds("{ 'number': { 'enum': [1, 3] } }", "{ 'number': 3 }"));
}

static void bounds_test_numbers_lengths_and_counts(void **state)
{
    assert_true(holds("{ 'number': { 'minimum': 1, 'maximum': 9 } }", "{ 'number': 9 }"));
    assert_false(holds("{ 'number': { 'minimum': 1, 'maximum': 9 } }", "{ 'number': 10 }"));
    assert_false(holds("{ 'number': { 'minimum': 1 } }", "{ 'number': 0 }"));
    assert_true(holds("{ 'name': { 'maxLength': 2 } }", "{ 'name': '𠮷野' }"));
    assert_false(holds("{ 'name': { 'minLength': 3 } }", "{ 'name': '𠮷野' }"));
    assert_true(holds("{ 'name': { 'minLength': 3 } }", "{ 'name': 123 }"));
    assert_true(holds("{ 'causes': { 'minItems': 2 } }", "{ 'causes': ['unknown', 'other'] }"));
    assert_false(holds("{ 'timeline': { 'maxItems': 1 } }", "{ 'timeline': [{}, {}] }"));
}

static void contains_looks_for_a_code_or_a_text(void **state)
{
    assert_true(holds("{ 'causes': { 'contains': { 'const': 'other' } } }", "{ 'causes': ['unknown', 'other'] }"));
    assert_false(holds("{ 'causes': { 'contains': { 'const': 'other' } } }", "{ 'causes': ['unknown'] }"));
    assert_true(holds("{ 'texts': { 'contains': { 'const': 'b' } } }", "{ 'texts': ['a', 'b'] }"));
    assert_true(holds("{ 'texts': { 'contains': { 'const': 2 } } }", "{ 'texts': [1, 2] }"));
    assert_false(holds("{ 'texts': { 'contains': { 'const': 'c' } } }", "{ 'texts': ['a', 1] }"));
}

static void contains_looks_for_an_item_that_satisfies_a_condition(void **state)
{
    const char *test = "{ 'timeline': { 'contains': { 'n': { 'minimum': 2 }, 'name': { 'const': 'a' } } } }";

    assert_true(holds(test, "{ 'name': 'a', 'timeline': [{ 'n': 1 }, {}, { 'n': 2 }] }"));
    assert_false(holds(test, "{ 'name': 'b', 'timeline': [{ 'n': 1 }, {}, { 'n': 2 }] }"));
    assert_false(holds(test, "{ 'name': 'a', 'timeline': [{ 'n': 1 }, {}] }"));
    assert_false(holds(test, "{ 'name': 'a' }"));
    assert_true(
        holds("{ 'timeline': { 'contains': { 'n': { 'empty': true } } } }", "{ 'timeline': [{ 'n': 1 }, {}] }"));
}

static void includes_looks_for_the_text_of_another_field(void **state)
{
    const char *test = "{ 'name': { 'includes': 'other' } }";

    assert_true(holds(test, "{ 'name': '会員サービス（東京）', 'other': 'サービス' }"));
    assert_true(holds(test, "{ 'name': 'abc', 'other': 'abc' }"));
    assert_true(holds(test, "{ 'name': 'abc', 'other': 'c' }"));
    assert_true(holds(test, "{ 'name': '第12報', 'other': 12 }"));
    assert_true(holds(test, "{ 'name': 312, 'other': 12 }"));
    assert_false(holds(test, "{ 'name': 'abc', 'other': 'abcd' }"));
    assert_false(holds(test, "{ 'name': 'abc', 'other': 'B' }"));
}

/* Quadratic work would take minutes here. */
static void includes_looks_through_long_texts_in_time(void **state)
{
    static char part[1000001], whole[2000001];
    struct sink data = {0};

    memset(part, 'a', 1000000);
    part[999999] = 'b';
    memset(whole, 'a', 2000000);
    sink_format(&data, "{ 'name': '%s', 'other': '%s' }", whole, part);
    sink_put_char(&data, '\0');
    assert_false(holds("{ 'name': { 'includes': 'other' } }", data.bytes));
    sink_close(&data);
}

static void includes_fails_where_either_is_empty(void **state)
{
    const char *test = "{ 'name': { 'includes': 'other' } }";

    assert_false(holds(test, "{ 'name': 'abc' }"));
    assert_false(holds(test, "{ 'name': 'abc', 'other': '' }"));
    assert_false(holds(test, "{ 'other': 'abc' }"));
    assert_false(holds(test, "{}"));
    assert_true(holds("{ 'not': { 'name': { 'includes': 'other' } } }", "{ 'name': 'abc' }"));
}

static void equals_compares_values_of_one_kind(void **state)
{
    assert_true(holds("{ 'name': { 'equals': 'other' } }", "{ 'name': 'abc', 'other': 'abc' }"));
    assert_false(holds("{ 'name': { 'equals': 'other' } }", "{ 'name': 'abc', 'other': 'ab' }"));
    assert_false(holds("{ 'name': { 'equals': 'other' } }", "{ 'name': 'ab', 'other': 'abc' }"));
    assert_true(holds("{ 'name': { 'equals': 'other' } }", "{ 'name': 12, 'other': '12' }"));
    assert_true(holds("{ 'number': { 'equals': 'second' } }", "{ 'number': 3, 'second': 3 }"));
    assert_false(holds("{ 'number': { 'equals': 'second' } }", "{ 'number': 3, 'second': 4 }"));
    assert_true(holds("{ 'tlp': { 'equals': 'limit' } }", "{ 'tlp': 'red', 'limit': 'red' }"));
    assert_false(holds("{ 'tlp': { 'equals': 'limit' } }", "{ 'tlp': 'red', 'limit': 'green' }"));
    assert_true(
        holds("{ 'at': { 'equals': 'later' } }", "{ 'at': '2018-10-31T13:00+09:00', 'later': '2018-10-31T04:00Z' }"));
    assert_false(
        holds("{ 'at': { 'equals': 'later' } }", "{ 'at': '2018-10-31T13:00+09:00', 'later': '2018-10-31T13:00Z' }"));
    assert_true(holds("{ 'at': { 'equals': 'later' } }", "{ 'at': '2018-10-31T13:00+09:00', 'later': '2018-10-31' }"));
}

static void equals_fails_where_either_is_empty(void **state)
{
    assert_false(holds("{ 'name': { 'equals': 'other' } }", "{}"));
    assert_false(holds("{ 'name': { 'equals': 'other' } }", "{ 'name': 'a' }"));
    assert_false(holds("{ 'tlp': { 'equals': 'limit' } }", "{ 'tlp': 'red' }"));
    assert_false(holds("{ 'number': { 'equals': 'second' } }", "{ 'number': 0 }"));
    assert_false(holds("{ 'at': { 'equals': 'later' } }", "{ 'at': { 'text': 'XX' }, 'later': { 'text': 'XX' } }"));
    assert_true(holds("{ 'not': { 'name': { 'equals': 'other' } } }", "{ 'name': 'a' }"));
}

static void months_run_by_the_calendar(void **state)
{
    const char *test = "{ 'at': { 'older_than': { 'months': 12, 'than': 'later' } } }";
    const char *one = "{ 'at': { 'older_than': { 'months': 1, 'than': 'later' } } }";

    assert_false(holds(test, "{ 'at': '2023-04-01', 'later': '2024-04-01' }"));
    assert_true(holds(test, "{ 'at': '2023-04-01', 'later': '2024-04-02' }"));
    assert_false(holds(test, "{ 'at': '2024-02-29', 'later': '2025-02-28' }"));
    assert_true(holds(test, "{ 'at': '2024-02-29', 'later': '2025-03-01' }"));
    assert_false(holds(one, "{ 'at': '2023-01-31', 'later': '2023-02-28' }"));
    assert_true(holds(one, "{ 'at': '2023-01-31', 'later': '2023-03-01' }"));
    assert_false(holds(one, "{ 'at': '2023-12-15', 'later': '2024-01-15' }"));
    assert_false(holds(test, "{ 'at': '2025-01-01', 'later': '2024-01-01' }"));
}

static void days_are_counted_as_written(void **state)
{
    const char *test = "{ 'at': { 'older_than': { 'days': 30, 'than': 'later' } } }";

    assert_false(holds(test, "{ 'at': '2024-03-01T23:59+09:00', 'later': '2024-03-31T00:00+09:00' }"));
    assert_true(holds(test, "{ 'at': '2024-03-01T00:00+09:00', 'later': '2024-04-01' }"));
    assert_true(holds("{ 'at': { 'older_than': { 'days': 0, 'than': 'later' } } }",
                      "{ 'at': '2024-03-01', 'later': '2024-03-02' }"));
}

static void an_age_needs_both_days(void **state)
{
    const char *test = "{ 'at': { 'older_than': { 'days': 1, 'than': 'later' } } }";

    assert_false(holds(test, "{ 'at': '2024-03-01' }"));
    assert_false(holds(test, "{ 'later': '2024-03-01' }"));
    assert_false(holds(test, "{ 'at': { 'text': 'XX日' }, 'later': '2024-03-01' }"));
    assert_false(holds(test, "{ 'at': '2020-03-01', 'later': { 'text': 'XX日' } }"));
    assert_true(
        holds("{ 'not': { 'at': { 'older_than': { 'days': 1, 'than': 'later' } } } }", "{ 'at': '2024-03-01' }"));
}

static void dates_are_compared_across_zones(void **state)
{
    const char *test = "{ 'at': { 'not_after': 'later' } }";

    assert_true(holds(test, "{ 'at': '2018-10-31T13:00+09:00', 'later': '2018-10-31T04:00Z' }"));
    assert_false(holds(test, "{ 'at': '2018-10-31T13:01+09:00', 'later': '2018-10-31T04:00Z' }"));
    assert_true(holds(test, "{ 'at': '2018-10-31', 'later': '2018-10-31T00:00+09:00' }"));
    assert_false(holds(test, "{ 'at': '2018-11-01', 'later': '2018-10-31T23:59+09:00' }"));
    assert_true(holds(test, "{ 'at': '2018-11-01' }"));
    assert_true(holds(test, "{ 'later': '2018-11-01' }"));
    assert_true(holds(test, "{ 'at': '2018-11-01', 'later': { 'text': 'xx' } }"));
}

static void a_test_on_nothing_fails(void **state)
{
    assert_false(holds("{ 'number': { 'maximum': 9 } }", "{}"));
    assert_false(holds("{ 'tlp': { 'const': 'red' } }", "{}"));
    assert_false(holds("{ 'causes': { 'maxItems': 1 } }", "{ 'causes': [] }"));
}

static void conditions_are_joined(void **state)
{
    assert_true(holds("{ 'any': [{ 'name': { 'const': 'a' } }, { 'name': { 'const': 'b' } }] }", "{ 'name': 'b' }"));
    assert_false(holds("{ 'all': [{ 'name': { 'const': 'a' } }, { 'name': { 'const': 'b' } }] }", "{ 'name': 'b' }"));
    assert_true(holds("{ 'not': { 'name': { 'const': 'a' } } }", "{ 'name': 'b' }"));
    assert_true(holds("{ 'not': { 'name': { 'const': 'a' } } }", "{}"));
    assert_false(holds("{ 'name': { 'empty': false }, 'number': { 'empty': false } }", "{ 'name': 'b' }"));
}

static void a_condition_in_a_row_sees_the_item(void **state)
{
    struct bound bound = bind("'t': { 'path': '/t', 'each': { 'n': { 'path': '/n', 'type': 'integer' } },"
                              " 'lines': [['{n}', { 'text': '！', 'when': { 'n': { 'minimum': 10 } } }]] }",
                              "{ 't': [{ 'n': 9 }, { 'n': 10 }] }");

    assert_string_equal(bound.record->values[0].text, "9\n10！");
    bound_end(&bound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_tests_for_a_value),
        cmocka_unit_test(const_and_enum_compare_values),
        cmocka_unit_test(bounds_test_numbers_lengths_and_counts),
        cmocka_unit_test(contains_looks_for_a_code_or_a_text),
        cmocka_unit_test(contains_looks_for_an_item_that_satisfies_a_condition),
        cmocka_unit_test(includes_looks_for_the_text_of_another_field),
        cmocka_unit_test(includes_looks_through_long_texts_in_time),
        cmocka_unit_test(includes_fails_where_either_is_empty),
        cmocka_unit_test(equals_compares_values_of_one_kind),
        cmocka_unit_test(equals_fails_where_either_is_empty),
        cmocka_unit_test(months_run_by_the_calendar),
        cmocka_unit_test(days_are_counted_as_written),
        cmocka_unit_test(an_age_needs_both_days),
        cmocka_unit_test(dates_are_compared_across_zones),
        cmocka_unit_test(a_test_on_nothing_fails),
        cmocka_unit_test(conditions_are_joined),
        cmocka_unit_test(a_condition_in_a_row_sees_the_item),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
