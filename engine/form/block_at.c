/* form/block_at.c - from a node of the layout back to the block that is there, for messages. */
#include "form/content.h"

static const struct block *block_in(const struct block *blocks, size_t count, const struct source_ref *node);

static const struct block *block_in_row(const struct row *row, const struct source_ref *node)
{
    const struct block *found = NULL;

    for (size_t i = 0; i < row->cell_count && !found; i++) {
        const struct cell *cell = &row->cells[i];

        if (&cell->at == node && cell->block_count > 0)
            return &cell->blocks[0];
        found = block_in(cell->blocks, cell->block_count, node);
    }
    return found;
}

static const struct block *block_in_table(const struct table *table, const struct source_ref *node)
{
    const struct block *found = NULL;

    for (size_t i = 0; i < table->row_count && !found; i++)
        found = block_in_row(&table->rows[i], node);
    return found;
}

/* Placed blocks are copied before they are composed: the same place in the file is the same node. */
static bool is_at(const struct block *block, const struct source_ref *node)
{
    return &block->at == node || (block->at.source == node->source && block->at.offset == node->offset);
}

static const struct block *block_in(const struct block *blocks, size_t count, const struct source_ref *node)
{
    const struct block *found = NULL;

    for (size_t i = 0; i < count && !found; i++) {
        if (is_at(&blocks[i], node))
            return &blocks[i];
        found = block_in(blocks[i].blocks, blocks[i].block_count, node);
        if (!found && blocks[i].table)
            found = block_in_table(blocks[i].table, node);
    }
    return found;
}

const struct block *block_at(const struct layout *layout, const struct source_ref *node)
{
    return block_in(layout->body, layout->body_count, node);
}
