/* cli/describe.c - todoke schema FORM, todoke new FORM: what a form reads, written to OUT or standard output. */
#include "cli/cli.h"

static void describe_as_schema(const struct todoke_form *form, enum todoke_language language, struct todoke_buffer *out)
{
    (void)language; /* a schema has both */
    todoke_schema(form, out);
}

static int run_describe(const struct arguments *arguments, const char *command,
                        void (*describe)(const struct todoke_form *, enum todoke_language, struct todoke_buffer *))
{
    struct session session;
    struct todoke_buffer out = {0};

    if (arguments->operand_count != 1)
        return usage_error(arguments, command, "FORM is wanted", "FORM を指定してください", NULL);
    if (session_begin(&session, arguments) && session_open(&session, arguments->operands[0], NULL)) {
        describe(session.form, arguments->language, &out);
        write_file(arguments->output ? arguments->output : "-", &out, session.messages);
    }
    todoke_buffer_free(&out);
    return session_end(&session);
}

int run_schema(const struct arguments *arguments)
{
    return run_describe(arguments, "schema", describe_as_schema);
}

int run_new(const struct arguments *arguments)
{
    return run_describe(arguments, "new", todoke_skeleton);
}
