/*
 * Each worker has one file of its own beside the outputs, so that nothing is left over however often a run is killed.
 * To flush each output by itself would take five times as long as making it; all of them are flushed once, at the end.
 * Should power fail before that, a later run finds by their digests which outputs did not reach the disk.
 */
#define _GNU_SOURCE /* syncfs */
#include "batch/output.h"

#include "batch/crew.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *part_path(const struct output *output, size_t worker, struct arena *arena)
{
    return arena_format(arena, "%s.%zu.part", output->own, worker);
}

/* Makes the folders that `path` leads through, from `start` on; 0, or the errno. `path` is as it was afterwards. */
static int make_folders(char *path, size_t start)
{
    for (char *slash = strchr(path + start, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int error = mkdir(path, 0777) != 0 && errno != EEXIST ? errno : 0;
        *slash = '/';
        if (error != 0)
            return error;
    }
    return 0;
}

static int make_folder(const char *path)
{
    struct stat status;

    if (mkdir(path, 0777) == 0)
        return 0;
    if (errno != EEXIST)
        return errno;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

bool output_open(const struct output *output, struct diags *diags)
{
    int error = make_folder(output->folder);

    return error == 0 || file_unwritable(output->folder, error, diags);
}

void output_clean(const struct output *output)
{
    struct arena *arena = arena_open();

    for (size_t i = 0; i < CREW_MAX; i++)
        unlink(part_path(output, i, arena));
    arena_close(arena);
}

static int write_part(const char *path, const char *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    int error = 0;

    if (file < 0)
        return errno;
    if (!file_put(file, bytes, size))
        error = errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    if (error != 0)
        unlink(path);
    return error;
}

static char *path_of(const struct output *output, const char *out, struct arena *arena)
{
    return arena_format(arena, "%s/%s", output->folder, out);
}

/* The next one would fare no better. */
static bool is_lasting(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EROFS;
}

const char *output_write(const struct output *output, size_t worker, const char *out, const char *bytes, size_t size,
                         bool *is_over, struct arena *arena, struct diags *diags)
{
    const char *path = part_path(output, worker, arena);
    int error = write_part(path, bytes, size);

    *is_over = is_lasting(error);
    if (error == 0)
        return path;
    file_unwritable(path_of(output, out, arena), error, diags);
    return NULL;
}

bool output_place(const struct output *output, const char *written, const char *out, struct arena *arena,
                  struct diags *diags)
{
    char *path = path_of(output, out, arena);
    int error = rename(written, path) == 0 ? 0 : errno;

    if (error == ENOENT) {
        error = make_folders(path, strlen(output->folder) + 1);
        if (error == 0 && rename(written, path) != 0)
            error = errno;
    }
    if (error == 0)
        return true;
    unlink(written);
    return file_unwritable(path, error, diags);
}

bool output_digest(const struct output *output, const char *out, struct arena *arena, char hex[SHA256_HEX_SIZE + 1])
{
    struct diags *ignored = diags_open();
    const char *path = path_of(output, out, arena);
    const struct source *source = file_read(arena, path, path, SIZE_MAX - 1, ignored);

    diags_close(ignored);
    return source && sha256_hex(source->bytes, source->size, hex);
}

void output_flush(const struct output *output)
{
    int folder = open(output->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (folder < 0)
        return;
    syncfs(folder);
    close(folder);
}
