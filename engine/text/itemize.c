/*
 * The face of each cluster (GL-1): the first of the stack that has the whole cluster, else the first that has its base.
 * What can be told from the character map alone is decided here; the rest is marked CLUSTER_SHAPED.
 */
#include "base/utf8.h"
#include "text/composition.h"

#define GETA_MARK 0x3013 /* 〓 stands for a character no font has (GL-2) */
#define REPORTED_MAX 16

struct itemizing {
    struct composition *composition;
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

static void report_missing(struct itemizing *itemizing, const struct cluster *cluster)
{
    const struct text_span *span = span_of(itemizing, cluster);
    struct report_texts texts;
    struct diag_args args;

    if (!is_first_report(itemizing, cluster->base))
        return;
    texts = describe(itemizing->composition, cluster);
    args = DIAG_ARGS(texts.character, texts.code, texts.number);
    if (itemizing->composition->paragraph->allow_missing)
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

static void take_missing(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct font_stack *stack = stack_of(itemizing, cluster);

    report_missing(itemizing, cluster);
    if (!itemizing->composition->paragraph->allow_missing) {
        itemizing->is_complete = false;
        return;
    }
    itemizing->composition->is_missing = true;
    cluster->is_missing = true;
    cluster->face = stack->faces[0];
    cluster->kind = CLUSTER_GLYPH;
    take_glyph_of_stack(cluster, stack, GETA_MARK, CLUSTER_GLYPH);
}

static bool needs_shaping(const struct cluster *cluster)
{
    bool is_western = ucd_of(cluster->base)->class >= CL_NUMERAL;

    return (cluster->flags & UCD_COMPLEX) != 0 || (cluster->face->has_kerning && is_western);
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
    else if (needs_shaping(cluster))
        cluster->kind = CLUSTER_SHAPED;
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

static uint32_t next_point(const struct composition *composition, const struct cluster *cluster, size_t *at)
{
    uint32_t c;

    if (*at >= cluster->end)
        return 0;
    c = utf8_next(composition->bytes, cluster->end, at);
    return c != UTF8_INVALID ? c : 0xFFFD;
}

/* GL-3: a later font that has the variant comes before the base glyph of the first. */
static void itemize_variant(struct itemizing *itemizing, struct cluster *cluster, uint32_t selector)
{
    const struct font_stack *stack = stack_of(itemizing, cluster);

    for (size_t i = 0; i < stack->count; i++) {
        uint32_t glyph = font_face_glyph(stack->faces[i], cluster->base, selector);

        if (glyph != 0) {
            cluster->face = stack->faces[i];
            cluster->nominal = glyph;
            cluster->kind = CLUSTER_GLYPH;
            return;
        }
    }
    itemize_single(itemizing, cluster);
    if (cluster->face != NULL && !is_style_selector(selector))
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
        if ((ucd_of(c)->flags & UCD_INVISIBLE) == 0 && font_face_glyph(face, c, 0) == 0)
            return false;
    return true;
}

static bool take_whole(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct font_stack *stack = stack_of(itemizing, cluster);

    for (size_t i = 0; i < stack->count; i++)
        if (covers(itemizing->composition, cluster, stack->faces[i])) {
            cluster->face = stack->faces[i];
            cluster->kind = CLUSTER_SHAPED;
            return true;
        }
    return false;
}

static void itemize_sequence(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct font_stack *stack = stack_of(itemizing, cluster);
    uint32_t whole = composed(itemizing->composition, cluster);

    if (whole != 0 && take_glyph_of_stack(cluster, stack, whole, CLUSTER_GLYPH))
        return;
    if (take_whole(itemizing, cluster))
        return;
    if (take_glyph_of_stack(cluster, stack, cluster->base, CLUSTER_SHAPED))
        return;
    take_missing(itemizing, cluster);
}

static void itemize_drawn(struct itemizing *itemizing, struct cluster *cluster)
{
    size_t at = cluster->start;
    uint32_t second;

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

static void itemize_cluster(struct itemizing *itemizing, struct cluster *cluster)
{
    const struct ucd *ucd = ucd_of(cluster->base);

    cluster->flags = ucd->flags;
    if ((ucd->flags & UCD_RTL) != 0)
        warn_bidi(itemizing, cluster);
    if (is_newline(ucd->linebreak))
        cluster->kind = CLUSTER_NEWLINE;
    else if ((ucd->flags & UCD_INVISIBLE) != 0)
        itemize_invisible(itemizing, cluster);
    else
        itemize_drawn(itemizing, cluster);
}

bool itemize(struct composition *composition)
{
    struct itemizing itemizing = {.composition = composition, .is_complete = true};

    for (size_t i = 0; i < composition->count; i++)
        if (composition->clusters[i].kind != CLUSTER_ATOM)
            itemize_cluster(&itemizing, &composition->clusters[i]);
    return itemizing.is_complete;
}
