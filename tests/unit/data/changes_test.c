#include "support/cmocka.h"

#include "data/changes.h"
#include "unit/data/bound.h"

/* A layout, the data of a report and those of an earlier one. */
struct compared {
    struct bound bound;
    char *bytes;
    const struct record *earlier;
    const struct changes *changes;
};

static struct compared compare(const char *fields, const char *earlier, const char *later)
{
    struct compared compared = {.bound = bind(fields, later), .bytes = with_quotes(earlier)};
    struct bound *bound = &compared.bound;
    /* The record keeps places in the source, which therefore lies in the arena. */
    struct source *source = arena_new(bound->arena, struct source);

    assert_non_null(bound->record);
    *source = (struct source){.name = "earlier.json", .bytes = compared.bytes, .size = strlen(compared.bytes)};
    compared.earlier =
        data_earlier(bound->arena, bound->fixture.layout, source, false, &limits_default, bound->fixture.diags);
    if (compared.earlier)
        compared.changes = changes_between(bound->arena, compared.earlier, bound->record, NULL, NULL);
    return compared;
}

static void compared_end(struct compared *compared)
{
    bound_end(&compared->bound);
    free(compared->bytes);
}

static enum change change_of_field(const struct compared *compared, size_t index)
{
    return change_of(&compared->bound.fixture.layout->fields[index], &compared->earlier->values[index],
                     &compared->bound.record->values[index]);
}

static void values_are_added_removed_and_changed(void **state)
{
    struct compared compared = compare("'a': { 'path': '/a' }, 'b': { 'path': '/b' }, 'c': { 'path': '/c' },"
                                       "'d': { 'path': '/d' }, 'e': { 'path': '/e', 'empty': '未定' }",
                                       "{ 'b': '旧', 'c': '旧', 'd': '同' }", "{ 'a': '新', 'c': '新', 'd': '同' }");

    assert_int_equal(change_of_field(&compared, 0), CHANGE_ADDED);
    assert_int_equal(change_of_field(&compared, 1), CHANGE_REMOVED);
    assert_int_equal(change_of_field(&compared, 2), CHANGE_CHANGED);
    assert_int_equal(change_of_field(&compared, 3), CHANGE_NONE);
    assert_int_equal(change_of_field(&compared, 4), CHANGE_NONE);
    compared_end(&compared);
}

static void values_are_compared_as_printed(void **state)
{
    struct compared compared =
        compare("'a': { 'path': '/a', 'type': 'datetime' }, 'b': { 'path': ['/x', '/b'] }",
                "{ 'a': '2024-04-01T00:00:00+00:00', 'b': '同' }", "{ 'a': '2024-04-01T00:00+00:00', 'x': '同' }");

    assert_int_equal(change_of_field(&compared, 0), CHANGE_NONE);
    assert_int_equal(change_of_field(&compared, 1), CHANGE_NONE);
    compared_end(&compared);
}

static void each_choice_is_compared_for_itself(void **state)
{
    struct compared compared =
        compare("'a': { 'path': '/a', 'many': { 'x': 'X', 'y': 'Y', 'z': 'Z' } }, 'b': { 'path': '/b', "
                "'one': { 'true': '有', 'false': '無' } }",
                "{ 'a': ['x', 'y'], 'b': true }", "{ 'a': ['x', 'z'], 'b': true }");

    assert_int_equal(change_of_field(&compared, 0), CHANGE_CHANGED);
    assert_false(changes_touch(compared.changes, (struct field_ref){0, -1, 0}, -1));
    assert_true(changes_touch(compared.changes, (struct field_ref){0, -1, 1}, -1));
    assert_true(changes_touch(compared.changes, (struct field_ref){0, -1, 2}, -1));
    assert_int_equal(change_of_field(&compared, 1), CHANGE_NONE);
    compared_end(&compared);
}

#define LIST "'a': { 'path': '/a', 'each': { 'x': { 'path': '/x' }, 'y': { 'path': '/y' } } }"

