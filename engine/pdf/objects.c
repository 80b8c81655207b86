/* Indirect objects (ISO 32000-2, 7.3.10), those of object streams (7.5.7) too. */
#include "pdf/reading.h"

#include <stdlib.h>
#include <string.h>

/* --- one object --- */

static bool damaged(const struct pdf_cursor *cursor, const char *reason)
{
    return pdf_damaged(cursor->reading, cursor->at, reason);
}

/*
 * Objects, cross-reference sections and the lengths of streams that stand apart: each of them once is no more than the
 * file, so more than that is a file whose objects overlap, made to be read many times.
 */
#define PARSED_MAX 4

bool pdf_spend(struct pdf_reading *reading, size_t at, size_t size)
{
    reading->parsed += size;
    if (reading->parsed / PARSED_MAX <= reading->file->size)
        return true;
    return pdf_damaged(reading, at, DIAG_BOTH("objects overlap", "オブジェクトが重なっています"));
}

static bool take_head(struct pdf_cursor *cursor, struct pdf_object *object)
{
    uint64_t number, generation;

    if (!pdf_take_number(cursor, &number))
        return false;
    pdf_skip_blanks(cursor);
    if (!pdf_take_number(cursor, &generation) || number > UINT32_MAX || generation > UINT16_MAX)
        return false;
    pdf_skip_blanks(cursor);
    object->number = (uint32_t)number;
    object->generation = (uint32_t)generation;
    return pdf_take_word(cursor, "obj");
}

static bool scan_head(struct pdf_cursor *cursor, struct pdf_object *object)
{
    return take_head(cursor, object) ||
           damaged(cursor, DIAG_BOTH("no object begins here", "ここからオブジェクトが始まりません"));
}

static bool scan_tail(struct pdf_cursor *cursor)
{
    pdf_skip_blanks(cursor);
    return pdf_take_word(cursor, "endobj") ||
           damaged(cursor, DIAG_BOTH("an object has no end", "オブジェクトの終わりがありません"));
}

/* The number that the object of a /Length holds; it is read ahead of its turn. */
static bool find_length(struct pdf_reading *reading, const struct pdf_value *reference, int64_t *length)
{
    uint32_t number = reference->as.reference.number;
    const struct pdf_object *named = number < reading->object_count ? &reading->objects[number] : NULL;
    struct pdf_object object;
    uint64_t value;

    if (named == NULL || named->place == PDF_FREE || named->generation != reference->as.reference.generation)
        return false;
    if (named->place == PDF_IN_STREAM)
        return pdf_integer(&named->value, length);
    struct pdf_cursor cursor = pdf_cursor_at(reading, named->start);
    if (!take_head(&cursor, &object) || object.number != number)
        return false;
    pdf_skip_blanks(&cursor);
    if (!pdf_take_number(&cursor, &value) || !pdf_spend(reading, named->start, cursor.at - named->start))
        return false;
    *length = (int64_t)value;
    return true;
}

static bool length_of(struct pdf_reading *reading, const struct pdf_value *dictionary, int64_t *length)
{
    const struct pdf_value *value = pdf_entry(NULL, dictionary, "Length");

    if (value->kind == PDF_REFERENCE ? !find_length(reading, value, length) : !pdf_integer(value, length))
        return false;
    return *length >= 0 && (uint64_t)*length <= reading->file->size;
}

/* 7.3.8.1: "stream" ends its line, and not by a carriage return alone. */
static bool skip_stream_line(struct pdf_cursor *cursor)
{
    if (cursor->at < cursor->size && cursor->bytes[cursor->at] == '\r')
        cursor->at++;
    if (cursor->at >= cursor->size || cursor->bytes[cursor->at] != '\n')
        return damaged(cursor, DIAG_BOTH("no line ends after \"stream\"", "stream の後が改行ではありません"));
    cursor->at++;
    return true;
}

