/* pdf/reading.h - inside pdf/: a file on its way to being read. */
#ifndef PDF_READING_H
#define PDF_READING_H

#include "pdf/pdf.h"

/* What reading a file goes by, and what came of it. */
struct pdf_reading {
    struct arena *arena;
    const struct source *file;
    const struct limits *limits;
    struct diag_cause *cause;
    struct pdf_object *objects; /* by number; room for `object_room` */
    size_t object_count;
    size_t object_room;
    struct pdf_entry *open; /* members of the arrays and dictionaries not yet closed; its own memory */
    size_t open_count, open_room;
    size_t value_count; /* so far */
    size_t parsed;      /* bytes of objects so far: together they cannot be more than the file has */
    size_t decoded;     /* bytes of object and cross-reference streams so far */
};

/* A point in a text: the file's, or an object stream's. */
struct pdf_cursor {
    struct pdf_reading *reading;
    const char *bytes;
    size_t size;
    size_t at;
    bool is_file;
};

/* Each sets *cause and gives false. `reason` is DIAG_BOTH. */
bool pdf_damaged(struct pdf_reading *reading, size_t at, const char *reason);
bool pdf_beyond(struct pdf_reading *reading, size_t limit, const char *of_what);

struct pdf_cursor pdf_cursor_at(struct pdf_reading *reading, size_t at); /* in the file */

/* --- scan.c: tokens ------------------------------------------------------------------------------------------- */

bool pdf_is_blank(char c);                       /* white space (7.2.3) */
bool pdf_is_regular(char c);                     /* neither that nor a delimiter */
void pdf_skip_blanks(struct pdf_cursor *cursor); /* comments too */

/* Passes the word when it stands here and ends here. */
bool pdf_take_word(struct pdf_cursor *cursor, const char *word);

/* Passes an unsigned number of at most 10 digits; false: none stands here. */
bool pdf_take_number(struct pdf_cursor *cursor, uint64_t *number);

/* One end of line, if there is one. */
void pdf_skip_line_end(struct pdf_cursor *cursor);

/* A value of any kind but a stream. False: damaged, or beyond a limit. */
bool pdf_scan_value(struct pdf_cursor *cursor, struct pdf_value *value);

/* --- objects.c -------------------------------------------------------------------------------------------------- */

/* "N G obj" with all that belongs to it, at a place of the file. */
bool pdf_scan_object(struct pdf_reading *reading, size_t at, struct pdf_object *object);

/* Counts bytes that were parsed; false: more than an honest file makes necessary. */
bool pdf_spend(struct pdf_reading *reading, size_t at, size_t size);

/* All objects, as the cross-reference sections name them. */
bool pdf_read_objects(struct pdf_reading *reading);

/* --- xref.c: the sections, from the newest to the oldest, joined to revisions ------------------------------- */

bool pdf_read_revisions(struct pdf_reading *reading, struct pdf *pdf);

/* --- decode.c ----------------------------------------------------------------------------------------------- */

/* A stream of the reading itself, none of whose filters' entries is a reference; all of its filters undone. */
bool pdf_decode_whole(struct pdf_reading *reading, const struct pdf_stream *stream, size_t at, struct sink *sink);

#endif
