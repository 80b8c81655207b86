/* form/report.c - what can go wrong while placing, said where the author or the desk can mend it. */
#include "form/content.h"

static const char *millimetres(struct composer *composer, length value)
{
    struct sink sink = {0};
    const char *text;

    sink_put_decimal(&sink, length_scale(value, 10, LENGTH_PER_MM), 1);
    text = arena_copy(composer->arena, sink.bytes, sink.size);
    sink_close(&sink);
    return text;
}

void report_too_high(struct composer *composer, const struct source_ref *node, const struct origin *value, length have,
                     length need)
{
    struct source_ref at = value && value->value ? *value->value : *node;

    composer->has_failed = true;
    diags_error(composer->diags, DIAG_FORM_TOO_HIGH, &at, node,
                DIAG_ARGS(millimetres(composer, need), millimetres(composer, have)));
}

bool report_limit(struct composer *composer, enum diag_code code, size_t limit)
{
    composer->has_failed = true;
    return diags_error(composer->diags, code, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(arena_format(composer->arena, "%zu", limit)));
}
