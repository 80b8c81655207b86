/* batch/output.h - outputs: written beside their place, then renamed; or only digested. */
#ifndef BATCH_OUTPUT_H
#define BATCH_OUTPUT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/sha256.h"

#include <stdbool.h>
#include <stddef.h>

struct output {
    const char *folder; /* NULL: outputs are dropped */
    const char *own;    /* how the paths of the run's own files begin; no output's name begins with a dot */
};

/* Makes the folder when it is missing. False, having added an error. */
bool output_open(const struct output *output, struct diags *diags);

/* Removes what killed runs left; no other run may be at work. */
void output_clean(const struct output *output);

/*
 * Writes the bytes of the output `out` beside their place, as worker `worker`. Returns the path for output_place, in
 * the arena; NULL, having added an error. *is_over: the disk is full or read only, and nothing more can be written.
 * Bytes reach the disk by output_flush.
 */
const char *output_write(const struct output *output, size_t worker, const char *out, const char *bytes, size_t size,
                         bool *is_over, struct arena *arena, struct diags *diags);

/* Gives what was written the name `out`, making folders in it. False, having added an error; then it is removed. */
bool output_place(const struct output *output, const char *written, const char *out, struct arena *arena,
                  struct diags *diags);

/* The digest of the output `out`; false: it is not there or cannot be read. */
bool output_digest(const struct output *output, const char *out, struct arena *arena, char hex[SHA256_HEX_SIZE + 1]);

/* Has the disk keep all outputs written so far. */
void output_flush(const struct output *output);

#endif
