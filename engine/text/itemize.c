/*
 * The face of each cluster (GL-1): the first of the stack that can draw all of it; Western characters ask the style's
 * Western face before. What can be told from the character map alone is decided here; the rest is marked
 * CLUSTER_SHAPED.
 */
#include "base/utf8.h"
#include "text/composition.h"

#include <stdlib.h>

#define GETA_MARK 0x3013 /* 〓 stands for a character no font has (GL-2) */
#define REPORTED_MAX 16

struct itemizing {
    struct composition *composition;
    hb_buffer_t *buffer;             /* for trying sequences; NULL until the first */
    uint32_t reported[REPORTED_MAX]; /* characters a message was given for; each is told once */
    size_t reported_count;
    bool is_bidi_reported;
    bool is_complete;
};

static const struct font_stack *stack_of(const struct itemizing *itemizing, const struct cluster *cluster)
{
    return cluster_style(itemizing->composition, cluster)->fonts;
}

/* Messages */

static bool is_first_report(struct itemizing *itemizing, uint32_t c)
{
    for (size_t i = 0; i < itemizing->reported_count; i++)
        if (itemizing->reported[i] == c)
            return false;
    if (itemizing->reported_count == REPORTED_MAX)
        return false;
    itemizing->reported[itemizing->reported_count++] = c;
    return true;
}

struct report_texts {
    const char *character;
    const char *code; /* U+XXXX */
    const char *number;
};

static struct report_texts describe(const struct composition *composition, const struct cluster *cluster)
{
    size_t size = cluster->end - cluster->start;

    return (struct report_texts){
        .character = arena_copy(composition->scratch, composition->bytes + cluster->start, size),
        .code = arena_format(composition->scratch, "U+%04X", (unsigned)cluster->base),
        .number = arena_format(composition->scratch, "%zu", (size_t)cluster->number + 1),
    };
}

static const struct text_span *span_of(const struct itemizing *itemizing, const struct cluster *cluster)
{
    return &itemizing->composition->paragraph->spans[cluster->span];
}

/* `c`: the first character of the cluster that no font has, or its base. */
static void report_missing(struct itemizing *itemizing, const struct cluster *cluster, uint32_t c)
{
    const struct text_span *span = span_of(itemizing, cluster);
    struct report_texts texts;
    struct diag_args args;

    if (!is_first_report(itemizing, c))
        return;
    texts = describe(itemizing->composition, cluster);
    texts.code = arena_format(itemizing->composition->scratch, "U+%04X", (unsigned)c);
    args = DIAG_ARGS(texts.character, texts.code, texts.number);
    if (itemizing->composition->paragraph->missing != TEXT_MISSING_ERROR)
        diags_warn(itemizing->composition->diags, DIAG_GLYPH_MISSING, &span->at, span->wanted, args);
    else
        diags_error(itemizing->composition->diags, DIAG_GLYPH_MISSING, &span->at, span->wanted, args);
}

static void warn_control(struct itemizing *itemizing, const struct cluster *cluster)
{
    const struct text_span *span = span_of(itemizing, cluster);
    struct report_texts texts;

    if (!is_first_report(itemizing, cluster->base))
        return;
    texts = describe(itemizing->composition, cluster);
    diags_warn(itemizing->composition->diags, DIAG_CONTROL_CHARACTER, &span->at, span->wanted,
               DIAG_ARGS(texts.code, texts.number));
}

static void warn_alias(struct itemizing *itemizing, const struct cluster *cluster, uint32_t alias)
{
    const struct text_span *span = span_of(itemizing, cluster);
    struct report_texts texts;

    if (!is_first_report(itemizing, cluster->base))
        return;
    texts = describe(itemizing->composition, cluster);
    diags_warn(itemizing->composition->diags, DIAG_GLYPH_ALIAS, &span->at, span->wanted,
               DIAG_ARGS(texts.character, texts.code,
                         arena_format(itemizing->composition->scratch, "U+%04X", (unsigned)alias), texts.number));
}

