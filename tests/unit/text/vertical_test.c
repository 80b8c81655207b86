/* VE-1 to VE-5 and SP-8: where things stand in a line that runs down. The type is 10 pt, one em each way. */
#include "unit/text/decorated.h"

#include "text/orientation.h"

/* One line: its pieces as "text" of upright, <text> of rotated and [text] of runs across, and its advance. */
struct vertical_case {
    const char *rule;
    const char *text;
    const char *pieces;  /* NULL: not looked at */
    const char *advance; /* [em]; NULL: not looked at */
};

/* clang-format off */
static const struct vertical_case rows[] = {
    {"VE-3 example",     "平成31年4月1日",  "平成[31]年[4]月[1]日", "8"},
    {"VE-3 six ems",     "平成31年4月",     "平成[31]年[4]月",      "6"},
    {"VE-3 three digits", "第123号",        "第<123>号",            NULL},
    {"VE-3 in a number", "2024-01-04",      "<2024-01-04>",         NULL},
    {"VE-3 in a word",   "A4判",            "<A4>判",               NULL},
    {"VE-3 no quarter",  "第31回",          "第[31]回",             "3"},
    {"VE-3 !! !?",       "待て!!本当!?",    "待て[!!]本当[!?]",     "6"},
    {"VE-3 one mark",    "待て!国",         "待て<!>国",            NULL},
    {"VE-1 column top",  "（国）",          "（国）",               "2.5"},
    {"VE-1 spacing",     "国」「国",        "国」「国",             "3.5"},
    {"VE-1 comma",       "国、国",          "国、国",               "3"},
    {"VE-2 upright",     "国あア①Ａ１※",    "国あア①Ａ１※",         "7"},
    {"VE-2 transformed", "ー〜（）：",      "ー〜（）<：>",         NULL}, /* this face has no vertical ： */
    {"VE-2 rotated",     "国…国",           "国<…>国",              "3"},
    {"VE-4 words",       "国Web国",         "国<Web>国",            NULL},
    {"VE-5 quotes stay", "国“国”国",        NULL,                   NULL},
    {"SP-8",             "三・一四",        "三・一四",             "3.5"},
    {"SP-8",             "二、三日",        "二、三日",             "3.5"},
    {"SP-8 words only",  "国・国",          "国・国",               "3"},
    {"TX-8",             "か\u309A国",      NULL,                   "2"},
};
/* clang-format on */

static void put_piece(struct sink *sink, const struct text_piece *piece)
{
    const char *marks = piece->run->is_rotated ? "<>" : piece->run->is_vertical ? "" : "[]";

    if (*marks != '\0')
        sink_put_char(sink, marks[0]);
    sink_put(sink, piece->run->text, piece->run->text_size);
    if (*marks != '\0')
        sink_put_char(sink, marks[1]);
}

static char *pieces_of(const struct text_line *line)
{
    struct sink sink = {0};

    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].kind == TEXT_PIECE_RUN && !line->pieces[i].is_annotation)
            put_piece(&sink, &line->pieces[i]);
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

static void open_vertical(struct decorated *decorated, const struct part *parts, const struct setting *setting)
{
    decorated_open(decorated, parts, setting);
    decorated->composed.paragraph.is_vertical = true;
    decorated_run(decorated);
}

static int check_case(const struct vertical_case *row)
{
    struct part parts[] = {PLAIN(row->text), END_OF_PARTS};
    struct sink advance = {0};
    struct decorated decorated;
    int failed;

    open_vertical(&decorated, parts, &(struct setting){0});
    put_ems(&advance, line_of(&decorated, 0)->advance);
    sink_put_char(&advance, '\0');
    failed = check_text(row->rule, row->text, "the pieces", pieces_of(line_of(&decorated, 0)), row->pieces) +
             check_text(row->rule, row->text, "the advance", advance.bytes, row->advance);
    decorated_close(&decorated);
    return failed;
}

static void characters_stand_as_the_rules_say(void **state)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        failed += check_case(&rows[i]);
    assert_int_equal(failed, 0);
}

