/* base/length.h - lengths in whole EMU, so that sums never depend on order or processor. */
#ifndef BASE_LENGTH_H
#define BASE_LENGTH_H

#include <stdint.h>

/* A distance in EMU (ECMA-376 English Metric Unit): 12,700 to the point, 36,000 to the millimetre. */
typedef int64_t length;

#define LENGTH_PER_PT ((length)12700)
#define LENGTH_PER_MM ((length)36000)

/* The largest length a layout may state: 10 m. Sums of a million such stay far inside 64 bits. */
#define LENGTH_MAX ((length)10000 * LENGTH_PER_MM)

/*
 * `value` [length] times numerator / denominator, rounded half away from zero.
 * denominator > 0; |value * numerator| must fit 63 bits (asserted). The one rounding function.
 */
length length_scale(length value, int64_t numerator, int64_t denominator);

/* A count of units (pt, mm) read from a JSON number, rounded to the nearest EMU. */
length length_from_units(double units, length per_unit);

/* The diagonal of a rectangle of these sides [length, 0 to LENGTH_MAX each], rounded down. */
length length_diagonal(length width, length height);

/*
 * Deals `total` [length] out to `parts` (> 0) shares in whole EMU: the first shares take the remainder,
 * so the shares add up to `total` exactly.
 */
struct share {
    length each;
    length remainder;
};
struct share share_length(length total, int64_t parts);
length share_next(struct share *share);

static inline length length_max(length a, length b)
{
    return a > b ? a : b;
}
static inline length length_min(length a, length b)
{
    return a < b ? a : b;
}

#endif
