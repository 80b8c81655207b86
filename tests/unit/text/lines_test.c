#include "unit/text/composed.h"

struct line_case {
    const char *rule;
    const char *text;
    double width; /* [em] */
    const char *lines;
    const char *advances; /* [em]; NULL: not looked at */
};

static int check_case(const struct line_case *row, const struct setting *setting)
{
    struct setting with_width = *setting;
    struct composed composed;
    char *lines, *advances;
    int failed;

    with_width.width = row->width;
    composed_open(&composed, row->text, &with_width);
    composed_run(&composed);
    assert_non_null(composed.block);
    lines = composed_lines(&composed);
    advances = composed_advances(&composed);
    failed = differs(row->rule, row->text, "the lines", lines, row->lines) +
             differs(row->rule, row->text, "the advances", advances, row->advances);
    free(lines);
    free(advances);
    composed_close(&composed);
    return failed;
}

static void check_cases(const struct line_case *rows, size_t count, struct setting setting)
{
    int failed = 0;

    for (size_t i = 0; i < count; i++)
        failed += check_case(&rows[i], &setting);
    assert_int_equal(failed, 0);
}
#define CHECK(rows, ...) check_cases(rows, sizeof(rows) / sizeof(rows)[0], (struct setting){__VA_ARGS__})

/* clang-format off */
static const struct line_case preparation[] = {
    {"TX-3", "国\r\n国",             0, "国|国",           "1 1"},
    {"TX-3", "国\n\n国",             0, "国||国",          "1 0 1"},
    {"TX-3", "国\r国\v国\f国",       0, "国|国|国|国",     "1 1 1 1"},
    {"TX-3", "国\xC2\x85国\u2028国\u2029国", 0, NULL,        "1 1 1 1"},
    {"TX-3", "国\n",                 0, "国",              "1"},
    {"TX-3", "\n",                   0, "",                "0"},
    {"TX-3", "",                     0, "",                "0"},
    {"TX-4", "国\t国",               0, "国\t国",          "5"},
    {"TX-4", "国国国国\t国",         0, NULL,              "9"},
    {"TX-4", "国\t国",               4, "国\t国",          "2.29"},
    {"TX-4", "国\t国国国",           7, "国\t国国国",      "7"},
    {"TX-4", "国\t国国国",           6, "国\t国国|国",     "6 1"},
    {"TX-4", "国\t国\t国",           0, NULL,              "9"},
    {"TX-5", "国\x07国",             0, "国\x07国",        "2"},
    {"TX-5", "国\u200B国",           1, "国\u200B|国",     "1 1"},
    {"TX-5", "国\u2060国",           0, NULL,              "2"},
    {"TX-5", "国\u00AD国",           0, NULL,              "2"},
    {"TX-6", "国国国 国",            3, "国国国|国",       "3 1"},
    {"TX-6", "国国国   国",          3, "国国国|国",       "3 1"},
    {"TX-6", "　国",                 0, "　国",            "2"},
    {"TX-6", "国国\n　国",           0, "国国|　国",       "2 2"},
    {"TX-6", "国\u2003国\u2002国",   0, NULL,              "4.5"},
    {"TX-8", "葛\U000E0100",         1, "葛\U000E0100",    "1"},
    {"TX-8", "か\u309Aき",           1, "か\u309A|き",     "1 1"},
};

static const struct line_case edges[] = {
    {"LE-1", "（山川（川山（山",         3,    "（山川|（川山|（山",    "2.5 2.5 1.5"},
    {"LE-1", "国国」「国国国",           4,    "国国」|「国国国",       "3 3.5"},
    {"LE-2", "国国国」国国国",           3.5,  "国国国」|国国国",       "3.5 3"},
    {"LE-2", "国国国、国国国",           3.6,  "国国国、|国国国",       "3.5 3"},
    {"LE-2", "国国国、国国国",           4,    "国国国、|国国国",       "4 3"},
    {"LE-3", "国国国・国国国",           3.75, "国国国・|国国国",       "3.75 3"},
    {"LE-3", "国国国・国国国",           3.5,  "国国国・|国国国",       "3.5 3"},
    {"LE-3", "国国国・国国国",           4,    "国国国・|国国国",       "4 3"},
    {"LE-4", "国国国！　国国",           4,    "国国国！|国国",         "4 2"},
    {"LE-4", "国国国 　 国国",           3,    "国国国|国国",           "3 2"},
    {"LE-5", "山川田上X下",              4,    "山川田上|X下",          NULL},
};

