/* Whole PDF files: what must be in them, and that equal documents give equal bytes in every way of making them. */
#include "unit/device/sample.h"

#include "device/pdf_digest.h"

#include "support/cmocka.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static struct font_library *fonts; /* opened once for all tests of this program */

static int open_fonts(void **state)
{
    fonts = sample_fonts();
    return 0;
}

static int close_fonts(void **state)
{
    font_library_close(fonts);
    return 0;
}

#define FORM_TEXT "情報連絡様式 第1報"
#define DATA_TEXT "不審な通信を検知、第2報で連絡 𠮷"

static struct document *make_document(bool is_blank)
{
    struct document *document = document_open("form", "情報連絡様式", "ja");

    document_add_page(document, MM(210), MM(297));
    document_add_page(document, MM(210), MM(297));
    sample_add_text(document, 0, sample_face(fonts, "gothic"), PT(12), FORM_TEXT, MM(20), MM(30));
    sample_add_rule(document, 0, MM(20), MM(40), MM(190), MM(40), PT(1) / 4);
    if (!is_blank) {
        sample_add_text(document, 0, sample_face(fonts, "gothic"), PT(10), DATA_TEXT, MM(20), MM(50));
        sample_add_text(document, 1, sample_face(fonts, "mincho"), PT(10), DATA_TEXT, MM(20), MM(50));
        sample_add_text(document, 1, sample_face(fonts, "fallback"), PT(10), "𠮷", MM(20), MM(60));
    }
    return document;
}

static void *prepare_form(void)
{
    struct diags *diags = diags_open();
    struct document *blank = make_document(true);
    void *prepared = device_pdf.prepare(blank, diags);

    assert_non_null(prepared);
    assert_int_equal(diags_count(diags), 0);
    document_close(blank); /* what was prepared must not lean on it */
    diags_close(diags);
    return prepared;
}

static struct sink write_with(const struct document *document, const void *prepared,
                              const struct device_options *options)
{
    struct diags *diags = diags_open();
    struct sink sink = {0};

    assert_true(device_pdf.write(document, prepared, options, &sink, diags));
    assert_int_equal(diags_count(diags), 0);
    diags_close(diags);
    return sink;
}

static void expect_equal(const struct sink *a, const struct sink *b)
{
    assert_int_equal(a->size, b->size);
    assert_memory_equal(a->bytes, b->bytes, a->size);
}

static const char *find(const struct sink *sink, const char *text)
{
    size_t size = strlen(text);

    for (size_t i = 0; i + size <= sink->size; i++)
        if (memcmp(sink->bytes + i, text, size) == 0)
            return sink->bytes + i;
    return NULL;
}

static int count(const struct sink *sink, const char *text)
{
    int found = 0;

    for (size_t i = 0; i + strlen(text) <= sink->size; i++)
        if (memcmp(sink->bytes + i, text, strlen(text)) == 0)
            found++;
    return found;
}

/* Writes one document with what was prepared for its form. */
static struct sink write_sample(void)
{
    struct document *document = make_document(false);
    void *prepared = prepare_form();
    struct sink sink = write_with(document, prepared, &sample_options);

    device_pdf.release(prepared);
    document_close(document);
    return sink;
}

/* --- the file --- */

