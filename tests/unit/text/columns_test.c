/*
 * Fixed pitch: clusters of one or two columns, whatever font draws them. The em is 10 pt, so a column is 0.5 em. The
 * Western letters and kana of IPAmjMincho are proportional, those of BIZ UDGothic are not.
 */
#include "composed.h"

#include "base/utf8.h"

static const char *const faces[] = {"gothic", "IPAmjMincho"};

/* Column in which each cluster of the only line stands, and behind the last. */
static char *columns_of(const struct text_line *line)
{
    struct sink sink = {0};
    length x = 0;

    for (size_t i = 0; i < line->count; i++) {
        const struct glyph_run *run = line->pieces[i].run;

        x = line->pieces[i].x;
        for (uint32_t k = 0; k < run->count; k++) {
            if (k == 0 || run->glyphs[k].start != run->glyphs[k - 1].start)
                sink_format(&sink, "%g ", (double)x / (EM / 2));
            x += run->glyphs[k].advance;
        }
    }
    sink_format(&sink, "%g", (double)x / (EM / 2));
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

static void a_cluster_takes_one_or_two_columns_whatever_font_draws_it(void **state)
{
    static const char *const rows[][2] = {
        {"国A国", "0 2 3 5"},
        {"iWmg", "0 1 2 3 4"},
        {"国、「国」。", "0 2 4 6 8 10 12"},            /* no mark loses its half em */
        {"（1）(1)", "0 2 3 5 6 7 8"},                  /* full-width and half-width brackets */
        {"①※○□─→", "0 2 4 6 8 10 12"},                  /* ambiguous: two in Japanese text */
        {"ΩЖ±×°", "0 2 4 6 8 10"},                      /* Greek, Cyrillic, signs: ambiguous too */
        {"“国”…", "0 2 4 6 8"},                         /* quotes, leader */
        {"ｱﾊﾟ｡ｶﾞ", "0 1 3 4 6"},                        /* the sound mark of a half-width kana has a column */
        {"か\xE3\x82\x99国", "0 2 4"},                  /* a combining one has not */
        {"e\xCC\x81x", "0 1 2"},                        /* nor has an accent */
        {"葛\xF3\xA0\x84\x80国", "0 2 4"},              /* nor a variation selector */
        {"\xF0\xA0\xAE\xB7国", "0 2 4"},                /* 𠮷, from another font */
        {"☑x", "0 1 2"},                                /* neutral: one, though its glyph is as wide as two */
        {"\xF0\x9F\x98\x80x", "0 2 3"},                 /* an emoji */
        {"\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5x", "0 2 3"}, /* a flag */
        {"\xE2\x9D\xA4\xEF\xB8\x8Fx", "0 2 3"},         /* ❤ as an emoji */
        {"\xEA\xB0\x80x", "0 2 3"},                     /* 가 */
        {"\xE1\x84\x80\xE1\x85\xA1x", "0 2 3"},         /* the same, of two characters */
        {"a\tb", "0 1 8 9"},
        {"国国国国\tb", "0 2 4 6 8 16 17"},
        {"　a b", "0 2 3 4 5"},
    };
    int failed = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t f = 0; f < 2; f++) {
            struct composed composed;
            char *columns;

            composed_open(&composed, rows[i][0], &(struct setting){.font = faces[f], .columns = 70});
            composed_run(&composed);
            assert_non_null(composed.block);
            columns = columns_of(&composed.block->lines[0]);
            failed += differs(faces[f], rows[i][0], "the columns", columns, rows[i][1]);
            free(columns);
            composed_close(&composed);
        }
    }
    assert_int_equal(failed, 0);
}

/* --- where glyphs stand in their columns --- */

static void a_narrow_glyph_stands_in_the_middle_of_its_column(void **state)
{
    struct composed composed;
    const struct glyph_run *run;
    length natural;

    composed_open(&composed, "i国", &(struct setting){.font = "IPAmjMincho"});
    composed_run(&composed);
    natural = composed.block->lines[0].pieces[0].run->glyphs[0].advance - EM / 4; /* less the gap to 国 */
    composed_close(&composed);
    composed_open(&composed, "i国", &(struct setting){.font = "IPAmjMincho", .columns = 70});
    composed_run(&composed);
    run = composed.block->lines[0].pieces[0].run;
    assert_true(natural < EM / 2);
    assert_int_equal(run->size, EM);
    assert_true(llabs(run->glyphs[0].x - (EM / 2 - natural) / 2) <= 1);
    composed_close(&composed);
}

