/* The data model's keys: a misspelt one is an error wherever it stands, also where this form reads nothing. */
#include "schema/builder.h"

#include "model/model.h"

static const struct json_made *object_keys(const struct builder *builder, const struct model_node *node)
{
    struct json_made *members = json_make_object(builder->arena);
    const struct json_made *own = json_make(builder->arena, "^x-", builder->anything, NULL);

    for (size_t i = 0; i < node->member_count; i++)
        json_put(builder->arena, members, node->members[i].key, keys_part(builder, &node->members[i]));
    return json_make(builder->arena, "properties", members, "patternProperties", node->is_closed ? own : NULL,
                     "additionalProperties", node->is_closed ? json_make_flag(builder->arena, false) : NULL, NULL);
}

const struct json_made *keys_part(const struct builder *builder, const struct model_node *node)
{
    if (node->member_count == 0)
        return builder->anything;
    const struct json_made *object = object_keys(builder, node);
    return node->is_list ? json_make(builder->arena, "items", object, NULL) : object;
}
