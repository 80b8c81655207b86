/* The lines as glyph runs. All x are rounded from sums along the whole line, so that nothing piles up (JU-5). */
#include "text/composition.h"

/* The clusters of one run: first to end - 1, some of them without glyphs. */
struct run_span {
    size_t first, end;
};

static bool is_drawn(const struct composition *composition, const struct line_span *line, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];
    bool is_wrapped = line->reason == TEXT_END_SOFT || line->reason == TEXT_END_EMERGENCY;

    if (cluster->kind == CLUSTER_HYPHEN)
        return is_wrapped && at + 1 == line->visible;
    return cluster->face != NULL;
}

static length x_of(const struct composition *composition, size_t at)
{
    return length_from_fine(composition->at[at]);
}

static length right_of(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];
    fine body = cluster->kind == CLUSTER_HYPHEN ? cluster->advance : cluster->body;

    return length_from_fine(composition->at[at] + body);
}

static length scale_units(const struct cluster *cluster, int32_t units)
{
    return units != 0 ? length_scale(cluster->size, units, cluster->face->upem) : 0;
}

static fine units_to_fine(const struct cluster *cluster, int64_t units)
{
    return units != 0 ? units * fine_from_length(cluster->size) / cluster->face->upem : 0;
}

/* Along the line (GL-9). */
static fine scaled(const struct composition *composition, const struct cluster *cluster, fine distance)
{
    return distance * cluster_scale(composition, cluster) / 1000;
}

/* Glyphs of one cluster; `next` is where the next cluster of the run, or the run's end, is. */
static void put_cluster(const struct composition *composition, size_t at, size_t run_first, length next,
                        struct glyph *glyphs)
{
    const struct cluster *cluster = &composition->clusters[at];
    uint32_t text_start = composition->clusters[run_first].start;
    length left = next - x_of(composition, at);
    int64_t pen = 0;

    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        const struct shaped_glyph *shaped = &composition->glyphs[cluster->first_glyph + i];
        fine x = composition->at[at] + cluster->shift +
                 scaled(composition, cluster, units_to_fine(cluster, pen + shaped->x));
        bool is_last = i + 1 == cluster->glyph_count;
        length natural = length_scale(scale_units(cluster, shaped->advance), cluster_scale(composition, cluster), 1000);
        length own = is_last ? left : natural;

        glyphs[i] = (struct glyph){
            .id = shaped->id,
            .x = length_from_fine(x) - x_of(composition, run_first),
            .y = cluster->rise + scale_units(cluster, shaped->y),
            .advance = own,
            .start = cluster->start - text_start,
            .end = cluster->end - text_start,
        };
        pen += shaped->advance;
        left -= own;
    }
}

static uint32_t count_glyphs(const struct composition *composition, const struct line_span *line, struct run_span span)
{
    uint32_t count = 0;

    for (size_t i = span.first; i < span.end; i++)
        if (is_drawn(composition, line, i))
            count += composition->clusters[i].glyph_count;
    return count;
}

/* The first cluster from `at` on that is drawn; `end` when none is. */
static size_t next_drawn(const struct composition *composition, const struct line_span *line, size_t at, size_t end)
{
    while (at < end && !is_drawn(composition, line, at))
        at++;
    return at;
}

static const struct glyph *make_glyphs(const struct composition *composition, const struct line_span *line,
                                       struct run_span span, uint32_t count, length run_end)
{
    struct glyph *glyphs = arena_array(composition->arena, struct glyph, count);
    struct glyph *put = glyphs;
    size_t i = span.first;

    while (i < span.end) {
        size_t next = next_drawn(composition, line, i + 1, span.end);

        put_cluster(composition, i, span.first, next < span.end ? x_of(composition, next) : run_end, put);
        put += composition->clusters[i].glyph_count;
        i = next;
    }
    return glyphs;
}

static struct text_piece make_run(const struct composition *composition, const struct line_span *line,
                                  struct run_span span)
{
    const struct cluster *first = &composition->clusters[span.first];
    const struct cluster *last = &composition->clusters[span.end - 1];
    struct glyph_run *run = arena_new(composition->arena, struct glyph_run);
    length end = right_of(composition, span.end - 1);

    *run = (struct glyph_run){
        .face = first->face,
        .size = first->size,
        .scale = cluster_scale(composition, first),
        .is_rotated = first->turn == TURN_ROTATED,
        .is_vertical = first->turn == TURN_UPRIGHT,
        .text = composition->bytes + first->start,
        .text_size = last->end - first->start,
        .count = count_glyphs(composition, line, span),
        .advance = end - x_of(composition, span.first),
    };
    run->glyphs = make_glyphs(composition, line, span, run->count, end);
    return (struct text_piece){
        .run = run,
        .x = x_of(composition, span.first),
        .y = run->is_rotated ? rotated_baseline(composition, first) : 0,
        .width = run->advance,
        .start = first->start,
        .end = last->end,
        .span = first->span,
        .tag = composition->paragraph->spans[first->span].tag,
    };
}

static struct text_piece make_atom(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];

    return (struct text_piece){
        .kind = TEXT_PIECE_ATOM,
        .x = x_of(composition, at),
        .width = right_of(composition, at) - x_of(composition, at),
        .start = cluster->start,
        .end = cluster->end,
        .span = cluster->span,
        .tag = composition->paragraph->spans[cluster->span].tag,
    };
}

