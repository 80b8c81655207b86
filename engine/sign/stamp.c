/* The exchange of RFC 3161, 3.4, and the checks of 2.4.2 that the requester owes. */
#include "sign/stamp.h"

#include <openssl/asn1.h>
#include <openssl/bioerr.h>
#include <openssl/err.h>
#include <openssl/http.h>
#include <openssl/httperr.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <string.h>
#include <time.h>

#define IMPRINT_SIZE 32
#define RESPONSE_MAX ((size_t)1024 * 1024)
#define NONCE_SIZE 8

static bool fail(const struct sign_authority *authority, const char *reason, struct diags *diags)
{
    ERR_clear_error();
    return diags_error(diags, DIAG_TSA_FAILED, &SOURCE_NOWHERE, NULL, DIAG_ARGS(authority->url, reason));
}

/* --- the request --- */

static bool set_imprint(TS_REQ *request, const unsigned char *imprint)
{
    TS_MSG_IMPRINT *message = TS_MSG_IMPRINT_new();
    X509_ALGOR *algorithm = X509_ALGOR_new();
    bool is_good = message != NULL && algorithm != NULL &&
                   X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) == 1 &&
                   TS_MSG_IMPRINT_set_algo(message, algorithm) == 1 &&
                   TS_MSG_IMPRINT_set_msg(message, (unsigned char *)(uintptr_t)imprint, IMPRINT_SIZE) == 1 &&
                   TS_REQ_set_msg_imprint(request, message) == 1;

    X509_ALGOR_free(algorithm);
    TS_MSG_IMPRINT_free(message);
    return is_good;
}

/* A number that nobody can have asked with before, so that an old answer does not pass for a new one. */
static bool set_nonce(TS_REQ *request)
{
    unsigned char bytes[NONCE_SIZE];
    BIGNUM *number = NULL;
    ASN1_INTEGER *nonce = NULL;
    bool is_good = RAND_bytes(bytes, sizeof(bytes)) == 1;

    if (is_good) {
        bytes[0] |= 0x40; /* never 0, never negative */
        number = BN_bin2bn(bytes, sizeof(bytes), NULL);
        nonce = BN_to_ASN1_INTEGER(number, NULL);
        is_good = nonce != NULL && TS_REQ_set_nonce(request, nonce) == 1;
    }
    BN_free(number);
    ASN1_INTEGER_free(nonce);
    return is_good;
}

static TS_REQ *make_request(const unsigned char *imprint)
{
    TS_REQ *request = TS_REQ_new();

    if (request != NULL && TS_REQ_set_version(request, 1) == 1 && set_imprint(request, imprint) && set_nonce(request) &&
        TS_REQ_set_cert_req(request, 1) == 1)
        return request;
    TS_REQ_free(request);
    return NULL;
}

/* --- the exchange --- */

struct address {
    char *host, *port, *path, *query; /* libcrypto's memory */
    int is_tls;
};

static void free_address(struct address *address)
{
    OPENSSL_free(address->host);
    OPENSSL_free(address->port);
    OPENSSL_free(address->path);
    OPENSSL_free(address->query);
}

/* libcrypto by itself tries a refused connection again until the time is over. NULL, having set an error. */
static BIO *connect_to(const struct address *address, time_t deadline)
{
    BIO *connection = BIO_new_connect(address->host);

    if (connection == NULL)
        return NULL;
    BIO_set_conn_port(connection, address->port);
    BIO_set_nbio(connection, 1);
    while (BIO_do_connect(connection) != 1)
        if (!BIO_should_retry(connection) || BIO_wait(connection, deadline, 0) != 1) {
            BIO_free_all(connection);
            return NULL;
        }
    return connection;
}

static BIO *transfer(const struct sign_authority *authority, const struct address *address, const char *path,
                     BIO *connection, BIO *request)
{
    /* An empty proxy keeps libcrypto from asking the environment for one; with a connection there must be none. */
    const char *proxy = connection != NULL ? NULL : authority->proxy;

    return OSSL_HTTP_transfer(NULL, address->host, address->port, path, 0, proxy, NULL, connection, connection, NULL,
                              NULL, 0, NULL, "application/timestamp-query", request, "application/timestamp-reply", 1,
                              RESPONSE_MAX, authority->timeout, 0);
}

/* The response's bytes, or NULL. */
static BIO *exchange(const struct sign_authority *authority, const struct address *address, BIO *request)
{
    bool is_direct = authority->proxy == NULL || *authority->proxy == '\0';
    BIO *connection = is_direct ? connect_to(address, time(NULL) + authority->timeout) : NULL;
    struct sink path = {0};
    BIO *reply = NULL;

    sink_put_string(&path, address->path);
    if (address->query != NULL)
        sink_format(&path, "?%s", address->query);
    sink_put_char(&path, '\0');
    if (connection != NULL || !is_direct)
        reply = transfer(authority, address, path.bytes, connection, request);
    BIO_free_all(connection);
    sink_close(&path);
    return reply;
}

