/* Section 4: the advance of one line. LE-2 keeps the blank half of punctuation at its end. */
#include "unit/text/composed.h"

struct spacing_case {
    const char *rule;
    const char *text;
    const char *advance;
};

static int check_case(const struct spacing_case *row, struct setting setting)
{
    struct composed composed;
    char *got;
    int failed;

    composed_open(&composed, row->text, &setting);
    composed_run(&composed);
    assert_non_null(composed.block);
    got = composed_advances(&composed);
    failed = differs(row->rule, row->text, "the advance", got, row->advance);
    free(got);
    composed_close(&composed);
    return failed;
}

static void check_cases(const struct spacing_case *rows, size_t count, struct setting setting)
{
    int failed = 0;

    for (size_t i = 0; i < count; i++)
        failed += check_case(&rows[i], setting);
    assert_int_equal(failed, 0);
}
#define CHECK(rows, ...) check_cases(rows, sizeof(rows) / sizeof(rows)[0], (struct setting){__VA_ARGS__})

/* BIZ UDGothic: Latin letters and digits are half an em. */
static const struct spacing_case gothic[] = {
    {"SP-1", "国、国", "3"},
    {"SP-1", "国（国）国", "5"},
    {"SP-1", "国・国", "3"},
    {"SP-2", "国」「国", "3.5"},
    {"SP-2", "国）、（国", "4"},
    {"SP-2", "国。」国", "3.5"},
    {"SP-2", "国「「国", "3.5"},
    {"SP-2", "国」・「国", "4"},
    {"SP-2", "国」。「国", "4"},
    {"SP-2", "国、・国", "4"},
    {"SP-2", "国・・国", "4"},
    {"SP-3", "国！」国", "4"},
    {"SP-3", "国？「国", "4"},
    {"SP-3", "国！　国", "4"},
    {"SP-4", "国――国", "4"},
    {"SP-4", "国……」国", "5"},
    {"SP-4", "国〜国", "3"},
    {"SP-4", "国――「国", "5"},
    {"SP-6", "国A国", "3"},
    {"SP-6", "ー1", "1.75"},
    {"SP-6", "々1", "1.75"},
    {"SP-6", "1円", "1.75"},
    {"SP-6", "か\u309AA", "1.75"},
    {"SP-7", "国 A 国", "3.5"},
    {"SP-7", "「A」", "2"},
    {"SP-7", "国（A国", "3.75"},
    {"SP-7", "国％A国", "3.75"},
    {"SP-7", "国℃A", "2.5"},
    {"SP-7", "①A", "1.5"},
    {"SP-7", "Ａ1国", "2.75"},
    {"SP-7", "国ｱ国", "2.5"},
    {"SP-7", "国(国)国", "4"},
    {"GL-5", "国｡国", "2.5"},
    {"GL-5", "国､国", "2.5"},
    {"GL-5", "国｢国｣国", "4"},
    {"GL-5", "国･国", "2.5"},
    {"TX-5",
     "国\x07"
     "A",
     "1.75"},
    {"TX-8", "ｶﾞ国", "2"},
    {"QUOTES", "国“国”国", "5"},
    {"ALPHA", "国α国", "3"},
};

static const struct spacing_case mincho[] = {
    {"SP-6", "𠀀A", "1.974"},
    {"SP-6", "国A国", "3.224"},
    {"QUOTES", "A“B”C", "4.163"},
};

static const struct spacing_case full[] = {
    {"SP-9", "国」「国", "4"},
    {"SP-9", "「国」", "3"},
};

static void spacing_of_a_full_width_face(void **state)
{
    CHECK(gothic, .font = "gothic", .missing = TEXT_MISSING_GETA);
}

static void spacing_of_a_proportional_face(void **state)
{
    CHECK(mincho, .font = "IPAmjMincho", .missing = TEXT_MISSING_GETA);
}

static void full_spacing(void **state)
{
    CHECK(full, .font = "gothic", .spacing = TEXT_SPACING_FULL);
}

static void autospace_can_be_off(void **state)
{
    const struct spacing_case rows[] = {{"SP-6", "国A国", "2.5"}};

    CHECK(rows, .font = "gothic", .no_autospace = true);
}

/* SP-5: the comma's gap is measured in its own em, the gap to Latin in the Japanese side's. */
static void gaps_are_measured_in_their_owners_em(void **state)
{
    struct composed composed;
    struct text_style small;
    struct text_span spans[3];

    composed_open(&composed, "国、", &(struct setting){.font = "gothic"});
    small = composed.style;
    small.size = EM / 2;
    spans[0] = composed.span;
    spans[1] = (struct text_span){.style = &small, .bytes = "国A", .size = strlen("国A")};
    spans[2] = (struct text_span){.style = &composed.style, .bytes = "国", .size = strlen("国")};
    composed.paragraph.spans = spans;
    composed.paragraph.count = 3;
    composed_run(&composed);
    assert_non_null(composed.block);
    /* 国 1, 、 ½ + ½, 国 ½, gap ⅛, A ¼, gap ¼, 国 1 */
    assert_int_equal(composed.block->lines[0].advance, ems(4.125));
    assert_int_equal(composed.block->lines[0].count, 3);
    composed_close(&composed);
}

static void atoms_are_ideographs_without_gaps(void **state)
{
    struct composed composed;
    struct text_span spans[3];

    composed_open(&composed, "A", &(struct setting){.font = "gothic"});
    spans[0] = composed.span;
    spans[1] = (struct text_span){.style = &composed.style, .atom_width = EM, .tag = 7};
    spans[2] = (struct text_span){.style = &composed.style, .bytes = "「国", .size = strlen("「国")};
    composed.paragraph.spans = spans;
    composed.paragraph.count = 3;
    composed_run(&composed);
    assert_non_null(composed.block);
    assert_int_equal(composed.block->lines[0].advance, ems(0.5 + 1 + 1 + 1));
    assert_int_equal(composed.block->lines[0].count, 3);
    assert_null(composed.block->lines[0].pieces[1].run);
    assert_int_equal(composed.block->lines[0].pieces[1].x, ems(0.5));
    assert_int_equal(composed.block->lines[0].pieces[1].width, EM);
    assert_int_equal(composed.block->lines[0].pieces[1].tag, 7);
    composed_close(&composed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spacing_of_a_full_width_face),
        cmocka_unit_test(spacing_of_a_proportional_face),
        cmocka_unit_test(full_spacing),
        cmocka_unit_test(autospace_can_be_off),
        cmocka_unit_test(gaps_are_measured_in_their_owners_em),
        cmocka_unit_test(atoms_are_ideographs_without_gaps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
