/*
 * Lines of all kinds: how they end where they meet, dots, outlines, diagonals. In the sample a thin line is 0.2 mm, a
 * thick one 0.4 mm; the two strokes of a double line are 0.3 mm from its centre.
 */
#include "sample.h"

#include <math.h>

#define CELLS "\"padding\": \"0mm\", "
#define TWO_BY_TWO(lines)                                                                        \
    "{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], \"lines\": {" lines "}, \"rows\": [" \
    "[\"甲\", \"乙\"], [\"丙\", \"丁\"]]}}"

static struct sample sample_of(const char *body)
{
    return sample_filled("", body, "{}");
}

static bool has_rule(const struct sample *s, double x1, double y1, double x2, double y2)
{
    return sample_has_rule(s->document, 0, x1, y1, x2, y2, 0.2);
}

static bool is_near(length found, double wanted)
{
    return fabs((double)found / 36000 - wanted) < 0.01;
}

/* The `nth` level or upright rule of dots from the first one on; or NULL. */
static const struct mark *dotted(const struct sample *s, bool is_down, size_t nth)
{
    const struct page *page = &s->document->pages[0];

    for (size_t i = 0; i < page->count; i++) {
        const struct mark *mark = &page->marks[i];

        if (mark->kind == MARK_RULE && mark->rule.dots > 0 && (mark->x == mark->rule.x2) == is_down && nth-- == 0)
            return mark;
    }
    return NULL;
}

/* From a dot's end to the next one's start [mm]. */
static double gap_of(const struct mark *mark)
{
    length extent = mark->rule.x2 - mark->x + mark->rule.y2 - mark->y;

    return (double)(extent - mark->rule.dots * mark->rule.weight) / (mark->rule.dots - 1) / 36000;
}

static const struct mark *path_mark(const struct sample *s, size_t page)
{
    for (size_t i = 0; i < s->document->pages[page].count; i++)
        if (s->document->pages[page].marks[i].kind == MARK_PATH)
            return &s->document->pages[page].marks[i];
    return NULL;
}

/* --- double lines --- */

static void a_double_frame_is_two_closed_rectangles(void **state)
{
    struct sample s = sample_of(TWO_BY_TWO("\"frame\": \"double\", \"inner\": \"none\""));

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 8);
    assert_true(has_rule(&s, 4.6, 4.7, 95.4, 4.7));
    assert_true(has_rule(&s, 4.6, 15.3, 95.4, 15.3));
    assert_true(has_rule(&s, 4.7, 4.6, 4.7, 15.4));
    assert_true(has_rule(&s, 95.3, 4.6, 95.3, 15.4));
    assert_true(has_rule(&s, 5.2, 5.3, 94.8, 5.3));
    assert_true(has_rule(&s, 5.2, 14.7, 94.8, 14.7));
    assert_true(has_rule(&s, 5.3, 5.2, 5.3, 14.8));
    assert_true(has_rule(&s, 94.7, 5.2, 94.7, 14.8));
    sample_close(&s);
}

static void a_single_line_ends_at_the_nearer_stroke_of_a_double_one(void **state)
{
    struct sample s = sample_of(TWO_BY_TWO("\"frame\": \"double\", \"inner\": \"thin\""));

    assert_true(has_rule(&s, 50, 5.2, 50, 14.8));
    assert_true(has_rule(&s, 5.2, 10, 94.8, 10));
    sample_close(&s);
}

static void a_double_line_goes_through_single_ones_and_they_end_on_both_sides(void **state)
{
    struct sample s = sample_of(TWO_BY_TWO("\"frame\": \"none\", \"horizontal\": \"double\", \"vertical\": \"thin\""));

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 4);
    assert_true(has_rule(&s, 5, 9.7, 95, 9.7));
    assert_true(has_rule(&s, 5, 10.3, 95, 10.3));
    assert_true(has_rule(&s, 50, 5, 50, 9.8));
    assert_true(has_rule(&s, 50, 10.2, 50, 15));
    sample_close(&s);
}

