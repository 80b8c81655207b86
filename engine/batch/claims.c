/* Open addressing with linear probing. */
#include "batch/claims.h"

#include "base/arena.h"
#include "base/sha256.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST ((size_t)1024)

uint64_t claims_hash(const char *bytes, size_t size)
{
    char hex[SHA256_HEX_SIZE + 1];

    if (!sha256_hex(bytes, size, hex))
        abort(); /* libcrypto lacks SHA-256: no name could be told from another */
    hex[16] = '\0';
    return strtoull(hex, NULL, 16);
}

/* The slot that holds `hash`, or the empty one where it would stand. */
static uint64_t *find(const struct claims *claims, uint64_t hash)
{
    size_t at = (size_t)hash & (claims->room - 1);

    while (claims->slots[at] != 0 && claims->slots[at] != hash)
        at = (at + 1) & (claims->room - 1);
    return &claims->slots[at];
}

static void grow(struct claims *claims)
{
    struct claims larger = {.room = claims->room ? 2 * claims->room : ROOM_FIRST, .count = claims->count};

    larger.slots = mem_alloc(larger.room * sizeof *larger.slots);
    memset(larger.slots, 0, larger.room * sizeof *larger.slots);
    for (size_t i = 0; i < claims->room; i++)
        if (claims->slots[i] != 0)
            *find(&larger, claims->slots[i]) = claims->slots[i];
    free(claims->slots);
    *claims = larger;
}

bool claims_add(struct claims *claims, uint64_t hash)
{
    uint64_t *slot;

    hash += hash == 0; /* 0 is the empty slot */
    if (claims->count >= claims->room / 8 * 7)
        grow(claims);
    slot = find(claims, hash);
    if (*slot == hash)
        return false;
    *slot = hash;
    claims->count++;
    return true;
}

void claims_close(struct claims *claims)
{
    free(claims->slots);
    *claims = (struct claims){0};
}
