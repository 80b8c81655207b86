/*
 * The text of a list of items: each by the field's `lines`, parts and lines without any value left out. "{at} " before
 * "{organization}" thus leaves no stray space when `at` is empty.
 */
#include "data/binder.h"

/* What a template gave. */
struct yield {
    bool has_fields;
    bool has_values;
};

static void add_piece(const struct record *record, const struct piece *piece, int32_t row, struct sink *sink,
                      struct yield *yield)
{
    if (piece->when && !record_test(record, piece->when, row))
        return;
    if (piece->kind == PIECE_TEXT) {
        sink_put_string(sink, piece->text);
        return;
    }
    if (piece->kind != PIECE_FIELD)
        return;
    const struct value *value = record_value(record, piece->field, row);
    yield->has_fields = true;
    yield->has_values |= !value->is_empty;
    sink_put_string(sink, value->text);
}

static void add_part(const struct record *record, const struct template *part, int32_t row, struct sink *sink,
                     struct yield *yield)
{
    struct yield own = {false, false};
    size_t start = sink->size;

    for (size_t i = 0; i < part->count; i++)
        add_piece(record, &part->pieces[i], row, sink, &own);
    if (own.has_fields && !own.has_values)
        sink->size = start;
    yield->has_fields |= own.has_fields;
    yield->has_values |= own.has_values;
}

/* A line of its own in `sink`, after `separator` when something stands there since `start`. */
static void add_line(const struct record *record, const struct item_line *line, int32_t row, struct sink *sink,
                     const char *separator)
{
    struct yield yield = {false, false};
    size_t start = sink->size;

    sink_put_string(sink, separator);
    for (size_t i = 0; i < line->part_count; i++)
        add_part(record, &line->parts[i], row, sink, &yield);
    if (yield.has_fields && !yield.has_values)
        sink->size = start;
}

static void add_item(const struct record *record, const struct field *field, int32_t row, struct sink *sink)
{
    size_t start = sink->size;

    for (size_t i = 0; i < field->line_count; i++) {
        const char *separator = sink->size > start ? "\n" : start > 0 ? field->join : "";

        add_line(record, &field->lines[i], row, sink, separator);
    }
}

const char *items_text(const struct record *record, struct arena *arena, int32_t index)
{
    const struct field *field = &record->layout->fields[index];
    struct sink sink = {0};

    for (size_t row = 0; row < record->values[index].row_count; row++)
        add_item(record, field, (int32_t)row, &sink);
    const char *text = sink.size > 0 ? arena_copy(arena, sink.bytes, sink.size) : field->empty;
    sink_close(&sink);
    return text;
}

/* --- who tells what ----------------------------------------------------------------------------------------------- */

static bool is_in_template(const struct record *record, const struct template *template, int32_t member, int32_t row)
{
    for (size_t i = 0; i < template->count; i++) {
        const struct piece *piece = &template->pieces[i];

        if (piece->kind == PIECE_FIELD && piece->field.member == member &&
            (!piece->when || record_test(record, piece->when, row)))
            return true;
    }
    return false;
}

bool record_tells(const struct record *record, struct field_ref member, int32_t row)
{
    const struct field *field = &record->layout->fields[member.field];

    for (size_t i = 0; i < field->line_count; i++)
        for (size_t k = 0; k < field->lines[i].part_count; k++)
            if (is_in_template(record, &field->lines[i].parts[k], member.member, row))
                return true;
    return false;
}

static void use_piece(const struct record *record, const struct piece *piece, int32_t row)
{
    if (piece->kind == PIECE_FIELD && (!piece->when || record_test(record, piece->when, row)))
        record_use(record_value(record, piece->field, row));
}

const char *record_text(const struct record *record, struct arena *arena, const struct template *template, int32_t row)
{
    struct yield yield = {false, false};
    struct sink sink = {0};

    for (size_t i = 0; i < template->count; i++) {
        add_piece(record, &template->pieces[i], row, &sink, &yield);
        use_piece(record, &template->pieces[i], row);
    }
    const char *text = arena_copy(arena, sink.bytes ? sink.bytes : "", sink.size);
    sink_close(&sink);
    return text;
}
