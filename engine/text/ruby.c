/*
 * Ruby (DE-1): JLREQ 3.3.5, 3.3.6 and 3.3.8. A reading is a paragraph of its own, of half the size. Mono ruby stands
 * over one cluster, group ruby over all of a span. Where ruby is longer than its base it may stand out over kana and
 * over blanks; the rest moves the base characters apart, which is why it is done before lines are found.
 */
#include "text/composition.h"

#include <string.h>

/* The em box reaches 0.88 em above the baseline and 0.12 em below it (FT-4). */
#define ABOVE_BASELINE 880
#define BELOW_BASELINE 120

/* Readings */

static const struct text_style *ruby_style(const struct composition *composition, const struct text_style *base)
{
    struct text_style *style = arena_new(composition->arena, struct text_style);

    *style = *base;
    style->size = base->size / 2;
    style->rise = 0;
    style->latin_rise = 0;
    style->autospace = 0;
    return style;
}

/* The reading as a block of one line: solid when `width` is LENGTH_MAX. NULL, reported, when a glyph is missing. */
static const struct text_block *compose_ruby(const struct composition *composition, const struct ruby *ruby,
                                             length width, enum text_align align, struct diags *diags)
{
    const struct text_span *base = &composition->paragraph->spans[composition->clusters[ruby->first].span];
    struct text_span *span = arena_new(composition->arena, struct text_span);
    struct text_paragraph paragraph = {
        .spans = span,
        .count = 1,
        .pitch = ruby->style->size,
        .size = ruby->style->size,
        .align = align,
        .is_vertical = composition->paragraph->is_vertical,
        .scale = composition->paragraph->scale,
        .single_line = true,
        .missing = composition->paragraph->missing,
    };

    *span = (struct text_span){
        .style = ruby->style,
        .bytes = ruby->bytes,
        .size = ruby->size,
        .tag = base->tag,
        .at = base->at,
        .wanted = base->wanted,
    };
    return text_compose(composition->arena, &paragraph, width, diags);
}

/* False, reported, when a glyph of the reading is missing. */
static bool add_ruby(struct composition *composition, struct ruby ruby)
{
    if (ruby.size == 0)
        return true;
    ruby.solid = compose_ruby(composition, &ruby, LENGTH_MAX, TEXT_START, composition->diags);
    if (ruby.solid == NULL)
        return false;
    ruby.width = fine_from_length(ruby.solid->lines[0].advance);
    composition->is_missing |= ruby.solid->is_missing;
    composition->rubies = arena_grow(composition->scratch, composition->rubies, composition->ruby_count,
                                     &composition->ruby_room, sizeof ruby);
    composition->rubies[composition->ruby_count++] = ruby;
    for (size_t i = ruby.first; i < ruby.end; i++)
        composition->clusters[i].ruby = (uint32_t)composition->ruby_count;
    return true;
}

/* Readings parted by spaces, one for each cluster. */
static bool add_mono(struct composition *composition, size_t first, size_t end, const struct text_span *span)
{
    const struct text_style *style = ruby_style(composition, span->style);
    const char *reading = span->ruby;
    bool is_complete = true;

    for (size_t i = first; i < end; i++) {
        size_t size = strcspn(reading, " ");

        is_complete &= add_ruby(composition, (struct ruby){i, i + 1, style, reading, size, .is_group = false});
        reading += size + (reading[size] == ' ');
    }
    return is_complete;
}

static bool add_group(struct composition *composition, size_t first, size_t end, const struct text_span *span)
{
    return add_ruby(composition, (struct ruby){
                                     .first = first,
                                     .end = end,
                                     .style = ruby_style(composition, span->style),
                                     .bytes = span->ruby,
                                     .size = strlen(span->ruby),
                                     .is_group = true,
                                 });
}

static size_t span_end(const struct composition *composition, size_t first)
{
    size_t end = first;

    while (end < composition->count && composition->clusters[end].span == composition->clusters[first].span)
        end++;
    return end;
}

bool find_rubies(struct composition *composition)
{
    bool is_complete = true;

    for (size_t first = 0, end; first < composition->count; first = end) {
        const struct text_span *span = &composition->paragraph->spans[composition->clusters[first].span];

        end = span_end(composition, first);
        if (span->ruby == NULL)
            continue;
        if (span->ruby_kind == TEXT_RUBY_MONO)
            is_complete &= add_mono(composition, first, end, span);
        else
            is_complete &= add_group(composition, first, end, span);
    }
    return is_complete;
}

/* Breaks */

bool is_inside_group(const struct composition *composition, size_t at)
{
    uint32_t ruby = composition->clusters[at].ruby;

    return at > 0 && ruby != 0 && composition->clusters[at - 1].ruby == ruby;
}

static bool is_inside_whole(const struct composition *composition, size_t at)
{
    const struct cluster *cluster = &composition->clusters[at];

    return composition->paragraph->spans[cluster->span].is_whole && cluster[-1].span == cluster->span;
}

