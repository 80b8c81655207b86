/*
 * One paragraph: the first byte, the third and the fourth choose how it is set, the second its width, the rest is the
 * text.
 * Whatever the text, its lines cover it in order, end between clusters, and are no wider than asked for unless the
 * block says so.
 */
#include "base/utf8.h"
#include "font/font.h"
#include "text/cluster.h"
#include "text/text.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define EM (10 * LENGTH_PER_PT)
#define HEADER 4   /* bytes */
#define ROUNDING 1 /* of the sum of two rounded lengths [length] */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Opened once for the whole run: opening is much slower than composing. */
static const struct font_library *shared_library(void)
{
    static const struct font_library *library;
    struct diags *diags;

    if (library == NULL) {
        diags = diags_open();
        library = font_library_open(
            &(struct font_options){.folder = "fonts", .digest_cache = "build/test-font-digests"}, diags);
        assert(library != NULL);
        diags_close(diags);
    }
    return library;
}

/* Reads on until the cluster that ends at `at`, or behind it. */
static bool is_cluster_end(struct cluster_reader *reader, size_t at)
{
    struct cluster_text cluster;

    while (reader->at < at)
        cluster_read(reader, &cluster);
    return reader->at == at;
}

static void check_run(const struct glyph_run *run)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < run->count; i++) {
        const struct glyph *glyph = &run->glyphs[i];

        assert(glyph->start >= at && glyph->start < glyph->end && glyph->end <= run->text_size);
        at = glyph->start;
    }
    assert(utf8_check(run->text, run->text_size) == run->text_size);
}

static void check_line(const struct text_line *line, length width, bool has_overflow)
{
    assert(line->start <= line->end && line->x >= 0 && line->hung >= 0);
    assert(has_overflow || line->x + line->advance <= width + ROUNDING);
    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].run != NULL && line->pieces[i].run->text_size > 0) /* dots stand for no text */
            check_run(line->pieces[i].run);
}

static void check_block(const struct text_block *block, const char *text, size_t size, length width)
{
    struct cluster_reader reader = cluster_reader_open(text, size, 0);
    size_t at = 0;

    assert(block->count > 0);
    for (size_t i = 0; i < block->count; i++) {
        assert(block->lines[i].start == at);
        check_line(&block->lines[i], width, block->has_overflow);
        at = block->lines[i].end;
        assert(is_cluster_end(&reader, at));
    }
    assert(at == size);
}

/* The third byte. */
enum {
    KEEPS_START = 1,
    KEEPS_END = 2,
    HANGS = 4,
    OVERFLOWS = 8,
    GROUPS = 16,
    HAS_LISTS = 32,
    AVOIDS_WIDOWS = 64,
    IS_CONDENSED = 128,
    HAS_COLUMNS = 254,
    HAS_GRID = 255,
};

static void set_lines(struct text_paragraph *paragraph, unsigned lines)
{
    static const struct text_tab stops[] = {
        {EM, TEXT_TAB_LEFT}, {5 * EM, TEXT_TAB_RIGHT}, {7 * EM, TEXT_TAB_CENTER}, {9 * EM, TEXT_TAB_DECIMAL}};

    paragraph->line_start = (lines & KEEPS_START) != 0 ? TEXT_LINE_START_SPACE_FIRST : TEXT_LINE_START_TRIM;
    paragraph->line_end = (lines & KEEPS_END) != 0 ? TEXT_LINE_END_SPACE : TEXT_LINE_END_ALLOW_TRIM;
    paragraph->hang = (lines & HANGS) != 0 ? TEXT_HANG_ALLOW : TEXT_HANG_NONE;
    paragraph->overflow_normal = (lines & OVERFLOWS) != 0;
    paragraph->group_soft = (lines & GROUPS) != 0;
    paragraph->list_auto = (lines & HAS_LISTS) != 0;
    paragraph->widow = (lines & AVOIDS_WIDOWS) != 0;
    paragraph->scale = (lines & IS_CONDENSED) != 0 ? 700 : 0;
    paragraph->tabs = stops;
    paragraph->tab_count = (lines & KEEPS_START) != 0 ? sizeof stops / sizeof stops[0] : 0;
    paragraph->grid = lines == HAS_GRID ? EM * 3 / 2 : 0;
    paragraph->columns = lines == HAS_COLUMNS ? 12 : 0;
}

/* The fourth byte. */
enum {
    IS_VERTICAL = 1,
    IS_BALANCED = 2,
    HAS_PAIRS = 4,
    CAPS_GAPS = 8,
    IS_ACROSS = 16,
    SHOWS_CODES = 32,
    IS_DECORATED = 64,
    IS_KEPT = 128,
};

