/*
 * text/composition.h - a paragraph on its way to lines: arrays that each step fills for the next.
 *
 *   clusters   what is set: extended grapheme clusters and atoms         compose.c, vertical.c
 *   faces      the font of each, and its glyphs                          itemize.c, variant.c, shape.c, missing.c
 *   classes    JLREQ class in context, and the glyphs that depend on it  class.c, settle.c
 *   breaks     may a line end before cluster i                           kinsoku.c, url.c, group.c
 *   spacing    bodies, and the gap before each cluster                   spacing.c, cells.c, columns.c, ruby.c
 *   limits     how far each gap may close and open                       adjust.c
 *   lines      where lines end                                           line.c, choose.c, balance.c, slide.c, list.c
 *   placing    where on its line each cluster stands                     align.c, justify.c
 *   pieces     glyph runs, and what is set with them                     piece.c, ruby.c, emphasis.c, decorate.c
 *   pitch      from line to line                                         pitch.c
 */
#ifndef TEXT_COMPOSITION_H
#define TEXT_COMPOSITION_H

#include "text/text.h"
#include "text/ucd.h"

#include <hb.h>

/*
 * 1/65536 EMU. Widths in font units become lengths only as sums, so that a line of any number of characters is rounded
 * once. A million clusters of a decimetre still fit.
 */
typedef int64_t fine;

#define FINE_PER_LENGTH ((fine)65536)
#define FINE_UNLIMITED INT64_MAX

static inline fine fine_from_length(length value)
{
    return value * FINE_PER_LENGTH;
}

/* Rounded half up. */
static inline length length_from_fine(fine value)
{
    return (value + FINE_PER_LENGTH / 2) >> 16;
}

enum cluster_kind {
    CLUSTER_GLYPH,     /* one glyph of the font's character map */
    CLUSTER_SHAPED,    /* HarfBuzz finds the glyphs, together with its neighbours' */
    CLUSTER_SPACE,     /* of stated width; drawn with the glyph of U+0020 */
    CLUSTER_INVISIBLE, /* no glyph, no width */
    CLUSTER_HYPHEN,    /* U+00AD: a hyphen when it ends a line, invisible otherwise */
    CLUSTER_NEWLINE,
    CLUSTER_ATOM,
    CLUSTER_CODE, /* the code of a character no font has, in small digits (GL-2) */
};

/* How a cluster behaves beside another (spacing.c). */
enum spacing_group {
    GROUP_OPENING,
    GROUP_CLOSING,
    GROUP_MIDDLE_DOT,
    GROUP_FULL_STOP,
    GROUP_COMMA,
    GROUP_WIDE_SPACE,
    GROUP_JAPANESE, /* kana and kanji: opens a gap to Western letters and digits */
    GROUP_SOLID,    /* all else Japanese */
    GROUP_DIVIDING, /* ！？ */
    GROUP_ALNUM,    /* Western letters and digits */
    GROUP_WESTERN,  /* Western punctuation, symbols, spaces */
    GROUP_COUNT
};

/* Whether a line may end before a cluster, from worst to best. */
enum line_break {
    BREAK_NEVER,       /* not even in LB-20: LB-1, LB-10, inside what belongs together */
    BREAK_EMERGENCY,   /* only where an unbreakable string is wider than the line (LB-20) */
    BREAK_SECOND,      /* in a URL that fits a line (LB-19) */
    BREAK_SECOND_USED, /* in a URL wider than a line */
    BREAK_SOFT,
    BREAK_FORCED, /* behind a newline */
};

/* How a cluster stands in vertical text (vertical.c). */
enum cluster_turn {
    TURN_NONE, /* horizontal text, or nothing is drawn */
    TURN_UPRIGHT,
    TURN_ROTATED,
    TURN_ACROSS, /* 縦中横 */
};