static bool scan_stream(struct pdf_cursor *cursor, struct pdf_value *value)
{
    struct pdf_stream *stream = arena_new(cursor->reading->arena, struct pdf_stream);
    int64_t length;

    if (!skip_stream_line(cursor))
        return false;
    if (!length_of(cursor->reading, value, &length) || (size_t)length > cursor->size - cursor->at)
        return damaged(cursor, DIAG_BOTH("the length of a stream is wrong", "ストリームの長さが正しくありません"));
    *stream = (struct pdf_stream){*value, cursor->bytes + cursor->at, (size_t)length};
    cursor->at += (size_t)length;
    pdf_skip_line_end(cursor);
    if (!pdf_take_word(cursor, "endstream"))
        return damaged(cursor, DIAG_BOTH("a stream does not end where its length says",
                                         "ストリームが、その長さのところで終わっていません"));
    value->kind = PDF_STREAM;
    value->as.stream = stream;
    return true;
}

bool pdf_scan_object(struct pdf_reading *reading, size_t at, struct pdf_object *object)
{
    struct pdf_cursor cursor = pdf_cursor_at(reading, at);

    object->place = PDF_IN_FILE;
    object->start = at;
    if (!scan_head(&cursor, object))
        return false;
    pdf_skip_blanks(&cursor);
    if (!pdf_scan_value(&cursor, &object->value))
        return false;
    pdf_skip_blanks(&cursor);
    if (object->value.kind == PDF_DICTIONARY && pdf_take_word(&cursor, "stream") &&
        !scan_stream(&cursor, &object->value))
        return false;
    if (!scan_tail(&cursor))
        return false;
    object->end = cursor.at;
    return pdf_spend(reading, at, object->end - at);
}

/* --- the objects that the table names --- */

static bool read_named(struct pdf_reading *reading, uint32_t number)
{
    struct pdf_object *object = &reading->objects[number];
    struct pdf_object found = *object;

    if (!pdf_scan_object(reading, object->start, &found))
        return false;
    if (found.number != number || found.generation != object->generation)
        return pdf_damaged(reading, object->start,
                           DIAG_BOTH("another object stands here than the cross-reference table says",
                                     "相互参照表と違うオブジェクトがあります"));
    *object = found;
    object->is_read = true;
    return true;
}

/* --- object streams --- */

/* One of them, decoded; the offsets of its objects count from `first`. */
struct container {
    struct pdf_reading *reading;
    const struct pdf_object *object;
    struct sink bytes;
    size_t first;
    size_t count;
    size_t parsed; /* bytes of its objects so far */
};

static bool container_damaged(const struct container *container)
{
    return pdf_damaged(container->reading, container->object->start,
                       DIAG_BOTH("an object stream is ill-formed", "オブジェクトストリームの形が正しくありません"));
}

static bool open_container(struct container *container)
{
    const struct pdf_value *value = &container->object->value;
    int64_t count, first;

    if (value->kind != PDF_STREAM || !pdf_is_name(pdf_entry(NULL, value, "Type"), "ObjStm") ||
        !pdf_integer(pdf_entry(NULL, value, "N"), &count) || !pdf_integer(pdf_entry(NULL, value, "First"), &first))
        return container_damaged(container);
    if (!pdf_decode_whole(container->reading, value->as.stream, container->object->start, &container->bytes))
        return false;
    if (count < 0 || first < 0 || (uint64_t)first > container->bytes.size || (uint64_t)count > container->bytes.size)
        return container_damaged(container);
    container->first = (size_t)first;
    container->count = (size_t)count;
    return true;
}

static struct pdf_cursor cursor_in(const struct container *container, size_t at, size_t size)
{
    return (struct pdf_cursor){container->reading, container->bytes.bytes, size, at, false};
}