static void set_more(struct text_paragraph *paragraph, unsigned more)
{
    paragraph->is_vertical = (more & IS_VERTICAL) != 0;
    paragraph->balance = (more & IS_BALANCED) != 0;
    paragraph->grid_pairs = (more & HAS_PAIRS) != 0;
    paragraph->grid = (more & HAS_PAIRS) != 0 ? EM : paragraph->grid;
    paragraph->gap_cap = (more & CAPS_GAPS) != 0;
    paragraph->tcy = (more & IS_ACROSS) != 0 ? 3 : 0;
    paragraph->vertical_quotes = (more & IS_ACROSS) != 0;
    paragraph->missing = (more & SHOWS_CODES) != 0 ? TEXT_MISSING_CODE : TEXT_MISSING_GETA;
}

/* The first start of a character at `part` thirds of the text or behind it. */
static size_t third(const char *text, size_t size, size_t part)
{
    size_t at = size * part / 3;

    while (at < size && ((unsigned char)text[at] & 0xC0) == 0x80)
        at++;
    return at;
}

#define SPANS 3

/* The text in three spans: plain; with a reading and most decorations; circled. */
static void decorate(struct text_span *spans, const char *text, size_t size, unsigned more)
{
    for (size_t i = 0; i < SPANS; i++) {
        size_t start = third(text, size, i);

        spans[i] = spans[0];
        spans[i].bytes = text + start;
        spans[i].size = third(text, size, i + 1) - start;
    }
    spans[1].ruby = (more & IS_KEPT) != 0 ? "よみ がな" : "ながいよみがな";
    spans[1].ruby_kind = (more & IS_KEPT) != 0 ? TEXT_RUBY_MONO : TEXT_RUBY_GROUP;
    spans[1].decoration = TEXT_UNDERLINE | TEXT_DOUBLE_STRIKE | TEXT_EMPHASIS;
    spans[2].decoration = TEXT_CIRCLE;
    spans[2].is_kept = spans[1].is_whole = (more & IS_KEPT) != 0;
    spans[2].is_upright = (more & IS_ACROSS) != 0;
}

/* In a box of three lines. */
static void check_fit(const struct text_paragraph *paragraph, length width, struct arena *arena, struct diags *diags)
{
    struct text_fit fit = {width, 3 * paragraph->pitch, 700, paragraph->size / 2};
    length size;
    const struct text_block *block = text_fit(arena, paragraph, &fit, &size, diags);

    assert(block != NULL && size >= fit.min_size && size <= paragraph->size && block->scale >= fit.min_scale);
    assert(block->has_overflow || block->pitch * (length)block->count <= fit.height);
}

/* Bits of `options`: 0-2 alignment, 3-4 strictness, 5 and 1 spacing, 6 face, 7 one line; some say two things. */
static void compose_as(unsigned options, unsigned lines, unsigned more, length width, const char *text, size_t size)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct text_style style = {
        .fonts = font_library_stack(shared_library(), (options & 64) != 0 ? "fallback" : "gothic"),
        .size = EM,
        .autospace = 250,
        .language = "ja",
        .latin = (options & 2) != 0 ? font_library_stack(shared_library(), "Noto Sans CJK JP") : NULL,
        .latin_size = 1100,
        .digits = (enum text_digits)(options % (TEXT_DIGITS_FULL + 1)),
    };
    struct text_span spans[SPANS] = {{.style = &style, .bytes = text, .size = size}};
    struct text_paragraph paragraph = {
        .spans = spans,
        .count = (more & IS_DECORATED) != 0 ? SPANS : 1,
        .pitch = EM * 17 / 10,
        .size = EM,
        .align = (enum text_align)((options & 7) % (TEXT_DISTRIBUTE_AROUND + 1)),
        .line_break = (enum text_break)(options >> 3 & 3),
        .spacing = (enum text_spacing)((options >> 5 & 1) + (options & 2)),
        .single_line = (options & 128) != 0,
    };
    const struct text_block *block;

    set_lines(&paragraph, lines);
    set_more(&paragraph, more);
    if ((more & IS_DECORATED) != 0)
        decorate(spans, text, size, more);
    block = text_compose(arena, &paragraph, width, diags);
    assert(block != NULL && diags_errors(diags) == 0);
    check_block(block, text, size, width);
    check_fit(&paragraph, width, arena, diags);
    diags_close(diags);
    arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *text = (const char *)bytes + HEADER;

    if (size < HEADER || utf8_check(text, size - HEADER) != size - HEADER)
        return -1;
    compose_as(bytes[0], bytes[2], bytes[3], bytes[1] == 0 ? LENGTH_MAX : bytes[1] * EM / 8, text, size - HEADER);
    return 0;
}
