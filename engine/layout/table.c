/* Tables: columns, head rows, rows, lines. Where cells come to stand is worked out in grid.c. */
#include "layout/compiler.h"

#include <string.h>

#define COLUMNS_MAX 100

struct table_draft {
    struct table table;
    const struct json *head, *body;
    length padding[SIDE_COUNT];
    bool has_padding;
};

/* --- columns ------------------------------------------------------------------------------------------------------ */

static bool read_track(struct scope *scope, const struct json *value, struct track *track)
{
    size_t size = value->kind == JSON_STRING ? strlen(value->string) : 0;

    if (size > 0 && strcmp(value->string, "auto") == 0) {
        track->kind = TRACK_AUTO;
        return true;
    }
    if (size >= 2 && strcmp(value->string + size - 2, "fr") == 0) {
        track->kind = TRACK_FRACTION;
        if (parse_thousandths(value->string, "fr", &track->fraction) && track->fraction > 0)
            return true;
        return report(scope, value, DIAG_COLUMN_UNREADABLE, DIAG_ARGS(value->string));
    }
    track->kind = TRACK_FIXED;
    return read_size(scope, value, &track->width);
}

static bool read_columns(struct scope *scope, const struct json *value, void *into)
{
    struct arena *arena = scope->compiler->arena;
    struct table_draft *draft = into;
    struct track *tracks;
    bool ok = true;

    if (!is_array(scope, value, DIAG_BOTH("an array of column widths", "列幅の配列")))
        return false;
    if (value->size == 0)
        return report(scope, value, DIAG_TABLE_EMPTY, DIAG_ARGS(DIAG_BOTH("column", "列")));
    if (value->size > COLUMNS_MAX)
        return report(scope, value, DIAG_LAYOUT_TOO_MANY,
                      DIAG_ARGS(arena_format(arena, "%d", COLUMNS_MAX), DIAG_BOTH("columns", "列")));
    tracks = arena_array(arena, struct track, value->size);
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_track(scope, item, &tracks[item->index]);
    draft->table.columns = tracks;
    draft->table.column_count = value->size;
    return ok;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static bool read_height(struct scope *scope, const struct json *value, void *into)
{
    struct row *row = into;

    row->height_kind = strcmp(value->key, "height") == 0 ? HEIGHT_FIXED : HEIGHT_MINIMUM;
    return read_size(scope, value, &row->height);
}

/* A row of fixed height has no other. */
static bool read_max_height(struct scope *scope, const struct json *value, void *into)
{
    const struct json *fixed = json_find(value->parent, "height");
    struct row *row = into;

    if (fixed)
        return report_key(scope, value, DIAG_KEY_CONFLICT, DIAG_ARGS(fixed->key, value->key));
    if (!read_size(scope, value, &row->max_height))
        return false;
    return row->max_height >= row->height || report(scope, value, DIAG_HEIGHT_ORDER, DIAG_NO_ARGS);
}

static bool read_at_least(struct scope *scope, const struct json *value, void *into)
{
    struct row *row = into;

    if (!json_find(value->parent, "each"))
        return report_key(scope, value, DIAG_KEY_NEEDS, DIAG_ARGS(value->key, "each"));
    return read_count(scope, value, &row->at_least);
}

static bool read_cells(struct scope *scope, const struct json *value, struct row *row, bool is_head)
{
    struct cell *cells;
    bool ok = true;

    if (!is_array(scope, value, DIAG_BOTH("an array of cells", "セルの配列")))
        return false;
    cells = arena_array(scope->compiler->arena, struct cell, value->size);
    row->cells = cells;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= cell_read(scope, item, is_head, &cells[row->cell_count++]);
    return ok;
}

static bool read_head_cells(struct scope *scope, const struct json *value, void *into)
{
    return read_cells(scope, value, into, true);
}

static bool read_body_cells(struct scope *scope, const struct json *value, void *into)
{
    return read_cells(scope, value, into, false);
}

#define CELLS_EXAMPLE "\"cells\": [\"事象\", \"{overview}\"]"

/* "when" comes before "each": it decides on all rows at once, so it knows no items. */
static const struct key row_keys[] = {
    {"when", read_condition, offsetof(struct row, when), NULL},
    {"each", read_each, offsetof(struct row, each), NULL},
    {"at_least", read_at_least, 0, NULL},
    {"height", read_height, 0, NULL},
    {"min_height", read_height, 0, NULL},
    {"max_height", read_max_height, 0, NULL},
    {"split", read_flag, offsetof(struct row, split), NULL},
    {"keep_with_next", read_flag, offsetof(struct row, keep_with_next), NULL},
    {"cells", read_body_cells, 0, CELLS_EXAMPLE},
};

static const struct key head_keys[] = {
    {"height", read_height, 0, NULL},
    {"min_height", read_height, 0, NULL},
    {"cells", read_head_cells, 0, CELLS_EXAMPLE},
};

static const struct object_kind row_kind = {DIAG_BOTH("a row", "行"), row_keys, COUNT(row_keys)};
static const struct object_kind head_kind = {DIAG_BOTH("a head row", "見出し行"), head_keys, COUNT(head_keys)};

static bool read_row(const struct scope *outer, const struct json *value, bool is_head, struct row *row)
{
    static const char *const heights[] = {"height", "min_height"};
    struct scope scope = *outer;
    const struct json *found;

    *row = (struct row){.each = -1, .at = scope_ref(&scope, value)};
    if (value->kind == JSON_ARRAY)
        return read_cells(&scope, value, row, is_head);
    if (!is_object(&scope, value,
                   DIAG_BOTH("a row: an array of cells, or an object with \"cells\"",
                             "行（セルの配列、または「cells」を持つオブジェクト）")))
        return false;
    bool ok = object_read(&scope, is_head ? &head_kind : &row_kind, value, row);
    return exclusive_key(&scope, value, heights, COUNT(heights), &found) && ok;
}

static bool read_row_list(const struct scope *scope, const struct json *value, bool is_head, struct row *rows)
{
    bool ok = true;

    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_row(scope, item, is_head, &rows[item->index]);
    return ok;
}

/* Head rows, then rows, in one array. */
static bool read_all_rows(const struct scope *scope, struct table_draft *draft)
{
    size_t head_count = draft->head ? draft->head->size : 0;
    struct row *rows = arena_array(scope->compiler->arena, struct row, head_count + draft->body->size);
    bool ok = true;

    if (draft->head)
        ok = read_row_list(scope, draft->head, true, rows);
    ok &= read_row_list(scope, draft->body, false, rows + head_count);
    draft->table.rows = rows;
    draft->table.row_count = head_count + draft->body->size;
    draft->table.head_count = head_count;
    return ok;
}

static bool keep_rows(struct scope *scope, const struct json *value, void *into)
{
    *(const struct json **)into = value;
    return is_array(scope, value, DIAG_BOTH("an array of rows", "行の配列"));
}

static bool keep_body(struct scope *scope, const struct json *value, void *into)
{
    if (!keep_rows(scope, value, into))
        return false;
    return value->size > 0 || report(scope, value, DIAG_TABLE_EMPTY, DIAG_ARGS(DIAG_BOTH("row", "行")));
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

static bool read_inner(struct scope *scope, const struct json *value, void *into)
{
    struct table *table = into;

    if (!read_line_kind(scope, value, &table->horizontal))
        return false;
    table->vertical = table->horizontal;
    return true;
}

static bool read_lines(struct scope *scope, const struct json *value, void *into)
{
    static const struct key keys[] = {
        {"frame", read_line_kind, offsetof(struct table, frame), NULL},
        {"inner", read_inner, 0, NULL},
        {"horizontal", read_line_kind, offsetof(struct table, horizontal), NULL},
        {"vertical", read_line_kind, offsetof(struct table, vertical), NULL},
    };
    static const struct object_kind kind = {DIAG_BOTH("the lines of a table", "表の罫線"), keys, COUNT(keys)};
    struct table *table = into;

    if (value->kind != JSON_STRING)
        return object_read(scope, &kind, value, table);
    return read_inner(scope, value, table) && read_line_kind(scope, value, &table->frame);
}

static bool read_padding(struct scope *scope, const struct json *value, void *into)
{
    struct table_draft *draft = into;

    draft->has_padding = read_sides(scope, value, draft->padding);
    return draft->has_padding;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

#define AT(member) offsetof(struct table_draft, member)

static const struct key table_keys[] = {
    {"columns", read_columns, 0, "\"columns\": [\"45mm\", \"1fr\"]"},
    {"head", keep_rows, AT(head), NULL},
    {"rows", keep_body, AT(body), "\"rows\": [[\"省庁名\", \"{ministry}\"]]"},
    {"lines", read_lines, AT(table), NULL},
    {"padding", read_padding, 0, NULL},
    {"summary", read_string, AT(table.summary), NULL},
};

static const struct object_kind table_kind = {DIAG_BOTH("a table", "表"), table_keys, COUNT(table_keys)};

bool read_table(struct scope *scope, const struct json *value, void *into)
{
    struct table_draft draft = {
        .table =
            {
                .frame = scope->is_in_cell ? LINE_NONE : LINE_THICK,
                .horizontal = LINE_THIN,
                .vertical = LINE_THIN,
                .at = scope_ref(scope, value),
            },
    };
    struct table *table = arena_new(scope->compiler->arena, struct table);

    *(const struct table **)into = table;
    bool ok = object_read(scope, &table_kind, value, &draft);
    bool has_rows = draft.body && draft.body->kind == JSON_ARRAY && (!draft.head || draft.head->kind == JSON_ARRAY);
    struct scope inside = *scope;
    inside.padding = draft.has_padding ? draft.padding : NULL;
    if (has_rows)
        ok &= read_all_rows(&inside, &draft);
    /* Without columns every row would be too long; with wrong rows the count of cells is a guess. */
    if (has_rows && draft.table.column_count > 0)
        ok &= grid_place(scope, &draft.table);
    *table = draft.table;
    return ok;
}
