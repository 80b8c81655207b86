/*
 * FT-2: text made narrower, then smaller, until it stands in its box. What the box is and how its text is set is the
 * caller's; here is the order of what is tried. For a box that is one paragraph text_fit does all of it: every try is a
 * composition of its own in a scratch arena, and the one that fits is composed again for the caller, so that its
 * messages are given once.
 */
#include "text/composition.h"

#include <assert.h>

#define SCALE_STEP 10
#define FLOOR 0 /* of scale or size: as little as the caller allows */

/* Searching */

static bool stands(const struct text_search *search, struct text_measure measure, bool allows_emergency)
{
    return search->stands(search->context, measure, allows_emergency);
}

/* The largest scale that is good, looked for only when the floor is; false when that is not. */
static bool find_scale(const struct text_search *search, bool allows_emergency, struct text_measure *measure)
{
    *measure = TEXT_NATURAL;
    if (stands(search, *measure, allows_emergency))
        return true;
    if (!search->may_condense)
        return false;
    measure->scale = FLOOR;
    if (!stands(search, *measure, allows_emergency))
        return false;
    for (measure->scale = TEXT_NATURAL.scale - SCALE_STEP; measure->scale > FLOOR; measure->scale -= SCALE_STEP)
        if (stands(search, *measure, allows_emergency))
            return true;
    return true;
}

/* The same for the size, at the scale's floor. */
static bool find_size(const struct text_search *search, struct text_measure *measure)
{
    if (!search->may_shrink)
        return false;
    measure->size = FLOOR;
    if (!stands(search, *measure, true))
        return false;
    for (measure->size = TEXT_NATURAL.size - 1; measure->size > FLOOR; measure->size--)
        if (stands(search, *measure, true))
            return true;
    return true;
}

bool text_search(const struct text_search *search, struct text_measure *found)
{
    return find_scale(search, false, found) || find_scale(search, true, found) || find_size(search, found);
}

/* Sizes */

static const struct text_style *resize_style(struct arena *arena, const struct text_style *style, length size,
                                             length old)
{
    struct text_style *resized = arena_new(arena, struct text_style);

    *resized = *style;
    resized->size = length_scale(style->size, size, old);
    resized->rise = length_scale(style->rise, size, old);
    resized->latin_rise = length_scale(style->latin_rise, size, old);
    return resized;
}

/* Neighbours mostly share a style. Atoms keep their width: what they stand for is drawn as it is. */
static const struct text_span *resize_spans(struct arena *arena, const struct text_paragraph *paragraph, length size)
{
    struct text_span *spans = arena_array(arena, struct text_span, paragraph->count + 1);

    for (size_t i = 0; i < paragraph->count; i++) {
        bool is_known = i > 0 && paragraph->spans[i].style == paragraph->spans[i - 1].style;

        spans[i] = paragraph->spans[i];
        spans[i].style =
            is_known ? spans[i - 1].style : resize_style(arena, paragraph->spans[i].style, size, paragraph->size);
    }
    return spans;
}

struct text_paragraph text_measured(struct arena *arena, const struct text_paragraph *paragraph,
                                    struct text_measure measure, const struct text_floors *floors)
{
    struct text_paragraph measured = *paragraph;
    length old = paragraph->size;
    length size = length_max(length_scale(old, measure.size, TEXT_NATURAL.size), floors->size);

    measured.scale = measure.scale > floors->scale ? measure.scale : floors->scale;
    if (paragraph->columns > 0) /* of fixed pitch */
        measured.scale = TEXT_NATURAL.scale;
    if (size >= old)
        return measured;
    measured.spans = resize_spans(arena, paragraph, size);
    measured.size = size;
    measured.pitch = length_scale(measured.pitch, size, old);
    measured.indent = length_scale(measured.indent, size, old);
    measured.hanging_indent = length_scale(measured.hanging_indent, size, old);
    return measured;
}

/* One paragraph */

struct fitting {
    const struct text_paragraph *paragraph;
    const struct text_fit *fit;
    struct text_floors floors;
};

bool text_has_emergency(const struct text_block *block)
{
    for (size_t i = 0; i < block->count; i++)
        if (block->lines[i].end_reason == TEXT_END_EMERGENCY)
            return true;
    return false;
}

static bool stands_in(const struct text_block *block, const struct text_fit *fit)
{
    return !block->has_overflow && block->pitch * (length)block->count <= fit->height;
}

/* A text that cannot be set at all stands anywhere: the final composition says what is wrong. */
static bool paragraph_stands(void *context, struct text_measure measure, bool allows_emergency)
{
    const struct fitting *fitting = context;
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct text_paragraph paragraph = text_measured(arena, fitting->paragraph, measure, &fitting->floors);
    const struct text_block *block = text_compose(arena, &paragraph, fitting->fit->width, diags);
    bool is_good =
        block == NULL || (stands_in(block, fitting->fit) && (allows_emergency || !text_has_emergency(block)));

    arena_close(arena);
    diags_close(diags);
    return is_good;
}

void text_warn_fit(struct diags *diags, const struct source_ref *at, const struct source_ref *wanted, int32_t scale,
                   length size)
{
    struct arena *arena = arena_open();

    diags_warn(diags, DIAG_TEXT_FIT, at, wanted,
               DIAG_ARGS(arena_format(arena, "%d", (int)(scale / SCALE_STEP)),
                         arena_format(arena, "%d.%02d", (int)(size / LENGTH_PER_PT),
                                      (int)(size % LENGTH_PER_PT * 100 / LENGTH_PER_PT))));
    arena_close(arena);
}

static void report(const struct text_paragraph *natural, const struct text_paragraph *found, struct diags *diags)
{
    bool is_changed = found->scale != TEXT_NATURAL.scale || found->size != natural->size;

    if (natural->count > 0 && is_changed)
        text_warn_fit(diags, &natural->spans[0].at, natural->spans[0].wanted, found->scale, found->size);
}

const struct text_block *text_fit(struct arena *arena, const struct text_paragraph *paragraph,
                                  const struct text_fit *fit, length *size, struct diags *diags)
{
    struct fitting fitting = {paragraph, fit, {fit->min_scale, fit->min_size}};
    struct text_search search = {
        .may_condense = fit->min_scale < TEXT_NATURAL.scale,
        .may_shrink = fit->min_size < paragraph->size,
        .stands = paragraph_stands,
        .context = &fitting,
    };
    struct text_measure measure;
    bool has_found = text_search(&search, &measure);
    struct text_paragraph found = text_measured(arena, paragraph, measure, &fitting.floors);
    const struct text_block *block = text_compose(arena, &found, fit->width, diags);
    struct text_block *full;

    assert(fit->min_scale > 0 && fit->min_scale <= TEXT_NATURAL.scale);
    *size = found.size;
    if (block == NULL)
        return NULL;
    if (has_found) {
        report(paragraph, &found, diags);
        return block;
    }
    full = arena_new(arena, struct text_block);
    *full = *block;
    full->has_overflow = true;
    return full;
}
