#include "font/font.h"
#include "support/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "build/test-fonts"

static struct font_library *open_at(const char *folder, struct diags *diags)
{
    struct font_options options = {.folder = folder, .digest_cache = "build/test-font-digests"};

    return font_library_open(&options, diags);
}

static void the_lock_opens_without_complaint(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_at("fonts", diags);

    assert_non_null(library);
    assert_int_equal(diags_count(diags), 0);
    assert_true(font_library_count(library) >= 4);
    font_library_close(library);
    diags_close(diags);
}

static void a_face_tells_its_metrics(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_at("fonts", diags);
    const struct font_face *face = font_library_stack(library, "gothic")->faces[0];

    assert_string_equal(face->family, "BIZ UDGothic");
    assert_string_equal(face->postscript, "BIZUDGothic-Regular");
    assert_string_equal(face->file, "BIZUDGothic-Regular.ttf");
    assert_int_equal(face->upem, 2048);
    assert_int_equal(face->full_width, 2048);
    assert_int_equal(face->ascender, 1802);
    assert_int_equal(face->descender, -246);
    assert_int_equal(face->cap_height, 1567);
    assert_true(face->bbox[0] < face->bbox[2] && face->bbox[1] < face->bbox[3]);
    assert_true(face->is_glyf);
    assert_false(face->is_serif);
    assert_false(face->has_kerning);
    assert_true(font_library_stack(library, "mincho")->faces[0]->is_serif);
    for (unsigned i = 0; i < font_library_count(library); i++)
        assert_int_equal(font_library_face(library, i)->index, i);
    font_library_close(library);
    diags_close(diags);
}

static void role_family_and_postscript_name_the_same_stack(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_at("fonts", diags);
    const struct font_stack *stack = font_library_stack(library, "mincho");
    size_t count;

    assert_ptr_equal(font_library_stack(library, "BIZ UDMincho"), stack);
    assert_ptr_equal(font_library_stack(library, "BIZUDMincho-Regular"), stack);
    assert_null(font_library_stack(library, "Helvetica"));
    assert_string_equal(stack->faces[1]->family, "IPAmjMincho");
    assert_ptr_equal(font_library_stack(library, "fallback")->faces[0], stack->faces[1]);
    assert_string_equal(font_library_names(library, &count)[0], "gothic");
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(font_library_names(library, &count)[i], font_library_names(library, &count)[k]);
    font_library_close(library);
    diags_close(diags);
}

static void assert_families(const struct font_stack *stack, const char *const *families, size_t count)
{
    assert_int_equal(stack->count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(stack->faces[i]->family, families[i]);
}

static void a_fallback_may_be_for_faces_of_its_kind(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_at("fonts", diags);

    assert_families(font_library_stack(library, "gothic"),
                    (const char *[]){"BIZ UDGothic", "IPAmjMincho", "Noto Sans CJK JP", "Symbola"}, 4);
    assert_families(font_library_stack(library, "mincho"),
                    (const char *[]){"BIZ UDMincho", "IPAmjMincho", "Noto Serif CJK JP", "Symbola"}, 4);
    font_library_close(library);
    diags_close(diags);
}

static void a_face_of_a_collection_has_cff_outlines(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_at("fonts", diags);
    const struct font_face *face = font_library_stack(library, "Noto Sans CJK JP")->faces[0];

    assert_false(face->is_glyf);
    assert_true(face->has_kerning && face->has_palt && face->has_halt);
    assert_int_equal(face->full_width, face->upem);
    assert_int_not_equal(font_face_glyph(face, 0x20BB7, 0), 0);
    font_library_close(library);
    diags_close(diags);
}

static void variants_are_found_in_the_character_map(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_at("fonts", diags);
    const struct font_face *face = font_library_stack(library, "gothic")->faces[0];

    assert_int_not_equal(font_face_glyph(face, 0x6C34, 0), 0);
    assert_int_equal(font_face_glyph(face, 0x20BB7, 0), 0);
    assert_int_not_equal(font_face_glyph(face, 0x845B, 0xE0100), 0);
    assert_int_equal(font_face_glyph(face, 0x845B, 0xE01EF), 0);
    font_library_close(library);
    diags_close(diags);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fputs(text, file) >= 0, true);
    assert_int_equal(fclose(file), 0);
}

/* Opens FOLDER with this lock; the library may be NULL. */
static struct font_library *open_lock(const char *lock, struct diags *diags)
{
    mkdir("build", 0777);
    mkdir(FOLDER, 0777);
    write_file(FOLDER "/fonts.lock", lock);
    return open_at(FOLDER, diags);
}

static void assert_refused(const char *lock, const char *code, const char *part)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_lock(lock, diags);

    assert_null(library);
    assert_true(diags_errors(diags) > 0);
    assert_string_equal(diags_at(diags, 0)->name, code);
    assert_non_null(strstr(diags_at(diags, 0)->english, part));
    diags_close(diags);
}

#define GOTHIC_BUT_DIGEST                                                \
    "font gothic\nfamily BIZ UDGothic\npostscript BIZUDGothic-Regular\n" \
    "file truetype/bizud-gothic/BIZUDGothic-Regular.ttf\npackage p\nsha256 "
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static void a_bad_lock_is_refused(void **state)
{
    assert_refused("", "font-lock-syntax", "no `font`");
    assert_refused("directory /usr/share/fonts\nfamily X\n", "font-lock-syntax", ":2: `family` before");
    assert_refused("font a\ncolour red\n", "font-lock-syntax", ":2: unknown key `colour`");
    assert_refused("font\n", "font-lock-syntax", "`font` has no value");
    assert_refused("font a\nfamily X\n", "font-lock-syntax", "no `postscript`");
    assert_refused("font a\nfor kanji\n", "font-lock-syntax", ":2: `for` is neither");
    assert_refused(GOTHIC_BUT_DIGEST "12\n", "font-lock-syntax", "64 hexadecimal");
    assert_refused(GOTHIC_BUT_DIGEST ZEROS "\n" GOTHIC_BUT_DIGEST ZEROS "\n", "font-lock-syntax", "stands twice");
}

