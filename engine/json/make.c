/* JSON put together and printed. An array is a chain of values, an object one of keys and values. */
#include "json/make.h"

#include "base/utf8.h"
#include "json/json.h"

#include <stdarg.h>
#include <string.h>

struct link {
    const char *key;
    const struct json_made *value;
    struct link *next;
};

struct json_made {
    enum json_kind kind;
    const char *string;
    int64_t integer;
    struct link *first, *last;
    size_t count;
};

static struct json_made *make(struct arena *arena, enum json_kind kind)
{
    struct json_made *made = arena_new(arena, struct json_made);

    made->kind = kind;
    return made;
}

struct json_made *json_make_object(struct arena *arena)
{
    return make(arena, JSON_OBJECT);
}

struct json_made *json_make_array(struct arena *arena)
{
    return make(arena, JSON_ARRAY);
}

const struct json_made *json_make_string(struct arena *arena, const char *string)
{
    struct json_made *made = make(arena, JSON_STRING);

    made->string = string;
    return made;
}

const struct json_made *json_make_integer(struct arena *arena, int64_t integer)
{
    struct json_made *made = make(arena, JSON_NUMBER);

    made->integer = integer;
    return made;
}

const struct json_made *json_make_flag(struct arena *arena, bool flag)
{
    return make(arena, flag ? JSON_TRUE : JSON_FALSE);
}

const struct json_made *json_make_null(struct arena *arena)
{
    return make(arena, JSON_NULL);
}

void json_put(struct arena *arena, struct json_made *object, const char *key, const struct json_made *value)
{
    struct link *link = arena_new(arena, struct link);

    *link = (struct link){key, value, NULL};
    if (object->last)
        object->last->next = link;
    else
        object->first = link;
    object->last = link;
    object->count++;
}

void json_add(struct arena *arena, struct json_made *made, const struct json_made *other)
{
    for (const struct link *link = other->first; link; link = link->next)
        json_put(arena, made, link->key, link->value);
}

void json_push(struct arena *arena, struct json_made *array, const struct json_made *value)
{
    json_put(arena, array, NULL, value);
}

struct json_made *json_make(struct arena *arena, const char *key, ...)
{
    struct json_made *object = json_make_object(arena);
    va_list rest;

    va_start(rest, key);
    for (; key; key = va_arg(rest, const char *)) {
        const struct json_made *value = va_arg(rest, const struct json_made *);

        if (value)
            json_put(arena, object, key, value);
    }
    va_end(rest);
    return object;
}

struct json_made *json_make_copy(struct arena *arena, const struct json *value)
{
    struct json_made *copy = make(arena, value->kind);

    copy->string = value->string;
    copy->integer = value->integer;
    for (const struct json *child = value->child; child; child = child->next)
        json_put(arena, copy, child->key, json_make_copy(arena, child));
    return copy;
}

size_t json_made_count(const struct json_made *value)
{
    return value->count;
}

/* --- printing ----------------------------------------------------------------------------------------------------- */

static void put_key(const struct link *link, struct sink *sink)
{
    if (!link->key)
        return;
    sink_put_json_string(sink, link->key, strlen(link->key));
    sink_put_string(sink, ": ");
}

static void put_scalar(const struct json_made *value, struct sink *sink)
{
    if (value->kind == JSON_STRING)
        sink_put_json_string(sink, value->string, strlen(value->string));
    else if (value->kind == JSON_NUMBER)
        sink_put_integer(sink, value->integer);
    else
        sink_put_string(sink, value->kind == JSON_NULL ? "null" : value->kind == JSON_TRUE ? "true" : "false");
}

static void put_line(const struct json_made *value, struct sink *sink)
{
    bool is_object = value->kind == JSON_OBJECT;

    if (!is_object && value->kind != JSON_ARRAY) {
        put_scalar(value, sink);
        return;
    }
    sink_put_string(sink, is_object ? value->first ? "{ " : "{" : "[");
    for (const struct link *link = value->first; link; link = link->next) {
        put_key(link, sink);
        put_line(link->value, sink);
        sink_put_string(sink, link->next ? ", " : "");
    }
    sink_put_string(sink, is_object ? value->first ? " }" : "}" : "]");
}

static void put_indent(struct sink *sink, size_t indent)
{
    sink_put_char(sink, '\n');
    for (size_t i = 0; i < indent; i++)
        sink_put_char(sink, ' ');
}

/* `before`: columns taken by the indentation and the key. */
static void put_value(const struct json_made *value, size_t width, size_t indent, size_t before, struct sink *sink)
{
    bool is_object = value->kind == JSON_OBJECT;
    size_t start = sink->size;

    put_line(value, sink);
    if (!value->first || before + utf8_count(sink->bytes + start, sink->size - start) <= width)
        return;
    sink->size = start;
    sink_put_char(sink, is_object ? '{' : '[');
    for (const struct link *link = value->first; link; link = link->next) {
        size_t key_start;

        put_indent(sink, indent + 2);
        key_start = sink->size;
        put_key(link, sink);
        put_value(link->value, width, indent + 2,
                  indent + 2 + utf8_count(sink->bytes + key_start, sink->size - key_start), sink);
        sink_put_string(sink, link->next ? "," : "");
    }
    put_indent(sink, indent);
    sink_put_char(sink, is_object ? '}' : ']');
}

void json_write(const struct json_made *value, size_t width, struct sink *sink)
{
    put_value(value, width, 0, 0, sink);
    sink_put_char(sink, '\n');
}
