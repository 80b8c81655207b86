/* batch/job.h - one document to be made. */
#ifndef BATCH_JOB_H
#define BATCH_JOB_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/sink.h"
#include "batch/batch.h"
#include "batch/shelf.h"

enum job_state {
    JOB_FREE,
    JOB_WAITING,
    JOB_RUNNING,
    JOB_GONE_THROUGH,
};

/* A place in the window: used for one job after the other. Its texts live in its arena until the next one. */
struct job {
    enum job_state state;
    size_t number; /* in the list, from 1 */
    struct arena *arena;
    struct arena_point empty; /* of the arena */

    /* What is wanted. */
    const char *form_name; /* NULL: the list does not say it in a way that can be read */
    const char *data_path; /* NULL: the same */
    const char *folder; /* the data was found in this folder and must not be a link that leads out; NULL: was named */
    const char *out;    /* as the list gives it; NULL: by the template */
    struct todoke_target target;
    struct todoke_render render;
    const struct shelf_form *form; /* NULL: not opened, and `messages` says why */

    /* What came of it. */
    struct todoke_messages *messages;
    enum todoke_batch_status status;
    enum todoke_sameness sameness; /* of a replay */
    bool is_of_other_shard;        /* nothing came of it */
    struct sink line;              /* of the manifest, without the job's number */
};

/* An empty job, and its end. */
void job_open(struct job *job);
void job_close(struct job *job);

/* Empties the job for another one, with no messages yet. */
void job_start(struct job *job, size_t number);
void job_end(struct job *job);

/* The list of diagnostics that engine.h hides behind a name of its own. */
struct diags *job_diags(struct todoke_messages *messages);
const struct diags *job_const_diags(const struct todoke_messages *messages);

/*
 * Reads a line of a list of jobs, an object (docs/batch.md), into the job, whose target and render are those of the run
 * before. `name` and `number` say for messages which line it is. False, having added an error to the job's messages;
 * what could be read is there all the same.
 */
bool job_read(struct job *job, const char *name, size_t number, const char *line, size_t size,
              const struct limits *limits);

#endif
