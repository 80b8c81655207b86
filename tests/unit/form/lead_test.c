/* The marks of a paragraph, each with its lead, are its text. */
#include "unit/form/sample.h"

#define FIELDS                                                             \
    "\"v\": {\"path\": \"/v\"}, \"tlp\": {\"path\": \"/tlp\", "            \
    "\"one\": {\"red\": \"赤\", \"green\": \"緑\"}}, \"n\": {\"path\": " \
    "\"/n\", \"one\": {\"true\": \"有\", \"false\": \"無\"}}"

/* Leads and texts of all marks that are no artifacts, in order, over all pages. */
static struct sink read_all(const struct document *document)
{
    struct sink text = {0};

    for (size_t p = 0; p < document->page_count; p++) {
        for (size_t i = 0; i < document->pages[p].count; i++) {
            const struct mark *mark = &document->pages[p].marks[i];

            if (mark->element == ELEMENT_ARTIFACT)
                continue;
            if (mark->lead)
                sink_put_string(&text, mark->lead);
            if (mark->kind == MARK_GLYPHS)
                sink_put(&text, mark->run->text, mark->run->text_size);
        }
    }
    sink_put_char(&text, '\0');
    return text;
}

static void assert_reads(const char *body, const char *data, const char *expected)
{
    struct sample sample = sample_filled(FIELDS, body, data);
    struct sink text = read_all(sample.document);

    assert_string_equal(text.bytes, expected);
    sink_close(&text);
    sample_close(&sample);
}

static void newlines_and_blank_lines_are_read(void **state)
{
    assert_reads("\"値：{v}\"", "{\"v\": \"一\\n\\n二\\r\\n三\"}", "値：一\n\n二\r\n三");
    assert_reads("\"{v}\"", "{\"v\": \"\\n一\"}", "\n一");
}

static void spaces_that_a_line_s_end_swallows_are_read(void **state)
{
    assert_reads("{\"text\": \"{v}\", \"style\": \"base\"}",
                 "{\"v\": \"word word word word word word word word word word word word\"}",
                 "word word word word word word word word word word word word");
}

static void tabs_are_read(void **state)
{
    assert_reads("\"{v}\"", "{\"v\": \"一\\t二\"}", "一\t二");
    assert_reads("{\"text\": [\"一\\t\", \"{v}\"]}", "{\"v\": \"二\"}", "一\t二");
}

static void a_check_box_is_read_before_its_label(void **state)
{
    assert_reads("{\"text\": [\"範囲\\n\", {\"choice\": \"tlp\"}]}", "{\"tlp\": \"green\"}", "範囲\n□赤　■緑");
    assert_reads("{\"text\": [{\"box\": \"tlp.red\"}]}", "{\"tlp\": \"red\"}", "■");
}

static void a_choice_without_a_box_is_read_with_one(void **state)
{
    assert_reads("{\"choice\": \"n\", \"mark\": \"circle\"}", "{\"n\": true}", "■有・□無");
    assert_reads("{\"choice\": \"n\", \"mark\": \"strike\"}", "{\"n\": true}", "■有・□無");
    assert_reads("{\"choice\": \"n\", \"mark\": \"circle\"}", "{}", "□有・□無");
}

static void ruby_and_page_numbers_are_not_read(void **state)
{
    assert_reads("{\"text\": [{\"text\": \"届\", \"ruby\": \"とどけ\"}, \"を出す\"]}", "{}", "届を出す");
}

static void a_paragraph_that_goes_on_on_the_next_page_is_read_in_one(void **state)
{
    /* 50 mm are ten lines. */
    assert_reads("\"{v}\"", "{\"v\": \"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n\\n12\\n13\\n14\"}",
                 "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n\n12\n13\n14");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newlines_and_blank_lines_are_read),
        cmocka_unit_test(spaces_that_a_line_s_end_swallows_are_read),
        cmocka_unit_test(tabs_are_read),
        cmocka_unit_test(a_check_box_is_read_before_its_label),
        cmocka_unit_test(a_choice_without_a_box_is_read_with_one),
        cmocka_unit_test(ruby_and_page_numbers_are_not_read),
        cmocka_unit_test(a_paragraph_that_goes_on_on_the_next_page_is_read_in_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