static void crossing_double_lines_are_open_in_the_middle(void **state)
{
    struct sample s = sample_of(TWO_BY_TWO("\"frame\": \"none\", \"inner\": \"double\""));

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 8);
    assert_true(has_rule(&s, 5, 9.7, 49.8, 9.7));
    assert_true(has_rule(&s, 50.2, 9.7, 95, 9.7));
    assert_true(has_rule(&s, 49.7, 5, 49.7, 9.8));
    assert_true(has_rule(&s, 50.3, 10.2, 50.3, 15));
    sample_close(&s);
}

static void a_single_line_closes_a_double_one_that_ends_on_it(void **state)
{
    struct sample s = sample_of("{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"lines\": \"none\", \"rows\": [["
                                "{\"text\": \"甲\", \"lines\": {\"top\": \"double\", \"left\": \"thin\"}}]]}}");

    assert_true(has_rule(&s, 4.9, 4.7, 95, 4.7));
    assert_true(has_rule(&s, 4.9, 5.3, 95, 5.3));
    assert_true(has_rule(&s, 5, 4.6, 5, 10)); /* up to the further stroke */
    sample_close(&s);
}

static void a_table_that_fills_a_cell_ends_at_the_nearer_stroke_too(void **state)
{
    struct sample s = sample_of("{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"lines\": {\"frame\": \"double\"}, "
                                "\"rows\": [[{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], "
                                "\"lines\": {\"frame\": \"thin\", \"inner\": \"thin\"}, "
                                "\"rows\": [[\"甲\", \"乙\"], [\"丙\", \"丁\"]]}}]]}}");

    /* Its own frame gives way to the double one. */
    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 8 + 2);
    assert_true(has_rule(&s, 50, 5.2, 50, 14.8));
    assert_true(has_rule(&s, 5.2, 10, 94.8, 10));
    sample_close(&s);
}

/* --- which line is drawn --- */

static void of_two_neighbours_the_stronger_line_is_drawn(void **state)
{
    static const char *const kinds[] = {"none", "dotted", "thin", "thick", "double"};
    static const size_t rules[] = {0, 1, 1, 1, 2};
    static const double weights[] = {0, 0.2, 0.2, 0.4, 0.2};

    for (size_t a = 0; a < 5; a++) {
        for (size_t b = 0; b < 5; b++) {
            size_t strong = a > b ? a : b;
            struct arena *arena = arena_open();
            struct sample s = sample_of(arena_format(
                arena,
                "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"lines\": \"none\", \"rows\": [[{\"text\": \"甲\", "
                "\"lines\": {\"bottom\": \"%s\"}}], [{\"text\": \"乙\", \"lines\": {\"top\": \"%s\"}}]]}}",
                kinds[a], kinds[b]));
            const struct mark *mark = dotted(&s, false, 0);

            assert_int_equal(sample_count(s.document, 0, MARK_RULE), rules[strong]);
            assert_int_equal(mark != NULL, strong == 1);
            for (size_t i = 0; i < s.document->pages[0].count; i++)
                if (s.document->pages[0].marks[i].kind == MARK_RULE)
                    assert_true(is_near(s.document->pages[0].marks[i].rule.weight, weights[strong]));
            sample_close(&s);
            arena_close(arena);
        }
    }
}

/* --- dots --- */

static void a_free_dotted_line_begins_and_ends_with_a_dot(void **state)
{
    struct sample s = sample_of("{\"line\": \"dotted\"}");
    const struct mark *mark = dotted(&s, false, 0);

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 1);
    assert_true(is_near(mark->x, 5) && is_near(mark->rule.x2, 95));
    assert_int_equal(mark->rule.dots, 151); /* 150 times 0.6 mm, and the last */
    assert_true(fabs(gap_of(mark) - 0.4) < 0.01);
    sample_close(&s);
}

