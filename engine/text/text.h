/*
 * text/text.h - characters to glyphs to lines, as JIS X 4051 and JLREQ set them.
 *
 * A paragraph is a row of spans (text in one style, or an atom: a box of given width that behaves like an ideograph,
 * such as a check box). text_compose gives its lines; nothing here knows about pages.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/length.h"
#include "base/source.h"
#include "font/glyph_run.h"

#include <stdbool.h>
#include <stdint.h>

enum text_align {
    TEXT_START,
    TEXT_CENTER,
    TEXT_END,
    TEXT_JUSTIFY,           /* JLREQ 3.8 */
    TEXT_DISTRIBUTE,        /* 均等割付: outer clusters at the edges */
    TEXT_DISTRIBUTE_AROUND, /* half a gap outside each end */
};

enum text_break {
    TEXT_BREAK_STRICT, /* JLREQ "very strict": small kana, ー and 々 do not start a line */
    TEXT_BREAK_NORMAL,
    TEXT_BREAK_LOOSE,
    TEXT_BREAK_ANYWHERE, /* between any two clusters */
};

enum text_spacing {
    TEXT_SPACING_JLREQ,     /* punctuation bodies of half an em plus the gaps of JLREQ appendix B table 1 */
    TEXT_SPACING_FULL,      /* every full-width glyph keeps its em (SP-9) */
    TEXT_SPACING_PALT,      /* the font's proportional widths, palt and kern (GL-7) */
    TEXT_SPACING_KANA_PALT, /* those for kana only */
};

/* TX-4: what of the text behind a tab, up to the next tab or the line's end, stands at the stop. */
enum text_tab_kind {
    TEXT_TAB_LEFT,
    TEXT_TAB_RIGHT,
    TEXT_TAB_CENTER,
    TEXT_TAB_DECIMAL, /* the left of its first . or ．, without one its right end */
};

struct text_tab {
    length at; /* from the line's start */
    enum text_tab_kind kind;
};

/* LE-1: the half em before an opening bracket that begins a line. */
enum text_line_start {
    TEXT_LINE_START_TRIM,
    TEXT_LINE_START_SPACE,
    TEXT_LINE_START_SPACE_FIRST, /* kept on the first line and after forced breaks */
};

/* LE-2: the half em after a closing mark that ends a line. */
enum text_line_end {
    TEXT_LINE_END_ALLOW_TRIM, /* goes where the line does not fit otherwise */
    TEXT_LINE_END_TRIM,
    TEXT_LINE_END_SPACE,
};

/* LE-6: a comma or full stop outside the edge. */
enum text_hang {
    TEXT_HANG_NONE,
    TEXT_HANG_ALLOW,
    TEXT_HANG_FORCE,
};

/* GL-8 */
enum text_digits {
    TEXT_DIGITS_AS_IS,
    TEXT_DIGITS_HALF,
    TEXT_DIGITS_FULL,
};

/* How one span looks. */
struct text_style {
    const struct font_stack *fonts;
    length size;          /* of the em */
    length rise;          /* of the baseline, upwards; superscripts */
    int autospace;        /* gap between Japanese and Latin in thousandths of an em; 250 is JLREQ's, 0 none (SP-6) */
    uint32_t color;       /* 0xRRGGBB */
    const char *language; /* BCP 47, for shaping */
    enum text_digits digits;
    const struct font_stack *latin; /* 和欧混植: for Western characters (GL-1), or NULL: `fonts` */
    int latin_size;                 /* of these, in thousandths of `size`; 0: 1000 */
    length latin_rise;
};

/* GL-2: what is drawn for a character no font has. */
enum text_missing {
    TEXT_MISSING_ERROR, /* nothing: the paragraph cannot be set */
    TEXT_MISSING_GETA,  /* 〓, with a warning */
    TEXT_MISSING_CODE,  /* its code in a frame of one em, with a warning */
};

/* What is set with a span's text (DE); any of the first four together. */
enum text_decoration {
    TEXT_UNDERLINE = 1,
    TEXT_STRIKE = 2,
    TEXT_DOUBLE_STRIKE = 4,
    TEXT_EMPHASIS = 8, /* 圏点 */
    TEXT_CIRCLE = 16,  /* the circled choice */
};

enum text_ruby {
    TEXT_RUBY_MONO,  /* one reading a base character, parted by U+0020 in `ruby` */
    TEXT_RUBY_GROUP, /* one over all of the span */
};

