#include "text/inspect.h"

#include "unit/text/composed.h"

/* Two spans of unequal size: the gap between the last cluster of the one and the first of the other. */
struct size_case {
    const char *rule;
    const char *before, *after;
    double before_size, after_size; /* [em] of the paragraph */
    double gap;
};

/* clang-format off */
static const struct size_case sizes[] = {
    {"SP-5", "国", "「", 1, 2, 1},      /* the bracket's own half em */
    {"SP-5", "国", "「", 2, 1, 0.5},
    {"SP-5", "」", "国", 1, 2, 0.5},
    {"SP-5", "、", "国", 2, 1, 1},
    {"SP-5", "・", "「", 1, 2, 0.25},
    {"SP-5", "国", "・", 1, 2, 0.5},
    {"SP-5", "・", "・", 1, 2, 0.75},    /* a quarter of each */
    {"SP-5", "国", "A", 1, 2, 0.25},     /* the Japanese side's */
    {"SP-5", "国", "A", 2, 1, 0.5},
    {"SP-5", "A", "国", 1, 2, 0.5},
    {"SP-5", "国", "国", 1, 2, 0},
};
/* clang-format on */

static int check_sizes(struct composed *composed, const struct size_case *row)
{
    struct text_style first = composed->style, second = composed->style;
    struct text_span spans[] = {
        {.style = &first, .bytes = row->before, .size = strlen(row->before)},
        {.style = &second, .bytes = row->after, .size = strlen(row->after)},
    };
    struct text_paragraph paragraph = composed->paragraph;
    const struct text_inspected_cluster *clusters;
    const struct text_inspection *inspection;
    length gap;

    first.size = ems(row->before_size);
    second.size = ems(row->after_size);
    paragraph.spans = spans;
    paragraph.count = 2;
    inspection = text_inspect(composed->arena, &paragraph, LENGTH_MAX, composed->diags);
    assert_non_null(inspection);
    assert_int_equal(inspection->lines[0].count, 2);
    clusters = inspection->lines[0].clusters;
    gap = clusters[1].x - clusters[0].x - clusters[0].advance;
    if (labs((long)(gap - ems(row->gap))) <= 1)
        return 0;
    fprintf(stderr, "%s: %s%s: the gap is %f em, not %f\n", row->rule, row->before, row->after,
            (double)gap / (double)EM, row->gap);
    return 1;
}

static void the_owner_of_a_gap_measures_it(void **state)
{
    struct composed composed;
    int failed = 0;

    composed_open(&composed, "", &(struct setting){.font = "mincho"});
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        failed += check_sizes(&composed, &sizes[i]);
    assert_int_equal(failed, 0);
    composed_close(&composed);
}

/* What is told agrees with what is set. */
static void inspection_is_composition(void **state)
{
    const struct text_inspection *inspection;
    struct composed composed;

    composed_open(&composed, "報告書は、次の「様式」による。\n以上 ", &(struct setting){.width = 8});
    composed_run(&composed);
    inspection = text_inspect(composed.arena, &composed.paragraph, composed.width, composed.diags);
    assert_non_null(inspection);
    assert_int_equal(inspection->block->count, composed.block->count);
    for (size_t i = 0; i < composed.block->count; i++) {
        assert_int_equal(inspection->block->lines[i].start, composed.block->lines[i].start);
        assert_int_equal(inspection->block->lines[i].advance, composed.block->lines[i].advance);
        assert_int_equal(inspection->lines[i].clusters[0].x, composed.block->lines[i].pieces[0].x);
    }
    composed_close(&composed);
}

static void lines_tell_offsets_without_the_newline(void **state)
{
    const struct text_inspection *inspection;
    struct composed composed;

    composed_open(&composed, "国国  国\r\n国", &(struct setting){.width = 2});
    inspection = text_inspect(composed.arena, &composed.paragraph, composed.width, composed.diags);
    assert_int_equal(inspection->block->count, 3);
    assert_int_equal(inspection->lines[0].end, 4);      /* with the spaces the wrap swallows */
    assert_int_equal(inspection->lines[0].byte_end, 6); /* without */
    assert_int_equal(inspection->lines[1].end, 5);
    assert_int_equal(inspection->lines[2].start, 7);
    composed_close(&composed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_owner_of_a_gap_measures_it),
        cmocka_unit_test(inspection_is_composition),
        cmocka_unit_test(lines_tell_offsets_without_the_newline),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
