#include "batch/claims.h"
#include "support/cmocka.h"

#include <stdio.h>
#include <string.h>

static uint64_t hash_of(unsigned number)
{
    char name[32];

    return claims_hash(name, (size_t)snprintf(name, sizeof name, "name-%u.pdf", number));
}

static void a_name_is_taken_once(void **state)
{
    struct claims claims = {0};

    for (unsigned i = 0; i < 100000; i++)
        assert_true(claims_add(&claims, hash_of(i)));
    for (unsigned i = 0; i < 100000; i += 7)
        assert_false(claims_add(&claims, hash_of(i)));
    assert_int_equal(claims.count, 100000);
    claims_close(&claims);
}

static void a_name_takes_at_most_18_bytes(void **state)
{
    struct claims claims = {0};

    for (unsigned i = 0; i < 60000; i++) {
        claims_add(&claims, hash_of(i));
        if (i > 1000)
            assert_true(claims.room * sizeof *claims.slots <= (i + 1) * 18 + 18 * 1024);
    }
    claims_close(&claims);
}

static void the_hash_that_marks_empty_slots_can_be_taken(void **state)
{
    struct claims claims = {0};

    assert_true(claims_add(&claims, 0));
    assert_false(claims_add(&claims, 0));
    claims_close(&claims);
}

static void hashes_are_the_start_of_sha256(void **state)
{
    assert_true(claims_hash("abc", 3) == UINT64_C(0xba7816bf8f01cfea)); /* FIPS 180-2, B.1 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_taken_once),
        cmocka_unit_test(a_name_takes_at_most_18_bytes),
        cmocka_unit_test(the_hash_that_marks_empty_slots_can_be_taken),
        cmocka_unit_test(hashes_are_the_start_of_sha256),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
