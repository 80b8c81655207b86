/*
 * libcrypto would add a signing time by itself when it signs; so the signed attributes are put together here, and their
 * DER signed (RFC 5652, 5.4).
 */
#include "sign/cms.h"

#include "base/arena.h"
#include "sign/error.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

static bool fail(struct diags *diags)
{
    return sign_fail(diags, DIAG_SIGN_FAILED, NULL);
}

/* --- digests --- */

bool sign_digest_around(const char *bytes, size_t size, size_t gap_start, size_t gap_end, const EVP_MD *kind,
                        struct sign_digest *digest, struct diags *diags)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool is_good = context != NULL && EVP_DigestInit_ex(context, kind, NULL) == 1 &&
                   EVP_DigestUpdate(context, bytes, gap_start) == 1 &&
                   EVP_DigestUpdate(context, bytes + gap_end, size - gap_end) == 1 &&
                   EVP_DigestFinal_ex(context, digest->bytes, &digest->size) == 1;

    EVP_MD_CTX_free(context);
    return is_good || fail(diags);
}

/* --- signed attributes --- */

/* DER of each attribute. */
struct attributes {
    struct attribute {
        unsigned char *der; /* libcrypto's memory */
        size_t size;
    } * list;
    int count;
};

static int compare_der(const void *a, const void *b)
{
    const struct attribute *left = a, *right = b;
    size_t shorter = left->size < right->size ? left->size : right->size;
    int order = memcmp(left->der, right->der, shorter);

    return order != 0 ? order : (left->size > right->size) - (left->size < right->size);
}

static void free_attributes(struct attributes *attributes)
{
    for (int i = 0; i < attributes->count; i++)
        OPENSSL_free(attributes->list[i].der);
    free(attributes->list);
}

static bool collect(CMS_SignerInfo *signer, struct attributes *attributes)
{
    int count = CMS_signed_get_attr_count(signer);

    attributes->list = mem_alloc(mem_size((size_t)(count > 0 ? count : 1), sizeof(*attributes->list)));
    for (int i = 0; i < count; i++) {
        struct attribute *attribute = &attributes->list[i];
        int size;
        attribute->der = NULL;
        size = i2d_X509_ATTRIBUTE(CMS_signed_get_attr(signer, i), &attribute->der);
        if (size <= 0)
            return false;
        attribute->size = (size_t)size;
        attributes->count++;
    }
    qsort(attributes->list, (size_t)attributes->count, sizeof(*attributes->list), compare_der);
    return count > 0;
}

/* X.690, 10.1: the length in as few bytes as possible. */
static void put_length(struct sink *der, size_t length)
{
    unsigned char bytes[sizeof(length)];
    int count = 0;

    if (length < 0x80) {
        sink_put_char(der, (char)length);
        return;
    }
    for (; length > 0; length >>= 8)
        bytes[count++] = (unsigned char)length;
    sink_put_char(der, (char)(0x80 | count));
    while (count > 0)
        sink_put_char(der, (char)bytes[--count]);
}

/* A SET OF in DER has its elements in ascending order (X.690, 11.6). */
static void put_set(struct sink *der, const struct attributes *attributes)
{
    size_t size = 0;

    for (int i = 0; i < attributes->count; i++)
        size += attributes->list[i].size;
    sink_put_char(der, V_ASN1_SET | V_ASN1_CONSTRUCTED);
    put_length(der, size);
    for (int i = 0; i < attributes->count; i++)
        sink_put(der, (const char *)attributes->list[i].der, attributes->list[i].size);
}

static bool put_signed_attributes(CMS_SignerInfo *signer, struct sink *der)
{
    struct attributes attributes = {0};
    bool is_good = collect(signer, &attributes);

    if (is_good)
        put_set(der, &attributes);
    free_attributes(&attributes);
    return is_good;
}

/* --- signing --- */

