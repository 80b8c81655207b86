/*
 * form/ladder.c - what content does that does not stand in its box.
 *
 * A box of fixed size: as it is; condensed, then smaller (FT-1, FT-2); a value on a continuation sheet, the longest
 * first, then one more; an error. Rows that may grow up to a limit: as it is, as high as it needs; values on sheets; an
 * error. In them nothing is condensed. What stands as it is has been composed once and costs nothing more; every other
 * step is tried in a scratch arena and, when it helps, composed again for the document.
 */
#include "form/content.h"

#include "base/utf8.h"

#include <string.h>

/* Values of one box that may go on sheets; the work for a box that nothing helps stays in proportion. */
#define CANDIDATES_MAX 32

/* A point in the composition to go back to. */
struct point {
    size_t element_count, showing_count, cell_count, sheet_count;
    struct diags_point diags;
    bool has_failed;
};

static struct point point_of(const struct composer *composer)
{
    return (struct point){
        .element_count = composer->document->element_count,
        .showing_count = composer->fit->count,
        .cell_count = composer->cell_count,
        .sheet_count = composer->sheet_count,
        .diags = diags_here(composer->diags),
        .has_failed = composer->has_failed,
    };
}

static void go_back(struct composer *composer, const struct point *point)
{
    composer->document->element_count = point->element_count;
    composer->fit->count = point->showing_count;
    composer->cell_count = point->cell_count;
    composer->sheet_count = point->sheet_count;
    diags_take_back(composer->diags, point->diags);
    composer->has_failed = point->has_failed;
}

/* --- what may be done --------------------------------------------------------------------------------------------- */

static bool shows_values(const struct block *blocks, size_t count);

static bool table_shows_values(const struct table *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->rows[r].cell_count; c++)
            if (shows_values(table->rows[r].cells[c].blocks, table->rows[r].cells[c].block_count))
                return true;
    return false;
}

static bool template_shows_values(const struct template *template)
{
    for (size_t i = 0; i < template->count; i++)
        if (template->pieces[i].kind == PIECE_FIELD)
            return true;
    return false;
}

static bool shows_values(const struct block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (blocks[i].figure || template_shows_values(&blocks[i].text) ||
            (blocks[i].table && table_shows_values(blocks[i].table)) ||
            shows_values(blocks[i].blocks, blocks[i].block_count))
            return true;
    return false;
}

/* The two usual ladders. The form's own words that do not fit are a mistake of the layout, and not squeezed. */
static unsigned steps_of(const struct box *box)
{
    if (box->fit != FIT_USUAL)
        return box->is_fixed ? box->fit : box->fit & FIT_SHEET;
    if (!box->is_fixed)
        return FIT_SHEET;
    return shows_values(box->blocks, box->count) ? FIT_CONDENSE | FIT_SHRINK | FIT_SHEET : FIT_ERROR;
}

/* --- what may go on a sheet --------------------------------------------------------------------------------------- */

struct candidate {
    struct continuation sheet; /* its number follows */
    size_t characters;         /* white space included: it takes room too */
    bool has_lines;            /* of its own, whatever the width */
    bool is_taken;
};

struct candidates {
    struct candidate list[CANDIDATES_MAX]; /* in reading order */
    size_t count;
};

/* What is shorter than the words that would stand for it gains nothing. */
static size_t least_characters(const struct composer *composer)
{
    const struct template *reference = &composer->layout->sheets.reference;
    size_t count = 0;

    for (size_t i = 0; i < reference->count; i++)
        count +=
            reference->pieces[i].text ? utf8_count(reference->pieces[i].text, strlen(reference->pieces[i].text)) : 1;
    return count;
}

static bool is_candidate(const struct candidate *candidate, const struct showing *showing)
{
    if (showing->table)
        return candidate->sheet.table == showing->table && candidate->sheet.row == showing->table_row;
    return candidate->sheet.value == showing->value;
}

/* The field whose items a table repeats its rows for. */
static struct field_ref repeated_field(const struct table *table)
{
    struct field_ref field = {-1, -1, -1};

    for (size_t i = 0; i < table->row_count && field.field < 0; i++)
        field.field = table->rows[i].each;
    return field;
}

static struct candidate make_candidate(const struct showing *showing, const struct source_ref *node)
{
    struct candidate candidate = {.sheet = {.node = node, .showing = NO_SHOWING}};

    if (showing->table) {
        candidate.sheet.table = showing->table;
        candidate.sheet.field = repeated_field(showing->table->table);
        candidate.sheet.row = showing->table_row;
        return candidate;
    }
    candidate.sheet.value = showing->value;
    candidate.sheet.field = showing->field;
    candidate.sheet.row = showing->row;
    return candidate;
}

