/* Tables: columns, rows, spans, lines. */
#include "sample.h"

#define CELLS "\"padding\": \"0mm\", "

static void fractions_share_what_fixed_columns_leave(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"table\": {" CELLS "\"columns\": [\"30mm\", \"1fr\", \"2fr\"], "
                                    "\"rows\": [[\"甲\", \"乙\", \"丙\"]]}}",
                                    "{}");

    assert_millimetres((double)sample_text(s.document, 0, "甲", 0)->x / 36000, 5);
    assert_millimetres((double)sample_text(s.document, 0, "乙", 0)->x / 36000, 35);
    assert_millimetres((double)sample_text(s.document, 0, "丙", 0)->x / 36000, 55);
    sample_close(&s);
}

static void an_auto_column_is_as_wide_as_its_widest_text(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"table\": {" CELLS "\"columns\": [\"auto\", \"1fr\"], "
                                    "\"rows\": [[\"国国国\", \"甲\"], [\"国\", \"乙\"]]}}",
                                    "{}");

    /* three full-width characters of 10 pt */
    assert_millimetres((double)sample_text(s.document, 0, "甲", 0)->x / 36000, 5 + 3 * 10 * 12700 / 36000.0);
    sample_close(&s);
}

static void an_auto_column_holds_repeated_rows_and_tables_without_wrapping(void **state)
{
    struct sample s = sample_filled("\"events\": {\"path\": \"/events\", \"each\": {\"what\": {\"path\": \"/what\"}}}",
                                    "{\"table\": {" CELLS "\"columns\": [\"auto\", \"auto\", \"1fr\"], \"rows\": ["
                                    "{\"each\": \"events\", \"cells\": [\"{what}\", {\"table\": {" CELLS
                                    "\"columns\": [\"5mm\", \"auto\"], \"rows\": [[\"内\", \"国国\"]]}}, \"甲\"]}]}}",
                                    "{\"events\": [{\"what\": \"国\"}, {\"what\": \"国国国\"}]}");
    double em = 10 * 12700 / 36000.0;

    assert_millimetres((double)sample_text(s.document, 0, "内", 0)->x / 36000, 5 + 3 * em);
    assert_millimetres((double)sample_text(s.document, 0, "甲", 0)->x / 36000, 5 + 3 * em + 5 + 2 * em);
    sample_close(&s);
}

/* The form must not compile to anything: one error, at this place of the layout, with this text in it. */
static void assert_refused(const char *body, enum diag_code code, const char *pointer)
{
    struct sample s = sample_form("", body, &sample_options);

    assert_non_null(s.layout);
    assert_null(s.prepared);
    assert_int_equal(diags_errors(s.diags), 1);
    assert_int_equal(diags_at(s.diags, 0)->code, code);
    assert_string_equal(diags_at(s.diags, 0)->at.pointer, pointer);
    sample_close(&s);
}

static void columns_wider_than_the_page_are_an_error(void **state)
{
    assert_refused("{\"table\": {\"columns\": [\"60mm\", \"40mm\"], \"rows\": [[\"甲\", \"乙\"]]}}", DIAG_FORM_COLUMNS,
                   "/body/0/table");
}

static void a_share_of_nothing_is_an_error(void **state)
{
    assert_refused("{\"table\": {\"columns\": [\"90mm\", \"1fr\"], \"rows\": [[\"甲\", null]]}}", DIAG_FORM_COLUMNS,
                   "/body/0/table");
    assert_refused("{\"table\": {\"columns\": [\"90mm\", \"auto\"], \"rows\": [[\"甲\", \"乙\"]]}}", DIAG_FORM_COLUMNS,
                   "/body/0/table");
}

static void a_character_wider_than_its_cell_is_an_error_not_drawn_over_the_next(void **state)
{
    assert_refused("{\"table\": {" CELLS "\"columns\": [\"3mm\", \"1fr\"], \"rows\": [[\"甲\", \"\"]]}}",
                   DIAG_FORM_TOO_WIDE, "/body/0/table/rows/0/0");
}

