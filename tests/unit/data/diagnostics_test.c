/*
 * Broken layouts and data files, and what is said of them.
 *
 * tests/golden/diagnostics holds NAME.jsonc (a layout) or NAME.json (data for report.jsonc), and beside each
 * NAME.jsonc.diags or NAME.json.diags with every message in English; a file ending in .ja.diags holds them in Japanese.
 * They are compared byte for byte. After a wanted change: run this program with --accept, and review the difference.
 */
#include "support/cmocka.h"

#include "data/record.h"
#include "unit/layout/fixture.h"

#include <dirent.h>

#define FOLDER "tests/golden/diagnostics/"
#define LAYOUT "report.jsonc"
#define CASES_MAX 500

struct run {
    const char *name; /* of the input file, without the folder */
    bool accept;
};

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), tail = strlen(end);

    return size >= tail && strcmp(text + size - tail, end) == 0;
}

static struct sink read_input(const char *name)
{
    struct sink path = {0}, bytes = {0};

    sink_format(&path, FOLDER "%s", name);
    sink_put_char(&path, '\0');
    assert_true(fixture_read(path.bytes, &bytes));
    sink_close(&path);
    return bytes;
}

static struct fixture compile_file(const char *name)
{
    struct sink bytes = read_input(name);
    struct fixture fixture = fixture_compile(name, bytes.bytes, bytes.size);

    sink_close(&bytes);
    return fixture;
}

/* Compares what was said with the file `name` + `suffix`, or writes that file. */
static void compare(const struct run *run, const char *suffix, const char *said, bool is_optional)
{
    struct sink path = {0}, expected = {0};

    sink_format(&path, FOLDER "%s%s", run->name, suffix);
    sink_put_char(&path, '\0');
    bool exists = fixture_read(path.bytes, &expected);
    if (run->accept && (exists || !is_optional)) {
        FILE *file = fopen(path.bytes, "wb");
        assert_non_null(file);
        fputs(said, file);
        fclose(file);
    } else if (exists || !is_optional) {
        sink_put_char(&expected, '\0');
        assert_string_equal(said, expected.bytes);
    }
    sink_close(&path);
    sink_close(&expected);
}

static void compare_both(const struct run *run, struct fixture *fixture)
{
    fixture_say(fixture, DIAG_ENGLISH);
    compare(run, ".diags", fixture->said.bytes, false);
    fixture_say(fixture, DIAG_JAPANESE);
    compare(run, ".ja.diags", fixture->said.bytes, true);
}

static void layout_says(void **state)
{
    const struct run *run = *state;
    struct fixture fixture = compile_file(run->name);

    assert_int_equal(fixture.layout != NULL, diags_errors(fixture.diags) == 0);
    compare_both(run, &fixture);
    fixture_end(&fixture);
}

static void data_says(void **state)
{
    const struct run *run = *state;
    struct fixture fixture = compile_file(LAYOUT);
    struct sink bytes = read_input(run->name);
    struct source source = {.name = run->name, .bytes = bytes.bytes, .size = bytes.size};
    struct arena *arena = arena_open();

    assert_non_null(fixture.layout);
    const struct record *record =
        data_bind(arena, fixture.layout, &source, &data_options_none, &limits_default, fixture.diags);
    assert_int_equal(record != NULL, diags_errors(fixture.diags) == 0);
    compare_both(run, &fixture);
    arena_close(arena);
    sink_close(&bytes);
    fixture_end(&fixture);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static size_t find_cases(struct arena *arena, bool accept, struct CMUnitTest *tests)
{
    DIR *folder = opendir(FOLDER);
    size_t count = 0;

    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder)) {
        bool is_layout = ends_with(entry->d_name, ".jsonc");
        struct run *run = arena_new(arena, struct run);

        if ((!is_layout && !ends_with(entry->d_name, ".json")) || count == CASES_MAX)
            continue;
        *run = (struct run){arena_copy_string(arena, entry->d_name), accept};
        tests[count++] = (struct CMUnitTest){
            .name = run->name, .test_func = is_layout ? layout_says : data_says, .initial_state = run};
    }
    if (folder)
        closedir(folder);
    qsort(tests, count, sizeof(tests[0]), by_name);
    return count;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open();
    struct CMUnitTest *tests = arena_array(arena, struct CMUnitTest, CASES_MAX);
    size_t count = find_cases(arena, argc > 1 && strcmp(argv[1], "--accept") == 0, tests);

    int failed = count == 0 ? 1 : _cmocka_run_group_tests("diagnostics", tests, count, NULL, NULL);
    arena_close(arena);
    return failed;
}
