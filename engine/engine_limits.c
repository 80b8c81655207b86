/* engine_limits.c - the limits under their public names. */
#include "parts.h"

#include <inttypes.h>

bool todoke_limit_info(size_t index, struct todoke_limit_info *info)
{
    const struct limit *limit = limit_at(index);

    if (limit)
        *info = (struct todoke_limit_info){
            .name = limit->name,
            .usual = limit->usual,
            .most = limit->most,
            .unit = {[TODOKE_JAPANESE] = limit->unit[DIAG_JAPANESE], [TODOKE_ENGLISH] = limit->unit[DIAG_ENGLISH]},
            .text = {[TODOKE_JAPANESE] = limit->text[DIAG_JAPANESE], [TODOKE_ENGLISH] = limit->text[DIAG_ENGLISH]},
            .diagnostic = diag_code_name(limit->code),
        };
    return limit != NULL;
}

uint64_t todoke_limit_value(const struct todoke *engine, size_t index)
{
    const struct limit *limit = limit_at(index);

    return limit ? limits_value(&engine->limits, limit) : 0;
}

static bool report_unknown(struct arena *scratch, const char *name, struct diags *diags)
{
    size_t count = 0;
    const char **names;

    while (limit_at(count))
        count++;
    names = arena_array(scratch, const char *, count);
    for (size_t i = 0; i < count; i++)
        names[i] = limit_at(i)->name;
    return diags_error(diags, DIAG_LIMIT_UNKNOWN, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(name, diag_nearest(name, names, count)));
}

static bool set(struct arena *scratch, struct limits *limits, const struct todoke_limit *wanted, struct diags *diags)
{
    const struct limit *limit = limit_named(wanted->name);

    if (!limit)
        return report_unknown(scratch, wanted->name, diags);
    if (wanted->value == 0 || wanted->value > limit->most)
        return diags_error(diags, DIAG_LIMIT_VALUE, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(limit->name, arena_format(scratch, "%zu", limit->most),
                                     arena_format(scratch, "%" PRIu64, wanted->value)));
    limits_set(limits, limit, wanted->value);
    return true;
}

bool engine_read_limits(const struct todoke_options *options, struct limits *limits, struct diags *diags)
{
    struct arena *scratch = arena_open();
    bool is_good = true;

    *limits = limits_default;
    for (size_t i = 0; i < options->limit_count; i++)
        is_good &= set(scratch, limits, &options->limits[i], diags);
    arena_close(scratch);
    return is_good;
}
