/* The fit ladder, continuation sheets, and the account of what was drawn. The page has ten lines of 25.5 characters. */
#include "sample.h"

#include "form/content.h"

#define CELLS "\"padding\": \"0mm\", "
#define FIELDS                                                                                                         \
    "\"note\": {\"path\": \"/note\", \"title\": \"備考\"}, \"name\": {\"path\": \"/name\", \"title\": \"名称\"}, " \
    "\"mark\": {\"path\": \"/mark\", \"one\": {\"a\": \"甲\", \"b\": \"乙\"}}, "                                     \
    "\"files\": {\"path\": \"/files\", \"each\": {\"n\": {\"path\": \"/n\", \"type\": \"integer\"}}}, "                \
    "\"events\": {\"path\": \"/events\", \"title\": \"推移\", \"each\": {\"what\": {\"path\": \"/what\", "           \
    "\"title\": \"事象\"}}}"
#define TEN "国国国国国国国国国国"
#define LONG TEN TEN TEN TEN TEN TEN

/* One row of one column, 20 mm wide: 5.67 characters. */
#define BOX(row, cell) "{\"table\": {" CELLS "\"columns\": [\"20mm\"], \"rows\": [{" row ", \"cells\": [" cell "]}]}}"

static struct showing showing_of(const struct sample *s, const char *pointer, size_t nth)
{
    const struct fit *fit = s->document->fit;

    for (size_t i = 0; i < fit->count; i++)
        if (strcmp(fit->list[i].value->at.pointer, pointer) == 0 && nth-- == 0)
            return fit->list[i];
    fail_msg("%s is not shown", pointer);
    return fit->list[0];
}

static size_t count_codes(const struct sample *s, enum diag_code code)
{
    size_t count = 0;

    for (size_t i = 0; i < diags_count(s->diags); i++)
        count += diags_at(s->diags, i)->code == code;
    return count;
}

static void what_fits_stands_as_it_is(void **state)
{
    struct sample s = sample_filled(FIELDS, BOX("\"height\": \"6mm\"", "\"{note}\""), "{\"note\": \"国国\"}");
    struct showing note = showing_of(&s, "/note", 0);

    assert_int_equal(note.step, SHOWING_AS_IS);
    assert_int_equal(note.to_draw, 2);
    assert_int_equal(note.drawn, 2);
    assert_int_equal(diags_count(s.diags), 0);
    assert_int_equal(s.document->page_count, 1);
    sample_close(&s);
}

static void the_usual_steps_are_condense_shrink_sheet(void **state)
{
    const char *box = BOX("\"height\": \"6mm\"", "\"{note}\"");
    struct sample s = sample_filled(FIELDS, box, "{\"note\": \"国国国国国国国\"}");

    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_CONDENSED);
    assert_int_equal(showing_of(&s, "/note", 0).scale, 800);
    sample_close(&s);
    s = sample_filled(FIELDS, box, "{\"note\": \"国国国国国国国国国\"}");
    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_SHRUNK);
    assert_true(showing_of(&s, "/note", 0).size < 10 * LENGTH_PER_PT);
    sample_close(&s);
    s = sample_filled(FIELDS, BOX("\"height\": \"11mm\"", "\"{note}\""), "{\"note\": \"" LONG "\"}");
    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_ON_SHEET);
    assert_int_equal(count_codes(&s, DIAG_FORM_SHEET), 1);
    assert_int_equal(s.document->page_count, 2);
    sample_close(&s);
}

static size_t work_of(const char *body, const char *data)
{
    struct sample s = sample_filled(FIELDS, body, data);
    size_t work = s.document->work;

    sample_close(&s);
    return work;
}

static void work_is_counted_in_bytes_of_text(void **state)
{
    size_t one = work_of("{\"text\": \"{note}\"}", "{\"note\": \"国\"}");

    assert_int_equal(work_of("{\"text\": \"{note}\"}", "{\"note\": \"国国国国\"}"), one + 9);
}

