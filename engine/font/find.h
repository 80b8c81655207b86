/* font/find.h - a font file by name, when it is not where fonts.lock says. */
#ifndef FONT_FIND_H
#define FONT_FIND_H

#include "base/arena.h"

/*
 * Path of the file that holds the face with this PostScript name, copied into `arena`, and its index in the file;
 * NULL when there is none. Asks fontconfig with folder/fonts.conf and nothing else; slow (milliseconds).
 */
const char *find_font_file(struct arena *arena, const char *folder, const char *postscript, unsigned *face);

#endif
