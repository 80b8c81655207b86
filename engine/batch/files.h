/* batch/files.h - the files that the data of a job names: pictures. They count as inputs like the data itself. */
#ifndef BATCH_FILES_H
#define BATCH_FILES_H

#include "engine.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>

/* The files a document was made with, as a JSON array for the manifest, in the arena. */
const char *files_of(const struct todoke_document *document, struct arena *arena);

/* Whether the files that a manifest's line (without its braces) tells of are as they were, below `folder`. */
bool files_are_unchanged(const char *line, size_t size, const char *folder, const struct limits *limits,
                         struct arena *arena);

#endif
