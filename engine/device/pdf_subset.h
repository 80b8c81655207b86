/* device/pdf_subset.h - a font program with just the glyphs that are drawn. */
#ifndef DEVICE_PDF_SUBSET_H
#define DEVICE_PDF_SUBSET_H

#include "device/pdf_glyphs.h"

#include <hb.h>

/*
 * A font file (glyf) or bare `CFF ` table with the glyphs of the set, which get their codes and widths and the order of
 * codes. NULL when HarfBuzz cannot do it. The caller ends the blob with hb_blob_destroy.
 */
hb_blob_t *pdf_subset_make(struct arena *arena, struct pdf_glyphs *glyphs);

#endif
