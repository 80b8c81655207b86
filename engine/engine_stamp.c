/*
 * engine_stamp.c - what is seen of a signature: a red seal, and beside it who signed and when. It is set and drawn as
 * forms are, as a document of one page that is as large as the box.
 */
#include "parts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "device/device.h"
#include "form/content.h"
#include "page/document.h"
#include "pdf/pdf.h"
#include "text/text.h"

#include <string.h>
#include <time.h>

#define INK 0x202020
#define SEAL_INK 0xC8102E /* 朱 */
#define FRAME_WEIGHT (LENGTH_PER_PT / 2)
#define SEAL_WEIGHT LENGTH_PER_PT
#define SEAL_MAX (18 * LENGTH_PER_MM)
#define NAME_SIZE_MAX (11 * LENGTH_PER_PT)
#define SIZE_MIN (3 * LENGTH_PER_PT)

/* The stamp on its way. Lengths are from the upper left corner. */
struct drawing {
    const struct todoke *engine;
    const struct stamp *stamp;
    struct document *document;
    struct source_ref node; /* every mark comes from the signature, not from a layout */
    length margin;
    struct diags *diags;
};

static struct mark *add_mark(struct drawing *drawing, enum mark_kind kind, uint32_t color)
{
    struct mark *mark = document_add_mark(drawing->document, 0, kind);

    mark->element = ELEMENT_ARTIFACT;
    mark->node = &drawing->node;
    mark->color = color;
    return mark;
}

/* --- text --- */

struct lettering {
    const char *font; /* a role */
    length size;
    uint32_t color;
};

/* One line as a block; NULL, having added an error. */
static const struct text_block *set_line(struct drawing *drawing, const char *text, const struct lettering *lettering)
{
    struct arena *arena = drawing->document->arena;
    struct text_style *style = arena_new(arena, struct text_style);
    struct text_span *span = arena_new(arena, struct text_span);

    *style = (struct text_style){
        .fonts = font_library_stack(drawing->engine->fonts, lettering->font),
        .size = lettering->size,
        .autospace = 250,
        .color = lettering->color,
        .language = "ja",
    };
    *span = (struct text_span){.style = style, .bytes = text, .size = strlen(text)};
    const struct text_paragraph paragraph = {
        .spans = span,
        .count = 1,
        .pitch = lettering->size,
        .size = lettering->size,
        .single_line = true,
        .reports_overflow = true,
        .missing = drawing->engine->missing_glyph,
    };
    return text_compose(arena, &paragraph, LENGTH_MAX, drawing->diags);
}

static void add_line(struct drawing *drawing, const struct text_block *block, uint32_t color, length x, length y)
{
    const struct text_line *line = &block->lines[0];

    for (size_t i = 0; i < line->count; i++) {
        if (line->pieces[i].kind != TEXT_PIECE_RUN)
            continue;
        struct mark *mark = add_mark(drawing, MARK_GLYPHS, color);
        mark->run = line->pieces[i].run;
        mark->x = x + line->x + line->pieces[i].x;
        mark->y = y + block->baseline;
    }
}

/* A line at x, its em box beginning at y; smaller where it would be wider than `width`. */
static bool put_line(struct drawing *drawing, const char *text, struct lettering lettering, length x, length y,
                     length width)
{
    const struct text_block *block = set_line(drawing, text, &lettering);

    if (block != NULL && block->width > width) {
        lettering.size = length_max(length_scale(lettering.size, width, block->width), SIZE_MIN);
        block = set_line(drawing, text, &lettering);
    }
    if (block != NULL)
        add_line(drawing, block, lettering.color, x, y);
    return block != NULL;
}

/* --- the seal --- */

/* One character in the middle of the box. */
static bool put_character(struct drawing *drawing, const char *text, length size, length x, length y)
{
    struct lettering lettering = {"mincho", size, SEAL_INK};
    const struct text_block *block = set_line(drawing, text, &lettering);

    if (block != NULL)
        add_line(drawing, block, SEAL_INK, x + (size - block->width) / 2, y);
    return block != NULL;
}

/* Characters run down, columns from right to left: one of at most two, else two. */
static bool put_seal_characters(struct drawing *drawing, length x, length y, length diameter)
{
    const char *seal = drawing->stamp->seal;
    size_t size = strlen(seal), count = utf8_count(seal, size), at = 0;
    size_t columns = count > 2 ? 2 : 1, rows = (count + columns - 1) / columns;
    length em = length_scale(diameter, columns == 1 && rows == 1 ? 600 : rows == 3 ? 270 : 380, 1000);
    length left = x + (diameter - (length)columns * em) / 2, top = y + (diameter - (length)rows * em) / 2;

    for (size_t i = 0; i < count; i++) {
        size_t start = at;
        utf8_next(seal, size, &at);
        const char *one = arena_copy(drawing->document->arena, seal + start, at - start);
        length column = (length)(columns - 1 - i / rows), row = (length)(i % rows);
        if (!put_character(drawing, one, em, left + column * em, top + row * em))
            return false;
    }
    return true;
}

