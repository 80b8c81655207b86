/* Keys of PKCS#12 files. Their tokens are in token.c. */
#include "sign/key.h"

#include "base/file.h"
#include "sign/error.h"
#include "sign/token.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

/* As much as any chain of certificates with its key needs. */
#define KEY_FILE_MAX ((size_t)1024 * 1024)

static char *copy_string(const char *string)
{
    size_t size = strlen(string) + 1;

    return memcpy(mem_alloc(size), string, size);
}

static bool refuse(struct diags *diags, const char *name, const char *reason)
{
    return diags_error(diags, DIAG_SIGN_KEY, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name, reason));
}

/* FIPS 186-5 and RFC 5480: a digest as strong as the curve. NULL: no key that signs. */
static const EVP_MD *digest_for(const EVP_PKEY *key)
{
    int bits = key != NULL ? EVP_PKEY_get_bits(key) : 0;

    if (bits == 0)
        return NULL;
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
        return bits >= 2048 ? EVP_sha256() : NULL;
    case EVP_PKEY_EC:
        return bits > 384 ? EVP_sha512() : bits > 256 ? EVP_sha384() : bits >= 256 ? EVP_sha256() : NULL;
    default:
        return NULL;
    }
}

/*
 * libcrypto decodes a certificate's extensions when they are first asked for. Done here, before there are threads: they
 * only read then.
 */
static void decode_extensions(X509 *certificate)
{
    X509_check_purpose(certificate, -1, 0); /* -1: no purpose is asked for */
    ERR_clear_error();
}

static void add_to_chain(struct sign_key *key, X509 *certificate)
{
    decode_extensions(certificate);
    X509_add_cert(key->chain, certificate, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP);
}

static bool belong_together(const struct sign_key *key)
{
    bool is_good = key->key == NULL || X509_check_private_key(key->certificate, key->key) == 1;

    ERR_clear_error();
    return is_good;
}

static bool check_key(struct sign_key *key, struct diags *diags)
{
    if ((key->key == NULL && key->token == NULL) || key->certificate == NULL)
        return refuse(diags, key->name, DIAG_BOTH("it lacks a key or its certificate", "鍵か証明書がありません"));
    decode_extensions(key->certificate);
    key->digest = digest_for(X509_get0_pubkey(key->certificate));
    if (key->digest == NULL)
        return refuse(diags, key->name,
                      DIAG_BOTH("it is neither RSA of 2,048 bits or more nor ECDSA of 256 bits or more",
                                "2048 ビット以上の RSA でも 256 ビット以上の ECDSA でもありません"));
    return belong_together(key) ||
           refuse(diags, key->name,
                  DIAG_BOTH("key and certificate do not belong together", "鍵と証明書が対応していません"));
}

static struct sign_key *new_key(const char *name)
{
    struct sign_key *key = mem_alloc(sizeof(*key));

    *key = (struct sign_key){.name = copy_string(name), .chain = sk_X509_new_null()};
    return key;
}

void sign_key_close(struct sign_key *key)
{
    if (key == NULL)
        return;
    EVP_PKEY_free(key->key);
    X509_free(key->certificate);
    sk_X509_pop_free(key->chain, X509_free);
    sign_token_close(key->token);
    free((char *)(uintptr_t)key->name);
    free(key);
}

static struct sign_key *checked(struct sign_key *key, bool is_good, struct diags *diags)
{
    if (is_good && check_key(key, diags))
        return key;
    sign_key_close(key);
    return NULL;
}

/* --- PKCS#12 --- */

static bool parse(struct sign_key *key, PKCS12 *store, const char *password, struct diags *diags)
{
    STACK_OF(X509) *others = NULL;

    if (PKCS12_mac_present(store) && PKCS12_verify_mac(store, password, -1) != 1) {
        ERR_clear_error();
        return diags_error(diags, DIAG_SIGN_PASSWORD, &SOURCE_NOWHERE, NULL, DIAG_ARGS(key->name));
    }
    if (PKCS12_parse(store, password, &key->key, &key->certificate, &others) != 1)
        return sign_fail(diags, DIAG_SIGN_KEY, key->name);
    for (int i = 0; i < sk_X509_num(others); i++)
        add_to_chain(key, sk_X509_value(others, i));
    sk_X509_pop_free(others, X509_free);
    return true;
}

