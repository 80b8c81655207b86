/* cli/batch.c - todoke batch, todoke batch merge */
#include "batch/batch.h"

#include "cli/progress.h"
#include "cli/signals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the callbacks of a run share. */
struct running {
    const struct arguments *arguments;
    struct progress_display display;
    struct signals signals;
    struct todoke_signer *signer; /* NULL: nothing is signed */
};

/* --- usage --- */

static int check_jobs(const struct arguments *arguments)
{
    const struct batch_arguments *batch = &arguments->batch;

    if (batch->jobs && (batch->form_count > 0 || arguments->operand_count > 0))
        return usage_error(arguments, "batch", "--jobs takes no --form and no DATA",
                           "--jobs があるときは --form と DATA を指定できません", NULL);
    if (!batch->jobs && (batch->form_count == 0 || arguments->operand_count == 0))
        return usage_error(arguments, "batch", "--form FORM and DATA are wanted, or --jobs FILE",
                           "--form FORM と DATA、または --jobs FILE を指定してください", NULL);
    for (int i = 0; i < arguments->operand_count; i++)
        if (strcmp(arguments->operands[i], "-") == 0)
            return usage_error(arguments, "batch", "DATA cannot be standard input", "DATA に標準入力は使えません",
                               NULL);
    return -1;
}

static int check_device(const struct arguments *arguments)
{
    const char *known[KNOWN_MAX + 1] = {NULL};

    for (size_t i = 0; todoke_device_name(i) && i < KNOWN_MAX; i++) {
        known[i] = todoke_device_name(i);
        if (!arguments->to || strcmp(known[i], arguments->to) == 0)
            return -1;
    }
    return usage_unknown(arguments, "batch", "unknown output format", "不明な出力形式です", arguments->to, known);
}

static int check_signing(const struct arguments *arguments)
{
    if (!arguments->sign.is_asked_for)
        return -1;
    if (signer_sources(arguments) != 1)
        return usage_error(arguments, "batch", "to sign, one of --key, --token and --timestamp-only is wanted",
                           "署名するには --key、--token、--timestamp-only のどれか一つを指定してください", NULL);
    if (arguments->to && strcmp(arguments->to, "pdf") != 0)
        return usage_error(arguments, "batch", "only PDF can be signed, not --to", "署名できるのは PDF だけです: --to",
                           arguments->to);
    return signer_check(arguments);
}

static int check_usage(const struct arguments *arguments)
{
    int status = check_jobs(arguments);

    if (status < 0 && !arguments->output)
        status = usage_error(arguments, "batch", "where to? -o DIR is missing",
                             "出力先のフォルダ -o DIR を指定してください", NULL);
    if (status < 0)
        status = check_device(arguments);
    return status < 0 ? check_signing(arguments) : status;
}

/* --- the run --- */

static void print_messages(const struct running *running, const struct todoke_messages *messages)
{
    struct todoke_buffer text = {0};

    if (!messages)
        return;
    if (running->arguments->diagnostics_json)
        todoke_messages_json(messages, running->arguments->language, &text);
    else
        todoke_messages_text(messages, running->arguments->language, &text);
    if (text.size > 0)
        fwrite(text.bytes, 1, text.size, stderr);
    todoke_buffer_free(&text);
}

/*
 * Of a form once, and of the jobs that failed; thousands of documents with the same warning would only hide the rest.
 */
static void report(const struct todoke_batch_report *report, void *context)
{
    struct running *running = context;

    if (report->form_messages || report->status == TODOKE_BATCH_FAILED) {
        progress_hide(&running->display);
        print_messages(running, report->form_messages);
        print_messages(running, report->status == TODOKE_BATCH_FAILED ? report->messages : NULL);
    }
    running->display.warned += report->status != TODOKE_BATCH_FAILED && todoke_messages_warnings(report->messages) > 0;
    progress_show(&running->display, &report->count);
}

