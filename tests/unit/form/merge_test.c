/* Merged cells: one cell for the items of one element, whole on every page it goes on to. */
#include "support/cmocka.h"

#include "unit/form/sample.h"

#define FIELDS                                                                                   \
    "\"bodies\": {\"path\": \"/bodies\", \"each\": {\"name\": {\"path\": \"/name\"}, \"case\": " \
    "{\"path\": \"/cases\", \"type\": \"texts\"}}, \"expand\": \"case\"}"

/* Rows of 5 mm: no padding above and below, one line each. The page has room for ten. */
#define TABLE(head, name, row)                                                                                 \
    "{\"table\": {\"padding\": [\"0mm\", \"1mm\"], \"columns\": [\"30mm\", \"1fr\"], " head "\"rows\": [{" row \
    "\"each\": \"bodies\", \"cells\": [{\"text\": \"{name}\", \"merge\": true, \"header\": \"row\"" name       \
    "}, \"{case}\"]}]}}"

static struct sample filled(const char *body, const char *data)
{
    return sample_filled(FIELDS, body, data);
}

static size_t count_text(const struct document *document, size_t page, const char *text)
{
    size_t count = 0;

    while (sample_text(document, page, text, count))
        count++;
    return count;
}

static void cells_of_one_element_are_one(void **state)
{
    struct sample s =
        filled(TABLE("", "", ""), "{\"bodies\": [{\"name\": \"警察\", \"cases\": [\"甲\", \"乙\", \"丙\"]}, "
                                  "{\"name\": \"省庁\", \"cases\": [\"丁\"]}]}");

    assert_int_equal(count_text(s.document, 0, "警察"), 1);
    assert_millimetres(sample_top(sample_text(s.document, 0, "警察", 0)), 10); /* in the middle of three rows */
    assert_millimetres(sample_top(sample_text(s.document, 0, "丙", 0)), 15);
    assert_millimetres(sample_top(sample_text(s.document, 0, "省庁", 0)), 20);
    sample_close(&s);
}

static void no_line_runs_through_a_merged_cell(void **state)
{
    struct sample s = filled(TABLE("", "", ""), "{\"bodies\": [{\"name\": \"警察\", \"cases\": [\"甲\", \"乙\"]}, "
                                                "{\"name\": \"省庁\", \"cases\": [\"丁\"]}]}");

    assert_true(sample_has_rule(s.document, 0, 34.9, 10, 95.2, 10, 0.2));
    assert_true(sample_has_rule(s.document, 0, 4.8, 15, 95.2, 15, 0.2));
    sample_close(&s);
}

static void a_merged_cell_spans_its_rows_for_those_that_listen(void **state)
{
    struct sample s =
        filled(TABLE("", "", ""), "{\"bodies\": [{\"name\": \"警察\", \"cases\": [\"甲\", \"乙\", \"丙\"]}]}");
    const struct element *element = &s.document->elements[sample_text(s.document, 0, "警察", 0)->element];

    assert_int_equal(element->role, ROLE_TABLE_HEADER_CELL);
    assert_int_equal(element->row_span, 3);
    sample_close(&s);
}

static void equal_names_of_two_elements_are_two_cells(void **state)
{
    struct sample s = filled(TABLE("", "", ""), "{\"bodies\": [{\"name\": \"警察\", \"cases\": [\"甲\"]}, "
                                                "{\"name\": \"警察\", \"cases\": [\"乙\"]}]}");

    assert_int_equal(count_text(s.document, 0, "警察"), 2);
    sample_close(&s);
}

static void blank_rows_are_not_merged(void **state)
{
    struct sample s =
        filled(TABLE("", "", "\"at_least\": 4, "), "{\"bodies\": [{\"name\": \"警察\", \"cases\": [\"甲\", \"乙\"]}]}");

    assert_true(sample_has_rule(s.document, 0, 4.8, 20, 95.2, 20, 0.2));
    sample_close(&s);
}

static void a_merged_cell_higher_than_its_rows_makes_them_grow_alike(void **state)
{
    struct sample s = filled(TABLE("", "", ""), "{\"bodies\": [{\"name\": \"一\\n二\\n三\\n四\", \"cases\": [\"甲\", "
                                                "\"乙\"]}, {\"name\": \"省庁\", \"cases\": [\"丁\"]}]}");

    assert_millimetres(sample_top(sample_text(s.document, 0, "一", 0)), 5);
    assert_millimetres(sample_top(sample_text(s.document, 0, "乙", 0)), 17.5); /* in the middle of 10 mm */
    assert_millimetres(sample_top(sample_text(s.document, 0, "丁", 0)), 25);
    sample_close(&s);
}

/* --- at the end of a page ----------------------------------------------------------------------------------------- */

#define SIX "[\"甲\", \"乙\", \"丙\", \"丁\", \"戊\", \"己\"]"