/* VE-1, VE-2: the first glyph of the text, in two writings. */
static uint32_t first_glyph(const char *text, bool is_vertical)
{
    struct part parts[] = {PLAIN(text), END_OF_PARTS};
    struct decorated decorated;
    uint32_t glyph;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated.composed.paragraph.is_vertical = is_vertical;
    decorated_run(&decorated);
    glyph = line_of(&decorated, 0)->pieces[0].run->glyphs[0].id;
    decorated_close(&decorated);
    return glyph;
}

/* VE-3: 123 across where three digits may be. */
static void three_digits_are_across_where_asked_for(void **state)
{
    static const struct part parts[] = {PLAIN("第123号1234号"), END_OF_PARTS};
    struct decorated decorated;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated.composed.paragraph.is_vertical = true;
    decorated.composed.paragraph.tcy = 3;
    decorated_run(&decorated);
    assert_int_equal(check_text("VE-3", "tcy 3", "the pieces", pieces_of(line_of(&decorated, 0)), "第[123]号<1234>号"),
                     0);
    decorated_close(&decorated);
}

/* VE-5: the quotes' glyphs where asked for; the text stays. */
static void quotes_are_vertical_where_asked_for(void **state)
{
    static const struct part parts[] = {PLAIN("“国”"), END_OF_PARTS};
    struct decorated decorated;
    const struct glyph_run *run;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated.composed.paragraph.is_vertical = true;
    decorated.composed.paragraph.vertical_quotes = true;
    decorated_run(&decorated);
    run = line_of(&decorated, 0)->pieces[0].run;
    assert_int_equal(check_text("VE-5", "quotes", "the pieces", pieces_of(line_of(&decorated, 0)), "“国”"), 0);
    assert_int_equal(run->glyphs[0].id, first_glyph("〝", true));
    assert_int_equal(run->glyphs[2].id, first_glyph("〟", true));
    decorated_close(&decorated);
}

static void orientation_is_that_of_unicode(void **state)
{
    assert_int_equal(orientation_of('A'), ORIENTATION_ROTATED);
    assert_int_equal(orientation_of(0x6C34), ORIENTATION_UPRIGHT);
    assert_int_equal(orientation_of(0x3001), ORIENTATION_UPRIGHT); /* 、 Tu */
    assert_int_equal(orientation_of(0x30FC), ORIENTATION_TRANSFORMED);
    assert_int_equal(orientation_of(0xFF08), ORIENTATION_TRANSFORMED);
    assert_int_equal(orientation_of(0x20000), ORIENTATION_UPRIGHT);
    assert_int_equal(orientation_of(0x10FFFF), ORIENTATION_ROTATED);
}

static void vertical_glyphs_are_the_font_s(void **state)
{
    assert_int_not_equal(first_glyph("、", true), first_glyph("、", false));
    assert_int_not_equal(first_glyph("ー", true), first_glyph("ー", false));
    assert_int_not_equal(first_glyph("「", true), first_glyph("「", false));
    assert_int_not_equal(first_glyph("ゃ", true), first_glyph("ゃ", false));
    assert_int_equal(first_glyph("国", true), first_glyph("国", false));
}

/* font/glyph_run.h: x is below the place in the line, y to the right of its middle. */
static void upright_glyphs_hang_from_their_vertical_origin(void **state)
{
    static const struct part parts[] = {PLAIN("国国"), END_OF_PARTS};
    struct decorated decorated;
    const struct glyph_run *run;

    open_vertical(&decorated, parts, &(struct setting){0});
    run = line_of(&decorated, 0)->pieces[0].run;
    assert_true(run->is_vertical);
    assert_int_equal(line_of(&decorated, 0)->pieces[0].y, 0);
    assert_true(llabs(run->glyphs[0].x - ems(0.88)) < ems(0.002));
    assert_true(llabs(run->glyphs[1].x - ems(1.88)) < ems(0.002));
    assert_true(llabs(run->glyphs[0].y - ems(-0.5)) < ems(0.002));
    assert_int_equal(run->glyphs[0].advance, EM);
    decorated_close(&decorated);
}