struct cluster {
    uint32_t start, end;  /* bytes of the text */
    uint32_t base;        /* first code point; U+FFFC for an atom */
    uint32_t shown;       /* whose glyph is drawn: the base, but for digits (GL-8), quotes (VE-5) */
    uint32_t points;      /* code points */
    uint32_t number;      /* of code points before it */
    uint32_t span;        /* index */
    uint32_t ruby;        /* 1 + index in composition.rubies of what is set over it; 0: none */
    uint32_t nominal;     /* glyph of a CLUSTER_GLYPH, CLUSTER_SPACE or CLUSTER_HYPHEN; CLUSTER_CODE: the code */
    uint32_t first_glyph; /* in composition.glyphs */
    uint32_t glyph_count;
    const struct font_face *face; /* NULL when nothing is drawn */
    length size;                  /* of the em its glyphs are drawn at: the style's, but for Western fonts (GL-1) */
    length rise;                  /* of its baseline */
    fine em;                      /* a full-width character in this face and size (GL-5) */
    fine advance;                 /* of the glyphs as the font has them */
    fine kern;                    /* what of `advance` is due to the next cluster: not so at a line's end */
    fine body;                    /* as set: half an em for punctuation */
    fine shift;                   /* from the body's edge to the glyph's origin */
    uint16_t flags;               /* UCD_ of `shown` */
    uint16_t narrow;              /* its glyphs are drawn narrower than the text, in thousandths; 0: as all */
    uint8_t kind;                 /* enum cluster_kind */
    uint8_t class;                /* enum char_class */
    uint8_t group;                /* enum spacing_group */
    uint8_t line_class;           /* enum linebreak_class, resolved */
    uint8_t turn;                 /* enum cluster_turn */
    bool ends_joined;             /* with U+200D: LB8a */
    bool is_missing;              /* drawn as 〓 or by its code */
    bool is_picture;              /* an emoji or pictograph: one em whatever it is drawn with (GL-10) */
};

/* Positions in font units; y upwards. */
struct shaped_glyph {
    uint32_t id;
    int32_t advance;
    int32_t x, y;
};

/* A glyph that a feature gives for a character, and how the feature places it along the line, in font units. */
struct variant {
    const struct font_face *face;
    uint32_t c;
    hb_tag_t feature;
    uint32_t glyph; /* the usual one when the feature has nothing to say */
    int32_t advance;
    int32_t x;
};
#define VARIANTS_KNOWN 64

/* A reading and the clusters it stands over, first to end - 1 (DE-1). */
struct ruby {
    size_t first, end;
    const struct text_style *style; /* half the size of the base's */
    const char *bytes;
    size_t size;
    bool is_group;
    const struct text_block *solid; /* set solid, in one line */
    fine width;                     /* of that */
    fine before, after; /* how far it stands out beside its base where it is longer; inside a line, not at its edges */
};

/* A URL or e-mail address: clusters first to end - 1 (LB-19). */
struct address {
    size_t first, end;
};

/* The steps of justification, as JLREQ numbers them (section 7 of the rules). */
enum gap_step {
    GAP_UNCHANGED,
    GAP_SHRINK_WORD_SPACE,  /* JLREQ 3.8.3 a */
    GAP_SHRINK_LINE_END,    /* b: the half em behind 」、。, which LE-2 takes too */
    GAP_SHRINK_END_DOT,     /* c: the quarters beside ・ at the end, LE-3 */
    GAP_SHRINK_DOT,         /* d */
    GAP_SHRINK_PUNCTUATION, /* e */
    GAP_SHRINK_AUTOSPACE,   /* f */
    GAP_STRETCH_WORD_SPACE, /* JLREQ 3.8.4 a */
    GAP_STRETCH_AUTOSPACE,  /* b */
    GAP_STRETCH_SOLID,      /* c */
    GAP_STRETCH_ALL,        /* d */
};

/* How far the gap before a cluster may close and open, and in which step. */
struct gap_limit {
    fine shrink, stretch;
    fine shrink_sum, stretch_sum; /* of all gaps up to this one */
    fine word_sum;                /* of those that shrink in the first step */
    uint8_t shrink_step, stretch_step;
};

/* An item of a list: clusters first to text - 1 are its marker and the spaces behind it (PA-2). */
struct list_item {
    size_t first, text;
    fine hang; /* from the line's start to the text */
};

/* Where one line's clusters are, first <= visible <= end. */
struct line_span {
    size_t first;
    size_t visible; /* end without the spaces a line edge swallows (LE-4), and without the newline */
    size_t end;
    enum text_end reason;
    fine lead;            /* kept blank before the first cluster */
    fine trail;           /* kept blank after the last */
    fine indent;          /* of this line */
    fine extent;          /* lead, clusters, gaps, trail */
    fine trimmed;         /* blank behind the last cluster that is gone because the line did not fit (LE-2, LE-3) */
    fine hung;            /* of the last mark, outside the extent (LE-6) */
    size_t loose;         /* gaps behind this cluster may be justified: those before it belong to a tab or a marker */
    bool is_first;        /* of the paragraph or after a forced break */
    bool drops_dot_gap;   /* LE-3: the gap before a middle dot at the line's end is gone too */
    bool is_pulled_in;    /* 追い込み: justification shortens it to the edge */
    const char *end_rule; /* the rule that made it end here, as "LB-20" or "6(a)"; NULL: it is full, or the text ends */
};

