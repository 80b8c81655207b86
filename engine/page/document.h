/*
 * page/document.h - the display list: pages of marks, and the structure tree they belong to.
 *
 * Origin at the top left of the page, y downwards; only a device turns it over. A mark names the element it is content
 * of, or is an artifact (ISO 32000-2, 14.8.2.2). Everything lives in the document's arena.
 */
#ifndef PAGE_DOCUMENT_H
#define PAGE_DOCUMENT_H

#include "base/arena.h"
#include "base/length.h"
#include "base/source.h"
#include "font/glyph_run.h"
#include "page/qr.h"

#include <stdbool.h>
#include <stdint.h>

struct image;

/* Standard structure types (ISO 32000-2, 14.8.4), those that forms need. */
enum role {
    ROLE_DOCUMENT,
    ROLE_SECTION,
    ROLE_TITLE,
    ROLE_HEADING,
    ROLE_PARAGRAPH,
    ROLE_NOTE,
    ROLE_LIST,
    ROLE_LIST_ITEM,
    ROLE_LABEL,
    ROLE_LIST_BODY,
    ROLE_TABLE,
    ROLE_TABLE_HEAD,
    ROLE_TABLE_BODY,
    ROLE_TABLE_ROW,
    ROLE_TABLE_HEADER_CELL,
    ROLE_TABLE_CELL,
    ROLE_SPAN,
    ROLE_FORM,    /* the value of a field */
    ROLE_FIGURE,  /* a check box or picture, with alternate text */
    ROLE_CAPTION, /* of a picture: beside its figure, whose alternate text stands for all inside */
    ROLE_COUNT
};

/* Which cells a header cell heads (ISO 32000-2, table 384). */
enum scope {
    SCOPE_NONE,
    SCOPE_ROW,
    SCOPE_COLUMN,
    SCOPE_BOTH,
};

typedef uint32_t element_id; /* index in document.elements; reading order = order of creation under one parent */
#define ELEMENT_ROOT ((element_id)0)
#define ELEMENT_ARTIFACT UINT32_MAX

struct element {
    enum role role;
    enum scope scope;
    element_id parent; /* ELEMENT_ARTIFACT for the root */
    uint32_t row_span; /* 1 unless a cell spans */
    uint32_t column_span;
    const char *language;  /* BCP 47, or NULL: the parent's */
    const char *alternate; /* what a figure shows, or NULL */
    const char *actual;    /* text that stands for the content, or NULL */
};

/* What a mark without an element is (ISO 32000-2, 14.8.2.2.2). */
enum artifact {
    ARTIFACT_LAYOUT, /* rules, fills, ruby, a table's head again on its next page */
    ARTIFACT_HEADER, /* running heads and feet */
    ARTIFACT_FOOTER,
};

enum mark_kind {
    MARK_GLYPHS,
    MARK_RULE,
    MARK_FILL,
    MARK_PATH,
    MARK_IMAGE,
    MARK_QR,
};

/* Path segments, for check boxes and their ticks. Points are relative to the mark's x, y. */
enum path_verb {
    PATH_MOVE,
    PATH_LINE,
    PATH_CURVE, /* cubic Bezier: x1 y1 x2 y2 to x y */
    PATH_CLOSE,
};
struct path_step {
    enum path_verb verb;
    length x1, y1, x2, y2; /* PATH_CURVE only */
    length x, y;
};
struct path {
    const struct path_step *steps;
    size_t count;
};

/* A check box as a character: ■ and □, which are in JIS X 0208 and so survive every encoding of Japanese mail. */
#define LEAD_CHOSEN "\xE2\x96\xA0"
#define LEAD_NOT_CHOSEN "\xE2\x96\xA1"

struct mark {
    enum mark_kind kind;
    element_id element;
    enum artifact artifact;        /* where `element` is ELEMENT_ARTIFACT */
    uint32_t color;                /* 0xRRGGBB */
    const struct source_ref *node; /* the layout node it comes from; never NULL */
    const char *pointer;           /* JSON Pointer of the value drawn, or NULL for the form's own content */
    bool goes_on;     /* glyphs: on the line of the mark before, whose text they continue, with no space between */
    const char *lead; /* what is to be read before it and no glyph shows: a newline, spaces at a line's end, ■ or □ for
                         a check box or a choice; or NULL. With the runs' texts it is the element's whole text. */
    length x,
        y; /* glyphs: origin of the run on its baseline; fill, image, qr: top left; path: its origin; rule: start */
    union {
        const struct glyph_run *run;
        struct {
            length x2, y2; /* end of the centre line; horizontal or vertical, butt ends */
            length weight;
            uint32_t dots; /* so many squares of `weight`, the first at the start and the last at the end; 0: solid */
        } rule;
        struct {
            length width, height;
        } fill;
        struct {
            const struct path *path;
            length weight; /* of the stroke; 0: filled instead */
        } path;
        struct {
            const struct image *image; /* borrowed: it outlives the document */
            length width, height;
        } image;
        struct {
            const struct qr_code *code;
            length side; /* with the quiet zone */
        } qr;
    };
};

struct page {
    length width, height;
    struct mark *marks; /* in drawing order */
    size_t count;
    size_t capacity;
};

/* How the document is written as plain text. */
struct plain_text {
    const char *subject;           /* of the mail, or title of the inquiry; or NULL */
    uint32_t columns;              /* of a line, half-width; 0: lines end only where the text does */
    const struct font_stack *font; /* whose characters they are, for the line breaks */
};
struct fit;

struct document {
    struct arena *arena;
    struct page *pages;
    size_t page_count;
    size_t page_capacity;
    struct element *elements; /* [0] is the root, ROLE_DOCUMENT */
    size_t element_count;
    size_t element_capacity;
    size_t mark_count;    /* over all pages */
    size_t work;          /* that it took to compose, in units (base/work.h) */
    const char *form;     /* form id */
    const char *title;    /* for the metadata */
    const char *language; /* BCP 47 */
    struct plain_text plain;
    const struct fit *fit; /* form/fit.h: what became of each value; NULL: no form was composed */
};

/* A document with its root element and no pages, in an arena of its own. The caller ends it with document_close. */
struct document *document_open(const char *form, const char *title, const char *language);
void document_close(struct document *document);

/* A new last page; the pointer is good until the next page is added. */
struct page *document_add_page(struct document *document, length width, length height);

/*
 * The pages of another document behind those of this one, its structure as a section. They share what their marks show:
 * the other document must outlive this one.
 */
void document_append(struct document *document, const struct document *other);

/* A new last child of `parent`, with spans of 1 and nothing else set; fill in document->elements[id]. */
element_id document_add_element(struct document *document, element_id parent, enum role role);

/* A new last mark on page `page` (from 0), all zero but for its kind; good until the next mark is added there. */
struct mark *document_add_mark(struct document *document, size_t page, enum mark_kind kind);

const char *role_name(enum role role); /* the PDF structure type: "TH" */

#endif
