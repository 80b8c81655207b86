/* form/table_columns.c - the widths of a table's columns. */
#include "form/table_job.h"

static length natural_width(struct composer *composer, const struct table *table, int32_t item);
static length unwrapped_width(struct composer *composer, const struct block *blocks, size_t count, int32_t item);

static length unwrapped_group(struct composer *composer, const struct block *group, int32_t item)
{
    length widest = 0;

    for (size_t i = 0; i < block_times(composer, group); i++)
        widest = length_max(widest, unwrapped_width(composer, group->blocks, group->block_count,
                                                    block_repeats(group) ? (int32_t)i : item));
    return widest;
}

/* Width of the widest block when no text is wrapped. */
static length unwrapped_width(struct composer *composer, const struct block *blocks, size_t count, int32_t item)
{
    length widest = 0;

    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];
        length width = block->kind == BLOCK_TEXT     ? measure_paragraph(composer, block, item)
                       : block->kind == BLOCK_FIGURE ? measure_figure(composer, block, item)
                       : block->kind == BLOCK_QR     ? block->side
                       : block->kind == BLOCK_TABLE  ? natural_width(composer, block->table, item)
                                                     : unwrapped_group(composer, block, item);

        widest = length_max(widest, width);
    }
    return widest;
}

/* Of the widest among the column's own cells, their padding included. */
static length auto_width(struct composer *composer, const struct table *table, uint32_t column, int32_t item)
{
    length widest = 0;

    for (size_t r = 0; r < table->row_count; r++) {
        const struct row *row = &table->rows[r];
        uint32_t count = row_times(composer, row, item);

        for (size_t c = 0; c < row->cell_count; c++) {
            const struct cell *cell = &row->cells[c];
            length padding = cell->padding[SIDE_LEFT] + cell->padding[SIDE_RIGHT];

            for (uint32_t i = 0; i < count && cell->column == column && cell->across == 1; i++)
                widest = length_max(widest, padding + unwrapped_width(composer, cell->blocks, cell->block_count,
                                                                      row->each >= 0 ? (int32_t)i : item));
        }
    }
    return widest;
}

/* What a table in an auto column asks for. */
static length natural_width(struct composer *composer, const struct table *table, int32_t item)
{
    length width = 0;

    for (size_t i = 0; i < table->column_count; i++)
        width += table->columns[i].kind == TRACK_FIXED ? table->columns[i].width
                                                       : auto_width(composer, table, (uint32_t)i, item);
    return width;
}

/* Widths under way. */
struct widths {
    length *widths; /* by column */
    length left;    /* of the table's width */
    length need;    /* of fixed and auto columns */
    bool is_narrow; /* an auto column gets nothing */
};

static void give_fixed(struct widths *widths, const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        widths->widths[i] = table->columns[i].kind == TRACK_FIXED ? table->columns[i].width : 0;
        widths->need += widths->widths[i];
    }
    widths->left -= widths->need;
}

static void give_auto(struct widths *widths, struct composer *composer, const struct table *table, int32_t item)
{
    for (size_t i = 0; i < table->column_count; i++) {
        length wish;

        if (table->columns[i].kind != TRACK_AUTO)
            continue;
        wish = auto_width(composer, table, (uint32_t)i, item);
        widths->widths[i] = length_max(0, length_min(widths->left, wish));
        widths->left -= widths->widths[i];
        widths->need += wish;
        widths->is_narrow |= wish > 0 && widths->widths[i] == 0;
    }
}

static void share_rest(struct widths *widths, const struct table *table, int64_t fractions)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].kind != TRACK_FRACTION)
            continue;
        widths->widths[i] = length_scale(widths->left, table->columns[i].fraction, fractions);
        widths->left -= widths->widths[i];
        fractions -= table->columns[i].fraction;
    }
}

const length *column_edges(struct composer *composer, const struct table *table, length width, int32_t item)
{
    length *edges = arena_array(composer->arena, length, table->column_count + 1);
    struct widths widths = {.widths = arena_array(composer->arena, length, table->column_count), .left = width};
    int64_t fractions = 0;

    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].kind == TRACK_FRACTION)
            fractions += table->columns[i].fraction;
    give_fixed(&widths, table);
    give_auto(&widths, composer, table, item);
    if (widths.left < 0 || widths.is_narrow || (widths.left == 0 && fractions > 0)) {
        report_columns(composer, &table->at, width, widths.need);
        return NULL;
    }
    share_rest(&widths, table, fractions);
    for (size_t i = 0; i < table->column_count; i++)
        edges[i + 1] = edges[i] + widths.widths[i];
    return edges;
}
