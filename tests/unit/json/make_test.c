#include "support/cmocka.h"

#include "json/json.h"
#include "json/make.h"

#include <string.h>

#define WIDTH 24

static void assert_written(const struct json_made *value, size_t width, const char *expected)
{
    struct sink sink = {0};

    json_write(value, width, &sink);
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, expected);
    sink_close(&sink);
}

static void scalars_are_written_as_json_has_them(void **state)
{
    struct arena *arena = arena_open();

    assert_written(json_make_string(arena, "a\"b\n届"), 80, "\"a\\\"b\\n届\"\n");
    assert_written(json_make_integer(arena, -12), 80, "-12\n");
    assert_written(json_make_flag(arena, true), 80, "true\n");
    assert_written(json_make_flag(arena, false), 80, "false\n");
    assert_written(json_make_null(arena), 80, "null\n");
    assert_written(json_make_object(arena), 80, "{}\n");
    assert_written(json_make_array(arena), 80, "[]\n");
    arena_close(arena);
}

static void a_member_without_a_value_is_left_out(void **state)
{
    struct arena *arena = arena_open();

    assert_written(json_make(arena, "a", NULL, "b", json_make_null(arena), NULL), 80, "{ \"b\": null }\n");
    arena_close(arena);
}

static void what_fits_stands_in_one_line(void **state)
{
    struct arena *arena = arena_open();
    struct json_made *array = json_make_array(arena);

    json_push(arena, array, json_make_string(arena, "届届"));
    json_push(arena, array, json_make_string(arena, "届届届"));
    const struct json_made *object = json_make(arena, "key", array, NULL);
    assert_written(object, WIDTH, "{ \"key\": [\"届届\", \"届届届\"] }\n");
    assert_written(object, WIDTH - 2, "{\n  \"key\": [\"届届\", \"届届届\"]\n}\n");
    assert_written(object, WIDTH - 5, "{\n  \"key\": [\n    \"届届\",\n    \"届届届\"\n  ]\n}\n");
    arena_close(arena);
}

static void a_value_may_stand_in_two_places(void **state)
{
    struct arena *arena = arena_open();
    const struct json_made *one = json_make(arena, "x", json_make_integer(arena, 1), NULL);
    struct json_made *both = json_make(arena, "a", one, "b", one, NULL);

    json_add(arena, both, one);
    assert_int_equal(json_made_count(both), 3);
    assert_written(both, 80, "{ \"a\": { \"x\": 1 }, \"b\": { \"x\": 1 }, \"x\": 1 }\n");
    arena_close(arena);
}

static void what_was_read_is_written_again(void **state)
{
    static const char text[] = "{ \"a\": [1, true, null, \"x\"], \"b\": { \"c\": [] } }\n";
    struct source source = {.name = "t.json", .bytes = text, .size = sizeof(text) - 1};
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();

    assert_written(json_make_copy(arena, json_read(arena, &source, JSON_STRICT, &limits_default, diags)), 80, text);
    diags_close(diags);
    arena_close(arena);
}

static void a_code_is_spelled_as_json_spells_it(void **state)
{
    static const char text[] = "[\"届\", 4, -1, true, false, 1.5, null, []]";
    static const char *const expected[] = {"届", "4", "-1", "true", "false", NULL, NULL, NULL};
    struct source source = {.name = "t.json", .bytes = text, .size = sizeof(text) - 1};
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    const struct json *item = json_read(arena, &source, JSON_STRICT, &limits_default, diags)->child;

    for (size_t i = 0; item; item = item->next, i++) {
        const char *spelled = json_spelling(arena, item);

        if (expected[i])
            assert_string_equal(spelled, expected[i]);
        else
            assert_null(spelled);
    }
    diags_close(diags);
    arena_close(arena);
}

static void a_pointer_is_walked_step_by_step(void **state)
{
    const char *pointer = "/a~1b/~0/";
    struct arena *arena = arena_open();

    assert_string_equal(json_pointer_step(arena, &pointer), "a/b");
    assert_string_equal(json_pointer_step(arena, &pointer), "~");
    assert_string_equal(json_pointer_step(arena, &pointer), "");
    assert_string_equal(pointer, "");
    arena_close(arena);
}

static void only_data_named_jsonc_may_have_comments(void **state)
{
    assert_int_equal(json_dialect_of("a.json"), JSON_STRICT);
    assert_int_equal(json_dialect_of("<stdin>"), JSON_STRICT);
    assert_int_equal(json_dialect_of("c"), JSON_STRICT);
    assert_int_equal(json_dialect_of("dir/a.jsonc"), JSON_COMMENTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_are_written_as_json_has_them),
        cmocka_unit_test(a_member_without_a_value_is_left_out),
        cmocka_unit_test(what_fits_stands_in_one_line),
        cmocka_unit_test(a_value_may_stand_in_two_places),
        cmocka_unit_test(what_was_read_is_written_again),
        cmocka_unit_test(a_code_is_spelled_as_json_spells_it),
        cmocka_unit_test(a_pointer_is_walked_step_by_step),
        cmocka_unit_test(only_data_named_jsonc_may_have_comments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
