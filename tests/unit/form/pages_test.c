/* Pages: what breaks where, what is repeated, what stands in a fixed place. The text area is 50 mm: ten lines. */
#include "sample.h"

#define CELLS "\"padding\": \"0mm\", "
#define TEXT "\"text\": {\"path\": \"/text\"}"

static void a_table_goes_on_with_its_head_rows_repeated_as_artifacts(void **state)
{
    struct sample s = sample_filled("\"events\": {\"path\": \"/events\", \"each\": {\"what\": {\"path\": \"/what\"}}}",
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"head\": [[\"頭\"]], \"rows\": ["
                                    "{\"each\": \"events\", \"at_least\": 12, \"cells\": [\"行{what}\"]}]}}",
                                    "{}");
    const struct mark *first, *second;

    assert_int_equal(s.document->page_count, 2);
    first = sample_text(s.document, 0, "頭", 0);
    second = sample_text(s.document, 1, "頭", 0);
    assert_int_not_equal(first->element, ELEMENT_ARTIFACT);
    assert_int_equal(second->element, ELEMENT_ARTIFACT);
    assert_millimetres(sample_top(second), 5);
    assert_non_null(sample_text(s.document, 0, "行", 8));
    assert_null(sample_text(s.document, 0, "行", 9));
    assert_non_null(sample_text(s.document, 1, "行", 2));
    assert_null(sample_text(s.document, 1, "行", 3));
    /* both parts are closed by the frame */
    assert_true(sample_has_rule(s.document, 0, 4.8, 55, 95.2, 55, 0.4));
    assert_true(sample_has_rule(s.document, 1, 4.8, 5, 95.2, 5, 0.4));
    sample_close(&s);
}

static void a_row_that_fits_on_a_page_of_its_own_is_not_broken(void **state)
{
    struct sample s = sample_filled(TEXT,
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": ["
                                    "[\"一\\n二\\n三\\n四\\n五\\n六\"], [\"{text}\"]]}}",
                                    "{\"text\": \"甲\\n乙\\n丙\\n丁\\n戊\\n己\"}");

    assert_int_equal(s.document->page_count, 2);
    assert_null(sample_text(s.document, 0, "甲", 0));
    assert_millimetres(sample_top(sample_text(s.document, 1, "甲", 0)), 5);
    sample_close(&s);
}

static void a_row_told_to_split_breaks_between_lines(void **state)
{
    struct sample s = sample_filled(TEXT,
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": ["
                                    "[\"一\\n二\\n三\\n四\\n五\\n六\"], {\"split\": true, \"cells\": [\"{text}\"]}]}}",
                                    "{\"text\": \"甲\\n乙\\n丙\\n丁\\n戊\\n己\"}");

    assert_millimetres(sample_top(sample_text(s.document, 0, "丁", 0)), 50);
    assert_millimetres(sample_top(sample_text(s.document, 1, "戊", 0)), 5);
    sample_close(&s);
}

static void a_row_higher_than_a_page_breaks_though_it_was_not_told_to(void **state)
{
    struct sample s = sample_filled(TEXT,
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"head\": [[\"頭\"]], "
                                    "\"rows\": [[\"{text}\"]]}}",
                                    "{\"text\": \"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n11\\n12\\n13\\n14\"}");

    assert_int_equal(s.document->page_count, 2);
    assert_non_null(sample_text(s.document, 0, "9", 0));
    assert_null(sample_text(s.document, 0, "10", 0));
    assert_millimetres(sample_top(sample_text(s.document, 1, "10", 0)), 10); /* below the head row */
    sample_close(&s);
}

static void no_single_line_of_a_paragraph_is_left_alone(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"text\": \"一\\n二\\n三\\n四\\n五\\n六\\n七\\n八\\n九\"}, "
                                    "{\"text\": \"甲\\n乙\\n丙\\n丁\"}",
                                    "{}");

    /* one line of the second paragraph would fit, but would stand alone */
    assert_null(sample_text(s.document, 0, "甲", 0));
    assert_millimetres(sample_top(sample_text(s.document, 1, "甲", 0)), 5);
    sample_close(&s);
}

static void a_label_told_to_is_shown_again_where_its_rows_go_on(void **state)
{
    struct sample s = sample_filled(
        "",
        "{\"table\": {" CELLS "\"columns\": [\"20mm\", \"1fr\"], \"rows\": ["
        "[{\"text\": \"概要\", \"down\": 3, \"again\": true, \"valign\": \"top\"}, \"一\\n二\\n三\\n四\"], "
        "[\"五\\n六\\n七\\n八\"], [\"九\\n十\\n甲\\n乙\"]]}}",
        "{}");
    const struct mark *again = sample_text(s.document, 1, "概要", 0);

    assert_non_null(sample_text(s.document, 0, "概要", 0));
    assert_non_null(again);
    assert_int_equal(again->element, ELEMENT_ARTIFACT);
    sample_close(&s);
}

