#include "device/fax_resolution.h"

#include <stddef.h>
#include <string.h>

#define ACROSS 204216

const struct fax_resolution fax_resolutions[FAX_RESOLUTIONS] = {
    {"standard", ACROSS, 97790, 204, 98},
    {"fine", ACROSS, 195580, 204, 196},
    {"superfine", ACROSS, 391160, 204, 391},
};
const struct fax_resolution *const fax_resolution_usual = &fax_resolutions[1];

const struct fax_resolution *fax_resolution_named(const char *name)
{
    for (size_t i = 0; i < FAX_RESOLUTIONS; i++)
        if (strcmp(fax_resolutions[i].name, name) == 0)
            return &fax_resolutions[i];
    return NULL;
}

const struct fax_resolution *fax_resolution_of(int32_t x, int32_t y)
{
    for (size_t i = 0; i < FAX_RESOLUTIONS; i++)
        if (fax_resolutions[i].x == x && fax_resolutions[i].y == y)
            return &fax_resolutions[i];
    return NULL;
}
