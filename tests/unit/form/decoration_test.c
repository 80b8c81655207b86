/* Ruby, dots, rules and circles as marks: where they are, and what they belong to. Type is 10 pt, lines are 5 mm. */
#include "unit/form/sample.h"

#define EM (10 * LENGTH_PER_PT)
#define FIELDS "\"present\": {\"path\": \"/present\", \"one\": {\"yes\": \"有\", \"no\": \"無\"}}"

static struct sample fill(const char *pieces, const char *data)
{
    return sample_filled(FIELDS, pieces, data);
}

static const struct page *page_of(const struct sample *sample)
{
    assert_non_null(sample->document);
    return &sample->document->pages[0];
}

/* The `nth` mark of a kind, from 0. */
static const struct mark *mark_of(const struct sample *sample, enum mark_kind kind, size_t nth)
{
    const struct page *page = page_of(sample);

    for (size_t i = 0; i < page->count; i++)
        if (page->marks[i].kind == kind && nth-- == 0)
            return &page->marks[i];
    fail_msg("there is no such mark");
    return NULL;
}

static length baseline(void)
{
    return MM(5) + (MM(5) - EM) / 2 + length_scale(EM, 88, 100);
}

static void ruby_is_an_artifact_behind_all_the_text(void **state)
{
    struct sample sample =
        fill("{\"text\": [\"この\", {\"text\": \"届\", \"ruby\": \"とどけ\"}, \"を\\n出す\"]}", "{}");
    const struct page *page = page_of(&sample);
    const struct mark *ruby = &page->marks[page->count - 1];
    const struct mark *base = sample_text(sample.document, 0, "届", 0);

    assert_memory_equal(ruby->run->text, "とどけ", 9);
    assert_int_equal(ruby->element, ELEMENT_ARTIFACT);
    assert_int_not_equal(base->element, ELEMENT_ARTIFACT);
    assert_int_equal(ruby->run->size, EM / 2);
    assert_int_equal(ruby->x, MM(5) + 2 * EM - EM / 4);
    assert_int_equal(ruby->y, base->y - length_scale(EM, 94, 100));
    assert_memory_equal(page->marks[page->count - 2].run->text, "出す", 6);
    sample_close(&sample);
}

static void dots_are_artifacts_without_text(void **state)
{
    struct sample sample = fill("{\"text\": [{\"text\": \"重要\", \"emphasis\": true}]}", "{}");
    const struct mark *dots = mark_of(&sample, MARK_GLYPHS, 1);

    assert_int_equal(dots->run->text_size, 0);
    assert_int_equal(dots->run->count, 2);
    assert_int_equal(dots->element, ELEMENT_ARTIFACT);
    sample_close(&sample);
}

static void an_underline_is_a_rule_below_the_em_box(void **state)
{
    struct sample sample = fill("{\"text\": [\"国\", {\"text\": \"重要\", \"underline\": true}]}", "{}");
    const struct mark *rule = mark_of(&sample, MARK_RULE, 0);

    assert_int_equal(rule->x, MM(5) + EM);
    assert_int_equal(rule->rule.x2, MM(5) + 3 * EM);
    assert_int_equal(rule->y, baseline() + length_scale(EM, 17, 100));
    assert_int_equal(rule->rule.y2, rule->y);
    assert_int_equal(rule->rule.weight, EM / 20);
    assert_int_equal(rule->element, ELEMENT_ARTIFACT);
    sample_close(&sample);
}

static void assert_figure(const struct sample *sample, const struct mark *mark, const char *alternate)
{
    const struct element *element = &sample->document->elements[mark->element];

    assert_int_equal(element->role, ROLE_FIGURE);
    assert_string_equal(element->alternate, alternate);
    assert_string_equal(mark->pointer, "/present");
}

static void the_chosen_one_is_circled(void **state)
{
    struct sample sample = fill("{\"choice\": \"present\", \"mark\": \"circle\"}", "{\"present\": \"no\"}");
    const struct mark *circle = mark_of(&sample, MARK_PATH, 0);

    assert_int_equal(sample_count(sample.document, 0, MARK_PATH), 1);
    assert_int_equal(circle->x, MM(5) + 2 * EM - length_scale(EM, 15, 100));
    assert_int_equal(circle->y, baseline() - length_scale(EM, 88, 100) - length_scale(EM, 15, 100));
    assert_true(circle->path.weight > 0);
    assert_figure(&sample, circle, "選択 無");
    assert_non_null(sample_text(sample.document, 0, "有", 0));
    assert_non_null(sample_text(sample.document, 0, "・", 0));
    sample_close(&sample);
}

static void the_others_are_struck_out(void **state)
{
    struct sample sample = fill("{\"choice\": \"present\", \"mark\": \"strike\"}", "{\"present\": \"no\"}");
    const struct mark *rule = mark_of(&sample, MARK_RULE, 0);

    assert_int_equal(sample_count(sample.document, 0, MARK_RULE), 2);
    assert_int_equal(rule->x, MM(5));
    assert_int_equal(rule->rule.x2, MM(5) + EM);
    assert_figure(&sample, rule, "未選択 有");
    sample_close(&sample);
}

static void without_a_choice_nothing_is_marked(void **state)
{
    struct sample sample = fill("{\"choice\": \"present\", \"mark\": \"strike\"},"
                                "{\"choice\": \"present\", \"mark\": \"circle\"}",
                                "{}");

    assert_int_equal(sample_count(sample.document, 0, MARK_RULE), 0);
    assert_int_equal(sample_count(sample.document, 0, MARK_PATH), 0);
    sample_close(&sample);
}

/* DE-5: at 0.7 of the size, lowered. */
static void a_subscript_hangs_below_the_baseline(void **state)
{
    struct sample sample = fill("{\"text\": [\"CO\", {\"sub\": \"2\"}, \"は\"]}", "{}");
    const struct mark *sub = sample_text(sample.document, 0, "2", 0);

    assert_int_equal(sub->run->size, length_scale(EM, 7, 10));
    assert_int_equal(sub->run->glyphs[0].y, -length_scale(EM, 14, 100));
    sample_close(&sample);
}

/* DE-5: no break before. The page holds 90 mm of text: 25 characters of 10 pt. */
static void a_superscript_stays_with_its_word(void **state)
{
    struct sample sample =
        fill("{\"text\": [\"国国国国国国国国国国国国国国国国国国国国国国国国国\", {\"sup\": \"※1\"}, \"国\"]}", "{}");
    const struct mark *mark = sample_text(sample.document, 0, "※", 0);

    assert_true(mark->x > MM(5));
    assert_int_equal(mark->y, baseline() + MM(5));
    sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ruby_is_an_artifact_behind_all_the_text),
        cmocka_unit_test(dots_are_artifacts_without_text),
        cmocka_unit_test(an_underline_is_a_rule_below_the_em_box),
        cmocka_unit_test(the_chosen_one_is_circled),
        cmocka_unit_test(the_others_are_struck_out),
        cmocka_unit_test(without_a_choice_nothing_is_marked),
        cmocka_unit_test(a_subscript_hangs_below_the_baseline),
        cmocka_unit_test(a_superscript_stays_with_its_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