static bool put_seal(struct drawing *drawing, length x, length y, length diameter)
{
    struct mark *mark = add_mark(drawing, MARK_PATH, SEAL_INK);

    mark->path.path = circle_path(drawing->document->arena, diameter - SEAL_WEIGHT, diameter - SEAL_WEIGHT);
    mark->path.weight = SEAL_WEIGHT;
    mark->x = x + SEAL_WEIGHT / 2;
    mark->y = y + SEAL_WEIGHT / 2;
    return put_seal_characters(drawing, x, y, diameter);
}

/* --- the whole --- */

/* The day and time in Japan, which has no summer time. */
static const char *time_text(struct arena *arena, int64_t time)
{
    time_t seconds = (time_t)(time + 9 * 3600);
    struct tm tm;

    gmtime_r(&seconds, &tm);
    return arena_format(arena, "%d年%d月%d日 %02d:%02d（日本時間）", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                        tm.tm_hour, tm.tm_min);
}

static void put_frame(struct drawing *drawing)
{
    const length half = FRAME_WEIGHT / 2, right = drawing->stamp->width - half, bottom = drawing->stamp->height - half;
    const length sides[4][4] = {
        {0, half, drawing->stamp->width, half},
        {0, bottom, drawing->stamp->width, bottom},
        {half, 0, half, drawing->stamp->height},
        {right, 0, right, drawing->stamp->height},
    };

    for (size_t i = 0; i < 4; i++) {
        struct mark *mark = add_mark(drawing, MARK_RULE, INK);
        mark->x = sides[i][0];
        mark->y = sides[i][1];
        mark->rule.x2 = sides[i][2];
        mark->rule.y2 = sides[i][3];
        mark->rule.weight = FRAME_WEIGHT;
    }
}

/* A caption, the name, the time, one below the other in the height there is. */
static bool put_texts(struct drawing *drawing, length x, length width)
{
    const struct stamp *stamp = drawing->stamp;
    length height = stamp->height - 2 * drawing->margin;
    length size = length_min(length_scale(height, 30, 100), NAME_SIZE_MAX), small = length_scale(size, 70, 100);
    length gap = length_scale(size, 25, 100), used = small + gap + size + gap + small;
    length y = (stamp->height - used) / 2;

    return put_line(drawing, "電子署名", (struct lettering){"gothic", small, INK}, x, y, width) &&
           put_line(drawing, stamp->name != NULL ? stamp->name : "", (struct lettering){"gothic", size, INK}, x,
                    y + small + gap, width) &&
           put_line(drawing, time_text(drawing->document->arena, stamp->time), (struct lettering){"gothic", small, INK},
                    x, y + small + gap + size + gap, width);
}

static bool draw(struct drawing *drawing)
{
    const struct stamp *stamp = drawing->stamp;
    length x = drawing->margin;

    put_frame(drawing);
    if (stamp->seal != NULL) {
        length diameter = length_min(length_min(stamp->height, stamp->width / 2) - 2 * drawing->margin, SEAL_MAX);
        if (!put_seal(drawing, x, (stamp->height - diameter) / 2, diameter))
            return false;
        x += diameter + drawing->margin;
    }
    return put_texts(drawing, x, length_max(stamp->width - drawing->margin - x, LENGTH_PER_PT));
}

/* Written as a file, and read again: a signature takes its page from there. */
static const struct pdf *write_page(struct drawing *drawing, struct arena *arena)
{
    struct device_options options = {.producer = "todoke", .date = DEVICE_NO_DATE, .limits = &drawing->engine->limits};
    struct source *file = arena_new(arena, struct source);
    struct sink sink = {0};
    struct diag_cause cause;
    const struct pdf *pdf = NULL;

    if (device_pdf.write(drawing->document, NULL, &options, &sink, drawing->diags)) {
        *file = (struct source){.name = "stamp", .bytes = arena_copy(arena, sink.bytes, sink.size), .size = sink.size};
        pdf = pdf_open(arena, file, &drawing->engine->limits, &cause);
    }
    sink_close(&sink);
    return pdf;
}

const struct pdf *engine_draw_stamp(const struct todoke *engine, const struct stamp *stamp, struct arena *arena,
                                    struct diags *diags)
{
    struct drawing drawing = {
        .engine = engine,
        .stamp = stamp,
        .document = document_open("stamp", "", "ja"),
        .node = {.pointer = "/signature"},
        .margin = length_scale(length_min(stamp->height, stamp->width), 7, 100),
        .diags = diags,
    };
    const struct pdf *pdf;

    document_add_page(drawing.document, stamp->width, stamp->height);
    pdf = draw(&drawing) ? write_page(&drawing, arena) : NULL;
    document_close(drawing.document);
    return pdf;
}
