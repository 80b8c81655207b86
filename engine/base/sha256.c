/* SHA-256 as libcrypto makes it. */
#include "base/sha256.h"

#include <openssl/evp.h>
#include <stdio.h>

bool sha256(const char *bytes, size_t size, unsigned char digest[SHA256_SIZE])
{
    return EVP_Digest(bytes, size, digest, NULL, EVP_sha256(), NULL) == 1;
}

bool sha256_hex(const char *bytes, size_t size, char hex[SHA256_HEX_SIZE + 1])
{
    unsigned char digest[SHA256_SIZE];

    if (!sha256(bytes, size, digest))
        return false;
    for (size_t i = 0; i < SHA256_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return true;
}
