#include "support/cmocka.h"
#include "json/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct arena *arena;
    struct diags *diags;
    struct source source;
    const struct json *root;
};

static struct reading read_bytes(const char *bytes, size_t size, enum json_dialect dialect)
{
    struct reading reading = {
        .arena = arena_open(),
        .diags = diags_open(),
        .source = {.name = "t.json", .bytes = bytes, .size = size},
    };
    struct limits limits = limits_default;

    reading.root = json_read(reading.arena, &reading.source, dialect, &limits, reading.diags);
    return reading;
}

static struct reading read_text(const char *text, enum json_dialect dialect)
{
    return read_bytes(text, strlen(text), dialect);
}

static void end(struct reading *reading)
{
    diags_close(reading->diags);
    arena_close(reading->arena);
}

/* The text is refused with exactly these diagnostics. */
static void assert_refused_bytes(const char *bytes, size_t size, enum json_dialect dialect, const char *expected)
{
    struct reading reading = read_bytes(bytes, size, dialect);
    struct sink sink = {0};

    assert_null(reading.root);
    for (size_t i = 0; i < diags_count(reading.diags); i++) {
        const struct diag *diag = diags_at(reading.diags, i);
        sink_format(&sink, "%zu:%zu %s %s\n", diag->at.line, diag->at.column, diag->name, diag->english);
    }
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, expected);
    sink_close(&sink);
    end(&reading);
}

static void assert_refused(const char *text, const char *expected)
{
    assert_refused_bytes(text, strlen(text), JSON_STRICT, expected);
}

static void assert_accepted(const char *text, enum json_dialect dialect)
{
    struct reading reading = read_text(text, dialect);

    if (reading.root == NULL)
        fail_msg("%s: %s", text, diags_at(reading.diags, 0)->english);
    assert_int_equal(diags_count(reading.diags), 0);
    end(&reading);
}

static void values_of_every_kind_are_read(void **state)
{
    struct reading reading = read_text("[null, false, true, -12.5, \"届\", [], {}]", JSON_STRICT);
    assert_int_equal(reading.root->kind, JSON_ARRAY);
    assert_int_equal(reading.root->size, 7);
    enum json_kind kind = JSON_NULL;
    for (const struct json *value = reading.root->child; value != NULL; value = value->next, kind++) {
        assert_int_equal(value->kind, kind);
        assert_int_equal(value->index, kind);
        assert_ptr_equal(value->parent, reading.root);
        assert_null(value->key);
    }
    assert_true(json_lookup(reading.root, "/3")->number == -12.5);
    assert_string_equal(json_lookup(reading.root, "/4")->string, "届");
    assert_int_equal(json_lookup(reading.root, "/4")->size, 3);
    end(&reading);
}

static void offsets_span_each_value_and_key(void **state)
{
    const char *text = " { \"a\" : [ 10 , \"x\\n\" ] ,\n \"b\":{\"c\":true}} ";
    struct reading reading = read_text(text, JSON_STRICT);
    static const struct {
        const char *pointer, *value, *key;
    } cases[] = {
        {"/a", "[ 10 , \"x\\n\" ]", "\"a\""}, {"/a/0", "10", NULL},      {"/a/1", "\"x\\n\"", NULL},
        {"/b", "{\"c\":true}", "\"b\""},      {"/b/c", "true", "\"c\""},
    };
    assert_int_equal(reading.root->offset, 1);
    assert_int_equal(reading.root->end, strlen(text) - 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct json *value = json_lookup(reading.root, cases[i].pointer);
        assert_int_equal(value->end - value->offset, strlen(cases[i].value));
        assert_memory_equal(text + value->offset, cases[i].value, strlen(cases[i].value));
        if (cases[i].key != NULL)
            assert_memory_equal(text + value->key_offset, cases[i].key, strlen(cases[i].key));
    }
    end(&reading);
}

static void integers_are_exact_and_only_integers_are_integers(void **state)
{
    static const struct {
        const char *text;
        bool is_integer;
        int64_t integer;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"9007199254740993", true, 9007199254740993},
        {"1.0", false, 0},
        {"1e2", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading reading = read_text(cases[i].text, JSON_STRICT);
        assert_int_equal(reading.root->is_integer, cases[i].is_integer);
        if (cases[i].is_integer)
            assert_true(reading.root->integer == cases[i].integer);
        assert_true(reading.root->number == strtod(cases[i].text, NULL));
        end(&reading);
    }
}

