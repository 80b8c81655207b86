/* Paths of fields as a tree. */
#include "schema/site.h"

#include "json/json.h"

#include <string.h>

static bool has_number(const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/'))
        if (slash[1] >= '0' && slash[1] <= '9')
            return true;
    return false;
}

bool field_has_site(const struct field *field)
{
    for (size_t i = 0; i < field->path_count; i++)
        if (has_number(field->paths[i]))
            return false;
    return field->path_count > 0;
}

static struct site *child_of(struct arena *arena, struct site *parent, const char *key)
{
    struct site *child;

    for (child = parent->children; child; child = child->next)
        if (strcmp(child->key, key) == 0)
            return child;
    child = arena_new(arena, struct site);
    child->key = key;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->children = child;
    parent->last_child = child;
    return child;
}

static void add_reader(struct arena *arena, struct site *site, const struct field *field, size_t path)
{
    struct reader *reader = arena_new(arena, struct reader);

    *reader = (struct reader){field, path, NULL};
    if (site->last_reader)
        site->last_reader->next = reader;
    else
        site->readers = reader;
    site->last_reader = reader;
}

static void add_path(struct arena *arena, struct site *root, const struct field *field, size_t path)
{
    const char *rest = field->paths[path];
    struct site *site = root;

    while (*rest == '/')
        site = child_of(arena, site, json_pointer_step(arena, &rest));
    add_reader(arena, site, field, path);
}

static void add_fields(struct arena *arena, struct site *root, const struct field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t path = 0; field_has_site(&fields[i]) && path < fields[i].path_count; path++)
            add_path(arena, root, &fields[i], path);
}

const struct site *sites_of(struct arena *arena, const struct field *fields, size_t count)
{
    struct site *root = arena_new(arena, struct site);

    add_fields(arena, root, fields, count);
    return root;
}

const struct site *sites_of_items(struct arena *arena, const struct site *site)
{
    struct site *root = arena_new(arena, struct site);

    for (const struct reader *reader = site->readers; reader; reader = reader->next)
        add_fields(arena, root, reader->field->members, reader->field->member_count);
    return root;
}
