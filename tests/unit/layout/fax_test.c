/* Layouts compiled for a FAX: what grows, what becomes black, and what stays clear of the edge. */
#include "support/cmocka.h"

#include "base/fax.h"
#include "font/font.h"

static const struct font_library *fonts;
static struct fax_target wanted;
#define FIXTURE_FONTS fonts
#define FIXTURE_FAX &wanted
#include "unit/layout/fixture.h"

#define PT(tenths) ((length)(tenths)*LENGTH_PER_PT / 10)
#define MM(tenths) ((length)(tenths)*LENGTH_PER_MM / 10)

/* A layout with these styles, and any other parts ("page" among them) after a comma. */
static struct fixture compile_for(const char *resolution, const char *styles, const char *rest)
{
    struct sink text = {0};

    wanted.resolution = resolution ? fax_resolution_named(resolution) : NULL;
    sink_format(&text,
                "{ 'todoke': 1, 'form': 't', 'title': '連絡票', 'edition': { 'name': 'e', 'from': null, 'source': 's' "
                "}, 'styles': { %s }, %s }",
                styles, rest);
    for (size_t i = 0; i < text.size; i++)
        text.bytes[i] = text.bytes[i] == '\'' ? '"' : text.bytes[i];
    struct fixture fixture = fixture_compile("t.jsonc", text.bytes, text.size);
    sink_close(&text);
    if (!fixture.layout)
        print_message("%s", fixture.said.bytes);
    return fixture;
}

#define BASE "'base': { 'font': 'gothic', 'size': '10pt', 'pitch': '15pt' }"
#define PAGE "'page': { 'size': 'A4', 'margin': '20mm' }"
#define BODY "'body': []"

static const struct style *style_of(const struct fixture *fixture, const char *name)
{
    assert_non_null(fixture->layout);
    for (size_t i = 0; i < fixture->layout->style_count; i++)
        if (strcmp(fixture->layout->styles[i].name, name) == 0)
            return &fixture->layout->styles[i];
    return NULL;
}

static void small_type_grows_to_the_safe_size_of_the_resolution(void **state)
{
    static const struct {
        const char *resolution;
        length small, base;
    } cases[] = {
        {NULL, PT(50), PT(100)},
        {"superfine", PT(60), PT(100)},
        {"fine", PT(70), PT(100)},
        {"standard", PT(105), PT(105)},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture =
            compile_for(cases[i].resolution, BASE ", 'g': { 'size': '5pt' }, 'm': { 'font': 'mincho', 'size': '5pt' }",
                        PAGE ", " BODY);

        assert_int_equal(style_of(&fixture, "g")->text.size, cases[i].small);
        assert_int_equal(style_of(&fixture, "m")->text.size, cases[i].small);
        assert_int_equal(style_of(&fixture, "base")->text.size, cases[i].base);
        assert_int_equal(style_of(&fixture, "base")->stated_size, cases[i].base > PT(100) ? PT(100) : 0);
        fixture_end(&fixture);
    }
}

static void pitch_and_indents_grow_in_proportion(void **state)
{
    struct fixture fixture =
        compile_for("standard",
                    BASE ", 'small': { 'size': '7pt', 'pitch': '8pt', 'indent': '7pt', 'hanging_indent': '2em',"
                         " 'grid': '7pt' }, 'wide': { 'size': '7pt', 'grid': '20pt' }",
                    PAGE ", " BODY);
    const struct style *small = style_of(&fixture, "small");

    assert_int_equal(small->text.size, PT(105));
    assert_int_equal(small->stated_size, PT(70));
    assert_int_equal(small->pitch, PT(120));
    assert_int_equal(small->indent, PT(105));
    assert_int_equal(small->hanging_indent, PT(210));
    assert_int_equal(small->grid, PT(105)); /* a cell holds a character */
    assert_int_equal(style_of(&fixture, "wide")->grid, PT(200));
    assert_int_equal(style_of(&fixture, "wide")->pitch, length_scale(PT(105), 3, 2)); /* the base's 1.5 */
    fixture_end(&fixture);
}

