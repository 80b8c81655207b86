/* Strings of a text that was read leniently, decoded from the source itself: cJSON's strings cannot hold U+0000. */
#include "base/utf8.h"
#include "json/json.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

struct decoding {
    const char *bytes; /* of the source */
    size_t at, end;    /* between the quotes */
    struct arena *arena;
    char *out;
    size_t size;
    size_t count; /* of code points */
    size_t *replaced;
    size_t replaced_count, replaced_room;
};

static void put(struct decoding *decoding, uint32_t c)
{
    decoding->size += utf8_put(c, decoding->out + decoding->size);
    decoding->count++;
}

static void put_replacement(struct decoding *decoding)
{
    decoding->replaced = arena_grow(decoding->arena, decoding->replaced, decoding->replaced_count,
                                    &decoding->replaced_room, sizeof *decoding->replaced);
    decoding->replaced[decoding->replaced_count++] = decoding->count;
    put(decoding, REPLACEMENT);
}

static uint32_t hex_digit(char c)
{
    return (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* Four digits that the scan has seen. */
static uint32_t hex_at(const char *digits)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++)
        value = value * 16 + hex_digit(digits[i]);
    return value;
}

static bool is_low_surrogate_ahead(const struct decoding *decoding)
{
    const char *next = decoding->bytes + decoding->at;

    if (decoding->end - decoding->at < 6 || memcmp(next, "\\u", 2) != 0)
        return false;
    return hex_at(next + 2) >= 0xDC00 && hex_at(next + 2) <= 0xDFFF;
}

/* \uXXXX, and a second one when both are a pair. */
static void decode_unicode(struct decoding *decoding)
{
    uint32_t unit = hex_at(decoding->bytes + decoding->at + 2);

    decoding->at += 6;
    if (unit < 0xD800 || unit > 0xDFFF) {
        put(decoding, unit);
    } else if (unit < 0xDC00 && is_low_surrogate_ahead(decoding)) {
        uint32_t low = hex_at(decoding->bytes + decoding->at + 2);

        put(decoding, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        decoding->at += 6;
    } else {
        put_replacement(decoding);
    }
}

static void decode_escape(struct decoding *decoding)
{
    static const char names[] = "bfnrt", values[] = "\b\f\n\r\t";
    char name = decoding->bytes[decoding->at + 1];
    const char *found = strchr(names, name);

    if (name == 'u') {
        decode_unicode(decoding);
        return;
    }
    put(decoding, (unsigned char)(found != NULL ? values[found - names] : name));
    decoding->at += 2;
}

static void decode_character(struct decoding *decoding)
{
    uint32_t c = utf8_next(decoding->bytes, decoding->end, &decoding->at);

    if (c == UTF8_INVALID)
        put_replacement(decoding);
    else
        put(decoding, c);
}

/* No code point grows by more than an ill-formed byte does, to three. */
struct json_text json_text(struct arena *arena, const struct source *source, const struct json *string)
{
    struct decoding decoding = {
        .bytes = source->bytes,
        .at = string->offset + 1,
        .end = string->end - 1,
        .arena = arena,
        .out = arena_array(arena, char, 3 * (string->end - string->offset)),
    };

    while (decoding.at < decoding.end)
        if (decoding.bytes[decoding.at] == '\\')
            decode_escape(&decoding);
        else
            decode_character(&decoding);
    return (struct json_text){decoding.out, decoding.size, decoding.replaced, decoding.replaced_count};
}
