/* cli/verify.c - todoke verify FILE...: are these files what they were? */
#include "cli/cli.h"

#include <stdio.h>

/* A doubt about any file outweighs what could not be judged of another. */
static void add_verdict(enum todoke_verdict verdict, int *status)
{
    if (verdict == TODOKE_DOUBTFUL)
        *status = STATUS_INPUT;
    else if (verdict == TODOKE_UNKNOWN && *status == STATUS_DONE)
        *status = STATUS_SYSTEM;
}

static void print_report(const struct todoke_verification *verification, const struct arguments *arguments)
{
    struct todoke_buffer out = {0};

    if (arguments->wants_json)
        todoke_verification_json(verification, arguments->language, &out);
    else
        todoke_verification_text(verification, arguments->language, &out);
    fwrite(out.bytes, 1, out.size, stdout);
    todoke_buffer_free(&out);
}

/* A file that cannot be read is told of on stderr, and the next one follows. */
static void verify(const struct session *session, const struct todoke_verifier *verifier, const char *path, int *status)
{
    struct todoke_archive *archive = todoke_archive_read(session->engine, path, session->messages);
    struct todoke_verification *verification;

    if (!archive) {
        add_verdict(TODOKE_UNKNOWN, status);
        return;
    }
    verification = todoke_verify(verifier, archive);
    print_report(verification, session->arguments);
    add_verdict(todoke_verification_verdict(verification), status);
    todoke_verification_close(verification);
    todoke_archive_close(archive);
}

static struct todoke_verifier *open_verifier(const struct session *session)
{
    const struct verify_arguments *verify = &session->arguments->verify;
    const struct todoke_verifier_options options = {
        .anchors = verify->anchors,
        .anchor_count = verify->anchor_count,
        .layouts = verify->layouts,
        .layout_count = verify->layout_count,
        .time = session->arguments->sign.time,
    };

    return todoke_verifier_open(session->engine, &options, session->messages);
}

int run_verify(const struct arguments *arguments)
{
    struct todoke_verifier *verifier = NULL;
    struct session session;
    int status = STATUS_DONE, end;

    if (arguments->operand_count == 0)
        return usage_error(arguments, "verify", "FILE is wanted", "FILE を指定してください", NULL);
    if (session_begin(&session, arguments))
        verifier = open_verifier(&session);
    for (int i = 0; verifier && i < arguments->operand_count; i++)
        verify(&session, verifier, arguments->operands[i], &status);
    todoke_verifier_close(verifier);
    end = session_end(&session);
    return status == STATUS_DONE ? end : status;
}
