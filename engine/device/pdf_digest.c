/*
 * Each piece is hashed by MurmurHash3_x64_128 (Austin Appleby, public domain) with the digest so far as its seed.
 * Chosen over a byte-wise hash because pages are hashed for every document, and this takes microseconds for them.
 */
#include "device/pdf_digest.h"

#define C1 UINT64_C(0x87c37b91114253d5)
#define C2 UINT64_C(0x4cf5ad432745937f)

static uint64_t rotate(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

/* The little-endian number in 8 bytes. */
static uint64_t read_whole(const unsigned char *b)
{
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
           (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* The same in the first `size` (at most 8) bytes. */
static uint64_t read_part(const unsigned char *bytes, size_t size)
{
    uint64_t word = 0;

    for (size_t i = 0; i < size; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static uint64_t mix_first(uint64_t word)
{
    return rotate(word * C1, 31) * C2;
}

static uint64_t mix_second(uint64_t word)
{
    return rotate(word * C2, 33) * C1;
}

static void add_block(struct pdf_digest *digest, const unsigned char *block)
{
    digest->high = rotate(digest->high ^ mix_first(read_whole(block)), 27) + digest->low;
    digest->high = digest->high * 5 + 0x52dce729;
    digest->low = rotate(digest->low ^ mix_second(read_whole(block + 8)), 31) + digest->high;
    digest->low = digest->low * 5 + 0x38495ab5;
}

/* Up to 15 bytes that fill no block. */
static void add_tail(struct pdf_digest *digest, const unsigned char *tail, size_t size)
{
    if (size > 8)
        digest->low ^= mix_second(read_part(tail + 8, size - 8));
    if (size > 0)
        digest->high ^= mix_first(read_part(tail, size < 8 ? size : 8));
}

static uint64_t avalanche(uint64_t word)
{
    word = (word ^ word >> 33) * UINT64_C(0xff51afd7ed558ccd);
    word = (word ^ word >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return word ^ word >> 33;
}

static void finish(struct pdf_digest *digest, size_t size)
{
    digest->high ^= size;
    digest->low ^= size;
    digest->high += digest->low;
    digest->low += digest->high;
    digest->high = avalanche(digest->high);
    digest->low = avalanche(digest->low);
    digest->high += digest->low;
    digest->low += digest->high;
}

void pdf_digest_add(struct pdf_digest *digest, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    size_t blocks = size / 16;

    for (size_t i = 0; i < blocks; i++)
        add_block(digest, at + 16 * i);
    add_tail(digest, at + 16 * blocks, size % 16);
    finish(digest, size);
}
