/* How values are written: date patterns and number styles, built in or of the layout's own. */
#include "layout/compiler.h"

#include <string.h>

#define DEFAULT_DATE_FORMAT "era-datetime"

/* Formats of dates that every layout knows. The time follows when the value has one. */
static const struct built_in {
    const char *name;
    const char *date;
    const char *time;
} built_ins[] = {
    {"era-date", "{era}{year}年{month}月{day}日", ""},
    {"era-datetime", "{era}{year}年{month}月{day}日", " {hour2}:{minute2}{foreign_zone}"},
    {"era-datetime-spaced", "{era} {year} 年 {month} 月 {day} 日", " {hour2}:{minute2}{foreign_zone}"},
    {"era-datetime-units", "{era} {year} 年 {month} 月 {day} 日", " {hour} 時 {minute} 分{foreign_zone}"},
    {"month-day-time", "{month2}/{day2}", " {hour2}:{minute2}"},
    {"iso-datetime", "{western_year}-{month2}-{day2}", " {hour2}:{minute2} {zone}"},
};

static const struct word part_names[] = {
    {"era", DATE_ERA},         {"year", DATE_ERA_YEAR},
    {"month", DATE_MONTH},     {"month2", DATE_MONTH_PADDED},
    {"day", DATE_DAY},         {"day2", DATE_DAY_PADDED},
    {"weekday", DATE_WEEKDAY}, {"western_year", DATE_WESTERN_YEAR},
    {"hour", DATE_HOUR},       {"hour2", DATE_HOUR_PADDED},
    {"minute", DATE_MINUTE},   {"minute2", DATE_MINUTE_PADDED},
    {"zone", DATE_ZONE},       {"foreign_zone", DATE_FOREIGN_ZONE},
};

struct part_list {
    struct arena *arena;
    struct date_part *parts;
    size_t count, capacity;
};

static void add_part(struct part_list *list, enum date_part_kind kind, const char *literal)
{
    list->parts = arena_grow(list->arena, list->parts, list->count, &list->capacity, sizeof(struct date_part));
    list->parts[list->count++] = (struct date_part){kind, literal};
}

/* The kind of part that `size` bytes name, or -1. */
static int part_find(const char *name, size_t size)
{
    for (size_t i = 0; i < COUNT(part_names); i++)
        if (strlen(part_names[i].word) == size && memcmp(part_names[i].word, name, size) == 0)
            return part_names[i].meaning;
    return -1;
}

/* Text up to the next brace; gives where it ends. */
static const char *add_literal(struct part_list *list, const char *text)
{
    size_t size = strcspn(text, "{");

    add_part(list, DATE_LITERAL, arena_copy(list->arena, text, size));
    return text + size;
}

/* "{name}" at `text`; gives what follows it, or NULL, with *name what is no part. */
static const char *add_named(struct part_list *list, const char *text, const char **name)
{
    size_t size = strcspn(text + 1, "}");
    int kind = text[1 + size] == '}' ? part_find(text + 1, size) : -1;

    if (kind < 0) {
        *name = arena_copy(list->arena, text + 1, size);
        return NULL;
    }
    add_part(list, (enum date_part_kind)kind, NULL);
    return text + size + 2;
}

/* False, with *name set, at the first {name} that is no part of a date. */
static bool pattern_parse(struct arena *arena, const char *text, struct date_pattern *pattern, const char **name)
{
    struct part_list list = {.arena = arena};

    while (text && *text != '\0')
        text = *text == '{' ? add_named(&list, text, name) : add_literal(&list, text);
    *pattern = (struct date_pattern){list.parts, list.count};
    return text != NULL;
}

static bool read_pattern(struct scope *scope, const struct json *value, void *into)
{
    struct arena *arena = scope->compiler->arena;
    const char *text = NULL, *name = NULL;
    const char *names[COUNT(part_names)];

    if (!read_any_string(scope, value, &text))
        return false;
    if (pattern_parse(arena, text, into, &name))
        return true;
    for (size_t i = 0; i < COUNT(part_names); i++)
        names[i] = part_names[i].word;
    return report(scope, value, DIAG_DATE_PART_UNKNOWN,
                  DIAG_ARGS(name, diag_nearest(name, names, COUNT(names)), join_names(arena, names, COUNT(names))));
}

