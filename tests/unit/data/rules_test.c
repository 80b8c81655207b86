#include "support/cmocka.h"

#include "unit/data/bound.h"

#define FIELDS                                                                     \
    "'number': { 'path': '/number', 'type': 'integer' }, 'id': { 'path': '/id' }," \
    "'press': { 'path': '/press', 'one': { 'done': '済', 'none': '無' } }"

static const struct diag *only(const struct bound *bound)
{
    assert_int_equal(diags_count(bound->fixture.diags), 1);
    return diags_at(bound->fixture.diags, 0);
}

static void a_rule_is_reported_at_the_first_field_it_demands(void **state)
{
    struct bound bound = bind_rules(FIELDS,
                                    "{ 'id': 'N2', 'when': { 'number': { 'const': 1 } },"
                                    " 'demand': { 'all': [{ 'id': { 'empty': true } }] }, 'message': '空欄にします' }",
                                    "{ 'number': 1,\n 'id': 'T01' }");
    const struct diag *diag = only(&bound);

    assert_null(bound.record);
    assert_string_equal(diag->name, "N2");
    assert_string_equal(diag->at.pointer, "/id");
    assert_int_equal(diag->at.line, 2);
    assert_string_equal(diag->wanted.file, "t.jsonc");
    assert_string_equal(diag->japanese, "空欄にします");
    bound_end(&bound);
}

static void a_rule_that_does_not_apply_is_silent(void **state)
{
    struct bound bound = bind_rules(FIELDS,
                                    "{ 'id': 'N2', 'when': { 'number': { 'const': 1 } },"
                                    " 'demand': { 'id': { 'empty': true } }, 'message': 'm' }",
                                    "{ 'number': 2, 'id': 'T01' }");

    assert_non_null(bound.record);
    assert_int_equal(diags_count(bound.fixture.diags), 0);
    bound_end(&bound);
}

static void a_warning_does_not_stop_the_form(void **state)
{
    struct bound bound = bind_rules(
        FIELDS, "{ 'id': 'W', 'severity': 'warning', 'demand': { 'number': { 'maximum': 9 } }, 'message': 'm' }",
        "{ 'number': 10 }");

    assert_non_null(bound.record);
    assert_int_equal(only(&bound)->severity, DIAG_WARNING);
    bound_end(&bound);
}

static void a_rule_says_nothing_about_a_wrong_value(void **state)
{
    struct bound bound = bind_rules(FIELDS, "{ 'id': 'R', 'demand': { 'number': { 'minimum': 1 } }, 'message': 'm' }",
                                    "{ 'number': 'x' }");

    assert_int_equal(only(&bound)->code, DIAG_VALUE_TYPE);
    bound_end(&bound);
}

/* --- specimens ---------------------------------------------------------------------------------------------------- */

static enum diag_severity severity_for_specimen(const char *demand, const char *data)
{
    struct sink rule = {0};

    sink_format(&rule, "{ 'id': 'R', 'demand': %s, 'message': 'm' }", demand);
    sink_put_char(&rule, '\0');
    struct bound bound = bind_rules(FIELDS, rule.bytes, data);
    enum diag_severity severity = only(&bound)->severity;
    bound_end(&bound);
    sink_close(&rule);
    return severity;
}

static void a_specimen_may_lack_what_a_rule_wants_to_be_there(void **state)
{
    const char *data = "{ 'specimen': true, 'number': 2 }";

    assert_int_equal(severity_for_specimen("{ 'id': { 'empty': false } }", data), DIAG_WARNING);
    assert_int_equal(severity_for_specimen("{ 'id': { 'empty': false }, 'number': { 'minimum': 1 } }", data),
                     DIAG_WARNING);
    assert_int_equal(
        severity_for_specimen("{ 'any': [{ 'number': { 'const': 1 } }, { 'id': { 'empty': false } }] }", data),
        DIAG_WARNING);
}

static void a_specimen_may_not_break_other_rules(void **state)
{
    const char *data = "{ 'specimen': true, 'number': 2 }";

    assert_int_equal(severity_for_specimen("{ 'number': { 'maximum': 1 } }", data), DIAG_ERROR);
    assert_int_equal(severity_for_specimen("{ 'id': { 'empty': false }, 'number': { 'maximum': 1 } }", data),
                     DIAG_ERROR);
    assert_int_equal(severity_for_specimen("{ 'number': { 'empty': true } }", data), DIAG_ERROR);
}

/* --- rules for each item ------------------------------------------------------------------------------------------ */

#define CONTACTS                                                                                                     \
    "'as_of': { 'path': '/as_of', 'type': 'datetime' },"                                                             \
    "'contacts': { 'path': '/contacts', 'each': { 'name': { 'path': '/name', 'required': 'A0' },"                    \
    " 'verified_on': { 'path': '/verified_on', 'type': 'datetime' }, 'cases': { 'path': '/cases', 'type': 'texts' }" \
    " }, 'expand': 'cases' }"