struct composition {
    struct arena *arena;   /* for what the block keeps */
    struct arena *scratch; /* for what it does not */
    const struct text_paragraph *paragraph;
    struct diags *diags;
    fine width; /* of the box, FINE_UNLIMITED for none */

    const char *bytes; /* the spans one after the other, atoms as U+FFFC */
    size_t size;
    struct cluster *clusters;
    size_t count;
    uint32_t point_count; /* of the clusters so far */
    struct shaped_glyph *glyphs;
    size_t glyph_count, glyph_room;
    struct variant *variants;  /* those found so far, VARIANTS_KNOWN places; NULL until the first */
    uint8_t *breaks;           /* enum line_break, before cluster i */
    bool *groups;              /* is the place before cluster i inside a group of LB-23; NULL: none is */
    fine *gaps;                /* before cluster i */
    struct gap_limit *limits;  /* of the gap before cluster i; NULL: nothing is justified */
    uint8_t *gap_steps;        /* the last enum gap_step that changed it; [line.end]: the blank behind the line */
    struct address *addresses; /* in order, apart from each other */
    size_t address_count, address_room;
    fine *places;            /* sum of bodies and gaps to the left of cluster i's body; [count]: of all */
    fine *slides;            /* what tabs and list markers add to that on cluster i's line; NULL: nothing anywhere */
    uint32_t *tab_ends;      /* behind the last tab among clusters 0 to i - 1; NULL: there is none */
    struct list_item *items; /* in order */
    size_t item_count, item_room;

    struct ruby *rubies; /* in order */
    size_t ruby_count, ruby_room;

    uint32_t *trimmed; /* end of clusters 0 to i - 1 without the edge spaces they end with */
    uint32_t *drawn;   /* end of clusters 0 to i - 1 without the transparent ones they end with */

    struct line_span *lines;
    size_t line_count, line_room;
    fine *at; /* x of each cluster on its line, from the box's edge */

    fine underline; /* from the baseline down to the middle of underlines */

    bool is_missing;
    bool has_overflow;
};

static inline const struct text_style *cluster_style(const struct composition *composition,
                                                     const struct cluster *cluster)
{
    return composition->paragraph->spans[cluster->span].style;
}

/* Spaces that vanish at a line edge made by wrapping (TX-6, LE-4); a mark on a space is drawn and stays. */
static inline bool cluster_is_edge_space(const struct cluster *cluster)
{
    return cluster->points == 1 && (cluster->base == 0x20 || cluster->base == 0x3000 || cluster->base == 0x09);
}

/* 均等割付 sets bodies alone; the gaps come from the box (AL-2, AL-4). */
static inline bool is_distributed(const struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;

    return paragraph->columns == 0 &&
           (paragraph->align == TEXT_DISTRIBUTE || paragraph->align == TEXT_DISTRIBUTE_AROUND);
}

/* Of fixed pitch: half the paragraph's em. */
static inline fine column_width(const struct composition *composition)
{
    return fine_from_length(composition->paragraph->size) / 2;
}

/* Ends at a soft or emergency break. */
static inline bool line_is_wrapped(const struct line_span *line)
{
    return line->reason == TEXT_END_SOFT || line->reason == TEXT_END_EMERGENCY;
}

static inline fine slide_at(const struct composition *composition, size_t at)
{
    return composition->slides != NULL ? composition->slides[at] : 0;
}

/* The text's scale (GL-9), in thousandths; fixed pitch has none. */
static inline int32_t scale_of(const struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;

    return paragraph->scale != 0 && paragraph->columns == 0 ? paragraph->scale : 1000;
}

/* Of the cluster's glyphs. */
static inline int32_t cluster_scale(const struct composition *composition, const struct cluster *cluster)
{
    return cluster->narrow != 0 ? cluster->narrow : scale_of(composition);
}

/* Takes part in neither spacing nor class of its neighbours. */
static inline bool cluster_is_transparent(const struct cluster *cluster)
{
    return cluster->kind == CLUSTER_INVISIBLE || cluster->kind == CLUSTER_HYPHEN;
}

