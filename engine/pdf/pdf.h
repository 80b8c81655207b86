/*
 * pdf/pdf.h - what does this PDF file say, and when was it said? (ISO 32000-2, chapter 7)
 *
 * A file is read from bytes that anybody may have made, so it is read whole, once, before it counts as one: every
 * cross-reference section, every object, every object stream. Nothing is repaired or guessed. After that it is
 * immutable, may be shared by threads, and looking something up cannot fail: what is not there is the null object.
 *
 * A file as it was before its last incremental updates is a file too: open the bytes up to that revision's end.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/sink.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pdf_kind {
    PDF_NULL,
    PDF_BOOLEAN,
    PDF_INTEGER,
    PDF_REAL,
    PDF_STRING,
    PDF_NAME,
    PDF_ARRAY,
    PDF_DICTIONARY,
    PDF_STREAM,
    PDF_REFERENCE,
};

struct pdf_value {
    enum pdf_kind kind;
    /* Its bytes in the file, from its first to behind its last; of a stream, its dictionary's. 0, 0: in an object
     * stream. */
    size_t start, end;
    union {
        bool flag;
        int64_t integer;
        struct {
            const char *bytes; /* decoded; a NUL behind them. A name has none in it. A real: as it is written */
            size_t size;
        } text;
        struct {
            const struct pdf_value *items;
            size_t count;
        } array;
        struct {
            const struct pdf_entry *entries; /* sorted by key, each key once */
            size_t count;
        } dictionary;
        const struct pdf_stream *stream;
        struct {
            uint32_t number, generation;
        } reference;
    } as;
};

struct pdf_entry {
    const char *key;
    struct pdf_value value;
};

struct pdf_stream {
    struct pdf_value dictionary;
    const char *bytes; /* as in the file, before decoding */
    size_t size;
};

enum pdf_place {
    PDF_FREE, /* there is no such object */
    PDF_IN_FILE,
    PDF_IN_STREAM,
};

/* An indirect object. */
struct pdf_object {
    enum pdf_place place;
    uint32_t number, generation;
    size_t start, end;  /* in the file: from "N G obj" to behind "endobj" */
    uint32_t container; /* the object stream it is in, and which of its objects it is */
    size_t index;
    size_t revision; /* index of the revision that says so; SIZE_MAX: none does */
    bool is_read;    /* used while reading */
    struct pdf_value value;
};

/* The first writing of the file, or one incremental update (7.5.6). */
struct pdf_revision {
    size_t start, end;               /* its bytes; it ends behind "%%EOF" and one end of line, if there is one */
    size_t xref;                     /* where its cross-reference section begins, which the next one calls /Prev */
    const struct pdf_value *trailer; /* a dictionary */
    bool is_stream;                  /* its cross-reference section is a stream */
    const uint32_t *numbers;         /* of the objects it writes or frees, in the section's order */
    size_t count;
};

struct pdf {
    const struct source *file;        /* borrowed */
    const struct pdf_object *objects; /* by number, from 0 */
    size_t object_count;
    const struct pdf_revision *revisions; /* the oldest first; at least one */
    size_t revision_count;
    const struct pdf_value *trailer; /* the newest */
    const struct pdf_value *catalog; /* a dictionary */
};

/*
 * Reads a file; it lives in `arena` and borrows `file`. NULL with *cause, its texts in the arena: it is no PDF,
 * damaged, encrypted, or beyond a limit. Nothing but white space follows the last revision.
 */
const struct pdf *pdf_open(struct arena *arena, const struct source *file, const struct limits *limits,
                           struct diag_cause *cause);

/* --- looking things up: the null object where there is nothing; never NULL -------------------------------------- */

extern const struct pdf_value pdf_null;

/* What a reference leads to; any other value itself. */
const struct pdf_value *pdf_resolve(const struct pdf *pdf, const struct pdf_value *value);

/* The object of this number, whatever its generation. */
const struct pdf_value *pdf_numbered(const struct pdf *pdf, uint32_t number);

