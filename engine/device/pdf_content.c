/*
 * Marks are drawn in their order. Two things keep the stream short: graphics state is set only where it changes, and
 * marks of one kind that follow each other share what they can: runs of glyphs one text object, rules one path to
 * stroke, fills one path to fill. Everything is placed by absolute coordinates, each rounded once, so nothing drifts.
 *
 * This is the only file of the engine where y grows upwards.
 */
#include "device/pdf_content.h"

#include "device/pdf_number.h"
#include "device/pdf_text.h"

#include <stdlib.h>
#include <string.h>

/* What has been written but not painted yet. */
enum pending {
    PENDING_NOTHING,
    PENDING_STROKE,
    PENDING_FILL,
};

/* Line dash pattern; the phase is 0 (ISO 32000-2, 8.4.3.6). */
struct dash {
    milli on;    /* 0: a solid line */
    int64_t off; /* millionths of a point: a line of a thousand dots must end with one */
};

/* The stream, and the graphics state at its end (ISO 32000-2, 8.4 and 9.3). */
struct content {
    struct sink *sink;
    const struct pdf_faces *faces;
    const struct pdf_images *images;
    struct pdf_tags *tags;       /* NULL: content says nothing of its structure */
    const struct mark *sequence; /* the first mark of the present marked-content sequence, or NULL */
    length height;               /* of the page */
    enum pending pending;
    uint32_t fill_color; /* 0xRRGGBB */
    uint32_t stroke_color;
    milli line_width;
    struct dash dash;

    bool in_text;
    const struct pdf_font *font;
    milli size;
    milli rise;
    int32_t scale;  /* thousandths */
    milli x, y;     /* start of the text line */
    bool is_turned; /* the text line is not level, or not to scale: the next one needs a matrix of its own */
};

/* --- operators --- */

static void put_operator(struct content *content, const milli *operands, size_t count, const char *name)
{
    char *start = sink_reserve(content->sink, count * PDF_NUMBER_MAX + 8);
    char *out = start;

    for (size_t i = 0; i < count; i++) {
        out = pdf_format_milli(out, operands[i]);
        *out++ = ' ';
    }
    while (*name != '\0')
        *out++ = *name++;
    *out++ = '\n';
    content->sink->size += (size_t)(out - start);
}
#define OPERANDS(...) (const milli[]){__VA_ARGS__}, sizeof((const milli[]){__VA_ARGS__}) / sizeof(milli)

static milli flip(const struct content *content, length y)
{
    return pdf_milli(content->height - y);
}

/* --- colour --- */

static milli color_part(uint32_t color, int shift)
{
    return length_scale(color >> shift & 0xFF, 1000, 255);
}

/* Greys are DeviceGray: one ink, also where the printer has four (ISO 32000-2, 8.6.4). */
static void put_color(struct content *content, uint32_t color, const char *gray, const char *rgb)
{
    milli red = color_part(color, 16);
    milli green = color_part(color, 8);
    milli blue = color_part(color, 0);

    if (red == green && green == blue)
        put_operator(content, OPERANDS(red), gray);
    else
        put_operator(content, OPERANDS(red, green, blue), rgb);
}

static void set_fill_color(struct content *content, uint32_t color)
{
    if (content->fill_color == color)
        return;
    content->fill_color = color;
    put_color(content, color, "g", "rg");
}

static void set_stroke(struct content *content, uint32_t color, milli width)
{
    if (content->stroke_color != color) {
        content->stroke_color = color;
        put_color(content, color, "G", "RG");
    }
    if (content->line_width != width) {
        content->line_width = width;
        put_operator(content, OPERANDS(width), "w");
    }
}

static bool is_same_dash(struct dash a, struct dash b)
{
    return a.on == b.on && a.off == b.off;
}

static void set_dash(struct content *content, struct dash dash)
{
    if (is_same_dash(content->dash, dash))
        return;
    content->dash = dash;
    sink_put_char(content->sink, '[');
    if (dash.on > 0) {
        pdf_put_milli(content->sink, dash.on);
        sink_put_char(content->sink, ' ');
        sink_put_decimal(content->sink, dash.off, 6);
    }
    sink_put_string(content->sink, "]0 d\n");
}

/* --- between marks --- */

