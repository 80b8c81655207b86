/*
 * Signatures (RFC 5652) and time stamps (RFC 3161), byte by byte: what a signature does not cover itself, versions,
 * algorithms, names, must have the one value that it can have, so that no byte can be changed unseen.
 */
#include "sign/judging.h"

#include "sign/der.h"
#include "sign/key.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/ts.h>
#include <string.h>

/* One CMS on its way: a signature, or the token of a time stamp. */
struct checking {
    struct judging *judging;
    bool is_stamp;
    const unsigned char *der;
    size_t size;
    CMS_ContentInfo *cms;
    CMS_SignerInfo *signer;
    X509 *certificate; /* of the signer */
    STACK_OF(X509) * certificates;
    const EVP_MD *digest;
};

/* Of a time stamp all faults have one code. */
static bool find(struct checking *checking, enum diag_code code, const char *reason)
{
    if (checking->is_stamp)
        code = DIAG_JUDGE_STAMP;
    return judge_find(checking->judging, code, DIAG_ARGS(judge_field(checking->judging), reason));
}

static bool ill_formed(struct checking *checking, const char *reason)
{
    return find(checking, DIAG_JUDGE_FORM, reason);
}

/* --- the bytes --- */

enum {
    TAG_INTEGER = 0x02,
    TAG_OCTETS = 0x04,
    TAG_OID = 0x06,
    TAG_SEQUENCE = 0x30,
    TAG_SET = 0x31,
    TAG_0 = 0xA0,
    TAG_1 = 0xA1,
};

/* RFC 5652, 5.1: what SignedData is made of. */
struct parts {
    struct der version, digests, content, certificates, signers, signer;
    struct der signer_version, name, digest, attributes, algorithm, value, unsigned_attributes;
    bool has_certificates, has_unsigned;
};

static const unsigned char *end_of(const struct der *element)
{
    return element->contents + element->size;
}

static bool take_signer(const struct der *signer, struct parts *parts)
{
    const unsigned char *at = signer->contents, *end = end_of(signer);

    if (!der_take(&at, end, TAG_INTEGER, &parts->signer_version) || !der_take(&at, end, TAG_SEQUENCE, &parts->name) ||
        !der_take(&at, end, TAG_SEQUENCE, &parts->digest) || !der_take(&at, end, TAG_0, &parts->attributes) ||
        !der_take(&at, end, TAG_SEQUENCE, &parts->algorithm) || !der_take(&at, end, TAG_OCTETS, &parts->value))
        return false;
    parts->has_unsigned = der_take(&at, end, TAG_1, &parts->unsigned_attributes);
    return at == end;
}

static bool take_signed_data(const struct der *data, struct parts *parts)
{
    const unsigned char *at = data->contents, *end = end_of(data);

    if (!der_take(&at, end, TAG_INTEGER, &parts->version) || !der_take(&at, end, TAG_SET, &parts->digests) ||
        !der_take(&at, end, TAG_SEQUENCE, &parts->content))
        return false;
    parts->has_certificates = der_take(&at, end, TAG_0, &parts->certificates);
    if (!der_take(&at, end, TAG_SET, &parts->signers) || at != end)
        return false;
    at = parts->signers.contents;
    return der_take(&at, end_of(&parts->signers), TAG_SEQUENCE, &parts->signer) && at == end_of(&parts->signers) &&
           take_signer(&parts->signer, parts);
}

static bool take_parts(const struct checking *checking, struct parts *parts)
{
    const unsigned char *at = checking->der, *end = checking->der + checking->size;
    struct der info, type, wrapped, data;

    if (!der_take(&at, end, TAG_SEQUENCE, &info))
        return false;
    at = info.contents;
    end = end_of(&info);
    if (!der_take(&at, end, TAG_OID, &type) || !der_take(&at, end, TAG_0, &wrapped) || at != end)
        return false;
    at = wrapped.contents;
    return der_take(&at, end_of(&wrapped), TAG_SEQUENCE, &data) && at == end_of(&wrapped) &&
           take_signed_data(&data, parts);
}

static bool is_number(const struct der *integer, unsigned char number)
{
    return integer->size == 1 && integer->contents[0] == number;
}

static bool is_same(const struct der *a, const struct der *b)
{
    return a->whole == b->whole && memcmp(a->start, b->start, a->whole) == 0;
}