static void what_is_like_a_small_style_grows_once(void **state)
{
    struct fixture fixture =
        compile_for("standard",
                    BASE ", 'small': { 'size': '7pt', 'pitch': '8pt' }, 'note': { 'like': 'small', 'size': '0.9em' },"
                         " 'large': { 'like': 'small', 'size': '2em' }",
                    PAGE ", " BODY);

    assert_int_equal(style_of(&fixture, "note")->text.size, PT(105));
    assert_int_equal(style_of(&fixture, "note")->pitch, PT(120));
    assert_int_equal(style_of(&fixture, "large")->text.size, PT(140));
    assert_int_equal(style_of(&fixture, "large")->pitch, PT(160));
    fixture_end(&fixture);
}

static void nothing_is_fitted_below_the_safe_size(void **state)
{
    struct fixture fixture = compile_for("fine", BASE ", 's': { 'size': '6pt', 'fax_grow': false }", PAGE ", " BODY);

    assert_int_equal(style_of(&fixture, "base")->least_size, PT(70));
    assert_int_equal(style_of(&fixture, "s")->text.size, PT(60)); /* it was told to stay */
    assert_int_equal(style_of(&fixture, "s")->least_size, PT(60));
    fixture_end(&fixture);
}

static void lines_have_two_pixels_and_thick_ones_stay_thicker(void **state)
{
    struct fixture fixture =
        compile_for("fine", BASE,
                    PAGE ", 'line_weights': { 'thin': '0.1mm', 'thick': '0.25mm' }, 'check_box': { 'weight': '0.1mm' }"
                         ", " BODY);

    assert_int_equal(fixture.layout->thin, LENGTH_PER_MM / 4);
    assert_int_equal(fixture.layout->thick, LENGTH_PER_MM * 5 / 8);
    assert_int_equal(fixture.layout->check_weight, LENGTH_PER_MM / 4);
    fixture_end(&fixture);

    fixture = compile_for("fine", BASE, PAGE ", 'line_weights': { 'thin': '0.3mm', 'thick': '0.4mm' }, " BODY);
    assert_int_equal(fixture.layout->thin, MM(3));
    assert_int_equal(fixture.layout->thick, MM(4));
    fixture_end(&fixture);
}

static void the_edge_stays_clear_and_the_line_stands_above_the_header(void **state)
{
    struct fixture fixture = compile_for(
        "fine", BASE,
        "'page': { 'size': 'A4', 'margin': ['8mm', '5mm', '8mm', '30mm'], 'header': { 'left': 'h', 'distance': '3mm' },"
        " 'footer': { 'left': 'f', 'distance': '2mm' } }, " BODY);
    const struct layout *layout = fixture.layout;
    length pitch = layout->fax.line.style->pitch;

    assert_true(layout->fax.line.is_present);
    assert_int_equal(layout->fax.line.distance, MM(100));
    assert_int_equal(layout->header.distance, MM(100) + pitch + MM(5));
    assert_int_equal(layout->margin[SIDE_TOP], layout->header.distance + PT(150) + MM(15));
    assert_int_equal(layout->footer.distance, MM(100));
    assert_int_equal(layout->margin[SIDE_BOTTOM], MM(100) + PT(150) + MM(15));
    assert_int_equal(layout->margin[SIDE_RIGHT], MM(100));
    assert_int_equal(layout->margin[SIDE_LEFT], MM(300));
    fixture_end(&fixture);
}

/* Compiled with a QR code on every page: the last block of the body. */
static struct fixture compile_with_code(const char *resolution, const char *rest)
{
    struct fixture fixture;

    wanted.has_codes = true;
    fixture = compile_for(resolution, BASE, rest);
    wanted.has_codes = false;
    assert_non_null(fixture.layout);
    assert_true(fixture.layout->body_count > 0);
    return fixture;
}

