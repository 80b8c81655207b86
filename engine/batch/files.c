/* [{"name": "figures/1.png", "sha256": "..."}] */
#include "batch/files.h"

#include "base/folder.h"
#include "base/sha256.h"
#include "json/json.h"

#include <string.h>

const char *files_of(const struct todoke_document *document, struct arena *arena)
{
    struct sink sink = {0};
    struct todoke_file file;
    const char *text;

    sink_put_char(&sink, '[');
    for (size_t i = 0; todoke_document_file(document, i, &file); i++) {
        sink_put_string(&sink, i == 0 ? "{\"name\":" : ",{\"name\":");
        sink_put_json_string(&sink, file.name, strlen(file.name));
        sink_format(&sink, ",\"sha256\":\"%s\"}", file.sha256);
    }
    sink_put_char(&sink, ']');
    text = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return text;
}

static bool is_unchanged(const struct json *file, const char *folder, const struct limits *limits, struct arena *arena)
{
    const struct json *name = json_find(file, "name"), *digest = json_find(file, "sha256");
    struct diag_cause cause;
    const struct source *source;
    char now[SHA256_HEX_SIZE + 1];

    if (!name || name->kind != JSON_STRING || !digest || digest->kind != JSON_STRING ||
        !folder_check_name(name->string, &cause))
        return false;
    source = folder_read(arena, folder, name->string, limits->image_bytes, DIAG_LIMIT_IMAGE_BYTES, &cause);
    return source && sha256_hex(source->bytes, source->size, now) && strcmp(now, digest->string) == 0;
}

bool files_are_unchanged(const char *line, size_t size, const char *folder, const struct limits *limits,
                         struct arena *arena)
{
    const char *text = arena_format(arena, "{%.*s}", (int)size, line);
    struct source source = {.name = "journal", .bytes = text, .size = strlen(text)};
    struct diags *ignored = diags_open();
    const struct json *root = json_read(arena, &source, JSON_STRICT, &limits_default, ignored);
    const struct json *files = json_find(root, "files");
    bool is_same = files != NULL;

    for (const struct json *file = is_same ? files->child : NULL; file && is_same; file = file->next)
        is_same = is_unchanged(file, folder, limits, arena);
    diags_close(ignored);
    return is_same;
}
