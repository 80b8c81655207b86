/*
 * Bodies and the gaps between them: JLREQ appendix B table 1, in the form of section 4 of the rules. Brackets, commas
 * and full stops have bodies of half an em, and the rest of their em is a gap that depends on the neighbour.
 */
#include "text/composition.h"

/* Quarters of an em: `before` is owned by the character before the gap, `after` by the one behind it (SP-5). */
struct gap_rule {
    int8_t before;
    int8_t after;
    bool is_autospace; /* instead: SP-6 */
};

/* clang-format off */
#define __   {0, 0, false}
#define B1   {1, 0, false}
#define B2   {2, 0, false}
#define A1   {0, 1, false}
#define A2   {0, 2, false}
#define B1A1 {1, 1, false}
#define B2A1 {2, 1, false}
#define AUTO {0, 0, true}

static const struct gap_rule gap_rules[GROUP_COUNT][GROUP_COUNT] = {
/* before \ after          open  close dot   stop comma space japan solid  ！？   alnum west */
    [GROUP_OPENING]    = { __,   __,   A1,   __,  __,   __,   __,   __,   __,   __,   __ },
    [GROUP_CLOSING]    = { B2,   __,   A1,   __,  __,   __,   B2,   B2,   B2,   B2,   B2 },
    [GROUP_MIDDLE_DOT] = { B1,   B1,   B1A1, B1,  B1,   B1,   B1,   B1,   B1,   B1,   B1 },
    [GROUP_FULL_STOP]  = { B2,   __,   B2A1, __,  __,   B2,   B2,   B2,   B2,   B2,   B2 },
    [GROUP_COMMA]      = { B2,   __,   B2A1, __,  __,   B2,   B2,   B2,   B2,   B2,   B2 },
    [GROUP_WIDE_SPACE] = { __,   __,   A1,   __,  __,   __,   __,   __,   __,   __,   __ },
    [GROUP_JAPANESE]   = { A2,   __,   A1,   __,  __,   __,   __,   __,   __,   AUTO, __ },
    [GROUP_SOLID]      = { A2,   __,   A1,   __,  __,   __,   __,   __,   __,   __,   __ },
    [GROUP_DIVIDING]   = { A2,   __,   A1,   __,  __,   __,   __,   __,   __,   AUTO, __ },
    [GROUP_ALNUM]      = { A2,   __,   A1,   __,  __,   __,   AUTO, __,   __,   __,   __ },
    [GROUP_WESTERN]    = { A2,   __,   A1,   __,  __,   __,   __,   __,   __,   __,   __ },
};
/* clang-format on */

/* Punctuation has the body its glyph has: SP-9, GL-7 with `palt`, FT-3, fixed pitch. */
static bool is_spacing_full(const struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;

    return paragraph->spacing == TEXT_SPACING_FULL || paragraph->spacing == TEXT_SPACING_PALT || paragraph->grid > 0 ||
           paragraph->columns > 0;
}

static uint8_t punctuation_group(const struct cluster *cluster)
{
    switch (cluster->class) {
    case CL_OPENING:
        return GROUP_OPENING;
    case CL_CLOSING:
        return GROUP_CLOSING;
    case CL_MIDDLE_DOT:
        return GROUP_MIDDLE_DOT;
    case CL_FULL_STOP:
        return GROUP_FULL_STOP;
    case CL_COMMA:
        return GROUP_COMMA;
    default:
        return GROUP_COUNT;
    }
}

/* GL-5: punctuation whose glyph is not full-width (｡ ｢ and proportional fonts) keeps its advance and adds nothing. */
static bool is_half_bodied(const struct composition *composition, const struct cluster *cluster)
{
    return punctuation_group(cluster) != GROUP_COUNT && cluster->advance == cluster->em &&
           !is_spacing_full(composition);
}

static uint8_t group_of(const struct composition *composition, const struct cluster *cluster)
{
    if (is_half_bodied(composition, cluster))
        return punctuation_group(cluster);
    if (cluster->kind == CLUSTER_ATOM || cluster->is_missing)
        return GROUP_SOLID;
    switch (cluster->class) {
    case CL_WIDE_SPACE:
        return GROUP_WIDE_SPACE;
    case CL_DIVIDING:
        return is_spacing_full(composition) ? GROUP_SOLID : GROUP_DIVIDING;
    case CL_NUMERAL:
    case CL_WESTERN:
        return (cluster->flags & UCD_ALNUM) != 0 ? GROUP_ALNUM : GROUP_WESTERN;
    case CL_WORD_SPACE:
        return GROUP_WESTERN;
    default:
        return (cluster->flags & UCD_KANA_KANJI) != 0 ? GROUP_JAPANESE : GROUP_SOLID;
    }
}

