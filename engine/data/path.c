/* Where a field's value stands in the data, or where it would stand. */
#include "data/binder.h"

#include <string.h>

bool json_is_empty(const struct json *value)
{
    if (!value || value->kind == JSON_NULL)
        return true;
    return (value->kind == JSON_STRING || value->kind == JSON_ARRAY) && value->size == 0;
}

/* The deepest value on the way along `path` that exists. */
static const struct json *find_parent(struct arena *arena, const struct json *base, const char *path)
{
    char *shorter = arena_copy_string(arena, path);

    for (char *slash = strrchr(shorter, '/'); slash; slash = strrchr(shorter, '/')) {
        *slash = '\0';
        const struct json *found = json_lookup(base, shorter);
        if (found)
            return found;
    }
    return base;
}

static bool is_reported(struct binder *binder, size_t offset)
{
    for (size_t i = 0; i < binder->parent_count; i++)
        if (binder->parents[i] == offset)
            return true;
    binder->parents =
        arena_grow(binder->arena, binder->parents, binder->parent_count, &binder->parent_capacity, sizeof(size_t));
    binder->parents[binder->parent_count++] = offset;
    return false;
}

/* A parent that is no object would hide the value in silence. Said once, though many fields may lie below it. */
static void refuse_parent(struct binder *binder, struct slot *slot, const struct json *parent)
{
    struct source_ref at = json_ref(binder->arena, binder->source, parent);
    const char *kind = json_description(binder->arena, binder->source, parent);

    value_refuse(binder, slot);
    if (!is_reported(binder, parent->offset))
        diags_error(binder->diags, DIAG_PARENT_TYPE, &at, &slot->field->at,
                    DIAG_ARGS(field_title(binder->arena, slot->field), kind));
}

/* What stands at one path of the field, or NULL. */
static const struct json *find_at(struct binder *binder, struct slot *slot, const char *path)
{
    const struct json *found = json_lookup(slot->base, path);
    const struct json *parent = found ? NULL : find_parent(binder->arena, slot->base, path);

    if (parent && parent->kind != JSON_OBJECT && parent->kind != JSON_NULL)
        refuse_parent(binder, slot, parent);
    return found;
}

/* The first path with a value, or else the first that exists at all; NULL after a parent was refused. */
static const struct json *find_value(struct binder *binder, struct slot *slot)
{
    const struct json *first = NULL;

    for (size_t i = 0; i < slot->field->path_count; i++) {
        const struct json *found = find_at(binder, slot, slot->field->paths[i]);

        if (slot->value->is_wrong || !json_is_empty(found))
            return found;
        if (!first)
            first = found;
    }
    return first;
}

static struct source_ref absent_ref(struct binder *binder, const struct slot *slot)
{
    const char *path = slot->field->paths[0];
    struct source_ref base = json_ref(binder->arena, binder->source, slot->base);

    return (struct source_ref){
        .source = binder->source,
        .offset = find_parent(binder->arena, slot->base, path)->offset,
        .pointer = arena_format(binder->arena, "%s%s", base.pointer, path),
    };
}

void path_find(struct binder *binder, struct slot *slot)
{
    const struct json *found = find_value(binder, slot);

    slot->value->json = found;
    slot->value->at = found ? json_ref(binder->arena, binder->source, found) : absent_ref(binder, slot);
}
