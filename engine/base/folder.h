/*
 * base/folder.h - files below a folder, by names that foreign data gives.
 *
 * Such a name may lead nowhere else: no absolute name, no "..", no symbolic link on the way.
 */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#include <stdbool.h>

/* Whether `name` is one below a folder, its parts separated by "/". False with *cause, whose texts are borrowed. */
bool folder_check_name(const char *name, struct diag_cause *cause);

/*
 * Reads the regular file `name`, which folder_check_name has accepted, below `folder` into the arena, under this name.
 * NULL with *cause, its texts in the arena: not there, a link, no regular file, more than `limit` bytes (`too_large`
 * is the code then), or the system's fault.
 */
const struct source *folder_read(struct arena *arena, const char *folder, const char *name, size_t limit,
                                 enum diag_code too_large, struct diag_cause *cause);

/* The folder of a file by its path, in the arena: "a/b" for "a/b/c.json", "." for "c.json". */
const char *folder_of(struct arena *arena, const char *path);

#endif
