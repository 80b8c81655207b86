/*
 * A character no font has, shown by its code (GL-2): its hexadecimal digits in two rows, four for the characters of the
 * first plane and six for the others, in a frame as large as the em box. The digits are glyphs of one cluster, of
 * smaller type; the frame is set with the line like other decoration.
 */
#include "text/composition.h"

#include <stdio.h>

/* In thousandths of an em: the em box from the baseline, and what stands where in it. */
#define BELOW_BASELINE 120
#define MIDDLE 380
#define ROW_PITCH 410
#define DIGIT_SIZE 440 /* at most, so that the two rows part */
#define DIGITS_WIDTH 760
#define FRAME_GAP 50 /* from the em box inwards to the middle of the stroke */
#define FRAME_WEIGHT 35

#define ROWS 2
#define DIGITS_MAX 6

static const char hex_digits[] = "0123456789ABCDEF";

static bool has_digits(const struct font_face *face)
{
    for (const char *digit = hex_digits; *digit != '\0'; digit++)
        if (font_face_glyph(face, (unsigned char)*digit, 0) == 0)
            return false;
    return true;
}

/* So that codes of one text are alike. */
static int32_t widest_digit(const struct font_face *face)
{
    int32_t widest = 1;

    for (const char *digit = hex_digits; *digit != '\0'; digit++) {
        int32_t width = hb_font_get_glyph_h_advance(face->hb_font, font_face_glyph(face, (unsigned char)*digit, 0));

        widest = width > widest ? width : widest;
    }
    return widest;
}

bool take_code(struct composition *composition, struct cluster *cluster, uint32_t c)
{
    const struct font_stack *stack = cluster_style(composition, cluster)->fonts;

    for (size_t i = 0; i < stack->count; i++)
        if (has_digits(stack->faces[i])) {
            cluster->face = stack->faces[i];
            cluster->kind = CLUSTER_CODE;
            cluster->nominal = c;
            return true;
        }
    return false;
}

/* From the baseline to the middle of a digit, in font units. */
static int32_t digit_middle(const struct font_face *face)
{
    hb_glyph_extents_t ink = {0};

    hb_font_get_glyph_extents(face->hb_font, font_face_glyph(face, '0', 0), &ink);
    return ink.y_bearing + ink.height / 2;
}

void emit_code(struct composition *composition, struct cluster *cluster)
{
    const struct font_face *face = cluster->face;
    char digits[DIGITS_MAX + 1];
    int count = snprintf(digits, sizeof digits, cluster->nominal > 0xFFFF ? "%06X" : "%04X", cluster->nominal);
    int columns = count / ROWS;
    int32_t widest = widest_digit(face);
    int64_t fitting = (int64_t)DIGITS_WIDTH * face->full_width / ((int64_t)widest * columns);
    int64_t size = fitting < DIGIT_SIZE ? fitting : DIGIT_SIZE;      /* thousandths of the type's */
    int32_t em = (int32_t)((int64_t)face->full_width * 1000 / size); /* of the type, in units of the digits */
    int32_t middle = (int32_t)((int64_t)em * MIDDLE / 1000) - digit_middle(face);

    cluster->first_glyph = (uint32_t)composition->glyph_count;
    cluster->glyph_count = (uint32_t)count;
    cluster->advance = cluster->em;
    cluster->size = length_scale(cluster->size, size, 1000);
    for (int i = 0; i < count; i++) {
        uint32_t glyph = font_face_glyph(face, (unsigned char)digits[i], 0);
        int32_t own = hb_font_get_glyph_h_advance(face->hb_font, glyph);
        int32_t above = (int32_t)((int64_t)em * ROW_PITCH / 2000) * (i < columns ? 1 : -1);

        add_glyph(composition, (struct shaped_glyph){
                                   .id = glyph,
                                   .advance = i + 1 == count ? em : 0,
                                   .x = em / 2 + (2 * (i % columns) - columns) * widest / 2 + (widest - own) / 2,
                                   .y = middle + above,
                               });
    }
}

/* Along the line the body, across it the em box. */
static struct text_piece make_frame(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];
    length em = cluster_style(composition, cluster)->size;
    length gap = length_scale(em, FRAME_GAP, 1000);
    length bottom = composition->paragraph->is_vertical ? em / 2 : length_scale(em, BELOW_BASELINE, 1000);

    return (struct text_piece){
        .kind = TEXT_PIECE_FRAME,
        .x = length_from_fine(composition->at[at] + cluster->shift) + gap,
        .y = cluster->rise - bottom + gap,
        .width = length_from_fine(cluster->advance) - 2 * gap,
        .height = em - 2 * gap,
        .weight = length_scale(em, FRAME_WEIGHT, 1000),
        .span = cluster->span,
        .tag = composition->paragraph->spans[cluster->span].tag,
    };
}

void add_frames(const struct composition *composition, const struct line_span *line, struct piece_list *list)
{
    if (!composition->is_missing)
        return;
    for (size_t i = line->first; i < line->visible; i++)
        if (composition->clusters[i].kind == CLUSTER_CODE) {
            struct text_piece frame = make_frame(composition, i);

            add_piece(composition, list, &frame);
        }
}
