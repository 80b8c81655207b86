/* Reading PDF files: what is in them, and that what is not right is refused with its place. */
#include "unit/pdf/made.h"

#include <libdeflate.h>
#include <stdlib.h>

/* --- values --- */

/* The value as object 5 of a small file, written again; NULL: refused. */
static const char *written(struct made *made, const char *text)
{
    struct sink sink = {0};

    made_begin(made);
    made_put(made, 1, "<</Type/Catalog>>");
    made_put(made, 5, text);
    made_put_xref(made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(made);
    if (pdf == NULL)
        return NULL;
    pdf_write_value(pdf_numbered(pdf, 5), &sink);
    const char *copy = arena_copy(made->arena, sink.bytes, sink.size);
    sink_close(&sink);
    return copy;
}

static void expect_written(const char *text, const char *expected)
{
    struct made made;
    const char *got = written(&made, text);

    assert_non_null(got);
    assert_string_equal(got, expected);
    made_end(&made);
}

static void values_of_every_kind_are_read(void **state)
{
    expect_written("null", "null");
    expect_written("[true false]", "[true false]");
    expect_written("[+17 -0 0 -98]", "[17 0 0 -98]");
    expect_written("[34.5 -3.62 4. -.002 +.5]", "[34.5 -3.62 4. -.002 +.5]");
    expect_written("[1 2 R 3 0 R/R]", "[1 2 R 3 0 R /R]");
    expect_written("<</B 1/A<</C[]>>>>", "<</A <</C []>>/B 1>>");
    expect_written("[/A#42/#2f /a.b ]", "[/AB /#2f /a.b]");
    expect_written("[% comment )\n1%x\r2]", "[1 2]");
}

static void strings_are_decoded(void **state)
{
    expect_written("(a(b)c\\)\\\\)", "<61286229"
                                     "63295c>");
    expect_written("(\\n\\r\\t\\b\\f\\q\\101\\0601\\5)", "<0a0d09080c7141303105>");
    expect_written("(a\\\nb\\\r\nc\rd\r\ne)", "<6162630a640a65>");
    expect_written("< 4 1 4>", "<4140>");
    expect_written("[()<>]", "[<> <>]");
}

static void expect_refused(const char *text, const char *reason)
{
    struct made made;

    assert_null(written(&made, text));
    assert_int_equal(made.cause.code, DIAG_PDF_DAMAGED);
    assert_non_null(strstr(made.cause.args.arg[1], reason));
    made_end(&made);
}

static void what_is_no_value_is_refused(void **state)
{
    expect_refused("(abc", "a string has no end");
    expect_refused("<4x>", "a string is ill-formed");
    expect_refused("[1 2", "no value stands here");
    expect_refused("1.2.3", "a number is ill-formed");
    expect_refused("1234567890123456789", "a number is ill-formed");
    expect_refused("--1", "a number is ill-formed");
    expect_refused("/a#00", "a name is ill-formed");
    expect_refused("/a#4", "a name is ill-formed");
    expect_refused("<</A 1/A 2>>", "a dictionary has a key twice");
    expect_refused("<<1 2>>", "a key of a dictionary is no name");
    expect_refused("nul", "no value stands here");
    expect_refused("1 2", "an object has no end");
    expect_refused("<</Length 3>>stream\nabcd\nendstream", "a stream does not end where its length says");
    expect_refused("<</Length 3>>stream\rabc\nendstream", "no line ends after \"stream\"");
    expect_refused("<<>>stream\nabc\nendstream", "the length of a stream is wrong");
    expect_refused("<</Length 99999>>stream\nabc\nendstream", "the length of a stream is wrong");
}

static char *repeated(const char *text, size_t times)
{
    size_t size = strlen(text);
    char *all = mem_alloc(size * times + 1);

    for (size_t i = 0; i < times; i++)
        memcpy(all + i * size, text, size);
    all[size * times] = '\0';
    return all;
}

static void depth_and_number_of_values_are_limited(void **state)
{
    char *deep = repeated("[", 101), *many = repeated("[0 0 0 0]", 1000);
    struct limits limits = limits_default;
    struct made made;

    assert_null(written(&made, deep));
    assert_int_equal(made.cause.code, DIAG_LIMIT_PDF);
    made_end(&made);

    made_page(&made);
    made_put(&made, 6, arena_format(made.arena, "[%s]", many));
    made_put_xref(&made, "/Root 1 0 R");
    limits.pdf_values = 5000;
    assert_null(made_open_with(&made, &limits));
    assert_int_equal(made.cause.code, DIAG_LIMIT_PDF);
    limits.pdf_values = 5100;
    assert_non_null(made_open_with(&made, &limits));
    made_end(&made);
    free(deep);
    free(many);
}

static void numbers_are_whole_or_in_thousandths(void **state)
{
    static const struct {
        const char *text;
        int64_t thousandths;
    } cases[] = {{"[12]", 12000}, {"[-1.5]", -1500}, {"[.0019]", 1}, {"[595.276]", 595276}, {"[4.]", 4000}};
    struct made made;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t got;
        made_begin(&made);
        made_put(&made, 1, "<<>>");
        made_put(&made, 5, cases[i].text);
        made_put_xref(&made, "/Root 1 0 R");
        const struct pdf *pdf = made_open(&made);
        assert_non_null(pdf);
        assert_true(pdf_thousandths(pdf_item(pdf, pdf_numbered(pdf, 5), 0), &got));
        assert_int_equal(got, cases[i].thousandths);
        assert_false(pdf_thousandths(pdf_numbered(pdf, 5), &got));
        made_end(&made);
    }
}

