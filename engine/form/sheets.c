/*
 * form/sheets.c - continuation sheets (別紙): what has no room in its box, on pages behind the body.
 *
 * The ladder asks for a sheet and puts a reference in the box; the pages follow when the body is placed. A sheet begins
 * a page: its heading, which report it belongs to, and the value; or the table that had no room.
 */
#include "form/content.h"

/* A number above this is no sheet's: it cannot have been counted. */
#define NUMBER_MAX 1000000

int64_t sheets_before(const struct composer *composer)
{
    struct field_ref after = composer->layout->sheets.after;
    const struct value *list = after.field >= 0 ? &composer->record->values[after.field] : NULL;
    int64_t greatest = 0;

    for (size_t i = 0; list && i < list->row_count; i++) {
        const struct value *number = &list->rows[i].values[after.member];

        record_use(number);
        if (!number->is_empty && number->integer > greatest && number->integer <= NUMBER_MAX)
            greatest = number->integer;
    }
    return greatest;
}

/* A member without a title of its own adds nothing to its field's. */
const char *value_title(struct composer *composer, struct field_ref ref, int32_t row)
{
    const struct field *field = &composer->layout->fields[ref.field];
    const struct field *member = ref.member >= 0 ? &field->members[ref.member] : NULL;

    if (!member)
        return field->title;
    return arena_format(composer->arena, "%s（%d）%s", field->title, (int)row + 1,
                        member->title != member->name ? member->title : "");
}

struct continuation known_sheet(struct composer *composer, const struct continuation *wanted, size_t *added)
{
    struct continuation sheet = *wanted;

    for (size_t i = 0; i < composer->sheet_count; i++) {
        const struct continuation *known = &composer->sheets[i];

        if (known->value != wanted->value || known->table != wanted->table || known->row != wanted->row)
            continue;
        sheet = *known;
        sheet.is_known = true;
        return sheet;
    }
    sheet.number = composer->sheets_before + (int64_t)(composer->sheet_count + ++*added);
    sheet.title = value_title(composer, sheet.field, sheet.row);
    return sheet;
}

void add_sheet(struct composer *composer, const struct continuation *sheet)
{
    composer->sheets = arena_grow(composer->document->arena, composer->sheets, composer->sheet_count,
                                  &composer->sheet_capacity, sizeof(struct continuation));
    composer->sheets[composer->sheet_count++] = *sheet;
    report_sheet(composer, sheet);
}

struct continuation *sheet_of_value(const struct composer *composer, const struct value *value)
{
    for (size_t i = 0; composer->boxing && i < composer->boxing->sheet_count; i++)
        if (composer->boxing->sheets[i].value == value)
            return &composer->boxing->sheets[i];
    return NULL;
}

struct continuation *sheet_of_table(const struct composer *composer, const struct block *table, int32_t row)
{
    for (size_t i = 0; composer->boxing && i < composer->boxing->sheet_count; i++)
        if (composer->boxing->sheets[i].table == table && composer->boxing->sheets[i].row == row)
            return &composer->boxing->sheets[i];
    return NULL;
}

/* --- what stands on a sheet --------------------------------------------------------------------------------------- */

struct block text_block(const struct template *text, const struct style *style, enum block_role role)
{
    struct block block = {
        .kind = BLOCK_TEXT,
        .style = style,
        .align = style->align,
        .role = role,
        .keep_with_next = role == BLOCK_HEADING,
        .text = *text,
        .at = text->at,
    };

    block.text.is_fixed = false; /* no block of the layout: it has no id to be prepared by */
    return block;
}

/* The value itself; what is said around it may name it too. */
static struct template value_text(struct composer *composer, struct continuation *sheet)
{
    struct piece *piece = arena_new(composer->arena, struct piece);

    *piece = (struct piece){.kind = PIECE_FIELD, .field = sheet->field, .at = *sheet->node};
    piece->field.choice = -1;
    sheet->piece = piece;
    return (struct template){.pieces = piece, .count = 1, .at = *sheet->node};
}

/* In its cell a table needs no frame; here it stands alone. */
static struct block framed_table(struct composer *composer, const struct continuation *sheet)
{
    struct table *table = arena_new(composer->arena, struct table);
    struct block block = *sheet->table;

    *table = *block.table;
    if (table->frame == LINE_NONE)
        table->frame = LINE_THICK;
    block.table = table;
    block.when = NULL;
    return block;
}

static struct stack compose_sheet(struct composer *composer, struct continuation *sheet, length width)
{
    const struct sheets *sheets = &composer->layout->sheets;
    struct block *blocks = arena_array(composer->arena, struct block, 3);
    element_id section = document_add_element(composer->document, ELEMENT_ROOT, ROLE_SECTION);

    blocks[0] = text_block(&sheets->heading, sheets->heading_style, BLOCK_HEADING);
    blocks[1] = text_block(&sheets->identity, sheets->style, BLOCK_PARAGRAPH);
    blocks[1].keep_with_next = true;
    blocks[1].after = sheets->style->pitch;
    if (sheet->table) {
        blocks[2] = framed_table(composer, sheet);
    } else {
        struct template text = value_text(composer, sheet);

        blocks[2] = text_block(&text, sheets->style, BLOCK_PARAGRAPH);
    }
    return compose_stack(composer, blocks, 3, width, sheet->row, section);
}

/* Tables on sheets may hold boxes of their own, and so ask for more sheets while these are placed. */
void place_sheets(struct composer *composer)
{
    const struct layout *layout = composer->layout;
    length width = layout->page_width - layout->margin[SIDE_LEFT] - layout->margin[SIDE_RIGHT];

    for (size_t i = 0; i < composer->sheet_count && !composer->has_failed; i++) {
        struct continuation sheet = composer->sheets[i];
        struct paragraph again;
        struct stack stack;

        composer->sheet = &sheet;
        stack = compose_sheet(composer, &sheet, width);
        again = compose_template(composer, &layout->sheets.again, layout->sheets.heading_style,
                                 layout->sheets.heading_style->align, width, -1, ELEMENT_ARTIFACT);
        composer->sheet = NULL;
        if (!composer->has_failed)
            fill_pages(composer, stack, &again);
    }
}
