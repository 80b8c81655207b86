/*
 * A table as lines that can be read without its ruling: a row is a line.
 *
 * A cell that heads its row stands before it with a colon; one that heads several rows stands above them, and they are
 * indented below it. Where no cell heads the rows but the table has a head, its columns are parted by bars, so that an
 * empty cell can be seen. The cells of other rows, which the paper parts by their places, follow each other behind a
 * space.
 */
#include "device/text.h"

#include <string.h>

#define COLON "\xEF\xBC\x9A"
#define BAR " | "
#define INDENT 2 /* columns */

struct table_writer {
    const struct text_writer *writer;
    struct text_lines *out;
    bool has_head;
    uint32_t *open; /* header cells that stand above their rows: how many of these are still to come */
    size_t depth, capacity;
};

struct cell_text {
    struct text_lines lines;
    const char *joined; /* in one line */
};

/* One row: what heads it, then its other cells. */
struct row_text {
    const char *label; /* with its colon, or "" */
    const char *gap;   /* between cells */
    struct cell_text *cells;
    size_t count; /* without the empty cells at the end */
};

static const struct element *element_of(const struct table_writer *table, element_id id)
{
    return &table->writer->document->elements[id];
}

static element_id first_child(const struct table_writer *table, element_id id)
{
    return table->writer->tree[id].first_child;
}

static element_id next_of(const struct table_writer *table, element_id id)
{
    return table->writer->tree[id].next;
}

/* What is in the sink, which ends with it. */
static const char *take(const struct table_writer *table, struct sink *sink)
{
    const char *text = arena_copy(table->writer->arena, sink->bytes, sink->size);

    sink_close(sink);
    return text;
}

/* Lines in one; blank ones are left out. */
static const char *join(const struct table_writer *table, const struct text_lines *lines)
{
    struct sink joined = {0};

    if (lines->count == 1)
        return lines->lines[0];
    for (size_t i = 0; i < lines->count; i++) {
        if (joined.size > 0 && lines->lines[i][0] != '\0')
            sink_put_string(&joined, IDEOGRAPHIC_SPACE);
        sink_put_string(&joined, lines->lines[i]);
    }
    return take(table, &joined);
}

static struct cell_text read_cell(const struct table_writer *table, element_id id)
{
    struct cell_text cell = {0};

    element_lines(table->writer, id, &cell.lines);
    cell.joined = join(table, &cell.lines);
    return cell;
}

static void unfold(const struct table_writer *table, struct cell_text *cell)
{
    cell->lines = (struct text_lines){0};
    lines_add(table->writer, &cell->lines, cell->joined);
}

static void add_line(const struct table_writer *table, int indent, const char *text)
{
    lines_add(table->writer, table->out,
              text[0] == '\0' ? "" : arena_format(table->writer->arena, "%*s%s", indent, "", text));
}

/* --- what heads the rows ------------------------------------------------------------------------------------------ */

