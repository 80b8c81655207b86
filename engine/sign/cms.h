/* sign/cms.h - a signature as CMS (RFC 5652) with the attributes of CAdES that PAdES wants (ETSI EN 319 142-1). */
#ifndef SIGN_CMS_H
#define SIGN_CMS_H

#include "sign/key.h"
#include "sign/stamp.h"

#include "base/sink.h"
#include "base/source.h"

/* A digest of at most EVP_MAX_MD_SIZE bytes. */
struct sign_digest {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size;
};

/* Of the two parts of a file around a gap. False, having added an error. */
bool sign_digest_around(const char *bytes, size_t size, size_t gap_start, size_t gap_end, const EVP_MD *kind,
                        struct sign_digest *digest, struct diags *diags);

/*
 * Appends the CMS, in DER, that signs content of this digest (of key->digest); `authority`, unless NULL, stamps its
 * time. It has the signing certificate and its chain, content type, message digest, ESS signing-certificate-v2 (RFC
 * 5035), and no signing time, which PAdES leaves to the PDF. False, having added an error.
 */
bool sign_cms(const struct sign_key *key, const struct sign_digest *digest, const struct sign_authority *authority,
              struct sink *der, struct diags *diags);

/*
 * Appends a CMS that was made elsewhere for the bytes around the gap of `file`, in canonical DER, with a time stamp
 * when one is wanted and it has none. False, having added SIGN_ATTACH (`name` is of the CMS) or TSA_FAILED. Warns of a
 * time that it states itself (SIGN_OWN_TIME).
 */
bool sign_cms_take(const char *bytes, size_t size, const char *name, const struct source *file, size_t gap_start,
                   size_t gap_end, const struct sign_authority *authority, struct sink *der, struct diags *diags);

#endif
