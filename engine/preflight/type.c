/*
 * Type: large enough for its font and the resolution, and no kanji so dense that its strokes run together.
 *
 * White between two strokes that is lower than a pixel row is closed or open as the rows happen to fall. How much of it
 * there is, counted over the columns of the em, tells how a kanji fares: docs/fax.md has the measurements.
 */
#include "preflight/inspection.h"

#include "base/utf8.h"

#include <string.h>

#define KNOWN_GAPS 4096 /* a power of 2, more than the glyphs of most documents */
#define EMU_PER_INCH 914400

/* Closed gaps to a column of the em, of which a kanji has at most so many. */
#define CLOSED_MOST 4

/* Figures, kana and signs have few strokes: of the safe size, in per cent, they need so much. */
#define FEW_STROKES 80

#define STEP (LENGTH_PER_PT / 2)
#define LARGEST (40 * LENGTH_PER_PT)

/* --- size --------------------------------------------------------------------------------------------------------- */

/* CJK ideographs: the unified ones with extension A, compatibility, and the planes beyond. */
static bool is_kanji(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

static bool has_kanji(const struct glyph_run *run)
{
    for (size_t at = 0; at < run->text_size;)
        if (is_kanji(utf8_next(run->text, run->text_size, &at)))
            return true;
    return false;
}

/* The least size of what stands in the run. */
static length needed(const struct fax_resolution *fax, const struct glyph_run *run)
{
    return has_kanji(run) ? fax->type : length_scale(fax->type, FEW_STROKES, 100);
}

/* The name of the coarsest resolution that shows the run as it is, or NULL. */
static const char *better(const struct fax_resolution *fax, const struct glyph_run *run)
{
    for (const struct fax_resolution *other = fax + 1; other < fax_resolutions + FAX_RESOLUTIONS; other++)
        if (run->size >= needed(other, run))
            return other->name;
    return NULL;
}

/* Ruby and the like stand beside what they explain: they only cause a warning. */
static bool is_beside(const struct mark *mark)
{
    return mark->element == ELEMENT_ARTIFACT && mark->artifact == ARTIFACT_LAYOUT && !mark->pointer;
}

static void inspect_size(struct inspection *inspection, const struct mark *mark)
{
    length need = needed(inspection->fax, mark->run);
    const char *sizes;

    if (mark->run->size >= need)
        return;
    sizes = diag_both(inspection->arena,
                      arena_format(inspection->arena, "%s pt, not %s pt", finding_points(inspection, need),
                                   finding_points(inspection, mark->run->size)),
                      arena_format(inspection->arena, "%s pt（現在 %s pt）", finding_points(inspection, need),
                                   finding_points(inspection, mark->run->size)));
    find(inspection, is_beside(mark) ? DIAG_WARNING : DIAG_ERROR, DIAG_FAX_SMALL, mark, inspection->fax->name, sizes,
         better(inspection->fax, mark->run));
}

/* --- density ------------------------------------------------------------------------------------------------------ */

static const struct glyph_gaps *gaps_of(struct inspection *inspection, const struct font_face *face, uint32_t glyph)
{
    size_t place = (glyph * 31u + face->index * 7919u) % KNOWN_GAPS;
    struct known_gaps *known = inspection->known[place];

    if (known && known->face == face && known->glyph == glyph)
        return &known->gaps;
    if (!known)
        known = inspection->known[place] = arena_new(inspection->arena, struct known_gaps);
    known->face = face;
    known->glyph = glyph;
    if (!inspection->measuring ||
        !raster_gaps_measure(inspection->measuring, face, glyph, CLOSED_MOST * GAPS_EM, &known->gaps))
        known->gaps = (struct glyph_gaps){0};
    return &known->gaps;
}

/* A gap of `i` 64ths of the em is lower than a row. */
static bool is_dense(const struct glyph_gaps *gaps, const struct fax_resolution *fax, length size)
{
    unsigned closed = 0;

    for (int64_t i = 1; i < GAPS_EM && i * size * fax->y < (int64_t)GAPS_EM * EMU_PER_INCH * 1000; i++)
        closed += gaps->count[i];
    return closed >= CLOSED_MOST * GAPS_EM;
}

static length size_needed(const struct glyph_gaps *gaps, const struct fax_resolution *fax, length size)
{
    do
        size += STEP;
    while (size < LARGEST && is_dense(gaps, fax, size));
    return size;
}

/* All words of the form's own are one finding: who fills it in cannot change them. */
static struct dense *dense_of(struct inspection *inspection, const struct mark *mark)
{
    struct dense *dense;

    for (size_t i = 0; i < inspection->dense_count; i++) {
        const char *pointer = inspection->dense[i].first->pointer;

        if (mark->pointer ? pointer && strcmp(pointer, mark->pointer) == 0 : !pointer)
            return &inspection->dense[i];
    }
    inspection->dense = arena_grow(inspection->arena, inspection->dense, inspection->dense_count,
                                   &inspection->dense_capacity, sizeof(struct dense));
    dense = &inspection->dense[inspection->dense_count++];
    *dense = (struct dense){.first = mark, .size = mark->run->size};
    return dense;
}

static bool has_character(const struct sink *sink, const char *bytes, size_t size)
{
    for (size_t at = 0; at + size <= sink->size; at++)
        if (memcmp(sink->bytes + at, bytes, size) == 0)
            return true;
    return false;
}

static void note_dense(struct inspection *inspection, const struct mark *mark, const struct glyph *glyph,
                       const struct glyph_gaps *gaps)
{
    struct dense *dense = dense_of(inspection, mark);
    const char *character = mark->run->text + glyph->start;

    if (!has_character(&dense->characters, character, glyph->end - glyph->start))
        sink_put(&dense->characters, character, glyph->end - glyph->start);
    dense->need = length_max(dense->need, size_needed(gaps, inspection->fax, mark->run->size));
    dense->size = length_min(dense->size, mark->run->size);
}

static void inspect_density(struct inspection *inspection, const struct mark *mark)
{
    for (uint32_t i = 0; i < mark->run->count; i++) {
        const struct glyph *glyph = &mark->run->glyphs[i];
        size_t at = glyph->start;
        const struct glyph_gaps *gaps;

        if (glyph->end <= glyph->start || !is_kanji(utf8_next(mark->run->text, mark->run->text_size, &at)))
            continue;
        gaps = gaps_of(inspection, mark->run->face, glyph->id);
        if (is_dense(gaps, inspection->fax, mark->run->size))
            note_dense(inspection, mark, glyph, gaps);
    }
}

void report_dense(struct inspection *inspection)
{
    inspection->finding_count = 0; /* one at most for a value */
    for (size_t i = 0; i < inspection->dense_count; i++) {
        struct dense *dense = &inspection->dense[i];
        const char *characters = arena_copy(inspection->arena, dense->characters.bytes, dense->characters.size);

        find(inspection, DIAG_WARNING, dense->first->pointer ? DIAG_FAX_DENSE : DIAG_FAX_DENSE_LABELS, dense->first,
             characters, finding_points(inspection, dense->need), inspection->fax->name);
        sink_close(&dense->characters);
    }
}

void inspect_type(struct inspection *inspection, const struct mark *mark)
{
    if (!inspection->known) {
        inspection->known = arena_array(inspection->arena, struct known_gaps *, KNOWN_GAPS);
        inspection->measuring = raster_gaps_open();
    }
    inspect_size(inspection, mark);
    inspect_density(inspection, mark);
}
