/* batch/lines.h - a text read line by line, however long it is. */
#ifndef BATCH_LINES_H
#define BATCH_LINES_H

#include "base/sink.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lines_result {
    LINES_LINE,
    LINES_TOO_LONG, /* a line of more than `limit` bytes, passed over */
    LINES_TORN,     /* the last line has no newline; given all the same */
    LINES_END,
    LINES_FAILED, /* `error` says why */
    LINES_STOPPED,
};

struct lines {
    int file;
    size_t limit; /* bytes of one line without its newline */
    struct sink room;
    size_t start;    /* of what has not been given, in `room` */
    uint64_t offset; /* of the line given last, in the text */
    uint64_t next;   /* of the line after it */
    size_t number;   /* of the line given last, from 1 */
    int error;
    bool is_at_end;
};

/* Opens a file, "-" for standard input; false: `error` says why. Ended by lines_close either way. */
bool lines_open(struct lines *lines, const char *path, size_t limit);
void lines_close(struct lines *lines);

/*
 * The next line, without its newline, borrowed until the next call. While a pipe has nothing to say `is_stopped`, which
 * may be NULL, is asked several times a second.
 */
enum lines_result lines_next(struct lines *lines, const char **line, size_t *size, bool (*is_stopped)(void *context),
                             void *context);

#endif