/* Condensed text was tried before: trials are work too. One error tells of all that is too much. */
static void trials_are_work_and_end_at_the_limit(void **state)
{
    static const char data[] = "{\"note\": \"国国国国国国国\"}";
    const char *box = BOX("\"height\": \"6mm\"", "\"{note}\"");
    struct limits limits = limits_default;
    const struct form_options options = {.limits = &limits};
    const struct data_options data_options = {.transmission_pages = -1};
    struct sample s = sample_filled(FIELDS, box, data);
    const struct record *record =
        data_bind(s.arena, s.layout, sample_source(s.arena, "data", data), &data_options, &limits_default, s.diags);

    assert_true(s.document->work > work_of(box, "{\"note\": \"国\"}") + 3 * 7 * strlen("国"));
    limits.work = s.document->work - 1;
    assert_null(form_compose(s.prepared, record, &options, s.diags));
    assert_int_equal(diags_errors(s.diags), 1);
    assert_int_equal(count_codes(&s, DIAG_LIMIT_WORK), 1);
    limits.work = s.document->work;
    document_close(s.document);
    s.document = form_compose(s.prepared, record, &options, s.diags);
    assert_non_null(s.document);
    sample_close(&s);
}

static void a_sheet_has_heading_identity_and_all_of_the_value(void **state)
{
    struct sample s =
        sample_filled(FIELDS, BOX("\"height\": \"11mm\"", "\"備考：{note}\""), "{\"note\": \"" LONG "\"}");
    struct showing note = showing_of(&s, "/note", 0);
    const struct mark *heading = sample_text(s.document, 1, "別紙", 0);
    const struct mark *text = sample_text(s.document, 1, "国", 0);
    const struct element *elements = s.document->elements;

    assert_non_null(sample_text(s.document, 0, "備考：", 0));
    assert_non_null(sample_text(s.document, 0, "のとおり", 0));
    assert_null(sample_text(s.document, 0, "国", 0));
    assert_non_null(sample_text(s.document, 1, "備考", 0));
    assert_non_null(sample_text(s.document, 1, "見本", 0));
    assert_int_equal(elements[heading->element].role, ROLE_HEADING);
    assert_int_equal(elements[text->element].role, ROLE_PARAGRAPH);
    assert_int_equal(elements[elements[text->element].parent].role, ROLE_SECTION);
    assert_int_equal(elements[heading->element].parent, elements[text->element].parent);
    assert_millimetres(sample_top(heading), 5);
    assert_int_equal(note.drawn, 60);
    assert_int_equal(note.sheet, 1);
    assert_int_equal(note.places.first->page, 1);
    assert_int_equal(note.references.first->page, 0);
    sample_close(&s);
}

static void a_long_sheet_goes_on_under_its_heading(void **state)
{
    struct sample s =
        sample_filled(FIELDS, BOX("\"height\": \"11mm\"", "\"{note}\""), "{\"note\": \"" LONG LONG LONG LONG "\"}");
    const struct mark *again = sample_text(s.document, 2, "別紙", 0);

    assert_int_equal(s.document->page_count, 3);
    assert_int_equal(again->element, ELEMENT_ARTIFACT);
    assert_millimetres(sample_top(again), 5);
    assert_non_null(sample_text(s.document, 2, "（続き）", 0));
    assert_millimetres(sample_top(sample_text(s.document, 2, "国", 0)), 15);
    assert_int_equal(showing_of(&s, "/note", 0).drawn, 240);
    assert_int_equal(showing_of(&s, "/note", 0).places.first->next->page, 2);
    sample_close(&s);
}

static void the_longest_value_goes_first_and_only_as_many_as_must(void **state)
{
    struct sample s = sample_filled(FIELDS, BOX("\"height\": \"16mm\"", "\"{name}：{note}\""),
                                    "{\"name\": \"国国国国\", \"note\": \"" LONG "\"}");

    assert_int_equal(showing_of(&s, "/name", 0).step, SHOWING_AS_IS);
    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_ON_SHEET);
    sample_close(&s);
    s = sample_filled(FIELDS, BOX("\"height\": \"21mm\"", "\"{name}：{note}\""),
                      "{\"name\": \"" LONG "\", \"note\": \"" LONG TEN "\"}");
    /* numbered as they are read, not as they were taken */
    assert_int_equal(showing_of(&s, "/name", 0).sheet, 1);
    assert_int_equal(showing_of(&s, "/note", 0).sheet, 2);
    assert_int_equal(s.document->page_count, 3);
    sample_close(&s);
}