static void expect_text(const char *string, const char *expected)
{
    struct made made;

    made_begin(&made);
    made_put(&made, 1, "<<>>");
    made_put(&made, 5, string);
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    assert_non_null(pdf);
    const char *text = pdf_text(made.arena, pdf_numbered(pdf, 5));
    if (expected == NULL)
        assert_null(text);
    else
        assert_string_equal(text, expected);
    made_end(&made);
}

static void text_strings_become_utf8(void **state)
{
    expect_text("(plain)", "plain");
    expect_text("<feff5c4a d842dfb7>", "届𠮷");
    expect_text("<efbbbf e5b18a>", "届");
    expect_text("<a080>", "€•");
    expect_text("()", "");
    expect_text("<feffd842>", NULL);
    expect_text("<feff5c>", NULL);
    expect_text("<7f>", NULL);
    expect_text("/name", NULL);
}

/* --- the file as a whole --- */

static void a_file_has_its_objects_and_one_revision(void **state)
{
    struct made made;

    made_page(&made);
    const struct pdf *pdf = made_open(&made);
    assert_non_null(pdf);
    assert_int_equal(pdf->object_count, 5);
    assert_int_equal(pdf->objects[0].place, PDF_FREE);
    assert_int_equal(pdf->objects[3].place, PDF_IN_FILE);
    assert_memory_equal(made.file.bytes + pdf->objects[3].start, "3 0 obj", 7);
    assert_memory_equal(made.file.bytes + pdf->objects[3].end - 6, "endobj", 6);
    assert_true(pdf_is_name(pdf_find(pdf, pdf->catalog, "Type"), "Catalog"));
    assert_int_equal(pdf->revision_count, 1);
    assert_int_equal(pdf->revisions[0].start, 0);
    assert_int_equal(pdf->revisions[0].end, made.file.size);
    assert_int_equal(pdf->revisions[0].xref, made.xref);
    assert_int_equal(pdf->revisions[0].count, 5);
    made_end(&made);
}

static void a_value_knows_its_bytes(void **state)
{
    struct made made;

    made_page(&made);
    const struct pdf *pdf = made_open(&made);
    const struct pdf_value *parent = pdf_entry(pdf, pdf_numbered(pdf, 3), "Parent");
    assert_int_equal(parent->end - parent->start, 5);
    assert_memory_equal(made.file.bytes + parent->start, "2 0 R", 5);
    made_end(&made);
}

static void what_is_not_there_is_null(void **state)
{
    struct made made;

    made_page(&made);
    const struct pdf *pdf = made_open(&made);
    assert_ptr_equal(pdf_find(pdf, pdf->catalog, "Nothing"), &pdf_null);
    assert_ptr_equal(pdf_numbered(pdf, 0), &pdf_null);
    assert_ptr_equal(pdf_numbered(pdf, 999), &pdf_null);
    assert_ptr_equal(pdf_item(pdf, pdf->catalog, 0), &pdf_null);
    assert_int_equal(pdf_count(pdf, pdf->catalog), 0);
    struct pdf_value wrong_generation = {.kind = PDF_REFERENCE, .as.reference = {3, 1}};
    assert_ptr_equal(pdf_resolve(pdf, &wrong_generation), &pdf_null);
    made_end(&made);
}

