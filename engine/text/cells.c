/*
 * The character grid (FT-3; 1 マス 1 字): each cluster in the middle of its cell; where asked for, two half-width digits
 * in a row share one. A row of digits is paired from its first, as on manuscript paper (原稿用紙): 12 | 3.
 */
#include "base/sink.h"
#include "text/composition.h"

static void warn(const struct composition *composition, const struct cluster *cluster)
{
    const struct text_span *span = &composition->paragraph->spans[cluster->span];
    length excess = length_from_fine(cluster->advance) - composition->paragraph->grid;
    struct sink sink = {0};

    sink_put_decimal(&sink, length_scale(excess, 1000, composition->paragraph->size), 3);
    diags_warn(composition->diags, DIAG_GRID_OVERFLOW, &span->at, span->wanted,
               DIAG_ARGS(arena_copy(composition->scratch, sink.bytes, sink.size),
                         arena_format(composition->scratch, "%zu", (size_t)cluster->number + 1)));
    sink_close(&sink);
}

static bool has_cell(const struct cluster *cluster)
{
    return cluster->kind != CLUSTER_NEWLINE && !cluster_is_transparent(cluster);
}

/* One that is wider than its cell stands out on both sides. */
static void set_cell(struct cluster *cluster, fine cell)
{
    cluster->group = GROUP_SOLID;
    cluster->kern = 0;
    cluster->shift = (cell - cluster->advance) / 2;
    cluster->body = cell;
}

static bool is_half_digit(const struct cluster *cluster)
{
    return cluster->shown >= '0' && cluster->shown <= '9' && cluster->points == 1 && !cluster->is_missing;
}

static bool is_pair(const struct composition *composition, size_t at, fine cell)
{
    const struct cluster *first = &composition->clusters[at];

    return composition->paragraph->grid_pairs && at + 1 < composition->count && is_half_digit(first) &&
           is_half_digit(first + 1) && length_from_fine(first->advance + first[1].advance) <= length_from_fine(cell);
}

/* Two bodies that fill the cell, their glyphs side by side in its middle. No line ends between them. */
static void set_pair(struct composition *composition, size_t at, fine cell)
{
    struct cluster *first = &composition->clusters[at];
    fine shift = (cell - first->advance - first[1].advance) / 2;

    first->group = first[1].group = GROUP_SOLID;
    first->kern = first[1].kern = 0;
    first->shift = shift;
    first->body = shift + first->advance;
    first[1].shift = 0;
    first[1].body = cell - first->body;
    composition->breaks[at + 1] = BREAK_NEVER;
}

void set_cells(struct composition *composition)
{
    fine cell = fine_from_length(composition->paragraph->grid);
    bool is_told = false;

    for (size_t i = 0; i < composition->count && cell > 0; i++) {
        struct cluster *cluster = &composition->clusters[i];

        if (is_pair(composition, i, cell)) {
            set_pair(composition, i++, cell);
            continue;
        }
        if (!has_cell(cluster))
            continue;
        if (length_from_fine(cluster->advance) > composition->paragraph->grid && !is_told) {
            warn(composition, cluster);
            is_told = true;
        }
        set_cell(cluster, cell);
    }
}
