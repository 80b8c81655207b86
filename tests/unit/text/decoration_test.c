/* DE-2 to DE-4: emphasis dots, rules and circles. */
#include "unit/text/decorated.h"

struct shape_case {
    const char *rule;
    struct part parts[4];
    double width;
    const char *shapes; /* of the first line: x, width, y (, height) [em] */
};

#define LINE TEXT_UNDERLINE

/* clang-format off */
static const struct shape_case rules[] = {
    {"DE-3 over the advance", {{"国国国", .decoration = LINE}}, 0, "0 3 -0.17"},
    {"DE-3 a part", {PLAIN("国"), {"国国", .decoration = LINE}, PLAIN("国")}, 0, "1 2 -0.17"},
    {"DE-3 inner gaps", {{"国、国", .decoration = LINE}}, 0, "0 3 -0.17"},
    {"DE-3 not after the last body", {{"国（国）", .decoration = LINE}}, 0, "0 3.5 -0.17"},
    {"DE-3 one over two parts", {{"国", .decoration = LINE}, {"国", .decoration = LINE}}, 0, "0 2 -0.17"},
    {"DE-3 no trailing space", {{"国国　　", .decoration = LINE}}, 0, "0 2 -0.17"},
    {"DE-3 no space at a wrap", {{"国国　国", .decoration = LINE}}, 2, "0 2 -0.17"},
    {"DE-3 inner spaces", {{"国　国", .decoration = LINE}}, 0, "0 3 -0.17"},
    {"DE-3 strike", {{"国国", .decoration = TEXT_STRIKE}}, 0, "0 2 0.38"},
    {"DE-3 double strike", {{"国国", .decoration = TEXT_DOUBLE_STRIKE}}, 0, "0 2 0.46, 0 2 0.3"},
    {"DE-3 both", {{"国", .decoration = LINE | TEXT_STRIKE}}, 0, "0 1 -0.17, 0 1 0.38"},
    {"DE-3 two apart", {{"国", .decoration = LINE}, PLAIN("国"), {"国", .decoration = LINE}}, 0, "0 1 -0.17, 2 1 -0.17"},
};

static const struct shape_case circles[] = {
    {"DE-4 a circle", {{"有", .decoration = TEXT_CIRCLE}, PLAIN("・無")}, 0, "-0.15 1.3 -0.27 1.3"},
    {"DE-4 the other", {PLAIN("有・"), {"無", .decoration = TEXT_CIRCLE}}, 0, "1.85 1.3 -0.27 1.3"},
    {"DE-4 wider", {PLAIN("有・"), {"該当なし", .decoration = TEXT_CIRCLE}}, 0, "1.85 4.3 -0.27 1.3"},
    {"DE-4 two side by side", {{"男", .decoration = TEXT_CIRCLE}, {"女", .decoration = TEXT_CIRCLE}}, 0,
     "-0.15 1.3 -0.27 1.3, 0.85 1.3 -0.27 1.3"},
};
/* clang-format on */

static int check_case(const struct shape_case *row, enum text_piece_kind kind)
{
    struct decorated decorated;
    int failed;

    decorated_open(&decorated, row->parts, &(struct setting){.width = row->width});
    decorated_run(&decorated);
    failed = check_text(row->rule, row->parts[0].text, "the shapes", shapes(line_of(&decorated, 0), kind), row->shapes);
    decorated_close(&decorated);
    return failed;
}

static void check_cases(const struct shape_case *rows, size_t count, enum text_piece_kind kind)
{
    int failed = 0;

    for (size_t i = 0; i < count; i++)
        failed += check_case(&rows[i], kind);
    assert_int_equal(failed, 0);
}
#define CHECK(rows, kind) check_cases(rows, sizeof(rows) / sizeof(rows)[0], kind)

static void rules_run_over_the_trimmed_text(void **state)
{
    CHECK(rules, TEXT_PIECE_RULE);
}

static void circles_stand_around_the_em_boxes(void **state)
{
    CHECK(circles, TEXT_PIECE_ELLIPSE);
}

