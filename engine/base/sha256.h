/* base/sha256.h - SHA-256, for files that are known by it. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stdbool.h>
#include <stddef.h>

#define SHA256_SIZE 32
#define SHA256_HEX_SIZE 64

/* False when libcrypto cannot. */
bool sha256(const char *bytes, size_t size, unsigned char digest[SHA256_SIZE]);

/* 64 lower-case hex digits and a NUL in `hex`; false when libcrypto cannot. */
bool sha256_hex(const char *bytes, size_t size, char hex[SHA256_HEX_SIZE + 1]);

#endif
