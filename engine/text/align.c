/* Where on its line each cluster stands: AL-1 start, centre and end; AL-2 and AL-3 kinto-waritsuke (均等割付). */
#include "text/composition.h"

static fine spare_of(const struct composition *composition, const struct line_span *line)
{
    if (composition->width == FINE_UNLIMITED)
        return 0;
    return composition->width - line->indent - line->extent;
}

static void set_natural(struct composition *composition, const struct line_span *line, fine start)
{
    fine origin = start + line->lead - composition->places[line->first] - slide_at(composition, line->first);

    for (size_t i = line->first; i < line->end; i++)
        composition->at[i] = origin + composition->places[i] + slide_at(composition, i);
    if (line->drops_dot_gap)
        for (size_t i = line->visible; i-- > line->first;) {
            composition->at[i] -= outer_before(composition, &composition->clusters[i]);
            if (!cluster_is_transparent(&composition->clusters[i]))
                break;
        }
    flush_rubies(composition, line);
}

/* Latin words and what LB-12 to LB-15 hold together are set as one; so is what belongs to one ligature. */
static bool starts_unit(const struct composition *composition, size_t at)
{
    return !is_inside_unit(composition, at) && !cluster_is_transparent(&composition->clusters[at]);
}

static size_t count_units(const struct composition *composition, const struct line_span *line)
{
    size_t count = 1;

    for (size_t i = line->first + 1; i < line->visible; i++)
        count += starts_unit(composition, i);
    return count;
}

/* Opens every gap between units by an equal share: `spare` is `parts` shares; `outside` halves of one come first. */
static void spread(struct composition *composition, const struct line_span *line, fine spare, size_t parts,
                   size_t outside)
{
    size_t unit = 0;

    for (size_t i = line->first; i < line->end; i++) {
        if (i > line->first && i < line->visible && starts_unit(composition, i))
            unit++;
        composition->at[i] += spare * (fine)(2 * unit + outside) / (fine)(2 * parts);
    }
}

#define GAP_MAX 2 /* [em], where gaps are capped (AL-3) */

/* What is left of `spare` for `parts` gaps; the rest goes outside, half of it before the line. */
static fine cap_gaps(struct composition *composition, struct line_span *line, fine spare, size_t parts)
{
    fine most = GAP_MAX * fine_from_length(composition->paragraph->size) * (fine)parts;
    fine before = (spare - most) / 2;

    if (!composition->paragraph->gap_cap || spare <= most)
        return spare;
    for (size_t i = line->first; i < line->end; i++)
        composition->at[i] += before;
    line->indent += before;
    return most;
}

/* `spare` as `parts` gaps, of which halves stand `outside` the first and the last unit, or none does. */
static void distribute(struct composition *composition, struct line_span *line, fine spare)
{
    size_t units = count_units(composition, line);
    bool is_around = units == 1 || composition->paragraph->align == TEXT_DISTRIBUTE_AROUND;
    size_t parts = is_around ? units : units - 1;
    fine room = cap_gaps(composition, line, spare, parts);
    fine outside = is_around ? room / (fine)(2 * parts) : 0;

    spread(composition, line, room, parts, is_around);
    line->indent += outside;
    line->extent += room - 2 * outside;
}

static void place_line(struct composition *composition, struct line_span *line)
{
    fine spare = spare_of(composition, line);

    set_natural(composition, line, line->indent);
    if (line->visible == line->first || (spare < 0 && !line->is_pulled_in))
        spare = 0;
    switch (composition->paragraph->align) {
    case TEXT_START:
        break;
    case TEXT_CENTER:
        spare = whole_columns(composition, spare / 2);
        set_natural(composition, line, line->indent + spare);
        line->indent += spare;
        break;
    case TEXT_END:
        set_natural(composition, line, line->indent + spare);
        line->indent += spare;
        break;
    case TEXT_JUSTIFY:
        if (composition->limits != NULL && (line->is_pulled_in || (spare > 0 && line_is_wrapped(line))))
            justify(composition, line, spare);
        break;
    case TEXT_DISTRIBUTE:
    case TEXT_DISTRIBUTE_AROUND:
        if (spare > 0 && is_distributed(composition))
            distribute(composition, line, spare);
        break;
    }
}

void place(struct composition *composition)
{
    composition->at = arena_array(composition->scratch, fine, composition->count + 1);
    for (size_t i = 0; i < composition->line_count; i++)
        place_line(composition, &composition->lines[i]);
}
