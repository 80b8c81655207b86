/*
 * form/change_list.c - 変更箇所: every change since the earlier report, in a table behind the body.
 *
 * A row is a value that the form shows, or that it showed in the earlier report: what was removed stands here alone.
 */
#include "form/content.h"

#include <string.h>

#define COLUMNS 3
#define PADDING_ACROSS (LENGTH_PER_MM * 12 / 10)
#define PADDING_DOWN (LENGTH_PER_MM * 8 / 10)

#define AGAIN "（続き）"
#define NOTHING "（なし）"
#define REMOVED "（削除）"

struct listing {
    struct composer *composer;
    const struct changes *changes;
    struct account earlier, later; /* what each report shows */
    const struct style *style;
    struct row *rows;
    size_t count, capacity;
};

/* --- the table ---------------------------------------------------------------------------------------------------- */

static struct template text_of(struct composer *composer, const char *text, const struct source_ref *at)
{
    struct piece *piece = arena_new(composer->arena, struct piece);

    *piece = (struct piece){.kind = PIECE_TEXT, .text = text, .field = {-1, -1, -1}, .at = *at};
    return (struct template){.pieces = piece, .count = 1, .at = composer->layout->changes.at};
}

static struct cell cell_of(struct listing *listing, uint32_t column, const char *text, const struct source_ref *at)
{
    struct block *block = arena_new(listing->composer->arena, struct block);
    struct template template = text_of(listing->composer, text, at);

    *block = text_block(&template, listing->style, BLOCK_PARAGRAPH);
    return (struct cell){
        .column = column,
        .across = 1,
        .down = 1,
        .padding = {PADDING_DOWN, PADDING_ACROSS, PADDING_DOWN, PADDING_ACROSS},
        .fill = {.color = -1},
        .blocks = block,
        .block_count = 1,
        .at = template.at,
    };
}

struct entry {
    const char *texts[COLUMNS];
    const struct source_ref *places[COLUMNS]; /* where a character without a glyph is reported */
};

static void add_row(struct listing *listing, const struct entry *entry, enum scope_kind header)
{
    struct composer *composer = listing->composer;
    struct cell *cells = arena_array(composer->arena, struct cell, COLUMNS);

    for (uint32_t i = 0; i < COLUMNS; i++) {
        cells[i] = cell_of(listing, i, entry->texts[i], entry->places[i]);
        cells[i].header = header;
    }
    listing->rows = arena_grow(composer->arena, listing->rows, listing->count, &listing->capacity, sizeof(struct row));
    listing->rows[listing->count++] =
        (struct row){.cells = cells, .cell_count = COLUMNS, .each = -1, .at = composer->layout->changes.at};
}

static void add_head(struct listing *listing)
{
    const struct source_ref *at = &listing->composer->layout->changes.at;
    struct entry head = {{"項目", "前の報告", "今回"}, {at, at, at}};

    add_row(listing, &head, HEADER_COLUMN);
}

/* --- the changes -------------------------------------------------------------------------------------------------- */

/* A value in both reports; `earlier_row` and `row` are the items, -1: none. */
struct pair {
    struct field_ref ref;
    int32_t earlier_row, row;
    const struct value *earlier, *later; /* NULL: there is no such item */
};

static bool is_shown(const struct listing *listing, const struct pair *pair)
{
    return (pair->earlier && account_has(&listing->earlier, pair->ref, pair->earlier_row)) ||
           (pair->later && account_has(&listing->later, pair->ref, pair->row));
}

/* Numbered as in this report; what it has no more, as in the earlier one. */
static const char *entry_title(struct composer *composer, const struct pair *pair)
{
    if (pair->later)
        return value_title(composer, pair->ref, pair->row);
    return arena_format(composer->arena, "前の報告の%s", value_title(composer, pair->ref, pair->earlier_row));
}

static void list_pair(struct listing *listing, const struct pair *pair)
{
    const struct layout *layout = listing->composer->layout;
    const struct field *field = layout_field(layout, pair->ref);
    enum change change = change_of(field, pair->earlier, pair->later);
    struct entry entry = {{NULL, NOTHING, REMOVED}, {&field->at, &layout->changes.at, &layout->changes.at}};

    if (change == CHANGE_NONE || !is_shown(listing, pair))
        return;
    entry.texts[0] = entry_title(listing->composer, pair);
    if (change != CHANGE_ADDED) {
        entry.texts[1] = pair->earlier->text;
        entry.places[1] = &pair->earlier->at;
    }
    if (change != CHANGE_REMOVED) {
        entry.texts[2] = pair->later->text;
        entry.places[2] = &pair->later->at;
    }
    add_row(listing, &entry, HEADER_NONE);
}