static void a_wide_glyph_is_made_as_narrow_as_its_column(void **state)
{
    struct composed composed;
    const struct glyph_run *run;

    composed_open(&composed, "W国", &(struct setting){.font = "IPAmjMincho", .columns = 70});
    composed_run(&composed);
    run = composed.block->lines[0].pieces[0].run;
    assert_int_equal(run->size, EM);
    assert_true(run->scale < 700 && run->scale > 400);
    assert_int_equal(run->glyphs[0].x, 0);
    assert_int_equal(composed.block->lines[0].pieces[1].run->scale, 1000);
    composed_close(&composed);
}

static void an_atom_takes_whole_columns(void **state)
{
    struct composed composed;
    struct text_span spans[2];

    composed_open(&composed, "国", &(struct setting){.font = "gothic", .columns = 70});
    spans[0] = (struct text_span){.style = &composed.style, .atom_width = ems(0.8)};
    spans[1] = composed.span;
    composed.paragraph.spans = spans;
    composed.paragraph.count = 2;
    composed_run(&composed);
    assert_int_equal(composed.block->lines[0].pieces[1].x, EM);
    assert_int_equal(composed.block->lines[0].advance, 2 * EM);
    composed_close(&composed);
}

/* --- lines --- */

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void lines_are_full_at_the_last_column_and_kinsoku_holds(void **state)
{
    static const struct {
        const char *text, *lines;
    } rows[] = {
        {SIXTY "12345678国国", SIXTY "12345678国|国"},
        {SIXTY "123456 国国国", SIXTY "123456 国|国国"}, /* one column is left blank */
        {SIXTY "12345678国。", SIXTY "12345678|国。"},   /* neither hung nor half as wide */
        {SIXTY "123456国「国", SIXTY "123456国|「国"},
        {SIXTY "12345678国ー国", SIXTY "12345678|国ー国"},
        {SIXTY TEN TEN, SIXTY TEN "|" TEN},              /* nowhere else to part */
        {SIXTY "12345678国  国", SIXTY "12345678国|国"}, /* spaces end a line unseen */
        {"国国\n\n国", "国国||国"},
    };
    int failed = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t align = TEXT_START; align <= TEXT_DISTRIBUTE_AROUND; align++) {
            struct setting setting = {.font = "gothic", .columns = 70, .hang = TEXT_HANG_ALLOW};
            struct composed composed;
            char *lines;

            setting.align = (enum text_align)align;
            setting.width = 60; /* wider than the columns */
            composed_open(&composed, rows[i].text, &setting);
            composed_run(&composed);
            lines = composed_lines(&composed);
            failed += differs("columns", rows[i].text, "the lines", lines, rows[i].lines);
            free(lines);
            composed_close(&composed);
        }
    }
    assert_int_equal(failed, 0);
}

