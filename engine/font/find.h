/* font/find.h - a font file by name, when it is not where fonts.lock says. */
#ifndef FONT_FIND_H
#define FONT_FIND_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Path of the file that holds the face with this PostScript name, copied into `arena`, and its index in the file;
 * NULL when there is none. Asks fontconfig with folder/fonts.conf and nothing else; slow (milliseconds).
 */
const char *find_font_file(struct arena *arena, const char *folder, const char *postscript, unsigned *face);

/*
 * As find_font_file, for a family (in any of the languages the font names it in), full or PostScript name; among fonts
 * of one family the one nearest to upright, regular and of normal width. `directories` are looked in too.
 */
struct font_place {
    const char *file;
    const char *family, *postscript; /* as the font names itself */
    unsigned face;
};
bool find_named_font(struct arena *arena, const char *folder, const char *const *directories, size_t count,
                     const char *name, struct font_place *place);

#endif