static void a_heading_does_not_stay_behind_at_the_foot_of_a_page(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"text\": \"一\\n二\\n三\\n四\\n五\\n六\\n七\\n八\"}, "
                                    "{\"text\": \"見出し\", \"role\": \"heading\"}, {\"text\": \"甲\\n乙\\n丙\"}",
                                    "{}");

    assert_null(sample_text(s.document, 0, "見出し", 0));
    assert_millimetres(sample_top(sample_text(s.document, 1, "見出し", 0)), 5);
    sample_close(&s);
}

static void a_kept_group_moves_as_a_whole(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"text\": \"一\\n二\\n三\\n四\\n五\\n六\"}, {\"group\": ["
                                    "{\"text\": \"甲\\n乙\\n丙\"}, {\"text\": \"丁\\n戊\\n己\"}], \"keep\": true}",
                                    "{}");

    assert_null(sample_text(s.document, 0, "甲", 0));
    assert_millimetres(sample_top(sample_text(s.document, 1, "丁", 0)), 20);
    sample_close(&s);
}

static void space_vanishes_at_the_top_of_a_page_and_a_break_begins_one(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"text\": \"甲\"}, {\"break\": \"page\"}, {\"space\": \"10mm\"}, "
                                    "{\"text\": \"乙\", \"before\": \"7mm\"}",
                                    "{}");

    assert_int_equal(s.document->page_count, 2);
    assert_millimetres(sample_top(sample_text(s.document, 1, "乙", 0)), 5);
    sample_close(&s);
}

static void the_larger_of_two_spaces_stands_between_blocks(void **state)
{
    struct sample s =
        sample_filled("", "{\"text\": \"甲\", \"after\": \"2mm\"}, {\"text\": \"乙\", \"before\": \"3mm\"}", "{}");

    assert_millimetres(sample_top(sample_text(s.document, 0, "乙", 0)), 13);
    sample_close(&s);
}

static void a_placed_block_stands_where_it_is_told_outside_the_flow(void **state)
{
    struct sample s = sample_filled(
        "",
        "{\"text\": \"印\", \"place\": {\"page\": 1, \"x\": \"60mm\", \"y\": \"40mm\", \"width\": \"20mm\"}}, "
        "{\"text\": \"甲\"}",
        "{}");

    assert_millimetres((double)sample_text(s.document, 0, "印", 0)->x / 36000, 60);
    assert_millimetres(sample_top(sample_text(s.document, 0, "印", 0)), 40);
    assert_millimetres(sample_top(sample_text(s.document, 0, "甲", 0)), 5);
    sample_close(&s);
}

static void a_placed_block_too_high_for_its_place_is_an_error(void **state)
{
    struct sample s = sample_form(
        "",
        "{\"text\": \"甲\\n乙\", \"place\": {\"page\": 1, \"x\": \"60mm\", \"y\": \"40mm\", \"width\": \"20mm\", "
        "\"height\": \"8mm\"}}",
        &sample_options);

    assert_null(s.prepared);
    assert_string_equal(diags_at(s.diags, 0)->name, "form-too-high");
    sample_close(&s);
}

static void a_row_of_fixed_height_above_the_page_is_an_error_not_a_loop(void **state)
{
    struct sample s = sample_form("",
                                  "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": ["
                                  "{\"cells\": [\"甲\"], \"height\": \"80mm\"}]}}",
                                  &sample_options);

    assert_null(s.prepared);
    assert_string_equal(diags_at(s.diags, 0)->name, "form-too-high");
    sample_close(&s);
}

static void more_pages_than_allowed_is_a_limit(void **state)
{
    struct limits limits = limits_default;
    struct form_options options = {.limits = &limits};
    struct sample s;

    limits.pages = 2;
    s = sample_form(
        "", "{\"text\": \"甲\"}, {\"break\": \"page\"}, {\"text\": \"乙\"}, {\"break\": \"page\"}, {\"text\": \"丙\"}",
        &options);
    assert_null(s.prepared);
    assert_string_equal(diags_at(s.diags, 0)->name, "limit-pages");
    assert_int_equal(diags_status(s.diags), 4);
    sample_close(&s);
}

static void a_break_at_the_very_start_makes_no_empty_page(void **state)
{
    struct sample s = sample_filled("", "{\"break\": \"page\"}, {\"text\": \"甲\"}", "{}");

    assert_int_equal(s.document->page_count, 1);
    sample_close(&s);
}

static void a_chain_longer_than_a_page_breaks_between_its_blocks(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"text\": \"一\\n二\\n三\\n四\", \"keep_with_next\": true}, "
                                    "{\"text\": \"五\\n六\\n七\\n八\", \"keep_with_next\": true}, "
                                    "{\"text\": \"九\\n十\", \"keep_with_next\": true}, {\"text\": \"甲\"}",
                                    "{}");

    assert_int_equal(s.document->page_count, 2);
    assert_millimetres(sample_top(sample_text(s.document, 0, "十", 0)), 50);
    assert_millimetres(sample_top(sample_text(s.document, 1, "甲", 0)), 5);
    sample_close(&s);
}

