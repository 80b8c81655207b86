/* The document id: it is known by what the document shows, and by nothing else. */
#include "sample.h"

#define FIELDS                                                                                      \
    "\"number\": {\"path\": \"/number\", \"type\": \"integer\"}, \"word\": {\"path\": \"/word\"}, " \
    "\"kind\": {\"path\": \"/kind\", \"one\": {\"a\": \"甲\", \"b\": \"乙\"}}, "                  \
    "\"file\": {\"path\": \"/file\", \"type\": \"file\"}"

/* What {document} prints in a form that shows number and word, the latter unless number is 2, kind and file. */
static const char *id_of(struct sample *s, const char *data)
{
    const struct mark *mark;

    *s = sample_filled(FIELDS,
                       "\"{document}\", {\"text\": \"{number}\"}, {\"text\": \"{word}\", \"when\": {\"not\": "
                       "{\"number\": {\"const\": 2}}}}, {\"text\": [{\"choice\": \"kind\"}]}, {\"figure\": \"file\"}",
                       data);
    mark = sample_text(s->document, 0, "", 0);
    assert_non_null(mark);
    return arena_copy(s->arena, mark->run->text, mark->run->text_size);
}

static void assert_ids(const char *one_data, const char *other_data, bool are_equal)
{
    struct sample one, other;
    const char *one_id = id_of(&one, one_data), *other_id = id_of(&other, other_data);

    assert_int_equal(strcmp(one_id, other_id) == 0, are_equal);
    sample_close(&one);
    sample_close(&other);
}

/* $ printf '/number\0001\000/word\000ab\000' | sha256sum; then 'sample\0' and that digest, in Crockford's base 32. */
static void it_is_twelve_digits_of_the_form_and_the_values(void **state)
{
    struct sample s;

    assert_string_equal(id_of(&s, "{\"number\": 1, \"word\": \"ab\"}"), "29ZP-EJT5-EM7D");
    sample_close(&s);
}

static void the_spelling_of_the_data_does_not_matter(void **state)
{
    assert_ids("{\"number\": 1, \"word\": \"x\"}", " {\"word\":\"\\u0078\",\"number\":1}", true);
}

static void every_value_shown_matters(void **state)
{
    assert_ids("{\"number\": 1, \"word\": \"x\"}", "{\"number\": 1, \"word\": \"y\"}", false);
    assert_ids("{\"number\": 1}", "{\"number\": 3}", false);
    assert_ids("{\"kind\": \"a\"}", "{\"kind\": \"b\"}", false);
    assert_ids("{\"kind\": \"a\"}", "{}", false);
    assert_ids("{\"file\": \"rgb.png\"}", "{\"file\": \"gray.png\"}", false);
}

static void no_value_that_is_not_shown_matters(void **state)
{
    assert_ids("{\"number\": 2, \"word\": \"x\"}", "{\"number\": 2, \"word\": \"y\", \"other\": 1}", true);
}

static void the_blank_form_has_none(void **state)
{
    struct sample s = sample_form(FIELDS, "\"文書{document}\"", &sample_options);

    assert_int_equal(sample_count(form_blank(s.prepared), 0, MARK_GLYPHS), 1);
    sample_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_twelve_digits_of_the_form_and_the_values),
        cmocka_unit_test(the_spelling_of_the_data_does_not_matter),
        cmocka_unit_test(every_value_shown_matters),
        cmocka_unit_test(no_value_that_is_not_shown_matters),
        cmocka_unit_test(the_blank_form_has_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
