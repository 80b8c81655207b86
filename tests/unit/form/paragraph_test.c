/* Templates, check boxes, choices: what a paragraph is made of. */
#include "sample.h"

#include <stdio.h>

#define STATE "\"state\": {\"path\": \"/state\", \"one\": {\"up\": \"稼働\", \"down\": \"停止\"}}"

static size_t ticks(const struct document *document)
{
    size_t count = 0;

    for (size_t i = 0; i < document->pages[0].count; i++)
        count += document->pages[0].marks[i].kind == MARK_PATH && document->pages[0].marks[i].pointer &&
                 document->pages[0].marks[i].path.path->count == 3;
    return count;
}

static void values_stand_in_the_text_and_keep_their_pointer(void **state)
{
    struct sample s = sample_filled("\"number\": {\"path\": \"/number\", \"type\": \"integer\"}",
                                    "{\"text\": \"（第 {number} 報*）\"}", "{\"number\": 12}");

    assert_null(sample_text(s.document, 0, "（第 ", 0)->pointer);
    assert_string_equal(sample_text(s.document, 0, "12", 0)->pointer, "/number");
    sample_close(&s);
}

static void all_choices_are_boxes_and_the_chosen_one_is_ticked(void **state)
{
    struct sample s = sample_filled(STATE, "{\"choice\": \"state\"}", "{\"state\": \"down\"}");

    assert_int_equal(sample_count(s.document, 0, MARK_PATH), 3); /* two boxes, one tick */
    assert_int_equal(ticks(s.document), 1);
    sample_close(&s);
}

static void the_gap_between_choices_is_as_wide_as_it_says(void **state)
{
    static const struct {
        const char *gap;
        double points;
    } cases[] = {{"0mm", 0}, {"0.5em", 5}, {"1.5em", 15}, {"20pt", 20}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char body[100];
        snprintf(body, sizeof(body), "{\"choice\": \"state\", \"gap\": \"%s\"}", cases[i].gap);
        struct sample s = sample_filled(STATE, body, "{}");
        const struct page *page = &s.document->pages[0];
        const struct mark *label = sample_text(s.document, 0, "稼働", 0), *second = NULL;

        for (size_t k = 0; k < page->count; k++)
            if (page->marks[k].kind == MARK_PATH)
                second = &page->marks[k];
        assert_millimetres((double)(second->x - label->x) / 36000, (20 + cases[i].points) * 12700 / 36000);
        sample_close(&s);
    }
}

static void a_blank_value_ticks_nothing(void **state)
{
    struct sample s = sample_filled(STATE, "{\"choice\": \"state\", \"arrange\": \"rows\"}", "{\"state\": null}");

    assert_int_equal(sample_count(s.document, 0, MARK_PATH), 2);
    sample_close(&s);
}

static void a_box_is_a_figure_that_says_what_it_shows(void **state)
{
    struct sample s =
        sample_filled(STATE, "{\"text\": [{\"box\": \"state.up\"}, \"{state.up.label}\"]}", "{\"state\": \"up\"}");
    const struct page *page = &s.document->pages[0];
    const struct element *element = &s.document->elements[page->marks[0].element];

    assert_int_equal(page->marks[0].kind, MARK_PATH);
    assert_int_equal(element->role, ROLE_FIGURE);
    assert_string_equal(element->alternate, "選択");
    sample_close(&s);
}

static void a_box_stays_with_its_label_at_a_line_end(void **state)
{
    /* 20 mm: two boxes and labels do not fit on one line; the second box goes down with its label */
    struct sample s = sample_filled(STATE,
                                    "{\"table\": {\"padding\": \"0mm\", \"columns\": [\"20mm\"], "
                                    "\"rows\": [[{\"choice\": \"state\"}]]}}",
                                    "{}");

    assert_millimetres(sample_top(sample_text(s.document, 0, "停止", 0)), 10);
    sample_close(&s);
}

