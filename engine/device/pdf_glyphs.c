/* Sets of glyphs: a list in the order of first use, and an index by glyph id. */
#include "device/pdf_glyphs.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

struct pdf_glyphs *pdf_glyphs_open(struct arena *arena, const struct font_face *face)
{
    struct pdf_glyphs *glyphs = arena_new(arena, struct pdf_glyphs);

    glyphs->face = face;
    glyphs->limit = hb_face_get_glyph_count(face->hb_face);
    glyphs->places = arena_array(arena, uint16_t, glyphs->limit);
    return glyphs;
}

void pdf_glyphs_add(struct arena *arena, struct pdf_glyphs *glyphs, uint32_t id, const char *text, uint32_t text_size)
{
    assert(id < glyphs->limit);
    if (glyphs->places[id] > 0)
        return;

    glyphs->list = arena_grow(arena, glyphs->list, glyphs->count, &glyphs->capacity, sizeof *glyphs->list);
    glyphs->list[glyphs->count++] = (struct pdf_glyph){.id = id, .text = text, .text_size = text_size};
    glyphs->places[id] = (uint16_t)glyphs->count;
}

static int compare_codes(const void *a, const void *b)
{
    const struct pdf_glyph *left = a;
    const struct pdf_glyph *right = b;

    return (left->code > right->code) - (left->code < right->code);
}

void pdf_glyphs_sort(struct pdf_glyphs *glyphs)
{
    if (glyphs->count > 0)
        qsort(glyphs->list, glyphs->count, sizeof *glyphs->list, compare_codes);
    for (size_t i = 0; i < glyphs->count; i++)
        glyphs->places[glyphs->list[i].id] = (uint16_t)(i + 1);
}

const struct glyph *pdf_reading_next(struct pdf_reading *reading)
{
    const struct glyph_run *run = reading->run;
    if (reading->next == run->count)
        return NULL;

    const struct glyph *glyph = &run->glyphs[reading->next++];
    size_t start = reading->is_inside ? reading->given : glyph->start;
    size_t end = glyph->end;
    reading->is_inside = reading->next < run->count && glyph[1].start == glyph->start;
    if (reading->is_inside) {
        end = start;
        if (end < glyph->end)
            utf8_next(run->text, glyph->end, &end);
    }
    reading->text = run->text + start;
    reading->text_size = (uint32_t)(end - start);
    reading->given = (uint32_t)end;
    return glyph;
}
