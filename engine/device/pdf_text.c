/*
 * Programs that read a page have glyphs and their places, no words and no lines. What is set with care misleads them:
 * gaps between Japanese and Western characters, letters spread over a box, ruby that parts its base, vertical lines.
 */
#include "device/pdf_text.h"

#include <string.h>

/* One run */

/*
 * Whether the texts that ToUnicode has for the run's glyphs, one after the other, are the run's text. They are not when
 * a glyph stood for other text before (一 U+4E00 and ⼀ U+2F00), or glyphs are not in the order of their characters.
 */
static bool reads_back(const struct pdf_face *face, const struct glyph_run *run)
{
    struct pdf_reading reading = {.run = run};
    const char *expected = run->text;

    for (const struct glyph *glyph; (glyph = pdf_reading_next(&reading)) != NULL;) {
        const struct pdf_glyph *known = pdf_face_choose(face, glyph->id).glyph;
        if (reading.text != expected || reading.text_size == 0 || known->text_size != reading.text_size ||
            memcmp(known->text, reading.text, reading.text_size) != 0)
            return false;
        expected += reading.text_size;
    }
    return expected == run->text + run->text_size;
}

/* Readers take a gap of a tenth of the em (poppler) or more for a space. */
#define WORD_GAP 10

/* Where the glyph ends by its own width, along the line from the run's start. */
static length glyph_end(const struct pdf_face *face, const struct glyph_run *run, uint32_t index)
{
    int64_t units = pdf_face_choose(face, run->glyphs[index].id).glyph->width; /* thousandths of the em */

    return run->glyphs[index].x + length_scale(run->size, units * run->scale, 1000000);
}

/*
 * Whether glyphs stand so far apart that a program reading the page would take the gaps for spaces or columns: text
 * spread over its box (kinto-waritsuke) has such gaps between letters.
 */
static bool is_spread(const struct pdf_face *face, const struct glyph_run *run)
{
    for (uint32_t i = 1; i < run->count; i++) {
        const struct glyph *glyph = &run->glyphs[i - 1];
        length free = run->glyphs[i].x - glyph->x - run->size / WORD_GAP;
        int64_t units = pdf_face_choose(face, glyph->id).glyph->width;
        if (free * 1000000 > units * run->scale * run->size) /* glyph_end, without a division for every glyph */
            return true;
    }
    return false;
}

/* Whether a glyph begins before the one it follows (a mark over its letter): readers go by place, left to right. */
static bool is_overlaid(const struct glyph_run *run)
{
    for (uint32_t i = 1; i < run->count; i++)
        if (run->glyphs[i].x < run->glyphs[i - 1].x)
            return true;
    return false;
}

/* Readers take letters one below the other for so many lines. */
static bool is_readable(const struct pdf_face *face, const struct glyph_run *run)
{
    if (run->is_vertical && run->count > 1)
        return false;
    return reads_back(face, run) && !is_spread(face, run) && !is_overlaid(run);
}

/* Several runs: a line in more than one font, or with ruby */

static bool is_level(const struct mark *first, const struct mark *second)
{
    return first->y == second->y && !first->run->is_rotated && !first->run->is_vertical && !second->run->is_rotated &&
           !second->run->is_vertical;
}

/* Whether readers would part what goes on from `first` to `second`: by a gap, or as it is no level line. */
static bool is_parted(const struct pdf_faces *faces, const struct mark *first, const struct mark *second)
{
    const struct glyph_run *run = first->run;
    length size = length_min(run->size, second->run->size);
    length end;

    if (!second->goes_on || run->count == 0 || second->run->count == 0)
        return false;
    if (!is_level(first, second))
        return true;
    end = first->x + glyph_end(pdf_faces_find(faces, run->face), run, run->count - 1);
    return second->x + second->run->glyphs[0].x - end > size / WORD_GAP;
}

struct pdf_text pdf_text_at(const struct pdf_faces *faces, const struct mark *marks, size_t left)
{
    struct pdf_text text = {.count = 1};

    if (marks->run->count == 0)
        return text;
    while (text.count < left && marks[text.count].kind == MARK_GLYPHS && marks[text.count].element == marks->element &&
           is_parted(faces, &marks[text.count - 1], &marks[text.count]))
        text.count++;
    text.is_spelt = text.count > 1 || !is_readable(pdf_faces_find(faces, marks->run->face), marks->run);
    return text;
}

/* White space at the end of a line */

#define IDEOGRAPHIC_SPACE "\xE3\x80\x80"

static bool begins_with_space(const char *text)
{
    return (text[0] != '\0' && strchr(" \t\r\n", text[0])) ||
           strncmp(text, IDEOGRAPHIC_SPACE, strlen(IDEOGRAPHIC_SPACE)) == 0;
}

bool pdf_text_ends_word(const struct mark *marks, size_t left)
{
    const struct mark *next = &marks[1];

    if (left < 2 || marks->kind != MARK_GLYPHS || marks->run->count == 0 || marks->run->is_vertical ||
        marks->element == ELEMENT_ARTIFACT)
        return false;
    return next->element == marks->element && next->lead && begins_with_space(next->lead);
}
