/* Sections 7 and 8: where on their lines clusters stand. */
#include "unit/text/composed.h"

struct align_case {
    const char *rule;
    enum text_align align;
    const char *text;
    double width;
    const char *places; /* of the first line's glyphs [em] */
};

/* clang-format off */
static const struct align_case cases[] = {
    {"AL-1", TEXT_START,             "国国",       5,   "0 1"},
    {"AL-1", TEXT_CENTER,            "国国",       5,   "1.5 2.5"},
    {"AL-1", TEXT_END,               "国国",       5,   "3 4"},
    {"AL-1", TEXT_END,               "国国  ",     5,   "3 4 5 5.5"},
    {"AL-1", TEXT_END,               "国国。",     5,   "2 3 4"},
    {"AL-2", TEXT_DISTRIBUTE,        "氏名",       5,   "0 4"},
    {"AL-2", TEXT_DISTRIBUTE,        "所在地",     5,   "0 2 4"},
    {"AL-2", TEXT_DISTRIBUTE,        "所在地",     4,   "0 1.5 3"},
    {"AL-2", TEXT_DISTRIBUTE,        "発生年月日", 7,   "0 1.5 3 4.5 6"},
    {"AL-2", TEXT_DISTRIBUTE,        "印",         2,   "0.5"},
    {"AL-2", TEXT_DISTRIBUTE,        "第12報",     5,   "0 2 2.5 4"},
    {"AL-2", TEXT_DISTRIBUTE,        "か\u309Aき", 4,   "0 3"},
    {"AL-2", TEXT_DISTRIBUTE,        "第１２報",   6,   "0 2 3 5"},
    {"AL-3", TEXT_DISTRIBUTE_AROUND, "氏名",       4,   "0.5 2.5"},
    {"AL-3", TEXT_DISTRIBUTE_AROUND, "印",         2,   "0.5"},
    {"AL-4", TEXT_DISTRIBUTE,        "（株）",     2,   "0 0.5 1.5"},
    {"7.2",  TEXT_JUSTIFY,           "国A 国国",   3.4, "0 1.4 1.9 2.4"},
    {"7.3",  TEXT_JUSTIFY,           "国国国「国", 4,   "0 1.5 3"},
    {"6(a)", TEXT_JUSTIFY,           "国国、国国国", 4.5, "0 1 2 2.5 3.5"},
    {"AL-2", TEXT_DISTRIBUTE,        "１．５倍",   6,   "0 1 1.5 5"},
    {"AL-2", TEXT_DISTRIBUTE,        "約80％",     4,   "0 2 2.5 3"},
    {"AL-2", TEXT_DISTRIBUTE,        "国――国",     6,   "0 2 3 5"},
    {"AL-2", TEXT_DISTRIBUTE,        "Web 版",     6,   NULL},
    {"AL-4", TEXT_DISTRIBUTE,        "（株）",     4,   "0 1.5 3.5"},
    {"AL-4", TEXT_DISTRIBUTE,        "国国国",     2,   "0 1"},
    {"JU-2", TEXT_JUSTIFY,           "国国国",     5,   "0 1 2"},
};

/* With gap_cap. */
static const struct align_case capped_cases[] = {
    {"AL-3", TEXT_DISTRIBUTE_AROUND, "氏名",       8,   "2 5"},
    {"AL-3", TEXT_DISTRIBUTE,        "氏名",       8,   "2 5"},
    {"AL-3", TEXT_DISTRIBUTE,        "氏名",       4,   "0 3"},
};
/* clang-format on */

static int check_case(const struct align_case *row, bool gap_cap)
{
    struct setting setting = {.font = "gothic", .width = row->width, .align = row->align, .gap_cap = gap_cap};
    struct composed composed;
    char *places;
    int failed;

    composed_open(&composed, row->text, &setting);
    composed_run(&composed);
    assert_non_null(composed.block);
    places = composed_places(&composed, 0);
    failed = differs(row->rule, row->text, "the places", places, row->places);
    free(places);
    composed_close(&composed);
    return failed;
}

static void clusters_stand_where_the_alignment_puts_them(void **state)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        failed += check_case(&cases[i], false);
    for (size_t i = 0; i < sizeof capped_cases / sizeof capped_cases[0]; i++)
        failed += check_case(&capped_cases[i], true);
    assert_int_equal(failed, 0);
}

static void a_justified_line_ends_at_the_edge(void **state)
{
    const char *text = "当社は２０２４年１月４日、Web サーバー（公開用）への不正なアクセスを確認した。";
    struct composed composed;

    for (double width = 6; width < 20; width += 0.7) {
        composed_open(&composed, text, &(struct setting){.width = width, .align = TEXT_JUSTIFY});
        composed_run(&composed);
        assert_non_null(composed.block);
        for (size_t i = 0; i + 1 < composed.block->count; i++) {
            const struct text_line *line = &composed.block->lines[i];
            const struct text_piece *last = &line->pieces[line->count - 1];

            assert_int_equal(line->advance, ems(width));
            assert_in_range(last->x + last->width, ems(width - 0.5) - 1, ems(width) + 1);
        }
        composed_close(&composed);
    }
}

static void warnings_name_bad_lines(void **state)
{
    struct composed composed;
    char *codes;

    composed_open(&composed, "国国ABCDE", &(struct setting){.width = 4, .align = TEXT_JUSTIFY});
    composed_run(&composed);
    codes = composed_codes(&composed);
    assert_string_equal(codes, "loose-line");
    free(codes);
    composed_close(&composed);
    composed_open(&composed, "ABC 国国国国", &(struct setting){.width = 3, .align = TEXT_JUSTIFY});
    composed_run(&composed);
    codes = composed_codes(&composed);
    assert_string_equal(codes, "unjustified");
    free(codes);
    composed_close(&composed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_stand_where_the_alignment_puts_them),
        cmocka_unit_test(a_justified_line_ends_at_the_edge),
        cmocka_unit_test(warnings_name_bad_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
