/*
 * form/stack.c - blocks below each other, and how they part at a page's end.
 *
 * A split walks down the items while they fit. The first that does not is itself split when it can be; otherwise the
 * break moves up past items that want to stay with their successor.
 */
#include "form/content.h"

/* Lines that must stay together at a paragraph's either end when it parts. */
#define ORPHANS 2

static enum role block_role(const struct block *block)
{
    static const enum role roles[] = {
        [BLOCK_PARAGRAPH] = ROLE_PARAGRAPH,
        [BLOCK_TITLE] = ROLE_TITLE,
        [BLOCK_HEADING] = ROLE_HEADING,
        [BLOCK_NOTE] = ROLE_NOTE,
    };

    return roles[block->role];
}

/* A cell that is one paragraph needs no element for it. */
static element_id text_element(struct composer *composer, const struct block *block, size_t siblings, element_id parent)
{
    enum role role = composer->document->elements[parent].role;

    if (siblings == 1 && (role == ROLE_TABLE_CELL || role == ROLE_TABLE_HEADER_CELL))
        return parent;
    return document_add_element(composer->document, parent, block_role(block));
}

static struct content compose_group(struct composer *composer, const struct block *block, length width, int32_t row,
                                    element_id parent)
{
    struct stack stack = compose_stack(composer, block->blocks, block->block_count, width, row, parent);

    return (struct content){.kind = CONTENT_GROUP, .height = stack.height, .element = parent, .stack = stack};
}

static struct content compose_block(struct composer *composer, const struct block *block, size_t siblings, length width,
                                    int32_t row, element_id parent)
{
    struct continuation *sheet;

    switch (block->kind) {
    case BLOCK_TEXT:
        return compose_paragraph(composer, block, width, row, text_element(composer, block, siblings, parent));
    case BLOCK_TABLE:
        sheet = sheet_of_table(composer, block, row);
        if (sheet)
            return compose_reference(composer, block, sheet, width, text_element(composer, block, siblings, parent));
        return compose_table(composer, block, width, row, parent);
    case BLOCK_GROUP:
        return compose_group(composer, block, width, row, parent);
    case BLOCK_SPACE:
        return (struct content){.kind = CONTENT_SPACE, .height = block->space};
    case BLOCK_LINE:
        return (struct content){.kind = CONTENT_LINE, .element = ELEMENT_ARTIFACT};
    case BLOCK_BREAK:
        return (struct content){.kind = CONTENT_BREAK};
    case BLOCK_FIGURE:
        return compose_figure(composer, block, width, row, parent);
    case BLOCK_QR:
        return compose_qr(composer, block, parent);
    }
    return (struct content){0};
}

const struct content *stack_item(const struct stack *stack, size_t index)
{
    return index == 0 && stack->first ? stack->first : &stack->items[index];
}

length stack_gap(const struct stack *stack, size_t index)
{
    return index == 0 ? 0 : length_max(stack_item(stack, index - 1)->after, stack_item(stack, index)->before);
}

static struct stack with_height(struct stack stack)
{
    stack.height = 0;
    for (size_t i = 0; i < stack.count; i++)
        stack.height += stack_gap(&stack, i) + stack_item(&stack, i)->height;
    return stack;
}

/* A stack being composed. */
struct stacking {
    struct composer *composer;
    length width;
    element_id parent;
    struct content *items;
    size_t count, capacity;
    length kept; /* height of the last items, as far as a picture below must stay with them */
};

/* What stands above stays there: in a box all of it, on a page what is kept with its successor. */
static void count_kept(struct stacking *stacking, const struct content *item, length gap)
{
    bool is_kept = item->keep_with_next || stacking->composer->picture_room.is_box;

    stacking->kept = is_kept ? stacking->kept + gap + item->height : 0;
}

static void add_item(struct stacking *stacking, const struct block *block, size_t siblings, int32_t row)
{
    struct composer *composer = stacking->composer;
    length room = composer->picture_room.height;
    length gap = 0;
    struct content item;

    if (stacking->count > 0)
        gap = length_max(stacking->items[stacking->count - 1].after, block->before);
    if (stacking->kept > 0)
        composer->picture_room.height -= stacking->kept + gap;
    item = compose_block(composer, block, siblings, stacking->width, row, stacking->parent);
    composer->picture_room.height = room;
    item.block = block;
    item.before = block->before;
    item.after = block->after;
    item.keep_with_next = block->keep_with_next;
    count_kept(stacking, &item, gap);
    stacking->items = arena_grow(composer->arena, stacking->items, stacking->count, &stacking->capacity, sizeof(item));
    stacking->items[stacking->count++] = item;
}

static void add_blocks(struct stacking *stacking, const struct block *blocks, size_t count, int32_t row);

