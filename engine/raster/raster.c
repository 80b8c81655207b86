#include "raster/raster.h"

#include "base/arena.h"
#include "raster/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MITER_LIMIT 10     /* as PDF has it unless told otherwise (ISO 32000-2, table 51) */
#define LARGEST_STAMP 96   /* [pixels] an em */
#define SMALL_PIXEL 150000 /* thousandths of a dot per inch, or more of them */
#define PALE 192           /* BILEVEL: what is brighter is white */

/* A pixel that a page covers in part counts whole, but for a sliver. */
static uint32_t whole_pixels(length value, int32_t resolution)
{
    int64_t pixels = (canvas_scaled(value, resolution) + SUBPIXELS - 1 - SUBPIXELS / THIN_TOLERANCE) / SUBPIXELS;

    return pixels > 0 ? (uint32_t)pixels : 1;
}

struct raster_size raster_size(const struct raster_options *options, const struct page *page)
{
    length across = options->is_turned ? page->height : page->width;
    length down = options->is_turned ? page->width : page->height;

    return (struct raster_size){
        options->width ? options->width : whole_pixels(across, options->resolution.x),
        whole_pixels(down, options->resolution.y),
    };
}

/* --- ink ---------------------------------------------------------------------------------------------------------- */

/* What text and lines of this colour are drawn with. A coloured text must not vanish from a bilevel page. */
static uint8_t ink_of_lines(const struct raster_canvas *canvas, uint32_t color)
{
    uint8_t grey = canvas_luma(color);

    if (canvas->options.kind == RASTER_GRAY)
        return grey;
    return grey > PALE ? UINT8_MAX : 0;
}

/* Areas that are not clearly dark stay white on a bilevel page: what stands on them must be read. */
static uint8_t ink_of_areas(const struct raster_canvas *canvas, uint32_t color)
{
    uint8_t grey = canvas_luma(color);

    if (canvas->options.kind == RASTER_GRAY)
        return grey;
    return grey > UINT8_MAX / 2 ? UINT8_MAX : 0;
}

/* --- areas -------------------------------------------------------------------------------------------------------- */

static void draw_fill(struct raster_canvas *canvas, const struct mark *mark)
{
    struct span x = canvas_span(canvas_across(canvas, mark->x), canvas_across(canvas, mark->x + mark->fill.width));
    struct span y = canvas_span(canvas_down(canvas, mark->y), canvas_down(canvas, mark->y + mark->fill.height));

    canvas->ink = ink_of_areas(canvas, mark->color);
    canvas_fill(canvas, x.start, y.start, x.end, y.end);
}

/* --- outlines ----------------------------------------------------------------------------------------------------- */

/* FreeType's spans of one row, `coverage` of 255 each. */
static void blend_spans(int y, int count, const FT_Span *spans, void *user)
{
    struct raster_canvas *canvas = user;
    uint8_t *row = canvas->picture.pixels + (size_t)((int64_t)canvas->picture.height - 1 - y) * canvas->picture.stride;

    for (int i = 0; i < count; i++)
        for (int x = spans[i].x; x < spans[i].x + spans[i].len; x++) {
            int behind = row[x];

            row[x] = (uint8_t)(behind + ((canvas->ink - behind) * spans[i].coverage) / UINT8_MAX);
        }
}

static void fill_gray(struct raster_canvas *canvas, FT_Outline *shape)
{
    FT_Raster_Params params = {
        .source = shape,
        .flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
        .gray_spans = blend_spans,
        .user = canvas,
        .clip_box = {0, 0, (FT_Pos)canvas->picture.width, (FT_Pos)canvas->picture.height},
    };

    canvas->has_failed |= FT_Outline_Render(canvas->library, shape, &params) != 0;
}

/* All bits of the rows that the outline can touch, turned over. */
static void invert_rows(struct raster_canvas *canvas, FT_Outline *shape)
{
    FT_BBox box;
    int64_t height = canvas->picture.height, top, bottom;

    FT_Outline_Get_CBox(shape, &box);
    top = canvas_within(height - 1 - box.yMax / SUBPIXELS, height);
    bottom = canvas_within(height + 1 - box.yMin / SUBPIXELS, height);
    for (size_t i = (size_t)top * canvas->picture.stride; i < (size_t)bottom * canvas->picture.stride; i++)
        canvas->picture.pixels[i] ^= 0xFF;
}

