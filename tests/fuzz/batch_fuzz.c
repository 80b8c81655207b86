/*
 * Any bytes as a line of jobs, as a template of names with data to fill it, and as a line of a journal. What comes out
 * is a name inside the folder, or an error.
 */
#include "batch/job.h"
#include "batch/journal.h"
#include "batch/name.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What must hold of every name, whatever made it. */
static void check_name(const char *name)
{
    assert(name[0] != '\0' && name[0] != '/' && name[0] != '.' && strlen(name) <= NAME_PATH_MAX);
    for (const char *c = name; *c != '\0'; c++) {
        assert((unsigned char)*c > ' ' && !strchr("\\:*?\"<>|'`$&;(){}[]!#~\x7f", *c));
        assert(*c != '/' || (c[1] != '/' && c[1] != '.' && c[1] != '\0'));
    }
}

static void read_job(const char *bytes, size_t size)
{
    struct job job;

    job_open(&job);
    job_start(&job, 1);
    bool is_read = job_read(&job, "jobs", 3, bytes, size, &limits_default);
    assert(is_read == (todoke_messages_errors(job.messages) == 0));
    if (is_read)
        assert(job.form_name && job.data_path);
    if (job.out && name_check(job.out, job.arena, job_diags(job.messages)))
        check_name(job.out);
    job_close(&job);
}

/* The first line is the template, the rest the data. */
static void fill_name(const char *bytes, size_t size)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    const char *end = memchr(bytes, '\n', size);
    size_t line = end ? (size_t)(end - bytes) : size;
    struct source source = {.name = "data", .bytes = bytes + line, .size = size - line};
    struct name_values values = {.data_path = "a/b c.json",
                                 .form = "form",
                                 .device = "pdf",
                                 .profile = "submit",
                                 .number = 7,
                                 .source = &source};
    struct name_template name;

    if (name_compile(arena, arena_copy(arena, bytes, line), &name, diags)) {
        values.root = name.needs_data ? json_read(arena, &source, JSON_COMMENTS, &limits_default, diags) : NULL;
        const char *filled = values.root || !name.needs_data ? name_fill(&name, &values, arena, diags) : NULL;
        assert((filled == NULL) == (diags_errors(diags) > 0));
        if (filled)
            check_name(filled);
    } else {
        assert(diags_errors(diags) > 0);
    }
    diags_close(diags);
    arena_close(arena);
}

/* A line that is taken is the one that would be written. */
static void read_entry(const char *bytes, size_t size)
{
    struct journal_entry entry;
    struct sink line = {0};

    if (!journal_read_line(bytes, size, &entry))
        return;
    journal_put_line(&line, &entry);
    assert(line.size == size + 1 && line.bytes[size] == '\n');
    sink_close(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    read_job((const char *)bytes, size);
    fill_name((const char *)bytes, size);
    read_entry((const char *)bytes, size);
    return 0;
}
