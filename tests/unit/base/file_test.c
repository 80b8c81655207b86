#include "base/file.h"
#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    struct arena *arena;
    struct diags *diags;
    char folder[32];
};

static int set_up(void **state)
{
    struct place *place = mem_alloc(sizeof *place);

    *place = (struct place){.arena = arena_open(), .diags = diags_open(), .folder = "/tmp/todoke-file-XXXXXX"};
    *state = place;
    return mkdtemp(place->folder) == NULL;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    int status = rmdir(place->folder); /* fails when a test left something there */

    diags_close(place->diags);
    arena_close(place->arena);
    free(place);
    return status;
}

static const char *in_folder(const struct place *place, const char *name)
{
    return arena_format(place->arena, "%s/%s", place->folder, name);
}

static void what_is_written_is_read(void **state)
{
    struct place *place = *state;
    const char *path = in_folder(place, "a");
    assert_true(file_write(path, "first", 5, place->diags));
    assert_true(file_write(path, "\0届", 4, place->diags));
    const struct source *source = file_read(place->arena, path, "name", 4, place->diags);
    assert_non_null(source);
    assert_int_equal(source->size, 4);
    assert_memory_equal(source->bytes, "\0届", 4);
    assert_string_equal(source->name, "name");
    assert_int_equal(diags_count(place->diags), 0);
    assert_int_equal(unlink(path), 0);
}

static void the_limit_may_be_any_number(void **state)
{
    struct place *place = *state;
    const char *path = in_folder(place, "a");
    assert_true(file_write(path, "first", 5, place->diags));
    assert_int_equal(file_read(place->arena, path, "name", SIZE_MAX, place->diags)->size, 5);
    assert_int_equal(unlink(path), 0);
}

static void an_empty_file_is_a_file(void **state)
{
    struct place *place = *state;
    const char *path = in_folder(place, "empty");
    assert_true(file_write(path, "", 0, place->diags));
    const struct source *source = file_read(place->arena, path, path, 0, place->diags);
    assert_non_null(source);
    assert_int_equal(source->size, 0);
    assert_int_equal(unlink(path), 0);
}

static void a_file_beyond_the_limit_is_refused(void **state)
{
    struct place *place = *state;
    const char *path = in_folder(place, "large");
    assert_true(file_write(path, "12345", 5, place->diags));
    assert_null(file_read(place->arena, path, path, 4, place->diags));
    assert_string_equal(diags_at(place->diags, 0)->name, "limit-input");
    assert_int_equal(diags_status(place->diags), 4);
    assert_int_equal(unlink(path), 0);
}

static void a_missing_file_and_a_folder_cannot_be_read(void **state)
{
    struct place *place = *state;
    assert_null(file_read(place->arena, in_folder(place, "none"), "none", 4, place->diags));
    assert_null(file_read(place->arena, place->folder, "folder", 4, place->diags));
    assert_int_equal(diags_errors(place->diags), 2);
    assert_string_equal(diags_at(place->diags, 0)->name, "file-unreadable");
    assert_int_equal(diags_status(place->diags), 3);
}

static void a_failed_write_leaves_nothing_behind(void **state)
{
    struct place *place = *state;
    assert_false(file_write(in_folder(place, "no/such/folder"), "x", 1, place->diags));
    assert_string_equal(diags_at(place->diags, 0)->name, "file-unwritable");
    const char *folder = in_folder(place, "sub");
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_false(file_write(folder, "x", 1, place->diags)); /* a folder stands where the file should go */
    assert_int_equal(rmdir(folder), 0);
    /* tear_down finds the folder empty: no temporary file is left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_limit_may_be_any_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_file_is_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_beyond_the_limit_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_file_and_a_folder_cannot_be_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failed_write_leaves_nothing_behind, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
