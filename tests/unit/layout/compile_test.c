#include "support/cmocka.h"

#include "unit/layout/fixture.h"

#define HEAD "'todoke': 1, 'form': 't', 'title': '試験', 'body': [], "
#define EDITION "'edition': { 'name': '第1版', 'from': '2017-04-18', 'source': '手引書' }, "
#define STYLES "'styles': { 'base': { 'font': 'gothic', 'size': '10pt' } }, "
#define PAGE "'page': { 'size': 'A4', 'margin': '20mm' }"

static struct fixture compile(const char *text)
{
    char *copy = strdup(text);

    for (char *c = copy; *c != '\0'; c++)
        *c = *c == '\'' ? '"' : *c;
    struct fixture fixture = fixture_compile("t.jsonc", copy, strlen(copy));
    free(copy);
    return fixture;
}

static void the_least_layout_has_sensible_defaults(void **state)
{
    struct fixture fixture = compile("{" HEAD EDITION STYLES PAGE "}");
    const struct layout *layout = fixture.layout;

    assert_non_null(layout);
    assert_string_equal(layout->form, "t");
    assert_string_equal(layout->language, "ja");
    assert_null(layout->channel);
    assert_int_equal(layout->era, ERA_AUTO);
    assert_int_equal(layout->thin, LENGTH_PER_PT / 2);
    assert_int_equal(layout->thick, LENGTH_PER_PT);
    assert_int_equal(layout->check_size, 3 * LENGTH_PER_MM);
    assert_int_equal(layout->check_mark, CHECK_TICK);
    assert_int_equal(layout->page_width, 210 * LENGTH_PER_MM);
    assert_int_equal(layout->page_height, 297 * LENGTH_PER_MM);
    assert_false(layout->header.is_present);
    fixture_end(&fixture);
}

static void an_edition_names_its_source_and_its_days(void **state)
{
    struct fixture fixture = compile("{" HEAD STYLES PAGE ", 'edition': { 'name': '第1版', 'from': null,"
                                     " 'until': '2024-02-29', 'source': '手引書', 'note': '試行版' } }");

    assert_null(fixture.layout->edition.from);
    assert_string_equal(fixture.layout->edition.until, "2024-02-29");
    assert_string_equal(fixture.layout->edition.note, "試行版");
    fixture_end(&fixture);
}

static void comments_and_trailing_commas_are_welcome(void **state)
{
    struct fixture fixture = compile("// 様式\n{" HEAD EDITION STYLES "/* 用紙 */" PAGE ", }");

    assert_non_null(fixture.layout);
    fixture_end(&fixture);
}

static void a_page_may_have_any_size_and_lines_at_its_ends(void **state)
{
    struct fixture fixture = compile(
        "{" HEAD EDITION STYLES "'page': { 'size': ['297mm', '210mm'], 'margin': ['30mm', '20mm'],"
        " 'header': { 'left': '様式', 'right': '{page}/{pages}' }, 'footer': { 'center': 'a', 'distance': '7mm' } } }");
    const struct layout *layout = fixture.layout;

    assert_int_equal(layout->page_width, 297 * LENGTH_PER_MM);
    assert_int_equal(layout->margin[SIDE_BOTTOM], 30 * LENGTH_PER_MM);
    assert_int_equal(layout->margin[SIDE_LEFT], 20 * LENGTH_PER_MM);
    assert_int_equal(layout->header.distance, (30 * LENGTH_PER_MM - 14 * LENGTH_PER_PT) / 2);
    assert_int_equal(layout->header.parts[2].pieces[2].kind, PIECE_PAGES);
    assert_true(layout->header.parts[0].is_fixed);
    assert_false(layout->header.parts[2].is_fixed);
    assert_int_equal(layout->footer.distance, 7 * LENGTH_PER_MM);
    assert_string_equal(layout->footer.style->name, "base");
    fixture_end(&fixture);
}

