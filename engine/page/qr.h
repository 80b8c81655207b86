/* page/qr.h - QR codes (JIS X 0510, ISO/IEC 18004) as modules. */
#ifndef PAGE_QR_H
#define PAGE_QR_H

#include <stddef.h>
#include <stdint.h>

#define QR_QUIET 4 /* light modules around the code (JIS X 0510, quiet zone) */

struct qr_code {
    const char *text;    /* what it says, in ASCII */
    size_t modules;      /* a side, without the quiet zone */
    const uint8_t *dark; /* 0 or 1, row by row from the top left: modules * modules */
};

/* A side with the quiet zone on both ends. */
size_t qr_side(const struct qr_code *code);

/* Dark modules beside each other in `row`, from module `*start` on: how many, 0 when none is left. The first becomes
 * `*start`. */
size_t qr_run(const struct qr_code *code, size_t row, size_t *start);

#endif
