/* batch/shelf.h - the forms of a run, each opened once. */
#ifndef BATCH_SHELF_H
#define BATCH_SHELF_H

#include "engine.h"

/* A form as its jobs see it; immutable. */
struct shelf_form {
    const char *name; /* as jobs name it */
    struct todoke_target target;
    struct todoke_form *form;         /* NULL: it cannot be opened */
    struct todoke_messages *messages; /* of its opening */
    const char *id;                   /* borrowed from the form */
    size_t index;                     /* on the shelf */
};

struct shelf {
    const struct todoke *engine;
    struct shelf_form **forms;
    size_t count, most; /* most: each keeps its fonts and prepared pages in memory */
};

/* A shelf for at most that many forms. */
void shelf_open(struct shelf *shelf, const struct todoke *engine, size_t most);
void shelf_close(struct shelf *shelf);

/*
 * The form of this name for this target, opened when it is asked for the first time, whether that works or not. NULL:
 * the shelf is full.
 */
const struct shelf_form *shelf_find(struct shelf *shelf, const char *name, const struct todoke_target *target);

#endif
