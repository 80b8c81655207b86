/* device/tiff_file.h - a TIFF file of libtiff's in memory. */
#ifndef DEVICE_TIFF_FILE_H
#define DEVICE_TIFF_FILE_H

#include <stddef.h>
#include <tiffio.h>

/* Start as {0}; `bytes` is freed by the caller. */
struct tiff_file {
    char *bytes;
    size_t size, capacity;
    size_t at; /* where the next byte goes */
};

/* Opens it for writing, little-endian. libtiff's messages are dropped: each call says if it failed. NULL: no. */
TIFF *tiff_file_open(struct tiff_file *file);

#endif
