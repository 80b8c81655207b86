/* Documents built by hand: a mark that is nothing but its lead says it. */
#include "unit/device/sample.h"

#include "support/cmocka.h"

static const struct path empty_path;

static struct document *begin(const char *language)
{
    struct document *document = document_open("t", "t", language);

    document_add_page(document, MM(210), MM(297));
    return document;
}

static element_id add(struct document *document, element_id parent, enum role role, const char *text)
{
    element_id id = document_add_element(document, parent, role);

    if (text) {
        struct mark *mark = document_add_mark(document, 0, MARK_PATH);

        mark->element = id;
        mark->node = &sample_node;
        mark->path.path = &empty_path;
        mark->lead = text;
    }
    return id;
}

static void add_header(struct document *document, element_id row, const char *text, uint32_t rows)
{
    element_id id = add(document, row, ROLE_TABLE_HEADER_CELL, text);

    document->elements[id].scope = SCOPE_ROW;
    document->elements[id].row_span = rows;
}

/* Ends the document. */
static void assert_text(struct document *document, const char *expected)
{
    struct diags *diags = diags_open();
    struct sink text = {0};

    assert_true(device_text.write(document, NULL, &sample_options, &text, diags));
    sink_put_char(&text, '\0');
    assert_string_equal(text.bytes, expected);
    assert_int_equal(diags_count(diags), 0);
    sink_close(&text);
    diags_close(diags);
    document_close(document);
}

static void paragraphs_are_lines(void **state)
{
    struct document *document = begin("ja");

    add(document, ELEMENT_ROOT, ROLE_TITLE, "題");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "一\r\n二");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "三　 ");
    add(document, ELEMENT_ROOT, ROLE_HEADING, "見出し");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "四");
    assert_text(document, "題\n一\n二\n三\n\n見出し\n四\n");
}

static void empty_paragraphs_are_one_blank_line(void **state)
{
    struct document *document = begin("ja");

    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, NULL);
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "一");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, NULL);
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, NULL);
    add(document, ELEMENT_ROOT, ROLE_HEADING, "二");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, NULL);
    assert_text(document, "一\n\n二\n");
}

static void no_blank_line_stands_below_a_ruler(void **state)
{
    struct document *document = begin("ja");

    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "==========");
    add(document, ELEMENT_ROOT, ROLE_HEADING, "見出し");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "==========");
    assert_text(document, "==========\n見出し\n==========\n");
}

static void what_is_in_a_figure_is_read_in_its_paragraph(void **state)
{
    struct document *document = begin("ja");
    element_id paragraph = add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "前");

    add(document, add(document, paragraph, ROLE_FIGURE, LEAD_CHOSEN), ROLE_SPAN, "中");
    assert_text(document, "前■中\n");
}

static void artifacts_and_control_characters_are_left_out(void **state)
{
    struct document *document = begin("ja");

    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "a\x01\x1B[31m\x7F\xC2\x9B\tb");
    document_add_mark(document, 0, MARK_PATH)->element = ELEMENT_ARTIFACT;
    document->pages[0].marks[1].lead = "1 / 2";
    assert_text(document, "a[31m\tb\n");
}

static void the_subject_comes_first(void **state)
{
    struct document *document = begin("ja");

    document->plain.subject = "報告　第1報\n（速報）";
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "一");
    assert_text(document, "件名：報告　第1報 （速報）\n\n一\n");
    document = begin("en");
    document->plain.subject = "Report 1";
    assert_text(document, "Subject: Report 1\n\n");
}

static void a_cell_heads_its_row(void **state)
{
    struct document *document = begin("ja");
    element_id table = add(document, ELEMENT_ROOT, ROLE_TABLE, NULL);
    element_id body = add(document, table, ROLE_TABLE_BODY, NULL);
    element_id row = add(document, body, ROLE_TABLE_ROW, NULL);

    add_header(document, row, "項目", 1);
    add(document, row, ROLE_TABLE_CELL, "内容");
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add_header(document, row, "空：", 1);
    add(document, row, ROLE_TABLE_CELL, NULL);
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add_header(document, row, "長い\n項目", 1);
    add(document, row, ROLE_TABLE_CELL, "一\n\n二");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "後");
    assert_text(document, "項目：内容\n空：\n長い　項目：\n  一\n\n  二\n\n後\n");
}

static void a_cell_that_heads_several_rows_stands_above_them(void **state)
{
    struct document *document = begin("ja");
    element_id table = add(document, ELEMENT_ROOT, ROLE_TABLE, NULL);
    element_id body = add(document, table, ROLE_TABLE_BODY, NULL);
    element_id row = add(document, body, ROLE_TABLE_ROW, NULL);

    add_header(document, row, "甲", 3);
    add_header(document, row, "乙", 2);
    add(document, row, ROLE_TABLE_CELL, "一");
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add(document, row, ROLE_TABLE_CELL, "二");
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add_header(document, row, "丙", 1);
    add(document, row, ROLE_TABLE_CELL, "三");
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add_header(document, row, "丁", 1);
    add(document, row, ROLE_TABLE_CELL, "四");
    assert_text(document, "甲：\n  乙：\n    一\n    二\n  丙：三\n丁：四\n");
}

