#include "support/cmocka.h"

#include "unit/data/bound.h"

static const struct value *value_of(const struct bound *bound, size_t field)
{
    return &bound->record->values[field];
}

static void absent_null_and_empty_values_are_the_same(void **state)
{
    static const char *const data[] = {"{}", "{ 'a': null }", "{ 'a': '' }", "{ 'a': [] }"};

    for (size_t i = 0; i < 4; i++) {
        struct bound bound = bind("'a': { 'path': '/a', 'one': { 'x': 'X' }, 'empty': '未記入' }", data[i]);

        assert_true(value_of(&bound, 0)->is_empty);
        assert_false(value_of(&bound, 0)->chosen[0]);
        assert_string_equal(value_of(&bound, 0)->text, "未記入");
        assert_string_equal(value_of(&bound, 0)->at.pointer, "/a");
        bound_end(&bound);
    }
}

static void the_first_path_with_a_value_counts(void **state)
{
    struct bound bound = bind("'a': { 'path': ['/x/at', '/y/at', '/z/at'] }",
                              "{ 'x': { 'at': '' }, 'y': { 'at': '二' }, 'z': { 'at': '三' } }");

    assert_string_equal(value_of(&bound, 0)->text, "二");
    assert_string_equal(value_of(&bound, 0)->at.pointer, "/y/at");
    bound_end(&bound);
}

static void a_parent_of_any_path_that_is_no_object_is_refused(void **state)
{
    static const char *const data[] = {"{ 'x': 5, 'y': { 'at': '二' } }", "{ 'x': null, 'y': '二' }"};

    for (size_t i = 0; i < 2; i++) {
        struct bound bound = bind("'a': { 'path': ['/x/at', '/y/at'] }", data[i]);

        assert_null(bound.record);
        assert_int_equal(diags_at(bound.fixture.diags, 0)->code, DIAG_PARENT_TYPE);
        bound_end(&bound);
    }
}

static void a_missing_value_stands_at_its_nearest_parent(void **state)
{
    struct bound bound = bind("'a': { 'path': '/x/y/z' }", "{ 'w': 1, 'x': { } }");
    const struct value *value = value_of(&bound, 0);

    assert_string_equal(value->at.pointer, "/x/y/z");
    assert_int_equal(bound.bytes[value->at.offset], '{');
    assert_int_equal(value->at.offset, 15);
    bound_end(&bound);
}

static void codes_match_true_false_and_numbers_as_json_spells_them(void **state)
{
    struct bound bound = bind("'a': { 'path': '/a', 'one': { 'true': '有', 'false': '無' } },"
                              "'b': { 'path': '/b', 'one': { '4': 'Lv4', '5': 'Lv5' } },"
                              "'c': { 'path': '/c', 'many': { '1': '一', '2': '二' } }",
                              "{ 'a': false, 'b': 5, 'c': [2, 1] }");

    assert_true(value_of(&bound, 0)->chosen[1]);
    assert_string_equal(value_of(&bound, 0)->text, "無");
    assert_string_equal(value_of(&bound, 1)->text, "Lv5");
    assert_string_equal(value_of(&bound, 2)->text, "一、二");
    bound_end(&bound);
}

static void values_of_another_type_are_refused(void **state)
{
    assert_refuses("", "true", DIAG_VALUE_TYPE);
    assert_refuses("", "1.5", DIAG_VALUE_TYPE);
    assert_refuses("'type': 'integer'", "'1'", DIAG_VALUE_TYPE);
    assert_refuses("'type': 'integer'", "1e3", DIAG_VALUE_TYPE);
    assert_refuses("'type': 'integer'", "99999999999999999999", DIAG_VALUE_TYPE);
    assert_refuses("'type': 'datetime'", "20181031", DIAG_VALUE_TYPE);
    assert_refuses("'type': 'texts'", "'a'", DIAG_VALUE_TYPE);
    assert_refuses("'one': { 'x': 'X' }", "['x']", DIAG_VALUE_TYPE);
    assert_refuses("'one': { 'x': 'X' }", "['x', 'x']", DIAG_CHOICE_NOT_ONE);
    assert_refuses("'one': { 'x': 'X' }", "{}", DIAG_VALUE_TYPE);
    assert_refuses("'many': { 'x': 'X' }", "'x'", DIAG_VALUE_TYPE);
    assert_refuses("'each': {}", "{}", DIAG_VALUE_TYPE);
    assert_refuses("'each': {}", "[1]", DIAG_VALUE_TYPE);
    assert_refuses("'one': { 'x': 'X' }", "'y'", DIAG_CODE_UNKNOWN);
}

