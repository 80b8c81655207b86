/* Every mark of a document, as it will be on a FAX. */
#include "preflight/inspection.h"

#include "page/extent.h"
#include "text/text.h"

/* What all receivers leave of a sheet; between it and the clear edge ink is at risk. */
#define CUT (5 * LENGTH_PER_MM)

/* A sheet scanned askew, or rounding, may take so much of a weight. */
#define RULE_TOLERANCE 95 /* per cent */

/* The scan line of A4 (ITU-T T.4); T.4 lets it be a hundredth shorter. */
#define WIDEST (217 * LENGTH_PER_MM)

/* A blank is no ink, whatever its size and place. */
static bool is_blank(const struct mark *mark)
{
    return mark->kind == MARK_GLYPHS && text_count_visible(mark->run->text, mark->run->text_size) == 0;
}

/* --- the edge ----------------------------------------------------------------------------------------------------- */

/* From the mark to the nearest edge of the page. */
static length distance_to_edge(const struct page *page, const struct mark *mark)
{
    struct extent extent = extent_of_mark(mark);

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

/* What stands in the code or its quiet zone spoils it (JIS X 0510), and is covered by it. */
static void inspect_room(struct inspection *inspection, const struct page *page, const struct mark *code)
{
    struct extent room = extent_of_mark(code);

    for (size_t i = 0; i < page->count; i++) {
        const struct mark *mark = &page->marks[i];
        struct extent extent = extent_of_mark(mark);

        if (mark != code && !is_blank(mark) && extents_overlap(&room, &extent))
            find(inspection, DIAG_ERROR, DIAG_FAX_CODE_COVERED, mark, finding_millimetres(inspection, code->qr.side),
                 NULL, NULL);
    }
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
        inspect_room(inspection, page, mark);
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
