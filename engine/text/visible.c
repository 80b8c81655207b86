/* Which characters leave something on paper: the measure of what was drawn and what was lost. */
#include "base/utf8.h"
#include "text/text.h"
#include "text/ucd.h"

/* Property White_Space of Unicode 15 (PropList.txt). */
static bool is_white(uint32_t c)
{
    return c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool text_is_visible(uint32_t c)
{
    if (c > 0x20 && c < 0x7F)
        return true;
    return !is_white(c) && (ucd_of(c)->flags & UCD_INVISIBLE) == 0;
}

/* Bytes of a character that is visible for sure: printing ASCII, U+3040 to U+30FF, U+4000 to U+9FFF, which is most of
 * what forms say. 0: it has to be looked at. */
static size_t common_size(const unsigned char *at)
{
    if (at[0] > 0x20 && at[0] < 0x7F)
        return 1;
    return (at[0] >= 0xE4 && at[0] <= 0xE9) || (at[0] == 0xE3 && at[1] >= 0x81 && at[1] <= 0x83) ? 3 : 0;
}

size_t text_count_visible(const char *bytes, size_t size)
{
    size_t count = 0;

    for (size_t at = 0; at < size;) {
        size_t common = common_size((const unsigned char *)bytes + at);

        count += common > 0 || text_is_visible(utf8_next(bytes, size, &at));
        at += common;
    }
    return count;
}