/* Each letter is an item with this x; the partners of the later report's items are `expected`. */
static void assert_pairs(const char *earlier, const char *later, const int32_t *expected)
{
    const char *reports[] = {earlier, later};
    struct sink data[2] = {{0}, {0}};

    for (size_t i = 0; i < 2; i++) {
        sink_format(&data[i], "{ 'a': [");
        for (const char *c = reports[i]; *c != '\0'; c++)
            sink_format(&data[i], "%s{ 'x': '%c' }", c == reports[i] ? "" : ", ", *c);
        sink_format(&data[i], "] }");
        sink_put_char(&data[i], '\0');
    }
    struct compared compared = compare(LIST, data[0].bytes, data[1].bytes);
    assert_memory_equal(compared.changes->pairs[0].earlier, expected, strlen(later) * sizeof(int32_t));
    for (size_t i = 0; i < strlen(later); i++)
        if (expected[i] != NO_ITEM)
            assert_int_equal(compared.changes->pairs[0].later[expected[i]], (int32_t)i);
    compared_end(&compared);
    sink_close(&data[0]);
    sink_close(&data[1]);
}

static void items_that_are_alike_are_paired(void **state)
{
    assert_pairs("abc", "abc", (int32_t[]){0, 1, 2});
    assert_pairs("abc", "abxc", (int32_t[]){0, 1, NO_ITEM, 2});
    assert_pairs("abc", "bc", (int32_t[]){1, 2});
    assert_pairs("abcde", "xbdy", (int32_t[]){0, 1, 3, 4});
    assert_pairs("abcabba", "cbabac", (int32_t[]){2, 4, NO_ITEM, 5, 6, NO_ITEM});
}

static void what_lies_between_is_paired_in_order(void **state)
{
    assert_pairs("ab", "xy", (int32_t[]){0, 1});
    assert_pairs("ab", "xyz", (int32_t[]){0, 1, NO_ITEM});
    assert_pairs("abcz", "xyqz", (int32_t[]){0, 1, 2, 3});
    assert_pairs("", "ab", (int32_t[]){NO_ITEM, NO_ITEM});
}

static void removed_items_have_no_partner(void **state)
{
    struct compared compared = compare(LIST, "{ 'a': [{ 'x': 'a' }, { 'x': 'b' }, { 'x': 'c' }] }",
                                       "{ 'a': [{ 'x': 'a' }, { 'x': 'c', 'y': 'd' }] }");
    const struct field_ref y = {0, 1, -1};

    assert_int_equal(compared.changes->pairs[0].later[0], 0);
    assert_int_equal(compared.changes->pairs[0].later[1], 1); /* the next in order, though another is more alike */
    assert_int_equal(compared.changes->pairs[0].later[2], NO_ITEM);
    assert_false(changes_touch(compared.changes, y, 0));
    assert_true(changes_touch(compared.changes, y, 1));
    assert_false(changes_touch(compared.changes, y, 2)); /* past the last item */
    compared_end(&compared);
}

static void an_earlier_report_need_not_be_complete(void **state)
{
    struct compared compared = compare("'a': { 'path': '/a', 'required': 'R1' },"
                                       "'f': { 'path': '/f', 'type': 'file' }",
                                       "{ 'f': 'gone.png' }", "{ 'a': '値', 'f': 'list.csv' }");

    assert_int_equal(diags_count(compared.bound.fixture.diags), 0);
    assert_int_equal(change_of_field(&compared, 0), CHANGE_ADDED);
    assert_string_equal(compared.earlier->values[1].text, "gone.png");
    assert_int_equal(change_of_field(&compared, 1), CHANGE_CHANGED);
    compared_end(&compared);
}

static void an_earlier_report_must_be_readable(void **state)
{
    struct compared compared = compare("'a': { 'path': '/a', 'one': { 'x': 'X' } }", "{ 'a': 'y' }", "{ 'a': 'x' }");

    assert_null(compared.earlier);
    assert_int_equal(diags_count(compared.bound.fixture.diags), 1);
    assert_string_equal(diags_at(compared.bound.fixture.diags, 0)->at.file, "earlier.json");
    compared_end(&compared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_added_removed_and_changed),   cmocka_unit_test(values_are_compared_as_printed),
        cmocka_unit_test(each_choice_is_compared_for_itself),     cmocka_unit_test(items_that_are_alike_are_paired),
        cmocka_unit_test(what_lies_between_is_paired_in_order),   cmocka_unit_test(removed_items_have_no_partner),
        cmocka_unit_test(an_earlier_report_need_not_be_complete), cmocka_unit_test(an_earlier_report_must_be_readable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
