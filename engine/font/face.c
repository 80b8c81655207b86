/* Offsets are those of the OpenType 1.9 tables head, hhea and OS/2; a table too short for a field gives its default. */
#include "font/face.h"

#include <hb-ot.h>

#define TAG_HEAD HB_TAG('h', 'e', 'a', 'd')
#define TAG_HHEA HB_TAG('h', 'h', 'e', 'a')
#define TAG_OS2 HB_TAG('O', 'S', '/', '2')
#define TAG_GLYF HB_TAG('g', 'l', 'y', 'f')
#define TAG_GPOS HB_TAG('G', 'P', 'O', 'S')
#define TAG_KERN HB_TAG('k', 'e', 'r', 'n')

struct table {
    hb_blob_t *blob;
    const unsigned char *bytes;
    unsigned size;
};

static struct table table_open(hb_face_t *face, hb_tag_t tag)
{
    struct table table = {.blob = hb_face_reference_table(face, tag)};

    table.bytes = (const unsigned char *)hb_blob_get_data(table.blob, &table.size);
    return table;
}

static int table_int16(const struct table *table, unsigned at, int missing)
{
    if (at + 2 > table->size)
        return missing;
    return (int16_t)(uint16_t)(table->bytes[at] << 8 | table->bytes[at + 1]);
}

static int table_byte(const struct table *table, unsigned at)
{
    return at < table->size ? table->bytes[at] : 0;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    struct table table = table_open(face, tag);

    hb_blob_destroy(table.blob);
    return table.size > 0;
}

static void read_head(struct font_face *face)
{
    struct table head = table_open(face->hb_face, TAG_HEAD);

    for (unsigned i = 0; i < 4; i++)
        face->bbox[i] = table_int16(&head, 36 + 2 * i, 0);
    hb_blob_destroy(head.blob);
}

/* Without OS/2, hhea; Panose family 2 and serif styles 2 to 10, or IBM class 1 to 7, are faces with serifs. */
static void read_heights(struct font_face *face)
{
    struct table hhea = table_open(face->hb_face, TAG_HHEA);
    struct table os2 = table_open(face->hb_face, TAG_OS2);
    int serif_style = table_byte(&os2, 32) == 2 ? table_byte(&os2, 33) : 0;
    int ibm_class = table_byte(&os2, 30);

    face->ascender = table_int16(&os2, 68, table_int16(&hhea, 4, face->upem));
    face->descender = table_int16(&os2, 70, table_int16(&hhea, 6, 0));
    face->cap_height = table_int16(&os2, 88, face->ascender);
    face->is_serif = serif_style != 0 ? serif_style >= 2 && serif_style <= 10 : ibm_class >= 1 && ibm_class <= 7;
    hb_blob_destroy(os2.blob);
    hb_blob_destroy(hhea.blob);
}

static void note_feature(struct font_face *face, hb_tag_t tag)
{
    face->has_kerning |= tag == TAG_KERN;
    face->has_palt |= tag == HB_TAG('p', 'a', 'l', 't') || tag == HB_TAG('v', 'p', 'a', 'l');
    face->has_halt |= tag == HB_TAG('h', 'a', 'l', 't') || tag == HB_TAG('v', 'h', 'a', 'l');
}

static void read_features(struct font_face *face)
{
    hb_tag_t tags[32];
    unsigned start = 0, count;

    face->has_kerning = has_table(face->hb_face, TAG_KERN);
    do {
        count = sizeof tags / sizeof tags[0];
        hb_ot_layout_table_get_feature_tags(face->hb_face, TAG_GPOS, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            note_feature(face, tags[i]);
        start += count;
    } while (count > 0);
}

/* GL-5: the advance of 水 is what "full width" means in this face. */
static int full_width(const struct font_face *face)
{
    uint32_t water = font_face_glyph(face, 0x6C34, 0);

    return water != 0 ? hb_font_get_glyph_h_advance(face->hb_font, water) : face->upem;
}

static hb_font_t *open_font(hb_face_t *hb_face)
{
    hb_font_t *font = hb_font_create(hb_face);
    int upem = (int)hb_face_get_upem(hb_face);

    hb_font_set_scale(font, upem, upem);
    hb_ot_font_set_funcs(font);
    hb_font_make_immutable(font);
    return font;
}

bool face_open(struct font_face *face, hb_blob_t *file, unsigned number)
{
    hb_face_t *hb_face;

    if (number >= hb_face_count(file))
        return false;
    hb_face = hb_face_create(file, number);
    if (hb_face_get_glyph_count(hb_face) == 0) {
        hb_face_destroy(hb_face);
        return false;
    }
    hb_face_make_immutable(hb_face);
    face->hb_face = hb_face;
    face->hb_font = open_font(hb_face);
    face->upem = (int)hb_face_get_upem(hb_face);
    face->is_glyf = has_table(hb_face, TAG_GLYF);
    read_features(face);
    face->full_width = full_width(face);
    read_head(face);
    read_heights(face);
    return true;
}

void face_close(struct font_face *face)
{
    hb_font_destroy(face->hb_font);
    hb_face_destroy(face->hb_face);
}

uint32_t font_face_glyph(const struct font_face *face, uint32_t c, uint32_t selector)
{
    hb_codepoint_t glyph = 0;

    if (selector != 0)
        return hb_font_get_variation_glyph(face->hb_font, c, selector, &glyph) ? glyph : 0;
    return hb_font_get_nominal_glyph(face->hb_font, c, &glyph) ? glyph : 0;
}