static bool is_stopped(void *context)
{
    return signals_came(&((struct running *)context)->signals);
}

/* Asked for each document: a list that comes through a pipe may run for days. */
static int64_t sign_time(void *context)
{
    return signer_time(((const struct running *)context)->arguments);
}

static struct todoke_batch batch_of(struct running *running, const struct todoke *engine)
{
    const struct arguments *arguments = running->arguments;
    const struct batch_arguments *batch = &arguments->batch;
    bool has_folder = strcmp(arguments->output, "-") != 0;

    return (struct todoke_batch){
        .jobs = batch->jobs,
        .forms = batch->forms,
        .form_count = batch->form_count,
        .data = arguments->operands,
        .data_count = (size_t)arguments->operand_count,
        .files = arguments->files,
        .folder = has_folder ? arguments->output : NULL,
        .name = batch->name,
        .manifest = !batch->manifest && batch->dry_run ? "-" : batch->manifest,
        .target = arguments->target,
        .render =
            {
                .device = arguments->to ? arguments->to : "pdf",
                .date = arguments->date,
                .x_dpi = arguments->x_dpi,
                .y_dpi = arguments->y_dpi,
                .coding = arguments->coding,
                .page = arguments->page,
                .without_attachments = arguments->is_bare,
                .attached_pages = arguments->attached_pages,
            },
        .signer = running->signer,
        .sign = signer_options(arguments, engine),
        .sign_time = sign_time,
        .workers = batch->workers,
        .shard = batch->shard,
        .shards = batch->shards,
        .fail_fast = batch->fail_fast,
        .retry_failed = batch->retry_failed,
        .dry_run = batch->dry_run,
        .report = report,
        .is_stopped = is_stopped,
        .context = running,
    };
}

/* A wrong password is to be known before the first job. */
static bool begin(struct running *running, struct session *session)
{
    const struct arguments *arguments = running->arguments;

    if (!session_begin(session, arguments))
        return false;
    if (arguments->sign.is_asked_for)
        running->signer = signer_open(arguments, session->messages);
    return running->signer != NULL || !arguments->sign.is_asked_for;
}

static int run_jobs(const struct arguments *arguments)
{
    struct running running = {.arguments = arguments};
    struct todoke_batch_count count;
    struct todoke_batch batch;
    struct session session;
    bool is_complete = false;
    int status = check_usage(arguments), end;

    if (status >= 0)
        return status;
    signals_take(&running.signals);
    if (begin(&running, &session)) {
        batch = batch_of(&running, session.engine);
        progress_start(&running.display, arguments);
        status = todoke_batch_run(session.engine, &batch, &count, &is_complete, session.messages);
        if (is_complete || count.jobs > 0) /* otherwise it could not even begin */
            progress_end(&running.display, &count, is_complete);
    }
    todoke_signer_close(running.signer);
    end = session_end(&session);
    if (running.signals.signal != 0 && !is_complete)
        return signals_status(&running.signals, arguments);
    return status > 0 ? status : end;
}

/* --- merging --- */

static int merge(const struct arguments *arguments)
{
    struct todoke_messages *messages;
    struct running running = {.arguments = arguments};
    int status;

    if (arguments->operand_count < 2 || !arguments->output)
        return usage_error(arguments, "batch", "batch merge MANIFEST... -o MANIFEST is wanted",
                           "batch merge MANIFEST... -o MANIFEST と指定してください", NULL);
    messages = todoke_messages_open();
    todoke_batch_merge(arguments->operands + 1, (size_t)arguments->operand_count - 1, arguments->output, messages);
    print_messages(&running, messages);
    status = todoke_messages_status(messages);
    todoke_messages_close(messages);
    return status;
}

int run_batch(const struct arguments *arguments)
{
    if (arguments->operand_count > 0 && strcmp(arguments->operands[0], "merge") == 0)
        return merge(arguments);
    return run_jobs(arguments);
}