static void dots_keep_their_gap_from_solid_lines(void **state)
{
    struct sample s = sample_of(TWO_BY_TWO("\"frame\": \"thick\", \"horizontal\": \"dotted\", \"vertical\": \"thin\""));
    const struct mark *left = dotted(&s, false, 0), *right = dotted(&s, false, 1);
    double gap = gap_of(left);

    assert_true(gap > 0.38 && gap < 0.42);
    assert_true(is_near(left->x, 5.2 + gap) && is_near(left->rule.x2, 49.9 - gap));
    assert_true(is_near(right->x, 50.1 + gap_of(right)) && is_near(right->rule.x2, 94.8 - gap_of(right)));
    assert_null(dotted(&s, false, 2));
    assert_true(has_rule(&s, 50, 4.8, 50, 15.2)); /* in one piece */
    sample_close(&s);
}

static void crossing_dotted_lines_have_one_dot_in_common(void **state)
{
    struct sample s = sample_of(TWO_BY_TWO("\"frame\": \"none\", \"inner\": \"dotted\""));
    const struct mark *left = dotted(&s, false, 0), *right = dotted(&s, false, 1);
    const struct mark *above = dotted(&s, true, 0), *below = dotted(&s, true, 1);

    assert_true(is_near(left->x, 5) && is_near(left->rule.x2, 50.1));
    assert_true(is_near(right->x, 50.1 + gap_of(right)) && is_near(right->rule.x2, 95));
    assert_true(is_near(above->y, 5) && is_near(above->rule.y2, 9.9 - gap_of(above)));
    assert_true(is_near(below->y, 10.1 + gap_of(below)) && is_near(below->rule.y2, 15));
    sample_close(&s);
}

static void a_dotted_frame_has_a_dot_in_each_corner(void **state)
{
    struct sample s = sample_of(TWO_BY_TWO("\"frame\": \"dotted\", \"inner\": \"none\""));
    const struct mark *top = dotted(&s, false, 0), *left = dotted(&s, true, 0);

    assert_true(is_near(top->x, 4.9) && is_near(top->rule.x2, 95.1));
    assert_true(is_near(left->y, 5.1 + gap_of(left)) && is_near(left->rule.y2, 14.9 - gap_of(left)));
    sample_close(&s);
}

static void an_edge_too_short_for_dots_has_one_or_none(void **state)
{
    static const struct {
        double room;
        uint32_t dots;
    } cases[] = {{0.1, 0}, {0.2, 1}, {0.5, 1}, {1.0, 2}, {1.7, 4}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena *arena = arena_open();
        struct sample s = sample_of(arena_format(arena,
                                                 "{\"table\": {" CELLS
                                                 "\"columns\": [\"%.1fmm\", \"1fr\"], \"lines\": \"none\", \"rows\": [["
                                                 "{\"text\": \"\", \"lines\": {\"top\": \"dotted\"}}, \"乙\"]]}}",
                                                 cases[i].room));
        const struct mark *mark = dotted(&s, false, 0);

        assert_int_equal(mark ? mark->rule.dots : 0, cases[i].dots);
        if (mark)
            assert_true(mark->x >= MM(5) && (double)mark->rule.x2 <= (5 + cases[i].room) * 36000 + 1);
        sample_close(&s);
        arena_close(arena);
    }
}

/* --- lines between blocks --- */

static void a_line_block_may_be_double(void **state)
{
    struct sample s = sample_of("{\"space\": \"5mm\"}, {\"line\": \"double\", \"before\": \"1mm\"}");

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 2);
    sample_close(&s);
    s = sample_of("\"甲\", {\"line\": \"double\"}");
    assert_true(has_rule(&s, 5, 9.7, 95, 9.7));
    assert_true(has_rule(&s, 5, 10.3, 95, 10.3));
    sample_close(&s);
}

/* --- outlines --- */

#define SEVERITY "\"severity\": {\"path\": \"/severity\", \"type\": \"integer\"}"
#define CHOSEN(text, n)                                                                                    \
    "{\"text\": \"" text "\", \"outline\": {\"line\": \"thick\", \"when\": {\"severity\": {\"const\": " #n \
    "}}}, \"fill\": {\"color\": \"#eeeeee\", \"when\": {\"severity\": {\"const\": " #n "}}}}"

