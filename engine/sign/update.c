/* Everything an update writes has one fixed form, so that equal inputs give equal bytes. */
#include "sign/update.h"

#include "base/sha256.h"

#include <stdlib.h>
#include <string.h>

struct update_edit {
    uint32_t number;
    struct update_change change;
};

static bool ends_in_line_end(const struct source *file)
{
    char last = file->size > 0 ? file->bytes[file->size - 1] : '\n';

    return last == '\n' || last == '\r';
}

/* /Size may be more than the highest number in the table. */
static uint32_t first_free_number(const struct pdf *pdf)
{
    int64_t size;

    if (pdf_integer(pdf_entry(pdf, pdf->trailer, "Size"), &size) && size > (int64_t)pdf->object_count &&
        size < INT32_MAX)
        return (uint32_t)size;
    return (uint32_t)pdf->object_count;
}

void update_begin(struct update *update, const struct pdf *pdf, struct arena *arena, struct sink *out)
{
    *update = (struct update){.pdf = pdf, .arena = arena, .out = out, .next = first_free_number(pdf)};
    sink_put(out, pdf->file->bytes, pdf->file->size);
    if (!ends_in_line_end(pdf->file))
        sink_put_char(out, '\n');
}

uint32_t update_number(struct update *update)
{
    return update->next++;
}

const char *update_reference(struct update *update, uint32_t number)
{
    uint32_t generation = number < update->pdf->object_count ? update->pdf->objects[number].generation : 0;

    return arena_format(update->arena, "%u %u R", (unsigned)number, (unsigned)generation);
}

void update_open_object(struct update *update, uint32_t number)
{
    uint32_t generation = number < update->pdf->object_count ? update->pdf->objects[number].generation : 0;

    update->entries =
        arena_grow(update->arena, update->entries, update->entry_count, &update->entry_room, sizeof(*update->entries));
    update->entries[update->entry_count++] = (struct update_entry){number, generation, update->out->size};
    sink_format(update->out, "%u %u obj\n", (unsigned)number, (unsigned)generation);
}

void update_close_object(struct update *update)
{
    sink_put_string(update->out, "\nendobj\n");
}

uint32_t update_add_stream(struct update *update, const char *entries, const char *bytes, size_t size)
{
    uint32_t number = update_number(update);

    update_open_object(update, number);
    sink_format(update->out, "<<%s/Length %zu>>stream\n", entries, size);
    sink_put(update->out, bytes, size);
    sink_put_string(update->out, "\nendstream");
    update_close_object(update);
    return number;
}

/* --- edits --- */

void update_set(struct update *update, uint32_t number, const char *key, const char *text)
{
    update->edits =
        arena_grow(update->arena, update->edits, update->edit_count, &update->edit_room, sizeof(*update->edits));
    update->edits[update->edit_count++] = (struct update_edit){number, {key, text}};
}

static bool is_changed(const struct update_change *changes, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (changes[i].text != NULL && strcmp(changes[i].key, key) == 0)
            return true;
    return false;
}

/* What stays of the dictionary, then the changes, in their order. */
static void put_changed(struct sink *out, const struct pdf_value *dictionary, const struct update_change *changes,
                        size_t count)
{
    sink_put_string(out, "<<");
    for (size_t i = 0; dictionary->kind == PDF_DICTIONARY && i < dictionary->as.dictionary.count; i++) {
        const struct pdf_entry *entry = &dictionary->as.dictionary.entries[i];
        if (is_changed(changes, count, entry->key))
            continue;
        pdf_write_name(entry->key, out);
        sink_put_char(out, ' ');
        pdf_write_value(&entry->value, out);
    }
    for (size_t i = 0; i < count; i++)
        if (changes[i].text != NULL && !is_changed(changes + i + 1, count - i - 1, changes[i].key)) {
            pdf_write_name(changes[i].key, out);
            sink_format(out, " %s", changes[i].text);
        }
    sink_put_string(out, ">>");
}

static const char *keep(struct update *update, struct sink *sink)
{
    const char *kept = arena_copy(update->arena, sink->bytes, sink->size);

    sink_close(sink);
    return kept;
}

const char *update_with(struct update *update, const struct pdf_value *dictionary, const struct update_change *changes,
                        size_t count)
{
    struct sink sink = {0};

    put_changed(&sink, dictionary, changes, count);
    return keep(update, &sink);
}

const char *update_with_item(struct update *update, const struct pdf_value *array, const char *text)
{
    struct sink sink = {0};

    sink_put_char(&sink, '[');
    for (size_t i = 0; array->kind == PDF_ARRAY && i < array->as.array.count; i++) {
        pdf_write_value(&array->as.array.items[i], &sink);
        sink_put_char(&sink, ' ');
    }
    sink_format(&sink, "%s]", text);
    return keep(update, &sink);
}

static bool is_written(const struct update *update, uint32_t number)
{
    for (size_t i = 0; i < update->entry_count; i++)
        if (update->entries[i].number == number)
            return true;
    return false;
}