/* An entry of a dictionary or stream, as it stands there; and what it leads to. `value` may be a reference. */
const struct pdf_value *pdf_entry(const struct pdf *pdf, const struct pdf_value *value, const char *key);
const struct pdf_value *pdf_find(const struct pdf *pdf, const struct pdf_value *value, const char *key);

/* The number of items of an array, else 0; and what one of them leads to. */
size_t pdf_count(const struct pdf *pdf, const struct pdf_value *array);
const struct pdf_value *pdf_item(const struct pdf *pdf, const struct pdf_value *array, size_t index);

bool pdf_is_dictionary(const struct pdf_value *value); /* a stream counts as its dictionary */
bool pdf_is_name(const struct pdf_value *value, const char *name);

/* False: it is not such a value. Of a number in thousandths, what is below one is dropped. */
bool pdf_integer(const struct pdf_value *value, int64_t *integer);
bool pdf_thousandths(const struct pdf_value *value, int64_t *thousandths);

/* A text string (7.9.2.2) as UTF-8 in the arena; NULL: it is no string, or ill-formed. */
const char *pdf_text(struct arena *arena, const struct pdf_value *value);

/* --- streams ---------------------------------------------------------------------------------------------------- */

/*
 * Appends what a stream holds to `sink`, its filters undone: FlateDecode with its predictors, ASCIIHexDecode.
 * Filters of pictures (DCTDecode and the like) are not undone: *left is the number of filters that remain, 0 where
 * all are undone; NULL: nothing may remain. False with *cause, its texts in the arena: the sink is as before.
 */
bool pdf_decode(const struct pdf *pdf, const struct pdf_stream *stream, const struct limits *limits, struct sink *sink,
                size_t *left, struct arena *arena, struct diag_cause *cause);

/* --- what documents have -------------------------------------------------------------------------------------- */

/*
 * The pages in their order: references to their objects, in the arena. NULL with *cause: the tree of pages is damaged.
 */
const struct pdf_value *pdf_pages(const struct pdf *pdf, struct arena *arena, size_t *count, struct diag_cause *cause);

/* An entry that a page has or inherits (7.7.3.4), and what it leads to. */
const struct pdf_value *pdf_inherited(const struct pdf *pdf, const struct pdf_value *page, const char *key);

/* A file inside the file (7.11.4): of the catalog's name tree of embedded files, and of its associated files (/AF). */
struct pdf_embedded {
    const char *name;                      /* UTF-8: /UF, else /F of its file specification; "" when neither is there */
    const char *relationship;              /* /AFRelationship, such as "Source"; "" */
    const char *mime;                      /* /Subtype of the stream, such as "application/json"; "" */
    const struct pdf_value *specification; /* a dictionary */
    const struct pdf_stream *stream;
    bool is_associated; /* stands in /AF of the catalog */
};

/* Each once, in the name tree's order, then those in /AF alone. NULL with *cause: the tree of names is damaged. */
const struct pdf_embedded *pdf_embedded_files(const struct pdf *pdf, struct arena *arena, size_t *count,
                                              struct diag_cause *cause);

/* --- writing values again ------------------------------------------------------------------------------------- */

/*
 * Appends a value in one fixed form, whatever form it was read in: keys sorted, strings in hexadecimal, one blank where
 * one is needed. Equal values give equal bytes. Of a stream, its dictionary.
 */
void pdf_write_value(const struct pdf_value *value, struct sink *sink);

/* The same with other numbers in references: `number` gives the one for each, whose generation is 0. */
struct pdf_renumbering {
    uint32_t (*number)(void *context, uint32_t number);
    void *context;
};
void pdf_write_renumbered(const struct pdf_value *value, const struct pdf_renumbering *renumbering, struct sink *sink);
void pdf_write_name(const char *name, struct sink *sink); /* "/Name", its odd bytes as #XX */

/* UTF-8 as a text string: (plain ASCII), or <feff...> (7.9.2.2). */
void pdf_write_text(const char *text, struct sink *sink);

#endif
