/* Tables by code, in the shortest form that the glyphs' order allows. */
#include "device/pdf_to_unicode.h"

#include "device/pdf_number.h"

#include <string.h>

/* --- widths --- */

/* One past the last glyph of those from `first` whose codes follow each other and whose width is not the default. */
static size_t end_of_codes(const struct pdf_glyphs *glyphs, size_t first)
{
    size_t end = first;

    while (end < glyphs->count && glyphs->list[end].width != PDF_DEFAULT_WIDTH &&
           glyphs->list[end].code == glyphs->list[first].code + (end - first))
        end++;
    return end;
}

static bool all_equal(const struct pdf_glyph *list, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (list[i].width != list[0].width)
            return false;
    return true;
}

static void put_width_group(struct sink *sink, const struct pdf_glyph *list, size_t count)
{
    sink_put_integer(sink, list[0].code);
    if (count > 1 && all_equal(list, count)) {
        sink_format(sink, " %d %d ", list[count - 1].code, list[0].width);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        sink_put_char(sink, i == 0 ? '[' : ' ');
        sink_put_integer(sink, list[i].width);
    }
    sink_put_char(sink, ']');
}

void pdf_put_widths(struct sink *sink, const struct pdf_glyphs *glyphs)
{
    for (size_t at = 0; at < glyphs->count;) {
        size_t end = end_of_codes(glyphs, at);
        if (end > at)
            put_width_group(sink, &glyphs->list[at], end - at);
        at = end > at ? end : at + 1;
    }
}

/* --- text --- */

static const char head[] = "/CIDInit/ProcSet findresource begin\n"
                           "12 dict begin\n"
                           "begincmap\n"
                           "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                           "/CMapName/Adobe-Identity-UCS def\n"
                           "/CMapType 2 def\n"
                           "1 begincodespacerange\n"
                           "<0000><FFFF>\n"
                           "endcodespacerange\n";
static const char tail[] = "endcmap\n"
                           "CMapName currentdict/CMap defineresource pop\n"
                           "end\n"
                           "end\n";

#define ZERO_WIDTH_SPACE "\xE2\x80\x8B"
#define GROUP_MAX 100 /* entries between beginbfchar and endbfchar (Adobe Technical Note 5014, 3.3) */

static void put_code(struct sink *sink, uint16_t code)
{
    char digits[4];

    pdf_format_hex4(digits, code);
    sink_put(sink, digits, sizeof digits);
}

static void put_character(struct sink *sink, const struct pdf_glyph *glyph)
{
    sink_put_char(sink, '<');
    put_code(sink, glyph->code);
    sink_put_string(sink, "><");
    if (glyph->text_size > 0)
        pdf_put_utf16_hex(sink, glyph->text, glyph->text_size);
    else
        pdf_put_utf16_hex(sink, ZERO_WIDTH_SPACE, strlen(ZERO_WIDTH_SPACE));
    sink_put_string(sink, ">\n");
}

void pdf_put_to_unicode(struct sink *sink, const struct pdf_glyphs *glyphs)
{
    sink_put_string(sink, head);
    for (size_t at = 0; at < glyphs->count;) {
        size_t left = glyphs->count - at;
        size_t group = left < GROUP_MAX ? left : GROUP_MAX;
        sink_format(sink, "%zu beginbfchar\n", group);
        for (size_t end = at + group; at < end; at++)
            put_character(sink, &glyphs->list[at]);
        sink_put_string(sink, "endbfchar\n");
    }
    sink_put_string(sink, tail);
}
