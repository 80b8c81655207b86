/* cli/inspect.c - todoke inspect FILE.pdf: where every value went, as JSON lines, by the render record inside. */
#include "cli/cli.h"

int run_inspect(const struct arguments *arguments)
{
    struct todoke_archive *archive = NULL;
    struct todoke_form *form = NULL;
    struct todoke_buffer out = {0};
    struct session session;

    if (arguments->operand_count != 1)
        return usage_error(arguments, "inspect", "one FILE is wanted", "FILE を1つ指定してください", NULL);
    if (session_begin(&session, arguments))
        archive = todoke_archive_read(session.engine, arguments->operands[0], session.messages);
    if (archive)
        form = todoke_archive_form(session.engine, archive, session.messages);
    if (form && todoke_archive_inspect(archive, form, &out, session.messages))
        write_file(arguments->output ? arguments->output : "-", &out, session.messages);
    todoke_buffer_free(&out);
    todoke_form_close(form);
    todoke_archive_close(archive);
    return session_end(&session);
}
