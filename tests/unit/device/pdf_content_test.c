/*
 * Content streams, operator by operator. Codes are glyph ids + 1, or + 101 in the form's font, made without a subset.
 */
#include "unit/device/sample.h"

#include "device/pdf_content.h"

#include "support/cmocka.h"

#include <stdlib.h>

/*
 * A face and its fonts without a font file: ids 0 to LIMIT - 1, code id + 1, all `a` to `z` by default in text order:
 * glyph 0 is "a". Even ids are full width, odd ids half width.
 */
#define LIMIT 26
static const struct font_face face = {.postscript = "Test", .upem = 1000};
static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz";

struct page_kit {
    struct document *document;
    struct pdf_face pdf_face;
    struct pdf_faces faces;
};

static struct pdf_glyphs *make_glyphs(struct arena *arena, uint32_t first, uint32_t count, uint16_t base)
{
    struct pdf_glyphs *glyphs = arena_new(arena, struct pdf_glyphs);

    glyphs->places = arena_array(arena, uint16_t, LIMIT);
    glyphs->limit = LIMIT;
    for (uint32_t id = first; id < first + count; id++) {
        pdf_glyphs_add(arena, glyphs, id, &alphabet[id], 1);
        glyphs->list[glyphs->count - 1].code = (uint16_t)(base + id);
        glyphs->list[glyphs->count - 1].width = id % 2 == 0 ? 1000 : 500;
    }
    return glyphs;
}

/* The form has the first `in_form` letters, the document's own font the others. */
static struct page_kit *open_kit(uint32_t in_form)
{
    struct document *document = document_open("form", "", "ja");
    struct arena *arena = document->arena;
    struct page_kit *kit = arena_new(arena, struct page_kit);
    struct pdf_font *form = arena_new(arena, struct pdf_font);

    document_add_page(document, MM(210), PT(800));
    form->glyphs = make_glyphs(arena, 0, in_form, 101);
    kit->document = document;
    kit->pdf_face = (struct pdf_face){
        .face = &face,
        .form = in_form > 0 ? form : NULL,
        .added = make_glyphs(arena, in_form, LIMIT - in_form, 1),
        .own = arena_new(arena, struct pdf_font),
    };
    kit->pdf_face.own->glyphs = kit->pdf_face.added;
    kit->faces = (struct pdf_faces){.list = &kit->pdf_face, .count = 1};
    return kit;
}

/* Letters of 10 pt set solid, or `pitch` apart when that is not 0. */
static struct glyph_run *letters(struct page_kit *kit, const char *text, length pitch)
{
    struct glyph_run *run = arena_new(kit->document->arena, struct glyph_run);
    uint32_t count = (uint32_t)strlen(text);
    struct glyph *glyphs = arena_array(kit->document->arena, struct glyph, count);
    length pen = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t id = (uint32_t)(text[i] - 'a');
        glyphs[i] = (struct glyph){.id = id, .x = pitch != 0 ? pitch * i : pen, .start = i, .end = i + 1};
        pen += id % 2 == 0 ? PT(10) : PT(5);
    }
    *run = (struct glyph_run){.face = &face,
                              .size = PT(10),
                              .scale = 1000,
                              .text = text,
                              .text_size = count,
                              .count = count,
                              .glyphs = glyphs};
    return run;
}

static struct glyph *glyphs_of(struct glyph_run *run)
{
    return (struct glyph *)(uintptr_t)run->glyphs;
}

/* Compares the page's content and ends the kit. */
static void expect_content(struct page_kit *kit, const char *expected)
{
    struct sink sink = {0};

    pdf_put_content(&sink, &kit->document->pages[0], &kit->faces, NULL, NULL);
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, expected);
    sink_close(&sink);
    document_close(kit->document);
}

/* --- text --- */

static void text_set_solid_is_one_string(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_run(kit->document, 0, letters(kit, "abc", 0), PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/D1 10 Tf\n[<000100020003>]TJ\nET\n");
}

static void runs_share_a_text_object_and_repeat_no_state(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_run(kit->document, 0, letters(kit, "a", 0), PT(20), PT(100));
    sample_add_run(kit->document, 0, letters(kit, "b", 0), PT(25), PT(114));
    expect_content(kit, "BT\n20 700 Td\n/D1 10 Tf\n[<0001>]TJ\n5 -14 Td\n[<0002>]TJ\nET\n");
}

static void an_empty_run_leaves_no_trace(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_run(kit->document, 0, letters(kit, "", 0), PT(20), PT(100));
    expect_content(kit, "");
}

static void a_run_begins_at_its_first_glyph(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "a", 0);

    glyphs_of(run)[0].x = PT(7);
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n27 700 Td\n/D1 10 Tf\n[<0001>]TJ\nET\n");
}

