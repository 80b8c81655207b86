/* json/scan.h - the scan before cJSON: is this text what RFC 8259 allows, and where does each value stand? */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "json/json.h"

/* Where one value stands; the spots of a text are in pre-order, as a walk over the tree meets the values. */
struct json_spot {
    size_t offset; /* of the value's first byte */
    size_t end;    /* one past its last */
    size_t key_offset;
};

/* What an accepted text leaves behind; ended by json_scan_close. */
struct json_scanned {
    char *plain; /* the text as cJSON can take it: comments and trailing commas blanked, a NUL at [size] */
    size_t size;
    struct json_spot *spots;
    size_t count;
};

/* False, having added one error, when the text is refused; `scanned` is then empty. */
bool json_scan(const struct source *source, enum json_dialect dialect, const struct limits *limits, struct diags *diags,
               struct json_scanned *scanned);
void json_scan_close(struct json_scanned *scanned);

/* What an ill-encoded file looks like and how to convert it, for a message; NULL when there is nothing to say. */
struct json_encoding_hint {
    const char *english;
    const char *japanese;
};
const struct json_encoding_hint *json_encoding_hint(const struct source *source);

#endif
