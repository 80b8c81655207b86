/* cli/render.c - todoke render FORM DATA -o OUT */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_PLACE "{page}"

static int check_usage(const struct arguments *arguments, const char **device)
{
    const char *known[KNOWN_MAX + 1] = {NULL};

    if (arguments->operand_count != (arguments->is_blank ? 1 : 2))
        return usage_error(
            arguments, "render", arguments->is_blank ? "--blank takes FORM and no DATA" : "FORM and DATA are wanted",
            arguments->is_blank ? "--blank では FORM だけを指定します" : "FORM と DATA を指定してください", NULL);
    if (arguments->is_blank && arguments->attached_pages >= 0)
        return usage_error(arguments, "render", "--attached-pages needs DATA", "--attached-pages には DATA が必要です",
                           NULL);
    if (arguments->is_blank && arguments->compare)
        return usage_error(arguments, "render", "--compare needs DATA", "--compare には DATA が必要です", NULL);
    if (!arguments->output)
        return usage_error(arguments, "render", "where to? -o OUT is missing", "出力先 -o OUT を指定してください",
                           NULL);
    if (arguments->fit_report && strcmp(arguments->fit_report, arguments->output) == 0)
        return usage_error(arguments, "render", "-o and --fit-report name the same file",
                           "-o と --fit-report に同じファイルが指定されています", arguments->output);
    *device = arguments->to ? arguments->to : todoke_device_for(arguments->output);
    if (!*device)
        return usage_error(arguments, "render", "the output's suffix names no format; say --to",
                           "拡張子から出力形式が決まりません。--to を指定してください", arguments->output);
    for (size_t i = 0; todoke_device_name(i) && i < KNOWN_MAX; i++) {
        known[i] = todoke_device_name(i);
        if (strcmp(known[i], *device) == 0)
            return -1;
    }
    return usage_unknown(arguments, "render", "unknown output format", "不明な出力形式です", *device, known);
}

/* The file name with `page` in place of {page}; the caller frees it. */
static char *name_of_page(const char *name, size_t page)
{
    const char *place = strstr(name, PAGE_PLACE);
    size_t size = strlen(name) + 32;
    char *result = malloc(size);

    if (result)
        snprintf(result, size, "%.*s%zu%s", (int)(place - name), name, page, place + strlen(PAGE_PLACE));
    return result;
}

static bool write_one(const struct todoke_document *document, const struct todoke_render *options, const char *path,
                      struct todoke_messages *messages)
{
    struct todoke_buffer out = {0};
    bool is_written = todoke_document_write(document, options, &out, messages) && write_file(path, &out, messages);

    todoke_buffer_free(&out);
    return is_written;
}

/* A file a page where the name says {page}. */
static bool write_pages(const struct todoke_document *document, struct todoke_render *options, const char *name,
                        struct todoke_messages *messages)
{
    bool is_good = true;

    for (options->page = 1; is_good && options->page <= todoke_document_pages(document); options->page++) {
        char *path = name_of_page(name, options->page);

        is_good = path && write_one(document, options, path, messages);
        free(path);
    }
    return is_good;
}

static bool write_output(const struct todoke_document *document, struct todoke_render *options, const char *name,
                         struct todoke_messages *messages)
{
    if (strstr(name, PAGE_PLACE) && !options->page)
        return write_pages(document, options, name, messages);
    return write_one(document, options, name, messages);
}

static void write_fit_report(const struct todoke_document *document, const char *path, struct todoke_messages *messages)
{
    struct todoke_buffer report = {0};

    todoke_document_fit(document, &report);
    write_file(path, &report, messages);
    todoke_buffer_free(&report);
}

static void render(const struct session *session, struct todoke_render *options)
{
    const char *output = session->arguments->output, *fit_report = session->arguments->fit_report;
    struct todoke_document *document = todoke_fill(session->form, session->data, options, session->messages);

    if (document && write_output(document, options, output, session->messages) && fit_report)
        write_fit_report(document, fit_report, session->messages);
    todoke_document_close(document);
}

int run_render(const struct arguments *arguments)
{
    struct todoke_render options = {
        .date = arguments->date,
        .x_dpi = arguments->x_dpi,
        .y_dpi = arguments->y_dpi,
        .coding = arguments->coding,
        .page = arguments->page,
        .without_attachments = arguments->is_bare,
        .attached_pages = arguments->attached_pages,
    };
    struct session session;
    int status = check_usage(arguments, &options.device);

    if (status >= 0)
        return status;
    if (session_begin(&session, arguments) &&
        session_open(&session, arguments->operands[0], arguments->is_blank ? NULL : arguments->operands[1])) {
        options.earlier = session.earlier;
        render(&session, &options);
    }
    return session_end(&session);
}
