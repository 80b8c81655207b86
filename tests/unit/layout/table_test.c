#include "support/cmocka.h"

#include "unit/layout/fixture.h"

#define FIELDS                                                                            \
    "'tlp': { 'path': '/tlp', 'one': { 'red': '赤', 'amber': '黄', 'green': '緑' } }," \
    "'timeline': { 'path': '/timeline', 'each': { 'at': { 'path': '/at' } } }"

static struct fixture with_table(const char *table)
{
    struct sink body = {0};

    sink_format(&body, "{ 'table': { %s } }", table);
    sink_put_char(&body, '\0');
    struct fixture fixture = fixture_good(FIELDS, "", body.bytes);
    sink_close(&body);
    return fixture;
}

static const struct table *table_of(const struct fixture *fixture)
{
    return fixture->layout->body[0].table;
}

static void columns_are_fixed_shared_or_automatic(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['45mm', '1.5fr', 'auto', '2em'], 'rows': [[null, null, null, null]]");
    const struct track *columns = table_of(&fixture)->columns;

    assert_int_equal(columns[0].width, 45 * LENGTH_PER_MM);
    assert_int_equal(columns[1].kind, TRACK_FRACTION);
    assert_int_equal(columns[1].fraction, 1500);
    assert_int_equal(columns[2].kind, TRACK_AUTO);
    assert_int_equal(columns[3].width, 20 * LENGTH_PER_PT);
    fixture_end(&fixture);
}

static void cells_go_to_the_first_column_left_free_from_above(void **state)
{
    struct fixture fixture = with_table("'columns': ['1fr', '1fr', '1fr', '1fr'], 'rows': ["
                                        "['a', { 'text': 'b', 'down': 2 }, { 'text': 'c', 'across': 2 }],"
                                        "['d', { 'text': 'e', 'down': 2 }, 'f'],"
                                        "[{ 'text': 'g', 'across': 2 }, 'h']]");
    const struct row *rows = table_of(&fixture)->rows;

    assert_int_equal(rows[0].cells[2].column, 2);
    assert_int_equal(rows[1].cells[0].column, 0);
    assert_int_equal(rows[1].cells[1].column, 2);
    assert_int_equal(rows[1].cells[2].column, 3);
    assert_int_equal(rows[2].cells[0].column, 0);
    assert_int_equal(rows[2].cells[1].column, 3);
    fixture_end(&fixture);
}

static void a_row_may_be_filled_by_cells_from_above_alone(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['1fr', '1fr'], 'rows': [[{ 'text': 'a', 'down': 2 }, { 'text': 'b', 'down': 2 }], []]");

    assert_int_equal(table_of(&fixture)->rows[1].cell_count, 0);
    fixture_end(&fixture);
}

static void head_rows_come_first_and_their_cells_are_headers(void **state)
{
    struct fixture fixture = with_table("'columns': ['1fr', '1fr', '1fr'], 'head': [['a', null, 'c']],"
                                        "'rows': [[{ 'text': 'd', 'header': 'row' }, 'e', 'f']]");
    const struct table *table = table_of(&fixture);

    assert_int_equal(table->head_count, 1);
    assert_int_equal(table->row_count, 2);
    assert_int_equal(table->rows[0].cells[0].header, HEADER_COLUMN);
    assert_int_equal(table->rows[0].cells[1].header, HEADER_NONE);
    assert_int_equal(table->rows[1].cells[0].header, HEADER_ROW);
    assert_int_equal(table->rows[1].cells[1].header, HEADER_NONE);
    fixture_end(&fixture);
}

