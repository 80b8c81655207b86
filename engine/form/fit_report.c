/* form/fit_report.c - the fit report: JSON lines, as docs/fit-report.md describes them. */
#include "form/content.h"

#include <string.h>

static void put_key(struct sink *sink, const char *key)
{
    sink_put_string(sink, sink->size > 0 && sink->bytes[sink->size - 1] == '{' ? "\"" : ",\"");
    sink_put_string(sink, key);
    sink_put_string(sink, "\":");
}

static void put_text(struct sink *sink, const char *key, const char *text)
{
    put_key(sink, key);
    sink_put_json_string(sink, text, strlen(text));
}

static void put_number(struct sink *sink, const char *key, int64_t number)
{
    put_key(sink, key);
    sink_put_integer(sink, number);
}

/* In `unit`s, to a hundredth. */
static void put_length(struct sink *sink, const char *key, length value, length unit)
{
    put_key(sink, key);
    sink_put_decimal(sink, length_scale(value, 100, unit), 2);
}

static void put_name(struct sink *sink, const struct layout *layout, struct field_ref ref)
{
    const struct field *field = &layout->fields[ref.field];
    struct sink name = {0};

    sink_put_string(&name, field->name);
    if (ref.member >= 0) {
        sink_put_char(&name, '.');
        sink_put_string(&name, field->members[ref.member].name);
    }
    put_key(sink, "field");
    sink_put_json_string(sink, name.bytes, name.size);
    sink_close(&name);
}

/* What it is: the field, and where in the data its value stands. */
static void put_identity(struct sink *sink, const struct record *record, struct field_ref ref, int32_t row)
{
    const struct field *field = layout_field(record->layout, ref);

    put_name(sink, record->layout, ref);
    put_text(sink, "title", field->title);
    if (!field->computed)
        put_text(sink, "pointer", record_value(record, ref, row)->at.pointer);
    if (ref.choice >= 0)
        put_text(sink, "choice", field->choices[ref.choice].code);
}

static void put_place(struct sink *sink, const struct showing_place *place)
{
    sink_put_char(sink, '{');
    put_number(sink, "page", (int64_t)place->page + 1);
    put_length(sink, "x", place->left, LENGTH_PER_MM);
    put_length(sink, "y", place->top, LENGTH_PER_MM);
    put_length(sink, "width", place->right - place->left, LENGTH_PER_MM);
    put_length(sink, "height", place->bottom - place->top, LENGTH_PER_MM);
    sink_put_char(sink, '}');
}

static void put_places(struct sink *sink, const char *key, const struct showing_places *places)
{
    put_key(sink, key);
    sink_put_char(sink, '[');
    for (const struct showing_place *place = places->first; place; place = place->next) {
        if (place != places->first)
            sink_put_char(sink, ',');
        put_place(sink, place);
    }
    sink_put_char(sink, ']');
}

static void put_step(struct sink *sink, const struct showing *showing)
{
    static const char *const names[] = {
        [SHOWING_AS_IS] = "as-is",   [SHOWING_GROWN] = "grow",     [SHOWING_CONDENSED] = "condense",
        [SHOWING_SHRUNK] = "shrink", [SHOWING_ON_SHEET] = "sheet",
    };

    put_text(sink, "step", names[showing->step]);
    if (showing->step == SHOWING_CONDENSED || showing->step == SHOWING_SHRUNK) {
        put_key(sink, "scale");
        sink_put_decimal(sink, showing->scale, 3);
        put_length(sink, "size", showing->size, LENGTH_PER_PT);
    }
    if (showing->step == SHOWING_ON_SHEET)
        put_number(sink, "sheet", showing->sheet);
}

/* Characters of a text, the one mark of a choice. */
static void put_counts(struct sink *sink, const struct showing *showing)
{
    put_key(sink, showing->kind == SHOWING_TEXT ? "characters" : "marks");
    sink_put_char(sink, '{');
    put_number(sink, "in", (int64_t)showing->to_draw);
    put_number(sink, "drawn", (int64_t)showing->drawn);
    sink_put_char(sink, '}');
}

static void put_showing(struct sink *sink, const struct record *record, const struct showing *showing)
{
    sink_put_char(sink, '{');
    put_identity(sink, record, showing->field, showing->row);
    put_step(sink, showing);
    put_counts(sink, showing);
    put_places(sink, "places", &showing->places);
    if (showing->references.first)
        put_places(sink, "references", &showing->references);
    sink_put_string(sink, "}\n");
}

/* --- values that are not shown ------------------------------------------------------------------------------------ */

static void put_hidden(struct sink *sink, const struct account *account, struct field_ref ref, int32_t row)
{
    if (record_value(account->record, ref, row)->is_empty || account_has(account, ref, row))
        return;
    sink_put_char(sink, '{');
    put_identity(sink, account->record, ref, row);
    put_text(sink, "step", "hidden");
    sink_put_string(sink, "}\n");
}

/* A list is shown by its items, or its items by the text of the list. */
static void put_hidden_items(struct sink *sink, const struct account *account, struct field_ref list)
{
    const struct record *record = account->record;
    const struct field *field = &record->layout->fields[list.field];
    bool has_text = account_has(account, list, -1);

    for (int32_t row = 0; (size_t)row < record->values[list.field].row_count; row++)
        for (int32_t i = 0; (size_t)i < field->member_count; i++)
            if (!has_text || !record_tells(record, (struct field_ref){list.field, i, -1}, row))
                put_hidden(sink, account, (struct field_ref){list.field, i, -1}, row);
}

void fit_write(const struct document *document, struct sink *sink)
{
    const struct fit *fit = document->fit;
    struct arena *arena;
    struct account account;

    if (!fit)
        return; /* put together from documents that have one each */
    arena = arena_open();
    account = account_of(arena, fit);
    for (size_t i = 0; i < fit->count; i++)
        put_showing(sink, fit->record, &fit->list[i]);
    for (int32_t i = 0; (size_t)i < fit->record->layout->field_count; i++) {
        struct field_ref field = {i, -1, -1};

        if (fit->record->layout->fields[i].kind == FIELD_EACH)
            put_hidden_items(sink, &account, field);
        else
            put_hidden(sink, &account, field, -1);
    }
    arena_close(arena);
}

void fit_count(const struct document *document, size_t counts[SHOWING_STEPS])
{
    memset(counts, 0, SHOWING_STEPS * sizeof *counts);
    for (size_t i = 0; document->fit && i < document->fit->count; i++)
        counts[document->fit->list[i].step]++;
}
