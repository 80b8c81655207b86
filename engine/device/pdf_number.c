/* Numbers by integer arithmetic: equal on every machine, and exact to the last digit written. */
#include "device/pdf_number.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

milli pdf_milli(length value)
{
    return length_scale(value, 1000, LENGTH_PER_PT);
}

static char *format_digits(char *out, uint64_t value)
{
    char digits[20];
    int count = 0;

    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (count > 0)
        *out++ = digits[--count];
    return out;
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

char *pdf_format_integer(char *out, int64_t value)
{
    if (value < 0)
        *out++ = '-';
    return format_digits(out, magnitude(value));
}

char *pdf_format_milli(char *out, milli value)
{
    uint64_t size = magnitude(value);
    unsigned fraction = (unsigned)(size % 1000);

    if (value < 0)
        *out++ = '-';
    if (size >= 1000 || fraction == 0)
        out = format_digits(out, size / 1000);
    if (fraction == 0)
        return out;
    *out++ = '.';
    for (unsigned unit = 100; fraction > 0; unit /= 10) {
        *out++ = (char)('0' + fraction / unit);
        fraction %= unit;
    }
    return out;
}

char *pdf_format_hex4(char *out, uint32_t value)
{
    static const char digits[] = "0123456789ABCDEF";

    *out++ = digits[value >> 12 & 15];
    *out++ = digits[value >> 8 & 15];
    *out++ = digits[value >> 4 & 15];
    *out++ = digits[value & 15];
    return out;
}

void pdf_put_milli(struct sink *sink, milli value)
{
    char *start = sink_reserve(sink, PDF_NUMBER_MAX);

    sink->size += (size_t)(pdf_format_milli(start, value) - start);
}

/* One code point: a code unit, or a surrogate pair beyond U+FFFF (Unicode 15.0, D91). */
static char *format_utf16(char *out, uint32_t c)
{
    if (c < 0x10000)
        return pdf_format_hex4(out, c);
    c -= 0x10000;
    out = pdf_format_hex4(out, 0xD800 + (c >> 10));
    return pdf_format_hex4(out, 0xDC00 + (c & 0x3FF));
}

void pdf_put_utf16_hex(struct sink *sink, const char *text, size_t size)
{
    char *start = sink_reserve(sink, size * 4); /* one byte of UTF-8 makes at most one code unit */
    char *out = start;

    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(text, size, &at);
        out = format_utf16(out, c != UTF8_INVALID ? c : 0xFFFD);
    }
    sink->size += (size_t)(out - start);
}

/* Printable ASCII, which PDFDocEncoding shares, without what a literal string must escape. */
static bool is_plain(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] < ' ' || text[i] > '~' || strchr("()\\", text[i]) != NULL)
            return false;
    return true;
}

void pdf_put_text_string(struct sink *sink, const char *text, size_t size)
{
    if (is_plain(text, size)) {
        sink_put_char(sink, '(');
        sink_put(sink, text, size);
        sink_put_char(sink, ')');
        return;
    }
    sink_put_string(sink, "<FEFF");
    pdf_put_utf16_hex(sink, text, size);
    sink_put_char(sink, '>');
}

const char *pdf_text_string(struct arena *arena, const char *text)
{
    struct sink sink = {0};

    pdf_put_text_string(&sink, text, strlen(text));
    const char *kept = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return kept;
}
