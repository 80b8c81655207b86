/* The display list's builder. */
#include "page/document.h"

#include "support/cmocka.h"

#include <string.h>

#define A4_WIDTH (210 * LENGTH_PER_MM)
#define A4_HEIGHT (297 * LENGTH_PER_MM)

static void a_new_document_has_a_root_and_no_pages(void **state)
{
    struct document *document = document_open("form", "表題", "ja");

    assert_string_equal(document->form, "form");
    assert_string_equal(document->title, "表題");
    assert_string_equal(document->language, "ja");
    assert_int_equal(document->page_count, 0);
    assert_int_equal(document->element_count, 1);
    assert_int_equal(document->elements[ELEMENT_ROOT].role, ROLE_DOCUMENT);
    assert_int_equal(document->elements[ELEMENT_ROOT].parent, ELEMENT_ARTIFACT);
    document_close(document);
}

static void its_texts_are_copies(void **state)
{
    char title[] = "before";
    struct document *document = document_open("form", title, "ja");

    strcpy(title, "after");
    assert_string_equal(document->title, "before");
    document_close(document);
}

static void closing_nothing_is_allowed(void **state)
{
    document_close(NULL);
}

static void pages_keep_their_sizes_and_order(void **state)
{
    struct document *document = document_open("form", "", "ja");

    for (length i = 0; i < 100; i++)
        document_add_page(document, A4_WIDTH + i, A4_HEIGHT);
    assert_int_equal(document->page_count, 100);
    for (length i = 0; i < 100; i++)
        assert_int_equal(document->pages[i].width, A4_WIDTH + i);
    document_close(document);
}

static void marks_stay_in_drawing_order_on_their_pages(void **state)
{
    struct document *document = document_open("form", "", "ja");

    document_add_page(document, A4_WIDTH, A4_HEIGHT);
    document_add_page(document, A4_WIDTH, A4_HEIGHT);
    for (length i = 0; i < 1000; i++)
        document_add_mark(document, (size_t)(i % 2), MARK_FILL)->x = i;
    assert_int_equal(document->mark_count, 1000);
    assert_int_equal(document->pages[0].count, 500);
    for (size_t i = 0; i < 500; i++)
        assert_int_equal(document->pages[1].marks[i].x, 2 * i + 1);
    document_close(document);
}

static void a_new_mark_is_zero_but_for_its_kind(void **state)
{
    struct document *document = document_open("form", "", "ja");

    document_add_page(document, A4_WIDTH, A4_HEIGHT);
    const struct mark *mark = document_add_mark(document, 0, MARK_RULE);
    assert_int_equal(mark->kind, MARK_RULE);
    assert_int_equal(mark->color, 0);
    assert_int_equal(mark->rule.weight, 0);
    assert_null(mark->pointer);
    document_close(document);
}

static void elements_get_ids_in_the_order_of_creation_and_spans_of_one(void **state)
{
    struct document *document = document_open("form", "", "ja");
    element_id table = document_add_element(document, ELEMENT_ROOT, ROLE_TABLE);
    element_id row = document_add_element(document, table, ROLE_TABLE_ROW);

    assert_true(table > ELEMENT_ROOT && row > table);
    assert_int_equal(document->elements[row].parent, table);
    assert_int_equal(document->elements[row].row_span, 1);
    assert_int_equal(document->elements[row].column_span, 1);
    assert_int_equal(document->elements[row].scope, SCOPE_NONE);
    document_close(document);
}

static void every_role_has_a_name_of_its_own(void **state)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_non_null(role_name((enum role)i));
        for (int k = 0; k < i; k++)
            assert_string_not_equal(role_name((enum role)i), role_name((enum role)k));
    }
    assert_string_equal(role_name(ROLE_TABLE_HEADER_CELL), "TH");
}

/* A document of one page with a heading, its text and a rule. */
static struct document *small_document(const char *language)
{
    struct document *document = document_open("form", "", language);
    element_id heading = document_add_element(document, ELEMENT_ROOT, ROLE_HEADING);
    element_id span = document_add_element(document, heading, ROLE_SPAN);

    document_add_page(document, A4_WIDTH, A4_HEIGHT);
    document_add_mark(document, 0, MARK_FILL)->element = span;
    document_add_mark(document, 0, MARK_RULE)->element = ELEMENT_ARTIFACT;
    return document;
}

static void documents_put_together_keep_their_structure_as_sections(void **state)
{
    struct document *whole = document_open("form", "", "ja");
    struct document *first = small_document("ja"), *second = small_document("en");

    document_append(whole, first);
    document_append(whole, second);
    assert_int_equal(whole->page_count, 2);
    assert_int_equal(whole->mark_count, 4);
    assert_int_equal(whole->element_count, 7);
    for (size_t i = 0; i < 2; i++) {
        element_id section = (element_id)(1 + 3 * i);

        assert_int_equal(whole->elements[section].role, ROLE_SECTION);
        assert_int_equal(whole->elements[section].parent, ELEMENT_ROOT);
        assert_string_equal(whole->elements[section].language, i == 0 ? "ja" : "en");
        assert_int_equal(whole->elements[section + 1].role, ROLE_HEADING);
        assert_int_equal(whole->elements[section + 1].parent, section);
        assert_int_equal(whole->elements[section + 2].parent, section + 1);
        assert_int_equal(whole->pages[i].marks[0].element, section + 2);
        assert_int_equal(whole->pages[i].marks[1].element, ELEMENT_ARTIFACT);
    }
    document_close(whole);
    document_close(first);
    document_close(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_document_has_a_root_and_no_pages),
        cmocka_unit_test(its_texts_are_copies),
        cmocka_unit_test(closing_nothing_is_allowed),
        cmocka_unit_test(documents_put_together_keep_their_structure_as_sections),
        cmocka_unit_test(pages_keep_their_sizes_and_order),
        cmocka_unit_test(marks_stay_in_drawing_order_on_their_pages),
        cmocka_unit_test(a_new_mark_is_zero_but_for_its_kind),
        cmocka_unit_test(elements_get_ids_in_the_order_of_creation_and_spans_of_one),
        cmocka_unit_test(every_role_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
