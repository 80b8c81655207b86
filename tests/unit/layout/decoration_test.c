/* Pieces of text with decoration, and choices marked by circles and strokes. */
#include "support/cmocka.h"

#include "unit/layout/fixture.h"

static struct fixture with_body(const char *blocks)
{
    return fixture_good("'tlp': { 'path': '/tlp', 'one': { 'a': '有', 'b': '無' } }", "", blocks);
}

static const struct piece *first_piece(const struct fixture *fixture)
{
    assert_non_null(fixture->layout);
    assert_int_equal(fixture->layout->body[0].kind, BLOCK_TEXT);
    assert_int_equal(fixture->layout->body[0].text.count, 1);
    return &fixture->layout->body[0].text.pieces[0];
}

static void a_string_is_ruby_over_all_of_the_text(void **state)
{
    struct fixture fixture = with_body("{ 'text': { 'text': '所管省庁', 'ruby': 'しょかん しょうちょう' } }");

    assert_string_equal(first_piece(&fixture)->ruby, "しょかん しょうちょう");
    assert_int_equal(first_piece(&fixture)->ruby_kind, TEXT_RUBY_GROUP);
    fixture_end(&fixture);
}

static void an_array_is_ruby_over_each_character(void **state)
{
    struct fixture fixture = with_body("{ 'text': { 'text': '引き金', 'ruby': ['ひ', '', 'が ね'] } }");

    assert_string_equal(first_piece(&fixture)->ruby, "ひ  が\u00A0ね");
    assert_int_equal(first_piece(&fixture)->ruby_kind, TEXT_RUBY_MONO);
    fixture_end(&fixture);
}

static void decoration_goes_together(void **state)
{
    struct fixture fixture =
        with_body("{ 'text': { 'text': '重要', 'emphasis': true, 'underline': true, 'strike': 'double' } }");

    assert_int_equal(first_piece(&fixture)->decoration, TEXT_EMPHASIS | TEXT_UNDERLINE | TEXT_DOUBLE_STRIKE);
    assert_true(fixture.layout->body[0].text.is_fixed);
    fixture_end(&fixture);
}

static void subscripts_are_told_from_superscripts(void **state)
{
    struct fixture fixture = with_body("{ 'text': { 'sub': '2' } }");

    assert_true(first_piece(&fixture)->is_subscript);
    assert_false(first_piece(&fixture)->is_superscript);
    fixture_end(&fixture);
}

static void circled_choices_stand_close_unless_told_otherwise(void **state)
{
    struct fixture fixture = with_body("{ 'choice': 'tlp', 'mark': 'circle' }");

    assert_int_equal(first_piece(&fixture)->mark, CHOICE_CIRCLE);
    assert_int_equal(first_piece(&fixture)->gap, 0);
    fixture_end(&fixture);
    fixture = with_body("{ 'text': { 'choice': 'tlp', 'mark': 'strike', 'gap': '3mm' } }");
    assert_int_equal(first_piece(&fixture)->mark, CHOICE_STRIKE);
    assert_int_equal(first_piece(&fixture)->gap, 3 * LENGTH_PER_MM);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_is_ruby_over_all_of_the_text),
        cmocka_unit_test(an_array_is_ruby_over_each_character),
        cmocka_unit_test(decoration_goes_together),
        cmocka_unit_test(subscripts_are_told_from_superscripts),
        cmocka_unit_test(circled_choices_stand_close_unless_told_otherwise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
