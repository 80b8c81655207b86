/* data/wareki.h - Japanese eras (元号). */
#ifndef DATA_WAREKI_H
#define DATA_WAREKI_H

#include "data/datetime.h"
#include "layout/layout.h"

struct era {
    const char *name;
    enum era_setting setting; /* ERA_AUTO: no layout can fix it */
    struct civil first;       /* its first day */
};

/* The era of a day, or NULL before Meiji. */
const struct era *era_of(int64_t day);

/* The era that a layout fixes, or NULL for ERA_AUTO. */
const struct era *era_fixed(enum era_setting setting);

/* Year of the era, from 1. */
int64_t era_year(const struct era *era, int64_t day);

#endif
