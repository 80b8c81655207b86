/* FT-1 and FT-2: text made to stand in a box; what is told of text that does not. */
#include "unit/text/composed.h"

struct fit_case {
    const char *rule;
    const char *text;
    double width, height; /* [em] */
    int32_t min_scale;
    double min_size; /* [em] */
    const char *set; /* scale, size in thousandths of an em, lines */
    bool overflows;
};

/* Lines are 1.7 em apart. */
static const struct fit_case cases[] = {
    {"FT-2", "国国国国国国国国国国", 10, 1.7, 700, 1, "1000 1000 国国国国国国国国国国", false},
    {"FT-2", "国国国国国国国国国国国国", 10, 1.7, 700, 1, "830 1000 国国国国国国国国国国国国", false},
    {"FT-2", "国国国国国国国国国国国国国国国国", 10, 1.7, 700, 1, "700 1000 国国国国国国国国国国国国国国|国国", true},
    {"FT-2", "国国国国国国国国国国国国国国国国", 10, 1.7, 700, 0.7, "700 890 国国国国国国国国国国国国国国国国", false},
    {"FT-2", "国国国国国国国国国国国国", 10, 1.7, 1000, 0.7, "1000 830 国国国国国国国国国国国国", false},
    {"FT-2", "国国国国国国国国国国", 4, 3.4, 700, 1, "800 1000 国国国国国|国国国国国", false},
    {"FT-1", "https://ex.jp/a/b", 7, 3.4, 700, 1, "1000 1000 https://ex.jp/|a/b", false},
    {"FT-1", "ABCDEFGH", 5, 3.4, 700, 1, "840 1000 ABCDEFGH", false},
    {"FT-1", "ABCDEFGH", 4, 3.4, 700, 1, "1000 1000 ABCDE|FGH", false},
    {"AL-4", "国国国\n国国国国", 3, 3.4, 700, 1, "750 1000 国国国|国国国国", false},
};

static char *told(const struct composed *composed, length size)
{
    struct sink sink = {0};
    char *lines = composed_lines(composed);

    sink_format(&sink, "%d %d %s", (int)composed->block->scale, (int)length_scale(size, 1000, EM), lines);
    sink_put_char(&sink, '\0');
    free(lines);
    return sink.bytes;
}

static int check_case(const struct fit_case *row)
{
    struct composed composed;
    struct text_fit fit = {ems(row->width), ems(row->height), row->min_scale, ems(row->min_size)};
    length size;
    char *got;
    char *codes;
    int failed;
    bool is_changed;

    composed_open(&composed, row->text, &(struct setting){0});
    composed.block = text_fit(composed.arena, &composed.paragraph, &fit, &size, composed.diags);
    assert_non_null(composed.block);
    assert_int_equal(composed.block->has_overflow, row->overflows);
    got = told(&composed, size);
    codes = composed_codes(&composed);
    is_changed = composed.block->scale != 1000 || size != EM;
    failed = differs(row->rule, row->text, "the fit", got, row->set) +
             differs(row->rule, row->text, "the warning", codes, is_changed && !row->overflows ? "fit" : "");
    free(got);
    free(codes);
    composed_close(&composed);
    return failed;
}

static void text_is_condensed_then_made_smaller(void **state)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        failed += check_case(&cases[i]);
    assert_int_equal(failed, 0);
}

static void a_smaller_size_brings_the_pitch_with_it(void **state)
{
    struct composed composed;
    struct text_fit fit = {ems(4), ems(3), 1000, ems(0.5)};
    length size;

    composed_open(&composed, "国国国国国国国国国国", &(struct setting){0});
    composed.block = text_fit(composed.arena, &composed.paragraph, &fit, &size, composed.diags);
    assert_non_null(composed.block);
    assert_true(size < EM);
    assert_int_equal(composed.block->pitch, length_scale(composed.paragraph.pitch, size, EM));
    assert_int_equal(composed.block->lines[0].pieces[0].run->size, size);
    composed_close(&composed);
}

/* GL-9: positions include the scale, and so do the advances between them. */
static void condensed_glyphs_stand_closer(void **state)
{
    struct composed composed;
    const struct glyph_run *run;

    composed_open(&composed, "国「国", &(struct setting){.scale = 800});
    composed_run(&composed);
    run = composed.block->lines[0].pieces[0].run;
    assert_int_equal(run->scale, 800);
    assert_int_equal(run->size, EM);
    assert_int_equal(run->glyphs[1].x,
                     ems(0.8 + 0.4 - 0.4)); /* the bracket's glyph begins half an em before its body */
    assert_int_equal(run->glyphs[2].x, ems(0.8 + 0.4 + 0.4));
    composed_close(&composed);
}

/* A missing glyph is told once, not once a try. */
static void messages_are_given_once(void **state)
{
    struct composed composed;
    struct text_fit fit = {ems(3), ems(1.7), 700, EM};
    length size;

    composed_open(&composed, "国国\U0010FFFD国", &(struct setting){0});
    composed.block = text_fit(composed.arena, &composed.paragraph, &fit, &size, composed.diags);
    assert_null(composed.block);
    assert_int_equal(diags_count(composed.diags), 1);
    composed_close(&composed);
}

struct overflow_case {
    const char *text;
    struct setting setting;
    const char *codes;
};

static void what_does_not_fit_is_told(void **state)
{
    static const struct overflow_case rows[] = {
        {"国、国", {.width = 1}, "overflow"},
        {"ABCDEFGH", {.width = 4, .overflow_normal = true}, "overflow"},
        {"ABCDEFGH", {.width = 4}, ""},
        {"国国国", {.width = 2, .single_line = true}, ""},
        {"国国国", {.width = 3, .grid = 0.5}, "grid-overflow"},
        {"国国", {.width = 1, .grid = 1.5}, "grid-overflow grid-overflow"},
    };
    int failed = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct composed composed;
        char *codes;

        composed_open(&composed, rows[i].text, &rows[i].setting);
        composed_run(&composed);
        codes = composed_codes(&composed);
        failed += differs("LB-20", rows[i].text, "the codes", codes, rows[i].codes);
        free(codes);
        composed_close(&composed);
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_condensed_then_made_smaller),
        cmocka_unit_test(a_smaller_size_brings_the_pitch_with_it),
        cmocka_unit_test(condensed_glyphs_stand_closer),
        cmocka_unit_test(messages_are_given_once),
        cmocka_unit_test(what_does_not_fit_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
