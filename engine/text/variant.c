/* Glyphs that a feature of the font gives for one character: half and full widths, and the places of half marks. */
#include "text/composition.h"

/* Below the place where the glyph hangs from its vertical origin, which HarfBuzz has taken off. */
static int32_t moved_down(const struct variant *variant, const hb_glyph_position_t *position)
{
    hb_position_t x, y;

    hb_font_get_glyph_v_origin(variant->face->hb_font, variant->glyph, &x, &y);
    return -(position->y_offset + y);
}

/* Shaped alone, with the feature on and all that would look at neighbours off. */
static void shape_alone(struct variant *variant)
{
    hb_buffer_t *buffer = hb_buffer_create();
    const hb_feature_t features[] = {
        {variant->feature, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    bool is_vertical = variant->feature == HB_TAG('v', 'h', 'a', 'l');
    const hb_glyph_position_t *position;
    unsigned count;

    hb_buffer_add(buffer, variant->c, 0);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, is_vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_KATAKANA);
    hb_buffer_set_language(buffer, hb_language_from_string("ja", -1));
    hb_shape(variant->face->hb_font, buffer, features, sizeof features / sizeof features[0]);
    variant->glyph = hb_buffer_get_glyph_infos(buffer, &count)->codepoint;
    position = hb_buffer_get_glyph_positions(buffer, NULL);
    variant->advance = is_vertical ? -position->y_advance : position->x_advance;
    variant->x = is_vertical ? moved_down(variant, position) : position->x_offset;
    hb_buffer_destroy(buffer);
}

struct variant find_variant(struct composition *composition, const struct font_face *face, uint32_t c, hb_tag_t feature)
{
    struct variant *known;

    if (composition->variants == NULL)
        composition->variants = arena_array(composition->scratch, struct variant, VARIANTS_KNOWN);
    known = &composition->variants[(c ^ c >> 8 ^ feature >> 16) % VARIANTS_KNOWN];
    if (known->face != face || known->c != c || known->feature != feature) {
        *known = (struct variant){.face = face, .c = c, .feature = feature};
        shape_alone(known);
    }
    return *known;
}