/* DE-3: descenders are not crossed, and the line stays in one piece and at one height over other faces and sizes. */
static void an_underline_is_below_descenders_and_level(void **state)
{
    static const struct part parts[] = {
        {"国", .decoration = LINE}, {"gy", .decoration = LINE}, {"国", .decoration = LINE, .size = 0.7}, END_OF_PARTS};
    struct decorated decorated;
    const struct text_piece *rule;
    const struct text_line *line;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated_run(&decorated);
    line = line_of(&decorated, 0);
    rule = &line->pieces[line->count - 1];
    assert_int_equal(rule->kind, TEXT_PIECE_RULE);
    assert_int_equal(line->pieces[line->count - 2].kind, TEXT_PIECE_RUN);
    assert_true(rule->y < ems(-0.22)); /* g of this face ends 0.2 em below the baseline */
    assert_int_equal(rule->weight, ems(0.05));
    assert_int_equal(rule->width, line->advance);
    decorated_close(&decorated);
}

static void a_rule_is_never_too_fine_to_print(void **state)
{
    static const struct part parts[] = {{"国", .decoration = LINE, .size = 0.4}, END_OF_PARTS};
    struct decorated decorated;
    const struct text_line *line;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated_run(&decorated);
    line = line_of(&decorated, 0);
    assert_int_equal(line->pieces[line->count - 1].weight, LENGTH_PER_PT / 4);
    decorated_close(&decorated);
}

/* DE-4: neighbours' glyph boxes are not touched: ・ has a quarter em on each side, the circle takes 0.15. */
static void a_circle_leaves_its_neighbours_alone(void **state)
{
    static const struct part parts[] = {{"有", .decoration = TEXT_CIRCLE}, PLAIN("・無"), END_OF_PARTS};
    struct decorated decorated;
    const struct text_line *line;
    const struct text_piece *circle;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated_run(&decorated);
    line = line_of(&decorated, 0);
    circle = &line->pieces[line->count - 1];
    assert_int_equal(line->advance, ems(3));
    assert_true(circle->x + circle->width + circle->weight / 2 <= ems(1.25 - 0.07));
    decorated_close(&decorated);
}

static void a_choice_is_not_broken(void **state)
{
    static const struct part parts[] = {PLAIN("国国"), {"該当", .is_whole = true}, END_OF_PARTS};
    struct decorated decorated;

    decorated_open(&decorated, parts, &(struct setting){.width = 3});
    decorated_run(&decorated);
    assert_int_equal(check_text("DE-4", "国国該当", "the lines", line_texts(&decorated), "国国|該当"), 0);
    decorated_close(&decorated);
}

/* --- dots --------------------------------------------------------------------------------------------------------- */

static size_t count_dots(const struct text_line *line)
{
    size_t count = 0;

    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].is_annotation)
            count += line->pieces[i].run->count;
    return count;
}

struct dot_case {
    const char *text;
    size_t dots;
};