static void warn_variant(struct itemizing *itemizing, const struct cluster *cluster, uint32_t selector)
{
    const struct text_span *span = span_of(itemizing, cluster);
    struct arena *scratch = itemizing->composition->scratch;
    char base[UTF8_MAX_BYTES];
    size_t base_size = utf8_put(cluster->base, base);

    diags_warn(itemizing->composition->diags, DIAG_IVS_FALLBACK, &span->at, span->wanted,
               DIAG_ARGS(arena_copy(scratch, base, base_size),
                         arena_format(scratch, "U+%04X U+%04X", (unsigned)cluster->base, (unsigned)selector),
                         describe(itemizing->composition, cluster).number));
}

static void warn_bidi(struct itemizing *itemizing, const struct cluster *cluster)
{
    const struct text_span *span = span_of(itemizing, cluster);

    if (itemizing->is_bidi_reported)
        return;
    itemizing->is_bidi_reported = true;
    diags_warn(itemizing->composition->diags, DIAG_BIDI_UNSUPPORTED, &span->at, span->wanted,
               DIAG_ARGS(describe(itemizing->composition, cluster).number));
}

/* Finding glyphs */

static bool take_glyph(struct cluster *cluster, const struct font_face *face, uint32_t c, enum cluster_kind kind)
{
    uint32_t glyph = font_face_glyph(face, c, 0);

    if (glyph == 0)
        return false;
    cluster->face = face;
    cluster->nominal = glyph;
    cluster->kind = (uint8_t)kind;
    return true;
}

static bool take_glyph_of_stack(struct cluster *cluster, const struct font_stack *stack, uint32_t c,
                                enum cluster_kind kind)
{
    for (size_t i = 0; i < stack->count; i++)
        if (take_glyph(cluster, stack->faces[i], c, kind))
            return true;
    return false;
}

/* Pairs one of which may lend its glyph to the other (typesetting rules, table of variants). */
static const uint32_t aliases[][2] = {
    {0xFF5E, 0x301C}, /* ～ 〜 */
    {0x301C, 0xFF5E},
    {0x203E, 0xFFE3}, /* ‾ ￣ */
};

static bool take_alias(struct itemizing *itemizing, struct cluster *cluster)
{
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (aliases[i][0] == cluster->base &&
            take_glyph_of_stack(cluster, stack_of(itemizing, cluster), aliases[i][1], CLUSTER_GLYPH)) {
            warn_alias(itemizing, cluster, aliases[i][1]);
            return true;
        }
    return false;
}

static uint32_t next_point(const struct composition *composition, const struct cluster *cluster, size_t *at)
{
    uint32_t c;

    if (*at >= cluster->end)
        return 0;
    c = utf8_next(composition->bytes, cluster->end, at);
    return c != UTF8_INVALID ? c : 0xFFFD;
}

static bool has_stack_glyph(const struct font_stack *stack, uint32_t c)
{
    for (size_t i = 0; i < stack->count; i++)
        if (font_face_glyph(stack->faces[i], c, 0) != 0)
            return true;
    return false;
}

/* What to name in a message: each character may have a glyph somewhere, but no font all of them. */
static uint32_t first_without_glyph(const struct itemizing *itemizing, const struct cluster *cluster)
{
    size_t at = cluster->start;

    for (uint32_t c; (c = next_point(itemizing->composition, cluster, &at)) != 0;)
        if ((ucd_of(c)->flags & UCD_INVISIBLE) == 0 && !has_stack_glyph(stack_of(itemizing, cluster), c))
            return c;
    return cluster->base;
}

static void take_missing(struct itemizing *itemizing, struct cluster *cluster)
{
    struct composition *composition = itemizing->composition;
    const struct font_stack *stack = stack_of(itemizing, cluster);
    uint32_t c = first_without_glyph(itemizing, cluster);

    report_missing(itemizing, cluster, c);
    if (composition->paragraph->missing == TEXT_MISSING_ERROR) {
        itemizing->is_complete = false;
        return;
    }
    composition->is_missing = true;
    cluster->is_missing = true;
    if (composition->paragraph->missing == TEXT_MISSING_CODE && take_code(composition, cluster, c))
        return;
    cluster->face = stack->faces[0];
    cluster->kind = CLUSTER_GLYPH;
    take_glyph_of_stack(cluster, stack, GETA_MARK, CLUSTER_GLYPH);
}

/* Single characters */