static void a_glyph_away_from_the_pen_is_preceded_by_a_correction(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "abc", 0);

    glyphs_of(run)[1].x = PT(105) / 10; /* half a point further: 50 thousandths */
    glyphs_of(run)[2].x = PT(15);       /* back in place */
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/D1 10 Tf\n[<0001>-50<0002>50<0003>]TJ\nET\n");
}

static void what_nobody_sees_is_not_corrected(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "ab", 0);

    glyphs_of(run)[1].x += PT(10) / 500; /* 2 thousandths of the em */
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/D1 10 Tf\n[<00010002>]TJ\nET\n");
}

static void small_errors_do_not_add_up(void **state)
{
    struct page_kit *kit = open_kit(0);
    char text[301] = {0};

    memset(text, 'a', 300);
    struct glyph_run *run = letters(kit, text, PT(10) + PT(10) / 1000); /* 1 thousandth too wide each */
    sample_add_run(kit->document, 0, run, 0, 0);

    struct sink sink = {0};
    pdf_put_content(&sink, &kit->document->pages[0], &kit->faces, NULL, NULL);
    sink_put_char(&sink, '\0');
    /* The viewer's pen, followed through the array, is never further off than the tolerance. */
    const char *at = strchr(sink.bytes, '[') + 1;
    long pen = 0;
    for (long glyph = 0; *at != ']';) {
        if (*at == '<' || *at == '>') {
            at++;
        } else if (*at == '-') {
            pen -= strtol(at, (char **)(uintptr_t)&at, 10);
        } else {
            assert_true(labs(pen - 1001 * glyph) <= 2);
            glyph++;
            pen += 1000;
            at += 4;
        }
    }
    sink_close(&sink);
    document_close(kit->document);
}

static void positions_follow_the_size_that_is_written(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "aa", MM(3)); /* 12 Q: 8.50394 pt, written 8.504 */

    run->size = MM(3);
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/D1 8.504 Tf\n[<00010001>]TJ\nET\n");
}

static void condensed_text_is_scaled_and_its_positions_are_too(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "aa", PT(85) / 10);

    run->scale = 850;
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    sample_add_run(kit->document, 0, letters(kit, "a", 0), PT(20), PT(110));
    expect_content(kit, "BT\n85 Tz\n20 700 Td\n/D1 10 Tf\n[<00010001>]TJ\n100 Tz\n0 -10 Td\n[<0001>]TJ\nET\n");
}

static void raised_glyphs_are_shown_apart(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "aaa", 0);

    glyphs_of(run)[1].y = PT(3);
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/D1 10 Tf\n[<0001>]TJ\n3 Ts\n[<0001>]TJ\n0 Ts\n[<0001>]TJ\nET\n");
}

static void a_run_changes_between_the_forms_font_and_its_own(void **state)
{
    struct page_kit *kit = open_kit(2); /* a, b */

    sample_add_run(kit->document, 0, letters(kit, "acdb", 0), PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/F1 10 Tf\n[<0065>]TJ\n/D1 10 Tf\n[<00030004>]TJ\n/F1 10 Tf\n[<0066>]TJ\nET\n");
}

static void a_correction_survives_a_change_of_font(void **state)
{
    struct page_kit *kit = open_kit(1);
    struct glyph_run *run = letters(kit, "ac", 0);

    glyphs_of(run)[1].x = PT(105) / 10;
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/F1 10 Tf\n[<0065>]TJ\n/D1 10 Tf\n[-50<0003>]TJ\nET\n");
}

/* --- text that must be spelt out --- */

#define SPELT(text) "BT\n20 700 Td\n/Span<</ActualText(" text ")>>BDC\n/D1 10 Tf\n"

static void a_glyph_that_stood_for_other_text_is_spelt_out(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "ab", 0);

    run->text = "aB"; /* drawn with the glyph of b */
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, SPELT("aB") "[<00010002>]TJ\nEMC\nET\n");
}

