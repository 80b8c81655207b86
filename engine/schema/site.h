/* schema/site.h - inside schema/: the places of the incident file that a form reads, nested as they stand there. */
#ifndef SCHEMA_SITE_H
#define SCHEMA_SITE_H

#include "layout/layout.h"

/* A field that reads a place: by the path of this number. */
struct reader {
    const struct field *field;
    size_t path;
    const struct reader *next;
};

struct site {
    const char *key;              /* NULL at the root, and for an item of a list */
    const struct reader *readers; /* of the value here; NULL: only of places below */
    struct reader *last_reader;
    struct site *children, *last_child, *next; /* in the layout's order */
};

/* The places of these fields, in the arena. */
const struct site *sites_of(struct arena *arena, const struct field *fields, size_t count);

/* Those inside an item, of all fields that read the list at `site`. */
const struct site *sites_of_items(struct arena *arena, const struct site *site);

/* No path of the field's has a step by number: such a place is not named by keys alone. */
bool field_has_site(const struct field *field);

#endif
