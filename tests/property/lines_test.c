/*
 * Lines of texts nobody has chosen: whatever is set, in whatever way, no line is wider than its box unless the block
 * says so, justified lines end at the edge, nothing is lost, and the same comes out every time.
 */
#include "support/cmocka.h"

#include "base/utf8.h"
#include "font/font.h"
#include "text/composition.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EM (10 * LENGTH_PER_PT)
#define ROUNDS 8000
#define TEXT_MAX 160
#define EDGE_TOLERANCE (EM / 200) /* JU-5: 0.005 em */
#define ROUNDING 1

static struct font_library *fonts;

static int open_fonts(void **state)
{
    struct diags *diags = diags_open();

    fonts =
        font_library_open(&(struct font_options){.folder = "fonts", .digest_cache = "build/test-font-digests"}, diags);
    diags_close(diags);
    return fonts != NULL ? 0 : -1;
}

static int close_fonts(void **state)
{
    font_library_close(fonts);
    return 0;
}

/* Chance: the same on every machine. */

static uint64_t chance = 1;

static unsigned pick(unsigned below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (unsigned)(chance >> 33) % below;
}

/* Words that meet each other in forms, and what is hard about lines. */
static const char *const words[] = {
    "国",
    "語",
    "あ",
    "ア",
    "ょ",
    "ー",
    "々",
    "、",
    "。",
    "「",
    "」",
    "（",
    "）",
    "・",
    "：",
    "！",
    "？",
    "…",
    "――",
    "　",
    " ",
    "A",
    "web",
    "web-prod",
    "1",
    "12",
    "1,234.5",
    "１２",
    "．",
    "％",
    "￥",
    "①",
    "第３報",
    "１月４日",
    "14:32",
    "https://ex.jp/a/b?c=d",
    "desk@example.co.jp",
    "(a)",
    "か\xE3\x82\x9A",
    "葛\xF3\xA0\x84\x80",
    "\n",
    "\t",
    "km",
    "・国",
    "（1）",
    "障害の",
    "発生",
    "について、",
    "ABCDEFGHIJKLMNOP",
};

static size_t make_text(char *text)
{
    unsigned count = pick(40);
    size_t size = 0;

    for (unsigned i = 0; i < count; i++) {
        const char *word = words[pick(sizeof words / sizeof words[0])];

        if (size + strlen(word) >= TEXT_MAX)
            break;
        memcpy(text + size, word, strlen(word));
        size += strlen(word);
    }
    return size;
}

struct trial {
    struct arena *arena;
    struct diags *diags;
    char text[TEXT_MAX];
    struct text_style style;
    struct text_span span;
    struct text_paragraph paragraph;
    length width;
    const struct text_block *block;
};

static void make_trial(struct trial *trial)
{
    static const char *const faces[] = {"gothic", "IPAmjMincho"};

    trial->style = (struct text_style){
        .fonts = font_library_stack(fonts, faces[pick(2)]),
        .size = EM,
        .autospace = pick(4) == 0 ? 0 : 250,
        .language = "ja",
    };
    trial->span = (struct text_span){.style = &trial->style, .bytes = trial->text, .size = make_text(trial->text)};
    trial->width = pick(20) == 0 ? LENGTH_MAX : EM * (length)(10 + pick(200)) / 10;
    trial->paragraph = (struct text_paragraph){
        .spans = &trial->span,
        .count = 1,
        .pitch = EM * 17 / 10,
        .size = EM,
        .align = pick(2) == 0 ? TEXT_JUSTIFY : (enum text_align)pick(TEXT_DISTRIBUTE_AROUND + 1),
        .line_break = (enum text_break)pick(TEXT_BREAK_ANYWHERE + 1),
        .spacing = (enum text_spacing)pick(TEXT_SPACING_KANA_PALT + 1),
        .line_start = (enum text_line_start)pick(TEXT_LINE_START_SPACE_FIRST + 1),
        .line_end = (enum text_line_end)pick(TEXT_LINE_END_SPACE + 1),
        .hang = (enum text_hang)pick(TEXT_HANG_FORCE + 1),
        .overflow_normal = pick(4) == 0,
        .group_soft = pick(2) == 0,
        .list_auto = pick(2) == 0,
        .widow = pick(2) == 0,
        .scale = pick(3) == 0 ? 700 : 0,
        .grid = pick(10) == 0 ? EM * 3 / 2 : 0,
        .indent = pick(3) == 0 ? EM : 0,
        .hanging_indent = pick(3) == 0 ? EM : 0,
        .single_line = pick(12) == 0,
        .missing = TEXT_MISSING_GETA,
    };
}

