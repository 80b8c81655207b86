/* device/pdf_glyphs.h - which glyphs of a face are drawn, and the text each of them stands for. */
#ifndef DEVICE_PDF_GLYPHS_H
#define DEVICE_PDF_GLYPHS_H

#include "base/arena.h"
#include "font/glyph_run.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdf_glyph {
    uint32_t id;      /* in the face */
    uint16_t code;    /* in the PDF font; set by pdf_subset_make */
    int16_t width;    /* in thousandths of the em, as the W array has it; set by pdf_subset_make */
    const char *text; /* UTF-8 that ToUnicode gives for it: what it stood for when first seen; borrowed from its run */
    uint32_t text_size;
};

/* A set of glyphs of one face; start by pdf_glyphs_open. Lives in an arena. */
struct pdf_glyphs {
    const struct font_face *face;
    uint16_t *places; /* by glyph id: place in `list` + 1, or 0; a font has at most 65,535 glyphs */
    uint32_t limit;   /* ids are below */
    struct pdf_glyph *list;
    size_t count;
    size_t capacity;
};

struct pdf_glyphs *pdf_glyphs_open(struct arena *arena, const struct font_face *face);

/* The glyph of the set with this id, or NULL. Asked several times for every glyph that is drawn. */
static inline const struct pdf_glyph *pdf_glyphs_find(const struct pdf_glyphs *glyphs, uint32_t id)
{
    assert(id < glyphs->limit);
    uint16_t place = glyphs->places[id];

    return place > 0 ? &glyphs->list[place - 1] : NULL;
}

/* Adds a glyph, unless the set has it already: the first text stays. */
void pdf_glyphs_add(struct arena *arena, struct pdf_glyphs *glyphs, uint32_t id, const char *text, uint32_t text_size);

/* Puts the list in the order of codes. */
void pdf_glyphs_sort(struct pdf_glyphs *glyphs);

/*
 * Walks a run's glyphs with the text each stands for. ToUnicode knows glyphs, not clusters, so a cluster's characters
 * are dealt out to its glyphs: one to each, the rest to the last. A glyph for which none is left stands for no text.
 * Start as {.run = run}; false at the end.
 */
struct pdf_reading {
    const struct glyph_run *run;
    uint32_t next;  /* glyph */
    uint32_t given; /* bytes of run->text dealt out */
    bool is_inside; /* the next glyph goes on with the last one's cluster */
    const char *text;
    uint32_t text_size;
};
const struct glyph *pdf_reading_next(struct pdf_reading *reading);

#endif
