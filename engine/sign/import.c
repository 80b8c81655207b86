/* Objects are copied as they are, streams still compressed; only the numbers change. */
#include "sign/import.h"

#include <string.h>

struct import {
    struct update *update;
    const struct pdf *other;
    uint32_t *new_numbers; /* by old number; 0: not met yet */
    uint32_t *queue;       /* old numbers that were met, in that order; the first `done` are copied */
    size_t met, done;
};

/* For pdf_write_renumbered: an object that is met is one to copy. */
static uint32_t renumber(void *context, uint32_t number)
{
    struct import *import = context;

    if (number >= import->other->object_count)
        return 0; /* as free as there */
    if (import->new_numbers[number] == 0) {
        import->new_numbers[number] = update_number(import->update);
        import->queue[import->met++] = number;
    }
    return import->new_numbers[number];
}

static struct pdf_renumbering renumbering_of(struct import *import)
{
    return (struct pdf_renumbering){renumber, import};
}

static const char *text_of(struct import *import, const struct pdf_value *value)
{
    struct pdf_renumbering renumbering = renumbering_of(import);
    struct sink text = {0};

    pdf_write_renumbered(value, &renumbering, &text);
    const char *kept = arena_copy(import->update->arena, text.bytes, text.size);
    sink_close(&text);
    return kept;
}

static void copy_object(struct import *import, uint32_t number)
{
    const struct pdf_value *value = pdf_numbered(import->other, number);
    struct sink *out = import->update->out;

    update_open_object(import->update, import->new_numbers[number]);
    sink_put_string(out, text_of(import, value));
    if (value->kind == PDF_STREAM) {
        sink_put_string(out, "stream\n");
        sink_put(out, value->as.stream->bytes, value->as.stream->size);
        sink_put_string(out, "\nendstream");
    }
    update_close_object(import->update);
}

/* The page's content, of one stream or of several (ISO 32000-2, table 31). */
static bool decode_content(const struct pdf *pdf, const struct pdf_value *content, const struct limits *limits,
                           struct sink *out, struct arena *arena, struct diag_cause *cause)
{
    if (content->kind == PDF_STREAM)
        return pdf_decode(pdf, content->as.stream, limits, out, NULL, arena, cause);
    for (size_t i = 0; i < pdf_count(pdf, content); i++) {
        const struct pdf_value *part = pdf_item(pdf, content, i);
        if (part->kind == PDF_STREAM && !pdf_decode(pdf, part->as.stream, limits, out, NULL, arena, cause))
            return false;
        sink_put_char(out, '\n');
    }
    return true;
}

static uint32_t add_form(struct import *import, const struct pdf_value *page, const struct sink *content)
{
    const char *box = text_of(import, pdf_inherited(import->other, page, "MediaBox"));
    const char *resources = text_of(import, pdf_inherited(import->other, page, "Resources"));
    const char *entries =
        arena_format(import->update->arena, "/Type/XObject/Subtype/Form/BBox%s/Resources %s", box, resources);

    return update_add_stream(import->update, entries, content->bytes, content->size);
}

uint32_t sign_import_page(struct update *update, const struct pdf *other, const struct limits *limits,
                          struct diag_cause *cause)
{
    struct import import = {
        .update = update,
        .other = other,
        .new_numbers = arena_array(update->arena, uint32_t, other->object_count),
        .queue = arena_array(update->arena, uint32_t, other->object_count),
    };
    struct sink content = {0};
    uint32_t number = 0;
    size_t count;
    const struct pdf_value *pages = pdf_pages(other, update->arena, &count, cause);

    if (pages == NULL)
        return 0;
    if (decode_content(other, pdf_find(other, &pages[0], "Contents"), limits, &content, update->arena, cause))
        number = add_form(&import, &pages[0], &content);
    sink_close(&content);
    while (number != 0 && import.done < import.met)
        copy_object(&import, import.queue[import.done++]);
    return number;
}
