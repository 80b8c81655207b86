/*
 * Archives one after the other, several at a time. Their forms are opened from what is inside them, once for all
 * archives that have the same.
 */
#include "batch/replay.h"

#include "base/sha256.h"
#include "batch/crew.h"
#include "batch/tree.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Forms kept open; an archive of yet another form opens it for itself. */
#define FORMS_MAX 64

/* A form that archives were made from, or NULL where it cannot be opened: then `messages` says why. */
struct known_form {
    char *key;
    struct todoke_form *form;
    struct todoke_messages *messages;
};

struct replaying {
    const struct todoke *engine;
    const struct todoke_replay_run *run;
    struct todoke_replay_count *count;
    struct sink csv;
    struct window window;
    /* For the reader. */
    size_t path; /* the one at hand */
    size_t number;
    struct tree tree; /* of the one at hand, when that is a folder */
    bool has_tree;
    /* For the workers. */
    pthread_mutex_t lock;
    struct known_form forms[FORMS_MAX];
    size_t form_count;
};

/* --- the files ---------------------------------------------------------------------------------------------------- */

static bool is_pdf(const char *name)
{
    size_t size = strlen(name);

    return size > 4 && (strcmp(name + size - 4, ".pdf") == 0 || strcmp(name + size - 4, ".PDF") == 0);
}

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* A file that is named is taken whatever it is; reading it will tell. */
static bool next_path(struct replaying *replaying, const char **path)
{
    while (replaying->path < replaying->run->path_count) {
        *path = replaying->run->paths[replaying->path];
        if (!replaying->has_tree && !is_folder(*path)) {
            replaying->path++;
            return true;
        }
        if (!replaying->has_tree && !tree_open(&replaying->tree, *path, is_pdf)) {
            replaying->path++;
            tree_close(&replaying->tree);
            return true;
        }
        replaying->has_tree = true;
        *path = tree_next(&replaying->tree);
        if (*path)
            return true;
        tree_close(&replaying->tree);
        replaying->has_tree = false;
        replaying->path++;
    }
    return false;
}

static bool read_path(struct job *job, void *context)
{
    struct replaying *replaying = context;
    const char *path;

    job_start(job, ++replaying->number);
    if (!next_path(replaying, &path))
        return false;
    job->data_path = arena_copy_string(job->arena, path);
    return true;
}

/* --- one file ----------------------------------------------------------------------------------------------------- */

static struct known_form open_form(const struct todoke *engine, const struct todoke_archive *archive)
{
    const char *key = todoke_archive_form_key(archive);
    struct known_form known = {.messages = todoke_messages_open()};

    known.key = mem_alloc(strlen(key) + 1);
    memcpy(known.key, key, strlen(key) + 1);
    known.form = todoke_archive_form(engine, archive, known.messages);
    return known;
}

static void close_form(struct known_form *known)
{
    todoke_form_close(known->form);
    todoke_messages_close(known->messages);
    free(known->key);
}

/* NULL: there are too many, and `own` has been opened instead. */
static const struct known_form *find_form(struct replaying *replaying, const struct todoke_archive *archive,
                                          struct known_form *own)
{
    const char *key = todoke_archive_form_key(archive);
    const struct known_form *found = NULL;

    pthread_mutex_lock(&replaying->lock);
    for (size_t i = 0; i < replaying->form_count && !found; i++)
        if (strcmp(replaying->forms[i].key, key) == 0)
            found = &replaying->forms[i];
    if (!found && replaying->form_count < FORMS_MAX) {
        replaying->forms[replaying->form_count] = open_form(replaying->engine, archive);
        found = &replaying->forms[replaying->form_count++];
    }
    pthread_mutex_unlock(&replaying->lock);
    if (!found)
        *own = open_form(replaying->engine, archive);
    return found;
}

static void replay_with(struct job *job, const struct todoke_archive *archive, const struct known_form *known)
{
    if (known->form) {
        job->form_name = arena_copy_string(job->arena, todoke_form_info(known->form).id);
        job->sameness = todoke_replay(archive, known->form, job->messages);
        return;
    }
    diags_append(job_diags(job->messages), job_const_diags(known->messages));
    job->sameness = todoke_messages_status(known->messages) == 1 ? TODOKE_DIFFERENT : TODOKE_UNJUDGED;
}

