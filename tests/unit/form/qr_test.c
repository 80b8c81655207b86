/* QR codes: where they stand, what they say, and when they are too small. */
#include "sample.h"

#define NUMBER "\"number\": {\"path\": \"/number\", \"type\": \"integer\"}"
#define EVERY_PAGE "{\"qr\": \"15mm\", \"place\": {\"page\": 0, \"x\": \"80mm\", \"y\": \"2mm\", \"width\": \"20mm\"}}"

/* The `nth` code of the page, from 0. */
static const struct mark *code(const struct document *document, size_t page, size_t nth)
{
    for (size_t i = 0; i < document->pages[page].count; i++)
        if (document->pages[page].marks[i].kind == MARK_QR && nth-- == 0)
            return &document->pages[page].marks[i];
    return NULL;
}

static void assert_square(const struct mark *mark, double x, double y, double side)
{
    assert_non_null(mark);
    assert_millimetres((double)mark->x / 36000, x);
    assert_millimetres((double)mark->y / 36000, y);
    assert_millimetres((double)mark->qr.side / 36000, side);
}

static void it_says_document_form_report_page_and_digest(void **state)
{
    struct sample s = sample_filled(NUMBER, "\"第{number}報\", {\"break\": \"page\"}, \"{document}\", " EVERY_PAGE,
                                    "{\"number\": 12}");
    const struct mark *id = sample_text(s.document, 1, "", 0);

    for (size_t page = 0; page < 2; page++) {
        const char *text = code(s.document, page, 0)->qr.code->text;
        const char *digest = strrchr(text, ':') + 1;

        assert_string_equal(text, arena_format(s.arena, "TODOKE1:%.*s:sample::%zu/2:%s", (int)id->run->text_size,
                                               id->run->text, page + 1, digest));
        assert_int_equal(strlen(digest), 26);
    }
    sample_close(&s);
}

/* Their looks differ, their size does not: with ten pages the last needs more room than the first. */
static void all_codes_of_a_document_have_as_many_modules(void **state)
{
    struct sample s =
        sample_filled("\"events\": {\"path\": \"/events\", \"each\": {\"what\": {\"path\": \"/what\"}}}",
                      "{\"table\": {\"columns\": [\"1fr\"], \"rows\": [{\"each\": \"events\", \"at_least\": 12, "
                      "\"height\": \"40mm\", \"cells\": [\"{what}\"]}]}}, " EVERY_PAGE,
                      "{}");
    const struct qr_code *first = code(s.document, 0, 0)->qr.code, *last = code(s.document, 11, 0)->qr.code;

    assert_int_equal(s.document->page_count, 12);
    assert_int_equal(first->modules, last->modules);
    assert_memory_not_equal(first->dark, last->dark, first->modules * first->modules);
    sample_close(&s);
}

static void it_begins_in_its_column_where_align_says(void **state)
{
    struct sample s = sample_filled(NUMBER,
                                    "{\"qr\": \"12mm\"}, {\"qr\": \"12mm\", \"align\": \"center\"}, "
                                    "{\"qr\": \"12mm\", \"align\": \"end\"}",
                                    "{\"number\": 1}");

    assert_square(code(s.document, 0, 0), 5, 5, 12);
    assert_square(code(s.document, 0, 1), 44, 17, 12);
    assert_square(code(s.document, 0, 2), 83, 29, 12);
    sample_close(&s);
}

static void a_column_of_automatic_width_is_as_wide_as_the_code(void **state)
{
    struct sample s = sample_filled(NUMBER,
                                    "{\"table\": {\"padding\": \"1mm\", \"lines\": \"thin\", \"columns\": [\"auto\", "
                                    "\"1fr\"], \"rows\": [[{\"blocks\": [{\"qr\": \"12mm\"}]}, \"{number}\"]]}}",
                                    "{\"number\": 1}");

    assert_square(code(s.document, 0, 0), 6, 6, 12);
    assert_true(sample_has_rule(s.document, 0, 19, 4.9, 19, 19.1, 0.2));
    sample_close(&s);
}

static void it_is_a_figure_with_words_once_and_an_artifact_when_repeated(void **state)
{
    struct sample s =
        sample_filled(NUMBER, "\"{number}\", {\"break\": \"page\"}, \"{document}\", " EVERY_PAGE, "{\"number\": 1}");
    const struct mark *first = code(s.document, 0, 0), *id = sample_text(s.document, 1, "", 0);
    const struct element *element = &s.document->elements[first->element];

    assert_int_equal(element->role, ROLE_FIGURE);
    assert_string_equal(element->alternate,
                        arena_format(s.arena, "QRコード（文書番号 %.*s）", (int)id->run->text_size, id->run->text));
    assert_int_equal(code(s.document, 1, 0)->element, ELEMENT_ARTIFACT);
    sample_close(&s);
}

static void the_blank_form_has_its_room_and_no_code(void **state)
{
    struct sample s = sample_form(NUMBER, "{\"qr\": \"15mm\"}, \"本文\"", &sample_options);
    const struct document *blank = form_blank(s.prepared);

    assert_null(code(blank, 0, 0));
    assert_millimetres(sample_top(sample_text(blank, 0, "本文", 0)), 20);
    assert_int_equal(blank->element_count, 2); /* the document and the paragraph */
    sample_close(&s);
}

static void assert_said(const struct sample *s, const char *message)
{
    struct sink text = {0};

    diags_write_text(s->diags, DIAG_ENGLISH, &text);
    sink_put_char(&text, '\0');
    assert_non_null(strstr(text.bytes, message));
    sink_close(&text);
}

static void modules_of_less_than_a_quarter_millimetre_are_refused(void **state)
{
    struct sample s = sample_filled(NUMBER, "{\"qr\": \"10mm\"}", "{\"number\": 1}");

    assert_null(s.document);
    assert_said(&s, "error[qr-small] /body/0: modules of 0.2 mm are too small to be read; this QR code needs a side of "
                    "10.3 mm");
    sample_close(&s);
}

static void a_code_wider_than_its_column_is_refused(void **state)
{
    struct sample s = sample_form(NUMBER,
                                  "{\"table\": {\"padding\": \"0mm\", \"columns\": [\"11mm\", \"1fr\"], "
                                  "\"rows\": [[{\"blocks\": [{\"qr\": \"12mm\"}]}, \"\"]]}}",
                                  &sample_options);

    assert_null(s.prepared);
    assert_said(&s, "error[form-too-wide]");
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_document_form_report_page_and_digest),
        cmocka_unit_test(all_codes_of_a_document_have_as_many_modules),
        cmocka_unit_test(it_begins_in_its_column_where_align_says),
        cmocka_unit_test(a_column_of_automatic_width_is_as_wide_as_the_code),
        cmocka_unit_test(it_is_a_figure_with_words_once_and_an_artifact_when_repeated),
        cmocka_unit_test(the_blank_form_has_its_room_and_no_code),
        cmocka_unit_test(modules_of_less_than_a_quarter_millimetre_are_refused),
        cmocka_unit_test(a_code_wider_than_its_column_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
