/*
 * text/inspect.h - a paragraph composed as ever, told in full: clusters, classes, where lines may end, and why each
 * ended where it did. For people and tests that ask; pages are made by text_compose.
 */
#ifndef TEXT_INSPECT_H
#define TEXT_INSPECT_H

#include "text/text.h"

/* One cluster that is drawn, spaces among them. Numbers count the paragraph's code points from 0. */
struct text_inspected_cluster {
    size_t number;
    size_t start, end; /* bytes */
    length x;          /* of its body, from the box's edge [length] */
    length advance;    /* of its body: half an em for punctuation */
    int class;         /* of JLREQ appendix A: 19 is cl-19 */
    const struct font_face *face;
};

/* A gap that justification changed, or the blank behind the line that its edge took away. */
struct text_inspected_gap {
    size_t number;    /* of the cluster behind the gap, the line's end for the blank there */
    const char *step; /* "stretch 3", as section 7 of the rules counts the steps; "LE-2" */
    length change;    /* widened; negative: narrowed [length] */
};

struct text_inspected_line {
    size_t start, end;           /* numbers, trimmed spaces included, the newline not */
    size_t byte_start, byte_end; /* the same in bytes, without the trimmed spaces of a wrapped line */
    const char *end_rule;        /* id of the rule that ended it here */
    const struct text_inspected_cluster *clusters;
    size_t count;
    const struct text_inspected_gap *gaps;
    size_t gap_count;
};

struct text_inspection {
    const struct text_block *block;
    const struct text_inspected_line *lines; /* as many as the block's */
    const size_t *breaks;                    /* where a line may end softly at any width: numbers of what follows */
    size_t break_count;
};

/* As text_compose. */
const struct text_inspection *text_inspect(struct arena *arena, const struct text_paragraph *paragraph, length width,
                                           struct diags *diags);

#endif
