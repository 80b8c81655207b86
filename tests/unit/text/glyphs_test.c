/* Sections 1 and 2: which glyphs of which face, and what the PDF's text will be. */
#include "unit/text/composed.h"

static const struct glyph_run *first_run(const struct composed *composed)
{
    assert_non_null(composed->block);
    assert_true(composed->block->lines[0].count > 0);
    return composed->block->lines[0].pieces[0].run;
}

static void run(struct composed *composed, const char *text, struct setting setting)
{
    composed_open(composed, text, &setting);
    composed_run(composed);
}

static void assert_codes(const struct composed *composed, const char *expected)
{
    char *codes = composed_codes(composed);

    assert_string_equal(codes, expected);
    free(codes);
}

/* GL-1 */
static void a_fallback_face_has_what_the_first_lacks(void **state)
{
    struct composed composed;
    const struct text_line *line;

    run(&composed, "髙𠮷橋", (struct setting){.font = "gothic"});
    line = &composed.block->lines[0];
    assert_int_equal(line->count, 3);
    assert_string_equal(line->pieces[0].run->face->family, "BIZ UDGothic");
    assert_string_equal(line->pieces[1].run->face->family, "IPAmjMincho");
    assert_int_equal(line->pieces[1].run->text_size, 4);
    assert_int_equal(line->advance, ems(3));
    composed_close(&composed);
}

/* GL-2 */
static void a_missing_glyph_is_an_error_at_the_value(void **state)
{
    struct composed composed;

    run(&composed, "国\U00010300国\U00010300", (struct setting){0});
    assert_null(composed.block);
    assert_codes(&composed, "missing-glyph");
    assert_int_equal(diags_at(composed.diags, 0)->severity, DIAG_ERROR);
    assert_non_null(strstr(diags_at(composed.diags, 0)->english, "U+10300"));
    assert_non_null(strstr(diags_at(composed.diags, 0)->english, "number 2"));
    composed_close(&composed);
}

static void a_missing_glyph_may_be_drawn_as_geta(void **state)
{
    struct composed composed;

    run(&composed, "国\U00010300", (struct setting){.missing = TEXT_MISSING_GETA});
    assert_int_equal(first_run(&composed)->glyphs[1].id, font_face_glyph(first_run(&composed)->face, 0x3013, 0));
    assert_true(composed.block->is_missing);
    assert_int_equal(composed.block->lines[0].advance, ems(2));
    assert_codes(&composed, "missing-glyph");
    assert_int_equal(diags_at(composed.diags, 0)->severity, DIAG_WARNING);
    composed_close(&composed);
}

static void assert_digits(const struct glyph_run *run, const char *digits)
{
    assert_int_equal(run->count, strlen(digits));
    for (uint32_t i = 0; i < run->count; i++)
        assert_int_equal(run->glyphs[i].id, font_face_glyph(run->face, (unsigned char)digits[i], 0));
}

/* Two rows of digits inside the frame, and the frame inside the em box. */
static void assert_inside(const struct text_piece *code, const struct text_piece *frame)
{
    assert_int_equal(frame->kind, TEXT_PIECE_FRAME);
    assert_true(frame->x > code->x && frame->x + frame->width < code->x + EM);
    assert_true(frame->y > -EM * 12 / 100 && frame->y + frame->height < EM * 88 / 100);
    for (uint32_t i = 0; i < code->run->count; i++) {
        const struct glyph *glyph = &code->run->glyphs[i];
        length width = hb_font_get_glyph_h_advance(code->run->face->hb_font, glyph->id);

        width = length_scale(code->run->size, width, code->run->face->upem);
        assert_true(code->x + glyph->x > frame->x && code->x + glyph->x + width < frame->x + frame->width);
        assert_true(glyph->y > frame->y && glyph->y + code->run->size * 3 / 4 < frame->y + frame->height);
    }
}

static void gl2_a_missing_glyph_may_be_shown_by_its_code(void **state)
{
    struct composed composed;
    const struct text_line *line;

    run(&composed, "国\uE000国\U0010FFFD", (struct setting){.missing = TEXT_MISSING_CODE});
    line = &composed.block->lines[0];
    assert_true(composed.block->is_missing);
    assert_int_equal(line->advance, ems(4));
    assert_int_equal(line->count, 6);
    assert_digits(line->pieces[1].run, "E000");
    assert_digits(line->pieces[3].run, "10FFFD");
    assert_memory_equal(line->pieces[1].run->text, "\uE000", 3);
    assert_inside(&line->pieces[1], &line->pieces[4]);
    assert_inside(&line->pieces[3], &line->pieces[5]);
    assert_codes(&composed, "missing-glyph missing-glyph");
    composed_close(&composed);
}