static void the_file_has_its_header_and_its_end(void **state)
{
    struct sink sink = write_sample();
    static const char header[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

    assert_memory_equal(sink.bytes, header, strlen(header));
    assert_memory_equal(sink.bytes + sink.size - 6, "%%EOF\n", 6);
    sink_close(&sink);
}

/* ISO 32000-2, 7.5.4: each entry of the table is where "N 0 obj" stands. */
static void the_cross_reference_table_points_at_the_objects(void **state)
{
    struct sink sink = write_sample();
    sink_put_char(&sink, '\0');
    const char *table = sink.bytes + strtol(find(&sink, "startxref\n") + 10, NULL, 10);
    long size = strtol(table + strlen("xref\n0 "), (char **)(uintptr_t)&table, 10);
    const char *entry = table + 1;

    assert_true(size > 10);
    for (long number = 1; number < size; number++) {
        char expected[32];
        snprintf(expected, sizeof expected, "%ld 0 obj\n", number);
        const char *object = sink.bytes + strtol(entry + 20 * number, NULL, 10);
        assert_memory_equal(object, expected, strlen(expected));
    }
    sink_close(&sink);
}

static void metadata_come_from_the_document_and_the_options(void **state)
{
    struct sink sink = write_sample();

    assert_non_null(find(&sink, "/Title<FEFF60C5583190237D6169D85F0F>/Producer(todoke test)"));
    assert_non_null(find(&sink, "/Lang(ja)/ViewerPreferences<</DisplayDocTitle true>>"));
    assert_null(find(&sink, "/CreationDate"));
    assert_null(find(&sink, "Haru"));
    assert_int_equal(count(&sink, "/MediaBox[0 0 595.276 841.89]"), 2);
    assert_non_null(find(&sink, "/Count 2"));
    sink_close(&sink);
}

static void expect_date(int64_t date, const char *expected)
{
    struct document *document = make_document(true);
    struct device_options options = {.producer = "todoke test", .date = date};
    struct sink sink = write_with(document, NULL, &options);

    assert_non_null(find(&sink, expected));
    sink_close(&sink);
    document_close(document);
}

static void dates_are_right_also_on_leap_days_and_before_1970(void **state)
{
    expect_date(0, "/CreationDate(D:19700101000000Z)");
    expect_date(951782399, "/CreationDate(D:20000228235959Z)");
    expect_date(951782400, "/CreationDate(D:20000229000000Z)");
    expect_date(1735689599, "/CreationDate(D:20241231235959Z)");
    expect_date(-1, "/CreationDate(D:19691231235959Z)");
    expect_date(4107542400, "/CreationDate(D:21000301000000Z)");
}

/* --- fonts --- */

static void the_forms_glyphs_and_the_documents_are_in_fonts_of_their_own(void **state)
{
    struct sink sink = write_sample();

    assert_int_equal(count(&sink, "/Subtype/Type0"), 4); /* Gothic twice, Mincho, fallback */
    assert_int_equal(count(&sink, "+BIZUDGothic-Regular/Encoding/Identity-H"), 2);
    assert_non_null(find(&sink, "/Font<</F1 "));
    assert_non_null(find(&sink, "/D1 "));
    assert_non_null(find(&sink, "/D2 "));
    assert_null(find(&sink, "/F2 "));
    sink_close(&sink);
}

static void without_a_prepared_form_all_is_the_documents_own(void **state)
{
    struct document *document = make_document(true);
    struct sink sink = write_with(document, NULL, &sample_options);

    assert_int_equal(count(&sink, "/Subtype/Type0"), 1);
    assert_null(find(&sink, "/F1 "));
    sink_close(&sink);
    document_close(document);
}

static void a_forms_font_that_is_not_drawn_with_is_left_out(void **state)
{
    struct document *document = document_open("form", "", "ja");
    void *prepared = prepare_form();

    document_add_page(document, MM(210), MM(297));
    sample_add_text(document, 0, sample_face(fonts, "gothic"), PT(10), "別", MM(20), MM(50));
    struct sink sink = write_with(document, prepared, &sample_options);
    assert_int_equal(count(&sink, "/Subtype/Type0"), 1);

    sink_close(&sink);
    device_pdf.release(prepared);
    document_close(document);
}

static void a_document_without_text_has_no_fonts(void **state)
{
    struct document *document = document_open("form", "", "ja");

    document_add_page(document, MM(210), MM(297));
    struct sink sink = write_with(document, NULL, &sample_options);
    assert_non_null(find(&sink, "/Font<<>>"));
    sink_close(&sink);
    document_close(document);
}

/* The decompressed stream of the object that begins at `object`. */
static struct sink inflate(const char *object)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    const char *start = strstr(object, "stream\r\n") + strlen("stream\r\n");
    struct sink sink = {0};
    size_t read;

    char *room = sink_reserve(&sink, 1 << 20);
    assert_int_equal(libdeflate_zlib_decompress_ex(decompressor, start, 1 << 20, room, 1 << 20, &read, &sink.size), 0);
    libdeflate_free_decompressor(decompressor);
    return sink;
}

