/* The text of a value, as its field's format has it. */
#include "data/binder.h"
#include "data/wareki.h"

#include <inttypes.h>
#include <string.h>

#define APPROXIMATE "頃"
#define FIRST_YEAR "元"
#define JAPAN 540 /* minutes east of UTC */

/* Characters beside the digits that follow them in width: those of dates and numbers. */
#define DATE_SIGNS ",.:/-+()"

static const char *take(struct arena *arena, struct sink *sink)
{
    const char *text = arena_copy(arena, sink->bytes, sink->size);

    sink_close(sink);
    return text;
}

/* --- width of digits ---------------------------------------------------------------------------------------------- */

/* U+FF01 to U+FF5E are the full-width forms of ASCII, in the same order. */
static void put_full_width(struct sink *sink, char c)
{
    unsigned code = 0xFF00u + (unsigned char)c - 0x20;

    sink_put_char(sink, (char)(0xE0 | code >> 12));
    sink_put_char(sink, (char)(0x80 | (code >> 6 & 0x3F)));
    sink_put_char(sink, (char)(0x80 | (code & 0x3F)));
}

static bool is_digit_or(char c, const char *others)
{
    return (c >= '0' && c <= '9') || (c != '\0' && strchr(others, c) != NULL);
}

static const char *to_full_width(struct arena *arena, const char *text, const char *others)
{
    struct sink sink = {0};

    for (; *text != '\0'; text++) {
        if (is_digit_or(*text, others))
            put_full_width(&sink, *text);
        else
            sink_put_char(&sink, *text);
    }
    return take(arena, &sink);
}

/* U+FF10 to U+FF19 are EF BC 90 to EF BC 99. */
static const char *to_half_width(struct arena *arena, const char *text)
{
    struct sink sink = {0};

    while (*text != '\0') {
        bool is_digit =
            strncmp(text, "\xEF\xBC", 2) == 0 && (unsigned char)text[2] >= 0x90 && (unsigned char)text[2] <= 0x99;

        sink_put_char(&sink, is_digit ? (char)('0' + ((unsigned char)text[2] - 0x90)) : *text);
        text += is_digit ? 3 : 1;
    }
    return take(arena, &sink);
}

static const char *set_width(struct arena *arena, const struct field *field, const char *text, const char *others)
{
    switch (field->format.digits) {
    case DIGITS_AS_IS:
        return text;
    case DIGITS_HALF:
        return to_half_width(arena, text);
    case DIGITS_FULL:
        return to_full_width(arena, text, others);
    }
    return text;
}

/* --- text and numbers --------------------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), tail = strlen(end);

    return size >= tail && strcmp(text + size - tail, end) == 0;
}

static bool has_honorific(const char *text)
{
    static const char *const honorifics[] = {"様", "御中", "殿", "先生", "各位", "さま"};

    for (size_t i = 0; i < COUNT(honorifics); i++)
        if (ends_with(text, honorifics[i]))
            return true;
    return false;
}

const char *format_text(struct arena *arena, const struct field *field, const char *text)
{
    const char *written = set_width(arena, field, text, "");

    if (!field->honorific || has_honorific(written))
        return written;
    return arena_format(arena, "%s%s", written, field->honorific);
}

const char *format_integer(struct arena *arena, const struct field *field, int64_t integer)
{
    struct sink sink = {0};

    switch (field->format.number) {
    case NUMBER_PLAIN:
        sink_put_integer(&sink, integer);
        break;
    case NUMBER_COMMA:
        put_comma_number(&sink, integer);
        break;
    case NUMBER_KANJI:
        put_kanji_number(&sink, integer);
        break;
    }
    return set_width(arena, field, take(arena, &sink), ",-");
}

/* --- dates -------------------------------------------------------------------------------------------------------- */

static void put_padded(struct sink *sink, int64_t number)
{
    sink_format(sink, "%02" PRId64, number);
}

static void put_era_year(struct sink *sink, int64_t day)
{
    const struct era *era = era_of(day);
    int64_t year = era ? era_year(era, day) : civil_from_days(day).year;

    if (year == 1)
        sink_put_string(sink, FIRST_YEAR);
    else
        sink_put_integer(sink, year);
}

