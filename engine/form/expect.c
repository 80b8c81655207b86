/*
 * form/expect.c - which values the layout says are drawn: a walk over its blocks that asks conditions only.
 *
 * It shares nothing with composing, on purpose: what this finds and composing did not show is lost, not hidden.
 */
#include "form/content.h"

struct walk {
    const struct record *record;
    void (*expect)(void *context, struct field_ref field, int32_t row);
    void *context;
};

static bool holds(const struct walk *walk, const struct condition *when, int32_t row)
{
    return !when || record_test(walk->record, when, row);
}

static void expect_choices(const struct walk *walk, struct field_ref field, int32_t row)
{
    const struct value *value = record_value(walk->record, field, row);
    const struct field *of = layout_field(walk->record->layout, field);

    for (size_t i = 0; i < of->choice_count; i++) {
        field.choice = (int32_t)i;
        if (value->chosen[i])
            walk->expect(walk->context, field, row);
    }
}

static void expect_piece(const struct walk *walk, const struct piece *piece, int32_t row)
{
    const struct value *value;

    switch (piece->kind) {
    case PIECE_FIELD:
        value = record_value(walk->record, piece->field, row);
        if (!value->is_empty && value->text[0] != '\0')
            walk->expect(walk->context, piece->field, row);
        break;
    case PIECE_BOX:
        value = record_value(walk->record, piece->field, row);
        if (value->chosen[piece->field.choice])
            walk->expect(walk->context, piece->field, row);
        break;
    case PIECE_CHOICE:
        expect_choices(walk, piece->field, row);
        break;
    case PIECE_TEXT:
    case PIECE_PAGE:
    case PIECE_PAGES:
    case PIECE_DOCUMENT:
    case PIECE_SHEET:
    case PIECE_SHEET_TITLE:
    case PIECE_MARKING:
        break;
    }
}

static void expect_template(const struct walk *walk, const struct template *template, int32_t row)
{
    for (size_t i = 0; !template->is_fixed && i < template->count; i++)
        if (holds(walk, template->pieces[i].when, row))
            expect_piece(walk, &template->pieces[i], row);
}

static void expect_blocks(const struct walk *walk, const struct block *blocks, size_t count, int32_t row);

static void expect_cells(const struct walk *walk, const struct row *row, int32_t item)
{
    for (size_t i = 0; i < row->cell_count; i++)
        expect_blocks(walk, row->cells[i].blocks, row->cells[i].block_count, item);
}

static void expect_table(const struct walk *walk, const struct table *table, int32_t item)
{
    for (size_t r = 0; r < table->row_count; r++) {
        const struct row *row = &table->rows[r];

        if (!holds(walk, row->when, item))
            continue;
        if (row->each < 0)
            expect_cells(walk, row, item);
        for (size_t i = 0; row->each >= 0 && i < record_count(walk->record, row->each); i++)
            expect_cells(walk, row, (int32_t)i);
    }
}

/* A picture, or what stands in its place. */
static void expect_figure(const struct walk *walk, const struct figure *figure, int32_t row)
{
    const struct value *value = record_value(walk->record, figure->field, row);

    if (value->image)
        walk->expect(walk->context, figure->field, row);
    else
        expect_template(walk, value->is_empty ? &figure->empty->text : &figure->otherwise->text, row);
    if (figure->caption)
        expect_template(walk, &figure->caption->text, row);
}

static void expect_group(const struct walk *walk, const struct block *group, int32_t row)
{
    if (group->each < 0)
        expect_blocks(walk, group->blocks, group->block_count, row);
    for (size_t i = 0; group->each >= 0 && i < record_count(walk->record, group->each); i++)
        expect_blocks(walk, group->blocks, group->block_count, (int32_t)i);
}

static void expect_blocks(const struct walk *walk, const struct block *blocks, size_t count, int32_t row)
{
    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];

        if (!holds(walk, block->when, row))
            continue;
        switch (block->kind) {
        case BLOCK_TEXT:
            expect_template(walk, &block->text, row);
            break;
        case BLOCK_TABLE:
            expect_table(walk, block->table, row);
            break;
        case BLOCK_GROUP:
            expect_group(walk, block, row);
            break;
        case BLOCK_FIGURE:
            expect_figure(walk, block->figure, row);
            break;
        case BLOCK_QR:
        case BLOCK_SPACE:
        case BLOCK_LINE:
        case BLOCK_BREAK:
            break;
        }
    }
}

void expect_values(const struct record *record, void (*expect)(void *context, struct field_ref field, int32_t row),
                   void *context)
{
    const struct layout *layout = record->layout;
    struct walk walk = {record, expect, context};

    expect_blocks(&walk, layout->body, layout->body_count, -1);
    for (size_t i = 0; i < 3; i++) {
        expect_template(&walk, &layout->header.parts[i], -1);
        expect_template(&walk, &layout->footer.parts[i], -1);
    }
}