static void a_table_has_a_thick_frame_unless_it_stands_in_a_cell(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['1fr'], 'rows': [[{ 'table': { 'columns': ['1fr'], 'rows': [['a']] } }]]");
    const struct table *outer = table_of(&fixture);
    const struct cell *cell = &outer->rows[0].cells[0];

    assert_int_equal(outer->frame, LINE_THICK);
    assert_int_equal(outer->horizontal, LINE_THIN);
    assert_int_equal(outer->vertical, LINE_THIN);
    assert_int_equal(cell->blocks[0].kind, BLOCK_TABLE);
    assert_int_equal(cell->blocks[0].table->frame, LINE_NONE);
    assert_int_equal(cell->blocks[0].table->horizontal, LINE_THIN);
    assert_int_equal(cell->padding[SIDE_LEFT], 0);
    fixture_end(&fixture);
}

static void lines_can_be_stated_at_once_or_one_by_one(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['1fr'], 'lines': { 'frame': 'thin', 'inner': 'none', 'vertical': 'thick' },"
                   "'rows': [[{ 'text': 'a', 'lines': 'none' }], [{ 'text': 'b', 'lines': { 'top': 'thick' } }]]");
    const struct table *table = table_of(&fixture);

    assert_int_equal(table->frame, LINE_THIN);
    assert_int_equal(table->horizontal, LINE_NONE);
    assert_int_equal(table->vertical, LINE_THICK);
    for (int side = 0; side < SIDE_COUNT; side++)
        assert_int_equal(table->rows[0].cells[0].lines[side], LINE_NONE);
    assert_int_equal(table->rows[1].cells[0].lines[SIDE_TOP], LINE_THICK);
    assert_int_equal(table->rows[1].cells[0].lines[SIDE_LEFT], LINE_INHERIT);
    fixture_end(&fixture);
}

static void rows_have_heights_repetitions_and_conditions(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['1fr'], 'rows': ["
                   "{ 'height': '8mm', 'cells': ['a'] }, { 'min_height': '9mm', 'cells': ['b'] },"
                   "{ 'each': 'timeline', 'at_least': 7, 'split': true, 'cells': ['{at}'] },"
                   "{ 'when': { 'tlp': { 'const': 'red' } }, 'keep_with_next': true, 'cells': ['c'] }]");
    const struct row *rows = table_of(&fixture)->rows;

    assert_int_equal(rows[0].height_kind, HEIGHT_FIXED);
    assert_int_equal(rows[0].each, -1);
    assert_int_equal(rows[1].height_kind, HEIGHT_MINIMUM);
    assert_int_equal(rows[1].height, 9 * LENGTH_PER_MM);
    assert_int_equal(rows[2].each, 1);
    assert_int_equal(rows[2].at_least, 7);
    assert_true(rows[2].split);
    assert_non_null(rows[3].when);
    assert_true(rows[3].keep_with_next);
    fixture_end(&fixture);
}

static void a_cell_has_padding_and_stands_in_the_middle(void **state)
{
    struct fixture fixture = with_table("'columns': ['1fr'], 'rows': [['a']]");
    const struct cell *cell = &table_of(&fixture)->rows[0].cells[0];

    assert_int_equal(cell->padding[SIDE_LEFT], 43200);
    assert_int_equal(cell->padding[SIDE_TOP], 28800);
    assert_int_equal(cell->valign, VERTICAL_MIDDLE);
    assert_int_equal(cell->fill.color, -1);
    assert_int_equal(cell->across, 1);
    assert_int_equal(cell->down, 1);
    assert_int_equal(cell->fit, FIT_USUAL);
    fixture_end(&fixture);
}

static void a_cell_may_have_steps_before_its_error(void **state)
{
    struct fixture fixture = with_table("'columns': ['1fr', '1fr'], 'rows': [{ 'height': '8mm', 'cells': ["
                                        "{ 'text': 'a', 'fit': ['condense', 'shrink', 'error'] },"
                                        "{ 'text': 'b', 'fit': ['shrink'] }] }]");
    const struct cell *cells = table_of(&fixture)->rows[0].cells;

    assert_int_equal(cells[0].fit, FIT_ERROR | FIT_CONDENSE | FIT_SHRINK);
    assert_int_equal(cells[1].fit, FIT_ERROR | FIT_SHRINK);
    fixture_end(&fixture);
}