static bool read_store(struct sign_key *key, const struct source *file, const char *password, struct diags *diags)
{
    const unsigned char *bytes = (const unsigned char *)file->bytes;
    PKCS12 *store = d2i_PKCS12(NULL, &bytes, (long)file->size);
    bool is_good;

    if (store == NULL) {
        ERR_clear_error();
        return refuse(diags, key->name,
                      DIAG_BOTH("it is no PKCS#12 file (.p12, .pfx)", "PKCS#12 ファイル（.p12、.pfx）ではありません"));
    }
    is_good = parse(key, store, password, diags);
    PKCS12_free(store);
    return is_good;
}

struct sign_key *sign_key_open_file(const char *path, const char *password, struct diags *diags)
{
    struct arena *arena = arena_open();
    const struct source *file = file_read(arena, path, path, KEY_FILE_MAX, diags);
    struct sign_key *key = new_key(path);
    bool is_good = file != NULL && read_store(key, file, password, diags);

    arena_close(arena);
    return checked(key, is_good, diags);
}

/* --- PKCS#11 --- */

static bool take_certificate(struct sign_key *key, const char *path, struct diags *diags)
{
    STACK_OF(X509) *found = sign_read_certificates(path, diags);

    if (found == NULL)
        return false;
    key->certificate = sk_X509_shift(found);
    for (int i = 0; i < sk_X509_num(found); i++)
        add_to_chain(key, sk_X509_value(found, i));
    sk_X509_pop_free(found, X509_free);
    return true;
}

struct sign_key *sign_key_open_token(const char *module, const char *object, const char *pin, const char *certificate,
                                     struct diags *diags)
{
    struct sign_key *key = new_key(module);
    bool is_good;

    key->token = sign_token_open(module, object, pin, diags);
    is_good = key->token != NULL && (certificate == NULL || take_certificate(key, certificate, diags));
    if (is_good && certificate == NULL)
        key->certificate = sign_token_certificate(key->token);
    return checked(key, is_good, diags);
}

/* --- signing --- */

static bool sign_here(const struct sign_key *key, const char *bytes, size_t size, struct sink *signature,
                      struct diags *diags)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const unsigned char *data = (const unsigned char *)bytes;
    size_t room = 0;
    bool is_good = context != NULL && EVP_DigestSignInit(context, NULL, key->digest, NULL, key->key) == 1 &&
                   EVP_DigestSign(context, NULL, &room, data, size) == 1 &&
                   EVP_DigestSign(context, (unsigned char *)sink_reserve(signature, room), &room, data, size) == 1;

    EVP_MD_CTX_free(context);
    if (!is_good)
        return sign_fail(diags, DIAG_SIGN_FAILED, NULL);
    signature->size += room;
    return true;
}

/* Only by trying does it show that a token's key is not that of the certificate. */
static bool verifies(const struct sign_key *key, const char *bytes, size_t size, const struct sink *signature)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY *public = X509_get0_pubkey(key->certificate);
    bool is_good = context != NULL && EVP_DigestVerifyInit(context, NULL, key->digest, NULL, public) == 1 &&
                   EVP_DigestVerify(context, (const unsigned char *)signature->bytes, signature->size,
                                    (const unsigned char *)bytes, size) == 1;

    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return is_good;
}

static bool sign_in_token(const struct sign_key *key, const char *bytes, size_t size, struct sink *signature,
                          struct diags *diags)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_size;

    if (EVP_Digest(bytes, size, digest, &digest_size, key->digest, NULL) != 1)
        return sign_fail(diags, DIAG_SIGN_FAILED, NULL);
    if (!sign_token_sign(key->token, digest, digest_size, signature, diags))
        return false;
    return verifies(key, bytes, size, signature) ||
           refuse(diags, key->name,
                  DIAG_BOTH("key and certificate do not belong together", "鍵と証明書が対応していません"));
}

bool sign_key_sign(const struct sign_key *key, const char *bytes, size_t size, struct sink *signature,
                   struct diags *diags)
{
    return key->token != NULL ? sign_in_token(key, bytes, size, signature, diags)
                              : sign_here(key, bytes, size, signature, diags);
}

/* --- certificates --- */