static void rotated_runs_have_their_em_box_in_the_middle(void **state)
{
    static const struct part parts[] = {PLAIN("国Web"), END_OF_PARTS};
    struct decorated decorated;
    const struct text_piece *word;

    open_vertical(&decorated, parts, &(struct setting){0});
    word = &line_of(&decorated, 0)->pieces[1];
    assert_true(word->run->is_rotated);
    assert_int_equal(word->x, ems(1.25));
    assert_int_equal(word->y, ems(-0.38));
    decorated_close(&decorated);
}

/* Table of variants, VE-1: turned, with ink from one end of its em to the other, in the middle of the line. */
static void doubled_dashes_join_downwards(void **state)
{
    static const char *const fonts[] = {"gothic", "mincho", "IPAmjMincho", "Noto Sans CJK JP", "Noto Serif CJK JP"};
    static const char *const dashes[] = {"国――", "国——", "国──"};

    for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++)
        for (size_t k = 0; k < sizeof dashes / sizeof dashes[0]; k++) {
            const struct part parts[] = {PLAIN(dashes[k]), END_OF_PARTS};
            const struct text_piece *dash;
            struct decorated decorated;
            hb_glyph_extents_t ink;
            length middle;

            open_vertical(&decorated, parts, &(struct setting){.font = fonts[i]});
            assert_int_equal(line_of(&decorated, 0)->advance, ems(3));
            dash = &line_of(&decorated, 0)->pieces[1];
            assert_true(dash->run->is_rotated);
            assert_int_equal(dash->run->count, 2);
            assert_int_equal(dash->run->glyphs[1].x - dash->run->glyphs[0].x, EM);
            hb_font_get_glyph_extents(dash->run->face->hb_font, dash->run->glyphs[0].id, &ink);
            assert_true(ink.x_bearing <= 0 && ink.width >= dash->run->face->full_width);
            middle = dash->y + length_scale(EM, 2 * ink.y_bearing + ink.height, 2 * (int64_t)dash->run->face->upem);
            assert_in_range(middle + ems(0.05), 0, ems(0.1));
            decorated_close(&decorated);
        }
}

/* VE-3: condensed to one em, in the middle of the line; its baseline 0.88 em down. */
static void what_is_across_takes_one_em(void **state)
{
    static const struct part parts[] = {PLAIN("第"), {.text = "1234", .is_upright = true}, PLAIN("号"), END_OF_PARTS};
    struct decorated decorated;
    const struct text_piece *number;

    open_vertical(&decorated, parts, &(struct setting){0});
    number = &line_of(&decorated, 0)->pieces[1];
    assert_false(number->run->is_rotated || number->run->is_vertical);
    assert_int_equal(number->run->text_size, 4);
    assert_true(number->run->scale < 1000);
    assert_true(number->run->advance <= EM && number->run->advance > ems(0.98));
    assert_int_equal(number->x, ems(1.88));
    assert_int_equal(number->y, -number->run->advance / 2);
    assert_int_equal(line_of(&decorated, 0)->advance, ems(3));
    decorated_close(&decorated);
}

/* VE-3: half-width and third-width digits of the font rather than condensed ones. */
static void what_is_across_has_the_font_s_narrow_digits(void **state)
{
    static const struct part parts[] = {PLAIN("第"), PLAIN("31"), PLAIN("号"), END_OF_PARTS};
    struct decorated decorated;
    const struct glyph_run *run;

    open_vertical(&decorated, parts, &(struct setting){0});
    run = line_of(&decorated, 0)->pieces[1].run;
    assert_int_equal(run->count, 2);
    assert_int_equal(run->scale, 1000);
    assert_int_equal(run->advance, EM);
    assert_int_not_equal(run->glyphs[0].id, font_face_glyph(run->face, '3', 0));
    decorated_close(&decorated);
}

static void a_row_too_long_for_one_em_is_not_set_across(void **state)
{
    static const struct part parts[] = {PLAIN("第"), {.text = "12345", .is_upright = true}, PLAIN("号"), END_OF_PARTS};
    struct decorated decorated;

    open_vertical(&decorated, parts, &(struct setting){0});
    assert_int_equal(check_text("VE-3", "12345", "the pieces", pieces_of(line_of(&decorated, 0)), "第<12345>号"), 0);
    decorated_close(&decorated);
}

