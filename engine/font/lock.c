/* A line is a key, blanks and a value; keys below `font` fill the block it began (fonts/README.md). */
#include "font/lock.h"

#include <hb.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\r"

struct reader {
    struct arena *arena;
    const char *file;
    struct diags *diags;
    struct lock *lock;
    size_t directory_room;
    size_t font_room;
    size_t line;
    size_t fonts_max;
};

/* Keys of a font block whose value is kept as it stands. */
struct text_key {
    const char *key;
    size_t place; /* of the `const char *` in struct lock_font */
};

static const struct text_key text_keys[] = {
    {"family", offsetof(struct lock_font, family)},   {"postscript", offsetof(struct lock_font, postscript)},
    {"file", offsetof(struct lock_font, file)},       {"sha256", offsetof(struct lock_font, sha256)},
    {"package", offsetof(struct lock_font, package)},
};
#define TEXT_KEY_COUNT (sizeof text_keys / sizeof text_keys[0])

static const char **text_place(struct lock_font *font, const struct text_key *key)
{
    return (const char **)(void *)((char *)font + key->place);
}

static bool complain(struct reader *reader, size_t line, const char *problem)
{
    const char *number = arena_format(reader->arena, "%zu", line);

    return diags_error(reader->diags, DIAG_FONT_LOCK_SYNTAX, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(reader->file, number, problem));
}

static bool add_directory(struct reader *reader, const char *value)
{
    struct lock *lock = reader->lock;

    lock->directories = arena_grow(reader->arena, lock->directories, lock->directory_count, &reader->directory_room,
                                   sizeof *lock->directories);
    lock->directories[lock->directory_count++] = value;
    return true;
}

static bool add_font(struct reader *reader, const char *role)
{
    struct lock *lock = reader->lock;

    if (lock->count == reader->fonts_max)
        return diags_error(reader->diags, DIAG_LIMIT_FONTS, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(reader->file, arena_format(reader->arena, "%zu", reader->line),
                                     arena_format(reader->arena, "%zu", reader->fonts_max)));
    lock->fonts = arena_grow(reader->arena, lock->fonts, lock->count, &reader->font_room, sizeof *lock->fonts);
    lock->fonts[lock->count++] = (struct lock_font){.role = role, .line = reader->line};
    return true;
}

static bool set_side(struct reader *reader, struct lock_font *font, const char *value)
{
    if (strcmp(value, "sans") == 0)
        font->side = LOCK_SANS;
    else if (strcmp(value, "serif") == 0)
        font->side = LOCK_SERIF;
    else
        return complain(reader, reader->line, "`for` is neither `sans` nor `serif`");
    return true;
}

static bool set_font(struct reader *reader, const char *key, const char *value)
{
    struct lock_font *font;

    if (reader->lock->count == 0)
        return complain(reader, reader->line, arena_format(reader->arena, "`%s` before the first `font`", key));
    font = &reader->lock->fonts[reader->lock->count - 1];
    if (strcmp(key, "face") == 0) {
        font->face = (unsigned)strtoul(value, NULL, 10);
        return true;
    }
    if (strcmp(key, "for") == 0)
        return set_side(reader, font, value);
    for (size_t i = 0; i < TEXT_KEY_COUNT; i++)
        if (strcmp(key, text_keys[i].key) == 0) {
            *text_place(font, &text_keys[i]) = value;
            return true;
        }
    return complain(reader, reader->line, arena_format(reader->arena, "unknown key `%s`", key));
}

/* `line` is NUL-terminated, its own, and without blanks at its ends; key and value are cut out of it. */
static bool read_line(struct reader *reader, char *line)
{
    size_t key_size = strcspn(line, BLANKS);
    char *value = line + key_size;

    value += strspn(value, BLANKS);
    if (*value == '\0')
        return complain(reader, reader->line, arena_format(reader->arena, "`%s` has no value", line));
    line[key_size] = '\0';
    if (strcmp(line, "directory") == 0)
        return add_directory(reader, value);
    if (strcmp(line, "font") == 0)
        return add_font(reader, value);
    return set_font(reader, line, value);
}

static bool is_complete(struct reader *reader, struct lock_font *font)
{
    for (size_t i = 0; i < TEXT_KEY_COUNT; i++)
        if (*text_place(font, &text_keys[i]) == NULL)
            return complain(reader, font->line, arena_format(reader->arena, "no `%s` for this font", text_keys[i].key));
    if (strlen(font->sha256) != 64)
        return complain(reader, font->line, "`sha256` is not 64 hexadecimal digits");
    return true;
}

static bool is_unique(struct reader *reader, size_t index)
{
    const struct lock_font *fonts = reader->lock->fonts;

    for (size_t i = 0; i < index; i++)
        if (strcmp(fonts[i].role, fonts[index].role) == 0 && strcmp(fonts[i].role, LOCK_FALLBACK) != 0)
            return complain(reader, fonts[index].line, "this role stands twice");
    return true;
}

static bool check(struct reader *reader)
{
    if (reader->lock->count == 0)
        return complain(reader, reader->line, "no `font`");
    for (size_t i = 0; i < reader->lock->count; i++)
        if (!is_complete(reader, &reader->lock->fonts[i]) || !is_unique(reader, i))
            return false;
    return true;
}

static char *trim(char *line)
{
    size_t size;

    line += strspn(line, BLANKS);
    size = strlen(line);
    while (size > 0 && strchr(BLANKS, line[size - 1]) != NULL)
        line[--size] = '\0';
    return line;
}

/* `text` is NUL-terminated; its lines are cut in place and their parts kept. */
static bool read_text(struct reader *reader, char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        char *next = text + size + (text[size] == '\n');
        char *line;

        text[size] = '\0';
        line = trim(text);
        reader->line++;
        if (*line != '\0' && *line != '#' && !read_line(reader, line))
            return false;
        text = next;
    }
    return check(reader);
}

const struct lock *lock_read(struct arena *arena, const char *folder, size_t fonts_max, struct diags *diags)
{
    struct reader reader = {
        .arena = arena, .diags = diags, .lock = arena_new(arena, struct lock), .fonts_max = fonts_max};
    hb_blob_t *blob;
    unsigned size;
    const char *bytes;
    char *text;

    reader.file = arena_format(arena, "%s/fonts.lock", folder);
    blob = hb_blob_create_from_file_or_fail(reader.file);
    if (blob == NULL) {
        diags_error(diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL,
                    DIAG_ARGS(reader.file, "the list of fonts cannot be opened"));
        return NULL;
    }
    bytes = hb_blob_get_data(blob, &size);
    text = arena_copy(arena, bytes, size);
    hb_blob_destroy(blob);
    sha256_hex(text, size, reader.lock->sha256);
    return read_text(&reader, text) ? reader.lock : NULL;
}