/* The object, when the table says that it is the one of this place. */
static bool read_contained(struct container *container, uint64_t number, size_t index, uint64_t offset)
{
    struct pdf_reading *reading = container->reading;
    struct pdf_object *object = number < reading->object_count ? &reading->objects[number] : NULL;
    size_t room = container->bytes.size - container->first;

    if (object == NULL || object->place != PDF_IN_STREAM || object->container != container->object->number ||
        object->index != index)
        return true;
    if (offset >= room)
        return container_damaged(container);
    struct pdf_cursor cursor = cursor_in(container, container->first + (size_t)offset, container->bytes.size);
    size_t start = cursor.at;
    if (!pdf_scan_value(&cursor, &object->value)) {
        if (reading->cause->code == DIAG_PDF_DAMAGED) /* the place would be one in the decoded bytes */
            container_damaged(container);
        return false;
    }
    object->number = (uint32_t)number;
    object->is_read = true;
    container->parsed += cursor.at - start;
    return container->parsed <= room || container_damaged(container);
}

static bool read_contents(struct container *container)
{
    struct pdf_cursor cursor = cursor_in(container, 0, container->first);
    uint64_t number, offset;

    for (size_t i = 0; i < container->count; i++) {
        pdf_skip_blanks(&cursor);
        if (!pdf_take_number(&cursor, &number))
            return container_damaged(container);
        pdf_skip_blanks(&cursor);
        if (!pdf_take_number(&cursor, &offset))
            return container_damaged(container);
        if (!read_contained(container, number, i, offset))
            return false;
    }
    return true;
}

static bool read_container(struct pdf_reading *reading, uint32_t number)
{
    struct container container = {.reading = reading};
    bool is_good;

    if (number >= reading->object_count || reading->objects[number].place != PDF_IN_FILE)
        return pdf_damaged(reading, 0, DIAG_BOTH("an object stream is missing", "オブジェクトストリームがありません"));
    container.object = &reading->objects[number];
    if (container.object->is_read)
        return true;
    if (!read_named(reading, number))
        return false;
    is_good = open_container(&container) && read_contents(&container);
    sink_close(&container.bytes);
    return is_good;
}

/* Before the other objects, whose lengths may stand in one. */
static bool read_containers(struct pdf_reading *reading)
{
    for (size_t i = 0; i < reading->object_count; i++) {
        const struct pdf_object *object = &reading->objects[i];
        if (object->place != PDF_IN_STREAM)
            continue;
        if (!read_container(reading, object->container))
            return false;
        if (!object->is_read)
            return pdf_damaged(reading, reading->objects[object->container].start,
                               DIAG_BOTH("an object is not in its object stream",
                                         "オブジェクトがオブジェクトストリームの中にありません"));
    }
    return true;
}

/* --- all of them --- */

static int compare_starts(const void *a, const void *b)
{
    const struct pdf_object *left = *(const struct pdf_object *const *)a, *right = *(const struct pdf_object *const *)b;

    return (left->start > right->start) - (left->start < right->start);
}

/* Two objects in the same bytes would be a file that reads differently from two sides. */
static bool check_overlap(struct pdf_reading *reading)
{
    const struct pdf_object **in_file = mem_alloc(mem_size(reading->object_count + 1, sizeof(*in_file)));
    size_t count = 0, bad = 0;

    for (size_t i = 0; i < reading->object_count; i++)
        if (reading->objects[i].place == PDF_IN_FILE)
            in_file[count++] = &reading->objects[i];
    if (count > 1)
        qsort(in_file, count, sizeof(*in_file), compare_starts);
    for (size_t i = 1; i < count && bad == 0; i++)
        if (in_file[i]->start < in_file[i - 1]->end)
            bad = in_file[i]->start;
    free(in_file);
    return bad == 0 || pdf_damaged(reading, bad, DIAG_BOTH("objects overlap", "オブジェクトが重なっています"));
}

bool pdf_read_objects(struct pdf_reading *reading)
{
    if (!read_containers(reading))
        return false;
    for (size_t i = 0; i < reading->object_count; i++)
        if (reading->objects[i].place == PDF_IN_FILE && !reading->objects[i].is_read &&
            !read_named(reading, (uint32_t)i))
            return false;
    return check_overlap(reading);
}