/* A mark over its letter: readers sort by place. */
static void a_glyph_left_of_the_one_before_is_spelt_out(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "ab", 0);

    glyphs_of(run)[1].x = -PT(1);
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, SPELT("ab") "[<0001>1100<0002>]TJ\nEMC\nET\n");
}

static void glyphs_out_of_order_are_spelt_out(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "ba", 0);

    run->text = "ab";
    glyphs_of(run)[0].start = glyphs_of(run)[1].start = 0;
    glyphs_of(run)[0].end = glyphs_of(run)[1].end = 2;
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, SPELT("ab") "[<00020001>]TJ\nEMC\nET\n");
}

static void text_without_a_glyph_is_spelt_out(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "a", 0);

    run->text = "a-"; /* a mark that draws nothing and has no glyph */
    run->text_size = 2;
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, SPELT("a-") "[<0001>]TJ\nEMC\nET\n");
}

static void spread_text_is_spelt_out(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_run(kit->document, 0, letters(kit, "aa", PT(15)), PT(20), PT(100));
    expect_content(kit, SPELT("aa") "[<0001>-500<0001>]TJ\nEMC\nET\n");
}

/* A line in two fonts: the gap between is no space. What stands beside it without going on is text of its own. */
static void runs_that_go_on_behind_a_gap_are_spelt_out_together(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_run(kit->document, 0, letters(kit, "a", 0), PT(20), PT(100));
    sample_add_run(kit->document, 0, letters(kit, "b", 0), PT(33), PT(100))->goes_on = true;
    sample_add_run(kit->document, 0, letters(kit, "c", 0), PT(60), PT(100));
    expect_content(kit, SPELT("ab") "[<0001>]TJ\n13 0 Td\n[<0002>]TJ\nEMC\n27 0 Td\n[<0003>]TJ\nET\n");
}

static void runs_that_go_on_without_a_gap_are_left_alone(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_run(kit->document, 0, letters(kit, "a", 0), PT(20), PT(100));
    sample_add_run(kit->document, 0, letters(kit, "b", 0), PT(31), PT(100))->goes_on = true;
    expect_content(kit, "BT\n20 700 Td\n/D1 10 Tf\n[<0001>]TJ\n11 0 Td\n[<0002>]TJ\nET\n");
}

/* Upright, then turned: readers would take them for two lines. */
static void runs_that_go_on_downwards_are_spelt_out_together(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *first = letters(kit, "a", 0), *second = letters(kit, "b", 0);

    first->is_vertical = second->is_rotated = true;
    sample_add_run(kit->document, 0, first, PT(20), PT(100));
    sample_add_run(kit->document, 0, second, PT(20), PT(110))->goes_on = true;
    expect_content(kit, "BT\n/Span<</ActualText(ab)>>BDC\n/D1 10 Tf\n20 700 Td\n[<0001>]TJ\n0 -1 1 0 20 690 Tm\n"
                        "[<0002>]TJ\nEMC\nET\n");
}

/* Turned clockwise about its origin; what follows is level again. */
static void a_rotated_run_has_a_matrix(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "ab", 0);

    run->is_rotated = true;
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    sample_add_run(kit->document, 0, letters(kit, "c", 0), PT(30), PT(120));
    expect_content(kit, "BT\n0 -1 1 0 20 700 Tm\n/D1 10 Tf\n[<00010002>]TJ\n1 0 0 1 30 680 Tm\n[<0003>]TJ\nET\n");
}

/* Each glyph x below the origin and y to its right; the text is given as a whole, as readers would see two lines. */
static void upright_glyphs_are_placed_one_by_one(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "ac", 0);

    run->is_vertical = true;
    for (uint32_t i = 0; i < 2; i++) {
        glyphs_of(run)[i].x = PT(9) + PT(10) * i;
        glyphs_of(run)[i].y = -PT(5);
    }
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n/Span<</ActualText(ac)>>BDC\n/D1 10 Tf\n15 691 Td\n[<0001>]TJ\n0 -10 Td\n[<0003>]TJ\nEMC\n"
                        "ET\n");
}

