/*
 * Glyphs and their advances. Most clusters are one glyph of the character map; neighbours that need more (marks,
 * complex scripts, kerned Latin) go to HarfBuzz together, a run of one face, size and script at a time.
 */
#include "base/utf8.h"
#include "text/composition.h"

#include <hb.h>

struct shaping {
    struct composition *composition;
    hb_buffer_t *buffer; /* NULL until a run needs it */
};

void add_glyph(struct composition *composition, struct shaped_glyph glyph)
{
    composition->glyphs = arena_grow(composition->scratch, composition->glyphs, composition->glyph_count,
                                     &composition->glyph_room, sizeof glyph);
    composition->glyphs[composition->glyph_count++] = glyph;
}

static fine from_units(const struct cluster *cluster, int64_t units)
{
    return units * fine_from_length(cluster->size) / cluster->face->upem;
}

static fine from_advance(const struct cluster *cluster, int64_t advance)
{
    return advance == cluster->face->full_width ? cluster->em : from_units(cluster, advance);
}

/* One glyph a cluster */

static void emit_nominal(struct composition *composition, struct cluster *cluster)
{
    int advance = hb_font_get_glyph_h_advance(cluster->face->hb_font, cluster->nominal);

    cluster->first_glyph = (uint32_t)composition->glyph_count;
    cluster->glyph_count = 1;
    cluster->advance = from_advance(cluster, advance);
    add_glyph(composition, (struct shaped_glyph){.id = cluster->nominal, .advance = advance});
}

/* Widths of spaces in 1/72 em, which the font need not have (TX-6). */
struct space_width {
    uint32_t c;
    int width;
};

static const struct space_width space_widths[] = {
    {0x2000, 36}, /* en quad */
    {0x2001, 72}, /* em quad */
    {0x2002, 36}, /* en space */
    {0x2003, 72}, /* em space */
    {0x2004, 24}, /* three to an em */
    {0x2005, 18}, /* four to an em */
    {0x2006, 12}, /* six to an em */
    {0x2009, 12}, /* thin */
    {0x200A, 6},  /* hair */
    {0x202F, 12}, /* narrow no-break */
    {0x205F, 16}, /* medium mathematical */
    {0x3000, 72}, /* ideographic, where the font lacks it */
};

/* U+2007 and U+2008 are as wide as a digit and a full stop of the font. */
static fine glyph_width(const struct cluster *cluster, uint32_t c)
{
    uint32_t glyph = font_face_glyph(cluster->face, c, 0);

    return from_units(cluster, hb_font_get_glyph_h_advance(cluster->face->hb_font, glyph));
}

static fine space_advance(const struct cluster *cluster)
{
    if (cluster->base == 0x2007)
        return glyph_width(cluster, '0');
    if (cluster->base == 0x2008)
        return glyph_width(cluster, '.');
    for (size_t i = 0; i < sizeof space_widths / sizeof space_widths[0]; i++)
        if (space_widths[i].c == cluster->base)
            return cluster->em * space_widths[i].width / 72;
    return cluster->advance;
}

static void emit_space(struct composition *composition, struct cluster *cluster)
{
    emit_nominal(composition, cluster);
    cluster->advance = space_advance(cluster);
}

/* Runs */

/* Kanji and kana share the features of a Japanese font; other scripts are told apart. */
static hb_script_t script_of(uint32_t c)
{
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);

    return script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_HAN ? HB_SCRIPT_KATAKANA : script;
}

static bool is_real_script(hb_script_t script)
{
    return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED;
}

static bool is_same_run(const struct composition *composition, const struct cluster *first,
                        const struct cluster *cluster)
{
    return cluster->kind == CLUSTER_SHAPED && cluster->face == first->face && cluster->size == first->size &&
           (cluster == first || (cluster->turn != TURN_ACROSS && first->turn != TURN_ACROSS)) &&
           cluster_style(composition, cluster) == cluster_style(composition, first);
}

