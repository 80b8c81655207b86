/* font/map.h - inside font/: font files in memory. */
#ifndef FONT_MAP_H
#define FONT_MAP_H

#include <hb.h>

/* The file mapped, immutable; NULL when it cannot be. The caller drops it with hb_blob_destroy. */
hb_blob_t *font_map(const char *path);

/*
 * Gives back the pages that were read so far: they are read again where they are touched again. Of a fallback that no
 * document needs nothing is then held. `file` was made by font_map.
 */
void font_map_rest(hb_blob_t *file);

#endif
