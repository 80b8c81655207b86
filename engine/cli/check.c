/* cli/check.c - todoke check FORM [DATA] */
#include "cli/cli.h"

#include <stdio.h>

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_verdict(const struct session *session)
{
    size_t errors = todoke_messages_errors(session->messages);
    size_t warnings = todoke_messages_warnings(session->messages);

    if (session->arguments->language == TODOKE_JAPANESE)
        printf("エラー %zu 件、警告 %zu 件\n", errors, warnings);
    else
        printf("%zu error%s, %zu warning%s\n", errors, plural(errors), warnings, plural(warnings));
}

int run_check(const struct arguments *arguments)
{
    struct todoke_render options = {.date = arguments->date, .attached_pages = arguments->attached_pages};
    struct session session;

    if (arguments->operand_count < 1 || arguments->operand_count > 2)
        return usage_error(arguments, "check", "FORM is wanted, and DATA to check it with",
                           "FORM と、必要なら DATA を指定してください", NULL);
    if (arguments->operand_count == 1 && arguments->compare)
        return usage_error(arguments, "check", "--compare needs DATA", "--compare には DATA が必要です", NULL);
    if (session_begin(&session, arguments) &&
        session_open(&session, arguments->operands[0], arguments->operand_count == 2 ? arguments->operands[1] : NULL)) {
        options.earlier = session.earlier;
        todoke_check(session.form, session.data, &options, session.messages);
    }
    print_verdict(&session);
    return session_end(&session);
}