/* RFC 5754: the parameters of a digest are left out, or NULL. */
static const EVP_MD *digest_of(const struct der *algorithm)
{
    static const unsigned char null[] = {0x05, 0x00};
    const unsigned char *at = algorithm->contents, *end = end_of(algorithm);
    ASN1_OBJECT *object = d2i_ASN1_OBJECT(NULL, &at, (long)algorithm->size);
    int kind = object != NULL ? OBJ_obj2nid(object) : NID_undef;

    ASN1_OBJECT_free(object);
    if (at != end && !((size_t)(end - at) == sizeof(null) && memcmp(at, null, sizeof(null)) == 0))
        return NULL;
    return kind == NID_sha256   ? EVP_sha256()
           : kind == NID_sha384 ? EVP_sha384()
           : kind == NID_sha512 ? EVP_sha512()
                                : NULL;
}

/* 5.1: version 1 for plain data, else 3; 5.3: version 1 where issuer and number name the signer. */
static bool check_parts(struct checking *checking)
{
    struct parts parts = {0};
    struct der first;

    if (!take_parts(checking, &parts))
        return ill_formed(checking, DIAG_BOTH("its parts are not those of a signature of one signer",
                                              "署名者が一人の署名の構成ではありません"));
    const unsigned char *at = parts.digests.contents;
    if (!is_number(&parts.version, checking->is_stamp ? 3 : 1) || !is_number(&parts.signer_version, 1))
        return ill_formed(checking, DIAG_BOTH("its version is wrong", "バージョンが正しくありません"));
    if (!der_next(&at, end_of(&parts.digests), &first) || at != end_of(&parts.digests) ||
        !is_same(&first, &parts.digest))
        return ill_formed(checking, DIAG_BOTH("its digests are not that of its signer",
                                              "ハッシュの指定が署名者のものと一致しません"));
    checking->digest = digest_of(&parts.digest);
    return checking->digest != NULL ||
           ill_formed(checking, DIAG_BOTH("its digest is not SHA-256, SHA-384 or SHA-512",
                                          "ハッシュが SHA-256、SHA-384、SHA-512 のどれでもありません"));
}

static bool is_encoded_same(const struct checking *checking)
{
    unsigned char *der = NULL;
    int size = i2d_CMS_ContentInfo(checking->cms, &der);
    bool is_equal = size > 0 && (size_t)size == checking->size && memcmp(der, checking->der, checking->size) == 0;

    OPENSSL_free(der);
    return is_equal;
}

static bool parse(struct checking *checking)
{
    const unsigned char *at = checking->der;

    if (!der_is_canonical(checking->der, checking->size))
        return ill_formed(checking, DIAG_BOTH("it is not in canonical DER", "正規の DER ではありません"));
    checking->cms = d2i_CMS_ContentInfo(NULL, &at, (long)checking->size);
    if (checking->cms == NULL || OBJ_obj2nid(CMS_get0_type(checking->cms)) != NID_pkcs7_signed)
        return ill_formed(checking, DIAG_BOTH("it is no CMS signature", "CMS の署名ではありません"));
    if (!is_encoded_same(checking))
        return ill_formed(checking, DIAG_BOTH("it is not in canonical DER", "正規の DER ではありません"));
    return check_parts(checking);
}

/* --- the signer --- */

static bool find_signer(struct checking *checking)
{
    STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(checking->cms);

    checking->certificates = CMS_get1_certs(checking->cms);
    if (sk_CMS_SignerInfo_num(signers) != 1 || CMS_set1_signers_certs(checking->cms, NULL, 0) != 1)
        return ill_formed(checking,
                          DIAG_BOTH("the certificate of its signer is not in it", "署名者の証明書が入っていません"));
    checking->signer = sk_CMS_SignerInfo_value(signers, 0);
    CMS_SignerInfo_get0_algs(checking->signer, NULL, &checking->certificate, NULL, NULL);
    return true;
}

/* A signed attribute that is there once, with one value; NULL otherwise. */
static void *attribute(const struct checking *checking, int kind, int type)
{
    return CMS_signed_get0_data_by_OBJ(checking->signer, OBJ_nid2obj(kind), -3, type);
}

