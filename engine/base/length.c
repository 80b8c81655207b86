/* Rounding and dealing out of lengths. */
#include "base/length.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

length length_scale(length value, int64_t numerator, int64_t denominator)
{
    int64_t product;
    bool overflows = __builtin_mul_overflow(value, numerator, &product);

    assert(!overflows && denominator > 0);
    (void)overflows;

    int64_t quotient = product / denominator;
    int64_t remainder = product % denominator;
    int64_t size = remainder < 0 ? -remainder : remainder;
    if (size >= denominator - size)
        return product < 0 ? quotient - 1 : quotient + 1;
    return quotient;
}

length length_from_units(double units, length per_unit)
{
    double emu = units * (double)per_unit;

    assert(fabs(emu) <= (double)LENGTH_MAX * 1e6);
    return (length)llround(emu);
}

/* Newton's method on whole numbers: falls from above to the root, then stops. */
static int64_t square_root(int64_t value)
{
    int64_t root = value, next = (value + 1) / 2;

    while (next < root) {
        root = next;
        next = (root + value / root) / 2;
    }
    return root;
}

length length_diagonal(length width, length height)
{
    assert(width >= 0 && width <= LENGTH_MAX && height >= 0 && height <= LENGTH_MAX);
    return square_root(width * width + height * height);
}

struct share share_length(length total, int64_t parts)
{
    assert(parts > 0);
    return (struct share){.each = total / parts, .remainder = total % parts};
}

length share_next(struct share *share)
{
    if (share->remainder > 0) {
        share->remainder--;
        return share->each + 1;
    }
    if (share->remainder < 0) {
        share->remainder++;
        return share->each - 1;
    }
    return share->each;
}
