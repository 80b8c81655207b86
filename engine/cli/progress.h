/* cli/progress.h - how far a batch is, on stderr. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cli.h"

#include "batch/batch.h"

struct progress_display {
    enum progress kind; /* BAR, JSON or NONE */
    bool is_japanese;
    bool has_bar;  /* a bar stands in the last line */
    size_t warned; /* documents made with warnings */
    double start;  /* [s] */
    double last;   /* when it was shown */
};

void progress_start(struct progress_display *display, const struct arguments *arguments);

/* Shows it when it was not shown just now. */
void progress_show(struct progress_display *display, const struct todoke_batch_count *count);

/* Takes the bar away, so that something else can be written. */
void progress_hide(struct progress_display *display);

/* The last word: what was done. */
void progress_end(struct progress_display *display, const struct todoke_batch_count *count, bool is_complete);

#endif
