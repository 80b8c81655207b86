#include "support/cmocka.h"

#include "unit/data/bound.h"

#define FIELDS                                                                                        \
    "'number': { 'path': '/number', 'type': 'integer' }, 'name': { 'path': '/name' },"                \
    "'at': { 'path': '/at', 'type': 'datetime' }, 'later': { 'path': '/later', 'type': 'datetime' }," \
    "'tlp': { 'path': '/tlp', 'one': { 'red': '赤', 'green': '緑', 'true': '有', '4': '四' } },"  \
    "'causes': { 'path': '/causes', 'many': { 'unknown': '不明', 'other': 'その他' } },"         \
    "'texts': { 'path': '/texts', 'type': 'texts' },"                                                 \
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
        cmocka_unit_test(dates_are_compared_across_zones),
        cmocka_unit_test(a_test_on_nothing_fails),
        cmocka_unit_test(conditions_are_joined),
        cmocka_unit_test(a_condition_in_a_row_sees_the_item),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
