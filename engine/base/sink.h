/* base/sink.h - a growing run of bytes to write to. */
#ifndef BASE_SINK_H
#define BASE_SINK_H

#include <stddef.h>
#include <stdint.h>

/* Start as {0}; `bytes` belongs to the sink until sink_close. Not NUL-terminated. */
struct sink {
    char *bytes;
    size_t size;
    size_t capacity;
};

void sink_close(struct sink *sink); /* frees the bytes and leaves {0} */
void sink_clear(struct sink *sink); /* empties it, keeping the room */

/* Room for `size` more bytes; the returned place is written by the caller, who then adds to sink->size. */
char *sink_reserve(struct sink *sink, size_t size);

void sink_put(struct sink *sink, const char *bytes, size_t size);
void sink_put_string(struct sink *sink, const char *string);
void sink_put_char(struct sink *sink, char c);
void sink_put_integer(struct sink *sink, int64_t value);
void sink_format(struct sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * value / 10^decimals in decimal notation without trailing zeros, locale-free: (12345, 3) is "12.345",
 * (-1500, 3) is "-1.5", (0, 3) is "0".
 */
void sink_put_decimal(struct sink *sink, int64_t value, int decimals);

/* `bytes` as a JSON string with its quotes; control characters escaped, the rest as UTF-8. */
void sink_put_json_string(struct sink *sink, const char *bytes, size_t size);

#endif
