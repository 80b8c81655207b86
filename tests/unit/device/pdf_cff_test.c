/* CIDs from a `CFF ` table, on tables put together by hand (Adobe Technical Note 5176). */
#include "device/pdf_cff.h"

#include "support/cmocka.h"

#include <stdlib.h>
#include <string.h>

/* Header, Name INDEX "a", Top DICT INDEX of the given size: the DICT begins at byte 15. */
#define HEAD(dict_size) 1, 0, 4, 1, 0, 1, 1, 1, 2, 'a', 0, 1, 1, 1, 1 + (dict_size)
#define ROS 139, 139, 139, 12, 30 /* operands 0 0 0 */
#define CHARSET_AT(offset) 28, 0, (offset), 15

static const unsigned char format_0[] = {HEAD(9), ROS, CHARSET_AT(24), 0, 0, 5, 1, 0, 0, 9};
static const unsigned char format_1[] = {HEAD(9), ROS, CHARSET_AT(24), 1, 0, 5, 1, 0, 9, 0};
static const unsigned char format_2[] = {HEAD(9), ROS, CHARSET_AT(24), 2, 0, 5, 0, 2};
static const unsigned char not_keyed[] = {HEAD(4), CHARSET_AT(24)};
static const unsigned char with_real[] = {HEAD(13), 30, 0x1A, 0x5F, 139, ROS, CHARSET_AT(28), 2, 0, 7, 0, 9};

static void expect_cids(const unsigned char *table, size_t size, const uint16_t expected[4])
{
    uint16_t cids[4];

    assert_true(pdf_cff_cids(table, size, cids, 4));
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(cids[i], expected[i]);
}

static void a_charset_may_list_or_give_ranges(void **state)
{
    expect_cids(format_0, sizeof format_0, (uint16_t[]){0, 5, 256, 9});
    expect_cids(format_1, sizeof format_1, (uint16_t[]){0, 5, 6, 9});
    expect_cids(format_2, sizeof format_2, (uint16_t[]){0, 5, 6, 7});
}

static void a_font_without_cids_is_drawn_by_glyph_ids(void **state)
{
    expect_cids(not_keyed, sizeof not_keyed, (uint16_t[]){0, 1, 2, 3});
}

static void real_numbers_are_passed_over(void **state)
{
    expect_cids(with_real, sizeof with_real, (uint16_t[]){0, 7, 8, 9});
}

static void a_table_cut_short_anywhere_is_refused(void **state)
{
    uint16_t cids[4];

    for (size_t size = 0; size < sizeof format_0; size++) {
        unsigned char *cut = malloc(size > 0 ? size : 1); /* so that a sanitizer sees reads past the end */
        memcpy(cut, format_0, size);
        assert_false(pdf_cff_cids(cut, size, cids, 4));
        free(cut);
    }
}

static void no_single_damaged_byte_does_harm(void **state)
{
    unsigned char table[sizeof format_1];
    uint16_t cids[4];

    for (size_t i = 0; i < sizeof table; i++)
        for (unsigned value = 0; value < 256; value++) {
            memcpy(table, format_1, sizeof table);
            table[i] = (unsigned char)value;
            pdf_cff_cids(table, sizeof table, cids, 4); /* either answer; no read outside, no endless loop */
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_charset_may_list_or_give_ranges),
        cmocka_unit_test(a_font_without_cids_is_drawn_by_glyph_ids),
        cmocka_unit_test(real_numbers_are_passed_over),
        cmocka_unit_test(a_table_cut_short_anywhere_is_refused),
        cmocka_unit_test(no_single_damaged_byte_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