static void write_edits_of(struct update *update, uint32_t number)
{
    struct update_change *changes = arena_array(update->arena, struct update_change, update->edit_count);
    size_t count = 0;

    for (size_t i = 0; i < update->edit_count; i++)
        if (update->edits[i].number == number)
            changes[count++] = update->edits[i].change;
    update_open_object(update, number);
    put_changed(update->out, pdf_numbered(update->pdf, number), changes, count);
    update_close_object(update);
}

static void write_edits(struct update *update)
{
    for (size_t i = 0; i < update->edit_count; i++)
        if (!is_written(update, update->edits[i].number))
            write_edits_of(update, update->edits[i].number);
}

/* --- the section --- */

static int compare_numbers(const void *a, const void *b)
{
    const struct update_entry *left = a, *right = b;

    return (left->number > right->number) - (left->number < right->number);
}

/* How many entries from this one on have numbers in a row. */
static size_t run_of(const struct update *update, size_t from)
{
    size_t count = 1;

    while (from + count < update->entry_count &&
           update->entries[from + count].number == update->entries[from].number + count)
        count++;
    return count;
}

/* 14.4: the first identifier stays; the second follows from the bytes before. */
static void put_identifier(struct update *update)
{
    const struct pdf_value *first = pdf_item(update->pdf, pdf_find(update->pdf, update->pdf->trailer, "ID"), 0);
    char hex[SHA256_HEX_SIZE + 1] = "";

    if (first->kind != PDF_STRING || !sha256_hex(update->pdf->file->bytes, update->pdf->file->size, hex))
        return;
    sink_put_string(update->out, "/ID[");
    pdf_write_value(first, update->out);
    sink_format(update->out, "<%.32s>]", hex);
}

static void put_trailer_entry(struct update *update, const char *key)
{
    const struct pdf_value *value = pdf_entry(update->pdf, update->pdf->trailer, key);
    struct sink text = {0};

    if (value->kind == PDF_NULL)
        return;
    pdf_write_value(value, &text);
    sink_format(update->out, "/%s %.*s", key, (int)text.size, text.bytes);
    sink_close(&text);
}

static void put_trailer_entries(struct update *update)
{
    sink_format(update->out, "/Size %u/Prev %zu", (unsigned)update->next,
                update->pdf->revisions[update->pdf->revision_count - 1].xref);
    put_trailer_entry(update, "Root");
    put_trailer_entry(update, "Info");
    put_identifier(update);
}

static void write_table(struct update *update)
{
    struct sink *out = update->out;

    sink_put_string(out, "xref\n");
    for (size_t i = 0, count; i < update->entry_count; i += count) {
        count = run_of(update, i);
        sink_format(out, "%u %zu\n", (unsigned)update->entries[i].number, count);
        for (size_t k = i; k < i + count; k++)
            sink_format(out, "%010zu %05u n \n", update->entries[k].at, (unsigned)update->entries[k].generation);
    }
    sink_put_string(out, "trailer\n<<");
    put_trailer_entries(update);
    sink_put_string(out, ">>\n");
}

#define OFFSET_BYTES 5 /* to 1 TB */

static void put_field(struct sink *rows, uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        sink_put_char(rows, (char)(value >> (8 * i)));
}

/* 7.5.8: a file whose newest section is a stream goes on with one. */
static void write_stream(struct update *update)
{
    struct sink rows = {0};
    uint32_t number = update_number(update);

    update_open_object(update, number);
    qsort(update->entries, update->entry_count, sizeof(*update->entries), compare_numbers);
    sink_format(update->out, "<</Type/XRef/W[1 %d 2]/Index[", OFFSET_BYTES);
    for (size_t i = 0, count; i < update->entry_count; i += count) {
        count = run_of(update, i);
        sink_format(update->out, i > 0 ? " %u %zu" : "%u %zu", (unsigned)update->entries[i].number, count);
    }
    sink_put_char(update->out, ']');
    put_trailer_entries(update);
    for (size_t i = 0; i < update->entry_count; i++) {
        put_field(&rows, 1, 1);
        put_field(&rows, update->entries[i].at, OFFSET_BYTES);
        put_field(&rows, update->entries[i].generation, 2);
    }
    sink_format(update->out, "/Length %zu>>stream\n", rows.size);
    sink_put(update->out, rows.bytes, rows.size);
    sink_put_string(update->out, "\nendstream");
    update_close_object(update);
    sink_close(&rows);
}

void update_end(struct update *update)
{
    write_edits(update);

    size_t at = update->out->size;
    if (update->pdf->revisions[update->pdf->revision_count - 1].is_stream) {
        write_stream(update);
    } else {
        qsort(update->entries, update->entry_count, sizeof(*update->entries), compare_numbers);
        write_table(update);
    }
    sink_format(update->out, "startxref\n%zu\n%%%%EOF\n", at);
}
