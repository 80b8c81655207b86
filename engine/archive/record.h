/*
 * archive/record.h - the render record: from what a document was made, and by what (docs/archive-record.md).
 *
 * It stands in the document as a file of its own, with the inputs it names beside it. Everything in it follows from the
 * inputs and the program: no clock, no paths of the machine.
 */
#ifndef ARCHIVE_RECORD_H
#define ARCHIVE_RECORD_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/sink.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The name of the record itself among the embedded files. */
#define ARCHIVE_RECORD_NAME "todoke-record.json"

/* A library whose version can change a document's bytes. */
struct archive_library {
    const char *name, *version;
};

/* A font whose glyphs stand in the document. */
struct archive_font {
    const char *name;   /* PostScript name */
    const char *file;   /* base name of its file */
    const char *sha256; /* of that; NULL: it was not the one that fonts.lock names */
};

/* An input. */
struct archive_input {
    const char *file;            /* its name among the embedded files; NULL: there is no such input */
    const char *name;            /* as the data has it: pictures; otherwise NULL */
    const char *sha256;          /* in hex */
    const char *const *withheld; /* data: pointers of the values that something else stands for */
    size_t withheld_count;
};

struct archive_record {
    const char *form;   /* its id */
    const char *engine; /* version: "0.1.0" */
    const struct archive_library *libraries;
    size_t library_count;
    int64_t date;              /* of the metadata, seconds since 1970-01-01 UTC; ARCHIVE_NO_DATE: none */
    int64_t attached_pages;    /* -1: unknown */
    const char *missing_glyph; /* what was done where no font had a character: "error", "geta", "code" */
    const struct archive_font *fonts;
    size_t font_count;
    const struct archive_input *layouts; /* the form's, then those it is like */
    size_t layout_count;
    struct archive_input data;    /* none: the blank form */
    struct archive_input earlier; /* the report it was compared with */
    const struct archive_input *pictures;
    size_t picture_count;
};
#define ARCHIVE_NO_DATE INT64_MIN

/* Appends the record as JSON. Equal records give equal bytes. */
void archive_record_write(const struct archive_record *record, struct sink *sink);

/*
 * Reads a record; it lives in `arena` and borrows `source`. NULL, having added at least one error: it is no record, or
 * of a later version of this program.
 */
const struct archive_record *archive_record_read(struct arena *arena, const struct source *source,
                                                 const struct limits *limits, struct diags *diags);

/* Whether both were made by the same versions of everything that can change a document's bytes. */
bool archive_record_same_makers(const struct archive_record *one, const struct archive_record *other);

#endif