struct text_span {
    const struct text_style *style; /* borrowed until the block is gone */
    const char *bytes;              /* UTF-8; NULL for an atom */
    size_t size;
    length atom_width;   /* of an atom */
    uint32_t tag;        /* the caller's own; copied to the pieces */
    bool is_kept;        /* no soft break inside the span, nor between it and the one before (a box and its label) */
    bool is_whole;       /* no soft break inside the span (a label) */
    bool is_leading;     /* of an atom: no soft break behind it (a box in front of its words) */
    bool is_upright;     /* 縦中横 in vertical text (VE-3) */
    unsigned decoration; /* enum text_decoration */
    const char *ruby;    /* UTF-8, or NULL (DE-1) */
    enum text_ruby ruby_kind;
    struct source_ref at;            /* for messages: the value, or the layout's text */
    const struct source_ref *wanted; /* the layout node, or NULL */
};

/*
 * Zero is the usual setting for everything but spans, pitch and size. With `columns` there is no other spacing: nothing
 * is justified, hangs or is condensed, a tab reaches the next eighth column, indents are whole columns, rounded down.
 */
struct text_paragraph {
    const struct text_span *spans;
    size_t count;
    length pitch; /* from line to line; the em box of `size` is centred in it */
    length size;  /* of the em the paragraph is measured by */
    enum text_align align;
    enum text_break line_break;
    enum text_spacing spacing;
    enum text_line_start line_start;
    enum text_line_end line_end;
    enum text_hang hang;
    bool overflow_normal;    /* overflow_wrap=normal: no emergency breaks; what does not fit overflows (LB-20) */
    bool group_soft;         /* LB-23 */
    bool list_auto;          /* PA-2, PA-3: markers of list items are recognised and their lines hang */
    bool widow;              /* PA-4 */
    bool is_vertical;        /* lines run down, from right to left; `width` is the length of a line */
    int tcy;                 /* so many digits stand upright in one em by themselves: 2 or 3; 0: 2 (VE-3) */
    bool vertical_quotes;    /* “ ” are drawn as 〝 〟 in vertical text (VE-5) */
    bool gap_cap;            /* of 均等割付: gaps of at most 2 em, and the line in the middle (AL-3) */
    int32_t scale;           /* 長体 in thousandths, 0: 1000 (GL-9) */
    length grid;             /* width of one cell of a character grid, 0: none (FT-3) */
    bool grid_pairs;         /* two half-width digits share a cell, where they fit (FT-3) */
    int columns;             /* fixed pitch, 0: none: lines of so many columns of half `size`, one or two a cluster */
    bool ruby_start;         /* 肩付き: ruby of one character begins with it, where shorter (DE-1) */
    bool shrinks_to_quarter; /* justified: a quarter em stays of the blanks of brackets and commas */
    bool balance;            /* lines as even as can be, no more than without; not with TEXT_JUSTIFY */
    const struct text_tab *tabs; /* ascending; then left stops every 4 em (TX-4) */
    size_t tab_count;
    length indent;         /* of the first line and after forced breaks */
    length hanging_indent; /* of all other lines */
    bool single_line;      /* no soft breaks, tabs are spaces; what does not fit is reported by the caller */
    bool reports_overflow; /* the caller does so for all lines: has_overflow is set without a warning */
    enum text_missing missing;
};

enum text_end {
    TEXT_END_SOFT,
    TEXT_END_FORCED,
    TEXT_END_EMERGENCY, /* between two clusters of an unbreakable string wider than the line (LB-20) */
    TEXT_END_LAST,
};

/*
 * Part of a line: a glyph run of one span and face, an atom, or a decoration. In vertical text x runs down the line and
 * `y` to the right of the line's centre.
 */
enum text_piece_kind {
    TEXT_PIECE_RUN,
    TEXT_PIECE_ATOM,
    TEXT_PIECE_RULE,    /* underline, strike: from x over `width`, centre `y` above the baseline, `weight` thick */
    TEXT_PIECE_ELLIPSE, /* circled choice: its box is x, `width`; y to y + `height` above the baseline; its stroke */
    TEXT_PIECE_FRAME,   /* around the code of a character no font has; measured likewise */
};
struct text_piece {
    enum text_piece_kind kind;
    const struct glyph_run *run; /* RUN: of the text, of ruby, of 圏点 */
    length x;                    /* from the box's left edge to the run's origin */
    length y;                    /* above the line's baseline; 0 for the text itself */
    length width;
    length height, weight; /* ELLIPSE and FRAME; these and RULE */
    bool is_annotation;    /* ruby and 圏点: not part of the line's text */
    size_t start, end;     /* RUN of the text, ATOM: which bytes of the block's text it is */
    uint32_t span;         /* index of the span */
    uint32_t tag;
};

