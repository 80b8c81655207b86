#include "base/diag.h"
#include "support/cmocka.h"

#include <string.h>

static const struct source data = {.name = "samples/a.json", .bytes = "{\n \"x\": 1\n}\n", .size = 12};
static const struct source layout = {.name = "layouts/f.jsonc", .bytes = "\n\n    node", .size = 10};

static void assert_text(const struct diags *diags, enum diag_language language, const char *expected)
{
    struct sink sink = {0};

    diags_write_text(diags, language, &sink);
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, expected);
    sink_close(&sink);
}

static void assert_json(const struct diags *diags, const char *expected)
{
    struct sink sink = {0};

    diags_write_json(diags, DIAG_ENGLISH, &sink);
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, expected);
    sink_close(&sink);
}

static void an_error_names_its_place_and_the_layout_node(void **state)
{
    struct diags *diags = diags_open();
    struct source_ref at = {.source = &data, .offset = 8, .pointer = "/x"};
    struct source_ref wanted = {.source = &layout, .offset = 6};
    assert_false(diags_error(diags, DIAG_FILE_UNREADABLE, &at, &wanted, DIAG_ARGS("f", "because")));
    assert_text(diags, DIAG_ENGLISH,
                "samples/a.json:2:7: error[file-unreadable] /x: cannot read f: because\n"
                "    wanted by layouts/f.jsonc:3:5\n");
    assert_text(diags, DIAG_JAPANESE,
                "samples/a.json:2:7: エラー[file-unreadable] /x: f を読めません: because\n"
                "    要求元: layouts/f.jsonc:3:5\n");
    assert_json(diags, "{\"code\":\"file-unreadable\",\"severity\":\"error\",\"file\":\"samples/a.json\",\"line\":2,"
                       "\"column\":7,\"pointer\":\"/x\",\"message\":\"cannot read f: because\","
                       "\"wanted_by\":{\"file\":\"layouts/f.jsonc\",\"line\":3,\"column\":5}}\n");
    diags_close(diags);
}

static void an_error_without_place_says_only_what_is_wrong(void **state)
{
    struct diags *diags = diags_open();
    struct source_ref root = {.source = &data, .pointer = ""};
    diags_warn(diags, DIAG_FILE_UNREADABLE, NULL, NULL, DIAG_ARGS("f", "because"));
    diags_warn(diags, DIAG_FILE_UNREADABLE, &root, NULL, DIAG_ARGS("f", "because"));
    assert_text(diags, DIAG_ENGLISH,
                "warning[file-unreadable] cannot read f: because\n"
                "samples/a.json:1:1: warning[file-unreadable] cannot read f: because\n");
    diags_close(diags);
}

static void a_hint_with_a_missing_argument_is_left_out(void **state)
{
    struct diags *diags = diags_open();
    diags_error(diags, DIAG_JSON_SYNTAX, NULL, NULL, DIAG_ARGS("oops", "だめ"));
    diags_error(diags, DIAG_JSON_SYNTAX, NULL, NULL, DIAG_ARGS("oops", "だめ", "x"));
    assert_string_equal(diags_at(diags, 0)->english, "oops");
    assert_string_equal(diags_at(diags, 1)->english, "oops; found x");
    assert_string_equal(diags_at(diags, 1)->japanese, "だめ（ここにあるのは x）");
    diags_close(diags);
}

static void a_rule_stands_under_its_own_id(void **state)
{
    struct diags *diags = diags_open();
    struct source_ref at = {.source = &data, .offset = 8, .pointer = "/x"};
    diags_rule(diags, DIAG_ERROR, "N2", &at, NULL, "報告番号は必須です", NULL);
    assert_text(diags, DIAG_JAPANESE, "samples/a.json:2:7: エラー[N2] /x: 報告番号は必須です\n");
    assert_text(diags, DIAG_ENGLISH, "samples/a.json:2:7: error[N2] /x: 報告番号は必須です\n");
    diags_close(diags);
}

