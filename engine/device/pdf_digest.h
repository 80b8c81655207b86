/* device/pdf_digest.h - a stable 128-bit digest of content, to name things by it. Not for security. */
#ifndef DEVICE_PDF_DIGEST_H
#define DEVICE_PDF_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Start as {0}; the order and the boundaries of the pieces count (but for empty pieces at the very start). */
struct pdf_digest {
    uint64_t high;
    uint64_t low;
};

void pdf_digest_add(struct pdf_digest *digest, const void *bytes, size_t size);

#endif