static void references_in_a_circle_are_null(void **state)
{
    struct made made;

    made_begin(&made);
    made_put(&made, 1, "<</A 5 0 R>>");
    made_put(&made, 5, "6 0 R");
    made_put(&made, 6, "5 0 R");
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    assert_non_null(pdf);
    assert_ptr_equal(pdf_find(pdf, pdf->catalog, "A"), &pdf_null);
    made_end(&made);
}

static void an_update_is_a_revision_and_the_newest_object_counts(void **state)
{
    struct made made;

    made_page(&made);
    size_t first = made.file.size;
    made_put(&made, 3, "<</Type/Page/Parent 2 0 R/Rotate 90>>");
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    assert_non_null(pdf);
    assert_int_equal(pdf->revision_count, 2);
    assert_int_equal(pdf->revisions[0].end, first);
    assert_int_equal(pdf->revisions[1].start, first);
    assert_int_equal(pdf->revisions[1].count, 1);
    assert_int_equal(pdf->revisions[1].numbers[0], 3);
    assert_int_equal(pdf->objects[3].revision, 1);
    assert_int_equal(pdf->objects[2].revision, 0);
    assert_int_equal(pdf_find(pdf, pdf_numbered(pdf, 3), "Rotate")->as.integer, 90);

    made.file.size = first; /* as it was before */
    pdf = made_open(&made);
    assert_non_null(pdf);
    assert_ptr_equal(pdf_find(pdf, pdf_numbered(pdf, 3), "Rotate"), &pdf_null);
    made_end(&made);
}

static void expect_damaged(struct made *made, const char *reason)
{
    assert_null(made_open(made));
    assert_int_equal(made->cause.code, DIAG_PDF_DAMAGED);
    assert_non_null(strstr(made->cause.args.arg[1], reason));
    made_end(made);
}

static void a_file_that_was_cut_is_refused(void **state)
{
    struct made made;

    made_page(&made);
    made.file.size -= 20;
    expect_damaged(&made, "the end of the file is missing");
    made_page(&made);
    made_put_xref(&made, "/Root 1 0 R");
    made.file.size -= 14; /* so that the first revision's end is found */
    expect_damaged(&made, "bytes follow the end of the file");
}

static void what_follows_the_end_is_refused(void **state)
{
    struct made made;

    made_page(&made);
    sink_put_string(&made.file, " \r\n");
    assert_non_null(made_open(&made));
    sink_put_string(&made.file, "%\n");
    expect_damaged(&made, "bytes follow the end of the file");
}

static void replace(struct made *made, const char *from, const char *to)
{
    assert_int_equal(strlen(from), strlen(to));
    memcpy(made_find(made, from), to, strlen(to));
}

static void a_table_that_is_wrong_is_refused(void **state)
{
    struct made made;

    made_page(&made);
    replace(&made, "0000000009 00000 n \n", "0000000010 00000 n \n");
    expect_damaged(&made, "no object begins here");
    made_page(&made);
    replace(&made, "0000000009 00000 n \n", "000000009 000000 n \n");
    expect_damaged(&made, "the cross-reference table is ill-formed");
    made_page(&made);
    replace(&made, "3 0 obj", "7 0 obj");
    expect_damaged(&made, "another object stands here");
    made_page(&made);
    replace(&made, "startxref", "startyref");
    expect_damaged(&made, "the end of the file is missing");
    made_page(&made);
    replace(&made, "%%EOF", "%%EOG");
    expect_damaged(&made, "are missing after a cross-reference section");
}

static void sections_in_a_circle_are_refused(void **state)
{
    struct made made;

    made_page(&made);
    made_put_xref(&made, arena_format(made.arena, "/Root 1 0 R/X %zu", made.xref));
    const char *own = arena_format(made.arena, "/Prev %zu", made.xref);
    memcpy(made_find(&made, "/Prev"), own, strlen(own));
    expect_damaged(&made, "in a circle");
}

