/*
 * The measuring stick: what the libraries alone cost for a PDF like ours. Two A4 pages of glyphs whose places are
 * known beforehand, one font subset, streams compressed, written by the shortest code that does it: no JSON, no
 * layout, no shaping, no checks, no tags, nothing kept from one document to the next. todoke's times are given as
 * ratios to it.
 *
 *     cc -O2 -o reference bench/reference.c $(pkg-config --cflags --libs harfbuzz-subset libdeflate)
 *     ./reference FONT TEXT OUT.pdf [LEVEL [DOCUMENTS]]
 *
 * TEXT is UTF-8; its characters are set 24 to a line, a page being full after 36 lines, over and over until 1,530
 * stand. LEVEL is libdeflate's (default 1). DOCUMENTS more than 1 repeats the making, to measure a warm process: then
 * the time of one document is printed, with the face preprocessed for subsetting as a long-lived process would do.
 * Measure the cold process from outside, by `perf stat` or `time`.
 */
#include <hb-subset.h>
#include <hb.h>
#include <libdeflate.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GLYPHS 1530
#define LINE 24
#define PAGE (LINE * 36)
#define SIZE 10

struct buffer {
    char *bytes;
    size_t size, capacity;
};

static void put(struct buffer *buffer, const void *bytes, size_t size)
{
    if (buffer->capacity - buffer->size < size) {
        buffer->capacity = 2 * buffer->capacity + size;
        buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    }
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

__attribute__((format(printf, 2, 3))) static void print(struct buffer *buffer, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    put(buffer, text, (size_t)vsnprintf(text, sizeof text, format, args));
    va_end(args);
}

static void put_hex(struct buffer *buffer, unsigned code)
{
    static const char digits[] = "0123456789ABCDEF";

    put(buffer, (char[]){digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15]},
        4);
}

/* --- what is known beforehand --- */

struct input {
    hb_face_t *face;
    hb_font_t *font;
    hb_codepoint_t glyphs[GLYPHS];
    hb_codepoint_t characters[GLYPHS]; /* of the glyphs */
};

static void read_text(struct input *input, const char *file)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
    if (blob == NULL)
        exit(3);

    hb_buffer_t *buffer = hb_buffer_create(); /* decodes UTF-8 */
    hb_buffer_add_utf8(buffer, hb_blob_get_data(blob, NULL), (int)hb_blob_get_length(blob), 0, -1);
    unsigned length;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &length);
    unsigned filled = 0;
    for (unsigned i = 0; filled < GLYPHS && length > 0; i = (i + 1) % length) {
        hb_codepoint_t glyph;
        if (!hb_font_get_nominal_glyph(input->font, infos[i].codepoint, &glyph))
            continue;
        input->glyphs[filled] = glyph;
        input->characters[filled++] = infos[i].codepoint;
    }
    hb_buffer_destroy(buffer);
    hb_blob_destroy(blob);
}

/* --- one document --- */

struct output {
    struct buffer file;
    size_t offsets[16];
    struct libdeflate_compressor *compressor;
};

static void begin_object(struct output *output, unsigned number)
{
    output->offsets[number] = output->file.size;
    print(&output->file, "%u 0 obj\n", number);
}

static void put_stream(struct output *output, unsigned number, const char *bytes, size_t size)
{
    size_t bound = libdeflate_zlib_compress_bound(output->compressor, size);
    char *zlib = malloc(bound);
    size_t written = libdeflate_zlib_compress(output->compressor, bytes, size, zlib, bound);

    begin_object(output, number);
    print(&output->file, "<</Filter/FlateDecode/Length %zu/Length1 %zu>>stream\n", written, size);
    put(&output->file, zlib, written);
    print(&output->file, "\nendstream\nendobj\n");
    free(zlib);
}

