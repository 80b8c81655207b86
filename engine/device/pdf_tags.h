/*
 * device/pdf_tags.h - tagged PDF (ISO 32000-2, 14.7 and 14.8): content says which element it is of, or that it is an
 * artifact; the structure tree says what the elements are and in which order they are read.
 *
 * First the contents of the pages are written, page by page; each run of marks of one element becomes a marked-content
 * sequence. After that the tree is written.
 */
#ifndef DEVICE_PDF_TAGS_H
#define DEVICE_PDF_TAGS_H

#include "device/pdf_object.h"
#include "device/pdf_packed.h"
#include "page/document.h"

struct pdf_element;
struct pdf_sequence;

/* Lives in an arena; start by pdf_tags_open. */
struct pdf_tags {
    const struct document *document;
    struct arena *arena;
    struct pdf_element *elements;   /* by element_id */
    struct pdf_sequence *sequences; /* of all pages, in the order of content */
    size_t count, capacity;
    uint32_t page; /* the present one, from 0 */
    uint32_t next; /* marked-content identifier on it */
};

void pdf_tags_open(struct pdf_tags *tags, const struct document *document, struct arena *arena);

/* The content of page `page` comes next. */
void pdf_tags_begin_page(struct pdf_tags *tags, size_t page);

/* Notes a sequence of an element; gives its identifier on the page (MCID). */
unsigned pdf_tags_add(struct pdf_tags *tags, element_id id);

/* Whether a mark says nothing. */
bool pdf_tags_is_artifact(const struct mark *mark);

/* Appends the operator that begins a sequence of this mark's element, or an artifact's. EMC ends it. */
void pdf_tags_put_begin(struct pdf_tags *tags, struct sink *sink, const struct mark *mark);

/* What the tree has to know of the file. */
struct pdf_tagged {
    const unsigned *pages;   /* their objects' numbers */
    unsigned field;          /* the signature field's, on the last page */
    const char *description; /* of it */
};

/*
 * Appends all objects of the tree; gives the number of its root. In the parent tree page i has the key i, the field
 * the key behind the last page's.
 */
unsigned pdf_tags_put_tree(struct pdf_tags *tags, const struct pdf_tagged *tagged, struct pdf_packed *packed);

#endif
