/* The parts an archive has beside any other PDF, one by one. Whole files are judged by tests/archive/. */
#include "device/pdf_attachments.h"
#include "device/pdf_date.h"
#include "device/pdf_output_intent.h"
#include "device/pdf_tags.h"
#include "device/pdf_xmp.h"
#include "unit/device/sample.h"

#include "support/cmocka.h"

#include <libdeflate.h>
#include <stdlib.h>

/* --- dates --- */

static void expect_date(int64_t date, const char *string, const char *iso)
{
    struct arena *arena = arena_open();

    assert_string_equal(pdf_date_string(arena, date), string);
    assert_string_equal(pdf_date_iso(arena, date), iso);
    arena_close(arena);
}

static void dates_are_written_in_both_forms(void **state)
{
    expect_date(0, "(D:19700101000000Z)", "1970-01-01T00:00:00Z");
    expect_date(1700000000, "(D:20231114221320Z)", "2023-11-14T22:13:20Z");
    expect_date(951782400, "(D:20000229000000Z)", "2000-02-29T00:00:00Z");
    expect_date(951868800, "(D:20000301000000Z)", "2000-03-01T00:00:00Z");
    expect_date(-1, "(D:19691231235959Z)", "1969-12-31T23:59:59Z");
}

/* --- metadata --- */

static struct sink xmp_of(const char *title, const struct device_options *options)
{
    struct document *document = document_open("form", title, "ja");
    struct sink sink = {0};

    pdf_put_xmp(&sink, document, options);
    sink_put_char(&sink, '\0');
    document_close(document);
    return sink;
}

static void a_title_is_text_also_with_signs_of_xml(void **state)
{
    struct sink sink = xmp_of("<A&B>\x01\xE6\xA7\x98", &sample_options);

    assert_non_null(strstr(sink.bytes, ">&lt;A&amp;B&gt;\xE6\xA7\x98</rdf:li>"));
    sink_close(&sink);
}

static void without_a_date_none_is_written(void **state)
{
    struct device_options options = sample_options;
    struct sink sink = xmp_of("title", &options);

    assert_null(strstr(sink.bytes, "CreateDate"));
    sink_close(&sink);
    options.date = 0;
    sink = xmp_of("title", &options);
    assert_non_null(strstr(sink.bytes, "<xmp:CreateDate>1970-01-01T00:00:00Z</xmp:CreateDate>"));
    sink_close(&sink);
}

static void the_part_follows_from_the_attachments(void **state)
{
    struct device_options options = sample_options;
    struct sink sink = xmp_of("title", &options);

    assert_non_null(strstr(sink.bytes, "<pdfaid:part>3<"));
    sink_close(&sink);
    options.without_attachments = true;
    sink = xmp_of("title", &options);
    assert_non_null(strstr(sink.bytes, "<pdfaid:part>2<"));
    sink_close(&sink);
}

/* --- the profile of sRGB --- */

static uint32_t word_at(const struct sink *sink, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)sink->bytes + at;

    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static uint32_t tag_at(const struct sink *sink, const char *name)
{
    for (uint32_t i = 0; i < word_at(sink, 128); i++)
        if (memcmp(sink->bytes + 132 + 12 * i, name, 4) == 0)
            return word_at(sink, 132 + 12 * i + 4);
    return 0;
}

static void the_profile_is_one_of_a_display_of_rgb(void **state)
{
    struct sink sink = {0};

    pdf_put_srgb_profile(&sink);
    assert_int_equal(sink.size, 480);
    assert_int_equal(word_at(&sink, 0), sink.size);
    assert_memory_equal(sink.bytes + 12, "mntrRGB XYZ ", 12);
    assert_memory_equal(sink.bytes + 36, "acsp", 4);
    sink_close(&sink);
}

/* The three primaries together are white, D50, to a four-thousandth. */
static void red_green_and_blue_make_white(void **state)
{
    struct sink sink = {0};

    pdf_put_srgb_profile(&sink);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t sum = word_at(&sink, tag_at(&sink, "rXYZ") + 8 + 4 * i) +
                       word_at(&sink, tag_at(&sink, "gXYZ") + 8 + 4 * i) +
                       word_at(&sink, tag_at(&sink, "bXYZ") + 8 + 4 * i);
        assert_true(llabs((int64_t)sum - word_at(&sink, tag_at(&sink, "wtpt") + 8 + 4 * i)) <= 16);
    }
    assert_int_equal(tag_at(&sink, "rTRC"), tag_at(&sink, "bTRC"));
    sink_close(&sink);
}

/* --- attachments --- */

static const char *attach(struct pdf_file *file, const struct device_options *options, struct pdf_digest *digest)
{
    assert_true(pdf_file_open(file, arena_open()));
    return pdf_attachments_add(file, options, digest);
}

static void end(struct pdf_file *file)
{
    struct arena *arena = file->arena;

    pdf_file_close(file);
    arena_close(arena);
}