/* Kana, kanji and what is set like them: classes 9, 10, 11, 15, 16 and 19. */
static inline bool class_is_japanese(uint8_t class)
{
    return (class >= CL_ITERATION && class <= CL_SMALL_KANA) || class == CL_HIRAGANA || class == CL_KATAKANA ||
           class == CL_IDEOGRAPH;
}

/* What text_compose is given. Ended by composition_close, which leaves what lies in `arena`. */
struct composition composition_open(struct arena *arena, const struct text_paragraph *paragraph, length width,
                                    struct diags *diags);
void composition_close(struct composition *composition);

/* All the steps but the last. False, having added an error, when a glyph is missing. */
bool compose(struct composition *composition);

/* The steps, in order; each needs all before it. */
bool itemize(struct composition *composition); /* false, having added GLYPH_MISSING */
void shape(struct composition *composition);
void classify(struct composition *composition);
void settle_glyphs(struct composition *composition);
void find_breaks(struct composition *composition);
void space(struct composition *composition);
void find_limits(struct composition *composition);
void find_lines(struct composition *composition);
void place(struct composition *composition);
const struct text_block *make_block(struct composition *composition);

/* columns.c, part of space: fixed pitch; does nothing without columns. */
void set_columns(struct composition *composition);
fine whole_columns(const struct composition *composition, fine distance); /* rounded down; without columns as it is */

/* Part of find_breaks: lists URLs and e-mail addresses and marks BREAK_SECOND in them (LB-19). */
void find_url_breaks(struct composition *composition);

/* Part of find_breaks: marks what LB-23 would keep together. */
void find_groups(struct composition *composition);

/* The rule that forbids a line to end before cluster `at` (> 0), where none may. */
const char *break_rule(const struct composition *composition, size_t at);

/* Latin words, LB-12 to LB-15 and group ruby hold together at the place before cluster `at`: no gap opens there. */
bool is_inside_unit(const struct composition *composition, size_t at);

/*
 * Parts of find_lines. find_items lists the items of lists (PA-2, PA-3). open_slides makes `slides` when the text has
 * such items or tabs (TX-4). slide sets slides[at] for a line of which first, indent and lead are known; those of its
 * clusters before are set. `item`: that of the forced line, or NULL.
 */
void find_items(struct composition *composition);
void open_slides(struct composition *composition);
void slide(struct composition *composition, const struct line_span *line, const struct list_item *item, size_t at);
/* The item that begins at cluster `first`; NULL: none. */
const struct list_item *item_at(const struct composition *composition, size_t first);

/* line.c: the line of clusters first to end - 1, were it to end so. */
struct line_start {
    size_t first;
    size_t segment_end; /* behind the next newline */
    bool is_first;      /* behind a forced break */
    fine indent;
    fine room;
    const struct list_item *item; /* or NULL */
};
struct line_span line_measure(const struct composition *composition, const struct line_start *start, size_t end,
                              enum text_end reason);
/* Of the line from cluster `first` on, in a forced line that ends at `segment_end`. */
struct line_start line_start_at(const struct composition *composition, size_t first, size_t segment_end, bool is_first,
                                const struct list_item *item);
bool line_fits(const struct line_start *start, const struct line_span *line);
/* By how much the line could shrink, and stretch without steps beyond the third. */
fine line_shrink(const struct composition *composition, const struct line_span *line);
fine line_stretch(const struct composition *composition, const struct line_span *line);

/* choose.c: the line from `start` on. */
struct line_span choose_line(struct composition *composition, const struct line_start *start);

/* Part of find_lines: turns BREAK_SECOND into BREAK_SECOND_USED where an address is wider than a line of `room`. */
void use_url_breaks(struct composition *composition, fine room);

/*
 * balance.c, parts of find_lines. balanced_cut: by how much the lines of clusters first to end - 1, a forced line, can
 * be narrower without being more; 0 where nothing is balanced. choose_balanced: the line from `start` on, so cut.
 */
fine balanced_cut(struct composition *composition, size_t first, size_t end, const struct list_item *item);
struct line_span choose_balanced(struct composition *composition, const struct line_start *start, fine cut);

/* cells.c, part of space: bodies of a character grid (FT-3). */
void set_cells(struct composition *composition);

/* The last cluster whose gap justification may change; `loose` when there is none. */
size_t last_adjustable(const struct composition *composition, const struct line_span *line);

/* Part of place: stretches, or shrinks, a line that should end at the edge by `spare` (justify.c). */
void justify(struct composition *composition, struct line_span *line, fine spare);