static void a_cell_that_must_fit_does_not_make_its_row_grow(void **state)
{
    assert_refused("{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": ["
                   "{\"min_height\": \"8mm\", \"cells\": [{\"text\": \"一\\n二\", \"fit\": \"error\"}]}]}}",
                   DIAG_FORM_TOO_HIGH, "/body/0/table/rows/0/cells/0");
}

static void a_frame_and_an_inner_cross_are_six_rules_joined_at_the_corners(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], "
                                    "\"rows\": [[\"甲\", \"乙\"], [\"丙\", \"丁\"]]}}",
                                    "{}");

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 6);
    /* The thick frame, 0.4 mm: each rule goes on by half the weight of the one it meets. */
    assert_true(sample_has_rule(s.document, 0, 4.8, 5, 95.2, 5, 0.4));
    assert_true(sample_has_rule(s.document, 0, 4.8, 15, 95.2, 15, 0.4));
    assert_true(sample_has_rule(s.document, 0, 5, 4.8, 5, 15.2, 0.4));
    assert_true(sample_has_rule(s.document, 0, 95, 4.8, 95, 15.2, 0.4));
    assert_true(sample_has_rule(s.document, 0, 4.8, 10, 95.2, 10, 0.2));
    assert_true(sample_has_rule(s.document, 0, 50, 4.8, 50, 15.2, 0.2));
    sample_close(&s);
}

static void no_line_runs_through_a_cell_that_spans(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], "
                                    "\"rows\": [[{\"text\": \"甲\", \"down\": 2}, \"乙\"], [\"丙\"]]}}",
                                    "{}");

    assert_true(sample_has_rule(s.document, 0, 49.9, 10, 95.2, 10, 0.2));
    assert_false(sample_has_rule(s.document, 0, 4.8, 10, 95.2, 10, 0.2));
    /* centred over both rows */
    assert_millimetres(sample_top(sample_text(s.document, 0, "甲", 0)), 7.5);
    sample_close(&s);
}

static void a_cell_decides_on_its_edge_against_the_table(void **state)
{
    struct sample s = sample_filled(
        "",
        "{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], \"lines\": {\"frame\": \"none\", \"inner\": \"none\"}, "
        "\"rows\": [[\"甲\", {\"text\": \"乙\", \"lines\": {\"bottom\": \"thin\"}}], [\"丙\", \"丁\"]]}}",
        "{}");

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 1);
    assert_true(sample_has_rule(s.document, 0, 50, 10, 95, 10, 0.2));
    sample_close(&s);
}

static void a_row_is_as_high_as_its_highest_cell(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"table\": {\"padding\": \"1mm\", \"columns\": [\"1fr\", \"1fr\"], "
                                    "\"rows\": [[\"甲\\n乙\\n丙\", \"丁\"], [\"戊\", \"己\"]]}}",
                                    "{}");

    assert_millimetres(sample_top(sample_text(s.document, 0, "甲", 0)), 6);
    assert_millimetres(sample_top(sample_text(s.document, 0, "丁", 0)), 11); /* in the middle of 17 mm */
    assert_millimetres(sample_top(sample_text(s.document, 0, "戊", 0)), 5 + 17 + 1);
    sample_close(&s);
}

