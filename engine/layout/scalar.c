/* Strings, flags, numbers, colours and words. */
#include "layout/compiler.h"

#include <string.h>

#define COUNT_MAX 10000

bool read_any_string(struct scope *scope, const struct json *value, void *into)
{
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a string", "文字列"), NULL);
    *(const char **)into = value->string;
    return true;
}

bool read_string(struct scope *scope, const struct json *value, void *into)
{
    if (!read_any_string(scope, value, into))
        return false;
    return value->size > 0 || report(scope, value, DIAG_STRING_EMPTY, DIAG_NO_ARGS);
}

bool read_flag(struct scope *scope, const struct json *value, void *into)
{
    if (value->kind != JSON_TRUE && value->kind != JSON_FALSE)
        return report_type(scope, value, DIAG_BOTH("true or false", "true または false"), NULL);
    *(bool *)into = value->kind == JSON_TRUE;
    return true;
}

bool read_integer(const struct scope *scope, const struct json *value, int64_t least, int64_t most, int64_t *found)
{
    struct arena *arena = scope->compiler->arena;

    if (value->kind != JSON_NUMBER || !value->is_integer)
        return report_type(scope, value, DIAG_BOTH("a whole number", "整数"), NULL);
    if (value->integer < least || value->integer > most)
        return report(scope, value, DIAG_NUMBER_RANGE,
                      DIAG_ARGS(arena_format(arena, "%lld", (long long)value->integer),
                                arena_format(arena, "%lld", (long long)least),
                                arena_format(arena, "%lld", (long long)most)));
    *found = value->integer;
    return true;
}

bool read_count(struct scope *scope, const struct json *value, void *into)
{
    int64_t found;

    if (!read_integer(scope, value, 1, COUNT_MAX, &found))
        return false;
    *(uint32_t *)into = (uint32_t)found;
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "#RRGGBB" */
static bool parse_color(const char *text, uint32_t *color)
{
    if (strlen(text) != 7 || text[0] != '#')
        return false;
    *color = 0;
    for (size_t i = 1; i < 7; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0)
            return false;
        *color = *color * 16 + (uint32_t)digit;
    }
    return true;
}

bool read_color(struct scope *scope, const struct json *value, void *into)
{
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a colour", "色"), "\"#003399\"");
    return parse_color(value->string, into) || report(scope, value, DIAG_COLOR_UNREADABLE, DIAG_ARGS(value->string));
}

bool read_fill(struct scope *scope, const struct json *value, void *into)
{
    uint32_t color;

    if (!read_color(scope, value, &color))
        return false;
    *(int32_t *)into = (int32_t)color;
    return true;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static bool report_word(const struct scope *scope, const struct json *value, const struct word *words, size_t count)
{
    struct arena *arena = scope->compiler->arena;
    const char **names = arena_array(arena, const char *, count);

    for (size_t i = 0; i < count; i++)
        names[i] = words[i].word;
    return report(scope, value, DIAG_WORD_UNKNOWN,
                  DIAG_ARGS(value->string, join_names(arena, names, count), diag_nearest(value->string, names, count)));
}

bool read_word(const struct scope *scope, const struct json *value, const struct word *words, size_t count, int *found)
{
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a word", "語"),
                           arena_format(scope->compiler->arena, "\"%s\"", words[0].word));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].word, value->string) == 0) {
            *found = words[i].meaning;
            return true;
        }
    }
    return report_word(scope, value, words, count);
}

bool read_align(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"start", TEXT_START},     {"center", TEXT_CENTER},         {"end", TEXT_END},
        {"justify", TEXT_JUSTIFY}, {"distribute", TEXT_DISTRIBUTE}, {"distribute-around", TEXT_DISTRIBUTE_AROUND},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum text_align *)into = (enum text_align)found;
    return true;
}

bool read_line_kind(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"none", LINE_NONE},   {"dotted", LINE_DOTTED}, {"thin", LINE_THIN},
        {"thick", LINE_THICK}, {"double", LINE_DOUBLE},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum line_kind *)into = (enum line_kind)found;
    return true;
}

bool read_bilingual(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"ja", read_string, offsetof(struct bilingual, japanese), "\"ja\": \"報告日時\""},
        {"en", read_string, offsetof(struct bilingual, english), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("a text in two languages", "2言語の文"), keys, COUNT(keys)};

    if (value->kind == JSON_OBJECT)
        return object_read(scope, &kind, value, into);
    return read_string(scope, value, &((struct bilingual *)into)->japanese);
}
