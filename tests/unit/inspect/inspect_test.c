#include "inspect/inspect.h"
#include "support/cmocka.h"

#include <string.h>

/* What members of docs/compose.md do to lines is in tests/conformance/rules; here: the reading and the writing. */
static void assert_answer(const char *request, const char *expected)
{
    struct font_options font_options = {.folder = "fonts", .digest_cache = "build/test-font-digests"};
    struct diags *diags = diags_open();
    struct font_library *library = font_library_open(&font_options, diags);
    struct font_extras *fonts = font_extras_open(library, "fonts", NULL, 0);
    struct inspect_options options = {fonts, DIAG_ENGLISH, &limits_default};
    struct sink answer = {0};

    inspect_request(&options, request, strlen(request), &answer);
    sink_put_char(&answer, '\0');
    assert_string_equal(answer.bytes, expected);
    sink_close(&answer);
    font_extras_close(fonts);
    font_library_close(library);
    diags_close(diags);
}

#define LINE(text, end, advance)                                                      \
    "{\"text\":\"" text "\",\"start\":0,\"end\":" end ",\"x\":0,\"advance\":" advance \
    ",\"hung\":0,\"end_reason\":\"last\",\"scale\":1}"

static void ids_are_copied_as_they_are(void **state)
{
    assert_answer("{\"text\":\"\",\"id\":\"\\u0022\\n国\"}",
                  "{\"id\":\"\\\"\\n国\",\"lines\":[" LINE(
                      "", "0", "0") "],\"max_content\":0,\"scale\":1,\"size\":10,\"warnings\":[]}");
}

static void lengths_do_not_depend_on_size_and_unit(void **state)
{
    assert_answer("{\"id\":\"a\",\"text\":\"国国、\",\"size\":10.5,\"unit\":\"pt\",\"width\":31.5}",
                  "{\"id\":\"a\",\"lines\":[" LINE(
                      "国国、", "3", "3") "],\"max_content\":3,\"scale\":1,\"size\":10.5,\"warnings\":[]}");
}

static void offsets_count_code_points(void **state)
{
    assert_answer(
        "{\"id\":\"a\",\"text\":\"\\ud842\\udfb7\\u0007国\",\"report\":[\"breaks\"]}",
        "{\"id\":\"a\",\"lines\":[" LINE(
            "\U00020BB7\\u0007国", "3",
            "2") "],\"max_content\":2,"
                 "\"breaks\":[2],\"scale\":1,\"size\":10,\"warnings\":[{\"code\":\"control-char\",\"offset\":1,"
                 "\"text\":\"the control character U+0007 is not drawn, number 2 of the text\"}]}");
}

static void bad_requests_name_what_is_wrong(void **state)
{
    assert_answer("{\"id\":\"a\"}", "{\"id\":\"a\",\"error\":\"a request needs the key \\\"text\\\", for example "
                                    "\\\"text\\\": \\\"国国国\\\"\"}");
    assert_answer("{\"id\":7,\"text\":\"\"}", "{\"id\":null,\"error\":\"/id: a string is wanted here, not 7\"}");
    assert_answer("{\"id\":\"a\",\"text\":\"\",\"width\":0}",
                  "{\"id\":\"a\",\"error\":\"/width: 0 is outside more than 0 to 1000000\"}");
    assert_answer("{\"id\":\"a\",\"text\":\"\",\"wdth\":1}",
                  "{\"id\":\"a\",\"error\":\"/wdth: a request has no key \\\"wdth\\\"; did you mean \\\"width\\\"? "
                  "(keys: id, text, font, size, unit, missing_glyph, width, line_break, overflow_wrap, group, widow, "
                  "balance, shrink, spacing, "
                  "line_start, line_end, hang, digits, autospace, align, list, writing, indent, hanging_indent, tabs, "
                  "grid, grid_pairs, distribute_cap, columns, tcy, vertical_quotes, fit, min_scale, report)\"}");
    assert_answer("{\"id\":\"a\",\"text\":\"\",\"report\":[\"breaks\",1]}",
                  "{\"id\":\"a\",\"error\":\"/report/1: a string is wanted here, not 1\"}");
    assert_answer("{\"id\":\"a\",\"text\":\"\",\"tabs\":[2,2]}",
                  "{\"id\":\"a\",\"error\":\"/tabs/1: 2 is outside the stop before to 1000000\"}");
    assert_answer("{\"id\":\"a\",\"text\":\"\",\"tabs\":[{\"kind\":\"right\"}]}",
                  "{\"id\":\"a\",\"error\":\"/tabs/0: a tab stop needs the key \\\"at\\\", for example "
                  "\\\"at\\\": 4\"}");
    assert_answer("[]", "{\"id\":null,\"error\":\"an object is wanted here, not an array\"}");
    assert_answer("", "{\"id\":null,\"error\":\"expected a value\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_copied_as_they_are),
        cmocka_unit_test(lengths_do_not_depend_on_size_and_unit),
        cmocka_unit_test(offsets_count_code_points),
        cmocka_unit_test(bad_requests_name_what_is_wrong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