/* VE-2: upright, the rows below each other. */
static void gl2_a_code_stands_upright_in_vertical_text(void **state)
{
    struct setting setting = {.missing = TEXT_MISSING_CODE};
    const struct text_line *line;
    struct composed composed;

    composed_open(&composed, "国\uE000", &setting);
    composed.paragraph.is_vertical = true;
    composed_run(&composed);
    line = &composed.block->lines[0];
    assert_int_equal(line->advance, ems(2));
    assert_digits(line->pieces[1].run, "E000");
    assert_true(line->pieces[1].run->is_vertical);
    for (int i = 0; i < 4; i++) {
        const struct glyph *glyph = &line->pieces[1].run->glyphs[i];

        assert_in_range(line->pieces[1].x + glyph->x, EM + (i < 2 ? 0 : EM / 2), EM + (i < 2 ? EM / 2 : EM));
        assert_true(i % 2 == 0 ? glyph->y < 0 : glyph->y >= 0);
    }
    assert_int_equal(line->pieces[2].kind, TEXT_PIECE_FRAME);
    composed_close(&composed);
}

/* GL-3 */
static void a_variant_is_drawn_by_the_font_that_has_it(void **state)
{
    struct composed composed;
    const struct glyph_run *variant;

    run(&composed, "葛\U000E0100", (struct setting){.font = "gothic"});
    variant = first_run(&composed);
    assert_int_equal(variant->count, 1);
    assert_int_equal(variant->text_size, 7);
    assert_int_equal(variant->glyphs[0].id, font_face_glyph(variant->face, 0x845B, 0xE0100));
    assert_codes(&composed, "");
    composed_close(&composed);
}

static void a_variant_no_font_has_falls_back_with_a_warning(void **state)
{
    struct composed composed;

    run(&composed, "国\U000E01EF", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->glyphs[0].id, font_face_glyph(first_run(&composed)->face, 0x56FD, 0));
    assert_int_equal(composed.block->lines[0].advance, EM);
    assert_codes(&composed, "ivs-fallback");
    composed_close(&composed);
}

/* TX-2 */
static void canonical_sequences_use_the_composed_glyph_and_keep_their_text(void **state)
{
    struct composed composed;

    run(&composed, "か\u3099", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->count, 1);
    assert_int_equal(first_run(&composed)->glyphs[0].id, font_face_glyph(first_run(&composed)->face, 0x304C, 0));
    assert_int_equal(first_run(&composed)->text_size, 6);
    assert_int_equal(composed.block->lines[0].advance, EM);
    composed_close(&composed);
    run(&composed, "か\u309A", (struct setting){.font = "gothic"});
    assert_int_equal(composed.block->lines[0].advance, EM);
    composed_close(&composed);
}

static void compatibility_ideographs_keep_their_glyph(void **state)
{
    struct composed composed;

    run(&composed, "\uFA19\u795E", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->count, 2);
    assert_int_not_equal(first_run(&composed)->glyphs[0].id, first_run(&composed)->glyphs[1].id);
    composed_close(&composed);
}

/* TX-5, TX-7 */
static void characters_that_cannot_be_set_are_told_once(void **state)
{
    struct composed composed;

    run(&composed, "国\x07国\x07\u200E", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->count, 2);
    assert_codes(&composed, "control-char control-char");
    composed_close(&composed);
    run(&composed, "\u05D0\u05D1", (struct setting){.font = "gothic", .missing = TEXT_MISSING_GETA});
    assert_string_equal(diags_at(composed.diags, 0)->name, "bidi-unsupported");
    composed_close(&composed);
}

/* GL-6: the bracket's glyph stands half an em before its body. */
static void half_bodies_move_their_glyphs(void **state)
{
    struct composed composed;

    run(&composed, "「・」", (struct setting){.font = "gothic", .spacing = TEXT_SPACING_JLREQ});
    assert_int_equal(first_run(&composed)->glyphs[0].x, ems(-0.5));
    assert_int_equal(first_run(&composed)->glyphs[1].x, ems(0.75 - 0.25));
    assert_int_equal(first_run(&composed)->glyphs[2].x, ems(1.5));
    composed_close(&composed);
}

static void spaces_inside_a_line_are_in_the_run(void **state)
{
    struct composed composed;

    run(&composed, "A B C", (struct setting){.font = "gothic", .width = 2});
    assert_int_equal(composed.block->count, 2);
    assert_int_equal(first_run(&composed)->count, 3);
    assert_memory_equal(first_run(&composed)->text, "A B", 3);
    assert_int_equal(first_run(&composed)->text_size, 3);
    composed_close(&composed);
}

