/*
 * form/fingerprint.c - by what a document is known: SHA-256 of the values that it shows (docs/layout-language.md).
 *
 * Only what is drawn counts, so that a value which the form does not show can neither be guessed from the digest nor
 * change it, and neither the spelling of the incident file nor the number of pages matters. Written in the base 32 of
 * Douglas Crockford, which has no I, L, O and U: digits and capitals are read well on a FAX, and are what a QR code
 * holds most of (JIS X 0510, alphanumeric mode).
 */
#include "form/content.h"

#include "base/sha256.h"
#include "base/sink.h"
#include "image/image.h"

#include <stdlib.h>

#define ID_DIGITS 12 /* of 5 bits */
#define ID_GROUP 4
#define DIGEST_DIGITS 26 /* the last one has 3 bits of its own */
#define DIGEST_BYTES 16

/* --- what the document says --------------------------------------------------------------------------------------- */

struct saying {
    const struct record *record;
    struct sink sink;
};

static void put_text(struct sink *sink, const char *text)
{
    sink_put_string(sink, text);
    sink_put_char(sink, '\0');
}

/* A choice by its code, a picture by its file, anything else as it is printed. */
static const char *text_of(const struct record *record, struct field_ref ref, const struct value *value)
{
    if (ref.choice >= 0)
        return layout_field(record->layout, ref)->choices[ref.choice].code;
    return value->image ? value->image->sha256 : value->text;
}

static void say(void *context, struct field_ref ref, int32_t row)
{
    struct saying *saying = context;
    const struct value *value = record_value(saying->record, ref, row);

    if (layout_field(saying->record->layout, ref)->computed)
        return;
    put_text(&saying->sink, value->at.pointer);
    put_text(&saying->sink, text_of(saying->record, ref, value));
}

/* --- digests ------------------------------------------------------------------------------------------------------ */

static void digest_of(const struct sink *sink, unsigned char digest[SHA256_SIZE])
{
    if (!sha256(sink->bytes, sink->size, digest))
        abort(); /* libcrypto lacks SHA-256 */
}

/* The 5 bits from bit `first`, the highest of the first byte being bit 0; past the last byte there are zeros. */
static char digit_at(const unsigned char *bytes, size_t size, size_t first)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    size_t byte = first / 8;
    unsigned pair = (unsigned)bytes[byte] << 8 | (byte + 1 < size ? bytes[byte + 1] : 0u);

    return digits[pair >> (11 - first % 8) & 31];
}

static void write_digits(const unsigned char *bytes, size_t size, size_t count, size_t group, char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (group > 0 && i > 0 && i % group == 0)
            *text++ = '-';
        *text++ = digit_at(bytes, size, 5 * i);
    }
    *text = '\0';
}

/* --- the fingerprint ---------------------------------------------------------------------------------------------- */

static struct fingerprint fingerprint_of(const struct record *record)
{
    struct saying saying = {.record = record};
    struct fingerprint fingerprint;
    unsigned char digest[SHA256_SIZE];

    expect_values(record, say, &saying);
    digest_of(&saying.sink, digest);
    write_digits(digest, DIGEST_BYTES, DIGEST_DIGITS, 0, fingerprint.digest);

    sink_clear(&saying.sink);
    put_text(&saying.sink, record->layout->form);
    sink_put(&saying.sink, (const char *)digest, sizeof(digest));
    digest_of(&saying.sink, digest);
    write_digits(digest, SHA256_SIZE, ID_DIGITS, ID_GROUP, fingerprint.id);
    sink_close(&saying.sink);
    return fingerprint;
}

const struct fingerprint *document_fingerprint(struct composer *composer)
{
    struct fingerprint *fingerprint;

    if (composer->fingerprint)
        return composer->fingerprint;
    fingerprint = arena_new(composer->arena, struct fingerprint);
    if (!composer->record->is_blank)
        *fingerprint = fingerprint_of(composer->record);
    composer->fingerprint = fingerprint;
    return fingerprint;
}
