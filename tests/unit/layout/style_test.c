#include "support/cmocka.h"

#include "unit/layout/fixture.h"

/* A layout with the given styles beside a base of 10 pt. */
static struct fixture with_styles(const char *styles)
{
    struct sink text = {0};

    sink_format(&text,
                "{ 'todoke': 1, 'form': 't', 'title': 't', 'edition': { 'name': 'e', 'from': null, 'source': 's' },"
                " 'page': { 'size': 'A4', 'margin': '15mm' }, 'styles': { %s }, 'body': [] }",
                styles);
    for (size_t i = 0; i < text.size; i++)
        text.bytes[i] = text.bytes[i] == '\'' ? '"' : text.bytes[i];
    struct fixture fixture = fixture_compile("t.jsonc", text.bytes, text.size);
    sink_close(&text);
    return fixture;
}

#define BASE "'base': { 'font': 'gothic', 'size': '10pt' }"

static const struct style *style_of(const struct fixture *fixture, const char *name)
{
    for (size_t i = 0; i < fixture->layout->style_count; i++)
        if (strcmp(fixture->layout->styles[i].name, name) == 0)
            return &fixture->layout->styles[i];
    return NULL;
}

static void the_base_has_a_pitch_of_1_4_times_its_size(void **state)
{
    struct fixture fixture = with_styles(BASE);
    const struct style *base = style_of(&fixture, "base");

    assert_int_equal(base->text.size, 10 * LENGTH_PER_PT);
    assert_int_equal(base->pitch, 14 * LENGTH_PER_PT);
    assert_int_equal(base->text.autospace, 250);
    assert_string_equal(base->text.language, "ja");
    assert_int_equal(base->align, TEXT_START);
    fixture_end(&fixture);
}

static void every_style_starts_from_the_base(void **state)
{
    struct fixture fixture =
        with_styles("'base': { 'font': 'gothic', 'size': '10pt', 'color': '#003399', 'line_break': 'loose' },"
                    " 'note': { 'align': 'end' }");
    const struct style *note = style_of(&fixture, "note");

    assert_int_equal(note->text.size, 10 * LENGTH_PER_PT);
    assert_int_equal(note->text.color, 0x003399);
    assert_int_equal(note->line_break, TEXT_BREAK_LOOSE);
    assert_int_equal(note->align, TEXT_END);
    assert_string_equal(note->at.pointer, "/styles/note");
    fixture_end(&fixture);
}

static void a_style_may_be_like_one_further_down(void **state)
{
    struct fixture fixture = with_styles(BASE ", 'a': { 'like': 'b' }, 'b': { 'size': '20pt', 'spacing': 'full' }");

    assert_int_equal(style_of(&fixture, "a")->text.size, 20 * LENGTH_PER_PT);
    assert_int_equal(style_of(&fixture, "a")->spacing, TEXT_SPACING_FULL);
    fixture_end(&fixture);
}

static void another_size_keeps_the_proportion_of_the_pitch(void **state)
{
    struct fixture fixture = with_styles("'base': { 'font': 'gothic', 'size': '10pt', 'pitch': '20pt' },"
                                         " 'small': { 'size': '8pt' }, 'tight': { 'size': '8pt', 'pitch': '9pt' }");

    assert_int_equal(style_of(&fixture, "small")->pitch, 16 * LENGTH_PER_PT);
    assert_int_equal(style_of(&fixture, "tight")->pitch, 9 * LENGTH_PER_PT);
    fixture_end(&fixture);
}

static void an_em_is_the_new_size_but_in_the_size_itself_the_old(void **state)
{
    struct fixture fixture = with_styles(BASE ", 'half': { 'indent': '2em', 'size': '0.5em' }");

    assert_int_equal(style_of(&fixture, "half")->text.size, 5 * LENGTH_PER_PT);
    assert_int_equal(style_of(&fixture, "half")->indent, 10 * LENGTH_PER_PT);
    fixture_end(&fixture);
}

static void every_style_of_a_cycle_is_still_checked(void **state)
{
    struct fixture fixture =
        with_styles(BASE ", 'a': { 'like': 'b', 'sise': '1pt' }, 'b': { 'like': 'a', 'algin': 0 }");

    assert_null(fixture.layout);
    assert_int_equal(diags_count(fixture.diags), 3);
    fixture_end(&fixture);
}

static void a_long_chain_of_styles_is_followed_to_its_end(void **state)
{
    struct sink styles = {0};

    sink_put_string(&styles, BASE);
    for (int i = 0; i < 900; i++)
        sink_format(&styles, ", 's%d': { 'like': 's%d' }", i, i + 1);
    sink_put_string(&styles, ", 's900': { 'size': '7pt' }");
    sink_put_char(&styles, '\0');
    struct fixture fixture = with_styles(styles.bytes);
    assert_int_equal(style_of(&fixture, "s0")->text.size, 7 * LENGTH_PER_PT);
    fixture_end(&fixture);
    sink_close(&styles);
}

static void too_many_styles_are_a_limit(void **state)
{
    struct sink styles = {0};

    sink_put_string(&styles, BASE);
    for (int i = 0; i < 1000; i++)
        sink_format(&styles, ", 's%d': {}", i);
    sink_put_char(&styles, '\0');
    struct fixture fixture = with_styles(styles.bytes);
    assert_null(fixture.layout);
    assert_int_equal(diags_status(fixture.diags), 4);
    fixture_end(&fixture);
    sink_close(&styles);
}

