/* base/utf8.h - UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing above U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_INVALID UINT32_MAX
#define UTF8_MAX_BYTES 4

/*
 * The code point at bytes[*at] (*at < size); *at moves past it. For ill-formed input gives UTF8_INVALID and
 * moves past one maximal ill-formed part (Unicode 15.0 section 3.9, table 3-7).
 */
uint32_t utf8_next(const char *bytes, size_t size, size_t *at);

/* Writes code point `c` (a scalar value) into out; returns the bytes written, 1 to 4. */
size_t utf8_put(uint32_t c, char out[UTF8_MAX_BYTES]);

/* Offset of the first ill-formed byte, or `size` when all is well. */
size_t utf8_check(const char *bytes, size_t size);

/* Code points in well-formed text. */
size_t utf8_count(const char *bytes, size_t size);

#endif
