/*
 * Keys of the data file that the data model does not know. A misspelt optional key would otherwise be dropped in
 * silence. All of the file is looked at, whatever a form reads of it; values are not.
 */
#include "data/record.h"
#include "model/model.h"
#include "json/json.h"

struct search {
    struct arena *arena;
    const struct source *source;
    struct diags *diags;
};

static void check_value(const struct search *search, const struct json *value, const struct model_node *node);

static void report_member(const struct search *search, const struct json *member, const struct model_node *node)
{
    struct source_ref at = json_key_ref(search->arena, search->source, member);

    diags_error(search->diags, DIAG_DATA_KEY, &at, NULL,
                DIAG_ARGS(member->key, model_nearest(search->arena, node, member->key)));
}

static void check_members(const struct search *search, const struct json *object, const struct model_node *node)
{
    for (const struct json *member = object->child; member; member = member->next) {
        if (model_allows(node, member->key))
            check_value(search, member, model_member(node, member->key));
        else
            report_member(search, member, node);
    }
}

/* What has no members in the model is no object, or an open one: its own field says what it wants. */
static void check_value(const struct search *search, const struct json *value, const struct model_node *node)
{
    if (!node || node->member_count == 0)
        return;
    if (value->kind == JSON_OBJECT && !node->is_list)
        check_members(search, value, node);
    for (const struct json *item = value->kind == JSON_ARRAY ? value->child : NULL; item; item = item->next)
        if (item->kind == JSON_OBJECT && node->is_list)
            check_members(search, item, node);
}

void data_check_keys(struct arena *arena, const struct model_node *model, const struct source *source,
                     const struct json *root, struct diags *diags)
{
    check_value(&(struct search){arena, source, diags}, root, model);
}
