/* base/fax.h - what FAX machines show: their resolutions, and what print must be like to survive them. */
#ifndef BASE_FAX_H
#define BASE_FAX_H

#include "base/length.h"

#include <stdint.h>

/*
 * ITU-T T.4, table 1: 8.04 pixels a millimetre across; 3.85, 7.7 or 15.4 lines a millimetre down. Files state rounded
 * values (RFC 2306, 3.2.1).
 */
struct fax_resolution {
    const char *name;
    int32_t x, y; /* thousandths of a dot per inch */
    int stated_x, stated_y;
    length type;   /* the smallest that is read without fail (docs/fax.md) */
    length module; /* the smallest of a QR code that survives a line that loses rows */
};

#define FAX_RESOLUTIONS 3
extern const struct fax_resolution fax_resolutions[FAX_RESOLUTIONS]; /* standard, fine, superfine */
extern const struct fax_resolution *const fax_resolution_usual;

const struct fax_resolution *fax_resolution_named(const char *name);  /* NULL: none */
const struct fax_resolution *fax_resolution_of(int32_t x, int32_t y); /* NULL: no FAX machine has it */

/* The finest of them that is no finer down the page than this; of what is coarser than all, the coarsest. 0: usual. */
const struct fax_resolution *fax_resolution_for(int32_t y);

/*
 * What receivers cut off or shrink away at each edge of the sheet is up to 5 mm, and sheets go in askew: nothing is
 * drawn in the outer 10 mm.
 */
#define FAX_EDGE (10 * LENGTH_PER_MM)

/* Two pixels across at 204 dpi, and at least one row: a line of one pixel breaks where a scanner or a row fails. */
#define FAX_RULE (LENGTH_PER_MM / 4)

#endif
