/* Jobs from a file of lines, or each form with each of the data, the forms of one incident together. */
#include "batch/list.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define STANDARD_INPUT "<stdin>"

static bool is_from_lines(const struct todoke_batch *batch)
{
    return batch->jobs != NULL;
}

static const char *name_of_lines(const struct todoke_batch *batch)
{
    return strcmp(batch->jobs, "-") == 0 ? STANDARD_INPUT : batch->jobs;
}

bool list_open(struct job_list *list, const struct todoke_batch *batch, const struct limits *limits,
               struct shelf *shelf, struct diags *diags)
{
    *list = (struct job_list){.batch = batch, .limits = limits, .shelf = shelf, .lines = {.file = -1}};
    if (!is_from_lines(batch) || lines_open(&list->lines, batch->jobs, limits->job_bytes))
        return true;
    return diags_error(diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(batch->jobs, strerror(list->lines.error)));
}

void list_close(struct job_list *list)
{
    lines_close(&list->lines);
    listing_close(&list->listing);
    sink_close(&list->path);
}

int list_error(const struct job_list *list)
{
    return list->lines.error;
}

void list_warn_of_empty(const struct job_list *list, struct diags *diags)
{
    if (list->empty)
        diags_warn(diags, DIAG_BATCH_FOLDER_EMPTY, &SOURCE_NOWHERE, NULL, DIAG_ARGS(list->empty));
    else if (list->number == 0)
        diags_warn(diags, DIAG_BATCH_EMPTY, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name_of_lines(list->batch)));
}

static bool is_blank(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
            return false;
    return true;
}

/* --- how many --- */

static bool is_regular(const char *path)
{
    struct stat status;

    return strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static size_t count_lines(const char *path, const struct limits *limits)
{
    struct lines lines;
    const char *line;
    size_t size, count = 0;
    enum lines_result result = LINES_LINE;

    if (!lines_open(&lines, path, limits->job_bytes))
        return 0;
    while (result < LINES_END) {
        result = lines_next(&lines, &line, &size, NULL, NULL);
        count += result == LINES_TOO_LONG || (result < LINES_END && !is_blank(line, size));
    }
    lines_close(&lines);
    return count;
}

size_t list_total(const struct job_list *list)
{
    const struct todoke_batch *batch = list->batch;
    size_t count = 0;

    if (is_from_lines(batch))
        return is_regular(batch->jobs) ? count_lines(batch->jobs, list->limits) : 0;
    for (size_t i = 0; i < batch->data_count; i++)
        count += is_folder(batch->data[i]) ? listing_count(batch->data[i], listing_takes_data) : 1;
    return count * batch->form_count;
}

/* The next job, with what the run says for all of them. */
static void start_job(struct job_list *list, struct job *job)
{
    job_start(job, ++list->number);
    job->render = list->batch->render;
    job->target = list->batch->target;
}

/* --- lines --- */

static bool too_long(struct job *job, const struct job_list *list)
{
    struct source source = {.name = name_of_lines(list->batch), .bytes = "", .size = 0, .line = list->lines.number - 1};
    struct source_ref at = {.source = &source};
    char limit[32];

    snprintf(limit, sizeof limit, "%zu", list->limits->job_bytes);
    return diags_error(job_diags(job->messages), DIAG_LIMIT_JOB, &at, NULL, DIAG_ARGS(limit));
}

static bool next_of_lines(struct job_list *list, struct job *job, bool (*is_stopped)(void *context), void *context)
{
    const char *line;
    size_t size;
    enum lines_result result;

    do
        result = lines_next(&list->lines, &line, &size, is_stopped, context);
    while (result < LINES_END && result != LINES_TOO_LONG && is_blank(line, size));
    if (result >= LINES_END)
        return false;
    start_job(list, job);
    if (result == LINES_TOO_LONG)
        too_long(job, list);
    else
        job_read(job, name_of_lines(list->batch), list->lines.number, line, size, list->limits);
    return true;
}

/* --- data with forms --- */

/* The path of the file at hand; NULL past the last. */
static const char *data_at_hand(struct job_list *list)
{
    const char *name;

    for (; list->data < list->batch->data_count; list->data++) {
        const char *path = list->batch->data[list->data];

        if (!list->listing.folder) {
            if (!is_folder(path) || !listing_open(&list->listing, path, listing_takes_data))
                return path;
            list->has_files = false;
        }
        if (list->form > 0)
            return list->path.bytes;
        name = listing_next(&list->listing);
        if (name) {
            list->has_files = true;
            sink_clear(&list->path);
            sink_format(&list->path, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", name);
            sink_put_char(&list->path, '\0');
            return list->path.bytes;
        }
        if (!list->has_files && !list->empty)
            list->empty = path;
        listing_close(&list->listing);
    }
    return NULL;
}

/* The next form for it, or, after the last form, the next file. */
static void step(struct job_list *list)
{
    list->form++;
    if (list->form < list->batch->form_count)
        return;
    list->form = 0;
    if (!list->listing.folder)
        list->data++;
}

static bool next_of_data(struct job_list *list, struct job *job)
{
    const char *path = data_at_hand(list);

    if (!path)
        return false;
    start_job(list, job);
    job->form_name = list->batch->forms[list->form];
    job->data_path = arena_copy_string(job->arena, path);
    job->folder = list->listing.folder ? list->batch->data[list->data] : NULL;
    step(list);
    return true;
}

/* --- both --- */

static void find_form(struct job_list *list, struct job *job)
{
    char limit[32];

    if (!job->form_name)
        return;
    job->form = shelf_find(list->shelf, job->form_name, &job->target);
    if (job->form)
        return;
    snprintf(limit, sizeof limit, "%zu", list->limits->batch_forms);
    diags_error(job_diags(job->messages), DIAG_LIMIT_FORMS, &SOURCE_NOWHERE, NULL, DIAG_ARGS(limit));
}

bool list_next(struct job_list *list, struct job *job, bool (*is_stopped)(void *context), void *context)
{
    bool is_there =
        is_from_lines(list->batch) ? next_of_lines(list, job, is_stopped, context) : next_of_data(list, job);

    if (is_there)
        find_form(list, job);
    return is_there;
}