static void a_row_can_have_a_least_and_a_fixed_height(void **state)
{
    struct sample s = sample_filled(
        "",
        "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": ["
        "{\"cells\": [\"甲\"], \"min_height\": \"12mm\"}, {\"cells\": [\"乙\"], \"height\": \"6mm\"}, [\"丙\"]]}}",
        "{}");

    assert_millimetres(sample_top(sample_text(s.document, 0, "乙", 0)), 17.5);
    assert_millimetres(sample_top(sample_text(s.document, 0, "丙", 0)), 23);
    sample_close(&s);
}

static void text_too_high_for_a_fixed_row_is_an_error_at_the_value(void **state)
{
    struct sample s = sample_filled("\"name\": {\"path\": \"/name\"}",
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": ["
                                    "{\"cells\": [{\"text\": \"{name}\", \"fit\": \"error\"}], \"height\": \"6mm\"}]}}",
                                    "{\n \"name\": \"甲\\n乙\"}");

    assert_null(s.document);
    assert_int_equal(diags_count(s.diags), 1);
    assert_string_equal(diags_at(s.diags, 0)->name, "form-too-high");
    assert_string_equal(diags_at(s.diags, 0)->at.file, "data");
    assert_int_equal(diags_at(s.diags, 0)->at.line, 2);
    assert_string_equal(diags_at(s.diags, 0)->at.pointer, "/name");
    sample_close(&s);
}

#define EVENTS \
    "\"events\": {\"path\": \"/events\", \"each\": {\"at\": {\"path\": \"/at\"}, \"what\": {\"path\": \"/what\"}}}"

static void a_row_repeats_for_each_item_and_is_filled_up_with_blank_ones(void **state)
{
    struct sample s = sample_filled(
        EVENTS,
        "{\"table\": {" CELLS "\"columns\": [\"20mm\", \"1fr\"], \"head\": [[\"時\", \"事\"]], \"rows\": ["
        "{\"each\": \"events\", \"at_least\": 4, \"cells\": [\"{at}\", \"{what}\"]}, [\"末\", \"尾\"]]}}",
        "{\"events\": [{\"at\": \"一\", \"what\": \"甲\"}, {\"at\": \"二\", \"what\": \"乙\"}]}");

    assert_millimetres(sample_top(sample_text(s.document, 0, "一", 0)), 10);
    assert_millimetres(sample_top(sample_text(s.document, 0, "乙", 0)), 15);
    assert_string_equal(sample_text(s.document, 0, "乙", 0)->pointer, "/events/1/what");
    assert_millimetres(sample_top(sample_text(s.document, 0, "末", 0)), 30);
    sample_close(&s);
}

static void a_cell_over_a_repeated_row_spans_all_its_repetitions(void **state)
{
    struct sample s = sample_filled(EVENTS,
                                    "{\"table\": {" CELLS "\"columns\": [\"20mm\", \"1fr\"], \"rows\": ["
                                    "[{\"text\": \"経過\", \"down\": 2}, \"見出し\"], "
                                    "{\"each\": \"events\", \"cells\": [\"{what}\"]}, [\"末\", \"尾\"]]}}",
                                    "{\"events\": [{\"what\": \"甲\"}, {\"what\": \"乙\"}, {\"what\": \"丙\"}]}");

    /* four rows of 5 mm: the label stands in their middle */
    assert_millimetres(sample_top(sample_text(s.document, 0, "経過", 0)), 5 + 7.5);
    assert_millimetres(sample_top(sample_text(s.document, 0, "末", 0)), 25);
    sample_close(&s);
}

static void a_hidden_row_takes_no_place(void **state)
{
    struct sample s = sample_filled("\"name\": {\"path\": \"/name\"}",
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"rows\": [[\"甲\"], "
                                    "{\"when\": {\"name\": {\"empty\": false}}, \"cells\": [\"乙\"]}, [\"丙\"]]}}",
                                    "{}");

    assert_null(sample_text(s.document, 0, "乙", 0));
    assert_millimetres(sample_top(sample_text(s.document, 0, "丙", 0)), 10);
    sample_close(&s);
}

static void a_nested_table_fills_its_cell_and_meets_its_lines(void **state)
{
    struct sample s = sample_filled(
        "",
        "{\"table\": {" CELLS "\"columns\": [\"30mm\", \"1fr\"], \"rows\": [[{\"text\": \"甲\\n乙\\n丙\"}, "
        "{\"table\": {" CELLS "\"columns\": [\"20mm\", \"1fr\"], \"rows\": [[\"丁\", \"戊\"]]}}]]}}",
        "{}");

    /* the inner line runs from the outer frame's top to its bottom */
    assert_true(sample_has_rule(s.document, 0, 55, 5, 55, 20, 0.2));
    sample_close(&s);
}

static void cells_get_roles_scopes_and_spans(void **state)
{
    struct sample s = sample_filled("",
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], "
                                    "\"head\": [[{\"text\": \"頭\", \"across\": 2}]], "
                                    "\"rows\": [[{\"text\": \"甲\", \"header\": \"row\"}, \"乙\"]]}}",
                                    "{}");
    const struct element *elements = s.document->elements;
    const struct element *head = &elements[sample_text(s.document, 0, "頭", 0)->element];
    const struct element *row = &elements[sample_text(s.document, 0, "甲", 0)->element];
    const struct element *cell = &elements[sample_text(s.document, 0, "乙", 0)->element];

    assert_int_equal(head->role, ROLE_TABLE_HEADER_CELL);
    assert_int_equal(head->scope, SCOPE_COLUMN);
    assert_int_equal(head->column_span, 2);
    assert_int_equal(row->role, ROLE_TABLE_HEADER_CELL);
    assert_int_equal(row->scope, SCOPE_ROW);
    assert_int_equal(cell->role, ROLE_TABLE_CELL);
    assert_int_equal(elements[cell->parent].role, ROLE_TABLE_ROW);
    assert_int_equal(elements[elements[cell->parent].parent].role, ROLE_TABLE_BODY);
    assert_int_equal(elements[elements[head->parent].parent].role, ROLE_TABLE_HEAD);
    sample_close(&s);
}