static void paint_pending(struct content *content)
{
    if (content->pending == PENDING_STROKE)
        sink_put_string(content->sink, "S\n");
    else if (content->pending == PENDING_FILL)
        sink_put_string(content->sink, "f\n");
    content->pending = PENDING_NOTHING;
}

static void end_text(struct content *content)
{
    if (content->in_text)
        sink_put_string(content->sink, "ET\n");
    content->in_text = false;
}

static void begin_text(struct content *content)
{
    paint_pending(content);
    if (content->in_text)
        return;
    sink_put_string(content->sink, "BT\n");
    content->in_text = true;
    content->is_turned = false;
    content->x = content->y = 0;
}

static void begin_stroke(struct content *content, uint32_t color, length weight, struct dash dash)
{
    milli width = pdf_milli(weight);

    end_text(content);
    if (content->pending == PENDING_STROKE && content->stroke_color == color && content->line_width == width &&
        is_same_dash(content->dash, dash))
        return;
    paint_pending(content);
    set_stroke(content, color, width);
    set_dash(content, dash);
    content->pending = PENDING_STROKE;
}

static void begin_fill(struct content *content, uint32_t color)
{
    end_text(content);
    if (content->pending == PENDING_FILL && content->fill_color == color)
        return;
    paint_pending(content);
    set_fill_color(content, color);
    content->pending = PENDING_FILL;
}

/* --- marked-content sequences --- */

static void end_sequence(struct content *content)
{
    paint_pending(content);
    end_text(content);
    if (content->sequence)
        sink_put_string(content->sink, "EMC\n");
    content->sequence = NULL;
}

static bool is_same_sequence(const struct mark *a, const struct mark *b)
{
    return a->element == b->element && a->artifact == b->artifact && pdf_tags_is_artifact(a) == pdf_tags_is_artifact(b);
}

/* Text objects and paths do not go from one sequence into the next (ISO 32000-2, 14.6.1). */
static void begin_sequence(struct content *content, const struct mark *mark)
{
    if (!content->tags || (content->sequence && is_same_sequence(content->sequence, mark)))
        return;
    end_sequence(content);
    pdf_tags_put_begin(content->tags, content->sink, mark);
    content->sequence = mark;
}

static bool is_tagged(const struct content *content, const struct mark *mark)
{
    return content->tags && !pdf_tags_is_artifact(mark);
}

/* --- rules, fills, paths --- */

#define SOLID ((struct dash){0})

/* Dashes as long as the line is wide, over a line of this length; one alone fills it. */
static struct dash dash_of(const struct mark *mark, milli extent)
{
    milli on = pdf_milli(mark->rule.weight);
    int64_t gaps = (int64_t)mark->rule.dots - 1;

    if (gaps < 1)
        return SOLID;
    return (struct dash){on, length_scale((extent - on * (gaps + 1)) * 1000, 1, gaps)};
}

/* Every rule is a subpath, so that its dashes begin at its start. */
static void draw_rule(struct content *content, const struct mark *mark)
{
    milli x1 = pdf_milli(mark->x), y1 = flip(content, mark->y);
    milli x2 = pdf_milli(mark->rule.x2), y2 = flip(content, mark->rule.y2);

    begin_stroke(content, mark->color, mark->rule.weight, dash_of(mark, llabs(x2 - x1) + llabs(y2 - y1)));
    put_operator(content, OPERANDS(x1, y1), "m");
    put_operator(content, OPERANDS(x2, y2), "l");
}

/* Sizes come from the rounded edges, so that fills side by side touch. */
static void draw_fill(struct content *content, const struct mark *mark)
{
    milli left = pdf_milli(mark->x);
    milli right = pdf_milli(mark->x + mark->fill.width);
    milli top = flip(content, mark->y);
    milli bottom = flip(content, mark->y + mark->fill.height);

    begin_fill(content, mark->color);
    put_operator(content, OPERANDS(left, bottom, right - left, top - bottom), "re");
}

static void put_step(struct content *content, const struct mark *mark, const struct path_step *step)
{
    milli x = pdf_milli(mark->x + step->x);
    milli y = flip(content, mark->y + step->y);

    switch (step->verb) {
    case PATH_MOVE:
        put_operator(content, OPERANDS(x, y), "m");
        break;
    case PATH_LINE:
        put_operator(content, OPERANDS(x, y), "l");
        break;
    case PATH_CURVE:
        put_operator(content,
                     OPERANDS(pdf_milli(mark->x + step->x1), flip(content, mark->y + step->y1),
                              pdf_milli(mark->x + step->x2), flip(content, mark->y + step->y2), x, y),
                     "c");
        break;
    case PATH_CLOSE:
        sink_put_string(content->sink, "h\n");
        break;
    }
}