static void a_wrong_code_bears_the_rule_of_its_field(void **state)
{
    struct bound bound =
        bind("'a': { 'path': '/a', 'one': { 'x': 'X' }, 'rule': 'N5', 'required': 'N3' }", "{ 'a': 'y' }");

    assert_int_equal(diags_count(bound.fixture.diags), 1);
    assert_string_equal(diags_at(bound.fixture.diags, 0)->name, "N5");
    bound_end(&bound);
}

static void a_date_has_its_day_minute_and_offset(void **state)
{
    struct bound bound = bind("'a': { 'path': '/a', 'type': 'datetime' }, 'b': { 'path': '/b', 'type': 'datetime' }",
                              "{ 'a': '1970-01-02T01:02+09:00', 'b': { 'text': 'xx' } }");

    assert_true(value_of(&bound, 0)->has_day);
    assert_int_equal(value_of(&bound, 0)->day, 1);
    assert_int_equal(value_of(&bound, 0)->minute, 62);
    assert_int_equal(value_of(&bound, 0)->offset, 540);
    assert_false(value_of(&bound, 1)->has_day);
    assert_false(value_of(&bound, 1)->is_empty);
    bound_end(&bound);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

#define TIMELINE                                                                                                       \
    "'timeline': { 'path': '/timeline', 'each': { 'at': { 'path': '/at' }, 'text': { 'path': '/text', 'blank': '　' " \
    "} } }"

static void items_have_values_by_member(void **state)
{
    struct bound bound = bind(TIMELINE, "{ 'timeline': [{ 'at': '9時' }, { 'text': '停止' }] }");
    const struct value *value = value_of(&bound, 0);

    assert_int_equal(value->row_count, 2);
    assert_string_equal(value->rows[0].values[0].text, "9時");
    assert_true(value->rows[0].values[1].is_empty);
    assert_string_equal(value->rows[1].values[1].text, "停止");
    assert_string_equal(value->rows[1].values[1].at.pointer, "/timeline/1/text");
    assert_string_equal(value->rows[1].values[0].at.pointer, "/timeline/1/at");
    bound_end(&bound);
}

static void past_the_last_item_there_is_nothing(void **state)
{
    struct bound bound = bind(TIMELINE, "{ 'timeline': [{ 'at': '9時', 'text': '検知' }] }");
    struct field_ref text = {0, 1, -1};

    assert_string_equal(record_value(bound.record, text, 0)->text, "検知");
    assert_string_equal(record_value(bound.record, text, 1)->text, "");
    assert_true(record_value(bound.record, text, 1)->is_empty);
    assert_true(record_value(bound.record, text, -1)->is_empty);
    bound_end(&bound);
}

static void lines_and_parts_without_a_value_are_left_out(void **state)
{
    struct bound bound = bind(
        "'contacts': { 'path': '/contacts', 'empty': '特になし',"
        " 'each': { 'at': { 'path': '/at' }, 'name': { 'path': '/name' }, 'note': { 'path': '/note' } },"
        " 'lines': [['{at} ', '{name}', { 'text': '（{note}）', 'when': { 'note': { 'empty': false } } }], '・{note}'] "
        "}",
        "{ 'contacts': [{ 'at': '10時', 'name': '県警', 'note': '通報' }, { 'name': 'ISAC' }, {}, { 'at': '12時' }] }");

    assert_string_equal(value_of(&bound, 0)->text, "10時 県警（通報）\n・通報\nISAC\n12時 ");
    bound_end(&bound);
}

static void items_without_any_text_are_as_no_items(void **state)
{
    struct bound bound =
        bind("'a': { 'path': '/a', 'empty': '特になし', 'each': { 'n': { 'path': '/n' } }, 'lines': ['{n}'] }",
             "{ 'a': [{}, {}] }");

    assert_string_equal(value_of(&bound, 0)->text, "特になし");
    bound_end(&bound);
}

static void items_can_be_joined_in_one_line(void **state)
{
    struct bound bound =
        bind("'a': { 'path': '/a', 'join': '、', 'each': { 'm': { 'path': '/m' }, 's': { 'path': '/s' } },"
             " 'lines': [['{m}', '（{s}分野）']] }",
             "{ 'a': [{ 'm': '金融庁', 's': '金融' }, {}, { 'm': '総務省' }] }");

    assert_string_equal(value_of(&bound, 0)->text, "金融庁（金融分野）、総務省");
    bound_end(&bound);
}

static void one_wrong_item_hides_nothing_of_the_others(void **state)
{
    struct bound bound =
        bind("'a': { 'path': '/a', 'each': { 'n': { 'path': '/n', 'type': 'integer', 'required': 'R' } } }",
             "{ 'a': [{ 'n': 'x' }, {}, 5, { 'n': 1 }] }");

    assert_null(bound.record);
    assert_int_equal(diags_count(bound.fixture.diags), 3);
    bound_end(&bound);
}

/* --- what follows from other values ------------------------------------------------------------------------------- */

#define ATTACHED                                                                   \
    "'attached': { 'path': '/attached', 'one': { 'true': '有', 'false': '無' }," \
    " 'otherwise': { 'when': { 'files': { 'minItems': 1 } }, 'code': 'true' } },"  \
    "'files': { 'path': '/files', 'each': {} }"

static void an_empty_choice_may_follow_from_another_value(void **state)
{
    struct bound follows = bind(ATTACHED, "{ 'attached': null, 'files': [{}] }");
    struct bound stated = bind(ATTACHED, "{ 'attached': false, 'files': [{}] }");
    struct bound neither = bind(ATTACHED, "{}");

    assert_true(value_of(&follows, 0)->chosen[0]);
    assert_false(value_of(&follows, 0)->is_empty);
    assert_string_equal(value_of(&follows, 0)->text, "有");
    assert_true(value_of(&stated, 0)->chosen[1]);
    assert_true(value_of(&neither, 0)->is_empty);
    bound_end(&follows);
    bound_end(&stated);
    bound_end(&neither);
}

/* --- the blank form ----------------------------------------------------------------------------------------------- */

static void the_blank_form_has_blank_texts_and_no_values(void **state)
{
    struct bound bound =
        bind("'a': { 'path': '/a', 'empty': '確認中', 'blank': '　　', 'required': true }, " TIMELINE, NULL);
    struct field_ref text = {1, 1, -1};

    assert_true(bound.record->is_blank);
    assert_true(value_of(&bound, 0)->is_empty);
    assert_string_equal(value_of(&bound, 0)->text, "　　");
    assert_string_equal(record_value(bound.record, text, 5)->text, "　");
    assert_int_equal(diags_count(bound.fixture.diags), 0);
    bound_end(&bound);
}

static void a_specimen_says_so(void **state)
{
    struct bound specimen = bind("'a': { 'path': '/a', 'required': 'N1' }", "{ 'specimen': true }");
    struct bound real = bind("'a': { 'path': '/a', 'required': 'N1' }", "{ 'specimen': false }");

    assert_true(specimen.record->is_specimen);
    assert_int_equal(diags_at(specimen.fixture.diags, 0)->severity, DIAG_WARNING);
    assert_string_equal(diags_at(specimen.fixture.diags, 0)->name, "N1");
    assert_null(real.record);
    bound_end(&specimen);
    bound_end(&real);
}

static void too_many_items_are_a_limit(void **state)
{
    struct limits limits = limits_default;
    struct bound bound = bind(TIMELINE, NULL);
    char *bytes = with_quotes("{ 'timeline': [{}, {}, {}] }");
    struct source source = {.name = "t.json", .bytes = bytes, .size = strlen(bytes)};

    limits.cells = 5;
    assert_null(
        data_bind(bound.arena, bound.fixture.layout, &source, &data_options_none, &limits, bound.fixture.diags));
    assert_int_equal(diags_status(bound.fixture.diags), 4);
    bound_end(&bound);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absent_null_and_empty_values_are_the_same),
        cmocka_unit_test(the_first_path_with_a_value_counts),
        cmocka_unit_test(a_parent_of_any_path_that_is_no_object_is_refused),
        cmocka_unit_test(a_missing_value_stands_at_its_nearest_parent),
        cmocka_unit_test(codes_match_true_false_and_numbers_as_json_spells_them),
        cmocka_unit_test(values_of_another_type_are_refused),
        cmocka_unit_test(a_wrong_code_bears_the_rule_of_its_field),
        cmocka_unit_test(a_date_has_its_day_minute_and_offset),
        cmocka_unit_test(items_have_values_by_member),
        cmocka_unit_test(past_the_last_item_there_is_nothing),
        cmocka_unit_test(lines_and_parts_without_a_value_are_left_out),
        cmocka_unit_test(items_without_any_text_are_as_no_items),
        cmocka_unit_test(items_can_be_joined_in_one_line),
        cmocka_unit_test(one_wrong_item_hides_nothing_of_the_others),
        cmocka_unit_test(an_empty_choice_may_follow_from_another_value),
        cmocka_unit_test(the_blank_form_has_blank_texts_and_no_values),
        cmocka_unit_test(a_specimen_says_so),
        cmocka_unit_test(too_many_items_are_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
