/* DE-1, LB-24, JU-1: ruby and the text under it. Ruby characters are half an em wide. */
#include "unit/text/decorated.h"

#define MONO(string, reading) RUBY(string, reading, TEXT_RUBY_MONO)
#define GROUP(string, reading) RUBY(string, reading, TEXT_RUBY_GROUP)

struct ruby_case {
    const char *rule;
    struct part parts[4];
    double width;        /* [em]; 0: unlimited */
    const char *lines;   /* NULL: not looked at */
    const char *base;    /* of the first line [em] */
    const char *ruby;    /* of the first line [em] */
    const char *advance; /* of the first line [em] */
};

/* clang-format off */
static const struct ruby_case mono[] = {
    {"DE-1 as wide", {MONO("漢字", "かん じ")}, 0, NULL, "0 1", "0 0.5 1.25", "2"},
    {"DE-1 centred", {MONO("目", "め")}, 0, NULL, "0", "0.25", "1"},
    {"DE-1 one without", {MONO("引き金", "ひ  がね")}, 0, NULL, "0 1 2", "0.25 2 2.5", "3"},
    {"DE-1 over kana", {PLAIN("を"), MONO("承", "うけたまわ"), PLAIN("る")}, 0, NULL, "0 1.25 2.5", "0.5 1 1.5 2 2.5", "3.5"},
    {"DE-1 not kanji", {PLAIN("国"), MONO("承", "うけたまわ"), PLAIN("国")}, 0, NULL, "0 1.75 3.5", "1 1.5 2 2.5 3", "4.5"},
    {"DE-1 over blank", {PLAIN("国、"), MONO("承", "うけたまわ"), PLAIN("国")}, 0, NULL, "0 1 2.25 4", "1.5 2 2.5 3 3.5", "5"},
    {"DE-1 both ruby", {MONO("心", "こころ"), MONO("柱", "はしら")}, 0, NULL, "0 1.75", "0 0.5 1 1.5 2 2.5", "3"},
};

static const struct ruby_case edges[] = {
    {"DE-1 line start", {MONO("承", "うけたまわ"), PLAIN("る")}, 0, NULL, "0 2", "0 0.5 1 1.5 2", "3"},
    {"DE-1 line end", {PLAIN("国"), MONO("承", "うけたまわ")}, 0, NULL, "0 1.75", "1 1.5 2 2.5 3", "3.5"},
    {"DE-1 full line", {PLAIN("国"), MONO("承", "うけたまわ"), PLAIN("国")}, 3.5, "国承|国", "0 2.5", "1 1.5 2 2.5 3", "3.5"},
    {"DE-1 alone", {MONO("承", "うけたまわ")}, 0, NULL, "0.75", "0 0.5 1 1.5 2", "2.5"},
    {"DE-1 fit", {PLAIN("国"), MONO("承", "うけたまわ")}, 3.4, "国|承", "0", "", "1"},
    {"DE-1 fit", {PLAIN("国"), MONO("承", "うけたまわ")}, 3.5, "国承", "0 1.75", "1 1.5 2 2.5 3", "3.5"},
};

static const struct ruby_case group[] = {
    {"DE-1 shorter", {GROUP("情報処理", "データ")}, 0, NULL, "0 1 2 3", "0.417 1.75 3.083", "4"},
    {"DE-1 shorter, half an em at the ends",
                         {GROUP("情報処理", "あい")},               0, NULL, "0 1 2 3",      "0.5 3",                   "4"},
    {"DE-1 one character", {GROUP("情報処理", "あ")}, 0, NULL, "0 1 2 3", "1.75", "4"},
    {"DE-1 as wide", {GROUP("大人", "おとなだ")}, 0, NULL, "0 1", "0 0.5 1 1.5", "2"},
    {"DE-1 longer", {PLAIN("国"), GROUP("日本", "にっぽんこく"), PLAIN("国")}, 0, NULL,
     "0 1.25 2.75 4", "1 1.5 2 2.5 3 3.5", "5"},
    {"DE-1 longer, over kana",
                         {PLAIN("の"), GROUP("日本", "にっぽんこく"), PLAIN("に")}, 0, NULL,
     "0 1 2 3", "0.5 1 1.5 2 2.5 3",     "4"},
    {"DE-1 word as one", {GROUP("情報処理", "IT")}, 0, NULL, "0 1 2 3", NULL, "4"},
};

static const struct ruby_case breaks[] = {
    {"LB-24 group", {PLAIN("国国"), GROUP("日本", "にほん"), PLAIN("国")}, 3, "国国|日本国", "0 1", "", "2"},
    {"LB-24 mono", {PLAIN("国国"), MONO("日本", "に ほん"), PLAIN("国")}, 3, "国国日|本国", "0 1 2", "2.25", "3"},
    {"LB-24 too narrow", {PLAIN("国"), GROUP("日本", "にほん")}, 1, "国|日本", "0", "", "1"},
};
/* clang-format on */

