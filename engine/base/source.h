/* base/source.h - places in input files, so that every complaint can name one. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stddef.h>

/* An input text. Name and bytes are borrowed and outlive every reference to them. */
struct source {
    const char *name; /* as the user gave it, for messages */
    const char *bytes;
    size_t size;
    size_t line; /* lines before it, when it is a piece of a longer text; its first line is the next one */
};

/* A place: byte `offset` in `source`, and the JSON Pointer (RFC 6901) of the value there, or NULL. */
struct source_ref {
    const struct source *source; /* NULL: no place */
    size_t offset;
    const char *pointer;
};

#define SOURCE_NOWHERE ((struct source_ref){0})

/* Line and column, both from 1; the column counts code points. A byte order mark takes no column. */
struct source_position {
    size_t line;
    size_t column;
};
struct source_position source_locate(const struct source *source, size_t offset);

#endif