#define VERIFIED                                                                                       \
    "{ 'id': 'A1', 'severity': 'warning', 'each': 'contacts', 'when': { 'name': { 'empty': false } }," \
    " 'demand': { 'as_of': { 'empty': false }, 'verified_on': { 'empty': false },"                     \
    " 'not': { 'verified_on': { 'older_than': { 'months': 12, 'than': 'as_of' } } } }, 'message': 'm' }"

static void a_rule_for_each_item_is_reported_once_for_each_that_breaks_it(void **state)
{
    struct bound bound = bind_rules(CONTACTS, VERIFIED,
                                    "{ 'as_of': '2024-04-02', 'contacts': [\n"
                                    "{ 'name': 'a', 'verified_on': '2023-04-02' },\n"
                                    "{ 'name': 'b', 'verified_on': '2023-04-01' },\n"
                                    "{ 'name': 'c' },\n"
                                    "{ 'name': 'd', 'verified_on': '2024-01-01' }] }");

    assert_non_null(bound.record);
    assert_int_equal(diags_count(bound.fixture.diags), 2);
    assert_string_equal(diags_at(bound.fixture.diags, 0)->at.pointer, "/contacts/1/verified_on");
    assert_int_equal(diags_at(bound.fixture.diags, 0)->at.line, 3);
    assert_string_equal(diags_at(bound.fixture.diags, 0)->name, "A1");
    assert_string_equal(diags_at(bound.fixture.diags, 1)->at.pointer, "/contacts/2/verified_on");
    bound_end(&bound);
}

static void items_from_one_element_break_a_rule_once(void **state)
{
    struct bound bound =
        bind_rules(CONTACTS, VERIFIED,
                   "{ 'as_of': '2024-04-02', 'contacts': ["
                   "{ 'name': 'a', 'cases': ['x', 'y'], 'verified_on': '2024-04-01' },"
                   "{ 'name': 'b', 'cases': ['x', 'y', 'z'] }, { 'name': 'c', 'cases': ['x', 'y'] }] }");

    assert_int_equal(diags_count(bound.fixture.diags), 2);
    assert_string_equal(diags_at(bound.fixture.diags, 0)->at.pointer, "/contacts/1/verified_on");
    assert_string_equal(diags_at(bound.fixture.diags, 1)->at.pointer, "/contacts/2/verified_on");
    bound_end(&bound);
}

static void a_rule_about_the_text_of_each_item_names_that_text(void **state)
{
    struct bound bound = bind_rules(
        CONTACTS, "{ 'id': 'R', 'each': 'contacts', 'demand': { 'cases': { 'maxLength': 1 } }, 'message': 'm' }",
        "{ 'contacts': [{ 'name': 'a', 'cases': ['xx', 'y', 'zz'] }] }");

    assert_int_equal(diags_count(bound.fixture.diags), 2);
    assert_string_equal(diags_at(bound.fixture.diags, 0)->at.pointer, "/contacts/0/cases/0");
    assert_string_equal(diags_at(bound.fixture.diags, 1)->at.pointer, "/contacts/0/cases/2");
    bound_end(&bound);
}

static void a_wrong_item_does_not_excuse_the_others(void **state)
{
    struct bound bound = bind_rules(CONTACTS, VERIFIED,
                                    "{ 'as_of': '2024-04-02', 'contacts': ["
                                    "{ 'name': 'a', 'verified_on': 'soon' }, { 'name': 'b' }] }");

    assert_int_equal(diags_count(bound.fixture.diags), 2);
    assert_int_equal(diags_at(bound.fixture.diags, 0)->code, DIAG_DATETIME_UNREADABLE);
    assert_string_equal(diags_at(bound.fixture.diags, 1)->at.pointer, "/contacts/1/verified_on");
    bound_end(&bound);
}

static void a_rule_for_each_of_no_items_is_silent(void **state)
{
    struct bound bound = bind_rules(CONTACTS, VERIFIED, "{ 'contacts': [] }");

    assert_int_equal(diags_count(bound.fixture.diags), 0);
    bound_end(&bound);
}

static void a_member_of_a_specimen_may_be_missing(void **state)
{
    struct bound bound = bind_rules(
        CONTACTS, "{ 'id': 'R', 'each': 'contacts', 'demand': { 'verified_on': { 'empty': false } }, 'message': 'm' }",
        "{ 'specimen': true, 'contacts': [{ 'name': 'a' }] }");

    assert_int_equal(only(&bound)->severity, DIAG_WARNING);
    bound_end(&bound);
}

static void a_mandatory_member_of_an_expanded_item_is_missed_once(void **state)
{
    struct bound bound = bind(CONTACTS, "{ 'contacts': [{ 'cases': ['x', 'y', 'z'] }] }");

    assert_string_equal(only(&bound)->name, "A0");
    bound_end(&bound);
}

