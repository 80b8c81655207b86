/*
 * A job: its output's name (for which the data may have to be read), the claim on that name, the journal's word on
 * whether it is done already, the document, and its line in the manifest.
 */
#include "batch/work.h"

#include "batch/files.h"
#include "batch/line.h"

#include "base/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* One job being done. */
struct doing {
    struct work *work;
    size_t worker;
    struct job *job;
    struct diags *diags; /* the job's */
    struct todoke_data *data;
    struct line_facts facts;
    char inputs[SHA256_HEX_SIZE + 1];
    char placed[SHA256_HEX_SIZE + 1]; /* digest of the output as it gets its name: with its signature */
};

static bool is_good(const struct doing *doing)
{
    return diags_errors(doing->diags) == 0 && doing->job->form && doing->job->form->form;
}

/* --- reading --- */

/* A data file found in a folder may be a link, but not to a place outside. */
static bool is_inside(const struct job *job)
{
    struct stat status;
    char *folder, *file;
    size_t size;
    bool is_inside = true;

    if (!job->folder || lstat(job->data_path, &status) != 0 || !S_ISLNK(status.st_mode))
        return true;
    folder = realpath(job->folder, NULL);
    file = realpath(job->data_path, NULL);
    if (folder && file) {
        size = strlen(folder);
        is_inside = strncmp(file, folder, size) == 0 && (file[size] == '/' || (size > 0 && folder[size - 1] == '/'));
    }
    free(folder);
    free(file);
    return is_inside; /* what cannot be resolved cannot be read either */
}

static bool read_data(struct doing *doing)
{
    const char *path = doing->job->data_path, *bytes;
    size_t size;

    if (doing->data)
        return true;
    if (strcmp(path, "-") == 0)
        return diags_error(doing->diags, DIAG_JOB_STANDARD_INPUT, &SOURCE_NOWHERE, NULL, DIAG_NO_ARGS);
    if (!is_inside(doing->job))
        return diags_error(doing->diags, DIAG_DATA_LINK, &SOURCE_NOWHERE, NULL, DIAG_ARGS(path));
    doing->data = todoke_data_read(doing->work->engine, path, doing->job->messages);
    if (!doing->data)
        return false;
    if (doing->work->batch->files)
        todoke_data_set_folder(doing->data, doing->work->batch->files);
    bytes = todoke_data_bytes(doing->data, &size);
    return sha256_hex(bytes, size, doing->facts.data);
}

/* --- the output's name --- */

static const char *fill_template(struct doing *doing)
{
    const struct name_template *name = &doing->work->name;
    struct job *job = doing->job;
    struct source *source = arena_new(job->arena, struct source);
    struct name_values values = {
        .data_path = job->data_path,
        .form = job->form->id,
        .device = job->render.device,
        .profile = todoke_profile_name(job->target.profile),
        .number = job->number,
        .source = source,
    };

    if (!name->needs_data)
        return name_fill(name, &values, job->arena, doing->diags);
    if (!read_data(doing))
        return NULL;
    source->name = job->data_path;
    source->bytes = todoke_data_bytes(doing->data, &source->size);
    values.root = json_read(job->arena, source, JSON_COMMENTS, &doing->work->limits, doing->diags);
    return values.root ? name_fill(name, &values, job->arena, doing->diags) : NULL;
}

static void find_name(struct doing *doing)
{
    struct job *job = doing->job;

    if (!job->out)
        doing->facts.out = fill_template(doing);
    else if (name_check(job->out, job->arena, doing->diags))
        doing->facts.out = job->out;
}

static bool device_is_known(const char *name)
{
    for (size_t i = 0; todoke_device_name(i); i++)
        if (strcmp(todoke_device_name(i), name) == 0)
            return true;
    return false;
}

/* Everything that can be known of the job before its turn. */
static void look_at(struct doing *doing)
{
    struct job *job = doing->job;

    if (!is_good(doing))
        return;
    if (!device_is_known(job->render.device))
        diags_error(doing->diags, DIAG_DEVICE_UNKNOWN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(job->render.device));
    else if (doing->work->batch->signer && strcmp(job->render.device, "pdf") != 0)
        diags_error(doing->diags, DIAG_SIGN_DEVICE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(job->render.device));
    else
        find_name(doing);
}

