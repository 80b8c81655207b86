/*
 * One paragraph: the first byte chooses how it is set, the second its width, the rest is the text. Whatever the text,
 * its lines cover it in order, end between clusters, and are no wider than asked for unless the block says so.
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
    assert(line->start <= line->end);
    assert(has_overflow || line->x + line->advance <= width + ROUNDING);
    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].run != NULL)
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

/* Bits of `options`: 0-2 alignment, 3-4 strictness, 5 spacing, 6 face, 7 one line. */
static void compose_as(unsigned options, length width, const char *text, size_t size)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct text_style style = {
        .fonts = font_library_stack(shared_library(), (options & 64) != 0 ? "fallback" : "gothic"),
        .size = EM,
        .autospace = 250,
        .language = "ja",
    };
    struct text_span span = {.style = &style, .bytes = text, .size = size};
    struct text_paragraph paragraph = {
        .spans = &span,
        .count = 1,
        .pitch = EM * 17 / 10,
        .size = EM,
        .align = (enum text_align)((options & 7) % (TEXT_DISTRIBUTE_AROUND + 1)),
        .line_break = (enum text_break)(options >> 3 & 3),
        .spacing = (options & 32) != 0 ? TEXT_SPACING_FULL : TEXT_SPACING_JLREQ,
        .single_line = (options & 128) != 0,
        .allow_missing = true,
    };
    const struct text_block *block = text_compose(arena, &paragraph, width, diags);

    assert(block != NULL && diags_errors(diags) == 0);
    check_block(block, text, size, width);
    diags_close(diags);
    arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *text = (const char *)bytes + 2;

    if (size < 2 || utf8_check(text, size - 2) != size - 2)
        return -1;
    compose_as(bytes[0], bytes[1] == 0 ? LENGTH_MAX : bytes[1] * EM / 8, text, size - 2);
    return 0;
}
