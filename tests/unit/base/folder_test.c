/* Names that data gives: what may be read by them, and what may not. */
#include "support/cmocka.h"

#include "base/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* base/a.txt, base/in/b.txt, base/link -> a.txt, base/out -> .., base/pipe, secret.txt beside base */
struct tree {
    struct arena *arena;
    char root[64];
    const char *base;
};

static const char *in(const struct tree *tree, const char *name)
{
    return arena_format(tree->arena, "%s/%s", tree->root, name);
}

static void put_file(const struct tree *tree, const char *name, const char *text)
{
    FILE *file = fopen(in(tree, name), "wb");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int make_tree(void **state)
{
    struct arena *arena = arena_open();
    struct tree *tree = arena_new(arena, struct tree);

    tree->arena = arena;
    strcpy(tree->root, "/tmp/todoke-folder-XXXXXX");
    assert_non_null(mkdtemp(tree->root));
    tree->base = in(tree, "base");
    assert_int_equal(mkdir(tree->base, 0700), 0);
    assert_int_equal(mkdir(in(tree, "base/in"), 0700), 0);
    put_file(tree, "secret.txt", "secret");
    put_file(tree, "base/a.txt", "first");
    put_file(tree, "base/in/b.txt", "second");
    assert_int_equal(symlink("a.txt", in(tree, "base/link")), 0);
    assert_int_equal(symlink("..", in(tree, "base/out")), 0);
    assert_int_equal(mkfifo(in(tree, "base/pipe"), 0600), 0);
    *state = tree;
    return 0;
}

static int remove_tree(void **state)
{
    static const char *const files[] = {"secret.txt", "base/a.txt", "base/in/b.txt",
                                        "base/link",  "base/out",   "base/pipe"};
    struct tree *tree = *state;

    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        unlink(in(tree, files[i]));
    rmdir(in(tree, "base/in"));
    rmdir(tree->base);
    rmdir(tree->root);
    arena_close(tree->arena);
    return 0;
}

/* The text read; NULL with the cause. */
static const struct source *read_below(const struct tree *tree, const char *name, struct diag_cause *cause)
{
    return folder_read(tree->arena, tree->base, name, 6, DIAG_LIMIT_INPUT, cause);
}

static void assert_fails(const struct tree *tree, const char *name, enum diag_code code)
{
    struct diag_cause cause = {0};

    assert_null(read_below(tree, name, &cause));
    assert_int_equal(cause.code, code);
    assert_string_equal(cause.args.arg[0], name);
}

static void files_below_are_read(void **state)
{
    struct diag_cause cause;
    const struct source *first = read_below(*state, "a.txt", &cause);
    const struct source *second = read_below(*state, "in/b.txt", &cause);

    assert_string_equal(first->bytes, "first");
    assert_string_equal(first->name, "a.txt");
    assert_string_equal(second->bytes, "second");
    assert_int_equal(second->size, 6);
}

static void links_are_not_followed_wherever_they_lead(void **state)
{
    assert_fails(*state, "link", DIAG_FILE_LINK);
    assert_fails(*state, "out/secret.txt", DIAG_FILE_LINK);
    assert_fails(*state, "out/base/a.txt", DIAG_FILE_LINK);
}

static void only_regular_files_are_read(void **state)
{
    assert_fails(*state, "in", DIAG_FILE_KIND);
    assert_fails(*state, "pipe", DIAG_FILE_KIND); /* and nobody waits for a writer */
}

static void what_is_not_there_is_said_to_be_missing(void **state)
{
    assert_fails(*state, "c.txt", DIAG_FILE_MISSING);
    assert_fails(*state, "in/c/d.txt", DIAG_FILE_MISSING);
    assert_fails(*state, "a.txt/b.txt", DIAG_FILE_MISSING);
}

static void the_limit_has_the_callers_code(void **state)
{
    const struct tree *tree = *state;
    struct diag_cause cause = {0};

    assert_null(folder_read(tree->arena, tree->base, "in/b.txt", 5, DIAG_LIMIT_IMAGE_BYTES, &cause));
    assert_int_equal(cause.code, DIAG_LIMIT_IMAGE_BYTES);
    assert_string_equal(cause.args.arg[1], "5");
}

static void names_that_lead_elsewhere_are_refused(void **state)
{
    static const char *const bad[] = {"/etc/passwd", "..",   "../a",  "a/../../b", "a/..",     ".",    "./a", "a//b",
                                      "a/",          "a\\b", "..\\a", "C:\\a",     "a\nb.png", "\x7f", ""};
    struct diag_cause cause;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(folder_check_name(bad[i], &cause));
        assert_int_equal(cause.code, DIAG_FILE_NAME);
    }
    assert_true(folder_check_name("a.png", &cause));
    assert_true(folder_check_name("図/構成 1..2.png", &cause));
    assert_true(folder_check_name("...", &cause));
    assert_true(folder_check_name(".a/..b", &cause));
}

static void long_parts_are_refused(void **state)
{
    char name[512];
    struct diag_cause cause;

    memset(name, 'a', 256);
    name[256] = '\0';
    assert_false(folder_check_name(name, &cause));
    assert_true(folder_check_name(name + 1, &cause));
}

static void the_folder_of_a_path_is_what_stands_before_its_name(void **state)
{
    const struct tree *tree = *state;

    assert_string_equal(folder_of(tree->arena, "a/b/c.json"), "a/b");
    assert_string_equal(folder_of(tree->arena, "c.json"), ".");
    assert_string_equal(folder_of(tree->arena, "/c.json"), "/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_below_are_read),
        cmocka_unit_test(links_are_not_followed_wherever_they_lead),
        cmocka_unit_test(only_regular_files_are_read),
        cmocka_unit_test(what_is_not_there_is_said_to_be_missing),
        cmocka_unit_test(the_limit_has_the_callers_code),
        cmocka_unit_test(names_that_lead_elsewhere_are_refused),
        cmocka_unit_test(long_parts_are_refused),
        cmocka_unit_test(the_folder_of_a_path_is_what_stands_before_its_name),
    };

    return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