static void a_merged_cell_is_shown_again_where_its_rows_go_on(void **state)
{
    struct sample s =
        filled(TABLE("\"head\": [[\"機関\", \"場合\"]], ", ", \"valign\": \"top\"", ""),
               "{\"bodies\": [{\"name\": \"省庁\", \"cases\": " SIX "}, {\"name\": \"警察\", \"cases\": " SIX "}]}");
    const struct mark *again = sample_text(s.document, 1, "警察", 0);

    assert_int_equal(s.document->page_count, 2);
    assert_int_equal(count_text(s.document, 0, "警察"), 1);
    assert_millimetres(sample_top(sample_text(s.document, 0, "警察", 0)), 40);
    assert_non_null(again);
    assert_int_equal(again->element, ELEMENT_ARTIFACT);
    assert_millimetres(sample_top(again), 10); /* below the head */
    assert_millimetres(sample_top(sample_text(s.document, 1, "丁", 0)), 10);
    assert_null(sample_text(s.document, 1, "省庁", 0));
    sample_close(&s);
}

static void it_is_whole_on_both_pages(void **state)
{
    /* Nine rows of 省庁; of 警察, three lines high, no row has room for all three: it goes to the next page. */
    struct sample s = filled(TABLE("", ", \"valign\": \"top\"", ""),
                             "{\"bodies\": [{\"name\": \"省庁\", \"cases\": [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", "
                             "\"7\", \"8\", \"9\"]}, {\"name\": \"警察\\n二\\n三\", \"cases\": " SIX "}]}");

    assert_int_equal(s.document->page_count, 2);
    assert_null(sample_text(s.document, 0, "警察", 0));
    assert_null(sample_text(s.document, 0, "甲", 0));
    assert_non_null(sample_text(s.document, 1, "三", 0));
    assert_int_equal(sample_text(s.document, 1, "警察", 0)->element != ELEMENT_ARTIFACT, true);
    sample_close(&s);
}

static void the_last_row_above_grows_where_there_is_room(void **state)
{
    /* Seven lines of others; then rows of two lines, of which one fits and leaves 5 mm, which the name needs. */
    struct sample s =
        filled(TABLE("", ", \"valign\": \"top\"", ""),
               "{\"bodies\": [{\"name\": \"省庁\", \"cases\": [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", "
               "\"7\"]}, {\"name\": \"警察\\n二\\n三\", \"cases\": [\"甲\\n乙\", \"丙\\n丁\", \"戊\\n己\"]}]}");

    assert_non_null(sample_text(s.document, 0, "警察", 0));
    assert_non_null(sample_text(s.document, 0, "三", 0));
    assert_true(sample_has_rule(s.document, 0, 4.8, 55, 95.2, 55, 0.4)); /* 7 x 5 + 15 below the top */
    assert_non_null(sample_text(s.document, 1, "丙", 0));
    assert_non_null(sample_text(s.document, 1, "三", 0));
    assert_int_equal(sample_text(s.document, 1, "警察", 0)->element, ELEMENT_ARTIFACT);
    sample_close(&s);
}

static void content_above_what_a_page_holds_is_parted(void **state)
{
    struct sample s = filled(TABLE("", ", \"valign\": \"top\"", ""),
                             "{\"bodies\": [{\"name\": \"一\\n二\\n三\\n四\\n五\\n六\\n七\\n八\\n九\\n十\\n百\\n千\", "
                             "\"cases\": [\"甲\", \"乙\"]}]}");

    assert_int_equal(s.document->page_count, 2);
    assert_non_null(sample_text(s.document, 0, "一", 0));
    assert_non_null(sample_text(s.document, 1, "千", 0));
    assert_int_equal(count_text(s.document, 0, "甲") + count_text(s.document, 1, "甲"), 1);
    sample_close(&s);
}

static void it_is_shown_on_every_page_of_many(void **state)
{
    struct sample s = filled(TABLE("", "", ""),
                             "{\"bodies\": [{\"name\": \"警察\", \"cases\": [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", "
                             "\"7\", \"8\", \"9\", \"10\", \"11\", \"12\", \"13\", \"14\", \"15\", \"16\", \"17\", "
                             "\"18\", \"19\", \"20\", \"21\"]}]}");

    assert_int_equal(s.document->page_count, 3);
    for (size_t page = 0; page < 3; page++)
        assert_int_equal(count_text(s.document, page, "警察"), 1);
    assert_non_null(sample_text(s.document, 2, "21", 0));
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_one_element_are_one),
        cmocka_unit_test(no_line_runs_through_a_merged_cell),
        cmocka_unit_test(a_merged_cell_spans_its_rows_for_those_that_listen),
        cmocka_unit_test(equal_names_of_two_elements_are_two_cells),
        cmocka_unit_test(blank_rows_are_not_merged),
        cmocka_unit_test(a_merged_cell_higher_than_its_rows_makes_them_grow_alike),
        cmocka_unit_test(a_merged_cell_is_shown_again_where_its_rows_go_on),
        cmocka_unit_test(it_is_whole_on_both_pages),
        cmocka_unit_test(the_last_row_above_grows_where_there_is_room),
        cmocka_unit_test(content_above_what_a_page_holds_is_parted),
        cmocka_unit_test(it_is_shown_on_every_page_of_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
