/* sign/key.h - a private key with its certificate, from a file or from a token. */
#ifndef SIGN_KEY_H
#define SIGN_KEY_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/sink.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stdint.h>

struct sign_token;

/*
 * RSA or ECDSA. May be shared by threads; those that sign with a token wait for each other, as it has one session with
 * the device.
 */
struct sign_key {
    EVP_PKEY *key;            /* NULL: it is in the token */
    struct sign_token *token; /* or NULL */
    X509 *certificate;
    STACK_OF(X509) * chain; /* the certificates above it, as far as they are known; may be empty, not NULL */
    const EVP_MD *digest;   /* SHA-256; SHA-384 and SHA-512 for larger curves */
    const char *name;       /* of the file or token, for messages; its own copy */
};

/* A PKCS#12 file (RFC 7292). NULL, having added an error: unreadable, wrong password, no usable key in it. */
struct sign_key *sign_key_open_file(const char *path, const char *password, struct diags *diags);

/*
 * A PKCS#11 token through the module's shared library. `object` is the label of key and certificate, or a URI of RFC
 * 7512 ("pkcs11:token=...;object=..."). `certificate`: a PEM or DER file, or NULL: that of the token.
 */
struct sign_key *sign_key_open_token(const char *module, const char *object, const char *pin, const char *certificate,
                                     struct diags *diags);

/* Adds certificates of a PEM or DER file to the chain. */
bool sign_key_add_chain(struct sign_key *key, const char *path, struct diags *diags);

void sign_key_close(struct sign_key *key); /* NULL allowed */

/* The common name of a subject or issuer, else the whole of it, in UTF-8 in the arena. */
const char *sign_name(const X509_NAME *name, struct arena *arena);

/* Appends the DER of the certificate, or of those above it one after the other. */
void sign_key_put_certificate(const struct sign_key *key, struct sink *der);
void sign_key_put_chain(const struct sign_key *key, struct sink *der);

/* Appends the signature of these bytes, whose digest is key->digest. False, having added an error. */
bool sign_key_sign(const struct sign_key *key, const char *bytes, size_t size, struct sink *signature,
                   struct diags *diags);

/*
 * Whether this certificate may sign at this time [s since 1970]: it is valid then, and its key usage, if it states one,
 * has digitalSignature or nonRepudiation (RFC 5280, 4.2.1.3). False, having added an error.
 */
bool sign_key_check(const struct sign_key *key, int64_t time, struct diags *diags);

/* All certificates of a PEM or DER file; NULL, having added an error. The caller frees it. */
STACK_OF(X509) * sign_read_certificates(const char *path, struct diags *diags);

#endif
