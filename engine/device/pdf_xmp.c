/*
 * The packet is written plainly, not compressed, so that programs which know nothing of PDF find it (ISO 16684-1,
 * 7.3.1). PDF/A knows the properties of its own schema but not those of PDF/UA: these it wants described in the file
 * itself (ISO 19005-3, 6.6.2.3.3).
 */
#include "device/pdf_xmp.h"

#include "base/utf8.h"
#include "device/pdf_date.h"

#include <string.h>

static const char head[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n";

static const char tail[] =
    "</rdf:Description>\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
    "<?xpacket end=\"w\"?>";

/* XML 1.0 has no other controls than these. */
static bool is_character(uint32_t c)
{
    return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
}

static void put_character(struct sink *sink, const char *bytes, size_t size, uint32_t c)
{
    switch (c) {
    case '&':
        sink_put_string(sink, "&amp;");
        break;
    case '<':
        sink_put_string(sink, "&lt;");
        break;
    case '>':
        sink_put_string(sink, "&gt;");
        break;
    default:
        if (is_character(c))
            sink_put(sink, bytes, size);
    }
}

static void put_text(struct sink *sink, const char *text)
{
    size_t size = strlen(text);

    for (size_t at = 0; at < size;) {
        size_t start = at;
        uint32_t c = utf8_next(text, size, &at);

        put_character(sink, text + start, at - start, c);
    }
}

static void put_property(struct sink *sink, const char *before, const char *text, const char *after)
{
    sink_put_string(sink, before);
    put_text(sink, text);
    sink_put_string(sink, after);
    sink_put_char(sink, '\n');
}

static void put_date(struct sink *sink, int64_t date)
{
    struct arena *arena = arena_open();

    put_property(sink, "<xmp:CreateDate>", pdf_date_iso(arena, date), "</xmp:CreateDate>");
    arena_close(arena);
}

void pdf_put_xmp(struct sink *sink, const struct document *document, const struct device_options *options)
{
    sink_put_string(sink, head);
    put_property(sink, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title,
                 "</rdf:li></rdf:Alt></dc:title>");
    put_property(sink, "<dc:language><rdf:Bag><rdf:li>", document->language, "</rdf:li></rdf:Bag></dc:language>");
    put_property(sink, "<pdf:Producer>", options->producer, "</pdf:Producer>");
    if (options->date != DEVICE_NO_DATE)
        put_date(sink, options->date);
    sink_format(sink,
                "<pdfaid:part>%d</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
                "<pdfuaid:part>1</pdfuaid:part>\n",
                options->without_attachments ? 2 : 3);
    sink_put_string(sink, tail);
}
