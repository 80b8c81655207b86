/* Finding a device. */
#include "device/device.h"

#include "support/cmocka.h"

static void devices_are_found_by_name(void **state)
{
    assert_ptr_equal(device_find("pdf"), &device_pdf);
    assert_ptr_equal(device_find("marks"), &device_marks);
    assert_null(device_find("PDF"));
    assert_null(device_find(""));
}

static void devices_are_found_by_the_ending_of_a_file_name(void **state)
{
    assert_ptr_equal(device_find_suffix("out/報告.pdf"), &device_pdf);
    assert_ptr_equal(device_find_suffix("a.pdf.marks"), &device_marks);
    assert_null(device_find_suffix("pdf"));
    assert_null(device_find_suffix("a.docx"));
}

static void every_device_is_complete_and_found_by_its_own_names(void **state)
{
    for (const struct device *const *kind = device_kinds; *kind != NULL; kind++) {
        assert_ptr_equal(device_find((*kind)->name), *kind);
        assert_ptr_equal(device_find_suffix((*kind)->suffix), *kind);
        assert_int_equal((*kind)->prepare == NULL, (*kind)->release == NULL);
        assert_non_null((*kind)->write);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(devices_are_found_by_name),
        cmocka_unit_test(devices_are_found_by_the_ending_of_a_file_name),
        cmocka_unit_test(every_device_is_complete_and_found_by_its_own_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