static void an_outline_is_drawn_over_the_neighbours_edges_when_its_condition_holds(void **state)
{
    struct sample s = sample_filled(SEVERITY,
                                    "{\"table\": {" CELLS "\"columns\": [\"30mm\", \"30mm\", \"30mm\"], "
                                    "\"lines\": {\"frame\": \"thin\", \"inner\": \"thin\"}, \"rows\": [[" CHOSEN(
                                        "一", 1) ", " CHOSEN("二", 2) ", {\"text\": \"三\", \"lines\": \"none\"}]]}}",
                                    "{\"severity\": 2}");

    assert_int_equal(sample_count(s.document, 0, MARK_FILL), 1);
    assert_true(sample_has_rule(s.document, 0, 34.8, 5, 65.2, 5, 0.4));
    assert_true(sample_has_rule(s.document, 0, 34.8, 10, 65.2, 10, 0.4));
    assert_true(sample_has_rule(s.document, 0, 35, 4.8, 35, 10.2, 0.4));
    assert_true(sample_has_rule(s.document, 0, 65, 4.8, 65, 10.2, 0.4));
    assert_true(sample_has_rule(s.document, 0, 4.9, 5, 35.2, 5, 0.2));
    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 4 + 3);
    sample_close(&s);
}

static void without_a_condition_that_holds_nothing_is_outlined(void **state)
{
    struct sample s = sample_filled(SEVERITY,
                                    "{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"lines\": \"none\", "
                                    "\"rows\": [[" CHOSEN("一", 1) "]]}}",
                                    "{}");

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 0);
    assert_int_equal(sample_count(s.document, 0, MARK_FILL), 0);
    sample_close(&s);
}

static void each_item_has_its_own_outline_and_diagonal(void **state)
{
    struct sample s = sample_filled("\"events\": {\"path\": \"/events\", \"each\": {\"what\": {\"path\": \"/what\"}}}",
                                    "{\"table\": {" CELLS
                                    "\"columns\": [\"1fr\"], \"lines\": \"none\", \"rows\": [{\"each\": \"events\", "
                                    "\"at_least\": 4, \"cells\": [{\"text\": \"{what}\", "
                                    "\"outline\": {\"line\": \"thick\", \"when\": {\"what\": {\"const\": \"乙\"}}}, "
                                    "\"diagonal\": {\"kind\": \"up\", \"when\": {\"what\": {\"empty\": true}}}}]}]}}",
                                    "{\"events\": [{\"what\": \"甲\"}, {\"what\": \"乙\"}, {\"what\": \"丙\"}]}");

    assert_int_equal(sample_count(s.document, 0, MARK_RULE), 4);
    assert_true(sample_has_rule(s.document, 0, 4.8, 10, 95.2, 10, 0.4));
    assert_true(sample_has_rule(s.document, 0, 4.8, 15, 95.2, 15, 0.4));
    assert_int_equal(sample_count(s.document, 0, MARK_PATH), 1); /* the blank row */
    assert_true(is_near(path_mark(&s, 0)->y, 20));
    sample_close(&s);
}

/* --- diagonals --- */

static void assert_step(const struct mark *mark, size_t index, double x, double y)
{
    assert_true(index < mark->path.path->count);
    assert_true(is_near(mark->x + mark->path.path->steps[index].x, x));
    assert_true(is_near(mark->y + mark->path.path->steps[index].y, y));
}

static void a_diagonal_runs_from_corner_to_corner_of_all_rows_and_columns(void **state)
{
    struct sample s = sample_of("{\"table\": {" CELLS "\"columns\": [\"30mm\", \"30mm\", \"30mm\"], \"rows\": ["
                                "[{\"diagonal\": \"cross\", \"across\": 2, \"down\": 2}, \"甲\"], [\"乙\"]]}}");
    const struct mark *mark = path_mark(&s, 0);

    assert_int_equal(mark->element, ELEMENT_ARTIFACT);
    assert_int_equal(mark->path.path->count, 4);
    assert_true(is_near(mark->path.weight, 0.2));
    assert_step(mark, 0, 5, 5);
    assert_step(mark, 1, 65, 15);
    assert_step(mark, 2, 5, 15);
    assert_step(mark, 3, 65, 5);
    sample_close(&s);
}