static void add_candidate(struct candidates *candidates, const struct showing *showing, const struct source_ref *node)
{
    const char *text = showing->value->text;
    size_t i = 0;

    while (i < candidates->count && !is_candidate(&candidates->list[i], showing))
        i++;
    if (i == CANDIDATES_MAX)
        return;
    if (i == candidates->count)
        candidates->list[candidates->count++] = make_candidate(showing, node);
    candidates->list[i].characters += utf8_count(text, strlen(text));
    candidates->list[i].has_lines |= strpbrk(text, "\n\r\v\f") != NULL;
}

/* A table whose rows repeat goes as a whole: its items would be no easier to read on sheets of their own. */
static void find_candidates(const struct composer *composer, const struct box *box, size_t first,
                            struct candidates *candidates)
{
    candidates->count = 0;
    for (size_t i = first; i < composer->fit->count; i++) {
        const struct showing *showing = &composer->fit->list[i];

        if (showing->table || showing->kind == SHOWING_TEXT)
            add_candidate(candidates, showing, box->node);
    }
}

/* The longest of those left; false when there is none. */
static bool take_candidate(struct candidates *candidates, size_t least)
{
    struct candidate *longest = NULL;

    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *candidate = &candidates->list[i];
        bool is_worth_it = candidate->sheet.table || candidate->has_lines || candidate->characters > least;

        if (!candidate->is_taken && is_worth_it && (!longest || candidate->characters > longest->characters))
            longest = candidate;
    }
    if (longest)
        longest->is_taken = true;
    return longest != NULL;
}

/* The sheets of those taken, in reading order: one that there is already, or one more. */
static void make_sheets(struct composer *composer, const struct candidates *candidates, struct boxing *boxing)
{
    size_t added = 0;

    boxing->sheets = arena_array(composer->arena, struct continuation, CANDIDATES_MAX);
    boxing->sheet_count = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        const struct continuation *wanted = &candidates->list[i].sheet;

        if (candidates->list[i].is_taken)
            boxing->sheets[boxing->sheet_count++] = known_sheet(composer, wanted, &added);
    }
}

/* --- trying ------------------------------------------------------------------------------------------------------- */

struct climb {
    struct composer *composer;
    const struct box *box;
    struct boxing boxing;
};

/* Composes what stands in the box; `boxing` NULL: as it is, with errors where it is too wide. */
static struct stack compose_as(struct composer *composer, const struct box *box, struct boxing *boxing)
{
    struct boxing *around = composer->boxing;
    struct stack stack;

    composer->boxing = boxing;
    composer->room = box->room;
    stack = compose_stack(composer, box->blocks, box->count, box->width, box->row, box->element);
    composer->room = 0;
    composer->boxing = around;
    return stack;
}

static bool stands(const struct box *box, const struct stack *stack, const struct boxing *boxing, bool allows_emergency)
{
    return !boxing->overflows && stack->height <= box->height && (allows_emergency || !boxing->has_emergency);
}

static struct boxing boxing_as(const struct climb *climb, struct text_measure measure)
{
    struct boxing boxing = climb->boxing;

    boxing.measure = measure;
    boxing.is_climbing = true;
    for (size_t i = 0; i < boxing.sheet_count; i++)
        if (!boxing.sheets[i].is_known)
            boxing.sheets[i].showing = NO_SHOWING;
    return boxing;
}

/* Nothing is left of a trial. What cannot be set at all does not stand. */
static bool try_measure(void *context, struct text_measure measure, bool allows_emergency)
{
    const struct climb *climb = context;
    struct composer trial = *climb->composer;
    struct boxing boxing = boxing_as(climb, measure);
    struct point start = point_of(&trial);
    struct stack stack;
    bool is_good;

    trial.arena = arena_open();
    trial.diags = diags_open();
    stack = compose_as(&trial, climb->box, &boxing);
    is_good = !trial.has_failed && stands(climb->box, &stack, &boxing, allows_emergency);
    arena_close(trial.arena);
    diags_close(trial.diags);
    climb->composer->document->element_count = start.element_count;
    climb->composer->fit->count = start.showing_count;
    return is_good;
}

/* What does not stand as narrow and small as may be does not stand in between: one trial instead of many. */
static bool find_measure(struct climb *climb, unsigned steps, struct text_measure *measure)
{
    struct text_measure least = {
        .scale = steps & FIT_CONDENSE ? 0 : TEXT_NATURAL.scale,
        .size = steps & FIT_SHRINK ? 0 : TEXT_NATURAL.size,
    };
    struct text_search search = {
        .may_condense = steps & FIT_CONDENSE,
        .may_shrink = steps & FIT_SHRINK,
        .stands = try_measure,
        .context = climb,
    };

    return try_measure(climb, least, true) && text_search(&search, measure);
}