static hb_subset_plan_t *make_plan(const struct input *input)
{
    static const hb_tag_t kept[] = {HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
                                    HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p')};
    hb_subset_input_t *subset = hb_subset_input_create_or_fail();
    hb_set_t *dropped = hb_subset_input_set(subset, HB_SUBSET_SETS_DROP_TABLE_TAG);

    hb_subset_input_set_flags(subset, HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_invert(dropped);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        hb_set_del(dropped, kept[i]);
    for (size_t i = 0; i < GLYPHS; i++)
        hb_set_add(hb_subset_input_glyph_set(subset), input->glyphs[i]);

    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(input->face, subset);
    hb_subset_input_destroy(subset);
    return plan;
}

static void put_font_program(struct output *output, hb_subset_plan_t *plan)
{
    hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
    hb_blob_t *blob = hb_face_reference_blob(face);

    put_stream(output, 9, hb_blob_get_data(blob, NULL), hb_blob_get_length(blob));
    hb_blob_destroy(blob);
    hb_face_destroy(face);
}

static void put_pages(struct output *output, const struct input *input, const hb_map_t *codes)
{
    for (unsigned page = 0; page < 2; page++) {
        struct buffer content = {0};
        print(&content, "BT\n/F 10 Tf\n14 TL\n60 780 Td\n");
        for (unsigned i = page * PAGE; i < GLYPHS && i < (page + 1) * PAGE; i++) {
            if (i % LINE == 0)
                print(&content, "[<");
            put_hex(&content, hb_map_get(codes, input->glyphs[i]));
            if (i % LINE == LINE - 1 || i == GLYPHS - 1)
                print(&content, ">]TJ\nT*\n");
        }
        print(&content, "ET\n");
        put_stream(output, 5 + page, content.bytes, content.size);
        free(content.bytes);
    }
}

static void put_to_unicode(struct output *output, const struct input *input, const hb_map_t *codes)
{
    struct buffer map = {0};
    hb_set_t *seen = hb_set_create();

    print(&map, "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapType 2 def\n"
                "1 begincodespacerange<0000><FFFF>endcodespacerange\n");
    for (unsigned i = 0; i < GLYPHS; i++) {
        if (hb_set_has(seen, input->glyphs[i]))
            continue;
        hb_set_add(seen, input->glyphs[i]);
        print(&map, "1 beginbfchar<%04X><%04X>endbfchar\n", hb_map_get(codes, input->glyphs[i]), input->characters[i]);
    }
    print(&map, "endcmap CMapName currentdict/CMap defineresource pop end end\n");
    put_stream(output, 10, map.bytes, map.size);
    hb_set_destroy(seen);
    free(map.bytes);
}

static void put_widths(struct output *output, const struct input *input, const hb_map_t *codes)
{
    unsigned upem = hb_face_get_upem(input->face);

    for (unsigned i = 0; i < GLYPHS; i++) {
        unsigned width = (unsigned)hb_font_get_glyph_h_advance(input->font, input->glyphs[i]) * 1000 / upem;
        if (width != 1000)
            print(&output->file, "%u[%u]", hb_map_get(codes, input->glyphs[i]), width);
    }
}

static void put_dictionaries(struct output *output, const struct input *input, const hb_map_t *codes)
{
    begin_object(output, 1);
    print(&output->file, "<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    begin_object(output, 2);
    print(&output->file, "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 595.276 841.89]"
                         "/Resources<</Font<</F 7 0 R>>>>>>\nendobj\n");
    for (unsigned page = 0; page < 2; page++) {
        begin_object(output, 3 + page);
        print(&output->file, "<</Type/Page/Parent 2 0 R/Contents %u 0 R>>\nendobj\n", 5 + page);
    }
    begin_object(output, 7);
    print(&output->file, "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+F/Encoding/Identity-H/DescendantFonts[8 0 R]"
                         "/ToUnicode 10 0 R>>\nendobj\n");
    begin_object(output, 8);
    print(&output->file,
          "<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+F/CIDToGIDMap/Identity/FontDescriptor 11 0 R"
          "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[");
    put_widths(output, input, codes);
    print(&output->file, "]>>\nendobj\n");
    begin_object(output, 11);
    print(&output->file,
          "<</Type/FontDescriptor/FontName/AAAAAA+F/Flags 4/FontBBox[-1000 -1000 2000 2000]/ItalicAngle 0"
          "/Ascent 880/Descent -120/CapHeight 700/StemV 80/FontFile2 9 0 R>>\nendobj\n");
}

static void put_xref(struct output *output)
{
    size_t start = output->file.size;

    print(&output->file, "xref\n0 12\n0000000000 65535 f \n");
    for (unsigned i = 1; i < 12; i++)
        print(&output->file, "%010zu 00000 n \n", output->offsets[i]);
    print(&output->file, "trailer\n<</Size 12/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", start);
}

static struct buffer make_document(const struct input *input, int level)
{
    struct output output = {.compressor = libdeflate_alloc_compressor(level)};
    hb_subset_plan_t *plan = make_plan(input);
    const hb_map_t *codes = hb_subset_plan_old_to_new_glyph_mapping(plan);

    print(&output.file, "%%PDF-1.7\n");
    put_font_program(&output, plan);
    put_pages(&output, input, codes);
    put_to_unicode(&output, input, codes);
    put_dictionaries(&output, input, codes);
    put_xref(&output);
    hb_subset_plan_destroy(plan);
    libdeflate_free_compressor(output.compressor);
    return output.file;
}

static double cpu_milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void measure(struct input *input, int level, int documents)
{
    input->face = hb_subset_preprocess(input->face);
    free(make_document(input, level).bytes);

    double start = cpu_milliseconds();
    for (int i = 0; i < documents; i++)
        free(make_document(input, level).bytes);
    printf("{\"ms\":%.4f}\n", (cpu_milliseconds() - start) / documents);
}

int main(int argc, char **argv)
{
    static struct input input;

    if (argc < 4)
        return 2;
    int level = argc > 4 ? atoi(argv[4]) : 1;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(argv[1]);
    if (blob == NULL)
        return 3;
    input.face = hb_face_create(blob, 0);
    input.font = hb_font_create(input.face);
    read_text(&input, argv[2]);

    struct buffer file = make_document(&input, level);
    FILE *out = fopen(argv[3], "wb");
    if (out == NULL || fwrite(file.bytes, 1, file.size, out) != file.size || fclose(out) != 0)
        return 3;
    if (argc > 5)
        measure(&input, level, atoi(argv[5]));
    return 0;
}
