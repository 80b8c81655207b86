/* unit/pdf/made.h - PDF files put together by hand, with cross-reference tables that are right. */
#ifndef UNIT_PDF_MADE_H
#define UNIT_PDF_MADE_H

#include "support/cmocka.h"

#include "pdf/pdf.h"

#include <string.h>

#define MADE_OBJECTS_MAX 32

/* Start with made_begin; ends with made_end. */
struct made {
    struct sink file;
    size_t at[MADE_OBJECTS_MAX]; /* of the objects of this revision; 0: it has none of this number */
    size_t xref;                 /* of the section before; 0: none */
    /* what was read */
    struct arena *arena;
    struct source source;
    struct diag_cause cause;
};

static inline void made_begin(struct made *made)
{
    *made = (struct made){.arena = arena_open()};
    sink_put_string(&made->file, "%PDF-1.7\n");
}

static inline void made_end(struct made *made)
{
    sink_close(&made->file);
    arena_close(made->arena);
}

static inline void made_put(struct made *made, size_t number, const char *text)
{
    made->at[number] = made->file.size;
    sink_format(&made->file, "%zu 0 obj\n%s\nendobj\n", number, text);
}

static inline void made_put_stream(struct made *made, size_t number, const char *entries, const char *bytes,
                                   size_t size)
{
    made->at[number] = made->file.size;
    sink_format(&made->file, "%zu 0 obj\n<<%s/Length %zu>>stream\n", number, entries, size);
    sink_put(&made->file, bytes, size);
    sink_put_string(&made->file, "\nendstream\nendobj\n");
}

/* The section, the trailer with `entries` in it, and the end of this revision. */
static inline void made_put_xref(struct made *made, const char *entries)
{
    size_t before = made->xref;

    made->xref = made->file.size;
    sink_put_string(&made->file, before == 0 ? "xref\n0 1\n0000000000 65535 f \n" : "xref\n");
    for (size_t i = 0; i < MADE_OBJECTS_MAX; i++)
        if (made->at[i] != 0)
            sink_format(&made->file, "%zu 1\n%010zu 00000 n \n", i, made->at[i]);
    sink_format(&made->file, "trailer\n<<%s/Size %d", entries, MADE_OBJECTS_MAX);
    if (before != 0)
        sink_format(&made->file, "/Prev %zu", before);
    sink_format(&made->file, ">>\nstartxref\n%zu\n%%%%EOF\n", made->xref);
    memset(made->at, 0, sizeof(made->at));
}

/* Where a text stands first in the file; it does. */
static inline char *made_find(const struct made *made, const char *text)
{
    size_t size = strlen(text), at = 0;

    while (at + size <= made->file.size && memcmp(made->file.bytes + at, text, size) != 0)
        at++;
    assert_true(at + size <= made->file.size);
    return made->file.bytes + at;
}

static inline const struct pdf *made_open_with(struct made *made, const struct limits *limits)
{
    made->source = (struct source){"made.pdf", made->file.bytes, made->file.size, 0};
    made->cause = (struct diag_cause){0};
    return pdf_open(made->arena, &made->source, limits, &made->cause);
}

static inline const struct pdf *made_open(struct made *made)
{
    return made_open_with(made, &limits_default);
}

/* A whole file of one page. */
static inline void made_page(struct made *made)
{
    made_begin(made);
    made_put(made, 1, "<</Type/Catalog/Pages 2 0 R>>");
    made_put(made, 2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595.276 841.89]>>");
    made_put(made, 3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>");
    made_put_stream(made, 4, "", "0 0 10 10 re f", 14);
    made_put_xref(made, "/Root 1 0 R");
}

#endif
