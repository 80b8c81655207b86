/* Chains of certificates (RFC 5280, 6), up to one that is trusted, at a given time. */
#include "sign/judging.h"

#include "sign/key.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

struct judge_trust {
    X509_STORE *store;
    int count;
};

/* --- trust --- */

static bool add_file(struct judge_trust *trust, const char *path, struct diags *diags)
{
    STACK_OF(X509) *certificates = sign_read_certificates(path, diags);

    for (int i = 0; certificates != NULL && i < sk_X509_num(certificates); i++)
        trust->count += X509_STORE_add_cert(trust->store, sk_X509_value(certificates, i));
    sk_X509_pop_free(certificates, X509_free);
    return certificates != NULL;
}

struct judge_trust *judge_trust_open(const char *const *paths, size_t count, struct diags *diags)
{
    struct judge_trust *trust = mem_alloc(sizeof(*trust));
    bool is_good = true;

    *trust = (struct judge_trust){.store = X509_STORE_new()};
    for (size_t i = 0; i < count; i++)
        is_good &= add_file(trust, paths[i], diags);
    if (is_good)
        return trust;
    judge_trust_close(trust);
    return NULL;
}

void judge_trust_close(struct judge_trust *trust)
{
    if (trust == NULL)
        return;
    X509_STORE_free(trust->store);
    free(trust);
}

/* --- chains --- */

/* At least 112 bits of security: no SHA-1, no RSA below 2,048 bits (NIST SP 800-57). */
#define SECURITY_LEVEL 2

static const char *name_of(struct judging *judging, X509 *certificate)
{
    return sign_name(X509_get_subject_name(certificate), judging->arena);
}

static bool untrusted(struct judging *judging, X509 *certificate, const char *reason)
{
    return judge_find(judging, DIAG_JUDGE_CHAIN,
                      DIAG_ARGS(judge_field(judging), name_of(judging, certificate), reason));
}

/* Those that come with the signature, and those of the store; the stack alone is the caller's. */
static STACK_OF(X509) * helpers_of(struct judging *judging, STACK_OF(X509) * in_cms)
{
    STACK_OF(X509) *helpers = sk_X509_new_null();

    for (int i = 0; i < sk_X509_num(in_cms); i++)
        sk_X509_push(helpers, sk_X509_value(in_cms, i));
    for (int i = 0; i < sk_X509_num(judging->certificates); i++)
        sk_X509_push(helpers, sk_X509_value(judging->certificates, i));
    return helpers;
}

static void set_rules(X509_STORE_CTX *context, enum judge_purpose purpose, int64_t time)
{
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);
    unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN | (time == JUDGE_NO_TIME ? X509_V_FLAG_NO_CHECK_TIME : 0);

    X509_VERIFY_PARAM_set_flags(rules, flags);
    X509_VERIFY_PARAM_set_auth_level(rules, SECURITY_LEVEL);
    if (time != JUDGE_NO_TIME)
        X509_VERIFY_PARAM_set_time(rules, (time_t)time);
    if (purpose == JUDGE_TO_STAMP)
        X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_TIMESTAMP_SIGN);
}

