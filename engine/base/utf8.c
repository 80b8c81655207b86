/* UTF-8 by table 3-7 of the Unicode Standard: the first byte fixes the length and the range of the second byte. */
#include "base/utf8.h"

#include <assert.h>

/* What may follow a first byte. `count` continuation bytes, the first of them from `low` to `high`. */
struct lead {
    uint32_t bits; /* of the code point that the first byte holds */
    int count;     /* -1: no first byte */
    unsigned char low, high;
};

static struct lead lead_of(unsigned char byte)
{
    if (byte < 0x80)
        return (struct lead){byte, 0, 0, 0};
    if (byte < 0xC2 || byte > 0xF4) /* a continuation byte, an overlong form, or above U+10FFFF */
        return (struct lead){0, -1, 0, 0};
    if (byte < 0xE0)
        return (struct lead){byte & 0x1FU, 1, 0x80, 0xBF};
    if (byte < 0xF0) {
        unsigned char low = byte == 0xE0 ? 0xA0 : 0x80;  /* below: overlong */
        unsigned char high = byte == 0xED ? 0x9F : 0xBF; /* above: surrogates */
        return (struct lead){byte & 0x0FU, 2, low, high};
    }
    unsigned char low = byte == 0xF0 ? 0x90 : 0x80;  /* below: overlong */
    unsigned char high = byte == 0xF4 ? 0x8F : 0xBF; /* above: beyond U+10FFFF */
    return (struct lead){byte & 0x07U, 3, low, high};
}

uint32_t utf8_next(const char *bytes, size_t size, size_t *at)
{
    assert(*at < size);

    struct lead lead = lead_of((unsigned char)bytes[(*at)++]);
    if (lead.count < 0)
        return UTF8_INVALID;

    uint32_t c = lead.bits;
    unsigned char low = lead.low;
    unsigned char high = lead.high;
    for (int i = 0; i < lead.count; i++) {
        if (*at == size)
            return UTF8_INVALID;
        unsigned char byte = (unsigned char)bytes[*at];
        if (byte < low || byte > high)
            return UTF8_INVALID;
        c = c << 6 | (byte & 0x3FU);
        low = 0x80;
        high = 0xBF;
        (*at)++;
    }
    return c;
}

size_t utf8_put(uint32_t c, char out[UTF8_MAX_BYTES])
{
    assert(c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF));

    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t utf8_check(const char *bytes, size_t size)
{
    size_t at = 0;

    while (at < size) {
        size_t start = at;
        if ((unsigned char)bytes[at] < 0x80) /* most of JSON */
            at++;
        else if (utf8_next(bytes, size, &at) == UTF8_INVALID)
            return start;
    }
    return size;
}

size_t utf8_count(const char *bytes, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return count;
}
