/* Section 7: how a line comes to its edge. The face is BIZ UDGothic: digits and spaces are half an em. */
#include "unit/text/composed.h"

struct justify_case {
    const char *rule;
    const char *text;
    double width;
    const char *lines;
    const char *advances; /* [em] */
    const char *places;   /* of the first line's clusters [em]; NULL: not looked at */
};

/* clang-format off */
static const struct justify_case cases[] = {
    /* shrinking, by step */
    {"3.8.3 a",  "国国 国国国",         4.25, "国国 国国|国",     "4.25 1",  "0 1 2 2.25 3.25"},
    {"3.8.3 b",  "国国国」国国国",      3.5,  "国国国」|国国国",  "3.5 3",   "0 1 2 3"},
    {"3.8.3 c",  "国国国・国国国",      3.5,  "国国国・|国国国",  "3.5 3",   "0 1 2 3"},
    {"3.8.3 d",  "国・国国国国",        4.5,  "国・国国国|国",    "4.5 1",   "0 1 1.5 2.5 3.5"},
    {"3.8.3 e",  "国国、「国国国国",    5,    "国国、「国国|国国", "5 2",    "0 1 2 2.5 3 4"},
    {"3.8.3 e",  "国「国」国国国国",    4.6,  "国「国」国|国国国", NULL,     NULL},
    {"3.8.3 e",  "国国。国国国国国",    5.9,  "国国。国国|国国国", "5.9 3",  NULL},
    {"3.8.3 f",  "国国A国国国国国",     5.8,  "国国A国国国|国国", "5.8 2",   "0 1 2.15 2.8 3.8 4.8"},
    /* stretching, by step */
    {"3.8.4 a",  "国 国国国「国国",     4.6,  NULL,               NULL,      NULL},
    {"3.8.4 b",  "国A国国「国国",       4.3,  "国A国国|「国国",   "4.3 2.5", "0 1.4 2.3 3.3"},
    {"3.8.4 c",  "国国国「国国国国国",  4,    "国国国|「国国国|国国", "4 4 2", "0 1.5 3"},
    {"3.8.4 c",  "国国国国国国国国国国国国国国「国国国国国", 15,
                 "国国国国国国国国国国国国国国|「国国国国国", "15 5.5",    NULL},
    /* JU-1: what never opens */
    {"JU-1",     "１２３国国国「国国",  6.5,  "１２３国国国|「国国", "6.5 2.5", "0 1 2 3.167 4.333 5.5"},
    {"JU-1",     "国国――国国「国国",    6.5,  "国国――国国|「国国",   "6.5 2.5", "0 1.125 2.25 3.25 4.375 5.5"},
    {"JU-1",     "ABC国国国「国国",     4.7,  "ABC国国国|「国国", "4.7 2.5", NULL},
    {"JU-1",     "国！国国国「国国",    5.4,  "国！国国国|「国国", "5.4 2.5", "0 1 2 3.2 4.4"},
    {"JU-1",     "国〜国国国「国国",    5.4,  "国〜国国国|「国国", "5.4 2.5", "0 1 2 3.2 4.4"},
    {"JU-1",     "国　国国国「国国",    5.4,  "国　国国国|「国国", "5.4 2.5", "0 1 2 3.2 4.4"},
    {"JU-1",     "「国国国国「国国",    4.9,  "「国国国国|「国国", "4.9 2.5", NULL},
    /* JU-2: the last line */
    {"JU-2",     "国国国",              5,    "国国国",           "3",       "0 1 2"},
    {"JU-2",     "国国\n国国国国",       3,    "国国|国国国|国",   "2 3 1",   "0 1"},
    {"JU-2",     "国国、国国。",        5,    "国国、国国。",     "5",       "0 1 2 2.5 3.5 4.5"},
    {"JU-2",     "国国、国国国国国",    4.5,  "国国、国国|国国国", "4.5 3",  NULL},
    /* JU-3 */
    {"JU-3",     "ABC 国国国国",        2.4,  "ABC|国国|国国",    NULL,      NULL},
};

static const struct justify_case hanging[] = {
    {"JU-4", "国国国国国国、国国国",    6,    "国国国国国国、|国国国", "6 3", "0 1 2 3 4 5 6"},
    {"JU-4", "国国国国国国、国国国",    6.5,  "国国国国国国、|国国国", "6.5 3", "0 1.1 2.2 3.3 4.4 5.5 6.5"},
    {"JU-4", "国国国国国国、国国国",    7,    "国国国国国国、|国国国", "7 3", "0 1 2 3 4 5 6"},
};
/* clang-format on */