static void pointers_and_arguments_may_go_away_after_the_call(void **state)
{
    struct diags *diags = diags_open();
    char pointer[] = "/x";
    char argument[] = "name";
    struct source_ref at = {.source = &data, .offset = 8, .pointer = pointer};
    diags_error(diags, DIAG_FILE_UNREADABLE, &at, NULL, DIAG_ARGS(argument, argument));
    memset(pointer, '#', 2);
    memset(argument, '#', 4);
    assert_text(diags, DIAG_ENGLISH, "samples/a.json:2:7: error[file-unreadable] /x: cannot read name: name\n");
    diags_close(diags);
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
    struct diags *diags = diags_open();
    diags_error(diags, DIAG_FILE_UNREADABLE, NULL, NULL, DIAG_ARGS("a\x1B[31m", "\n"));
    assert_text(diags, DIAG_ENGLISH, "error[file-unreadable] cannot read a\\u001b[31m: \\u000a\n");
    diags_close(diags);
}

static void a_very_long_argument_is_cut_between_characters(void **state)
{
    struct diags *diags = diags_open();
    char narrative[6001];
    for (size_t i = 0; i < 2000; i++)
        memcpy(narrative + 3 * i, "届", 4);
    diags_error(diags, DIAG_FILE_UNREADABLE, NULL, NULL, DIAG_ARGS(narrative, "x"));
    const char *message = diags_at(diags, 0)->english;
    assert_true(strlen(message) < 1100);
    assert_non_null(strstr(message, "届…: x"));
    diags_close(diags);
}

static void the_status_tells_the_gravest_fault(void **state)
{
    struct diags *diags = diags_open();
    assert_int_equal(diags_status(diags), 0);
    diags_warn(diags, DIAG_FILE_UNREADABLE, NULL, NULL, DIAG_NO_ARGS);
    assert_int_equal(diags_status(diags), 0);
    diags_error(diags, DIAG_JSON_NUL, NULL, NULL, DIAG_NO_ARGS);
    assert_int_equal(diags_status(diags), 1);
    diags_error(diags, DIAG_LIMIT_NODES, NULL, NULL, DIAG_NO_ARGS);
    assert_int_equal(diags_status(diags), 4);
    diags_error(diags, DIAG_FILE_UNREADABLE, NULL, NULL, DIAG_NO_ARGS);
    assert_int_equal(diags_status(diags), 3);
    assert_int_equal(diags_count(diags), 4);
    assert_int_equal(diags_errors(diags), 3);
    diags_close(diags);
}

static void an_argument_may_read_differently_in_the_two_languages(void **state)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    diags_error(diags, DIAG_FILE_UNREADABLE, NULL, NULL,
                DIAG_ARGS(DIAG_BOTH("the layout", "レイアウト"), diag_both(arena, "gone", "ありません")));
    assert_string_equal(diags_at(diags, 0)->english, "cannot read the layout: gone");
    assert_string_equal(diags_at(diags, 0)->japanese, "レイアウト を読めません: ありません");
    diags_close(diags);
    arena_close(arena);
}

static void a_code_may_stand_under_another_name(void **state)
{
    struct diags *diags = diags_open();
    diags_named(diags, DIAG_ERROR, "N3", DIAG_JSON_NUL, NULL, NULL, DIAG_NO_ARGS);
    diags_named(diags, DIAG_WARNING, NULL, DIAG_JSON_NUL, NULL, NULL, DIAG_NO_ARGS);
    assert_text(diags, DIAG_ENGLISH,
                "error[N3] U+0000 cannot be typeset\n"
                "warning[json-nul] U+0000 cannot be typeset\n");
    diags_close(diags);
}

static void a_flood_of_errors_is_counted_but_not_kept(void **state)
{
    struct diags *diags = diags_open();
    struct sink sink = {0};
    for (size_t i = 0; i < DIAGS_MAX + 7; i++)
        diags_error(diags, DIAG_JSON_NUL, NULL, NULL, DIAG_NO_ARGS);
    diags_error(diags, DIAG_LIMIT_NODES, NULL, NULL, DIAG_NO_ARGS);
    assert_int_equal(diags_count(diags), DIAGS_MAX);
    assert_int_equal(diags_errors(diags), DIAGS_MAX + 8);
    assert_int_equal(diags_unkept(diags), 8);
    assert_int_equal(diags_status(diags), 4);
    diags_write_text(diags, DIAG_ENGLISH, &sink);
    assert_memory_equal(sink.bytes + sink.size - strlen("and 8 more\n"), "and 8 more\n", strlen("and 8 more\n"));
    sink_close(&sink);
    diags_close(diags);
}

