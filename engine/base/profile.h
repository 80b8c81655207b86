/* base/profile.h - what a document is made for. */
#ifndef BASE_PROFILE_H
#define BASE_PROFILE_H

#include <stdbool.h>

enum profile {
    PROFILE_SUBMIT,  /* a plain PDF, as small as can be */
    PROFILE_ARCHIVE, /* PDF/A and PDF/UA, with what it was made from inside */
    PROFILE_FAX,     /* black only, and large enough to be read at the other end */
    PROFILES,
};

const char *profile_name(enum profile profile); /* "submit" */

/* False, and `profile` untouched: there is no such profile. */
bool profile_named(const char *name, enum profile *profile);

#endif
