/* cli/progress.c - a bar for people, JSON lines for programs; both with the rate and the time that is left. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define BAR_EVERY 0.1  /* [s] */
#define JSON_EVERY 1.0 /* [s] */

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void progress_start(struct progress_display *display, const struct arguments *arguments)
{
    enum progress kind = arguments->batch.progress;

    if (kind == PROGRESS_AUTO)
        kind = isatty(STDERR_FILENO) ? PROGRESS_BAR : PROGRESS_NONE;
    *display = (struct progress_display){
        .kind = kind,
        .is_japanese = arguments->language == TODOKE_JAPANESE,
        .start = now(),
    };
}

void progress_hide(struct progress_display *display)
{
    if (display->has_bar)
        fputs("\r\033[K", stderr);
    display->has_bar = false;
}

/* Jobs a second, and the seconds that are left, or -1. */
static double rate_of(const struct progress_display *display, const struct todoke_batch_count *count)
{
    double seconds = now() - display->start;

    return seconds > 0 ? (double)count->jobs / seconds : 0;
}

static double seconds_left(const struct todoke_batch_count *count, double rate)
{
    if (count->total < count->jobs || count->total == 0 || rate <= 0)
        return -1;
    return (double)(count->total - count->jobs) / rate;
}

static void put_bar(const struct todoke_batch_count *count)
{
    size_t full = count->jobs * BAR_WIDTH / count->total;

    fputc('[', stderr);
    for (size_t i = 0; i < BAR_WIDTH; i++)
        fputc(i < full ? '#' : '.', stderr);
    fprintf(stderr, "] %zu/%zu", count->jobs, count->total);
}

static void show_bar(struct progress_display *display, const struct todoke_batch_count *count)
{
    double rate = rate_of(display, count), left = seconds_left(count, rate);

    fputs("\r\033[K", stderr);
    if (count->total >= count->jobs && count->total > 0)
        put_bar(count);
    else
        fprintf(stderr, "%zu", count->jobs);
    fprintf(stderr, display->is_japanese ? "  %.0f 件/秒" : "  %.0f/s", rate);
    if (left >= 0)
        fprintf(stderr, display->is_japanese ? "  残り %d:%02d:%02d" : "  ETA %d:%02d:%02d", (int)(left / 3600),
                (int)(left / 60) % 60, (int)left % 60);
    if (count->failed > 0)
        fprintf(stderr, display->is_japanese ? "  失敗 %zu" : "  failed %zu", count->failed);
    fflush(stderr);
    display->has_bar = true;
}

static void show_json(const struct progress_display *display, const struct todoke_batch_count *count, bool is_last,
                      bool is_complete)
{
    double rate = rate_of(display, count), left = seconds_left(count, rate);

    fprintf(stderr, "{\"progress\":{\"jobs\":%zu,\"total\":", count->jobs);
    if (count->total > 0)
        fprintf(stderr, "%zu", count->total);
    else
        fputs("null", stderr);
    fprintf(stderr, ",\"rendered\":%zu,\"unchanged\":%zu,\"failed\":%zu,\"pending\":%zu,\"rate\":%.1f,\"eta\":",
            count->rendered, count->unchanged, count->failed, count->pending, rate);
    if (left >= 0)
        fprintf(stderr, "%.0f", left);
    else
        fputs("null", stderr);
    fprintf(stderr, is_last ? ",\"complete\":%s}}\n" : "}}\n", is_complete ? "true" : "false");
}

void progress_show(struct progress_display *display, const struct todoke_batch_count *count)
{
    double time = now();

    if (time - display->last < (display->kind == PROGRESS_BAR ? BAR_EVERY : JSON_EVERY))
        return;
    display->last = time;
    if (display->kind == PROGRESS_BAR)
        show_bar(display, count);
    else if (display->kind == PROGRESS_JSON)
        show_json(display, count, false, false);
}

/* Commands that say nothing when all is well are loved by scripts, but a night's work deserves a line. */
void progress_end(struct progress_display *display, const struct todoke_batch_count *count, bool is_complete)
{
    bool is_japanese = display->is_japanese;
    double seconds = now() - display->start;

    progress_hide(display);
    if (display->kind == PROGRESS_JSON) {
        show_json(display, count, true, is_complete);
        return;
    }
    fprintf(stderr,
            is_japanese ? "todoke: 作成 %zu、変更なし %zu、失敗 %zu" : "todoke: %zu made, %zu unchanged, %zu failed",
            count->rendered, count->unchanged, count->failed);
    if (count->pending > 0)
        fprintf(stderr, is_japanese ? "、作成予定 %zu" : ", %zu to be made", count->pending);
    fprintf(stderr, is_japanese ? "（%.1f 秒）" : " (%.1f s)", seconds);
    if (display->warned > 0)
        fprintf(stderr,
                is_japanese ? "。うち警告のあるもの %zu（マニフェストを参照）"
                            : "; %zu with warnings, see the manifest",
                display->warned);
    if (!is_complete)
        fputs(is_japanese ? "。途中で終わりました。同じコマンドで続きから再開できます"
                          : "; not complete: the same command goes on from here",
              stderr);
    fputc('\n', stderr);
}
