/*
 * The smallest profile that says all: a display's, of matrix and curves, with what ICC.1:2004-10, 8.3.3 requires.
 * Version 4 has the curve of sRGB as a formula; version 2 would need a table of it. Everything is big-endian; numbers
 * are s15Fixed16, in units of 1/65536.
 */
#include "device/pdf_output_intent.h"

#include "device/pdf_deflate.h"

#include <assert.h>

#define S15(value) ((uint32_t)(int32_t)((value)*65536 + ((value) < 0 ? -0.5 : 0.5)))

static void put_word(struct sink *sink, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        sink_put_char(sink, (char)(value >> shift & 0xFF));
}

static void put_words(struct sink *sink, const uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_word(sink, words[i]);
}

/* A signature: four characters. */
static void put_name(struct sink *sink, const char *name)
{
    sink_put(sink, name, 4);
}

/* Types begin with their name and a reserved word. */
static void put_type(struct sink *sink, const char *name)
{
    put_name(sink, name);
    put_word(sink, 0);
}

/* --- tags (9.2) --- */

/* 10.13: one text, English of the USA, in UTF-16BE. */
static void put_text(struct sink *sink, const char *text)
{
    size_t size = 0;

    while (text[size] != '\0')
        size++;
    put_type(sink, "mluc");
    put_words(sink, (const uint32_t[]){1, 12}, 2);
    put_name(sink, "enUS");
    put_words(sink, (const uint32_t[]){(uint32_t)(2 * size), 28}, 2);
    for (size_t i = 0; i < size; i++) {
        sink_put_char(sink, '\0');
        sink_put_char(sink, text[i]);
    }
}

/* Colours as they are under D50, the light of every profile's reference (6.3.4.3), by the Bradford transform. */
static void put_white(struct sink *sink)
{
    put_type(sink, "XYZ ");
    put_words(sink, (const uint32_t[]){S15(.9642), S15(1), S15(.8249)}, 3);
}

static void put_red(struct sink *sink)
{
    put_type(sink, "XYZ ");
    put_words(sink, (const uint32_t[]){S15(.436066), S15(.222488), S15(.013916)}, 3);
}

static void put_green(struct sink *sink)
{
    put_type(sink, "XYZ ");
    put_words(sink, (const uint32_t[]){S15(.385147), S15(.716873), S15(.097076)}, 3);
}

static void put_blue(struct sink *sink)
{
    put_type(sink, "XYZ ");
    put_words(sink, (const uint32_t[]){S15(.143066), S15(.060608), S15(.714096)}, 3);
}

/* From D65, the light of sRGB, to D50. */
static void put_adaptation(struct sink *sink)
{
    put_type(sink, "sf32");
    put_words(sink,
              (const uint32_t[]){S15(1.047882), S15(.022919), S15(-.050201), S15(.029587), S15(.990479), S15(-.017059),
                                 S15(-.009232), S15(.015076), S15(.751678)},
              9);
}

/* 10.15, function 3: (a x + b)^g from d on, c x below. */
static void put_curve(struct sink *sink)
{
    put_type(sink, "para");
    put_word(sink, 3 << 16);
    put_words(sink, (const uint32_t[]){S15(2.4), S15(1 / 1.055), S15(.055 / 1.055), S15(1 / 12.92), S15(.04045)}, 5);
}

static void put_description(struct sink *sink)
{
    put_text(sink, "sRGB");
}

static void put_copyright(struct sink *sink)
{
    put_text(sink, "CC0");
}

static const struct {
    const char *name;
    void (*put)(struct sink *sink);
} tags[] = {
    {"desc", put_description}, {"cprt", put_copyright},  {"wtpt", put_white}, {"rXYZ", put_red},   {"gXYZ", put_green},
    {"bXYZ", put_blue},        {"chad", put_adaptation}, {"rTRC", put_curve}, {"gTRC", put_curve}, {"bTRC", put_curve},
};
#define TAG_COUNT (sizeof(tags) / sizeof(tags[0]))

#define HEADER_SIZE 128
#define TABLE_SIZE (4 + TAG_COUNT * 12)

/* --- the profile (7.2, 7.3) --- */

static void put_zeros(struct sink *sink, size_t count)
{
    while (count-- > 0)
        sink_put_char(sink, '\0');
}

/* Made on a fixed day (bytes 24 to 35), without a digest (84 to 99): the same bytes always. */
static void put_header(struct sink *sink, size_t size)
{
    put_word(sink, (uint32_t)size);
    put_word(sink, 0);
    put_word(sink, 0x04200000);
    put_name(sink, "mntr");
    put_name(sink, "RGB ");
    put_name(sink, "XYZ ");
    put_words(sink, (const uint32_t[]){2004 << 16 | 1, 1 << 16, 0}, 3);
    put_name(sink, "acsp");
    put_zeros(sink, 28); /* platform, flags, device, intent: none */
    put_words(sink, (const uint32_t[]){S15(.9642), S15(1), S15(.8249)}, 3);
    put_zeros(sink, HEADER_SIZE - 80);
}

/* The curves are one (7.3.1: tags may share their data). */
static void put_tags(struct sink *table, struct sink *data)
{
    size_t start = 0, size = 0;

    put_word(table, TAG_COUNT);
    for (size_t i = 0; i < TAG_COUNT; i++) {
        if (i == 0 || tags[i].put != tags[i - 1].put) {
            start = data->size;
            tags[i].put(data);
            size = data->size - start;
            put_zeros(data, (4 - size % 4) % 4);
        }
        put_name(table, tags[i].name);
        put_words(table, (const uint32_t[]){(uint32_t)(HEADER_SIZE + TABLE_SIZE + start), (uint32_t)size}, 2);
    }
}

void pdf_put_srgb_profile(struct sink *sink)
{
    struct sink table = {0}, data = {0};

    put_tags(&table, &data);
    assert(table.size == TABLE_SIZE);
    put_header(sink, HEADER_SIZE + table.size + data.size);
    sink_put(sink, table.bytes, table.size);
    sink_put(sink, data.bytes, data.size);
    sink_close(&table);
    sink_close(&data);
}

/* --- the output intent --- */

static pdf_object add_profile(struct pdf_file *file, struct libdeflate_compressor *compressor)
{
    struct sink profile = {0}, zlib = {0};

    pdf_put_srgb_profile(&profile);
    pdf_deflate(compressor, profile.bytes, profile.size, &zlib);

    pdf_object object = pdf_file_add_stream(file, "/N 3", arena_copy(file->arena, zlib.bytes, zlib.size), zlib.size);
    sink_close(&profile);
    sink_close(&zlib);
    return object;
}

pdf_object pdf_output_intent_add(struct pdf_file *file, struct libdeflate_compressor *compressor)
{
    pdf_object profile = add_profile(file, compressor);

    return pdf_file_add(file, arena_format(file->arena,
                                           "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                                           "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R",
                                           pdf_object_number(profile)));
}