static void clusters_of_a_run_tile_its_text(void **state)
{
    struct composed composed;
    uint32_t at = 0;

    run(&composed, "第2報（か\u309A）、ABC。", (struct setting){.font = "gothic"});
    assert_int_equal(composed.block->lines[0].count, 1);
    for (uint32_t i = 0; i < first_run(&composed)->count; i++) {
        assert_int_equal(first_run(&composed)->glyphs[i].start, at);
        at = first_run(&composed)->glyphs[i].end;
    }
    assert_int_equal(at, first_run(&composed)->text_size);
    composed_close(&composed);
}

static void the_baseline_is_the_same_for_all_fonts(void **state)
{
    struct composed composed;

    run(&composed, "国", (struct setting){0});
    assert_int_equal(composed.block->baseline, ems(0.35 + 0.88));
    assert_int_equal(composed.block->pitch, ems(1.7));
    composed_close(&composed);
}

/* Composes with a style that the test has changed. */
static const struct glyph_run *run_styled(struct composed *composed)
{
    composed_run(composed);
    return first_run(composed);
}

static uint32_t glyph(const struct glyph_run *run, uint32_t c)
{
    return font_face_glyph(run->face, c, 0);
}

static length advance(const struct composed *composed)
{
    return composed->block->lines[0].advance;
}

/* GL-1: 和欧混植 */
static void gl1_western_characters_have_a_font_of_their_own(void **state)
{
    struct composed composed;
    const struct text_line *line;

    composed_open(&composed, "国ABc 12国“国”国A‘B’", &(struct setting){.font = "gothic", .no_autospace = true});
    composed.style.latin = font_library_stack(composed.library, "Noto Serif CJK JP");
    composed.style.latin_size = 1100;
    composed.style.latin_rise = ems(0.02);
    composed_run(&composed);
    line = &composed.block->lines[0];
    assert_int_equal(line->count, 4);
    assert_string_equal(line->pieces[0].run->face->family, "BIZ UDGothic");
    assert_string_equal(line->pieces[1].run->face->family, "Noto Serif CJK JP");
    assert_memory_equal(line->pieces[1].run->text, "ABc 12", 6);
    assert_int_equal(line->pieces[1].run->text_size, 6);
    assert_int_equal(line->pieces[1].run->size, ems(1.1));
    assert_int_equal(line->pieces[1].run->glyphs[0].y, ems(0.02));
    assert_string_equal(line->pieces[2].run->face->family, "BIZ UDGothic");
    assert_int_equal(line->pieces[2].run->size, EM);
    assert_int_equal(line->pieces[2].run->glyphs[0].y, 0);
    assert_memory_equal(line->pieces[3].run->text, "A‘B’", 8);
    assert_string_equal(line->pieces[3].run->face->family, "Noto Serif CJK JP");
    composed_close(&composed);
}

static void gl1_what_the_western_font_lacks_comes_from_the_stack(void **state)
{
    struct composed composed;

    composed_open(&composed, "Aァ\u2002B", &(struct setting){.font = "gothic"});
    composed.style.latin = font_library_stack(composed.library, "Symbola");
    composed_run(&composed);
    assert_string_equal(composed.block->lines[0].pieces[0].run->face->family, "Symbola");
    assert_string_equal(composed.block->lines[0].pieces[1].run->face->family, "BIZ UDGothic");
    assert_codes(&composed, "");
    composed_close(&composed);
}

/* GL-2 for a sequence: its part without a glyph is named, and one mark stands for all of it. */
static void gl2_a_sequence_is_reported_once(void **state)
{
    struct composed composed;

    run(&composed, "\U0001F9D1\u200D\U0001F9B0", (struct setting){.font = "gothic"});
    assert_null(composed.block);
    assert_codes(&composed, "missing-glyph");
    assert_non_null(strstr(diags_at(composed.diags, 0)->english, "number 1"));
    composed_close(&composed);
    run(&composed, "a\U00010300国", (struct setting){.font = "gothic", .missing = TEXT_MISSING_GETA});
    assert_int_equal(first_run(&composed)->count, 3);
    composed_close(&composed);
    run(&composed, "国\u0F39国\u0F39", (struct setting){.font = "gothic", .missing = TEXT_MISSING_GETA});
    assert_codes(&composed, "missing-glyph");
    assert_non_null(strstr(diags_at(composed.diags, 0)->english, "U+0F39"));
    assert_int_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), 0x3013));
    assert_int_equal(advance(&composed), ems(2));
    composed_close(&composed);
}

