/* json/scan.h - is this text what RFC 8259 allows, and what does it say? The parts of reading it. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "json/json.h"

/* The tree of a text of this grammar, nothing else asked; NULL, having added one error, when it is refused. */
const struct json *json_scan(struct arena *arena, const struct source *source, enum json_dialect dialect,
                             const struct limits *limits, struct diags *diags);

/* Of one number. */
#define JSON_NUMBER_BYTES 63

/* Sets `number`, `is_integer` and `integer` of the value to what a number of the grammar says; it may be infinite. */
void json_read_number(const char *text, size_t size, struct json *value);

/*
 * What `*size` bytes between the quotes of a string stand for, NUL-terminated in the arena; *size becomes its size.
 * U+0000 and what is ill-formed, which only JSON_LENIENT lets pass, become U+FFFD.
 */
const char *json_unescape(struct arena *arena, const char *bytes, size_t *size);

/* What an ill-encoded file looks like and how to convert it, for a message; NULL when there is nothing to say. */
struct json_encoding_hint {
    const char *english;
    const char *japanese;
};
const struct json_encoding_hint *json_encoding_hint(const struct source *source);

#endif
