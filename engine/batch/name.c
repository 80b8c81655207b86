/*
 * The alphabet: letters and digits (also full width), "._-", kana and kanji. No signs that a shell, a file system or a
 * web server gives a meaning to, no spaces, no combining marks, no look-alikes of the slash.
 */
#include "batch/name.h"

#include "base/sink.h"
#include "base/utf8.h"

#include <string.h>

#define STAND_IN '_'

enum part_kind {
    PART_LITERAL,
    PART_DATA,
    PART_FORM,
    PART_NUMBER,
    PART_TO,
    PART_PROFILE,
    PART_POINTER,
};

struct name_part {
    enum part_kind kind;
    const char *text; /* LITERAL, POINTER */
};

struct range {
    uint32_t first, last;
};

static const struct range alphabet[] = {
    {'-', '.'},         {'0', '9'},       {'A', 'Z'},       {'_', '_'}, {'a', 'z'}, {0x3005, 0x3007}, /* 々〆〇 */
    {0x3041, 0x3096},                                                                                 /* hiragana */
    {0x309D, 0x309E},                                                                                 /* ゝゞ */
    {0x30A1, 0x30FE},                                       /* katakana, ・ and ー */
    {0x3400, 0x4DBF},                                       /* kanji */
    {0x4E00, 0x9FFF},   {0xF900, 0xFAFF}, {0xFF10, 0xFF19}, /* full width */
    {0xFF21, 0xFF3A},   {0xFF41, 0xFF5A}, {0xFF66, 0xFF9D}, /* half-width katakana */
    {0x20000, 0x323AF},                                     /* kanji beyond the first plane */
};

static bool is_in_alphabet(uint32_t c)
{
    for (size_t i = 0; i < sizeof alphabet / sizeof alphabet[0]; i++)
        if (c >= alphabet[i].first && c <= alphabet[i].last)
            return true;
    return false;
}

/* Where the first character outside the alphabet stands; `size` when there is none. */
static size_t find_foreign(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t start = at;

        if (!is_in_alphabet(utf8_next(text, size, &at)))
            return start;
    }
    return size;
}

static void put_safely(struct sink *sink, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t start = at;

        if (is_in_alphabet(utf8_next(text, size, &at)))
            sink_put(sink, text + start, at - start);
        else
            sink_put_char(sink, STAND_IN);
    }
}

/* --- checking --- */

static bool unusable(const char *name, const char *why, struct diags *diags)
{
    return diags_error(diags, DIAG_OUT_NAME, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name, why));
}

/* One name between slashes. */
static const char *fault_of_piece(const char *piece, size_t size, struct arena *arena)
{
    size_t foreign = find_foreign(piece, size), end = foreign;

    if (size == 0)
        return DIAG_BOTH("a part of it is empty", "空の部分があります");
    if (piece[0] == '.')
        return DIAG_BOTH("a dot stands in front", "先頭に「.」があります");
    if (size > NAME_BYTES_MAX)
        return DIAG_BOTH("it is longer than 200 bytes", "200 バイトを超えています");
    if (foreign == size)
        return NULL;
    utf8_next(piece, size, &end);
    return diag_both(
        arena, arena_format(arena, "\"%.*s\" is not in the alphabet of names", (int)(end - foreign), piece + foreign),
        arena_format(arena, "「%.*s」は使えません", (int)(end - foreign), piece + foreign));
}

bool name_check(const char *name, struct arena *arena, struct diags *diags)
{
    if (strlen(name) > NAME_PATH_MAX)
        return unusable(name, DIAG_BOTH("it is longer than 1,000 bytes", "1,000 バイトを超えています"), diags);
    for (const char *piece = name;;) {
        size_t size = strcspn(piece, "/");
        const char *fault = fault_of_piece(piece, size, arena);

        if (fault)
            return unusable(name, fault, diags);
        if (piece[size] == '\0')
            return true;
        piece += size + 1;
    }
}

/* --- compiling --- */

static bool bad_template(const char *text, const char *why, struct diags *diags)
{
    return diags_error(diags, DIAG_NAME_TEMPLATE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(text, why));
}

struct compiling {
    struct arena *arena;
    struct name_part *parts;
    size_t count, capacity;
};

static void add_part(struct compiling *compiling, enum part_kind kind, const char *text)
{
    compiling->parts = arena_grow(compiling->arena, compiling->parts, compiling->count, &compiling->capacity,
                                  sizeof *compiling->parts);
    compiling->parts[compiling->count++] = (struct name_part){kind, text};
}

static bool add_literal(struct compiling *compiling, const char *template, const char *text, size_t size,
                        struct diags *diags)
{
    const char *literal = arena_copy(compiling->arena, text, size);

    for (size_t at = 0; at < size;) {
        size_t start = at;
        uint32_t c = utf8_next(literal, size, &at);

        if (c != '/' && !is_in_alphabet(c))
            return bad_template(
                template,
                diag_both(compiling->arena,
                          arena_format(compiling->arena, "\"%.*s\" is not in the alphabet of names", (int)(at - start),
                                       literal + start),
                          arena_format(compiling->arena, "「%.*s」は使えません", (int)(at - start), literal + start)),
                diags);
    }
    if (size > 0)
        add_part(compiling, PART_LITERAL, literal);
    return true;
}