/* GL-6: the glyph moves, it is not replaced; brackets sit in the inner half of their em, dots in the middle. */
static void set_body(struct composition *composition, struct cluster *cluster)
{
    cluster->group = group_of(composition, cluster);
    cluster->body = cluster->kind == CLUSTER_HYPHEN ? 0 : cluster->advance;
    if (!is_half_bodied(composition, cluster))
        return;
    cluster->body = cluster->em / 2;
    cluster->kern = 0;
    if (cluster->group == GROUP_OPENING)
        cluster->shift = half_body_shift(composition, cluster, -cluster->em / 2);
    else if (cluster->group == GROUP_MIDDLE_DOT)
        cluster->shift = half_body_shift(composition, cluster, -cluster->em / 4);
}

fine outer_before(const struct composition *composition, const struct cluster *cluster)
{
    if (!is_half_bodied(composition, cluster))
        return 0;
    return -cluster->shift;
}

fine outer_after(const struct composition *composition, const struct cluster *cluster)
{
    if (!is_half_bodied(composition, cluster))
        return 0;
    return cluster->em - cluster->body + cluster->shift;
}

/* Measured in the em of the Japanese side; none where either side's style wants none (a superscript: DE-5). */
static fine autospace(const struct composition *composition, const struct cluster *before, const struct cluster *after)
{
    const struct cluster *owner = before->group == GROUP_ALNUM ? after : before;
    int left = cluster_style(composition, before)->autospace;
    int right = cluster_style(composition, after)->autospace;

    return owner->em * (left < right ? left : right) / 1000;
}

static fine gap_between(const struct composition *composition, const struct cluster *before,
                        const struct cluster *after)
{
    const struct gap_rule *rule = &gap_rules[before->group][after->group];

    if (rule->is_autospace)
        return autospace(composition, before, after);
    return before->em * rule->before / 4 + after->em * rule->after / 4;
}

static void set_gaps(struct composition *composition)
{
    const struct cluster *before = NULL; /* the last that takes part, on the same forced line */

    for (size_t i = 0; i < composition->count; i++) {
        const struct cluster *after = &composition->clusters[i];

        if (cluster_is_transparent(after))
            continue;
        if (before != NULL && !is_distributed(composition))
            composition->gaps[i] = gap_between(composition, before, after);
        before = after->kind != CLUSTER_NEWLINE ? after : NULL;
    }
}

static void sum_up(struct composition *composition)
{
    fine at = 0;

    for (size_t i = 0; i < composition->count; i++) {
        at += composition->gaps[i];
        composition->places[i] = at;
        at += composition->clusters[i].body;
    }
    composition->places[composition->count] = at;
}

/* So that the end of a line is found at once, however many spaces stand there. */
static void find_ends(struct composition *composition)
{
    composition->trimmed = arena_array(composition->scratch, uint32_t, composition->count + 1);
    composition->drawn = arena_array(composition->scratch, uint32_t, composition->count + 1);
    for (size_t end = 1; end <= composition->count; end++) {
        const struct cluster *last = &composition->clusters[end - 1];

        composition->trimmed[end] = cluster_is_edge_space(last) ? composition->trimmed[end - 1] : (uint32_t)end;
        composition->drawn[end] = cluster_is_transparent(last) ? composition->drawn[end - 1] : (uint32_t)end;
    }
}

/* GL-9: all that has a width along the line but atoms, whose boxes are drawn as they are. */
static void condense(struct composition *composition)
{
    int32_t scale = scale_of(composition);

    for (size_t i = 0; scale != 1000 && i < composition->count; i++) {
        struct cluster *cluster = &composition->clusters[i];

        cluster->em = cluster->em * scale / 1000;
        if (cluster->kind != CLUSTER_ATOM)
            cluster->advance = cluster->advance * scale / 1000;
        cluster->kern = cluster->kern * scale / 1000;
    }
}

void space(struct composition *composition)
{
    composition->gaps = arena_array(composition->scratch, fine, composition->count + 1);
    composition->places = arena_array(composition->scratch, fine, composition->count + 1);
    condense(composition);
    for (size_t i = 0; i < composition->count; i++)
        set_body(composition, &composition->clusters[i]);
    set_cells(composition);
    set_columns(composition);
    set_gaps(composition);
    close_numerals(composition);
    widen_for_ruby(composition);
    sum_up(composition);
    find_ends(composition);
}