#define FIXED(fit)                                                                                 \
    "{\"table\": {" CELLS "\"columns\": [\"20mm\"], \"rows\": [{\"height\": \"6mm\", \"cells\": [" \
    "{\"text\": \"{note}\", \"fit\": " fit "}]}]}}"
#define NOTE "\"note\": {\"path\": \"/note\"}"

/* FT-1: 20 mm are 5.67 characters of 10 pt; 7 need 80 %, 9 a smaller size, too. */
static void a_text_in_a_fixed_cell_is_condensed_then_made_smaller(void **state)
{
    const char *steps = FIXED("[\"condense\", \"shrink\", \"error\"]");
    struct sample s = sample_filled(NOTE, steps, "{\"note\": \"国国国国国国国\"}");

    assert_int_equal(sample_text(s.document, 0, "国", 0)->run->scale, 800);
    assert_int_equal(sample_text(s.document, 0, "国", 0)->run->size, 10 * LENGTH_PER_PT);
    assert_int_equal(diags_at(s.diags, 0)->code, DIAG_TEXT_FIT);
    sample_close(&s);
    s = sample_filled(NOTE, steps, "{\"note\": \"国国国国国国国国国\"}");
    assert_int_equal(sample_text(s.document, 0, "国", 0)->run->scale, 700);
    assert_true(sample_text(s.document, 0, "国", 0)->run->size < 10 * LENGTH_PER_PT);
    sample_close(&s);
}

static void a_text_too_long_for_any_step_is_an_error(void **state)
{
    struct sample s = sample_filled(NOTE, FIXED("[\"condense\", \"error\"]"), "{\"note\": \"国国国国国国国国国\"}");

    assert_null(s.document);
    assert_int_equal(diags_errors(s.diags), 1);
    assert_int_equal(diags_at(s.diags, 0)->code, DIAG_FORM_TOO_HIGH);
    sample_close(&s);
}

static void rows_that_may_grow_never_condense(void **state)
{
    struct sample s = sample_filled(NOTE,
                                    "{\"table\": {" CELLS "\"columns\": [\"20mm\"], \"rows\": [{\"min_height\": "
                                    "\"6mm\", \"cells\": [\"{note}\"]}]}}",
                                    "{\"note\": \"国国国国国国国\"}");

    assert_int_equal(sample_text(s.document, 0, "国", 0)->run->scale, 1000);
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fractions_share_what_fixed_columns_leave),
        cmocka_unit_test(an_auto_column_is_as_wide_as_its_widest_text),
        cmocka_unit_test(an_auto_column_holds_repeated_rows_and_tables_without_wrapping),
        cmocka_unit_test(columns_wider_than_the_page_are_an_error),
        cmocka_unit_test(a_share_of_nothing_is_an_error),
        cmocka_unit_test(a_character_wider_than_its_cell_is_an_error_not_drawn_over_the_next),
        cmocka_unit_test(a_cell_that_must_fit_does_not_make_its_row_grow),
        cmocka_unit_test(a_frame_and_an_inner_cross_are_six_rules_joined_at_the_corners),
        cmocka_unit_test(no_line_runs_through_a_cell_that_spans),
        cmocka_unit_test(a_cell_decides_on_its_edge_against_the_table),
        cmocka_unit_test(a_row_is_as_high_as_its_highest_cell),
        cmocka_unit_test(a_row_can_have_a_least_and_a_fixed_height),
        cmocka_unit_test(text_too_high_for_a_fixed_row_is_an_error_at_the_value),
        cmocka_unit_test(a_row_repeats_for_each_item_and_is_filled_up_with_blank_ones),
        cmocka_unit_test(a_cell_over_a_repeated_row_spans_all_its_repetitions),
        cmocka_unit_test(a_hidden_row_takes_no_place),
        cmocka_unit_test(a_nested_table_fills_its_cell_and_meets_its_lines),
        cmocka_unit_test(cells_get_roles_scopes_and_spans),
        cmocka_unit_test(a_text_in_a_fixed_cell_is_condensed_then_made_smaller),
        cmocka_unit_test(a_text_too_long_for_any_step_is_an_error),
        cmocka_unit_test(rows_that_may_grow_never_condense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