static void a_diagonal_ends_at_the_nearer_stroke_of_double_lines(void **state)
{
    struct sample s = sample_of("{\"table\": {" CELLS "\"columns\": [\"1fr\"], \"lines\": {\"frame\": \"double\"}, "
                                "\"rows\": [[{\"diagonal\": \"down\"}]]}}");

    assert_step(path_mark(&s, 0), 0, 5.3, 5.3);
    assert_step(path_mark(&s, 0), 1, 94.7, 9.7);
    sample_close(&s);
}

static void a_double_diagonal_ends_on_the_sides(void **state)
{
    struct sample s = sample_of("{\"table\": {" CELLS
                                "\"columns\": [\"30mm\", \"1fr\"], \"rows\": [{\"height\": \"40mm\", \"cells\": "
                                "[{\"diagonal\": {\"kind\": \"down\", \"line\": \"double\"}}, null]}]}}");
    const struct mark *mark = path_mark(&s, 0);

    /* 30 x 40 mm: the diagonal is 50 mm; 0.3 mm beside it is 0.375 mm along the top and 0.5 mm down the side. */
    assert_int_equal(mark->path.path->count, 4);
    assert_step(mark, 0, 5.375, 5);
    assert_step(mark, 1, 35, 44.5);
    assert_step(mark, 2, 5, 5.5);
    assert_step(mark, 3, 34.625, 45);
    sample_close(&s);
}

static void a_dotted_diagonal_is_a_path_of_dots(void **state)
{
    struct sample s = sample_of("{\"table\": {" CELLS
                                "\"columns\": [\"30mm\", \"1fr\"], \"rows\": [{\"height\": \"40mm\", \"cells\": "
                                "[{\"diagonal\": {\"kind\": \"down\", \"line\": \"dotted\"}}, null]}]}}");
    const struct mark *mark = path_mark(&s, 0);

    /* 83 dots and 84 gaps in 50 mm. */
    assert_int_equal(mark->path.path->count, 2 * 83);
    assert_true(mark->path.path->steps[0].x > 0 && mark->path.path->steps[0].x < MM(0.3));
    sample_close(&s);
}

static void a_cell_that_goes_on_has_a_diagonal_on_each_page(void **state)
{
    struct sample s = sample_of("{\"table\": {" CELLS "\"columns\": [\"1fr\", \"1fr\"], \"rows\": [{\"split\": true, "
                                "\"cells\": [\"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n11\\n12\\n13\", "
                                "{\"diagonal\": \"down\"}]}]}}");

    assert_int_equal(s.document->page_count, 2);
    assert_step(path_mark(&s, 0), 1, 95, 55);
    assert_step(path_mark(&s, 1), 0, 50, 5);
    assert_step(path_mark(&s, 1), 1, 95, 20);
    sample_close(&s);
}

/* --- TLP in header and footer --- */