static bool is_kana(const struct cluster *cluster)
{
    uint8_t class = ucd_of(cluster->base)->class;

    return class == CL_HIRAGANA || class == CL_KATAKANA || class == CL_SMALL_KANA || class == CL_PROLONGED ||
           (class == CL_ITERATION && cluster->base != 0x3005 && cluster->base != 0x303B); /* 々 〻 */
}

/* GL-7 */
static bool is_set_tight(const struct composition *composition, const struct cluster *cluster)
{
    switch (composition->paragraph->spacing) {
    case TEXT_SPACING_PALT:
        return true;
    case TEXT_SPACING_KANA_PALT:
        return is_kana(cluster);
    case TEXT_SPACING_JLREQ:
    case TEXT_SPACING_FULL:
        break;
    }
    return false;
}

static bool needs_shaping(const struct composition *composition, const struct cluster *cluster)
{
    bool is_western = ucd_of(cluster->base)->class >= CL_NUMERAL;

    return (cluster->flags & UCD_COMPLEX) != 0 || (cluster->face->has_kerning && is_western) ||
           (cluster->face->has_palt && is_set_tight(composition, cluster));
}

static void itemize_single(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct font_stack *stack = stack_of(itemizing, cluster);
    bool is_space = ucd_of(cluster->base)->class == CL_WORD_SPACE || cluster->base == 0x3000;

    if (is_space && take_glyph(cluster, stack->faces[0], cluster->base, CLUSTER_SPACE))
        return;
    if (is_space && take_glyph_of_stack(cluster, stack, 0x20, CLUSTER_SPACE))
        return;
    if (!take_glyph_of_stack(cluster, stack, cluster->base, CLUSTER_GLYPH) && !take_alias(itemizing, cluster))
        take_missing(itemizing, cluster);
    else if (needs_shaping(itemizing->composition, cluster))
        cluster->kind = CLUSTER_SHAPED;
}

/* Digits (GL-8): the glyph of the other width, the character staying what it is. */

static bool is_full_digit(uint32_t c)
{
    return c >= 0xFF10 && c <= 0xFF19;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || is_full_digit(c);
}

static uint32_t shown_digit(enum text_digits digits, uint32_t c)
{
    uint32_t value = is_full_digit(c) ? c - 0xFF10 : c - '0';

    switch (digits) {
    case TEXT_DIGITS_AS_IS:
        break;
    case TEXT_DIGITS_HALF:
        return '0' + value;
    case TEXT_DIGITS_FULL:
        return 0xFF10 + value;
    }
    return c;
}

/* Half an em, or where the font has no such digits at least one width for all of them. */
static void make_tabular(struct itemizing *itemizing, struct cluster *cluster)
{
    static const hb_tag_t features[] = {HB_TAG('h', 'w', 'i', 'd'), HB_TAG('t', 'n', 'u', 'm')};
    struct composition *composition = itemizing->composition;

    for (size_t i = 0; i < sizeof features / sizeof features[0]; i++) {
        struct variant variant = find_variant(composition, cluster->face, cluster->shown, features[i]);

        if (variant.glyph != 0 && variant.glyph != cluster->nominal) {
            cluster->nominal = variant.glyph;
            return;
        }
    }
}

static bool take_digit(struct itemizing *itemizing, struct cluster *cluster)
{
    enum text_digits digits = cluster_style(itemizing->composition, cluster)->digits;

    if (digits == TEXT_DIGITS_AS_IS || cluster->points > 1 || !is_digit(cluster->base))
        return false;
    if (!take_glyph_of_stack(cluster, stack_of(itemizing, cluster), cluster->shown, CLUSTER_GLYPH)) {
        cluster->shown = cluster->base;
        return false;
    }
    if (digits == TEXT_DIGITS_HALF)
        make_tabular(itemizing, cluster);
    return true;
}

/* Clusters of several code points */

static bool is_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/* U+FE0E and U+FE0F choose between text and picture style, of which we have one (GL-4, GL-10). */
static bool is_style_selector(uint32_t c)
{
    return c == 0xFE0E || c == 0xFE0F;
}

/* Of no effect on a picture in one colour. */
static bool is_skin_tone(uint32_t c)
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

