/*
 * form/fit.h - what became of each value: where it stands, how it was made to fit, and that nothing of it is lost.
 *
 * Every place where a value is shown is a showing. What is to be drawn of it is counted when it is composed, what was
 * drawn when its marks are made; form_compose fails when the two differ. Everything lives in the document's arena and
 * borrows layout and record.
 */
#ifndef FORM_FIT_H
#define FORM_FIT_H

#include "base/sink.h"
#include "data/changes.h"
#include "data/record.h"
#include "layout/layout.h"
#include "page/document.h"

#include <stdbool.h>
#include <stdint.h>

#define NO_SHOWING UINT32_MAX

enum showing_kind {
    SHOWING_TEXT,  /* its characters count, those of text_is_visible */
    SHOWING_MARK,  /* a ticked box, a circle around a choice, a picture: counts 1 */
    SHOWING_LABEL, /* the choice that is left when others are struck out: counts 1 */
};

/* The step of the ladder that was taken (enum fit_step). */
enum showing_step {
    SHOWING_AS_IS,
    SHOWING_GROWN,     /* rows became higher for it */
    SHOWING_CONDENSED, /* 長体 */
    SHOWING_SHRUNK,    /* smaller, and condensed */
    SHOWING_ON_SHEET,  /* on a continuation sheet */
    SHOWING_STEPS
};

/* What was drawn on one page, around its lines as high as their pitch. */
struct showing_place {
    size_t page; /* from 0 */
    length left, top, right, bottom;
    const struct text_block *text; /* that it is part of */
    struct showing_place *next;
};
struct showing_places {
    struct showing_place *first, *last;
};

struct showing {
    enum showing_kind kind;
    struct field_ref field; /* .choice: that of a mark or label; -1 of a picture */
    int32_t row;            /* the item of an EACH field, or -1 */
    const struct value *value;
    enum showing_step step;
    int32_t scale;  /* CONDENSED, SHRUNK: in thousandths */
    length size;    /* of the em */
    int64_t sheet;  /* ON_SHEET: its number */
    size_t to_draw; /* characters, or 1 */
    size_t drawn;
    struct showing_places places;     /* one a page */
    struct showing_places references; /* ON_SHEET: one a box that refers to it; none to what stands in a table there */
    const struct cell *cell;          /* the innermost around, or NULL */
    const struct block *table;        /* the outermost table with rows that repeat in the box around, or NULL */
    int32_t table_row;
};

struct fit {
    const struct record *record;
    struct showing *list; /* in the order of composition */
    size_t count, capacity;
};

/*
 * Writes the fit report of a composed document: a JSON object a line for every showing, and for every value of the data
 * that the layout does not show (docs/fit-report.md). Nothing for the blank form.
 */
void fit_write(const struct document *document, struct sink *sink);

/* Of all values of a record, each of its choices and items, which are shown. */
struct account {
    const struct record *record;
    const size_t *first; /* by field: its first place in `is_shown` */
    bool *is_shown;
};
struct account account_open(struct arena *arena, const struct record *record); /* none is */
void account_add(struct account *account, struct field_ref field, int32_t row);
struct account account_of(struct arena *arena, const struct fit *fit);
/* Those that the layout says are shown, whether or not the record is composed. */
struct account account_expected(struct arena *arena, const struct record *record);
bool account_has(const struct account *account, struct field_ref field, int32_t row);
struct shown account_shown(const struct account *account); /* borrows it */

/*
 * The values that a document draws; with `changes`, those of the earlier report too, and what stands beside either in
 * the other. Without, `earlier` is empty.
 */
struct drawn {
    struct account earlier, later;
};
struct drawn drawn_of(struct arena *arena, const struct document *document, const struct changes *changes);

/* How many showings took each step. */
void fit_count(const struct document *document, size_t counts[SHOWING_STEPS]);

#endif
