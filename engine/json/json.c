/* The scan (scan.c) judges the text and builds its tree; here is what else makes a text usable, and looking around. */
#include "json/json.h"

#include "json/scan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of duplicate names in one text; more would only repeat the first ones. */
#define DUPLICATES_MAX 100

/* Members of an object that are compared each with each sooner than they are sorted. */
#define FEW_MEMBERS 16

struct duplicate {
    const struct json *first;
    const struct json *again;
};

/* What the grammar lets pass and JSON does not mean: numbers too large, names that stand twice. */
struct check {
    struct arena *arena;
    const struct source *source;
    struct diags *diags;
    struct duplicate duplicates[DUPLICATES_MAX];
    size_t duplicate_count;
    bool is_sound;
    bool has_huge_number;
};

static void report_huge_number(struct check *check, const struct json *value)
{
    struct source_ref at = json_ref(check->arena, check->source, value);

    check->has_huge_number = true;
    check->is_sound = diags_error(check->diags, DIAG_JSON_SYNTAX, &at, NULL,
                                  DIAG_ARGS("this number is too large", "数が大きすぎます"));
}

/* By name, then in file order. */
static int compare_names(const void *a, const void *b)
{
    const struct json *left = *(const struct json *const *)a;
    const struct json *right = *(const struct json *const *)b;
    int order = strcmp(left->key, right->key);

    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static void note_duplicate(struct check *check, const struct json *first, const struct json *again)
{
    check->is_sound = false;
    if (check->duplicate_count < DUPLICATES_MAX)
        check->duplicates[check->duplicate_count++] = (struct duplicate){first, again};
}

/* The first member of the name that `member` has. */
static const struct json *first_of_name(const struct json *object, const struct json *member)
{
    const struct json *first = object->child;

    while (first != member && strcmp(first->key, member->key) != 0)
        first = first->next;
    return first;
}

static void compare_few(struct check *check, const struct json *object)
{
    for (const struct json *member = object->child; member != NULL; member = member->next) {
        const struct json *first = first_of_name(object, member);
        if (first != member)
            note_duplicate(check, first, member);
    }
}

/* Sorting keeps an object with a million members from taking a million times a million steps. */
static void compare_many(struct check *check, const struct json *object)
{
    const struct json **members = mem_alloc(mem_size(object->size, sizeof *members));
    size_t count = 0;

    for (const struct json *member = object->child; member != NULL; member = member->next)
        members[count++] = member;
    qsort(members, count, sizeof *members, compare_names);

    const struct json *first = members[0];
    for (size_t i = 1; i < count; i++) {
        if (strcmp(first->key, members[i]->key) == 0)
            note_duplicate(check, first, members[i]);
        else
            first = members[i];
    }
    free(members);
}

/* Recursion ends with the depth limit of json_scan. */
static void check_value(struct check *check, const struct json *value)
{
    if (value->kind == JSON_NUMBER && !isfinite(value->number) && !check->has_huge_number)
        report_huge_number(check, value);
    for (const struct json *child = value->child; child != NULL; child = child->next)
        check_value(check, child);
    if (value->kind == JSON_OBJECT && value->size <= FEW_MEMBERS)
        compare_few(check, value);
    else if (value->kind == JSON_OBJECT)
        compare_many(check, value);
}

static int compare_places(const void *a, const void *b)
{
    size_t left = ((const struct duplicate *)a)->again->key_offset;
    size_t right = ((const struct duplicate *)b)->again->key_offset;

    return (left > right) - (left < right);
}

static void report_duplicates(struct check *check)
{
    qsort(check->duplicates, check->duplicate_count, sizeof *check->duplicates, compare_places);
    for (size_t i = 0; i < check->duplicate_count; i++) {
        const struct duplicate *duplicate = &check->duplicates[i];
        struct source_ref at = json_key_ref(check->arena, check->source, duplicate->again);
        char line[24];
        snprintf(line, sizeof line, "%zu", source_locate(check->source, duplicate->first->key_offset).line);
        diags_error(check->diags, DIAG_JSON_DUPLICATE_KEY, &at, NULL, DIAG_ARGS(duplicate->again->key, line));
    }
}

enum json_dialect json_dialect_of(const char *filename)
{
    static const char suffix[] = ".jsonc";
    size_t size = strlen(filename), suffix_size = sizeof(suffix) - 1;

    return size >= suffix_size && strcmp(filename + size - suffix_size, suffix) == 0 ? JSON_COMMENTS : JSON_STRICT;
}

const struct json *json_read(struct arena *arena, const struct source *source, enum json_dialect dialect,
                             const struct limits *limits, struct diags *diags)
{
    const struct json *root = json_scan(arena, source, dialect, limits, diags);
    struct check check = {.arena = arena, .source = source, .diags = diags, .is_sound = true};

    if (root == NULL)
        return NULL;
    check_value(&check, root);
    report_duplicates(&check);
    return check.is_sound ? root : NULL;
}

const struct json *json_find(const struct json *object, const char *key)
{
    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    for (const struct json *member = object->child; member != NULL; member = member->next)
        if (strcmp(member->key, key) == 0)
            return member;
    return NULL;
}

const char *json_kind_name(enum json_kind kind)
{
    static const char *const names[] = {
        [JSON_NULL] = "null",       [JSON_FALSE] = "false",    [JSON_TRUE] = "true",        [JSON_NUMBER] = "a number",
        [JSON_STRING] = "a string", [JSON_ARRAY] = "an array", [JSON_OBJECT] = "an object",
    };

    return names[kind];
}

const char *json_kind_name_japanese(enum json_kind kind)
{
    static const char *const names[] = {
        [JSON_NULL] = "null",     [JSON_FALSE] = "false", [JSON_TRUE] = "true",           [JSON_NUMBER] = "数",
        [JSON_STRING] = "文字列", [JSON_ARRAY] = "配列",  [JSON_OBJECT] = "オブジェクト",
    };

    return names[kind];
}

const char *json_description(struct arena *arena, const struct source *source, const struct json *value)
{
    if (value->kind == JSON_NUMBER)
        return arena_copy(arena, source->bytes + value->offset, value->end - value->offset);
    return diag_both(arena, json_kind_name(value->kind), json_kind_name_japanese(value->kind));
}
