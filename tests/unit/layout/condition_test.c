#include "support/cmocka.h"

#include "unit/layout/fixture.h"

#define FIELDS                                                                                         \
    "'number': { 'path': '/number', 'type': 'integer' }, 'at': { 'path': '/at', 'type': 'datetime' }," \
    "'tlp': { 'path': '/tlp', 'one': { 'red': '赤', 'true': '有' } },"                               \
    "'causes': { 'path': '/causes', 'many': { 'unknown': '不明' } }, 'name': { 'path': '/name' }"

static struct fixture with_condition(const char *condition)
{
    struct sink body = {0};

    sink_format(&body, "{ 'text': 'a', 'when': %s }", condition);
    sink_put_char(&body, '\0');
    struct fixture fixture = fixture_good(FIELDS, "", body.bytes);
    sink_close(&body);
    return fixture;
}

static const struct condition *condition_of(const struct fixture *fixture)
{
    return fixture->layout->body[0].when;
}

static void several_tests_must_all_hold(void **state)
{
    struct fixture fixture = with_condition("{ 'number': { 'minimum': 1, 'maximum': 9 }, 'tlp': { 'const': 'red' } }");
    const struct condition *condition = condition_of(&fixture);

    assert_int_equal(condition->kind, CONDITION_ALL);
    assert_int_equal(condition->count, 2);
    assert_int_equal(condition->children[0]->count, 2);
    assert_int_equal(condition->children[0]->children[1]->test, TEST_MAXIMUM);
    assert_int_equal(condition->children[1]->children[0]->field.field, 2);
    fixture_end(&fixture);
}

static void all_any_and_not_join_conditions(void **state)
{
    struct fixture fixture = with_condition("{ 'any': [{ 'not': { 'name': { 'empty': true } } },"
                                            " { 'all': [{ 'causes': { 'contains': { 'const': 'unknown' } } }] }] }");
    const struct condition *condition = condition_of(&fixture);

    assert_int_equal(condition->kind, CONDITION_ANY);
    assert_int_equal(condition->children[0]->kind, CONDITION_NOT);
    assert_int_equal(condition->children[0]->count, 1);
    assert_int_equal(condition->children[1]->kind, CONDITION_ALL);
    fixture_end(&fixture);
}

static void codes_may_be_written_as_json_spells_them(void **state)
{
    struct fixture fixture = with_condition("{ 'tlp': { 'enum': [true, 'red'] } }");

    assert_int_equal(condition_of(&fixture)->children[0]->test, TEST_ENUM);
    fixture_end(&fixture);
}

static void a_date_can_be_compared_with_another(void **state)
{
    struct fixture fixture = with_condition("{ 'at': { 'not_after': 'at' } }");
    const struct condition *test = condition_of(&fixture)->children[0];

    assert_int_equal(test->test, TEST_NOT_AFTER);
    assert_int_equal(test->other.field, 1);
    fixture_end(&fixture);
}

static void a_date_cannot_be_compared_with_a_text(void **state)
{
    struct fixture fixture = fixture_parts(FIELDS, "", "{ 'text': 'a', 'when': { 'at': { 'not_after': 'name' } } }");

    assert_null(fixture.layout);
    assert_int_equal(diags_at(fixture.diags, 0)->code, DIAG_TEST_MISFIT);
    fixture_end(&fixture);
}

static void rules_have_severity_condition_and_message(void **state)
{
    struct fixture fixture =
        fixture_good(FIELDS,
                     "{ 'id': 'N2', 'severity': 'warning', 'when': { 'number': { 'const': 1 } },"
                     " 'demand': { 'name': { 'empty': true } },"
                     " 'message': { 'ja': '空欄にします', 'en': 'leave it empty' } },"
                     "{ 'id': 'N1', 'demand': { 'number': { 'minimum': 1 } }, 'message': '1以上' }",
                     "");
    const struct rule *rules = fixture.layout->rules;

    assert_int_equal(fixture.layout->rule_count, 2);
    assert_int_equal(rules[0].severity, DIAG_WARNING);
    assert_string_equal(rules[0].english, "leave it empty");
    assert_int_equal(rules[1].severity, DIAG_ERROR);
    assert_null(rules[1].when);
    assert_null(rules[1].english);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_tests_must_all_hold),
        cmocka_unit_test(all_any_and_not_join_conditions),
        cmocka_unit_test(codes_may_be_written_as_json_spells_them),
        cmocka_unit_test(a_date_can_be_compared_with_another),
        cmocka_unit_test(a_date_cannot_be_compared_with_a_text),
        cmocka_unit_test(rules_have_severity_condition_and_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
