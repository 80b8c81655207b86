/* device/pdf_cff.h - the one thing a PDF must know from inside a CFF font: its CIDs. */
#ifndef DEVICE_PDF_CFF_H
#define DEVICE_PDF_CFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads the CIDs of glyphs 0 to `count` - 1 from the `CFF ` table of a subset. A CID-keyed font is drawn by CIDs, which
 * a subset keeps from the whole font; any other CFF font by glyph ids (ISO 32000-2, 9.7.4.2), so those come out as they
 * are. False when the table is damaged.
 */
bool pdf_cff_cids(const unsigned char *table, size_t size, uint16_t *cids, size_t count);

#endif