/* GL-3, and its order: the font that has the sequence, though a later one. */
static void gl3_names_are_drawn_as_they_are_written(void **state)
{
    static const struct {
        const char *text;
        uint32_t base, selector;
    } names[] = {
        {"葛\U000E0100", 0x845B, 0xE0100}, {"辻\U000E0100", 0x8FBB, 0xE0100}, {"邉\U000E0102", 0x9089, 0xE0102}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct composed composed;
        const struct glyph_run *variant;

        run(&composed, names[i].text, (struct setting){.font = "gothic"});
        variant = first_run(&composed);
        assert_int_equal(variant->count, 1);
        assert_int_not_equal(variant->glyphs[0].id, 0);
        assert_int_equal(variant->glyphs[0].id, font_face_glyph(variant->face, names[i].base, names[i].selector));
        assert_int_equal(variant->glyphs[0].end, strlen(names[i].text));
        assert_int_equal(advance(&composed), EM);
        assert_codes(&composed, "");
        composed_close(&composed);
    }
}

static void gl3_a_later_font_has_the_variant(void **state)
{
    struct composed composed;

    run(&composed, "邉\U000E0110", (struct setting){.font = "gothic"});
    assert_int_equal(font_face_glyph(composed.style.fonts->faces[0], 0x9089, 0xE0110), 0);
    assert_ptr_not_equal(first_run(&composed)->face, composed.style.fonts->faces[0]);
    assert_codes(&composed, "");
    composed_close(&composed);
}

/* GL-4 */
static void gl4_a_standardized_variant_is_its_compatibility_ideograph(void **state)
{
    struct composed composed;

    run(&composed, "神\uFE00", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), 0xFA19));
    assert_int_not_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), 0x795E));
    assert_int_equal(first_run(&composed)->text_size, 6);
    assert_codes(&composed, "");
    composed_close(&composed);
}

static void gl4_styles_of_pictures_are_no_variants(void **state)
{
    struct composed composed;

    run(&composed, "☎\uFE0E☎\uFE0F", (struct setting){.font = "gothic"});
    assert_int_equal(advance(&composed), ems(2));
    assert_codes(&composed, "");
    composed_close(&composed);
    run(&composed, "国\uFE01", (struct setting){.font = "gothic"});
    assert_codes(&composed, "ivs-fallback");
    composed_close(&composed);
}

/* GL-5 */
static void gl5_full_width_is_the_advance_of_water(void **state)
{
    struct composed composed;
    struct font_face narrow;
    const struct font_face *faces[] = {&narrow};

    composed_open(&composed, "国「国", &(struct setting){.font = "gothic"});
    narrow = *composed.style.fonts->faces[0];
    narrow.upem = narrow.full_width * 5 / 4;
    composed.style.fonts = &(struct font_stack){.faces = faces, .count = 1};
    composed_run(&composed);
    assert_int_equal(advance(&composed), ems(3 * 0.8)); /* the bracket's ½ and the ½ before it are halves of 0.8 */
    composed_close(&composed);
}

/* GL-6 with `halt` */
static void gl6_half_marks_stand_where_the_font_says(void **state)
{
    struct composed composed;

    run(&composed, "「・」", (struct setting){.font = "IPAmjMincho"});
    assert_true(first_run(&composed)->face->has_halt);
    assert_int_equal(first_run(&composed)->glyphs[0].x, ems(-0.5));
    assert_int_equal(first_run(&composed)->glyphs[1].x, ems(0.75 - 0.25));
    assert_int_equal(first_run(&composed)->glyphs[2].x, ems(1.5));
    composed_close(&composed);
}

/* GL-7: アイ are 1768 and 1668 of 2048 in palt. */
static void gl7_palt_has_the_widths_of_the_font(void **state)
{
    struct composed composed;

    run(&composed, "アイ", (struct setting){.spacing = TEXT_SPACING_PALT});
    assert_int_equal(advance(&composed), length_scale(EM, 1768 + 1668, 2048));
    composed_close(&composed);
    run(&composed, "\uFA19神アイ", (struct setting){.spacing = TEXT_SPACING_KANA_PALT});
    assert_int_equal(advance(&composed), length_scale(EM, 2 * 2048 + 1768 + 1668, 2048));
    composed_close(&composed);
    run(&composed, "\uFA19神", (struct setting){.spacing = TEXT_SPACING_PALT});
    assert_int_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), 0xFA19));
    composed_close(&composed);
    run(&composed, "アイ", (struct setting){.font = "gothic", .spacing = TEXT_SPACING_PALT}); /* has no palt */
    assert_int_equal(advance(&composed), ems(2));
    composed_close(&composed);
}

