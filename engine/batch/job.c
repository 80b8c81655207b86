/* Jobs and their lines: {"form": "nisc_renraku", "data": "a.json", "out": "a.pdf", "to": "pdf", "profile": "submit"} */
#include "batch/job.h"

#include "base/profile.h"
#include "json/json.h"

#include <string.h>

struct diags *job_diags(struct todoke_messages *messages)
{
    return (struct diags *)messages;
}

const struct diags *job_const_diags(const struct todoke_messages *messages)
{
    return (const struct diags *)messages;
}

void job_open(struct job *job)
{
    *job = (struct job){.arena = arena_open()};
    arena_alloc(job->arena, 1, 1); /* the first block stays for all jobs */
    job->empty = arena_point(job->arena);
}

void job_close(struct job *job)
{
    job_end(job);
    sink_close(&job->line);
    arena_close(job->arena);
}

void job_start(struct job *job, size_t number)
{
    struct job next = {
        .state = job->state,
        .number = number,
        .arena = job->arena,
        .empty = job->empty,
        .messages = todoke_messages_open(),
        .status = TODOKE_BATCH_FAILED,
        .line = job->line,
    };

    arena_rewind(job->arena, job->empty);
    sink_clear(&next.line);
    *job = next;
}

void job_end(struct job *job)
{
    todoke_messages_close(job->messages);
    job->messages = NULL;
}

/* Where a member of a job's line goes; NULL: it is not one of these. */
static const char **place_of(struct job *job, const char *key)
{
    if (strcmp(key, "form") == 0)
        return &job->form_name;
    if (strcmp(key, "data") == 0)
        return &job->data_path;
    if (strcmp(key, "out") == 0)
        return &job->out;
    return strcmp(key, "to") == 0 ? &job->device : NULL;
}

static bool unknown_member(struct job *job, const struct source *source, const struct json *value)
{
    const char *known[] = {"form", "data", "out", "to", "profile"};
    size_t count = sizeof known / sizeof known[0];
    struct source_ref at = json_key_ref(job->arena, source, value);

    return diags_error(job_diags(job->messages), DIAG_KEY_UNKNOWN, &at, NULL,
                       DIAG_ARGS(DIAG_BOTH("a job", "ジョブ"), value->key, diag_nearest(value->key, known, count),
                                 "form, data, out, to, profile"));
}

static bool read_profile(struct job *job, const struct source *source, const struct json *value)
{
    struct source_ref at = json_ref(job->arena, source, value);

    const char *known[PROFILES];

    if (todoke_profile_named(value->string, &job->target.profile))
        return true;
    for (size_t i = 0; i < PROFILES; i++)
        known[i] = todoke_profile_name(i);
    return diags_error(job_diags(job->messages), DIAG_JOB_PROFILE, &at, NULL,
                       DIAG_ARGS(value->string, diag_nearest(value->string, known, PROFILES)));
}

static bool read_member(struct job *job, const struct source *source, const struct json *value)
{
    struct source_ref at = json_ref(job->arena, source, value);
    bool is_profile = strcmp(value->key, "profile") == 0;
    const char **place = place_of(job, value->key);

    if (!place && !is_profile)
        return unknown_member(job, source, value);
    if (value->kind != JSON_STRING || value->size == 0)
        return diags_error(job_diags(job->messages), DIAG_JOB_VALUE, &at, NULL, DIAG_ARGS(value->key));
    if (is_profile)
        return read_profile(job, source, value);
    *place = value->string;
    return true;
}

static bool has_all(struct job *job, const struct source *source, const struct json *root)
{
    struct source_ref at = json_ref(job->arena, source, root);
    const char *missing = !job->form_name ? "form" : !job->data_path ? "data" : NULL;

    if (!missing)
        return true;
    return diags_error(job_diags(job->messages), DIAG_JOB_INCOMPLETE, &at, NULL, DIAG_ARGS(missing));
}

bool job_read(struct job *job, const char *name, size_t number, const char *line, size_t size)
{
    struct source source = {
        .name = name,
        .bytes = arena_copy(job->arena, line, size),
        .size = size,
        .line = number - 1,
    };
    struct diags *diags = job_diags(job->messages);
    const struct json *root = json_read(job->arena, &source, JSON_STRICT, &limits_default, diags);
    bool is_good = true;

    if (!root)
        return false;
    if (root->kind != JSON_OBJECT) {
        struct source_ref at = json_ref(job->arena, &source, root);
        return diags_error(diags, DIAG_JOB_NO_OBJECT, &at, NULL,
                           DIAG_ARGS(json_description(job->arena, &source, root)));
    }
    for (const struct json *value = root->child; value; value = value->next)
        is_good &= read_member(job, &source, value);
    return is_good && has_all(job, &source, root);
}
