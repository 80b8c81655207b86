/* The marks device, against a text written by hand. */
#include "unit/device/sample.h"

#include "support/cmocka.h"

static const char expected[] =
    "form nisc_renraku\n"
    "title \"情報\\\"連絡\\\"様式\"\n"
    "language ja\n"
    "pages 2\n"
    "\n"
    "page 1 210.000 x 297.000\n"
    "1 glyphs 20.000 31.250 BIZUDGothic-Regular 10.5pt \"報告\\t書\" advance 14.817 H1 @/body/0\n"
    "1 glyphs 20.000 40.000 BIZUDGothic-Regular 8.504pt \"値\" advance 3.000 scale 0.85 color c00000 Table/TR/TD"
    " @/body/0 <- /detection/detected_at\n"
    "1 rule 20.000 45.000 to 190.000 45.000 weight 0.088 artifact @/body/0\n"
    "1 rule 20.000 45.000 to 20.000 50.000 weight 0.088 dots 20 artifact @/body/0\n"
    "1 fill 20.000 46.000 size 30.000 x 6.000 color d9d9d9 artifact @/body/0\n"
    "1 path 24.000 60.000 weight 0.176 move 0.000 0.000 line 3.000 -0.500 curve 1.000 2.000 3.000 4.000 5.000 6.000"
    " close Table/TR/TH @\n"
    "\n"
    "page 2 297.000 x 210.000\n"
    "2 path 24.000 60.000 filled move 0.000 0.000 line 3.000 -0.500 curve 1.000 2.000 3.000 4.000 5.000 6.000"
    " close artifact @/body/0\n"
    "2 qr 250.000 10.000 size 22.000 x 22.000 modules 1 \"TODOKE1:x\" artifact @/body/0\n"
    "\n"
    "structure\n"
    "Document\n"
    "  H1\n"
    "  Table\n"
    "    TR\n"
    "      TH scope row rows 2 columns 3\n"
    "      TD\n"
    "  Figure lang en alt \"checked\"\n"
    "  Span actual \"確認\"\n";

static const struct path_step steps[] = {
    {.verb = PATH_MOVE},
    {.verb = PATH_LINE, .x = MM(3), .y = -MM(1) / 2},
    {.verb = PATH_CURVE, .x1 = MM(1), .y1 = MM(2), .x2 = MM(3), .y2 = MM(4), .x = MM(5), .y = MM(6)},
    {.verb = PATH_CLOSE},
};
static const struct path path = {.steps = steps, .count = 4};

struct elements {
    element_id title, row, head, value;
};

/* The table's cells are added after the figure, as a form may do that fills its tables late. */
static struct elements add_elements(struct document *document)
{
    struct elements ids;

    ids.title = document_add_element(document, ELEMENT_ROOT, ROLE_TITLE);
    element_id table = document_add_element(document, ELEMENT_ROOT, ROLE_TABLE);
    element_id figure = document_add_element(document, ELEMENT_ROOT, ROLE_FIGURE);
    document->elements[figure].language = "en";
    document->elements[figure].alternate = "checked";
    ids.row = document_add_element(document, table, ROLE_TABLE_ROW);
    ids.head = document_add_element(document, ids.row, ROLE_TABLE_HEADER_CELL);
    document->elements[ids.head].scope = SCOPE_ROW;
    document->elements[ids.head].row_span = 2;
    document->elements[ids.head].column_span = 3;
    ids.value = document_add_element(document, ids.row, ROLE_TABLE_CELL);
    document->elements[document_add_element(document, ELEMENT_ROOT, ROLE_SPAN)].actual = "確認";
    return ids;
}

static void add_path(struct document *document, size_t page, element_id element, const struct source_ref *node,
                     length weight)
{
    struct mark *mark = document_add_mark(document, page, MARK_PATH);

    mark->element = element;
    mark->node = node;
    mark->x = MM(24);
    mark->y = MM(60);
    mark->path.path = &path;
    mark->path.weight = weight;
}

static void add_code(struct document *document)
{
    static const uint8_t dark[] = {1};
    static const struct qr_code code = {"TODOKE1:x", 1, dark};
    struct mark *mark = document_add_mark(document, 1, MARK_QR);

    mark->element = ELEMENT_ARTIFACT;
    mark->node = &sample_node;
    mark->x = MM(250);
    mark->y = MM(10);
    mark->qr.code = &code;
    mark->qr.side = MM(22);
}

static struct document *make_document(const struct font_face *face)
{
    static const struct source_ref nowhere = {0};
    struct document *document = document_open("nisc_renraku", "情報\"連絡\"様式", "ja");
    struct elements ids = add_elements(document);

    document_add_page(document, MM(210), MM(297));
    document_add_page(document, MM(297), MM(210));
    sample_add_text(document, 0, face, PT(21) / 2, "報告\t書", MM(20), MM(125) / 4)->element = ids.title;

    struct glyph_run *narrow = sample_run(document->arena, face, MM(3), "値");
    narrow->scale = 850;
    struct mark *value = sample_add_run(document, 0, narrow, MM(20), MM(40));
    value->element = ids.value;
    value->color = 0xC00000;
    value->pointer = "/detection/detected_at";

    sample_add_rule(document, 0, MM(20), MM(45), MM(190), MM(45), PT(1) / 4);
    sample_add_rule(document, 0, MM(20), MM(45), MM(20), MM(50), PT(1) / 4)->rule.dots = 20;
    sample_add_fill(document, 0, MM(20), MM(46), MM(30), MM(6), 0xD9D9D9);
    add_path(document, 0, ids.head, &nowhere, PT(1) / 2);
    add_path(document, 1, ELEMENT_ARTIFACT, &sample_node, 0);
    add_code(document);
    return document;
}

static void marks_and_structure_are_listed_one_a_line(void **state)
{
    struct font_library *fonts = sample_fonts();
    struct document *document = make_document(sample_face(fonts, "gothic"));
    struct sink sink = {0};

    assert_true(device_marks.write(document, NULL, &sample_options, &sink, NULL));
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, expected);

    sink_close(&sink);
    document_close(document);
    font_library_close(fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_and_structure_are_listed_one_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