/* Painted at once: what is inside a filled path depends on nothing but the path. */
static void draw_path(struct content *content, const struct mark *mark)
{
    paint_pending(content);
    if (mark->path.weight > 0)
        begin_stroke(content, mark->color, mark->path.weight, SOLID);
    else
        begin_fill(content, mark->color);
    for (size_t i = 0; i < mark->path.path->count; i++)
        put_step(content, mark, &mark->path.path->steps[i]);
    paint_pending(content);
}

/* --- pictures --- */

/* Its edges are rounded like those of fills. The state is as before afterwards. */
static void draw_image(struct content *content, const struct mark *mark)
{
    milli left = pdf_milli(mark->x), right = pdf_milli(mark->x + mark->image.width);
    milli top = flip(content, mark->y), bottom = flip(content, mark->y + mark->image.height);
    milli matrix[6];

    end_text(content);
    paint_pending(content);
    pdf_image_matrix(mark->image.image, right - left, top - bottom, left, bottom, matrix);
    sink_put_string(content->sink, "q\n");
    put_operator(content, matrix, sizeof(matrix) / sizeof(matrix[0]), "cm");
    sink_format(content->sink, "/I%zu Do\nQ\n", pdf_images_find(content->images, mark->image.image));
}

/* --- QR codes --- */

/* Where the code's module `index` begins, in the direction that `from` is measured in. */
static length module_edge(const struct mark *mark, length from, size_t index)
{
    return from + length_scale(mark->qr.side, (int64_t)index + QR_QUIET, (int64_t)qr_side(mark->qr.code));
}

/* One path for all, so that no viewer draws seams between rows. */
static void draw_qr(struct content *content, const struct mark *mark)
{
    const struct qr_code *code = mark->qr.code;

    begin_fill(content, mark->color);
    for (size_t row = 0; row < code->modules; row++) {
        milli top = flip(content, module_edge(mark, mark->y, row));
        milli bottom = flip(content, module_edge(mark, mark->y, row + 1));
        size_t first = 0, count;

        for (; (count = qr_run(code, row, &first)) > 0; first += count) {
            milli left = pdf_milli(module_edge(mark, mark->x, first));
            milli right = pdf_milli(module_edge(mark, mark->x, first + count));

            put_operator(content, OPERANDS(left, bottom, right - left, top - bottom), "re");
        }
    }
}

/* --- glyphs --- */

static void set_scale(struct content *content, int32_t scale)
{
    if (content->scale == scale)
        return;
    content->scale = scale;
    put_operator(content, OPERANDS((milli)scale * 100), "Tz"); /* in percent */
}

static void set_font(struct content *content, const struct pdf_face *face, size_t place, const struct pdf_font *font,
                     milli size)
{
    if (content->font == font && content->size == size)
        return;
    content->font = font;
    content->size = size;
    sink_put_string(content->sink, font == face->form ? "/F" : "/D");
    sink_put_integer(content->sink, (int64_t)place);
    sink_put_char(content->sink, ' ');
    put_operator(content, OPERANDS(size), "Tf");
}

static void set_rise(struct content *content, milli rise)
{
    if (content->rise == rise)
        return;
    content->rise = rise;
    put_operator(content, OPERANDS(rise), "Ts");
}

static void move_line(struct content *content, milli x, milli y)
{
    if (content->is_turned)
        put_operator(content, OPERANDS(1000, 0, 0, 1000, x, y), "Tm");
    else
        put_operator(content, OPERANDS(x - content->x, y - content->y), "Td");
    content->is_turned = false;
    content->x = x;
    content->y = y;
}

/* A text line that runs down: turned clockwise. */
static void move_line_down(struct content *content, milli x, milli y)
{
    put_operator(content, OPERANDS(0, -1000, 1000, 0, x, y), "Tm");
    content->is_turned = true;
}

/* Glyphs of another height: the scale of vertical type, which runs along the line as that of level type does. */
static void move_line_flat(struct content *content, milli x, milli y, int32_t scale)
{
    put_operator(content, OPERANDS(1000, 0, 0, scale, x, y), "Tm");
    content->is_turned = true;
}

