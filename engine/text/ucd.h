/*
 * text/ucd.h - what is known of each code point: Unicode properties, and its character class of JLREQ appendix A.
 *
 * The tables are written by tools/gen_unicode.py, which reads the enumerations below for their order.
 */
#ifndef TEXT_UCD_H
#define TEXT_UCD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Grapheme_Cluster_Break (UAX #29 table 2). */
enum grapheme_class {
    GCB_OTHER,
    GCB_CR,
    GCB_LF,
    GCB_CONTROL,
    GCB_EXTEND,
    GCB_ZWJ,
    GCB_REGIONAL_INDICATOR,
    GCB_PREPEND,
    GCB_SPACING_MARK,
    GCB_L,
    GCB_V,
    GCB_T,
    GCB_LV,
    GCB_LVT,
};

/*
 * Line_Break (UAX #14 table 1) after LB1 where that needs no context: SA marks are CM,X and SG are AL. Three classes
 * are split as the rules do: OP_WIDE and CP_WIDE are the East Asian ones (LB30), ID_PICTURE is unassigned
 * Extended_Pictographic (LB30b).
 */
enum linebreak_class {
    LB_BK,
    LB_CR,
    LB_LF,
    LB_NL,
    LB_SP,
    LB_ZW,
    LB_WJ,
    LB_GL,
    LB_CM,
    LB_ZWJ,
    LB_OP,
    LB_OP_WIDE,
    LB_CL,
    LB_CP,
    LB_CP_WIDE,
    LB_QU,
    LB_EX,
    LB_IS,
    LB_SY,
    LB_NS,
    LB_IN,
    LB_BA,
    LB_HY,
    LB_BB,
    LB_B2,
    LB_CB,
    LB_PR,
    LB_PO,
    LB_NU,
    LB_AL,
    LB_HL,
    LB_ID,
    LB_ID_PICTURE,
    LB_EB,
    LB_EM,
    LB_JL,
    LB_JV,
    LB_JT,
    LB_H2,
    LB_H3,
    LB_RI,
    LB_AI,
    LB_CJ,
    LB_SA,
    LB_CLASS_COUNT
};

/* JLREQ appendix A, the classes a single character can have; the numbers are the standard's. */
enum char_class {
    CL_OPENING = 1,
    CL_CLOSING = 2,
    CL_HYPHEN = 3,
    CL_DIVIDING = 4,
    CL_MIDDLE_DOT = 5,
    CL_FULL_STOP = 6,
    CL_COMMA = 7,
    CL_INSEPARABLE = 8,
    CL_ITERATION = 9,
    CL_PROLONGED = 10,
    CL_SMALL_KANA = 11,
    CL_PREFIX = 12,
    CL_POSTFIX = 13,
    CL_WIDE_SPACE = 14,
    CL_HIRAGANA = 15,
    CL_KATAKANA = 16,
    CL_MATH_SYMBOL = 17,
    CL_MATH_OPERATOR = 18,
    CL_IDEOGRAPH = 19,
    CL_NUMERAL = 24,
    CL_WORD_SPACE = 26,
    CL_WESTERN = 27,
    CL_ACROSS = 30, /* 縦中横; only told, as it is set like CL_IDEOGRAPH */
};

enum {
    UCD_PICTOGRAPH = 1 << 0, /* Extended_Pictographic */
    UCD_RTL = 1 << 1,        /* Bidi_Class R or AL */
    UCD_ALNUM = 1 << 2,      /* a letter or digit that is not East Asian: the Latin side of SP-6 */
    UCD_KANA_KANJI = 1 << 3, /* the Japanese side of SP-6; half-width katakana are not (SP-7) */
    UCD_AMBIGUOUS = 1 << 4,  /* an ideograph when its glyph is full-width, Western otherwise */
    UCD_IN_CONTEXT = 1 << 5, /* has its class between Japanese characters only: “ ” ‘ ’ « » · */
    UCD_COMPLEX = 1 << 6,    /* of a script whose glyphs depend on their neighbours */
    UCD_INVISIBLE = 1 << 7,  /* no width, no glyph */
    UCD_CONTROL = 1 << 8,    /* invisible and worth a warning (TX-5) */
    UCD_FULL_DIGIT = 1 << 9, /* ０ to ９ */
    UCD_WIDE = 1 << 10,      /* East_Asian_Width W, F or A: two columns of fixed pitch (UAX #11) */
};

struct ucd {
    uint8_t grapheme;  /* enum grapheme_class */
    uint8_t linebreak; /* enum linebreak_class */
    uint8_t class;     /* enum char_class */
    uint16_t flags;
};

/*
 * Variants of StandardizedVariants.txt that look like a compatibility ideograph, by base and selector: 神 U+795E U+FE00
 * is 神 U+FA19.
 */
struct ucd_variant {
    uint32_t base;
    uint32_t selector;
    uint32_t ideograph;
};
extern const struct ucd_variant ucd_variants[];
extern const size_t ucd_variant_count;

#define UCD_BLOCK_BITS 7

extern const uint16_t ucd_stage1[0x110000 >> UCD_BLOCK_BITS];
extern const uint8_t ucd_stage2[][1 << UCD_BLOCK_BITS];
extern const struct ucd ucd_records[];

/* Of any scalar value. */
static inline const struct ucd *ucd_of(uint32_t c)
{
    return &ucd_records[ucd_stage2[ucd_stage1[c >> UCD_BLOCK_BITS]][c & ((1 << UCD_BLOCK_BITS) - 1)]];
}

/*
 * UAX #14 LB7 to LB31 for the class before (row) and after (bit 1 << class) a place: may a line end there when nothing,
 * or when spaces, stand between. Rules that look further (LB8a, LB9, LB21a, LB25, LB30a) are in linebreak.c.
 */
struct linebreak_row {
    uint64_t adjacent;
    uint64_t spaced;
};
extern const struct linebreak_row linebreak_rows[LB_CLASS_COUNT];

#endif
