/* device/pdf_number.h - numbers and strings as PDF writes them, without locale and without floating point. */
#ifndef DEVICE_PDF_NUMBER_H
#define DEVICE_PDF_NUMBER_H

#include "base/arena.h"
#include "base/length.h"
#include "base/sink.h"

#include <stddef.h>
#include <stdint.h>

/*
 * A coordinate in thousandths of a point, the finest step in which this device places anything: 0.35 µm, far below one
 * pixel of any printer, so both devices of a page agree on every pixel.
 */
typedef int64_t milli;

milli pdf_milli(length value);

/* Room for any number: sign, 19 digits, point, zero. */
#define PDF_NUMBER_MAX 24

/*
 * Writes value / 1000 at `out` (PDF_NUMBER_MAX bytes of room) in its shortest form: "12.5", "-.25", "0". Returns the
 * end; no NUL is written.
 */
char *pdf_format_milli(char *out, milli value);
char *pdf_format_integer(char *out, int64_t value);

/* Four hexadecimal digits. */
char *pdf_format_hex4(char *out, uint32_t value);

void pdf_put_milli(struct sink *sink, milli value);

/* UTF-8 as the hexadecimal digits of its UTF-16BE form. */
void pdf_put_utf16_hex(struct sink *sink, const char *text, size_t size);

/* UTF-8 as a text string: (plain) or with byte order mark <FEFF…> (ISO 32000-2, 7.9.2.2). */
void pdf_put_text_string(struct sink *sink, const char *text, size_t size);
const char *pdf_text_string(struct arena *arena, const char *text); /* the same, of a whole string */

#endif
