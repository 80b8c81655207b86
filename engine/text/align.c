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
    fine origin = start + line->lead - composition->places[line->first];

    for (size_t i = line->first; i < line->end; i++)
        composition->at[i] = origin + composition->places[i];
    if (line->drops_dot_gap)
        for (size_t i = line->visible; i-- > line->first;) {
            composition->at[i] -= outer_before(composition, &composition->clusters[i]);
            if (!cluster_is_transparent(&composition->clusters[i]))
                break;
        }
}

/* Latin words and what LB-12 to LB-15 hold together are set as one; so is what belongs to one ligature. */
static bool starts_unit(const struct composition *composition, size_t at)
{
    const struct cluster *before = &composition->clusters[at - 1];
    const struct cluster *after = &composition->clusters[at];
    bool is_western = before->class >= CL_NUMERAL && after->class >= CL_NUMERAL;
    bool is_number = (before->flags & UCD_FULL_DIGIT) != 0 && (after->flags & UCD_FULL_DIGIT) != 0;
    bool is_postfix =
        after->class == CL_POSTFIX && ((before->flags & UCD_FULL_DIGIT) != 0 || before->class == CL_NUMERAL);
    bool is_pair = before->class == CL_INSEPARABLE && before->base == after->base;

    if (is_western)
        return before->class == CL_WORD_SPACE || after->class == CL_WORD_SPACE;
    return !is_number && !is_postfix && !is_pair && !cluster_is_transparent(after);
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

static void distribute(struct composition *composition, const struct line_span *line, fine spare)
{
    size_t units = count_units(composition, line);

    if (units == 1 || composition->paragraph->align == TEXT_DISTRIBUTE_AROUND)
        spread(composition, line, spare, units, 1);
    else
        spread(composition, line, spare, units - 1, 0);
}

static bool is_wrapped(const struct line_span *line)
{
    return line->reason == TEXT_END_SOFT || line->reason == TEXT_END_EMERGENCY;
}

static void place_line(struct composition *composition, struct line_span *line)
{
    fine spare = spare_of(composition, line);

    set_natural(composition, line, line->indent);
    if (spare <= 0 || line->visible == line->first)
        spare = 0;
    switch (composition->paragraph->align) {
    case TEXT_START:
        break;
    case TEXT_CENTER:
        set_natural(composition, line, line->indent + spare / 2);
        line->indent += spare / 2;
        break;
    case TEXT_END:
        set_natural(composition, line, line->indent + spare);
        line->indent += spare;
        break;
    case TEXT_JUSTIFY:
        if (spare > 0 && is_wrapped(line))
            justify(composition, line, spare);
        break;
    case TEXT_DISTRIBUTE:
    case TEXT_DISTRIBUTE_AROUND:
        if (spare > 0)
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