/* The scale of vertical type is that of its height. */
static void upright_glyphs_are_condensed_along_their_line(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "a", 0);

    run->is_vertical = true;
    run->scale = 800;
    glyphs_of(run)[0].x = PT(9);
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n/D1 10 Tf\n1 0 0 .8 20 691 Tm\n[<0001>]TJ\nET\n");
}

static void a_ligature_known_as_such_needs_no_spelling_out(void **state)
{
    struct page_kit *kit = open_kit(0);
    struct glyph_run *run = letters(kit, "a", 0);

    kit->pdf_face.added->list[0].text = "fi";
    kit->pdf_face.added->list[0].text_size = 2;
    run->text = "fi";
    run->text_size = 2;
    glyphs_of(run)[0].end = 2;
    sample_add_run(kit->document, 0, run, PT(20), PT(100));
    expect_content(kit, "BT\n20 700 Td\n/D1 10 Tf\n[<0001>]TJ\nET\n");
}

/* --- graphics --- */

static void rules_of_one_kind_are_one_path(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_rule(kit->document, 0, PT(10), PT(20), PT(110), PT(20), PT(1) / 2);
    sample_add_rule(kit->document, 0, PT(10), PT(20), PT(10), PT(60), PT(1) / 2);
    sample_add_rule(kit->document, 0, PT(10), PT(60), PT(110), PT(60), PT(1));
    expect_content(kit, ".5 w\n10 780 m\n110 780 l\n10 780 m\n10 740 l\nS\n1 w\n10 740 m\n110 740 l\nS\n");
}

static void fills_touch_when_their_edges_do(void **state)
{
    struct page_kit *kit = open_kit(0);

    for (int i = 0; i < 3; i++)
        sample_add_fill(kit->document, 0, MM(10) * i, PT(0), MM(10), PT(1), 0x808080);
    expect_content(kit, ".502 g\n0 799 28.346 1 re\n28.346 799 28.347 1 re\n56.693 799 28.346 1 re\nf\n");
}

static void greys_are_gray_and_colours_rgb(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_fill(kit->document, 0, 0, 0, PT(1), PT(1), 0xFFFFFF);
    sample_add_fill(kit->document, 0, 0, 0, PT(1), PT(1), 0xFF0080);
    sample_add_rule(kit->document, 0, 0, 0, PT(1), 0, PT(1))->color = 0xD9D9D9;
    expect_content(kit, "1 g\n0 799 1 1 re\nf\n1 0 .502 rg\n0 799 1 1 re\nf\n.851 G\n0 800 m\n1 800 l\nS\n");
}

static void a_qr_code_is_one_path_of_its_runs_of_modules(void **state)
{
    static const uint8_t dark[] = {1, 0, 1, 0, 1, 1, 0, 0, 0};
    static const struct qr_code code = {"x", 3, dark};
    struct page_kit *kit = open_kit(0);
    struct mark *mark = document_add_mark(kit->document, 0, MARK_QR);

    *mark = (struct mark){.kind = MARK_QR, .element = ELEMENT_ARTIFACT, .node = &sample_node, .x = PT(10), .y = PT(20)};
    mark->qr.code = &code;
    mark->qr.side = PT(11);
    expect_content(kit, "14 775 1 1 re\n16 775 1 1 re\n15 774 2 1 re\nf\n");
}

/* 11 dots of 1 pt in 100 pt leave 10 gaps of 8.9 pt; in 62 pt three gaps of 19 1/3. */
static void a_rule_of_dots_is_dashed_from_its_start_to_its_end(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_rule(kit->document, 0, PT(10), PT(20), PT(110), PT(20), PT(1))->rule.dots = 11;
    sample_add_rule(kit->document, 0, PT(10), PT(30), PT(110), PT(30), PT(1))->rule.dots = 11;
    sample_add_rule(kit->document, 0, PT(10), PT(20), PT(10), PT(82), PT(1))->rule.dots = 4;
    sample_add_rule(kit->document, 0, PT(10), PT(90), PT(11), PT(90), PT(1))->rule.dots = 1;
    expect_content(kit, "[1 8.9]0 d\n10 780 m\n110 780 l\n10 770 m\n110 770 l\nS\n"
                        "[1 19.333333]0 d\n10 780 m\n10 718 l\nS\n[]0 d\n10 710 m\n11 710 l\nS\n");
}

