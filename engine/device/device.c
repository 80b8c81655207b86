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

/* Pixels that are as much work as one unit of composing: setting a byte of text. */
#define DEVICE_PIXELS_A_UNIT 1000

bool device_no_page(size_t page, size_t pages, struct diags *diags)
{
    char wanted[32], there[32];

    snprintf(wanted, sizeof(wanted), "%zu", page);
    snprintf(there, sizeof(there), "%zu", pages);
    return diags_error(diags, DIAG_PAGE_UNKNOWN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(wanted, there));
}

static bool over_limit(enum diag_code code, size_t limit, struct diags *diags)
{
    char number[32];

    snprintf(number, sizeof(number), "%zu", limit);
    return diags_error(diags, code, &SOURCE_NOWHERE, NULL, DIAG_ARGS(number));
}

bool device_check_pixels(const struct document *document, const struct device_options *options, uint32_t width,
                         uint32_t height, uint64_t *pixels, struct diags *diags)
{
    const struct limits *limits = options->limits;
    uint64_t own = (uint64_t)width * height;

    *pixels += own;
    if (own > limits->page_pixels)
        return over_limit(DIAG_LIMIT_PIXELS, limits->page_pixels, diags);
    if (document->work + *pixels / DEVICE_PIXELS_A_UNIT > limits->work)
        return over_limit(DIAG_LIMIT_WORK, limits->work, diags);
    return true;
}
