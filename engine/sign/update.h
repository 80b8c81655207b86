/*
 * sign/update.h - an incremental update (ISO 32000-2, 7.5.6): objects added and replaced behind a file, whose bytes
 * stay.
 */
#ifndef SIGN_UPDATE_H
#define SIGN_UPDATE_H

#include "pdf/pdf.h"

struct update {
    const struct pdf *pdf; /* the file before; borrowed */
    struct arena *arena;   /* borrowed */
    struct sink *out;      /* the bytes before, then the update */
    uint32_t next;         /* the first number that is free */
    struct update_entry {
        uint32_t number, generation;
        size_t at;
    } * entries;
    size_t entry_count, entry_room;
    struct update_edit *edits;
    size_t edit_count, edit_room;
};

/* Copies the file to `out`, which is empty. */
void update_begin(struct update *update, const struct pdf *pdf, struct arena *arena, struct sink *out);

/* A number for a new object. */
uint32_t update_number(struct update *update);

/* "N G obj" and "endobj" around what the caller puts to update->out between them. */
void update_open_object(struct update *update, uint32_t number);
void update_close_object(struct update *update);

/* A new stream object, its bytes as they are; `entries` as in "/Type/XObject". Returns its number. */
uint32_t update_add_stream(struct update *update, const char *entries, const char *bytes, size_t size);

/*
 * Puts an entry into the dictionary that is object `number`, in the place of one of the same key. `text` is the value
 * as PDF, borrowed until update_end. All edits are written by update_end.
 */
void update_set(struct update *update, uint32_t number, const char *key, const char *text);

/* A dictionary as PDF, in the arena, with entries put in likewise; those whose text is NULL are left as they are. */
struct update_change {
    const char *key;
    const char *text;
};
const char *update_with(struct update *update, const struct pdf_value *dictionary, const struct update_change *changes,
                        size_t count);

/* An array as PDF, in the arena, with one more item. `array` may be no array: then with this item alone. */
const char *update_with_item(struct update *update, const struct pdf_value *array, const char *text);

/* Writes what was set, the cross-reference section, of the kind the file has, and the end. */
void update_end(struct update *update);

const char *update_reference(struct update *update, uint32_t number); /* "12 0 R", in the arena */

#endif