static void dots_stand_over_characters_only(void **state)
{
    static const struct dot_case rows[] = {
        {"重要", 2},       {"重、要。", 2}, {"（重）要！", 2},   {"重　要", 2},
        {"か\u309Aき", 2}, {"A1, b", 3},    {"葛\U000E0100", 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct part parts[] = {{rows[i].text, .decoration = TEXT_EMPHASIS}, END_OF_PARTS};
        struct decorated decorated;

        decorated_open(&decorated, parts, &(struct setting){.missing = TEXT_MISSING_GETA});
        decorated_run(&decorated);
        if (count_dots(line_of(&decorated, 0)) != rows[i].dots)
            fprintf(stderr, "DE-2: %s\n", rows[i].text);
        assert_int_equal(count_dots(line_of(&decorated, 0)), rows[i].dots);
        decorated_close(&decorated);
    }
}

/* The middle of the ink of the dot over a character of 1 em that starts at `x`, from the line's start. */
static void assert_centred(const struct text_piece *piece, uint32_t index, double x)
{
    const struct glyph_run *run = piece->run;
    hb_glyph_extents_t ink;
    length middle_x, middle_y;

    assert_true(hb_font_get_glyph_extents(run->face->hb_font, run->glyphs[index].id, &ink));
    middle_x = length_scale(run->size, ink.x_bearing + ink.width / 2, run->face->upem);
    middle_y = length_scale(run->size, ink.y_bearing + ink.height / 2, run->face->upem);
    assert_true(llabs(piece->x + run->glyphs[index].x + middle_x - ems(x + 0.5)) < ems(0.002));
    assert_true(llabs(piece->y + run->glyphs[index].y + middle_y - ems(0.88 + 0.25)) < ems(0.002));
}

/* Fonts disagree about the size of a bullet; what is seen is a fifth of the em at least, so two fifths of a half em. */
static void assert_ink(const struct text_piece *piece, double least)
{
    const struct glyph_run *run = piece->run;
    hb_glyph_extents_t ink;

    assert_true(hb_font_get_glyph_extents(run->face->hb_font, run->glyphs[0].id, &ink));
    assert_true(length_scale(run->size, ink.width, run->face->upem) >= ems(least - 0.001));
    assert_true(length_scale(run->size, ink.width, run->face->upem) <= ems(0.5));
}

static void dots_are_centred_and_large_enough(void **state)
{
    static const struct part parts[] = {PLAIN("国"), {"重、要", .decoration = TEXT_EMPHASIS}, END_OF_PARTS};
    struct decorated decorated;
    const struct text_piece *dots;
    const struct text_line *line;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated_run(&decorated);
    line = line_of(&decorated, 0);
    dots = &line->pieces[line->count - 1];
    assert_true(dots->is_annotation);
    assert_int_equal(dots->run->count, 2);
    assert_ink(dots, 0.2);
    assert_int_equal(dots->run->text_size, 0); /* they say nothing */
    assert_centred(dots, 0, 1);
    assert_centred(dots, 1, 3);
    assert_int_equal(line->advance, ems(4));
    assert_int_equal(decorated.composed.block->pitch, ems(1.7));
    assert_int_equal(decorated.composed.block->baseline, ems(0.35 + 0.88));
    decorated_close(&decorated);
}

/* DE-3: rules end before a hung mark, before spaces a wrap swallows, and begin behind an indent. */
static void rules_do_not_run_under_what_hangs(void **state)
{
    static const struct part parts[] = {{.text = "国国国、国 国国国", .decoration = TEXT_UNDERLINE}, END_OF_PARTS};
    struct setting setting = {.width = 3, .hang = TEXT_HANG_ALLOW, .indent = 0};
    struct decorated decorated;

    decorated_open(&decorated, parts, &setting);
    decorated_run(&decorated);
    assert_true(line_of(&decorated, 0)->hung > 0);
    assert_int_equal(
        check_text("DE-3", "hung", "the rule", shapes(line_of(&decorated, 0), TEXT_PIECE_RULE), "0 3 -0.17"), 0);
    decorated_close(&decorated);
}

/* FT-4: what is set around text moves it within its pitch, and makes that wider only where it must. */
static void decoration_has_room_within_the_pitch(void **state)
{
    static const struct {
        unsigned decoration;
        double pitch;
        double above, below; /* at least, beyond the em box [em] */
        double expected;
    } rows[] = {
        {TEXT_EMPHASIS, 1.7, 0.35, 0, 1.7},    {TEXT_EMPHASIS, 1.4, 0.35, 0, 1.4},
        {TEXT_UNDERLINE, 1.7, 0, 0.07, 1.7},   {TEXT_UNDERLINE, 1.1, 0, 0.07, 1.1},
        {TEXT_CIRCLE, 1.4, 0.175, 0.175, 1.4}, {TEXT_CIRCLE, 1.2, 0.175, 0.175, 1.35},
        {TEXT_STRIKE, 1.0, 0, 0, 1.0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct part parts[] = {{.text = "国国", .decoration = rows[i].decoration}, END_OF_PARTS};
        const struct text_block *block;
        struct decorated decorated;

        decorated_open(&decorated, parts, &(struct setting){0});
        decorated.composed.paragraph.pitch = ems(rows[i].pitch);
        decorated_run(&decorated);
        block = decorated.composed.block;
        assert_true(block->pitch >= ems(rows[i].expected) - 1 && block->pitch <= ems(rows[i].expected) + 1);
        assert_true(block->baseline - ems(0.88) >= ems(rows[i].above) - 1);
        assert_true(block->pitch - block->baseline - ems(0.12) >= ems(rows[i].below) - 1);
        decorated_close(&decorated);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_run_over_the_trimmed_text),
        cmocka_unit_test(circles_stand_around_the_em_boxes),
        cmocka_unit_test(an_underline_is_below_descenders_and_level),
        cmocka_unit_test(a_rule_is_never_too_fine_to_print),
        cmocka_unit_test(a_circle_leaves_its_neighbours_alone),
        cmocka_unit_test(a_choice_is_not_broken),
        cmocka_unit_test(dots_stand_over_characters_only),
        cmocka_unit_test(dots_are_centred_and_large_enough),
        cmocka_unit_test(rules_do_not_run_under_what_hangs),
        cmocka_unit_test(decoration_has_room_within_the_pitch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
