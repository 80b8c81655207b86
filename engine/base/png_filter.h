/* base/png_filter.h - the filters of PNG (ISO/IEC 15948, clause 9): what a byte's neighbours foretell of it. */
#ifndef BASE_PNG_FILTER_H
#define BASE_PNG_FILTER_H

#include <stdlib.h>

enum png_filter {
    PNG_FILTER_NONE,
    PNG_FILTER_SUB,
    PNG_FILTER_UP,
    PNG_FILTER_AVERAGE,
    PNG_FILTER_PAETH,
    PNG_FILTER_COUNT,
};

static inline int png_filter_paeth(int left, int above, int corner)
{
    int by_left = abs(above - corner), by_above = abs(left - corner), by_corner = abs(left + above - 2 * corner);

    if (by_left <= by_above && by_left <= by_corner)
        return left;
    return by_above <= by_corner ? above : corner;
}

/* The byte to the left, the one above, and the one left of that; 0 where there is none. */
static inline int png_filter_foretold(enum png_filter filter, int left, int above, int corner)
{
    switch (filter) {
    case PNG_FILTER_SUB:
        return left;
    case PNG_FILTER_UP:
        return above;
    case PNG_FILTER_AVERAGE:
        return (left + above) / 2;
    case PNG_FILTER_PAETH:
        return png_filter_paeth(left, above, corner);
    case PNG_FILTER_NONE:
    case PNG_FILTER_COUNT:
        break;
    }
    return 0;
}

#endif
