/*
 * Three kinds of threads: one reads the list of jobs and opens forms, workers do the jobs, and the caller's thread
 * takes the results in the order of the list, writes the manifest and asks the caller whether to go on.
 */
#include "batch/batch.h"

#include "batch/line.h"
#include "batch/list.h"
#include "batch/manifest.h"
#include "batch/work.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Places in the window for each worker: how far the others may run ahead of a slow job. */
#define PLACES_A_WORKER 16

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
    struct sink line;              /* being written */
    bool has_failed[5];            /* by exit status: jobs */
    bool is_told[SHELF_FORMS_MAX]; /* by form: its messages have been reported */
    bool is_complete;
};

struct worker {
    struct run *run;
    size_t number;
    pthread_t thread;
};

/* --- threads --- */

static bool list_is_stopped(void *context)
{
    return window_is_stopped(context);
}

static void *read_list(void *given)
{
    struct run *run = given;
    struct job *job;

    while ((job = window_room(&run->window)) && list_next(&run->list, job, list_is_stopped, &run->window))
        window_put(&run->window);
    window_end(&run->window);
    return NULL;
}

static void *work_off(void *given)
{
    const struct worker *worker = given;
    struct run *run = worker->run;
    struct job *job;
    size_t turn;

    while ((job = window_take(&run->window, &turn))) {
        work_do(&run->work, worker->number, job, turn);
        window_finish(&run->window, job);
    }
    return NULL;
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

static void take_result(struct run *run, const struct job *job)
{
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

static void take_results(struct run *run)
{
    bool has_ended = false;

    while (!has_ended) {
        struct job *job = window_oldest(&run->window, &has_ended);

        if (job) {
            take_result(run, job);
            job_end(job);
            window_leave(&run->window);
        }
        if (run->batch->is_stopped && run->batch->is_stopped(run->batch->context))
            window_stop(&run->window);
    }
}

/* --- starting and ending --- */

static size_t count_workers(const struct todoke_batch *batch)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = batch->workers > 0 ? batch->workers : processors > 0 ? (size_t)processors : 1;

    return count < OUTPUT_WORKERS_MAX ? count : OUTPUT_WORKERS_MAX;
}

static bool start_thread(struct run *run, pthread_t *thread, void *(*start)(void *), void *argument)
{
    int error = pthread_create(thread, NULL, start, argument);

    if (error == 0)
        return true;
    window_stop(&run->window);
    return diags_error(run->diags, DIAG_BATCH_THREAD, &SOURCE_NOWHERE, NULL, DIAG_ARGS(strerror(error)));
}

/* The workers that could be started do the work of all. */
static void run_threads(struct run *run)
{
    size_t wanted = count_workers(run->batch), count = 0;
    struct worker *workers = mem_alloc(wanted * sizeof *workers);
    pthread_t reader;
    bool has_reader;

    window_open(&run->window, wanted * PLACES_A_WORKER);
    has_reader = start_thread(run, &reader, read_list, run);
    if (!has_reader)
        window_end(&run->window);
    while (count < wanted && has_reader) {
        workers[count] = (struct worker){.run = run, .number = count};
        if (!start_thread(run, &workers[count].thread, work_off, &workers[count]))
            break;
        count++;
    }
    take_results(run);
    for (size_t i = 0; i < count; i++)
        pthread_join(workers[i].thread, NULL);
    if (has_reader)
        pthread_join(reader, NULL);
    run->is_complete = !run->window.is_stopped;
    window_close(&run->window);
    free(workers);
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
        !list_open(&run->list, batch, &run->shelf, run->diags) || !open_folder(run))
        return false;
    claim_manifest(run, path);
    run->count.total = batch->report ? list_total(batch) : 0;
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
    journal_none(&run.work.journal);
    shelf_open(&run.shelf, engine);
    if (open_run(&run)) {
        run_threads(&run);
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
