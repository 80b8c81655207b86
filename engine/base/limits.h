/* base/limits.h - the most the engine will take on. limits.def is the table: what there is, how much, in what. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct limits {
#define LIMIT(member, name, usual, most, code, unit, unit_japanese, text, text_japanese) size_t member;
#include "base/limits.def"
#undef LIMIT
};

extern const struct limits limits_default;

/* One row of the table; the words by diag_language. */
struct limit {
    const char *name;
    size_t place; /* of the member in struct limits */
    size_t usual, most;
    enum diag_code code; /* what is said where it is reached */
    const char *unit[2];
    const char *text[2];
};

/* Rows from index 0; NULL past the last. */
const struct limit *limit_at(size_t index);

/* The row of this name, or NULL. */
const struct limit *limit_named(const char *name);

size_t limits_value(const struct limits *limits, const struct limit *limit);
void limits_set(struct limits *limits, const struct limit *limit, size_t value);

#endif
