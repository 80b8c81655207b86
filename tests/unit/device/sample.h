/* Documents built by hand for the tests of devices: text of direct glyph ids, no shaping and no layout. */
#ifndef TESTS_UNIT_DEVICE_SAMPLE_H
#define TESTS_UNIT_DEVICE_SAMPLE_H

#include "base/utf8.h"
#include "device/device.h"

#include <assert.h>
#include <string.h>

#define MM(n) ((length)((n)*36000))
#define PT(n) ((length)((n)*12700))

static const struct source_ref sample_node = {.pointer = "/body/0"};
static const struct device_options sample_options = {.producer = "todoke test", .date = DEVICE_NO_DATE};

static inline struct font_library *sample_fonts(void)
{
    struct diags *diags = diags_open();
    struct font_library *library = font_library_open(&(struct font_options){.folder = "fonts"}, diags);

    assert(library != NULL);
    diags_close(diags);
    return library;
}

static inline const struct font_face *sample_face(const struct font_library *library, const char *name)
{
    return font_library_stack(library, name)->faces[0];
}

/* One glyph a character, each its own cluster, set solid. */
static inline struct glyph_run *sample_run(struct arena *arena, const struct font_face *face, length size,
                                           const char *text)
{
    struct glyph_run *run = arena_new(arena, struct glyph_run);
    size_t text_size = strlen(text);
    struct glyph *glyphs = arena_array(arena, struct glyph, utf8_count(text, text_size));
    int64_t pen = 0; /* font units */

    for (size_t at = 0; at < text_size;) {
        struct glyph *glyph = &glyphs[run->count++];
        glyph->start = (uint32_t)at;
        glyph->id = font_face_glyph(face, utf8_next(text, text_size, &at), 0);
        glyph->end = (uint32_t)at;
        glyph->x = length_scale(pen, size, face->upem);
        pen += hb_font_get_glyph_h_advance(face->hb_font, glyph->id);
        glyph->advance = length_scale(pen, size, face->upem) - glyph->x;
    }
    run->face = face;
    run->size = size;
    run->scale = 1000;
    run->text = arena_copy(arena, text, text_size);
    run->text_size = (uint32_t)text_size;
    run->glyphs = glyphs;
    run->advance = length_scale(pen, size, face->upem);
    return run;
}

static inline struct mark *sample_add_run(struct document *document, size_t page, const struct glyph_run *run, length x,
                                          length y)
{
    struct mark *mark = document_add_mark(document, page, MARK_GLYPHS);

    mark->element = ELEMENT_ROOT;
    mark->node = &sample_node;
    mark->x = x;
    mark->y = y;
    mark->run = run;
    return mark;
}

static inline struct mark *sample_add_text(struct document *document, size_t page, const struct font_face *face,
                                           length size, const char *text, length x, length y)
{
    return sample_add_run(document, page, sample_run(document->arena, face, size, text), x, y);
}

static inline struct mark *sample_add_rule(struct document *document, size_t page, length x, length y, length x2,
                                           length y2, length weight)
{
    struct mark *mark = document_add_mark(document, page, MARK_RULE);

    mark->element = ELEMENT_ARTIFACT;
    mark->node = &sample_node;
    mark->x = x;
    mark->y = y;
    mark->rule.x2 = x2;
    mark->rule.y2 = y2;
    mark->rule.weight = weight;
    return mark;
}

static inline struct mark *sample_add_fill(struct document *document, size_t page, length x, length y, length width,
                                           length height, uint32_t color)
{
    struct mark *mark = document_add_mark(document, page, MARK_FILL);

    mark->element = ELEMENT_ARTIFACT;
    mark->node = &sample_node;
    mark->x = x;
    mark->y = y;
    mark->fill.width = width;
    mark->fill.height = height;
    mark->color = color;
    return mark;
}

#endif
