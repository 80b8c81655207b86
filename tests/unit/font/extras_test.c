#include "font/extras.h"
#include "support/cmocka.h"

#define IPAEX "/usr/share/fonts/opentype/ipaexfont-mincho"

struct opened {
    struct diags *diags;
    struct font_library *library;
    struct font_extras *extras;
};

static struct opened open_extras(void)
{
    static const char *const folders[] = {IPAEX};
    struct font_options options = {.folder = "fonts", .digest_cache = "build/test-font-digests"};
    struct opened opened = {.diags = diags_open()};

    opened.library = font_library_open(&options, opened.diags);
    assert_non_null(opened.library);
    opened.extras = font_extras_open(opened.library, "fonts", folders, 1);
    return opened;
}

static void close_extras(struct opened *opened)
{
    font_extras_close(opened->extras);
    font_library_close(opened->library);
    diags_close(opened->diags);
}

static void fonts_of_the_lock_come_first(void **state)
{
    struct opened opened = open_extras();

    assert_ptr_equal(font_extras_stack(opened.extras, "mincho"), font_library_stack(opened.library, "mincho"));
    close_extras(&opened);
}

static void a_font_has_many_names(void **state)
{
    static const char *const names[] = {"IPAexMincho", "IPAex明朝"};
    struct opened opened = open_extras();

    for (size_t i = 0; i < 2; i++) {
        const struct font_stack *stack = font_extras_stack(opened.extras, names[i]);

        assert_non_null(stack);
        assert_string_equal(stack->faces[0]->postscript, "IPAexMincho");
        assert_ptr_equal(stack, font_extras_stack(opened.extras, names[i]));
    }
    close_extras(&opened);
}

static void the_fallback_faces_step_in(void **state)
{
    struct opened opened = open_extras();
    const struct font_stack *stack = font_extras_stack(opened.extras, "IPAexMincho");
    const struct font_stack *fallback = font_library_stack(opened.library, "fallback");

    assert_int_equal(stack->count, fallback->count + 1);
    assert_ptr_equal(stack->faces[1], fallback->faces[0]);
    close_extras(&opened);
}

static void an_unknown_name_stays_unknown(void **state)
{
    struct opened opened = open_extras();

    assert_null(font_extras_stack(opened.extras, "Nonesuch"));
    assert_null(font_extras_stack(opened.extras, "Nonesuch"));
    assert_null(font_extras_stack(opened.extras, ""));
    close_extras(&opened);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fonts_of_the_lock_come_first),
        cmocka_unit_test(a_font_has_many_names),
        cmocka_unit_test(the_fallback_faces_step_in),
        cmocka_unit_test(an_unknown_name_stays_unknown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
