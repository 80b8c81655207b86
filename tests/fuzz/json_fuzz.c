/* Any bytes, read as data and as a layout: a tree or an error, never both, never neither. */
#include "json/json.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Every value lies within its parent and can be found again by its own pointer. */
static void check_value(struct arena *arena, const struct source *source, const struct json *root,
                        const struct json *value, size_t *budget)
{
    for (const struct json *child = value->child; child != NULL; child = child->next) {
        assert(child->offset >= value->offset && child->end <= value->end && child->offset < child->end);
        if (*budget == 0)
            return;
        (*budget)--; /* looking up is linear, so large inputs are checked in part */
        assert(json_lookup(root, json_ref(arena, source, child).pointer) == child);
        check_value(arena, source, root, child, budget);
    }
}

static void read_as(const struct source *source, enum json_dialect dialect)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct sink sink = {0};
    size_t budget = 200;

    const struct json *root = json_read(arena, source, dialect, &limits_default, diags);
    assert((root == NULL) == (diags_errors(diags) > 0));
    if (root != NULL)
        check_value(arena, source, root, root, &budget);
    diags_write_text(diags, DIAG_JAPANESE, &sink);
    diags_write_json(diags, DIAG_ENGLISH, &sink);
    sink_close(&sink);
    diags_close(diags);
    arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct source source = {.name = "fuzz", .bytes = (const char *)bytes, .size = size};

    read_as(&source, JSON_STRICT);
    read_as(&source, JSON_COMMENTS);
    return 0;
}
