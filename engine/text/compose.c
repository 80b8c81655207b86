/* The pipeline of composition.h, and its first step: from spans to clusters. */
#include "base/utf8.h"
#include "text/cluster.h"
#include "text/composition.h"

#include <assert.h>
#include <string.h>

#define ATOM_BYTES "\xEF\xBF\xBC" /* U+FFFC */
#define ATOM_SIZE 3

static size_t span_size(const struct text_span *span)
{
    return span->bytes != NULL ? span->size : ATOM_SIZE;
}

/* One span's bytes are used where they are. */
static void gather(struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    char *bytes;
    size_t size = 0;

    for (size_t i = 0; i < paragraph->count; i++)
        size += span_size(&paragraph->spans[i]);
    composition->size = size;
    if (paragraph->count == 1) {
        composition->bytes = paragraph->spans[0].bytes != NULL ? paragraph->spans[0].bytes : ATOM_BYTES;
        return;
    }
    bytes = arena_array(composition->arena, char, size + 1);
    composition->bytes = bytes;
    for (size_t i = 0; i < paragraph->count; i++) {
        const struct text_span *span = &paragraph->spans[i];

        memcpy(bytes, span->bytes != NULL ? span->bytes : ATOM_BYTES, span_size(span));
        bytes += span_size(span);
    }
}

static void add_cluster(struct composition *composition, const struct cluster_text *text, size_t span)
{
    composition->clusters[composition->count++] = (struct cluster){
        .start = (uint32_t)text->start,
        .end = (uint32_t)text->end,
        .base = text->base,
        .shown = text->base,
        .points = text->count,
        .number = composition->point_count,
        .span = (uint32_t)span,
    };
    composition->point_count += text->count;
}

static void add_atom(struct composition *composition, size_t start, size_t span)
{
    add_cluster(composition, &(struct cluster_text){start, start + ATOM_SIZE, 0xFFFC, 1}, span);
    composition->clusters[composition->count - 1].kind = CLUSTER_ATOM;
}

/* Clusters that start in one row of spans without atoms: bytes `start` to `end`, of which span *span is the first. */
static void add_row(struct composition *composition, size_t start, size_t end, size_t *span)
{
    const struct text_span *spans = composition->paragraph->spans;
    struct cluster_reader reader = cluster_reader_open(composition->bytes, end, start);
    size_t span_end = start + span_size(&spans[*span]);
    struct cluster_text text;

    while (cluster_read(&reader, &text)) {
        while (text.start >= span_end)
            span_end += span_size(&spans[++*span]);
        add_cluster(composition, &text, *span);
    }
}

/* End of the row of spans from `first` on that has no atom; *bytes grows by their size. */
static size_t row_end(const struct text_paragraph *paragraph, size_t first, size_t *bytes)
{
    size_t end = first;

    while (end < paragraph->count && paragraph->spans[end].bytes != NULL)
        *bytes += span_size(&paragraph->spans[end++]);
    return end;
}

/* A cluster that begins in one span and ends in the next is set in the style of the first (TX-8); an atom ends it. */
static void find_clusters(struct composition *composition)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    size_t room = utf8_count(composition->bytes, composition->size);
    size_t span = 0;
    size_t at = 0;

    composition->clusters = arena_array(composition->scratch, struct cluster, room + 1);
    while (span < paragraph->count) {
        size_t start = at;
        size_t end = row_end(paragraph, span, &at);

        if (end == span) {
            add_atom(composition, at, span++);
            at += ATOM_SIZE;
            continue;
        }
        add_row(composition, start, at, &span);
        span = end;
    }
}

bool compose(struct composition *composition)
{
    gather(composition);
    find_clusters(composition);
    merge_across(composition);
    if (!itemize(composition) || !find_rubies(composition))
        return false;
    shape(composition);
    set_across(composition);
    set_keycaps(composition);
    classify(composition);
    settle_glyphs(composition);
    turn_glyphs(composition);
    find_breaks(composition);
    keep_together(composition);
    space(composition);
    find_limits(composition);
    find_lines(composition);
    place(composition);
    return true;
}

/* Fixed pitch has its own width; a narrower box is the caller's to report. */
static fine width_of(const struct text_paragraph *paragraph, length width)
{
    fine columns = fine_from_length(paragraph->size) / 2 * paragraph->columns;
    fine box = width >= LENGTH_MAX ? FINE_UNLIMITED : fine_from_length(width);

    return paragraph->columns > 0 && columns < box ? columns : box;
}

struct composition composition_open(struct arena *arena, const struct text_paragraph *paragraph, length width,
                                    struct diags *diags)
{
    assert(width > 0);
    return (struct composition){
        .arena = arena,
        .scratch = arena_open(),
        .paragraph = paragraph,
        .diags = diags,
        .width = width_of(paragraph, width),
    };
}

void composition_close(struct composition *composition)
{
    arena_close(composition->scratch);
}

const struct text_block *text_compose(struct arena *arena, const struct text_paragraph *paragraph, length width,
                                      struct diags *diags)
{
    struct composition composition = composition_open(arena, paragraph, width, diags);
    const struct text_block *block = compose(&composition) ? make_block(&composition) : NULL;

    composition_close(&composition);
    return block;
}
