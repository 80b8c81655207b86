/*
 * Cross-reference tables and streams (ISO 32000-2, 7.5.4, 7.5.5, 7.5.8), from the newest, which the end of the file
 * names, to the oldest. Each belongs to a revision. Of a linearized file (annex F) the first revision has two: the one
 * that is read first stands before the other one.
 */
#include "pdf/reading.h"

#include <stdlib.h>
#include <string.h>

struct section {
    size_t at, end; /* its bytes, to behind "%%EOF" */
    bool has_end;   /* "startxref" and "%%EOF" follow it, and name: */
    uint64_t named;
    bool is_stream;
    struct pdf_value trailer;
    uint32_t *numbers;
    size_t count, capacity;
};

/* All sections, the newest first. */
struct sections {
    struct pdf_reading *reading;
    struct section *list;
    size_t count;
    size_t entries; /* of all of them */
};

static bool damaged(const struct pdf_cursor *cursor, const char *reason)
{
    return pdf_damaged(cursor->reading, cursor->at, reason);
}

static bool bad_table(const struct pdf_cursor *cursor)
{
    return damaged(cursor, DIAG_BOTH("the cross-reference table is ill-formed", "相互参照表の形が正しくありません"));
}

static bool bad_stream(struct pdf_reading *reading, size_t at)
{
    return pdf_damaged(
        reading, at, DIAG_BOTH("the cross-reference stream is ill-formed", "相互参照ストリームの形が正しくありません"));
}

/* --- entries --- */

/* A number several times over is one row of each of many revisions; this many is an attack. */
#define ENTRIES_A_NUMBER 4

static bool make_room(struct pdf_reading *reading, uint64_t number)
{
    size_t room = reading->object_room;

    if (number >= reading->limits->pdf_objects)
        return pdf_beyond(reading, reading->limits->pdf_objects, DIAG_BOTH("objects", "オブジェクトの数"));
    if (number >= room) {
        room = 2 * ((size_t)number + 32);
        reading->objects = mem_grow(reading->objects, room, sizeof(*reading->objects));
        reading->object_room = room;
    }
    for (; reading->object_count <= number; reading->object_count++)
        reading->objects[reading->object_count] = (struct pdf_object){.revision = SIZE_MAX};
    return true;
}

/* What a newer section says stands. The revision is the section's index until revisions are made of sections. */
static bool add_entry(struct sections *sections, uint64_t number, const struct pdf_object *entry)
{
    struct pdf_reading *reading = sections->reading;
    struct section *section = &sections->list[sections->count - 1];

    if (!make_room(reading, number))
        return false;
    if (++sections->entries / ENTRIES_A_NUMBER > reading->limits->pdf_objects)
        return pdf_beyond(reading, reading->limits->pdf_objects, DIAG_BOTH("objects", "オブジェクトの数"));
    section->numbers =
        arena_grow(reading->arena, section->numbers, section->count, &section->capacity, sizeof(*section->numbers));
    section->numbers[section->count++] = (uint32_t)number;
    if (reading->objects[number].revision != SIZE_MAX)
        return true;
    reading->objects[number] = *entry;
    reading->objects[number].number = (uint32_t)number;
    reading->objects[number].revision = sections->count - 1;
    return true;
}

/* --- tables --- */

#define ROW_SIZE 20
#define ROW_OFFSET_DIGITS 10
#define ROW_GENERATION_DIGITS 5

static bool take_digits(const char *text, size_t digits, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (uint64_t)(text[i] - '0');
    }
    return true;
}

static bool is_row_end(const char *text)
{
    return memcmp(text, " \n", 2) == 0 || memcmp(text, " \r", 2) == 0 || memcmp(text, "\r\n", 2) == 0;
}

