#include "support/cmocka.h"

#include "unit/layout/fixture.h"

#define FIELDS                                                                              \
    "'number': { 'path': '/number' },"                                                      \
    "'causes': { 'path': '/causes', 'many': { 'unknown': '不明', 'A-1': '類型一' } }," \
    "'timeline': { 'path': '/timeline', 'each': { 'number': { 'path': '/n' }, 'at': { 'path': '/at' } } }"

static struct fixture with_body(const char *body)
{
    return fixture_good(FIELDS, "", body);
}

static const struct template *text_of(const struct fixture *fixture)
{
    return &fixture->layout->body[0].text;
}

static void plain_text_is_one_piece_and_fixed(void **state)
{
    struct fixture fixture = with_body("'情報連絡様式'");

    assert_int_equal(text_of(&fixture)->count, 1);
    assert_string_equal(text_of(&fixture)->pieces[0].text, "情報連絡様式");
    assert_true(text_of(&fixture)->is_fixed);
    fixture_end(&fixture);
}

static void an_empty_text_has_no_piece(void **state)
{
    struct fixture fixture = with_body("''");

    assert_int_equal(text_of(&fixture)->count, 0);
    assert_true(text_of(&fixture)->is_fixed);
    fixture_end(&fixture);
}

static void a_field_in_braces_is_a_piece_of_its_own(void **state)
{
    struct fixture fixture = with_body("'(第 {number} 報*)'");
    const struct template *text = text_of(&fixture);

    assert_int_equal(text->count, 3);
    assert_string_equal(text->pieces[0].text, "(第 ");
    assert_int_equal(text->pieces[1].kind, PIECE_FIELD);
    assert_int_equal(text->pieces[1].field.field, 0);
    assert_int_equal(text->pieces[1].field.member, -1);
    assert_string_equal(text->pieces[2].text, " 報*)");
    assert_false(text->is_fixed);
    fixture_end(&fixture);
}

static void doubled_braces_are_braces(void **state)
{
    struct fixture fixture = with_body("'{{{number}}} {{}}'");
    const struct template *text = text_of(&fixture);

    assert_int_equal(text->count, 3);
    assert_string_equal(text->pieces[0].text, "{");
    assert_string_equal(text->pieces[2].text, "} {}");
    fixture_end(&fixture);
}

static void a_choice_s_label_is_fixed_text(void **state)
{
    struct fixture fixture = with_body("'{causes.unknown.label}／{causes.A-1.label}'");
    const struct template *text = text_of(&fixture);

    assert_int_equal(text->count, 3);
    assert_string_equal(text->pieces[0].text, "不明");
    assert_string_equal(text->pieces[2].text, "類型一");
    assert_true(text->is_fixed);
    fixture_end(&fixture);
}

static void a_piece_points_at_its_own_characters(void **state)
{
    struct fixture fixture = with_body("'\\u7b2c\\n𠮷\\ud842\\udfb7{number}'");
    const struct piece *piece = &text_of(&fixture)->pieces[1];

    assert_int_equal(fixture.bytes.bytes[piece->at.offset], '{');
    assert_string_equal(piece->at.pointer, "/body/0");
    fixture_end(&fixture);
}

static void an_array_joins_texts_boxes_and_choices(void **state)
{
    struct fixture fixture = with_body(
        "{ 'text': [{ 'box': 'causes.unknown' }, ' 不明', { 'sup': '※1' }, { 'text': '{number}', 'style': 'small' },"
        " { 'choice': 'causes', 'gap': '5mm' }] }");
    const struct template *text = text_of(&fixture);

    assert_int_equal(text->count, 5);
    assert_int_equal(text->pieces[0].kind, PIECE_BOX);
    assert_int_equal(text->pieces[0].field.choice, 0);
    assert_true(text->pieces[2].is_superscript);
    assert_int_equal(text->pieces[3].kind, PIECE_FIELD);
    assert_string_equal(text->pieces[3].style->name, "small");
    assert_int_equal(text->pieces[4].kind, PIECE_CHOICE);
    assert_int_equal(text->pieces[4].gap, 5 * LENGTH_PER_MM);
    assert_false(text->is_fixed);
    fixture_end(&fixture);
}

static void a_condition_makes_text_variable(void **state)
{
    struct fixture fixture = with_body("{ 'text': [{ 'text': '続報', 'when': { 'number': { 'empty': false } } }] }");

    assert_non_null(text_of(&fixture)->pieces[0].when);
    assert_false(text_of(&fixture)->is_fixed);
    fixture_end(&fixture);
}

static void the_gap_of_inline_choices_is_one_em(void **state)
{
    struct fixture fixture = with_body("{ 'choice': 'causes', 'style': 'small' }");

    assert_int_equal(text_of(&fixture)->pieces[0].gap, 8 * LENGTH_PER_PT);
    fixture_end(&fixture);
}

static void members_are_known_inside_their_row_and_hide_fields(void **state)
{
    struct fixture fixture = with_body("{ 'table': { 'columns': ['1fr'], 'rows': [{ 'each': 'timeline',"
                                       " 'cells': ['{number} {timeline.at} {causes}'] }, ['{number}']] } }");
    const struct row *rows = fixture.layout->body[0].table->rows;
    const struct piece *inside = rows[0].cells[0].blocks[0].text.pieces;
    const struct piece *outside = rows[1].cells[0].blocks[0].text.pieces;

    assert_int_equal(inside[0].field.field, 2);
    assert_int_equal(inside[0].field.member, 0);
    assert_int_equal(inside[2].field.member, 1);
    assert_int_equal(inside[4].field.field, 1);
    assert_int_equal(inside[4].field.member, -1);
    assert_int_equal(outside[0].field.field, 0);
    assert_int_equal(outside[0].field.member, -1);
    fixture_end(&fixture);
}

static void a_text_of_many_fields_takes_time_in_proportion(void **state)
{
    struct sink body = {0};

    sink_put_char(&body, '"');
    for (int i = 0; i < 100000; i++)
        sink_put_string(&body, "{number}");
    sink_put_char(&body, '"');
    sink_put_char(&body, '\0');
    struct fixture fixture = with_body(body.bytes);
    assert_int_equal(text_of(&fixture)->count, 100000);
    fixture_end(&fixture);
    sink_close(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_one_piece_and_fixed),
        cmocka_unit_test(an_empty_text_has_no_piece),
        cmocka_unit_test(a_field_in_braces_is_a_piece_of_its_own),
        cmocka_unit_test(doubled_braces_are_braces),
        cmocka_unit_test(a_choice_s_label_is_fixed_text),
        cmocka_unit_test(a_piece_points_at_its_own_characters),
        cmocka_unit_test(an_array_joins_texts_boxes_and_choices),
        cmocka_unit_test(a_condition_makes_text_variable),
        cmocka_unit_test(the_gap_of_inline_choices_is_one_em),
        cmocka_unit_test(members_are_known_inside_their_row_and_hide_fields),
        cmocka_unit_test(a_text_of_many_fields_takes_time_in_proportion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
