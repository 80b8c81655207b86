/* The filters of streams (ISO 32000-2, 7.4). */
#include "pdf/predictor.h"
#include "pdf/reading.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* No stream needs more, and each step may cost the whole limit. */
#define FILTERS_MAX 8

/* One stream on its way through its filters. */
struct decoding {
    const struct pdf *pdf; /* NULL: nothing is looked up, there are no references */
    const char *name;      /* of the file */
    size_t limit;          /* bytes after each step */
    struct arena *arena;
    struct diag_cause *cause;
    struct sink bytes, next; /* before and after a step */
};

static bool refuse(struct decoding *decoding, enum diag_code code, const char *what)
{
    *decoding->cause = (struct diag_cause){code, DIAG_ARGS(decoding->name, what)};
    return false;
}

static bool damaged(struct decoding *decoding, const char *reason)
{
    *decoding->cause = (struct diag_cause){DIAG_PDF_DAMAGED, DIAG_ARGS(decoding->name, reason, "?")};
    return false;
}

static bool too_long(struct decoding *decoding)
{
    *decoding->cause = (struct diag_cause){
        DIAG_LIMIT_PDF, DIAG_ARGS(decoding->name, arena_format(decoding->arena, "%zu", decoding->limit),
                                  DIAG_BOTH("bytes in one stream", "一つのストリームのバイト数"))};
    return false;
}

/* --- FlateDecode --- */

/* DEFLATE makes at most 1,032 bytes of one; most streams make about four. */
#define RATIO_MAX 1032
#define RATIO_USUAL 4

/* zlib's end may be followed by the end of line that some programs count to the stream. */
#define LINE_END_MAX 2

static enum libdeflate_result inflate_into(const struct sink *bytes, struct sink *out, size_t room, size_t *used)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    size_t written = 0;
    enum libdeflate_result result;

    if (decompressor == NULL)
        mem_grow(NULL, 1, SIZE_MAX); /* no memory: ends the process, in the one place that does */
    result = libdeflate_zlib_decompress_ex(decompressor, bytes->bytes, bytes->size, sink_reserve(out, room), room, used,
                                           &written);
    libdeflate_free_decompressor(decompressor);
    out->size = result == LIBDEFLATE_SUCCESS ? written : 0;
    return result;
}

static size_t room_to_try(const struct decoding *decoding, size_t room)
{
    return room < decoding->limit ? room : decoding->limit;
}

/* The size is not known before: the room is doubled until all fits. */
static bool inflate_all(struct decoding *decoding)
{
    size_t size = decoding->bytes.size, used = 0, room = room_to_try(decoding, RATIO_USUAL * size + 64);
    enum libdeflate_result result = inflate_into(&decoding->bytes, &decoding->next, room, &used);

    while (result == LIBDEFLATE_INSUFFICIENT_SPACE && room < decoding->limit && room / RATIO_MAX <= size) {
        room = room_to_try(decoding, 2 * room);
        result = inflate_into(&decoding->bytes, &decoding->next, room, &used);
    }
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
        return too_long(decoding);
    if (result != LIBDEFLATE_SUCCESS || size - used > LINE_END_MAX)
        return damaged(decoding, DIAG_BOTH("a stream cannot be decompressed", "ストリームを展開できません"));
    return true;
}

/* --- ASCIIHexDecode --- */

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *place = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;

    return place != NULL ? (int)(place - digits) : -1;
}

/* 7.4.2: pairs of digits up to ">". */
static bool decode_hexadecimal(struct decoding *decoding)
{
    int high = -1;

    for (size_t i = 0; i < decoding->bytes.size && decoding->bytes.bytes[i] != '>'; i++) {
        char c = decoding->bytes.bytes[i];
        int digit = hex_digit(c);
        if (digit < 0 && pdf_is_blank(c))
            continue;
        if (digit < 0)
            return damaged(decoding,
                           DIAG_BOTH("a stream is no hexadecimal text", "ストリームが 16 進数ではありません"));
        if (high >= 0)
            sink_put_char(&decoding->next, (char)(high << 4 | digit));
        high = high >= 0 ? -1 : digit;
    }
    if (high >= 0)
        sink_put_char(&decoding->next, (char)(high << 4));
    return true;
}

/* --- filters one after the other --- */

static const struct pdf_value *look_up(const struct decoding *decoding, const struct pdf_value *value)
{
    return decoding->pdf != NULL ? pdf_resolve(decoding->pdf, value) : value;
}

static const struct pdf_value *entry_of(const struct decoding *decoding, const struct pdf_value *dictionary,
                                        const char *key)
{
    return look_up(decoding, pdf_entry(decoding->pdf, dictionary, key));
}

/* /Filter and /DecodeParms are one each, or an array of them. */
static const struct pdf_value *nth(const struct decoding *decoding, const struct pdf_value *value, size_t index)
{
    if (value->kind == PDF_ARRAY)
        return index < value->as.array.count ? look_up(decoding, &value->as.array.items[index]) : &pdf_null;
    return index == 0 ? value : &pdf_null;
}