/* --- the turn --- */

static const char *given(const char *text)
{
    return text ? text : "";
}

/* The job as it was asked for, and `what` is to be made of it. */
static uint64_t hash_job(const struct job *job, const char *out, const char *what)
{
    const char *text =
        arena_format(job->arena, "%s\n%s\n%s\n%s", given(job->form_name), given(job->data_path), given(out), what);

    return claims_hash(text, strlen(text));
}

/*
 * Jobs go to shards by their outputs' names, so that two jobs of one name meet in one shard. The claims use the lower
 * bits of the same number.
 */
static bool is_of_other_shard(const struct doing *doing)
{
    const struct todoke_batch *batch = doing->work->batch;
    const struct job *job = doing->job;
    uint64_t hash;

    if (batch->shards < 2)
        return false;
    hash = doing->facts.out ? claims_hash(doing->facts.out, strlen(doing->facts.out)) : hash_job(job, job->out, "");
    return (hash >> 32) % batch->shards != batch->shard - 1;
}

static void have_turn(struct doing *doing, size_t turn)
{
    struct job *job = doing->job;
    const char *out = doing->facts.out;

    job->is_of_other_shard = is_of_other_shard(doing);
    window_await_turn(doing->work->window, turn);
    if (!job->is_of_other_shard && out && !claims_add(&doing->work->claims, claims_hash(out, strlen(out))))
        diags_error(doing->diags, DIAG_OUT_TAKEN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(out));
    window_end_turn(doing->work->window);
}

/* --- done already? --- */

static uint64_t identity(const struct doing *doing)
{
    const struct job *job = doing->job;

    return hash_job(job, doing->facts.out,
                    arena_format(job->arena, "%s %s", job->render.device, todoke_profile_name(job->target.profile)));
}

static const char *folder_of_files(const struct doing *doing)
{
    const char *files = doing->work->batch->files;

    return files ? files : folder_of(doing->job->arena, doing->job->data_path);
}

static bool output_is(const struct doing *doing, const char *digest)
{
    char now[SHA256_HEX_SIZE + 1];

    return output_digest(&doing->work->output, doing->facts.out, doing->job->arena, now) && strcmp(now, digest) == 0;
}

static void digest_inputs(struct doing *doing)
{
    char settings[TODOKE_DIGEST_SIZE + 1];
    const char *all;

    todoke_settings_digest(doing->job->form->form, &doing->job->render, settings);
    all = arena_format(doing->job->arena, "%s %s %s", settings, doing->facts.data, doing->work->signing);
    sha256_hex(all, strlen(all), doing->inputs);
}

/* Takes the journal's line when the work needs not be done again. */
static bool is_done(struct doing *doing)
{
    const struct todoke_batch *batch = doing->work->batch;
    struct journal_entry entry;
    struct sink *line = &doing->job->line, room = {0};
    bool is_done = journal_find(&doing->work->journal, identity(doing), &entry, &room);

    if (is_done && !batch->retry_failed)
        is_done = strcmp(entry.inputs, doing->inputs) == 0 && output_is(doing, entry.output) &&
                  files_are_unchanged(entry.line, entry.size, folder_of_files(doing), &doing->work->limits,
                                      doing->job->arena);
    if (is_done) {
        sink_put(line, entry.line, entry.size);
        doing->job->status = TODOKE_BATCH_UNCHANGED;
    }
    sink_close(&room);
    return is_done;
}

/* --- doing it --- */

/* The entry goes before the name: see journal.c. */
static bool keep(struct doing *doing, const struct todoke_buffer *out)
{
    struct work *work = doing->work;
    struct job *job = doing->job;
    struct journal_entry entry = {.job = identity(doing)};
    const char *written;
    bool is_over;

    written = output_write(&work->output, doing->worker, doing->facts.out, out->bytes, out->size, &is_over, job->arena,
                           doing->diags);
    if (is_over)
        window_stop(work->window);
    if (!written)
        return false;
    job->status = TODOKE_BATCH_RENDERED;
    line_put(job, &doing->facts);
    memcpy(entry.inputs, doing->inputs, sizeof entry.inputs);
    memcpy(entry.output, doing->placed, sizeof entry.output);
    entry.line = job->line.bytes;
    entry.size = job->line.size;
    if (journal_add(&work->journal, &entry))
        return output_place(&work->output, written, doing->facts.out, job->arena, doing->diags);
    window_stop(work->window);
    remove(written);
    return diags_error(doing->diags, DIAG_FILE_UNWRITABLE, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(work->journal.path, strerror(work->journal.error)));
}

