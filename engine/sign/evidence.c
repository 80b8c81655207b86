/* Only what libcrypto can read goes into the store: a file given by mistake would be of no use years later. */
#include "sign/evidence.h"

#include "base/file.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>

#define EVIDENCE_FILE_MAX ((size_t)8 * 1024 * 1024)

/* Lists that grow. */
struct reading {
    struct arena *arena;
    struct diags *diags;
    struct list {
        struct sign_bytes *list;
        size_t count, room;
    } certificates, ocsps, crls;
};

static void add(struct reading *reading, struct list *list, const unsigned char *der, int size)
{
    list->list = arena_grow(reading->arena, list->list, list->count, &list->room, sizeof(*list->list));
    list->list[list->count++] =
        (struct sign_bytes){arena_copy(reading->arena, (const char *)der, (size_t)size), (size_t)size};
}

static void add_certificate(struct reading *reading, X509 *certificate)
{
    unsigned char *der = NULL;
    int size = i2d_X509(certificate, &der);

    if (size > 0)
        add(reading, &reading->certificates, der, size);
    OPENSSL_free(der);
}

static void add_certificates(struct reading *reading, const STACK_OF(X509) * certificates)
{
    for (int i = 0; i < sk_X509_num(certificates); i++)
        add_certificate(reading, sk_X509_value(certificates, i));
}

static bool read_certificates(struct reading *reading, const char *path)
{
    STACK_OF(X509) *certificates = sign_read_certificates(path, reading->diags);

    if (certificates == NULL)
        return false;
    add_certificates(reading, certificates);
    sk_X509_pop_free(certificates, X509_free);
    return true;
}

static bool missing(struct reading *reading, const char *path, const char *what)
{
    ERR_clear_error();
    return diags_error(reading->diags, DIAG_SIGN_EVIDENCE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(path, what));
}

static bool read_crl(struct reading *reading, const char *path)
{
    const struct source *file = file_read(reading->arena, path, path, EVIDENCE_FILE_MAX, reading->diags);
    const unsigned char *at;
    unsigned char *der = NULL;
    int size;

    if (file == NULL)
        return false;
    at = (const unsigned char *)file->bytes;
    X509_CRL *crl = d2i_X509_CRL(NULL, &at, (long)file->size);
    if (crl == NULL) {
        BIO *bio = BIO_new_mem_buf(file->bytes, (int)file->size);
        crl = PEM_read_bio_X509_CRL(bio, NULL, NULL, NULL);
        BIO_free(bio);
    }
    size = crl != NULL ? i2d_X509_CRL(crl, &der) : 0;
    if (size > 0)
        add(reading, &reading->crls, der, size);
    OPENSSL_free(der);
    X509_CRL_free(crl);
    return size > 0 || missing(reading, path, DIAG_BOTH("certificate revocation list", "失効リスト（CRL）"));
}

static bool read_ocsp(struct reading *reading, const char *path)
{
    const struct source *file = file_read(reading->arena, path, path, EVIDENCE_FILE_MAX, reading->diags);
    const unsigned char *at;
    bool is_good;

    if (file == NULL)
        return false;
    at = (const unsigned char *)file->bytes;
    OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &at, (long)file->size);
    is_good = response != NULL && OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL;
    if (is_good)
        add(reading, &reading->ocsps, (const unsigned char *)file->bytes, (int)file->size);
    OCSP_RESPONSE_free(response);
    return is_good || missing(reading, path, DIAG_BOTH("successful OCSP response", "成功した OCSP 応答"));
}

static bool read_all(struct reading *reading, const struct sign_files *files)
{
    bool is_good = true;

    for (size_t i = 0; i < files->certificate_count; i++)
        is_good &= read_certificates(reading, files->certificates[i]);
    for (size_t i = 0; i < files->ocsp_count; i++)
        is_good &= read_ocsp(reading, files->ocsps[i]);
    for (size_t i = 0; i < files->crl_count; i++)
        is_good &= read_crl(reading, files->crls[i]);
    return is_good;
}

const struct sign_evidence *sign_evidence_read(struct arena *arena, const struct sign_files *files,
                                               const struct sign_key *key, struct diags *diags)
{
    struct reading reading = {.arena = arena, .diags = diags};
    struct sign_evidence *evidence = arena_new(arena, struct sign_evidence);

    if (key != NULL) {
        add_certificate(&reading, key->certificate);
        add_certificates(&reading, key->chain);
    }
    if (!read_all(&reading, files))
        return NULL;
    *evidence = (struct sign_evidence){
        .certificates = reading.certificates.list,
        .ocsps = reading.ocsps.list,
        .crls = reading.crls.list,
        .certificate_count = reading.certificates.count,
        .ocsp_count = reading.ocsps.count,
        .crl_count = reading.crls.count,
    };
    return evidence;
}