struct text_line {
    const struct text_piece *pieces;
    size_t count;
    size_t start, end; /* byte offsets in the concatenated spans (an atom counts 3 bytes, as U+FFFC) */
    length x;          /* of the line's first edge: indent, centring */
    length advance;    /* first to last edge after trims, without trailing spaces or hung marks */
    length hung;
    enum text_end end_reason;
};

struct text_block {
    const char *bytes; /* of all spans, an atom as U+FFFC; also what no piece draws: newlines, spaces at a line's end */
    size_t size;
    const struct text_line *lines;
    size_t count;
    length pitch;
    length baseline; /* from the top of a line's pitch to its baseline; vertical: from its right side to its centre */
    length width;    /* of the widest line, its x included */
    length max_content; /* widest forced line without wrapping or edge trims */
    int32_t scale;      /* as set, in thousandths */
    bool is_vertical;
    bool has_overflow; /* a line is wider than asked for (single_line, or one cluster too wide) */
    bool is_missing;   /* 〓 or a code was drawn somewhere */
};

/*
 * Composes a paragraph into lines no wider than `width` [length, > 0; LENGTH_MAX for no limit].
 * The block and all in it live in `arena`; spans' bytes and styles are borrowed by it.
 * Returns NULL, having added at least one error (a glyph no font of the stack has: GLYPH_MISSING, at the character).
 * An empty paragraph has one empty line. A newline (TX-3) is a forced break; a final newline adds no line.
 */
const struct text_block *text_compose(struct arena *arena, const struct text_paragraph *paragraph, length width,
                                      struct diags *diags);

/* Whether a line ends between two clusters of a string that does not fit in one (LB-20). */
bool text_has_emergency(const struct text_block *block);

/*
 * A character that leaves something on paper: not white space (Unicode's White_Space), and none of those without shape
 * and width (controls, joiners, variation selectors). What counts as drawn, and as lost.
 */
bool text_is_visible(uint32_t c);
size_t text_count_visible(const char *bytes, size_t size); /* in well-formed UTF-8 */

/* --- fitting (FT-2) ----------------------------------------------------------------------------------------------- */

/* How much narrower and smaller than usual a text is set: thousandths of its width, hundredths of its size. */
struct text_measure {
    int32_t scale;
    int32_t size;
};
#define TEXT_NATURAL ((struct text_measure){1000, 100})

/*
 * Finds the first measure at which a box's content stands: as it is; the largest scale in steps of a hundredth; only
 * when the narrowest fails, the largest size in such steps. 0 in a measure means: as little as the content allows.
 * Emergency breaks count as fitting only when no scale does without them (FT-1).
 * False when nothing stands; *found is the last that was tried.
 */
struct text_search {
    bool may_condense, may_shrink;
    bool (*stands)(void *context, struct text_measure measure, bool allows_emergency);
    void *context;
};
bool text_search(const struct text_search *search, struct text_measure *found);

/* The least a paragraph allows: scale in thousandths, size of the em. */
struct text_floors {
    int32_t scale;
    length size;
};

/*
 * The paragraph set by `measure`, no further than its floors. All that is measured in ems follows the size; tab stops
 * and grids stay where they are. What is new lives in `arena`, the rest is borrowed.
 */
struct text_paragraph text_measured(struct arena *arena, const struct text_paragraph *paragraph,
                                    struct text_measure measure, const struct text_floors *floors);

/* Warns (TEXT_FIT) that a text was set so: scale in thousandths, size of the em. */
void text_warn_fit(struct diags *diags, const struct source_ref *at, const struct source_ref *wanted, int32_t scale,
                   length size);

/*
 * Composes one paragraph so that it stands in `width` x `height` [length], by text_search. `min_scale` in thousandths
 * (1000: never condensed), `min_size` the smallest em (the paragraph's own: never smaller; the pitch follows). *size is
 * set to the em used. When nothing fits the block at the floors is returned, has_overflow set. NULL as text_compose.
 * Warns of what was done.
 */
struct text_fit {
    length width, height;
    int32_t min_scale;
    length min_size;
};
const struct text_block *text_fit(struct arena *arena, const struct text_paragraph *paragraph,
                                  const struct text_fit *fit, length *size, struct diags *diags);

#endif
