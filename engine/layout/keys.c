/* Objects read by a table of their keys: unknown and missing keys are dealt with here, once for all kinds. */
#include "layout/compiler.h"

#include <string.h>

static const struct key *key_find(const struct object_kind *kind, const char *name)
{
    for (size_t i = 0; i < kind->count; i++)
        if (strcmp(kind->keys[i].name, name) == 0)
            return &kind->keys[i];
    return NULL;
}

static const char **key_names(struct arena *arena, const struct object_kind *kind)
{
    const char **names = arena_array(arena, const char *, kind->count);

    for (size_t i = 0; i < kind->count; i++)
        names[i] = kind->keys[i].name;
    return names;
}

static bool report_unknown(const struct scope *scope, const struct object_kind *kind, const struct json *member)
{
    struct arena *arena = scope->compiler->arena;
    const char **names = key_names(arena, kind);
    const char *nearest = diag_nearest(member->key, names, kind->count);

    return report_key(scope, member, DIAG_KEY_UNKNOWN,
                      DIAG_ARGS(kind->what, member->key, nearest, join_names(arena, names, kind->count)));
}

static bool check_keys(const struct scope *scope, const struct object_kind *kind, const struct json *object)
{
    bool ok = true;

    for (const struct json *member = object->child; member; member = member->next)
        if (!key_find(kind, member->key))
            ok = report_unknown(scope, kind, member);
    return ok;
}

bool object_read(struct scope *scope, const struct object_kind *kind, const struct json *value, void *object)
{
    if (!is_object(scope, value, kind->what))
        return false;

    bool ok = check_keys(scope, kind, value);
    for (size_t i = 0; i < kind->count; i++) {
        const struct key *key = &kind->keys[i];
        const struct json *member = json_find(value, key->name);

        if (member)
            ok &= key->read(scope, member, (char *)object + key->offset);
        else if (key->example)
            ok = report(scope, value, DIAG_KEY_MISSING, DIAG_ARGS(kind->what, key->name, key->example));
    }
    return ok;
}

bool is_object(const struct scope *scope, const struct json *value, const char *wanted)
{
    return value->kind == JSON_OBJECT || report_type(scope, value, wanted, NULL);
}

bool is_array(const struct scope *scope, const struct json *value, const char *wanted)
{
    return value->kind == JSON_ARRAY || report_type(scope, value, wanted, NULL);
}

bool exclusive_key(const struct scope *scope, const struct json *object, const char *const *names, size_t count,
                   const struct json **found)
{
    *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct json *member = json_find(object, names[i]);

        if (member && *found)
            return report_key(scope, member, DIAG_KEY_CONFLICT, DIAG_ARGS((*found)->key, member->key));
        if (member)
            *found = member;
    }
    return true;
}

bool keep_value(struct scope *scope, const struct json *value, void *into)
{
    (void)scope;
    *(const struct json **)into = value;
    return true;
}

bool read_later(struct scope *scope, const struct json *value, void *into)
{
    (void)scope;
    (void)value;
    (void)into;
    return true;
}
