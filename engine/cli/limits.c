/* cli/limits.c - todoke limits, and the option --limit NAME=N. All but seconds are the engine's. */
#include "cli/cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the program alone, as the engine reads no clock. Usually there is none. */
static const struct todoke_limit_info seconds = {
    .name = "seconds",
    .most = SECONDS_MAX,
    .unit = {"秒", "seconds"},
    .text = {"プログラムの実行時間", "the time the program takes"},
    .diagnostic = "limit-seconds",
};

/* The limits from index 0, the program's own last; false past it. */
static bool find_limit(size_t index, struct todoke_limit_info *info)
{
    if (todoke_limit_info(index, info))
        return true;
    if (index > 0 && !todoke_limit_info(index - 1, info))
        return false;
    *info = seconds;
    return true;
}

static bool find_named(const char *name, size_t size, struct todoke_limit_info *info)
{
    for (size_t i = 0; find_limit(i, info); i++)
        if (strlen(info->name) == size && memcmp(info->name, name, size) == 0)
            return true;
    return false;
}

static int unknown_limit(const char *command, const struct arguments *arguments, const char *given)
{
    const char *known[KNOWN_MAX + 1] = {NULL};
    struct todoke_limit_info info;
    char name[100];

    for (size_t i = 0; find_limit(i, &info) && i < KNOWN_MAX; i++)
        known[i] = info.name;
    snprintf(name, sizeof(name), "%.*s", (int)strcspn(given, "="), given);
    return usage_unknown(arguments, command, "unknown limit", "不明な上限です", name, known);
}

/* All of `text`, from 1 to `most`. */
static bool read_value(const char *text, uint64_t most, uint64_t *value)
{
    if (*text == '\0' || strlen(text) > 18 || text[strspn(text, "0123456789")] != '\0')
        return false;
    *value = strtoull(text, NULL, 10);
    return *value >= 1 && *value <= most;
}

static int bad_value(const char *command, const struct arguments *arguments, const struct todoke_limit_info *info,
                     const char *given)
{
    char english[100], japanese[100];

    snprintf(english, sizeof(english), "--limit %s is a number from 1 to %" PRIu64 ", not", info->name, info->most);
    snprintf(japanese, sizeof(japanese), "--limit %s は 1 から %" PRIu64 " までの数です", info->name, info->most);
    return usage_error(arguments, command, english, japanese, given);
}

int limit_option(const char *command, const char *given, struct arguments *arguments)
{
    size_t size = strcspn(given, "=");
    const char *number = given + size + (given[size] == '=');
    struct todoke_limit_info info;
    uint64_t value;

    if (!find_named(given, size, &info))
        return unknown_limit(command, arguments, given);
    if (!read_value(number, info.most, &value))
        return bad_value(command, arguments, &info, number);
    if (strcmp(info.name, seconds.name) == 0) {
        arguments->seconds = (unsigned)value;
        return -1;
    }
    if (arguments->limit_count == LIMITS_MAX)
        return usage_error(arguments, command, "too many --limit", "--limit が多すぎます", given);
    arguments->limits[arguments->limit_count++] = (struct todoke_limit){info.name, value};
    return -1;
}

/* --- todoke limits ------------------------------------------------------------------------------------------------ */

/* As the options say; 0: none. */
static uint64_t value_of(const struct arguments *arguments, const struct todoke_limit_info *info)
{
    uint64_t value = info->usual;

    if (strcmp(info->name, seconds.name) == 0)
        return arguments->seconds;
    for (size_t i = 0; i < arguments->limit_count; i++)
        if (strcmp(arguments->limits[i].name, info->name) == 0)
            value = arguments->limits[i].value;
    return value;
}

static void print_text(const struct arguments *arguments, const struct todoke_limit_info *info)
{
    enum todoke_language language = arguments->language;
    uint64_t value = value_of(arguments, info);
    char number[32] = "-";

    if (value > 0)
        snprintf(number, sizeof(number), "%" PRIu64, value);
    printf("%-14s %12s %s: %s\n", info->name, number, info->unit[language], info->text[language]);
}

static void print_number(const char *name, uint64_t value)
{
    if (value > 0)
        printf("\"%s\": %" PRIu64 ", ", name, value);
    else
        printf("\"%s\": null, ", name);
}

/* None of the words needs escapes. */
static void print_json(const struct arguments *arguments, const struct todoke_limit_info *info)
{
    enum todoke_language language = arguments->language;

    printf("{\"name\": \"%s\", ", info->name);
    print_number("value", value_of(arguments, info));
    print_number("default", info->usual);
    print_number("most", info->most);
    printf("\"unit\": \"%s\", \"of\": \"%s\", \"diagnostic\": \"%s\"}\n", info->unit[language], info->text[language],
           info->diagnostic);
}

int run_limits(const struct arguments *arguments)
{
    struct todoke_limit_info info;

    if (arguments->operand_count > 0)
        return usage_error(arguments, "limits", "no operands are wanted", "引数は要りません", arguments->operands[0]);
    for (size_t i = 0; find_limit(i, &info); i++)
        if (arguments->wants_json)
            print_json(arguments, &info);
        else
            print_text(arguments, &info);
    return STATUS_DONE;
}