static int check_case(const struct ruby_case *row)
{
    struct setting setting = {.width = row->width};
    const char *text = row->parts[0].text;
    struct decorated decorated;
    struct sink advance = {0};
    int failed;

    decorated_open(&decorated, row->parts, &setting);
    decorated_run(&decorated);
    put_ems(&advance, line_of(&decorated, 0)->advance);
    sink_put_char(&advance, '\0');
    failed = check_text(row->rule, text, "the base", glyph_places(line_of(&decorated, 0), false), row->base) +
             check_text(row->rule, text, "the ruby", glyph_places(line_of(&decorated, 0), true), row->ruby) +
             check_text(row->rule, text, "the advance", advance.bytes, row->advance) +
             check_text(row->rule, text, "the lines", line_texts(&decorated), row->lines);
    decorated_close(&decorated);
    return failed;
}

static void check_cases(const struct ruby_case *rows, size_t count)
{
    int failed = 0;

    for (size_t i = 0; i < count; i++)
        failed += check_case(&rows[i]);
    assert_int_equal(failed, 0);
}
#define CHECK(rows) check_cases(rows, sizeof(rows) / sizeof(rows)[0])

static void mono_ruby_stands_over_its_base_and_kana_only(void **state)
{
    CHECK(mono);
}

static void ruby_does_not_stand_out_of_a_line(void **state)
{
    CHECK(edges);
}

static void group_ruby_and_its_base_are_spread_alike(void **state)
{
    CHECK(group);
}

static void lines_end_between_bases_but_not_in_a_group(void **state)
{
    CHECK(breaks);
}

static const struct part plain_ruby[] = {PLAIN("国"), GROUP("日本", "にほん"), PLAIN("国国国"), END_OF_PARTS};

static void ruby_lies_on_the_em_box(void **state)
{
    struct decorated decorated;
    const struct text_line *line;

    decorated_open(&decorated, plain_ruby, &(struct setting){0});
    decorated_run(&decorated);
    line = line_of(&decorated, 0);
    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].is_annotation) {
            assert_int_equal(line->pieces[i].run->size, EM / 2);
            assert_int_equal(line->pieces[i].y, ems(0.88 + 0.06)); /* its own em box ends 0.12 x 0.5 em lower */
            assert_int_equal(line->pieces[i].tag, 1);
        }
    decorated_close(&decorated);
}

/* DE-1: 肩付き, for shorter mono ruby only. */
static void mono_ruby_may_begin_with_its_base(void **state)
{
    static const struct part parts[] = {MONO("目", "め"), MONO("漢字", "かん じ"), GROUP("情報処理", "あ"),
                                        END_OF_PARTS};
    struct decorated decorated;

    decorated_open(&decorated, parts, &(struct setting){0});
    decorated.composed.paragraph.ruby_start = true;
    decorated_run(&decorated);
    assert_int_equal(
        check_text("DE-1", "目漢字", "the ruby", glyph_places(line_of(&decorated, 0), true), "0 1 1.5 2 4.75"), 0);
    decorated_close(&decorated);
}

/* FT-4: the pitch grows only where the ruby would reach into the line above. */
static void a_narrow_pitch_makes_room_for_ruby(void **state)
{
    struct decorated decorated;

    decorated_open(&decorated, plain_ruby, &(struct setting){0});
    decorated_run(&decorated);
    assert_int_equal(decorated.composed.block->pitch, ems(1.7));
    assert_int_equal(decorated.composed.block->baseline, ems(0.5 + 0.88));
    decorated.composed.paragraph.pitch = ems(1.2);
    decorated_run(&decorated);
    assert_int_equal(decorated.composed.block->pitch, ems(1.5));
    assert_int_equal(decorated.composed.block->baseline, ems(0.5 + 0.88));
    decorated_close(&decorated);
}

/* JU-1: 4.5 em of text in a line of 5 em; the gap inside the group stays closed. */
static void justification_leaves_a_group_alone(void **state)
{
    static const struct part parts[] = {PLAIN("国国"), GROUP("日本", "にほん"), PLAIN("国国国国国国"), END_OF_PARTS};
    struct decorated decorated;

    decorated_open(&decorated, parts, &(struct setting){.width = 5.3, .align = TEXT_JUSTIFY});
    decorated_run(&decorated);
    assert_int_equal(
        check_text("JU-1", "国国日本国", "the base", glyph_places(line_of(&decorated, 0), false), "0 1.1 2.2 3.2 4.3"),
        0);
    decorated_close(&decorated);
}

static void a_missing_glyph_in_ruby_is_an_error(void **state)
{
    static const struct part parts[] = {MONO("国", "\U000F0000"), END_OF_PARTS};
    struct decorated decorated;

    decorated_open(&decorated, parts, &(struct setting){0});
    composed_run(&decorated.composed);
    assert_null(decorated.composed.block);
    decorated_close(&decorated);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mono_ruby_stands_over_its_base_and_kana_only),
        cmocka_unit_test(ruby_does_not_stand_out_of_a_line),
        cmocka_unit_test(group_ruby_and_its_base_are_spread_alike),
        cmocka_unit_test(lines_end_between_bases_but_not_in_a_group),
        cmocka_unit_test(ruby_lies_on_the_em_box),
        cmocka_unit_test(mono_ruby_may_begin_with_its_base),
        cmocka_unit_test(a_narrow_pitch_makes_room_for_ruby),
        cmocka_unit_test(justification_leaves_a_group_alone),
        cmocka_unit_test(a_missing_glyph_in_ruby_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
