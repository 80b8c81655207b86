/*
 * The display list as text: one mark a line in drawing order, then the structure tree, one element a line. Meant for
 * people and for diff: lengths in mm with three decimals whatever their value, nothing that depends on the machine.
 *
 *     1 glyphs 20.000 31.250 BIZUDGothic 10.5pt "情報連絡様式" advance 22.225 H1 @/body/0
 *     1 rule 20.000 40.000 to 190.000 40.000 weight 0.088 artifact @/body/1
 *     1 rule 20.000 46.000 to 190.000 46.000 weight 0.176 dots 322 artifact @/body/1
 *     1 fill 20.000 40.000 size 30.000 x 6.000 color d9d9d9 artifact @/body/1
 *     1 path 24.000 52.000 weight 0.176 move 0.000 0.000 line 3.000 0.000 close Figure @/body/2 <- /causes/0
 *     1 image 20.000 60.000 size 80.000 x 60.000 PNG "a.png" 640 x 480 sha256 9f86d081884c7d65 Figure @/body/3 <- /file
 *     1 qr 168.000 20.000 size 22.000 x 22.000 modules 33 "TODOKE1:7K3M-2QXV-9F0T:memo::1/1:V4A0..." P/Figure @/body/4
 */
#include "device/device.h"
#include "page/tree.h"

#include "image/image.h"

#include <inttypes.h>
#include <string.h>

/* [length] as millimetres with three decimals, so that columns of a diff line up. */
static void put_mm(struct sink *sink, length value)
{
    length micrometres = length_scale(value, 1000, LENGTH_PER_MM);
    length size = micrometres < 0 ? -micrometres : micrometres;

    sink_format(sink, "%s%" PRId64 ".%03" PRId64, micrometres < 0 ? "-" : "", size / 1000, size % 1000);
}

static void put_point(struct sink *sink, const char *before, length x, length y)
{
    sink_put_string(sink, before);
    put_mm(sink, x);
    sink_put_char(sink, ' ');
    put_mm(sink, y);
}

static void put_length(struct sink *sink, const char *before, length value)
{
    sink_put_string(sink, before);
    put_mm(sink, value);
}

static void put_glyphs(struct sink *sink, const struct glyph_run *run)
{
    sink_put_char(sink, ' ');
    sink_put_string(sink, run->face->postscript);
    sink_put_char(sink, ' ');
    sink_put_decimal(sink, length_scale(run->size, 1000, LENGTH_PER_PT), 3);
    sink_put_string(sink, "pt ");
    sink_put_json_string(sink, run->text, run->text_size);
    put_length(sink, " advance ", run->advance);
    if (run->is_vertical)
        sink_put_string(sink, " upright");
    if (run->is_rotated)
        sink_put_string(sink, " rotated");
    if (run->scale != 1000) {
        sink_put_string(sink, " scale ");
        sink_put_decimal(sink, run->scale, 3);
    }
}

static void put_step(struct sink *sink, const struct path_step *step)
{
    switch (step->verb) {
    case PATH_MOVE:
        put_point(sink, " move ", step->x, step->y);
        break;
    case PATH_LINE:
        put_point(sink, " line ", step->x, step->y);
        break;
    case PATH_CURVE:
        put_point(sink, " curve ", step->x1, step->y1);
        put_point(sink, " ", step->x2, step->y2);
        put_point(sink, " ", step->x, step->y);
        break;
    case PATH_CLOSE:
        sink_put_string(sink, " close");
        break;
    }
}

static void put_path(struct sink *sink, const struct mark *mark)
{
    if (mark->path.weight > 0)
        put_length(sink, " weight ", mark->path.weight);
    else
        sink_put_string(sink, " filled");
    for (size_t i = 0; i < mark->path.path->count; i++)
        put_step(sink, &mark->path.path->steps[i]);
}

/* Enough of the digest to tell pictures apart. */
static void put_image(struct sink *sink, const struct image *image)
{
    sink_format(sink, " %s ", image_format_name(image->format));
    sink_put_json_string(sink, image->file->name, strlen(image->file->name));
    sink_format(sink, " %" PRIu32 " x %" PRIu32 " sha256 %.16s", image->width, image->height, image->sha256);
}

/* The modules follow from the text. */
static void put_code(struct sink *sink, const struct qr_code *code)
{
    sink_format(sink, " modules %zu ", code->modules);
    sink_put_json_string(sink, code->text, strlen(code->text));
}

static void put_size(struct sink *sink, length width, length height)
{
    put_length(sink, " size ", width);
    put_length(sink, " x ", height);
}