static bool is_timeout(unsigned long code)
{
    int library = ERR_GET_LIB(code), reason = ERR_GET_REASON(code);

    return (library == ERR_LIB_BIO && (reason == BIO_R_CONNECT_TIMEOUT || reason == BIO_R_TRANSFER_TIMEOUT)) ||
           (library == ERR_LIB_HTTP && reason == HTTP_R_RETRY_TIMEOUT);
}

/* What libcrypto's queue of errors, which is emptied, comes down to: its own words are for programmers. */
static const char *why_no_answer(void)
{
    bool is_late = false, is_unreached = false;

    for (unsigned long code = ERR_get_error(); code != 0; code = ERR_get_error()) {
        is_late |= is_timeout(code);
        is_unreached |= ERR_SYSTEM_ERROR(code) || ERR_GET_LIB(code) == ERR_LIB_BIO;
    }
    if (is_late)
        return DIAG_BOTH("it does not answer in time", "時間内に応答がありません");
    if (is_unreached)
        return DIAG_BOTH("there is no connection to it, or it broke", "接続できないか、接続が切れました");
    return DIAG_BOTH("its answer is no time stamp", "応答がタイムスタンプではありません");
}

static TS_RESP *ask(const struct sign_authority *authority, TS_REQ *request)
{
    struct address address = {0};
    BIO *query = BIO_new(BIO_s_mem()), *reply = NULL;
    TS_RESP *response = NULL;

    if (query != NULL && i2d_TS_REQ_bio(query, request) == 1 &&
        OSSL_HTTP_parse_url(authority->url, &address.is_tls, NULL, &address.host, &address.port, NULL, &address.path,
                            &address.query, NULL) == 1)
        reply = exchange(authority, &address, query);
    if (reply != NULL)
        response = d2i_TS_RESP_bio(reply, NULL);
    free_address(&address);
    BIO_free(query);
    BIO_free(reply);
    return response;
}

/* --- the answer --- */

static bool is_granted(TS_RESP *response)
{
    long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response)));

    return (status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS) &&
           TS_RESP_get_tst_info(response) != NULL;
}

static bool answers(TS_RESP *response, const TS_REQ *request)
{
    TS_TST_INFO *info = TS_RESP_get_tst_info(response);
    TS_MSG_IMPRINT *got = TS_TST_INFO_get_msg_imprint(info),
                   *asked = TS_REQ_get_msg_imprint((TS_REQ *)(uintptr_t)request);
    const ASN1_INTEGER *nonce = TS_TST_INFO_get_nonce(info);

    return nonce != NULL && ASN1_INTEGER_cmp(nonce, TS_REQ_get_nonce(request)) == 0 &&
           OBJ_obj2nid(TS_MSG_IMPRINT_get_algo(got)->algorithm) == NID_sha256 &&
           ASN1_OCTET_STRING_cmp(TS_MSG_IMPRINT_get_msg(got), TS_MSG_IMPRINT_get_msg(asked)) == 0;
}

static bool put_token(TS_RESP *response, struct sink *token)
{
    unsigned char *der = NULL;
    int size = i2d_PKCS7(TS_RESP_get_token(response), &der);

    if (size > 0)
        sink_put(token, (const char *)der, (size_t)size);
    OPENSSL_free(der);
    return size > 0;
}

static bool take_answer(const struct sign_authority *authority, TS_RESP *response, const TS_REQ *request,
                        struct sink *token, struct diags *diags)
{
    if (!is_granted(response))
        return fail(authority, DIAG_BOTH("it refuses", "要求が拒否されました"), diags);
    if (!answers(response, request))
        return fail(authority, DIAG_BOTH("its answer is to another request", "別の要求への応答です"), diags);
    return put_token(response, token) || fail(authority, why_no_answer(), diags);
}

bool sign_stamp(const struct sign_authority *authority, const unsigned char *imprint, struct sink *token,
                struct diags *diags)
{
    TS_REQ *request = make_request(imprint);
    TS_RESP *response = request != NULL ? ask(authority, request) : NULL;
    bool is_good = response != NULL ? take_answer(authority, response, request, token, diags)
                                    : fail(authority, why_no_answer(), diags);

    TS_RESP_free(response);
    TS_REQ_free(request);
    ERR_clear_error();
    return is_good;
}