void keep_together(struct composition *composition)
{
    for (size_t i = 1; i < composition->count; i++) {
        if (composition->breaks[i] == BREAK_FORCED)
            continue;
        if (is_inside_group(composition, i))
            composition->breaks[i] = BREAK_NEVER;
        else if (is_inside_whole(composition, i) && composition->breaks[i] > BREAK_EMERGENCY)
            composition->breaks[i] = BREAK_EMERGENCY;
    }
}

/* Widths */

static bool is_kana(const struct cluster *cluster)
{
    return cluster->class == CL_HIRAGANA || cluster->class == CL_KATAKANA || cluster->class == CL_SMALL_KANA ||
           cluster->class == CL_PROLONGED;
}

/* How far ruby may stand out over a neighbour: one em of its own over kana, nothing over kanji, and over any blank. */
static fine overhang(const struct cluster *neighbour, fine gap, fine em)
{
    if (neighbour->ruby != 0 || neighbour->kind == CLUSTER_NEWLINE)
        return 0;
    if (is_kana(neighbour))
        return neighbour->body < em ? neighbour->body / 2 : em / 2;
    return gap < em / 2 ? gap : em / 2;
}

static fine overhang_before(const struct composition *composition, const struct ruby *ruby)
{
    const struct cluster *base = &composition->clusters[ruby->first];

    return ruby->first > 0 ? overhang(base - 1, composition->gaps[ruby->first], base->em) : 0;
}

static fine overhang_after(const struct composition *composition, const struct ruby *ruby)
{
    const struct cluster *base = &composition->clusters[ruby->end - 1];

    return ruby->end < composition->count ? overhang(base + 1, composition->gaps[ruby->end], base->em) : 0;
}

static fine base_width(const struct composition *composition, const struct ruby *ruby)
{
    fine width = 0;

    for (size_t i = ruby->first; i < ruby->end; i++)
        width += composition->clusters[i].body + (i > ruby->first ? composition->gaps[i] : 0);
    return width;
}

static fine fine_min(fine a, fine b)
{
    return a < b ? a : b;
}

/* Half of what the ruby is longer by goes to either side; of that, what may not stand out opens the base 1 : 2 : 1. */
static void widen(struct composition *composition, struct ruby *ruby)
{
    fine half = (ruby->width - base_width(composition, ruby)) / 2;
    fine count = (fine)(ruby->end - ruby->first);
    fine before, after;

    if (half <= 0)
        return;
    if (composition->paragraph->columns > 0) {
        ruby->before = ruby->after = half; /* columns stay where they are */
        return;
    }
    before = half - fine_min(half, overhang_before(composition, ruby));
    after = half - fine_min(half, overhang_after(composition, ruby));
    ruby->before = half - before + before / count;
    ruby->after = half - after + after / count;
    composition->gaps[ruby->first] += before / count;
    if (ruby->end < composition->count)
        composition->gaps[ruby->end] += after / count;
    for (size_t i = ruby->first + 1; i < ruby->end; i++)
        composition->gaps[i] += (before + after) / count;
}

void widen_for_ruby(struct composition *composition)
{
    for (size_t i = 0; i < composition->ruby_count; i++)
        widen(composition, &composition->rubies[i]);
}

/* Line edges */

/* The ruby that begins over cluster `at`, or ends over it; NULL when none does. */
static const struct ruby *ruby_from(const struct composition *composition, size_t at)
{
    uint32_t ruby = composition->clusters[at].ruby;

    return ruby != 0 && composition->rubies[ruby - 1].first == at ? &composition->rubies[ruby - 1] : NULL;
}

static const struct ruby *ruby_to(const struct composition *composition, size_t at)
{
    uint32_t ruby = composition->clusters[at].ruby;

    return ruby != 0 && composition->rubies[ruby - 1].end == at + 1 ? &composition->rubies[ruby - 1] : NULL;
}

static fine lead_of(const struct ruby *ruby)
{
    return ruby != NULL ? ruby->before : 0;
}

static fine trail_of(const struct ruby *ruby)
{
    return ruby != NULL ? ruby->after : 0;
}

fine ruby_edges(const struct composition *composition, size_t first, size_t last)
{
    if (composition->paragraph->columns > 0)
        return 0;
    return lead_of(ruby_from(composition, first)) + trail_of(ruby_to(composition, last));
}

static void shift_from(struct composition *composition, const struct line_span *line, size_t first, fine shift)
{
    for (size_t i = first; i < line->end; i++)
        composition->at[i] += shift;
}

static bool is_flush_right(const struct line_span *line)
{
    return line->reason == TEXT_END_SOFT || line->reason == TEXT_END_EMERGENCY;
}

/* Nothing else is on the line: the base stays in the middle under its ruby. */
static bool is_alone(const struct ruby *ruby, const struct line_span *line)
{
    return ruby != NULL && ruby->first == line->first && ruby->end >= line->visible;
}

/* What the ruby at the line's start lacks to its left it gets on its right; at the end of a full line likewise. */
void flush_rubies(struct composition *composition, const struct line_span *line)
{
    const struct ruby *from, *to;

    if (composition->ruby_count == 0 || composition->paragraph->columns > 0 || line->visible == line->first)
        return;
    from = ruby_from(composition, line->first);
    to = is_flush_right(line) ? ruby_to(composition, line->visible - 1) : NULL;
    if (is_alone(from, line)) {
        shift_from(composition, line, line->first, from->before);
        return;
    }
    if (from != NULL)
        shift_from(composition, line, from->end, from->before);
    if (to != NULL)
        shift_from(composition, line, to->first, to->after);
}

