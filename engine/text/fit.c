/*
 * FT-2: text made narrower, then smaller, until it stands in its box. Every try is a composition of its own in a
 * scratch arena; the one that fits is composed again for the caller, so that its messages are given once.
 */
#include "text/composition.h"

#include <assert.h>

#define SCALE_NATURAL 1000
#define SCALE_STEP 10
#define SIZE_STEPS 100 /* the size falls by hundredths */

struct fitting {
    struct arena *arena;
    const struct text_paragraph *paragraph;
    const struct text_fit *fit;
    bool allows_emergency; /* breaks of LB-20: they come behind 長体 and before a smaller size (FT-1) */
};

/* One way to set the text. */
struct measure {
    int32_t scale;
    length size;
};

/* Sizes */

static const struct text_style *resize_style(const struct fitting *fitting, const struct text_style *style, length size)
{
    struct text_style *resized = arena_new(fitting->arena, struct text_style);
    length old = fitting->paragraph->size;

    *resized = *style;
    resized->size = length_scale(style->size, size, old);
    resized->rise = length_scale(style->rise, size, old);
    resized->latin_rise = length_scale(style->latin_rise, size, old);
    return resized;
}

/* Neighbours mostly share a style. Atoms keep their width: what they stand for is drawn as it is. */
static const struct text_span *resize_spans(const struct fitting *fitting, length size)
{
    const struct text_paragraph *paragraph = fitting->paragraph;
    struct text_span *spans = arena_array(fitting->arena, struct text_span, paragraph->count + 1);

    for (size_t i = 0; i < paragraph->count; i++) {
        bool is_known = i > 0 && paragraph->spans[i].style == paragraph->spans[i - 1].style;

        spans[i] = paragraph->spans[i];
        spans[i].style = is_known ? spans[i - 1].style : resize_style(fitting, paragraph->spans[i].style, size);
    }
    return spans;
}

/* All that is measured in ems follows the size; tab stops and grids stay where they are. */
static struct text_paragraph paragraph_as(const struct fitting *fitting, struct measure measure)
{
    struct text_paragraph paragraph = *fitting->paragraph;
    length old = paragraph.size;

    paragraph.scale = measure.scale;
    if (measure.size == old)
        return paragraph;
    paragraph.spans = resize_spans(fitting, measure.size);
    paragraph.size = measure.size;
    paragraph.pitch = length_scale(paragraph.pitch, measure.size, old);
    paragraph.indent = length_scale(paragraph.indent, measure.size, old);
    paragraph.hanging_indent = length_scale(paragraph.hanging_indent, measure.size, old);
    return paragraph;
}

/* Trying */

static bool has_emergency(const struct text_block *block)
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
static bool is_good(const struct fitting *fitting, struct measure measure)
{
    struct fitting trial = *fitting;
    struct diags *diags = diags_open();
    const struct text_block *block;
    struct text_paragraph paragraph;
    bool is_good;

    trial.arena = arena_open();
    paragraph = paragraph_as(&trial, measure);
    block = text_compose(trial.arena, &paragraph, fitting->fit->width, diags);
    is_good = block == NULL || (stands_in(block, fitting->fit) && (fitting->allows_emergency || !has_emergency(block)));
    arena_close(trial.arena);
    diags_close(diags);
    return is_good;
}

/* The largest scale that is good, looked for only when the floor is; false when that is not. */
static bool find_scale(const struct fitting *fitting, struct measure *measure)
{
    int32_t floor = fitting->paragraph->columns > 0 ? SCALE_NATURAL : fitting->fit->min_scale;

    measure->scale = SCALE_NATURAL;
    if (is_good(fitting, *measure))
        return true;
    measure->scale = floor;
    if (floor >= SCALE_NATURAL || !is_good(fitting, *measure))
        return false;
    for (measure->scale = SCALE_NATURAL - SCALE_STEP; measure->scale > floor; measure->scale -= SCALE_STEP)
        if (is_good(fitting, *measure))
            return true;
    measure->scale = floor;
    return true;
}

/* The same for the size, at the scale's floor. */
static bool find_size(const struct fitting *fitting, struct measure *measure)
{
    length old = fitting->paragraph->size;

    measure->size = fitting->fit->min_size;
    if (measure->size >= old) {
        measure->size = old;
        return false;
    }
    if (!is_good(fitting, *measure))
        return false;
    for (int step = SIZE_STEPS - 1; length_scale(old, step, SIZE_STEPS) > fitting->fit->min_size; step--) {
        measure->size = length_scale(old, step, SIZE_STEPS);
        if (is_good(fitting, *measure))
            return true;
    }
    measure->size = fitting->fit->min_size;
    return true;
}

/* False when nothing fits; *measure is at the floors then. */
static bool find_measure(struct fitting *fitting, struct measure *measure)
{
    if (find_scale(fitting, measure))
        return true;
    fitting->allows_emergency = true;
    return find_scale(fitting, measure) || find_size(fitting, measure);
}

static void report(const struct fitting *fitting, struct measure measure, struct diags *diags)
{
    const struct text_span *span;
    struct arena *arena = fitting->arena;

    if (fitting->paragraph->count == 0 || (measure.scale == SCALE_NATURAL && measure.size == fitting->paragraph->size))
        return;
    span = &fitting->paragraph->spans[0];
    diags_warn(diags, DIAG_TEXT_FIT, &span->at, span->wanted,
               DIAG_ARGS(arena_format(arena, "%d", (int)(measure.scale / SCALE_STEP)),
                         arena_format(arena, "%d.%02d", (int)(measure.size / LENGTH_PER_PT),
                                      (int)(measure.size % LENGTH_PER_PT * 100 / LENGTH_PER_PT))));
}

const struct text_block *text_fit(struct arena *arena, const struct text_paragraph *paragraph,
                                  const struct text_fit *fit, length *size, struct diags *diags)
{
    struct fitting fitting = {.arena = arena, .paragraph = paragraph, .fit = fit};
    struct measure measure = {SCALE_NATURAL, paragraph->size};
    bool has_found = find_measure(&fitting, &measure);
    struct text_paragraph found = paragraph_as(&fitting, measure);
    const struct text_block *block = text_compose(arena, &found, fit->width, diags);
    struct text_block *full;

    assert(fit->min_scale > 0 && fit->min_scale <= SCALE_NATURAL);
    *size = measure.size;
    if (block == NULL)
        return NULL;
    if (has_found) {
        report(&fitting, measure, diags);
        return block;
    }
    full = arena_new(arena, struct text_block);
    *full = *block;
    full->has_overflow = true;
    return full;
}