static void the_drawing_of_lines_and_boxes_can_be_chosen(void **state)
{
    struct fixture fixture = compile(
        "{" HEAD EDITION STYLES PAGE ", 'era': 'heisei', 'line_weights': { 'thin': '0.3pt', 'thick': '1.5pt' },"
        " 'check_box': { 'size': '4mm', 'mark': 'cross', 'weight': '0.4pt' }, 'language': 'en', 'channel': 'FAX' }");

    assert_int_equal(fixture.layout->era, ERA_HEISEI);
    assert_int_equal(fixture.layout->thick, 19050);
    assert_int_equal(fixture.layout->check_size, 4 * LENGTH_PER_MM);
    assert_int_equal(fixture.layout->check_mark, CHECK_CROSS);
    assert_int_equal(fixture.layout->check_weight, 5080);
    assert_string_equal(fixture.layout->styles[0].text.language, "en");
    fixture_end(&fixture);
}

static void the_order_of_keys_does_not_matter(void **state)
{
    struct fixture fixture =
        compile("{ 'body': [{ 'text': '{a}', 'style': 'small' }], 'page': { 'margin': '2em', 'size': 'B5' },"
                " 'fields': { 'a': { 'format': 'short', 'type': 'datetime', 'path': '/a' } },"
                " 'formats': { 'short': { 'date': '{month}/{day}' } },"
                " 'styles': { 'small': { 'size': '8pt' }, 'base': { 'size': '10pt', 'font': 'gothic' } }, " EDITION
                " 'title': 't', 'form': 't', 'todoke': 1 }");

    assert_non_null(fixture.layout);
    assert_int_equal(fixture.layout->margin[SIDE_TOP], 20 * LENGTH_PER_PT);
    assert_int_equal(fixture.layout->fields[0].format.date.count, 3);
    fixture_end(&fixture);
}

static void dates_have_a_default_format_and_formats_can_be_written_in_place(void **state)
{
    struct fixture fixture = fixture_good("'a': { 'path': '/a', 'type': 'datetime' },"
                                          "'b': { 'path': '/b', 'type': 'datetime', 'format': { 'digits': 'full' } },"
                                          "'c': { 'path': '/c', 'type': 'datetime', 'format': { 'time': '{hour}時' } },"
                                          "'d': { 'path': '/d', 'type': 'integer', 'format': { 'number': 'comma' } }",
                                          "", "");
    const struct field *fields = fixture.layout->fields;

    assert_int_equal(fields[0].format.date.parts[0].kind, DATE_ERA);
    assert_int_equal(fields[0].format.time.parts[1].kind, DATE_HOUR_PADDED);
    assert_int_equal(fields[1].format.date.count, fields[0].format.date.count);
    assert_int_equal(fields[1].format.digits, DIGITS_FULL);
    assert_int_equal(fields[2].format.date.count, 0);
    assert_int_equal(fields[3].format.number, NUMBER_COMMA);
    fixture_end(&fixture);
}

static void every_mistake_is_reported_in_one_run(void **state)
{
    struct fixture fixture =
        fixture_parts("'a': { 'pth': '/a' }, 'b': { 'path': 'b' }",
                      "{ 'id': 'R', 'demand': { 'c': { 'empty': true } }, 'message': 'm' }", "'{d}', { 'space': '1' }");

    assert_null(fixture.layout);
    assert_int_equal(diags_count(fixture.diags), 6);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_layout_has_sensible_defaults),
        cmocka_unit_test(an_edition_names_its_source_and_its_days),
        cmocka_unit_test(comments_and_trailing_commas_are_welcome),
        cmocka_unit_test(a_page_may_have_any_size_and_lines_at_its_ends),
        cmocka_unit_test(the_drawing_of_lines_and_boxes_can_be_chosen),
        cmocka_unit_test(the_order_of_keys_does_not_matter),
        cmocka_unit_test(dates_have_a_default_format_and_formats_can_be_written_in_place),
        cmocka_unit_test(every_mistake_is_reported_in_one_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