/* Runs end at drawn clusters; invisible ones between two drawn ones belong to the run's text. */
static struct run_span find_run(const struct composition *composition, const struct line_span *line, size_t first,
                                size_t end)
{
    const struct cluster *clusters = composition->clusters;
    struct run_span span = {first, first + 1};

    for (size_t i = first + 1; i < end; i++) {
        if (clusters[i].kind == CLUSTER_ATOM || clusters[i].span != clusters[first].span)
            break;
        if (!is_drawn(composition, line, i))
            continue;
        if (clusters[i].face != clusters[first].face || clusters[i].size != clusters[first].size ||
            clusters[i].turn != clusters[first].turn || clusters[i].narrow != clusters[first].narrow)
            break;
        span.end = i + 1;
    }
    return span;
}

/* Spaces at a wrap are left out; those before a forced break or at the text's end are kept, as data is data. */
static size_t drawn_end(const struct line_span *line)
{
    return line->reason == TEXT_END_SOFT || line->reason == TEXT_END_EMERGENCY ? line->visible : line->end;
}

/* The next piece from cluster *at on, into *piece; false when there is none. */
static bool next_piece(const struct composition *composition, const struct line_span *line, size_t *at,
                       struct text_piece *piece)
{
    size_t end = drawn_end(line);

    for (; *at < end; ++*at) {
        if (composition->clusters[*at].kind == CLUSTER_ATOM) {
            *piece = make_atom(composition, (*at)++);
            return true;
        }
        if (composition->clusters[*at].turn == TURN_ACROSS) {
            *piece = make_across(composition, (*at)++);
            return true;
        }
        if (is_drawn(composition, line, *at)) {
            struct run_span span = find_run(composition, line, *at, end);

            *piece = make_run(composition, line, span);
            *at = span.end;
            return true;
        }
    }
    return false;
}

void add_piece(const struct composition *composition, struct piece_list *list, const struct text_piece *piece)
{
    list->pieces = arena_grow(composition->arena, list->pieces, list->count, &list->room, sizeof *piece);
    list->pieces[list->count++] = *piece;
}

static void add_pieces(const struct composition *composition, const struct line_span *span, struct text_line *line)
{
    struct piece_list list = {0};
    struct text_piece piece;
    size_t at = span->first;

    while (next_piece(composition, span, &at, &piece))
        add_piece(composition, &list, &piece);
    add_rubies(composition, span, &list);
    add_emphasis(composition, span, &list);
    add_rules(composition, span, &list);
    add_circles(composition, span, &list);
    add_frames(composition, span, &list);
    line->pieces = list.pieces;
    line->count = list.count;
}

static size_t byte_at(const struct composition *composition, size_t cluster)
{
    return cluster < composition->count ? composition->clusters[cluster].start : composition->size;
}

static struct text_line make_line(const struct composition *composition, const struct line_span *span)
{
    struct text_line line = {
        .start = byte_at(composition, span->first),
        .end = byte_at(composition, span->end),
        .x = length_from_fine(span->indent),
        .advance = length_from_fine(span->extent),
        .hung = length_from_fine(span->hung),
        .end_reason = span->reason,
    };

    add_pieces(composition, span, &line);
    return line;
}

/* Of the line that starts at *line, not wrapped and its edges not trimmed; *line moves to the next forced line. */
static length forced_width(struct composition *composition, size_t *line)
{
    const struct line_span *start = &composition->lines[*line];
    size_t first = start->first;
    size_t end;
    fine width;

    do
        end = composition->lines[*line].end;
    while (++*line < composition->line_count && !composition->lines[*line].is_first);
    if (end > first && composition->clusters[end - 1].kind == CLUSTER_NEWLINE)
        end--;
    if (end == first)
        return 0;
    for (size_t i = first; composition->slides != NULL && i < end; i++)
        slide(composition, start, item_at(composition, first), i);
    width = composition->places[end - 1] + composition->clusters[end - 1].body - composition->places[first] +
            slide_at(composition, end - 1);
    width += outer_before(composition, &composition->clusters[first]) + ruby_edges(composition, first, end - 1);
    return length_from_fine(width + outer_after(composition, &composition->clusters[end - 1]));
}

static length max_content(struct composition *composition)
{
    length widest = 0;
    size_t line = 0;

    while (line < composition->line_count)
        widest = length_max(widest, forced_width(composition, &line));
    return widest;
}

const struct text_block *make_block(struct composition *composition)
{
    struct text_block *block = arena_new(composition->arena, struct text_block);
    struct text_line *lines = arena_array(composition->arena, struct text_line, composition->line_count);

    place_underline(composition);
    *block = (struct text_block){
        .bytes = composition->bytes,
        .size = composition->size,
        .lines = lines,
        .count = composition->line_count,
        .max_content = max_content(composition),
        .scale = scale_of(composition),
        .is_vertical = composition->paragraph->is_vertical,
        .has_overflow = composition->has_overflow,
        .is_missing = composition->is_missing,
    };
    set_pitch(composition, block);
    for (size_t i = 0; i < block->count; i++) {
        lines[i] = make_line(composition, &composition->lines[i]);
        block->width = length_max(block->width, lines[i].x + lines[i].advance);
    }
    return block;
}