/* A group that need not stay in one piece is no more than its blocks, with its own room above and below them. */
static void add_group(struct stacking *stacking, const struct block *block, int32_t row)
{
    size_t first = stacking->count;

    add_blocks(stacking, block->blocks, block->block_count, row);
    if (stacking->count == first)
        return;
    stacking->items[first].before = length_max(stacking->items[first].before, block->before);
    stacking->items[stacking->count - 1].after = length_max(stacking->items[stacking->count - 1].after, block->after);
}

bool block_repeats(const struct block *block)
{
    return block->kind == BLOCK_GROUP && block->each >= 0;
}

size_t block_times(const struct composer *composer, const struct block *block)
{
    return block_repeats(block) ? record_count(composer->record, block->each) : 1;
}

static void add_blocks(struct stacking *stacking, const struct block *blocks, size_t count, int32_t row)
{
    struct composer *composer = stacking->composer;

    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];

        if (block->place || (block->when && !record_test(composer->record, block->when, row)))
            continue;
        for (size_t k = 0; k < block_times(composer, block); k++) {
            int32_t item = block_repeats(block) ? (int32_t)k : row;

            if (block->kind == BLOCK_GROUP && !block->is_kept && !block->keep_with_next)
                add_group(stacking, block, item);
            else
                add_item(stacking, block, count, item);
        }
    }
}

struct stack compose_stack(struct composer *composer, const struct block *blocks, size_t count, length width,
                           int32_t row, element_id parent)
{
    struct stacking stacking = {.composer = composer, .width = width, .parent = parent};

    add_blocks(&stacking, blocks, count, row);
    return with_height((struct stack){.items = stacking.items, .count = stacking.count});
}

/* --- splitting ---------------------------------------------------------------------------------------------------- */

static struct content paragraph_lines(const struct content *whole, size_t first, size_t count)
{
    struct content part = *whole;

    part.paragraph.first += first;
    part.paragraph.count = count;
    part.height = whole->paragraph.text->pitch * (length)count;
    return part;
}

/* Lines that `available` has room for, be they there or not. */
static size_t lines_in(const struct content *whole, length available)
{
    return available < 0 || whole->paragraph.count == 0 ? 0 : (size_t)(available / whole->paragraph.text->pitch);
}

/* Lines of `whole` that may stand in `available`; 0 where it should not part. */
static size_t lines_above(const struct content *whole, length available)
{
    size_t count = whole->paragraph.count;
    size_t fit = lines_in(whole, available);

    if (fit >= count)
        return count;
    if (count - fit < ORPHANS && fit > 0)
        fit--;
    return fit < ORPHANS ? 0 : fit;
}

/* One item as two; `has_head` and `has_tail` tell which there are. */
struct halves {
    struct content head, tail;
    bool has_head, has_tail;
};

static struct halves split_paragraph(const struct content *whole, size_t lines)
{
    size_t count = whole->paragraph.count;

    return (struct halves){
        .head = paragraph_lines(whole, 0, lines),
        .tail = paragraph_lines(whole, lines, count - lines),
        .has_head = lines > 0,
        .has_tail = lines < count,
    };
}

static struct content with_grid(const struct content *whole, const struct grid *grid)
{
    struct content part = *whole;

    part.grid = grid;
    part.height = grid ? grid->height : 0;
    return part;
}

static struct halves halves_of_grid(const struct content *whole, struct grid_parts parts)
{
    return (struct halves){
        .head = with_grid(whole, parts.head),
        .tail = with_grid(whole, parts.tail),
        .has_head = parts.head != NULL,
        .has_tail = parts.tail != NULL,
    };
}

static struct content with_stack(const struct content *whole, struct stack stack)
{
    struct content part = *whole;

    part.stack = stack;
    part.height = stack.height;
    return part;
}

static struct halves halves_of_group(const struct content *whole, struct parts parts)
{
    return (struct halves){
        .head = with_stack(whole, parts.head),
        .tail = with_stack(whole, parts.tail),
        .has_head = parts.head.count > 0,
        .has_tail = parts.tail.count > 0,
    };
}

static struct halves whole_below(const struct content *whole)
{
    return (struct halves){.tail = *whole, .has_tail = true};
}

/* Lines beside each other do not part. */
static bool is_one_piece(const struct content *whole)
{
    return whole->paragraph.text && whole->paragraph.text->is_vertical;
}

static struct halves split_item(struct composer *composer, const struct content *whole, length available, length fresh)
{
    switch (whole->kind) {
    case CONTENT_PARAGRAPH:
        if (is_one_piece(whole))
            return whole_below(whole);
        return split_paragraph(whole, lines_above(whole, available));
    case CONTENT_GRID:
        return halves_of_grid(whole, grid_split(composer, whole->grid, available, fresh));
    case CONTENT_GROUP:
        if (whole->block->is_kept && whole->height <= fresh)
            return whole_below(whole);
        return halves_of_group(whole, stack_split(composer, &whole->stack, available, fresh));
    case CONTENT_SPACE:
    case CONTENT_LINE:
    case CONTENT_BREAK:
    case CONTENT_PICTURE:
    case CONTENT_QR:
        return whole_below(whole);
    }
    return whole_below(whole);
}