/* --- the step taken ----------------------------------------------------------------------------------------------- */

/* Where the layout has the first words in the box. */
static const struct source_ref *first_node_of(const struct stack *stack, const struct source_ref *node)
{
    const struct content *first = stack->count > 0 ? stack_item(stack, 0) : NULL;

    return first && first->paragraph.origin_count > 0 ? first->paragraph.origins[0].node : node;
}

static void note_squeeze(struct composer *composer, const struct box *box, const struct stack *stack,
                         const struct boxing *boxing, size_t first)
{
    const struct origin *value = first_value_of(stack);
    bool is_smaller = boxing->measure.size < TEXT_NATURAL.size;

    if (value)
        text_warn_fit(composer->diags, value->value, box->node, boxing->scale, boxing->size);
    else
        text_warn_fit(composer->diags, first_node_of(stack, box->node), NULL, boxing->scale, boxing->size);
    for (size_t i = first; i < composer->fit->count; i++) {
        struct showing *showing = &composer->fit->list[i];

        if (showing->step == SHOWING_ON_SHEET)
            continue;
        showing->step = is_smaller ? SHOWING_SHRUNK : SHOWING_CONDENSED;
        showing->scale = boxing->scale;
        showing->size = boxing->size;
    }
}

static bool is_natural(struct text_measure measure)
{
    return measure.scale == TEXT_NATURAL.scale && measure.size == TEXT_NATURAL.size;
}

static struct stack take_step(struct climb *climb, struct text_measure measure)
{
    struct composer *composer = climb->composer;
    struct boxing boxing = boxing_as(climb, measure);
    size_t first = composer->fit->count;
    struct stack stack = compose_as(composer, climb->box, &boxing);

    if (!is_natural(measure))
        note_squeeze(composer, climb->box, &stack, &boxing, first);
    for (size_t i = 0; i < boxing.sheet_count; i++)
        if (!boxing.sheets[i].is_known)
            add_sheet(composer, &boxing.sheets[i]);
    return stack;
}

/* Step by step; false when nothing helps. `candidates`: what may go on sheets. */
static bool climb_up(struct climb *climb, unsigned steps, struct candidates *candidates, struct stack *stack)
{
    size_t least = least_characters(climb->composer);
    struct text_measure measure;

    do {
        make_sheets(climb->composer, candidates, &climb->boxing);
        if (find_measure(climb, steps, &measure)) {
            *stack = take_step(climb, measure);
            return true;
        }
    } while ((steps & FIT_SHEET) && take_candidate(candidates, least));
    return false;
}

/* A box around that climbs has one measure for all in it. While that stands as it is, boxes in it climb first. */
static struct stack compose_inside(struct composer *composer, const struct box *box)
{
    struct stack stack = compose_as(composer, box, composer->boxing);

    composer->boxing->overflows |= stack.height > box->height;
    return stack;
}

static struct stack compose_outermost(struct composer *composer, const struct box *box)
{
    struct climb climb = {composer, box, {.measure = TEXT_NATURAL, .is_single = box->count == 1}};
    struct point start = point_of(composer);
    struct boxing natural = climb.boxing;
    struct stack stack = compose_as(composer, box, &natural);
    unsigned steps;
    struct candidates candidates;

    if (composer->has_failed || stands(box, &stack, &natural, !natural.has_emergency))
        return stack;
    steps = steps_of(box);
    if (stands(box, &stack, &natural, !(steps & FIT_CONDENSE)))
        return stack;
    find_candidates(composer, box, start.showing_count, &candidates);
    go_back(composer, &start);
    if (climb_up(&climb, steps, &candidates, &stack))
        return stack;
    return compose_as(composer, box, NULL);
}

static struct stack compose_climbing(struct composer *composer, const struct box *box)
{
    const struct block *repeating = composer->repeating;
    bool had_failed = composer->has_failed;
    struct stack stack;

    if (composer->boxing && composer->boxing->is_climbing)
        return compose_inside(composer, box);
    composer->repeating = NULL;
    composer->has_failed = false; /* what failed elsewhere is no matter here */
    stack = compose_outermost(composer, box);
    composer->has_failed |= had_failed;
    composer->repeating = repeating;
    return stack;
}

/* Pictures take no step of the ladder: they are made for the room that there is. */
struct stack compose_box(struct composer *composer, const struct box *box)
{
    struct picture_room around = composer->picture_room;
    struct stack stack;

    composer->picture_room = room_in_box(box->height);
    stack = compose_climbing(composer, box);
    composer->picture_room = around;
    return stack;
}

struct stack compose_unlimited(struct composer *composer, const struct box *box)
{
    return compose_as(composer, box, composer->boxing);
}
