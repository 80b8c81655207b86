/* Messages of the layout stage: where a value stands, and what was found instead of what. */
#include "layout/compiler.h"

#include "base/sink.h"

struct source_ref scope_ref(const struct scope *scope, const struct json *value)
{
    return json_ref(scope->compiler->arena, value->source, value);
}

bool report_at(const struct scope *scope, struct source_ref at, enum diag_code code, struct diag_args args)
{
    return diags_error(scope->compiler->diags, code, &at, NULL, args);
}

bool report(const struct scope *scope, const struct json *value, enum diag_code code, struct diag_args args)
{
    return report_at(scope, scope_ref(scope, value), code, args);
}

bool report_key(const struct scope *scope, const struct json *value, enum diag_code code, struct diag_args args)
{
    return report_at(scope, json_key_ref(scope->compiler->arena, value->source, value), code, args);
}

bool report_type(const struct scope *scope, const struct json *value, const char *wanted, const char *example)
{
    const char *found = json_description(scope->compiler->arena, value->source, value);

    return report(scope, value, DIAG_LAYOUT_TYPE, DIAG_ARGS(wanted, found, example));
}

const char *join_names(struct arena *arena, const char *const *names, size_t count)
{
    struct sink sink = {0};

    for (size_t i = 0; i < count; i++) {
        sink_put_string(&sink, i == 0 ? "" : ", ");
        sink_put_string(&sink, names[i]);
    }
    const char *joined = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return joined;
}