static void the_embedded_program_has_the_length_it_states(void **state)
{
    struct sink sink = write_sample();
    const char *length1 = find(&sink, "/Length1 ");

    assert_non_null(length1);
    struct sink program = inflate(length1);
    assert_int_equal(program.size, strtol(length1 + strlen("/Length1 "), NULL, 10));
    assert_memory_equal(program.bytes, "\0\1\0\0", 4);
    sink_close(&program);
    sink_close(&sink);
}

/* --- failure --- */

static void a_face_that_cannot_be_subset_is_an_error(void **state)
{
    struct diags *diags = diags_open();
    struct document *document = document_open("form", "", "ja");
    hb_face_t *empty = hb_face_builder_create();
    hb_face_set_glyph_count(empty, 10);
    struct font_face face = {.postscript = "Broken", .hb_face = empty, .hb_font = hb_font_create(empty), .upem = 1000};
    struct glyph glyph = {.id = 1, .end = 1};
    struct glyph_run run = {
        .face = &face, .size = PT(10), .scale = 1000, .text = "a", .text_size = 1, .count = 1, .glyphs = &glyph};
    struct sink sink = {0};

    document_add_page(document, MM(210), MM(297));
    sample_add_run(document, 0, &run, 0, 0);
    assert_false(device_pdf.write(document, NULL, &sample_options, &sink, diags));
    assert_null(device_pdf.prepare(document, diags));
    assert_int_equal(diags_errors(diags), 2);
    assert_int_equal(diags_at(diags, 0)->code, DIAG_DEVICE_FAILED);
    assert_string_equal(diags_at(diags, 0)->english, "cannot make the PDF: HarfBuzz: Broken");
    assert_int_equal(sink.size, 0);

    hb_font_destroy(face.hb_font);
    hb_face_destroy(empty);
    document_close(document);
    diags_close(diags);
}

/* --- equal bytes --- */

static void two_runs_give_equal_bytes(void **state)
{
    struct sink first = write_sample();
    struct sink second = write_sample();

    expect_equal(&first, &second);
    sink_close(&first);
    sink_close(&second);
}

static void other_content_gives_another_identifier(void **state)
{
    struct document *one = make_document(true);
    struct document *other = make_document(false);
    struct sink first = write_with(one, NULL, &sample_options);
    struct sink second = write_with(other, NULL, &sample_options);

    assert_memory_not_equal(find(&first, "/ID[<"), find(&second, "/ID[<"), strlen("/ID[<") + 32);
    sink_close(&first);
    sink_close(&second);
    document_close(one);
    document_close(other);
}

static void output_is_appended(void **state)
{
    struct document *document = make_document(true);
    struct sink alone = write_with(document, NULL, &sample_options);
    struct sink sink = {0};

    sink_put_string(&sink, "before");
    assert_true(device_pdf.write(document, NULL, &sample_options, &sink, NULL));
    assert_int_equal(sink.size, alone.size + 6);
    assert_memory_equal(sink.bytes + 6, alone.bytes, alone.size);
    sink_close(&sink);
    sink_close(&alone);
    document_close(document);
}

struct job {
    const struct document *document;
    const void *prepared;
    const struct sink *expected;
    bool is_equal;
};

static void *write_often(void *given)
{
    struct job *job = given;

    job->is_equal = true;
    for (int i = 0; i < 20; i++) {
        struct sink sink = {0};
        bool is_written = device_pdf.write(job->document, job->prepared, &sample_options, &sink, NULL);
        job->is_equal &=
            is_written && sink.size == job->expected->size && memcmp(sink.bytes, job->expected->bytes, sink.size) == 0;
        sink_close(&sink);
    }
    return NULL;
}

#define THREADS 4

