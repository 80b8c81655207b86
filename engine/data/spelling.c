/* Codes as JSON spells them: "unknown", but also true and 4. */
#include "data/binder.h"

const char *json_spelling(struct arena *arena, const struct source *source, const struct json *value)
{
    if (value->kind == JSON_STRING)
        return value->string;
    if (value->kind == JSON_TRUE)
        return "true";
    if (value->kind == JSON_FALSE)
        return "false";
    if (value->kind == JSON_NUMBER && value->is_integer)
        return arena_copy(arena, source->bytes + value->offset, value->end - value->offset);
    return NULL;
}
