/* Text strings (ISO 32000-2, 7.9.2.2): UTF-16BE or UTF-8 behind a byte order mark, else PDFDocEncoding (annex D). */
#include "pdf/pdf.h"

#include "base/utf8.h"

#include <string.h>

/* Codes of PDFDocEncoding that are not those of Unicode; 0: no character. */
static const uint16_t low[] = {0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC}; /* from 0x18 */
static const uint16_t high[] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0,      0x20AC, /* from 0x80 */
};

static uint32_t of_document_encoding(unsigned char byte)
{
    if (byte >= 0x18 && byte < 0x20)
        return low[byte - 0x18];
    if (byte >= 0x80 && byte < 0x80 + sizeof(high) / sizeof(high[0]))
        return high[byte - 0x80];
    return byte == 0x7F || byte == 0xAD ? 0 : byte;
}

static void put(uint32_t c, struct sink *out)
{
    char bytes[UTF8_MAX_BYTES];

    sink_put(out, bytes, utf8_put(c, bytes));
}

static bool put_document_encoding(const char *bytes, size_t size, struct sink *out)
{
    for (size_t i = 0; i < size; i++) {
        uint32_t c = of_document_encoding((unsigned char)bytes[i]);
        if (c == 0)
            return false;
        put(c, out);
    }
    return true;
}

static uint32_t unit(const char *bytes)
{
    return (uint32_t)(unsigned char)bytes[0] << 8 | (unsigned char)bytes[1];
}

static bool is_between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

static bool put_utf16(const char *bytes, size_t size, struct sink *out)
{
    if (size % 2 != 0)
        return false;
    for (size_t i = 0; i < size; i += 2) {
        uint32_t c = unit(bytes + i);
        if (is_between(c, 0xD800, 0xDBFF) && i + 2 < size && is_between(unit(bytes + i + 2), 0xDC00, 0xDFFF)) {
            i += 2;
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(bytes + i) - 0xDC00);
        }
        if (c == 0 || is_between(c, 0xD800, 0xDFFF))
            return false;
        put(c, out);
    }
    return true;
}

static bool put_utf8(const char *bytes, size_t size, struct sink *out)
{
    sink_put(out, bytes, size);
    return utf8_check(bytes, size) == size && memchr(bytes, '\0', size) == NULL;
}

static bool put_text(const char *bytes, size_t size, struct sink *out)
{
    if (size >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return put_utf16(bytes + 2, size - 2, out);
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return put_utf8(bytes + 3, size - 3, out);
    return put_document_encoding(bytes, size, out);
}

const char *pdf_text(struct arena *arena, const struct pdf_value *value)
{
    struct sink text = {0};
    const char *copy = NULL;

    if (value->kind != PDF_STRING)
        return NULL;
    if (put_text(value->as.text.bytes, value->as.text.size, &text))
        copy = arena_copy(arena, text.size > 0 ? text.bytes : "", text.size);
    sink_close(&text);
    return copy;
}