static void a_marking_stands_on_every_page_and_only_when_there_is_one(void **state)
{
    static const char layout[] =
        "{\"todoke\": 1, \"form\": \"t\", \"title\": \"t\", \"edition\": {\"name\": \"1\", \"from\": null, \"source\": "
        "\"own\"}, \"page\": {\"size\": [\"100mm\", \"60mm\"], \"margin\": \"15mm\", "
        "\"header\": {\"style\": \"marking\", \"right\": \"{marking}\"}, \"footer\": {\"style\": \"marking\", "
        "\"center\": [{\"text\": \"{page}\", \"style\": \"base\"}], \"right\": \"{marking}\"}}, "
        "\"styles\": {\"base\": {\"font\": \"gothic\", \"size\": \"9pt\"}, \"marking\": {\"size\": \"12pt\"}}, "
        "\"fields\": {\"marking\": {\"path\": \"/tlp\", \"one\": {\"red\": \"TLP:RED\"}}}, "
        "\"body\": [\"甲\", {\"break\": \"page\"}, \"乙\"]}";
    static const char *const data[] = {"{\"tlp\": \"red\"}", "{}"};
    struct diags *diags = diags_open();
    struct font_library *fonts = font_library_open(&(struct font_options){.folder = "fonts"}, diags);
    struct arena *arena = arena_open();
    const struct layout *compiled =
        layout_compile(sample_source(arena, "layout", layout), NULL, fonts, NULL, &limits_default, diags);
    struct prepared_form *prepared = form_prepare(compiled, &sample_options, diags);

    for (size_t i = 0; i < 2; i++) {
        const struct record *record = data_bind(arena, compiled, sample_source(arena, "data", data[i]),
                                                &data_options_none, &limits_default, diags);
        struct document *document = form_compose(prepared, record, &sample_options, diags);

        assert_int_equal(document->page_count, 2);
        for (size_t page = 0; page < 2; page++) {
            const struct mark *header = sample_text(document, page, "TLP:RED", 0);
            const struct mark *footer = sample_text(document, page, "TLP:RED", 1);

            assert_int_equal(header != NULL, i == 0);
            assert_int_equal(footer != NULL, i == 0);
            assert_null(sample_text(document, page, "TLP:RED", 2));
            if (i > 0)
                continue;
            assert_int_equal(header->run->size, 12 * LENGTH_PER_PT);
            assert_millimetres((double)(header->x + header->run->advance) / 36000, 85);
            assert_int_equal(footer->y, sample_text(document, page, page == 0 ? "1" : "2", 0)->y); /* on one line */
        }
        document_close(document);
    }
    form_release(prepared);
    layout_close(compiled);
    arena_close(arena);
    font_library_close(fonts);
    diags_close(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_double_frame_is_two_closed_rectangles),
        cmocka_unit_test(a_single_line_ends_at_the_nearer_stroke_of_a_double_one),
        cmocka_unit_test(a_double_line_goes_through_single_ones_and_they_end_on_both_sides),
        cmocka_unit_test(crossing_double_lines_are_open_in_the_middle),
        cmocka_unit_test(a_single_line_closes_a_double_one_that_ends_on_it),
        cmocka_unit_test(a_table_that_fills_a_cell_ends_at_the_nearer_stroke_too),
        cmocka_unit_test(of_two_neighbours_the_stronger_line_is_drawn),
        cmocka_unit_test(a_free_dotted_line_begins_and_ends_with_a_dot),
        cmocka_unit_test(dots_keep_their_gap_from_solid_lines),
        cmocka_unit_test(crossing_dotted_lines_have_one_dot_in_common),
        cmocka_unit_test(a_dotted_frame_has_a_dot_in_each_corner),
        cmocka_unit_test(an_edge_too_short_for_dots_has_one_or_none),
        cmocka_unit_test(a_line_block_may_be_double),
        cmocka_unit_test(an_outline_is_drawn_over_the_neighbours_edges_when_its_condition_holds),
        cmocka_unit_test(without_a_condition_that_holds_nothing_is_outlined),
        cmocka_unit_test(each_item_has_its_own_outline_and_diagonal),
        cmocka_unit_test(a_diagonal_runs_from_corner_to_corner_of_all_rows_and_columns),
        cmocka_unit_test(a_diagonal_ends_at_the_nearer_stroke_of_double_lines),
        cmocka_unit_test(a_double_diagonal_ends_on_the_sides),
        cmocka_unit_test(a_dotted_diagonal_is_a_path_of_dots),
        cmocka_unit_test(a_cell_that_goes_on_has_a_diagonal_on_each_page),
        cmocka_unit_test(a_marking_stands_on_every_page_and_only_when_there_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
