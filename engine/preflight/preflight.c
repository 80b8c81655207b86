/* Every mark of a document, as it will be on a FAX. */
#include "preflight/inspection.h"

#include "text/text.h"

/* What all receivers leave of a sheet; between it and the clear edge ink is at risk. */
#define CUT (5 * LENGTH_PER_MM)

/* A sheet scanned askew, or rounding, may take so much of a weight. */
#define RULE_TOLERANCE 95 /* per cent */

/* The scan line of A4 (ITU-T T.4); T.4 lets it be a hundredth shorter. */
#define WIDEST (217 * LENGTH_PER_MM)

/* --- the edge ----------------------------------------------------------------------------------------------------- */

struct extent {
    length left, top, right, bottom;
};

/* Of a run along its line; across it as high as the em. */
static struct extent extent_of_run(const struct mark *mark)
{
    const struct glyph_run *run = mark->run;
    length above = length_scale(run->size, 88, 100), below = run->size - above;

    if (run->is_rotated || run->is_vertical)
        return (struct extent){mark->x - run->size / 2, mark->y, mark->x + run->size / 2, mark->y + run->advance};
    return (struct extent){mark->x, mark->y - above, mark->x + run->advance, mark->y + below};
}

static struct extent extent_of_rule(const struct mark *mark)
{
    length half = mark->rule.weight / 2;
    bool is_level = mark->y == mark->rule.y2;

    return (struct extent){
        length_min(mark->x, mark->rule.x2) - (is_level ? 0 : half),
        length_min(mark->y, mark->rule.y2) - (is_level ? half : 0),
        length_max(mark->x, mark->rule.x2) + (is_level ? 0 : half),
        length_max(mark->y, mark->rule.y2) + (is_level ? half : 0),
    };
}

static struct extent extent_of_path(const struct mark *mark)
{
    struct extent extent = {mark->x, mark->y, mark->x, mark->y};

    for (size_t i = 0; i < mark->path.path->count; i++) {
        const struct path_step *step = &mark->path.path->steps[i];

        if (step->verb == PATH_CLOSE)
            continue;
        extent.left = length_min(extent.left, mark->x + step->x);
        extent.top = length_min(extent.top, mark->y + step->y);
        extent.right = length_max(extent.right, mark->x + step->x);
        extent.bottom = length_max(extent.bottom, mark->y + step->y);
    }
    return extent;
}

static struct extent extent_of_area(const struct mark *mark, length width, length height)
{
    return (struct extent){mark->x, mark->y, mark->x + width, mark->y + height};
}

static struct extent extent_of(const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_GLYPHS:
        return extent_of_run(mark);
    case MARK_RULE:
        return extent_of_rule(mark);
    case MARK_FILL:
        return extent_of_area(mark, mark->fill.width, mark->fill.height);
    case MARK_PATH:
        return extent_of_path(mark);
    case MARK_IMAGE:
        return extent_of_area(mark, mark->image.width, mark->image.height);
    case MARK_QR:
        return extent_of_area(mark, mark->qr.side, mark->qr.side);
    }
    return (struct extent){0};
}

/* From the mark to the nearest edge of the page. */
static length distance_to_edge(const struct page *page, const struct mark *mark)
{
    struct extent extent = extent_of(mark);

    return length_min(length_min(extent.left, extent.top),
                      length_min(page->width - extent.right, page->height - extent.bottom));
}

/* Half the weight of a frame that stands on the margin is let go. */
static void inspect_edge(struct inspection *inspection, const struct page *page, const struct mark *mark)
{
    length distance = distance_to_edge(page, mark);

    if (distance + LENGTH_PER_MM / 2 >= FAX_EDGE)
        return;
    find(inspection, distance < CUT ? DIAG_ERROR : DIAG_WARNING, DIAG_FAX_EDGE, mark,
         finding_millimetres(inspection, distance), finding_millimetres(inspection, FAX_EDGE), NULL);
}

/* --- lines, pictures, codes --------------------------------------------------------------------------------------- */

static void inspect_weight(struct inspection *inspection, const struct mark *mark, length weight)
{
    if (weight > 0 && weight < length_scale(FAX_RULE, RULE_TOLERANCE, 100))
        find(inspection, DIAG_WARNING, DIAG_FAX_THIN, mark, finding_millimetres(inspection, weight),
             finding_millimetres(inspection, FAX_RULE), NULL);
}

static void inspect_code(struct inspection *inspection, const struct mark *mark)
{
    length module = mark->qr.code ? mark->qr.side / (length)qr_side(mark->qr.code) : LENGTH_MAX;
    length need = inspection->fax->module;

    if (module < need)
        find(inspection, DIAG_WARNING, DIAG_FAX_CODE, mark, finding_millimetres(inspection, module),
             finding_millimetres(inspection, need),
             finding_millimetres(inspection, need * (length)qr_side(mark->qr.code)));
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

/* A blank is no ink, whatever its size and place. */
static bool is_blank(const struct mark *mark)
{
    return mark->kind == MARK_GLYPHS && text_count_visible(mark->run->text, mark->run->text_size) == 0;
}

static void inspect_mark(struct inspection *inspection, const struct page *page, const struct mark *mark)
{
    if (is_blank(mark))
        return;
    inspect_edge(inspection, page, mark);
    switch (mark->kind) {
    case MARK_GLYPHS:
        inspect_type(inspection, mark);
        break;
    case MARK_RULE:
        inspect_weight(inspection, mark, mark->rule.weight);
        break;
    case MARK_PATH:
        inspect_weight(inspection, mark, mark->path.weight);
        break;
    case MARK_IMAGE:
        find(inspection, DIAG_WARNING, DIAG_FAX_PICTURE, mark, NULL, NULL, NULL);
        break;
    case MARK_QR:
        inspect_code(inspection, mark);
        break;
    case MARK_FILL:
        break; /* the layout is compiled without */
    }
}

/* A landscape page is sent turned. */
static void inspect_width(struct inspection *inspection)
{
    for (size_t i = 0; i < inspection->document->page_count; i++) {
        const struct page *page = &inspection->document->pages[i];
        length width = length_min(page->width, page->height);

        if (width > WIDEST) {
            diags_warn(inspection->diags, DIAG_FAX_WIDE, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(finding_millimetres(inspection, width)));
            return;
        }
    }
}

bool preflight_check(const struct document *document, const struct fax_resolution *fax, struct diags *diags)
{
    struct inspection inspection = {.document = document, .fax = fax, .diags = diags, .arena = arena_open()};
    size_t errors = diags_errors(diags);

    inspect_width(&inspection);
    for (size_t i = 0; i < document->page_count; i++)
        for (size_t k = 0; k < document->pages[i].count; k++)
            inspect_mark(&inspection, &document->pages[i], &document->pages[i].marks[k]);
    report_dense(&inspection);
    raster_gaps_close(inspection.measuring);
    arena_close(inspection.arena);
    return diags_errors(diags) == errors;
}