/*
 * A TJ array being written. The viewer's pen moves by the widths of W; where a glyph stands elsewhere by more than
 * TOLERANCE, a number before it corrects the pen to the glyph's own place, so errors never add up (ISO 32000-2, 9.4.3).
 */
struct show {
    struct content *content;
    bool in_array;
    bool in_string;
    int64_t pen; /* thousandths of the em from the run's start */
};
#define TOLERANCE 2 /* thousandths of the em: a fiftieth of a point in 10 pt type */

static void begin_string(struct show *show)
{
    if (!show->in_array)
        sink_put_char(show->content->sink, '[');
    if (!show->in_string)
        sink_put_char(show->content->sink, '<');
    show->in_array = show->in_string = true;
}

static void end_string(struct show *show)
{
    if (show->in_string)
        sink_put_char(show->content->sink, '>');
    show->in_string = false;
}

static void end_array(struct show *show)
{
    end_string(show);
    if (show->in_array)
        sink_put_string(show->content->sink, "]TJ\n");
    show->in_array = false;
}

static void move_pen(struct show *show, int64_t to)
{
    if (llabs(show->pen - to) <= TOLERANCE)
        return;
    if (!show->in_array)
        sink_put_char(show->content->sink, '[');
    end_string(show);
    show->in_array = true;
    sink_put_integer(show->content->sink, show->pen - to);
    show->pen = to;
}

static void show_code(struct show *show, const struct pdf_glyph *glyph)
{
    begin_string(show);
    pdf_format_hex4(sink_reserve(show->content->sink, 4), glyph->code);
    show->content->sink->size += 4;
    show->pen += glyph->width;
}

/* A distance along the line in thousandths of the em as it is written: of the rounded size, under the scale. */
static int64_t em_distance(length distance, milli size, int32_t scale)
{
    /* distance / LENGTH_PER_PT / (size / 1000) / (scale / 1000) * 1000, in lowest terms */
    return length_scale(distance, 10000000, 127 * size * scale);
}

static void show_run(struct content *content, const struct pdf_face *face, const struct glyph_run *run)
{
    size_t place = (size_t)(face - content->faces->list) + 1;
    milli size = pdf_milli(run->size);
    struct show show = {.content = content};

    for (uint32_t i = 0; i < run->count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        struct pdf_choice choice = pdf_face_choose(face, glyph->id);
        milli rise = glyph->y != 0 ? pdf_milli(glyph->y) : 0;
        if (choice.font != content->font || size != content->size || rise != content->rise)
            end_array(&show);
        set_font(content, face, place, choice.font, size);
        set_rise(content, rise);
        move_pen(&show, em_distance(glyph->x - run->glyphs[0].x, size, run->scale));
        show_code(&show, choice.glyph);
    }
    end_array(&show);
}

/*
 * ISO 32000-2, 14.9.4: text that stands for what the marked content shows. Where content is tagged, that is a sequence
 * of its own: readers lose the place when an untagged one stands inside a tagged one (poppler's structure text).
 */
static void begin_actual_text(struct content *content, const struct mark *marks, size_t count, bool ends_word)
{
    struct sink text = {0};

    for (size_t i = 0; i < count; i++)
        sink_put(&text, marks[i].run->text, marks[i].run->text_size);
    if (ends_word)
        sink_put_char(&text, ' ');
    sink_put_string(content->sink, "/Span<<");
    if (is_tagged(content, marks))
        sink_format(content->sink, "/MCID %u", pdf_tags_add(content->tags, marks->element));
    sink_put_string(content->sink, "/ActualText");
    pdf_put_text_string(content->sink, text.bytes, text.size);
    sink_put_string(content->sink, ">>BDC\n");
    sink_close(&text);
}

static void end_actual_text(struct content *content)
{
    sink_put_string(content->sink, "EMC\n");
}

/* Level or turned: one text line. A run's first glyph may stand off its start, along the line. */
static void start_line(struct content *content, const struct mark *mark)
{
    length start = mark->run->glyphs[0].x;

    set_scale(content, mark->run->scale);
    if (mark->run->is_rotated)
        move_line_down(content, pdf_milli(mark->x), flip(content, mark->y + start));
    else
        move_line(content, pdf_milli(mark->x + start), flip(content, mark->y));
}