/* "nnnnnnnnnn ggggg n" and an end of line of two bytes. */
static bool read_row(const char *text, struct pdf_object *entry)
{
    uint64_t offset, generation;

    if (!take_digits(text, ROW_OFFSET_DIGITS, &offset) || text[10] != ' ' ||
        !take_digits(text + 11, ROW_GENERATION_DIGITS, &generation) || text[16] != ' ' || !is_row_end(text + 18) ||
        (text[17] != 'n' && text[17] != 'f'))
        return false;
    *entry = (struct pdf_object){.place = text[17] == 'n' ? PDF_IN_FILE : PDF_FREE, .generation = (uint32_t)generation};
    entry->start = text[17] == 'n' ? (size_t)offset : 0;
    return true;
}

static bool read_rows(struct sections *sections, struct pdf_cursor *cursor, uint64_t first, uint64_t count)
{
    struct pdf_object entry;

    if (count > (cursor->size - cursor->at) / ROW_SIZE)
        return bad_table(cursor);
    for (uint64_t i = 0; i < count; i++, cursor->at += ROW_SIZE)
        if (!read_row(cursor->bytes + cursor->at, &entry))
            return bad_table(cursor);
        else if (!add_entry(sections, first + i, &entry))
            return false;
    return true;
}

/* White space alone: a comment in a table would be read by some and not by others. */
static void skip_white(struct pdf_cursor *cursor)
{
    while (cursor->at < cursor->size && pdf_is_blank(cursor->bytes[cursor->at]))
        cursor->at++;
}

static bool read_subsection(struct sections *sections, struct pdf_cursor *cursor)
{
    uint64_t first, count;

    if (!pdf_take_number(cursor, &first))
        return bad_table(cursor);
    skip_white(cursor);
    if (!pdf_take_number(cursor, &count))
        return bad_table(cursor);
    skip_white(cursor);
    return read_rows(sections, cursor, first, count);
}

static bool read_trailer(struct section *section, struct pdf_cursor *cursor)
{
    size_t start = cursor->at;

    skip_white(cursor);
    if (!pdf_scan_value(cursor, &section->trailer))
        return false;
    if (section->trailer.kind != PDF_DICTIONARY)
        return damaged(cursor, DIAG_BOTH("the trailer is no dictionary", "トレーラーが辞書ではありません"));
    return pdf_spend(cursor->reading, start, cursor->at - start);
}

/* --- streams --- */

#define FIELDS 3
#define FIELD_BYTES_MAX 8

struct columns {
    size_t width[FIELDS];
    size_t row;
};

static bool read_columns(const struct pdf_value *stream, struct columns *columns)
{
    const struct pdf_value *widths = pdf_entry(NULL, stream, "W");
    int64_t width;

    *columns = (struct columns){0};
    if (widths->kind != PDF_ARRAY || widths->as.array.count != FIELDS)
        return false;
    for (size_t i = 0; i < FIELDS; i++) {
        if (!pdf_integer(&widths->as.array.items[i], &width) || width < 0 || width > FIELD_BYTES_MAX)
            return false;
        columns->width[i] = (size_t)width;
        columns->row += (size_t)width;
    }
    return columns->row > 0;
}

