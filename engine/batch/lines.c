/* One buffer that holds the line being read and what came with it. */
#include "batch/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)65536)
#define PATIENCE 100 /* [ms] */

bool lines_open(struct lines *lines, const char *path, size_t limit)
{
    bool is_standard = strcmp(path, "-") == 0;

    *lines = (struct lines){
        .file = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC),
        .limit = limit,
    };
    lines->error = lines->file < 0 ? errno : 0;
    return lines->file >= 0;
}

void lines_close(struct lines *lines)
{
    if (lines->file > STDIN_FILENO)
        close(lines->file);
    sink_close(&lines->room);
}

/* Moves what has not been given to the front. */
static void drop_given(struct lines *lines)
{
    size_t left = lines->room.size - lines->start;

    if (lines->start == 0)
        return;
    memmove(lines->room.bytes, lines->room.bytes + lines->start, left);
    lines->room.size = left;
    lines->start = 0;
}

/* Waits for bytes; false: stopped. A file that cannot be waited for is ready. */
static bool wait_for_bytes(const struct lines *lines, bool (*is_stopped)(void *context), void *context)
{
    struct pollfd poll_file = {.fd = lines->file, .events = POLLIN};

    while (is_stopped && poll(&poll_file, 1, PATIENCE) == 0)
        if (is_stopped(context))
            return false;
    return true;
}

/* LINES_LINE when something was read, or the end was found. */
static enum lines_result read_more(struct lines *lines, bool (*is_stopped)(void *context), void *context)
{
    ssize_t got;

    if (!wait_for_bytes(lines, is_stopped, context))
        return LINES_STOPPED;
    drop_given(lines);
    do
        got = read(lines->file, sink_reserve(&lines->room, CHUNK), CHUNK);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        lines->error = errno;
        return LINES_FAILED;
    }
    lines->room.size += (size_t)got;
    lines->is_at_end = got == 0;
    return LINES_LINE;
}

/* Gives the bytes from `start` on; `size` of them are the line. */
static void give(struct lines *lines, size_t size, size_t newline, const char **line, size_t *line_size)
{
    *line = lines->room.bytes + lines->start;
    *line_size = size;
    lines->start += size + newline;
    lines->offset = lines->next;
    lines->next += size + newline;
    lines->number++;
}

/* Forgets the line being read, up to its newline or the end. */
static enum lines_result pass_over(struct lines *lines, bool (*is_stopped)(void *context), void *context)
{
    const char *ignored;
    size_t size;

    for (;;) {
        size_t left = lines->room.size - lines->start;
        const char *end = left > 0 ? memchr(lines->room.bytes + lines->start, '\n', left) : NULL;

        if (end || lines->is_at_end) {
            give(lines, end ? (size_t)(end - (lines->room.bytes + lines->start)) : left, end != NULL, &ignored, &size);
            return LINES_TOO_LONG;
        }
        lines->start += left;
        lines->next += left;

        enum lines_result result = read_more(lines, is_stopped, context);
        if (result != LINES_LINE)
            return result;
    }
}

enum lines_result lines_next(struct lines *lines, const char **line, size_t *size, bool (*is_stopped)(void *context),
                             void *context)
{
    size_t seen = 0; /* bytes of the line known to hold no newline */

    for (;;) {
        const char *start = lines->room.bytes + lines->start;
        size_t left = lines->room.size - lines->start;
        const char *end = left > seen ? memchr(start + seen, '\n', left - seen) : NULL;

        if (end && (size_t)(end - start) <= lines->limit) {
            give(lines, (size_t)(end - start), 1, line, size);
            return LINES_LINE;
        }
        if (end || left > lines->limit)
            return pass_over(lines, is_stopped, context);
        if (lines->is_at_end && left == 0)
            return LINES_END;
        if (lines->is_at_end) {
            give(lines, left, 0, line, size);
            return LINES_TORN;
        }
        seen = left;

        enum lines_result result = read_more(lines, is_stopped, context);
        if (result != LINES_LINE)
            return result;
    }
}