static void too_many_revisions_are_refused(void **state)
{
    struct limits limits = limits_default;
    struct made made;

    made_page(&made);
    for (int i = 1; i < 10; i++)
        made_put_xref(&made, "/Root 1 0 R");
    limits.pdf_revisions = 10;
    assert_non_null(made_open_with(&made, &limits));
    limits.pdf_revisions = 9;
    assert_null(made_open_with(&made, &limits));
    assert_int_equal(made.cause.code, DIAG_LIMIT_PDF);
    made_end(&made);
}

static void objects_that_overlap_are_refused(void **state)
{
    struct made made;

    made_begin(&made);
    made_put(&made, 1, "<</Type/Catalog>>");
    made_put(&made, 5, "(6 0 obj\n1\nendobj\n)");
    made.at[6] = made.at[5] + strlen("5 0 obj\n(");
    made_put_xref(&made, "/Root 1 0 R");
    expect_damaged(&made, "objects overlap");
}

/* Each object a string that holds all later ones: to read each would take time in the square of the size. */
static void many_objects_in_each_other_are_refused_early(void **state)
{
    enum { COUNT = 20000 };
    size_t *at = mem_alloc(COUNT * sizeof(*at));
    struct made made;

    made_begin(&made);
    for (size_t i = 0; i < COUNT; i++) {
        at[i] = made.file.size;
        sink_format(&made.file, "%zu 0 obj(", i + 1);
    }
    for (size_t i = 0; i < COUNT; i++)
        sink_put_string(&made.file, ")endobj ");
    size_t xref = made.file.size;
    sink_format(&made.file, "xref\n1 %d\n", COUNT);
    for (size_t i = 0; i < COUNT; i++)
        sink_format(&made.file, "%010zu 00000 n \n", at[i]);
    sink_format(&made.file, "trailer<</Root 1 0 R>>startxref %zu\n%%%%EOF\n", xref);
    free(at);
    expect_damaged(&made, "objects overlap");
}

static void encrypted_files_and_others_are_told_apart(void **state)
{
    struct made made;

    made_begin(&made);
    made_put(&made, 1, "<</Type/Catalog>>");
    made_put_xref(&made, "/Root 1 0 R/Encrypt<<>>");
    assert_null(made_open(&made));
    assert_int_equal(made.cause.code, DIAG_PDF_ENCRYPTED);
    replace(&made, "%PDF-", "%!PS-");
    assert_null(made_open(&made));
    assert_int_equal(made.cause.code, DIAG_PDF_NONE);
    made_end(&made);
}

static void a_number_beyond_the_limit_takes_no_memory(void **state)
{
    struct made made;

    made_begin(&made);
    sink_format(&made.file, "xref\n4000000000 1\n0000000009 00000 n \ntrailer<</Root 1 0 R>>startxref 9\n%%%%EOF\n");
    assert_null(made_open(&made));
    assert_int_equal(made.cause.code, DIAG_LIMIT_PDF);
    made_end(&made);
}

/* --- streams --- */

static struct sink deflated(const char *bytes, size_t size)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    struct sink sink = {0};
    size_t bound = libdeflate_zlib_compress_bound(compressor, size);

    sink.size = libdeflate_zlib_compress(compressor, bytes, size, sink_reserve(&sink, bound), bound);
    libdeflate_free_compressor(compressor);
    return sink;
}

/* What a stream of these entries and bytes holds; empty with *cause when it is refused. */
static struct sink decoded(const char *entries, const char *bytes, size_t size, const struct limits *limits,
                           struct diag_cause *cause)
{
    struct made made;
    struct sink sink = {0};

    made_begin(&made);
    made_put(&made, 1, "<<>>");
    made_put_stream(&made, 5, entries, bytes, size);
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    assert_non_null(pdf);
    *cause = (struct diag_cause){0};
    if (!pdf_decode(pdf, pdf_numbered(pdf, 5)->as.stream, limits, &sink, NULL, made.arena, cause))
        assert_int_equal(sink.size, 0);
    cause->args = DIAG_NO_ARGS;
    made_end(&made);
    return sink;
}