static void run_trial(struct trial *trial)
{
    trial->arena = arena_open();
    trial->diags = diags_open();
    trial->block = text_compose(trial->arena, &trial->paragraph, trial->width, trial->diags);
    assert_non_null(trial->block);
}

static void end_trial(struct trial *trial)
{
    arena_close(trial->arena);
    diags_close(trial->diags);
}

static bool has_warning(const struct trial *trial, enum diag_code code)
{
    for (size_t i = 0; i < diags_count(trial->diags); i++)
        if (diags_at(trial->diags, i)->code == code)
            return true;
    return false;
}

static bool is_wrapped(const struct text_line *line)
{
    return line->end_reason == TEXT_END_SOFT || line->end_reason == TEXT_END_EMERGENCY;
}

/* For whoever has to look into a failure. */
static bool tell(const struct trial *trial, const struct text_line *line, const char *what)
{
    print_error("%s\n    text \"%.*s\"\n    line \"%.*s\"\n", what, (int)trial->span.size, trial->span.bytes,
                (int)(line->end - line->start), trial->span.bytes + line->start);
    print_error("    width %.3f em, x %.3f, advance %.3f; align %d, strictness %d, spacing %d, start %d, end %d, "
                "hang %d, scale %d, list %d, indents %.0f %.0f, autospace %d, %s\n",
                (double)trial->width / EM, (double)line->x / EM, (double)line->advance / EM,
                (int)trial->paragraph.align, (int)trial->paragraph.line_break, (int)trial->paragraph.spacing,
                (int)trial->paragraph.line_start, (int)trial->paragraph.line_end, (int)trial->paragraph.hang,
                (int)trial->paragraph.scale, trial->paragraph.list_auto, (double)trial->paragraph.indent / EM,
                (double)trial->paragraph.hanging_indent / EM, trial->style.autospace,
                trial->style.fonts->faces[0]->postscript);
    return false;
}
#define HOLDS(trial, line, what) assert_true((what) || tell(trial, line, #what))

/* Without the newline and what a wrap swallows. */
static size_t drawn_size(const struct trial *trial, const struct text_line *line)
{
    size_t size = line->end - line->start;
    const char *bytes = trial->text + line->start;

    if (size > 0 && bytes[size - 1] == '\n')
        size--;
    while (is_wrapped(line) && size > 0)
        if (bytes[size - 1] == ' ' || bytes[size - 1] == '\t')
            size--;
        else if (size >= 3 && memcmp(bytes + size - 3, "\xE3\x80\x80", 3) == 0)
            size -= 3;
        else
            break;
    return size;
}

/* What the runs of a line hold is what the line holds, to the byte. */
static void assert_drawn(const struct trial *trial, const struct text_line *line)
{
    size_t at = 0;

    for (size_t i = 0; i < line->count; i++) {
        const struct glyph_run *run = line->pieces[i].run;

        assert_true(at + run->text_size <= drawn_size(trial, line));
        assert_memory_equal(trial->text + line->start + at, run->text, run->text_size);
        at += run->text_size;
    }
    assert_int_equal(at, drawn_size(trial, line));
}

static void assert_inside(const struct trial *trial, const struct text_line *line)
{
    HOLDS(trial, line, line->x >= 0);
    HOLDS(trial, line, trial->block->has_overflow || line->x + line->advance <= trial->width + ROUNDING);
}

