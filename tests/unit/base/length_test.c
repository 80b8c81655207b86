#include "base/length.h"
#include "support/cmocka.h"

static void scaling_rounds_half_away_from_zero(void **state)
{
    assert_int_equal(length_scale(5, 1, 2), 3);
    assert_int_equal(length_scale(-5, 1, 2), -3);
    assert_int_equal(length_scale(7, 1, 3), 2);
    assert_int_equal(length_scale(8, 1, 3), 3);
    assert_int_equal(length_scale(-7, 1, 3), -2);
    assert_int_equal(length_scale(-8, 1, 3), -3);
    assert_int_equal(length_scale(0, 5, 7), 0);
    assert_int_equal(length_scale(LENGTH_MAX, 1000, 1000), LENGTH_MAX);
}

static void scaling_agrees_with_exact_arithmetic(void **state)
{
    for (int64_t value = -50; value <= 50; value++)
        for (int64_t denominator = 1; denominator <= 12; denominator++) {
            int64_t rounded = length_scale(value, 3, denominator);
            int64_t error = rounded * denominator - value * 3; /* in 1/denominator */
            assert_true(2 * error <= denominator && -2 * error <= denominator);
            assert_int_equal(length_scale(-value, 3, denominator), -rounded);
        }
}

static void units_become_whole_emu(void **state)
{
    assert_int_equal(length_from_units(10.5, LENGTH_PER_PT), 133350);
    assert_int_equal(length_from_units(0.1, LENGTH_PER_MM), 3600);
    assert_int_equal(length_from_units(210, LENGTH_PER_MM), 7560000);
    assert_int_equal(length_from_units(-0.25, LENGTH_PER_MM), -9000);
    for (int hundredths = 0; hundredths < 30000; hundredths++)
        assert_int_equal(length_from_units(hundredths / 100.0, LENGTH_PER_MM), hundredths * 360);
}

static void shares_add_up_to_the_total_and_differ_by_one_at_most(void **state)
{
    for (length total = -40; total <= 40; total++)
        for (int64_t parts = 1; parts <= 13; parts++) {
            struct share share = share_length(total, parts);
            length sum = 0;
            length first = 0;
            for (int64_t i = 0; i < parts; i++) {
                length part = share_next(&share);
                if (i == 0)
                    first = part;
                assert_true(part == first || part == first + (total < 0 ? 1 : -1));
                sum += part;
            }
            assert_int_equal(sum, total);
        }
}

static void a_diagonal_is_rounded_down(void **state)
{
    assert_int_equal(length_diagonal(0, 0), 0);
    assert_int_equal(length_diagonal(3 * LENGTH_PER_MM, 4 * LENGTH_PER_MM), 5 * LENGTH_PER_MM);
    assert_int_equal(length_diagonal(1, 1), 1);
    for (length side = 1; side < LENGTH_MAX; side = side * 3 + 1) {
        length found = length_diagonal(side, side);

        assert_true(found * found <= 2 * side * side && (found + 1) * (found + 1) > 2 * side * side);
    }
    assert_int_equal(length_diagonal(LENGTH_MAX, 0), LENGTH_MAX);
}

static void the_larger_and_the_smaller_of_two(void **state)
{
    assert_int_equal(length_max(-3, 2), 2);
    assert_int_equal(length_min(-3, 2), -3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scaling_rounds_half_away_from_zero),
        cmocka_unit_test(scaling_agrees_with_exact_arithmetic),
        cmocka_unit_test(units_become_whole_emu),
        cmocka_unit_test(shares_add_up_to_the_total_and_differ_by_one_at_most),
        cmocka_unit_test(a_diagonal_is_rounded_down),
        cmocka_unit_test(the_larger_and_the_smaller_of_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