static void replay(struct replaying *replaying, struct job *job, const struct todoke_archive *archive)
{
    struct known_form own = {0};
    const struct known_form *known;

    if (!todoke_archive_form_key(archive)) {
        job->sameness = todoke_replay(archive, NULL, job->messages);
        return;
    }
    known = find_form(replaying, archive, &own);
    replay_with(job, archive, known ? known : &own);
    if (!known)
        close_form(&own);
}

static void work_path(struct job *job, size_t worker, size_t turn, void *context)
{
    const struct replaying *replaying = context;
    struct todoke_archive *archive = todoke_archive_read(replaying->engine, job->data_path, job->messages);
    char sha256[SHA256_HEX_SIZE + 1];
    const char *bytes;
    size_t size;

    (void)worker;
    (void)turn;
    job->sameness = TODOKE_UNJUDGED;
    if (!archive)
        return;
    bytes = todoke_archive_bytes(archive, &size);
    if (sha256_hex(bytes, size, sha256))
        sink_put_string(&job->line, sha256);
    sink_put_char(&job->line, '\0');
    replay(context, job, archive);
    todoke_archive_close(archive);
}

/* --- CSV (RFC 4180) ----------------------------------------------------------------------------------------------- */

/* In quotes where it has to be, those inside doubled. */
static void put_cell(struct sink *csv, const char *text)
{
    bool is_quoted = strpbrk(text, ",\"\r\n") != NULL;

    sink_put_string(csv, is_quoted ? "\"" : "");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            sink_put_char(csv, '"');
        sink_put_char(csv, *c);
    }
    sink_put_string(csv, is_quoted ? "\"" : "");
}

/* Why it is not the same: the first error. */
static const char *reason_of(const struct diags *diags, enum todoke_language language)
{
    for (size_t i = 0; i < diags_count(diags); i++)
        if (diags_at(diags, i)->severity == DIAG_ERROR)
            return language == TODOKE_ENGLISH ? diags_at(diags, i)->english : diags_at(diags, i)->japanese;
    return "";
}

static void put_row(struct sink *csv, const struct todoke_replay_report *report, const char *reason)
{
    const char *const cells[] = {report->path, todoke_sameness_name(report->sameness), report->form ? report->form : "",
                                 report->sha256, reason};

    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        sink_put_string(csv, i > 0 ? "," : "");
        put_cell(csv, cells[i]);
    }
    sink_put_string(csv, "\r\n");
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static void take_path(const struct job *job, void *context)
{
    struct replaying *replaying = context;
    const struct todoke_replay_report report = {
        .path = job->data_path,
        .form = job->form_name,
        .sha256 = job->line.size > 0 ? job->line.bytes : "",
        .sameness = job->sameness,
        .messages = job->messages,
    };

    replaying->count->files++;
    replaying->count->by_sameness[job->sameness]++;
    replaying->count->unreadable += job->line.size == 0;
    put_row(&replaying->csv, &report, reason_of(job_const_diags(job->messages), replaying->run->language));
    replaying->run->report(&report, replaying->run->context);
}

static bool is_stopped(void *context)
{
    const struct todoke_replay_run *run = ((struct replaying *)context)->run;

    return run->is_stopped && run->is_stopped(run->context);
}

static int status_of(const struct todoke_replay_count *count)
{
    if (count->by_sameness[TODOKE_DIFFERENT] > 0)
        return 1;
    return count->by_sameness[TODOKE_UNJUDGED] > 0 ? 3 : 0;
}

int todoke_replay_all(const struct todoke *engine, const struct todoke_replay_run *run,
                      struct todoke_replay_count *count, bool *is_complete, struct todoke_buffer *csv,
                      struct todoke_messages *messages)
{
    struct replaying replaying = {.engine = engine, .run = run, .count = count};
    const struct crew crew = {
        .window = &replaying.window,
        .workers = run->workers,
        .diags = job_diags(messages),
        .context = &replaying,
        .read = read_path,
        .work = work_path,
        .take = take_path,
        .is_stopped = is_stopped,
    };

    *count = (struct todoke_replay_count){0};
    sink_put_string(&replaying.csv, "file,result,form,sha256,reason\r\n");
    pthread_mutex_init(&replaying.lock, NULL);
    *is_complete = crew_run(&crew);
    pthread_mutex_destroy(&replaying.lock);
    if (replaying.has_tree)
        tree_close(&replaying.tree);
    for (size_t i = 0; i < replaying.form_count; i++)
        close_form(&replaying.forms[i]);
    *csv = (struct todoke_buffer){replaying.csv.bytes, replaying.csv.size};
    return status_of(count);
}