static void escapes_become_characters(void **state)
{
    struct reading reading = read_text("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u5c4A\\uD842\\uDFB7\"", JSON_STRICT);
    assert_string_equal(reading.root->string, "\"\\/\b\f\n\r\t届𠮷");
    end(&reading);
}

static void a_byte_order_mark_is_tolerated(void **state)
{
    struct reading reading = read_text("\xEF\xBB\xBF{\"a\":1}", JSON_STRICT);
    assert_non_null(reading.root);
    assert_int_equal(reading.root->offset, 3);
    end(&reading);
    assert_refused("\xEF\xBB\xBF[01]", "1:2 json-syntax leading zeros are not allowed\n");
}

static void layouts_may_have_comments_and_trailing_commas(void **state)
{
    const char *text = "// form\n{ /* a */ \"a\": [1, 2, /* last */ ], // end\n \"//\": \"/* no comment */\",\n}//";
    struct reading reading = read_text(text, JSON_COMMENTS);
    assert_non_null(reading.root);
    assert_int_equal(reading.root->size, 2);
    assert_int_equal(json_find(reading.root, "a")->size, 2);
    assert_string_equal(json_find(reading.root, "//")->string, "/* no comment */");
    assert_memory_equal(text + json_find(reading.root, "//")->key_offset, "\"//\"", 4);
    end(&reading);
    assert_accepted("/**/1/***/", JSON_COMMENTS);
    assert_accepted("[/*\n*/]", JSON_COMMENTS);
}

static void data_may_not_have_comments_or_trailing_commas(void **state)
{
    assert_refused("[1, // x\n]",
                   "1:5 json-syntax comments are only allowed in layouts and in data files named .jsonc\n");
    assert_refused("[1 /* x */]",
                   "1:4 json-syntax comments are only allowed in layouts and in data files named .jsonc\n");
    assert_refused("[1,]", "1:3 json-syntax a comma before the end is only allowed in layouts\n");
    assert_refused("{\"a\":1,\n}", "1:7 json-syntax a comma before the end is only allowed in layouts\n");
}

static void a_lone_comma_is_refused_even_in_layouts(void **state)
{
    assert_refused_bytes("[,]", 3, JSON_COMMENTS, "1:2 json-syntax expected a value; found ,\n");
    assert_refused_bytes("[1,,]", 5, JSON_COMMENTS, "1:4 json-syntax expected a value; found ,\n");
    assert_refused_bytes("{,}", 3, JSON_COMMENTS, "1:2 json-syntax a key must be a string in double quotes; found ,\n");
}

static void mistakes_in_the_grammar_are_named_where_they_are(void **state)
{
    assert_refused("{\"a\":1 \"b\":2}", "1:8 json-syntax expected a comma or } after this member; found \"\n");
    assert_refused("[1 2]", "1:4 json-syntax expected a comma or ] after this element; found 2\n");
    assert_refused("[1}", "1:3 json-syntax expected a comma or ] after this element; found }\n");
    assert_refused("{a:1}", "1:2 json-syntax a key must be a string in double quotes; found a\n");
    assert_refused("{\n  \"a\" 1}", "2:7 json-syntax expected a colon after this key; found 1\n");
    assert_refused("['a']", "1:2 json-syntax a string stands in double quotes; found '\n");
    assert_refused("[01]", "1:2 json-syntax leading zeros are not allowed\n");
    assert_refused("[-01]", "1:3 json-syntax leading zeros are not allowed\n");
    assert_refused("[+1]", "1:2 json-syntax a number has no plus sign; found +\n");
    assert_refused("[.5]", "1:2 json-syntax a digit must stand before the decimal point; found .\n");
    assert_refused("[1.]", "1:4 json-syntax a digit must follow the decimal point; found ]\n");
    assert_refused("[1e]", "1:4 json-syntax a digit must follow the exponent's e; found ]\n");
    assert_refused("[-]", "1:3 json-syntax a digit must follow the minus sign; found ]\n");
    assert_refused("[True]",
                   "1:2 json-syntax expected a value; of words there are only true, false and null; found T\n");
    assert_refused("1 2", "1:3 json-syntax expected the end of the file after the value; found 2\n");
    assert_refused("[届]", "1:2 json-syntax expected a value; found U+5C4A\n");
    assert_refused("[1]\f", "1:4 json-syntax expected the end of the file after the value; found U+000C\n");
    assert_refused("", "1:1 json-syntax expected a value\n");
    assert_refused("  \n ", "2:2 json-syntax expected a value\n");
    assert_refused("[1e999]", "1:2 json-syntax this number is too large\n");
    assert_refused("1234567890123456789012345678901234567890123456789012345678901234",
                   "1:1 json-syntax a number has at most 63 characters\n");
    assert_refused("[/]", "1:2 json-syntax a single / begins nothing; found /\n");
}

