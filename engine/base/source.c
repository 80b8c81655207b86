/* Byte offsets to lines and columns. */
#include "base/source.h"

#include "base/utf8.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct source_position source_locate(const struct source *source, size_t offset)
{
    struct source_position position = {.line = source->line + 1, .column = 1};
    size_t end = offset < source->size ? offset : source->size;
    size_t at = 0;

    if (source->size >= 3 && memcmp(source->bytes, BYTE_ORDER_MARK, 3) == 0)
        at = 3;
    while (at < end) {
        position.column++;
        if (utf8_next(source->bytes, source->size, &at) == '\n') {
            position.line++;
            position.column = 1;
        }
    }
    return position;
}
