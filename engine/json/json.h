/* json/json.h - what a JSON text says, and where each value of it stands. */
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

/* One value. Immutable after json_read; lives in the arena given there. */
struct json {
    enum json_kind kind;
    const struct source *source; /* the text it stands in */
    size_t offset;               /* of the value's first byte in the source */
    size_t end;                  /* one past its last byte */
    const char *key;    /* member name, or NULL outside objects; NUL-terminated UTF-8, never with U+0000 inside */
    size_t key_offset;  /* of the name's opening quote */
    const char *string; /* JSON_STRING: NUL-terminated UTF-8 */
    size_t size;        /* JSON_STRING: bytes; JSON_ARRAY, JSON_OBJECT: children */
    double number;      /* JSON_NUMBER */
    bool is_integer;    /* JSON_NUMBER without fraction or exponent that fits `integer` */
    int64_t integer;
    const struct json *child;  /* first member or element, in file order */
    const struct json *next;   /* sibling */
    const struct json *parent; /* NULL at the root */
    size_t index;              /* among its siblings, from 0 */
};

enum json_dialect {
    JSON_STRICT,   /* RFC 8259: data */
    JSON_COMMENTS, /* and line comments, block comments and trailing commas: layouts, and data named .jsonc */
    JSON_LENIENT,  /* and any bytes, halves of surrogate pairs and U+0000 in strings: texts to be probed (json_text) */
};

/* How a data file of this name is read: JSON_COMMENTS when it ends in ".jsonc". */
enum json_dialect json_dialect_of(const char *filename);

/*
 * Reads one JSON text. A scan of our own comes first: strict UTF-8 and grammar, a byte order mark tolerated, duplicate
 * names, depth, counts, lone surrogates and U+0000 refused; cJSON then builds the tree, to which the positions are
 * joined. Of duplicate names up to a hundred are reported; after any error of the grammar the reading stops.
 * Returns NULL, having added at least one error, when the text is not usable. `source` must outlive the tree.
 */
const struct json *json_read(struct arena *arena, const struct source *source, enum json_dialect dialect,
                             const struct limits *limits, struct diags *diags);

/*
 * The code points of a string read as JSON_LENIENT: each ill-formed part and each half of a surrogate pair is U+FFFD,
 * and U+0000 is itself. (`string` of the value is then a stand-in without them.)
 */
struct json_text {
    const char *bytes; /* UTF-8, in the arena */
    size_t size;
    const size_t *replaced; /* which code points are stand-ins, from 0, ascending */
    size_t replaced_count;
};
struct json_text json_text(struct arena *arena, const struct source *source, const struct json *string);

/* Member `key` of an object, or NULL: absent, or `object` is NULL or no object. */
const struct json *json_find(const struct json *object, const char *key);

/* The value a JSON Pointer (RFC 6901, with ~0 ~1) names below `root`, or NULL. */
const struct json *json_lookup(const struct json *root, const char *pointer);

/* The name that the first step of a pointer, "/name...", stands for, in the arena; *pointer moves behind it. */
const char *json_pointer_step(struct arena *arena, const char **pointer);

/* True when `pointer` is well formed: empty, or starts with "/" and holds only ~0 and ~1 escapes. */
bool json_pointer_is_valid(const char *pointer);

/* The place of a value, its pointer from the root written into the arena. json_key_ref points at the member's name. */
struct source_ref json_ref(struct arena *arena, const struct source *source, const struct json *value);
struct source_ref json_key_ref(struct arena *arena, const struct source *source, const struct json *value);

/* A code as JSON spells it: a string, a whole number, true or false, in the arena; NULL for what can be no code. */
const char *json_spelling(struct arena *arena, const struct json *value);

/* Whether a code of this spelling can be written without quotation marks: true, false, and whole numbers of 64 bits. */
bool json_is_bare(const char *code);

/* For messages: "a string", "an object" ... and 文字列, オブジェクト ... */
const char *json_kind_name(enum json_kind kind);
const char *json_kind_name_japanese(enum json_kind kind);

/* What a value is, in both languages (DIAG_BOTH): "a string", but a number as it is spelled. */
const char *json_description(struct arena *arena, const struct source *source, const struct json *value);

#endif
