/* device/pdf_date.h - a moment as PDF writes it, and as XMP does. */
#ifndef DEVICE_PDF_DATE_H
#define DEVICE_PDF_DATE_H

#include "base/arena.h"

#include <stdint.h>

/* `date`: seconds since 1970-01-01 UTC, before the year 10000. Both in `arena`. */
const char *pdf_date_string(struct arena *arena, int64_t date); /* (D:YYYYMMDDHHmmSSZ) (ISO 32000-2, 7.9.4) */
const char *pdf_date_iso(struct arena *arena, int64_t date);    /* YYYY-MM-DDTHH:mm:SSZ (ISO 16684-1, 8.2.1.2) */

#endif
