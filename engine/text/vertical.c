/*
 * Vertical writing (縦書き; VE-1 to VE-4, SP-8). All steps work along the line, whichever way it runs; here it is
 * decided how each cluster stands in it, and glyphs are moved from their horizontal to their vertical places:
 *
 *   upright  with the font's vertical glyph (vert, or vrt2), from its vertical origin (VORG, or vmtx)
 *   rotated  set as in horizontal text, and turned with the whole run by the device
 *   across   縦中横 (JLREQ 3.2.5): several clusters made one before anything else, set like an ideograph
 */
#include "text/composition.h"
#include "text/orientation.h"

#include <hb.h>

/* The em box from the Latin baseline, in thousandths: its top and its middle. */
#define ABOVE_BASELINE 880
#define MIDDLE 380

/* What a row across is set like: JLREQ's class 30 behaves as 19. 水 is also what full width is measured by (GL-5). */
#define IDEOGRAPH 0x6C34

/* More than this cannot be read in one em. */
#define ACROSS_MAX 4

/* Clusters that become one, before fonts are chosen */

static bool is_digit(const struct cluster *cluster)
{
    return cluster->base >= '0' && cluster->base <= '9' && cluster->points == 1;
}

static bool is_shout(const struct cluster *cluster)
{
    return (cluster->base == '!' || cluster->base == '?') && cluster->points == 1;
}

/* Part of a Western word, a number with points and signs, or an address. */
static bool is_western(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];

    return cluster->kind != CLUSTER_ATOM && cluster->base > 0x20 && cluster->base < 0x250 && cluster->base != 0xA0;
}

static size_t row_end(const struct composition *composition, size_t first, bool (*is_of_row)(const struct cluster *))
{
    const struct cluster *clusters = composition->clusters;
    size_t end = first;

    while (end < composition->count && is_of_row(&clusters[end]) && clusters[end].span == clusters[first].span)
        end++;
    return end;
}

/* VE-3: numbers of one or two digits (three where asked for), !! and !?, alone. `first` when there is none. */
static size_t short_row_end(const struct composition *composition, size_t first)
{
    size_t digits = row_end(composition, first, is_digit);
    size_t shouts = row_end(composition, first, is_shout);
    size_t end = digits > first ? digits : shouts;
    size_t most = digits > first && composition->paragraph->tcy == 3 ? 3 : 2;
    bool is_short = end > first && end - first <= most && (digits > first || end - first == 2);

    if (!is_short || (first > 0 && is_western(composition, first - 1)))
        return first;
    return end < composition->count && is_western(composition, end) ? first : end;
}

static bool is_any(const struct cluster *cluster)
{
    return cluster->base > 0x20;
}

/* What a layout wants across; too long a row is set as if it did not. */
static size_t wanted_row_end(const struct composition *composition, size_t first)
{
    size_t end = row_end(composition, first, is_any);
    bool is_behind = first > 0 && composition->clusters[first - 1].span == composition->clusters[first].span;

    return is_behind || end - first > ACROSS_MAX ? first : end;
}

static size_t across_end(const struct composition *composition, size_t first)
{
    const struct cluster *cluster = &composition->clusters[first];

    if (cluster->kind == CLUSTER_ATOM)
        return first;
    if (composition->paragraph->spans[cluster->span].is_upright)
        return wanted_row_end(composition, first);
    return short_row_end(composition, first);
}

/* Clusters first to end - 1 in the place of `to`. */
static void merge(struct composition *composition, size_t to, size_t first, size_t end)
{
    struct cluster whole = composition->clusters[first];

    for (size_t i = first + 1; i < end; i++)
        whole.points += composition->clusters[i].points;
    whole.end = composition->clusters[end - 1].end;
    whole.turn = TURN_ACROSS;
    composition->clusters[to] = whole;
}

void merge_across(struct composition *composition)
{
    size_t to = 0;

    if (!composition->paragraph->is_vertical)
        return;
    for (size_t i = 0; i < composition->count; to++) {
        size_t end = across_end(composition, i);

        if (end > i) {
            merge(composition, to, i, end);
            i = end;
        } else {
            composition->clusters[to] = composition->clusters[i++];
        }
    }
    composition->count = to;
}

/* What is set across, before classes are given */

static fine from_units(const struct cluster *cluster, int64_t units)
{
    return units * fine_from_length(cluster->size) / cluster->face->upem;
}