/* Pieces */

struct extent {
    fine start, width;
};

static struct extent base_extent(const struct composition *composition, const struct ruby *ruby)
{
    size_t last = ruby->end - 1;
    fine start = composition->at[ruby->first];

    return (struct extent){start, composition->at[last] + composition->clusters[last].body - start};
}

/* Where ruby that is longer than its base starts. */
static fine long_start(const struct composition *composition, const struct ruby *ruby, const struct line_span *line)
{
    struct extent base = base_extent(composition, ruby);

    if (is_alone(ruby, line))
        return base.start - ruby->before;
    if (ruby->first == line->first)
        return base.start;
    if (ruby->end >= line->visible && is_flush_right(line))
        return base.start + base.width - ruby->width;
    return base.start - ruby->before;
}

struct set_ruby {
    const struct text_block *block;
    fine start;
};

/* Its messages have been given when it was set solid. */
static const struct text_block *open_up(const struct composition *composition, const struct ruby *ruby, fine width,
                                        enum text_align align)
{
    struct diags *diags = diags_open();
    const struct text_block *block = compose_ruby(composition, ruby, length_from_fine(width), align, diags);

    diags_close(diags);
    return block;
}

/* A single character: nothing to open. */
static bool is_single(const struct text_line *line)
{
    return line->count == 1 && line->pieces[0].run != NULL && line->pieces[0].run->count == 1;
}

/*
 * Shorter group ruby is opened 1 : 2 : 1, but at its ends by no more than half an em of the base (JLREQ 3.3.6); shorter
 * mono ruby stands in the middle, or where asked for at the start (肩付き).
 */
static struct set_ruby set_short(const struct composition *composition, const struct ruby *ruby)
{
    struct extent base = base_extent(composition, ruby);
    fine half_em = composition->clusters[ruby->first].em / 2;
    struct set_ruby set = {ruby->solid, base.start};
    const struct text_line *line;

    if (!ruby->is_group) {
        if (!composition->paragraph->ruby_start)
            set.start += (base.width - ruby->width) / 2;
        return set;
    }
    set.block = open_up(composition, ruby, base.width, TEXT_DISTRIBUTE_AROUND);
    line = &set.block->lines[0];
    if (line->count == 0 || line->pieces[0].x <= length_from_fine(half_em) || is_single(line))
        return set;
    set.block = open_up(composition, ruby, base.width - 2 * half_em, TEXT_DISTRIBUTE);
    set.start += half_em;
    return set;
}

static struct set_ruby set_ruby(const struct composition *composition, const struct ruby *ruby,
                                const struct line_span *line)
{
    if (ruby->width < base_extent(composition, ruby).width)
        return set_short(composition, ruby);
    return (struct set_ruby){ruby->solid, long_start(composition, ruby, line)};
}

/* From the base's baseline to the ruby's; in vertical text from centre to centre. */
static length ruby_height(const struct composition *composition, const struct ruby *ruby)
{
    length base = cluster_style(composition, &composition->clusters[ruby->first])->size;

    if (composition->paragraph->is_vertical)
        return (base + ruby->style->size) / 2;
    return length_scale(base, ABOVE_BASELINE, 1000) + length_scale(ruby->style->size, BELOW_BASELINE, 1000);
}

static void add_ruby_pieces(const struct composition *composition, const struct ruby *ruby,
                            const struct line_span *line, struct piece_list *list)
{
    struct set_ruby set = set_ruby(composition, ruby, line);
    const struct text_line *reading = &set.block->lines[0];

    for (size_t i = 0; i < reading->count; i++) {
        struct text_piece piece = reading->pieces[i];

        piece.x += length_from_fine(set.start);
        piece.y += ruby_height(composition, ruby);
        piece.is_annotation = true;
        piece.span = composition->clusters[ruby->first].span;
        add_piece(composition, list, &piece);
    }
}

void add_rubies(const struct composition *composition, const struct line_span *line, struct piece_list *list)
{
    if (composition->ruby_count == 0)
        return;
    for (size_t i = line->first; i < line->visible; i++)
        if (ruby_from(composition, i) != NULL)
            add_ruby_pieces(composition, ruby_from(composition, i), line, list);
}

length ruby_reach(const struct composition *composition, size_t first, size_t end)
{
    length reach = 0;

    for (size_t i = first; i < end && composition->ruby_count > 0; i++)
        if (composition->clusters[i].ruby != 0)
            reach = length_max(reach, composition->rubies[composition->clusters[i].ruby - 1].style->size);
    return reach;
}

void make_room_for_rubies(const struct composition *composition, struct line_room *room)
{
    for (size_t i = 0; i < composition->ruby_count; i++) {
        const struct ruby *ruby = &composition->rubies[i];
        length base = cluster_style(composition, &composition->clusters[ruby->first])->size;

        widen_room(composition, room, base, ruby->style->size, 0);
    }
}
