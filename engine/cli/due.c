/* cli/due.c - todoke due DATA */
#include "cli/cli.h"

#include <stdio.h>

int run_due(const struct arguments *arguments)
{
    struct todoke_due options = {
        .first_day = arguments->first_day,
        .today = arguments->today,
        .explains = arguments->explains,
        .is_json = arguments->wants_json,
        .language = arguments->language,
    };
    struct todoke_buffer out = {0};
    struct session session;

    if (arguments->operand_count != 1)
        return usage_error(arguments, "due", "one DATA is wanted", "DATA を1つ指定してください", NULL);
    if (session_begin(&session, arguments))
        session.data = todoke_data_read(session.engine, arguments->operands[0], session.messages);
    if (session.data)
        todoke_due(session.engine, session.data, &options, &out, session.messages);
    if (out.size > 0)
        fwrite(out.bytes, 1, out.size, stdout);
    todoke_buffer_free(&out);
    return session_end(&session);
}