/* GL-7: the pair アイ is kerned, the line that ends between the two is not. */
static void gl7_a_line_s_end_is_not_kerned(void **state)
{
    static const char *const fonts[] = {"Noto Sans CJK JP", "Noto Serif CJK JP"};

    for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++) {
        struct setting alone = {.font = fonts[i], .spacing = TEXT_SPACING_PALT};
        struct setting narrow = {.font = fonts[i], .spacing = TEXT_SPACING_PALT, .width = 1};
        struct composed composed;
        length width, other;

        run(&composed, "ア", alone);
        width = advance(&composed);
        composed_close(&composed);
        run(&composed, "イ", alone);
        other = advance(&composed);
        composed_close(&composed);
        run(&composed, "アイ", alone);
        assert_true(advance(&composed) < width + other - EM / 50);
        composed_close(&composed);
        run(&composed, "アイ", narrow);
        assert_int_equal(composed.block->count, 2);
        assert_int_equal(composed.block->lines[0].advance, width);
        assert_int_equal(first_run(&composed)->advance, width);
        composed_close(&composed);
    }
}

/* GL-8 */
static void gl8_digits_have_the_width_asked_for(void **state)
{
    static const struct {
        const char *font;
        enum text_digits digits;
        double width;
    } rows[] = {
        {"IPAmjMincho", TEXT_DIGITS_HALF, 2},      {"IPAmjMincho", TEXT_DIGITS_FULL, 4},
        {"gothic", TEXT_DIGITS_HALF, 2},           {"gothic", TEXT_DIGITS_FULL, 4},
        {"Noto Sans CJK JP", TEXT_DIGITS_HALF, 2}, {"Noto Serif CJK JP", TEXT_DIGITS_FULL, 4},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct composed composed;
        const struct glyph_run *digits;

        composed_open(&composed, "1１2２", &(struct setting){.font = rows[i].font});
        composed.style.digits = rows[i].digits;
        digits = run_styled(&composed);
        assert_int_equal(advance(&composed), ems(rows[i].width));
        assert_int_equal(digits->glyphs[0].id, digits->glyphs[1].id);
        assert_int_equal(digits->glyphs[2].id, digits->glyphs[3].id);
        assert_memory_equal(digits->text, "1１2２", 8);
        composed_close(&composed);
    }
}

static void gl8_full_digits_are_ideographs_and_half_ones_are_not(void **state)
{
    struct composed composed;

    composed_open(&composed, "国1国", &(struct setting){.font = "gothic"});
    composed.style.digits = TEXT_DIGITS_FULL;
    run_styled(&composed);
    assert_int_equal(advance(&composed), ems(3));
    composed_close(&composed);
    composed_open(&composed, "国１国", &(struct setting){.font = "gothic"});
    composed.style.digits = TEXT_DIGITS_HALF;
    run_styled(&composed);
    assert_int_equal(advance(&composed), ems(2.5 + 0.5));
    composed_close(&composed);
}

/* GL-10, TX-8 */
static void gl10_pictures_are_one_em(void **state)
{
    static const char *const pictures[] = {
        "\U0001F600", /* 😀 */
        "☎",
        "\u2764\uFE0F", /* ❤️ */
        "©\uFE0F",
        "1\uFE0F\u20E3", /* 1️⃣ */
        "#\u20E3",
        "\U0001F1EF\U0001F1F5",                       /* 🇯🇵 */
        "\U0001F44D\U0001F3FD",                       /* 👍🏽 */
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", /* 👨‍👩‍👧 */
    };

    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        struct composed composed;
        const struct glyph_run *picture;
        length right;

        run(&composed, pictures[i], (struct setting){.font = "gothic"});
        picture = first_run(&composed);
        right = picture->glyphs[picture->count - 1].x;
        assert_int_equal(advance(&composed), EM);
        assert_int_equal(composed.block->lines[0].count, 1);
        assert_int_equal(picture->text_size, strlen(pictures[i]));
        for (uint32_t k = 0; k < picture->count; k++) {
            assert_int_not_equal(picture->glyphs[k].id, 0);
            assert_int_equal(picture->glyphs[k].start, 0);
            assert_true(picture->glyphs[k].x >= 0 && picture->size <= EM);
        }
        assert_true(right < EM);
        assert_codes(&composed, "");
        composed_close(&composed);
    }
}

static void gl10_a_skin_tone_draws_nothing_of_its_own(void **state)
{
    struct composed composed;

    run(&composed, "\U0001F44D\U0001F3FD国\U0001F1EF\U0001F1F5", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->count, 1);
    assert_int_equal(composed.block->lines[0].pieces[2].run->size, EM / 2);
    assert_int_equal(advance(&composed), ems(3));
    composed_close(&composed);
}

struct box {
    length left, right, bottom, top;
};