/* FreeType only sets bits: white is drawn as black on the negative. */
static void fill_bilevel(struct raster_canvas *canvas, FT_Outline *shape)
{
    FT_Bitmap bitmap = {
        .rows = canvas->picture.height,
        .width = canvas->picture.width,
        .pitch = (int)canvas->picture.stride,
        .buffer = canvas->picture.pixels,
        .pixel_mode = FT_PIXEL_MODE_MONO,
    };

    if (canvas->ink != 0)
        invert_rows(canvas, shape);
    canvas->has_failed |= FT_Outline_Get_Bitmap(canvas->library, shape, &bitmap) != 0;
    if (canvas->ink != 0)
        invert_rows(canvas, shape);
}

static void fill_outline(struct raster_canvas *canvas, struct outline *outline)
{
    canvas->has_failed |= outline->is_too_long;
    if (canvas->has_failed || outline->shape.n_points == 0)
        return;
    if (canvas->options.kind == RASTER_GRAY)
        fill_gray(canvas, &outline->shape);
    else
        fill_bilevel(canvas, &outline->shape);
}

/* --- glyphs ------------------------------------------------------------------------------------------------------- */

/* Page units to FreeType's: [1/64 pixel] to an EMU. */
struct scale {
    double x, y;
};
static struct scale page_scale(const struct raster_canvas *canvas)
{
    double emu = (double)EMU_PER_INCH * 1000 / SUBPIXELS;

    return (struct scale){canvas->options.resolution.x / emu, canvas->options.resolution.y / emu};
}

static void put_origin(const struct raster_canvas *canvas, struct outline_matrix *matrix, length x, length y)
{
    matrix->x0 = (double)canvas_across(canvas, x);
    matrix->y0 = (double)((length)canvas->picture.height * SUBPIXELS - canvas_down(canvas, y));
}

/*
 * Where a glyph of the run stands and how it is turned (font/glyph_run.h): level, upright in a vertical line, or turned
 * clockwise, so that the font's x runs down the page. The scale of condensed type is along the line.
 */
static struct outline_matrix glyph_matrix(const struct raster_canvas *canvas, const struct mark *mark,
                                          const struct glyph *glyph)
{
    const struct glyph_run *run = mark->run;
    double unit = (double)run->size / run->face->upem, along = unit * run->scale / 1000;
    struct scale scale = page_scale(canvas);
    struct outline_matrix matrix = {0};

    if (run->is_rotated) {
        matrix.xy = unit * scale.x;
        matrix.yx = -along * scale.y;
        put_origin(canvas, &matrix, mark->x + glyph->y, mark->y + glyph->x);
    } else if (run->is_vertical) {
        matrix.xx = unit * scale.x;
        matrix.yy = along * scale.y;
        put_origin(canvas, &matrix, mark->x + glyph->y, mark->y + glyph->x);
    } else {
        matrix.xx = along * scale.x;
        matrix.yy = unit * scale.y;
        put_origin(canvas, &matrix, mark->x + glyph->x, mark->y - glyph->y);
    }
    return matrix;
}

/* As FAX fine has, not FAX standard: half a pixel more or less is nothing that a reader sees. */
static bool has_small_pixels(const struct raster_canvas *canvas)
{
    const struct raster_resolution *resolution = &canvas->options.resolution;

    return canvas->options.kind == RASTER_BILEVEL && resolution->x >= SMALL_PIXEL && resolution->y >= SMALL_PIXEL;
}

/*
 * The origin of a glyph is moved: across its line to a whole pixel, so that a line's glyphs stand on one row and each
 * looks the same wherever it recurs; along it to half a pixel, or dashes that join would part, while between two that
 * are half a pixel apart there is no middle of a pixel.
 */
static void settle_origin(const struct mark *mark, struct outline_matrix *matrix)
{
    bool is_level = !mark->run->is_rotated && !mark->run->is_vertical;
    double x = is_level ? SUBPIXELS / 2 : SUBPIXELS, y = is_level ? SUBPIXELS : SUBPIXELS / 2;

    matrix->x0 = floor(matrix->x0 / x + 0.5) * x;
    matrix->y0 = floor(matrix->y0 / y + 0.5) * y;
}

