/*
 * archive/compare.h - do two PDF files say the same?
 *
 * All that can be reached from the catalog and from the document information is compared, object by object, whatever
 * their numbers: values as such, streams by what they hold once their filters are undone. How a file is laid out and
 * compressed does not count.
 */
#ifndef ARCHIVE_COMPARE_H
#define ARCHIVE_COMPARE_H

#include "pdf/pdf.h"

/*
 * NULL: they say the same. Otherwise where the first difference was found, a path in the arena such as
 * "/Root/Pages/Kids/0/Contents". A stream that cannot be decoded is a difference.
 */
const char *archive_difference(struct arena *arena, const struct pdf *one, const struct pdf *other,
                               const struct limits *limits);

#endif
