/*
 * The eras since Meiji, by their first days.
 *
 * Meiji: proclaimed on 1868-10-23 and made to count from the first day of that lunar year, 1868-01-25 (太政官布告).
 * Taisho: 1912-07-30, the day of 大正元年 by 明治45年詔書. Showa: 1926-12-25, 大正15年詔書. Heisei: the day after
 * the edict of 1989-01-07 (昭和64年政令第1号). Reiwa: 2019-05-01 (平成31年政令第143号).
 */
#include "data/wareki.h"

#include <stddef.h>

/* Newest first. */
static const struct era eras[] = {
    {"令和", ERA_REIWA, {2019, 5, 1}}, {"平成", ERA_HEISEI, {1989, 1, 8}}, {"昭和", ERA_SHOWA, {1926, 12, 25}},
    {"大正", ERA_AUTO, {1912, 7, 30}}, {"明治", ERA_AUTO, {1868, 1, 25}},
};

const struct era *era_of(int64_t day)
{
    for (size_t i = 0; i < sizeof(eras) / sizeof(eras[0]); i++)
        if (day >= days_from_civil(eras[i].first))
            return &eras[i];
    return NULL;
}

const struct era *era_fixed(enum era_setting setting)
{
    for (size_t i = 0; setting != ERA_AUTO && i < sizeof(eras) / sizeof(eras[0]); i++)
        if (eras[i].setting == setting)
            return &eras[i];
    return NULL;
}

int64_t era_year(const struct era *era, int64_t day)
{
    return civil_from_days(day).year - era->first.year + 1;
}