static void assert_lines(const struct trial *trial)
{
    size_t at = 0;

    for (size_t i = 0; i < trial->block->count; i++) {
        const struct text_line *line = &trial->block->lines[i];

        assert_int_equal(line->start, at);
        at = line->end;
        assert_inside(trial, line);
        assert_drawn(trial, line);
    }
    assert_int_equal(at, trial->span.size);
    if (trial->block->has_overflow && !trial->paragraph.single_line)
        assert_true(has_warning(trial, DIAG_LINE_OVERFLOW) || has_warning(trial, DIAG_GRID_OVERFLOW));
}

static void lines_stay_in_their_box_and_lose_nothing(void **state)
{
    struct trial trial;

    for (int i = 0; i < ROUNDS; i++) {
        make_trial(&trial);
        run_trial(&trial);
        assert_lines(&trial);
        end_trial(&trial);
    }
}

static bool is_on_columns(length place)
{
    length off = place % (EM / 2);

    return off <= ROUNDING || off >= EM / 2 - ROUNDING;
}

/* A glyph's advance reaches from its cluster's left edge to the next one's. */
static void assert_columns(const struct trial *trial, const struct text_line *line)
{
    HOLDS(trial, line, is_on_columns(line->x));
    HOLDS(trial, line, line->x + line->advance <= trial->paragraph.columns * EM / 2 + ROUNDING);
    for (size_t i = 0; i < line->count; i++) {
        const struct glyph_run *run = line->pieces[i].run;
        length x = line->pieces[i].x;

        for (uint32_t k = 0; k < run->count; k++) {
            bool is_first = k == 0 || run->glyphs[k].start != run->glyphs[k - 1].start;

            HOLDS(trial, line, !is_first || is_on_columns(x));
            x += run->glyphs[k].advance;
        }
        HOLDS(trial, line, is_on_columns(x));
    }
}

static void with_fixed_pitch_every_cluster_stands_on_a_column(void **state)
{
    struct trial trial;

    for (int i = 0; i < ROUNDS; i++) {
        make_trial(&trial);
        trial.paragraph.grid = 0;
        trial.paragraph.columns = 12 + (int)pick(60);
        trial.width = EM * 40;
        trial.paragraph.single_line = trial.paragraph.overflow_normal = false;
        run_trial(&trial);
        assert_lines(&trial);
        for (size_t j = 0; j < trial.block->count && !trial.block->has_overflow; j++)
            assert_columns(&trial, &trial.block->lines[j]);
        end_trial(&trial);
    }
}

static void assert_edge(const struct trial *trial, const struct text_line *line)
{
    length edge = line->x + line->advance;
    const struct text_piece *last;

    if (!is_wrapped(line) || edge > trial->width || line->advance == 0) /* only spaces */
        return;
    HOLDS(trial, line, edge >= trial->width - EDGE_TOLERANCE);
    if (line->count == 0)
        return;
    last = &line->pieces[line->count - 1];
    HOLDS(trial, line, last->x + last->width <= trial->width + line->hung + EDGE_TOLERANCE);
    HOLDS(trial, line, last->x + last->width >= trial->width - EM);
}

static void justified_lines_end_at_the_edge(void **state)
{
    struct trial trial;

    for (int i = 0; i < ROUNDS; i++) {
        make_trial(&trial);
        trial.paragraph.align = TEXT_JUSTIFY;
        trial.paragraph.grid = 0;
        run_trial(&trial);
        for (size_t j = 0; j < trial.block->count && !has_warning(&trial, DIAG_LINE_UNJUSTIFIED); j++)
            assert_edge(&trial, &trial.block->lines[j]);
        end_trial(&trial);
    }
}

