/* The filters of PNG (ISO/IEC 15948, clause 9) and of TIFF 6.0 (section 14), undone. */
#include "pdf/predictor.h"

#include "base/png_filter.h"

#include <string.h>

enum {
    KIND_NONE = 1,
    KIND_TIFF = 2,
    KIND_PNG = 10, /* to 15: each row says which */
};

/* A row's bytes, without the number of its filter; and how many bytes before one its left neighbour stands. */
struct rows {
    size_t size;
    size_t step;
};

static struct rows rows_of(const struct pdf_predictor *predictor)
{
    size_t bits = (size_t)predictor->components * predictor->bits;

    return (struct rows){(bits * predictor->columns + 7) / 8, (bits + 7) / 8};
}

/* `above` is the row before, undone, or NULL. */
static void undo_png_row(enum png_filter filter, const unsigned char *above, const struct rows *rows,
                         unsigned char *row)
{
    for (size_t i = 0; i < rows->size; i++) {
        int left = i < rows->step ? 0 : row[i - rows->step];
        int up = above != NULL ? above[i] : 0;
        int corner = above == NULL || i < rows->step ? 0 : above[i - rows->step];
        row[i] = (unsigned char)(row[i] + png_filter_foretold(filter, left, up, corner));
    }
}

/* Rows move together, as the numbers of their filters go. */
static bool undo_png(const struct rows *rows, struct sink *bytes)
{
    unsigned char *all = (unsigned char *)bytes->bytes, *out = all;
    const unsigned char *above = NULL;

    if (bytes->size % (rows->size + 1) != 0)
        return false;
    for (size_t at = 0; at < bytes->size; at += rows->size + 1) {
        enum png_filter filter = all[at];
        if (filter >= PNG_FILTER_COUNT)
            return false;
        memmove(out, all + at + 1, rows->size);
        undo_png_row(filter, above, rows, out);
        above = out;
        out += rows->size;
    }
    bytes->size = (size_t)(out - all);
    return true;
}

/* Components of 8 bits only: no other is in use with this predictor. */
static bool undo_tiff(const struct pdf_predictor *predictor, const struct rows *rows, struct sink *bytes)
{
    unsigned char *all = (unsigned char *)bytes->bytes;

    if (predictor->bits != 8 || bytes->size % rows->size != 0)
        return false;
    for (size_t at = 0; at < bytes->size; at++)
        if (at % rows->size >= rows->step)
            all[at] = (unsigned char)(all[at] + all[at - rows->step]);
    return true;
}

bool pdf_undo_prediction(const struct pdf_predictor *predictor, struct sink *bytes)
{
    struct rows rows = rows_of(predictor);

    if (predictor->kind == KIND_NONE)
        return true;
    if (predictor->kind == KIND_TIFF)
        return undo_tiff(predictor, &rows, bytes);
    return predictor->kind >= KIND_PNG && undo_png(&rows, bytes);
}