/* Of the ink, from the em box's left and the baseline. */
static struct box ink_of(const struct glyph_run *run, uint32_t index)
{
    const struct glyph *glyph = &run->glyphs[index];
    hb_glyph_extents_t ink;
    int upem = run->face->upem;

    assert_true(hb_font_get_glyph_extents(run->face->hb_font, glyph->id, &ink));
    return (struct box){
        .left = glyph->x + length_scale(run->size, ink.x_bearing, upem),
        .right = glyph->x + length_scale(run->size, ink.x_bearing + ink.width, upem),
        .bottom = glyph->y + length_scale(run->size, ink.y_bearing + ink.height, upem),
        .top = glyph->y + length_scale(run->size, ink.y_bearing, upem),
    };
}

static bool overlap(struct box a, struct box b)
{
    return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

/* No overlap, no overflow: two side by side, more in rows. */
static void gl10_figures_of_a_picture_share_its_em(void **state)
{
    static const struct {
        const char *picture;
        uint32_t figures;
        length least; /* of the type */
    } rows[] = {
        {"\U0001F1EF\U0001F1F5", 2, EM * 4 / 10},
        {"\u2764\uFE0F\u200D\U0001F525", 2, EM * 4 / 10},
        {"\U0001F468\u200D\U0001F469\u200D\U0001F467", 3, EM * 3 / 10},
        {"\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466", 4, EM * 3 / 10},
        {"\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466\u200D\U0001F525", 5, EM * 2 / 10},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct composed composed;
        const struct glyph_run *picture;

        run(&composed, rows[i].picture, (struct setting){.font = "gothic"});
        picture = first_run(&composed);
        assert_int_equal(picture->count, rows[i].figures);
        assert_true(picture->size >= rows[i].least);
        for (uint32_t k = 0; k < picture->count; k++) {
            struct box box = ink_of(picture, k);

            assert_true(box.left >= -EM / 50 && box.right <= EM + EM / 50);
            assert_true(box.bottom >= -EM * 14 / 100 && box.top <= EM * 90 / 100);
            for (uint32_t other = 0; other < k; other++)
                assert_false(overlap(box, ink_of(picture, other)));
        }
        assert_int_equal(advance(&composed), EM);
        composed_close(&composed);
    }
}

static void gl10_a_digit_stands_on_its_key(void **state)
{
    struct composed composed;
    struct box digit, key;

    run(&composed, "1\uFE0F\u20E3", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->count, 2);
    digit = ink_of(first_run(&composed), 0);
    key = ink_of(first_run(&composed), 1);
    assert_true(digit.left > key.left && digit.right < key.right);
    assert_true(digit.bottom > key.bottom && digit.top < key.top);
    composed_close(&composed);
}

/* TX-2: marks that no one glyph has are put together from those of the font. */
static void tx2_some_marks_compose_and_others_are_set(void **state)
{
    struct composed composed;

    run(&composed, "e\u0302\u0301", (struct setting){.font = "Noto Sans CJK JP"});
    assert_int_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), 0x1EBF));
    assert_int_equal(first_run(&composed)->text_size, 5);
    composed_close(&composed);
    run(&composed, "か\u309A", (struct setting){.font = "Noto Sans CJK JP"});
    assert_int_equal(first_run(&composed)->count, 1);
    assert_int_not_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), 0x304B));
    assert_int_equal(advance(&composed), EM);
    composed_close(&composed);
}

static void tx2_names_with_compatibility_ideographs(void **state)
{
    struct composed composed;

    run(&composed, "山\uFA11\uFA19①㈱ｶﾞ", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->glyphs[1].id, glyph(first_run(&composed), 0xFA11));
    assert_int_equal(first_run(&composed)->glyphs[2].id, glyph(first_run(&composed), 0xFA19));
    assert_int_equal(first_run(&composed)->glyphs[3].id, glyph(first_run(&composed), 0x2460));
    assert_int_equal(first_run(&composed)->glyphs[4].id, glyph(first_run(&composed), 0x3231));
    assert_int_equal(first_run(&composed)->glyphs[5].id, glyph(first_run(&composed), 0xFF76));
    assert_int_equal(advance(&composed), ems(6));
    composed_close(&composed);
}

/* TX-5: of no width, no glyph, told once each. */
static void tx5_controls_are_not_drawn(void **state)
{
    static const char *const controls[] = {"\x07", "\xC2\x80", "\uFEFF", "\uFFFE", "\u200E", "\u202E", "\u2069"};

    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        struct composed composed;
        char text[16];

        snprintf(text, sizeof text, "国%s国", controls[i]);
        run(&composed, text, (struct setting){.font = "gothic"});
        assert_int_equal(first_run(&composed)->count, 2);
        assert_int_equal(advance(&composed), ems(2));
        assert_codes(&composed, "control-char");
        composed_close(&composed);
    }
}

