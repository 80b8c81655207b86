/*
 * archive/archive.h - a PDF file with its render record and everything that names.
 *
 * The file may have been made by anybody: the record is read strictly, every input is decoded within the limits, and
 * each must have the digest that the record gives it.
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include "archive/record.h"
#include "pdf/pdf.h"

/* An embedded file, decoded. */
struct archive_part {
    const struct archive_input *input; /* what the record says of it */
    const struct source *source;       /* under its name among the embedded files */
};

struct archive {
    const struct pdf *pdf;
    const struct archive_record *record;
    const struct source *record_source;
    const struct archive_part *layouts; /* as many as the record names */
    struct archive_part data, earlier;  /* .source NULL: there is none */
    const struct archive_part *pictures;
};

/*
 * The archive that a PDF file is; it lives in `arena` and borrows `pdf`. NULL, having added at least one error: it has
 * no render record (RECORD_NONE), or one that cannot be read, or lacks an input, or has another in its place.
 */
const struct archive *archive_open(struct arena *arena, const struct pdf *pdf, const struct limits *limits,
                                   struct diags *diags);

/* Whether a PDF file says that it has a render record. */
bool archive_is_one(struct arena *arena, const struct pdf *pdf);

/* What an embedded file holds, in the arena; NULL, having added an error. */
const struct source *archive_decode(struct arena *arena, const struct pdf *pdf, const struct pdf_embedded *embedded,
                                    const struct limits *limits, struct diags *diags);

#endif
