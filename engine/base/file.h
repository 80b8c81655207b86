/* base/file.h - whole files in, whole files out. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#include <stdbool.h>

/*
 * Reads a whole file ("-": standard input) into the arena. `name` is what messages call it.
 * NULL, having added FILE_UNREADABLE or LIMIT_INPUT, when it cannot be read or has more than `limit` bytes.
 */
const struct source *file_read(struct arena *arena, const char *path, const char *name, size_t limit,
                               struct diags *diags);

/* Reads an open file until its end, or one byte past `limit`, so that the caller can tell. False: errno says why. */
bool file_read_rest(int file, struct sink *sink, size_t limit);

/*
 * Writes a whole file ("-": standard output): into a temporary file beside it, flushed to the disk, then renamed over
 * it, so that the file is either as before or complete. False, having added FILE_UNWRITABLE.
 */
bool file_write(const char *path, const char *bytes, size_t size, struct diags *diags);

/*
 * Adds FILE_UNWRITABLE for the errno `error`, which for a file whose folder is missing names that folder. Always false.
 */
bool file_unwritable(const char *path, int error, struct diags *diags);

/* Writes all `size` bytes to an open file, in as many steps as it takes; false: errno says why. */
bool file_put(int file, const char *bytes, size_t size);

#endif
