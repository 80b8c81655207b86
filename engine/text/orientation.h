/* text/orientation.h - how characters stand in vertical text: the property Vertical_Orientation (UAX #50, table 1). */
#ifndef TEXT_ORIENTATION_H
#define TEXT_ORIENTATION_H

#include <stdint.h>

enum orientation {
    ORIENTATION_ROTATED,     /* R: turned with the line, as Latin is */
    ORIENTATION_UPRIGHT,     /* U and Tu: as in horizontal text, perhaps with a glyph of its own */
    ORIENTATION_TRANSFORMED, /* Tr: with a glyph of its own; rotated where the font has none */
};

struct orientation_span {
    uint32_t first, last;
    enum orientation orientation;
};

#define ORIENTATION_SPANS 114
extern const struct orientation_span orientation_spans[ORIENTATION_SPANS];

enum orientation orientation_of(uint32_t c);

#endif
