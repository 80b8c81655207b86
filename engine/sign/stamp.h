/* sign/stamp.h - time stamps (RFC 3161), asked of their authority over HTTP. */
#ifndef SIGN_STAMP_H
#define SIGN_STAMP_H

#include "base/diag.h"
#include "base/sink.h"

#include <stdbool.h>

struct sign_authority {
    const char *url;   /* http://... */
    const char *proxy; /* or NULL */
    int timeout;       /* seconds for the whole exchange */
};

/*
 * Appends a TimeStampToken, in DER, over the SHA-256 `imprint` of 32 bytes. False, having added TSA_FAILED. The token
 * is of this imprint and request; whether its signer is trusted is for a judge.
 */
bool sign_stamp(const struct sign_authority *authority, const unsigned char *imprint, struct sink *token,
                struct diags *diags);

#endif
