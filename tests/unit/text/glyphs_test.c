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

    run(&composed, "国\U00010300", (struct setting){.allow_missing = true});
    assert_int_equal(first_run(&composed)->glyphs[1].id, font_face_glyph(first_run(&composed)->face, 0x3013, 0));
    assert_true(composed.block->is_missing);
    assert_int_equal(composed.block->lines[0].advance, ems(2));
    assert_codes(&composed, "missing-glyph");
    assert_int_equal(diags_at(composed.diags, 0)->severity, DIAG_WARNING);
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
    run(&composed, "\u05D0\u05D1", (struct setting){.font = "gothic", .allow_missing = true});
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fallback_face_has_what_the_first_lacks),
        cmocka_unit_test(a_missing_glyph_is_an_error_at_the_value),
        cmocka_unit_test(a_missing_glyph_may_be_drawn_as_geta),
        cmocka_unit_test(a_variant_is_drawn_by_the_font_that_has_it),
        cmocka_unit_test(a_variant_no_font_has_falls_back_with_a_warning),
        cmocka_unit_test(canonical_sequences_use_the_composed_glyph_and_keep_their_text),
        cmocka_unit_test(compatibility_ideographs_keep_their_glyph),
        cmocka_unit_test(characters_that_cannot_be_set_are_told_once),
        cmocka_unit_test(half_bodies_move_their_glyphs),
        cmocka_unit_test(spaces_inside_a_line_are_in_the_run),
        cmocka_unit_test(clusters_of_a_run_tile_its_text),
        cmocka_unit_test(the_baseline_is_the_same_for_all_fonts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