static void boxes_with_one_value_share_a_sheet(void **state)
{
    struct sample s =
        sample_filled(FIELDS, BOX("\"height\": \"11mm\"", "\"{note}\"") "," BOX("\"height\": \"11mm\"", "\"{note}\""),
                      "{\"note\": \"" LONG "\"}");
    struct showing note = showing_of(&s, "/note", 0);

    assert_int_equal(s.document->fit->count, 1);
    assert_non_null(note.references.first->next);
    assert_int_equal(note.drawn, 60);
    assert_int_equal(s.document->page_count, 2);
    sample_close(&s);
}

static void several_blocks_are_set_by_one_measure(void **state)
{
    struct sample s = sample_filled(FIELDS, BOX("\"height\": \"11mm\"", "{\"blocks\": [\"短い\", \"{note}\"]}"),
                                    "{\"note\": \"国国国国国国国\"}");

    assert_int_equal(sample_text(s.document, 0, "短い", 0)->run->scale, 800);
    assert_int_equal(sample_text(s.document, 0, "国", 0)->run->scale, 800);
    sample_close(&s);
}

static void vertical_text_goes_on_a_sheet(void **state)
{
    struct sample s = sample_filled(FIELDS,
                                    "{\"table\": {" CELLS "\"columns\": [\"6mm\"], \"rows\": [{\"height\": \"40mm\", "
                                    "\"cells\": [{\"text\": \"{note}\", \"style\": \"vertical\"}]}]}}",
                                    "{\"note\": \"" LONG "\"}");

    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_ON_SHEET);
    assert_true(sample_text(s.document, 0, "別紙", 0)->run->is_vertical);
    sample_close(&s);
}

static void each_item_s_cell_is_a_box_of_its_own(void **state)
{
    struct sample s = sample_filled(FIELDS, BOX("\"each\": \"events\", \"height\": \"11mm\"", "\"{what}\""),
                                    "{\"events\": [{\"what\": \"国\"}, {\"what\": \"" LONG "\"}]}");

    assert_int_equal(showing_of(&s, "/events/0/what", 0).step, SHOWING_AS_IS);
    assert_int_equal(showing_of(&s, "/events/1/what", 0).step, SHOWING_ON_SHEET);
    assert_non_null(sample_text(s.document, 1, "推移（2）事象", 0));
    sample_close(&s);
}

static void a_table_that_repeats_goes_on_a_sheet_as_a_whole(void **state)
{
    struct sample s = sample_filled(
        FIELDS,
        BOX("\"height\": \"11mm\"",
            "{\"table\": {\"columns\": [\"1fr\"], \"rows\": [{\"each\": \"events\", \"cells\": [\"{what}\"]}]}}"),
        "{\"events\": [{\"what\": \"一\"}, {\"what\": \"二\"}, {\"what\": \"三\"}]}");

    assert_null(sample_text(s.document, 0, "一", 0));
    assert_non_null(sample_text(s.document, 0, "別紙", 0));
    assert_non_null(sample_text(s.document, 1, "推移", 0));
    assert_non_null(sample_text(s.document, 1, "三", 0));
    assert_int_equal(showing_of(&s, "/events/2/what", 0).step, SHOWING_ON_SHEET);
    assert_int_equal(s.document->elements[sample_text(s.document, 1, "三", 0)->element].role, ROLE_TABLE_CELL);
    sample_close(&s);
}

static void rows_grow_to_their_limit_and_no_further(void **state)
{
    const char *box = BOX("\"max_height\": \"15mm\"", "\"{note}\"");
    struct sample s = sample_filled(FIELDS, box, "{\"note\": \"国国国国国国国国\"}");

    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_GROWN);
    assert_int_equal(sample_text(s.document, 0, "国", 0)->run->scale, 1000);
    assert_true(sample_has_rule(s.document, 0, 5, 4.8, 5, 15.2, 0.4));
    sample_close(&s);
    s = sample_filled(FIELDS, box, "{\"note\": \"" LONG "\"}");
    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_ON_SHEET);
    sample_close(&s);
}

static void a_place_with_a_height_is_a_box(void **state)
{
    struct sample s = sample_filled(FIELDS,
                                    "\"本文\", {\"text\": \"欄：{note}\", \"place\": {\"x\": \"5mm\", \"y\": \"40mm\", "
                                    "\"width\": \"40mm\", \"height\": \"6mm\"}}",
                                    "{\"note\": \"" LONG "\"}");

    assert_int_equal(s.document->page_count, 2);
    assert_millimetres(sample_top(sample_text(s.document, 0, "欄：", 0)), 40);
    assert_int_equal(showing_of(&s, "/note", 0).step, SHOWING_ON_SHEET);
    sample_close(&s);
}

