/*
 * device/pdf_object.h - a PDF file as numbered objects, kept and written by libharu.
 *
 * libharu numbers the objects, holds the page tree, and writes objects, cross-reference table and trailer. What stands
 * inside a dictionary is text made here: libharu's own numbers are floats of five decimals, its strings end at NUL, and
 * it takes away the /Filter of a stream that it has not compressed itself.
 */
#ifndef DEVICE_PDF_OBJECT_H
#define DEVICE_PDF_OBJECT_H

#include "base/arena.h"
#include "base/sink.h"

#include <hpdf.h>
#include <stdbool.h>

/* An indirect object, owned by its file. */
typedef HPDF_Dict pdf_object;

struct pdf_file {
    HPDF_Doc doc;
    struct arena *arena; /* borrowed: the texts and streams handed in live at least until pdf_file_save */
    const char *trailer;
    pdf_object packed_index; /* the cross-reference stream of packed objects (device/pdf_packed.h), or NULL */
    size_t packed_count;
};

/* False when libharu cannot start. The caller ends the file with pdf_file_close, in any case. */
bool pdf_file_open(struct pdf_file *file, struct arena *arena);
void pdf_file_close(struct pdf_file *file);

/* Its number, for references: "%u 0 R". */
unsigned pdf_object_number(pdf_object object);

/* The number the next object will have. */
unsigned pdf_file_next(const struct pdf_file *file);

/* A dictionary whose entries are `entries`, borrowed. They may be given later: pdf_file_set. */
pdf_object pdf_file_add(struct pdf_file *file, const char *entries);
void pdf_file_set(pdf_object dictionary, const char *entries);

#define PDF_OBJECTS_OF_STREAM 2 /* a stream's length is an object of its own */

/* A stream of bytes as they are, borrowed. */
pdf_object pdf_file_add_plain(struct pdf_file *file, const char *entries, const char *bytes, size_t size);

/* A stream of bytes that `filter` decodes ("DCTDecode"), borrowed, with /Filter, /Length and `entries`. */
pdf_object pdf_file_add_coded(struct pdf_file *file, const char *filter, const char *entries, const char *bytes,
                              size_t size);
/* The same for zlib bytes: FlateDecode. */
pdf_object pdf_file_add_stream(struct pdf_file *file, const char *entries, const char *zlib, size_t size);

/* A new last page; /Type and /Parent are there already. */
pdf_object pdf_file_add_page(struct pdf_file *file, const char *entries);

/* Entries of the three objects every file has. The catalog has its /Type and /Pages, the trailer its /Size already. */
void pdf_file_set_catalog(struct pdf_file *file, const char *entries);
void pdf_file_set_info(struct pdf_file *file, const char *entries);
void pdf_file_set_trailer(struct pdf_file *file, const char *entries);

/* `count` objects, numbered after all others, are found by the cross-reference stream `index`. */
void pdf_file_set_packed(struct pdf_file *file, pdf_object index, size_t count);

/*
 * Appends the file to `sink`. False, and nothing appended, when any step since pdf_file_open has failed:
 * pdf_file_error.
 */
bool pdf_file_save(struct pdf_file *file, struct sink *sink);
unsigned pdf_file_error(const struct pdf_file *file);

#endif
