/*
 * Items of lists (PA-2, PA-3): a forced line that begins with a marker. Its further lines hang by the marker's advance
 * rounded up to whole ems; numbered items that follow each other hang alike, by the widest.
 */
#include "text/composition.h"

#include <string.h>

enum marker_kind {
    MARKER_NONE,
    MARKER_BULLET,    /* ・ ● ■ ○ ※ */
    MARKER_CIRCLED,   /* ① to ⑳ */
    MARKER_BRACKETED, /* （1） (1) */
    MARKER_NUMBERED,  /* 1. １． */
    MARKER_KANA,      /* ア． */
    MARKER_LETTER,    /* a) */
};

struct marker {
    enum marker_kind kind;
    size_t end; /* behind its last cluster */
};

static uint32_t base_at(const struct composition *composition, size_t at)
{
    return at < composition->count ? composition->clusters[at].base : 0;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static size_t digits_end(const struct composition *composition, size_t at)
{
    while (is_digit(base_at(composition, at)))
        at++;
    return at;
}

static bool is_bullet(uint32_t c)
{
    return c == 0x30FB || c == 0x25CF || c == 0x25A0 || c == 0x25CB || c == 0x203B;
}

/* ○○省 is no item: what is doubled stands for something left out (DE-6). */
static struct marker bullet_at(const struct composition *composition, size_t at)
{
    uint32_t c = base_at(composition, at);

    if (c >= 0x2460 && c <= 0x2473)
        return (struct marker){MARKER_CIRCLED, at + 1};
    if (is_bullet(c) && base_at(composition, at + 1) != c)
        return (struct marker){MARKER_BULLET, at + 1};
    return (struct marker){MARKER_NONE, at};
}

static struct marker bracketed_at(const struct composition *composition, size_t at)
{
    uint32_t open = base_at(composition, at);
    size_t end = digits_end(composition, at + 1);
    uint32_t close = base_at(composition, end);

    if (end > at + 1 && ((open == '(' && close == ')') || (open == 0xFF08 && close == 0xFF09)))
        return (struct marker){MARKER_BRACKETED, end + 1};
    return (struct marker){MARKER_NONE, at};
}

static bool is_full_stop(uint32_t c)
{
    return c == '.' || c == 0xFF0E;
}

/* 1.5 is a number, not an item. */
static struct marker numbered_at(const struct composition *composition, size_t at)
{
    size_t end = digits_end(composition, at);

    if (end > at && is_full_stop(base_at(composition, end)) && !is_digit(base_at(composition, end + 1)))
        return (struct marker){MARKER_NUMBERED, end + 1};
    return (struct marker){MARKER_NONE, at};
}

static struct marker lettered_at(const struct composition *composition, size_t at)
{
    uint32_t first = base_at(composition, at);
    uint32_t second = base_at(composition, at + 1);
    bool is_latin = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    bool is_kana = at < composition->count && composition->clusters[at].class == CL_KATAKANA;

    if (is_kana && second == 0xFF0E)
        return (struct marker){MARKER_KANA, at + 2};
    if (is_latin && second == ')')
        return (struct marker){MARKER_LETTER, at + 2};
    return (struct marker){MARKER_NONE, at};
}

static struct marker marker_at(const struct composition *composition, size_t at)
{
    static struct marker (*const readers[])(const struct composition *, size_t) = {bullet_at, bracketed_at, numbered_at,
                                                                                   lettered_at};
    struct marker marker = {MARKER_NONE, at};

    for (size_t i = 0; i < sizeof readers / sizeof readers[0] && marker.kind == MARKER_NONE; i++)
        marker = readers[i](composition, at);
    return marker;
}

/* Of the bodies; a dot keeps its em. */
static fine marker_advance(const struct composition *composition, size_t first, size_t end)
{
    const struct cluster *last = &composition->clusters[end - 1];
    fine advance = composition->places[end - 1] + last->body - composition->places[first];

    if (composition->clusters[first].group == GROUP_MIDDLE_DOT)
        advance += outer_before(composition, &composition->clusters[first]);
    if (last->group == GROUP_MIDDLE_DOT)
        advance += outer_after(composition, last);
    return advance;
}

/* In a grid, whole cells (FT-3). */
static fine up_to_em(const struct composition *composition, fine advance)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    length em = paragraph->grid > 0 ? paragraph->grid : length_scale(paragraph->size, scale_of(composition), 1000);
    length whole = (length_from_fine(advance) + em - 2) / em; /* what is more by a rounding is no more */

    return fine_from_length(whole * em);
}

static bool is_blank(uint32_t c)
{
    return c == 0x20 || c == 0x3000;
}

/* The writer's spaces behind a marker belong to it. False when there is no item, or no room for it to hang. */
static bool find_item(const struct composition *composition, size_t first, struct list_item *item,
                      enum marker_kind *kind)
{
    struct marker marker = marker_at(composition, first);
    size_t text = marker.end;

    *kind = marker.kind;
    if (marker.kind == MARKER_NONE)
        return false;
    while (is_blank(base_at(composition, text)))
        text++;
    *item = (struct list_item){first, text, up_to_em(composition, marker_advance(composition, first, text))};
    return true;
}

static bool has_room(const struct composition *composition, fine hang)
{
    fine em = fine_from_length(composition->paragraph->size);

    return composition->width == FINE_UNLIMITED ||
           fine_from_length(composition->paragraph->indent) + hang + em <= composition->width;
}

static size_t next_segment(const struct composition *composition, size_t at)
{
    while (at < composition->count && composition->clusters[at].kind != CLUSTER_NEWLINE)
        at++;
    return at + 1;
}

/* PA-3: from item `first` on, all hang by the widest. */
static void level(struct composition *composition, size_t first)
{
    fine widest = 0;

    for (size_t i = first; i < composition->item_count; i++)
        if (composition->items[i].hang > widest)
            widest = composition->items[i].hang;
    for (size_t i = first; i < composition->item_count; i++)
        composition->items[i].hang = widest;
}

static void add_item(struct composition *composition, struct list_item item)
{
    composition->items = arena_grow(composition->scratch, composition->items, composition->item_count,
                                    &composition->item_room, sizeof item);
    composition->items[composition->item_count++] = item;
}

void find_items(struct composition *composition)
{
    enum marker_kind before = MARKER_NONE;
    size_t run = 0; /* the first of the items in a row that are of one kind */

    if (!composition->paragraph->list_auto || composition->paragraph->single_line)
        return;
    for (size_t at = 0; at < composition->count; at = next_segment(composition, at)) {
        struct list_item item = {0};
        enum marker_kind kind;
        bool is_item = find_item(composition, at, &item, &kind) && has_room(composition, item.hang);

        if (!is_item || kind != before) {
            level(composition, run);
            run = composition->item_count;
        }
        if (is_item)
            add_item(composition, item);
        before = is_item ? kind : MARKER_NONE;
    }
    level(composition, run);
}

const struct list_item *item_at(const struct composition *composition, size_t first)
{
    size_t low = 0;
    size_t high = composition->item_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (composition->items[middle].first == first)
            return &composition->items[middle];
        if (composition->items[middle].first < first)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