static void mistakes_in_strings_are_named_where_they_are(void **state)
{
    assert_refused("[\"a\\x\"]", "1:4 json-syntax this escape does not exist; a backslash itself is written \\\\\n");
    assert_refused("[\"\\u12G4\"]", "1:3 json-syntax four hex digits must follow \\u\n");
    assert_refused("[\"a\nb\"]", "1:4 json-syntax a string stays in its line; write \\n for a new line, \\t for a tab; "
                                 "found U+000A\n");
    assert_refused("[\"\\uD842\"]", "1:3 json-surrogate \\uD842 is half of a surrogate pair\n");
    assert_refused("[\"\\uD842\\u0041\"]", "1:3 json-surrogate \\uD842 is half of a surrogate pair\n");
    assert_refused("[\"x\\uDFB7\"]", "1:4 json-surrogate \\uDFB7 is half of a surrogate pair\n");
    assert_refused("[\"x\\u0000\"]", "1:4 json-nul U+0000 cannot be typeset\n");
    assert_refused("{\"\\u0000\":1}", "1:3 json-nul U+0000 cannot be typeset\n");
    assert_refused_bytes("\"a\0b\"", 5, JSON_STRICT, "1:3 json-nul U+0000 cannot be typeset\n");
}

static void a_truncated_file_names_what_is_open_and_where_it_began(void **state)
{
    assert_refused("{\n \"a\": [1,\n",
                   "3:1 json-truncated the file ends in the middle of the array that began at line 2, column 7\n");
    assert_refused("{\"a\": 1",
                   "1:8 json-truncated the file ends in the middle of the object that began at line 1, column 1\n");
    assert_refused("[tru",
                   "1:5 json-truncated the file ends in the middle of the array that began at line 1, column 1\n");
    assert_refused("[\"届",
                   "1:4 json-truncated the file ends in the middle of the string that began at line 1, column 2\n");
    assert_refused("[\"\\u12",
                   "1:7 json-truncated the file ends in the middle of the string that began at line 1, column 2\n");
    assert_refused_bytes("[1] /* x", 8, JSON_COMMENTS,
                         "1:9 json-truncated the file ends in the middle of the comment that began at line 1, "
                         "column 5\n");
}

static void every_duplicate_name_is_reported(void **state)
{
    assert_refused("{\"a\":1,\n\"b\":{\"x\":1,\"y\":2,\"x\":3},\n\"\\u0061\":2,\n\"a\":3}",
                   "2:18 json-duplicate-key \"x\" stands twice in one object; the first is in line 2\n"
                   "3:1 json-duplicate-key \"a\" stands twice in one object; the first is in line 1\n"
                   "4:1 json-duplicate-key \"a\" stands twice in one object; the first is in line 1\n");
    assert_accepted("{\"a\":{\"a\":1},\"b\":{\"a\":1},\"A\":1}", JSON_STRICT);
}

static void a_file_in_another_encoding_is_recognised(void **state)
{
    assert_refused("{\"a\":\"\x93\xCD\x8F\x6F\"}", "1:7 json-not-utf8 the file is not UTF-8 (byte 7); it looks like "
                                                   "Shift_JIS; convert it with iconv -f CP932 -t UTF-8\n");
    assert_refused("{\"a\":\"\xC6\xCF\xBD\xD0\"}", "1:7 json-not-utf8 the file is not UTF-8 (byte 7); it looks like "
                                                   "EUC-JP; convert it with iconv -f EUC-JP -t UTF-8\n");
    assert_refused_bytes("\xFF\xFE{\0}\0", 6, JSON_STRICT,
                         "1:1 json-not-utf8 the file is not UTF-8 (byte 1); it looks like UTF-16; convert it with "
                         "iconv -f UTF-16 -t UTF-8\n");
    assert_refused("[\"caf\xE9\"]", "1:6 json-not-utf8 the file is not UTF-8 (byte 6)\n");
}

