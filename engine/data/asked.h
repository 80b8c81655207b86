/*
 * data/asked.h - inside data/: what was asked of each value while a record was bound and composed.
 *
 * The answers decide what stands on the pages, so whoever is to compose the same pages again needs as much of a value
 * as was asked for, though nothing of it is shown.
 */
#ifndef DATA_ASKED_H
#define DATA_ASKED_H

#include "data/record.h"

struct asked {
    struct arena *arena;
    const struct condition **conditions; /* tests of the value, or against it; each once */
    size_t count, capacity;
    bool is_counted; /* EACH: how many items there are */
    bool is_used;    /* all of it, for something else than to be shown */
};

/* Makes room for what will be asked of the values of a record; without it nothing is noted. */
void asked_prepare(struct record *record, struct arena *arena);

void asked_note(const struct value *value, const struct condition *condition);

#endif