static uint64_t field(const char *bytes, size_t width)
{
    uint64_t value = 0;

    for (size_t i = 0; i < width; i++)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

/* Table 18; a kind that is not known is a reference to the null object. */
static bool read_fields(const char *row, const struct columns *columns, struct pdf_object *entry)
{
    uint64_t kind = columns->width[0] > 0 ? field(row, columns->width[0]) : 1;
    uint64_t second = field(row + columns->width[0], columns->width[1]);
    uint64_t third = field(row + columns->width[0] + columns->width[1], columns->width[2]);

    *entry = (struct pdf_object){.place = PDF_FREE};
    if (kind == 1 && third <= UINT16_MAX) {
        entry->place = PDF_IN_FILE;
        entry->start = (size_t)second;
        entry->generation = (uint32_t)third;
    } else if (kind == 2 && second <= UINT32_MAX) {
        entry->place = PDF_IN_STREAM;
        entry->container = (uint32_t)second;
        entry->index = (size_t)third;
    } else if (kind == 1 || kind == 2) {
        return false;
    }
    return true;
}

/* The rows of one pair of /Index, from *at on. */
static bool read_index(struct sections *sections, const struct sink *rows, const struct columns *columns,
                       const int64_t pair[2], size_t *at)
{
    struct pdf_object entry;

    if (pair[0] < 0 || pair[1] < 0 || (uint64_t)pair[1] > (rows->size - *at) / columns->row)
        return bad_stream(sections->reading, sections->list[sections->count - 1].at);
    for (int64_t i = 0; i < pair[1]; i++, *at += columns->row)
        if (!read_fields(rows->bytes + *at, columns, &entry))
            return bad_stream(sections->reading, sections->list[sections->count - 1].at);
        else if (!add_entry(sections, (uint64_t)pair[0] + (uint64_t)i, &entry))
            return false;
    return true;
}

static bool read_all_fields(struct sections *sections, const struct pdf_value *stream, const struct sink *rows)
{
    const struct pdf_value *index = pdf_entry(NULL, stream, "Index");
    size_t at = 0, section_at = sections->list[sections->count - 1].at;
    struct columns columns;
    int64_t pair[2] = {0};

    if (!read_columns(stream, &columns))
        return bad_stream(sections->reading, section_at);
    if (index->kind == PDF_NULL)
        return pdf_integer(pdf_entry(NULL, stream, "Size"), &pair[1]) ? read_index(sections, rows, &columns, pair, &at)
                                                                      : bad_stream(sections->reading, section_at);
    if (index->kind != PDF_ARRAY || index->as.array.count % 2 != 0)
        return bad_stream(sections->reading, section_at);
    for (size_t i = 0; i < index->as.array.count; i += 2)
        if (!pdf_integer(&index->as.array.items[i], &pair[0]) || !pdf_integer(&index->as.array.items[i + 1], &pair[1]))
            return bad_stream(sections->reading, section_at);
        else if (!read_index(sections, rows, &columns, pair, &at))
            return false;
    return true;
}

static bool read_stream(struct sections *sections, size_t at, struct pdf_object *object)
{
    struct sink rows = {0};
    bool is_good;

    *object = (struct pdf_object){0};
    if (!pdf_scan_object(sections->reading, at, object))
        return false;
    if (object->value.kind != PDF_STREAM || !pdf_is_name(pdf_entry(NULL, &object->value, "Type"), "XRef"))
        return bad_stream(sections->reading, at);
    is_good = pdf_decode_whole(sections->reading, object->value.as.stream, at, &rows) &&
              read_all_fields(sections, &object->value, &rows);
    sink_close(&rows);
    return is_good;
}

/* --- sections --- */

static bool is_offset(const struct pdf_reading *reading, const struct pdf_value *value, size_t *offset)
{
    int64_t integer;

    if (!pdf_integer(value, &integer) || integer <= 0 || (uint64_t)integer >= reading->file->size)
        return false;
    *offset = (size_t)integer;
    return true;
}

/* 7.5.8.4: a file for old and new readers has a stream beside its table. */
static bool read_hybrid(struct sections *sections, const struct section *section)
{
    const struct pdf_value *place = pdf_entry(NULL, &section->trailer, "XRefStm");
    struct pdf_object object;
    size_t at;

    if (place->kind == PDF_NULL)
        return true;
    if (!is_offset(sections->reading, place, &at))
        return bad_stream(sections->reading, section->at);
    return read_stream(sections, at, &object);
}

static bool read_table(struct sections *sections, struct pdf_cursor *cursor)
{
    for (skip_white(cursor); !pdf_take_word(cursor, "trailer"); skip_white(cursor))
        if (!read_subsection(sections, cursor))
            return false;
    struct section *section = &sections->list[sections->count - 1];
    return read_trailer(section, cursor) && read_hybrid(sections, section);
}

static bool read_stream_section(struct sections *sections, struct pdf_cursor *cursor)
{
    struct section *section = &sections->list[sections->count - 1];
    struct pdf_object object;

    if (!read_stream(sections, cursor->at, &object))
        return false;
    section->is_stream = true;
    section->trailer = object.value.as.stream->dictionary;
    cursor->at = object.end;
    return true;
}

#define END_MARK "%%EOF"

static bool take_bytes(struct pdf_cursor *cursor, const char *bytes)
{
    size_t size = strlen(bytes);

    if (size > cursor->size - cursor->at || memcmp(cursor->bytes + cursor->at, bytes, size) != 0)
        return false;
    cursor->at += size;
    return true;
}

/* 7.5.5: "startxref", the place, "%%EOF", each in a line. */
static void read_end(struct section *section, struct pdf_cursor *cursor)
{
    section->end = cursor->at;
    skip_white(cursor);
    if (!pdf_take_word(cursor, "startxref"))
        return;
    skip_white(cursor);
    if (!pdf_take_number(cursor, &section->named))
        return;
    skip_white(cursor);
    if (!take_bytes(cursor, END_MARK))
        return;
    pdf_skip_line_end(cursor);
    section->end = cursor->at;
    section->has_end = true;
}

static bool read_section(struct sections *sections, size_t at)
{
    struct pdf_cursor cursor = pdf_cursor_at(sections->reading, at);
    struct section *section = &sections->list[sections->count++];

    *section = (struct section){.at = at};
    if (pdf_take_word(&cursor, "xref") ? !read_table(sections, &cursor) : !read_stream_section(sections, &cursor))
        return false;
    read_end(section, &cursor);
    return true;
}

static bool too_many_revisions(struct pdf_reading *reading)
{
    return pdf_beyond(reading, reading->limits->pdf_revisions, DIAG_BOTH("revisions", "改訂の数"));
}

/* Whether there is an older section, and where. False: damaged, or too many. */
static bool find_older(struct sections *sections, size_t *at, bool *is_there)
{
    const struct section *section = &sections->list[sections->count - 1];
    const struct pdf_value *previous = pdf_entry(NULL, &section->trailer, "Prev");
    const struct limits *limits = sections->reading->limits;

    *is_there = previous->kind != PDF_NULL;
    if (!*is_there)
        return true;
    if (!is_offset(sections->reading, previous, at))
        return pdf_damaged(sections->reading, section->at,
                           DIAG_BOTH("/Prev is no place in the file", "/Prev が不正です"));
    for (size_t i = 0; i < sections->count; i++)
        if (sections->list[i].at == *at)
            return pdf_damaged(
                sections->reading, section->at,
                DIAG_BOTH("cross-reference sections follow each other in a circle", "相互参照が循環しています"));
    if (sections->count > limits->pdf_revisions)
        return too_many_revisions(sections->reading);
    return true;
}

static bool read_sections(struct sections *sections, size_t at)
{
    bool is_there = true;

    while (is_there)
        if (!read_section(sections, at) || !find_older(sections, &at, &is_there))
            return false;
    return true;
}

/* --- revisions --- */

/* How many sections, from this one on, are one revision. */
static size_t sections_of_revision(const struct sections *sections, size_t index)
{
    bool is_linearized = index + 2 == sections->count && sections->list[index + 1].at > sections->list[index].at;

    return is_linearized ? 2 : 1;
}

static size_t later(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void join_numbers(struct arena *arena, const struct section *sections, size_t count,
                         struct pdf_revision *revision)
{
    uint32_t *numbers;

    for (size_t i = 0; i < count; i++)
        revision->count += sections[i].count;
    revision->numbers = numbers = arena_array(arena, uint32_t, revision->count);
    for (size_t i = 0; i < count; i++) {
        if (sections[i].count > 0)
            memcpy(numbers, sections[i].numbers, sections[i].count * sizeof(*numbers));
        numbers += sections[i].count;
    }
}

static void make_revision(const struct sections *sections, size_t index, size_t count, struct pdf_revision *revision)
{
    const struct section *first = &sections->list[index], *last = first + count - 1;
    struct pdf_value *trailer = arena_new(sections->reading->arena, struct pdf_value);

    *trailer = first->trailer;
    *revision = (struct pdf_revision){
        .end = later(first->end, last->end),
        .xref = first->at,
        .trailer = trailer,
        .is_stream = first->is_stream,
    };
    join_numbers(sections->reading->arena, first, count, revision);
}

/* Each begins where the one before ends, has an end, and names its own section. `last` is its last in the file. */
static bool check_revision(struct pdf_reading *reading, const struct section *section, const struct section *last,
                           size_t start)
{
    if (start > section->at)
        return pdf_damaged(reading, section->at, DIAG_BOTH("revisions overlap", "改訂が重なっています"));
    if (!last->has_end)
        return pdf_damaged(reading, last->end,
                           DIAG_BOTH("\"startxref\" and \"%%EOF\" are missing after a cross-reference section",
                                     "相互参照の後に startxref と %%EOF がありません"));
    if (last->named != section->at)
        return pdf_damaged(reading, section->at,
                           DIAG_BOTH("\"startxref\" names another place than the section before it",
                                     "startxref が直前の相互参照を指していません"));
    return true;
}

/* Sections go from the newest, revisions from the oldest. */
static bool make_revisions(const struct sections *sections, struct pdf *pdf)
{
    struct pdf_revision *revisions = arena_array(sections->reading->arena, struct pdf_revision, sections->count);
    bool has_two = sections->count >= 2 && sections_of_revision(sections, sections->count - 2) == 2;
    size_t count = sections->count - has_two;

    if (count > sections->reading->limits->pdf_revisions)
        return too_many_revisions(sections->reading);
    for (size_t i = 0; i < count; i++) {
        size_t index = count - 1 - i, sections_here = i == 0 && has_two ? 2 : 1;
        const struct section *section = &sections->list[index];
        make_revision(sections, index, sections_here, &revisions[i]);
        revisions[i].start = i > 0 ? revisions[i - 1].end : 0;
        if (!check_revision(sections->reading, section, section + sections_here - 1, revisions[i].start))
            return false;
    }
    pdf->revisions = revisions;
    pdf->revision_count = count;
    return true;
}

/* Objects know their section; from now on their revision. */
static void name_revisions(struct pdf_reading *reading, const struct pdf *pdf)
{
    for (size_t i = 0; i < reading->object_count; i++) {
        size_t section = reading->objects[i].revision;
        if (section != SIZE_MAX)
            reading->objects[i].revision = section < pdf->revision_count ? pdf->revision_count - 1 - section : 0;
    }
}

/* --- the end of the file --- */

/* Readers look for it in the last 1,024 bytes (annex I); some leave a little more behind it. */
#define SEARCH_BACK 1100

static bool find_newest(struct pdf_reading *reading, size_t *at)
{
    static const char word[] = "startxref";
    size_t size = strlen(word), end = reading->file->size;
    uint64_t named;

    for (size_t i = end >= size ? end - size + 1 : 0; i > 0 && end - i < SEARCH_BACK; i--) {
        struct pdf_cursor cursor = pdf_cursor_at(reading, i - 1);
        if (!pdf_take_word(&cursor, word))
            continue;
        skip_white(&cursor);
        if (!pdf_take_number(&cursor, &named) || named == 0 || named >= end)
            break;
        *at = (size_t)named;
        return true;
    }
    return pdf_damaged(reading, end, DIAG_BOTH("the end of the file is missing", "ファイルの終わりの部分がありません"));
}

/* What else follows would be read by some programs, and not be there for others. */
static bool check_rest(struct pdf_reading *reading, size_t end)
{
    struct pdf_cursor cursor = pdf_cursor_at(reading, end);

    skip_white(&cursor);
    return cursor.at == cursor.size ||
           pdf_damaged(reading, cursor.at,
                       DIAG_BOTH("bytes follow the end of the file", "ファイルの終わりの後に余分なデータがあります"));
}

bool pdf_read_revisions(struct pdf_reading *reading, struct pdf *pdf)
{
    struct sections sections = {.reading = reading};
    size_t at = 0;

    sections.list = arena_array(reading->arena, struct section, reading->limits->pdf_revisions + 1);
    if (!find_newest(reading, &at) || !read_sections(&sections, at) || !make_revisions(&sections, pdf))
        return false;
    name_revisions(reading, pdf);
    return check_rest(reading, pdf->revisions[pdf->revision_count - 1].end);
}
