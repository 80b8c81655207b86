/* Diagnostics as text for people and as JSON lines for programs. */
#include "base/diag.h"

#include "base/utf8.h"

#include <string.h>

void diag_put_clean(struct sink *sink, const char *text)
{
    size_t size = strlen(text);

    for (size_t at = 0; at < size;) {
        size_t start = at;
        uint32_t c = utf8_next(text, size, &at);
        if (c == UTF8_INVALID)
            sink_put_string(sink, "\xEF\xBF\xBD"); /* U+FFFD */
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            sink_format(sink, "\\u%04x", (unsigned)c);
        else
            sink_put(sink, text + start, at - start);
    }
}

static void put_place(struct sink *sink, const struct diag_place *place)
{
    diag_put_clean(sink, place->file);
    sink_format(sink, ":%zu:%zu", place->line, place->column);
}

static const char *severity_name(enum diag_severity severity, enum diag_language language)
{
    static const char *const names[][2] = {
        [DIAG_WARNING] = {[DIAG_JAPANESE] = "警告", [DIAG_ENGLISH] = "warning"},
        [DIAG_ERROR] = {[DIAG_JAPANESE] = "エラー", [DIAG_ENGLISH] = "error"},
    };

    return names[severity][language];
}

static const char *message_of(const struct diag *diag, enum diag_language language)
{
    return language == DIAG_JAPANESE ? diag->japanese : diag->english;
}

static void write_text(const struct diag *diag, enum diag_language language, struct sink *sink)
{
    if (diag->at.file != NULL) {
        put_place(sink, &diag->at);
        sink_put_string(sink, ": ");
    }
    sink_put_string(sink, severity_name(diag->severity, language));
    sink_put_char(sink, '[');
    diag_put_clean(sink, diag->name);
    sink_put_string(sink, "] ");
    if (diag->at.pointer != NULL && diag->at.pointer[0] != '\0') {
        diag_put_clean(sink, diag->at.pointer);
        sink_put_string(sink, ": ");
    }
    diag_put_clean(sink, message_of(diag, language));
    sink_put_char(sink, '\n');

    if (diag->wanted.file == NULL)
        return;
    sink_put_string(sink, language == DIAG_JAPANESE ? "    要求元: " : "    wanted by ");
    put_place(sink, &diag->wanted);
    sink_put_char(sink, '\n');
}

static void put_json_text(struct sink *sink, const char *text)
{
    if (text == NULL)
        sink_put_string(sink, "null");
    else
        sink_put_json_string(sink, text, strlen(text));
}

static void put_json_place(struct sink *sink, const struct diag_place *place)
{
    if (place->file == NULL) {
        sink_put_string(sink, "\"file\":null,\"line\":null,\"column\":null");
        return;
    }
    sink_put_string(sink, "\"file\":");
    put_json_text(sink, place->file);
    sink_format(sink, ",\"line\":%zu,\"column\":%zu", place->line, place->column);
}

static void write_json(const struct diag *diag, enum diag_language language, struct sink *sink)
{
    sink_put_string(sink, "{\"code\":");
    put_json_text(sink, diag->name);
    sink_format(sink, ",\"severity\":\"%s\",", severity_name(diag->severity, DIAG_ENGLISH));
    put_json_place(sink, &diag->at);
    sink_put_string(sink, ",\"pointer\":");
    put_json_text(sink, diag->at.pointer);
    sink_put_string(sink, ",\"message\":");
    put_json_text(sink, message_of(diag, language));
    sink_put_string(sink, ",\"wanted_by\":");
    if (diag->wanted.file == NULL) {
        sink_put_string(sink, "null");
    } else {
        sink_put_char(sink, '{');
        put_json_place(sink, &diag->wanted);
        sink_put_char(sink, '}');
    }
    sink_put_string(sink, "}\n");
}

void diags_write_text(const struct diags *diags, enum diag_language language, struct sink *sink)
{
    for (size_t i = 0; i < diags_count(diags); i++)
        write_text(diags_at(diags, i), language, sink);
    if (diags_unkept(diags) > 0)
        sink_format(sink, language == DIAG_JAPANESE ? "ほか %zu 件\n" : "and %zu more\n", diags_unkept(diags));
}

void diags_write_json(const struct diags *diags, enum diag_language language, struct sink *sink)
{
    for (size_t i = 0; i < diags_count(diags); i++)
        write_json(diags_at(diags, i), language, sink);
}
