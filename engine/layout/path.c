/* Where values stand in the data: JSON Pointers, and those that a layout may read at all. */
#include "layout/compiler.h"

#include <string.h>

bool read_path(struct scope *scope, const struct json *value, void *into)
{
    const char **path = into;
    struct arena *arena = scope->compiler->arena;

    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a JSON Pointer", "JSON ポインタ"), "\"/sharing/tlp\"");
    if (value->string[0] != '/' || !json_pointer_is_valid(value->string))
        return report(
            scope, value, DIAG_POINTER_BAD,
            DIAG_ARGS(value->string, value->string[0] == '/' ? NULL : arena_format(arena, "\"/%s\"", value->string)));
    *path = value->string;
    return true;
}

bool read_paths(struct scope *scope, const struct json *value, void *into)
{
    struct field *field = into;
    const char **paths = arena_array(scope->compiler->arena, const char *, value->size + 1);
    bool ok = true;

    field->paths = paths;
    field->path_count = 1;
    if (value->kind != JSON_ARRAY)
        return read_path(scope, value, paths);
    if (value->size == 0)
        return report_type(scope, value, DIAG_BOTH("one JSON Pointer or several", "1つ以上の JSON ポインタ"), NULL);
    field->path_count = 0;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_path(scope, item, &paths[field->path_count++]);
    return ok;
}

/* --- what may be read --------------------------------------------------------------------------------------------- */

bool read_reads(struct scope *scope, const struct json *value, void *into)
{
    struct layout *layout = scope->compiler->layout;
    const char **reads;
    bool ok = true;

    (void)into;
    if (!is_array(scope, value, DIAG_BOTH("an array of JSON Pointers", "JSON ポインタの配列")))
        return false;
    reads = arena_array(scope->compiler->arena, const char *, value->size + 1);
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_path(scope, item, &reads[layout->read_count++]);
    layout->reads = ok ? reads : NULL; /* paths are not judged by what is wrong itself */
    return ok;
}

/* Whether `path` is `prefix`, or names a value inside it. */
static bool is_within(const char *path, const char *prefix)
{
    size_t size = strlen(prefix);

    return strncmp(path, prefix, size) == 0 && (path[size] == '\0' || path[size] == '/');
}

/* What says of the data file itself what it is, and nothing of an incident. */
static bool is_always_read(const char *path)
{
    return is_within(path, "/specimen") || is_within(path, "/schema_version");
}

static bool is_read(const struct layout *layout, const char *path)
{
    if (!layout->reads || is_always_read(path))
        return true;
    for (size_t i = 0; i < layout->read_count; i++)
        if (is_within(path, layout->reads[i]))
            return true;
    return false;
}

/* The end of as many names of `path` as `prefix` has; its end when it has fewer. */
static const char *same_depth(const char *path, const char *prefix)
{
    for (const char *c = prefix; *c != '\0' && *path != '\0'; c++)
        if (*c == '/')
            path += 1 + strcspn(path + 1, "/");
    return path;
}

/* The path with its beginning as one of the prefixes spells it: /advisery/tlp is perhaps /advisory/tlp. Or NULL. */
static const char *nearest_read(const struct scope *scope, const char *path)
{
    const struct layout *layout = scope->compiler->layout;
    struct arena *arena = scope->compiler->arena;

    for (size_t i = 0; i < layout->read_count; i++) {
        const char *rest = same_depth(path, layout->reads[i]);
        const char *start = arena_copy(arena, path, (size_t)(rest - path));

        if (diag_nearest(start, &layout->reads[i], 1))
            return arena_format(arena, "%s%s", layout->reads[i], rest);
    }
    return NULL;
}

static bool check_read(const struct scope *scope, const struct json *path)
{
    const struct layout *layout = scope->compiler->layout;

    return is_read(layout, path->string) ||
           report(scope, path, DIAG_PATH_UNREAD,
                  DIAG_ARGS(path->string, nearest_read(scope, path->string),
                            join_names(scope->compiler->arena, layout->reads, layout->read_count)));
}

bool check_reads(const struct scope *scope, const struct json *paths)
{
    bool ok = true;

    if (paths->kind == JSON_STRING)
        return check_read(scope, paths);
    for (const struct json *item = paths->child; item; item = item->next)
        ok &= check_read(scope, item);
    return ok;
}