static void expect_decoded(const char *entries, const char *bytes, size_t size, const char *expected,
                           size_t expected_size)
{
    struct diag_cause cause;
    struct sink sink = decoded(entries, bytes, size, &limits_default, &cause);

    assert_int_equal(sink.size, expected_size);
    assert_memory_equal(sink.bytes, expected, expected_size);
    sink_close(&sink);
}

static void filters_are_undone(void **state)
{
    struct sink zlib = deflated("hello hello hello", 17);
    struct sink hex = {0};

    expect_decoded("", "plain", 5, "plain", 5);
    expect_decoded("/Filter/FlateDecode", zlib.bytes, zlib.size, "hello hello hello", 17);
    for (size_t i = 0; i < zlib.size; i++)
        sink_format(&hex, "%02X\n", (unsigned)(unsigned char)zlib.bytes[i]);
    sink_put_char(&hex, '>');
    expect_decoded("/Filter[/ASCIIHexDecode/FlateDecode]/DecodeParms[null null]", hex.bytes, hex.size,
                   "hello hello hello", 17);
    sink_close(&zlib);
    sink_close(&hex);
}

static void predictors_are_undone(void **state)
{
    /* Two rows of four bytes: 1 2 3 4 and 2 4 6 8. PNG's Sub, then Up. */
    static const char png[] = {1, 1, 1, 1, 1, 2, 1, 2, 3, 4}, tiff[] = {1, 1, 1, 1, 2, 2, 2, 2};
    static const char rows[] = {1, 2, 3, 4, 2, 4, 6, 8};
    struct sink zlib = deflated(png, sizeof(png));
    struct diag_cause cause;

    expect_decoded("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 4>>", zlib.bytes, zlib.size, rows, 8);
    struct sink none = decoded("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 5>>", zlib.bytes, zlib.size,
                               &limits_default, &cause);
    assert_int_equal(cause.code, DIAG_PDF_DAMAGED);
    sink_close(&none);
    sink_close(&zlib);
    zlib = deflated(tiff, sizeof(tiff));
    expect_decoded("/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 4>>", zlib.bytes, zlib.size, rows, 8);
    sink_close(&zlib);
}

static void a_stream_that_swells_is_refused(void **state)
{
    size_t size = (size_t)8 << 20;
    char *zeros = calloc(size, 1);
    struct sink zlib = deflated(zeros, size);
    struct limits limits = limits_default;
    struct diag_cause cause;

    limits.pdf_decoded = size;
    struct sink sink = decoded("/Filter/FlateDecode", zlib.bytes, zlib.size, &limits, &cause);
    assert_int_equal(sink.size, size);
    sink_close(&sink);
    limits.pdf_decoded = size - 1;
    sink = decoded("/Filter/FlateDecode", zlib.bytes, zlib.size, &limits, &cause);
    assert_int_equal(cause.code, DIAG_LIMIT_PDF);
    sink_close(&sink);
    sink_close(&zlib);
    free(zeros);
}

static void damaged_and_unknown_streams_are_refused(void **state)
{
    struct diag_cause cause;
    struct sink sink = decoded("/Filter/FlateDecode", "no zlib", 7, &limits_default, &cause);

    assert_int_equal(cause.code, DIAG_PDF_DAMAGED);
    sink_close(&sink);
    sink = decoded("/Filter/LZWDecode", "x", 1, &limits_default, &cause);
    assert_int_equal(cause.code, DIAG_PDF_FILTER);
    sink_close(&sink);
    sink = decoded("/Filter/DCTDecode", "x", 1, &limits_default, &cause);
    assert_int_equal(cause.code, DIAG_PDF_FILTER);
    sink_close(&sink);
}

static void the_coding_of_a_picture_may_remain(void **state)
{
    struct made made;
    struct sink zlib = deflated("JPEG", 4), sink = {0};
    size_t left;

    made_begin(&made);
    made_put(&made, 1, "<<>>");
    made_put_stream(&made, 5, "/Filter[/FlateDecode/DCTDecode]", zlib.bytes, zlib.size);
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    assert_true(
        pdf_decode(pdf, pdf_numbered(pdf, 5)->as.stream, &limits_default, &sink, &left, made.arena, &made.cause));
    assert_int_equal(left, 1);
    assert_int_equal(sink.size, 4);
    assert_memory_equal(sink.bytes, "JPEG", 4);
    sink_close(&sink);
    sink_close(&zlib);
    made_end(&made);
}

