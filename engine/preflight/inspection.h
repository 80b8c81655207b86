/* preflight/inspection.h - inside preflight/: one document being looked at. */
#ifndef PREFLIGHT_INSPECTION_H
#define PREFLIGHT_INSPECTION_H

#include "form/fit.h"
#include "preflight/preflight.h"
#include "raster/gaps.h"

/* Where something was found: a value, or words of the form, at a place in the layout. */
struct finding {
    enum diag_code code;
    const struct source_ref *node;
    const char *pointer; /* or NULL */
};

/* Kanji that are too dense, of one value or of all the form's own words. */
struct dense {
    const struct mark *first; /* that has one */
    struct sink characters;   /* each once */
    length need;              /* size at which none of them is */
    length size;              /* of the smallest */
};

struct known_gaps {
    const struct font_face *face;
    uint32_t glyph;
    struct glyph_gaps gaps;
};

struct inspection {
    const struct document *document;
    const struct fax_resolution *fax;
    struct diags *diags;
    struct arena *arena;
    struct finding *findings;
    size_t finding_count, finding_capacity;
    struct raster_gaps *measuring;
    struct known_gaps **known; /* a table of KNOWN_GAPS places, by face and glyph; NULL: free */
    struct dense *dense;
    size_t dense_count, dense_capacity;
};

/* finding.c - adds a diagnostic at the mark; nothing when it is there already. The name of what stands there is {1}. */
void find(struct inspection *inspection, enum diag_severity severity, enum diag_code code, const struct mark *mark,
          const char *second, const char *third, const char *fourth);
const char *finding_points(struct inspection *inspection, length size);      /* "10.5" */
const char *finding_millimetres(struct inspection *inspection, length size); /* "0.25" */

/* type.c - one run of glyphs; and what was gathered of dense kanji. */
void inspect_type(struct inspection *inspection, const struct mark *mark);
void report_dense(struct inspection *inspection);

#endif