static const struct line_case breaking[] = {
    {"LB-10", "国国「国国",              3,    "国国|「国国",           "2 2.5"},
    {"LB-11", "国国￥100国",             3.2,  "国国|￥100|国",         NULL},
    {"LB-12", "国国100％国",             3.6,  "国国|100％|国",         NULL},
    {"LB-13", "国――国",                  3,    "国――|国",               "3 1"},
    {"LB-13", "国国――国",                3,    "国国|――国",             "2 3"},
    {"LB-14", "国国03-1234国",           4.5,  "国国|03-1234|国",       NULL},
    {"LB-15", "国国国１２国",            4,    "国国国|１２国",         "3 3"},
    {"LB-16", "国web-prod国",            3.5,  "国web-|prod国",         NULL},
    {"LB-16", "国and/or国",              3.6,  "国|and/or|国",          NULL},
    {"LB-18", "国国（1）国",             3,    "国国|（1）|国",         NULL},
    {"LB-19", "https://ex.jp/a/b",       7,    "https://ex.jp/|a/b",    NULL},
    {"LB-19", "国国国国国国https://ex.jp/a/b", 12, "国国国国国国|https://ex.jp/a/b", NULL},
    {"LB-19", "国https://ex.jp/a/b",     8.1,  "国|https://ex.jp/a/b",  NULL},
    {"LB-19", "国https://ex.jp/a/b",     7,    "国https://ex|.jp/a/b",  NULL},
    {"LB-19", "https://ex.jp/a-bc",      7,    "https://ex.jp/|a-bc",   NULL},
    {"LB-20", "ABCDEFGH",                4,    "ABCDE|FGH",             NULL},
    {"LB-20", "国ABCDEFGH",              4,    "国|ABCDE|FGH",          NULL},
    {"LB-20", "AAAA、国",                2.8,  "AAA|A、国",             NULL},
    {"LB-20", "（AAAA）",                2.5,  "（AA|AA）",             NULL},
    {"LB-21", "国 a b 国",               1.5,  "国|a b|国",             NULL},
    {"LB-21", "国 ）国",                 1,    "国 ）|国",              NULL},
    {"LB-21", "国 ー国",                 1,    "国|ー|国",              NULL},
    {"LB-23", "令和６年１月４日",        4,    "令和６年|１月４日",     "4 4"},
    {"LB-26", "か\u309Aき",              1,    "か\u309A|き",           "1 1"},
};

static const struct line_case worked_examples[] = {
    {"13", "報告書は、次の「様式」による。", 8,   "報告書は、次の|「様式」による。", "7 7.5"},
    {"13", "点検表（毎月）、記録",           6,   "点検表（毎|月）、記録",           "5 4.5"},
    {"13", "点検表（毎月）、記録",           6.5, "点検表（毎|月）、記録",           "5 4.5"},
    {"13", "作業を止めた。次に",             7,   "作業を止めた。|次に",             "7 2"},
    {"13", "作業を止めた。次に",             6.6, "作業を止めた。|次に",             "6.5 2"},
    {"13", "合計￥500円",                    3,   "合計|￥500|円",                   "2 2.854 1"},
    {"13", "速度は60km",                     4.5, "速度は|60km",                     "3 2.697"},
    {"13", "約80％減",                       3,   "約|80％|減",                      "1 2.236 1"},
    {"13", "全「済」へ",                     2,   "全|「済」|へ",                    "1 2 1"},
    {"13", "対策①②③済",                     3,   "対策①|②③済",                     "3 3"},
    {"13", "第2回（8月）",                   5,   "第2回（8|月）",                   "4.736 2"},
    {"13", "確認！　次へ",                   3,   "確認！|次へ",                     "3 2"},
    {"13", "国か\u309A国",                   0,   NULL,                              "3"},
    {"13", "葛\U000E0100飾",                 0,   NULL,                              "2"},
    {"13", "髙﨑𠮷",                         0,   NULL,                              "3"},
};

/* LE-1 to LE-6 as they may be set. */
static const struct line_case kept_start[] = {
    {"LE-1", "（山川（川山（山",         3,    "（山川|（川山|（山", "3 3 2"},
    {"LE-1", "（山川（川山（山",         2.5,  "（山|川|（川|山|（山", NULL},
    {"LE-1", "「国」\n「国」",            4,    "「国」|「国」",      "3 3"},
};