/* False: it is too large to be remembered, or not all in the picture. */
static bool put_stamp(struct raster_canvas *canvas, const struct shape *shape, struct outline_matrix matrix)
{
    double em = hypot(matrix.xx, matrix.xy) * shape->face->upem;
    int64_t x = canvas_pixel((length)matrix.x0), y = canvas_pixel((length)matrix.y0);
    const struct stamp *stamp;

    if (em > LARGEST_STAMP * SUBPIXELS)
        return false;
    matrix.x0 -= (double)(x * SUBPIXELS);
    matrix.y0 -= (double)(y * SUBPIXELS);
    stamp = stamps_find(canvas->stamps, shape, &matrix);
    canvas->has_failed |= !stamp;
    return stamp && stamp_put(stamp, &canvas->picture, x, canvas->picture.height - 1 - y, canvas->ink == 0);
}

static void draw_glyph(struct raster_canvas *canvas, const struct mark *mark, const struct glyph *glyph)
{
    const struct shape *shape = shapes_find(canvas->shapes, mark->run->face, glyph->id);
    struct outline_matrix matrix = glyph_matrix(canvas, mark, glyph);

    if (shape->count == 0)
        return;
    if (has_small_pixels(canvas)) {
        settle_origin(mark, &matrix);
        if (put_stamp(canvas, shape, matrix))
            return;
    }
    outline_clear(&canvas->outline);
    outline_add_glyph(&canvas->outline, shape, &matrix);
    fill_outline(canvas, &canvas->outline);
}