static bool set_signature(CMS_SignerInfo *signer, const struct sign_key *key, const struct sink *signed_attributes,
                          struct diags *diags)
{
    struct sink signature = {0};
    bool is_good = sign_key_sign(key, signed_attributes->bytes, signed_attributes->size, &signature, diags);

    if (is_good && ASN1_STRING_set(CMS_SignerInfo_get0_signature(signer), signature.bytes, (int)signature.size) != 1)
        is_good = fail(diags);
    sink_close(&signature);
    return is_good;
}

static bool add_attributes(CMS_SignerInfo *signer, const struct sign_digest *digest)
{
    return CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT, OBJ_nid2obj(NID_pkcs7_data), -1) ==
               1 &&
           CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, digest->bytes,
                                       (int)digest->size) == 1;
}

static bool sign_attributes(CMS_SignerInfo *signer, const struct sign_key *key, const struct sign_digest *digest,
                            struct diags *diags)
{
    struct sink der = {0};
    bool is_good = (add_attributes(signer, digest) && put_signed_attributes(signer, &der)) || fail(diags);

    is_good = is_good && set_signature(signer, key, &der, diags);
    sink_close(&der);
    return is_good;
}

/* ETSI EN 319 122-1, 5.3: the time stamp is over the signature's value. */
static bool add_stamp(CMS_SignerInfo *signer, const struct sign_authority *authority, struct diags *diags)
{
    const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(signer);
    unsigned char imprint[EVP_MAX_MD_SIZE];
    struct sink token = {0};
    bool is_good;

    if (EVP_Digest(ASN1_STRING_get0_data(signature), (size_t)ASN1_STRING_length(signature), imprint, NULL, EVP_sha256(),
                   NULL) != 1)
        return fail(diags);
    is_good = sign_stamp(authority, imprint, &token, diags);
    if (is_good && CMS_unsigned_add1_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE, token.bytes,
                                                 (int)token.size) != 1)
        is_good = fail(diags);
    sink_close(&token);
    return is_good;
}

static bool put_cms(CMS_ContentInfo *cms, struct sink *der, struct diags *diags)
{
    unsigned char *bytes = NULL;
    int size = i2d_CMS_ContentInfo(cms, &bytes);

    if (size > 0)
        sink_put(der, (const char *)bytes, (size_t)size);
    OPENSSL_free(bytes);
    return size > 0 || fail(diags);
}

#define CMS_FLAGS (CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP)

/* The one above `certificate`, or NULL. */
static X509 *find_issuer(const STACK_OF(X509) * among, X509 *certificate)
{
    for (int i = 0; i < sk_X509_num(among); i++)
        if (X509_check_issued(sk_X509_value(among, i), certificate) == X509_V_OK)
            return sk_X509_value(among, i);
    return NULL;
}

/* Of the certificates that the key knows, those of its chain: others, as a time stamp's, are no part of a signature. */
static STACK_OF(X509) * chain_of(const struct sign_key *key)
{
    STACK_OF(X509) *chain = sk_X509_new_null();
    X509 *last = key->certificate, *issuer = find_issuer(key->chain, last);

    while (chain != NULL && issuer != NULL && issuer != last && sk_X509_num(chain) < sk_X509_num(key->chain)) {
        sk_X509_push(chain, issuer);
        last = issuer;
        issuer = find_issuer(key->chain, last);
    }
    return chain;
}

/* The key is only compared with the certificate here: of a token's key the public half does. */
static CMS_SignerInfo *add_signer(CMS_ContentInfo *cms, const struct sign_key *key)
{
    EVP_PKEY *half = key->key != NULL ? key->key : X509_get0_pubkey(key->certificate);

    return CMS_add1_signer(cms, key->certificate, half, key->digest, CMS_FLAGS | CMS_CADES);
}