static void put_zone(struct sink *sink, int32_t offset)
{
    int32_t minutes = offset < 0 ? -offset : offset;

    if (offset == JAPAN)
        sink_put_string(sink, "JST");
    else if (offset == 0)
        sink_put_string(sink, "UTC");
    else
        sink_format(sink, "UTC%c%02d:%02d", offset < 0 ? '-' : '+', (int)(minutes / 60), (int)(minutes % 60));
}

static void put_foreign_zone(struct sink *sink, int32_t offset)
{
    if (offset == JAPAN)
        return;
    sink_put_string(sink, " (");
    put_zone(sink, offset);
    sink_put_string(sink, ")");
}

static void put_date_part(struct sink *sink, const struct date_part *part, const struct datetime *datetime)
{
    static const char *const weekdays[] = {"日", "月", "火", "水", "木", "金", "土"};
    struct civil civil = civil_from_days(datetime->day);
    const struct era *era = era_of(datetime->day);

    switch (part->kind) {
    case DATE_LITERAL:
        sink_put_string(sink, part->literal);
        break;
    case DATE_ERA:
        sink_put_string(sink, era ? era->name : "");
        break;
    case DATE_ERA_YEAR:
        put_era_year(sink, datetime->day);
        break;
    case DATE_WESTERN_YEAR:
        sink_put_integer(sink, civil.year);
        break;
    case DATE_MONTH:
        sink_put_integer(sink, civil.month);
        break;
    case DATE_MONTH_PADDED:
        put_padded(sink, civil.month);
        break;
    case DATE_DAY:
        sink_put_integer(sink, civil.day);
        break;
    case DATE_DAY_PADDED:
        put_padded(sink, civil.day);
        break;
    case DATE_WEEKDAY:
        sink_put_string(sink, weekdays[weekday_of(datetime->day)]);
        break;
    case DATE_HOUR:
        sink_put_integer(sink, datetime->minute / 60);
        break;
    case DATE_HOUR_PADDED:
        put_padded(sink, datetime->minute / 60);
        break;
    case DATE_MINUTE:
        sink_put_integer(sink, datetime->minute % 60);
        break;
    case DATE_MINUTE_PADDED:
        put_padded(sink, datetime->minute % 60);
        break;
    case DATE_ZONE:
        put_zone(sink, datetime->offset);
        break;
    case DATE_FOREIGN_ZONE:
        put_foreign_zone(sink, datetime->offset);
        break;
    }
}

static void put_pattern(struct sink *sink, const struct date_pattern *pattern, const struct datetime *datetime)
{
    for (size_t i = 0; i < pattern->count; i++)
        put_date_part(sink, &pattern->parts[i], datetime);
}

/* Whether it shows a day or a time of day. A zone alone is never approximate. */
static bool shows_moment(const struct date_pattern *pattern)
{
    for (size_t i = 0; i < pattern->count; i++) {
        enum date_part_kind kind = pattern->parts[i].kind;

        if (kind != DATE_LITERAL && kind != DATE_ZONE && kind != DATE_FOREIGN_ZONE)
            return true;
    }
    return false;
}

const char *format_datetime(struct arena *arena, const struct field *field, const struct datetime *datetime)
{
    struct sink sink = {0};

    if (datetime->text)
        return datetime->text;
    put_pattern(&sink, &field->format.date, datetime);
    if (datetime->minute >= 0)
        put_pattern(&sink, &field->format.time, datetime);
    if (datetime->is_approximate && (shows_moment(&field->format.date) || shows_moment(&field->format.time)))
        sink_put_string(&sink, APPROXIMATE);
    return set_width(arena, field, take(arena, &sink), DATE_SIGNS);
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

const char *format_choices(struct arena *arena, const struct field *field, const bool *chosen)
{
    struct sink sink = {0};

    for (size_t i = 0; i < field->choice_count; i++) {
        if (!chosen[i])
            continue;
        sink_put_string(&sink, sink.size == 0 ? "" : field->join);
        sink_put_string(&sink, field->choices[i].label);
    }
    return take(arena, &sink);
}

const char *format_texts(struct arena *arena, const struct field *field, const struct json *items)
{
    struct sink sink = {0};

    for (const struct json *item = items->child; item; item = item->next) {
        const char *text = json_spelling(arena, item);

        if (text[0] == '\0')
            continue;
        sink_put_string(&sink, sink.size == 0 ? "" : field->join);
        sink_put_string(&sink, text);
    }
    return take(arena, &sink);
}
