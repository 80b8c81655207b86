/*
 * Emphasis dots (圏点, DE-2; JLREQ 3.3.9): a dot, or in vertical text a sesame dot, of half the size over the middle of
 * each character. Fonts draw these characters where and as large as they like, so it is the ink that is centred, and
 * glyphs of little ink, such as a Latin bullet, are enlarged. The dots stand for no text: their runs have none.
 */
#include "text/composition.h"

#include <hb.h>

/* The em box reaches 0.88 em above the baseline (FT-4). */
#define ABOVE_BASELINE 880

/* The least that the ink of a dot takes of the text's em, in thousandths: two fifths of the half em it stands in. */
#define INK_LEAST 200

static const uint32_t dots[] = {0x2022, 0x25CF, 0x30FB}; /* • ● ・ */
static const uint32_t sesames[] = {0xFE45, 0x2022, 0x25CF};

/* The glyph of the dots of one style, and the middle of its ink from its origin, y upwards. */
struct dot {
    const struct font_face *face;
    uint32_t glyph;
    length size; /* of the em of its glyph */
    length middle_x, middle_y;
    length half; /* of the ink, across the line */
};

static void measure_dot(struct dot *dot, length em, bool is_vertical)
{
    hb_glyph_extents_t ink = {0};
    int upem = dot->face->upem;
    int64_t widest;

    hb_font_get_glyph_extents(dot->face->hb_font, dot->glyph, &ink);
    widest = ink.width > -ink.height ? ink.width : -ink.height;
    dot->size = em / 2;
    if (widest > 0)
        dot->size = length_max(dot->size, length_scale(em, (int64_t)upem * INK_LEAST, 1000 * widest));
    dot->middle_x = length_scale(dot->size, 2 * (int64_t)ink.x_bearing + ink.width, 2 * (int64_t)upem);
    dot->middle_y = length_scale(dot->size, 2 * (int64_t)ink.y_bearing + ink.height, 2 * (int64_t)upem);
    dot->half = length_scale(dot->size, is_vertical ? ink.width : -ink.height, 2 * (int64_t)upem);
}

/* False when no face has one. */
static bool find_dot(const struct text_style *style, bool is_vertical, struct dot *dot)
{
    const uint32_t *wanted = is_vertical ? sesames : dots;

    for (size_t c = 0; c < sizeof dots / sizeof dots[0]; c++)
        for (size_t i = 0; i < style->fonts->count; i++) {
            uint32_t glyph = font_face_glyph(style->fonts->faces[i], wanted[c], 0);

            if (glyph == 0)
                continue;
            *dot = (struct dot){.face = style->fonts->faces[i], .glyph = glyph};
            measure_dot(dot, style->size, is_vertical);
            return true;
        }
    return false;
}

static bool is_punctuation(const struct cluster *cluster)
{
    switch (cluster->class) {
    case CL_OPENING:
    case CL_CLOSING:
    case CL_HYPHEN:
    case CL_DIVIDING:
    case CL_MIDDLE_DOT:
    case CL_FULL_STOP:
    case CL_COMMA:
    case CL_INSEPARABLE:
    case CL_WIDE_SPACE:
    case CL_WORD_SPACE:
        return true;
    case CL_NUMERAL:
    case CL_WESTERN:
        return (cluster->flags & UCD_ALNUM) == 0;
    default:
        return false;
    }
}

static bool has_dot(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];

    if ((composition->paragraph->spans[cluster->span].decoration & TEXT_EMPHASIS) == 0)
        return false;
    return cluster->face != NULL && !cluster_is_transparent(cluster) && !is_punctuation(cluster);
}

static length middle_of(const struct composition *composition, size_t at)
{
    return length_from_fine(composition->at[at] + composition->clusters[at].body / 2);
}

/* From the run's start, which is the first dot's own place. In vertical runs x goes down and y to the right. */
static void put_dots(const struct composition *composition, size_t first, size_t end, const struct dot *dot,
                     struct glyph *glyphs)
{
    bool is_vertical = composition->paragraph->is_vertical;
    size_t count = 0;

    for (size_t i = first; i < end; i++)
        if (has_dot(composition, i))
            glyphs[count++] = (struct glyph){
                .id = dot->glyph,
                .x = middle_of(composition, i) - middle_of(composition, first),
                .y = is_vertical ? -dot->middle_x : -dot->middle_y,
            };
}

static struct text_piece make_dots(const struct composition *composition, size_t first, size_t end, size_t count,
                                   const struct dot *dot)
{
    const struct text_style *style = cluster_style(composition, &composition->clusters[first]);
    bool is_vertical = composition->paragraph->is_vertical;
    struct glyph_run *run = arena_new(composition->arena, struct glyph_run);
    struct glyph *glyphs = arena_array(composition->arena, struct glyph, count);

    put_dots(composition, first, end, dot, glyphs);
    *run = (struct glyph_run){
        .face = dot->face,
        .size = dot->size,
        .scale = 1000,
        .is_vertical = is_vertical,
        .text = "",
        .count = (uint32_t)count,
        .glyphs = glyphs,
        .advance = glyphs[count - 1].x + dot->size,
    };
    return (struct text_piece){
        .kind = TEXT_PIECE_RUN,
        .run = run,
        .x = middle_of(composition, first) + (is_vertical ? dot->middle_y : -dot->middle_x),
        .y = (is_vertical ? style->size / 2 : length_scale(style->size, ABOVE_BASELINE, 1000)) +
             ruby_reach(composition, first, end) + style->size / 4,
        .width = run->advance,
        .is_annotation = true,
        .span = composition->clusters[first].span,
        .tag = composition->paragraph->spans[composition->clusters[first].span].tag,
    };
}

/* The dots of the span that cluster `first` is of, on this line; gives the end of what it looked at. */
static size_t add_span_dots(const struct composition *composition, const struct line_span *line, size_t first,
                            struct piece_list *list)
{
    const struct cluster *clusters = composition->clusters;
    const struct text_style *style = cluster_style(composition, &clusters[first]);
    size_t count = 0, end = first;
    struct text_piece piece;
    struct dot dot;

    for (; end < line->visible && clusters[end].span == clusters[first].span; end++)
        count += has_dot(composition, end);
    if (!find_dot(style, composition->paragraph->is_vertical, &dot))
        return end;
    piece = make_dots(composition, first, end, count, &dot);
    add_piece(composition, list, &piece);
    return end;
}

/* Outside the ruby, where there is any. */
void make_room_for_emphasis(const struct composition *composition, struct line_room *room)
{
    const struct text_style *measured = NULL;
    struct dot dot = {0};

    for (size_t i = 0; i < composition->count; i++) {
        const struct text_style *style = cluster_style(composition, &composition->clusters[i]);
        length reach = ruby_reach(composition, i, i + 1);

        if (!has_dot(composition, i))
            continue;
        if (style != measured && !find_dot(style, composition->paragraph->is_vertical, &dot))
            continue;
        measured = style;
        widen_room(composition, room, style->size, reach + style->size / 4 + dot.half, 0);
    }
}

void add_emphasis(const struct composition *composition, const struct line_span *line, struct piece_list *list)
{
    size_t i = line->first;

    while (i < line->visible)
        i = has_dot(composition, i) ? add_span_dots(composition, line, i, list) : i + 1;
}
