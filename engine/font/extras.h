/* font/extras.h - fonts beside those of fonts.lock, opened when they are first named: for trying texts out. */
#ifndef FONT_EXTRAS_H
#define FONT_EXTRAS_H

#include "font/font.h"

/* Not to be shared by threads. Owns the faces it opened. */
struct font_extras;

/*
 * `library`, `folder` (with fonts.conf) and `directories` are borrowed until font_extras_close. A directory's fonts
 * are found with those that fonts.conf lists.
 */
struct font_extras *font_extras_open(const struct font_library *library, const char *folder,
                                     const char *const *directories, size_t count);
void font_extras_close(struct font_extras *extras);

/*
 * The library's stack of this name; else the font of this family, full or PostScript name, followed by the library's
 * fallback faces. NULL when there is none.
 */
const struct font_stack *font_extras_stack(struct font_extras *extras, const char *name);

#endif
