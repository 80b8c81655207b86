/*
 * schema/builder.h - inside schema/: parts of a JSON Schema, put together.
 *
 * A part is a schema, JSON to be written. NULL stands for what no schema can say; whatever is made of it is NULL too.
 */
#ifndef SCHEMA_BUILDER_H
#define SCHEMA_BUILDER_H

#include "layout/layout.h"
#include "json/json.h"
#include "json/make.h"

struct builder {
    struct arena *arena;
    const struct layout *layout;
    const struct json_made *anything; /* true: the schema that accepts all */
    struct json_made *strict;         /* parts that hold unless /specimen is true */
    struct json_made *general;        /* parts that always hold */
    size_t tests;                     /* said so far, also those of choices that follow from others */
    const char **beyond;              /* ids of rules that no schema can say, each once */
    size_t beyond_count, beyond_capacity;
};

/*
 * Where a condition is looked at from: the root, or an item of an EACH field, whose members alone it can see then.
 * Choices that follow from other values ("otherwise") are made in the order of the fields, so that each sees those
 * before it; `settled` counts them.
 */
struct view {
    int32_t each; /* -1: the root */
    size_t settled;
    bool is_lenient; /* a value that is missing is forgiven: "empty": false holds */
};

/* --- part.c ------------------------------------------------------------------------------------------------------- */

const struct json_made *part_text(const struct builder *builder, const char *text);
const struct json_made *part_reference(const struct builder *builder,
                                       const char *name); /* { "$ref": "#/$defs/NAME" } */
const struct json_made *part_not(const struct builder *builder, const struct json_made *inner);
const struct json_made *part_either(const struct builder *builder, const struct json_made *one,
                                    const struct json_made *other);
const struct json_made *part_both(const struct builder *builder, const struct json_made *one,
                                  const struct json_made *other);
const struct json_made *part_if(const struct builder *builder, const struct json_made *when,
                                const struct json_made *then);
const struct json_made *part_all(const struct builder *builder, const struct json_made *const *parts, size_t count);
const struct json_made *part_any(const struct builder *builder, const struct json_made *const *parts, size_t count);

/* "const" or "enum" of the array's values. */
const struct json_made *part_values(const struct builder *builder, const struct json_made *values);

/* Below the object a path starts from: the value is there and `inner` holds of it; or: where it is, `inner` holds. */
const struct json_made *part_has(const struct builder *builder, const char *path, const struct json_made *inner);
const struct json_made *part_at(const struct builder *builder, const char *path, const struct json_made *inner);

/*
 * The same of the path that counts, the first with a value; part_chosen_at only of paths from this number on. NULL for
 * a field whose value no path of keys names.
 */
const struct json_made *part_chosen_has(const struct builder *builder, const struct field *field,
                                        const struct json_made *inner);
const struct json_made *part_chosen_at(const struct builder *builder, const struct field *field, size_t from,
                                       const struct json_made *inner);

/* { "properties": members }, of an object, or else null where this is not the root. */
const struct json_made *part_members(const struct builder *builder, bool is_root, const struct json_made *members);

/* { "$comment": id, "title", "description": english } before the members of `inner`. NULLs are left out. */
const struct json_made *part_labelled(const struct builder *builder, const char *id, const char *japanese,
                                      const char *english, const struct json_made *inner);

/* The text in the arena: for keys and strings of parts. */
const char *part_keep(const struct builder *builder, const struct sink *sink);

/* --- value.c ------------------------------------------------------------------------------------------------------ */

/* What the value at a path of the field may be; of items, what each of their members may be too. */
const struct json_made *value_part(const struct builder *builder, const struct field *field);
const struct json_made *value_given(const struct builder *builder,
                                    const struct field *field); /* it counts as a value */

/* Adds a code as JSON may spell it: "4", and 4. */
void value_push_code(const struct builder *builder, struct json_made *values, const char *code);

/*
 * An object with these fields, the root or an item: what may stand at their first paths, and at the others where those
 * have no value. `conditions`: an array of what else holds of it, which is added to.
 */
struct json_made *object_part(const struct builder *builder, const struct field *fields, size_t count,
                              struct json_made *conditions);

/* define.c - "$defs": none, given, text, integer, file, list, texts, instant, datetime, dated, specimen. */
struct json_made *definitions_part(const struct builder *builder);

/* --- test.c ------------------------------------------------------------------------------------------------------- */

const struct json_made *condition_part(struct builder *builder, const struct condition *condition, struct view view);

/* The field, of this number in the view, has a value, its own or one that follows from others. */
const struct json_made *field_part_given(struct builder *builder, const struct field *field, size_t index,
                                         struct view view);

/* --- rule.c, keys.c ----------------------------------------------------------------------------------------------- */

void rules_add(struct builder *builder);

/* Every key the data model has at a place and below, and where no other may stand. */
const struct json_made *keys_part(const struct builder *builder, const struct model_node *node);

#endif
