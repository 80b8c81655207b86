/* batch/manifest.h - the manifest: a line a job, in the order of the list. */
#ifndef BATCH_MANIFEST_H
#define BATCH_MANIFEST_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A manifest being written. It gets its name when it is complete; until then there is none of that name. */
struct manifest {
    const char *path; /* NULL: none is wanted; "-": standard output */
    const char *part; /* beside it */
    FILE *file;       /* NULL: none */
    int error;        /* the first errno */
};

/* Removes the manifest of an earlier run, "-" and NULL excepted. False, having added an error. */
bool manifest_remove(const char *path, struct diags *diags);

/* Begins a manifest. False, having added an error. Ended by manifest_drop or manifest_keep. */
bool manifest_open(struct manifest *manifest, const char *path, struct arena *arena, struct diags *diags);

void manifest_put(struct manifest *manifest, const char *line, size_t size);

/* The run came to its end: false, having added an error, when the manifest cannot be written. */
bool manifest_keep(struct manifest *manifest, struct diags *diags);

/* The run did not. */
void manifest_drop(struct manifest *manifest);

/*
 * A shard's manifest ends with a line that says which shard it is and how many jobs the whole list has: so that a
 * missing shard is noticed when they are joined.
 */
void manifest_put_shard(struct manifest *manifest, size_t shard, size_t shards, size_t jobs);

#endif