void set_across(struct composition *composition)
{
    for (size_t i = 0; i < composition->count && composition->paragraph->is_vertical; i++) {
        struct cluster *cluster = &composition->clusters[i];

        if (cluster->turn != TURN_ACROSS)
            continue;
        cluster->base = cluster->shown = IDEOGRAPH;
        cluster->flags = ucd_of(IDEOGRAPH)->flags;
        cluster->advance = cluster->em;
    }
}

/* Glyphs */

/* What is known of the face at hand. */
struct turning {
    struct composition *composition;
    const struct font_face *face;
    bool has_metrics;
};

static bool has_table(const struct font_face *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face->hb_face, tag);
    bool is_there = hb_blob_get_length(blob) > 0;

    hb_blob_destroy(blob);
    return is_there;
}

static void take_face(struct turning *turning, const struct font_face *face)
{
    if (turning->face == face)
        return;
    turning->face = face;
    turning->has_metrics = has_table(face, HB_TAG('v', 'm', 't', 'x'));
}

/* The font's vertical glyph for one that stands for a character of its own, or the glyph itself. */
static uint32_t vertical_glyph(const struct turning *turning, const struct cluster *cluster, uint32_t glyph)
{
    static const hb_tag_t features[] = {HB_TAG('v', 'e', 'r', 't'), HB_TAG('v', 'r', 't', '2')};
    uint32_t found = glyph;

    if (font_face_glyph(turning->face, cluster->shown, 0) != glyph)
        return glyph;
    for (size_t i = 0; i < sizeof features / sizeof features[0] && found == glyph; i++)
        found = find_variant(turning->composition, turning->face, cluster->shown, features[i]).glyph;
    return found;
}

static struct shaped_glyph *glyphs_of(const struct turning *turning, const struct cluster *cluster)
{
    return &turning->composition->glyphs[cluster->first_glyph];
}

/* From here on x of the glyph is below the line's place and y to the right of its middle (font/glyph_run.h). */
static void stand_one(const struct turning *turning, struct cluster *cluster)
{
    struct shaped_glyph *glyph = glyphs_of(turning, cluster);
    hb_font_t *font = turning->face->hb_font;
    uint32_t id = vertical_glyph(turning, cluster, glyph->id);
    int32_t advance = turning->face->full_width;
    hb_position_t x = hb_font_get_glyph_h_advance(font, id) / 2;
    hb_position_t y = turning->face->upem * ABOVE_BASELINE / 1000;

    if (turning->has_metrics) {
        advance = -hb_font_get_glyph_v_advance(font, id);
        hb_font_get_glyph_v_origin(font, id, &x, &y);
    }
    *glyph = (struct shaped_glyph){.id = id, .advance = advance, .x = y, .y = -x};
    cluster->advance = advance == turning->face->full_width ? cluster->em : from_units(cluster, advance);
}

static int32_t width_of(const struct turning *turning, const struct cluster *cluster)
{
    int32_t width = 0;

    for (uint32_t i = 0; i < cluster->glyph_count; i++)
        width += glyphs_of(turning, cluster)[i].advance;
    return width;
}

/* A letter and its marks, a picture, a code: as they stand in horizontal text, in the middle of an em. */
static void stand_several(const struct turning *turning, struct cluster *cluster)
{
    struct shaped_glyph *glyphs = glyphs_of(turning, cluster);
    int32_t width = width_of(turning, cluster);
    int32_t full = turning->face->full_width;
    bool is_made_smaller = (cluster->is_picture || cluster->kind == CLUSTER_CODE) && width > full;
    int32_t em = is_made_smaller ? width : full; /* of the type, in units of these glyphs */
    int32_t pen = cluster->is_picture ? -em / 2 : -width / 2;

    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        int32_t advance = glyphs[i].advance;

        glyphs[i] = (struct shaped_glyph){
            .id = glyphs[i].id,
            .advance = i + 1 == cluster->glyph_count ? em : 0,
            .x = (int32_t)((int64_t)em * turning->face->upem / full * ABOVE_BASELINE / 1000) - glyphs[i].y,
            .y = pen + glyphs[i].x,
        };
        pen += advance;
    }
    cluster->advance = cluster->em;
}

/* VE-2 */
static enum cluster_turn turn_of(const struct turning *turning, const struct cluster *cluster)
{
    uint32_t glyph;

