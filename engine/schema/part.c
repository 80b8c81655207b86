/* Schemas joined, and moved to where in the incident file they hold. */
#include "schema/builder.h"
#include "schema/site.h"

#include <string.h>

const struct json_made *part_text(const struct builder *builder, const char *text)
{
    return text ? json_make_string(builder->arena, text) : NULL;
}

const char *part_keep(const struct builder *builder, const struct sink *sink)
{
    return arena_copy(builder->arena, sink->bytes ? sink->bytes : "", sink->size);
}

const struct json_made *part_reference(const struct builder *builder, const char *name)
{
    const char *pointer = arena_format(builder->arena, "#/$defs/%s", name);

    return json_make(builder->arena, "$ref", part_text(builder, pointer), NULL);
}

const struct json_made *part_labelled(const struct builder *builder, const char *id, const char *japanese,
                                      const char *english, const struct json_made *inner)
{
    struct json_made *object =
        json_make(builder->arena, "$comment", part_text(builder, id), "title", part_text(builder, japanese),
                  "description", part_text(builder, english), NULL);

    json_add(builder->arena, object, inner);
    return object;
}

const struct json_made *part_values(const struct builder *builder, const struct json_made *values)
{
    return json_make(builder->arena, "enum", values, NULL);
}

/* --- joined ------------------------------------------------------------------------------------------------------- */

const struct json_made *part_not(const struct builder *builder, const struct json_made *inner)
{
    return inner ? json_make(builder->arena, "not", inner, NULL) : NULL;
}

/* What accepts all is left out of `allOf`, and decides `anyOf`. */
static const struct json_made *join(const struct builder *builder, const char *keyword,
                                    const struct json_made *const *parts, size_t count, bool is_any)
{
    struct json_made *list = json_make_array(builder->arena);
    const struct json_made *last = builder->anything;

    for (size_t i = 0; i < count; i++) {
        if (!parts[i] || (is_any && parts[i] == builder->anything))
            return parts[i];
        if (parts[i] == builder->anything)
            continue;
        last = parts[i];
        json_push(builder->arena, list, last);
    }
    return json_made_count(list) < 2 ? last : json_make(builder->arena, keyword, list, NULL);
}

const struct json_made *part_all(const struct builder *builder, const struct json_made *const *parts, size_t count)
{
    return join(builder, "allOf", parts, count, false);
}

const struct json_made *part_any(const struct builder *builder, const struct json_made *const *parts, size_t count)
{
    return join(builder, "anyOf", parts, count, true);
}

const struct json_made *part_both(const struct builder *builder, const struct json_made *one,
                                  const struct json_made *other)
{
    return part_all(builder, (const struct json_made *[]){one, other}, 2);
}

const struct json_made *part_either(const struct builder *builder, const struct json_made *one,
                                    const struct json_made *other)
{
    return part_any(builder, (const struct json_made *[]){one, other}, 2);
}

const struct json_made *part_if(const struct builder *builder, const struct json_made *when,
                                const struct json_made *then)
{
    if (!when || !then)
        return NULL;
    return when == builder->anything ? then : json_make(builder->arena, "if", when, "then", then, NULL);
}

/* --- moved to a path ---------------------------------------------------------------------------------------------- */

struct steps {
    const char **names;
    size_t count;
};

static struct steps steps_of(const struct builder *builder, const char *path)
{
    struct steps steps = {arena_array(builder->arena, const char *, strlen(path) + 1), 0};

    while (*path == '/')
        steps.names[steps.count++] = json_pointer_step(builder->arena, &path);
    return steps;
}

const struct json_made *part_has(const struct builder *builder, const char *path, const struct json_made *inner)
{
    struct steps steps = steps_of(builder, path);

    for (size_t i = inner ? steps.count : 0; i-- > 0;) {
        struct json_made *names = json_make_array(builder->arena);

        json_push(builder->arena, names, part_text(builder, steps.names[i]));
        inner = json_make(builder->arena, "type", i > 0 ? part_text(builder, "object") : NULL, "required", names,
                          "properties", json_make(builder->arena, steps.names[i], inner, NULL), NULL);
    }
    return inner;
}

/* An object, or null: what may stand above a value that is not there. */
static const struct json_made *object_or_null(const struct builder *builder)
{
    struct json_made *types = json_make_array(builder->arena);

    json_push(builder->arena, types, part_text(builder, "object"));
    json_push(builder->arena, types, part_text(builder, "null"));
    return types;
}

const struct json_made *part_at(const struct builder *builder, const char *path, const struct json_made *inner)
{
    struct steps steps = steps_of(builder, path);

    for (size_t i = inner ? steps.count : 0; i-- > 0;)
        inner = part_members(builder, i == 0, json_make(builder->arena, steps.names[i], inner, NULL));
    return inner;
}

const struct json_made *part_members(const struct builder *builder, bool is_root, const struct json_made *members)
{
    return json_make(builder->arena, "type", is_root ? NULL : object_or_null(builder), "properties", members, NULL);
}

/* --- the path that counts ----------------------------------------------------------------------------------------- */

/* None of the paths before this one has a value. */
static const struct json_made *passed_over(const struct builder *builder, const struct field *field, size_t path)
{
    const struct json_made **given = arena_array(builder->arena, const struct json_made *, path);

    for (size_t i = 0; i < path; i++)
        given[i] = part_has(builder, field->paths[i], part_reference(builder, "given"));
    return path == 0 ? builder->anything : part_not(builder, part_any(builder, given, path));
}

const struct json_made *part_chosen_has(const struct builder *builder, const struct field *field,
                                        const struct json_made *inner)
{
    const struct json_made **found = arena_array(builder->arena, const struct json_made *, field->path_count);

    if (!field_has_site(field))
        return NULL;
    for (size_t i = 0; i < field->path_count; i++)
        found[i] = part_both(builder, passed_over(builder, field, i), part_has(builder, field->paths[i], inner));
    return part_any(builder, found, field->path_count);
}

const struct json_made *part_chosen_at(const struct builder *builder, const struct field *field, size_t from,
                                       const struct json_made *inner)
{
    const struct json_made **held = arena_array(builder->arena, const struct json_made *, field->path_count);

    if (!field_has_site(field))
        return NULL;
    for (size_t i = from; i < field->path_count; i++)
        held[i] = part_if(builder, passed_over(builder, field, i), part_at(builder, field->paths[i], inner));
    return part_all(builder, held + from, field->path_count - from);
}
