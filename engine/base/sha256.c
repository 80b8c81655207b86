/* SHA-256 as libcrypto makes it. */
#include "base/sha256.h"

#include <openssl/evp.h>
#include <stdio.h>

bool sha256_hex(const char *bytes, size_t size, char hex[SHA256_HEX_SIZE + 1])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_size = 0;

    if (EVP_Digest(bytes, size, digest, &digest_size, EVP_sha256(), NULL) != 1)
        return false;
    for (unsigned i = 0; i < digest_size; i++)
        snprintf(hex + (size_t)2 * i, 3, "%02x", digest[i]);
    return true;
}