static void read_pem(BIO *bio, STACK_OF(X509) * found)
{
    X509 *certificate;

    while ((certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
        sk_X509_push(found, certificate);
}

STACK_OF(X509) * sign_read_certificates(const char *path, struct diags *diags)
{
    struct arena *arena = arena_open();
    const struct source *file = file_read(arena, path, path, KEY_FILE_MAX, diags);
    STACK_OF(X509) *found = NULL;

    if (file != NULL) {
        const unsigned char *der = (const unsigned char *)file->bytes;
        X509 *one = file->size > 0 && *file->bytes == 0x30 ? d2i_X509(NULL, &der, (long)file->size) : NULL;
        BIO *bio = BIO_new_mem_buf(file->bytes, (int)file->size);

        found = sk_X509_new_null();
        if (one != NULL)
            sk_X509_push(found, one);
        else
            read_pem(bio, found);
        BIO_free(bio);
        if (sk_X509_num(found) == 0) {
            diags_error(diags, DIAG_SIGN_EVIDENCE, &SOURCE_NOWHERE, NULL,
                        DIAG_ARGS(path, DIAG_BOTH("certificate", "証明書")));
            sk_X509_free(found);
            found = NULL;
        }
        ERR_clear_error(); /* the end of a PEM file counts as an error */
    }
    arena_close(arena);
    return found;
}

bool sign_key_add_chain(struct sign_key *key, const char *path, struct diags *diags)
{
    STACK_OF(X509) *found = sign_read_certificates(path, diags);

    if (found == NULL)
        return false;
    for (int i = 0; i < sk_X509_num(found); i++)
        if (X509_cmp(sk_X509_value(found, i), key->certificate) != 0)
            add_to_chain(key, sk_X509_value(found, i));
    sk_X509_pop_free(found, X509_free);
    return true;
}

const char *sign_name(const X509_NAME *subject, struct arena *arena)
{
    int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    unsigned char *utf8 = NULL;
    int size = at >= 0 ? ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at))) : -1;
    const char *owner = size > 0 ? arena_copy(arena, (const char *)utf8, (size_t)size) : NULL;

    OPENSSL_free(utf8);
    ERR_clear_error();
    if (owner != NULL && strlen(owner) == (size_t)size)
        return owner;
    char *line = X509_NAME_oneline(subject, NULL, 0);
    owner = arena_copy_string(arena, line != NULL ? line : "");
    OPENSSL_free(line);
    return owner;
}

static void put_der(const X509 *certificate, struct sink *der)
{
    unsigned char *bytes = NULL;
    int size = i2d_X509(certificate, &bytes);

    if (size > 0)
        sink_put(der, (const char *)bytes, (size_t)size);
    OPENSSL_free(bytes);
}

void sign_key_put_certificate(const struct sign_key *key, struct sink *der)
{
    put_der(key->certificate, der);
}

void sign_key_put_chain(const struct sign_key *key, struct sink *der)
{
    for (int i = 0; i < sk_X509_num(key->chain); i++)
        put_der(sk_X509_value(key->chain, i), der);
}

static bool refuse_certificate(const struct sign_key *key, const char *reason, struct diags *diags)
{
    struct arena *arena = arena_open();

    diags_error(diags, DIAG_SIGN_CERTIFICATE, &SOURCE_NOWHERE, NULL,
                DIAG_ARGS(sign_name(X509_get_subject_name(key->certificate), arena), reason));
    arena_close(arena);
    return false;
}

bool sign_key_check(const struct sign_key *key, int64_t time, struct diags *diags)
{
    time_t at = (time_t)time;
    uint32_t usage = X509_get_key_usage(key->certificate); /* all bits when it states none */

    if (X509_cmp_time(X509_get0_notBefore(key->certificate), &at) > 0)
        return refuse_certificate(key, DIAG_BOTH("it is not valid yet", "有効期間の前です"), diags);
    if (X509_cmp_time(X509_get0_notAfter(key->certificate), &at) < 0)
        return refuse_certificate(key, DIAG_BOTH("it has expired", "有効期限が切れています"), diags);
    if ((usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
        return refuse_certificate(key, DIAG_BOTH("it is not for signatures", "署名用ではありません"), diags);
    return true;
}