static const struct line_case kept_first_start[] = {
    {"LE-1", "（山川（川山（山",         3,    "（山川|（川山|（山", "3 2.5 1.5"},
    {"LE-1", "（山（川山\n（山",          2.5,  "（山|（川山|（山", "2 2.5 2"},
};

static const struct line_case trimmed_end[] = {
    {"LE-2", "国国国、国国国",           4,    "国国国、|国国国",    "3.5 3"},
    {"LE-2", "国国国」",                 0,    "国国国」",           "3.5"},
    {"LE-3", "国国国・国国国",           4,    "国国国・|国国国",    "3.75 3"},
};

static const struct line_case kept_end[] = {
    {"LE-2", "国国国」国国国",           3.5,  "国国|国」国|国国",   "2 3 2"},
    {"LE-2", "国国国、国国国",           4,    "国国国、|国国国",    "4 3"},
};

static const struct line_case hanging[] = {
    {"LE-6", "作業を中止し、確認した。", 6,    "作業を中止し、|確認した。", "6 5"},
    {"LE-6", "作業を中止し、確認した。", 6.5,  "作業を中止し、|確認した。", "6.5 5"},
    {"LE-6", "作業を中止し、確認した。", 7,    "作業を中止し、|確認した。", "7 5"},
    {"LE-6", "国国国」。国",             3.5,  "国国国」。|国",      "3.5 1"},
    {"LE-6", "国国国。」国",             3,    "国国|国。」|国",     "2 2.5 1"},
    {"LE-6", "国国国.国",                3,    "国国|国.国",         NULL},
    {"LE-6", "国国国｡国",                3,    "国国国｡|国",         "3 1"},
    {"LE-6", "国国国，国",               3,    "国国国，|国",        "3 1"},
};

static const struct line_case forced_hanging[] = {
    {"LE-6", "国国国、国国国。",         5,    "国国国、国|国国。",   "5 2"},
    {"LE-6", "国国国、国国国",           4.5,  "国国国、|国国国",    "3 3"},
};

static const struct line_case no_emergency[] = {
    {"LB-20", "ABCDEFGH国",              4,    "ABCDEFGH|国",        NULL},
    {"LB-20", "国ABCDEFGH国",            4,    "国|ABCDEFGH|国",     NULL},
    {"LB-20", "https://ex.jp/a/b",       7,    "https://ex.jp/|a/b", NULL},
};

static const struct line_case grouped[] = {
    {"LB-23", "国国国第３報国",          5,    "国国国第３|報国",    NULL},
    {"LB-23", "国国国国第３報国",        5,    "国国国国|第３報国",  "4 4"},
    {"LB-23", "国国国国１月４日国",      5,    "国国国国|１月４日国", "4 5"},
    {"LB-23", "国国国国５００円",        5,    "国国国国|５００円",  "4 4"},
    {"LB-23", "国国国国14時30分",        6,    "国国国国14|時30分",  NULL},
    {"LB-23", "国国国国国国14時30分",    7.3,  "国国国国国国|14時30分", "6 4.75"},
    {"LB-23", "国国国国３か所国",        5,    "国国国国|３か所国",  "4 4"},
    {"LB-23", "国国国国国国国国（十二）", 10,  "国国国国国国国国|（十二）", NULL},
    {"LB-23", "令和６年１月４日",        4,    "令和６年|１月４日",  "4 4"},
};

static const struct line_case widows[] = {
    {"PA-4", "国国国国国国国国国国国。", 11,   "国国国国国国国国国国|国。", "10 2"},
    {"PA-4", "国国国国国国国国国国国国。", 11, "国国国国国国国国国国|国国。", "10 3"},
    {"PA-4", "国国国国国国",             5,    "国国国国国|国",      "5 1"},
    {"PA-4", "国国国国国国国国国国国国国国。\n国", 11, NULL,         "11 4 1"},
};

static const struct line_case lists[] = {
    {"PA-2", "・国国国国",               3,    "・国国|国国",        "3 2"},
    {"PA-2", "①国国国国",               3,    "①国国|国国",       "3 2"},
    {"PA-2", "（1）国国国国",            4,    "（1）国国|国国",     "4 2"},
    {"PA-2", "１．国国国国",             4,    "１．国国|国国",      "4 2"},
    {"PA-2", "ア．国国国国",             4,    "ア．国国|国国",      "4 2"},
    {"PA-2", "a)国国国国",               3,    "a)国国|国国",        "3 2"},
    {"PA-2", "※国国\n国国国国",          3,    "※国国|国国国|国",   "3 3 1"},
    {"PA-2", "国国・国国",               3,    "国国・|国国",        "3 2"},
    {"PA-2", "1.5国国国",                3,    NULL,                 NULL},
    {"PA-3", "9.国国国国\n10.国国国国",  4,    "9.国国|国国|10.国国|国国", "4 2 4 2"},
    {"DE-6", "○○国国国",                 3,    "○○国|国国",         "3 2"},
};