static int compare_variants(const void *a, const void *b)
{
    const struct ucd_variant *left = a;
    const struct ucd_variant *right = b;

    if (left->base != right->base)
        return left->base < right->base ? -1 : 1;
    return (left->selector > right->selector) - (left->selector < right->selector);
}

/* GL-4: the compatibility ideograph that a standardized variant of an ideograph looks like, or 0. */
static uint32_t compatibility_ideograph(uint32_t base, uint32_t selector)
{
    struct ucd_variant key = {base, selector, 0};
    const struct ucd_variant *found =
        bsearch(&key, ucd_variants, ucd_variant_count, sizeof ucd_variants[0], compare_variants);

    return found != NULL ? found->ideograph : 0;
}

static uint32_t variant_glyph(const struct font_face *face, uint32_t base, uint32_t selector)
{
    uint32_t glyph = font_face_glyph(face, base, selector);
    uint32_t ideograph = glyph == 0 ? compatibility_ideograph(base, selector) : 0;

    return ideograph != 0 ? font_face_glyph(face, ideograph, 0) : glyph;
}

/* GL-3: a later font that has the variant comes before the base glyph of the first. */
static void itemize_variant(struct itemizing *itemizing, struct cluster *cluster, uint32_t selector)
{
    const struct font_stack *stack = stack_of(itemizing, cluster);

    for (size_t i = 0; i < stack->count; i++) {
        uint32_t glyph = variant_glyph(stack->faces[i], cluster->base, selector);

        if (glyph != 0) {
            cluster->face = stack->faces[i];
            cluster->nominal = glyph;
            cluster->kind = CLUSTER_GLYPH;
            return;
        }
    }
    itemize_single(itemizing, cluster);
    if (cluster->face != NULL && !cluster->is_missing && !is_style_selector(selector))
        warn_variant(itemizing, cluster, selector);
}

/* The one code point the cluster is canonically equal to, or 0 (TX-2). */
static uint32_t composed(const struct composition *composition, const struct cluster *cluster)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    size_t at = cluster->start;
    hb_codepoint_t whole = next_point(composition, cluster, &at);

    for (uint32_t c = next_point(composition, cluster, &at); c != 0; c = next_point(composition, cluster, &at))
        if (!hb_unicode_compose(unicode, whole, c, &whole))
            return 0;
    return whole;
}

static bool covers(const struct composition *composition, const struct cluster *cluster, const struct font_face *face)
{
    size_t at = cluster->start;

    for (uint32_t c = next_point(composition, cluster, &at); c != 0; c = next_point(composition, cluster, &at))
        if ((ucd_of(c)->flags & UCD_INVISIBLE) == 0 && !(cluster->is_picture && is_skin_tone(c)) &&
            font_face_glyph(face, c, 0) == 0)
            return false;
    return true;
}

