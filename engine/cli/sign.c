/* cli/sign.c - todoke sign IN.pdf -o OUT.pdf */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
    int count = (sign->key_file != NULL) + (sign->token != NULL) + sign->stamp_only + sign->wants_digest +
                (sign->attach != NULL);

    if (count != 1)
        return wrong(arguments, "one of --key, --token, --timestamp-only, --digest and --attach is wanted",
                     "--key、--token、--timestamp-only、--digest、--attach のどれか一つを指定してください");
    if ((sign->token != NULL) != (sign->object != NULL))
        return wrong(arguments, "--token and --object belong together", "--token と --object は一緒に指定します");
    if (sign->certificate && !sign->token)
        return wrong(arguments, "--certificate is for --token", "--certificate は --token と一緒に使います");
    if (sign->password_file && sign->password_env)
        return wrong(arguments, "--password-file and --password-env exclude each other",
                     "--password-file と --password-env は同時に指定できません");
    return -1;
}

static int check_stamps(const struct arguments *arguments)
{
    const struct sign_arguments *sign = &arguments->sign;
    bool needs_stamp = sign->level >= SIGN_LEVEL_B_T || sign->stamp_only;

    if (needs_stamp && !sign->tsa)
        return wrong(arguments, "a time stamp is wanted, but no --tsa URL", "タイムスタンプには --tsa URL が必要です");
    if (sign->level == SIGN_LEVEL_B_B && sign->tsa)
        return wrong(arguments, "B-B has no time stamp: leave out --tsa",
                     "B-B にはタイムスタンプがありません。--tsa を外してください");
    if (sign->wants_digest && sign->tsa)
        return wrong(arguments, "--tsa belongs to --attach, not to --digest",
                     "--tsa は --digest ではなく --attach で指定します");
    if ((sign->ocsp_count > 0 || sign->crl_count > 0) && sign->level != SIGN_LEVEL_B_LT)
        return wrong(arguments, "--ocsp and --crl are for --level B-LT", "--ocsp と --crl は --level B-LT で使います");
    return -1;
}

static int check_looks(const struct arguments *arguments)
{
    const struct sign_arguments *sign = &arguments->sign;

    if (sign->seal && !sign->is_visible)
        return wrong(arguments, "--seal needs --visible", "--seal には --visible が必要です");
    if ((sign->is_visible || sign->certify != TODOKE_CERTIFY_NOT) && (sign->stamp_only || sign->attach))
        return wrong(arguments, "--visible and --certify belong to the signature itself",
                     "--visible と --certify は署名のときに指定します");
    return -1;
}

static int check_usage(const struct arguments *arguments)
{
    int status;

    if (arguments->operand_count != 1)
        return wrong(arguments, "one IN.pdf is wanted", "IN.pdf を 1 つ指定してください");
    if (!arguments->output)
        return wrong(arguments, "where to? -o OUT is missing", "出力先 -o OUT を指定してください");
    status = check_source(arguments);
    if (status < 0)
        status = check_stamps(arguments);
    return status < 0 ? check_looks(arguments) : status;
}

/* --- signing --- */

static struct todoke_signer *open_with(const struct arguments *arguments, const char *password,
                                       struct todoke_messages *messages)
{
    const struct sign_arguments *sign = &arguments->sign;
    const struct todoke_signer_options options = {
        .key_file = sign->key_file,
        .token = sign->token,
        .object = sign->object,
        .certificate = sign->certificate,
        .password = password,
        .chain = sign->chain,
        .chain_count = sign->chain_count,
        .authority = sign->tsa,
        .proxy = getenv("http_proxy"),
        .timeout = sign->timeout,
        .with_evidence = sign->level == SIGN_LEVEL_B_LT,
        .ocsps = sign->ocsp,
        .crls = sign->crl,
        .ocsp_count = sign->ocsp_count,
        .crl_count = sign->crl_count,
        .limits = arguments->limits,
        .limit_count = arguments->limit_count,
    };

    return todoke_signer_open(&options, messages);
}

static struct todoke_signer *open_signer(const struct arguments *arguments, struct todoke_messages *messages)
{
    const struct sign_arguments *sign = &arguments->sign;
    const char *source = sign->key_file ? sign->key_file : sign->token;
    char *password = source ? password_read(arguments, source, messages) : NULL;
    struct todoke_signer *signer = NULL;

    if (password || !source)
        signer = open_with(arguments, password, messages);
    password_free(password);
    return signer;
}

/* The only command that reads the clock by itself: a signature says when it was made. */
static int64_t time_of_signing(const struct arguments *arguments)
{
    return arguments->sign.time != TODOKE_NO_DATE ? arguments->sign.time : (int64_t)time(NULL);
}

static struct todoke_sign options_of(const struct session *session)
{
    const struct sign_arguments *sign = &session->arguments->sign;

    return (struct todoke_sign){
        .signing = sign->stamp_only     ? TODOKE_SIGN_STAMP
                   : sign->wants_digest ? TODOKE_SIGN_PREPARE
                                        : TODOKE_SIGN,
        .time = time_of_signing(session->arguments),
        .name = sign->signer,
        .reason = sign->reason,
        .location = sign->location,
        .field = sign->field,
        .certify = sign->certify,
        .reserve = sign->reserve,
        .page = sign->page,
        .x = sign->x,
        .y = sign->y,
        .width = sign->width,
        .height = sign->height,
        .is_visible = sign->is_visible,
        .seal = sign->seal,
        .engine = session->engine,
    };
}

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
    struct todoke_sign options = options_of(session);
    struct todoke_buffer in = {0}, out = {0};
    bool is_good = todoke_read(name, todoke_signer_limit(signer), &in, session->messages);

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
        signer = open_signer(arguments, session.messages);
    if (signer)
        sign(&session, signer);
    todoke_signer_close(signer);
    return session_end(&session);
}