    if (cluster->is_missing || cluster->is_picture)
        return TURN_UPRIGHT;
    switch (orientation_of(cluster->shown)) {
    case ORIENTATION_UPRIGHT:
        return TURN_UPRIGHT;
    case ORIENTATION_ROTATED:
        return TURN_ROTATED;
    case ORIENTATION_TRANSFORMED:
        break;
    }
    if (cluster->glyph_count != 1)
        return TURN_ROTATED;
    glyph = glyphs_of(turning, cluster)->id;
    return vertical_glyph(turning, cluster, glyph) != glyph ? TURN_UPRIGHT : TURN_ROTATED;
}

static void turn_cluster(struct turning *turning, struct cluster *cluster)
{
    take_face(turning, cluster->face);
    cluster->turn = (uint8_t)turn_of(turning, cluster);
    if (cluster->turn == TURN_ROTATED || cluster->kind == CLUSTER_SPACE || cluster->glyph_count == 0)
        return;
    cluster->kern = 0;
    if (cluster->glyph_count == 1 && !cluster->is_picture)
        stand_one(turning, cluster);
    else
        stand_several(turning, cluster);
}

void turn_glyphs(struct composition *composition)
{
    struct turning turning = {.composition = composition};

    if (!composition->paragraph->is_vertical)
        return;
    for (size_t i = 0; i < composition->count; i++) {
        struct cluster *cluster = &composition->clusters[i];

        if (cluster->face != NULL && (cluster->turn == TURN_NONE || cluster->is_missing))
            turn_cluster(&turning, cluster);
    }
}

/* SP-8: 三・一四 and 二、三 are set solid. */

static bool is_kanji_numeral(const struct cluster *cluster)
{
    static const uint32_t numerals[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
                                        0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343};

    for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
        if (numerals[i] == cluster->base)
            return true;
    return false;
}

void close_numerals(struct composition *composition)
{
    for (size_t i = 1; i + 1 < composition->count && composition->paragraph->is_vertical; i++) {
        const struct cluster *cluster = &composition->clusters[i];
        bool is_point = cluster->base == 0x3001 || cluster->base == 0x30FB;

        if (is_point && is_kanji_numeral(cluster - 1) && is_kanji_numeral(cluster + 1))
            composition->gaps[i] = composition->gaps[i + 1] = 0;
    }
}

/* Pieces */

/* The turned baseline is to the left of the line's middle, so that the em boxes of both have the same middle. */
length rotated_baseline(const struct composition *composition, const struct cluster *cluster)
{
    return -length_scale(cluster_style(composition, cluster)->size, MIDDLE, 1000);
}

/* A level run in the middle of its em, condensed where it is wider (VE-3). */
struct text_piece make_across(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];
    const struct shaped_glyph *shaped = &composition->glyphs[cluster->first_glyph];
    struct glyph_run *run = arena_new(composition->arena, struct glyph_run);
    struct glyph *glyphs = arena_array(composition->arena, struct glyph, cluster->glyph_count);
    int64_t pen = 0, units = 0;

    for (uint32_t i = 0; i < cluster->glyph_count; i++)
        units += shaped[i].advance;
    *run = (struct glyph_run){
        .face = cluster->face,
        .size = cluster->size,
        .scale =
            units > cluster->face->full_width ? (int32_t)(1000 * (int64_t)cluster->face->full_width / units) : 1000,
        .text = composition->bytes + cluster->start,
        .text_size = cluster->end - cluster->start,
        .count = cluster->glyph_count,
        .glyphs = glyphs,
    };
    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        length unit = run->scale; /* thousandths */

        glyphs[i] = (struct glyph){
            .id = shaped[i].id,
            .x = length_from_fine(from_units(cluster, pen + shaped[i].x) * unit / 1000),
            .y = cluster->rise + length_from_fine(from_units(cluster, shaped[i].y)),
            .advance = length_from_fine(from_units(cluster, shaped[i].advance) * unit / 1000),
            .end = run->text_size,
        };
        pen += shaped[i].advance;
    }
    run->advance = length_from_fine(from_units(cluster, units) * run->scale / 1000);
    return (struct text_piece){
        .kind = TEXT_PIECE_RUN,
        .run = run,
        .x = length_from_fine(composition->at[at]) + length_scale(cluster->size, ABOVE_BASELINE, 1000),
        .y = -run->advance / 2,
        .width = length_from_fine(cluster->body),
        .start = cluster->start,
        .end = cluster->end,
        .span = cluster->span,
        .tag = composition->paragraph->spans[cluster->span].tag,
    };
}