/* The members of an item; what "expand" repeats from the item before is listed once. */
static void list_item(struct listing *listing, int32_t field, int32_t earlier_row, int32_t row)
{
    const struct changes *changes = listing->changes;
    const struct record *record = row < 0 ? changes->earlier : changes->later;
    int32_t own = row < 0 ? earlier_row : row;
    const struct field *of = &listing->composer->layout->fields[field];

    for (size_t i = 0; i < of->member_count; i++) {
        struct field_ref ref = {field, (int32_t)i, -1};
        struct pair pair = {
            .ref = ref,
            .earlier_row = earlier_row,
            .row = row,
            .earlier = earlier_row < 0 ? NULL : record_value(changes->earlier, ref, earlier_row),
            .later = row < 0 ? NULL : record_value(changes->later, ref, row),
        };

        if (record_continues(record, field, (size_t)own) &&
            strcmp(record_value(record, ref, own)->at.pointer, record_value(record, ref, own - 1)->at.pointer) == 0)
            continue;
        list_pair(listing, &pair);
    }
}

static void list_field(struct listing *listing, int32_t field)
{
    const struct changes *changes = listing->changes;
    const struct value *earlier = &changes->earlier->values[field], *later = &changes->later->values[field];
    struct pair pair = {{field, -1, -1}, -1, -1, earlier, later};

    list_pair(listing, &pair);
    for (size_t i = 0; i < later->row_count; i++)
        list_item(listing, field, changes->pairs[field].earlier[i], (int32_t)i);
    for (size_t i = 0; i < earlier->row_count; i++)
        if (changes->pairs[field].later[i] == NO_ITEM)
            list_item(listing, field, (int32_t)i, -1);
}

/* --- the pages ---------------------------------------------------------------------------------------------------- */

/* Horizontal, from the left and of no grid, whatever else is set in the style. */
static const struct style *list_style(struct arena *arena, const struct style *style)
{
    struct style *plain = arena_new(arena, struct style);

    *plain = *style;
    plain->is_vertical = false;
    plain->align = TEXT_START;
    plain->grid = 0;
    plain->columns = 0;
    plain->indent = plain->hanging_indent = 0;
    return plain;
}

static struct listing list_changes(struct composer *composer)
{
    const struct changes *changes = composer->options->changes;
    struct listing listing = {
        .composer = composer,
        .changes = changes,
        .earlier = account_expected(composer->arena, changes->earlier),
        .later = account_expected(composer->arena, changes->later),
        .style = list_style(composer->arena, composer->layout->changes.style),
    };

    add_head(&listing);
    for (size_t i = 0; i < composer->layout->field_count; i++)
        list_field(&listing, (int32_t)i);
    return listing;
}

static struct block table_block(const struct listing *listing)
{
    static const struct track columns[COLUMNS] = {
        {TRACK_FRACTION, 0, 1000},
        {TRACK_FRACTION, 0, 1500},
        {TRACK_FRACTION, 0, 1500},
    };
    const struct changes_layout *changes = &listing->composer->layout->changes;
    struct table *table = arena_new(listing->composer->arena, struct table);

    *table = (struct table){
        .columns = columns,
        .column_count = COLUMNS,
        .rows = listing->rows,
        .row_count = listing->count,
        .head_count = 1,
        .frame = LINE_THIN,
        .horizontal = LINE_THIN,
        .vertical = LINE_THIN,
        .summary = changes->list_title,
        .at = changes->at,
    };
    return (struct block){.kind = BLOCK_TABLE, .style = listing->style, .each = -1, .table = table, .at = changes->at};
}

static struct stack compose_list(const struct listing *listing, length width)
{
    struct composer *composer = listing->composer;
    const struct changes_layout *changes = &composer->layout->changes;
    struct template heading = text_of(composer, changes->list_title, &changes->at);
    struct block *blocks = arena_array(composer->arena, struct block, 2);
    element_id section = document_add_element(composer->document, ELEMENT_ROOT, ROLE_SECTION);

    blocks[0] = text_block(&heading, listing->style, BLOCK_HEADING);
    blocks[0].after = listing->style->pitch / 2;
    blocks[1] = table_block(listing);
    return compose_stack(composer, blocks, 2, width, -1, section);
}

static void place_list(const struct listing *listing)
{
    struct composer *composer = listing->composer;
    const struct layout *layout = composer->layout;
    length width = layout->page_width - layout->margin[SIDE_LEFT] - layout->margin[SIDE_RIGHT];
    const char *title = arena_format(composer->arena, "%s" AGAIN, layout->changes.list_title);
    struct template text = text_of(composer, title, &layout->changes.at);
    struct stack stack = compose_list(listing, width);
    struct paragraph again = compose_template(composer, &text, listing->style, TEXT_START, width, -1, ELEMENT_ARTIFACT);

    if (!composer->has_failed)
        fill_pages(composer, stack, &again);
}

void place_change_list(struct composer *composer)
{
    struct listing listing;

    if (!composer->options->changes || !composer->layout->changes.list)
        return;
    listing = list_changes(composer);
    if (listing.count > 1) /* the head is one */
        place_list(&listing);
}
