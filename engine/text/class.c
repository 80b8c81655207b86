/* JLREQ class of each cluster where its neighbours or its glyph decide (table of variants, section 3 of the rules). */
#include "text/composition.h"

static bool is_full_width(const struct cluster *cluster)
{
    return cluster->face != NULL && cluster->advance == cluster->em;
}

/* Japanese characters and full-width punctuation draw quotes to their side. */
static bool is_japanese_side(const struct cluster *cluster)
{
    return cluster->class < CL_NUMERAL && cluster->class != CL_WIDE_SPACE;
}

static uint8_t class_by_glyph(const struct cluster *cluster)
{
    uint8_t listed = ucd_of(cluster->shown)->class;

    if (cluster->kind == CLUSTER_ATOM || cluster->is_missing || cluster->is_picture)
        return CL_IDEOGRAPH;
    if (listed == CL_WORD_SPACE && cluster->points > 1) /* a mark on a space: a letter */
        return CL_WESTERN;
    if ((cluster->flags & UCD_AMBIGUOUS) == 0)
        return listed;
    if (!is_full_width(cluster))
        return CL_WESTERN;
    return listed == CL_WESTERN ? CL_IDEOGRAPH : listed;
}

/* ── is a dash when it is doubled. */
static void classify_doubled_rule(struct composition *composition, size_t at)
{
    struct cluster *cluster = &composition->clusters[at];

    if (cluster->base != 0x2500 || at == 0 || cluster[-1].base != 0x2500)
        return;
    cluster->class = CL_INSEPARABLE;
    cluster[-1].class = CL_INSEPARABLE;
}

/* Quotes, and what is invisible among them: they look past each other at the same neighbours. */
static bool is_in_quotes(const struct cluster *cluster)
{
    return cluster_is_transparent(cluster) || (cluster->flags & UCD_IN_CONTEXT) != 0;
}

/* “ ” need one Japanese neighbour; · needs two. */
static void classify_quotes(struct composition *composition, size_t first, size_t end)
{
    struct cluster *clusters = composition->clusters;
    bool before = first > 0 && is_japanese_side(&clusters[first - 1]);
    bool after = end < composition->count && is_japanese_side(&clusters[end]);

    for (size_t i = first; i < end; i++) {
        bool is_japanese = clusters[i].base == 0xB7 ? before && after : before || after;

        if ((clusters[i].flags & UCD_IN_CONTEXT) != 0 && !is_japanese)
            clusters[i].class = CL_WESTERN;
    }
}

static size_t quotes_end(const struct composition *composition, size_t first)
{
    while (first < composition->count && is_in_quotes(&composition->clusters[first]))
        first++;
    return first;
}

static bool is_numeral(const struct cluster *cluster)
{
    return cluster->class == CL_NUMERAL && (cluster->flags & UCD_ALNUM) != 0;
}

/* CL-24: the comma and the point of 1,234.5. */
static void classify_number_marks(struct composition *composition)
{
    for (size_t i = 1; i + 1 < composition->count; i++) {
        struct cluster *cluster = &composition->clusters[i];
        bool is_mark = (cluster->base == ',' || cluster->base == '.') && cluster->points == 1;

        if (is_mark && is_numeral(cluster - 1) && is_numeral(cluster + 1))
            cluster->class = CL_NUMERAL;
    }
}

void classify(struct composition *composition)
{
    for (size_t i = 0; i < composition->count; i++) {
        composition->clusters[i].class = class_by_glyph(&composition->clusters[i]);
        classify_doubled_rule(composition, i);
    }
    for (size_t i = 0; i < composition->count; i++) {
        size_t end = quotes_end(composition, i);

        classify_quotes(composition, i, end);
        i = end;
    }
    classify_number_marks(composition);
}