static void deep_files_are_refused_without_deep_recursion(void **state)
{
    char deep[20001];
    memset(deep, '[', 10000);
    memset(deep + 10000, ']', 10000);
    assert_refused_bytes(deep, 20000, JSON_STRICT, "1:101 limit-depth more than 100 levels of arrays and objects\n");
    assert_refused_bytes(deep, 10000, JSON_STRICT, "1:101 limit-depth more than 100 levels of arrays and objects\n");
    memset(deep + 100, ']', 100);
    struct reading reading = read_bytes(deep, 200, JSON_STRICT);
    assert_non_null(reading.root);
    end(&reading);
}

static void assert_limit(const char *text, struct limits limits, const char *expected)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct source source = {.name = "t.json", .bytes = text, .size = strlen(text)};
    const struct json *root = json_read(arena, &source, JSON_STRICT, &limits, diags);

    if (expected == NULL) {
        assert_non_null(root);
        assert_int_equal(diags_count(diags), 0);
    } else {
        assert_null(root);
        assert_string_equal(diags_at(diags, 0)->english, expected);
        assert_int_equal(diags_status(diags), 4);
    }
    diags_close(diags);
    arena_close(arena);
}

static void limits_hold_exactly(void **state)
{
    struct limits limits = limits_default;
    limits.json_values = 4;
    assert_limit("[1,2,3]", limits, NULL);
    assert_limit("[1,2,3,4]", limits, "the file has more than 4 values");
    limits = limits_default;
    limits.string_bytes = 3;
    assert_limit("{\"abc\":\"届\"}", limits, NULL);
    assert_limit("[\"abcd\"]", limits, "a string of more than 3 bytes");
    assert_limit("{\"abcd\":1}", limits, "a string of more than 3 bytes");
    limits = limits_default;
    limits.input_bytes = 5;
    assert_limit("[123]", limits, NULL);
    assert_limit("[1234]", limits, "the file has more than 5 bytes");
}

static void a_depth_limit_above_the_parsers_own_is_lowered_to_it(void **state)
{
    struct limits limits = limits_default;
    limits.json_depth = 5000;
    char deep[4001] = {0};
    memset(deep, '[', 1000);
    memset(deep + 1000, ']', 1000);
    assert_limit(deep, limits, NULL);
    memset(deep, '[', 2000);
    memset(deep + 2000, ']', 2000);
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct source source = {.name = "t.json", .bytes = deep, .size = 4000};
    assert_null(json_read(arena, &source, JSON_STRICT, &limits, diags));
    assert_string_equal(diags_at(diags, 0)->name, "limit-depth");
    assert_int_equal(diags_status(diags), 4);
    diags_close(diags);
    arena_close(arena);
}

/* Quadratic work would take minutes here. */
static void an_object_with_very_many_members_is_read_in_time(void **state)
{
    struct sink sink = {0};
    sink_put_char(&sink, '{');
    for (int i = 0; i < 200000; i++)
        sink_format(&sink, "%s\"k%d\":%d", i > 0 ? "," : "", i % 199999, i);
    sink_put_char(&sink, '}');
    struct reading reading = read_bytes(sink.bytes, sink.size, JSON_STRICT);
    assert_null(reading.root);
    assert_int_equal(diags_count(reading.diags), 1);
    end(&reading);
    sink_close(&sink);
}

static void members_are_found_by_name(void **state)
{
    struct reading reading = read_text("{\"a\":1,\"届\":2}", JSON_STRICT);
    assert_int_equal(json_find(reading.root, "届")->integer, 2);
    assert_null(json_find(reading.root, "b"));
    assert_null(json_find(json_find(reading.root, "a"), "b"));
    assert_null(json_find(NULL, "b"));
    end(&reading);
}

