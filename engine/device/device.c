/* The table of outputs, and finding one in it. */
#include "device/device.h"

#include <string.h>

const struct device *const device_kinds[] = {
    &device_pdf,
    &device_marks,
    NULL,
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
