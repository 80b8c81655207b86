/*
 * form/showing.c - the values shown, and what was drawn of them.
 *
 * A showing is made when a piece of the layout gives a value to a text that is to be placed. Its characters are counted
 * then, from the value; they are counted again from each glyph run that becomes a mark. A third account, made from the
 * layout's conditions alone (expect.c), finds values that composing forgot.
 */
#include "form/content.h"

#include <string.h>

static struct showing *add_showing(struct composer *composer, const struct piece *piece, int32_t row,
                                   const struct value *value)
{
    struct fit *fit = composer->fit;
    struct showing *showing;

    /* Never the arena of a trial: what is tried is taken off the list again, but the list remains. */
    fit->list = arena_grow(composer->document->arena, fit->list, fit->count, &fit->capacity, sizeof(struct showing));
    showing = &fit->list[fit->count++];
    *showing = (struct showing){
        .field = piece->field,
        .row = piece->field.member >= 0 ? row : -1,
        .value = value,
        .cell = composer->cell,
        .table = composer->repeating,
        .table_row = composer->repeating_row,
    };
    if (composer->sheet && composer->sheet->table && composer->repeating) {
        showing->step = SHOWING_ON_SHEET;
        showing->sheet = composer->sheet->number;
    }
    return showing;
}

uint32_t show_value(struct composer *composer, const struct piece *piece, int32_t row, const struct value *value)
{
    struct showing *showing;

    if (composer->is_measuring)
        return NO_SHOWING;
    showing = add_showing(composer, piece, row, value);
    showing->to_draw = text_count_visible(value->text, strlen(value->text));
    return (uint32_t)composer->fit->count - 1;
}

uint32_t show_on_sheet(struct composer *composer, const struct piece *piece, int32_t row,
                       const struct continuation *sheet)
{
    uint32_t index = show_value(composer, piece, row, sheet->value);

    if (index == NO_SHOWING)
        return index;
    composer->fit->list[index].step = SHOWING_ON_SHEET;
    composer->fit->list[index].sheet = sheet->number;
    return index;
}

uint32_t show_choice(struct composer *composer, const struct piece *piece, int32_t choice, int32_t row,
                     enum showing_kind kind)
{
    struct showing *showing;

    if (composer->is_measuring)
        return NO_SHOWING;
    showing = add_showing(composer, piece, row, record_value(composer->record, piece->field, row));
    showing->kind = kind;
    showing->field.choice = choice;
    showing->to_draw = 1;
    return (uint32_t)composer->fit->count - 1;
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static struct showing_place *new_place(struct composer *composer, const struct extent *extent)
{
    struct showing_place *place = arena_new(composer->document->arena, struct showing_place);

    *place = (struct showing_place){
        .page = extent->page,
        .left = extent->left,
        .top = extent->top,
        .right = extent->right,
        .bottom = extent->bottom,
        .text = extent->text,
    };
    return place;
}

static void widen(struct showing_place *place, const struct extent *extent)
{
    place->left = length_min(place->left, extent->left);
    place->top = length_min(place->top, extent->top);
    place->right = length_max(place->right, extent->right);
    place->bottom = length_max(place->bottom, extent->bottom);
}

static void add_place(struct composer *composer, struct showing_places *places, const struct extent *extent)
{
    struct showing_place *place = new_place(composer, extent);

    if (places->last)
        places->last->next = place;
    else
        places->first = place;
    places->last = place;
}

/* Around all that is drawn on a page. */
static void add_drawn(struct composer *composer, struct showing *showing, const struct extent *extent)
{
    struct showing_place *last = showing->places.last;

    if (last && last->page == extent->page)
        widen(last, extent);
    else
        add_place(composer, &showing->places, extent);
}

/* Each box that refers to the sheet has a place of its own. */
static void add_reference(struct composer *composer, struct showing *showing, const struct extent *extent)
{
    struct showing_place *last = showing->references.last;

    if (last && last->text == extent->text)
        widen(last, extent);
    else
        add_place(composer, &showing->references, extent);
}

void draw_text(struct composer *composer, const struct origin *origin, const char *bytes, size_t size,
               const struct extent *extent)
{
    struct showing *showing;

    if (origin->showing == NO_SHOWING)
        return;
    showing = &composer->fit->list[origin->showing];
    if (origin->is_reference) {
        add_reference(composer, showing, extent);
        return;
    }
    if (showing->kind == SHOWING_TEXT)
        showing->drawn += text_count_visible(bytes, size);
    else if (showing->kind == SHOWING_LABEL)
        showing->drawn = 1;
    else
        return;
    add_drawn(composer, showing, extent);
}

void draw_mark(struct composer *composer, const struct origin *origin, const struct extent *extent)
{
    struct showing *showing;

    if (origin->showing == NO_SHOWING || composer->fit->list[origin->showing].kind != SHOWING_MARK)
        return;
    showing = &composer->fit->list[origin->showing];
    showing->drawn = 1;
    add_drawn(composer, showing, extent);
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

struct checking {
    struct composer *composer;
    struct account account;
};

static void expect(void *context, struct field_ref field, int32_t row)
{
    struct checking *checking = context;
    const struct value *value = record_value(checking->composer->record, field, row);

    if (!account_has(&checking->account, field, row))
        report_lost(checking->composer, field, row, text_count_visible(value->text, strlen(value->text)), 0);
}

void check_showings(struct composer *composer)
{
    const struct fit *fit = composer->fit;
    struct checking checking = {composer, account_of(composer->arena, fit)};

    for (size_t i = 0; i < fit->count; i++)
        if (fit->list[i].drawn != fit->list[i].to_draw)
            report_lost(composer, fit->list[i].field, fit->list[i].row, fit->list[i].to_draw, fit->list[i].drawn);
    expect_values(composer->record, expect, &checking);
}
