/*
 * Pictographs (GL-10): in the middle of one em, made smaller where they are wider. Fonts of one colour have no flags
 * and no families, only the letters and the persons these are made of. Up to two such figures stand side by side, three
 * and four in two rows, more in as many rows as columns. Marks (the frame of a keycap) have no advance and stay with
 * the figure before them.
 */
#include "text/composition.h"

#define EM_BOX_MIDDLE 380 /* thousandths of the em above the baseline */
#define AIR 16            /* between figures in rows: this part of their width */
#define KEYCAP 0x20E3
#define KEY_SHADE 30 /* thousandths of the em that the face of a key stands above the middle of the whole key */

/* In font units. */
struct figures {
    int32_t count, columns, rows;
    int32_t cell; /* width and height of a figure's */
};

static struct shaped_glyph *glyphs_of(const struct composition *composition, const struct cluster *cluster)
{
    return &composition->glyphs[cluster->first_glyph];
}

static int32_t thousandths(int32_t units, int32_t count)
{
    return (int32_t)((int64_t)units * count / 1000);
}

static hb_glyph_extents_t ink_of(const struct font_face *face, uint32_t glyph)
{
    hb_glyph_extents_t ink = {0};

    hb_font_get_glyph_extents(face->hb_font, glyph, &ink);
    return ink;
}

/* Above the baseline. */
static int32_t ink_middle(const struct font_face *face, uint32_t glyph)
{
    hb_glyph_extents_t ink = ink_of(face, glyph);

    return ink.y_bearing + ink.height / 2;
}

/* Skin tones */

static bool is_skin_tone(const struct font_face *face, uint32_t glyph)
{
    for (uint32_t c = 0x1F3FB; c <= 0x1F3FF; c++)
        if (font_face_glyph(face, c, 0) == glyph)
            return true;
    return false;
}

/* A font of one colour has no skin tones to show, but for a patch beside the picture. */
static void drop_skin_tones(const struct composition *composition, struct cluster *cluster)
{
    struct shaped_glyph *glyphs = glyphs_of(composition, cluster);
    uint32_t kept = 0;

    for (uint32_t i = 0; i < cluster->glyph_count; i++)
        if (i == 0 || !is_skin_tone(cluster->face, glyphs[i].id))
            glyphs[kept++] = glyphs[i];
    cluster->glyph_count = kept;
}

/* Keycaps */

/* What a key is set like: a picture that is one character, of class ID in UAX #14 as most are. */
#define KEY 0x1F511 /* 🔑 */

/* 1️⃣ is no numeral, nor are # and * in a key what they are alone. */
void set_keycaps(struct composition *composition)
{
    for (size_t i = 0; i < composition->count; i++) {
        struct cluster *cluster = &composition->clusters[i];

        if (!cluster->is_picture || cluster->base >= 0x80)
            continue;
        cluster->base = cluster->shown = KEY;
        cluster->flags = ucd_of(KEY)->flags;
    }
}

/* Fonts stand the digit on the baseline, where it reaches out of its key, and that below the em box. */
static void center_on_key(const struct composition *composition, const struct cluster *cluster)
{
    struct shaped_glyph *glyphs = glyphs_of(composition, cluster);
    const struct font_face *face = cluster->face;
    uint32_t key = font_face_glyph(face, KEYCAP, 0);

    if (cluster->glyph_count != 2 || key == 0 || glyphs[1].id != key)
        return;
    glyphs[0].y = thousandths(face->upem, EM_BOX_MIDDLE + KEY_SHADE) - ink_middle(face, glyphs[0].id);
    glyphs[1].y = thousandths(face->upem, EM_BOX_MIDDLE) - ink_middle(face, key);
}

/* Figures */

static bool begins_figure(const struct composition *composition, const struct cluster *cluster, uint32_t index)
{
    return index == 0 || glyphs_of(composition, cluster)[index].advance > 0;
}

static int32_t columns_for(int32_t count)
{
    int32_t columns = 2;

    while (columns * columns < count)
        columns++;
    return count < 2 ? 1 : columns;
}

/* The larger of what the figures are wide and, where they stand in rows, high. */
static int32_t cell_of(const struct composition *composition, const struct cluster *cluster, int32_t rows)
{
    int32_t cell = cluster->face->full_width;

    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        const struct shaped_glyph *glyph = &glyphs_of(composition, cluster)[i];
        int32_t height = rows > 1 ? -ink_of(cluster->face, glyph->id).height : 0;

        cell = glyph->advance > cell ? glyph->advance : cell;
        cell = height > cell ? height : cell;
    }
    return rows > 1 ? cell + cell / AIR : cell;
}

static struct figures find_figures(const struct composition *composition, const struct cluster *cluster)
{
    struct figures figures = {0};

    for (uint32_t i = 0; i < cluster->glyph_count; i++)
        figures.count += begins_figure(composition, cluster, i);
    figures.columns = columns_for(figures.count);
    figures.rows = (figures.count + figures.columns - 1) / figures.columns;
    figures.cell = cell_of(composition, cluster, figures.rows);
    return figures;
}

/*
 * By how much figure `number` is moved from the picture's left, and raised. In one row all keep the height that the
 * font gives them; in several the ink is in the middle of its cell.
 */
static struct shaped_glyph figure_place(const struct figures *figures, const struct font_face *face,
                                        const struct shaped_glyph *glyph, int32_t number)
{
    int32_t row = number / figures->columns;
    int32_t in_row = row + 1 < figures->rows ? figures->columns : figures->count - row * figures->columns;
    int32_t left = (figures->columns - in_row) * figures->cell / 2 + number % figures->columns * figures->cell;
    int32_t middle = thousandths(figures->columns * figures->cell, EM_BOX_MIDDLE);
    int32_t own = figures->rows > 1 ? ink_middle(face, glyph->id) : thousandths(face->full_width, EM_BOX_MIDDLE);

    return (struct shaped_glyph){
        .x = left + (figures->cell - glyph->advance) / 2,
        .y = middle + (figures->rows - 1 - 2 * row) * figures->cell / 2 - own,
    };
}

/* Positions are from the picture's left, so that only its last glyph has an advance, that of all. */
static void place_figures(const struct composition *composition, const struct cluster *cluster,
                          const struct figures *figures)
{
    struct shaped_glyph *glyphs = glyphs_of(composition, cluster);
    struct shaped_glyph place = {0};
    int32_t number = 0, pen = 0; /* pen: from the figure's start */

    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        int32_t own = glyphs[i].advance;

        if (begins_figure(composition, cluster, i)) {
            place = figure_place(figures, cluster->face, &glyphs[i], number++);
            pen = 0;
        }
        glyphs[i].x += place.x + pen;
        glyphs[i].y += place.y;
        glyphs[i].advance = i + 1 == cluster->glyph_count ? figures->columns * figures->cell : 0;
        pen += own;
    }
}

void settle_picture(const struct composition *composition, struct cluster *cluster)
{
    struct figures figures;

    drop_skin_tones(composition, cluster);
    center_on_key(composition, cluster);
    figures = find_figures(composition, cluster);
    place_figures(composition, cluster, &figures);
    cluster->size = length_scale(cluster->size, cluster->face->full_width, figures.columns * figures.cell);
    cluster->advance = cluster->em;
    cluster->kern = 0;
}
