#include "device/tiff_file.h"

#include "base/arena.h"

#include <stdio.h>
#include <string.h>

static tmsize_t read_bytes(thandle_t handle, void *bytes, tmsize_t size)
{
    struct tiff_file *file = handle;
    size_t left = file->at < file->size ? file->size - file->at : 0;
    size_t count = (size_t)size < left ? (size_t)size : left;

    memcpy(bytes, file->bytes + file->at, count);
    file->at += count;
    return (tmsize_t)count;
}

static void reserve(struct tiff_file *file, size_t size)
{
    if (size <= file->capacity)
        return;
    file->capacity = size > 2 * file->capacity ? size : 2 * file->capacity;
    file->bytes = mem_grow(file->bytes, file->capacity, 1);
}

static tmsize_t write_bytes(thandle_t handle, void *bytes, tmsize_t size)
{
    struct tiff_file *file = handle;
    size_t end = file->at + (size_t)size;

    reserve(file, end);
    if (file->at > file->size) /* a gap left by a seek */
        memset(file->bytes + file->size, 0, file->at - file->size);
    memcpy(file->bytes + file->at, bytes, (size_t)size);
    file->at = end;
    file->size = end > file->size ? end : file->size;
    return size;
}

static toff_t seek(thandle_t handle, toff_t offset, int whence)
{
    struct tiff_file *file = handle;
    size_t base = whence == SEEK_CUR ? file->at : whence == SEEK_END ? file->size : 0;

    file->at = base + (size_t)offset;
    return file->at;
}

static int close_nothing(thandle_t handle)
{
    (void)handle;
    return 0;
}

static toff_t size_of(thandle_t handle)
{
    return ((const struct tiff_file *)handle)->size;
}

/* Handled here: nothing more is to be said of it. */
static int keep_silent(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments)
{
    (void)tiff, (void)user, (void)module, (void)format, (void)arguments;
    return 1;
}

TIFF *tiff_file_open(struct tiff_file *file)
{
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    TIFF *tiff;

    TIFFOpenOptionsSetErrorHandlerExtR(options, keep_silent, NULL);
    TIFFOpenOptionsSetWarningHandlerExtR(options, keep_silent, NULL);
    tiff = TIFFClientOpenExt("tiff", "wl", file, read_bytes, write_bytes, seek, close_nothing, size_of, NULL, NULL,
                             options);
    TIFFOpenOptionsFree(options);
    return tiff;
}
