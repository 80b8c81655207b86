#include "base/limits.h"

#include <string.h>

#define MEBI ((size_t)1024 * 1024)
#define MILLION ((size_t)1000000)

const struct limits limits_default = {
#define LIMIT(member, name, usual, most, code, unit, unit_japanese, text, text_japanese) .member = (usual),
#include "base/limits.def"
#undef LIMIT
};

static const struct limit table[] = {
#define LIMIT(member, name, usual, most, code, unit, unit_japanese, text, text_japanese) \
    {name,                                                                               \
     offsetof(struct limits, member),                                                    \
     usual,                                                                              \
     most,                                                                               \
     DIAG_##code,                                                                        \
     {[DIAG_JAPANESE] = unit_japanese, [DIAG_ENGLISH] = unit},                           \
     {[DIAG_JAPANESE] = text_japanese, [DIAG_ENGLISH] = text}},
#include "base/limits.def"
#undef LIMIT
};

const struct limit *limit_at(size_t index)
{
    return index < sizeof table / sizeof table[0] ? &table[index] : NULL;
}

const struct limit *limit_named(const char *name)
{
    for (size_t i = 0; limit_at(i) != NULL; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

size_t limits_value(const struct limits *limits, const struct limit *limit)
{
    size_t value;

    memcpy(&value, (const char *)limits + limit->place, sizeof value);
    return value;
}

void limits_set(struct limits *limits, const struct limit *limit, size_t value)
{
    memcpy((char *)limits + limit->place, &value, sizeof value);
}
