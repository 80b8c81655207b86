/*
 * PNG's filters (ISO/IEC 15948, clause 9): a byte less what its neighbours foretell. Photographs shrink by them,
 * drawings and screens of few colours do not, and which is which shows only in the end: so it is tried both ways, and
 * the shorter one stands.
 */
#include "device/pdf_predictor.h"

#include "base/arena.h"
#include "base/png_filter.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A row under one filter at `out`, and how far its bytes are from 0 in all, read as signed numbers. */
static uint64_t filter_row(const unsigned char *row, const unsigned char *above, size_t size, unsigned step,
                           enum png_filter filter, unsigned char *out)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < size; i++) {
        int left = i < step ? 0 : row[i - step];
        int corner = i < step ? 0 : above[i - step];
        unsigned char byte = (unsigned char)(row[i] - png_filter_foretold(filter, left, above[i], corner));

        out[i] = byte;
        sum += byte < 128 ? byte : 256u - byte;
    }
    return sum;
}

/* The filter with the least sum, as the standard advises (12.8). `trial` has room for a row. */
static void put_best(const unsigned char *row, const unsigned char *above, size_t size, unsigned step,
                     unsigned char *trial, unsigned char *out)
{
    uint64_t least = UINT64_MAX;

    for (enum png_filter filter = PNG_FILTER_SUB; filter < PNG_FILTER_COUNT; filter++) {
        uint64_t sum = filter_row(row, above, size, step, filter, trial);

        if (sum >= least)
            continue;
        least = sum;
        out[0] = (unsigned char)filter;
        memcpy(out + 1, trial, size);
    }
}

static void put_rows(const struct pdf_raster *raster, bool is_filtered, unsigned char *out)
{
    size_t size = (size_t)raster->width * raster->components;
    unsigned char *trial = mem_alloc(2 * size);
    const unsigned char *above = memset(trial + size, 0, size); /* the first row's */

    for (uint32_t i = 0; i < raster->height; i++, out += size + 1) {
        const unsigned char *row = raster->pixels + i * size;

        if (is_filtered) {
            put_best(row, above, size, raster->components, trial, out);
        } else {
            out[0] = PNG_FILTER_NONE;
            memcpy(out + 1, row, size);
        }
        above = row;
    }
    free(trial);
}

void pdf_put_raster(struct sink *sink, const struct pdf_raster *raster, struct libdeflate_compressor *compressor)
{
    size_t size = ((size_t)raster->width * raster->components + 1) * raster->height;
    char *rows = mem_alloc(size);
    struct sink plain = {0}, filtered = {0};

    put_rows(raster, false, (unsigned char *)rows);
    pdf_deflate(compressor, rows, size, &plain);
    put_rows(raster, true, (unsigned char *)rows);
    pdf_deflate(compressor, rows, size, &filtered);
    free(rows);

    const struct sink *shorter = plain.size <= filtered.size ? &plain : &filtered;
    sink_put(sink, shorter->bytes, shorter->size);
    sink_close(&plain);
    sink_close(&filtered);
}