static bool add_place(struct compiling *compiling, const char *template, const char *place, struct diags *diags)
{
    static const char *const names[] = {"data", "form", "number", "to", "profile"};
    static const enum part_kind kinds[] = {PART_DATA, PART_FORM, PART_NUMBER, PART_TO, PART_PROFILE};
    size_t count = sizeof names / sizeof names[0];
    const char *nearest;

    if (place[0] == '/' && json_pointer_is_valid(place)) {
        add_part(compiling, PART_POINTER, place);
        return true;
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], place) == 0) {
            add_part(compiling, kinds[i], NULL);
            return true;
        }
    nearest = diag_nearest(place, names, count);
    return diags_error(diags, DIAG_NAME_PLACE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(template, place, nearest));
}

/* What no value can mend: where a name of the template is empty, or begins with a dot of its own. */
static const char *fault_of_folders(const struct name_template *name)
{
    bool is_start = true;

    for (size_t i = 0; i < name->count; i++) {
        const char *literal = name->parts[i].kind == PART_LITERAL ? name->parts[i].text : "";

        is_start &= *literal != '\0';
        for (; *literal != '\0'; literal++) {
            if (is_start && *literal == '/')
                return DIAG_BOTH("a name before a slash is empty; names begin in the folder of -o",
                                 "「/」の前が空です。出力名は -o のフォルダから始まります");
            if (is_start && *literal == '.')
                return DIAG_BOTH("a name begins with a dot; names begin in the folder of -o",
                                 "「.」で始まる名前があります。出力名は -o のフォルダから始まります");
            is_start = *literal == '/';
        }
    }
    return is_start ? DIAG_BOTH("no name follows the last slash", "最後の「/」の後に名前がありません") : NULL;
}

bool name_compile(struct arena *arena, const char *text, struct name_template *name, struct diags *diags)
{
    struct compiling compiling = {.arena = arena};
    const char *rest = text, *fault;

    while (*rest != '\0') {
        size_t size = strcspn(rest, "{");
        const char *close = strchr(rest + size, '}');

        if (!add_literal(&compiling, text, rest, size, diags))
            return false;
        rest += size;
        if (*rest == '\0')
            break;
        if (!close)
            return bad_template(text, DIAG_BOTH("a { is not closed", "「{」が閉じていません"), diags);
        if (!add_place(&compiling, text, arena_copy(arena, rest + 1, (size_t)(close - rest - 1)), diags))
            return false;
        rest = close + 1;
    }
    if (compiling.count == 0)
        return bad_template(text, DIAG_BOTH("it is empty", "空です"), diags);
    *name = (struct name_template){.parts = compiling.parts, .count = compiling.count};
    fault = fault_of_folders(name);
    if (fault)
        return bad_template(text, fault, diags);
    for (size_t i = 0; i < name->count; i++)
        name->needs_data |= name->parts[i].kind == PART_POINTER;
    return true;
}

/* --- filling in --- */

static bool ends_with(const char *text, size_t size, const char *suffix)
{
    size_t suffix_size = strlen(suffix);

    return size > suffix_size && memcmp(text + size - suffix_size, suffix, suffix_size) == 0;
}

static void put_data_name(struct sink *sink, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t size = strlen(name);

    if (ends_with(name, size, ".json"))
        size -= strlen(".json");
    else if (ends_with(name, size, ".jsonc"))
        size -= strlen(".jsonc");
    put_safely(sink, name, size);
}

static bool put_value(struct sink *sink, const struct name_values *values, const char *pointer, struct diags *diags)
{
    const struct json *value = json_lookup(values->root, pointer);
    struct source_ref at = {.source = values->source, .offset = value ? value->offset : 0, .pointer = pointer};

    if (value && value->kind == JSON_STRING && value->size > 0)
        put_safely(sink, value->string, value->size);
    else if (value && value->kind == JSON_NUMBER)
        put_safely(sink, values->source->bytes + value->offset, value->end - value->offset);
    else
        return diags_error(diags, DIAG_OUT_VALUE, &at, NULL, DIAG_ARGS(pointer));
    return true;
}

static bool put_part(struct sink *sink, const struct name_part *part, const struct name_values *values,
                     struct diags *diags)
{
    switch (part->kind) {
    case PART_LITERAL:
        sink_put_string(sink, part->text);
        return true;
    case PART_DATA:
        put_data_name(sink, values->data_path);
        return true;
    case PART_FORM:
        put_safely(sink, values->form, strlen(values->form));
        return true;
    case PART_NUMBER:
        sink_format(sink, "%06zu", values->number);
        return true;
    case PART_TO:
        put_safely(sink, values->device, strlen(values->device));
        return true;
    case PART_PROFILE:
        sink_put_string(sink, values->profile);
        return true;
    case PART_POINTER:
        return put_value(sink, values, part->text, diags);
    }
    return false;
}

/* A value may begin with a dot where the name does, or nothing may stand before a suffix. */
static void hide_no_file(char *name)
{
    for (char *c = name; *c != '\0'; c++)
        if (*c == '.' && (c == name || c[-1] == '/'))
            *c = STAND_IN;
}

const char *name_fill(const struct name_template *name, const struct name_values *values, struct arena *arena,
                      struct diags *diags)
{
    struct sink sink = {0};
    bool is_good = true;
    char *text;

    for (size_t i = 0; i < name->count && is_good; i++)
        is_good = put_part(&sink, &name->parts[i], values, diags);
    text = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    hide_no_file(text);
    return is_good && name_check(text, arena, diags) ? text : NULL;
}
