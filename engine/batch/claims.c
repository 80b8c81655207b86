/* A tree of one level: leaves in order, found by halving. It grows by a leaf and never has two copies of itself. */
#include "batch/claims.h"

#include "base/arena.h"
#include "base/sha256.h"

#include <stdlib.h>
#include <string.h>

#define LEAVES_FIRST ((size_t)16)

uint64_t claims_hash(const char *bytes, size_t size)
{
    char hex[SHA256_HEX_SIZE + 1];

    if (!sha256_hex(bytes, size, hex))
        abort(); /* libcrypto lacks SHA-256: no name could be told from another */
    hex[16] = '\0';
    return strtoull(hex, NULL, 16);
}

/* The leaf where `hash` belongs: the last one that begins at or before it, or the first. */
static size_t find_leaf(const struct claims *claims, uint64_t hash)
{
    size_t first = 0, end = claims->leaf_count;

    while (end - first > 1) {
        size_t middle = first + (end - first) / 2;

        if (claims->leaves[middle]->hashes[0] <= hash)
            first = middle;
        else
            end = middle;
    }
    return first;
}

/* Where `hash` stands in a leaf, or would stand. */
static size_t find_hash(const struct claims_leaf *leaf, uint64_t hash)
{
    size_t first = 0, end = leaf->count;

    while (first < end) {
        size_t middle = first + (end - first) / 2;

        if (leaf->hashes[middle] < hash)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

/* Makes a new leaf, still empty, the one at `at`. */
static struct claims_leaf *insert_leaf(struct claims *claims, size_t at)
{
    struct claims_leaf *leaf = mem_alloc(sizeof *leaf);

    if (claims->leaf_count == claims->leaf_room) {
        claims->leaf_room = claims->leaf_room ? 2 * claims->leaf_room : LEAVES_FIRST;
        claims->leaves = mem_grow(claims->leaves, claims->leaf_room, sizeof(struct claims_leaf *));
    }
    memmove(claims->leaves + at + 1, claims->leaves + at, (claims->leaf_count - at) * sizeof(struct claims_leaf *));
    claims->leaves[at] = leaf;
    claims->leaf_count++;
    leaf->count = 0;
    return leaf;
}

/* The upper half of the full leaf at `at` moves to a leaf of its own. */
static void split_leaf(struct claims *claims, size_t at)
{
    struct claims_leaf *upper = insert_leaf(claims, at + 1), *lower = claims->leaves[at];

    upper->count = lower->count / 2;
    lower->count -= upper->count;
    memcpy(upper->hashes, lower->hashes + lower->count, upper->count * sizeof *upper->hashes);
}

static void insert_hash(struct claims_leaf *leaf, size_t at, uint64_t hash)
{
    memmove(leaf->hashes + at + 1, leaf->hashes + at, (leaf->count - at) * sizeof *leaf->hashes);
    leaf->hashes[at] = hash;
    leaf->count++;
}

bool claims_add(struct claims *claims, uint64_t hash)
{
    struct claims_leaf *leaf;
    size_t at;

    if (claims->leaf_count == 0)
        insert_leaf(claims, 0);
    leaf = claims->leaves[find_leaf(claims, hash)];
    at = find_hash(leaf, hash);
    if (at < leaf->count && leaf->hashes[at] == hash)
        return false;
    if (leaf->count == CLAIMS_LEAF) {
        split_leaf(claims, find_leaf(claims, hash));
        leaf = claims->leaves[find_leaf(claims, hash)];
        at = find_hash(leaf, hash);
    }
    insert_hash(leaf, at, hash);
    claims->count++;
    return true;
}

void claims_close(struct claims *claims)
{
    for (size_t i = 0; i < claims->leaf_count; i++)
        free(claims->leaves[i]);
    free(claims->leaves);
    *claims = (struct claims){0};
}
