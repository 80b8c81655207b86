/*
 * The crew's threads: one reads the list of jobs and opens forms, workers do the jobs, and the caller's thread takes
 * the results in the order of the list, writes the manifest and asks the caller whether to go on.
 */
#include "batch/batch.h"

#include "batch/crew.h"
#include "batch/line.h"
#include "batch/list.h"
#include "batch/manifest.h"
#include "batch/work.h"

#include <string.h>

struct run {
    const struct todoke_batch *batch;
    struct arena *arena;
    struct diags *diags;
    struct shelf shelf;
    struct job_list list;
    struct window window;
    struct work work;
    struct manifest manifest;
    struct todoke_batch_count count;
    struct sink line;   /* being written */
    bool has_failed[5]; /* by exit status: jobs */
    bool *is_told;      /* by form: its messages have been reported */
    bool is_complete;
};

/* --- jobs --- */

static bool list_is_stopped(void *context)
{
    return window_is_stopped(context);
}

static bool read_job(struct job *job, void *context)
{
    struct run *run = context;

    return list_next(&run->list, job, list_is_stopped, &run->window);
}

static void work_job(struct job *job, size_t worker, size_t turn, void *context)
{
    struct run *run = context;

    work_do(&run->work, worker, job, turn);
}

/* --- results --- */

static void count_job(struct run *run, const struct job *job)
{
    size_t *const counts[] = {
        [TODOKE_BATCH_RENDERED] = &run->count.rendered,
        [TODOKE_BATCH_UNCHANGED] = &run->count.unchanged,
        [TODOKE_BATCH_FAILED] = &run->count.failed,
        [TODOKE_BATCH_PENDING] = &run->count.pending,
    };

    run->count.jobs = job->number;
    if (!job->is_of_other_shard)
        ++*counts[job->status];
}

/* A form that does not open is a fault of each of its jobs. */
static int status_of(const struct job *job)
{
    int own = todoke_messages_status(job->messages);

    return own == 0 && job->form ? todoke_messages_status(job->form->messages) : own;
}

static void report(struct run *run, const struct job *job)
{
    struct todoke_batch_report report = {
        .number = job->number,
        .form = job->form_name,
        .data = job->data_path,
        .out = job->out,
        .status = job->status,
        .messages = job->messages,
        .count = run->count,
    };

    if (job->form && !run->is_told[job->form->index]) {
        run->is_told[job->form->index] = true;
        report.form_messages = job->form->messages;
    }
    if (run->batch->report)
        run->batch->report(&report, run->batch->context);
}

static void take_job(const struct job *job, void *context)
{
    struct run *run = context;

    count_job(run, job);
    if (job->is_of_other_shard)
        return;
    sink_clear(&run->line);
    line_put_whole(&run->line, job);
    manifest_put(&run->manifest, run->line.bytes, run->line.size);
    if (job->status == TODOKE_BATCH_FAILED) {
        run->has_failed[status_of(job)] = true;
        if (run->batch->fail_fast)
            window_stop(&run->window);
    }
    report(run, job);
}

static bool run_is_stopped(void *context)
{
    const struct run *run = context;

    return run->batch->is_stopped && run->batch->is_stopped(run->batch->context);
}

/* --- starting and ending --- */

static void run_jobs(struct run *run)
{
    const struct crew crew = {
        .window = &run->window,
        .workers = run->batch->workers,
        .diags = run->diags,
        .context = run,
        .read = read_job,
        .work = work_job,
        .take = take_job,
        .is_stopped = run_is_stopped,
    };

    run->is_complete = crew_run(&crew);
}

/* ".2-of-8" of shard 2 of 8, or "". */
static const char *shard_suffix(const struct run *run)
{
    const struct todoke_batch *batch = run->batch;

    return batch->shards > 0 ? arena_format(run->arena, ".%zu-of-%zu", batch->shard, batch->shards) : "";
}

static const char *manifest_path(const struct run *run)
{
    const struct todoke_batch *batch = run->batch;

    if (batch->manifest || !batch->folder || batch->dry_run)
        return batch->manifest;
    return arena_format(run->arena, "%s/manifest%s.jsonl", batch->folder, shard_suffix(run));
}

