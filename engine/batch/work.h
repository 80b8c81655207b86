/* batch/work.h - what a worker does with a job. */
#ifndef BATCH_WORK_H
#define BATCH_WORK_H

#include "batch/claims.h"
#include "batch/journal.h"
#include "batch/name.h"
#include "batch/output.h"
#include "batch/window.h"

#include "base/limits.h"

/* What all workers of a run share. */
struct work {
    const struct todoke_batch *batch;
    const struct todoke *engine;
    struct limits limits; /* the engine's */
    struct window *window;
    struct name_template name;
    struct claims claims; /* for whoever has the turn */
    struct journal journal;
    struct output output;
    char signing[SHA256_HEX_SIZE + 1]; /* digest of who signs and how; empty: nobody */
};

/* Does the job, having its turn as number `turn`, and fills in status and line. `worker` counts workers, from 0. */
void work_do(struct work *work, size_t worker, struct job *job, size_t turn);

#endif