/* RFC 5280, 4.2.1.3. */
static bool may_sign(X509 *certificate)
{
    return (X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

static bool is_in(X509 *certificate, STACK_OF(X509) * chain)
{
    for (int i = 0; i < sk_X509_num(chain); i++)
        if (X509_cmp(certificate, sk_X509_value(chain, i)) == 0)
            return true;
    return false;
}

/* Nothing covers the certificates in a signature: one that nobody needs could be changed unseen. */
static void judge_extra(struct judging *judging, STACK_OF(X509) * in_cms, STACK_OF(X509) * chain)
{
    for (int i = 0; i < sk_X509_num(in_cms); i++)
        if (!is_in(sk_X509_value(in_cms, i), chain))
            judge_find(judging, DIAG_JUDGE_EXTRA,
                       DIAG_ARGS(judge_field(judging), name_of(judging, sk_X509_value(in_cms, i))));
}

/* A certificate that is trusted itself needs no evidence. */
static bool judge_built(struct judging *judging, STACK_OF(X509) * in_cms, STACK_OF(X509) * chain,
                        enum judge_purpose purpose, int64_t time)
{
    bool has_evidence = true;

    if (purpose == JUDGE_TO_SIGN)
        judge_extra(judging, in_cms, chain);
    for (int i = 0; i + 1 < sk_X509_num(chain); i++)
        has_evidence &= judge_revocation(judging, sk_X509_value(chain, i), sk_X509_value(chain, i + 1), time);
    return has_evidence;
}

/* The reasons that are met; any other is told in libcrypto's own words. */
static const char *reason_of(int error)
{
    static const struct {
        int error;
        const char *reason;
    } reasons[] = {
        {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, DIAG_BOTH("its issuer is unknown", "発行者の証明書が見つかりません")},
        {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
         DIAG_BOTH("its issuer is not trusted", "発行者が信頼する証明書にありません")},
        {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
         DIAG_BOTH("its issuer is not trusted", "発行者が信頼する証明書にありません")},
        {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
         DIAG_BOTH("it is its own issuer and not trusted", "自己署名の証明書で、信頼する証明書にありません")},
        {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
         DIAG_BOTH("its chain ends at a certificate that is not trusted", "連鎖の最上位が信頼する証明書にありません")},
        {X509_V_ERR_CERT_NOT_YET_VALID,
         DIAG_BOTH("it was not valid yet at that time", "その時点ではまだ有効でありません")},
        {X509_V_ERR_CERT_HAS_EXPIRED, DIAG_BOTH("it had expired at that time", "その時点では有効期限が切れています")},
        {X509_V_ERR_CERT_SIGNATURE_FAILURE,
         DIAG_BOTH("it was not signed by its issuer", "発行者の署名が正しくありません")},
        {X509_V_ERR_CERT_CHAIN_TOO_LONG, DIAG_BOTH("its chain is too long", "連鎖が長すぎます")},
        {X509_V_ERR_PATH_LENGTH_EXCEEDED,
         DIAG_BOTH("its chain is longer than it may be", "連鎖が許された長さを超えています")},
        {X509_V_ERR_INVALID_CA,
         DIAG_BOTH("its issuer may not issue certificates", "発行者が認証局の証明書ではありません")},
        {X509_V_ERR_KEYUSAGE_NO_CERTSIGN,
         DIAG_BOTH("its issuer may not issue certificates", "発行者が認証局の証明書ではありません")},
        {X509_V_ERR_INVALID_PURPOSE, DIAG_BOTH("it is for another purpose", "用途が違います")},
        {X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION,
         DIAG_BOTH("it has a critical extension that is unknown here", "重要な拡張に未知のものがあります")},
        {X509_V_ERR_EE_KEY_TOO_SMALL, DIAG_BOTH("its key is too short", "鍵が短すぎます")},
        {X509_V_ERR_CA_KEY_TOO_SMALL,
         DIAG_BOTH("a key of its chain is too short", "連鎖に鍵が短すぎる証明書があります")},
        {X509_V_ERR_CA_MD_TOO_WEAK,
         DIAG_BOTH("a digest of its chain is too weak", "連鎖に弱いハッシュで署名された証明書があります")},
    };

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (reasons[i].error == error)
            return reasons[i].reason;
    return X509_verify_cert_error_string(error);
}

static bool build(struct judging *judging, X509 *certificate, STACK_OF(X509) * in_cms, enum judge_purpose purpose,
                  int64_t time)
{
    STACK_OF(X509) *helpers = helpers_of(judging, in_cms);
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    bool has_evidence = false;

    if (context != NULL && X509_STORE_CTX_init(context, judging->options->trust->store, certificate, helpers) == 1) {
        set_rules(context, purpose, time);
        if (X509_verify_cert(context) == 1)
            has_evidence = judge_built(judging, in_cms, X509_STORE_CTX_get0_chain(context), purpose, time);
        else
            untrusted(judging, certificate, reason_of(X509_STORE_CTX_get_error(context)));
    }
    X509_STORE_CTX_free(context);
    sk_X509_free(helpers);
    ERR_clear_error();
    return has_evidence;
}

bool judge_chain(struct judging *judging, X509 *certificate, STACK_OF(X509) * in_cms, enum judge_purpose purpose,
                 int64_t time)
{
    if (purpose == JUDGE_TO_SIGN && !may_sign(certificate))
        untrusted(judging, certificate, DIAG_BOTH("it is not for signatures", "署名用ではありません"));
    if (purpose == JUDGE_TO_STAMP && X509_check_purpose(certificate, X509_PURPOSE_TIMESTAMP_SIGN, 0) != 1)
        untrusted(judging, certificate, DIAG_BOTH("it is not for time stamps", "タイムスタンプ用ではありません"));
    if (judging->options->trust != NULL && judging->options->trust->count > 0)
        return build(judging, certificate, in_cms, purpose, time);
    return judge_find(judging, DIAG_JUDGE_ANCHORS, DIAG_ARGS(judge_field(judging), name_of(judging, certificate)));
}
