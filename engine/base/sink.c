/* A growing run of bytes; its room doubles, so writing is linear in the bytes written. */
#include "base/sink.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sink_close(struct sink *sink)
{
    free(sink->bytes);
    *sink = (struct sink){0};
}

void sink_clear(struct sink *sink)
{
    sink->size = 0;
}

char *sink_reserve(struct sink *sink, size_t size)
{
    if (sink->bytes == NULL || sink->capacity - sink->size < size) {
        size_t twice = sink->capacity < 128 ? 256 : sink->capacity * 2;
        size_t needed = sink->size + size;
        sink->capacity = needed > twice ? needed : twice;
        sink->bytes = mem_grow(sink->bytes, sink->capacity, 1);
    }
    return sink->bytes + sink->size;
}

void sink_put(struct sink *sink, const char *bytes, size_t size)
{
    if (size == 0)
        return;
    memcpy(sink_reserve(sink, size), bytes, size);
    sink->size += size;
}

void sink_put_string(struct sink *sink, const char *string)
{
    sink_put(sink, string, strlen(string));
}

void sink_put_char(struct sink *sink, char c)
{
    *sink_reserve(sink, 1) = c;
    sink->size++;
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* At least `least` digits, with leading zeros. */
static void put_digits(struct sink *sink, uint64_t value, int least)
{
    char digits[20]; /* of UINT64_MAX */
    size_t start = sizeof digits;

    assert(least <= (int)sizeof digits);
    while (value > 0 || least > 0) {
        digits[--start] = (char)('0' + value % 10);
        value /= 10;
        least--;
    }
    sink_put(sink, digits + start, sizeof digits - start);
}

void sink_put_integer(struct sink *sink, int64_t value)
{
    if (value < 0)
        sink_put_char(sink, '-');
    put_digits(sink, magnitude(value), 1);
}

void sink_format(struct sink *sink, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(size >= 0);

    char *place = sink_reserve(sink, (size_t)size + 1);
    va_start(args, format);
    vsnprintf(place, (size_t)size + 1, format, args);
    va_end(args);
    sink->size += (size_t)size;
}

void sink_put_decimal(struct sink *sink, int64_t value, int decimals)
{
    uint64_t unit = 1;

    assert(decimals >= 0 && decimals <= 18);
    for (int i = 0; i < decimals; i++)
        unit *= 10;

    uint64_t fraction = magnitude(value) % unit;
    if (value < 0)
        sink_put_char(sink, '-');
    put_digits(sink, magnitude(value) / unit, 1);
    if (fraction == 0)
        return;
    while (fraction % 10 == 0) {
        fraction /= 10;
        decimals--;
    }
    sink_put_char(sink, '.');
    put_digits(sink, fraction, decimals);
}

static void put_json_character(struct sink *sink, uint32_t c)
{
    char utf8[UTF8_MAX_BYTES];

    if (c == UTF8_INVALID) {
        sink_put_string(sink, "\xEF\xBF\xBD"); /* U+FFFD */
    } else if (c == '"' || c == '\\') {
        sink_put_char(sink, '\\');
        sink_put_char(sink, (char)c);
    } else if (c == '\n') {
        sink_put_string(sink, "\\n");
    } else if (c == '\t') {
        sink_put_string(sink, "\\t");
    } else if (c < 0x20 || c == 0x7F) {
        sink_format(sink, "\\u%04x", (unsigned)c);
    } else {
        sink_put(sink, utf8, utf8_put(c, utf8));
    }
}

void sink_put_json_string(struct sink *sink, const char *bytes, size_t size)
{
    sink_put_char(sink, '"');
    for (size_t at = 0; at < size;)
        put_json_character(sink, utf8_next(bytes, size, &at));
    sink_put_char(sink, '"');
}