/* End of the run that starts at cluster `first`; *script becomes its script. */
static size_t run_end(const struct composition *composition, size_t first, hb_script_t *script)
{
    const struct cluster *clusters = composition->clusters;
    size_t end = first;

    *script = HB_SCRIPT_COMMON;
    while (end < composition->count && is_same_run(composition, &clusters[first], &clusters[end])) {
        hb_script_t next = script_of(clusters[end].base);

        if (is_real_script(next) && is_real_script(*script) && next != *script)
            break;
        if (is_real_script(next))
            *script = next;
        end++;
    }
    return end;
}

static void fill_buffer(struct shaping *shaping, size_t first, size_t end)
{
    const struct composition *composition = shaping->composition;

    for (size_t i = first; i < end; i++) {
        size_t at = composition->clusters[i].start;

        while (at < composition->clusters[i].end) {
            uint32_t c = utf8_next(composition->bytes, composition->clusters[i].end, &at);

            hb_buffer_add(shaping->buffer, c != UTF8_INVALID ? c : 0xFFFD, (unsigned)i);
        }
    }
    hb_buffer_set_content_type(shaping->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
}

static void prepare_buffer(struct shaping *shaping, const struct cluster *first, hb_script_t script)
{
    const char *language = cluster_style(shaping->composition, first)->language;

    if (shaping->buffer == NULL)
        shaping->buffer = hb_buffer_create();
    hb_buffer_clear_contents(shaping->buffer);
    hb_buffer_set_flags(shaping->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_direction(shaping->buffer, HB_DIRECTION_LTR); /* TX-7 */
    hb_buffer_set_script(shaping->buffer, is_real_script(script) ? script : HB_SCRIPT_KATAKANA);
    hb_buffer_set_language(shaping->buffer, hb_language_from_string(language != NULL ? language : "ja", -1));
}

static bool is_proportional(const struct composition *composition)
{
    return composition->paragraph->spacing == TEXT_SPACING_PALT ||
           composition->paragraph->spacing == TEXT_SPACING_KANA_PALT;
}

/*
 * Latin ligatures and kerning of Japanese are off by default; か゚ needs the ligatures of a Japanese font (TX-2), and
 * proportional Japanese its kerning (GL-7). `width`: a feature for characters of one width, or HB_TAG_NONE.
 */
static void shape_buffer(struct shaping *shaping, const struct font_face *face, hb_script_t script, bool is_tight,
                         hb_tag_t width)
{
    bool is_japanese = script == HB_SCRIPT_KATAKANA;
    const hb_feature_t features[] = {
        {HB_TAG('l', 'i', 'g', 'a'), is_japanese, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('k', 'e', 'r', 'n'), !is_japanese || is_tight, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('p', 'a', 'l', 't'), is_tight, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {width, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    unsigned count = sizeof features / sizeof features[0];

    hb_shape(face->hb_font, shaping->buffer, features, width != HB_TAG_NONE ? count : count - 1);
}

/* Kerning alone makes the advance of a single glyph depend on what follows. */
static int64_t kern_of(struct shaping *shaping, const struct cluster *cluster, int64_t advance, bool is_tight)
{
    const struct shaped_glyph *glyph = &shaping->composition->glyphs[cluster->first_glyph];
    struct variant alone;

    if (cluster->glyph_count != 1 || cluster->points != 1)
        return 0;
    if (!is_tight)
        return advance - hb_font_get_glyph_h_advance(cluster->face->hb_font, glyph->id);
    alone = find_variant(shaping->composition, cluster->face, cluster->base, HB_TAG('p', 'a', 'l', 't'));
    return alone.glyph == glyph->id ? advance - alone.advance : 0;
}

/* Glyphs come in cluster order; a cluster that shaping merged into the one before it has none. */
static void take_glyphs(struct shaping *shaping, size_t first, size_t end, bool is_tight)
{
    struct composition *composition = shaping->composition;
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(shaping->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(shaping->buffer, NULL);
    unsigned next = 0;

    for (size_t i = first; i < end; i++) {
        struct cluster *cluster = &composition->clusters[i];
        int64_t advance = 0;

        cluster->first_glyph = (uint32_t)composition->glyph_count;
        for (; next < count && infos[next].cluster <= i; next++) {
            advance += positions[next].x_advance;
            add_glyph(composition, (struct shaped_glyph){.id = infos[next].codepoint,
                                                         .advance = positions[next].x_advance,
                                                         .x = positions[next].x_offset,
                                                         .y = positions[next].y_offset});
        }
        cluster->glyph_count = (uint32_t)composition->glyph_count - cluster->first_glyph;
        cluster->advance = from_advance(cluster, advance);
        cluster->kern = from_units(cluster, kern_of(shaping, cluster, advance, is_tight));
    }
}

static int64_t total_advance(const struct shaping *shaping)
{
    unsigned count;
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(shaping->buffer, &count);
    int64_t total = 0;

    for (unsigned i = 0; i < count; i++)
        total += positions[i].x_advance;
    return total;
}

/* VE-3: what is set across and is wider than an em has the font's half, third or quarter widths, if it has them. */
static void shape_across(struct shaping *shaping, size_t at, hb_script_t script)
{
    static const hb_tag_t widths[] = {HB_TAG('h', 'w', 'i', 'd'), HB_TAG('t', 'w', 'i', 'd'),
                                      HB_TAG('q', 'w', 'i', 'd')};
    const struct cluster *cluster = &shaping->composition->clusters[at];

    if (cluster->points < 2 || cluster->points > 4 || total_advance(shaping) <= cluster->face->full_width)
        return;
    prepare_buffer(shaping, cluster, script);
    fill_buffer(shaping, at, at + 1);
    shape_buffer(shaping, cluster->face, script, false, widths[cluster->points - 2]);
}

static size_t shape_run(struct shaping *shaping, size_t first)
{
    struct composition *composition = shaping->composition;
    hb_script_t script;
    size_t end = run_end(composition, first, &script);
    bool is_tight = (script == HB_SCRIPT_KATAKANA || !is_real_script(script)) && is_proportional(composition);

    prepare_buffer(shaping, &composition->clusters[first], script);
    fill_buffer(shaping, first, end);
    shape_buffer(shaping, composition->clusters[first].face, script, is_tight, HB_TAG_NONE);
    if (composition->clusters[first].turn == TURN_ACROSS)
        shape_across(shaping, first, script);
    take_glyphs(shaping, first, end, is_tight);
    return end;
}

/* An atom has the em of its style; a face its own full width. */
static fine em_of(const struct cluster *cluster)
{
    if (cluster->face == NULL)
        return fine_from_length(cluster->size);
    return from_units(cluster, cluster->face->full_width);
}

/* Neighbours mostly agree in face and style, and a division each is worth saving. */
static void set_ems(struct composition *composition)
{
    const struct cluster *known = NULL;

    for (size_t i = 0; i < composition->count; i++) {
        struct cluster *cluster = &composition->clusters[i];
        bool is_known = known != NULL && known->face == cluster->face && known->span == cluster->span &&
                        known->size == cluster->size;

        cluster->em = is_known ? known->em : em_of(cluster);
        known = cluster;
    }
}

static void set_widths(struct composition *composition, struct cluster *cluster)
{
    switch ((enum cluster_kind)cluster->kind) {
    case CLUSTER_GLYPH:
    case CLUSTER_HYPHEN:
        emit_nominal(composition, cluster);
        break;
    case CLUSTER_SPACE:
        emit_space(composition, cluster);
        break;
    case CLUSTER_CODE:
        emit_code(composition, cluster);
        break;
    case CLUSTER_ATOM:
        cluster->advance = fine_from_length(composition->paragraph->spans[cluster->span].atom_width);
        break;
    case CLUSTER_SHAPED:
    case CLUSTER_INVISIBLE:
    case CLUSTER_NEWLINE:
        break;
    }
}

void shape(struct composition *composition)
{
    struct shaping shaping = {.composition = composition};
    size_t i = 0;

    composition->glyph_room = composition->count + 1;
    composition->glyphs = arena_array(composition->scratch, struct shaped_glyph, composition->glyph_room);
    set_ems(composition);
    while (i < composition->count) {
        if (composition->clusters[i].kind == CLUSTER_SHAPED)
            i = shape_run(&shaping, i);
        else
            set_widths(composition, &composition->clusters[i++]);
    }
    hb_buffer_destroy(shaping.buffer);
}