static const struct line_case indents[] = {
    {"PA-1", "「国国国",                 3,    "「国|国国",          "1.5 2"},
    {"PA-1", "　国国国",                 3,    "　国国|国",          "3 1"},
};

static const struct line_case condensed[] = {
    {"GL-9", "国国国国",                 2,    "国国国国",           "2"},
    {"GL-9", "国、「国国",               2,    "国、「国|国",        "1.75 0.5"},
    {"GL-9", "国A国",                    0,    NULL,                 "1.612"},
};

static const struct line_case grid[] = {
    {"FT-3", "国国国国",                 6,    "国国国国",           "6"},
    {"FT-3", "国、「国",                 4.5,  "国、|「国",          "3 3"},
    {"FT-3", "国1国2国",                 4.5,  "国1国|2国",          "4.5 3"},
};

static const struct line_case palt_spacing[] = {
    {"GL-7", "国A国",                    0,    NULL,                 "3.224"},
};

static const struct line_case full_spacing[] = {
    {"SP-9", "国」「国",          0, "国」「国",        "4"},
    {"SP-9", "（国）、国",        3, "（国）、|国",     "4 1"},
    {"SP-6", "国A国",             0, NULL,              "3.224"},
};
/* clang-format on */

static void text_is_prepared(void **state)
{
    CHECK(preparation, 0);
}

static void line_edges_are_trimmed(void **state)
{
    CHECK(edges, 0);
}

static void lines_break_where_they_may(void **state)
{
    CHECK(breaking, 0);
}

static void worked_examples_of_the_rules_hold(void **state)
{
    CHECK(worked_examples, 0);
}

static void the_start_of_lines_may_keep_its_space(void **state)
{
    CHECK(kept_start, .line_start = TEXT_LINE_START_SPACE);
    CHECK(kept_first_start, .line_start = TEXT_LINE_START_SPACE_FIRST);
}

static void the_end_of_lines_may_lose_or_keep_its_space(void **state)
{
    CHECK(trimmed_end, .line_end = TEXT_LINE_END_TRIM);
    CHECK(kept_end, .line_end = TEXT_LINE_END_SPACE);
}

static void marks_hang(void **state)
{
    CHECK(hanging, .hang = TEXT_HANG_ALLOW);
    CHECK(forced_hanging, .hang = TEXT_HANG_FORCE);
}

static void overflow_may_be_preferred_to_broken_words(void **state)
{
    CHECK(no_emergency, .overflow_normal = true);
}

static void numbers_and_their_counters_stay_together(void **state)
{
    CHECK(grouped, .font = "gothic", .group_soft = true);
}

static void last_lines_of_one_character_are_avoided(void **state)
{
    CHECK(widows, .widow = true);
}

static void items_of_lists_hang(void **state)
{
    CHECK(lists, .list_auto = true);
}

static void block_of(struct composed *composed, const char *text, struct setting setting)
{
    composed_open(composed, text, &setting);
    composed_run(composed);
    assert_non_null(composed->block);
}

/* Where lines begin, and where the text of an item's first line does: PA-2, PA-3. */
static void further_lines_of_items_stand_under_the_text(void **state)
{
    struct composed composed;
    char *places;

    block_of(&composed, "・国国国国", (struct setting){.width = 3, .list_auto = true});
    assert_int_equal(composed.block->lines[1].x, ems(1));
    places = composed_places(&composed, 0);
    assert_string_equal(places, "0.25 1 2");
    free(places);
    composed_close(&composed);
    block_of(&composed, "（1）国国国国", (struct setting){.width = 4, .list_auto = true});
    assert_int_equal(composed.block->lines[1].x, ems(2));
    places = composed_places(&composed, 0);
    assert_string_equal(places, "0 0.5 1.118 2 3");
    free(places);
    composed_close(&composed);
    block_of(&composed, "9.国国国国\n10.国国国国", (struct setting){.width = 4, .list_auto = true});
    for (size_t i = 1; i < 4; i += 2)
        assert_int_equal(composed.block->lines[i].x, ems(2));
    places = composed_places(&composed, 2);
    assert_string_equal(places, "0 0.618 1.236 2 3");
    free(places);
    composed_close(&composed);
}

