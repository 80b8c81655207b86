/*
 * batch/replay.h - many archives made again from what is inside them, and compared. As engine.h it is for any program;
 * it prints nothing and reads no clock and no environment.
 */
#ifndef BATCH_REPLAY_H
#define BATCH_REPLAY_H

#include "engine.h"

struct todoke_replay_count {
    size_t files;
    size_t by_sameness[TODOKE_NOT_OURS + 1];
    size_t unreadable; /* of those that are unjudged: the file itself could not be read */
};

/* One file; everything is borrowed for the call. */
struct todoke_replay_report {
    const char *path;
    const char *form;   /* its id; NULL: not known */
    const char *sha256; /* of the file; "" when it could not be read */
    enum todoke_sameness sameness;
    const struct todoke_messages *messages; /* why */
};

struct todoke_replay_run {
    const char *const *paths; /* files, or folders that stand for every .pdf file in them and below */
    size_t path_count;
    size_t workers;                /* 0: as many as there are processors */
    enum todoke_language language; /* of the reasons in the CSV */

    /* Both are called by the thread that called todoke_replay_all; is_stopped may be NULL. */
    void (*report)(const struct todoke_replay_report *report, void *context); /* of each file, in order */
    bool (*is_stopped)(void *context); /* asked several times a second: true ends the run after the running files */
    void *context;
};

/*
 * Goes through all files; forms are opened once. `csv` gets a row a file (docs/verify.md); the caller frees it. Returns
 * the exit status: 0 all are the same, or not ours; 1 some are different; else 3, some could not be judged.
 * *is_complete: it was not stopped before the end. `messages` gets what concerns the run itself.
 */
int todoke_replay_all(const struct todoke *engine, const struct todoke_replay_run *run,
                      struct todoke_replay_count *count, bool *is_complete, struct todoke_buffer *csv,
                      struct todoke_messages *messages);

#endif
