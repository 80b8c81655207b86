/* The defaults that SECURITY.md publishes. */
#include "base/limits.h"

const struct limits limits_default = {
    .input_bytes = (size_t)16 * 1024 * 1024,
    .json_depth = 100,
    .json_nodes = 1000000,
    .string_bytes = (size_t)4 * 1024 * 1024,
    .pages = 2000,
    .marks = 5000000,
    .cells = 1000000,
    .raster_pixels = 200000000,
    .image_bytes = (size_t)32 * 1024 * 1024,
    .image_pixels = 50000000,
    .images_bytes = (size_t)256 * 1024 * 1024,
    .images_pixels = 500000000,
    .pdf_bytes = (size_t)256 * 1024 * 1024,
    .pdf_depth = 100,
    .pdf_objects = 1000000,
    .pdf_values = 4000000,
    .pdf_revisions = 100,
    .pdf_decoded = (size_t)256 * 1024 * 1024,
};