bool sign_cms(const struct sign_key *key, const struct sign_digest *digest, const struct sign_authority *authority,
              struct sink *der, struct diags *diags)
{
    STACK_OF(X509) *chain = chain_of(key); /* libcrypto takes its own references */
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, chain, NULL, CMS_FLAGS);
    CMS_SignerInfo *signer = cms != NULL ? add_signer(cms, key) : NULL;
    bool is_good = signer != NULL ? sign_attributes(signer, key, digest, diags) : fail(diags);

    is_good = is_good && (authority == NULL || add_stamp(signer, authority, diags)) && put_cms(cms, der, diags);
    CMS_ContentInfo_free(cms);
    sk_X509_free(chain);
    ERR_clear_error();
    return is_good;
}

/* --- from elsewhere --- */

static CMS_ContentInfo *read_cms(const char *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes;
    CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, (long)size);

    if (cms != NULL && at == (const unsigned char *)bytes + size &&
        OBJ_obj2nid(CMS_get0_type(cms)) == NID_pkcs7_signed && CMS_is_detached(cms) == 1 &&
        sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms)) == 1)
        return cms;
    CMS_ContentInfo_free(cms);
    return NULL;
}

/* Whether it was made for these bytes, and by the key of a certificate in it. */
static bool verifies(CMS_ContentInfo *cms, const struct source *file, size_t gap_start, size_t gap_end)
{
    BIO *content = BIO_new(BIO_s_mem());
    bool is_good =
        content != NULL && BIO_write(content, file->bytes, (int)gap_start) == (int)gap_start &&
        BIO_write(content, file->bytes + gap_end, (int)(file->size - gap_end)) == (int)(file->size - gap_end) &&
        CMS_verify(cms, NULL, NULL, content, NULL, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;

    BIO_free(content);
    return is_good;
}

static bool refuse(const char *name, const struct source *file, const char *reason, struct diags *diags)
{
    ERR_clear_error();
    return diags_error(diags, DIAG_SIGN_ATTACH, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name, file->name, reason));
}

static bool has_signed(CMS_ContentInfo *cms, int kind)
{
    CMS_SignerInfo *signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);

    return CMS_signed_get_attr_by_NID(signer, kind, -1) >= 0;
}

/*
 * ETSI EN 319 142-1, 6.3: the signing certificate is named, and no time is stated. Many programs state one all the
 * same, and no reader minds.
 */
static bool check_attributes(CMS_ContentInfo *cms, const char *name, const struct source *file, struct diags *diags)
{
    if (!has_signed(cms, NID_id_smime_aa_signingCertificateV2))
        return refuse(
            name, file,
            DIAG_BOTH("the attribute signing-certificate-v2 is missing", "signing-certificate-v2 属性がありません"),
            diags);
    if (has_signed(cms, NID_pkcs9_signingTime))
        diags_warn(diags, DIAG_SIGN_OWN_TIME, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name));
    return true;
}

static bool stamp_if_wanted(CMS_ContentInfo *cms, const struct sign_authority *authority, struct diags *diags)
{
    CMS_SignerInfo *signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);

    if (authority == NULL || CMS_unsigned_get_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, -1) >= 0)
        return true;
    return add_stamp(signer, authority, diags);
}

bool sign_cms_take(const char *bytes, size_t size, const char *name, const struct source *file, size_t gap_start,
                   size_t gap_end, const struct sign_authority *authority, struct sink *der, struct diags *diags)
{
    CMS_ContentInfo *cms = read_cms(bytes, size);
    bool is_good;

    if (cms == NULL)
        return refuse(name, file,
                      DIAG_BOTH("it is no detached CMS signature of one signer in DER",
                                "署名者が一人の分離署名の CMS（DER）ではありません"),
                      diags);
    is_good = verifies(cms, file, gap_start, gap_end) ||
              refuse(name, file,
                     DIAG_BOTH("it is of other bytes, or its certificate is not in it",
                               "別のデータの署名か、証明書が含まれていません"),
                     diags);
    is_good = is_good && check_attributes(cms, name, file, diags) && stamp_if_wanted(cms, authority, diags) &&
              put_cms(cms, der, diags);
    CMS_ContentInfo_free(cms);
    ERR_clear_error();
    return is_good;
}
