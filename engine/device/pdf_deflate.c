/* libdeflate's whole-buffer compressor. */
#include "device/pdf_deflate.h"

#include "base/arena.h"

#include <assert.h>

struct libdeflate_compressor *pdf_deflate_open(int level)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);

    if (compressor == NULL)
        mem_grow(NULL, 1, SIZE_MAX); /* no memory: ends the process, in the one place that does */
    return compressor;
}

void pdf_deflate_close(struct libdeflate_compressor *compressor)
{
    libdeflate_free_compressor(compressor);
}

void pdf_deflate(struct libdeflate_compressor *compressor, const char *bytes, size_t size, struct sink *sink)
{
    size_t bound = libdeflate_zlib_compress_bound(compressor, size);
    size_t written = libdeflate_zlib_compress(compressor, bytes, size, sink_reserve(sink, bound), bound);

    assert(written > 0); /* the bound is always enough */
    sink->size += written;
}