/* Upright in vertical text: each glyph is put in its place (font/glyph_run.h). */
static void show_upright(struct content *content, const struct pdf_face *face, const struct mark *mark)
{
    const struct glyph_run *run = mark->run;
    size_t place = (size_t)(face - content->faces->list) + 1;
    milli size = pdf_milli(run->size);

    set_scale(content, 1000);
    set_rise(content, 0);
    for (uint32_t i = 0; i < run->count; i++) {
        struct pdf_choice choice = pdf_face_choose(face, run->glyphs[i].id);
        milli x = pdf_milli(mark->x + run->glyphs[i].y);
        milli y = flip(content, mark->y + run->glyphs[i].x);
        struct show show = {.content = content};

        set_font(content, face, place, choice.font, size);
        if (run->scale == 1000)
            move_line(content, x, y);
        else
            move_line_flat(content, x, y, run->scale);
        show_code(&show, choice.glyph);
        end_array(&show);
    }
}

static void show_glyphs(struct content *content, const struct mark *mark)
{
    const struct pdf_face *face = pdf_faces_find(content->faces, mark->run->face);

    if (mark->run->is_vertical)
        show_upright(content, face, mark);
    else
        show_run(content, face, mark->run);
}

static void begin_glyphs(struct content *content, const struct mark *mark)
{
    begin_text(content);
    set_fill_color(content, mark->color);
    if (!mark->run->is_vertical)
        start_line(content, mark);
}

/* The space that follows a line's last word, behind its last glyph. */
static void show_space(struct content *content, const struct mark *mark)
{
    const struct pdf_face *face = pdf_faces_find(content->faces, mark->run->face);
    struct show show = {.content = content};

    if (face->space == 0)
        return;
    struct pdf_choice choice = pdf_face_choose(face, face->space);
    set_font(content, face, (size_t)(face - content->faces->list) + 1, choice.font, pdf_milli(mark->run->size));
    show_code(&show, choice.glyph);
    end_array(&show);
}

/* The runs at marks[0], which are read as one text; returns how many these are. */
static size_t draw_glyphs(struct content *content, const struct mark *marks, size_t left)
{
    struct pdf_text text = pdf_text_at(content->faces, marks, left);
    const struct mark *last = &marks[text.count - 1];
    bool ends_word = content->tags && pdf_text_ends_word(last, left - text.count + 1);

    if (marks->run->count == 0)
        return text.count;
    if (text.is_spelt && is_tagged(content, marks))
        end_sequence(content);
    else
        begin_sequence(content, marks);
    begin_glyphs(content, marks);
    if (text.is_spelt)
        begin_actual_text(content, marks, text.count, ends_word);
    show_glyphs(content, marks);
    for (size_t i = 1; i < text.count; i++) {
        begin_glyphs(content, &marks[i]);
        show_glyphs(content, &marks[i]);
    }
    if (ends_word)
        show_space(content, last);
    if (text.is_spelt)
        end_actual_text(content);
    return text.count;
}

/* Returns how many marks have been drawn. */
static size_t draw_mark(struct content *content, const struct mark *mark, size_t left)
{
    if (mark->kind != MARK_GLYPHS)
        begin_sequence(content, mark);
    switch (mark->kind) {
    case MARK_GLYPHS:
        return draw_glyphs(content, mark, left);
    case MARK_RULE:
        draw_rule(content, mark);
        break;
    case MARK_FILL:
        draw_fill(content, mark);
        break;
    case MARK_PATH:
        draw_path(content, mark);
        break;
    case MARK_IMAGE:
        draw_image(content, mark);
        break;
    case MARK_QR:
        draw_qr(content, mark);
        break;
    }
    return 1;
}

void pdf_put_content(struct sink *sink, const struct page *page, const struct pdf_faces *faces,
                     const struct pdf_images *images, struct pdf_tags *tags)
{
    /* The state in which a page starts (ISO 32000-2, tables 51 and 102): black, a line of 1 pt, no font. */
    struct content content = {
        .sink = sink,
        .faces = faces,
        .images = images,
        .tags = tags,
        .height = page->height,
        .line_width = 1000,
        .scale = 1000,
    };

    for (size_t i = 0; i < page->count;)
        i += draw_mark(&content, &page->marks[i], page->count - i);
    end_sequence(&content);
}