static void columns_under_a_head_are_parted_by_bars(void **state)
{
    struct document *document = begin("ja");
    element_id table = add(document, ELEMENT_ROOT, ROLE_TABLE, NULL);
    element_id head = add(document, table, ROLE_TABLE_HEAD, NULL);
    element_id body = add(document, table, ROLE_TABLE_BODY, NULL);
    element_id row = add(document, head, ROLE_TABLE_ROW, NULL);

    add(document, row, ROLE_TABLE_HEADER_CELL, "日時");
    add(document, row, ROLE_TABLE_HEADER_CELL, "対象者");
    add(document, row, ROLE_TABLE_HEADER_CELL, "内容\n（概要）");
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add(document, row, ROLE_TABLE_CELL, "1日");
    add(document, row, ROLE_TABLE_CELL, NULL);
    add(document, row, ROLE_TABLE_CELL, "検知\n遮断");
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add(document, row, ROLE_TABLE_CELL, NULL);
    add(document, row, ROLE_TABLE_CELL, NULL);
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add(document, row, ROLE_TABLE_CELL, "2日");
    add(document, row, ROLE_TABLE_CELL, "全員");
    add(document, row, ROLE_TABLE_CELL, NULL);
    assert_text(document, "日時 | 対象者 | 内容　（概要）\n1日 |  | 検知\n  遮断\n2日 | 全員\n");
}

static void other_cells_follow_each_other(void **state)
{
    struct document *document = begin("ja");
    element_id table = add(document, ELEMENT_ROOT, ROLE_TABLE, NULL);
    element_id body = add(document, table, ROLE_TABLE_BODY, NULL);
    element_id row = add(document, body, ROLE_TABLE_ROW, NULL);
    element_id cell;

    add(document, row, ROLE_TABLE_CELL, LEAD_NOT_CHOSEN);
    add(document, row, ROLE_TABLE_CELL, "有");
    add(document, row, ROLE_TABLE_CELL, NULL);
    cell = add(document, row, ROLE_TABLE_CELL, NULL);
    add(document, cell, ROLE_PARAGRAPH, "一");
    add(document, cell, ROLE_PARAGRAPH, "二");
    add(document, row, ROLE_TABLE_CELL, "三");
    assert_text(document, "□有　一　二　三\n");
}

static void a_table_in_a_cell_is_indented_as_the_cell_is(void **state)
{
    struct document *document = begin("ja");
    element_id table = add(document, ELEMENT_ROOT, ROLE_TABLE, NULL);
    element_id row = add(document, add(document, table, ROLE_TABLE_BODY, NULL), ROLE_TABLE_ROW, NULL);
    element_id inner, body;

    add_header(document, row, "推移", 1);
    inner = add(document, add(document, row, ROLE_TABLE_CELL, NULL), ROLE_TABLE, NULL);
    body = add(document, inner, ROLE_TABLE_BODY, NULL);
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add_header(document, row, "一", 1);
    add(document, row, ROLE_TABLE_CELL, "二");
    row = add(document, body, ROLE_TABLE_ROW, NULL);
    add(document, row, ROLE_TABLE_CELL, "三");
    assert_text(document, "推移：\n  一：二\n  三\n");
}

static void lines_of_so_many_columns_keep_the_kinsoku(void **state)
{
    struct font_library *fonts = sample_fonts();
    struct document *document = begin("ja");

    document->plain.columns = 20;
    document->plain.font = font_library_stack(fonts, "gothic");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "一二三四五六七八九十");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "一二三四五六七八九十。");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "一二三四五六七八九「十」");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "一二三四 one two three  four");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "  一二三四五六七八九十");
    add(document, ELEMENT_ROOT, ROLE_PARAGRAPH, "①②③④⑤αβγδε½ｱｲｳ"); /* of ambiguous width: two columns */
    assert_text(document, "一二三四五六七八九十\n"
                          "一二三四五六七八九\n十。\n"
                          "一二三四五六七八九\n「十」\n"
                          "一二三四 one two\nthree  four\n"
                          "  一二三四五六七八九\n  十\n"
                          "①②③④⑤αβγδε\n½ｱｲｳ\n");
    font_library_close(fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_lines),
        cmocka_unit_test(empty_paragraphs_are_one_blank_line),
        cmocka_unit_test(no_blank_line_stands_below_a_ruler),
        cmocka_unit_test(what_is_in_a_figure_is_read_in_its_paragraph),
        cmocka_unit_test(artifacts_and_control_characters_are_left_out),
        cmocka_unit_test(the_subject_comes_first),
        cmocka_unit_test(a_cell_heads_its_row),
        cmocka_unit_test(a_cell_that_heads_several_rows_stands_above_them),
        cmocka_unit_test(columns_under_a_head_are_parted_by_bars),
        cmocka_unit_test(other_cells_follow_each_other),
        cmocka_unit_test(a_table_in_a_cell_is_indented_as_the_cell_is),
        cmocka_unit_test(lines_of_so_many_columns_keep_the_kinsoku),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
