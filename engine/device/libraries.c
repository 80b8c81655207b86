/* The libraries whose versions can change the bytes of a document: who shapes, subsets, compresses and numbers. */
#include "device/device.h"

#include <hb.h>
#include <hpdf.h>
#include <libdeflate.h>
#include <png.h>

bool device_library(size_t index, struct device_library *library)
{
    const struct device_library libraries[] = {
        {"HarfBuzz", hb_version_string()},
        {"libdeflate", LIBDEFLATE_VERSION_STRING},
        {"libharu", HPDF_GetVersion()},
        {"libpng", png_get_libpng_ver(NULL)},
    };

    if (index >= sizeof(libraries) / sizeof(libraries[0]))
        return false;
    *library = libraries[index];
    return true;
}
