/* Lengths are in em of the size asked for, with five decimals: an EMU is a hundred-thousandth of an em at 8 pt. */
#include "inspect/answer.h"

#include <stdlib.h>
#include <string.h>

#define DECIMALS 5
#define EM_UNITS 100000

struct answering {
    const struct request *request;
    struct sink *sink;
    length em;
};

static void put_name(const struct answering *answering, const char *name)
{
    sink_put_string(answering->sink, ",\"");
    sink_put_string(answering->sink, name);
    sink_put_string(answering->sink, "\":");
}

static void put_count(const struct answering *answering, const char *name, size_t count)
{
    put_name(answering, name);
    sink_put_integer(answering->sink, (int64_t)count);
}

static void put_string(const struct answering *answering, const char *name, const char *string)
{
    put_name(answering, name);
    sink_put_json_string(answering->sink, string, strlen(string));
}

static void put_bytes(const struct answering *answering, const char *name, size_t start, size_t end)
{
    put_name(answering, name);
    sink_put_json_string(answering->sink, answering->request->text.bytes + start, end - start);
}

static void put_em(const struct answering *answering, const char *name, length value)
{
    put_name(answering, name);
    sink_put_decimal(answering->sink, length_scale(value, EM_UNITS, answering->em), DECIMALS);
}

static void put_thousandths(const struct answering *answering, const char *name, int32_t value)
{
    put_name(answering, name);
    sink_put_decimal(answering->sink, value, 3);
}

/* Commas stand before all elements but the first. */
static void put_comma(const struct answering *answering, size_t index)
{
    if (index > 0)
        sink_put_char(answering->sink, ',');
}

static const char *end_name(enum text_end end)
{
    static const char *const names[] = {
        [TEXT_END_SOFT] = "soft",
        [TEXT_END_FORCED] = "forced",
        [TEXT_END_EMERGENCY] = "emergency",
        [TEXT_END_LAST] = "last",
    };

    return names[end];
}

static void put_cluster(const struct answering *answering, const struct text_inspected_cluster *cluster)
{
    sink_put_string(answering->sink, "{\"cluster\":");
    sink_put_integer(answering->sink, (int64_t)cluster->number);
    put_bytes(answering, "text", cluster->start, cluster->end);
    put_em(answering, "x", cluster->x);
    put_em(answering, "advance", cluster->advance);
    sink_format(answering->sink, ",\"class\":\"cl-%02d\"", cluster->class);
    put_string(answering, "font", cluster->face->postscript);
    sink_put_char(answering->sink, '}');
}

static void put_glyphs(const struct answering *answering, const struct text_inspected_line *line)
{
    put_name(answering, "glyphs");
    sink_put_char(answering->sink, '[');
    for (size_t i = 0; i < line->count; i++) {
        put_comma(answering, i);
        put_cluster(answering, &line->clusters[i]);
    }
    sink_put_char(answering->sink, ']');
}

static void put_gap(const struct answering *answering, const struct text_inspected_gap *gap)
{
    sink_put_string(answering->sink, "{\"before\":");
    sink_put_integer(answering->sink, (int64_t)gap->number);
    put_string(answering, "step", gap->step);
    put_em(answering, "change", gap->change);
    sink_put_char(answering->sink, '}');
}

static void put_explanation(const struct answering *answering, const struct text_inspected_line *line)
{
    put_name(answering, "explain");
    sink_put_string(answering->sink, "{\"end\":");
    if (line->end_rule != NULL)
        sink_put_json_string(answering->sink, line->end_rule, strlen(line->end_rule));
    else
        sink_put_string(answering->sink, "null");
    put_name(answering, "gaps");
    sink_put_char(answering->sink, '[');
    for (size_t i = 0; i < line->gap_count; i++) {
        put_comma(answering, i);
        put_gap(answering, &line->gaps[i]);
    }
    sink_put_string(answering->sink, "]}");
}

static void put_line(const struct answering *answering, const struct text_inspection *inspection, size_t index)
{
    const struct text_inspected_line *line = &inspection->lines[index];
    const struct text_line *set = &inspection->block->lines[index];

    sink_put_string(answering->sink, "{\"text\":");
    sink_put_json_string(answering->sink, answering->request->text.bytes + line->byte_start,
                         line->byte_end - line->byte_start);
    put_count(answering, "start", line->start);
    put_count(answering, "end", line->end);
    put_em(answering, "x", set->x);
    put_em(answering, "advance", set->advance);
    put_em(answering, "hung", set->hung);
    put_string(answering, "end_reason", end_name(set->end_reason));
    put_thousandths(answering, "scale", inspection->block->scale);
    if (answering->request->wants_glyphs)
        put_glyphs(answering, line);
    if (answering->request->wants_explain)
        put_explanation(answering, line);
    sink_put_char(answering->sink, '}');
}

