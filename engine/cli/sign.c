/* cli/sign.c - todoke sign IN.pdf -o OUT.pdf */
#include "cli/cli.h"

#include <stdio.h>

#define COMMAND "sign"
#define CMS_MAX ((size_t)4 * 1024 * 1024)

/* --- usage --- */

static int wrong(const struct arguments *arguments, const char *english, const char *japanese)
{
    return usage_error(arguments, COMMAND, english, japanese, NULL);
}

/* What signs: a key, a token, nobody (a stamp alone), or somebody elsewhere. Exactly one. */
static int check_source(const struct arguments *arguments)
{
    const struct sign_arguments *sign = &arguments->sign;

    if (signer_sources(arguments) + sign->wants_digest + (sign->attach != NULL) == 1)
        return -1;
    return wrong(arguments, "one of --key, --token, --timestamp-only, --digest and --attach is wanted",
                 "--key、--token、--timestamp-only、--digest、--attach のどれか一つを指定してください");
}

static int check_usage(const struct arguments *arguments)
{
    int status;

    if (arguments->operand_count != 1)
        return wrong(arguments, "one IN.pdf is wanted", "IN.pdf を 1 つ指定してください");
    if (!arguments->output)
        return wrong(arguments, "where to? -o OUT is missing", "出力先 -o OUT を指定してください");
    status = check_source(arguments);
    return status < 0 ? signer_check(arguments) : status;
}

/* --- signing --- */

static bool attach(const struct session *session, const struct todoke_signer *signer, const char *name,
                   const struct todoke_buffer *in, struct todoke_buffer *out)
{
    const char *path = session->arguments->sign.attach;
    struct todoke_buffer cms = {0};
    bool is_good =
        todoke_read(path, CMS_MAX, &cms, session->messages) &&
        todoke_sign_attach(signer, name, in->bytes, in->size, path, cms.bytes, cms.size, out, session->messages);

    todoke_buffer_free(&cms);
    return is_good;
}

/* "SHA-256 hex" of what is to be signed, and where the gap is. */
static void print_digest(const struct session *session, const struct todoke_signer *signer, const char *name,
                         const struct todoke_buffer *out)
{
    struct todoke_gap gap;

    if (todoke_sign_gap(signer, name, out->bytes, out->size, &gap, session->messages))
        printf("%s  0-%zu %zu-%zu\n", gap.sha256, gap.start, gap.end, out->size);
}

static void sign(const struct session *session, const struct todoke_signer *signer)
{
    const struct arguments *arguments = session->arguments;
    const char *name = arguments->operands[0];
    struct todoke_sign options = signer_options(arguments, session->engine);
    struct todoke_buffer in = {0}, out = {0};
    bool is_good = todoke_read(name, todoke_signer_limit(signer), &in, session->messages);

    options.time = signer_time(arguments);
    if (is_good && arguments->sign.attach)
        is_good = attach(session, signer, name, &in, &out);
    else if (is_good)
        is_good = todoke_sign(signer, name, in.bytes, in.size, &options, &out, session->messages);
    if (is_good && write_file(arguments->output, &out, session->messages) && arguments->sign.wants_digest)
        print_digest(session, signer, arguments->output, &out);
    todoke_buffer_free(&in);
    todoke_buffer_free(&out);
}

/* Fonts are opened only where something is drawn. */
static bool begin(struct session *session, const struct arguments *arguments)
{
    if (arguments->sign.is_visible)
        return session_begin(session, arguments);
    *session = (struct session){.arguments = arguments, .messages = todoke_messages_open()};
    return true;
}

int run_sign(const struct arguments *arguments)
{
    struct todoke_signer *signer = NULL;
    struct session session;
    int status = check_usage(arguments);

    if (status >= 0)
        return status;
    if (begin(&session, arguments))
        signer = signer_open(arguments, session.messages);
    if (signer)
        sign(&session, signer);
    todoke_signer_close(signer);
    return session_end(&session);
}