/* Documents differ in length: a place that is empty in one may be full in another. */
static void warn_of_covering(struct doing *doing, const struct todoke_document *document)
{
    const struct todoke_sign *sign = &doing->work->batch->sign;

    if (todoke_document_is_covered(document, sign))
        diags_warn(doing->diags, DIAG_SIGN_COVERS, &SOURCE_NOWHERE, NULL,
                   DIAG_ARGS(arena_format(doing->job->arena, "%zu", sign->page)));
}

/* The document with its signature in place of the one without. */
static bool sign(struct doing *doing, struct todoke_buffer *out)
{
    const struct todoke_batch *batch = doing->work->batch;
    struct todoke_sign options = batch->sign;
    struct todoke_buffer unsigned_out = *out;
    bool is_signed;

    if (batch->sign_time)
        options.time = batch->sign_time(batch->context);
    *out = (struct todoke_buffer){0};
    is_signed = todoke_sign(batch->signer, doing->facts.out, unsigned_out.bytes, unsigned_out.size, &options, out,
                            doing->job->messages);
    todoke_buffer_free(&unsigned_out);
    if (is_signed)
        doing->facts.signer = batch->signer;
    return is_signed;
}

static bool write_document(struct doing *doing, const struct todoke_document *document)
{
    struct todoke_buffer out = {0};
    bool is_written = todoke_document_write(document, &doing->job->render, &out, doing->job->messages);

    if (is_written) {
        doing->facts.bytes = out.size;
        sha256_hex(out.bytes, out.size, doing->facts.output);
        doing->job->status = TODOKE_BATCH_RENDERED;
    }
    if (is_written && doing->work->batch->signer)
        is_written = sign(doing, &out);
    if (is_written && doing->work->output.folder)
        is_written = sha256_hex(out.bytes, out.size, doing->placed) && keep(doing, &out);
    todoke_buffer_free(&out);
    return is_written;
}

static bool make_document(struct doing *doing)
{
    const struct job *job = doing->job;
    struct todoke_document *document = todoke_fill(job->form->form, doing->data, &doing->job->render, job->messages);
    bool is_made = document != NULL;

    if (is_made) {
        doing->facts.pages = todoke_document_pages(document);
        doing->facts.fit = todoke_document_fit_counts(document);
        doing->facts.files = files_of(document, job->arena);
    }
    if (is_made && doing->work->batch->signer)
        warn_of_covering(doing, document);
    if (is_made && doing->work->batch->dry_run)
        doing->job->status = TODOKE_BATCH_PENDING;
    else if (is_made)
        is_made = write_document(doing, document);
    todoke_document_close(document);
    return is_made;
}

static void fail(struct doing *doing)
{
    doing->job->status = TODOKE_BATCH_FAILED;
    doing->facts.pages = doing->facts.bytes = 0;
    doing->facts.files = NULL;
    doing->facts.output[0] = '\0';
    doing->facts.signer = NULL;
    sink_clear(&doing->job->line);
}

static void do_own(struct doing *doing)
{
    struct job *job = doing->job;
    bool is_retry = doing->work->batch->retry_failed;

    if (is_good(doing) && is_retry && is_done(doing))
        return;
    if (is_good(doing) && read_data(doing)) {
        digest_inputs(doing);
        if (!is_retry && is_done(doing))
            return;
        if (!make_document(doing))
            fail(doing);
    }
    if (job->line.size == 0)
        line_put(job, &doing->facts);
}

void work_do(struct work *work, size_t worker, struct job *job, size_t turn)
{
    struct doing doing = {
        .work = work,
        .worker = worker,
        .job = job,
        .diags = job_diags(job->messages),
        .facts = {.fonts = todoke_fonts_digest(work->engine)},
    };

    look_at(&doing);
    have_turn(&doing, turn);
    if (!job->is_of_other_shard)
        do_own(&doing);
    job->out = doing.facts.out;
    todoke_data_close(doing.data);
}