static bool ends_with(const char *text, const char *end)
{
    return strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

static const char *with_colon(const struct table_writer *table, const char *before, const char *label)
{
    bool has_colon = ends_with(label, COLON) || ends_with(label, ":") || label[0] == '\0';

    return arena_format(table->writer->arena, "%s%s%s", before, label, has_colon ? "" : COLON);
}

static int indent_of(const struct table_writer *table)
{
    return INDENT * (int)table->depth;
}

/* What follows stands below the label, until its rows are over. */
static void open_header(struct table_writer *table, const char *label, uint32_t rows)
{
    add_line(table, indent_of(table), label);
    table->open = arena_grow(table->writer->arena, table->open, table->depth, &table->capacity, sizeof(*table->open));
    table->open[table->depth++] = rows;
}

static void end_row(struct table_writer *table)
{
    size_t kept = 0;

    for (size_t i = 0; i < table->depth; i++)
        if (--table->open[i] > 0)
            table->open[kept++] = table->open[i];
    table->depth = kept;
}

static bool heads_its_row(const struct element *element)
{
    return element->role == ROLE_TABLE_HEADER_CELL && element->scope == SCOPE_ROW;
}

/* The header cells at the start of a row, read from *cell on; gives those that stand in the line itself. */
static const char *read_label(struct table_writer *table, element_id *cell)
{
    const char *label = "";

    while (*cell != ELEMENT_ARTIFACT && heads_its_row(element_of(table, *cell))) {
        uint32_t rows = element_of(table, *cell)->row_span;

        label = with_colon(table, label, read_cell(table, *cell).joined);
        if (rows > 1) {
            open_header(table, label, rows);
            label = "";
        }
        *cell = next_of(table, *cell);
    }
    return label;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static struct row_text read_row(struct table_writer *table, element_id row, bool is_head)
{
    element_id cell = first_child(table, row);
    struct row_text text = {.label = is_head ? "" : read_label(table, &cell)};
    size_t capacity = 0, read = 0;

    text.gap = is_head || (table->has_head && table->depth == 0 && text.label[0] == '\0') ? BAR : IDEOGRAPHIC_SPACE;
    for (; cell != ELEMENT_ARTIFACT; cell = next_of(table, cell)) {
        text.cells = arena_grow(table->writer->arena, text.cells, read, &capacity, sizeof(*text.cells));
        text.cells[read] = read_cell(table, cell);
        if (is_head)
            unfold(table, &text.cells[read]);
        if (text.cells[read++].joined[0] != '\0')
            text.count = read;
    }
    return text;
}

/* A check box that has a cell to itself stands at what follows it. */
static const char *gap_behind(const struct row_text *row, const char *cell)
{
    return strcmp(cell, LEAD_CHOSEN) == 0 || strcmp(cell, LEAD_NOT_CHOSEN) == 0 ? "" : row->gap;
}

/* The label and all cells but the last, which may go on in further lines. */
static const char *start_of_line(const struct table_writer *table, const struct row_text *row)
{
    bool has_bars = strcmp(row->gap, BAR) == 0;
    struct sink line = {0};

    sink_put_string(&line, row->label);
    for (size_t i = 0; i + 1 < row->count; i++) {
        const char *cell = row->cells[i].joined;

        if (has_bars || cell[0] != '\0')
            sink_put_string(&line, cell);
        if (has_bars || cell[0] != '\0')
            sink_put_string(&line, gap_behind(row, cell));
    }
    return take(table, &line);
}

static void put_row(const struct table_writer *table, const struct row_text *row)
{
    const char *start = start_of_line(table, row);
    const struct text_lines *last = row->count > 0 ? &row->cells[row->count - 1].lines : NULL;
    bool is_below = last && last->count > 1 && row->count == 1 && row->label[0] != '\0';
    int indent = indent_of(table);
    size_t i = 0;

    if (is_below || !last)
        add_line(table, indent, start);
    else
        add_line(table, indent, arena_format(table->writer->arena, "%s%s", start, last->lines[i++]));
    for (; last && i < last->count; i++)
        add_line(table, start[0] == '\0' ? indent : indent + INDENT, last->lines[i]);
}

static void add_row(struct table_writer *table, element_id id, bool is_head)
{
    struct row_text row = read_row(table, id, is_head);

    if (row.count > 0 || row.label[0] != '\0')
        put_row(table, &row);
    end_row(table);
}

void table_lines(const struct text_writer *writer, element_id id, struct text_lines *lines)
{
    struct table_writer table = {.writer = writer, .out = lines};

    for (element_id part = first_child(&table, id); part != ELEMENT_ARTIFACT; part = next_of(&table, part)) {
        bool is_head = element_of(&table, part)->role == ROLE_TABLE_HEAD;

        table.has_head |= is_head;
        for (element_id row = first_child(&table, part); row != ELEMENT_ARTIFACT; row = next_of(&table, row))
            add_row(&table, row, is_head);
    }
}
