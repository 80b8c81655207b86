/*
 * Where lines may end in Japanese text: UAX #14 with the tailorings LB-1 to LB-26 of our rules (JLREQ 3.1.7 to 3.1.10
 * and appendix C; CSS Text 3 line-break). First each cluster gets a class of UAX #14 that suits the strictness, then
 * the standard's rules run, then the tailorings change single places.
 */
#include "text/composition.h"
#include "text/linebreak.h"

#include <string.h>

enum verdict {
    UNDECIDED,
    ALLOWED,
    FORBIDDEN,
};

/* A place before the cluster `after`. Marks and controls that are no characters of their own are looked through. */
struct place {
    const struct composition *composition;
    enum text_break strictness;
    const struct cluster *before;  /* the nearest, a space perhaps */
    const struct cluster *text;    /* the nearest that is no space; NULL for none */
    const struct cluster *earlier; /* the one before `text`, spaces included; NULL for none */
    const struct cluster *after;
};

/* Classes of UAX #14 */

static bool is_in(uint32_t c, const uint32_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == c)
            return true;
    return false;
}
#define IS_IN(c, list) is_in((c), (list), sizeof(list) / sizeof(list)[0])

static const uint32_t wave_dashes[] = {0x301C, 0xFF5E, 0x30A0};

static bool is_surely_dash(const struct cluster *cluster, const struct cluster *neighbour)
{
    return cluster->class == CL_INSEPARABLE && neighbour != NULL && neighbour->base == cluster->base;
}

/* LB-2, LB-3, LB-5, LB-6: what may start a line from some strictness on is an ideograph there. */
static uint8_t line_class_by_strictness(const struct cluster *cluster, enum text_break strictness)
{
    bool is_loose = strictness == TEXT_BREAK_LOOSE;
    uint8_t listed = ucd_of(cluster->base)->linebreak;

    if (listed == LB_CJ)
        return strictness == TEXT_BREAK_STRICT ? LB_NS : LB_ID;
    if (IS_IN(cluster->base, wave_dashes))
        return strictness == TEXT_BREAK_STRICT ? LB_NS : LB_ID;
    switch (cluster->class) {
    case CL_MIDDLE_DOT:
        return is_loose ? LB_ID : LB_NS;
    case CL_DIVIDING:
    case CL_ITERATION:
        return is_loose ? LB_ID : listed;
    case CL_OPENING:
        return LB_OP_WIDE; /* quotes too, which UAX #14 leaves open (QU) */
    case CL_CLOSING:
        return LB_CL;
    default:
        return listed;
    }
}

static bool is_flag(const struct cluster *cluster)
{
    return ucd_of(cluster->base)->linebreak == LB_RI && cluster->points > 1;
}

static bool is_jamo(uint8_t line_class)
{
    return line_class == LB_JL || line_class == LB_JV || line_class == LB_JT || line_class == LB_H2;
}

static uint8_t line_class_of(const struct composition *composition, const struct cluster *cluster)
{
    uint8_t class = line_class_by_strictness(cluster, composition->paragraph->line_break);
    bool is_sequence = cluster->points > 1;

    if (cluster->kind == CLUSTER_ATOM || is_flag(cluster))
        return LB_ID;
    if (cluster->kind == CLUSTER_NEWLINE)
        return LB_BK;
    if (cluster->base == 0x09) /* LB-21: as after a space */
        return LB_SP;
    if (class == LB_SP && cluster->points > 1) /* LB10: a space that carries a mark */
        return LB_AL;
    if (class == LB_SA) /* without a dictionary, words of Thai and its kin stay whole */
        return LB_AL;
    return is_jamo(class) && is_sequence ? LB_H3 : class;
}

static bool is_ambiguous(const struct cluster *cluster)
{
    return cluster->line_class == LB_AI;
}