static void a_row_of_minimum_height_above_the_page_goes_on_until_it_is_reached(void **state)
{
    struct sample s =
        sample_filled("",
                      "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": [{\"min_height\": \"130mm\", "
                      "\"cells\": [{\"text\": \"甲\", \"valign\": \"top\"}]}]}}, {\"text\": \"乙\"}",
                      "{}");

    assert_int_equal(s.document->page_count, 3);
    assert_true(sample_has_rule(s.document, 1, 5, 4.8, 5, 55.2, 0.4));
    assert_millimetres(sample_top(sample_text(s.document, 2, "乙", 0)), 35);
    sample_close(&s);
}

static void a_label_that_goes_on_leaves_a_fixed_row_as_it_is(void **state)
{
    struct sample s = sample_filled(
        "",
        "{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], \"rows\": ["
        "[{\"text\": \"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n11\\n12\\n13\\n14\", \"down\": 2}, \"甲\"], "
        "{\"height\": \"10mm\", \"cells\": [\"乙\"]}]}}",
        "{}");

    assert_int_equal(s.document->page_count, 2);
    assert_non_null(sample_text(s.document, 1, "14", 0));
    assert_true(sample_has_rule(s.document, 1, 49.9, 15, 95.2, 15, 0.2));
    assert_true(sample_has_rule(s.document, 1, 5, 4.8, 5, 25.2, 0.4));
    sample_close(&s);
}

static void a_row_leaves_no_empty_rest_behind(void **state)
{
    struct sample s =
        sample_filled("",
                      "{\"text\": \"一\\n二\\n三\\n四\\n五\\n六\\n七\"}, {\"table\": {" CELLS "\"columns\": [\"1fr\"], "
                      "\"rows\": [{\"min_height\": \"20mm\", \"split\": true, \"cells\": [{\"text\": \"甲\\n乙\", "
                      "\"valign\": \"top\"}]}]}}",
                      "{}");

    assert_null(sample_text(s.document, 0, "甲", 0));
    assert_true(sample_has_rule(s.document, 1, 5, 4.8, 5, 25.2, 0.4));
    sample_close(&s);
}

static void assert_refused(const char *body, enum diag_code code)
{
    struct sample s = sample_form("", body, &sample_options);

    assert_non_null(s.layout);
    assert_null(s.prepared);
    assert_int_equal(diags_errors(s.diags), 1);
    assert_int_equal(diags_at(s.diags, 0)->code, code);
    sample_close(&s);
}

static void a_placed_block_that_leaves_the_page_is_an_error(void **state)
{
    assert_refused("{\"text\": \"甲\\n乙\", \"place\": {\"x\": \"0mm\", \"y\": \"51mm\", \"width\": \"20mm\"}}",
                   DIAG_FORM_TOO_HIGH);
    assert_refused("{\"text\": \"甲\", \"place\": {\"x\": \"81mm\", \"y\": \"5mm\", \"width\": \"20mm\"}}",
                   DIAG_FORM_TOO_WIDE);
}

static void a_placed_block_needs_its_page(void **state)
{
    assert_refused("{\"text\": \"甲\", \"place\": {\"page\": 2, \"x\": \"0mm\", \"y\": \"5mm\", \"width\": \"20mm\"}}",
                   DIAG_FORM_NO_PAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_goes_on_with_its_head_rows_repeated_as_artifacts),
        cmocka_unit_test(a_row_that_fits_on_a_page_of_its_own_is_not_broken),
        cmocka_unit_test(a_row_told_to_split_breaks_between_lines),
        cmocka_unit_test(a_row_higher_than_a_page_breaks_though_it_was_not_told_to),
        cmocka_unit_test(no_single_line_of_a_paragraph_is_left_alone),
        cmocka_unit_test(a_label_told_to_is_shown_again_where_its_rows_go_on),
        cmocka_unit_test(a_heading_does_not_stay_behind_at_the_foot_of_a_page),
        cmocka_unit_test(a_kept_group_moves_as_a_whole),
        cmocka_unit_test(space_vanishes_at_the_top_of_a_page_and_a_break_begins_one),
        cmocka_unit_test(the_larger_of_two_spaces_stands_between_blocks),
        cmocka_unit_test(a_placed_block_stands_where_it_is_told_outside_the_flow),
        cmocka_unit_test(a_placed_block_too_high_for_its_place_is_an_error),
        cmocka_unit_test(a_row_of_fixed_height_above_the_page_is_an_error_not_a_loop),
        cmocka_unit_test(more_pages_than_allowed_is_a_limit),
        cmocka_unit_test(a_break_at_the_very_start_makes_no_empty_page),
        cmocka_unit_test(a_chain_longer_than_a_page_breaks_between_its_blocks),
        cmocka_unit_test(a_row_of_minimum_height_above_the_page_goes_on_until_it_is_reached),
        cmocka_unit_test(a_label_that_goes_on_leaves_a_fixed_row_as_it_is),
        cmocka_unit_test(a_row_leaves_no_empty_rest_behind),
        cmocka_unit_test(a_placed_block_that_leaves_the_page_is_an_error),
        cmocka_unit_test(a_placed_block_needs_its_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