static bool check_content_type(struct checking *checking)
{
    int expected = checking->is_stamp ? NID_id_smime_ct_TSTInfo : NID_pkcs7_data;
    const ASN1_OBJECT *type = attribute(checking, NID_pkcs9_contentType, V_ASN1_OBJECT);

    return (type != NULL && OBJ_obj2nid(type) == expected &&
            OBJ_obj2nid(CMS_get0_eContentType(checking->cms)) == expected) ||
           ill_formed(checking, DIAG_BOTH("its content is of another kind", "内容の種類が違います"));
}

/* RFC 8933, 5754, 4056: the algorithm of a signature, of the digest of its attributes. */
static bool check_algorithm(struct checking *checking)
{
    static const int kinds[] = {
        NID_rsaEncryption, NID_sha256WithRSAEncryption, NID_sha384WithRSAEncryption, NID_sha512WithRSAEncryption,
        NID_rsassaPss,     NID_ecdsa_with_SHA256,       NID_ecdsa_with_SHA384,       NID_ecdsa_with_SHA512};
    X509_ALGOR *algorithm;
    const ASN1_OBJECT *object;
    int kind, digest = NID_undef;

    CMS_SignerInfo_get0_algs(checking->signer, NULL, NULL, NULL, &algorithm);
    X509_ALGOR_get0(&object, NULL, NULL, algorithm);
    kind = OBJ_obj2nid(object);
    OBJ_find_sigid_algs(kind, &digest, NULL);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (kind == kinds[i] && (digest == NID_undef || digest == EVP_MD_get_type(checking->digest)))
            return true;
    return ill_formed(
        checking, DIAG_BOTH("its algorithm is not one of RSA and ECDSA", "署名の方式が RSA でも ECDSA でもありません"));
}

/* --- digest and signature --- */

static bool hash(const EVP_MD *kind, const struct judge_content *content, unsigned char *digest, unsigned *size)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool is_good = context != NULL && EVP_DigestInit_ex(context, kind, NULL) == 1;

    for (size_t i = 0; i < 2 && is_good; i++)
        is_good = content->sizes[i] == 0 || EVP_DigestUpdate(context, content->bytes[i], content->sizes[i]) == 1;
    is_good = is_good && EVP_DigestFinal_ex(context, digest, size) == 1;
    EVP_MD_CTX_free(context);
    return is_good;
}