static void lines_keep_to_the_columns_however_they_are_aligned(void **state)
{
    static const struct {
        enum text_align align;
        double x;
    } rows[] = {{TEXT_START, 0}, {TEXT_CENTER, 3}, /* 3.5 columns are three */
                {TEXT_END, 7},   {TEXT_JUSTIFY, 0}, {TEXT_DISTRIBUTE, 0}, {TEXT_DISTRIBUTE_AROUND, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct composed composed;

        composed_open(&composed, "国1", &(struct setting){.font = "gothic", .columns = 10, .align = rows[i].align});
        composed_run(&composed);
        assert_int_equal(composed.block->lines[0].pieces[0].x, ems(rows[i].x / 2));
        composed_close(&composed);
    }
}

static void indents_are_whole_columns(void **state)
{
    struct composed composed;

    composed_open(&composed, "国国国国国",
                  &(struct setting){.font = "gothic", .columns = 8, .indent = 1.2, .hanging_indent = 0.7});
    composed_run(&composed);
    assert_int_equal(composed.block->lines[0].x, EM);
    assert_int_equal(composed.block->lines[1].x, EM / 2);
    composed_close(&composed);
}

/* A report as it is mailed: prose, addresses, a log, signs of ambiguous width. */
static const char report[] =
    "======================================================================\n"
    "1. 連絡先\n"
    "----------------------------------------------------------------------\n"
    "1-1 お名前、組織名称、部署名をご記入下さい。\n"
    "名前: 連絡 太郎（ﾚﾝﾗｸ ﾀﾛｳ）、CSIRT ○○制御・監視システム担当\n"
    "(4) 自由記入※\n"
    "2018年10月31日09時05分（JST）頃、□□の製造装置を監視する HMI（Windows 10）が再起動を繰り返した。"
    "「ご利用のシステムは暗号化されました。」という表示を確認し、①ネットワークからの切離し、②予備機への切替え、"
    "③保守会社への連絡を、この順に行った。通信先は "
    "https://www.example.com/gateway/session?id=0123456789abcdef&mode=ctl "
    "で、送信元の利用者は desk@example.co.jp と見られる……詳細はαおよびБの一覧のとおり。温度は±5℃、濃度は30％以下、"
    "金額は￥1,234,567（税込）であった。ﾊﾟﾀｰﾝﾌｧｲﾙは最新で、髙橋・𠮷田の両名が立ち会った。\n"
    "\tOct 31 09:05:12 hmi01 kernel: [12345.678901] usb 1-1: new high-speed USB device number 5 using xhci_hcd\n";

/* Kinsoku: what may not begin a line (JLREQ appendix C). */
static bool may_begin(const char *bytes)
{
    static const char *const never[] = {"、", "。", "」", "）", "・", "ー", "…", "％", "℃", "ﾟ", "ﾞ", "ｰ"};

    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (strncmp(bytes, never[i], strlen(never[i])) == 0)
            return false;
    return true;
}

static void assert_line(const struct text_line *line)
{
    char *columns = columns_of(line);
    char *at = columns;
    double last = -1;

    assert_true(line->x + line->advance <= 35 * EM);
    while (*at != '\0') {
        double column = strtod(at, &at);

        assert_true(column == (int)column);
        assert_true(column >= last);
        assert_true(last < 0 || column - last <= 8); /* one or two, or a tab */
        last = column;
        at += *at == ' ';
    }
    assert_true(last <= 70);
    free(columns);
}

static void a_long_mixed_text_keeps_to_its_seventy_columns(void **state)
{
    for (size_t f = 0; f < 2; f++) {
        struct composed composed;
        size_t at = 0;

        composed_open(&composed, report, &(struct setting){.font = faces[f], .columns = 70, .width = 40});
        composed_run(&composed);
        assert_non_null(composed.block);
        assert_false(composed.block->has_overflow);
        assert_true(composed.block->count > 15);
        for (size_t i = 0; i < composed.block->count; i++) {
            const struct text_line *line = &composed.block->lines[i];

            assert_int_equal(line->start, at);
            assert_true(may_begin(report + line->start));
            assert_line(line);
            at = line->end;
        }
        assert_int_equal(at, strlen(report));
        assert_int_equal(composed.block->lines[0].advance, 35 * EM); /* a ruler of seventy signs is one line */
        assert_int_equal(composed.block->lines[0].end_reason, TEXT_END_FORCED);
        composed_close(&composed);
    }
}

/* The same lines from either font: what a line holds does not depend on what draws it. */
static void fonts_do_not_move_the_ends_of_lines(void **state)
{
    struct composed one, other;

    composed_open(&one, report, &(struct setting){.font = faces[0], .columns = 70});
    composed_open(&other, report, &(struct setting){.font = faces[1], .columns = 70});
    composed_run(&one);
    composed_run(&other);
    assert_int_equal(one.block->count, other.block->count);
    for (size_t i = 0; i < one.block->count; i++)
        assert_int_equal(one.block->lines[i].end, other.block->lines[i].end);
    composed_close(&one);
    composed_close(&other);
}

/* 長体 would leave the columns: the text may only become smaller. */
static void fixed_pitch_is_not_condensed(void **state)
{
    struct composed composed;
    struct text_fit fit = {ems(6), 2 * EM, 500, EM / 2};
    length size;

    composed_open(&composed, "国国国国国国国国", &(struct setting){.font = "gothic", .columns = 12});
    composed.block = text_fit(composed.arena, &composed.paragraph, &fit, &size, composed.diags);
    assert_non_null(composed.block);
    assert_int_equal(composed.block->scale, 1000);
    assert_true(size < EM);
    assert_int_equal(composed.block->lines[0].advance, 6 * size);
    composed_close(&composed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cluster_takes_one_or_two_columns_whatever_font_draws_it),
        cmocka_unit_test(a_narrow_glyph_stands_in_the_middle_of_its_column),
        cmocka_unit_test(a_wide_glyph_is_made_as_narrow_as_its_column),
        cmocka_unit_test(an_atom_takes_whole_columns),
        cmocka_unit_test(lines_are_full_at_the_last_column_and_kinsoku_holds),
        cmocka_unit_test(lines_keep_to_the_columns_however_they_are_aligned),
        cmocka_unit_test(indents_are_whole_columns),
        cmocka_unit_test(a_long_mixed_text_keeps_to_its_seventy_columns),
        cmocka_unit_test(fonts_do_not_move_the_ends_of_lines),
        cmocka_unit_test(fixed_pitch_is_not_condensed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
