/* base/file.c - whole files in, whole files out. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)65536)

bool file_read_rest(int file, struct sink *sink, size_t limit)
{
    while (sink->size <= limit) {
        size_t room = limit - sink->size < CHUNK ? limit - sink->size + 1 : CHUNK;
        ssize_t got = read(file, sink_reserve(sink, room), room);

        if (got == 0)
            return true;
        if (got > 0)
            sink->size += (size_t)got;
        else if (errno != EINTR)
            return false;
    }
    return true;
}

static const struct source *source_of(struct arena *arena, const char *name, const struct sink *sink)
{
    struct source *source = arena_new(arena, struct source);

    source->name = arena_copy_string(arena, name);
    source->bytes = arena_copy(arena, sink->bytes ? sink->bytes : "", sink->size);
    source->size = sink->size;
    return source;
}

static bool unreadable(const char *name, struct diags *diags)
{
    return diags_error(diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name, strerror(errno)));
}

static bool too_large(const char *name, size_t limit, struct diags *diags)
{
    struct source source = {.name = name, .bytes = "", .size = 0};
    struct source_ref at = {.source = &source};
    char number[32];

    snprintf(number, sizeof(number), "%zu", limit);
    return diags_error(diags, DIAG_LIMIT_INPUT, &at, NULL, DIAG_ARGS(number));
}

const struct source *file_read(struct arena *arena, const char *path, const char *name, size_t limit,
                               struct diags *diags)
{
    bool is_standard = strcmp(path, "-") == 0;
    int file = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct sink sink = {0};
    const struct source *source = NULL;

    if (file < 0) {
        unreadable(name, diags);
        return NULL;
    }
    if (!file_read_rest(file, &sink, limit))
        unreadable(name, diags);
    else if (sink.size > limit)
        too_large(arena_copy_string(arena, name), limit, diags);
    else
        source = source_of(arena, name, &sink);
    sink_close(&sink);
    if (!is_standard)
        close(file);
    return source;
}

bool file_put(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(file, bytes, size);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        size -= (size_t)done;
    }
    return true;
}

/* Both languages: the folder of `path` is not there; NULL when it is. */
static const char *missing_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash > path ? arena_copy(arena, path, (size_t)(slash - path)) : "/";
    struct stat status;

    if (!slash || stat(folder, &status) == 0 || errno != ENOENT)
        return NULL;
    return diag_both(arena, arena_format(arena, "there is no folder %s", folder),
                     arena_format(arena, "フォルダ %s がありません", folder));
}

bool file_unwritable(const char *path, int error, struct diags *diags)
{
    struct arena *arena = arena_open();
    const char *why = error == ENOENT ? missing_folder(arena, path) : NULL;

    diags_error(diags, DIAG_FILE_UNWRITABLE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(path, why ? why : strerror(error)));
    arena_close(arena);
    return false;
}

/* 0, or the errno of what failed; then nothing is left behind. A file of a run that was killed is written over. */
static int write_new(const char *path, const char *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    int error = 0;

    if (file < 0)
        return errno;
    if (!file_put(file, bytes, size) || fsync(file) != 0)
        error = errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    if (error != 0)
        unlink(path);
    return error;
}

/* Beside the file, or, through a symbolic link, beside what it points to: the link stays. */
static int replace(const char *path, const char *bytes, size_t size, struct arena *arena)
{
    char *target = realpath(path, NULL);
    const char *final = arena_copy_string(arena, target != NULL ? target : path);
    const char *temporary = arena_format(arena, "%s.%ld.part", final, (long)getpid());
    int error = write_new(temporary, bytes, size);

    free(target);
    if (error == 0 && rename(temporary, final) != 0) {
        error = errno;
        unlink(temporary);
    }
    return error;
}

/* A device or a pipe cannot be replaced: it is written to as it is. */
static bool is_special(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static int write_special(const char *path, const char *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    int error = 0;

    if (file < 0)
        return errno;
    if (!file_put(file, bytes, size))
        error = errno;
    close(file);
    return error;
}

bool file_write(const char *path, const char *bytes, size_t size, struct diags *diags)
{
    struct arena *arena;
    int error;

    if (strcmp(path, "-") == 0)
        return file_put(STDOUT_FILENO, bytes, size) || file_unwritable(path, errno, diags);
    arena = arena_open();
    error = is_special(path) ? write_special(path, bytes, size) : replace(path, bytes, size, arena);
    arena_close(arena);
    return error == 0 || file_unwritable(path, error, diags);
}