static void what_is_across_is_not_broken_and_breaks_like_an_ideograph(void **state)
{
    static const struct part parts[] = {PLAIN("国国31国"), END_OF_PARTS};
    struct decorated decorated;

    open_vertical(&decorated, parts, &(struct setting){.width = 2});
    assert_int_equal(check_text("VE-3", "国国31国", "the lines", line_texts(&decorated), "国国|31国"), 0);
    decorated_close(&decorated);
    open_vertical(&decorated, parts, &(struct setting){.width = 3});
    assert_int_equal(check_text("VE-3", "国国31国", "the lines", line_texts(&decorated), "国国31|国"), 0);
    decorated_close(&decorated);
}

/* VE-1: a bracket is half an em at the column's top; its glyph is drawn half an em higher. */
static void half_bodies_are_half_as_high(void **state)
{
    static const struct part parts[] = {PLAIN("（国）"), END_OF_PARTS};
    struct decorated decorated;
    const struct glyph_run *run;

    open_vertical(&decorated, parts, &(struct setting){0});
    run = line_of(&decorated, 0)->pieces[0].run;
    assert_true(llabs(run->glyphs[0].x - ems(0.88 - 0.5)) < ems(0.002));
    assert_int_equal(run->glyphs[0].advance, ems(0.5));
    assert_int_equal(run->glyphs[1].advance, ems(1));
    decorated_close(&decorated);
}

/* GL-6, VE-1: by vhal in the second, by the fixed amounts in the first; the ink is in the body. */
static void half_marks_stand_where_the_font_says_downwards(void **state)
{
    static const char *const fonts[] = {"IPAmjMincho", "Noto Serif CJK JP", "Noto Sans CJK JP"};
    static const struct part parts[] = {PLAIN("「」・「"), END_OF_PARTS};
    static const double bodies[] = {0, 0.5, 1.25, 2};

    for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++) {
        struct decorated decorated;
        const struct glyph_run *run;

        open_vertical(&decorated, parts, &(struct setting){.font = fonts[i]});
        run = line_of(&decorated, 0)->pieces[0].run;
        assert_int_equal(run->count, 4);
        for (uint32_t k = 0; k < run->count; k++) {
            length below = run->glyphs[k].x - ems(bodies[k]); /* of the body's start */
            hb_glyph_extents_t ink;

            hb_font_get_glyph_extents(run->face->hb_font, run->glyphs[k].id, &ink);
            assert_true(below - length_scale(EM, ink.y_bearing, run->face->upem) >= -EM / 25);
            assert_true(below - length_scale(EM, ink.y_bearing + ink.height, run->face->upem) <= EM / 2 + EM / 25);
        }
        decorated_close(&decorated);
    }
}

static void lines_are_measured_from_their_right_side(void **state)
{
    static const struct part parts[] = {PLAIN("国国"), END_OF_PARTS};
    struct decorated decorated;

    open_vertical(&decorated, parts, &(struct setting){.width = 1});
    assert_true(decorated.composed.block->is_vertical);
    assert_int_equal(decorated.composed.block->count, 2);
    assert_int_equal(decorated.composed.block->baseline, ems(1.7) / 2);
    decorated_close(&decorated);
}

/* DE-1, DE-2, DE-3, DE-4: what is set above level text stands to the right of vertical text. */
static void decoration_stands_on_the_right(void **state)
{
    static const struct part parts[] = {
        RUBY("国", "くに", TEXT_RUBY_GROUP),          {.text = "重", .decoration = TEXT_EMPHASIS},
        {.text = "要", .decoration = TEXT_UNDERLINE}, {.text = "無", .decoration = TEXT_CIRCLE},
        {.text = "旧", .decoration = TEXT_STRIKE},    END_OF_PARTS};
    struct decorated decorated;
    const struct text_line *line;

    open_vertical(&decorated, parts, &(struct setting){0});
    line = line_of(&decorated, 0);
    assert_int_equal(check_text("DE-3", "要旧", "the rules", shapes(line, TEXT_PIECE_RULE), "2 1 0.55, 4 1 0"), 0);
    assert_int_equal(check_text("DE-4", "無", "the circle", shapes(line, TEXT_PIECE_ELLIPSE), "2.85 1.3 -0.65 1.3"), 0);
    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].is_annotation) {
            assert_int_equal(line->pieces[i].y, ems(0.75));
            assert_true(line->pieces[i].run->is_vertical);
        }
    assert_int_equal(decorated.composed.block->baseline, ems(1.0)); /* half an em of ruby, half an em of text */
    decorated_close(&decorated);
}