static void the_form_s_own_words_are_not_squeezed(void **state)
{
    struct sample s = sample_form(FIELDS, BOX("\"height\": \"6mm\"", "\"国国国国国国国\""), &sample_options);

    assert_null(s.prepared);
    assert_int_equal(diags_at(s.diags, 0)->code, DIAG_FORM_TOO_HIGH);
    sample_close(&s);
}

static void a_reference_that_does_not_fit_is_an_error_at_the_value(void **state)
{
    struct sample s = sample_filled(FIELDS,
                                    "{\"table\": {" CELLS "\"columns\": [\"8mm\"], \"rows\": [{\"height\": \"6mm\", "
                                    "\"cells\": [\"{note}\"]}]}}",
                                    "{\"note\": \"" LONG "\"}");

    assert_null(s.document);
    assert_int_equal(diags_errors(s.diags), 1);
    assert_string_equal(diags_at(s.diags, 0)->name, "form-too-high");
    assert_string_equal(diags_at(s.diags, 0)->at.pointer, "/note");
    assert_int_equal(count_codes(&s, DIAG_FORM_SHEET), 0);
    sample_close(&s);
}

/* What was tried leaves nothing behind: no message twice, no elements without content, no texts of the form. */
static void trials_leave_nothing_behind(void **state)
{
    const char *box = BOX("\"height\": \"11mm\"", "[\"{note}\", {\"box\": \"mark.a\"}]");
    struct sample s = sample_filled(FIELDS, box, "{\"note\": \"\\u0007" LONG "\", \"mark\": \"a\"}");
    size_t figures = 0;

    for (size_t i = 0; i < s.document->element_count; i++)
        figures += s.document->elements[i].role == ROLE_FIGURE;
    assert_int_equal(figures, 1);
    assert_int_equal(count_codes(&s, DIAG_CONTROL_CHARACTER), 1);
    assert_int_equal(s.document->fit->count, 2);
    sample_close(&s);
}

/* --- the account -------------------------------------------------------------------------------------------------- */

static void a_mark_counts_once_and_a_hidden_value_is_no_loss(void **state)
{
    struct sample s = sample_filled(
        FIELDS, "{\"choice\": \"mark\"}, {\"text\": \"{note}\", \"when\": {\"mark\": {\"const\": \"b\"}}}",
        "{\"note\": \"国\", \"mark\": \"a\"}");
    struct sink report = {0};

    fit_write(s.document, &report);
    sink_put_char(&report, '\0');
    assert_non_null(strstr(report.bytes,
                           "{\"field\":\"mark\",\"title\":\"mark\",\"pointer\":\"/mark\",\"choice\":\"a\","
                           "\"step\":\"as-is\",\"marks\":{\"in\":1,\"drawn\":1},\"places\":[{\"page\":1,"
                           "\"x\":5,"));
    assert_non_null(
        strstr(report.bytes, "{\"field\":\"note\",\"title\":\"備考\",\"pointer\":\"/note\",\"step\":\"hidden\"}\n"));
    sink_close(&report);
    sample_close(&s);
}

/* A mark that joins the character before it is drawn with that, and counts for the value it comes from. */
static void a_character_over_two_pieces_belongs_to_both(void **state)
{
    struct sample s = sample_filled(FIELDS, "\"か{note}\"", "{\"note\": \"\\u3099き\"}");

    assert_non_null(s.document);
    assert_int_equal(showing_of(&s, "/note", 0).to_draw, 2);
    assert_int_equal(showing_of(&s, "/note", 0).drawn, 2);
    sample_close(&s);
}

static void white_space_and_what_has_no_shape_is_not_counted(void **state)
{
    struct sample s = sample_filled(FIELDS, "\"{note}\"", "{\"note\": \" 国\\n　\\t国\\u200B葛\\uDB40\\uDD00 \"}");

    assert_int_equal(showing_of(&s, "/note", 0).to_draw, 3);
    assert_int_equal(showing_of(&s, "/note", 0).drawn, 3);
    sample_close(&s);
}