/* Whether shaping finds glyphs for all of it: ế has none of its own marks, but a letter with one of them. */
static bool shapes_whole(struct itemizing *itemizing, const struct cluster *cluster, const struct font_face *face)
{
    size_t at = cluster->start;
    unsigned count;
    const hb_glyph_info_t *infos;

    if (font_face_glyph(face, cluster->base, 0) == 0)
        return false;
    if (itemizing->buffer == NULL)
        itemizing->buffer = hb_buffer_create();
    hb_buffer_clear_contents(itemizing->buffer);
    for (uint32_t c; (c = next_point(itemizing->composition, cluster, &at)) != 0;)
        hb_buffer_add(itemizing->buffer, c, 0);
    hb_buffer_set_content_type(itemizing->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(itemizing->buffer, HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(itemizing->buffer);
    hb_shape(face->hb_font, itemizing->buffer, NULL, 0);
    infos = hb_buffer_get_glyph_infos(itemizing->buffer, &count);
    for (unsigned i = 0; i < count; i++)
        if (infos[i].codepoint == 0)
            return false;
    return true;
}

static bool take_sequence(struct itemizing *itemizing, struct cluster *cluster, const struct font_face *face,
                          uint32_t whole)
{
    if (whole != 0 && take_glyph(cluster, face, whole, CLUSTER_GLYPH)) {
        if (needs_shaping(itemizing->composition, cluster))
            cluster->kind = CLUSTER_SHAPED;
        return true;
    }
    if (!covers(itemizing->composition, cluster, face) && !shapes_whole(itemizing, cluster, face))
        return false;
    cluster->face = face;
    cluster->kind = CLUSTER_SHAPED;
    return true;
}

/* Clusters of the text's usual characters: how they are drawn by the fonts of the style. */
static void itemize_sequence(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct font_stack *stack = stack_of(itemizing, cluster);
    uint32_t whole = composed(itemizing->composition, cluster);

    for (size_t i = 0; i < stack->count; i++)
        if (take_sequence(itemizing, cluster, stack->faces[i], whole))
            return;
    take_missing(itemizing, cluster);
}

/* Western characters (GL-1) */

#define QUOTES_MAX 8 /* in a row, that are looked past */

static bool is_western_letter(uint32_t c)
{
    const struct ucd *ucd = ucd_of(c);

    return ucd->class >= CL_NUMERAL && (ucd->flags & UCD_AMBIGUOUS) == 0;
}

/* Going by `step` from cluster `at`: whether the first that is no quote is Western, or there is none. */
static bool is_western_side(const struct composition *composition, size_t at, int step)
{
    for (int i = 0; i < QUOTES_MAX; i++) {
        at += (size_t)step; /* wraps to SIZE_MAX before the first */
        if (at >= composition->count)
            return true;
        if ((ucd_of(composition->clusters[at].base)->flags & UCD_IN_CONTEXT) == 0)
            return is_western_letter(composition->clusters[at].base);
    }
    return true;
}

static bool is_western(const struct composition *composition, const struct cluster *cluster)
{
    size_t at = (size_t)(cluster - composition->clusters);

    if (cluster->is_picture)
        return false;
    if (ucd_of(cluster->shown)->class == CL_WORD_SPACE)
        return cluster->base == 0x20 || cluster->base == 0xA0; /* the others are measured by the Japanese em (TX-6) */
    if ((ucd_of(cluster->base)->flags & UCD_IN_CONTEXT) != 0)
        return is_western_side(composition, at, -1) && is_western_side(composition, at, 1);
    return is_western_letter(cluster->shown);
}

static bool take_western_glyph(struct itemizing *itemizing, struct cluster *cluster, const struct font_face *face)
{
    bool is_space = ucd_of(cluster->base)->class == CL_WORD_SPACE;

    if (cluster->points > 1)
        return take_sequence(itemizing, cluster, face, composed(itemizing->composition, cluster));
    if (!take_glyph(cluster, face, cluster->shown, is_space ? CLUSTER_SPACE : CLUSTER_GLYPH))
        return false;
    if (is_digit(cluster->base) && cluster_style(itemizing->composition, cluster)->digits == TEXT_DIGITS_HALF)
        make_tabular(itemizing, cluster);
    else if (!is_space && needs_shaping(itemizing->composition, cluster))
        cluster->kind = CLUSTER_SHAPED;
    return true;
}

/* 和欧混植 */
static bool take_western(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct text_style *style = cluster_style(itemizing->composition, cluster);

    if (style->latin == NULL || !is_western(itemizing->composition, cluster) ||
        !take_western_glyph(itemizing, cluster, style->latin->faces[0]))
        return false;
    if (style->latin_size != 0)
        cluster->size = length_scale(style->size, style->latin_size, 1000);
    cluster->rise += style->latin_rise;
    return true;
}

/* Pictures (GL-10) */

static bool is_regional_indicator(uint32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

static bool makes_picture(uint32_t c)
{
    return c == 0xFE0F || c == 0x200D || is_skin_tone(c);
}

/* ☀, but © only with U+FE0F; a keycap and a flag, whatever they begin with. */
static bool is_picture(const struct composition *composition, const struct cluster *cluster)
{
    const struct ucd *ucd = ucd_of(cluster->base);
    bool is_pictograph = (ucd->flags & UCD_PICTOGRAPH) != 0 && ucd->class >= CL_IDEOGRAPH;
    size_t at = cluster->start;

    if (is_pictograph && ucd->class == CL_IDEOGRAPH)
        return true;
    next_point(composition, cluster, &at);
    for (uint32_t c; (c = next_point(composition, cluster, &at)) != 0;)
        if (c == 0x20E3 || is_regional_indicator(c) || (is_pictograph && makes_picture(c)))
            return true;
    return false;
}

/* VE-5: 〝 〟 for “ ” */
static bool take_vertical_quote(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct text_paragraph *paragraph = itemizing->composition->paragraph;
    bool is_opening = cluster->base == 0x201C;
    uint32_t shown = is_opening ? 0x301D : 0x301F;

    if (!paragraph->vertical_quotes || !paragraph->is_vertical || cluster->points > 1 ||
        (!is_opening && cluster->base != 0x201D) || is_western(itemizing->composition, cluster) ||
        !take_glyph_of_stack(cluster, stack_of(itemizing, cluster), shown, CLUSTER_GLYPH))
        return false;
    cluster->shown = shown;
    cluster->flags = ucd_of(shown)->flags;
    return true;
}

static void itemize_drawn(struct itemizing *itemizing, struct cluster *cluster)
{
    size_t at = cluster->start;
    uint32_t second;

    if (take_western(itemizing, cluster) || take_digit(itemizing, cluster) || take_vertical_quote(itemizing, cluster))
        return;
    if (cluster->points == 1) {
        itemize_single(itemizing, cluster);
        return;
    }
    next_point(itemizing->composition, cluster, &at);
    second = next_point(itemizing->composition, cluster, &at);
    if (is_selector(second) && at == cluster->end)
        itemize_variant(itemizing, cluster, second);
    else
        itemize_sequence(itemizing, cluster);
}

static bool is_newline(uint8_t line_class)
{
    return line_class == LB_BK || line_class == LB_CR || line_class == LB_LF || line_class == LB_NL;
}

static void itemize_invisible(struct itemizing *itemizing, struct cluster *cluster)
{
    cluster->kind = CLUSTER_INVISIBLE;
    if ((cluster->flags & UCD_CONTROL) != 0)
        warn_control(itemizing, cluster);
    if (cluster->base == 0xAD && take_glyph_of_stack(cluster, stack_of(itemizing, cluster), '-', CLUSTER_HYPHEN))
        return;
}

/* A joiner or the like that a mark stands on: the mark is drawn. */
static bool has_visible_mark(const struct composition *composition, const struct cluster *cluster)
{
    size_t size = cluster->end - cluster->start;

    return (cluster->flags & UCD_INVISIBLE) != 0 && cluster->points > 1 &&
           text_count_visible(composition->bytes + cluster->start, size) > 0;
}

static void start_cluster(const struct composition *composition, struct cluster *cluster)
{
    const struct text_style *style = cluster_style(composition, cluster);

    cluster->size = style->size;
    cluster->rise = style->rise;
    if (cluster->kind == CLUSTER_ATOM)
        return;
    if (cluster->points == 1 && is_digit(cluster->base))
        cluster->shown = shown_digit(style->digits, cluster->base);
    cluster->flags = ucd_of(cluster->shown)->flags;
    if (has_visible_mark(composition, cluster))
        cluster->flags &= (uint16_t) ~(UCD_INVISIBLE | UCD_CONTROL);
    cluster->is_picture = is_picture(composition, cluster);
}

static void itemize_cluster(struct itemizing *itemizing, struct cluster *cluster)
{
    if ((cluster->flags & UCD_RTL) != 0)
        warn_bidi(itemizing, cluster);
    if (is_newline(ucd_of(cluster->base)->linebreak))
        cluster->kind = CLUSTER_NEWLINE;
    else if ((cluster->flags & UCD_INVISIBLE) != 0)
        itemize_invisible(itemizing, cluster);
    else
        itemize_drawn(itemizing, cluster);
}

bool itemize(struct composition *composition)
{
    struct itemizing itemizing = {.composition = composition, .is_complete = true};

    for (size_t i = 0; i < composition->count; i++) {
        start_cluster(composition, &composition->clusters[i]);
        if (composition->clusters[i].kind != CLUSTER_ATOM)
            itemize_cluster(&itemizing, &composition->clusters[i]);
    }
    hb_buffer_destroy(itemizing.buffer);
    return itemizing.is_complete;
}