static void assert_same(const struct trial *trial, const struct trial *again)
{
    assert_int_equal(trial->block->count, again->block->count);
    assert_int_equal(diags_count(trial->diags), diags_count(again->diags));
    for (size_t i = 0; i < trial->block->count; i++) {
        const struct text_line *one = &trial->block->lines[i], *other = &again->block->lines[i];

        assert_int_equal(one->end, other->end);
        assert_int_equal(one->x, other->x);
        assert_int_equal(one->advance, other->advance);
        assert_int_equal(one->count, other->count);
        for (size_t j = 0; j < one->count; j++)
            assert_int_equal(one->pieces[j].x, other->pieces[j].x);
    }
}

static void composing_is_stable(void **state)
{
    struct trial trial, again;

    for (int i = 0; i < ROUNDS / 4; i++) {
        make_trial(&trial);
        again = trial;
        again.span.bytes = again.text;
        again.span.style = &again.style;
        again.paragraph.spans = &again.span;
        run_trial(&trial);
        run_trial(&again);
        assert_same(&trial, &again);
        end_trial(&again);
        end_trial(&trial);
    }
}

/* A line's own text, set alone at the same width, is one line: a break once chosen stays. */
static void a_line_alone_is_a_line(void **state)
{
    struct trial trial, alone;

    for (int i = 0; i < ROUNDS / 4; i++) {
        make_trial(&trial);
        trial.paragraph.align = TEXT_START;
        trial.paragraph.list_auto = false;
        trial.paragraph.indent = trial.paragraph.hanging_indent = 0;
        trial.paragraph.line_start = TEXT_LINE_START_TRIM;
        trial.paragraph.spacing = TEXT_SPACING_JLREQ; /* no kerning with what stands on the next line */
        run_trial(&trial);
        for (size_t j = 0; j < trial.block->count && !trial.block->has_overflow; j++) {
            const struct text_line *line = &trial.block->lines[j];

            alone = trial;
            alone.span.bytes = trial.text + line->start;
            alone.span.size = drawn_size(&trial, line);
            alone.paragraph.spans = &alone.span;
            run_trial(&alone);
            HOLDS(&trial, line, alone.block->count == 1);
            end_trial(&alone);
        }
        end_trial(&trial);
    }
}

/* Seconds for `count` copies of a paragraph without a newline. */
static double seconds_for(size_t count, enum text_align align)
{
    static const char sentence[] = "当社は２０２４年１月４日、Web サーバー（公開用）への不正なアクセスを確認した。";
    size_t size = sizeof sentence - 1;
    char *text = mem_alloc(size * count);
    struct trial trial = {.width = 30 * EM};
    clock_t start;

    for (size_t i = 0; i < count; i++)
        memcpy(text + i * size, sentence, size);
    make_trial(&trial);
    trial.span.bytes = text;
    trial.span.size = size * count;
    trial.paragraph = (struct text_paragraph){.spans = &trial.span,
                                              .count = 1,
                                              .pitch = EM * 17 / 10,
                                              .size = EM,
                                              .align = align,
                                              .missing = TEXT_MISSING_GETA};
    trial.width = 30 * EM;
    start = clock();
    run_trial(&trial);
    end_trial(&trial);
    free(text);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void cost_grows_with_the_text(void **state)
{
    static const enum text_align aligns[] = {TEXT_START, TEXT_JUSTIFY};

    for (size_t i = 0; i < sizeof aligns / sizeof aligns[0]; i++) {
        double little = seconds_for(500, aligns[i]);
        double much = seconds_for(8000, aligns[i]); /* 1 MB, 16 times as much */

        print_message("1 MB: %.2f s\n", much);
        assert_true(much < 5 && much < 16 * 5 * (little > 0.005 ? little : 0.005));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_stay_in_their_box_and_lose_nothing),
        cmocka_unit_test(with_fixed_pitch_every_cluster_stands_on_a_column),
        cmocka_unit_test(justified_lines_end_at_the_edge),
        cmocka_unit_test(composing_is_stable),
        cmocka_unit_test(a_line_alone_is_a_line),
        cmocka_unit_test(cost_grows_with_the_text),
    };

    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