static void every_place_is_located_whatever_the_order(void **state)
{
    static const size_t offsets[] = {0, 8, 8, 11, 2, 99, 99, 3};
    struct diags *diags = diags_open();
    struct sink expected = {0};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        struct source_ref at = {.source = &data, .offset = offsets[i]};
        struct source_position position = source_locate(&data, offsets[i]);
        diags_error(diags, DIAG_JSON_NUL, &at, NULL, DIAG_NO_ARGS);
        sink_format(&expected, "samples/a.json:%zu:%zu: error[json-nul] U+0000 cannot be typeset\n", position.line,
                    position.column);
    }
    sink_put_char(&expected, '\0');
    assert_text(diags, DIAG_ENGLISH, expected.bytes);
    sink_close(&expected);
    diags_close(diags);
}

/* The brackets and braces of the catalogue pair up, and both languages use the same optional arguments. */
static void every_message_of_the_catalogue_expands_in_both_languages(void **state)
{
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        struct diags *diags = diags_open();
        diags_error(diags, (enum diag_code)code, NULL, NULL, DIAG_ARGS("<1>", "<2>", "<3>", "<4>"));
        const struct diag *diag = diags_at(diags, 0);
        assert_true(strlen(diag->english) > 0 && strlen(diag->japanese) > 0);
        assert_null(strstr(diag->english, "[["));
        assert_null(strstr(diag->japanese, "]]"));
        assert_null(strchr(diag->name, ' '));
        diags_close(diags);
    }
}

static void the_nearest_candidate_is_found(void **state)
{
    static const char *const names[] = {"detection", "classification", "title", "発生日時", "発生場所"};
    assert_string_equal(diag_nearest("detecton", names, 5), "detection");
    assert_string_equal(diag_nearest("dteection", names, 5), "detection");
    assert_string_equal(diag_nearest("tilte", names, 5), "title");
    assert_string_equal(diag_nearest("発生日", names, 5), "発生日時");
    assert_string_equal(diag_nearest("TITLE", names, 5), "title");
    assert_null(diag_nearest("submissions", names, 5));
    assert_null(diag_nearest("x", names, 5));
    assert_null(diag_nearest("", names, 5));
    assert_null(diag_nearest("title", names, 0));
}

static void warnings_can_be_taken_back(void **state)
{
    struct diags *diags = diags_open();

    diags_warn(diags, DIAG_GLYPH_ALIAS, NULL, NULL, DIAG_ARGS("a", "b", "c", "1"));
    struct diags_point point = diags_here(diags);
    diags_warn(diags, DIAG_GLYPH_ALIAS, NULL, NULL, DIAG_ARGS("a", "b", "c", "2"));
    diags_take_back(diags, point);
    assert_int_equal(diags_count(diags), 1);
    assert_int_equal(diags_unkept(diags), 0);
    diags_close(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_names_its_place_and_the_layout_node),
        cmocka_unit_test(an_error_without_place_says_only_what_is_wrong),
        cmocka_unit_test(a_hint_with_a_missing_argument_is_left_out),
        cmocka_unit_test(a_rule_stands_under_its_own_id),
        cmocka_unit_test(pointers_and_arguments_may_go_away_after_the_call),
        cmocka_unit_test(control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(a_very_long_argument_is_cut_between_characters),
        cmocka_unit_test(the_status_tells_the_gravest_fault),
        cmocka_unit_test(an_argument_may_read_differently_in_the_two_languages),
        cmocka_unit_test(a_code_may_stand_under_another_name),
        cmocka_unit_test(a_flood_of_errors_is_counted_but_not_kept),
        cmocka_unit_test(every_place_is_located_whatever_the_order),
        cmocka_unit_test(every_message_of_the_catalogue_expands_in_both_languages),
        cmocka_unit_test(the_nearest_candidate_is_found),
        cmocka_unit_test(warnings_can_be_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
