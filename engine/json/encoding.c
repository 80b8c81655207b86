/* A guess at the encoding of a file that is not UTF-8, for the hint in the message. */
#include "json/scan.h"

#include <string.h>

static const struct json_encoding_hint utf16_hint = {
    "it looks like UTF-16; convert it with iconv -f UTF-16 -t UTF-8",
    "UTF-16 のようです。iconv -f UTF-16 -t UTF-8 で変換してください",
};
static const struct json_encoding_hint euc_hint = {
    "it looks like EUC-JP; convert it with iconv -f EUC-JP -t UTF-8",
    "EUC-JP のようです。iconv -f EUC-JP -t UTF-8 で変換してください",
};
static const struct json_encoding_hint shift_jis_hint = {
    "it looks like Shift_JIS; convert it with iconv -f CP932 -t UTF-8",
    "Shift_JIS のようです。iconv -f CP932 -t UTF-8 で変換してください",
};

static bool lies_in(unsigned char byte, unsigned low, unsigned high)
{
    return byte >= low && byte <= high;
}

/* The byte at `at`, or 0 beyond the end. */
static unsigned char byte_at(const struct source *source, size_t at)
{
    return at < source->size ? (unsigned char)source->bytes[at] : 0;
}

/* EUC-JP: every character beyond ASCII is a pair of bytes 0xA1 to 0xFE, one of them after 0x8F, or 0x8E and a kana. */
static bool looks_like_euc(const struct source *source)
{
    for (size_t at = 0; at < source->size;) {
        unsigned char first = byte_at(source, at);
        if (first < 0x80) {
            at++;
            continue;
        }
        if (first == 0x8F)
            first = byte_at(source, ++at);
        if (!lies_in(first, 0xA1, 0xFE) && first != 0x8E)
            return false;
        if (!lies_in(byte_at(source, at + 1), 0xA1, 0xFE))
            return false;
        at += 2;
    }
    return true;
}

/*
 * Shift_JIS: a first byte 0x81 to 0x9F or 0xE0 to 0xFC and a second one, or a single half-width kana. Latin text could
 * pass for that, but has no bytes 0x81 to 0x9F, where the kana and the commonest kanji begin.
 */
static bool looks_like_shift_jis(const struct source *source)
{
    bool has_common = false;

    for (size_t at = 0; at < source->size;) {
        unsigned char first = byte_at(source, at);
        unsigned char second = byte_at(source, at + 1);
        if (first < 0x80 || lies_in(first, 0xA1, 0xDF)) {
            at++;
            continue;
        }
        if (!lies_in(first, 0x81, 0x9F) && !lies_in(first, 0xE0, 0xFC))
            return false;
        if (!lies_in(second, 0x40, 0x7E) && !lies_in(second, 0x80, 0xFC))
            return false;
        has_common = has_common || first < 0xA0;
        at += 2;
    }
    return has_common;
}

const struct json_encoding_hint *json_encoding_hint(const struct source *source)
{
    if (source->size >= 2 && (memcmp(source->bytes, "\xFF\xFE", 2) == 0 || memcmp(source->bytes, "\xFE\xFF", 2) == 0))
        return &utf16_hint;
    if (looks_like_euc(source))
        return &euc_hint;
    return looks_like_shift_jis(source) ? &shift_jis_hint : NULL;
}