static void tx5_joiners_are_not_told(void **state)
{
    struct composed composed;

    run(&composed, "国\u200B国\u2060国\u00AD国\u200D国", (struct setting){.font = "gothic"});
    assert_int_equal(advance(&composed), ems(5));
    assert_codes(&composed, "");
    composed_close(&composed);
}

/* TX-6: spaces have their widths in fonts that lack them. */
static void tx6_spaces_have_their_nominal_widths(void **state)
{
    static const struct {
        const char *space;
        int width; /* in 1/72 em */
    } rows[] = {{"\u2002", 36}, {"\u2003", 72}, {"\u2004", 24}, {"\u2005", 18}, {"\u2006", 12},
                {"\u2009", 12}, {"\u200A", 6},  {"\u202F", 12}, {"\u205F", 16}, {"\u3000", 72}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct composed composed;
        char text[16];

        snprintf(text, sizeof text, "国%s国", rows[i].space);
        run(&composed, text, (struct setting){.font = "gothic"});
        assert_int_equal(composed.block->lines[0].count, 1);
        assert_int_equal(advance(&composed), ems(2) + length_scale(EM, rows[i].width, 72));
        assert_codes(&composed, "");
        composed_close(&composed);
    }
}

/* TX-7 */
static void tx7_right_to_left_is_told_once(void **state)
{
    struct composed composed;

    run(&composed, "\u05D0\u05D1国\u05D2", (struct setting){.font = "Symbola", .missing = TEXT_MISSING_GETA});
    assert_string_equal(diags_at(composed.diags, 0)->name, "bidi-unsupported");
    for (size_t i = 1; i < diags_count(composed.diags); i++)
        assert_string_equal(diags_at(composed.diags, i)->name, "missing-glyph");
    composed_close(&composed);
}

/* Table of variants */

struct lacking {
    const struct font_face *face;
    uint32_t c;
};

static hb_bool_t find_but_one(hb_font_t *font, void *data, hb_codepoint_t c, hb_codepoint_t *found, void *user_data)
{
    const struct lacking *lacking = data;

    (void)font, (void)user_data;
    return c != lacking->c && hb_font_get_nominal_glyph(lacking->face->hb_font, c, found);
}

/* `face` without the character. */
static struct font_face face_without(struct lacking *lacking)
{
    struct font_face face = *lacking->face;
    hb_font_funcs_t *functions = hb_font_funcs_create();

    hb_font_funcs_set_nominal_glyph_func(functions, find_but_one, NULL, NULL);
    face.hb_font = hb_font_create_sub_font(lacking->face->hb_font);
    hb_font_set_funcs(face.hb_font, functions, lacking, NULL);
    hb_font_funcs_destroy(functions);
    return face;
}

static void variants_lend_their_glyph(void **state)
{
    static const struct {
        const char *text;
        uint32_t c, alias;
    } rows[] = {{"～", 0xFF5E, 0x301C}, {"〜", 0x301C, 0xFF5E}, {"‾", 0x203E, 0xFFE3}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct composed composed;
        struct lacking lacking = {.c = rows[i].c};
        struct font_face face;
        const struct font_face *faces[] = {&face};

        composed_open(&composed, rows[i].text, &(struct setting){.font = "gothic"});
        lacking.face = composed.style.fonts->faces[0];
        face = face_without(&lacking);
        composed.style.fonts = &(struct font_stack){.faces = faces, .count = 1};
        composed_run(&composed);
        assert_int_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), rows[i].alias));
        assert_memory_equal(first_run(&composed)->text, rows[i].text, strlen(rows[i].text));
        assert_codes(&composed, "glyph-alias");
        hb_font_destroy(face.hb_font);
        composed_close(&composed);
    }
}

/* Each glyph's ink from one side of its em to the other. */
static void doubled_dashes_join(void **state)
{
    static const char *const fonts[] = {"gothic", "mincho", "IPAmjMincho", "Noto Sans CJK JP", "Noto Serif CJK JP"};
    static const char *const dashes[] = {"――", "——", "──"};

    for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++)
        for (size_t k = 0; k < sizeof dashes / sizeof dashes[0]; k++) {
            struct composed composed;
            const struct glyph_run *dash;
            hb_glyph_extents_t extents;

            run(&composed, dashes[k], (struct setting){.font = fonts[i]});
            dash = first_run(&composed);
            hb_font_get_glyph_extents(dash->face->hb_font, dash->glyphs[1].id, &extents);
            assert_true(extents.x_bearing <= 0 && extents.width >= dash->face->full_width);
            assert_int_equal(dash->glyphs[1].x, EM);
            assert_int_equal(advance(&composed), ems(2));
            assert_memory_equal(dash->text, dashes[k], 6);
            composed_close(&composed);
        }
}