/* --- mandatory values --------------------------------------------------------------------------------------------- */

static void a_mandatory_value_is_missed_under_the_name_of_its_rule(void **state)
{
    struct bound bound =
        bind("'a': { 'path': '/x/a', 'title': { 'ja': '甲', 'en': 'the first' }, 'required': 'N3' }", "{ 'x': {} }");
    const struct diag *diag = only(&bound);

    assert_string_equal(diag->name, "N3");
    assert_string_equal(diag->at.pointer, "/x/a");
    assert_string_equal(diag->english, "the first is mandatory");
    assert_string_equal(diag->japanese, "「甲」は必須です");
    bound_end(&bound);
}

static void members_of_every_item_can_be_mandatory(void **state)
{
    struct bound bound = bind("'a': { 'path': '/a', 'each': { 'n': { 'path': '/n', 'required': 'T1' } } }",
                              "{ 'a': [{ 'n': 'x' }, {}, {}] }");

    assert_int_equal(diags_count(bound.fixture.diags), 2);
    assert_string_equal(diags_at(bound.fixture.diags, 1)->at.pointer, "/a/2/n");
    bound_end(&bound);
}

static void a_choice_that_follows_from_others_is_not_missed(void **state)
{
    struct bound bound =
        bind("'a': { 'path': '/a', 'one': { 'x': 'X' }, 'required': 'N3',"
             " 'otherwise': { 'when': { 'b': { 'empty': false } }, 'code': 'x' } }, 'b': { 'path': '/b' }",
             "{ 'b': 'b' }");

    assert_non_null(bound.record);
    bound_end(&bound);
}

static void a_parent_that_is_no_object_is_reported_once(void **state)
{
    struct bound bound = bind("'a': { 'path': '/x/a', 'required': 'N3' }, 'b': { 'path': '/x/b' }", "{ 'x': 'y' }");

    assert_int_equal(only(&bound)->code, DIAG_PARENT_TYPE);
    bound_end(&bound);
}

/* Two tests a contact, and a look whether what they ask about is wrong. One error tells of all that is too much. */
static void conditions_are_work_and_end_at_the_limit(void **state)
{
    const char *data = "{ 'as_of': '2024-04-02', 'contacts': [{ 'name': 'a' }, { 'name': 'b' }, { 'name': 'c' }] }";
    struct bound bound = bind_rules(CONTACTS, VERIFIED, data);
    size_t few = bound.record->work->spent;
    struct limits limits = limits_default;

    bound_end(&bound);
    bound = bind_rules(CONTACTS, VERIFIED, "{ 'as_of': '2024-04-02', 'contacts': [{ 'name': 'a' }] }");
    assert_in_range(bound.record->work->spent, few / 3, few / 2);
    bound_end(&bound);
    bound = bind_rules(CONTACTS, VERIFIED, data);
    diags_close(bound.fixture.diags);
    bound.fixture.diags = diags_open();
    limits.work = few;
    assert_non_null(
        data_bind(bound.arena, bound.fixture.layout, &bound.source, &data_options_none, &limits, bound.fixture.diags));
    limits.work = few - 1;
    assert_null(
        data_bind(bound.arena, bound.fixture.layout, &bound.source, &data_options_none, &limits, bound.fixture.diags));
    assert_int_equal(diags_errors(bound.fixture.diags), 1);
    assert_int_equal(diags_status(bound.fixture.diags), 4);
    bound_end(&bound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_is_reported_at_the_first_field_it_demands),
        cmocka_unit_test(a_rule_that_does_not_apply_is_silent),
        cmocka_unit_test(a_warning_does_not_stop_the_form),
        cmocka_unit_test(a_rule_says_nothing_about_a_wrong_value),
        cmocka_unit_test(a_specimen_may_lack_what_a_rule_wants_to_be_there),
        cmocka_unit_test(a_specimen_may_not_break_other_rules),
        cmocka_unit_test(a_rule_for_each_item_is_reported_once_for_each_that_breaks_it),
        cmocka_unit_test(items_from_one_element_break_a_rule_once),
        cmocka_unit_test(a_rule_about_the_text_of_each_item_names_that_text),
        cmocka_unit_test(a_wrong_item_does_not_excuse_the_others),
        cmocka_unit_test(a_rule_for_each_of_no_items_is_silent),
        cmocka_unit_test(a_member_of_a_specimen_may_be_missing),
        cmocka_unit_test(a_mandatory_member_of_an_expanded_item_is_missed_once),
        cmocka_unit_test(a_mandatory_value_is_missed_under_the_name_of_its_rule),
        cmocka_unit_test(members_of_every_item_can_be_mandatory),
        cmocka_unit_test(a_choice_that_follows_from_others_is_not_missed),
        cmocka_unit_test(a_parent_that_is_no_object_is_reported_once),
        cmocka_unit_test(conditions_are_work_and_end_at_the_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
