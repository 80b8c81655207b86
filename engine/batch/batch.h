/*
 * batch/batch.h - many documents in one run: fonts and forms opened once, worker threads, memory that does not grow
 * with the number of jobs. Like engine.h it is for any program; it prints nothing and reads no clock and no
 * environment.
 */
#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

#include "engine.h"

#ifdef __cplusplus
extern "C" {
#endif

enum todoke_batch_status {
    TODOKE_BATCH_RENDERED,
    TODOKE_BATCH_UNCHANGED, /* done by an earlier run; inputs, settings and output are as they were */
    TODOKE_BATCH_FAILED,
    TODOKE_BATCH_PENDING, /* dry runs: it would be rendered */
};

/* Jobs so far. */
struct todoke_batch_count {
    size_t jobs;  /* of the list, those of other shards included */
    size_t total; /* there are; 0: unknown, the list comes from a pipe */
    size_t rendered, unchanged, failed, pending;
};

/* One job that has been gone through; everything is borrowed for the call. */
struct todoke_batch_report {
    size_t number;                 /* in the list, from 1 */
    const char *form, *data, *out; /* NULL: not known */
    enum todoke_batch_status status;
    const struct todoke_messages *messages;      /* of the job */
    const struct todoke_messages *form_messages; /* of opening its form, with the first of its jobs; otherwise NULL */
    struct todoke_batch_count count;
};

struct todoke_batch {
    /* The jobs: a file of JSON lines ("-": standard input), or else each form with each of the data; `data` are files,
     * or folders that stand for every .json and .jsonc file directly in them, in the order of their bytes. */
    const char *jobs;
    const char *const *forms;
    size_t form_count;
    const char *const *data;
    size_t data_count;

    const char *files;    /* folder of the files that the data names; NULL: that of each data file */
    const char *folder;   /* for the outputs, made when missing; NULL: outputs are digested and dropped */
    const char *name;     /* of outputs, a template (docs/batch.md); NULL: "{data}-{form}.{to}" */
    const char *manifest; /* NULL: manifest.jsonl in the folder, and none without a folder; "-": standard output */
    struct todoke_target target; /* of the forms; a job may name another profile */
    struct todoke_render render; /* as in todoke_render; a job may name another device */
    /* Who signs the outputs, which all have to be PDF then; NULL: nobody. `sign` is as for todoke_sign, but for the
     * time that each signature claims: that of sign_time, which any of the threads calls, or without it sign.time. */
    const struct todoke_signer *signer;
    struct todoke_sign sign;
    int64_t (*sign_time)(void *context);

    size_t workers;       /* 0: as many as there are processors */
    size_t shard, shards; /* do only part `shard`, from 1, of `shards`; 0, 0: all */
    bool fail_fast;       /* the first job that fails ends the run */
    bool retry_failed;    /* what is done is taken as done, without looking at its files or the settings again */
    bool dry_run;         /* everything is checked and nothing written but the manifest, and that only if asked for */

    /* Both are called by the thread that called todoke_batch_run, and may be NULL. */
    void (*report)(const struct todoke_batch_report *report, void *context); /* of each job, in order */
    bool (*is_stopped)(void *context); /* asked several times a second: true ends the run after the running jobs */
    void *context;
};

/*
 * Runs a batch. A job that fails does not stop the others. Each output is written beside its place and then renamed, so
 * that it is whole or not there; a journal in the folder lets a later run go on where this one was stopped or killed.
 * The manifest appears when all jobs have been gone through. `messages` gets what concerns the run itself.
 *
 * Returns the exit status: 0 all done, or the worst status of a job or the run (1, 3, 4). *count, and *is_complete
 * (false: stopped before the end), may be NULL.
 */
int todoke_batch_run(const struct todoke *engine, const struct todoke_batch *batch, struct todoke_batch_count *count,
                     bool *is_complete, struct todoke_messages *messages);

/*
 * Joins the manifests of all shards of one list of jobs into `out` ("-": standard output): the manifest of the
 * unsharded run, byte for byte. False, having added an error, when a shard or a job is missing or comes twice.
 */
bool todoke_batch_merge(const char *const *manifests, size_t count, const char *out, struct todoke_messages *messages);

#ifdef __cplusplus
}
#endif

#endif