/* Outputs that would stand where the manifest does count as taken. */
static void claim_manifest(struct run *run, const char *path)
{
    const char *name = arena_format(run->arena, "manifest%s.jsonl", shard_suffix(run));
    const char *part = arena_format(run->arena, "%s.part", name);

    if (!path || run->batch->manifest)
        return;
    claims_add(&run->work.claims, claims_hash(name, strlen(name)));
    claims_add(&run->work.claims, claims_hash(part, strlen(part)));
}

static bool open_folder(struct run *run)
{
    const struct todoke_batch *batch = run->batch;
    struct output *output = &run->work.output;
    const char *own, *journal;

    if (!batch->folder)
        return true;
    own = arena_format(run->arena, "%s/.todoke%s", batch->folder, shard_suffix(run));
    journal = arena_format(run->arena, "%s.journal", own);
    *output = (struct output){.folder = batch->folder, .own = own};
    if (!batch->dry_run && !output_open(output, run->diags))
        return false;
    journal_close(&run->work.journal);
    if (!journal_open(&run->work.journal, journal, !batch->dry_run, run->diags))
        return false;
    if (!batch->dry_run)
        output_clean(output);
    return true;
}

static bool open_run(struct run *run)
{
    const struct todoke_batch *batch = run->batch;
    const char *path = manifest_path(run);

    if (!name_compile(run->arena, batch->name ? batch->name : NAME_DEFAULT, &run->work.name, run->diags) ||
        !list_open(&run->list, batch, &run->work.limits, &run->shelf, run->diags) || !open_folder(run))
        return false;
    claim_manifest(run, path);
    run->count.total = batch->report ? list_total(&run->list) : 0;
    return manifest_remove(path, run->diags) && manifest_open(&run->manifest, path, run->arena, run->diags);
}

static void check_list(struct run *run)
{
    int error = list_error(&run->list);

    if (error == 0)
        return;
    run->is_complete = false;
    diags_error(run->diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(run->batch->jobs, strerror(error)));
}

static void end_outputs(struct run *run)
{
    const struct todoke_batch *batch = run->batch;

    check_list(run);
    if (run->is_complete)
        list_warn_of_empty(&run->list, run->diags);
    if (batch->folder && !batch->dry_run)
        output_flush(&run->work.output);
    if (!run->is_complete) {
        manifest_drop(&run->manifest);
        return;
    }
    if (batch->shards > 0)
        manifest_put_shard(&run->manifest, batch->shard, batch->shards, run->count.jobs);
    run->is_complete = manifest_keep(&run->manifest, run->diags);
}

static void close_run(struct run *run)
{
    journal_close(&run->work.journal);
    claims_close(&run->work.claims);
    list_close(&run->list);
    shelf_close(&run->shelf);
    sink_close(&run->line);
    arena_close(run->arena);
}

/* As diags_status: the system before limits before the input. */
static int worst_status(const struct run *run)
{
    static const int order[] = {3, 4, 1};
    int own = diags_status(run->diags);

    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (run->has_failed[order[i]] || own == order[i])
            return order[i];
    return 0;
}

int todoke_batch_run(const struct todoke *engine, const struct todoke_batch *batch, struct todoke_batch_count *count,
                     bool *is_complete, struct todoke_messages *messages)
{
    struct run run = {
        .batch = batch,
        .arena = arena_open(),
        .diags = job_diags(messages),
        .list = {.lines = {.file = -1}},
    };
    int status;

    run.work = (struct work){.batch = batch, .engine = engine, .window = &run.window};
    for (size_t i = 0; limit_at(i); i++)
        limits_set(&run.work.limits, limit_at(i), todoke_limit_value(engine, i));
    if (batch->signer)
        todoke_sign_digest(batch->signer, &batch->sign, run.work.signing);
    journal_none(&run.work.journal);
    shelf_open(&run.shelf, engine, run.work.limits.batch_forms);
    run.is_told = arena_array(run.arena, bool, run.work.limits.batch_forms);
    if (open_run(&run)) {
        run_jobs(&run);
        end_outputs(&run);
    }
    status = worst_status(&run);
    if (count)
        *count = run.count;
    if (is_complete)
        *is_complete = run.is_complete;
    close_run(&run);
    return status;
}
