/* The table of outputs, and finding one in it. */
#include "device/device.h"

#include <stdio.h>
#include <string.h>

const struct device *const device_kinds[] = {
    &device_pdf, &device_marks, &device_text, &device_png, &device_tiff, NULL,
};

const struct device *device_find(const char *name)
{
    for (const struct device *const *kind = device_kinds; *kind != NULL; kind++)
        if (strcmp((*kind)->name, name) == 0)
            return *kind;
    return NULL;
}

static bool ends_with(const char *string, const char *ending)
{
    size_t size = strlen(string);
    size_t ending_size = strlen(ending);

    return size >= ending_size && strcmp(string + size - ending_size, ending) == 0;
}

const struct device *device_find_suffix(const char *filename)
{
    for (const struct device *const *kind = device_kinds; *kind != NULL; kind++)
        if (ends_with(filename, (*kind)->suffix))
            return *kind;
    return NULL;
}

bool device_no_page(size_t page, size_t pages, struct diags *diags)
{
    char wanted[32], there[32];

    snprintf(wanted, sizeof(wanted), "%zu", page);
    snprintf(there, sizeof(there), "%zu", pages);
    return diags_error(diags, DIAG_PAGE_UNKNOWN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(wanted, there));
}

bool device_check_pixels(const struct device_options *options, uint32_t width, uint32_t height, struct diags *diags)
{
    char limit[32];

    if ((uint64_t)width * height <= options->limits->raster_pixels)
        return true;
    snprintf(limit, sizeof(limit), "%zu", options->limits->raster_pixels);
    return diags_error(diags, DIAG_LIMIT_PIXELS, &SOURCE_NOWHERE, NULL, DIAG_ARGS(limit));
}