/* LB-26: a run of AI is ideographic beside Japanese; a doubled dash is a dash wherever it is. */
static size_t resolve_run(struct composition *composition, size_t first)
{
    struct cluster *clusters = composition->clusters;
    size_t end = first;
    bool is_japanese = first > 0 && class_is_japanese(clusters[first - 1].class);

    while (end < composition->count && is_ambiguous(&clusters[end]))
        end++;
    is_japanese = is_japanese || (end < composition->count && class_is_japanese(clusters[end].class));
    for (size_t i = first; i < end; i++) {
        const struct cluster *previous = i > 0 ? &clusters[i - 1] : NULL;
        const struct cluster *next = i + 1 < composition->count ? &clusters[i + 1] : NULL;
        bool is_dash = is_surely_dash(&clusters[i], previous) || is_surely_dash(&clusters[i], next);
        bool is_beside_ideograph = (previous != NULL && class_is_japanese(previous->class)) ||
                                   (next != NULL && class_is_japanese(next->class));

        clusters[i].line_class = is_dash ? LB_B2 : is_japanese || is_beside_ideograph ? LB_ID : LB_AL;
    }
    return end;
}

static bool ends_with_joiner(const struct composition *composition, const struct cluster *cluster)
{
    return cluster->end - cluster->start >= 3 && memcmp(composition->bytes + cluster->end - 3, "\xE2\x80\x8D", 3) == 0;
}

static void set_line_classes(struct composition *composition)
{
    size_t i = 0;

    for (size_t j = 0; j < composition->count; j++) {
        struct cluster *cluster = &composition->clusters[j];

        cluster->line_class = line_class_of(composition, cluster);
        cluster->ends_joined = ends_with_joiner(composition, cluster);
    }
    while (i < composition->count)
        i = is_ambiguous(&composition->clusters[i]) ? resolve_run(composition, i) : i + 1;
}

/* Kinds of clusters */

static bool is_space(const struct cluster *cluster)
{
    return cluster->line_class == LB_SP;
}

static bool is_mark(const struct cluster *cluster)
{
    return cluster->line_class == LB_CM || cluster->line_class == LB_ZWJ;
}

static bool is_digit(const struct cluster *cluster)
{
    return cluster->base >= '0' && cluster->base <= '9';
}

static bool is_full_digit(const struct cluster *cluster)
{
    return (cluster->flags & UCD_FULL_DIGIT) != 0;
}

static bool is_western(const struct cluster *cluster)
{
    return cluster->class == CL_NUMERAL || cluster->class == CL_WESTERN;
}

static bool is_letter(const struct cluster *cluster)
{
    return cluster->line_class == LB_AL || cluster->line_class == LB_HL;
}

/* LB-1 for the full-width marks, which hold after spaces too. */
static bool is_wide_closing(const struct cluster *cluster)
{
    return cluster->class == CL_CLOSING || cluster->class == CL_FULL_STOP || cluster->class == CL_COMMA;
}

/* LB-1 for the rest, after anything but a space. */
static bool is_narrow_closing(const struct cluster *cluster)
{
    return cluster->base < 0x80 && cluster->base != 0 && strchr(")]},.:;!?/", (int)cluster->base) != NULL;
}

static bool is_opening(const struct cluster *cluster)
{
    return cluster->line_class == LB_OP || cluster->line_class == LB_OP_WIDE;
}

static bool is_prefix(const struct cluster *cluster)
{
    return cluster->class == CL_PREFIX || cluster->base == '$';
}

/* Tailorings, in the order they are asked; the first that is decided counts. */

/* LB-21, and LB14 of UAX #14 for brackets. */
static enum verdict after_space(const struct place *place)
{
    if (!is_space(place->before))
        return UNDECIDED;
    if (is_wide_closing(place->after) || (place->text != NULL && is_opening(place->text)))
        return FORBIDDEN;
    if (is_narrow_closing(place->after) || place->after->line_class == LB_NS)
        return ALLOWED;
    return UNDECIDED;
}

/* LB-13, and 〳〵 〴〵. */
static enum verdict between_inseparable(const struct place *place)
{
    uint32_t before = place->before->base;
    uint32_t after = place->after->base;

    if (place->before->class != CL_INSEPARABLE || place->after->class != CL_INSEPARABLE)
        return UNDECIDED;
    return before == after || after == 0x3035 ? FORBIDDEN : ALLOWED;
}