/* The examples of RFC 6901 section 5. */
static void pointers_find_what_the_rfc_says(void **state)
{
    static const struct {
        const char *pointer;
        int64_t value;
    } cases[] = {{"/", 0},     {"/a~1b", 1}, {"/c%d", 2}, {"/e^f", 3}, {"/g|h", 4},
                 {"/i\\j", 5}, {"/k\"l", 6}, {"/ ", 7},   {"/m~0n", 8}};
    struct reading reading = read_text("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,"
                                       "\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}",
                                       JSON_STRICT);
    assert_ptr_equal(json_lookup(reading.root, ""), reading.root);
    assert_string_equal(json_lookup(reading.root, "/foo/0")->string, "bar");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(json_lookup(reading.root, cases[i].pointer)->integer, cases[i].value);
    assert_null(json_lookup(reading.root, "/foo/2"));
    assert_null(json_lookup(reading.root, "/foo/00"));
    assert_null(json_lookup(reading.root, "/foo/-"));
    assert_null(json_lookup(reading.root, "/foo/99999999999999999999999"));
    assert_null(json_lookup(reading.root, "/foo/0/x"));
    assert_null(json_lookup(reading.root, "foo"));
    assert_null(json_lookup(reading.root, "/a~2b"));
    end(&reading);
}

static void the_place_of_a_value_names_the_way_to_it(void **state)
{
    struct reading reading = read_text("{\"a/b\":[0,{\"m~n\":1}]}", JSON_STRICT);
    const struct json *value = json_lookup(reading.root, "/a~1b/1/m~0n");
    assert_string_equal(json_ref(reading.arena, &reading.source, value).pointer, "/a~1b/1/m~0n");
    assert_int_equal(json_ref(reading.arena, &reading.source, value).offset, 17);
    assert_int_equal(json_key_ref(reading.arena, &reading.source, value).offset, 11);
    assert_string_equal(json_ref(reading.arena, &reading.source, reading.root).pointer, "");
    end(&reading);
}

static void pointers_are_checked(void **state)
{
    assert_true(json_pointer_is_valid(""));
    assert_true(json_pointer_is_valid("/"));
    assert_true(json_pointer_is_valid("/a~0~1"));
    assert_false(json_pointer_is_valid("a"));
    assert_false(json_pointer_is_valid("/a~"));
    assert_false(json_pointer_is_valid("/a~2"));
}

static const char everything[] = "{\"a\": [1, -2.5e3, \"x\\u5c4a\\n\", true], \"b\": {\"c\": null, \"d\": false},\n"
                                 " \"e\": \"届出\", \"f\": [[], {}, [[0]]]}";

static void every_prefix_of_a_text_is_refused(void **state)
{
    for (size_t size = 0; size < sizeof everything - 1; size++) {
        struct reading reading = read_bytes(everything, size, JSON_STRICT);
        assert_null(reading.root);
        assert_int_equal(diags_errors(reading.diags), 1);
        end(&reading);
    }
}

/* No crash, and NULL exactly when there is an error, whichever byte is changed. */
static void any_changed_byte_gives_either_a_tree_or_an_error(void **state)
{
    static const char replacements[] = "\"\\{}[]:,0 1-.e/*tx\x80\xE5\n\x01";
    char text[sizeof everything];
    for (size_t at = 0; at < sizeof everything - 1; at++)
        for (size_t i = 0; i < sizeof replacements; i++) {
            memcpy(text, everything, sizeof everything);
            text[at] = replacements[i];
            struct reading reading = read_bytes(text, sizeof everything - 1, i % 2 ? JSON_STRICT : JSON_COMMENTS);
            assert_int_equal(reading.root == NULL, diags_errors(reading.diags) > 0);
            end(&reading);
        }
}

static void check_reparse(const char *text, const struct json *value)
{
    struct reading again = read_bytes(text + value->offset, value->end - value->offset, JSON_STRICT);
    assert_non_null(again.root);
    assert_int_equal(again.root->kind, value->kind);
    assert_int_equal(again.root->size, value->size);
    end(&again);
    for (const struct json *child = value->child; child != NULL; child = child->next)
        check_reparse(text, child);
}

static void every_value_reads_the_same_by_itself(void **state)
{
    struct reading reading = read_text(everything, JSON_STRICT);
    check_reparse(everything, reading.root);
    end(&reading);
}

