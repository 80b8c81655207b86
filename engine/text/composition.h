/*
 * text/composition.h - a paragraph on its way to lines: arrays that each step fills for the next.
 *
 *   clusters   what is set: extended grapheme clusters and atoms         compose.c
 *   faces      the font of each, and its glyphs                          itemize.c, shape.c
 *   classes    JLREQ class in context                                    class.c
 *   breaks     may a line end before cluster i                           kinsoku.c, url.c
 *   spacing    bodies, and the gap before each cluster                   spacing.c
 *   lines      where lines end                                           line.c
 *   placing    where on its line each cluster stands                     align.c
 *   pieces     glyph runs                                                piece.c
 */
#ifndef TEXT_COMPOSITION_H
#define TEXT_COMPOSITION_H

#include "text/text.h"
#include "text/ucd.h"

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

struct cluster {
    uint32_t start, end;  /* bytes of the text */
    uint32_t base;        /* first code point; U+FFFC for an atom */
    uint32_t points;      /* code points */
    uint32_t number;      /* of code points before it */
    uint32_t span;        /* index */
    uint32_t nominal;     /* glyph of a CLUSTER_GLYPH, CLUSTER_SPACE or CLUSTER_HYPHEN */
    uint32_t first_glyph; /* in composition.glyphs */
    uint32_t glyph_count;
    const struct font_face *face; /* NULL when nothing is drawn */
    fine em;                      /* a full-width character in this face and size (GL-5) */
    fine advance;                 /* of the glyphs as the font has them */
    fine body;                    /* as set: half an em for punctuation */
    fine shift;                   /* from the body's edge to the glyph's origin */
    uint16_t flags;               /* UCD_ of the base */
    uint8_t kind;                 /* enum cluster_kind */
    uint8_t class;                /* enum char_class */
    uint8_t group;                /* enum spacing_group */
    uint8_t line_class;           /* enum linebreak_class, resolved */
    bool ends_joined;             /* with U+200D: LB8a */
    bool is_missing;              /* drawn as 〓 */
};

/* Positions in font units; y upwards. */
struct shaped_glyph {
    uint32_t id;
    int32_t advance;
    int32_t x, y;
};

/* A URL or e-mail address: clusters first to end - 1 (LB-19). */
struct address {
    size_t first, end;
};

/* Where one line's clusters are, first <= visible <= end. */
struct line_span {
    size_t first;
    size_t visible; /* end without the spaces a line edge swallows (LE-4), and without the newline */
    size_t end;
    enum text_end reason;
    fine lead;          /* kept blank before the first cluster */
    fine trail;         /* kept blank after the last */
    fine indent;        /* of this line */
    fine extent;        /* lead, clusters, gaps, trail */
    bool is_first;      /* of the paragraph or after a forced break */
    bool drops_dot_gap; /* LE-3: the gap before a middle dot at the line's end is gone too */
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
    uint8_t *breaks;           /* enum line_break, before cluster i */
    fine *gaps;                /* before cluster i */
    struct address *addresses; /* in order, apart from each other */
    size_t address_count, address_room;
    fine *places; /* sum of bodies and gaps to the left of cluster i's body; [count]: of all */

    uint32_t *trimmed; /* end of clusters 0 to i - 1 without the edge spaces they end with */
    uint32_t *drawn;   /* end of clusters 0 to i - 1 without the transparent ones they end with */

    struct line_span *lines;
    size_t line_count, line_room;
    fine *at; /* x of each cluster on its line, from the box's edge */

    bool is_missing;
    bool has_overflow;
};

static inline const struct text_style *cluster_style(const struct composition *composition,
                                                     const struct cluster *cluster)
{
    return composition->paragraph->spans[cluster->span].style;
}

/* Spaces that vanish at a line edge made by wrapping (TX-6, LE-4). */
static inline bool cluster_is_edge_space(const struct cluster *cluster)
{
    return cluster->base == 0x20 || cluster->base == 0x3000 || cluster->base == 0x09;
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

/*
 * All the steps but the last; arena, scratch, paragraph, diags and width are the caller's to set. False, having added
 * an error, when a glyph is missing.
 */
bool compose(struct composition *composition);

/* The steps, in order; each needs all before it. */
bool itemize(struct composition *composition); /* false, having added GLYPH_MISSING */
void shape(struct composition *composition);
void classify(struct composition *composition);
void find_breaks(struct composition *composition);
void space(struct composition *composition);
void find_lines(struct composition *composition);
void place(struct composition *composition);
const struct text_block *make_block(struct composition *composition);

/* Part of find_breaks: lists URLs and e-mail addresses and marks BREAK_SECOND in them (LB-19). */
void find_url_breaks(struct composition *composition);

/* Part of find_lines: turns BREAK_SECOND into BREAK_SECOND_USED where an address is wider than a line of `room`. */
void use_url_breaks(struct composition *composition, fine room);

/* Part of place: stretches a line that should end at the edge by `spare` (justify.c). */
void justify(struct composition *composition, struct line_span *line, fine spare);

/* Blank that belongs to the cluster outside its body, before and after: ½ em of brackets and stops, ¼ em of dots. */
fine outer_before(const struct composition *composition, const struct cluster *cluster);
fine outer_after(const struct composition *composition, const struct cluster *cluster);

#endif
