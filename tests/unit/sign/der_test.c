/* DER: one form for each value, and every other refused. */
#include "support/cmocka.h"

#include "sign/der.h"

#define EXPECT(is_canonical, ...)                                               \
    do {                                                                        \
        const unsigned char bytes[] = {__VA_ARGS__};                            \
        assert_int_equal(der_is_canonical(bytes, sizeof(bytes)), is_canonical); \
    } while (0)

static void lengths_are_as_short_as_can_be(void **state)
{
    EXPECT(true, 0x04, 0x01, 0xAA);
    EXPECT(false, 0x04, 0x81, 0x01, 0xAA);
    EXPECT(false, 0x04, 0x82, 0x00, 0x01, 0xAA);
    EXPECT(false, 0x24, 0x80, 0x04, 0x01, 0xAA, 0x00, 0x00);
    EXPECT(false, 0x04, 0x02, 0xAA);
    EXPECT(false, 0x04, 0x01, 0xAA, 0x00);
    EXPECT(false, 0x04);
    EXPECT(false, 0x04, 0x84, 0xFF, 0xFF, 0xFF, 0xFF);
}

static void flags_and_numbers_have_one_form(void **state)
{
    EXPECT(true, 0x01, 0x01, 0xFF);
    EXPECT(false, 0x01, 0x01, 0x01);
    EXPECT(true, 0x02, 0x01, 0x00);
    EXPECT(true, 0x02, 0x02, 0x00, 0x80);
    EXPECT(false, 0x02, 0x02, 0x00, 0x7F);
    EXPECT(false, 0x02, 0x02, 0xFF, 0x80);
    EXPECT(false, 0x02, 0x00);
    EXPECT(true, 0x03, 0x02, 0x04, 0xF0);
    EXPECT(false, 0x03, 0x02, 0x04, 0xF8);
    EXPECT(false, 0x03, 0x01, 0x01);
}

static void sets_ascend_and_sequences_need_not(void **state)
{
    EXPECT(true, 0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02);
    EXPECT(false, 0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01);
    EXPECT(true, 0x30, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01);
    EXPECT(false, 0x30, 0x05, 0x31, 0x03, 0x02, 0x02, 0x01);
}

static void depth_is_bounded(void **state)
{
    unsigned char bytes[124];

    for (size_t i = 0; i < sizeof(bytes); i += 2) {
        bytes[i] = 0x30;
        bytes[i + 1] = (unsigned char)(sizeof(bytes) - i - 2);
    }
    assert_true(der_is_canonical(bytes, sizeof(bytes)));
    unsigned char deep[202];
    for (size_t i = 0; i < 27; i++) { /* lengths above 127 take two bytes */
        deep[3 * i] = 0x30;
        deep[3 * i + 1] = 0x81;
        deep[3 * i + 2] = (unsigned char)(sizeof(deep) - 3 * i - 3);
    }
    for (size_t i = 81; i + 1 < sizeof(deep); i += 2) {
        deep[i] = 0x30;
        deep[i + 1] = (unsigned char)(sizeof(deep) - i - 2);
    }
    assert_false(der_is_canonical(deep, sizeof(deep)));
}

static void elements_are_walked(void **state)
{
    static const unsigned char bytes[] = {0x02, 0x01, 0x05, 0x04, 0x02, 0xAA, 0xBB};
    const unsigned char *at = bytes, *end = bytes + sizeof(bytes);
    struct der element;

    assert_false(der_take(&at, end, 0x04, &element));
    assert_ptr_equal(at, bytes);
    assert_true(der_take(&at, end, 0x02, &element));
    assert_int_equal(element.whole, 3);
    assert_true(der_next(&at, end, &element));
    assert_int_equal(element.tag, 0x04);
    assert_int_equal(element.size, 2);
    assert_int_equal(element.contents[1], 0xBB);
    assert_ptr_equal(at, end);
    assert_false(der_next(&at, end, &element));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_are_as_short_as_can_be),
        cmocka_unit_test(flags_and_numbers_have_one_form),
        cmocka_unit_test(sets_ascend_and_sequences_need_not),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(elements_are_walked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
