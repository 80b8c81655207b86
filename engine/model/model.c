/* The table of the data model, walked: its levels are short, so members are found by looking at each. */
#include "model/model.h"

#include "base/diag.h"
#include "json/json.h"

#include <string.h>

#define OWN_PREFIX "x-"

const struct model_node *model_member(const struct model_node *node, const char *key)
{
    for (size_t i = 0; node && i < node->member_count; i++)
        if (strcmp(node->members[i].key, key) == 0)
            return &node->members[i];
    return NULL;
}

bool model_allows(const struct model_node *node, const char *key)
{
    return !node || !node->is_closed || strncmp(key, OWN_PREFIX, strlen(OWN_PREFIX)) == 0 || model_member(node, key);
}

/* --- what was meant ----------------------------------------------------------------------------------------------- */

static const char *nearest_here(struct arena *arena, const struct model_node *node, const char *key)
{
    size_t count = node ? node->member_count : 0;
    const char **names = arena_array(arena, const char *, count + 1);

    for (size_t i = 0; i < count; i++)
        names[i] = node->members[i].key;
    return diag_nearest(key, names, count);
}

/* The path of the first place below `node` where `key` may stand. */
static const char *find_elsewhere(struct arena *arena, const struct model_node *node, const char *path, const char *key)
{
    const char *found = NULL;

    if (model_member(node, key))
        return arena_format(arena, "%s/%s", path, key);
    for (size_t i = 0; i < node->member_count && !found; i++) {
        const struct model_node *member = &node->members[i];

        const char *below = arena_format(arena, "%s/%s%s", path, member->key, member->is_list ? "[]" : "");

        found = find_elsewhere(arena, member, below, key);
    }
    return found;
}

const char *model_nearest(struct arena *arena, const struct model_node *node, const char *key)
{
    const char *nearest = nearest_here(arena, node, key);

    return nearest ? nearest : find_elsewhere(arena, model_root(), "", key);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static bool is_number(const char *name)
{
    return *name != '\0' && name[strspn(name, "0123456789")] == '\0';
}

bool model_find(struct arena *arena, const struct model_node *node, const char *pointer,
                const struct model_node **place, const char **rest)
{
    bool is_item = true; /* where the place is a list: it stands for one of its items */

    *place = node;
    *rest = pointer;
    while (*place && **rest == '/') {
        bool is_step_into_list = (*place)->is_list && !is_item;
        const char *after = *rest;
        const char *name = json_pointer_step(arena, &after);

        if (is_step_into_list ? !is_number(name) : !model_allows(*place, name))
            return false;
        *place = is_step_into_list ? *place : model_member(*place, name);
        is_item = is_step_into_list;
        *rest = after;
    }
    return true;
}
