/*
 * Glyphs that depend on a class: quotes, doubled dashes, pictographs (picture.c), and the places of marks in half an
 * em. Nothing here changes what a cluster is, only how it is drawn and how wide.
 */
#include "text/composition.h"

static bool is_full(const struct cluster *cluster)
{
    return cluster->advance == cluster->em;
}

static struct shaped_glyph *glyph_of(const struct composition *composition, const struct cluster *cluster)
{
    return &composition->glyphs[cluster->first_glyph];
}

static bool has_one_glyph(const struct cluster *cluster)
{
    return cluster->face != NULL && cluster->glyph_count == 1 && !cluster->is_missing;
}

static fine from_units(const struct cluster *cluster, int64_t units)
{
    return units * fine_from_length(cluster->size) / cluster->face->upem;
}

static void draw_as(const struct composition *composition, struct cluster *cluster, uint32_t glyph, int32_t advance)
{
    *glyph_of(composition, cluster) = (struct shaped_glyph){.id = glyph, .advance = advance};
    cluster->advance = advance == cluster->face->full_width ? cluster->em : from_units(cluster, advance);
    cluster->kern = 0;
}

/* Quotes (table of variants): full-width among Japanese, narrow among Western characters, where the font can. */

static void settle_quote(struct composition *composition, struct cluster *cluster)
{
    bool is_western = cluster->class == CL_WESTERN;
    hb_tag_t feature = is_western ? HB_TAG('p', 'w', 'i', 'd') : HB_TAG('f', 'w', 'i', 'd');
    struct variant variant;

    if (!has_one_glyph(cluster) || is_full(cluster) != is_western)
        return;
    variant = find_variant(composition, cluster->face, cluster->base, feature);
    if ((variant.advance == cluster->face->full_width) != is_western)
        draw_as(composition, cluster, variant.glyph, variant.advance);
}

/*
 * Doubled dashes join without a gap: where a font leaves blanks beside its dash, its box-drawing rule is drawn. In
 * vertical text the same is turned, as vertical glyphs of dashes are of all lengths.
 */

#define RULE 0x2500 /* ─ */

static bool is_dash(uint32_t c)
{
    return c == 0x2014 || c == 0x2015 || c == RULE;
}

/* Whether the ink reaches from one side of a full-width body to the other. */
static bool fills_em(const struct font_face *face, uint32_t glyph)
{
    hb_glyph_extents_t extents;

    return glyph != 0 && hb_font_get_glyph_h_advance(face->hb_font, glyph) == face->full_width &&
           hb_font_get_glyph_extents(face->hb_font, glyph, &extents) && extents.x_bearing <= 0 &&
           extents.x_bearing + extents.width >= face->full_width;
}

static void settle_dash(const struct composition *composition, struct cluster *cluster)
{
    struct shaped_glyph *glyph = glyph_of(composition, cluster);
    uint32_t rule = font_face_glyph(cluster->face, RULE, 0);
    int32_t full = cluster->face->full_width;

    if (!fills_em(cluster->face, glyph->id) && fills_em(cluster->face, rule))
        *glyph = (struct shaped_glyph){.id = rule, .advance = full};
    glyph->x = (full - glyph->advance) / 2;
    cluster->turn = composition->paragraph->is_vertical ? TURN_ROTATED : TURN_NONE;
    cluster->advance = cluster->em;
    cluster->kern = 0;
}

static bool is_same_dash(const struct cluster *cluster, const struct cluster *neighbour)
{
    return neighbour->base == cluster->base && neighbour->face == cluster->face && has_one_glyph(neighbour);
}

static bool is_doubled_dash(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];

    if (!is_dash(cluster->base) || !has_one_glyph(cluster))
        return false;
    return (at > 0 && is_same_dash(cluster, cluster - 1)) ||
           (at + 1 < composition->count && is_same_dash(cluster, cluster + 1));
}

void settle_glyphs(struct composition *composition)
{
    for (size_t i = 0; i < composition->count; i++) {
        struct cluster *cluster = &composition->clusters[i];

        if (cluster->is_picture && cluster->face != NULL && !cluster->is_missing && cluster->glyph_count > 0)
            settle_picture(composition, cluster);
        else if ((cluster->flags & UCD_IN_CONTEXT) != 0 && !composition->paragraph->is_vertical)
            settle_quote(composition, cluster);
        else if (is_doubled_dash(composition, i))
            settle_dash(composition, cluster);
    }
}

fine half_body_shift(struct composition *composition, const struct cluster *cluster, fine usual)
{
    struct variant variant;

    if (cluster->face == NULL || !cluster->face->has_halt || cluster->is_missing)
        return usual;
    variant = find_variant(composition, cluster->face, cluster->base,
                           cluster->turn == TURN_UPRIGHT ? HB_TAG('v', 'h', 'a', 'l') : HB_TAG('h', 'a', 'l', 't'));
    return variant.advance == cluster->face->full_width / 2 ? cluster->em * variant.x / cluster->face->full_width
                                                            : usual;
}