/* Stops of the paragraph come first, then one every 4 em; what a tab passes is drawn as its space. */
static void tabs_reach_the_stops_that_are_given(void **state)
{
    const struct text_tab stops[] = {{ems(2), TEXT_TAB_LEFT}, {ems(7), TEXT_TAB_LEFT}};
    struct composed composed;
    char *places;

    composed_open(&composed, "国\t国\t国\t国", &(struct setting){.font = "gothic"});
    composed.paragraph.tabs = stops;
    composed.paragraph.tab_count = 2;
    composed_run(&composed);
    places = composed_places(&composed, 0);
    assert_string_equal(places, "0 1 2 3 7 8 12");
    free(places);
    composed_close(&composed);
}

/* What does not fit at its stop follows the tab as a space would. */
static void tabs_align_the_text_behind_them(void **state)
{
    static const struct tab_case {
        enum text_tab_kind kind;
        const char *text, *places;
    } rows[] = {
        {TEXT_TAB_RIGHT, "国\t国国", "0 1 6 7"},       {TEXT_TAB_RIGHT, "国\t国\t国", "0 1 7 8 12"},
        {TEXT_TAB_RIGHT, "国\t国\n国", "0 1 7"},       {TEXT_TAB_CENTER, "国\t国国", "0 1 7 8"},
        {TEXT_TAB_DECIMAL, "国\t国．国", "0 1 7 8 9"}, {TEXT_TAB_DECIMAL, "国\t国国", "0 1 6 7"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct text_tab stop = {ems(8), rows[i].kind};
        struct composed composed;
        char *places;

        composed_open(&composed, rows[i].text, &(struct setting){.font = "gothic"});
        composed.paragraph.tabs = &stop;
        composed.paragraph.tab_count = 1;
        composed_run(&composed);
        places = composed_places(&composed, 0);
        assert_string_equal(places, rows[i].places);
        free(places);
        composed_close(&composed);
    }
}

static void a_hung_mark_is_not_in_the_advance(void **state)
{
    struct composed composed;

    block_of(&composed, "作業を中止し、確認した。", (struct setting){.width = 6, .hang = TEXT_HANG_ALLOW});
    assert_int_equal(composed.block->lines[0].advance, ems(6));
    assert_int_equal(composed.block->lines[0].hung, ems(0.5));
    assert_int_equal(composed.block->lines[1].hung, 0);
    assert_false(composed.block->has_overflow);
    composed_close(&composed);
}

static void first_lines_are_indented_once(void **state)
{
    CHECK(indents, .indent = 1);
}

static void condensed_text_takes_less_room(void **state)
{
    CHECK(condensed, .scale = 500);
}

static void a_grid_has_a_cluster_in_each_cell(void **state)
{
    CHECK(grid, .grid = 1.5);
}

static void proportional_punctuation_gets_no_gaps(void **state)
{
    CHECK(palt_spacing, .spacing = TEXT_SPACING_PALT);
}

static void full_spacing_keeps_every_em(void **state)
{
    CHECK(full_spacing, .spacing = TEXT_SPACING_FULL);
}

static void max_content_has_untrimmed_edges(void **state)
{
    struct composed composed;

    block_of(&composed, "国国」「国国国", (struct setting){.width = 4});
    assert_int_equal(composed.block->max_content, ems(6.5));
    composed_close(&composed);
    block_of(&composed, "「国」\n国", (struct setting){.width = 2});
    assert_int_equal(composed.block->max_content, ems(3));
    composed_close(&composed);
}

static void every_line_tells_why_it_ends(void **state)
{
    struct composed composed;

    block_of(&composed, "国国国\n国ABCDEF国", (struct setting){.width = 2});
    assert_int_equal(composed.block->count, 7);
    assert_int_equal(composed.block->lines[0].end_reason, TEXT_END_SOFT);
    assert_int_equal(composed.block->lines[1].end_reason, TEXT_END_FORCED);
    assert_int_equal(composed.block->lines[2].end_reason, TEXT_END_SOFT);
    assert_int_equal(composed.block->lines[3].end_reason, TEXT_END_EMERGENCY);
    assert_int_equal(composed.block->lines[6].end_reason, TEXT_END_LAST);
    assert_false(composed.block->has_overflow);
    composed_close(&composed);
}

static void a_cluster_wider_than_the_line_is_overflow(void **state)
{
    struct composed composed;

    block_of(&composed, "国、国", (struct setting){.width = 1});
    assert_int_equal(composed.block->count, 2);
    assert_true(composed.block->has_overflow);
    composed_close(&composed);
}

static void a_single_line_never_breaks_softly(void **state)
{
    struct composed composed;

    block_of(&composed, "国国国国", (struct setting){.width = 2, .single_line = true});
    assert_int_equal(composed.block->count, 1);
    assert_true(composed.block->has_overflow);
    assert_int_equal(composed.block->width, ems(4));
    composed_close(&composed);
}

static void indents_narrow_the_lines(void **state)
{
    struct composed composed;

    block_of(&composed, "「国国国国」", (struct setting){.width = 3, .indent = 1, .hanging_indent = 0.5});
    assert_int_equal(composed.block->lines[0].x, ems(1));
    assert_int_equal(composed.block->lines[0].advance, ems(1.5));
    assert_int_equal(composed.block->lines[1].x, ems(0.5));
    composed_close(&composed);
}

static void a_soft_hyphen_shows_only_at_the_line_end(void **state)
{
    struct composed composed;
    const struct glyph_run *run;

    block_of(&composed, "AAA\u00ADAAA", (struct setting){.width = 3});
    assert_int_equal(composed.block->count, 2);
    run = composed.block->lines[0].pieces[0].run;
    assert_int_equal(run->count, 4);
    assert_int_equal(run->glyphs[3].id, font_face_glyph(run->face, '-', 0));
    assert_int_equal(composed.block->lines[0].advance, run->advance);
    composed_close(&composed);
    block_of(&composed, "AAA\u00ADAAA", (struct setting){0});
    assert_int_equal(composed.block->lines[0].pieces[0].run->count, 6);
    composed_close(&composed);
}

/* The last character of a long line stands where the sum of the advances is, to the unit. */
static void rounding_does_not_pile_up(void **state)
{
    char text[3001];
    struct composed composed;
    const struct text_piece *piece;

    memset(text, '7', 3000);
    text[3000] = '\0';
    block_of(&composed, text, (struct setting){0});
    piece = &composed.block->lines[0].pieces[0];
    assert_int_equal(composed.block->lines[0].advance, length_scale(EM, 3000 * 1266, 2048));
    assert_int_equal(piece->run->glyphs[2999].x, length_scale(EM, 2999 * 1266, 2048));
    composed_close(&composed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_prepared),
        cmocka_unit_test(line_edges_are_trimmed),
        cmocka_unit_test(lines_break_where_they_may),
        cmocka_unit_test(worked_examples_of_the_rules_hold),
        cmocka_unit_test(the_start_of_lines_may_keep_its_space),
        cmocka_unit_test(the_end_of_lines_may_lose_or_keep_its_space),
        cmocka_unit_test(marks_hang),
        cmocka_unit_test(overflow_may_be_preferred_to_broken_words),
        cmocka_unit_test(numbers_and_their_counters_stay_together),
        cmocka_unit_test(last_lines_of_one_character_are_avoided),
        cmocka_unit_test(items_of_lists_hang),
        cmocka_unit_test(further_lines_of_items_stand_under_the_text),
        cmocka_unit_test(tabs_reach_the_stops_that_are_given),
        cmocka_unit_test(tabs_align_the_text_behind_them),
        cmocka_unit_test(a_hung_mark_is_not_in_the_advance),
        cmocka_unit_test(first_lines_are_indented_once),
        cmocka_unit_test(condensed_text_takes_less_room),
        cmocka_unit_test(a_grid_has_a_cluster_in_each_cell),
        cmocka_unit_test(proportional_punctuation_gets_no_gaps),
        cmocka_unit_test(full_spacing_keeps_every_em),
        cmocka_unit_test(max_content_has_untrimmed_edges),
        cmocka_unit_test(every_line_tells_why_it_ends),
        cmocka_unit_test(a_cluster_wider_than_the_line_is_overflow),
        cmocka_unit_test(a_single_line_never_breaks_softly),
        cmocka_unit_test(indents_narrow_the_lines),
        cmocka_unit_test(a_soft_hyphen_shows_only_at_the_line_end),
        cmocka_unit_test(rounding_does_not_pile_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
