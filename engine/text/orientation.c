#include "text/orientation.h"

#include <stddef.h>

enum orientation orientation_of(uint32_t c)
{
    size_t low = 0, high = ORIENTATION_SPANS;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct orientation_span *span = &orientation_spans[middle];

        if (c > span->last)
            low = middle + 1;
        else if (c < span->first)
            high = middle;
        else
            return span->orientation;
    }
    return ORIENTATION_ROTATED;
}