static int check_case(const struct justify_case *row, enum text_hang hang)
{
    struct setting setting = {.font = "gothic", .width = row->width, .align = TEXT_JUSTIFY, .hang = hang};
    struct composed composed;
    char *lines, *advances, *places;
    int failed;

    composed_open(&composed, row->text, &setting);
    composed_run(&composed);
    assert_non_null(composed.block);
    lines = composed_lines(&composed);
    advances = composed_advances(&composed);
    places = composed_places(&composed, 0);
    failed = differs(row->rule, row->text, "the lines", lines, row->lines) +
             differs(row->rule, row->text, "the advances", advances, row->advances) +
             differs(row->rule, row->text, "the places", places, row->places);
    free(lines);
    free(advances);
    free(places);
    composed_close(&composed);
    return failed;
}

static void lines_shrink_and_stretch_by_the_steps_of_jlreq(void **state)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        failed += check_case(&cases[i], TEXT_HANG_NONE);
    assert_int_equal(failed, 0);
}

static void marks_hang_before_their_blank_goes(void **state)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof hanging / sizeof hanging[0]; i++)
        failed += check_case(&hanging[i], TEXT_HANG_ALLOW);
    assert_int_equal(failed, 0);
}

/* What compose is told of: which step changed which gap, and which rule ended the line. */
struct told {
    struct composed composed;
    struct composition composition;
};

static void told_open(struct told *told, const char *text, struct setting setting)
{
    setting.font = "gothic";
    composed_open(&told->composed, text, &setting);
    told->composition =
        composition_open(told->composed.arena, &told->composed.paragraph, told->composed.width, told->composed.diags);
    assert_true(compose(&told->composition));
}

static void told_close(struct told *told)
{
    composition_close(&told->composition);
    composed_close(&told->composed);
}

static void every_changed_gap_tells_its_step(void **state)
{
    struct told told;

    told_open(&told, "国国、「国国国国", (struct setting){.width = 5, .align = TEXT_JUSTIFY});
    assert_int_equal(told.composition.gap_steps[3], GAP_SHRINK_PUNCTUATION);
    assert_int_equal(told.composition.gap_steps[1], GAP_UNCHANGED);
    told_close(&told);
    told_open(&told, "国国国「国国国国国", (struct setting){.width = 4, .align = TEXT_JUSTIFY});
    assert_int_equal(told.composition.gap_steps[1], GAP_STRETCH_ALL);
    told_close(&told);
    told_open(&told, "国国国」国国国", (struct setting){.width = 3.5});
    assert_int_equal(told.composition.gap_steps[4], GAP_SHRINK_LINE_END);
    told_close(&told);
}

struct end_case {
    const char *rule;
    const char *text;
    struct setting setting;
};

static void every_line_tells_the_rule_that_ended_it(void **state)
{
    static const struct end_case rows[] = {
        {"TX-3", "国\n国", {.width = 4}},
        {"LB-1", "国国国国」国", {.width = 4.3}},
        {"LB-2", "国国国国ょ国", {.width = 4.3}},
        {"LB-6", "国国国国々国", {.width = 4.3}},
        {"LB-10", "国国国「国", {.width = 4.5}},
        {"LB-12", "国国５％国", {.width = 3}},
        {"LB-13", "国国――国", {.width = 3}},
        {"LB-14", "国国123国", {.width = 3}},
        {"LB-15", "国国１２国", {.width = 3}},
        {"LB-16", "国国abc国", {.width = 3}},
        {"LB-19", "https://ex.jp/a/b", {.width = 7.3}},
        {"LB-20", "ABCDEFGH", {.width = 2}},
        {"LB-23", "国国国国第３報国", {.width = 5, .group_soft = true}},
        {"LE-2", "国国国」国", {.width = 3.5}},
        {"LE-3", "国国国・国", {.width = 3.5}},
        {"LE-4", "国国国　国", {.width = 3}},
        {"LE-6", "国国国、国", {.width = 3, .hang = TEXT_HANG_ALLOW}},
        {"PA-4", "国国国国国国国国国国国国。", {.width = 11, .widow = true}},
        {"6(a)", "国国、「国国国国", {.width = 5, .align = TEXT_JUSTIFY}},
        {"JU-2", "国国、国国。", {.width = 5, .align = TEXT_JUSTIFY}},
        {NULL, "国国国国国国", {.width = 4}},
        {NULL, "国国国国", {.width = 4}},
    };
    int failed = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *wanted = rows[i].rule != NULL ? rows[i].rule : "none";
        const char *got;
        struct told told;

        told_open(&told, rows[i].text, rows[i].setting);
        got = told.composition.lines[0].end_rule;
        failed += differs(wanted, rows[i].text, "the rule", got != NULL ? got : "none", wanted);
        told_close(&told);
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_shrink_and_stretch_by_the_steps_of_jlreq),
        cmocka_unit_test(marks_hang_before_their_blank_goes),
        cmocka_unit_test(every_changed_gap_tells_its_step),
        cmocka_unit_test(every_line_tells_the_rule_that_ended_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
