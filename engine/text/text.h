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
    TEXT_SPACING_JLREQ, /* punctuation bodies of half an em plus the gaps of JLREQ appendix B table 1 */
    TEXT_SPACING_FULL,  /* every full-width glyph keeps its em */
};

/* How one span looks. */
struct text_style {
    const struct font_stack *fonts;
    length size;          /* of the em */
    length rise;          /* of the baseline, upwards; superscripts */
    int autospace;        /* gap between Japanese and Latin in thousandths of an em; 250 is JLREQ's, 0 none (SP-6) */
    uint32_t color;       /* 0xRRGGBB */
    const char *language; /* BCP 47, for shaping */
};

struct text_span {
    const struct text_style *style; /* borrowed until the block is gone */
    const char *bytes;              /* UTF-8; NULL for an atom */
    size_t size;
    length atom_width;    /* of an atom */
    uint32_t tag;         /* the caller's own; copied to the pieces */
    bool is_kept;         /* no soft break inside the span, nor between it and the one before (a box and its label) */
    struct source_ref at; /* for messages: the value, or the layout's text */
    const struct source_ref *wanted; /* the layout node, or NULL */
};

struct text_paragraph {
    const struct text_span *spans;
    size_t count;
    length pitch; /* from line to line; the em box of `size` is centred in it */
    length size;  /* of the em the paragraph is measured by */
    enum text_align align;
    enum text_break line_break;
    enum text_spacing spacing;
    length indent;         /* of the first line and after forced breaks */
    length hanging_indent; /* of all other lines */
    bool single_line;      /* no soft breaks: what does not fit is reported by the caller from `width` */
    bool allow_missing;    /* draw 〓 for a character no font has, with a warning, instead of an error */
};

enum text_end {
    TEXT_END_SOFT,
    TEXT_END_FORCED,
    TEXT_END_EMERGENCY, /* between two clusters of an unbreakable string wider than the line (LB-20) */
    TEXT_END_LAST,
};

/* Part of a line: a glyph run of one span and face, or an atom. */
struct text_piece {
    const struct glyph_run *run; /* NULL: an atom */
    length x;                    /* from the box's left edge to the run's origin */
    length width;
    uint32_t span; /* index of the span */
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
    const struct text_line *lines;
    size_t count;
    length pitch;
    length baseline;    /* from the top of a line's pitch to its baseline */
    length width;       /* of the widest line, its x included */
    length max_content; /* widest forced line without wrapping or edge trims */
    bool has_overflow;  /* a line is wider than asked for (single_line, or one cluster too wide) */
    bool is_missing;    /* 〓 was drawn somewhere */
};

/*
 * Composes a paragraph into lines no wider than `width` [length, > 0; LENGTH_MAX for no limit].
 * The block and all in it live in `arena`; spans' bytes and styles are borrowed by it.
 * Returns NULL, having added at least one error (a glyph no font of the stack has: GLYPH_MISSING, at the character).
 * An empty paragraph has one empty line. A newline (TX-3) is a forced break; a final newline adds no line.
 */
const struct text_block *text_compose(struct arena *arena, const struct text_paragraph *paragraph, length width,
                                      struct diags *diags);

#endif
