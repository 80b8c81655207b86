/*
 * batch/crew.h - threads around a window of jobs: one reads the list, workers do the jobs, the caller's thread takes
 * the results in the order of the list.
 */
#ifndef BATCH_CREW_H
#define BATCH_CREW_H

#include "batch/job.h"
#include "batch/window.h"

/* `context` is handed to each function; none but is_stopped may be NULL. */
struct crew {
    struct window *window; /* opened and closed by crew_run */
    size_t workers;        /* 0: as many as there are processors */
    struct diags *diags;   /* of the run */
    void *context;
    bool (*read)(struct job *job, void *context); /* fills in the next job; false: there is none. One thread */
    void (*work)(struct job *job, size_t worker, size_t turn, void *context); /* several threads */
    void (*take)(const struct job *job, void *context);                       /* the caller's thread */
    bool (*is_stopped)(void *context); /* likewise, several times a second: true ends the run */
};

/* The most workers there may be. */
#define CREW_MAX 256

/* Runs all jobs; false: stopped before the end, or a thread could not be started, which is added to `diags`. */
bool crew_run(const struct crew *crew);

#endif
