/* cli/signer.c - who signs and how: for sign, and for batch, which signs what it makes. */
#include "cli/cli.h"

#include <stdlib.h>
#include <time.h>

/* --- usage --- */

static int wrong(const struct arguments *arguments, const char *english, const char *japanese)
{
    return usage_error(arguments, arguments->command, english, japanese, NULL);
}

int signer_sources(const struct arguments *arguments)
{
    const struct sign_arguments *sign = &arguments->sign;

    return (sign->key_file != NULL) + (sign->token != NULL) + sign->stamp_only;
}

static int check_key(const struct arguments *arguments)
{
    const struct sign_arguments *sign = &arguments->sign;

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

int signer_check(const struct arguments *arguments)
{
    int status = check_key(arguments);

    if (status < 0)
        status = check_stamps(arguments);
    return status < 0 ? check_looks(arguments) : status;
}

/* --- opening --- */

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

struct todoke_signer *signer_open(const struct arguments *arguments, struct todoke_messages *messages)
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

int64_t signer_time(const struct arguments *arguments)
{
    return arguments->sign.time != TODOKE_NO_DATE ? arguments->sign.time : (int64_t)time(NULL);
}

struct todoke_sign signer_options(const struct arguments *arguments, const struct todoke *engine)
{
    const struct sign_arguments *sign = &arguments->sign;

    return (struct todoke_sign){
        .signing = sign->stamp_only     ? TODOKE_SIGN_STAMP
                   : sign->wants_digest ? TODOKE_SIGN_PREPARE
                                        : TODOKE_SIGN,
        .time = sign->time,
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
        .engine = engine,
    };
}
