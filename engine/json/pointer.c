/* JSON Pointers (RFC 6901): the way from the root to a value, both ways. */
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

/* Bytes of "/name" or "/index". */
static size_t token_size(const struct json *value)
{
    size_t size = 2;

    if (value->key == NULL) {
        for (size_t rest = value->index; rest >= 10; rest /= 10)
            size++;
        return size;
    }
    size = 1;
    for (const char *name = value->key; *name != '\0'; name++)
        size += *name == '~' || *name == '/' ? 2 : 1;
    return size;
}

/* Writes the token so that it ends before `end`; returns where it starts. */
static char *put_token(char *end, const struct json *value)
{
    size_t index = value->index;

    if (value->key == NULL) {
        do
            *--end = (char)('0' + index % 10);
        while ((index /= 10) > 0);
    } else {
        for (const char *name = value->key + strlen(value->key); name-- > value->key;) {
            bool is_escaped = *name == '~' || *name == '/';
            *--end = !is_escaped ? *name : *name == '~' ? '0' : '1';
            if (is_escaped)
                *--end = '~';
        }
    }
    *--end = '/';
    return end;
}

/* From the value up, as each knows its parent: so the pointer is written from its end. */
static const char *pointer_to(struct arena *arena, const struct json *value)
{
    size_t size = 0;

    for (const struct json *at = value; at->parent != NULL; at = at->parent)
        size += token_size(at);
    char *pointer = arena_array(arena, char, size + 1), *end = pointer + size;
    for (const struct json *at = value; at->parent != NULL; at = at->parent)
        end = put_token(end, at);
    return pointer;
}

static struct source_ref ref_at(struct arena *arena, const struct source *source, const struct json *value,
                                size_t offset)
{
    return (struct source_ref){.source = source, .offset = offset, .pointer = pointer_to(arena, value)};
}

struct source_ref json_ref(struct arena *arena, const struct source *source, const struct json *value)
{
    return ref_at(arena, source, value, value->offset);
}

struct source_ref json_key_ref(struct arena *arena, const struct source *source, const struct json *value)
{
    return ref_at(arena, source, value, value->key != NULL ? value->key_offset : value->offset);
}