static void a_cell_s_style_and_align_are_those_of_its_content(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['1fr', '1fr'], 'rows': [["
                   "{ 'blocks': ['a', { 'text': 'b', 'align': 'start' }], 'style': 'small', 'align': 'end' },"
                   "{ 'text': 'c', 'fill': '#eeeeee' }]]");
    const struct cell *cells = table_of(&fixture)->rows[0].cells;

    assert_string_equal(cells[0].blocks[0].style->name, "small");
    assert_int_equal(cells[0].blocks[0].align, TEXT_END);
    assert_int_equal(cells[0].blocks[1].align, TEXT_START);
    assert_string_equal(cells[1].blocks[0].style->name, "base");
    assert_int_equal(cells[1].fill.color, 0xEEEEEE);
    fixture_end(&fixture);
}

static void what_is_drawn_of_a_cell_may_have_a_condition(void **state)
{
    struct fixture fixture = with_table(
        "'columns': ['1fr', '1fr'], 'lines': { 'frame': 'double', 'inner': 'dotted' }, 'rows': [["
        "{ 'outline': 'thick', 'diagonal': 'cross', 'fill': '#eeeeee' },"
        "{ 'outline': { 'line': 'double', 'when': { 'tlp': { 'const': 'red' } } },"
        "  'diagonal': { 'kind': 'up', 'line': 'dotted', 'when': { 'tlp': { 'empty': true } } },"
        "  'fill': { 'color': '#dddddd', 'when': { 'tlp': { 'empty': false } } }, 'lines': { 'left': 'dotted' } }]]");
    const struct table *table = table_of(&fixture);
    const struct cell *cells = table->rows[0].cells;

    assert_int_equal(table->frame, LINE_DOUBLE);
    assert_int_equal(table->vertical, LINE_DOTTED);
    assert_int_equal(cells[0].outline.line, LINE_THICK);
    assert_int_equal(cells[0].diagonal.kind, DIAGONAL_CROSS);
    assert_int_equal(cells[0].diagonal.line, LINE_THIN);
    assert_true(!cells[0].outline.when && !cells[0].diagonal.when && !cells[0].fill.when);
    assert_int_equal(cells[1].outline.line, LINE_DOUBLE);
    assert_int_equal(cells[1].diagonal.kind, DIAGONAL_UP);
    assert_int_equal(cells[1].diagonal.line, LINE_DOTTED);
    assert_int_equal(cells[1].fill.color, 0xDDDDDD);
    assert_true(cells[1].outline.when && cells[1].diagonal.when && cells[1].fill.when);
    assert_int_equal(cells[1].lines[SIDE_LEFT], LINE_DOTTED);
    fixture_end(&fixture);
}

static void a_box_in_a_cell_is_centred(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['1fr', '1fr'], 'rows': [[{ 'box': 'tlp.red' }, { 'box': 'tlp.red', 'align': 'end' }]]");
    const struct cell *cells = table_of(&fixture)->rows[0].cells;

    assert_int_equal(cells[0].blocks[0].align, TEXT_CENTER);
    assert_int_equal(cells[0].blocks[0].text.pieces[0].kind, PIECE_BOX);
    assert_int_equal(cells[1].blocks[0].align, TEXT_END);
    fixture_end(&fixture);
}

static void nothing_in_a_cell_is_an_empty_line(void **state)
{
    struct fixture fixture =
        with_table("'columns': ['1fr', '1fr', '1fr'], 'rows': [[null, '', { 'fill': '#ffffff' }]]");
    const struct cell *cells = table_of(&fixture)->rows[0].cells;

    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(cells[i].block_count, 1);
        assert_int_equal(cells[i].blocks[0].kind, BLOCK_TEXT);
        assert_int_equal(cells[i].blocks[0].text.count, 0);
    }
    fixture_end(&fixture);
}

/* --- choices as tables -------------------------------------------------------------------------------------------- */

