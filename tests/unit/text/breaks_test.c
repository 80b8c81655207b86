/* Where a line may end, independent of width: | in the text is every soft break and no other. */
#include "unit/text/composed.h"

struct break_case {
    const char *rule;
    const char *text; /* with | at each soft break */
};

static char *without_bars(const char *text)
{
    char *plain = mem_alloc(strlen(text) + 1);
    size_t size = 0;

    for (; *text != '\0'; text++)
        if (*text != '|')
            plain[size++] = *text;
    plain[size] = '\0';
    return plain;
}

static char *with_bars(const struct composition *composition, enum line_break least)
{
    struct sink sink = {0};

    for (size_t i = 0; i < composition->count; i++) {
        const struct cluster *cluster = &composition->clusters[i];

        if (i > 0 && composition->breaks[i] >= least && composition->breaks[i] != BREAK_FORCED)
            sink_put_char(&sink, '|');
        sink_put(&sink, composition->bytes + cluster->start, cluster->end - cluster->start);
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

static int check_case(const struct break_case *row, enum text_break line_break, enum line_break least)
{
    struct setting setting = {.line_break = line_break, .missing = TEXT_MISSING_GETA};
    char *plain = without_bars(row->text);
    char *got;
    struct composed composed;
    struct composition composition = {.width = FINE_UNLIMITED};
    int failed;

    composed_open(&composed, plain, &setting);
    composition.arena = composed.arena;
    composition.scratch = composed.arena;
    composition.paragraph = &composed.paragraph;
    composition.diags = composed.diags;
    assert_true(compose(&composition));
    got = with_bars(&composition, least);
    failed = differs(row->rule, plain, "the text with its breaks", got, row->text);
    free(got);
    free(plain);
    composed_close(&composed);
    return failed;
}

static void check_cases(const struct break_case *rows, size_t count, enum text_break line_break, enum line_break least)
{
    int failed = 0;

    for (size_t i = 0; i < count; i++)
        failed += check_case(&rows[i], line_break, least);
    assert_int_equal(failed, 0);
}
#define CHECK(rows, line_break, least) check_cases(rows, sizeof(rows) / sizeof(rows)[0], line_break, least)

static const struct break_case strict[] = {
    {"LB-1", "国|国」|国）|国、|国。|国|国"},
    {"LB-1", "国)|国]|国,|国.|国:|国;|国!|国?|国/|国"},
    {"LB-2", "きゃ|きゅ|カッ|ター|と"},
    {"LB-3", "国〜|国～|国゠|国"},
    {"LB-4", "国‐|国–|国"},
    {"LB-5", "国・|国：|国；|国！|国？|国‼|国⁇|国⁈|国⁉|国･|国"},
    {"LB-6", "国々|国〻|かゝ|かゞ|カヽ|カヾ|国"},
    {"LB-7", "国…|国‥|国⋯|国"},
    {"LB-8", "国％|国‰|国℃|国℉|国°|国′|国″|国￠|国"},
    {"LB-8", "国|㎏|国|㍍|国"},
    {"LB-8", "あっ％|国"},
    {"LB-10", "国|「国|（国|『国|(国|[国|{国"},
    {"LB-11", "国|￥国|＄国|￡国|€国|＃国|№国|$国|¥国"},
    {"LB-11", "国、|￥500|国」|￥5"},
    {"LB-12", "国|100％|国|5㎏|国|１０㎏|国|１０％|国|5℃|国"},
    {"LB-13", "国|――|国|——|国……|国‥‥|国|──|国"},
    {"LB-13", "国…|―|国"},
    {"LB-14", "国|03-1234|国|1,234.5|国|14:32|国|2024-01-04|国|1/2|国"},
    {"LB-14", "国|12km|国|0x80|国|12 |km|国"},
    {"LB-15", "国|１２|国|１，２３４．５|国"},
    {"LB-16", "国|web-|prod|国|and/or|国|a.b|国--option|国|x= |-x|国"},
    {"LB-16", "国|ab\u2010|cd|国|ab\u2013|cd|国|ab\u00AD|cd|国|ab\u200B|cd|国"},
    {"LB-17", "国|report|国"},
    {"LB-18", "国|（1）|国|①|国|手|順|「A」|国"},
    {"LB-18", "80％|（国）|国"},
    {"LB-21", "国 |a |b |国"},
    {"LB-21", "国 |ょ |ー |々 |％ |/ |・ |国"},
    {"LB-21", "国 」|国 、|国 。|国 ）|国"},
    {"LB-21", "国\t|国"},
    {"LB-22", "国\u00A0国|国\u2060国|国\u202F国|国\uFEFF国"},
    {"LB-23", "第|３|報|令|和|６|年|１|月"},
    {"LB-26", "国|①|②|国|※|国|○|国"},
    {"LB-26", "か\u309A|き|葛\U000E0100|国"},
    {"LB-26", "国|“国”|国|‘国’|国|〝国〟|国"},
    {"LB-26", "don’t |do"},
    {"TX-5", "国|国\x07|国"},
    {"TX-8", "国|👨‍👩‍👧|国|🇯🇵|🇯🇵|国|1️⃣|国"},
    {"WESTERN", "国|A(b)c |(d) |\"e\" |国\"f\"国"},
    {"THAI", "国|ไทย|国"},
    {"HANGUL", "한|국|어 |한|국"},
};

static const struct break_case normal[] = {
    {"LB-2", "き|ゃ|き|ゅ|カ|ッ|タ|ー|と"},
    {"LB-3", "国|〜|国|～|国|゠|国"},
    {"LB-4", "国‐|国–|国"},
    {"LB-5", "国・|国：|国！|国？|国"},
    {"LB-6", "国々|国ゝ|国"},
    {"LB-7", "国…|国‥|国"},
    {"LB-8", "国％|国℃|国"},
    {"LB-1", "国」|国、|国"},
};

static const struct break_case loose[] = {
    {"LB-2", "き|ゃ|カ|ッ|タ|ー"},
    {"LB-3", "国|〜|国"},
    {"LB-4", "国|‐|国|–|国"},
    {"LB-5", "国|・|国|：|国|！|国|？|国|‼|国"},
    {"LB-6", "国|々|国|ゝ|国"},
    {"LB-7", "国|…|国|‥|国|……|国"},
    {"LB-8", "国|％|国|℃|国|5％|国"},
    {"LB-1", "国」|国、|国"},
    {"LB-10", "国|「国"},
};

static const struct break_case anywhere[] = {
    {"LB-25", "国|」|国|、|A|B|1|2|か\u309A|国"},
};

static const struct break_case second_rank[] = {
    {"LB-19", "https://ex|.jp/|a/|b?|c=|d&|e"}, {"LB-19", "www|.ex|.jp"},      {"LB-19", "desk|@example|.co|.jp、|国"},
    {"LB-19", "国|x/y|国|a@b|国|a.b|国"},       {"LB-19", "（http://a/）|国"}, {"LB-19", "http://a-|b/|c"},
};

static void strict_breaks(void **state)
{
    CHECK(strict, TEXT_BREAK_STRICT, BREAK_SOFT);
}

static void normal_breaks(void **state)
{
    CHECK(normal, TEXT_BREAK_NORMAL, BREAK_SOFT);
}

static void loose_breaks(void **state)
{
    CHECK(loose, TEXT_BREAK_LOOSE, BREAK_SOFT);
}

static void anywhere_breaks(void **state)
{
    CHECK(anywhere, TEXT_BREAK_ANYWHERE, BREAK_SOFT);
}

static void addresses_have_points_of_second_rank(void **state)
{
    CHECK(second_rank, TEXT_BREAK_STRICT, BREAK_SECOND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strict_breaks),
        cmocka_unit_test(normal_breaks),
        cmocka_unit_test(loose_breaks),
        cmocka_unit_test(anywhere_breaks),
        cmocka_unit_test(addresses_have_points_of_second_rank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
