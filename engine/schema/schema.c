/* The schema of a form as a whole. */
#include "schema/schema.h"

#include "schema/builder.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"
#define WIDTH 110 /* columns */

static struct builder builder_of(struct arena *arena, const struct layout *layout)
{
    return (struct builder){
        .arena = arena,
        .layout = layout,
        .anything = json_make_flag(arena, true),
        .strict = json_make_array(arena),
        .general = json_make_array(arena),
    };
}

/* "a, b", each once; NULL for none. */
static const char *beyond_text(const struct builder *builder)
{
    struct sink sink = {0};
    const char *kept;

    for (size_t i = 0; i < builder->beyond_count; i++)
        sink_format(&sink, "%s%s", i == 0 ? "not said here: " : ", ", builder->beyond[i]);
    kept = sink.size > 0 ? part_keep(builder, &sink) : NULL;
    sink_close(&sink);
    return kept;
}

/* What holds besides the types at each site: the data model's keys, mandatory values, rules. */
static struct json_made *conditions_of(struct builder *builder)
{
    struct arena *arena = builder->arena;
    struct json_made *conditions = json_make_array(arena);

    rules_add(builder);
    if (builder->layout->model)
        json_push(arena, conditions, part_reference(builder, "keys"));
    if (json_made_count(builder->strict) > 0)
        json_push(arena, conditions,
                  json_make(arena, "if", part_reference(builder, "specimen"), "else",
                            json_make(arena, "allOf", builder->strict, NULL), NULL));
    json_add(arena, conditions, builder->general);
    return conditions;
}

static const struct json_made *whole_part(struct builder *builder)
{
    const struct layout *layout = builder->layout;
    struct json_made *conditions = conditions_of(builder);
    struct json_made *definitions = definitions_part(builder);
    struct json_made *whole = json_make(
        builder->arena, "$schema", part_text(builder, DIALECT), "title", part_text(builder, layout->title),
        "description", part_text(builder, arena_format(builder->arena, "%s, %s", layout->form, layout->edition.name)),
        "$comment", part_text(builder, beyond_text(builder)), NULL);

    if (layout->model)
        json_put(builder->arena, definitions, "keys", keys_part(builder, layout->model));
    json_add(builder->arena, whole, object_part(builder, layout->fields, layout->field_count, conditions));
    json_put(builder->arena, whole, "$defs", definitions);
    return whole;
}

void schema_write(const struct layout *layout, struct sink *sink)
{
    struct arena *arena = arena_open();
    struct builder builder = builder_of(arena, layout);

    json_write(whole_part(&builder), WIDTH, sink);
    arena_close(arena);
}