/* GL-1, GL-8 */
static void western_type_is_inherited_as_a_whole(void **state)
{
    struct fixture fixture = with_styles(
        BASE
        ", 'a': { 'latin': { 'font': 'mincho', 'size': 1.25, 'rise': '-0.02em' }, 'digits': 'half' },"
        " 'b': { 'like': 'a', 'latin': { 'font': 'gothic' } }, 'c': { 'like': 'a', 'latin': null, 'digits': 'full' }");
    const struct text_style *a = &style_of(&fixture, "a")->text;
    const struct text_style *b = &style_of(&fixture, "b")->text;
    const struct text_style *c = &style_of(&fixture, "c")->text;

    assert_ptr_equal(a->latin, font_library_stack(NULL, "mincho"));
    assert_int_equal(a->latin_size, 1250);
    assert_int_equal(a->latin_rise, -LENGTH_PER_PT / 5);
    assert_int_equal(a->digits, TEXT_DIGITS_HALF);
    assert_ptr_equal(b->latin, font_library_stack(NULL, "gothic"));
    assert_int_equal(b->latin_size, 0);
    assert_int_equal(b->digits, TEXT_DIGITS_HALF);
    assert_null(c->latin);
    assert_int_equal(c->digits, TEXT_DIGITS_FULL);
    assert_null(style_of(&fixture, "base")->text.latin);
    fixture_end(&fixture);
}

static void western_type_is_checked(void **state)
{
    static const char *const wrong[] = {"'size': 1.1", "'font': 'mincho', 'size': 3", "'font': 'mincho', 'size': 'a'",
                                        "'font': 'none'"};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char styles[200];
        struct fixture fixture;

        snprintf(styles, sizeof styles, BASE ", 'a': { 'latin': { %s } }", wrong[i]);
        fixture = with_styles(styles);
        assert_null(fixture.layout);
        assert_int_equal(diags_errors(fixture.diags), 1);
        fixture_end(&fixture);
    }
}

static void every_option_of_lines_is_read(void **state)
{
    struct fixture fixture = with_styles(
        BASE ", 'a': { 'line_start': 'space-first', 'line_end': 'trim', 'hang': 'force', 'overflow_wrap': 'normal',"
             " 'group': 'soft', 'list': 'auto', 'widow': true, 'grid': '6mm', 'tabs': ['20mm', { 'at': '45mm', 'kind': "
             "'right' }],"
             " 'tcy': 3, 'vertical_quotes': true, 'distribute_cap': true,"
             " 'spacing': 'kana-palt', 'min_scale': 0.85, 'min_size': '7pt' }");
    const struct style *style = style_of(&fixture, "a");

    assert_int_equal(style->line_start, TEXT_LINE_START_SPACE_FIRST);
    assert_int_equal(style->line_end, TEXT_LINE_END_TRIM);
    assert_int_equal(style->hang, TEXT_HANG_FORCE);
    assert_true(style->overflow_normal && style->group_soft && style->list_auto && style->widow);
    assert_true(style->tcy == 3 && style->vertical_quotes && style->gap_cap);
    assert_int_equal(style->grid, 6 * LENGTH_PER_MM);
    assert_int_equal(style->tab_count, 2);
    assert_int_equal(style->tabs[0].kind, TEXT_TAB_LEFT);
    assert_int_equal(style->tabs[1].at, 45 * LENGTH_PER_MM);
    assert_int_equal(style->tabs[1].kind, TEXT_TAB_RIGHT);
    assert_int_equal(style->spacing, TEXT_SPACING_KANA_PALT);
    assert_int_equal(style->min_scale, 850);
    assert_int_equal(style->min_size, 7 * LENGTH_PER_PT);
    fixture_end(&fixture);
}

static void fixed_pitch_is_inherited_and_taken_back(void **state)
{
    struct fixture fixture = with_styles(BASE ", 'mail': { 'columns': 70 }, 'log': { 'like': 'mail', 'size': '9pt' },"
                                              " 'side': { 'like': 'mail', 'columns': 0, 'writing': 'vertical' }");

    assert_int_equal(style_of(&fixture, "base")->columns, 0);
    assert_int_equal(style_of(&fixture, "mail")->columns, 70);
    assert_int_equal(style_of(&fixture, "log")->columns, 70);
    assert_int_equal(style_of(&fixture, "side")->columns, 0);
    fixture_end(&fixture);
}

static void options_of_lines_are_checked(void **state)
{
    struct fixture fixture = with_styles(
        BASE
        ", 'a': { 'tabs': ['20mm', '20mm'], 'min_scale': 0.4, 'hang': true, 'group': 'hard', 'widow': 1, 'tcy': 4 }");

    assert_null(fixture.layout);
    assert_int_equal(diags_errors(fixture.diags), 6);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_base_has_a_pitch_of_1_4_times_its_size),
        cmocka_unit_test(every_style_starts_from_the_base),
        cmocka_unit_test(a_style_may_be_like_one_further_down),
        cmocka_unit_test(another_size_keeps_the_proportion_of_the_pitch),
        cmocka_unit_test(an_em_is_the_new_size_but_in_the_size_itself_the_old),
        cmocka_unit_test(every_style_of_a_cycle_is_still_checked),
        cmocka_unit_test(a_long_chain_of_styles_is_followed_to_its_end),
        cmocka_unit_test(too_many_styles_are_a_limit),
        cmocka_unit_test(western_type_is_inherited_as_a_whole),
        cmocka_unit_test(western_type_is_checked),
        cmocka_unit_test(every_option_of_lines_is_read),
        cmocka_unit_test(fixed_pitch_is_inherited_and_taken_back),
        cmocka_unit_test(options_of_lines_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
