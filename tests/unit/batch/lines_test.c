#include "base/arena.h"
#include "batch/lines.h"
#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIMIT 10

/* Reads `text` from a pipe and says what came: "number@offset:line;", "TORN:line;", "number:LONG;" */
static char *read_back(const char *text)
{
    struct sink said = {0};
    struct lines lines = {.limit = LIMIT};
    const char *line;
    size_t size;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
    close(ends[1]);
    lines.file = ends[0];
    for (;;) {
        switch (lines_next(&lines, &line, &size, NULL, NULL)) {
        case LINES_LINE:
            sink_format(&said, "%zu@%d:%.*s;", lines.number, (int)lines.offset, (int)size, line);
            continue;
        case LINES_TORN:
            sink_format(&said, "TORN:%.*s;", (int)size, line);
            continue;
        case LINES_TOO_LONG:
            sink_format(&said, "%zu:LONG;", lines.number);
            continue;
        case LINES_FAILED:
        case LINES_STOPPED:
        case LINES_END:
            break;
        }
        break;
    }
    sink_put_char(&said, '\0');
    lines_close(&lines);
    return said.bytes;
}

#define assert_lines(text, wanted)         \
    do {                                   \
        char *said = read_back(text);      \
        assert_string_equal(said, wanted); \
        free(said);                        \
    } while (0)

static void lines_come_with_their_number_and_place(void **state)
{
    assert_lines("", "");
    assert_lines("a\nbc\n", "1@0:a;2@2:bc;");
    assert_lines("\n\nx\n", "1@0:;2@1:;3@2:x;");
}

static void a_line_without_its_newline_is_torn(void **state)
{
    assert_lines("a\nbc", "1@0:a;TORN:bc;");
}

static void a_line_that_is_too_long_is_passed_over(void **state)
{
    assert_lines("1234567890\n12345678901\nx\n", "1@0:1234567890;2:LONG;3@23:x;");
    assert_lines("12345678901", "1:LONG;");
}

static void a_line_may_be_longer_than_one_reading(void **state)
{
    char path[] = "/tmp/todoke-lines-XXXXXX";
    int file = mkstemp(path);
    struct lines lines;
    const char *line;
    size_t size;
    char *text = mem_alloc(200001);

    memset(text, 'x', 200000);
    text[200000] = '\n';
    assert_int_equal(write(file, text, 200001), 200001);
    assert_int_equal(write(file, "y\n", 2), 2);
    close(file);
    assert_true(lines_open(&lines, path, 300000));
    assert_int_equal(lines_next(&lines, &line, &size, NULL, NULL), LINES_LINE);
    assert_int_equal(size, 200000);
    assert_memory_equal(line, text, size);
    assert_int_equal(lines_next(&lines, &line, &size, NULL, NULL), LINES_LINE);
    assert_int_equal(lines.offset, 200001);
    lines_close(&lines);

    assert_true(lines_open(&lines, path, 100));
    assert_int_equal(lines_next(&lines, &line, &size, NULL, NULL), LINES_TOO_LONG);
    assert_int_equal(lines_next(&lines, &line, &size, NULL, NULL), LINES_LINE);
    assert_int_equal(lines.offset, 200001);
    assert_int_equal(size, 1);
    lines_close(&lines);
    unlink(path);
    free(text);
}

static bool always(void *context)
{
    return true;
}

static void waiting_for_a_pipe_can_be_stopped(void **state)
{
    struct lines lines = {.limit = LIMIT};
    const char *line;
    size_t size;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    lines.file = ends[0];
    assert_int_equal(lines_next(&lines, &line, &size, always, NULL), LINES_STOPPED);
    assert_int_equal(write(ends[1], "a\n", 2), 2);
    assert_int_equal(lines_next(&lines, &line, &size, always, NULL), LINES_LINE);
    close(ends[1]);
    lines_close(&lines);
}

static void a_file_that_is_not_there_says_why(void **state)
{
    struct lines lines;

    assert_false(lines_open(&lines, "/nowhere/at/all", LIMIT));
    assert_int_not_equal(lines.error, 0);
    lines_close(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_with_their_number_and_place),
        cmocka_unit_test(a_line_without_its_newline_is_torn),
        cmocka_unit_test(a_line_that_is_too_long_is_passed_over),
        cmocka_unit_test(a_line_may_be_longer_than_one_reading),
        cmocka_unit_test(waiting_for_a_pipe_can_be_stopped),
        cmocka_unit_test(a_file_that_is_not_there_says_why),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
