/* No times, no machine, nothing that depends on the order of work: two runs over the same list compare equal. */
#include "batch/line.h"

#include "base/utf8.h"

#include <string.h>

/* File names may be any bytes; JSON is UTF-8. What is not becomes U+FFFD, as in messages. */
static void put_file_name(struct sink *sink, const char *text, size_t size)
{
    struct sink clean = {0};

    for (size_t at = 0; at < size;) {
        size_t start = at;

        if (utf8_next(text, size, &at) == UTF8_INVALID)
            sink_put_string(&clean, "\xEF\xBF\xBD");
        else
            sink_put(&clean, text + start, at - start);
    }
    sink_put_json_string(sink, clean.bytes, clean.size);
    sink_close(&clean);
}

static void put_text(struct sink *sink, const char *text)
{
    size_t size = text ? strlen(text) : 0;

    if (size == 0)
        sink_put_string(sink, "null");
    else if (utf8_check(text, size) == size)
        sink_put_json_string(sink, text, size);
    else
        put_file_name(sink, text, size);
}

static void put_member(struct sink *sink, const char *name, const char *text)
{
    sink_format(sink, ",\"%s\":", name);
    put_text(sink, text);
}

static void put_count(struct sink *sink, const char *name, size_t count)
{
    if (count > 0)
        sink_format(sink, ",\"%s\":%zu", name, count);
    else
        sink_format(sink, ",\"%s\":null", name);
}

static const char *status_name(enum todoke_batch_status status)
{
    static const char *const names[] = {
        [TODOKE_BATCH_RENDERED] = "done",
        [TODOKE_BATCH_UNCHANGED] = "done",
        [TODOKE_BATCH_FAILED] = "failed",
        [TODOKE_BATCH_PENDING] = "pending",
    };

    return names[status];
}

/* Which of the texts a diagnostic speaks of: file names may be those of one machine. */
static const char *place_name(const struct job *job, const struct diag *diag)
{
    if (!diag->at.file)
        return NULL;
    if (job->data_path && strcmp(diag->at.file, job->data_path) == 0)
        return "data";
    return job->form_name && job->data_path ? "layout" : "jobs";
}

static void put_diag(struct sink *sink, const struct job *job, const struct diag *diag)
{
    sink_put_string(sink, "{\"code\":");
    put_text(sink, diag->name);
    put_member(sink, "severity", diag->severity == DIAG_ERROR ? "error" : "warning");
    put_member(sink, "in", place_name(job, diag));
    put_count(sink, "line", diag->at.file ? diag->at.line : 0);
    put_member(sink, "pointer", diag->at.pointer);
    sink_put_char(sink, '}');
}

static void put_diags(struct sink *sink, const struct job *job, const struct todoke_messages *messages)
{
    const struct diags *diags = job_const_diags(messages);

    for (size_t i = 0; i < diags_count(diags); i++) {
        if (sink->bytes[sink->size - 1] != '[')
            sink_put_char(sink, ',');
        put_diag(sink, job, diags_at(diags, i));
    }
}

static void put_digests(struct sink *sink, const struct job *job, const struct line_facts *facts)
{
    bool has_form = job->form && job->form->form;

    sink_put_string(sink, ",\"sha256\":{\"out\":");
    put_text(sink, facts->output);
    put_member(sink, "data", facts->data);
    put_member(sink, "layout", has_form ? todoke_form_digest(job->form->form) : NULL);
    put_member(sink, "fonts", facts->fonts);
    sink_put_char(sink, '}');
}

static void put_fit(struct sink *sink, const struct line_facts *facts)
{
    const struct todoke_fit_counts *fit = &facts->fit;

    sink_put_string(sink, ",\"fit\":");
    if (facts->pages == 0)
        sink_put_string(sink, "null");
    else
        sink_format(sink, "{\"as-is\":%zu,\"grow\":%zu,\"condense\":%zu,\"shrink\":%zu,\"sheet\":%zu}", fit->as_is,
                    fit->grow, fit->condense, fit->shrink, fit->sheet);
}

/*
 * Who signed, never when or with which bytes: those differ from run to run. What a document time stamp alone was given
 * has no name and no certificate.
 */
static void put_signed(struct sink *sink, const struct line_facts *facts)
{
    sink_put_string(sink, ",\"signed\":");
    if (!facts->signer) {
        sink_put_string(sink, "null");
        return;
    }
    sink_put_string(sink, "{\"by\":");
    put_text(sink, todoke_signer_name(facts->signer));
    put_member(sink, "certificate", todoke_signer_certificate(facts->signer));
    sink_put_char(sink, '}');
}

void line_put(struct job *job, const struct line_facts *facts)
{
    struct sink *sink = &job->line;

    sink_put_string(sink, "\"status\":");
    put_text(sink, status_name(job->status));
    put_member(sink, "form", job->form_name);
    put_member(sink, "data", job->data_path);
    put_member(sink, "out", facts->out);
    put_member(sink, "to", job->render.device);
    put_member(sink, "profile", todoke_profile_name(job->target.profile));
    put_count(sink, "pages", facts->pages);
    put_count(sink, "bytes", facts->bytes);
    put_fit(sink, facts);
    put_digests(sink, job, facts);
    put_signed(sink, facts);
    sink_format(sink, ",\"files\":%s", facts->files ? facts->files : "null");
    put_member(sink, "engine", todoke_version());
    sink_put_string(sink, ",\"diagnostics\":[");
    if (job->form)
        put_diags(sink, job, job->form->messages);
    put_diags(sink, job, job->messages);
    sink_put_char(sink, ']');
}

void line_put_whole(struct sink *sink, const struct job *job)
{
    sink_format(sink, "{\"job\":%zu,", job->number);
    sink_put(sink, job->line.bytes, job->line.size);
    sink_put_string(sink, "}\n");
}