static void choices_in_rows_are_a_table_of_boxes_and_labels(void **state)
{
    struct fixture fixture = fixture_good(FIELDS, "", "{ 'choice': 'tlp', 'arrange': 'rows', 'gap': '2mm' }");
    const struct table *table = table_of(&fixture);

    assert_int_equal(fixture.layout->body[0].kind, BLOCK_TABLE);
    assert_int_equal(table->column_count, 2);
    assert_int_equal(table->row_count, 3);
    assert_int_equal(table->frame, LINE_NONE);
    assert_int_equal(table->columns[0].kind, TRACK_AUTO);
    assert_int_equal(table->rows[1].cells[0].blocks[0].text.pieces[0].kind, PIECE_BOX);
    assert_int_equal(table->rows[1].cells[0].blocks[0].text.pieces[0].field.choice, 1);
    assert_string_equal(table->rows[1].cells[1].blocks[0].text.pieces[0].text, "黄");
    assert_int_equal(table->rows[1].cells[1].padding[SIDE_BOTTOM], 2 * LENGTH_PER_MM);
    assert_int_equal(table->rows[2].cells[1].padding[SIDE_BOTTOM], 0);
    assert_int_equal(table->rows[0].each, -1);
    fixture_end(&fixture);
}

static void a_grid_of_choices_fills_its_last_row(void **state)
{
    struct fixture fixture = fixture_good(FIELDS, "",
                                          "{ 'table': { 'columns': ['1fr'], 'rows': ["
                                          "[{ 'choice': 'tlp', 'arrange': 'grid', 'columns': 2 }]] } }");
    const struct table *table = table_of(&fixture)->rows[0].cells[0].blocks[0].table;

    assert_int_equal(table->column_count, 4);
    assert_int_equal(table->row_count, 2);
    assert_int_equal(table->rows[1].cell_count, 3);
    assert_int_equal(table->rows[1].cells[2].across, 2);
    assert_int_equal(table->rows[1].cells[2].column, 2);
    fixture_end(&fixture);
}

static void blocks_have_numbers_of_their_own(void **state)
{
    struct fixture fixture = fixture_good(FIELDS, "",
                                          "'a', { 'choice': 'tlp', 'arrange': 'rows' }, { 'group': ['b', 'c'] },"
                                          "{ 'table': { 'columns': ['1fr'], 'rows': [['d']] } }");
    const struct block *body = fixture.layout->body;

    assert_int_equal(fixture.layout->id_count, 13);
    assert_int_equal(body[0].id, 0);
    assert_int_equal(body[2].blocks[1].id, body[2].id + 2);
    assert_int_equal(body[3].table->rows[0].cells[0].blocks[0].id, 12);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_fixed_shared_or_automatic),
        cmocka_unit_test(cells_go_to_the_first_column_left_free_from_above),
        cmocka_unit_test(a_row_may_be_filled_by_cells_from_above_alone),
        cmocka_unit_test(head_rows_come_first_and_their_cells_are_headers),
        cmocka_unit_test(a_table_has_a_thick_frame_unless_it_stands_in_a_cell),
        cmocka_unit_test(lines_can_be_stated_at_once_or_one_by_one),
        cmocka_unit_test(rows_have_heights_repetitions_and_conditions),
        cmocka_unit_test(a_cell_has_padding_and_stands_in_the_middle),
        cmocka_unit_test(a_cell_may_have_steps_before_its_error),
        cmocka_unit_test(a_cell_s_style_and_align_are_those_of_its_content),
        cmocka_unit_test(what_is_drawn_of_a_cell_may_have_a_condition),
        cmocka_unit_test(a_box_in_a_cell_is_centred),
        cmocka_unit_test(nothing_in_a_cell_is_an_empty_line),
        cmocka_unit_test(choices_in_rows_are_a_table_of_boxes_and_labels),
        cmocka_unit_test(a_grid_of_choices_fills_its_last_row),
        cmocka_unit_test(blocks_have_numbers_of_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
