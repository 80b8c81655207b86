/*
 * unit/text/decorated.h - text with marked-up parts composed as one paragraph, and the pieces told in ems.
 *
 * As in composed.h the type is IPAmjMincho of 10 pt; pitch 1.7 em.
 */
#ifndef UNIT_TEXT_DECORATED_H
#define UNIT_TEXT_DECORATED_H

#include "unit/text/composed.h"

#define PARTS_MAX 6

struct part {
    const char *text; /* NULL: no more parts */
    const char *ruby;
    enum text_ruby ruby_kind;
    unsigned decoration;
    bool is_upright;
    bool is_whole;
    double size; /* [em], 0: 1 */
};

#define PLAIN(string)    \
    {                    \
        .text = (string) \
    }
#define RUBY(string, reading, kind)                              \
    {                                                            \
        .text = (string), .ruby = (reading), .ruby_kind = (kind) \
    }
#define END_OF_PARTS PLAIN(NULL)

struct decorated {
    struct composed composed;
    struct text_style styles[PARTS_MAX];
    struct text_span spans[PARTS_MAX];
};

static inline void decorated_open(struct decorated *decorated, const struct part *parts, const struct setting *setting)
{
    struct text_paragraph *paragraph = &decorated->composed.paragraph;
    size_t count = 0;

    composed_open(&decorated->composed, "", setting);
    for (; count < PARTS_MAX && parts[count].text != NULL; count++) {
        const struct part *part = &parts[count];

        decorated->styles[count] = decorated->composed.style;
        if (part->size > 0)
            decorated->styles[count].size = ems(part->size);
        decorated->spans[count] = (struct text_span){
            .style = &decorated->styles[count],
            .bytes = part->text,
            .size = strlen(part->text),
            .tag = (uint32_t)count,
            .ruby = part->ruby,
            .ruby_kind = part->ruby_kind,
            .decoration = part->decoration,
            .is_upright = part->is_upright,
            .is_whole = part->is_whole,
        };
    }
    paragraph->spans = decorated->spans;
    paragraph->count = count;
}

static inline void decorated_run(struct decorated *decorated)
{
    composed_run(&decorated->composed);
    assert_non_null(decorated->composed.block);
}

static inline void decorated_close(struct decorated *decorated)
{
    composed_close(&decorated->composed);
}

static inline const struct text_line *line_of(const struct decorated *decorated, size_t index)
{
    assert_true(index < decorated->composed.block->count);
    return &decorated->composed.block->lines[index];
}

/* Where the glyphs of the text (or of ruby and dots) on a line start. */
static inline char *glyph_places(const struct text_line *line, bool is_annotation)
{
    struct sink sink = {0};

    for (size_t i = 0; i < line->count; i++) {
        const struct text_piece *piece = &line->pieces[i];

        if (piece->kind != TEXT_PIECE_RUN || piece->is_annotation != is_annotation)
            continue;
        for (uint32_t j = 0; j < piece->run->count; j++) {
            if (sink.size > 0)
                sink_put_char(&sink, ' ');
            put_ems(&sink, piece->x + piece->run->glyphs[j].x);
        }
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

/* The rules or ellipses of a line: x, width, y, and a height where there is one; a comma between. */
static inline char *shapes(const struct text_line *line, enum text_piece_kind kind)
{
    struct sink sink = {0};

    for (size_t i = 0; i < line->count; i++) {
        const struct text_piece *piece = &line->pieces[i];

        if (piece->kind != kind)
            continue;
        if (sink.size > 0)
            sink_put_string(&sink, ", ");
        put_ems(&sink, piece->x);
        sink_put_char(&sink, ' ');
        put_ems(&sink, piece->width);
        sink_put_char(&sink, ' ');
        put_ems(&sink, piece->y);
        if (kind == TEXT_PIECE_ELLIPSE) {
            sink_put_char(&sink, ' ');
            put_ems(&sink, piece->height);
        }
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

/* The texts of the lines, with | between. */
static inline char *line_texts(const struct decorated *decorated)
{
    struct sink sink = {0};

    for (size_t i = 0; i < decorated->composed.block->count; i++) {
        const struct text_line *line = line_of(decorated, i);

        if (i > 0)
            sink_put_char(&sink, '|');
        for (size_t j = 0; j < line->count; j++)
            if (line->pieces[j].run != NULL && !line->pieces[j].is_annotation)
                sink_put(&sink, line->pieces[j].run->text, line->pieces[j].run->text_size);
    }
    sink_put_char(&sink, '\0');
    return sink.bytes;
}

/* Frees `got`. */
static inline int check_text(const char *rule, const char *about, const char *what, char *got, const char *wanted)
{
    int failed = differs(rule, about, what, got, wanted);

    free(got);
    return failed;
}

#endif
