/* JSON Pointers (RFC 6901): the way from the root to a value, both ways. */
#include "base/sink.h"
#include "json/json.h"

#include <string.h>

bool json_pointer_is_valid(const char *pointer)
{
    if (*pointer != '\0' && *pointer != '/')
        return false;
    for (const char *tilde = strchr(pointer, '~'); tilde != NULL; tilde = strchr(tilde + 1, '~'))
        if (tilde[1] != '0' && tilde[1] != '1')
            return false;
    return true;
}

/* Compares one escaped token, `size` bytes long, with a name. */
static bool token_is(const char *token, size_t size, const char *name)
{
    for (size_t i = 0; i < size; i++, name++) {
        char c = token[i];
        if (c == '~')
            c = token[++i] == '1' ? '/' : '~';
        if (c != *name)
            return false;
    }
    return *name == '\0';
}

/* An array index: digits without leading zeros (RFC 6901 section 4). False for anything else, or beyond `count`. */
static bool read_index(const char *token, size_t size, size_t count, size_t *index)
{
    if (size == 0 || (token[0] == '0' && size > 1))
        return false;
    *index = 0;
    for (size_t i = 0; i < size; i++) {
        if (token[i] < '0' || token[i] > '9')
            return false;
        *index = *index * 10 + (size_t)(token[i] - '0');
        if (*index >= count)
            return false;
    }
    return true;
}

static const struct json *step_into(const struct json *value, const char *token, size_t size)
{
    const struct json *child = value->child;
    size_t index;

    if (value->kind == JSON_OBJECT) {
        while (child != NULL && !token_is(token, size, child->key))
            child = child->next;
        return child;
    }
    if (value->kind != JSON_ARRAY || !read_index(token, size, value->size, &index))
        return NULL;
    while (index-- > 0)
        child = child->next;
    return child;
}

const struct json *json_lookup(const struct json *root, const char *pointer)
{
    const struct json *value = root;

    if (!json_pointer_is_valid(pointer))
        return NULL;
    while (value != NULL && *pointer == '/') {
        const char *token = pointer + 1;
        size_t size = strcspn(token, "/");
        value = step_into(value, token, size);
        pointer = token + size;
    }
    return value;
}

const char *json_pointer_step(struct arena *arena, const char **pointer)
{
    size_t size = strcspn(*pointer + 1, "/");
    char *name = arena_copy(arena, *pointer + 1, size), *to = name;

    for (const char *from = name; *from != '\0'; from++)
        if (from[0] == '~' && (from[1] == '0' || from[1] == '1'))
            *to++ = *++from == '1' ? '/' : '~';
        else
            *to++ = *from;
    *to = '\0';
    *pointer += 1 + size;
    return name;
}

static void put_name(struct sink *sink, const char *name)
{
    for (; *name != '\0'; name++) {
        if (*name == '~')
            sink_put_string(sink, "~0");
        else if (*name == '/')
            sink_put_string(sink, "~1");
        else
            sink_put_char(sink, *name);
    }
}

/* Recursion ends with the depth limit of json_read. */
static void put_pointer(struct sink *sink, const struct json *value)
{
    if (value->parent == NULL)
        return;
    put_pointer(sink, value->parent);
    sink_put_char(sink, '/');
    if (value->key != NULL)
        put_name(sink, value->key);
    else
        sink_put_integer(sink, (int64_t)value->index);
}

static struct source_ref ref_at(struct arena *arena, const struct source *source, const struct json *value,
                                size_t offset)
{
    struct sink sink = {0};

    put_pointer(&sink, value);
    struct source_ref ref = {
        .source = source,
        .offset = offset,
        .pointer = arena_copy(arena, sink.bytes, sink.size),
    };
    sink_close(&sink);
    return ref;
}

struct source_ref json_ref(struct arena *arena, const struct source *source, const struct json *value)
{
    return ref_at(arena, source, value, value->offset);
}

struct source_ref json_key_ref(struct arena *arena, const struct source *source, const struct json *value)
{
    return ref_at(arena, source, value, value->key != NULL ? value->key_offset : value->offset);
}