static struct halves force_item(struct composer *composer, const struct content *whole, length available)
{
    switch (whole->kind) {
    case CONTENT_PARAGRAPH: {
        size_t fit = lines_in(whole, available);

        if (is_one_piece(whole))
            break;
        return split_paragraph(whole, fit > 0 ? fit : 1);
    }
    case CONTENT_GRID:
        return halves_of_grid(whole, grid_force(composer, whole->grid, available));
    case CONTENT_GROUP:
        return halves_of_group(whole, stack_force(composer, &whole->stack, available));
    case CONTENT_SPACE:
    case CONTENT_LINE:
    case CONTENT_BREAK:
    case CONTENT_PICTURE:
    case CONTENT_QR:
        break;
    }
    return (struct halves){.head = *whole, .has_head = true};
}

/* Height of the items before `index` and the gap above it. */
static length height_above(const struct stack *whole, size_t index)
{
    length height = 0;

    for (size_t i = 0; i < index; i++)
        height += stack_gap(whole, i) + stack_item(whole, i)->height;
    return height + stack_gap(whole, index);
}

/* Items before `index`. */
static struct stack stack_until(const struct stack *whole, size_t index)
{
    return with_height((struct stack){.items = whole->items, .first = whole->first, .count = index});
}

/* Items before `index`, then `last`. */
static struct stack stack_up_to(struct composer *composer, const struct stack *whole, size_t index,
                                const struct content *last)
{
    struct content *items = arena_array(composer->arena, struct content, index + 1);

    for (size_t i = 0; i < index; i++)
        items[i] = *stack_item(whole, i);
    items[index] = *last;
    return with_height((struct stack){.items = items, .count = index + 1});
}

static bool vanishes_at_top(const struct content *item)
{
    return item->kind == CONTENT_SPACE || item->kind == CONTENT_BREAK;
}

/* Items from `index`; space and page breaks at the new top are dropped. Costs what is above, however long the rest. */
static struct stack stack_from(const struct stack *whole, size_t index)
{
    while (index < whole->count && vanishes_at_top(stack_item(whole, index)))
        index++;
    if (index == whole->count)
        return (struct stack){0};
    return (struct stack){
        .items = whole->items + index,
        .first = index == 0 ? whole->first : NULL,
        .count = whole->count - index,
        .height = whole->height - height_above(whole, index),
    };
}

/* Items from `index`, of which `first` stands for the first. */
static struct stack stack_from_within(struct composer *composer, const struct stack *whole, size_t index,
                                      const struct content *first)
{
    struct content *copy = arena_new(composer->arena, struct content);

    *copy = *first;
    return (struct stack){
        .items = whole->items + index,
        .first = copy,
        .count = whole->count - index,
        .height = whole->height - height_above(whole, index) - stack_item(whole, index)->height + first->height,
    };
}

static struct parts part_before(const struct stack *whole, size_t index)
{
    return (struct parts){stack_until(whole, index), stack_from(whole, index)};
}

static struct parts part_within(struct composer *composer, const struct stack *whole, size_t index,
                                const struct halves *halves)
{
    return (struct parts){
        stack_up_to(composer, whole, index, &halves->head),
        halves->has_tail ? stack_from_within(composer, whole, index, &halves->tail) : stack_from(whole, index + 1),
    };
}

/* The first item that does not fit in `available` as a whole, or that ends the page. */
static size_t first_not_fitting(const struct stack *whole, length available)
{
    length height = 0;
    size_t i;

    for (i = 0; i < whole->count; i++) {
        height += stack_gap(whole, i) + stack_item(whole, i)->height;
        if (height > available || stack_item(whole, i)->kind == CONTENT_BREAK)
            break;
    }
    return i;
}

struct parts stack_split(struct composer *composer, const struct stack *whole, length available, length fresh)
{
    size_t index = first_not_fitting(whole, available);
    struct halves halves;

    spend_work(composer, index + 1);
    if (index == whole->count)
        return (struct parts){.head = *whole};
    if (stack_item(whole, index)->kind == CONTENT_BREAK)
        return (struct parts){stack_until(whole, index), stack_from(whole, index + 1)};
    halves = split_item(composer, stack_item(whole, index), available - height_above(whole, index), fresh);
    if (halves.has_head)
        return part_within(composer, whole, index, &halves);
    while (index > 0 && stack_item(whole, index - 1)->keep_with_next)
        index--;
    return part_before(whole, index);
}

struct parts stack_force(struct composer *composer, const struct stack *whole, length available)
{
    size_t index = first_not_fitting(whole, available);
    const struct content *item;
    struct halves halves;
    length room;

    if (index == whole->count)
        return (struct parts){.head = *whole};
    item = stack_item(whole, index);
    room = available - height_above(whole, index);
    if (index > 0 && (item->kind != CONTENT_PARAGRAPH || lines_in(item, room) == 0))
        return part_before(whole, index);
    halves = force_item(composer, item, room);
    return part_within(composer, whole, index, &halves);
}
