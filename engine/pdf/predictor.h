/* pdf/predictor.h - bytes that were foretold from their neighbours before compression (ISO 32000-2, 7.4.4.4). */
#ifndef PDF_PREDICTOR_H
#define PDF_PREDICTOR_H

#include "base/sink.h"

#include <stdbool.h>

struct pdf_predictor {
    unsigned kind;       /* /Predictor: 1 none, 2 TIFF's, 10 to 15 PNG's */
    unsigned components; /* /Colors, at most 32 */
    unsigned bits;       /* /BitsPerComponent, at most 16 */
    unsigned columns;    /* /Columns, at most 2^24 */
};

/* Undoes it in place. False: unknown kind or bits, or the bytes are not whole rows. */
bool pdf_undo_prediction(const struct pdf_predictor *predictor, struct sink *bytes);

#endif