static void text_and_rules_take_turns(void **state)
{
    struct page_kit *kit = open_kit(0);

    sample_add_run(kit->document, 0, letters(kit, "a", 0), PT(20), PT(100));
    sample_add_rule(kit->document, 0, 0, 0, PT(1), 0, PT(1));
    sample_add_run(kit->document, 0, letters(kit, "a", 0), PT(20), PT(100));
    expect_content(kit,
                   "BT\n20 700 Td\n/D1 10 Tf\n[<0001>]TJ\nET\n0 800 m\n1 800 l\nS\nBT\n20 700 Td\n[<0001>]TJ\nET\n");
}

static const struct path_step box_steps[] = {
    {.verb = PATH_MOVE},
    {.verb = PATH_LINE, .x = PT(5)},
    {.verb = PATH_CURVE, .x1 = PT(5), .y1 = PT(1), .x2 = PT(4), .y2 = PT(2), .x = PT(3), .y = PT(3)},
    {.verb = PATH_CLOSE},
};
static const struct path box = {.steps = box_steps, .count = 4};

static void add_box(struct page_kit *kit, length weight)
{
    struct mark *mark = document_add_mark(kit->document, 0, MARK_PATH);

    mark->element = ELEMENT_ARTIFACT;
    mark->node = &sample_node;
    mark->x = PT(100);
    mark->y = PT(50);
    mark->path.path = &box;
    mark->path.weight = weight;
}

#define BOX "100 750 m\n105 750 l\n105 749 104 748 103 747 c\nh\n"

static void paths_are_stroked_or_filled_each_by_itself(void **state)
{
    struct page_kit *kit = open_kit(0);

    add_box(kit, PT(1) / 2);
    add_box(kit, 0);
    add_box(kit, 0);
    expect_content(kit, ".5 w\n" BOX "S\n" BOX "f\n" BOX "f\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_set_solid_is_one_string),
        cmocka_unit_test(runs_share_a_text_object_and_repeat_no_state),
        cmocka_unit_test(an_empty_run_leaves_no_trace),
        cmocka_unit_test(a_run_begins_at_its_first_glyph),
        cmocka_unit_test(a_glyph_away_from_the_pen_is_preceded_by_a_correction),
        cmocka_unit_test(what_nobody_sees_is_not_corrected),
        cmocka_unit_test(small_errors_do_not_add_up),
        cmocka_unit_test(positions_follow_the_size_that_is_written),
        cmocka_unit_test(condensed_text_is_scaled_and_its_positions_are_too),
        cmocka_unit_test(raised_glyphs_are_shown_apart),
        cmocka_unit_test(a_run_changes_between_the_forms_font_and_its_own),
        cmocka_unit_test(a_correction_survives_a_change_of_font),
        cmocka_unit_test(a_glyph_that_stood_for_other_text_is_spelt_out),
        cmocka_unit_test(a_glyph_left_of_the_one_before_is_spelt_out),
        cmocka_unit_test(glyphs_out_of_order_are_spelt_out),
        cmocka_unit_test(text_without_a_glyph_is_spelt_out),
        cmocka_unit_test(spread_text_is_spelt_out),
        cmocka_unit_test(runs_that_go_on_behind_a_gap_are_spelt_out_together),
        cmocka_unit_test(runs_that_go_on_without_a_gap_are_left_alone),
        cmocka_unit_test(runs_that_go_on_downwards_are_spelt_out_together),
        cmocka_unit_test(a_rotated_run_has_a_matrix),
        cmocka_unit_test(upright_glyphs_are_placed_one_by_one),
        cmocka_unit_test(upright_glyphs_are_condensed_along_their_line),
        cmocka_unit_test(a_ligature_known_as_such_needs_no_spelling_out),
        cmocka_unit_test(rules_of_one_kind_are_one_path),
        cmocka_unit_test(fills_touch_when_their_edges_do),
        cmocka_unit_test(a_qr_code_is_one_path_of_its_runs_of_modules),
        cmocka_unit_test(greys_are_gray_and_colours_rgb),
        cmocka_unit_test(a_rule_of_dots_is_dashed_from_its_start_to_its_end),
        cmocka_unit_test(text_and_rules_take_turns),
        cmocka_unit_test(paths_are_stroked_or_filled_each_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