static void threads_that_share_faces_and_form_give_equal_bytes(void **state)
{
    struct document *document = make_document(false);
    void *prepared = prepare_form();
    struct sink expected = write_with(document, prepared, &sample_options);
    struct job jobs[THREADS];
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (struct job){.document = document, .prepared = prepared, .expected = &expected};
        assert_int_equal(pthread_create(&threads[i], NULL, write_often, &jobs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(jobs[i].is_equal);
    }
    sink_close(&expected);
    device_pdf.release(prepared);
    document_close(document);
}

/* --- the digest behind names and identifiers --- */

static void the_digest_never_changes(void **state)
{
    struct pdf_digest digest = {0};

    /* MurmurHash3_x64_128 of this text with seed 0: published as e34bbc7b bc071b6c 7a433ca9 c49a9347. */
    static const char text[] = "The quick brown fox jumps over the lazy dog";
    pdf_digest_add(&digest, text, strlen(text));
    assert_true(digest.high == UINT64_C(0xe34bbc7bbc071b6c));
    assert_true(digest.low == UINT64_C(0x7a433ca9c49a9347));
}

static void every_byte_and_every_boundary_counts_in_the_digest(void **state)
{
    unsigned char bytes[40] = {0};

    for (size_t size = 1; size < sizeof bytes; size++) {
        struct pdf_digest whole = {0}, changed = {0}, split = {0};
        pdf_digest_add(&whole, bytes, size + 1);
        bytes[size] = 1;
        pdf_digest_add(&changed, bytes, size + 1);
        bytes[size] = 0;
        pdf_digest_add(&split, bytes, size);
        pdf_digest_add(&split, bytes + size, 1);
        assert_true(whole.high != changed.high && whole.high != split.high);
    }
}

/* ISO 32000-2, table 124: a bare CFF table, CIDs as they are in the face, under a Type0 font named after both. */
static void a_cff_face_of_a_collection_is_embedded_as_cid_type_0c(void **state)
{
    struct document *document = document_open("form", "t", "ja");
    struct sink sink;

    document_add_page(document, MM(210), MM(297));
    sample_add_text(document, 0, sample_face(fonts, "Noto Sans CJK JP"), PT(10), "情報𠮷、A", MM(20), MM(30));
    sample_add_text(document, 0, sample_face(fonts, "Noto Serif CJK JP"), PT(10), "情報𠮷、A", MM(20), MM(40));
    sink = write_with(document, NULL, &sample_options);
    assert_int_equal(count(&sink, "/Subtype/CIDFontType0C"), 2);
    assert_int_equal(count(&sink, "/FontFile3 "), 2);
    assert_int_equal(count(&sink, "/Subtype/CIDFontType0/"), 2);
    assert_non_null(find(&sink, "+NotoSansCJKjp-Regular-Identity-H/"));
    assert_non_null(find(&sink, "+NotoSerifCJKjp-Regular-Identity-H/"));
    assert_null(find(&sink, "/CIDToGIDMap"));
    assert_true(sink.size < 20000); /* of 46 MB */
    sink_close(&sink);
    document_close(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_has_its_header_and_its_end),
        cmocka_unit_test(the_cross_reference_table_points_at_the_objects),
        cmocka_unit_test(metadata_come_from_the_document_and_the_options),
        cmocka_unit_test(dates_are_right_also_on_leap_days_and_before_1970),
        cmocka_unit_test(the_forms_glyphs_and_the_documents_are_in_fonts_of_their_own),
        cmocka_unit_test(without_a_prepared_form_all_is_the_documents_own),
        cmocka_unit_test(a_forms_font_that_is_not_drawn_with_is_left_out),
        cmocka_unit_test(a_document_without_text_has_no_fonts),
        cmocka_unit_test(the_embedded_program_has_the_length_it_states),
        cmocka_unit_test(a_face_that_cannot_be_subset_is_an_error),
        cmocka_unit_test(two_runs_give_equal_bytes),
        cmocka_unit_test(other_content_gives_another_identifier),
        cmocka_unit_test(output_is_appended),
        cmocka_unit_test(threads_that_share_faces_and_form_give_equal_bytes),
        cmocka_unit_test(the_digest_never_changes),
        cmocka_unit_test(every_byte_and_every_boundary_counts_in_the_digest),
        cmocka_unit_test(a_cff_face_of_a_collection_is_embedded_as_cid_type_0c),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
