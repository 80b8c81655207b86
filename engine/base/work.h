/* base/work.h - the work done on one document, counted against a limit: what grows with the input is added up. */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include <stdbool.h>
#include <stddef.h>

struct work {
    size_t spent, most; /* units, about a microsecond each (base/limits.def) */
};

/* False when it is more than may be, now or before. */
static inline bool work_add(struct work *work, size_t units)
{
    work->spent += units;
    return work->spent <= work->most;
}

#endif
