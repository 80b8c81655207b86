/* What a FAX would spoil, found in documents made for it. */
#include "support/cmocka.h"

#include "base/fax.h"
#include "data/record.h"
#include "form/form.h"
#include "preflight/preflight.h"

#include <string.h>

struct checked {
    struct arena *arena;
    struct font_library *fonts;
    const struct layout *layout;
    struct prepared_form *prepared;
    struct document *document;
    struct diags *diags; /* of the preflight alone */
    bool is_good;
};

static const struct source *source_of(struct arena *arena, const char *name, const char *text)
{
    struct source *source = arena_new(arena, struct source);
    char *bytes = arena_copy(arena, text, strlen(text));

    for (char *c = bytes; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    *source = (struct source){.name = name, .bytes = bytes, .size = strlen(bytes)};
    return source;
}

/* A form with one field, 概要, compiled for a resolution, filled in and looked at. */
static struct checked check_with(bool has_codes, const char *resolution, const char *page, const char *body,
                                 const char *data)
{
    const struct fax_target target = {fax_resolution_named(resolution), has_codes};
    const struct data_options data_options = {.transmission_pages = -1, .folder = "tests/images"};
    const struct form_options options = {.limits = &limits_default};
    struct checked checked = {.arena = arena_open(), .diags = diags_open()};
    struct diags *others = diags_open();
    const struct record *record;
    const char *text = arena_format(
        checked.arena,
        "{ 'todoke': 1, 'form': 't', 'title': '票', 'edition': { 'name': 'e', 'from': null, 'source': 's' },"
        " 'page': %s, 'styles': { 'base': { 'font': 'gothic', 'size': '12pt' },"
        " 'six': { 'size': '6pt', 'fax_grow': false }, 'small': { 'size': '6pt' },"
        " 'mincho': { 'font': 'mincho', 'size': '9pt', 'fax_grow': false } },"
        " 'fields': { 'o': { 'title': { 'ja': '概要', 'en': 'overview' }, 'path': '/o' },"
        " 'p': { 'title': '写し', 'path': '/p', 'type': 'file' } }, 'body': [ %s ] }",
        page, body);

    checked.fonts = font_library_open(&(struct font_options){.folder = "fonts"}, others);
    checked.layout =
        layout_compile(source_of(checked.arena, "layout", text), NULL, checked.fonts, &target, &limits_default, others);
    assert_non_null(checked.layout);
    checked.prepared = form_prepare(checked.layout, &options, others);
    assert_non_null(checked.prepared);
    record = data_bind(checked.arena, checked.layout, source_of(checked.arena, "data", data), &data_options,
                       &limits_default, others);
    assert_non_null(record);
    checked.document = form_compose(checked.prepared, record, &options, others);
    assert_non_null(checked.document);
    checked.is_good = preflight_check(checked.document, target.resolution, checked.diags);
    diags_close(others);
    return checked;
}

static struct checked check(const char *resolution, const char *page, const char *body, const char *data)
{
    return check_with(false, resolution, page, body, data);
}

static void end(struct checked *checked)
{
    diags_close(checked->diags);
    document_close(checked->document);
    form_release(checked->prepared);
    layout_close(checked->layout);
    font_library_close(checked->fonts);
    arena_close(checked->arena);
}

#define A4 "{ 'size': 'A4', 'margin': '20mm' }"
#define NO_DATA "{}"

/* The only finding. */
static const struct diag *only(const struct checked *checked, enum diag_severity severity, enum diag_code code)
{
    const struct diag *diag;

    assert_int_equal(diags_count(checked->diags), 1);
    diag = diags_at(checked->diags, 0);
    assert_int_equal(diag->code, code);
    assert_int_equal(diag->severity, severity);
    assert_int_equal(checked->is_good, severity == DIAG_WARNING);
    return diag;
}

static void six_points_are_refused_with_the_field_and_the_size_it_needs(void **state)
{
    struct checked checked = check("standard", A4, "{ 'text': '{o}', 'style': 'six' }", "{ 'o': '重要な障害' }");
    const struct diag *diag = only(&checked, DIAG_ERROR, DIAG_FAX_SMALL);

    assert_string_equal(diag->at.pointer, "/o");
    assert_string_equal(diag->wanted.pointer, "/body/0/text");
    assert_string_equal(diag->english,
                        "overview cannot be read in a FAX at standard: the type needs 10.5 pt, not 6 pt; or "
                        "--dpi superfine");
    assert_string_equal(diag->japanese, "概要の文字は FAX（standard）では読めません。必要な大きさは 10.5 pt（現在 6 "
                                        "pt） です。--dpi superfine でも読めます");
    end(&checked);
}

static void words_of_the_form_are_named_by_themselves(void **state)
{
    struct checked checked = check("fine", A4, "{ 'text': '注意事項', 'style': 'six' }", NO_DATA);
    const struct diag *diag = only(&checked, DIAG_ERROR, DIAG_FAX_SMALL);

    assert_string_equal(diag->at.pointer, "/body/0/text");
    assert_non_null(strstr(diag->english, "\"注意事項\" cannot be read in a FAX at fine: the type needs 7 pt"));
    end(&checked);
}

static void what_may_grow_grows_and_nothing_is_said(void **state)
{
    struct checked checked = check("standard", A4, "{ 'text': '注意事項{o}', 'style': 'small' }", "{ 'o': '障害' }");

    assert_true(checked.is_good);
    assert_int_equal(diags_count(checked.diags), 0);
    end(&checked);
}

static void a_finer_resolution_is_named_where_it_helps(void **state)
{
    struct checked checked = check("standard", A4, "{ 'text': '{o}', 'style': 'mincho' }", "{ 'o': '水道' }");

    assert_non_null(strstr(only(&checked, DIAG_ERROR, DIAG_FAX_SMALL)->english, "10.5 pt, not 9 pt; or --dpi fine"));
    end(&checked);
}

static void figures_and_kana_may_be_smaller(void **state)
{
    struct checked checked = check("fine", A4, "{ 'text': '123 カナ', 'style': 'six' }", NO_DATA);

    assert_int_equal(diags_count(checked.diags), 0);
    end(&checked);
}

static void kanji_whose_strokes_run_together_are_named_once_for_each_value(void **state)
{
    struct checked checked =
        check("superfine", A4, "{ 'text': '轟' }, { 'text': '{o}' }, { 'text': '{o}' }", "{ 'o': '三嚢轟嚢' }");

    assert_true(checked.is_good);
    assert_int_equal(diags_count(checked.diags), 0); /* 12 pt */
    end(&checked);

    checked = check("fine", A4, "{ 'text': '聾', 'style': 'small' }, { 'text': '{o}、{o}', 'style': 'small' }",
                    "{ 'o': '三嚢轟嚢' }");
    assert_int_equal(diags_count(checked.diags), 2);
    assert_int_equal(diags_at(checked.diags, 0)->code, DIAG_FAX_DENSE_LABELS);
    assert_int_equal(diags_at(checked.diags, 1)->code, DIAG_FAX_DENSE);
    assert_string_equal(diags_at(checked.diags, 1)->at.pointer, "/o");
    assert_non_null(strstr(diags_at(checked.diags, 1)->english, "in overview strokes of \"嚢轟\" run together"));
    end(&checked);
}

static void ink_near_the_edge_is_a_warning_and_at_the_edge_an_error(void **state)
{
    struct checked checked = check(
        "fine", A4, "{ 'text': '口', 'place': { 'page': 1, 'x': '7mm', 'y': '50mm', 'width': '30mm' } }", NO_DATA);

    assert_non_null(strstr(only(&checked, DIAG_WARNING, DIAG_FAX_EDGE)->english, "stands 7 mm from the edge"));
    end(&checked);

    checked = check("fine", A4, "{ 'text': '口', 'place': { 'page': 1, 'x': '3mm', 'y': '50mm', 'width': '30mm' } }",
                    NO_DATA);
    only(&checked, DIAG_ERROR, DIAG_FAX_EDGE);
    end(&checked);
}

static void pictures_are_told(void **state)
{
    struct checked checked = check("fine", A4, "{ 'figure': 'p', 'max_width': '50mm' }", "{ 'p': 'gray.png' }");

    assert_string_equal(only(&checked, DIAG_WARNING, DIAG_FAX_PICTURE)->at.pointer, "/p");
    end(&checked);
}

static void a_small_code_is_told_with_the_side_it_needs(void **state)
{
    struct checked checked = check("standard", A4, "{ 'qr': '20mm' }", NO_DATA);
    const struct diag *diag = only(&checked, DIAG_WARNING, DIAG_FAX_CODE);

    assert_non_null(strstr(diag->english, "0.75 mm are wanted"));
    end(&checked);
}

static void a_code_that_was_asked_for_has_its_room_and_its_size(void **state)
{
    static const char *const names[] = {"standard", "fine", "superfine"};

    for (size_t i = 0; i < 3; i++) {
        struct checked checked = check_with(true, names[i], A4, "'口'", NO_DATA);

        assert_true(checked.is_good);
        assert_int_equal(diags_count(checked.diags), 0);
        end(&checked);
    }
}

static void what_stands_in_the_room_of_a_code_is_refused(void **state)
{
    struct checked checked =
        check_with(true, "fine", A4,
                   "{ 'text': '口口', 'place': { 'page': 1, 'x': '165mm', 'y': '270mm', 'width': '30mm' } }", NO_DATA);
    const struct diag *diag = only(&checked, DIAG_ERROR, DIAG_FAX_CODE_COVERED);

    assert_string_equal(diag->at.pointer, "/body/0/text");
    assert_string_equal(diag->english, "\"口口\" stands in the room of the page's QR code, which is 21.5 mm wide and "
                                       "high with its quiet zone: move one");
    end(&checked);
}

static void a_page_wider_than_a4_is_told(void **state)
{
    struct checked checked = check("fine", "{ 'size': ['297mm', '420mm'], 'margin': '20mm' }", "'口'", NO_DATA);

    assert_non_null(strstr(only(&checked, DIAG_WARNING, DIAG_FAX_WIDE)->english, "297 mm"));
    end(&checked);
}

static void a4_on_its_side_is_sent_turned(void **state)
{
    struct checked checked = check("fine", "{ 'size': ['297mm', '210mm'], 'margin': '20mm' }", "'口'", NO_DATA);

    assert_int_equal(diags_count(checked.diags), 0);
    end(&checked);
}

static void thin_lines_are_told(void **state)
{
    static const struct source_ref node = {NULL, 0, "/body/0"};
    struct document *document = document_open("t", "t", "ja");
    struct diags *diags = diags_open();
    struct mark *mark;

    document_add_page(document, 210 * LENGTH_PER_MM, 297 * LENGTH_PER_MM);
    mark = document_add_mark(document, 0, MARK_RULE);
    mark->node = &node;
    mark->element = ELEMENT_ARTIFACT;
    mark->x = mark->y = mark->rule.y2 = 50 * LENGTH_PER_MM;
    mark->rule.x2 = 100 * LENGTH_PER_MM;
    mark->rule.weight = LENGTH_PER_MM / 10;
    assert_true(preflight_check(document, fax_resolution_usual, diags));
    assert_int_equal(diags_count(diags), 1);
    assert_int_equal(diags_at(diags, 0)->code, DIAG_FAX_THIN);
    diags_close(diags);
    document_close(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_points_are_refused_with_the_field_and_the_size_it_needs),
        cmocka_unit_test(words_of_the_form_are_named_by_themselves),
        cmocka_unit_test(what_may_grow_grows_and_nothing_is_said),
        cmocka_unit_test(a_finer_resolution_is_named_where_it_helps),
        cmocka_unit_test(figures_and_kana_may_be_smaller),
        cmocka_unit_test(kanji_whose_strokes_run_together_are_named_once_for_each_value),
        cmocka_unit_test(ink_near_the_edge_is_a_warning_and_at_the_edge_an_error),
        cmocka_unit_test(pictures_are_told),
        cmocka_unit_test(a_small_code_is_told_with_the_side_it_needs),
        cmocka_unit_test(a_code_that_was_asked_for_has_its_room_and_its_size),
        cmocka_unit_test(what_stands_in_the_room_of_a_code_is_refused),
        cmocka_unit_test(a_page_wider_than_a4_is_told),
        cmocka_unit_test(a4_on_its_side_is_sent_turned),
        cmocka_unit_test(thin_lines_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
