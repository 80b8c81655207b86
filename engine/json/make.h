/* json/make.h - JSON to be written: values put together in an arena, then printed for people. */
#ifndef JSON_MAKE_H
#define JSON_MAKE_H

#include "base/arena.h"
#include "base/sink.h"

#include <stdbool.h>
#include <stdint.h>

/* A value. One may stand in several places. Strings and keys are borrowed, and must live as long as the arena. */
struct json_made;
struct json;

struct json_made *json_make_object(struct arena *arena);
struct json_made *json_make_array(struct arena *arena);
const struct json_made *json_make_string(struct arena *arena, const char *string);
const struct json_made *json_make_integer(struct arena *arena, int64_t integer);
const struct json_made *json_make_flag(struct arena *arena, bool flag);
const struct json_made *json_make_null(struct arena *arena);

/* Adds a member, or an element, at the end. Keys stay in the order they come; each is put once. */
void json_put(struct arena *arena, struct json_made *object, const char *key, const struct json_made *value);
void json_push(struct arena *arena, struct json_made *array, const struct json_made *value);

/* Adds all that `other`, an object or an array too, holds. */
void json_add(struct arena *arena, struct json_made *made, const struct json_made *other);

/* An object of keys and values in turn, ended by a NULL key; a member whose value is NULL is left out. */
struct json_made *json_make(struct arena *arena, const char *key, ...) __attribute__((sentinel));

/* A value that was read, to be written: keys and strings are borrowed; of numbers whole ones only. */
struct json_made *json_make_copy(struct arena *arena, const struct json *value);

size_t json_made_count(const struct json_made *value); /* members or elements */

/* Two spaces a level; what fits into `width` columns of code points, from its indentation on, stands in one line. */
void json_write(const struct json_made *value, size_t width, struct sink *sink);

#endif