static void a_length_may_stand_apart(void **state)
{
    struct made made;

    made_begin(&made);
    made_put(&made, 1, "<<>>");
    made_put(&made, 5, "<</Length 6 0 R>>stream\nabc\nendstream");
    made_put(&made, 6, "3");
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    assert_non_null(pdf);
    assert_int_equal(pdf_numbered(pdf, 5)->as.stream->size, 3);
    made_end(&made);
}

/* --- object streams and cross-reference streams --- */

static void put_field(struct sink *rows, unsigned kind, size_t second, unsigned third)
{
    sink_put_char(rows, (char)kind);
    sink_put_char(rows, (char)(second >> 8));
    sink_put_char(rows, (char)second);
    sink_put_char(rows, (char)third);
}

/* Objects 1 and 2 stand in the stream 3; 4 is the cross-reference stream. */
static void put_object_streams(struct made *made, const char *head, const char *objects)
{
    struct sink rows = {0}, text = {0};
    size_t container = made->file.size;

    sink_format(&text, "%s%s", head, objects);
    made_put_stream(made, 3, arena_format(made->arena, "/Type/ObjStm/N 2/First %zu", strlen(head)), text.bytes,
                    text.size);
    put_field(&rows, 0, 0, 0);
    put_field(&rows, 2, 3, 0);
    put_field(&rows, 2, 3, 1);
    put_field(&rows, 1, container, 0);
    size_t at = made->file.size;
    put_field(&rows, 1, at, 0);
    made_put_stream(made, 4, "/Type/XRef/Size 5/W[1 2 1]/Root 1 0 R", rows.bytes, rows.size);
    sink_format(&made->file, "startxref\n%zu\n%%%%EOF\n", at);
    sink_close(&rows);
    sink_close(&text);
}

static void objects_in_object_streams_are_read(void **state)
{
    struct made made;

    made_begin(&made);
    put_object_streams(&made, "1 0 2 14 ", "<</Pages 2 0 R>> <</Count 7>>");
    const struct pdf *pdf = made_open(&made);
    assert_null(pdf); /* 14 is in the middle of the first object */
    made_end(&made);

    made_begin(&made);
    put_object_streams(&made, "1 0 2 17 ", "<</Pages 2 0 R>> <</Count 7>>");
    pdf = made_open(&made);
    assert_non_null(pdf);
    assert_int_equal(pdf->objects[2].place, PDF_IN_STREAM);
    assert_int_equal(pdf->objects[2].container, 3);
    assert_int_equal(pdf_find(pdf, pdf_find(pdf, pdf->catalog, "Pages"), "Count")->as.integer, 7);
    assert_true(pdf->revisions[0].is_stream);
    made_end(&made);
}

static void an_object_that_is_not_in_its_stream_is_missed(void **state)
{
    struct made made;

    made_begin(&made);
    put_object_streams(&made, "1 0 9 17 ", "<</Pages 2 0 R>> <</Count 7>>");
    expect_damaged(&made, "an object is not in its object stream");
}

/* --- pages and embedded files --- */

static void pages_come_in_their_order_and_inherit(void **state)
{
    struct made made;
    int64_t width;
    size_t count;

    made_begin(&made);
    made_put(&made, 1, "<</Pages 2 0 R>>");
    made_put(&made, 2, "<</Kids[3 0 R 6 0 R]/MediaBox[0 0 100 200]>>");
    made_put(&made, 3, "<</Parent 2 0 R/Kids[5 0 R 4 0 R]/MediaBox[0 0 300 400]>>");
    made_put(&made, 4, "<</Type/Page/Parent 3 0 R>>");
    made_put(&made, 5, "<</Type/Page/Parent 3 0 R/MediaBox[0 0 7 8]>>");
    made_put(&made, 6, "<</Type/Page/Parent 2 0 R>>");
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    const struct pdf_value *pages = pdf_pages(pdf, made.arena, &count, &made.cause);
    static const int64_t numbers[] = {5, 4, 6}, widths[] = {7, 300, 100};
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(pages[i].as.reference.number, numbers[i]);
        assert_true(pdf_integer(pdf_item(pdf, pdf_inherited(pdf, &pages[i], "MediaBox"), 2), &width));
        assert_int_equal(width, widths[i]);
    }
    made_end(&made);
}