static bool check_digest(struct checking *checking, const struct judge_content *content)
{
    const ASN1_OCTET_STRING *stated = attribute(checking, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size;

    if (stated == NULL)
        return ill_formed(checking, DIAG_BOTH("it states no digest", "ハッシュがありません"));
    if (hash(checking->digest, content, digest, &size) && (unsigned)ASN1_STRING_length(stated) == size &&
        memcmp(ASN1_STRING_get0_data(stated), digest, size) == 0)
        return true;
    return find(checking, DIAG_JUDGE_DIGEST, DIAG_BOTH("its own content was changed", "その内容が変えられています"));
}

static bool check_signature(struct checking *checking)
{
    return CMS_SignerInfo_verify(checking->signer) == 1 ||
           find(checking, DIAG_JUDGE_KEY,
                DIAG_BOTH("it was not made with the key of its certificate", "証明書の鍵で作られたものではありません"));
}

/* --- ESS (RFC 2634, 5.4; RFC 5035) --- */

static STACK_OF(X509) * signer_first(const struct checking *checking)
{
    STACK_OF(X509) *chain = sk_X509_new_null();

    sk_X509_push(chain, checking->certificate);
    for (int i = 0; i < sk_X509_num(checking->certificates); i++)
        if (X509_cmp(sk_X509_value(checking->certificates, i), checking->certificate) != 0)
            sk_X509_push(chain, sk_X509_value(checking->certificates, i));
    return chain;
}

static bool names_certificate(const struct checking *checking, const ASN1_STRING *second, const ASN1_STRING *first)
{
    const unsigned char *at = second != NULL ? ASN1_STRING_get0_data(second) : NULL;
    ESS_SIGNING_CERT_V2 *new = second != NULL ? d2i_ESS_SIGNING_CERT_V2(NULL, &at, ASN1_STRING_length(second)) : NULL;
    at = first != NULL ? ASN1_STRING_get0_data(first) : NULL;
    ESS_SIGNING_CERT *old = first != NULL ? d2i_ESS_SIGNING_CERT(NULL, &at, ASN1_STRING_length(first)) : NULL;
    STACK_OF(X509) *chain = signer_first(checking);
    bool is_good = (second == NULL || new != NULL) && (first == NULL || old != NULL) &&
                   OSSL_ESS_check_signing_certs(old, new, chain, 1) == 1;

    ESS_SIGNING_CERT_V2_free(new);
    ESS_SIGNING_CERT_free(old);
    sk_X509_free(chain);
    return is_good;
}

/* Many authorities still name their certificate by SHA-1, in the older attribute; a signature must not. */
static bool check_named(struct checking *checking)
{
    const ASN1_STRING *second = attribute(checking, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE);
    const ASN1_STRING *first =
        checking->is_stamp ? attribute(checking, NID_id_smime_aa_signingCertificate, V_ASN1_SEQUENCE) : NULL;

    if (second == NULL && first == NULL)
        return find(
            checking, DIAG_JUDGE_NAMED,
            DIAG_BOTH("the attribute signing-certificate-v2 is missing", "signing-certificate-v2 属性がありません"));
    return names_certificate(checking, second, first) ||
           find(checking, DIAG_JUDGE_NAMED,
                DIAG_BOTH("signing-certificate-v2 is of another certificate",
                          "signing-certificate-v2 が別の証明書のものです"));
}

/* --- all of a CMS but its chain --- */

static bool check_all(struct checking *checking, const struct judge_content *content)
{
    bool is_good =
        parse(checking) && find_signer(checking) && check_content_type(checking) && check_algorithm(checking);

    if (!is_good)
        return false;
    is_good = check_digest(checking, content);
    is_good &= check_signature(checking);
    is_good &= check_named(checking);
    return is_good;
}

static void end(struct checking *checking)
{
    sk_X509_pop_free(checking->certificates, X509_free);
    CMS_ContentInfo_free(checking->cms);
    ERR_clear_error();
}

/* --- time stamps --- */

static int64_t seconds_of(const ASN1_GENERALIZEDTIME *time)
{
    struct tm tm;

    if (ASN1_TIME_to_tm(time, &tm) != 1)
        return JUDGE_NO_TIME;
    return judge_seconds(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static const EVP_MD *digest_of_imprint(TS_MSG_IMPRINT *imprint)
{
    int kind = OBJ_obj2nid(TS_MSG_IMPRINT_get_algo(imprint)->algorithm);

    return kind == NID_sha256   ? EVP_sha256()
           : kind == NID_sha384 ? EVP_sha384()
           : kind == NID_sha512 ? EVP_sha512()
                                : NULL;
}

static bool is_imprint_of(TS_MSG_IMPRINT *imprint, const struct judge_content *content)
{
    const EVP_MD *kind = digest_of_imprint(imprint);
    const ASN1_OCTET_STRING *stated = TS_MSG_IMPRINT_get_msg(imprint);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size;

    return kind != NULL && hash(kind, content, digest, &size) && (unsigned)ASN1_STRING_length(stated) == size &&
           memcmp(ASN1_STRING_get0_data(stated), digest, size) == 0;
}

/* What the token says; JUDGE_NO_TIME: nothing about this content. */
static int64_t read_stamp(struct checking *checking, const ASN1_OCTET_STRING *info_der,
                          const struct judge_content *content)
{
    const unsigned char *at = ASN1_STRING_get0_data(info_der);
    TS_TST_INFO *info = d2i_TS_TST_INFO(NULL, &at, ASN1_STRING_length(info_der));
    int64_t time = JUDGE_NO_TIME;

    if (info == NULL || TS_TST_INFO_get_version(info) != 1)
        ill_formed(checking, DIAG_BOTH("it says no time", "時刻がありません"));
    else if (!is_imprint_of(TS_TST_INFO_get_msg_imprint(info), content))
        ill_formed(checking, DIAG_BOTH("it is of other bytes", "別のデータのものです"));
    else
        time = seconds_of(TS_TST_INFO_get_time(info));
    TS_TST_INFO_free(info);
    return time;
}

/* Sets what the signature's description says of its time stamp. */
static void take_stamp(struct checking *checking, int64_t stamped, int64_t time)
{
    struct judging *judging = checking->judging;
    struct judge_signature *signature = &judging->signatures[judging->current];

    signature->stamped = stamped;
    signature->authority = sign_name(X509_get_subject_name(checking->certificate), judging->arena);
    signature->has_evidence = judge_chain(judging, checking->certificate, checking->certificates, JUDGE_TO_STAMP,
                                          time != JUDGE_NO_TIME ? time : stamped);
}

void judge_stamp(struct judging *judging, const char *der, size_t size, const struct judge_content *content,
                 int64_t time)
{
    struct checking checking = {.judging = judging, .is_stamp = true, .der = (const unsigned char *)der, .size = size};
    int64_t stamped = JUDGE_NO_TIME;

    if (!parse(&checking)) {
        end(&checking);
        return;
    }
    ASN1_OCTET_STRING **info = CMS_get0_content(checking.cms);
    if (info == NULL || *info == NULL) {
        ill_formed(&checking, DIAG_BOTH("it is empty", "内容がありません"));
    } else {
        const struct judge_content own = {.bytes = {(const char *)ASN1_STRING_get0_data(*info)},
                                          .sizes = {(size_t)ASN1_STRING_length(*info)}};
        if (find_signer(&checking) && check_content_type(&checking) && check_algorithm(&checking) &&
            check_digest(&checking, &own) && check_signature(&checking) && check_named(&checking))
            stamped = read_stamp(&checking, *info, content);
        if (stamped != JUDGE_NO_TIME)
            take_stamp(&checking, stamped, time);
    }
    end(&checking);
}

/* --- signatures --- */

/* ETSI EN 319 122-1, 5.3: over the signature's value; nothing else may stand among what is not signed. */
static void judge_own_stamp(struct checking *checking)
{
    const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(checking->signer);
    const struct judge_content content = {.bytes = {(const char *)ASN1_STRING_get0_data(value)},
                                          .sizes = {(size_t)ASN1_STRING_length(value)}};
    int count = CMS_unsigned_get_attr_count(checking->signer);
    const ASN1_STRING *token = CMS_unsigned_get0_data_by_OBJ(
        checking->signer, OBJ_nid2obj(NID_id_smime_aa_timeStampToken), -3, V_ASN1_SEQUENCE);

    if (count > 0 && (count > 1 || token == NULL))
        ill_formed(checking, DIAG_BOTH("it has attributes that nothing covers", "署名対象でない属性があります"));
    if (token != NULL)
        judge_stamp(checking->judging, (const char *)ASN1_STRING_get0_data(token), (size_t)ASN1_STRING_length(token),
                    &content, JUDGE_NO_TIME);
}

static int64_t time_for(const struct judging *judging)
{
    const struct judge_signature *signature = &judging->signatures[judging->current];

    if (signature->stamped != JUDGE_NO_TIME)
        return signature->stamped;
    return judging->options->time != JUDGE_NO_TIME ? judging->options->time : signature->claimed;
}

/* The time stamp's evidence counts with that of the signature. */
static void judge_own_chain(struct checking *checking)
{
    struct judging *judging = checking->judging;
    struct judge_signature *signature = &judging->signatures[judging->current];
    bool has_evidence =
        judge_chain(judging, checking->certificate, checking->certificates, JUDGE_TO_SIGN, time_for(judging));

    signature->has_evidence = has_evidence && (signature->stamped == JUDGE_NO_TIME || signature->has_evidence);
}

void judge_cms(struct judging *judging, const char *der, size_t size, const struct judge_content *content)
{
    struct checking checking = {.judging = judging, .der = (const unsigned char *)der, .size = size};
    bool is_good = check_all(&checking, content);

    if (checking.certificate != NULL) {
        struct judge_signature *signature = &judging->signatures[judging->current];
        signature->signer = sign_name(X509_get_subject_name(checking.certificate), judging->arena);
        signature->issuer = sign_name(X509_get_issuer_name(checking.certificate), judging->arena);
        signature->states_time = CMS_signed_get_attr_by_NID(checking.signer, NID_pkcs9_signingTime, -1) >= 0;
    }
    if (is_good) {
        judge_own_stamp(&checking);
        judge_own_chain(&checking);
    }
    end(&checking);
}
