/*
 * SHA-256 (FIPS 180-4) as libcrypto makes it: by the functions that OpenSSL 3 calls deprecated, since those it
 * recommends first load its providers, which takes longer than all the digests of a document together.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/sha256.h"

#include <openssl/sha.h>

bool sha256(const char *bytes, size_t size, unsigned char digest[SHA256_SIZE])
{
    SHA256_CTX context;

    return SHA256_Init(&context) == 1 && SHA256_Update(&context, bytes, size) == 1 &&
           SHA256_Final(digest, &context) == 1;
}

static void put_hex(char *hex, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < size; i++) {
        *hex++ = digits[bytes[i] >> 4];
        *hex++ = digits[bytes[i] & 15];
    }
    *hex = '\0';
}

bool sha256_hex(const char *bytes, size_t size, char hex[SHA256_HEX_SIZE + 1])
{
    unsigned char digest[SHA256_SIZE];

    if (!sha256(bytes, size, digest))
        return false;
    put_hex(hex, digest, sizeof digest);
    return true;
}
