/* cli/replay.c - todoke replay FILE|DIR...: archives made again, and compared. */
#include "batch/replay.h"

#include "cli/cli.h"
#include "cli/signals.h"

#include <stdio.h>

/* What the callbacks of a run share. */
struct running {
    const struct arguments *arguments;
    struct signals signals;
};

static bool is_stopped(void *context)
{
    return signals_came(&((struct running *)context)->signals);
}

static void print_messages(const struct arguments *arguments, const struct todoke_messages *messages)
{
    struct todoke_buffer text = {0};

    if (arguments->diagnostics_json)
        todoke_messages_json(messages, arguments->language, &text);
    else
        todoke_messages_text(messages, arguments->language, &text);
    if (text.size > 0)
        fwrite(text.bytes, 1, text.size, stderr);
    todoke_buffer_free(&text);
}

/* What is the same needs no words. */
static void report(const struct todoke_replay_report *report, void *context)
{
    const struct running *running = context;

    if (report->sameness == TODOKE_SAME_BYTES || report->sameness == TODOKE_SAME_CONTENT)
        return;
    fprintf(stderr, "%s: %s\n", report->path, todoke_sameness_name(report->sameness));
    if (report->sameness != TODOKE_NOT_OURS)
        print_messages(running->arguments, report->messages);
}

static void print_summary(const struct todoke_replay_count *count, enum todoke_language language)
{
    printf(language == TODOKE_JAPANESE ? "%zu 件" : "%zu files", count->files);
    for (enum todoke_sameness i = TODOKE_SAME_BYTES; i <= TODOKE_NOT_OURS; i++)
        printf("%s%s %zu", i == TODOKE_SAME_BYTES ? ": " : ", ", todoke_sameness_name(i), count->by_sameness[i]);
    puts("");
}

/* A run that was stopped leaves no CSV: it would look whole. */
static int replay(struct running *running, struct session *session)
{
    const struct arguments *arguments = running->arguments;
    const struct todoke_replay_run run = {
        .paths = arguments->operands,
        .path_count = (size_t)arguments->operand_count,
        .workers = arguments->batch.workers,
        .language = arguments->language,
        .report = report,
        .is_stopped = is_stopped,
        .context = running,
    };
    struct todoke_replay_count count;
    struct todoke_buffer csv;
    bool is_complete;
    int status = todoke_replay_all(session->engine, &run, &count, &is_complete, &csv, session->messages);

    if (!is_complete && running->signals.signal != 0)
        status = signals_status(&running->signals, arguments);
    else if (arguments->output)
        write_file(arguments->output, &csv, session->messages);
    todoke_buffer_free(&csv);
    print_summary(&count, arguments->language);
    return status;
}

int run_replay(const struct arguments *arguments)
{
    struct running running = {.arguments = arguments};
    struct session session;
    int status = STATUS_DONE, end;

    if (arguments->operand_count == 0)
        return usage_error(arguments, "replay", "FILE or DIR is wanted", "FILE か DIR を指定してください", NULL);
    signals_take(&running.signals);
    if (session_begin(&session, arguments))
        status = replay(&running, &session);
    end = session_end(&session);
    return end == STATUS_DONE ? status : end;
}