static length reach_of(const struct text_piece *piece)
{
    return piece->kind == TEXT_PIECE_RULE ? piece->y - piece->weight / 2 : piece->y;
}

/* DE-1, DE-3: ruby is next to its base; the line stands outside it, in one piece, and has room there. */
static void a_line_beside_ruby_stands_outside_it(void **state)
{
    static const struct part parts[] = {
        {.text = "国", .decoration = TEXT_UNDERLINE},
        {.text = "重要", .ruby = "じゅうよう", .ruby_kind = TEXT_RUBY_GROUP, .decoration = TEXT_UNDERLINE},
        PLAIN("と"),
        {.text = "線", .decoration = TEXT_UNDERLINE},
        END_OF_PARTS};
    struct decorated decorated;
    const struct text_line *line;

    open_vertical(&decorated, parts, &(struct setting){0});
    line = line_of(&decorated, 0);
    assert_int_equal(
        check_text("DE-3", "国重要と線", "the rules", shapes(line, TEXT_PIECE_RULE), "0 3.25 1.05, 4.25 1 0.55"), 0);
    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].is_annotation)
            assert_int_equal(line->pieces[i].y, ems(0.75)); /* half an em wide: to 1 em */
        else if (line->pieces[i].kind == TEXT_PIECE_RULE && line->pieces[i].x == 0)
            assert_true(reach_of(&line->pieces[i]) > ems(1));
    assert_int_equal(decorated.composed.block->baseline, ems(1.05 + 0.025 + 0.15)); /* away from the line beside it */
    decorated_close(&decorated);
}

/* DE-1, DE-2 */
static void dots_beside_ruby_stand_outside_it(void **state)
{
    static const struct part parts[] = {
        {.text = "重", .ruby = "じゅう", .ruby_kind = TEXT_RUBY_GROUP, .decoration = TEXT_EMPHASIS}, END_OF_PARTS};
    struct decorated decorated;
    const struct text_line *line;

    open_vertical(&decorated, parts, &(struct setting){0});
    line = line_of(&decorated, 0);
    assert_int_equal(line->count, 3);
    assert_int_equal(line->pieces[1].y, ems(0.75));
    assert_int_equal(line->pieces[2].y, ems(1.25));
    assert_true(decorated.composed.block->baseline > ems(1.25));
    decorated_close(&decorated);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_stand_as_the_rules_say),
        cmocka_unit_test(three_digits_are_across_where_asked_for),
        cmocka_unit_test(quotes_are_vertical_where_asked_for),
        cmocka_unit_test(orientation_is_that_of_unicode),
        cmocka_unit_test(vertical_glyphs_are_the_font_s),
        cmocka_unit_test(upright_glyphs_hang_from_their_vertical_origin),
        cmocka_unit_test(rotated_runs_have_their_em_box_in_the_middle),
        cmocka_unit_test(doubled_dashes_join_downwards),
        cmocka_unit_test(what_is_across_takes_one_em),
        cmocka_unit_test(what_is_across_has_the_font_s_narrow_digits),
        cmocka_unit_test(half_marks_stand_where_the_font_says_downwards),
        cmocka_unit_test(a_row_too_long_for_one_em_is_not_set_across),
        cmocka_unit_test(what_is_across_is_not_broken_and_breaks_like_an_ideograph),
        cmocka_unit_test(half_bodies_are_half_as_high),
        cmocka_unit_test(lines_are_measured_from_their_right_side),
        cmocka_unit_test(decoration_stands_on_the_right),
        cmocka_unit_test(a_line_beside_ruby_stands_outside_it),
        cmocka_unit_test(dots_beside_ruby_stand_outside_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