static const struct block *last_block(const struct fixture *fixture)
{
    return &fixture->layout->body[fixture->layout->body_count - 1];
}

static void a_code_stands_in_the_lower_right_corner_below_the_text(void **state)
{
    static const struct {
        const char *resolution;
        length side;
    } cases[] = {{"superfine", MM(1075) / 10}, {"fine", MM(215)}, {"standard", MM(3225) / 10}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture = compile_with_code(cases[i].resolution, PAGE ", " BODY);
        const struct block *code = last_block(&fixture);
        length bottom = MM(100) + cases[i].side + MM(15);

        assert_int_equal(code->kind, BLOCK_QR);
        assert_int_equal(code->side, cases[i].side);
        assert_int_equal(code->place->page, 0);
        assert_int_equal(code->place->x, MM(1900) - cases[i].side);
        assert_int_equal(code->place->y, MM(2870) - cases[i].side);
        assert_int_equal(fixture.layout->margin[SIDE_BOTTOM], bottom > MM(200) ? bottom : MM(200));
        fixture_end(&fixture);
    }
}

static void a_code_makes_way_for_the_footer(void **state)
{
    struct fixture fixture = compile_with_code(
        "fine", "'page': { 'size': 'A4', 'margin': '20mm', 'footer': { 'right': 'f', 'distance': '2mm' } }, " BODY);

    assert_int_equal(last_block(&fixture)->place->x, MM(200));
    assert_int_equal(fixture.layout->footer.distance, MM(100));
    fixture_end(&fixture);

    fixture = compile_with_code("fine", "'page': { 'size': 'A4', 'margin': '20mm', 'footer': { 'left': 'e', 'right': "
                                        "'f', 'distance': '2mm' } }, " BODY);
    assert_int_equal(last_block(&fixture)->place->x, MM(1900 - 215));
    assert_int_equal(fixture.layout->footer.distance, MM(100 + 215));
    assert_int_equal(fixture.layout->margin[SIDE_BOTTOM], MM(315) + PT(150) + MM(15));
    fixture_end(&fixture);
}

static void a_layout_with_a_code_on_every_page_gets_no_other(void **state)
{
    struct fixture fixture = compile_with_code(
        "fine",
        PAGE ", 'body': [ { 'qr': '25mm', 'place': { 'page': 0, 'x': '20mm', 'y': '250mm', 'width': '25mm' } } ]");

    assert_int_equal(fixture.layout->body_count, 1);
    assert_int_equal(last_block(&fixture)->side, MM(250));
    assert_int_equal(fixture.layout->margin[SIDE_BOTTOM], MM(200));
    fixture_end(&fixture);
}

static void without_a_fax_all_is_as_stated(void **state)
{
    struct fixture fixture =
        compile_for(NULL, BASE,
                    "'fax': {}, 'page': { 'size': 'A4', 'margin': '3mm' }, 'line_weights': { 'thin': "
                    "'0.1mm' }, " BODY);

    assert_false(fixture.layout->fax.line.is_present);
    assert_int_equal(fixture.layout->margin[SIDE_TOP], MM(30));
    assert_int_equal(fixture.layout->thin, MM(1));
    assert_int_equal(style_of(&fixture, "base")->least_size, 0);
    fixture_end(&fixture);
}

