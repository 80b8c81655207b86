/* The document security store (ISO 32000-2, 12.8.4.3), and what its revocation lists and OCSP responses say. */
#include "sign/judging.h"

#include "sign/key.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

/* --- reading --- */

/* What a stream of a list holds; false: it is not decoded. */
static bool read_stream(struct judging *judging, const struct pdf_value *stream, struct sink *bytes)
{
    struct diag_cause cause;

    return stream->kind == PDF_STREAM &&
           pdf_decode(judging->pdf, stream->as.stream, judging->options->limits, bytes, NULL, judging->arena, &cause);
}

static bool add_certificate(struct judging *judging, const unsigned char *der, long size)
{
    X509 *certificate = d2i_X509(NULL, &der, size);

    return certificate != NULL && sk_X509_push(judging->certificates, certificate) > 0;
}

static bool add_crl(struct judging *judging, const unsigned char *der, long size)
{
    X509_CRL *crl = d2i_X509_CRL(NULL, &der, size);

    return crl != NULL && sk_X509_CRL_push(judging->crls, crl) > 0;
}

static bool add_ocsp(struct judging *judging, const unsigned char *der, long size)
{
    OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &der, size);
    OCSP_BASICRESP *basic = response != NULL ? OCSP_response_get1_basic(response) : NULL;

    OCSP_RESPONSE_free(response);
    if (basic != NULL)
        judging->ocsps[judging->ocsp_count++] = basic;
    return basic != NULL;
}

static void read_list(struct judging *judging, const struct pdf_value *list, const char *what,
                      bool (*add)(struct judging *, const unsigned char *, long))
{
    for (size_t i = 0; i < pdf_count(judging->pdf, list); i++) {
        struct sink bytes = {0};
        if (!read_stream(judging, pdf_item(judging->pdf, list, i), &bytes) ||
            !add(judging, (const unsigned char *)bytes.bytes, (long)bytes.size))
            judge_find(judging, DIAG_JUDGE_EVIDENCE, DIAG_ARGS(what));
        sink_close(&bytes);
    }
    ERR_clear_error();
}

void judge_read_evidence(struct judging *judging)
{
    const struct pdf_value *store = pdf_find(judging->pdf, judging->pdf->catalog, "DSS");
    const struct pdf_value *ocsps = pdf_find(judging->pdf, store, "OCSPs");

    judging->certificates = sk_X509_new_null();
    judging->crls = sk_X509_CRL_new_null();
    judging->ocsps = arena_array(judging->arena, OCSP_BASICRESP *, pdf_count(judging->pdf, ocsps) + 1);
    read_list(judging, pdf_find(judging->pdf, store, "Certs"), DIAG_BOTH("certificate", "証明書"), add_certificate);
    read_list(judging, pdf_find(judging->pdf, store, "CRLs"), DIAG_BOTH("revocation list", "失効リスト"), add_crl);
    read_list(judging, ocsps, DIAG_BOTH("OCSP response", "OCSP 応答"), add_ocsp);
}

void judge_free_evidence(struct judging *judging)
{
    sk_X509_pop_free(judging->certificates, X509_free);
    sk_X509_CRL_pop_free(judging->crls, X509_CRL_free);
    for (size_t i = 0; i < judging->ocsp_count; i++)
        OCSP_BASICRESP_free(judging->ocsps[i]);
}

/* --- when it was written --- */

static bool is_written(const struct pdf *pdf, const struct pdf_value *entry, size_t revision)
{
    return entry->kind == PDF_REFERENCE && entry->as.reference.number < pdf->object_count &&
           pdf->objects[entry->as.reference.number].revision == revision;
}

bool judge_writes_store(const struct pdf *pdf, size_t revision)
{
    static const char *const lists[] = {"Certs", "OCSPs", "CRLs", "VRI"};
    const struct pdf_value *entry = pdf_entry(pdf, pdf->catalog, "DSS");

    if (is_written(pdf, entry, revision) ||
        (entry->kind == PDF_DICTIONARY && is_written(pdf, pdf_entry(pdf, pdf->trailer, "Root"), revision)))
        return true;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        if (is_written(pdf, pdf_entry(pdf, pdf_resolve(pdf, entry), lists[i]), revision))
            return true;
    return false;
}

/* --- revocation --- */

/* Of several answers the greatest counts. */
enum revocation {
    REVOCATION_UNKNOWN,
    REVOCATION_NONE,
    REVOCATION_REVOKED,
};

