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

/* --- the members of a line --- */

static bool bad_value(struct job *job, const struct source *source, const struct json *value, const char *wanted)
{
    struct source_ref at = json_ref(job->arena, source, value);

    return diags_error(job_diags(job->messages), DIAG_JOB_VALUE, &at, NULL, DIAG_ARGS(value->key, wanted));
}

static bool read_text(struct job *job, const struct source *source, const struct json *value, const char **text)
{
    if (value->kind != JSON_STRING || value->size == 0)
        return bad_value(job, source, value, DIAG_BOTH("a text that is not empty", "空でない文字列"));
    *text = value->string;
    return true;
}

static bool read_form(struct job *job, const struct source *source, const struct json *value)
{
    return read_text(job, source, value, &job->form_name);
}

static bool read_data(struct job *job, const struct source *source, const struct json *value)
{
    return read_text(job, source, value, &job->data_path);
}

static bool read_out(struct job *job, const struct source *source, const struct json *value)
{
    return read_text(job, source, value, &job->out);
}

static bool read_device(struct job *job, const struct source *source, const struct json *value)
{
    return read_text(job, source, value, &job->render.device);
}

static bool read_profile(struct job *job, const struct source *source, const struct json *value)
{
    struct source_ref at = json_ref(job->arena, source, value);
    const char *known[PROFILES], *name = NULL;

    if (!read_text(job, source, value, &name))
        return false;
    if (todoke_profile_named(name, &job->target.profile))
        return true;
    for (size_t i = 0; i < PROFILES; i++)
        known[i] = todoke_profile_name(i);
    return diags_error(job_diags(job->messages), DIAG_JOB_PROFILE, &at, NULL,
                       DIAG_ARGS(name, diag_nearest(name, known, PROFILES)));
}

static bool read_dpi(struct job *job, const struct source *source, const struct json *value)
{
    struct todoke_render *render = &job->render;
    const char *text = value->kind == JSON_STRING || value->is_integer ? json_spelling(job->arena, value) : NULL;

    return (text && todoke_resolution(text, &render->x_dpi, &render->y_dpi)) ||
           bad_value(job, source, value,
                     DIAG_BOTH("a number from 30 to 2400, or a text such as \"204x98\" or \"fine\"",
                               "30〜2400 の数、または \"204x98\"、\"fine\" のような文字列"));
}

static bool read_page(struct job *job, const struct source *source, const struct json *value)
{
    if (value->kind != JSON_NUMBER || !value->is_integer || value->integer < 1)
        return bad_value(job, source, value, DIAG_BOTH("a whole number from 1", "1 以上の整数"));
    job->render.page = (size_t)value->integer;
    return true;
}

static bool read_no_attach(struct job *job, const struct source *source, const struct json *value)
{
    if (value->kind != JSON_TRUE && value->kind != JSON_FALSE)
        return bad_value(job, source, value, DIAG_BOTH("true or false", "true か false"));
    job->render.without_attachments = value->kind == JSON_TRUE;
    return true;
}

/* {"form": "nisc_renraku", "data": "a.json", "out": "a.pdf", "to": "pdf", "profile": "submit", ...} */
static const struct member {
    const char *name;
    bool (*read)(struct job *job, const struct source *source, const struct json *value);
} members[] = {
    {"form", read_form},       {"data", read_data}, {"out", read_out},   {"to", read_device},
    {"profile", read_profile}, {"dpi", read_dpi},   {"page", read_page}, {"no_attach", read_no_attach},
};
#define MEMBERS (sizeof members / sizeof members[0])

static bool unknown_member(struct job *job, const struct source *source, const struct json *value)
{
    struct source_ref at = json_key_ref(job->arena, source, value);
    const char *known[MEMBERS], *all = members[0].name;

    for (size_t i = 0; i < MEMBERS; i++) {
        known[i] = members[i].name;
        all = i > 0 ? arena_format(job->arena, "%s, %s", all, known[i]) : all;
    }
    return diags_error(
        job_diags(job->messages), DIAG_KEY_UNKNOWN, &at, NULL,
        DIAG_ARGS(DIAG_BOTH("a job", "ジョブ"), value->key, diag_nearest(value->key, known, MEMBERS), all));
}

static bool read_member(struct job *job, const struct source *source, const struct json *value)
{
    for (size_t i = 0; i < MEMBERS; i++)
        if (strcmp(members[i].name, value->key) == 0)
            return members[i].read(job, source, value);
    return unknown_member(job, source, value);
}

/* What is sent by FAX is made for the resolution of its own line, if that has one. */
static void settle_target(struct job *job, const struct json *root)
{
    if (job->target.profile != TODOKE_FAX || !json_find(root, "dpi"))
        return;
    job->target.x_dpi = job->render.x_dpi;
    job->target.y_dpi = job->render.y_dpi;
}

static bool has_all(struct job *job, const struct source *source, const struct json *root)
{
    struct source_ref at = json_ref(job->arena, source, root);
    const char *missing = !job->form_name ? "form" : !job->data_path ? "data" : NULL;

    if (!missing)
        return true;
    return diags_error(job_diags(job->messages), DIAG_JOB_INCOMPLETE, &at, NULL, DIAG_ARGS(missing));
}

bool job_read(struct job *job, const char *name, size_t number, const char *line, size_t size,
              const struct limits *limits)
{
    struct source source = {
        .name = name,
        .bytes = arena_copy(job->arena, line, size),
        .size = size,
        .line = number - 1,
    };
    struct diags *diags = job_diags(job->messages);
    const struct json *root = json_read(job->arena, &source, JSON_STRICT, limits, diags);
    bool is_good = true;

    if (!root)
        return number == 1 ? diags_error(diags, DIAG_JOB_LINE, &SOURCE_NOWHERE, NULL, DIAG_NO_ARGS) : false;
    if (root->kind != JSON_OBJECT) {
        struct source_ref at = json_ref(job->arena, &source, root);
        return diags_error(diags, DIAG_JOB_NO_OBJECT, &at, NULL,
                           DIAG_ARGS(json_description(job->arena, &source, root)));
    }
    for (const struct json *value = root->child; value; value = value->next)
        is_good &= read_member(job, &source, value);
    settle_target(job, root);
    return is_good && has_all(job, &source, root);
}