static void names_are_sorted_and_files_keep_their_order(void **state)
{
    const struct device_attachment attachments[] = {
        {"b.json", "application/json", "Data", "data", "{}", 2},
        {"b", "text/plain", "Source", "text", "x", 1},
        {"資料.txt", "text/plain", "Source", "text", "y", 1},
    };
    struct device_options options = sample_options;
    struct pdf_digest digest = {0}, none = {0};
    struct pdf_file file;

    options.attachments = attachments;
    options.attachment_count = 3;
    const char *entries = attach(&file, &options, &digest);
    const char *names = strstr(entries, "/Names[");
    assert_non_null(names);
    assert_true(strstr(names, "(b)") < strstr(names, "(b.json)"));
    assert_true(strstr(names, "(b.json)") < strstr(names, "<FEFF"));
    assert_memory_not_equal(&digest, &none, sizeof(digest));
    end(&file);

    options.without_attachments = true;
    assert_string_equal(attach(&file, &options, &digest), "");
    end(&file);
}

/* --- tags --- */

static struct pdf_tags open_tags(struct document *document)
{
    struct pdf_tags tags;

    pdf_tags_open(&tags, document, document->arena);
    pdf_tags_begin_page(&tags, 0);
    return tags;
}

static void expect_begin(struct pdf_tags *tags, const struct mark *mark, const char *expected)
{
    struct sink sink = {0};

    pdf_tags_put_begin(tags, &sink, mark);
    sink_put_char(&sink, '\0');
    assert_string_equal(sink.bytes, expected);
    sink_close(&sink);
}

static void sequences_are_counted_page_by_page(void **state)
{
    struct document *document = document_open("form", "title", "ja");
    struct mark mark = {.kind = MARK_RULE, .element = document_add_element(document, ELEMENT_ROOT, ROLE_PARAGRAPH)};
    struct pdf_tags tags = open_tags(document);

    expect_begin(&tags, &mark, "/P<</MCID 0>>BDC\n");
    expect_begin(&tags, &mark, "/P<</MCID 1>>BDC\n");
    pdf_tags_begin_page(&tags, 1);
    expect_begin(&tags, &mark, "/P<</MCID 0>>BDC\n");
    document_close(document);
}

static void artifacts_say_where_they_run(void **state)
{
    struct document *document = document_open("form", "title", "ja");
    struct mark mark = {.kind = MARK_RULE, .element = ELEMENT_ARTIFACT};
    struct pdf_tags tags = open_tags(document);

    expect_begin(&tags, &mark, "/Artifact BMC\n");
    mark.artifact = ARTIFACT_FOOTER;
    expect_begin(&tags, &mark, "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n");
    document_close(document);
}

static void a_cell_of_a_table_without_header_cells_is_a_paragraph(void **state)
{
    for (int has_header = 0; has_header < 2; has_header++) {
        struct document *document = document_open("form", "title", "ja");
        element_id table = document_add_element(document, ELEMENT_ROOT, ROLE_TABLE);
        element_id body = document_add_element(document, table, ROLE_TABLE_BODY);
        element_id row = document_add_element(document, body, ROLE_TABLE_ROW);
        struct mark mark = {.kind = MARK_RULE, .element = document_add_element(document, row, ROLE_TABLE_CELL)};

        if (has_header)
            document_add_element(document, row, ROLE_TABLE_HEADER_CELL);
        struct pdf_tags tags = open_tags(document);
        expect_begin(&tags, &mark, has_header ? "/TD<</MCID 0>>BDC\n" : "/P<</MCID 0>>BDC\n");
        document_close(document);
    }
}

static void a_line_of_equals_signs_says_nothing(void **state)
{
    struct glyph_run run = {.text = "==========", .text_size = 10, .count = 10};
    struct mark mark = {.kind = MARK_GLYPHS, .element = ELEMENT_ROOT, .run = &run};

    assert_true(pdf_tags_is_artifact(&mark));
    run.text = "=========1";
    assert_false(pdf_tags_is_artifact(&mark));
    run.text = "==";
    run.text_size = 2;
    assert_false(pdf_tags_is_artifact(&mark));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_written_in_both_forms),
        cmocka_unit_test(a_title_is_text_also_with_signs_of_xml),
        cmocka_unit_test(without_a_date_none_is_written),
        cmocka_unit_test(the_part_follows_from_the_attachments),
        cmocka_unit_test(the_profile_is_one_of_a_display_of_rgb),
        cmocka_unit_test(red_green_and_blue_make_white),
        cmocka_unit_test(names_are_sorted_and_files_keep_their_order),
        cmocka_unit_test(sequences_are_counted_page_by_page),
        cmocka_unit_test(artifacts_say_where_they_run),
        cmocka_unit_test(a_cell_of_a_table_without_header_cells_is_a_paragraph),
        cmocka_unit_test(a_line_of_equals_signs_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
