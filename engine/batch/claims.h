/* batch/claims.h - which output names are taken. */
#ifndef BATCH_CLAIMS_H
#define BATCH_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLAIMS_LEAF 510 /* hashes of one leaf: a block of 4 KiB with its count and what malloc adds */

struct claims_leaf {
    size_t count;
    uint64_t hashes[CLAIMS_LEAF]; /* rising */
};

/*
 * The first 64 bits of the SHA-256 of each name, in order: 8 to 16 bytes a name, whatever its length, as a leaf that is
 * full becomes two that are half full. That two of a million names share them by chance has a probability of 3 in 100
 * million; the second would be refused, nothing would be lost.
 */
struct claims {
    struct claims_leaf **leaves; /* each of them ends before the next begins */
    size_t leaf_count, leaf_room;
    size_t count; /* of hashes */
};

/* What names and shards go by. */
uint64_t claims_hash(const char *bytes, size_t size);

/* False when it is taken already. */
bool claims_add(struct claims *claims, uint64_t hash);
void claims_close(struct claims *claims);

#endif
