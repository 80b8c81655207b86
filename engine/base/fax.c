#include "base/fax.h"

#include <stddef.h>
#include <string.h>

#define ACROSS 204216
#define PT(tenths) ((length)(tenths)*LENGTH_PER_PT / 10)

const struct fax_resolution fax_resolutions[FAX_RESOLUTIONS] = {
    {"standard", ACROSS, 97790, 204, 98, .type = PT(105), .module = LENGTH_PER_MM * 3 / 4},
    {"fine", ACROSS, 195580, 204, 196, .type = PT(70), .module = LENGTH_PER_MM / 2},
    {"superfine", ACROSS, 391160, 204, 391, .type = PT(60), .module = LENGTH_PER_MM / 4},
};
const struct fax_resolution *const fax_resolution_usual = &fax_resolutions[1];

/* 98 and 196 dpi, as people write them, count as 97.79 and 195.58; so do 95 and 190. */
#define TOLERANCE 1030 /* thousandths */

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

const struct fax_resolution *fax_resolution_for(int32_t y)
{
    const struct fax_resolution *found = &fax_resolutions[0];

    if (y == 0)
        return fax_resolution_usual;
    for (size_t i = 1; i < FAX_RESOLUTIONS; i++)
        if (fax_resolutions[i].y <= (int64_t)y * TOLERANCE / 1000)
            found = &fax_resolutions[i];
    return found;
}