static void put_shape(struct sink *sink, const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_GLYPHS:
        put_point(sink, "glyphs ", mark->x, mark->y);
        put_glyphs(sink, mark->run);
        break;
    case MARK_RULE:
        put_point(sink, "rule ", mark->x, mark->y);
        put_point(sink, " to ", mark->rule.x2, mark->rule.y2);
        put_length(sink, " weight ", mark->rule.weight);
        if (mark->rule.dots > 0)
            sink_format(sink, " dots %" PRIu32, mark->rule.dots);
        break;
    case MARK_FILL:
        put_point(sink, "fill ", mark->x, mark->y);
        put_size(sink, mark->fill.width, mark->fill.height);
        break;
    case MARK_PATH:
        put_point(sink, "path ", mark->x, mark->y);
        put_path(sink, mark);
        break;
    case MARK_IMAGE:
        put_point(sink, "image ", mark->x, mark->y);
        put_size(sink, mark->image.width, mark->image.height);
        put_image(sink, mark->image.image);
        break;
    case MARK_QR:
        put_point(sink, "qr ", mark->x, mark->y);
        put_size(sink, mark->qr.side, mark->qr.side);
        put_code(sink, mark->qr.code);
        break;
    }
}

/* The roles from below the root down to the element: "Table/TR/TD". */
static void put_role_path(struct sink *sink, const struct document *document, element_id id)
{
    const struct element *element = &document->elements[id];

    if (element->parent != ELEMENT_ARTIFACT && element->parent != ELEMENT_ROOT) {
        put_role_path(sink, document, element->parent);
        sink_put_char(sink, '/');
    }
    sink_put_string(sink, role_name(element->role));
}

/*
 * What the mark belongs to: its element, its layout node (the pointer only: file names differ between machines), its
 * value.
 */
static void put_origin(struct sink *sink, const struct document *document, const struct mark *mark)
{
    sink_put_char(sink, ' ');
    if (mark->element == ELEMENT_ARTIFACT)
        sink_put_string(sink, "artifact");
    else
        put_role_path(sink, document, mark->element);

    sink_put_string(sink, " @");
    if (mark->node->pointer != NULL)
        sink_put_string(sink, mark->node->pointer);
    if (mark->pointer != NULL) {
        sink_put_string(sink, " <- ");
        sink_put_string(sink, mark->pointer);
    }
}

static void put_mark(struct sink *sink, const struct document *document, size_t page, const struct mark *mark)
{
    sink_format(sink, "%zu ", page + 1);
    put_shape(sink, mark);
    if (mark->color != 0)
        sink_format(sink, " color %06" PRIx32, mark->color);
    put_origin(sink, document, mark);
    sink_put_char(sink, '\n');
}

static void put_page(struct sink *sink, const struct document *document, size_t index)
{
    const struct page *page = &document->pages[index];

    sink_format(sink, "\npage %zu ", index + 1);
    put_mm(sink, page->width);
    sink_put_string(sink, " x ");
    put_mm(sink, page->height);
    sink_put_char(sink, '\n');
    for (size_t i = 0; i < page->count; i++)
        put_mark(sink, document, index, &page->marks[i]);
}

static const char *const scope_names[] = {
    [SCOPE_NONE] = NULL,
    [SCOPE_ROW] = " scope row",
    [SCOPE_COLUMN] = " scope column",
    [SCOPE_BOTH] = " scope both",
};

static void put_quoted(struct sink *sink, const char *before, const char *text)
{
    if (text == NULL)
        return;
    sink_put_string(sink, before);
    sink_put_json_string(sink, text, strlen(text));
}

static void put_element(struct sink *sink, const struct element *element, int depth)
{
    sink_format(sink, "%*s%s", 2 * depth, "", role_name(element->role));
    if (scope_names[element->scope] != NULL)
        sink_put_string(sink, scope_names[element->scope]);
    if (element->row_span > 1)
        sink_format(sink, " rows %" PRIu32, element->row_span);
    if (element->column_span > 1)
        sink_format(sink, " columns %" PRIu32, element->column_span);
    if (element->language != NULL)
        sink_format(sink, " lang %s", element->language);
    put_quoted(sink, " alt ", element->alternate);
    put_quoted(sink, " actual ", element->actual);
    sink_put_char(sink, '\n');
}

static void put_branch(struct sink *sink, const struct document *document, const struct element_links *tree,
                       element_id id, int depth)
{
    put_element(sink, &document->elements[id], depth);
    for (element_id child = tree[id].first_child; child != ELEMENT_ARTIFACT; child = tree[child].next)
        put_branch(sink, document, tree, child, depth + 1);
}

static void put_structure(struct sink *sink, const struct document *document)
{
    struct arena *arena = arena_open();

    sink_put_string(sink, "\nstructure\n");
    put_branch(sink, document, document_tree(document, arena), ELEMENT_ROOT, 0);
    arena_close(arena);
}

static bool write_marks(const struct document *document, const void *prepared, const struct device_options *options,
                        struct sink *sink, struct diags *diags)
{
    (void)prepared, (void)options, (void)diags;
    sink_format(sink, "form %s\n", document->form);
    put_quoted(sink, "title ", document->title);
    sink_format(sink, "\nlanguage %s\npages %zu\n", document->language, document->page_count);
    for (size_t i = 0; i < document->page_count; i++)
        put_page(sink, document, i);
    put_structure(sink, document);
    return true;
}

const struct device device_marks = {
    .name = "marks",
    .suffix = ".marks",
    .write = write_marks,
};
