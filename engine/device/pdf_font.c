/*
 * Composite fonts with Identity-H (ISO 32000-2, 9.7): strings of two-byte codes. In a glyf font a code is the glyph's
 * id in the subset; in a CID-keyed CFF font its CID.
 */
#include "device/pdf_font.h"

#include "device/pdf_digest.h"
#include "device/pdf_subset.h"
#include "device/pdf_to_unicode.h"

#define TAG_LETTERS 6

/* ISO 32000-2, 9.9.2: six letters that differ between subsets of one face; here they follow from the glyphs. */
static const char *name_subset(struct arena *arena, const struct pdf_glyphs *glyphs)
{
    unsigned char *ids = arena_array(arena, unsigned char, 2 * glyphs->count);
    struct pdf_digest digest = {0};
    char tag[TAG_LETTERS + 1] = {0};

    for (size_t i = 0; i < glyphs->count; i++) {
        ids[2 * i] = (unsigned char)glyphs->list[i].id;
        ids[2 * i + 1] = (unsigned char)(glyphs->list[i].id >> 8);
    }
    pdf_digest_add(&digest, ids, 2 * glyphs->count);
    for (int i = 0; i < TAG_LETTERS; i++) {
        tag[i] = (char)('A' + digest.low % 26);
        digest.low /= 26;
    }
    return arena_format(arena, "%s+%s", tag, glyphs->face->postscript);
}

static void keep_program(struct pdf_font *font, hb_blob_t *program, struct libdeflate_compressor *compressor)
{
    unsigned size;
    const char *bytes = hb_blob_get_data(program, &size);

    font->program_size = size;
    if (font->is_packed)
        pdf_deflate(compressor, bytes, size, &font->program);
    else
        sink_put(&font->program, bytes, size);
    hb_blob_destroy(program);
}

static void compress_to_unicode(struct pdf_font *font, struct libdeflate_compressor *compressor)
{
    struct sink text = {0};

    pdf_put_to_unicode(&text, font->glyphs);
    pdf_deflate(compressor, text.bytes, text.size, &font->to_unicode);
    sink_close(&text);
}

struct pdf_font *pdf_font_make(struct arena *arena, struct pdf_glyphs *glyphs, bool is_packed,
                               struct libdeflate_compressor *compressor)
{
    hb_blob_t *program = pdf_subset_make(arena, glyphs);
    if (program == NULL)
        return NULL;

    struct pdf_font *font = arena_new(arena, struct pdf_font);
    font->glyphs = glyphs;
    font->name = name_subset(arena, glyphs);
    font->is_packed = is_packed;
    keep_program(font, program, compressor);
    compress_to_unicode(font, compressor);
    pdf_put_widths(&font->widths, glyphs);
    sink_put_char(&font->widths, '\0');
    return font;
}

void pdf_font_close(struct pdf_font *font)
{
    if (font == NULL)
        return;
    sink_close(&font->program);
    sink_close(&font->to_unicode);
    sink_close(&font->widths);
}

/* Font units as thousandths of the em, the unit of everything in a font descriptor. */
static int em1000(const struct font_face *face, int units)
{
    return (int)length_scale(units, 1000, face->upem);
}

static pdf_object add_program(struct pdf_file *file, const struct pdf_font *font)
{
    bool is_glyf = font->glyphs->face->is_glyf;
    const char *entries = is_glyf ? arena_format(file->arena, "/Length1 %zu", font->program_size)
                                  : "/Subtype/CIDFontType0C"; /* never /OpenType: poppler draws other glyphs then */

    if (font->is_packed)
        return pdf_file_add_stream(file, entries, font->program.bytes, font->program.size);
    return pdf_file_add_plain(file, entries, font->program.bytes, font->program.size);
}

#define FLAG_SERIF 2
#define FLAG_SYMBOLIC 4 /* glyphs beyond the standard Latin ones */

/*
 * ISO 32000-2, table 120. StemV is unknown to OpenType; viewers use it only to stand in for a font that is missing, and
 * this one is embedded.
 */
static pdf_object add_descriptor(struct pdf_file *file, const struct pdf_font *font)
{
    const struct font_face *face = font->glyphs->face;
    pdf_object program = add_program(file, font);

    return pdf_file_add(
        file, arena_format(file->arena,
                           "/Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d"
                           "/Descent %d/CapHeight %d/StemV 80/%s %u 0 R",
                           font->name, FLAG_SYMBOLIC | (face->is_serif ? FLAG_SERIF : 0), em1000(face, face->bbox[0]),
                           em1000(face, face->bbox[1]), em1000(face, face->bbox[2]), em1000(face, face->bbox[3]),
                           em1000(face, face->ascender), em1000(face, face->descender), em1000(face, face->cap_height),
                           face->is_glyf ? "FontFile2" : "FontFile3", pdf_object_number(program)));
}

/* ISO 32000-2, table 115. */
static pdf_object add_descendant(struct pdf_file *file, const struct pdf_font *font)
{
    bool is_glyf = font->glyphs->face->is_glyf;
    pdf_object descriptor = add_descriptor(file, font);

    return pdf_file_add(file, arena_format(file->arena,
                                           "/Type/Font/Subtype/%s/BaseFont/%s"
                                           "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                                           "/FontDescriptor %u 0 R/DW %d/W[%s]%s",
                                           is_glyf ? "CIDFontType2" : "CIDFontType0", font->name,
                                           pdf_object_number(descriptor), PDF_DEFAULT_WIDTH, font->widths.bytes,
                                           is_glyf ? "/CIDToGIDMap/Identity" : ""));
}

/* ISO 32000-2, table 119: over a CIDFontType0 the name of the CMap is part of the name. */
pdf_object pdf_font_add(struct pdf_file *file, const struct pdf_font *font)
{
    pdf_object descendant = add_descendant(file, font);
    pdf_object to_unicode = pdf_file_add_stream(file, "", font->to_unicode.bytes, font->to_unicode.size);

    return pdf_file_add(file, arena_format(file->arena,
                                           "/Type/Font/Subtype/Type0/BaseFont/%s%s/Encoding/Identity-H"
                                           "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
                                           font->name, font->glyphs->face->is_glyf ? "" : "-Identity-H",
                                           pdf_object_number(descendant), pdf_object_number(to_unicode)));
}