static void a_tree_of_pages_with_a_node_twice_is_refused(void **state)
{
    struct made made;
    size_t count;

    made_begin(&made);
    made_put(&made, 1, "<</Pages 2 0 R>>");
    made_put(&made, 2, "<</Kids[3 0 R]>>");
    made_put(&made, 3, "<</Kids[2 0 R]>>");
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    assert_non_null(pdf);
    assert_null(pdf_pages(pdf, made.arena, &count, &made.cause));
    assert_int_equal(made.cause.code, DIAG_PDF_DAMAGED);
    made_end(&made);
}

static void embedded_files_are_found_once(void **state)
{
    struct made made;
    size_t count;

    made_begin(&made);
    made_put(&made, 1, "<</Names<</EmbeddedFiles<</Kids[2 0 R]>>>>/AF[3 0 R 5 0 R]>>");
    made_put(&made, 2, "<</Names[(a) 3 0 R]>>");
    made_put(&made, 3, "<</Type/Filespec/F(data)/UF<feff5c4a>/AFRelationship/Source/EF<</F 4 0 R>>>>");
    made_put_stream(&made, 4, "/Subtype/application#2Fjson", "{}", 2);
    made_put(&made, 5, "<</Type/Filespec/F(b.txt)/EF<</F 6 0 R>>>>");
    made_put_stream(&made, 6, "", "b", 1);
    made_put_xref(&made, "/Root 1 0 R");
    const struct pdf *pdf = made_open(&made);
    const struct pdf_embedded *files = pdf_embedded_files(pdf, made.arena, &count, &made.cause);
    assert_non_null(files);
    assert_int_equal(count, 2);
    assert_string_equal(files[0].name, "届");
    assert_string_equal(files[0].relationship, "Source");
    assert_string_equal(files[0].mime, "application/json");
    assert_true(files[0].is_associated);
    assert_int_equal(files[0].stream->size, 2);
    assert_string_equal(files[1].name, "b.txt");
    assert_string_equal(files[1].relationship, "");
    made_end(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_every_kind_are_read),
        cmocka_unit_test(strings_are_decoded),
        cmocka_unit_test(what_is_no_value_is_refused),
        cmocka_unit_test(depth_and_number_of_values_are_limited),
        cmocka_unit_test(numbers_are_whole_or_in_thousandths),
        cmocka_unit_test(text_strings_become_utf8),
        cmocka_unit_test(a_file_has_its_objects_and_one_revision),
        cmocka_unit_test(a_value_knows_its_bytes),
        cmocka_unit_test(what_is_not_there_is_null),
        cmocka_unit_test(references_in_a_circle_are_null),
        cmocka_unit_test(an_update_is_a_revision_and_the_newest_object_counts),
        cmocka_unit_test(a_file_that_was_cut_is_refused),
        cmocka_unit_test(what_follows_the_end_is_refused),
        cmocka_unit_test(a_table_that_is_wrong_is_refused),
        cmocka_unit_test(sections_in_a_circle_are_refused),
        cmocka_unit_test(too_many_revisions_are_refused),
        cmocka_unit_test(objects_that_overlap_are_refused),
        cmocka_unit_test(many_objects_in_each_other_are_refused_early),
        cmocka_unit_test(encrypted_files_and_others_are_told_apart),
        cmocka_unit_test(a_number_beyond_the_limit_takes_no_memory),
        cmocka_unit_test(filters_are_undone),
        cmocka_unit_test(predictors_are_undone),
        cmocka_unit_test(a_stream_that_swells_is_refused),
        cmocka_unit_test(damaged_and_unknown_streams_are_refused),
        cmocka_unit_test(the_coding_of_a_picture_may_remain),
        cmocka_unit_test(a_length_may_stand_apart),
        cmocka_unit_test(objects_in_object_streams_are_read),
        cmocka_unit_test(an_object_that_is_not_in_its_stream_is_missed),
        cmocka_unit_test(pages_come_in_their_order_and_inherit),
        cmocka_unit_test(a_tree_of_pages_with_a_node_twice_is_refused),
        cmocka_unit_test(embedded_files_are_found_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
