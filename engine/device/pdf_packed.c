/* An object stream, and the cross-reference stream that tells which objects are in it. */
#include "device/pdf_packed.h"

#include "device/pdf_predictor.h"

#include <assert.h>
#include <stdlib.h>

/* A stream and its length, twice. */
#define OBJECTS_BEFORE (2 * PDF_OBJECTS_OF_STREAM)

void pdf_packed_open(struct pdf_packed *packed, const struct pdf_file *file)
{
    *packed = (struct pdf_packed){.first = pdf_file_next(file) + OBJECTS_BEFORE};
}

void pdf_packed_close(struct pdf_packed *packed)
{
    sink_close(&packed->places);
    sink_close(&packed->text);
}

struct sink *pdf_packed_next(struct pdf_packed *packed)
{
    if (packed->count > 0)
        sink_put_char(&packed->text, '\n');
    sink_format(&packed->places, "%zu %zu ", packed->first + packed->count, packed->text.size);
    packed->count++;
    return &packed->text;
}

static pdf_object add_objects(const struct pdf_packed *packed, struct pdf_file *file,
                              struct libdeflate_compressor *compressor)
{
    struct sink whole = {0}, zlib = {0};

    sink_put(&whole, packed->places.bytes, packed->places.size);
    sink_put(&whole, packed->text.bytes, packed->text.size);
    pdf_deflate(compressor, whole.bytes, whole.size, &zlib);

    const char *entries = arena_format(file->arena, "/Type/ObjStm/N %zu/First %zu", packed->count, packed->places.size);
    pdf_object object = pdf_file_add_stream(file, entries, arena_copy(file->arena, zlib.bytes, zlib.size), zlib.size);
    sink_close(&whole);
    sink_close(&zlib);
    return object;
}

/* Table 18: an object in an object stream, that stream's number, its index there. */
#define ROW_SIZE 9

static unsigned char *put_big_endian(unsigned char *out, size_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        *out++ = (unsigned char)(value >> shift);
    return out;
}

static pdf_object add_index(const struct pdf_packed *packed, struct pdf_file *file, pdf_object objects,
                            struct libdeflate_compressor *compressor)
{
    unsigned char *rows = mem_alloc(packed->count * ROW_SIZE);
    struct sink zlib = {0};
    unsigned char *out = rows;

    for (size_t i = 0; i < packed->count; i++) {
        *out++ = 2;
        out = put_big_endian(out, pdf_object_number(objects));
        out = put_big_endian(out, i);
    }
    pdf_put_raster(&zlib, &(struct pdf_raster){rows, ROW_SIZE, (uint32_t)packed->count, 1}, compressor);
    free(rows);

    const char *entries =
        arena_format(file->arena, "/Type/XRef/Size %zu/Index[%u %zu]/W[1 4 4]/DecodeParms<</Predictor 15/Columns %d>>",
                     packed->first + packed->count, packed->first, packed->count, ROW_SIZE);
    pdf_object object = pdf_file_add_stream(file, entries, arena_copy(file->arena, zlib.bytes, zlib.size), zlib.size);
    sink_close(&zlib);
    return object;
}

void pdf_packed_add(struct pdf_packed *packed, struct pdf_file *file, struct libdeflate_compressor *compressor)
{
    pdf_object objects = add_objects(packed, file, compressor);
    pdf_object index = add_index(packed, file, objects, compressor);

    assert(pdf_file_next(file) == packed->first);
    pdf_file_set_packed(file, index, packed->count);
}
