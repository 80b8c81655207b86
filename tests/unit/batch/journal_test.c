#include "base/arena.h"
#include "base/file.h"
#include "batch/journal.h"
#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define INPUTS "1111111111111111111111111111111111111111111111111111111111111111"
#define OUTPUT "2222222222222222222222222222222222222222222222222222222222222222"

struct place {
    struct diags *diags;
    char path[40];
};

static int set_up(void **state)
{
    struct place *place = mem_alloc(sizeof *place);
    int file;

    *place = (struct place){.diags = diags_open(), .path = "/tmp/todoke-journal-XXXXXX"};
    *state = place;
    file = mkstemp(place->path);
    return file < 0 || close(file) != 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    int status = unlink(place->path);

    diags_close(place->diags);
    free(place);
    return status;
}

static struct journal_entry entry_of(uint64_t job, const char *line)
{
    return (struct journal_entry){job, INPUTS, OUTPUT, line, strlen(line)};
}

/* Opens the journal, adds an entry, closes it. */
static void keep(struct place *place, uint64_t job, const char *line)
{
    struct journal journal;
    struct journal_entry entry = entry_of(job, line);

    assert_true(journal_open(&journal, place->path, true, place->diags));
    assert_true(journal_add(&journal, &entry));
    journal_close(&journal);
}

/* The line that is remembered for a job, "-" for none; to be freed. */
static char *remembered(struct place *place, uint64_t job)
{
    struct journal journal;
    struct journal_entry entry;
    struct sink room = {0}, said = {0};

    assert_true(journal_open(&journal, place->path, false, place->diags));
    if (journal_find(&journal, job, &entry, &room)) {
        assert_string_equal(entry.inputs, INPUTS);
        assert_string_equal(entry.output, OUTPUT);
        sink_put(&said, entry.line, entry.size);
    } else {
        sink_put_char(&said, '-');
    }
    sink_put_char(&said, '\0');
    journal_close(&journal);
    sink_close(&room);
    return said.bytes;
}

#define assert_remembered(place, job, line)      \
    do {                                         \
        char *said = remembered((place), (job)); \
        assert_string_equal(said, line);         \
        free(said);                              \
    } while (0)

static void the_newest_entry_of_a_job_counts(void **state)
{
    keep(*state, 7, "\"first\"");
    keep(*state, UINT64_MAX, "\"other\"");
    keep(*state, 7, "\"second\"");
    assert_remembered(*state, 7, "\"second\"");
    assert_remembered(*state, UINT64_MAX, "\"other\"");
    assert_remembered(*state, 8, "-");
}

static void a_long_line_comes_back_whole(void **state)
{
    char *line = mem_alloc(50001);

    memset(line, 'x', 50000);
    line[50000] = '\0';
    keep(*state, 1, line);
    keep(*state, 2, "after");
    assert_remembered(*state, 1, line);
    assert_remembered(*state, 2, "after");
    free(line);
}

static void what_follows_a_torn_line_counts(void **state)
{
    struct place *place = *state;

    keep(place, 1, "whole");
    for (long size = 170; size > 0; size -= 13) {
        keep(place, 2, "torn in the end");
        assert_int_equal(truncate(place->path, size), 0);
        keep(place, 3, "new");
        assert_remembered(place, 2, "-");
        assert_remembered(place, 3, "new");
    }
}

static void a_line_with_one_wrong_byte_does_not_count(void **state)
{
    struct sink line = {0};
    struct journal_entry entry = entry_of(5, "\"status\":\"done\""), read;

    journal_put_line(&line, &entry);
    assert_true(journal_read_line(line.bytes, line.size - 1, &read));
    for (size_t i = 0; i < line.size - 1; i++) {
        line.bytes[i] ^= 1;
        assert_false(journal_read_line(line.bytes, line.size - 1, &read));
        line.bytes[i] ^= 1;
        assert_false(journal_read_line(line.bytes, i, &read));
    }
    sink_close(&line);
}

static void stale_lines_are_dropped_when_they_are_many(void **state)
{
    struct place *place = *state;
    struct journal journal;
    struct journal_entry entry = entry_of(4, "again and again");

    assert_true(journal_open(&journal, place->path, true, place->diags));
    for (int i = 0; i < 1500; i++)
        assert_true(journal_add(&journal, &entry));
    entry = entry_of(5, "once");
    assert_true(journal_add(&journal, &entry));
    journal_close(&journal);

    keep(place, 6, "later");
    struct arena *arena = arena_open();
    assert_true(file_read(arena, place->path, "journal", 1000, place->diags) != NULL);
    arena_close(arena);
    assert_remembered(place, 4, "again and again");
    assert_remembered(place, 5, "once");
    assert_remembered(place, 6, "later");
}

/* Locks are of processes: asked in another one. */
static int try_to_open(struct place *place)
{
    pid_t child = fork();
    int status;

    if (child == 0) {
        struct journal journal;
        bool is_open = journal_open(&journal, place->path, true, place->diags);

        _exit(is_open ? 0 : diags_status(place->diags));
    }
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

static void only_one_run_has_the_journal(void **state)
{
    struct place *place = *state;
    struct journal journal;

    assert_true(journal_open(&journal, place->path, true, place->diags));
    assert_int_equal(try_to_open(place), 3);
    journal_close(&journal);
    assert_int_equal(try_to_open(place), 0);
}

static void reading_needs_no_journal(void **state)
{
    struct journal journal;
    struct journal_entry entry;
    struct sink room = {0};
    struct diags *diags = diags_open();

    assert_true(journal_open(&journal, "/tmp/todoke-no-such-journal", false, diags));
    assert_false(journal_find(&journal, 1, &entry, &room));
    entry = entry_of(1, "kept nowhere");
    assert_true(journal_add(&journal, &entry));
    journal_close(&journal);
    assert_false(journal_open(&journal, "/nowhere/at/all", true, diags));
    journal_close(&journal);
    assert_int_equal(diags_status(diags), 3);
    sink_close(&room);
    diags_close(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_newest_entry_of_a_job_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_line_comes_back_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_follows_a_torn_line_counts, set_up, tear_down),
        cmocka_unit_test(a_line_with_one_wrong_byte_does_not_count),
        cmocka_unit_test_setup_teardown(stale_lines_are_dropped_when_they_are_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_one_run_has_the_journal, set_up, tear_down),
        cmocka_unit_test(reading_needs_no_journal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