static void colours_become_black_with_a_word_where_they_may_mean_something(void **state)
{
    struct fixture fixture = compile_for(
        "fine", BASE ", 'red': { 'color': '#cc0000' }, 'grey': { 'color': '#888888' }, 'white': { 'color': '#ffffff' }",
        PAGE ", 'fields': { 'a': { 'path': '/a' } }, 'body': [ { 'table': { 'columns': ['1fr', '1fr'], 'rows': [["
             " { 'text': 'x', 'fill': '#eeeeee' },"
             " { 'text': 'y', 'fill': { 'color': '#ffee00', 'when': { 'a': { 'empty': false } } } } ]] } } ]");
    const struct table *table = fixture.layout->body[0].table;

    assert_int_equal(style_of(&fixture, "red")->text.color, 0);
    assert_int_equal(style_of(&fixture, "grey")->text.color, 0);
    assert_int_equal(style_of(&fixture, "white")->text.color, 0); /* what it stood on is gone */
    assert_int_equal(table->rows[0].cells[0].fill.color, -1);
    assert_int_equal(table->rows[0].cells[1].fill.color, -1);
    assert_int_equal(diags_count(fixture.diags), 2);
    assert_int_equal(diags_at(fixture.diags, 0)->code, DIAG_FAX_COLOR);
    assert_string_equal(diags_at(fixture.diags, 0)->at.pointer, "/styles/red/color");
    assert_int_equal(diags_at(fixture.diags, 1)->code, DIAG_FAX_FILL);
    fixture_end(&fixture);
}

static void the_marking_is_a_field_with_one_code(void **state)
{
    struct fixture fixture =
        compile_for("fine", BASE,
                    PAGE ", 'fields': { 'tlp': { 'path': '/tlp', 'one': { 'red': 'R' } }, 'a': { 'path': '/a' } },"
                         " 'fax': { 'marking': 'tlp' }, " BODY);

    assert_int_equal(fixture.layout->fax.marking, 0);
    assert_int_equal(fixture.layout->fax.line.parts[2].pieces[0].kind, PIECE_MARKING);
    assert_int_equal(fixture.layout->fax.line.parts[2].pieces[0].style->text.size, PT(120));
    fixture_end(&fixture);

    fixture = compile_for(NULL, BASE, PAGE ", 'fields': { 'a': { 'path': '/a' } }, 'fax': { 'marking': 'a' }, " BODY);
    assert_null(fixture.layout);
    assert_int_equal(diags_at(fixture.diags, 0)->code, DIAG_FIELD_NOT_CHOICE);
    fixture_end(&fixture);
}

static void print_is_made_for_the_finest_resolution_that_shows_it(void **state)
{
    assert_string_equal(fax_resolution_for(0)->name, "fine");
    assert_string_equal(fax_resolution_for(72000)->name, "standard");
    assert_string_equal(fax_resolution_for(98000)->name, "standard");
    assert_string_equal(fax_resolution_for(100000)->name, "standard");
    assert_string_equal(fax_resolution_for(190000)->name, "fine");
    assert_string_equal(fax_resolution_for(196000)->name, "fine");
    assert_string_equal(fax_resolution_for(300000)->name, "fine");
    assert_string_equal(fax_resolution_for(400000)->name, "superfine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_type_grows_to_the_safe_size_of_the_resolution),
        cmocka_unit_test(pitch_and_indents_grow_in_proportion),
        cmocka_unit_test(what_is_like_a_small_style_grows_once),
        cmocka_unit_test(nothing_is_fitted_below_the_safe_size),
        cmocka_unit_test(lines_have_two_pixels_and_thick_ones_stay_thicker),
        cmocka_unit_test(the_edge_stays_clear_and_the_line_stands_above_the_header),
        cmocka_unit_test(a_code_stands_in_the_lower_right_corner_below_the_text),
        cmocka_unit_test(a_code_makes_way_for_the_footer),
        cmocka_unit_test(a_layout_with_a_code_on_every_page_gets_no_other),
        cmocka_unit_test(without_a_fax_all_is_as_stated),
        cmocka_unit_test(colours_become_black_with_a_word_where_they_may_mean_something),
        cmocka_unit_test(the_marking_is_a_field_with_one_code),
        cmocka_unit_test(print_is_made_for_the_finest_resolution_that_shows_it),
    };
    struct diags *diags = diags_open();
    struct font_library *library = font_library_open(&(struct font_options){.folder = "fonts"}, diags);
    int failed;

    if (!library)
        return 1;
    fonts = library;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    font_library_close(library);
    diags_close(diags);
    return failed;
}