static void put_lines(const struct answering *answering, const struct text_inspection *inspection)
{
    put_name(answering, "lines");
    sink_put_char(answering->sink, '[');
    for (size_t i = 0; i < inspection->block->count; i++) {
        put_comma(answering, i);
        put_line(answering, inspection, i);
    }
    sink_put_char(answering->sink, ']');
}

static void put_breaks(const struct answering *answering, const struct text_inspection *inspection)
{
    put_name(answering, "breaks");
    sink_put_char(answering->sink, '[');
    for (size_t i = 0; i < inspection->break_count; i++) {
        put_comma(answering, i);
        sink_put_integer(answering->sink, (int64_t)inspection->breaks[i]);
    }
    sink_put_char(answering->sink, ']');
}

/* A message about characters ends with the number of the first, from 1 (base/diag_codes.def); others are about all. */
static size_t offset_of(const struct diag *warning)
{
    size_t last = sizeof warning->arg / sizeof warning->arg[0];
    unsigned long long number;
    char *end;

    while (last > 0 && warning->arg[last - 1] == NULL)
        last--;
    if (last == 0 || warning->code == DIAG_TEXT_FIT)
        return 0;
    number = strtoull(warning->arg[last - 1], &end, 10);
    return number > 0 && *end == '\0' ? (size_t)number - 1 : 0;
}

/* What a message says in numbers. */
static void put_numbers(const struct answering *answering, const struct diag *warning)
{
    if (warning->code == DIAG_LINE_OVERFLOW || warning->code == DIAG_GRID_OVERFLOW) {
        put_name(answering, "em");
        sink_put_string(answering->sink, warning->arg[0]);
    } else if (warning->code == DIAG_TEXT_FIT) {
        sink_format(answering->sink, ",\"percent\":%s,\"size\":%s", warning->arg[0], warning->arg[1]);
    }
}

static const char *message_of(const struct diag *diag, enum diag_language language)
{
    return language == DIAG_ENGLISH ? diag->english : diag->japanese;
}

static void put_warnings(const struct answering *answering, const struct diags *diags, enum diag_language language)
{
    put_name(answering, "warnings");
    sink_put_char(answering->sink, '[');
    for (size_t i = 0; i < diags_count(diags); i++) {
        const struct diag *warning = diags_at(diags, i);

        put_comma(answering, i);
        sink_put_string(answering->sink, "{\"code\":");
        sink_put_json_string(answering->sink, warning->name, strlen(warning->name));
        put_count(answering, "offset", offset_of(warning));
        put_numbers(answering, warning);
        put_string(answering, "text", message_of(warning, language));
        sink_put_char(answering->sink, '}');
    }
    sink_put_char(answering->sink, ']');
}

static void begin(const char *id, struct sink *answer)
{
    sink_put_string(answer, "{\"id\":");
    if (id != NULL)
        sink_put_json_string(answer, id, strlen(id));
    else
        sink_put_string(answer, "null");
}

void answer_put(const struct request *request, const struct text_inspection *inspection, const struct diags *diags,
                enum diag_language language, struct sink *answer)
{
    struct answering answering = {request, answer, request->style.size};

    begin(request->id, answer);
    put_lines(&answering, inspection);
    put_em(&answering, "max_content",
           request->max_content != 0 ? request->max_content : inspection->block->max_content);
    if (request->wants_breaks)
        put_breaks(&answering, inspection);
    put_thousandths(&answering, "scale", inspection->block->scale);
    put_name(&answering, "size");
    sink_put_decimal(answer, length_scale(request->paragraph.size, EM_UNITS, LENGTH_PER_PT), DECIMALS);
    put_warnings(&answering, diags, language);
    sink_put_char(answer, '}');
}

void answer_put_error(const char *id, const struct diag *error, enum diag_language language, struct sink *answer)
{
    begin(id, answer);
    sink_put_string(answer, ",\"error\":");
    if (error->at.pointer != NULL && *error->at.pointer != '\0') {
        struct sink text = {0};

        sink_put_string(&text, error->at.pointer);
        sink_put_string(&text, ": ");
        sink_put_string(&text, message_of(error, language));
        sink_put_json_string(answer, text.bytes, text.size);
        sink_close(&text);
    } else {
        sink_put_json_string(answer, message_of(error, language), strlen(message_of(error, language)));
    }
    sink_put_char(answer, '}');
}
