/* page/extent.h - the room that a mark takes on its page. */
#ifndef PAGE_EXTENT_H
#define PAGE_EXTENT_H

#include "page/document.h"

/* From the upper left corner of the page. */
struct extent {
    length left, top, right, bottom;
};

/* Of glyphs along their line, and across it as high as the em, whatever their outlines; of paths with their control
 * points. */
struct extent extent_of_mark(const struct mark *mark);

/* Whether they share more than an edge. */
bool extents_overlap(const struct extent *one, const struct extent *other);

#endif