static bool is_full_point(const struct cluster *cluster)
{
    return cluster->base == 0xFF0C || cluster->base == 0xFF0E;
}

/* LB-15. */
static enum verdict inside_full_number(const struct place *place)
{
    if (!is_full_digit(place->after))
        return UNDECIDED;
    if (is_full_digit(place->before))
        return FORBIDDEN;
    if (is_full_point(place->before) && place->earlier != NULL && is_full_digit(place->earlier))
        return FORBIDDEN;
    return UNDECIDED;
}

/* LB-11. */
static enum verdict beside_prefix(const struct place *place)
{
    bool is_behind_japanese = class_is_japanese(place->before->class) || is_wide_closing(place->before);

    if (is_prefix(place->before))
        return FORBIDDEN;
    return is_prefix(place->after) && is_behind_japanese ? ALLOWED : UNDECIDED;
}

/* LB-8 and LB-12. */
static enum verdict before_postfix(const struct place *place)
{
    if (place->after->class != CL_POSTFIX)
        return UNDECIDED;
    if (is_digit(place->before) || is_full_digit(place->before))
        return FORBIDDEN;
    if (!class_is_japanese(place->before->class) || place->after->line_class != LB_PO)
        return UNDECIDED;
    return place->strictness == TEXT_BREAK_LOOSE ? ALLOWED : FORBIDDEN;
}

/* LB-18: 80％（注） may break before its bracket, which UAX #14 LB25 does not see. */
static enum verdict between_postfix_and_bracket(const struct place *place)
{
    return place->before->class == CL_POSTFIX && place->after->class == CL_OPENING ? ALLOWED : UNDECIDED;
}

/* LB-14: times, dates and telephone numbers hold together. */
static enum verdict before_digit(const struct place *place)
{
    uint32_t before = place->before->base;

    return is_digit(place->after) && (before == ':' || before == '/' || before == '-') ? FORBIDDEN : UNDECIDED;
}

/* LB-16: Latin words break only behind hyphens; UAX #14 would break at and/or as well. */
static enum verdict inside_latin(const struct place *place)
{
    bool is_word_hyphen = place->earlier != NULL && (is_letter(place->earlier) || is_digit(place->earlier));

    if (!is_western(place->before) || !is_western(place->after))
        return UNDECIDED;
    switch (place->before->line_class) {
    case LB_HY:
        return is_word_hyphen && is_letter(place->after) ? UNDECIDED : FORBIDDEN;
    case LB_SY:
    case LB_EX:
    case LB_IS:
    case LB_CL:
    case LB_CP:
    case LB_PO:
    case LB_PR:
    case LB_AL:
    case LB_NU:
        return FORBIDDEN;
    default:
        return UNDECIDED;
    }
}

/* LB-4 and LB-7. */
static enum verdict loose_start(const struct place *place)
{
    uint32_t after = place->after->base;

    if (place->strictness != TEXT_BREAK_LOOSE || !class_is_japanese(place->before->class))
        return UNDECIDED;
    return after == 0x2010 || after == 0x2013 || place->after->line_class == LB_IN ? ALLOWED : UNDECIDED;
}

static enum verdict (*const tailorings[])(const struct place *) = {
    after_space,  between_inseparable, inside_full_number, beside_prefix, before_postfix, between_postfix_and_bracket,
    before_digit, inside_latin,        loose_start,
};

static enum verdict tailor(const struct place *place)
{
    for (size_t i = 0; i < sizeof tailorings / sizeof tailorings[0]; i++) {
        enum verdict verdict = tailorings[i](place);

        if (verdict != UNDECIDED)
            return verdict;
    }
    return UNDECIDED;
}

/* LB-20 breaks anywhere but here. */
static bool is_unbreakable(const struct place *place)
{
    if (is_mark(place->after) || is_space(place->after) || is_wide_closing(place->after))
        return true;
    if (place->after->kind == CLUSTER_NEWLINE || cluster_is_transparent(place->after))
        return true;
    if (place->after->kind == CLUSTER_SHAPED && place->after->glyph_count == 0) /* in a ligature */
        return true;
    return (is_narrow_closing(place->after) && !is_space(place->before)) || is_opening(place->before);
}

