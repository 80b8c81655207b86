/* sign/evidence.h - what proves certificates valid, read from files, as DER in an arena. */
#ifndef SIGN_EVIDENCE_H
#define SIGN_EVIDENCE_H

#include "sign/sign.h"

struct sign_files {
    const char *const *certificates, *const *ocsps, *const *crls; /* paths; PEM or DER, OCSP responses DER */
    size_t certificate_count, ocsp_count, crl_count;
};

/* Reads them all, after the key's own certificate and chain (key may be NULL). NULL, having added an error. */
const struct sign_evidence *sign_evidence_read(struct arena *arena, const struct sign_files *files,
                                               const struct sign_key *key, struct diags *diags);

#endif
