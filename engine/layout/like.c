/*
 * A layout that is "like" another: the other file with this one laid over it.
 *
 * The two are joined as JSON, before anything of them is read: each value keeps the file it stands in, and messages
 * name that one.
 */
#include "layout/compiler.h"

#include <string.h>

#define LIKES_MAX 4
#define NAMES_MAX 2000 /* of one object: looking each up in the other takes time by the product */

/* What says which form this is. A layout answers for it itself and never takes it over. */
static const char *const own_keys[] = {"todoke", "form", "title", "edition", "like"};

/* Objects by name: the names of both files stand, and a name of both as this file has it. */
static const char *const joined_keys[] = {"parameters", "styles", "formats", "fields"};

static bool is_among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* An object being made of copies of others' members. */
struct joined {
    struct arena *arena;
    struct json object;
    struct json *last;
};

static struct joined joined_start(struct arena *arena, const struct json *object)
{
    struct joined joined = {.arena = arena, .object = *object};

    joined.object.child = NULL;
    joined.object.size = 0;
    return joined;
}

static void add_member(struct joined *joined, const struct json *member)
{
    struct json *copy = arena_new(joined->arena, struct json);

    *copy = *member;
    copy->next = NULL;
    if (joined->last)
        joined->last->next = copy;
    else
        joined->object.child = copy;
    joined->last = copy;
    joined->object.size++;
}

/* The members of `object` whose names `other` has not. */
static void add_rest(struct joined *joined, const struct json *object, const struct json *other)
{
    for (const struct json *member = object->child; member; member = member->next)
        if (!json_find(other, member->key))
            add_member(joined, member);
}

/* Two objects by name, in the order of the other file. */
static struct json join_names_of(struct arena *arena, const struct json *own, const struct json *other)
{
    struct joined joined = joined_start(arena, own);

    for (const struct json *member = other->child; member; member = member->next) {
        const struct json *stated = json_find(own, member->key);

        add_member(&joined, stated ? stated : member);
    }
    add_rest(&joined, own, other);
    return joined.object;
}

static bool has_few_names(const struct scope *scope, const struct json *object)
{
    return object->size <= NAMES_MAX ||
           report(scope, object, DIAG_LAYOUT_TOO_MANY,
                  DIAG_ARGS(arena_format(scope->compiler->arena, "%d", NAMES_MAX), DIAG_BOTH("names", "名前")));
}

static bool add_stated(const struct scope *scope, struct joined *joined, const struct json *stated,
                       const struct json *other)
{
    bool is_joined = is_among(joined_keys, COUNT(joined_keys), stated->key);

    if (!is_joined || stated->kind != JSON_OBJECT || !other || other->kind != JSON_OBJECT) {
        add_member(joined, stated);
        return true;
    }
    if (!has_few_names(scope, stated) || !has_few_names(scope, other))
        return false;
    struct json both = join_names_of(joined->arena, stated, other);
    add_member(joined, &both);
    return true;
}

/* NULL, reported, when there are too many names. */
static const struct json *join_layouts(const struct scope *scope, const struct json *own, const struct json *other)
{
    struct arena *arena = scope->compiler->arena;
    struct joined joined = joined_start(arena, own);
    struct json *root = arena_new(arena, struct json);

    if (!has_few_names(scope, own) || !has_few_names(scope, other))
        return NULL;
    for (const struct json *member = own->child; member; member = member->next)
        if (!add_stated(scope, &joined, member, json_find(other, member->key)))
            return NULL;
    for (const struct json *member = other->child; member; member = member->next)
        if (!json_find(own, member->key) && !is_among(own_keys, COUNT(own_keys), member->key))
            add_member(&joined, member);
    *root = joined.object;
    return root;
}

static const struct source *find_other(const struct scope *scope, const struct layout_files *files,
                                       const struct json *like)
{
    struct scope inner = *scope;
    const char *form;

    if (!read_form_id(&inner, like, &form))
        return NULL;
    struct source_ref at = scope_ref(scope, like);
    if (files)
        return files->find(files->context, form, &at, scope->compiler->diags);
    diags_error(scope->compiler->diags, DIAG_FORM_UNKNOWN, &at, NULL, DIAG_ARGS(form, NULL));
    return NULL;
}

static const struct json *read_file(struct scope *scope, const struct source *source, const struct layout_files *files,
                                    const struct limits *limits, int depth)
{
    struct compiler *compiler = scope->compiler;
    const struct json *own = json_read(compiler->arena, source, JSON_COMMENTS, limits, compiler->diags);

    if (!own || !is_object(scope, own, LAYOUT_NAME) || !is_known_version(scope, own))
        return NULL;
    const struct json *like = json_find(own, "like");
    if (!like)
        return own;
    if (depth == LIKES_MAX) {
        report(scope, like, DIAG_LIKE_DEPTH, DIAG_ARGS(arena_format(compiler->arena, "%d", LIKES_MAX)));
        return NULL;
    }
    const struct source *found = find_other(scope, files, like);
    const struct json *other = found ? read_file(scope, found, files, limits, depth + 1) : NULL;
    return other ? join_layouts(scope, own, other) : NULL;
}

const struct json *layout_read(struct scope *scope, const struct source *source, const struct layout_files *files,
                               const struct limits *limits)
{
    return read_file(scope, source, files, limits, 0);
}
