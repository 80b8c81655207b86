/*
 * unit/text/composed.h - text composed as one paragraph at 10 pt, told in ems, so that tests can be tables.
 *
 * The face is IPAmjMincho unless a test names another: digits 0.618 em, Latin proportional, kanji 1 em.
 */
#ifndef UNIT_TEXT_COMPOSED_H
#define UNIT_TEXT_COMPOSED_H

#include "font/font.h"
#include "support/cmocka.h"
#include "text/composition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EM (10 * LENGTH_PER_PT)

struct setting {
    const char *font;
    double width; /* [em], 0: unlimited */
    enum text_align align;
    enum text_break line_break;
    enum text_spacing spacing;
    double indent, hanging_indent; /* [em] */
    bool single_line;
    enum text_missing missing;
    bool no_autospace;
    enum text_line_start line_start;
    enum text_line_end line_end;
    enum text_hang hang;
    bool overflow_normal, group_soft, list_auto, widow, gap_cap;
    int32_t scale;
    double grid; /* [em] */
    int columns;
};

struct composed {
    struct font_library *library;
    struct diags *diags;
    struct arena *arena;
    struct text_style style;
    struct text_span span;
    struct text_paragraph paragraph;
    length width;
    const struct text_block *block; /* NULL after an error */
};

static inline length ems(double count)
{
    return (length)(count * (double)EM + (count < 0 ? -0.5 : 0.5));
}

static inline void composed_open(struct composed *composed, const char *text, const struct setting *setting)
{
    struct font_options options = {.folder = "fonts"};

    *composed = (struct composed){.diags = diags_open(), .arena = arena_open()};
    options.digest_cache = "build/test-font-digests";
    composed->library = font_library_open(&options, composed->diags);
    assert_non_null(composed->library);
    composed->style = (struct text_style){
        .fonts = font_library_stack(composed->library, setting->font != NULL ? setting->font : "IPAmjMincho"),
        .size = EM,
        .autospace = setting->no_autospace ? 0 : 250,
        .language = "ja",
    };
    composed->span = (struct text_span){.style = &composed->style, .bytes = text, .size = strlen(text)};
    composed->paragraph = (struct text_paragraph){
        .spans = &composed->span,
        .count = 1,
        .pitch = EM * 17 / 10,
        .size = EM,
        .align = setting->align,
        .line_break = setting->line_break,
        .spacing = setting->spacing,
        .indent = ems(setting->indent),
        .hanging_indent = ems(setting->hanging_indent),
        .single_line = setting->single_line,
        .missing = setting->missing,
        .line_start = setting->line_start,
        .line_end = setting->line_end,
        .hang = setting->hang,
        .overflow_normal = setting->overflow_normal,
        .group_soft = setting->group_soft,
        .list_auto = setting->list_auto,
        .widow = setting->widow,
        .gap_cap = setting->gap_cap,
        .scale = setting->scale,
        .grid = ems(setting->grid),
        .columns = setting->columns,
    };
    composed->width = setting->width > 0 ? ems(setting->width) : LENGTH_MAX;
}

static inline void composed_run(struct composed *composed)
{
    composed->block = text_compose(composed->arena, &composed->paragraph, composed->width, composed->diags);
    if (composed->block == NULL)
        assert_true(diags_errors(composed->diags) > 0);
}

static inline void composed_close(struct composed *composed)
{
    arena_close(composed->arena);
    diags_close(composed->diags);
    font_library_close(composed->library);
}

/* A number of ems with up to three decimals, as short as can be. */
static inline void put_ems(struct sink *sink, length value)
{
    sink_put_decimal(sink, length_scale(value, 1000, EM), 3);
}

static inline size_t trimmed_size(const char *bytes, size_t size)
{
    for (;;) {
        if (size >= 1 && strchr(" \t\r\n\v\f", bytes[size - 1]) != NULL)
            size--;
        else if (size >= 3 && memcmp(bytes + size - 3, "\xE3\x80\x80", 3) == 0)
            size -= 3;
        else
            return size;
    }
}

/* The lines' texts without the spaces at their ends, with | between. */
static inline char *composed_lines(const struct composed *composed)
{
    struct sink sink = {0};

    for (size_t i = 0; i < composed->block->count; i++) {
        const struct text_line *line = &composed->block->lines[i];
        const char *bytes = composed->span.bytes + line->start;

        if (i > 0)
            sink_put_char(&sink, '|');
        sink_put(&sink, bytes, trimmed_size(bytes, line->end - line->start));
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

/* The lines' advances. */
static inline char *composed_advances(const struct composed *composed)
{
    struct sink sink = {0};

    for (size_t i = 0; i < composed->block->count; i++) {
        if (i > 0)
            sink_put_char(&sink, ' ');
        put_ems(&sink, composed->block->lines[i].advance);
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

/* Where the clusters of line `index` start, from the box's edge: the bodies, as glyphs of brackets stand out. */
static inline char *composed_places(const struct composed *composed, size_t index)
{
    const struct text_line *line = &composed->block->lines[index];
    struct sink sink = {0};

    for (size_t i = 0; i < line->count; i++) {
        const struct text_piece *piece = &line->pieces[i];
        length x = piece->x;

        for (uint32_t j = 0; piece->run != NULL && j < piece->run->count; j++) {
            if (sink.size > 0)
                sink_put_char(&sink, ' ');
            put_ems(&sink, x);
            x += piece->run->glyphs[j].advance;
        }
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

/* The codes of all diagnostics with blanks between. */
static inline char *composed_codes(const struct composed *composed)
{
    struct sink sink = {0};

    for (size_t i = 0; i < diags_count(composed->diags); i++) {
        if (i > 0)
            sink_put_char(&sink, ' ');
        sink_put_string(&sink, diags_at(composed->diags, i)->name);
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

/* Counts and tells a difference; tables go on to their end. */
static inline int differs(const char *rule, const char *text, const char *what, const char *got, const char *wanted)
{
    if (wanted == NULL || strcmp(got, wanted) == 0)
        return 0;
    fprintf(stderr, "%s: %s: %s is\n    %s, not\n    %s\n", rule, text, what, got, wanted);
    return 1;
}

#endif
