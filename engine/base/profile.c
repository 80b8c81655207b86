#include "base/profile.h"

#include <string.h>

static const char *const names[PROFILES] = {
    [PROFILE_SUBMIT] = "submit",
    [PROFILE_ARCHIVE] = "archive",
    [PROFILE_FAX] = "fax",
};

const char *profile_name(enum profile profile)
{
    return names[profile];
}

bool profile_named(const char *name, enum profile *profile)
{
    for (int i = 0; i < PROFILES; i++)
        if (strcmp(names[i], name) == 0) {
            *profile = (enum profile)i;
            return true;
        }
    return false;
}
