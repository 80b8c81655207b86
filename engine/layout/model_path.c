/* Paths of fields: each must be one of the data model, where the layout says that it keeps to it. */
#include "layout/compiler.h"
#include "model/model.h"

#include <string.h>

/* "/detection/detected" -> "/detection/detected_at": up to the step that fails, then what was meant there. */
static const char *meant_path(struct arena *arena, const struct json *path, const char *rest, const char *nearest)
{
    const char *after = rest + 1 + strcspn(rest + 1, "/");

    if (!nearest || nearest[0] == '/')
        return nearest;
    return arena_format(arena, "%.*s/%s%s", (int)(rest - path->string), path->string, nearest, after);
}

/* Checks one path below `from`; *place is what it names, NULL when the model says nothing about it. */
static bool check_path(const struct scope *scope, const struct json *path, const struct model_node *from,
                       const struct model_node **place)
{
    struct arena *arena = scope->compiler->arena;
    const char *rest;

    if (model_find(arena, from, path->string, place, &rest))
        return true;
    const char *step = arena_copy(arena, rest + 1, strcspn(rest + 1, "/"));
    const char *nearest = model_nearest(arena, *place, step);
    *place = NULL;
    return report(scope, path, DIAG_PATH_UNKNOWN,
                  DIAG_ARGS(path->string, step, meant_path(arena, path, rest, nearest)));
}

static bool check_fields(const struct scope *scope, const struct json *fields, const struct model_node *from);

static bool check_field(const struct scope *scope, const struct json *field, const struct model_node *from)
{
    const struct json *path = json_find(field, "path"), *members = json_find(field, "each");
    const struct model_node *place = NULL, *other;
    bool ok = true;

    if (path && path->kind == JSON_STRING)
        ok = check_path(scope, path, from, &place);
    for (const struct json *item = path && path->kind == JSON_ARRAY ? path->child : NULL; item; item = item->next)
        ok &= check_path(scope, item, from, item == path->child ? &place : &other);
    return ok && (!members || check_fields(scope, members, place)); /* whose paths start at the items */
}

static bool check_fields(const struct scope *scope, const struct json *fields, const struct model_node *from)
{
    bool ok = true;

    for (const struct json *field = fields->child; field; field = field->next)
        ok &= check_field(scope, field, from);
    return ok;
}

bool check_model_paths(const struct scope *scope, const struct json *fields)
{
    const struct model_node *model = scope->compiler->layout->model;

    return !model || check_fields(scope, fields, model);
}
