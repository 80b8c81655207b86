/* Values in one fixed form. Their depth was bounded when they were read, and so is the recursion. */
#include "pdf/reading.h"

#include "base/utf8.h"

#include <string.h>

static void put_hexadecimal(const char *bytes, size_t size, struct sink *sink)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < size; i++) {
        sink_put_char(sink, digits[(unsigned char)bytes[i] >> 4]);
        sink_put_char(sink, digits[(unsigned char)bytes[i] & 15]);
    }
}

void pdf_write_name(const char *name, struct sink *sink)
{
    sink_put_char(sink, '/');
    for (; *name != '\0'; name++)
        if (*name > ' ' && *name <= '~' && *name != '#' && pdf_is_regular(*name)) {
            sink_put_char(sink, *name);
        } else {
            sink_put_char(sink, '#');
            put_hexadecimal(name, 1, sink);
        }
}

/* Without the characters that a literal string escapes. */
static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~' || strchr("()\\", *text) != NULL)
            return false;
    return true;
}

static void put_unit(uint32_t unit, struct sink *sink)
{
    sink_format(sink, "%04x", (unsigned)unit);
}

void pdf_write_text(const char *text, struct sink *sink)
{
    size_t size = strlen(text), at = 0;

    if (is_plain(text)) {
        sink_format(sink, "(%s)", text);
        return;
    }
    sink_put_string(sink, "<feff");
    while (at < size) {
        uint32_t c = utf8_next(text, size, &at);
        if (c == UTF8_INVALID)
            c = 0xFFFD;
        if (c >= 0x10000) {
            put_unit(0xD800 + ((c - 0x10000) >> 10), sink);
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        put_unit(c, sink);
    }
    sink_put_char(sink, '>');
}

static void write_array(const struct pdf_value *value, const struct pdf_renumbering *renumbering, struct sink *sink)
{
    sink_put_char(sink, '[');
    for (size_t i = 0; i < value->as.array.count; i++) {
        if (i > 0)
            sink_put_char(sink, ' ');
        pdf_write_renumbered(&value->as.array.items[i], renumbering, sink);
    }
    sink_put_char(sink, ']');
}

static void write_dictionary(const struct pdf_value *value, const struct pdf_renumbering *renumbering,
                             struct sink *sink)
{
    sink_put_string(sink, "<<");
    for (size_t i = 0; i < value->as.dictionary.count; i++) {
        pdf_write_name(value->as.dictionary.entries[i].key, sink);
        sink_put_char(sink, ' ');
        pdf_write_renumbered(&value->as.dictionary.entries[i].value, renumbering, sink);
    }
    sink_put_string(sink, ">>");
}

static void write_reference(const struct pdf_value *value, const struct pdf_renumbering *renumbering, struct sink *sink)
{
    uint32_t number = value->as.reference.number, generation = value->as.reference.generation;

    if (renumbering != NULL) {
        number = renumbering->number(renumbering->context, number);
        generation = 0;
    }
    sink_format(sink, "%u %u R", (unsigned)number, (unsigned)generation);
}

void pdf_write_value(const struct pdf_value *value, struct sink *sink)
{
    pdf_write_renumbered(value, NULL, sink);
}

void pdf_write_renumbered(const struct pdf_value *value, const struct pdf_renumbering *renumbering, struct sink *sink)
{
    switch (value->kind) {
    case PDF_NULL:
        sink_put_string(sink, "null");
        break;
    case PDF_BOOLEAN:
        sink_put_string(sink, value->as.flag ? "true" : "false");
        break;
    case PDF_INTEGER:
        sink_put_integer(sink, value->as.integer);
        break;
    case PDF_REAL:
        sink_put(sink, value->as.text.bytes, value->as.text.size);
        break;
    case PDF_STRING:
        sink_put_char(sink, '<');
        put_hexadecimal(value->as.text.bytes, value->as.text.size, sink);
        sink_put_char(sink, '>');
        break;
    case PDF_NAME:
        pdf_write_name(value->as.text.bytes, sink);
        break;
    case PDF_ARRAY:
        write_array(value, renumbering, sink);
        break;
    case PDF_DICTIONARY:
        write_dictionary(value, renumbering, sink);
        break;
    case PDF_STREAM:
        write_dictionary(&value->as.stream->dictionary, renumbering, sink);
        break;
    case PDF_REFERENCE:
        write_reference(value, renumbering, sink);
        break;
    }
}
