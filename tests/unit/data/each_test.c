#include "support/cmocka.h"

#include "unit/data/bound.h"

#define CONTACTS                                                                                                 \
    "'contacts': { 'path': '/contacts', 'each': { 'name': { 'path': '/name' },"                                  \
    " 'cases': { 'path': '/cases', 'type': 'texts' }, 'at': { 'path': '/at', 'type': 'datetime' } }, 'expand': " \
    "'cases'"                                                                                                    \
    ", 'lines': ['{name}: {cases}'] }"

#define NAME 0
#define CASES 1

static const char *text_of(const struct bound *bound, int32_t member, int32_t row)
{
    return record_value(bound->record, (struct field_ref){0, member, -1}, row)->text;
}

static void an_item_with_a_list_is_one_item_for_each_of_its_texts(void **state)
{
    struct bound bound = bind(
        CONTACTS, "{ 'contacts': [{ 'name': '警察', 'cases': ['侵入', 3] }, { 'name': '省庁', 'cases': ['漏洩'] }] }");

    assert_non_null(bound.record);
    assert_int_equal(bound.record->values[0].row_count, 3);
    assert_string_equal(text_of(&bound, NAME, 1), "警察");
    assert_string_equal(text_of(&bound, CASES, 0), "侵入");
    assert_string_equal(text_of(&bound, CASES, 1), "3");
    assert_string_equal(text_of(&bound, CASES, 2), "漏洩");
    assert_string_equal(record_value(bound.record, (struct field_ref){0, CASES, -1}, 1)->at.pointer,
                        "/contacts/0/cases/1");
    assert_string_equal(bound.record->values[0].text, "警察: 侵入\n警察: 3\n省庁: 漏洩");
    bound_end(&bound);
}

static void rows_of_one_element_follow_each_other(void **state)
{
    struct bound bound = bind(CONTACTS, "{ 'contacts': [{ 'cases': ['a', 'b'] }, { 'cases': ['a'] }] }");

    assert_false(record_continues(bound.record, 0, 0));
    assert_true(record_continues(bound.record, 0, 1));
    assert_false(record_continues(bound.record, 0, 2));
    assert_false(record_continues(bound.record, 0, 3)); /* past the last */
    bound_end(&bound);
}

static void an_item_without_texts_stays_one(void **state)
{
    struct bound bound = bind(CONTACTS, "{ 'contacts': [{ 'name': 'a', 'cases': [] }, { 'name': 'b' }] }");

    assert_int_equal(bound.record->values[0].row_count, 2);
    assert_string_equal(text_of(&bound, NAME, 1), "b");
    assert_true(record_value(bound.record, (struct field_ref){0, CASES, -1}, 0)->is_empty);
    bound_end(&bound);
}

static void a_wrong_list_is_reported_once(void **state)
{
    struct bound bound = bind(CONTACTS, "{ 'contacts': [{ 'cases': ['a', true] }, { 'cases': 'b' }] }");

    assert_null(bound.record);
    assert_int_equal(diags_count(bound.fixture.diags), 2);
    assert_string_equal(diags_at(bound.fixture.diags, 0)->at.pointer, "/contacts/0/cases/1");
    assert_string_equal(diags_at(bound.fixture.diags, 1)->at.pointer, "/contacts/1/cases");
    bound_end(&bound);
}

static void a_wrong_member_of_an_expanded_item_is_reported_once(void **state)
{
    struct bound bound = bind(CONTACTS, "{ 'contacts': [{ 'at': 'soon', 'cases': ['a', 'b'] }] }");

    assert_int_equal(diags_count(bound.fixture.diags), 1);
    bound_end(&bound);
}

static void minItems_counts_what_the_file_has(void **state)
{
    struct bound bound =
        bind_rules(CONTACTS, "{ 'id': 'R', 'demand': { 'contacts': { 'maxItems': 1 } }, 'message': 'm' }",
                   "{ 'contacts': [{ 'cases': ['a', 'b', 'c'] }] }");

    assert_non_null(bound.record);
    bound_end(&bound);
}

static void texts_that_become_too_many_items_are_a_limit(void **state)
{
    struct limits limits = limits_default;
    struct bound bound = bind(CONTACTS, NULL);
    char *bytes = with_quotes("{ 'contacts': [{ 'cases': ['a', 'b', 'c'] }] }");
    struct source source = {.name = "t.json", .bytes = bytes, .size = strlen(bytes)};

    limits.cells = 8;
    assert_null(
        data_bind(bound.arena, bound.fixture.layout, &source, &data_options_none, &limits, bound.fixture.diags));
    assert_int_equal(diags_status(bound.fixture.diags), 4);
    bound_end(&bound);
    free(bytes);
}

/* --- computed values ---------------------------------------------------------------------------------------------- */

#define PAGES "'sheets': { 'computed': 'transmission_pages', 'format': { 'digits': 'full' }, 'empty': '　' }"

static const struct value *pages_told(struct bound *bound, int64_t pages)
{
    struct data_options options = {.transmission_pages = pages};

    *bound = bind(PAGES, "{ 'sheets': 99 }");
    bound->record =
        data_bind(bound->arena, bound->fixture.layout, &bound->source, &options, &limits_default, bound->fixture.diags);
    assert_non_null(bound->record);
    return &bound->record->values[0];
}

static void the_pages_of_a_transmission_are_what_the_caller_says(void **state)
{
    struct bound bound;
    const struct value *value = pages_told(&bound, 12);

    assert_string_equal(value->text, "１２");
    assert_int_equal(value->integer, 12);
    assert_false(value->is_empty);
    bound_end(&bound);
}

static void without_being_told_a_computed_value_is_empty(void **state)
{
    struct bound bound;
    const struct value *value = pages_told(&bound, -1);

    assert_string_equal(value->text, "　");
    assert_true(value->is_empty);
    bound_end(&bound);
}

static void a_rule_about_a_computed_value_is_reported_at_the_field(void **state)
{
    struct bound bound =
        bind_rules(PAGES, "{ 'id': 'F1', 'demand': { 'sheets': { 'empty': false } }, 'message': 'm' }", "{}");

    assert_int_equal(diags_count(bound.fixture.diags), 1);
    assert_string_equal(diags_at(bound.fixture.diags, 0)->at.pointer, "/fields/sheets");
    bound_end(&bound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_with_a_list_is_one_item_for_each_of_its_texts),
        cmocka_unit_test(rows_of_one_element_follow_each_other),
        cmocka_unit_test(an_item_without_texts_stays_one),
        cmocka_unit_test(a_wrong_list_is_reported_once),
        cmocka_unit_test(a_wrong_member_of_an_expanded_item_is_reported_once),
        cmocka_unit_test(minItems_counts_what_the_file_has),
        cmocka_unit_test(texts_that_become_too_many_items_are_a_limit),
        cmocka_unit_test(the_pages_of_a_transmission_are_what_the_caller_says),
        cmocka_unit_test(without_being_told_a_computed_value_is_empty),
        cmocka_unit_test(a_rule_about_a_computed_value_is_reported_at_the_field),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
