/* batch/claims.h - which output names are taken. */
#ifndef BATCH_CLAIMS_H
#define BATCH_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The first 64 bits of the SHA-256 of each name: 9 to 18 bytes a name, whatever its length. That two of a million names
 * share them by chance has a probability of 3 in 100 million; the second would be refused, nothing would be lost.
 */
struct claims {
    uint64_t *slots; /* 0: empty */
    size_t room;     /* a power of two */
    size_t count;
};

/* What names and shards go by. */
uint64_t claims_hash(const char *bytes, size_t size);

/* False when it is taken already. */
bool claims_add(struct claims *claims, uint64_t hash);
void claims_close(struct claims *claims);

#endif