static bool is_anywhere(const struct place *place)
{
    return place->strictness == TEXT_BREAK_ANYWHERE && place->after->kind != CLUSTER_NEWLINE &&
           !cluster_is_transparent(place->after) && !is_mark(place->after);
}

static enum line_break judge(const struct place *place, bool is_allowed_by_standard)
{
    enum verdict verdict;

    if (is_anywhere(place))
        return BREAK_SOFT;
    verdict = tailor(place);
    if (verdict == ALLOWED || (verdict == UNDECIDED && is_allowed_by_standard))
        return BREAK_SOFT;
    return is_unbreakable(place) ? BREAK_NEVER : BREAK_EMERGENCY;
}

/* Between two of these no tailoring has anything to say. */
static bool is_plain(const struct cluster *cluster)
{
    return (cluster->flags & UCD_KANA_KANJI) != 0 && cluster->line_class == LB_ID && cluster->kind == CLUSTER_GLYPH;
}

/* Nothing but marks, or a break rule that no tailoring touches (ZW, WJ, GL, LB8a). */
static bool is_standard(const struct place *place)
{
    uint8_t before = place->before->line_class;
    uint8_t after = place->after->line_class;

    return is_mark(place->after) || place->before->ends_joined || before == LB_ZW || after == LB_ZW ||
           before == LB_WJ || after == LB_WJ || before == LB_GL || (after == LB_GL && !is_space(place->before)) ||
           is_space(place->after);
}

static const struct cluster *step_back(const struct composition *composition, const struct cluster *from)
{
    const struct cluster *cluster = from;

    while (cluster > composition->clusters) {
        cluster--;
        if (!is_mark(cluster))
            return cluster;
    }
    return NULL;
}

/* Sets what stands before; false when nothing does. `place->text` skips the spaces seen so far. */
static bool look_back(struct place *place, const struct cluster *text)
{
    place->before = step_back(place->composition, place->after);
    if (place->before == NULL)
        return false;
    place->text = is_space(place->before) ? text : place->before;
    place->earlier = step_back(place->composition, place->before);
    return true;
}

static enum line_break break_before(const struct composition *composition, size_t i, const struct cluster *text,
                                    bool is_allowed_by_standard)
{
    struct place place = {
        .composition = composition,
        .strictness = composition->paragraph->line_break,
        .after = &composition->clusters[i],
    };
    const struct cluster *previous = place.after - 1;

    if (previous->kind == CLUSTER_NEWLINE)
        return BREAK_FORCED;
    if (is_plain(previous) && is_plain(place.after))
        return BREAK_SOFT;
    if (!look_back(&place, text))
        return BREAK_NEVER;
    if (previous->ends_joined)
        return BREAK_NEVER;
    if (is_standard(&place) && !is_anywhere(&place)) {
        if (is_allowed_by_standard)
            return BREAK_SOFT;
        return is_unbreakable(&place) ? BREAK_NEVER : BREAK_EMERGENCY;
    }
    return judge(&place, is_allowed_by_standard);
}

/* The rules, for those who ask which one it was: the first that matches a place where no line may end. */

static bool has_wide_closing(const struct place *place)
{
    return is_wide_closing(place->after) || is_narrow_closing(place->after);
}

static bool has_opening(const struct place *place)
{
    return is_opening(place->before);
}

static bool has_prefix(const struct place *place)
{
    return is_prefix(place->before);
}

static bool has_small_kana(const struct place *place)
{
    return ucd_of(place->after->base)->linebreak == LB_CJ;
}

static bool has_wave_dash(const struct place *place)
{
    return IS_IN(place->after->base, wave_dashes);
}

static bool has_hyphen(const struct place *place)
{
    return place->after->base == 0x2010 || place->after->base == 0x2013;
}

static bool has_dot(const struct place *place)
{
    return place->after->class == CL_MIDDLE_DOT || place->after->class == CL_DIVIDING;
}

static bool has_iteration(const struct place *place)
{
    return place->after->class == CL_ITERATION;
}

static bool has_pair(const struct place *place)
{
    return place->before->class == CL_INSEPARABLE && place->after->class == CL_INSEPARABLE;
}