static const struct mark *in_a_narrow_cell(struct sample *s, const char *text, const char *wanted)
{
    char body[300];

    snprintf(body, sizeof(body),
             "{\"table\": {\"padding\": \"0mm\", \"columns\": [\"20mm\"], \"rows\": [[{\"text\": %s}]]}}", text);
    *s = sample_filled(STATE, body, "{}");
    return sample_text(s->document, 0, wanted, 0);
}

static void a_box_stays_with_the_words_behind_it(void **state)
{
    struct sample s;
    /* Four characters and the box are 18 of 20 mm wide. */
    const struct mark *words = in_a_narrow_cell(&s, "[\"状態は次\", {\"box\": \"state.down\"}, \"停止\"]", "停止");

    assert_millimetres(sample_top(words), 10);
    assert_true(words->x > 8 * 36000); /* the box stands before it; the cell begins at 5 mm */
    sample_close(&s);
}

static void words_that_are_kept_stay_on_one_line(void **state)
{
    struct sample s;
    const struct mark *words =
        in_a_narrow_cell(&s, "[\"状態\", {\"box\": \"state.down\"}, {\"text\": \"停止中\", \"keep\": true}]", "停止中");

    assert_millimetres(sample_top(words), 10);
    sample_close(&s);
}

static void a_superscript_is_smaller_and_raised(void **state)
{
    struct sample s = sample_filled("", "{\"text\": [\"注\", {\"sup\": \"※1\"}]}", "{}");
    const struct mark *base = sample_text(s.document, 0, "注", 0), *raised = sample_text(s.document, 0, "※1", 0);

    assert_true(raised->run->size < base->run->size);
    assert_int_equal(raised->y, base->y);
    assert_true(raised->run->glyphs[0].y > 0);
    sample_close(&s);
}

static void a_piece_whose_condition_fails_is_left_out(void **state)
{
    struct sample s = sample_filled(
        "\"basis\": {\"path\": \"/basis\"}",
        "{\"text\": [\"発生\", {\"text\": \"（{basis}）\", \"when\": {\"basis\": {\"empty\": false}}}]}", "{}");

    assert_int_equal(s.document->pages[0].count, 1);
    sample_close(&s);
}

static void a_character_no_font_has_is_an_error_at_its_field(void **state)
{
    struct sample s =
        sample_filled("\"name\": {\"path\": \"/name\"}", "{\"text\": \"氏名：{name}\"}", "{\"name\": \"山\\u1230\"}");

    assert_null(s.document);
    assert_string_equal(diags_at(s.diags, 0)->name, "missing-glyph");
    assert_string_equal(diags_at(s.diags, 0)->at.pointer, "/name");
    assert_string_equal(diags_at(s.diags, 0)->wanted.file, "layout");
    sample_close(&s);
}

static void a_fixed_text_is_composed_once_for_all_documents(void **state)
{
    struct sample s = sample_filled("", "{\"text\": \"固定の文言\"}", "{}");
    const struct mark *blank = sample_text(form_blank(s.prepared), 0, "固定", 0);
    const struct mark *filled = sample_text(s.document, 0, "固定", 0);

    assert_ptr_equal(blank->run, filled->run);
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_stand_in_the_text_and_keep_their_pointer),
        cmocka_unit_test(all_choices_are_boxes_and_the_chosen_one_is_ticked),
        cmocka_unit_test(the_gap_between_choices_is_as_wide_as_it_says),
        cmocka_unit_test(a_blank_value_ticks_nothing),
        cmocka_unit_test(a_box_is_a_figure_that_says_what_it_shows),
        cmocka_unit_test(a_box_stays_with_its_label_at_a_line_end),
        cmocka_unit_test(a_box_stays_with_the_words_behind_it),
        cmocka_unit_test(words_that_are_kept_stay_on_one_line),
        cmocka_unit_test(a_superscript_is_smaller_and_raised),
        cmocka_unit_test(a_piece_whose_condition_fails_is_left_out),
        cmocka_unit_test(a_character_no_font_has_is_an_error_at_its_field),
        cmocka_unit_test(a_fixed_text_is_composed_once_for_all_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