static bool is_of_pictures(const struct pdf_value *filter)
{
    static const char *const names[] = {"DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (pdf_is_name(filter, names[i]))
            return true;
    return false;
}

/* False with *is_whole: out of its bounds. */
static bool read_parameter(const struct decoding *decoding, const struct pdf_value *parameters, const char *key,
                           unsigned usual, unsigned most, unsigned *parameter)
{
    const struct pdf_value *value = entry_of(decoding, parameters, key);
    int64_t integer;

    *parameter = usual;
    if (value->kind == PDF_NULL)
        return true;
    if (!pdf_integer(value, &integer) || integer < 1 || integer > most)
        return false;
    *parameter = (unsigned)integer;
    return true;
}

#define COMPONENTS_MAX 32
#define BITS_MAX 16
#define COLUMNS_MAX (1u << 24)

static bool undo_prediction(struct decoding *decoding, const struct pdf_value *parameters)
{
    struct pdf_predictor predictor;

    if (!read_parameter(decoding, parameters, "Predictor", 1, 15, &predictor.kind) ||
        !read_parameter(decoding, parameters, "Colors", 1, COMPONENTS_MAX, &predictor.components) ||
        !read_parameter(decoding, parameters, "BitsPerComponent", 8, BITS_MAX, &predictor.bits) ||
        !read_parameter(decoding, parameters, "Columns", 1, COLUMNS_MAX, &predictor.columns) ||
        !pdf_undo_prediction(&predictor, &decoding->next))
        return damaged(decoding,
                       DIAG_BOTH("the predictor of a stream is wrong", "ストリームの予測の指定が正しくありません"));
    return true;
}

/* From `bytes` to `bytes`. */
static bool undo(struct decoding *decoding, const struct pdf_value *filter, const struct pdf_value *parameters)
{
    sink_clear(&decoding->next);
    if (pdf_is_name(filter, "FlateDecode")) {
        if (!inflate_all(decoding) || !undo_prediction(decoding, parameters))
            return false;
    } else if (pdf_is_name(filter, "ASCIIHexDecode")) {
        if (!decode_hexadecimal(decoding))
            return false;
    } else {
        return refuse(decoding, DIAG_PDF_FILTER,
                      filter->kind == PDF_NAME ? arena_copy_string(decoding->arena, filter->as.text.bytes) : "?");
    }
    struct sink bytes = decoding->bytes;
    decoding->bytes = decoding->next;
    decoding->next = bytes;
    return true;
}

/* Gives the number of filters that remain in *left. */
static bool undo_all(struct decoding *decoding, const struct pdf_stream *stream, size_t *left)
{
    const struct pdf_value *filters = entry_of(decoding, &stream->dictionary, "Filter");
    const struct pdf_value *parameters = entry_of(decoding, &stream->dictionary, "DecodeParms");
    size_t count = filters->kind == PDF_ARRAY ? filters->as.array.count : filters->kind != PDF_NULL;

    if (count > FILTERS_MAX)
        return damaged(decoding, DIAG_BOTH("a stream has too many filters", "ストリームのフィルターが多すぎます"));
    for (*left = count; *left > 0; --*left) {
        const struct pdf_value *filter = nth(decoding, filters, count - *left);
        if (is_of_pictures(filter))
            return true;
        if (!undo(decoding, filter, nth(decoding, parameters, count - *left)))
            return false;
    }
    return true;
}

static bool decode(struct decoding *decoding, const struct pdf_stream *stream, struct sink *sink, size_t *left)
{
    size_t some = 0;
    bool is_good;

    sink_put(&decoding->bytes, stream->bytes, stream->size);
    is_good = undo_all(decoding, stream, &some);
    if (is_good && some > 0 && left == NULL)
        is_good = refuse(decoding, DIAG_PDF_FILTER, DIAG_BOTH("of a picture", "（画像用）"));
    if (is_good)
        sink_put(sink, decoding->bytes.bytes, decoding->bytes.size);
    if (left != NULL)
        *left = some;
    sink_close(&decoding->bytes);
    sink_close(&decoding->next);
    return is_good;
}

bool pdf_decode(const struct pdf *pdf, const struct pdf_stream *stream, const struct limits *limits, struct sink *sink,
                size_t *left, struct arena *arena, struct diag_cause *cause)
{
    struct decoding decoding = {
        .pdf = pdf,
        .name = pdf->file->name,
        .limit = limits->pdf_decoded,
        .arena = arena,
        .cause = cause,
    };

    return decode(&decoding, stream, sink, left);
}

bool pdf_decode_whole(struct pdf_reading *reading, const struct pdf_stream *stream, size_t at, struct sink *sink)
{
    struct decoding decoding = {
        .name = reading->file->name,
        .limit = reading->limits->pdf_decoded - reading->decoded,
        .arena = reading->arena,
        .cause = reading->cause,
    };
    size_t before = sink->size;

    if (!decode(&decoding, stream, sink, NULL)) {
        if (reading->cause->code == DIAG_PDF_DAMAGED)
            reading->cause->args.arg[2] = arena_format(reading->arena, "%zu", at);
        return false;
    }
    reading->decoded += sink->size - before;
    return true;
}