static bool has_leader(const struct place *place)
{
    return place->after->line_class == LB_IN;
}

static bool has_counted_postfix(const struct place *place)
{
    return place->after->class == CL_POSTFIX && (is_digit(place->before) || is_full_digit(place->before));
}

static bool has_postfix(const struct place *place)
{
    return place->after->class == CL_POSTFIX;
}

static bool has_full_digit(const struct place *place)
{
    return is_full_digit(place->after);
}

static bool has_digit(const struct place *place)
{
    return is_western(place->before) && (is_digit(place->before) || is_digit(place->after));
}

static bool has_latin(const struct place *place)
{
    return is_western(place->before) && is_western(place->after);
}

static bool has_space(const struct place *place)
{
    return is_space(place->after);
}

static bool has_glue(const struct place *place)
{
    return place->before->line_class == LB_GL || place->after->line_class == LB_GL ||
           place->before->line_class == LB_WJ || place->after->line_class == LB_WJ;
}

static const struct {
    const char *rule;
    bool (*holds)(const struct place *place);
} break_rules[] = {
    {"LB-22", has_glue},
    {"LB-21", has_space},
    {"LB-10", has_opening},
    {"LB-11", has_prefix},
    {"LB-1", has_wide_closing},
    {"LB-2", has_small_kana},
    {"LB-3", has_wave_dash},
    {"LB-4", has_hyphen},
    {"LB-5", has_dot},
    {"LB-6", has_iteration},
    {"LB-13", has_pair},
    {"LB-7", has_leader},
    {"LB-12", has_counted_postfix},
    {"LB-8", has_postfix},
    {"LB-15", has_full_digit},
    {"LB-14", has_digit},
    {"LB-16", has_latin},
};

const char *break_rule(const struct composition *composition, size_t at)
{
    struct place place = {
        .composition = composition,
        .strictness = composition->paragraph->line_break,
        .after = &composition->clusters[at],
    };

    if (is_inside_group(composition, at))
        return "LB-24";
    if (!look_back(&place, NULL))
        return "LB-26";
    for (size_t i = 0; i < sizeof break_rules / sizeof break_rules[0]; i++)
        if (break_rules[i].holds(&place))
            return break_rules[i].rule;
    return "LB-26";
}

static void judge_all(struct composition *composition, const bool *may_break)
{
    const struct cluster *text = NULL; /* the last that was no space and no mark */

    for (size_t i = 1; i < composition->count; i++) {
        const struct cluster *previous = &composition->clusters[i - 1];

        if (previous->kind == CLUSTER_NEWLINE)
            text = NULL;
        else if (!is_space(previous) && !is_mark(previous))
            text = previous;
        composition->breaks[i] = (uint8_t)break_before(composition, i, text, may_break[i]);
    }
}

static const struct text_span *span_of(const struct composition *composition, size_t at)
{
    return &composition->paragraph->spans[composition->clusters[at].span];
}

/* A span that is kept breaks in an emergency only, and so do the places before it and behind a leading one. */
static void keep_spans(struct composition *composition)
{
    for (size_t i = 0; i < composition->count; i++) {
        bool is_led = i > 0 && span_of(composition, i - 1)->is_leading;

        if ((is_led || span_of(composition, i)->is_kept) && composition->breaks[i] < BREAK_FORCED &&
            composition->breaks[i] > BREAK_EMERGENCY)
            composition->breaks[i] = BREAK_EMERGENCY;
    }
}

void find_breaks(struct composition *composition)
{
    uint8_t *classes = arena_array(composition->scratch, uint8_t, composition->count + 1);
    bool *may_break = arena_array(composition->scratch, bool, composition->count + 1);

    composition->breaks = arena_array(composition->scratch, uint8_t, composition->count + 1);
    set_line_classes(composition);
    for (size_t i = 0; i < composition->count; i++)
        classes[i] = composition->clusters[i].line_class;
    linebreak_find(classes, composition->count, may_break);
    judge_all(composition, may_break);
    find_url_breaks(composition);
    keep_spans(composition);
    find_groups(composition);
}