static void what_is_repeated_on_a_page_is_counted_once(void **state)
{
    struct sample s =
        sample_filled(FIELDS,
                      "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"head\": [[\"{name}\"]], \"rows\": [{"
                      "\"each\": \"events\", \"at_least\": 15, \"cells\": [\"行\"]}]}}, "
                      "{\"text\": \"{note}\", \"place\": {\"page\": 0, \"x\": \"5mm\", \"y\": \"1mm\", "
                      "\"width\": \"40mm\"}}",
                      "{\"note\": \"国\", \"name\": \"語\"}");

    assert_int_equal(s.document->page_count, 2);
    assert_non_null(sample_text(s.document, 1, "国", 0));
    assert_non_null(sample_text(s.document, 1, "語", 0));
    assert_int_equal(showing_of(&s, "/note", 0).drawn, 1);
    assert_int_equal(showing_of(&s, "/name", 0).drawn, 1);
    sample_close(&s);
}

/* Composes, spoils the account, and checks it again; gives the message. */
static const struct diag *checked_after(struct sample *s, void (*spoil)(struct fit *fit))
{
    struct fit fit = *s->document->fit;
    struct composer composer = {
        .layout = s->layout,
        .record = fit.record,
        .diags = s->diags,
        .document = s->document,
        .arena = s->document->arena,
        .fit = &fit,
    };

    check_showings(&composer);
    assert_false(composer.has_failed);
    spoil(&fit);
    check_showings(&composer);
    assert_true(composer.has_failed);
    return diags_at(s->diags, diags_count(s->diags) - 1);
}

static void draw_less(struct fit *fit)
{
    fit->list[0].drawn--;
}

static void forget_all(struct fit *fit)
{
    fit->count = 0;
}

static void a_lost_character_is_an_error_of_the_program(void **state)
{
    struct sample s = sample_filled(FIELDS, "\"{note}\"", "{\"note\": \"国語\"}");
    const struct diag *diag = checked_after(&s, draw_less);

    assert_int_equal(diag->code, DIAG_FORM_LOST);
    assert_string_equal(diag->arg[1], "2");
    assert_string_equal(diag->arg[2], "1");
    assert_int_equal(diags_status(s.diags), 3);
    sample_close(&s);
}

static void a_value_that_composing_forgot_is_an_error_of_the_program(void **state)
{
    struct sample s =
        sample_filled(FIELDS, BOX("\"each\": \"events\"", "\"{what}\""), "{\"events\": [{\"what\": \"国\"}]}");
    const struct diag *diag = checked_after(&s, forget_all);

    assert_int_equal(diag->code, DIAG_FORM_LOST);
    assert_string_equal(diag->at.pointer, "/events/0/what");
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_stands_as_it_is),
        cmocka_unit_test(the_usual_steps_are_condense_shrink_sheet),
        cmocka_unit_test(work_is_counted_in_bytes_of_text),
        cmocka_unit_test(trials_are_work_and_end_at_the_limit),
        cmocka_unit_test(a_sheet_has_heading_identity_and_all_of_the_value),
        cmocka_unit_test(a_long_sheet_goes_on_under_its_heading),
        cmocka_unit_test(the_longest_value_goes_first_and_only_as_many_as_must),
        cmocka_unit_test(boxes_with_one_value_share_a_sheet),
        cmocka_unit_test(several_blocks_are_set_by_one_measure),
        cmocka_unit_test(vertical_text_goes_on_a_sheet),
        cmocka_unit_test(each_item_s_cell_is_a_box_of_its_own),
        cmocka_unit_test(a_table_that_repeats_goes_on_a_sheet_as_a_whole),
        cmocka_unit_test(rows_grow_to_their_limit_and_no_further),
        cmocka_unit_test(a_place_with_a_height_is_a_box),
        cmocka_unit_test(the_form_s_own_words_are_not_squeezed),
        cmocka_unit_test(a_reference_that_does_not_fit_is_an_error_at_the_value),
        cmocka_unit_test(trials_leave_nothing_behind),
        cmocka_unit_test(a_mark_counts_once_and_a_hidden_value_is_no_loss),
        cmocka_unit_test(a_character_over_two_pieces_belongs_to_both),
        cmocka_unit_test(white_space_and_what_has_no_shape_is_not_counted),
        cmocka_unit_test(what_is_repeated_on_a_page_is_counted_once),
        cmocka_unit_test(a_lost_character_is_an_error_of_the_program),
        cmocka_unit_test(a_value_that_composing_forgot_is_an_error_of_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
