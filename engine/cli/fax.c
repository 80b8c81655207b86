/* cli/fax.c - todoke fax FORM DATA -o OUT.tiff: a cover sheet and forms as they are sent in one call. */
#include "cli/cli.h"

#include <string.h>

#define COVER "fax_cover"

static int same_file(const struct arguments *arguments, const char *one, const char *other, const char *names)
{
    if (!one || !other || strcmp(one, other) != 0)
        return -1;
    return usage_error(arguments, "fax", "two outputs name the same file", "同じファイルに二つ出力しようとしています",
                       names);
}

static int check_usage(const struct arguments *arguments)
{
    int status = -1;

    if (arguments->operand_count != 2)
        return usage_error(arguments, "fax", "FORM and DATA are wanted; further forms by --form",
                           "FORM と DATA を指定してください（ほかの様式は --form）", NULL);
    if (!arguments->output)
        return usage_error(arguments, "fax", "where to? -o OUT is missing", "出力先 -o OUT を指定してください", NULL);
    if (status < 0)
        status = same_file(arguments, arguments->output, arguments->pdf, "-o, --pdf");
    if (status < 0)
        status = same_file(arguments, arguments->output, arguments->fit_report, "-o, --fit-report");
    if (status < 0)
        status = same_file(arguments, arguments->pdf, arguments->fit_report, "--pdf, --fit-report");
    return status;
}

/* In the order in which they are sent. */
static bool open_forms(struct session *session)
{
    const struct arguments *arguments = session->arguments;
    bool is_good = arguments->is_coverless || session_open_form(session, COVER);

    is_good &= session_open_form(session, arguments->operands[0]);
    for (size_t i = 0; i < arguments->batch.form_count; i++)
        is_good &= session_open_form(session, arguments->batch.forms[i]);
    return is_good;
}

/* All is made before anything is written. */
static void write_all(const struct session *session, const struct todoke_document *document,
                      struct todoke_render *options)
{
    const struct arguments *arguments = session->arguments;
    struct todoke_buffer tiff = {0}, pdf = {0}, report = {0};
    bool is_good;

    options->device = "tiff";
    is_good = todoke_document_write(document, options, &tiff, session->messages);
    options->device = "pdf";
    if (is_good && arguments->pdf)
        is_good = todoke_document_write(document, options, &pdf, session->messages);
    if (arguments->fit_report)
        todoke_document_fit(document, &report);
    is_good = is_good && write_file(arguments->output, &tiff, session->messages);
    if (is_good && arguments->pdf)
        is_good = write_file(arguments->pdf, &pdf, session->messages);
    if (is_good && arguments->fit_report)
        write_file(arguments->fit_report, &report, session->messages);
    todoke_buffer_free(&tiff);
    todoke_buffer_free(&pdf);
    todoke_buffer_free(&report);
}

static void make(const struct session *session)
{
    const struct arguments *arguments = session->arguments;
    struct todoke_render options = {
        .date = arguments->date,
        .x_dpi = arguments->x_dpi,
        .y_dpi = arguments->y_dpi,
        .coding = arguments->coding,
    };
    struct todoke_document *document =
        todoke_fill_together((const struct todoke_form *const *)session->forms, session->form_count, session->data,
                             &options, session->messages);

    if (document)
        write_all(session, document, &options);
    todoke_document_close(document);
}

int run_fax(const struct arguments *arguments)
{
    struct arguments as_fax = *arguments;
    struct session session;
    int status = check_usage(arguments);

    if (status >= 0)
        return status;
    as_fax.target.profile = TODOKE_FAX;
    if (session_begin(&session, &as_fax) && open_forms(&session) && session_open_data(&session, arguments->operands[1]))
        make(&session);
    return session_end(&session);
}
