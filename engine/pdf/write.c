/* Values in one fixed form. Their depth was bounded when they were read, and so is the recursion. */
#include "pdf/reading.h"

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

static void write_array(const struct pdf_value *value, struct sink *sink)
{
    sink_put_char(sink, '[');
    for (size_t i = 0; i < value->as.array.count; i++) {
        if (i > 0)
            sink_put_char(sink, ' ');
        pdf_write_value(&value->as.array.items[i], sink);
    }
    sink_put_char(sink, ']');
}

static void write_dictionary(const struct pdf_value *value, struct sink *sink)
{
    sink_put_string(sink, "<<");
    for (size_t i = 0; i < value->as.dictionary.count; i++) {
        pdf_write_name(value->as.dictionary.entries[i].key, sink);
        sink_put_char(sink, ' ');
        pdf_write_value(&value->as.dictionary.entries[i].value, sink);
    }
    sink_put_string(sink, ">>");
}

void pdf_write_value(const struct pdf_value *value, struct sink *sink)
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
        write_array(value, sink);
        break;
    case PDF_DICTIONARY:
        write_dictionary(value, sink);
        break;
    case PDF_STREAM:
        write_dictionary(&value->as.stream->dictionary, sink);
        break;
    case PDF_REFERENCE:
        sink_format(sink, "%u %u R", (unsigned)value->as.reference.number, (unsigned)value->as.reference.generation);
        break;
    }
}