static enum revocation worse(enum revocation one, enum revocation other)
{
    return one > other ? one : other;
}

/* At or before the time; with no time to compare with, ever. */
static bool is_before(const ASN1_TIME *moment, int64_t time)
{
    time_t at = (time_t)time;

    return time == JUDGE_NO_TIME || ASN1_TIME_cmp_time_t(moment, at) <= 0;
}

/* That it was not revoked only counts as long as the next answer was not due. */
static enum revocation as_long_as(const ASN1_TIME *next, int64_t time)
{
    bool is_outdated = next != NULL && time != JUDGE_NO_TIME && is_before(next, time);

    return is_outdated ? REVOCATION_UNKNOWN : REVOCATION_NONE;
}

/* RFC 5280, 5: a list of this issuer, and signed by it. */
static enum revocation list_says(X509_CRL *crl, X509 *certificate, X509 *issuer, int64_t time)
{
    X509_REVOKED *entry = NULL;

    if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(issuer)) != 0 ||
        X509_CRL_verify(crl, X509_get0_pubkey(issuer)) != 1)
        return REVOCATION_UNKNOWN;
    if (X509_CRL_get0_by_cert(crl, &entry, certificate) == 1 &&
        is_before(X509_REVOKED_get0_revocationDate(entry), time))
        return REVOCATION_REVOKED;
    return as_long_as(X509_CRL_get0_nextUpdate(crl), time);
}

/* RFC 6960, 4.2.2.2: the issuer itself, or whom it lets answer. */
static bool may_answer(X509 *signer, X509 *issuer)
{
    return X509_cmp(signer, issuer) == 0 || (X509_verify(signer, X509_get0_pubkey(issuer)) == 1 &&
                                             (X509_get_extended_key_usage(signer) & XKU_OCSP_SIGN) != 0);
}

static bool is_signed(struct judging *judging, OCSP_BASICRESP *response, X509 *issuer)
{
    X509 *signer = NULL;

    return OCSP_basic_verify(response, judging->certificates, NULL, OCSP_NOVERIFY) == 1 &&
           OCSP_resp_get0_signer(response, &signer, judging->certificates) == 1 && may_answer(signer, issuer);
}

static enum revocation response_says(OCSP_BASICRESP *response, X509 *certificate, X509 *issuer, const EVP_MD *kind,
                                     int64_t time)
{
    OCSP_CERTID *id = OCSP_cert_to_id(kind, certificate, issuer);
    ASN1_GENERALIZEDTIME *revoked = NULL, *next = NULL;
    int status = V_OCSP_CERTSTATUS_UNKNOWN;
    bool is_found = id != NULL && OCSP_resp_find_status(response, id, &status, NULL, &revoked, NULL, &next) == 1;

    OCSP_CERTID_free(id);
    if (!is_found || status == V_OCSP_CERTSTATUS_UNKNOWN)
        return REVOCATION_UNKNOWN;
    if (status == V_OCSP_CERTSTATUS_REVOKED && (revoked == NULL || is_before(revoked, time)))
        return REVOCATION_REVOKED;
    return as_long_as(next, time);
}

static enum revocation store_says(struct judging *judging, X509 *certificate, X509 *issuer, int64_t time)
{
    enum revocation says = REVOCATION_UNKNOWN;

    for (int i = 0; i < sk_X509_CRL_num(judging->crls); i++)
        says = worse(says, list_says(sk_X509_CRL_value(judging->crls, i), certificate, issuer, time));
    for (size_t i = 0; i < judging->ocsp_count; i++) {
        if (!is_signed(judging, judging->ocsps[i], issuer))
            continue;
        says = worse(says, response_says(judging->ocsps[i], certificate, issuer, EVP_sha1(), time));
        says = worse(says, response_says(judging->ocsps[i], certificate, issuer, EVP_sha256(), time));
    }
    return says;
}

bool judge_revocation(struct judging *judging, X509 *certificate, X509 *issuer, int64_t time)
{
    enum revocation says = store_says(judging, certificate, issuer, time);

    if (says == REVOCATION_REVOKED)
        judge_find(judging, DIAG_JUDGE_REVOKED,
                   DIAG_ARGS(judge_field(judging), sign_name(X509_get_subject_name(certificate), judging->arena)));
    ERR_clear_error();
    return says == REVOCATION_NONE;
}
