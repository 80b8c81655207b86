/* form/table_job.h - inside form/: what the files that compose a table share. */
#ifndef FORM_TABLE_JOB_H
#define FORM_TABLE_JOB_H

#include "form/content.h"

/* Which grid rows each row of the layout became. */
struct span_of_row {
    uint32_t first, count;
};

/* What one table is composed with. */
struct table_job {
    struct composer *composer;
    const struct table *table;
    int32_t row; /* item of the EACH field around the table, or -1 */
    const length *edges;
    const struct span_of_row *spans;
    struct grid_row *rows;
    size_t row_count, head_count; /* grid rows; those of the head */
    const int32_t *items;         /* by grid row: the item of its EACH field, or `row` */
    const element_id *elements;   /* by grid row */
};

/* table.c - how many rows a row of the layout becomes. */
uint32_t row_times(const struct composer *composer, const struct row *row, int32_t item);

/*
 * table_columns.c - x of each column's left edge, and of the last one's right [length]: fixed columns have their width,
 * auto columns what they need while it lasts, fractions share the rest to the last EMU. NULL, reported, when they
 * do not fit or one is left with nothing.
 */
const length *column_edges(struct composer *composer, const struct table *table, length width, int32_t item);

/* table_cells.c */
void compose_early_cell(struct table_job *job, struct grid_cell *cell); /* unless it must wait for the rows' heights */
/* Heights of all rows, and the cells that waited for them; reports what does not fit. */
void settle_heights(struct table_job *job, struct grid_cell *cells, size_t count);
length rows_height(const struct grid_row *rows, size_t first, size_t end); /* of `first` to `end` - 1 */

#endif
