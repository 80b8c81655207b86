/* font/lock.h - fonts.lock: which fonts may be used, where their files are, and which bytes they had. */
#ifndef FONT_LOCK_H
#define FONT_LOCK_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/sha256.h"

#include <stdbool.h>
#include <stddef.h>

/* Whom a fallback stands in for: faces of its own kind look better beside each other. */
enum lock_side {
    LOCK_ALL,
    LOCK_SANS,
    LOCK_SERIF,
};

/* One `font` block; lock_read leaves none of the texts out. */
struct lock_font {
    const char *role;
    const char *family;
    const char *postscript;
    const char *file;    /* below a directory */
    const char *sha256;  /* lower-case hex */
    const char *package; /* of Debian */
    unsigned face;       /* index in a collection */
    enum lock_side side; /* of a fallback */
    size_t line;
};

struct lock {
    char sha256[SHA256_HEX_SIZE + 1]; /* of the file */
    const char **directories;         /* absolute, or relative to the folder of the lock */
    size_t directory_count;
    struct lock_font *fonts;
    size_t count;
};

/* The role whose fonts step in when another lacks a character; the only one that may be given twice. */
#define LOCK_FALLBACK "fallback"

/*
 * Reads folder/fonts.lock. The lock and its texts live in `arena`.
 * Returns NULL, having added FILE_UNREADABLE, FONT_LOCK_SYNTAX or, for more than `fonts_max` fonts, LIMIT_FONTS.
 */
const struct lock *lock_read(struct arena *arena, const char *folder, size_t fonts_max, struct diags *diags);

#endif