static void quotes_are_as_wide_as_their_neighbours(void **state)
{
    struct composed composed;

    run(&composed, "国“国”国", (struct setting){.font = "Noto Sans CJK JP"});
    assert_int_equal(advance(&composed), ems(5));
    assert_int_not_equal(first_run(&composed)->glyphs[1].id, glyph(first_run(&composed), 0x201C));
    composed_close(&composed);
    run(&composed, "don’t", (struct setting){.font = "Noto Sans CJK JP"});
    assert_int_equal(first_run(&composed)->glyphs[3].id, glyph(first_run(&composed), 0x2019));
    composed_close(&composed);
}

static void a_backslash_is_no_yen_sign(void **state)
{
    struct composed composed;

    run(&composed, "\\¥￥", (struct setting){.font = "gothic"});
    assert_int_equal(first_run(&composed)->glyphs[0].id, glyph(first_run(&composed), 0x5C));
    assert_int_equal(first_run(&composed)->glyphs[1].id, glyph(first_run(&composed), 0xA5));
    assert_int_equal(first_run(&composed)->glyphs[2].id, glyph(first_run(&composed), 0xFFE5));
    composed_close(&composed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fallback_face_has_what_the_first_lacks),
        cmocka_unit_test(a_missing_glyph_is_an_error_at_the_value),
        cmocka_unit_test(a_missing_glyph_may_be_drawn_as_geta),
        cmocka_unit_test(gl2_a_missing_glyph_may_be_shown_by_its_code),
        cmocka_unit_test(gl2_a_code_stands_upright_in_vertical_text),
        cmocka_unit_test(a_variant_is_drawn_by_the_font_that_has_it),
        cmocka_unit_test(a_variant_no_font_has_falls_back_with_a_warning),
        cmocka_unit_test(canonical_sequences_use_the_composed_glyph_and_keep_their_text),
        cmocka_unit_test(compatibility_ideographs_keep_their_glyph),
        cmocka_unit_test(characters_that_cannot_be_set_are_told_once),
        cmocka_unit_test(half_bodies_move_their_glyphs),
        cmocka_unit_test(spaces_inside_a_line_are_in_the_run),
        cmocka_unit_test(clusters_of_a_run_tile_its_text),
        cmocka_unit_test(the_baseline_is_the_same_for_all_fonts),
        cmocka_unit_test(gl1_western_characters_have_a_font_of_their_own),
        cmocka_unit_test(gl1_what_the_western_font_lacks_comes_from_the_stack),
        cmocka_unit_test(gl2_a_sequence_is_reported_once),
        cmocka_unit_test(gl3_names_are_drawn_as_they_are_written),
        cmocka_unit_test(gl3_a_later_font_has_the_variant),
        cmocka_unit_test(gl4_a_standardized_variant_is_its_compatibility_ideograph),
        cmocka_unit_test(gl4_styles_of_pictures_are_no_variants),
        cmocka_unit_test(gl5_full_width_is_the_advance_of_water),
        cmocka_unit_test(gl6_half_marks_stand_where_the_font_says),
        cmocka_unit_test(gl7_palt_has_the_widths_of_the_font),
        cmocka_unit_test(gl7_a_line_s_end_is_not_kerned),
        cmocka_unit_test(gl8_digits_have_the_width_asked_for),
        cmocka_unit_test(gl8_full_digits_are_ideographs_and_half_ones_are_not),
        cmocka_unit_test(gl10_pictures_are_one_em),
        cmocka_unit_test(gl10_a_skin_tone_draws_nothing_of_its_own),
        cmocka_unit_test(gl10_figures_of_a_picture_share_its_em),
        cmocka_unit_test(gl10_a_digit_stands_on_its_key),
        cmocka_unit_test(tx2_some_marks_compose_and_others_are_set),
        cmocka_unit_test(tx2_names_with_compatibility_ideographs),
        cmocka_unit_test(tx5_controls_are_not_drawn),
        cmocka_unit_test(tx5_joiners_are_not_told),
        cmocka_unit_test(tx6_spaces_have_their_nominal_widths),
        cmocka_unit_test(tx7_right_to_left_is_told_once),
        cmocka_unit_test(variants_lend_their_glyph),
        cmocka_unit_test(doubled_dashes_join),
        cmocka_unit_test(quotes_are_as_wide_as_their_neighbours),
        cmocka_unit_test(a_backslash_is_no_yen_sign),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
