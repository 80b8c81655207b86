/* cli/render.c - todoke render FORM DATA -o OUT */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static int check_usage(const struct arguments *arguments, const char **device)
{
    if (arguments->operand_count != (arguments->is_blank ? 1 : 2))
        return usage_error(
            arguments, "render", arguments->is_blank ? "--blank takes FORM and no DATA" : "FORM and DATA are wanted",
            arguments->is_blank ? "--blank では FORM だけを指定します" : "FORM と DATA を指定してください", NULL);
    if (!arguments->output)
        return usage_error(arguments, "render", "where to? -o OUT is missing", "出力先 -o OUT を指定してください",
                           NULL);
    *device = arguments->to ? arguments->to : todoke_device_for(arguments->output);
    if (!*device)
        return usage_error(arguments, "render", "the output's suffix names no format; say --to",
                           "拡張子から出力形式が決まりません。--to を指定してください", arguments->output);
    for (size_t i = 0; todoke_device_name(i); i++)
        if (strcmp(todoke_device_name(i), *device) == 0)
            return -1;
    return usage_error(arguments, "render", "unknown output format", "不明な出力形式です", *device);
}

int run_render(const struct arguments *arguments)
{
    struct todoke_render options = {.date = arguments->date};
    struct todoke_buffer out = {0};
    struct session session;
    int status = check_usage(arguments, &options.device);

    if (status >= 0)
        return status;
    if (session_begin(&session, arguments) &&
        session_open(&session, arguments->operands[0], arguments->is_blank ? NULL : arguments->operands[1]) &&
        todoke_render(session.form, session.data, &options, &out, session.messages))
        todoke_write(arguments->output, &out, session.messages);
    todoke_buffer_free(&out);
    return session_end(&session);
}