static void draw_glyphs(struct raster_canvas *canvas, const struct mark *mark)
{
    canvas->ink = ink_of_lines(canvas, mark->color);
    for (uint32_t i = 0; i < mark->run->count; i++)
        draw_glyph(canvas, mark, &mark->run->glyphs[i]);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static void fill_path(struct raster_canvas *canvas, const struct mark *mark)
{
    struct scale scale = page_scale(canvas);
    struct outline_matrix matrix = {.xx = scale.x, .yy = -scale.y};

    put_origin(canvas, &matrix, mark->x, mark->y);
    outline_clear(&canvas->outline);
    outline_add_path(&canvas->outline, mark->path.path, &matrix);
    fill_outline(canvas, &canvas->outline);
}

/* A path is stroked closed when it says so anywhere: none is both. */
static bool is_open(const struct path *path)
{
    for (size_t i = 0; i < path->count; i++)
        if (path->steps[i].verb == PATH_CLOSE)
            return false;
    return true;
}

static void take_stroke(struct raster_canvas *canvas)
{
    FT_UInt points, contours;
    FT_Outline *shape = &canvas->stroke.shape;

    canvas->has_failed |= FT_Stroker_GetCounts(canvas->stroker, &points, &contours) != 0;
    if (canvas->has_failed || FT_Outline_New(canvas->library, points, (FT_Int)contours, shape) != 0) {
        canvas->has_failed = true;
        return;
    }
    shape->n_points = shape->n_contours = 0;
    FT_Stroker_Export(canvas->stroker, shape);
}

/* The pen is round on paper, so the stroke is made with the resolution across in both directions and then pressed. */
static void stroke_path(struct raster_canvas *canvas, const struct mark *mark)
{
    struct scale scale = page_scale(canvas);
    struct outline_matrix square = {.xx = scale.x, .yy = -scale.x}, origin;
    FT_Fixed radius = canvas_scaled(mark->path.weight, canvas->options.resolution.x) / 2;
    FT_Matrix press = {0x10000, 0, 0, lround(scale.y / scale.x * 0x10000)};

    put_origin(canvas, &origin, mark->x, mark->y);
    outline_clear(&canvas->outline);
    outline_add_path(&canvas->outline, mark->path.path, &square);
    FT_Stroker_Set(canvas->stroker, radius, FT_STROKER_LINECAP_BUTT, FT_STROKER_LINEJOIN_MITER_FIXED,
                   MITER_LIMIT << 16);
    if (FT_Stroker_ParseOutline(canvas->stroker, &canvas->outline.shape, is_open(mark->path.path)) != 0) {
        canvas->has_failed = true;
        return;
    }
    take_stroke(canvas);
    if (canvas->has_failed)
        return;
    FT_Outline_Transform(&canvas->stroke.shape, &press);
    FT_Outline_Translate(&canvas->stroke.shape, (FT_Pos)origin.x0, (FT_Pos)origin.y0);
    fill_outline(canvas, &canvas->stroke);
    FT_Outline_Done(canvas->library, &canvas->stroke.shape);
    canvas->stroke = (struct outline){0};
}

static void draw_path(struct raster_canvas *canvas, const struct mark *mark)
{
    canvas->ink = ink_of_lines(canvas, mark->color);
    if (mark->path.weight > 0 && lines_is_box(mark->path.path))
        lines_stroke_box(canvas, mark);
    else if (mark->path.weight > 0)
        stroke_path(canvas, mark);
    else
        fill_path(canvas, mark);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static void draw_mark(struct raster_canvas *canvas, const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_GLYPHS:
        draw_glyphs(canvas, mark);
        break;
    case MARK_RULE:
        canvas->ink = ink_of_lines(canvas, mark->color);
        lines_draw_rule(canvas, mark);
        break;
    case MARK_FILL:
        draw_fill(canvas, mark);
        break;
    case MARK_PATH:
        draw_path(canvas, mark);
        break;
    case MARK_IMAGE:
        picture_draw(canvas, mark);
        break;
    case MARK_QR:
        qr_draw(canvas, mark);
        break;
    }
}

void raster_clear(struct raster *picture, size_t *capacity, enum raster_kind kind)
{
    size_t bytes;

    picture->stride = kind == RASTER_GRAY ? picture->width : (picture->width + 7) / 8;
    bytes = picture->stride * picture->height;
    if (bytes > *capacity) {
        picture->pixels = mem_grow(picture->pixels, bytes, 1);
        *capacity = bytes;
    }
    memset(picture->pixels, kind == RASTER_GRAY ? UINT8_MAX : 0, bytes);
}

static void begin_page(struct raster_canvas *canvas, const struct page *page)
{
    struct raster_size size = raster_size(&canvas->options, page);

    canvas->picture.width = size.width;
    canvas->picture.height = size.height;
    raster_clear(&canvas->picture, &canvas->capacity, canvas->options.kind);
    canvas->page_left = ((length)size.width - whole_pixels(page->width, canvas->options.resolution.x)) / 2 * SUBPIXELS;
}

const struct raster *raster_draw(struct raster_canvas *canvas, const struct page *page)
{
    begin_page(canvas, page);
    lines_collect(canvas, page);
    for (size_t i = 0; i < page->count && !canvas->has_failed; i++)
        draw_mark(canvas, &page->marks[i]);
    if (canvas->has_failed)
        return NULL;
    if (!canvas->is_turned)
        return &canvas->picture;
    turn_picture(canvas);
    return &canvas->turned;
}

/* What is turned afterwards is drawn upright, as wide as its page. */
static void draw_upright(struct raster_canvas *canvas)
{
    struct raster_options *options = &canvas->options;

    canvas->is_turned = true;
    canvas->turned_width = options->width;
    options->resolution = (struct raster_resolution){options->resolution.y, options->resolution.x};
    options->width = 0;
    options->is_turned = false;
}

struct raster_canvas *raster_open(const struct raster_options *options)
{
    struct raster_canvas *canvas = mem_alloc(sizeof(*canvas));

    *canvas = (struct raster_canvas){.options = *options, .shapes = shapes_open()};
    if (options->is_turned)
        draw_upright(canvas);
    if (FT_Init_FreeType(&canvas->library) == 0 && FT_Stroker_New(canvas->library, &canvas->stroker) == 0) {
        canvas->stamps = stamps_open(canvas->library);
        return canvas;
    }
    raster_close(canvas);
    return NULL;
}

void raster_close(struct raster_canvas *canvas)
{
    if (!canvas)
        return;
    if (canvas->stroker)
        FT_Stroker_Done(canvas->stroker);
    if (canvas->library)
        FT_Done_FreeType(canvas->library);
    shapes_close(canvas->shapes);
    stamps_close(canvas->stamps);
    outline_free(&canvas->outline);
    free(canvas->grays.bytes);
    free(canvas->edges[0].list);
    free(canvas->edges[1].list);
    free(canvas->picture.pixels);
    free(canvas->turned.pixels);
    free(canvas);
}
