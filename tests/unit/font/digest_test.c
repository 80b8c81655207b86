#include "font/digest.h"
#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "build/test-digest.txt"
#define CACHE_NAME "build/test-digest-cache"
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" /* FIPS 180-2 appendix B.1 */

static void write_file(const char *path, const char *text)
{
    FILE *file;

    mkdir("build", 0777);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* The digest of FILE_NAME by a cache at `path`, given these bytes in its place. */
static void digest_by(const char *path, const char *bytes, char digest[65])
{
    struct arena *arena = arena_open();
    struct digest_cache *cache = digest_cache_read(arena, path);

    assert_true(digest_file(cache, FILE_NAME, bytes, strlen(bytes), digest));
    digest_cache_write(cache);
    arena_close(arena);
}

static void the_digest_is_sha_256(void **state)
{
    char digest[65];

    write_file(FILE_NAME, "abc");
    digest_by(NULL, "abc", digest);
    assert_string_equal(digest, ABC);
}

/* The second reading is given other bytes, and does not look at them. */
static void an_unchanged_file_is_not_hashed_again(void **state)
{
    char digest[65];

    write_file(FILE_NAME, "abc");
    remove(CACHE_NAME);
    digest_by(CACHE_NAME, "abc", digest);
    digest_by(CACHE_NAME, "xyz", digest);
    assert_string_equal(digest, ABC);
}

static void a_changed_file_is_hashed_again(void **state)
{
    char digest[65];

    write_file(FILE_NAME, "abcd");
    remove(CACHE_NAME);
    digest_by(CACHE_NAME, "abcd", digest);
    write_file(FILE_NAME, "abc");
    digest_by(CACHE_NAME, "abc", digest);
    assert_string_equal(digest, ABC);
}

static void nonsense_in_the_cache_is_forgotten(void **state)
{
    char digest[65];

    write_file(FILE_NAME, "abc");
    write_file(CACHE_NAME, "hello\n" ABC " 3\n" ABC " 1 2 3 \nzz 1 2 3 " FILE_NAME "\n\n");
    digest_by(CACHE_NAME, "abc", digest);
    assert_string_equal(digest, ABC);
}

static void a_cache_that_cannot_be_written_is_no_fault(void **state)
{
    char digest[65];

    write_file(FILE_NAME, "abc");
    digest_by("build/no-such-folder/cache", "abc", digest);
    assert_string_equal(digest, ABC);
}

static void a_vanished_file_has_no_digest(void **state)
{
    struct arena *arena = arena_open();
    struct digest_cache *cache = digest_cache_read(arena, NULL);
    char digest[65];

    assert_false(digest_file(cache, "build/no-such-file", "", 0, digest));
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_is_sha_256),
        cmocka_unit_test(an_unchanged_file_is_not_hashed_again),
        cmocka_unit_test(a_changed_file_is_hashed_again),
        cmocka_unit_test(nonsense_in_the_cache_is_forgotten),
        cmocka_unit_test(a_cache_that_cannot_be_written_is_no_fault),
        cmocka_unit_test(a_vanished_file_has_no_digest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
