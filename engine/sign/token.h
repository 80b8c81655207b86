/* sign/token.h - keys that never leave their token: PKCS#11 (Cryptoki 2.40), through the token's own shared library. */
#ifndef SIGN_TOKEN_H
#define SIGN_TOKEN_H

#include "base/diag.h"
#include "base/sink.h"

#include <openssl/x509.h>
#include <stdbool.h>

/* One key in one token, with a session of its own. It may be shared by threads, which sign one after the other. */
struct sign_token;

/*
 * Finds the private key. `object` is its label, or a URI of RFC 7512 ("pkcs11:token=...;object=...;id=..."). The PIN is
 * told to no other token than the key's. NULL, having added an error.
 */
struct sign_token *sign_token_open(const char *module, const char *object, const char *pin, struct diags *diags);
void sign_token_close(struct sign_token *token); /* NULL allowed */

/* The certificate of the same label or id; the caller frees it. NULL: there is none. */
X509 *sign_token_certificate(const struct sign_token *token);

/*
 * Appends the signature of a digest as X.509 has it: RSASSA-PKCS1-v1_5 over a SHA-256, or the DER of an ECDSA
 * signature. False, having added an error.
 */
bool sign_token_sign(struct sign_token *token, const unsigned char *digest, size_t size, struct sink *signature,
                     struct diags *diags);

#endif
