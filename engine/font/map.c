/* Mapped here, not by HarfBuzz, which reads what it cannot map: of such memory no page could be given back. */
#define _DEFAULT_SOURCE /* madvise */
#include "font/map.h"

#include "base/arena.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct mapping {
    void *bytes;
    size_t size;
};

static void unmap(void *data)
{
    struct mapping *mapping = data;

    munmap(mapping->bytes, mapping->size);
    free(mapping);
}

static void *map(int file, size_t *size)
{
    struct stat status;
    void *bytes;

    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0 || status.st_size > UINT_MAX)
        return NULL;
    *size = (size_t)status.st_size;
    bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
    return bytes != MAP_FAILED ? bytes : NULL;
}

hb_blob_t *font_map(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct mapping *mapping = mem_alloc(sizeof *mapping);

    mapping->bytes = file >= 0 ? map(file, &mapping->size) : NULL;
    if (file >= 0)
        close(file);
    if (mapping->bytes == NULL) {
        free(mapping);
        return NULL;
    }
    hb_blob_t *blob = hb_blob_create(mapping->bytes, (unsigned)mapping->size, HB_MEMORY_MODE_READONLY, mapping, unmap);
    hb_blob_make_immutable(blob);
    return blob;
}

void font_map_rest(hb_blob_t *file)
{
    unsigned size;
    const char *bytes = hb_blob_get_data(file, &size);

    if (size > 0)
        madvise((void *)(uintptr_t)bytes, size, MADV_DONTNEED);
}
