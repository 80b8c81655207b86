/* device/fax_resolution.h - the resolutions of FAX machines. */
#ifndef DEVICE_FAX_RESOLUTION_H
#define DEVICE_FAX_RESOLUTION_H

#include <stdint.h>

/*
 * ITU-T T.4, table 1: 8.04 pixels a millimetre across; 3.85, 7.7 or 15.4 lines a millimetre down. Files state rounded
 * values (RFC 2306, 3.2.1).
 */
struct fax_resolution {
    const char *name;
    int32_t x, y; /* thousandths of a dot per inch */
    int stated_x, stated_y;
};

#define FAX_RESOLUTIONS 3
extern const struct fax_resolution fax_resolutions[FAX_RESOLUTIONS]; /* standard, fine, superfine */
extern const struct fax_resolution *const fax_resolution_usual;

const struct fax_resolution *fax_resolution_named(const char *name);  /* NULL: none */
const struct fax_resolution *fax_resolution_of(int32_t x, int32_t y); /* NULL: no FAX machine has it */

#endif