static void more_fonts_than_allowed_are_a_limit(void **state)
{
    struct diags *diags = diags_open();
    struct font_options options = {.folder = "fonts", .fonts_max = 3};

    assert_null(font_library_open(&options, diags));
    assert_string_equal(diags_at(diags, 0)->english, "fonts/fonts.lock:28: more than 3 fonts");
    assert_int_equal(diags_status(diags), 4);
    diags_close(diags);
}

static void a_missing_lock_is_named(void **state)
{
    struct diags *diags = diags_open();

    assert_null(open_at("build/no-such-folder", diags));
    assert_string_equal(diags_at(diags, 0)->name, "file-unreadable");
    diags_close(diags);
}

static void a_missing_font_names_its_package(void **state)
{
    assert_refused("directory /usr/share/fonts\nfont gothic\nfamily No Such\npostscript NoSuch\nfile no.ttf\n"
                   "package fonts-no-such\nsha256 " ZEROS "\n",
                   "font-missing", "fonts-no-such");
}

static void a_changed_font_is_a_warning(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_lock("directory /usr/share/fonts\n" GOTHIC_BUT_DIGEST ZEROS "\n", diags);

    assert_non_null(library);
    assert_int_equal(diags_count(diags), 1);
    assert_int_equal(diags_at(diags, 0)->code, DIAG_FONT_CHANGED);
    assert_int_equal(diags_at(diags, 0)->severity, DIAG_WARNING);
    assert_non_null(strstr(diags_at(diags, 0)->english, "1e190f86ee44"));
    font_library_close(library);
    diags_close(diags);
}

#define FALLBACK_BUT_DIGEST                                       \
    "font fallback\nfamily IPAmjMincho\npostscript IPAmjMincho\n" \
    "file truetype/bizud-mincho/BIZUDMincho-Regular.ttf\npackage p\nsha256 "

/* A document that does not use it is not told. */
static void a_changed_fallback_is_a_warning_when_it_is_used(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_lock("directory /usr/share/fonts\n" FALLBACK_BUT_DIGEST ZEROS "\n", diags);

    assert_non_null(library);
    assert_int_equal(diags_count(diags), 0);
    for (size_t i = 1; i <= 2; i++) {
        assert_true(font_library_check(library, font_library_face(library, 0), diags));
        assert_int_equal(diags_count(diags), i); /* in each document */
        assert_int_equal(diags_at(diags, i - 1)->code, DIAG_FONT_CHANGED);
    }
    assert_int_equal(diags_errors(diags), 0);
    font_library_close(library);
    diags_close(diags);
}

static void a_font_of_the_lock_is_used_without_a_word(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library = open_at("fonts", diags);

    for (size_t i = 0; i < font_library_count(library); i++)
        assert_true(font_library_check(library, font_library_face(library, i), diags));
    assert_int_equal(diags_count(diags), 0);
    font_library_close(library);
    diags_close(diags);
}

static void a_moved_font_is_found_by_name(void **state)
{
    struct diags *diags = diags_open();
    struct font_library *library;

    mkdir("build", 0777);
    mkdir(FOLDER, 0777);
    write_file(FOLDER "/fonts.conf", "<fontconfig><dir>/usr/share/fonts/truetype/bizud-gothic</dir>"
                                     "<cachedir>build/test-fonts/cache</cachedir></fontconfig>\n");
    library = open_lock("directory build\n" GOTHIC_BUT_DIGEST ZEROS "\n", diags);
    assert_non_null(library);
    assert_string_equal(font_library_face(library, 0)->file, "BIZUDGothic-Regular.ttf");
    font_library_close(library);
    diags_close(diags);
    remove(FOLDER "/fonts.conf");
}

static void a_file_that_is_no_font_is_refused(void **state)
{
    mkdir("build", 0777);
    mkdir(FOLDER, 0777);
    write_file(FOLDER "/bad.ttf", "not a font");
    assert_refused("directory .\nfont gothic\nfamily Bad\npostscript Bad\nfile bad.ttf\npackage p\nsha256 " ZEROS "\n",
                   "font-unusable", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lock_opens_without_complaint),
        cmocka_unit_test(a_face_tells_its_metrics),
        cmocka_unit_test(role_family_and_postscript_name_the_same_stack),
        cmocka_unit_test(a_fallback_may_be_for_faces_of_its_kind),
        cmocka_unit_test(a_face_of_a_collection_has_cff_outlines),
        cmocka_unit_test(variants_are_found_in_the_character_map),
        cmocka_unit_test(a_bad_lock_is_refused),
        cmocka_unit_test(more_fonts_than_allowed_are_a_limit),
        cmocka_unit_test(a_missing_lock_is_named),
        cmocka_unit_test(a_missing_font_names_its_package),
        cmocka_unit_test(a_changed_font_is_a_warning),
        cmocka_unit_test(a_changed_fallback_is_a_warning_when_it_is_used),
        cmocka_unit_test(a_font_of_the_lock_is_used_without_a_word),
        cmocka_unit_test(a_moved_font_is_found_by_name),
        cmocka_unit_test(a_file_that_is_no_font_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
