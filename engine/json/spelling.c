/* Codes as JSON spells them: "unknown", but also true and 4. */
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *json_spelling(struct arena *arena, const struct json *value)
{
    if (value->kind == JSON_STRING)
        return value->string;
    if (value->kind == JSON_TRUE)
        return "true";
    if (value->kind == JSON_FALSE)
        return "false";
    if (value->kind == JSON_NUMBER && value->is_integer)
        return arena_copy(arena, value->source->bytes + value->offset, value->end - value->offset);
    return NULL;
}

/* What reads as a number and is written again the same is one: not 01, not +1, nothing too large. */
static bool is_integer(const char *code)
{
    char again[32];

    snprintf(again, sizeof(again), "%lld", strtoll(code, NULL, 10));
    return strcmp(again, code) == 0;
}

bool json_is_bare(const char *code)
{
    return strcmp(code, "true") == 0 || strcmp(code, "false") == 0 || is_integer(code);
}
