/*
 * The scan (scan.c) judges the text and notes where values stand; cJSON builds a tree from it; here the two are joined
 * into the immutable tree of json.h. Both list the values in pre-order, so the join is one walk.
 */
#include "json/json.h"

#include "json/scan.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of duplicate names in one text; more would only repeat the first ones. */
#define DUPLICATES_MAX 100

/* cJSON writes a global error slot on every call, which nobody reads; the lock keeps parallel parsing free of races. */
static pthread_mutex_t cjson_lock = PTHREAD_MUTEX_INITIALIZER;

static cJSON *parse_plain(const struct json_scanned *scanned)
{
    pthread_mutex_lock(&cjson_lock);
    cJSON *tree = cJSON_ParseWithLengthOpts(scanned->plain, scanned->size + 1, NULL, true);
    pthread_mutex_unlock(&cjson_lock);
    return tree;
}

struct duplicate {
    const struct json *first;
    const struct json *again;
};

struct join {
    struct arena *arena;
    const struct source *source;
    const struct json_scanned *scanned;
    struct diags *diags;
    struct json *values; /* one for each spot */
    size_t count;
    struct duplicate duplicates[DUPLICATES_MAX];
    size_t duplicate_count;
    bool is_sound;
    bool has_huge_number;
};

static enum json_kind kind_of(const cJSON *item)
{
    if (cJSON_IsObject(item))
        return JSON_OBJECT;
    if (cJSON_IsArray(item))
        return JSON_ARRAY;
    if (cJSON_IsString(item))
        return JSON_STRING;
    if (cJSON_IsNumber(item))
        return JSON_NUMBER;
    if (cJSON_IsTrue(item))
        return JSON_TRUE;
    if (cJSON_IsFalse(item))
        return JSON_FALSE;
    assert(cJSON_IsNull(item));
    return JSON_NULL;
}

/* The digits at offset..end as an integer; false when there is anything but digits, or too many. */
static bool read_integer(const char *bytes, const struct json *value, int64_t *integer)
{
    size_t at = value->offset;
    bool is_negative = bytes[at] == '-';
    int64_t sum = 0;

    for (at += is_negative; at < value->end; at++) {
        if (bytes[at] < '0' || bytes[at] > '9')
            return false;
        int digit = bytes[at] - '0';
        if (__builtin_mul_overflow(sum, 10, &sum))
            return false;
        /* Downwards for negative numbers, as INT64_MIN has no positive. */
        if (__builtin_add_overflow(sum, is_negative ? -digit : digit, &sum))
            return false;
    }
    *integer = sum;
    return true;
}

static void join_number(struct join *join, struct json *value, const cJSON *item)
{
    value->number = item->valuedouble;
    value->is_integer = read_integer(join->source->bytes, value, &value->integer);
    if (isfinite(value->number) || join->has_huge_number)
        return;
    struct source_ref at = json_ref(join->arena, join->source, value);
    join->has_huge_number = true;
    join->is_sound = diags_error(join->diags, DIAG_JSON_SYNTAX, &at, NULL,
                                 DIAG_ARGS("this number is too large", "数が大きすぎます"));
}

static struct json *join_value(struct join *join, const cJSON *item, const struct json *parent, size_t index);

static void join_children(struct join *join, struct json *value, const cJSON *item)
{
    const struct json **link = &value->child;

    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        struct json *joined = join_value(join, child, value, value->size++);
        *link = joined;
        link = &joined->next;
    }
}

/* By name, then in file order. */
static int compare_names(const void *a, const void *b)
{
    const struct json *left = *(const struct json *const *)a;
    const struct json *right = *(const struct json *const *)b;
    int order = strcmp(left->key, right->key);

    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static void note_duplicate(struct join *join, const struct json *first, const struct json *again)
{
    join->is_sound = false;
    if (join->duplicate_count < DUPLICATES_MAX)
        join->duplicates[join->duplicate_count++] = (struct duplicate){first, again};
}

/* Sorting keeps an object with a million members from taking a million times a million steps. */
static void find_duplicates(struct join *join, const struct json *object)
{
    if (object->size < 2)
        return;

    const struct json **members = mem_alloc(mem_size(object->size, sizeof *members));
    size_t count = 0;
    for (const struct json *member = object->child; member != NULL; member = member->next)
        members[count++] = member;
    qsort(members, count, sizeof *members, compare_names);

    const struct json *first = members[0];
    for (size_t i = 1; i < count; i++) {
        if (strcmp(first->key, members[i]->key) == 0)
            note_duplicate(join, first, members[i]);
        else
            first = members[i];
    }
    free(members);
}

static struct json *join_value(struct join *join, const cJSON *item, const struct json *parent, size_t index)
{
    assert(join->count < join->scanned->count);
    const struct json_spot *spot = &join->scanned->spots[join->count];
    struct json *value = &join->values[join->count++];

    *value = (struct json){
        .kind = kind_of(item),
        .source = join->source,
        .offset = spot->offset,
        .end = spot->end,
        .key = item->string != NULL ? arena_copy_string(join->arena, item->string) : NULL,
        .key_offset = spot->key_offset,
        .parent = parent,
        .index = index,
    };
    if (value->kind == JSON_NUMBER) {
        join_number(join, value, item);
    } else if (value->kind == JSON_STRING) {
        value->size = strlen(item->valuestring);
        value->string = arena_copy(join->arena, item->valuestring, value->size);
    } else {
        join_children(join, value, item);
    }
    if (value->kind == JSON_OBJECT)
        find_duplicates(join, value);
    return value;
}

static int compare_places(const void *a, const void *b)
{
    size_t left = ((const struct duplicate *)a)->again->key_offset;
    size_t right = ((const struct duplicate *)b)->again->key_offset;

    return (left > right) - (left < right);
}

static void report_duplicates(struct join *join)
{
    qsort(join->duplicates, join->duplicate_count, sizeof *join->duplicates, compare_places);
    for (size_t i = 0; i < join->duplicate_count; i++) {
        const struct duplicate *duplicate = &join->duplicates[i];
        struct source_ref at = json_key_ref(join->arena, join->source, duplicate->again);
        char line[24];
        snprintf(line, sizeof line, "%zu", source_locate(join->source, duplicate->first->key_offset).line);
        diags_error(join->diags, DIAG_JSON_DUPLICATE_KEY, &at, NULL, DIAG_ARGS(duplicate->again->key, line));
    }
}

static const struct json *join_tree(struct join *join, const cJSON *tree)
{
    join->values = arena_array(join->arena, struct json, join->scanned->count);
    join->is_sound = true;

    const struct json *root = join_value(join, tree, NULL, 0);
    assert(join->count == join->scanned->count);
    report_duplicates(join);
    return join->is_sound ? root : NULL;
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
    struct json_scanned scanned;

    if (!json_scan(source, dialect, limits, diags, &scanned))
        return NULL;

    cJSON *tree = parse_plain(&scanned);
    assert(tree != NULL); /* the scan accepts nothing that cJSON refuses */
    struct join join = {.arena = arena, .source = source, .scanned = &scanned, .diags = diags};
    const struct json *root = join_tree(&join, tree);
    cJSON_Delete(tree);
    json_scan_close(&scanned);
    return root;
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
