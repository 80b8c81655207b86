#include "support/cmocka.h"

#include "unit/layout/fixture.h"

static struct fixture with_fields(const char *fields)
{
    return fixture_good(fields, "", "");
}

static void a_field_is_a_text_unless_it_says_otherwise(void **state)
{
    struct fixture fixture = with_fields("'name': { 'path': '/organization/name' }");
    const struct field *field = &fixture.layout->fields[0];

    assert_int_equal(field->kind, FIELD_TEXT);
    assert_string_equal(field->paths[0], "/organization/name");
    assert_string_equal(field->title, "name");
    assert_null(field->title_english);
    assert_string_equal(field->empty, "");
    assert_string_equal(field->blank, "");
    assert_null(field->required);
    assert_null(field->rule);
    fixture_end(&fixture);
}

static void each_kind_is_named_by_its_key(void **state)
{
    struct fixture fixture = with_fields("'a': { 'path': '/a', 'type': 'integer' },"
                                         "'b': { 'path': '/b', 'type': 'datetime' },"
                                         "'c': { 'path': '/c', 'type': 'texts' },"
                                         "'d': { 'path': '/d', 'one': { 'x': 'X' } },"
                                         "'e': { 'path': '/e', 'many': { 'x': 'X' } },"
                                         "'f': { 'path': '/f', 'each': { 'g': { 'path': '/g' } } }");
    static const enum field_kind kinds[] = {FIELD_INTEGER, FIELD_DATETIME, FIELD_TEXTS,
                                            FIELD_ONE,     FIELD_MANY,     FIELD_EACH};

    for (size_t i = 0; i < 6; i++)
        assert_int_equal(fixture.layout->fields[i].kind, kinds[i]);
    assert_int_equal(fixture.layout->fields[5].member_count, 1);
    fixture_end(&fixture);
}

static void titles_may_be_in_two_languages(void **state)
{
    struct fixture fixture = with_fields("'a': { 'path': '/a', 'title': { 'ja': '報告日時', 'en': 'reported at' } }");

    assert_string_equal(fixture.layout->fields[0].title, "報告日時");
    assert_string_equal(fixture.layout->fields[0].title_english, "reported at");
    fixture_end(&fixture);
}

static void a_required_field_names_its_rule(void **state)
{
    struct fixture fixture = with_fields("'a': { 'path': '/a', 'required': 'N3' },"
                                         "'b': { 'path': '/b', 'required': true },"
                                         "'c': { 'path': '/c', 'required': false }");

    assert_string_equal(fixture.layout->fields[0].required, "N3");
    assert_string_equal(fixture.layout->fields[1].required, "required");
    assert_null(fixture.layout->fields[2].required);
    fixture_end(&fixture);
}

static void the_blank_form_shows_what_an_empty_value_shows(void **state)
{
    struct fixture fixture = with_fields("'a': { 'path': '/a', 'empty': '確認中' },"
                                         "'b': { 'path': '/b', 'empty': '確認中', 'blank': '　' }");

    assert_string_equal(fixture.layout->fields[0].blank, "確認中");
    assert_string_equal(fixture.layout->fields[1].blank, "　");
    fixture_end(&fixture);
}

static void items_are_joined_by_a_comma_and_lists_by_new_lines(void **state)
{
    struct fixture fixture = with_fields("'a': { 'path': '/a', 'type': 'texts' }, 'b': { 'path': '/b', 'each': {} },"
                                         "'c': { 'path': '/c', 'many': { 'x': 'X' }, 'join': '・' }");

    assert_string_equal(fixture.layout->fields[0].join, "、");
    assert_string_equal(fixture.layout->fields[1].join, "\n");
    assert_string_equal(fixture.layout->fields[2].join, "・");
    fixture_end(&fixture);
}

static void several_paths_are_tried_in_turn(void **state)
{
    struct fixture fixture = with_fields("'a': { 'path': ['/occurrence/at', '/detection/at'] }");

    assert_int_equal(fixture.layout->fields[0].path_count, 2);
    assert_string_equal(fixture.layout->fields[0].paths[1], "/detection/at");
    fixture_end(&fixture);
}

static void lines_are_arrays_of_parts(void **state)
{
    struct fixture fixture = with_fields(
        "'contacts': { 'path': '/contacts', 'each': { 'at': { 'path': '/at' }, 'name': { 'path': '/name' } },"
        " 'lines': [['{at} ', '{name}'], '以上'] }");
    const struct field *field = &fixture.layout->fields[0];

    assert_int_equal(field->line_count, 2);
    assert_int_equal(field->lines[0].part_count, 2);
    assert_int_equal(field->lines[0].parts[0].count, 2);
    assert_int_equal(field->lines[0].parts[1].pieces[0].field.member, 1);
    assert_int_equal(field->lines[1].part_count, 1);
    fixture_end(&fixture);
}

static void otherwise_may_name_a_field_further_down(void **state)
{
    struct fixture fixture = with_fields("'attached': { 'path': '/attached', 'one': { 'false': '無', 'true': '有' },"
                                         " 'otherwise': { 'when': { 'files': { 'minItems': 1 } }, 'code': 'true' } },"
                                         "'files': { 'path': '/files', 'each': {} }");

    assert_non_null(fixture.layout->fields[0].otherwise);
    assert_int_equal(fixture.layout->fields[0].otherwise_choice, 1);
    fixture_end(&fixture);
}

static void a_field_of_two_kinds_is_refused_in_any_order(void **state)
{
    struct fixture fixture = fixture_parts(
        "'a': { 'path': '/a', 'one': { 'x': 'X' }, 'many': { 'x': 'X', 'y': 'Y' }, 'each': {}, 'type': 'text' }", "",
        "");

    assert_null(fixture.layout);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_a_text_unless_it_says_otherwise),
        cmocka_unit_test(each_kind_is_named_by_its_key),
        cmocka_unit_test(titles_may_be_in_two_languages),
        cmocka_unit_test(a_required_field_names_its_rule),
        cmocka_unit_test(the_blank_form_shows_what_an_empty_value_shows),
        cmocka_unit_test(items_are_joined_by_a_comma_and_lists_by_new_lines),
        cmocka_unit_test(several_paths_are_tried_in_turn),
        cmocka_unit_test(lines_are_arrays_of_parts),
        cmocka_unit_test(otherwise_may_name_a_field_further_down),
        cmocka_unit_test(a_field_of_two_kinds_is_refused_in_any_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