/* shape.c: one more glyph, the last of all. */
void add_glyph(struct composition *composition, struct shaped_glyph glyph);

/* variant.c: what `feature` makes of one character, by shaping it alone; each is asked of the font once. */
struct variant find_variant(struct composition *composition, const struct font_face *face, uint32_t c,
                            hb_tag_t feature);

/* picture.c: emoji and pictographs (GL-10). set_keycaps, before classify. settle_picture, part of settle_glyphs. */
void set_keycaps(struct composition *composition);
void settle_picture(const struct composition *composition, struct cluster *cluster);

/*
 * settle.c, for set_body: how far the glyph of a mark in half an em stands before its body, by the font's `halt`, in
 * vertical text `vhal`, where it has that, else by `usual` (GL-6).
 */
fine half_body_shift(struct composition *composition, const struct cluster *cluster, fine usual);

/* Blank that belongs to the cluster outside its body, before and after: ½ em of brackets and stops, ¼ em of dots. */
fine outer_before(const struct composition *composition, const struct cluster *cluster);
fine outer_after(const struct composition *composition, const struct cluster *cluster);

/*
 * ruby.c. find_rubies: which readings stand over which clusters; false, having added an error, when a glyph is missing.
 * keep_together, after find_breaks: LB-24, and spans that are whole. widen_for_ruby, part of space: base characters
 * under longer ruby move apart.
 */
bool find_rubies(struct composition *composition);
void keep_together(struct composition *composition);
void widen_for_ruby(struct composition *composition);
/* At a line's edge ruby does not stand out: what a line from cluster `first` to `last` is longer by. */
fine ruby_edges(const struct composition *composition, size_t first, size_t last);
/* Part of place: makes that room, so that base and ruby are flush with the line's edges. */
void flush_rubies(struct composition *composition, const struct line_span *line);
bool is_inside_group(const struct composition *composition, size_t at); /* between base clusters of one group */
/* How far the ruby over clusters first to end - 1 reaches beyond their em boxes; more decoration stands outside it. */
length ruby_reach(const struct composition *composition, size_t first, size_t end);

/*
 * vertical.c; all do nothing in horizontal text. merge_across, before itemize: 縦中横 becomes one cluster. set_across,
 * before classify: which is set like an ideograph. turn_glyphs, after settle_glyphs: how each cluster stands.
 * close_numerals, part of space: SP-8.
 */
void merge_across(struct composition *composition);
void set_across(struct composition *composition);
void turn_glyphs(struct composition *composition);
void close_numerals(struct composition *composition);
length rotated_baseline(const struct composition *composition, const struct cluster *cluster);
struct text_piece make_across(const struct composition *composition, size_t at);

/*
 * missing.c: a character no font has, shown by its code (GL-2). take_code, part of itemize: false when no face has the
 * digits. emit_code, part of shape.
 */
bool take_code(struct composition *composition, struct cluster *cluster, uint32_t c);
void emit_code(struct composition *composition, struct cluster *cluster);

/*
 * pitch.c: what is set around the text of a line needs room beyond the em box of the paragraph (FT-4): above and below
 * it, in vertical text to the right and left. widen_room: type of `em` has something that reaches so far out of its
 * own.
 */
struct line_room {
    length above, below;
};
void widen_room(const struct composition *composition, struct line_room *room, length em, length above, length below);
void make_room_for_rubies(const struct composition *composition, struct line_room *room);
void make_room_for_emphasis(const struct composition *composition, struct line_room *room);
void make_room_for_rules(const struct composition *composition, struct line_room *room);
void set_pitch(const struct composition *composition, struct text_block *block); /* pitch and baseline */

/* Pieces of one line under way. */
struct piece_list {
    struct text_piece *pieces;
    size_t count, room;
};
void add_piece(const struct composition *composition, struct piece_list *list, const struct text_piece *piece);

/* What is set with the text of a line: ruby.c, emphasis.c, decorate.c, missing.c. */
void add_rubies(const struct composition *composition, const struct line_span *line, struct piece_list *list);
void add_emphasis(const struct composition *composition, const struct line_span *line, struct piece_list *list);
void add_rules(const struct composition *composition, const struct line_span *line, struct piece_list *list);
void add_circles(const struct composition *composition, const struct line_span *line, struct piece_list *list);
void add_frames(const struct composition *composition, const struct line_span *line, struct piece_list *list);
void place_underline(struct composition *composition); /* sets `underline` */

#endif