/* A day has no hours: what a value without a time cannot fill belongs to "time". */
static bool read_date_pattern(struct scope *scope, const struct json *value, void *into)
{
    struct date_pattern *pattern = into;

    if (!read_pattern(scope, value, pattern))
        return false;
    for (size_t i = 0; i < pattern->count; i++)
        if (pattern->parts[i].kind >= DATE_HOUR)
            return report(scope, value, DIAG_DATE_PART_TIME, DIAG_NO_ARGS);
    return true;
}

static bool read_number_style(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"plain", NUMBER_PLAIN}, {"comma", NUMBER_COMMA}, {"kanji", NUMBER_KANJI}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum number_style *)into = (enum number_style)found;
    return true;
}

static bool read_digits(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"as-is", DIGITS_AS_IS}, {"half", DIGITS_HALF}, {"full", DIGITS_FULL}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum digit_width *)into = (enum digit_width)found;
    return true;
}

static const struct key format_keys[] = {
    {"date", read_date_pattern, offsetof(struct format, date), NULL},
    {"time", read_pattern, offsetof(struct format, time), NULL},
    {"number", read_number_style, offsetof(struct format, number), NULL},
    {"digits", read_digits, offsetof(struct format, digits), NULL},
};

static const struct object_kind format_kind = {DIAG_BOTH("a format", "書式"), format_keys, COUNT(format_keys)};

static bool format_build(struct arena *arena, const char *name, struct format *format)
{
    const char *unknown;

    for (size_t i = 0; i < COUNT(built_ins); i++) {
        if (strcmp(built_ins[i].name, name) != 0)
            continue;
        pattern_parse(arena, built_ins[i].date, &format->date, &unknown);
        pattern_parse(arena, built_ins[i].time, &format->time, &unknown);
        return true;
    }
    return false;
}

static bool format_find(struct compiler *compiler, const char *name, struct format *format)
{
    for (size_t i = 0; i < compiler->format_count; i++) {
        if (strcmp(compiler->formats[i].name, name) == 0) {
            *format = compiler->formats[i].format;
            return true;
        }
    }
    return format_build(compiler->arena, name, format);
}

static bool report_format(const struct scope *scope, const struct json *value)
{
    const struct compiler *compiler = scope->compiler;
    size_t count = 0;
    const char **names = arena_array(compiler->arena, const char *, compiler->format_count + COUNT(built_ins));

    for (size_t i = 0; i < compiler->format_count; i++)
        names[count++] = compiler->formats[i].name;
    for (size_t i = 0; i < COUNT(built_ins); i++)
        names[count++] = built_ins[i].name;
    return report(
        scope, value, DIAG_FORMAT_UNKNOWN,
        DIAG_ARGS(value->string, diag_nearest(value->string, names, count), join_names(compiler->arena, names, count)));
}

bool read_format(struct scope *scope, const struct json *value, void *into)
{
    if (value->kind == JSON_OBJECT)
        return object_read(scope, &format_kind, value, into);
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("the name of a format, or a format", "書式の名前または書式"),
                           "\"" DEFAULT_DATE_FORMAT "\"");
    return format_find(scope->compiler, value->string, into) || report_format(scope, value);
}

void format_default(struct compiler *compiler, enum field_kind kind, struct format *format)
{
    if (kind == FIELD_DATETIME && format->date.count == 0 && format->time.count == 0)
        format_build(compiler->arena, DEFAULT_DATE_FORMAT, format);
}

bool read_formats(struct scope *scope, const struct json *value, void *into)
{
    struct compiler *compiler = scope->compiler;
    bool ok = true;

    (void)into;
    if (!is_object(scope, value, DIAG_BOTH("an object of named formats", "名前付き書式のオブジェクト")))
        return false;
    compiler->formats = arena_array(compiler->arena, struct named_format, value->size);
    for (const struct json *member = value->child; member; member = member->next) {
        struct named_format *format = &compiler->formats[compiler->format_count];

        format->name = member->key;
        ok &= object_read(scope, &format_kind, member, &format->format);
        compiler->format_count++;
    }
    return ok;
}
