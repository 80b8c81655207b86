#include "support/cmocka.h"

#include "unit/layout/fixture.h"

static struct fixture with_body(const char *body)
{
    return fixture_good("'tlp': { 'path': '/tlp', 'one': { 'red': '赤' } }", "", body);
}

static void a_string_is_a_text_block_in_the_base_style(void **state)
{
    struct fixture fixture = with_body("'本文'");
    const struct block *block = &fixture.layout->body[0];

    assert_int_equal(block->kind, BLOCK_TEXT);
    assert_int_equal(block->role, BLOCK_PARAGRAPH);
    assert_string_equal(block->style->name, "base");
    assert_int_equal(block->align, TEXT_START);
    assert_false(block->keep_with_next);
    assert_null(block->place);
    fixture_end(&fixture);
}

static void a_block_s_own_align_hides_that_of_its_style(void **state)
{
    struct fixture fixture = with_body("{ 'text': 'a', 'style': 'small', 'align': 'end' }");

    assert_string_equal(fixture.layout->body[0].style->name, "small");
    assert_int_equal(fixture.layout->body[0].align, TEXT_END);
    fixture_end(&fixture);
}

static void titles_and_headings_stay_with_what_follows(void **state)
{
    struct fixture fixture = with_body("{ 'text': 'a', 'role': 'title' }, { 'text': 'b', 'role': 'heading' },"
                                       "{ 'text': 'c', 'role': 'heading', 'keep_with_next': false },"
                                       "{ 'text': 'd', 'role': 'note' }");
    const struct block *body = fixture.layout->body;

    assert_true(body[0].keep_with_next);
    assert_true(body[1].keep_with_next);
    assert_false(body[2].keep_with_next);
    assert_false(body[3].keep_with_next);
    assert_int_equal(body[3].role, BLOCK_NOTE);
    fixture_end(&fixture);
}

static void space_is_measured_by_the_block_s_style(void **state)
{
    struct fixture fixture = with_body("{ 'before': '1em', 'after': '2mm', 'text': 'a', 'style': 'small' }");

    assert_int_equal(fixture.layout->body[0].before, 8 * LENGTH_PER_PT);
    assert_int_equal(fixture.layout->body[0].after, 2 * LENGTH_PER_MM);
    fixture_end(&fixture);
}

static void a_group_holds_blocks_of_its_style(void **state)
{
    struct fixture fixture = with_body(
        "{ 'group': ['a', { 'table': { 'columns': ['1fr'], 'rows': [['b']] } }], 'keep': true, 'style': 'small' }");
    const struct block *group = &fixture.layout->body[0];

    assert_int_equal(group->kind, BLOCK_GROUP);
    assert_true(group->is_kept);
    assert_int_equal(group->block_count, 2);
    assert_string_equal(group->blocks[0].style->name, "small");
    assert_int_equal(group->blocks[1].table->frame, LINE_THICK);
    fixture_end(&fixture);
}

static void a_placed_block_is_on_page_one_unless_told(void **state)
{
    struct fixture fixture =
        with_body("{ 'text': 'a', 'place': { 'x': '120mm', 'y': '20mm', 'width': '60mm' } },"
                  "{ 'text': 'b', 'place': { 'page': 0, 'x': '0mm', 'y': '0mm', 'width': '60mm', 'height': '9mm' } }");
    const struct block *body = fixture.layout->body;

    assert_int_equal(body[0].place->page, 1);
    assert_int_equal(body[0].place->x, 120 * LENGTH_PER_MM);
    assert_int_equal(body[0].place->height, 0);
    assert_int_equal(body[1].place->page, 0);
    assert_int_equal(body[1].place->height, 9 * LENGTH_PER_MM);
    fixture_end(&fixture);
}

static void spaces_lines_and_breaks_are_blocks(void **state)
{
    struct fixture fixture = with_body("{ 'space': '5mm' }, { 'line': 'thick' }, { 'break': 'page' }");
    const struct block *body = fixture.layout->body;

    assert_int_equal(body[0].kind, BLOCK_SPACE);
    assert_int_equal(body[0].space, 5 * LENGTH_PER_MM);
    assert_int_equal(body[1].kind, BLOCK_LINE);
    assert_int_equal(body[1].line, LINE_THICK);
    assert_int_equal(body[2].kind, BLOCK_BREAK);
    fixture_end(&fixture);
}

static void a_choice_keeps_what_is_said_of_its_block(void **state)
{
    struct fixture fixture = with_body("{ 'choice': 'tlp', 'arrange': 'rows', 'before': '3mm', 'when': { 'tlp': { "
                                       "'empty': false } }, 'style': 'small' }");
    const struct block *block = &fixture.layout->body[0];

    assert_int_equal(block->kind, BLOCK_TABLE);
    assert_int_equal(block->before, 3 * LENGTH_PER_MM);
    assert_non_null(block->when);
    assert_string_equal(block->table->rows[0].cells[1].blocks[0].style->name, "small");
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_is_a_text_block_in_the_base_style),
        cmocka_unit_test(a_block_s_own_align_hides_that_of_its_style),
        cmocka_unit_test(titles_and_headings_stay_with_what_follows),
        cmocka_unit_test(space_is_measured_by_the_block_s_style),
        cmocka_unit_test(a_group_holds_blocks_of_its_style),
        cmocka_unit_test(a_placed_block_is_on_page_one_unless_told),
        cmocka_unit_test(spaces_lines_and_breaks_are_blocks),
        cmocka_unit_test(a_choice_keeps_what_is_said_of_its_block),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
