/*
 * model/model.h - which keys an incident file may hold: the data model.
 *
 * The model is layouts/incident.schema.json, a JSON Schema. Of it the engine needs where a key may stand, and what
 * people call the place. Reading the schema would cost a fifth of a whole run, so the build makes a table of it
 * (tools/gen_model.c).
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The data model's version, "model" in a layout; as a string it is "schema_version" in an incident file. */
#define MODEL_VERSION 1

/* What may stand at one place of the incident file. */
struct model_node {
    const char *key;                  /* NULL: the root, and the items of a list */
    const char *japanese;             /* what people call it; or NULL */
    const char *english;              /* or NULL */
    const struct model_node *members; /* of an object, or of each item where `is_list` */
    size_t member_count;
    bool is_list;   /* of objects */
    bool is_closed; /* no other members than these, and those that begin with "x-"; also of what is no object */
};

const struct model_node *model_root(void);

/*
 * The functions below take NULL for a place the model says nothing about, and give NULL for the same.
 *
 * model_member: the place of a member of an object, or of an item, at `node`.
 * model_allows: whether `key` may stand there: listed, beginning with "x-", or the place is open to any.
 */
const struct model_node *model_member(const struct model_node *node, const char *key);
bool model_allows(const struct model_node *node, const char *key);

/*
 * What may have been meant by a key that is not allowed at `node`: the nearest key there, or else the path of a place
 * where this very key may stand ("/detection/detected_at", lists with []), or NULL. In the arena.
 */
const char *model_nearest(struct arena *arena, const struct model_node *node, const char *key);

/*
 * Follows a JSON Pointer from `node`, an object or an item; a number steps into a list. True: *place is what stands
 * there. False: a step is not allowed; *place is where it was taken from, *rest the pointer from that step on.
 */
bool model_find(struct arena *arena, const struct model_node *node, const char *pointer,
                const struct model_node **place, const char **rest);

#endif