/* The text of the one string in `bytes`, read leniently, and where it has stand-ins, as in "国??|1 2". */
static void assert_lenient(const char *bytes, size_t size, const char *expected, size_t expected_size,
                           const char *replaced)
{
    struct reading reading = read_bytes(bytes, size, JSON_LENIENT);
    struct sink sink = {0};
    struct json_text text;

    assert_non_null(reading.root);
    text = json_text(reading.arena, &reading.source, reading.root);
    assert_int_equal(text.size, expected_size);
    assert_memory_equal(text.bytes, expected, expected_size);
    for (size_t i = 0; i < text.replaced_count; i++)
        sink_format(&sink, "%s%zu", i > 0 ? " " : "", text.replaced[i]);
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, replaced);
    sink_close(&sink);
    end(&reading);
}
#define LENIENT(bytes, expected, replaced) \
    assert_lenient(bytes, sizeof(bytes) - 1, expected, sizeof(expected) - 1, replaced)

static void lenient_strings_have_stand_ins(void **state)
{
    LENIENT("\"国\"", "国", "");
    LENIENT("\"国\xFF国\"", "国\uFFFD国", "1");
    LENIENT("\"\xE3\x81\xED\xA0\x80\"", "\uFFFD\uFFFD\uFFFD\uFFFD", "0 1 2 3");
    LENIENT("\"\\ud800国\\udc00\"", "\uFFFD国\uFFFD", "0 2");
    LENIENT("\"\\ud800\\ud842\\udfb7\"", "\uFFFD\U00020BB7", "0");
    LENIENT("\"\\ud842\\udfb7\"", "\U00020BB7", "");
    LENIENT("\"a\\u0000b\"", "a\0b", "");
    LENIENT("\"\\n\\t\\\"\\\\\\/\\b\\f\\r\\u00e9\\u56FD\"", "\n\t\"\\/\b\f\r\u00e9国", "");
    LENIENT("\"\"", "", "");
}

static void lenient_texts_keep_the_grammar(void **state)
{
    assert_refused_bytes("\"\\x\"", 4, JSON_LENIENT,
                         "1:2 json-syntax this escape does not exist; a backslash itself is written \\\\\n");
    assert_refused_bytes("[1,]", 4, JSON_LENIENT,
                         "1:3 json-syntax a comma before the end is only allowed in layouts\n");
    assert_refused_bytes("\"\0\"", 3, JSON_LENIENT, "1:2 json-nul U+0000 cannot be typeset\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_every_kind_are_read),
        cmocka_unit_test(offsets_span_each_value_and_key),
        cmocka_unit_test(integers_are_exact_and_only_integers_are_integers),
        cmocka_unit_test(escapes_become_characters),
        cmocka_unit_test(a_byte_order_mark_is_tolerated),
        cmocka_unit_test(layouts_may_have_comments_and_trailing_commas),
        cmocka_unit_test(data_may_not_have_comments_or_trailing_commas),
        cmocka_unit_test(a_lone_comma_is_refused_even_in_layouts),
        cmocka_unit_test(mistakes_in_the_grammar_are_named_where_they_are),
        cmocka_unit_test(mistakes_in_strings_are_named_where_they_are),
        cmocka_unit_test(a_truncated_file_names_what_is_open_and_where_it_began),
        cmocka_unit_test(every_duplicate_name_is_reported),
        cmocka_unit_test(a_file_in_another_encoding_is_recognised),
        cmocka_unit_test(deep_files_are_refused_without_deep_recursion),
        cmocka_unit_test(limits_hold_exactly),
        cmocka_unit_test(a_depth_limit_above_the_parsers_own_is_lowered_to_it),
        cmocka_unit_test(an_object_with_very_many_members_is_read_in_time),
        cmocka_unit_test(members_are_found_by_name),
        cmocka_unit_test(pointers_find_what_the_rfc_says),
        cmocka_unit_test(the_place_of_a_value_names_the_way_to_it),
        cmocka_unit_test(pointers_are_checked),
        cmocka_unit_test(every_prefix_of_a_text_is_refused),
        cmocka_unit_test(any_changed_byte_gives_either_a_tree_or_an_error),
        cmocka_unit_test(every_value_reads_the_same_by_itself),
        cmocka_unit_test(lenient_strings_have_stand_ins),
        cmocka_unit_test(lenient_texts_keep_the_grammar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
