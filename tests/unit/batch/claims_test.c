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

/* Two leaves hold more than one can; before there are two, the one counts as many. */
static void a_name_takes_at_most_16_bytes(void **state)
{
    struct claims claims = {0};

    for (unsigned i = 1; i <= 60000; i++) {
        claims_add(&claims, hash_of(i));
        assert_true((claims.leaf_count - 1) * sizeof *claims.leaves[0]->hashes * CLAIMS_LEAF <= i * 16);
    }
    claims_close(&claims);
}

static void check_order(const struct claims *claims)
{
    uint64_t last = 0;
    size_t count = 0;

    for (size_t i = 0; i < claims->leaf_count; i++) {
        const struct claims_leaf *leaf = claims->leaves[i];

        for (size_t k = 0; k < leaf->count; k++) {
            assert_true(count == 0 || leaf->hashes[k] > last);
            last = leaf->hashes[k];
            count++;
        }
    }
    assert_int_equal(count, claims->count);
}

static void hashes_in_any_order_end_up_in_theirs(void **state)
{
    static const uint64_t strides[] = {1, UINT64_MAX, 7919,
                                       UINT64_C(0x9E3779B97F4A7C15)}; /* rising, falling, scattered */

    for (size_t i = 0; i < sizeof strides / sizeof *strides; i++) {
        struct claims claims = {0};

        for (uint64_t k = 1; k <= 5000; k++)
            assert_true(claims_add(&claims, k * strides[i]));
        for (uint64_t k = 1; k <= 5000; k++)
            assert_false(claims_add(&claims, k * strides[i]));
        check_order(&claims);
        claims_close(&claims);
    }
}

static void the_first_and_the_last_hash_can_be_taken(void **state)
{
    struct claims claims = {0};

    for (int taken = 0; taken < 2; taken++) {
        assert_true(claims_add(&claims, 0) == !taken);
        assert_true(claims_add(&claims, UINT64_MAX) == !taken);
    }
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
        cmocka_unit_test(a_name_takes_at_most_16_bytes),
        cmocka_unit_test(hashes_in_any_order_end_up_in_theirs),
        cmocka_unit_test(the_first_and_the_last_hash_can_be_taken),
        cmocka_unit_test(hashes_are_the_start_of_sha256),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
