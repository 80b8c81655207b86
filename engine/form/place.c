/* form/place.c - composed content becomes marks on a page. Fills come first, then lines, then what is written. */
#include "form/ruling.h"

static struct mark *add_mark(struct composer *composer, size_t page, enum mark_kind kind, const struct origin *origin,
                             element_id element)
{
    struct mark *mark = document_add_mark(composer->document, page, kind);

    mark->element = element;
    mark->color = origin->color;
    mark->node = origin->node;
    mark->pointer = origin->pointer;
    return mark;
}

/* A check box and, when it is chosen, what fills it; x, y is the box's top left corner. */
static void place_box(struct composer *composer, const struct origin *origin, element_id element, size_t page, length x,
                      length y)
{
    const struct layout *layout = composer->layout;
    struct mark *mark = add_mark(composer, page, MARK_PATH, origin, element);

    mark->x = x;
    mark->y = y;
    mark->path.path = composer->box;
    mark->path.weight = layout->check_weight;
    if (!origin->is_checked)
        return;
    mark = add_mark(composer, page, MARK_PATH, origin, element);
    mark->x = x;
    mark->y = y;
    mark->path.path = composer->mark;
    /* The tick is twice as heavy as the box: it must be seen first. */
    mark->path.weight = layout->check_mark == CHECK_FILL ? 0 : 2 * layout->check_weight;
}

/* Where a line is: its start on the baseline, or in vertical text on the middle of the line. */
struct line_place {
    size_t page;
    length x, y;
    length em; /* of the paragraph */
    element_id element;
    bool is_vertical;
    bool is_again;
    const struct text_block *text;
    bool goes_on; /* behind text of the same line */
    length row;   /* the top of the row around it, or of the paragraph */
};

/* A point `along` the line from its start, and `above` its baseline; in vertical text to the right of its middle. */
static void put_at(const struct line_place *at, length along, length above, length *x, length *y)
{
    *x = at->x + (at->is_vertical ? above : along);
    *y = at->y + (at->is_vertical ? along : -above);
}

/* What marks a choice has an element of its own, which tells what it says; other decoration says nothing. */
static element_id own_element(const struct origin *origin, const struct line_place *at)
{
    return at->element == ELEMENT_ARTIFACT ? ELEMENT_ARTIFACT : origin->element;
}

/* `width` of the line from `along`, as high as its pitch. */
static struct extent extent_at(const struct line_place *at, length along, length width)
{
    if (at->is_vertical) {
        length right = at->x + at->text->baseline;

        return (struct extent){at->page, right - at->text->pitch, at->y + along,
                               right,    at->y + along + width,   at->text};
    }
    length top = at->y - at->text->baseline;
    return (struct extent){at->page, at->x + along, top, at->x + along + width, top + at->text->pitch, at->text};
}

/* Centred on the em box, whose middle lies 0.38 em above the baseline (typesetting practice: 0.88 - 0.5). */
static void place_atom(struct composer *composer, const struct origin *origin, const struct text_piece *piece,
                       const struct line_place *at)
{
    length half = composer->layout->check_size / 2;
    length x, y;

    put_at(at, piece->x, at->is_vertical ? -half : length_scale(at->em, 38, 100) + half, &x, &y);
    place_box(composer, origin, own_element(origin, at), at->page, x, y);
    if (origin->is_checked && !at->is_again)
        draw_mark(composer, origin,
                  &(struct extent){at->page, x, y, x + composer->layout->check_size, y + composer->layout->check_size,
                                   at->text});
}

/* What was drawn of the values in a run: a character that ends in another span than it begins in belongs to both. */
static void count_run(struct composer *composer, const struct paragraph *paragraph, const struct text_piece *piece,
                      const struct line_place *at)
{
    struct extent extent = extent_at(at, piece->x, piece->width);
    const struct origin *origin = &paragraph->origins[piece->span];
    size_t start = piece->start, end = piece->start + piece->run->text_size;

    for (; start < end; origin++) {
        size_t own_end = origin->end < end ? origin->end : end;

        draw_text(composer, origin, piece->run->text + (start - piece->start), own_end - start, &extent);
        start = own_end;
    }
}

/* Ruby and emphasis dots are artifacts: what is read is the text they stand over. */
static void place_run(struct composer *composer, const struct origin *origin, const struct text_piece *piece,
                      const struct line_place *at)
{
    element_id element = piece->is_annotation ? ELEMENT_ARTIFACT : at->element;
    struct mark *mark = add_mark(composer, at->page, MARK_GLYPHS, origin, element);

    put_at(at, piece->x, piece->y, &mark->x, &mark->y); /* a superscript's rise is in its glyphs */
    mark->run = piece->run;
    mark->goes_on = at->goes_on && !piece->is_annotation;
}

static void place_rule(struct composer *composer, const struct origin *origin, const struct text_piece *piece,
                       const struct line_place *at)
{
    struct mark *mark = add_mark(composer, at->page, MARK_RULE, origin, own_element(origin, at));

    put_at(at, piece->x, piece->y, &mark->x, &mark->y);
    put_at(at, piece->x + piece->width, piece->y, &mark->rule.x2, &mark->rule.y2);
    mark->rule.weight = length_max(piece->weight, composer->layout->fax.least_rule);
}

/* An ellipse or a frame. */
static void place_outline(struct composer *composer, const struct origin *origin, const struct text_piece *piece,
                          const struct line_place *at)
{
    const struct path *(*draw)(struct arena *, length, length) =
        piece->kind == TEXT_PIECE_FRAME ? frame_path : circle_path;
    struct mark *mark = add_mark(composer, at->page, MARK_PATH, origin, own_element(origin, at));

    put_at(at, piece->x, at->is_vertical ? piece->y : piece->y + piece->height, &mark->x, &mark->y);
    mark->path.path = at->is_vertical ? draw(composer->arena, piece->height, piece->width)
                                      : draw(composer->arena, piece->width, piece->height);
    mark->path.weight = length_max(piece->weight, composer->layout->fax.least_rule);
    if (piece->kind == TEXT_PIECE_ELLIPSE && !at->is_again)
        draw_mark(
            composer, origin,
            &(struct extent){at->page, mark->x, mark->y, mark->x + piece->width, mark->y + piece->height, at->text});
}

static void place_piece(struct composer *composer, const struct paragraph *paragraph, const struct text_piece *piece,
                        const struct line_place *at)
{
    const struct origin *origin = &paragraph->origins[piece->span];
    struct extent extent = extent_at(at, piece->x, piece->width);

    if (origin->is_changed && !at->is_again && piece_is_text(piece))
        note_change(composer, &extent, at->row);
    switch (piece->kind) {
    case TEXT_PIECE_RUN:
        place_run(composer, origin, piece, at);
        if (!piece->is_annotation && !at->is_again)
            count_run(composer, paragraph, piece, at);
        break;
    case TEXT_PIECE_ATOM:
        place_atom(composer, origin, piece, at);
        break;
    case TEXT_PIECE_RULE:
        place_rule(composer, origin, piece, at);
        break;
    case TEXT_PIECE_ELLIPSE:
    case TEXT_PIECE_FRAME:
        place_outline(composer, origin, piece, at);
        break;
    }
}

/* The marks of a text's piece; the first of them takes the lead. */
static void place_text(struct composer *composer, const struct paragraph *paragraph, const struct text_piece *piece,
                       const struct line_place *at, struct reading *reading)
{
    const char *lead = lead_next(composer, paragraph, piece, reading);
    size_t first = composer->document->pages[at->page].count;

    place_piece(composer, paragraph, piece, at);
    if (at->element != ELEMENT_ARTIFACT)
        composer->document->pages[at->page].marks[first].lead = lead;
}

/* The text, each mark with its lead; or, without `reading`, what is set with it. */
static void place_line_pieces(struct composer *composer, const struct paragraph *paragraph,
                              const struct text_line *line, const struct line_place *start, struct reading *reading)
{
    struct line_place at = *start;

    for (size_t p = 0; p < line->count; p++) {
        const struct text_piece *piece = &line->pieces[p];

        if (piece_is_text(piece) && reading)
            place_text(composer, paragraph, piece, &at, reading);
        else if (!piece_is_text(piece) && !reading)
            place_piece(composer, paragraph, piece, &at);
        at.goes_on = piece->kind == TEXT_PIECE_RUN;
    }
}

static void place_lines(struct composer *composer, const struct paragraph *paragraph, const struct line_place *first,
                        struct reading *reading)
{
    const struct text_block *text = paragraph->text;

    for (size_t i = 0; i < paragraph->count; i++) {
        length across = text->pitch * (length)i + text->baseline; /* from the first line's edge */
        struct line_place at = *first;

        if (text->is_vertical)
            at.x += columns_width(text) - across;
        else
            at.y += across;
        place_line_pieces(composer, paragraph, &text->lines[paragraph->first + i], &at, reading);
    }
}

/* The top of the row around what begins at `y`; outside tables `y`. */
static length row_around(const struct composer *composer, length y)
{
    return composer->row_top >= 0 ? composer->row_top : y;
}

void place_paragraph(struct composer *composer, const struct paragraph *paragraph, element_id element, size_t page,
                     length x, length y, bool is_again)
{
    const struct text_block *text = paragraph->text;
    struct line_place first = {
        .page = page,
        .x = x,
        .y = y,
        .em = paragraph->size,
        .element = element,
        .is_vertical = text && text->is_vertical,
        .is_again = is_again,
        .text = text,
        .row = row_around(composer, y),
    };
    struct reading reading;

    if (!text)
        return;
    /* All text first, so that a program that reads the page finds it in one piece; ruby comes after it. */
    reading = lead_start(paragraph);
    place_lines(composer, paragraph, &first, &reading);
    place_lines(composer, paragraph, &first, NULL);
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

struct sheet_place {
    size_t page;
    length x, y;
    bool is_artifact;
};

static void place_grid(struct composer *composer, const struct grid *grid, length height, const struct surround *around,
                       const struct sheet_place *at);

static void place_fill(struct composer *composer, const struct ruling *ruling, const struct grid_cell *cell,
                       const struct sheet_place *at)
{
    struct cell_box box;
    struct mark *mark;

    if (cell->fill < 0)
        return;
    box = box_inside(composer->layout, ruling, cell);
    mark = document_add_mark(composer->document, at->page, MARK_FILL);
    mark->element = ELEMENT_ARTIFACT;
    mark->color = (uint32_t)cell->fill;
    mark->node = &cell->cell->at;
    mark->x = at->x + box.left;
    mark->y = at->y + box.top;
    mark->fill.width = box.width;
    mark->fill.height = box.height;
}

/* A table that is all a cell holds, or NULL. */
static const struct grid *only_table(const struct stack *stack)
{
    bool is_one = stack->count == 1 && stack_item(stack, 0)->kind == CONTENT_GRID;

    return is_one ? stack_item(stack, 0)->grid : NULL;
}

/* Such a table is as high as the cell, so that its lines reach the cell's edges, and meet those it comes up to. */
static void place_only_table(struct composer *composer, const struct ruling *ruling, const struct grid_cell *cell,
                             length width, length height, const struct sheet_place *at)
{
    const struct grid *grid = only_table(&cell->content);
    struct surround around = lines_around(ruling, cell);

    for (int side = 0; side < SIDE_COUNT; side++)
        if (cell->cell->padding[side] > 0)
            around.lines[side] = LINE_INHERIT;
    if (grid->edges[grid->table->column_count] != width)
        around.lines[SIDE_RIGHT] = LINE_INHERIT;
    place_grid(composer, grid, height, &around, at);
}

static length vertical_offset(const struct cell *cell, length spare)
{
    switch (cell->valign) {
    case VERTICAL_TOP:
        return 0;
    case VERTICAL_MIDDLE:
        return spare / 2;
    case VERTICAL_BOTTOM:
        return spare;
    }
    return 0;
}

/* `at`, `width`, `height`: the cell without its padding. */
static void place_cell_content(struct composer *composer, const struct ruling *ruling, const struct grid_cell *cell,
                               const struct sheet_place *at, length width, length height)
{
    length top;

    if (only_table(&cell->content) && cell->content.height <= height) {
        place_only_table(composer, ruling, cell, width, height, at);
        return;
    }
    top = at->y + vertical_offset(cell->cell, height - cell->content.height);
    place_stack(composer, &cell->content, at->page, at->x, top, width, at->is_artifact);
}

static void place_cell(struct composer *composer, const struct ruling *ruling, const struct grid_cell *cell,
                       const struct sheet_place *at)
{
    const struct sheet *sheet = ruling->sheet;
    const length *padding = cell->cell->padding;
    length left = sheet->edges[cell->column] + padding[SIDE_LEFT];
    length width = sheet->edges[cell->column + cell->across] - padding[SIDE_RIGHT] - left;
    length top = sheet->tops[cell->row] + padding[SIDE_TOP];
    length height = sheet->tops[cell->row + cell->down] - padding[SIDE_BOTTOM] - top;
    bool is_artifact = at->is_artifact || cell->is_repeated;
    length outer_row = composer->row_top;

    composer->row_top = at->y + sheet->tops[cell->row];
    place_cell_content(composer, ruling, cell, &(struct sheet_place){at->page, at->x + left, at->y + top, is_artifact},
                       width, height);
    composer->row_top = outer_row;
}

/* `height`: at least the grid's own. `around`: the lines of the cell that the table fills, or NULL. */
static void place_grid(struct composer *composer, const struct grid *grid, length height, const struct surround *around,
                       const struct sheet_place *at)
{
    struct sheet sheet = sheet_of(composer, grid, height);
    struct ruling ruling = ruling_of(composer, &sheet, around);

    for (size_t i = 0; i < sheet.cell_count; i++)
        place_fill(composer, &ruling, &sheet.cells[i], at);
    place_ruling(composer, &ruling, at->page, at->x, at->y);
    for (size_t i = 0; i < sheet.cell_count; i++)
        place_diagonal(composer, &ruling, &sheet.cells[i], at->page, at->x, at->y);
    for (size_t i = 0; i < sheet.cell_count; i++)
        place_cell(composer, &ruling, &sheet.cells[i], at);
}

/* --- stacks ------------------------------------------------------------------------------------------------------- */

/* Where the picture, or the QR code, begins in its column. */
static length picture_indent(const struct block *block, length spare)
{
    if (block->align == TEXT_END)
        return spare;
    return block->align == TEXT_CENTER || block->align == TEXT_DISTRIBUTE_AROUND ? spare / 2 : 0;
}

static void place_picture(struct composer *composer, const struct content *item, size_t page, length x, length y,
                          length width, bool is_artifact)
{
    const struct picture *picture = &item->picture;
    length left = x + picture_indent(item->block, width - picture->width);
    struct extent extent = {page, left, y, left + picture->width, y + item->height, NULL};
    struct mark *mark =
        add_mark(composer, page, MARK_IMAGE, &picture->origin, is_artifact ? ELEMENT_ARTIFACT : item->element);

    mark->lead = picture->lead;
    mark->x = left;
    mark->y = y;
    mark->image.image = picture->image;
    mark->image.width = picture->width;
    mark->image.height = item->height;
    if (is_artifact)
        return;
    draw_mark(composer, &picture->origin, &extent);
    if (picture->origin.is_changed)
        note_change(composer, &extent, row_around(composer, y));
}

static void place_code(struct composer *composer, const struct content *item, size_t page, length x, length y,
                       length width, bool is_artifact)
{
    const struct block *block = item->block;

    if (block->side > width)
        report_too_wide(composer, &block->at, NULL, width, block->side);
    place_qr(composer, &(struct qr_place){
                           .page = page,
                           .element = is_artifact ? ELEMENT_ARTIFACT : item->element,
                           .node = &block->at,
                           .x = x + picture_indent(block, width - block->side),
                           .y = y,
                           .side = block->side,
                       });
}

/* Vertical text stands in the middle. */
static length indent_of(const struct paragraph *paragraph, length width)
{
    const struct text_block *text = paragraph->text;

    return text && text->is_vertical ? (width - columns_width(text)) / 2 : 0;
}

static void place_content(struct composer *composer, const struct content *item, size_t page, length x, length y,
                          length width, bool is_artifact)
{
    switch (item->kind) {
    case CONTENT_PARAGRAPH:
        place_paragraph(composer, &item->paragraph, is_artifact ? ELEMENT_ARTIFACT : item->element, page,
                        x + indent_of(&item->paragraph, width), y, is_artifact);
        break;
    case CONTENT_GRID:
        place_grid(composer, item->grid, item->height, NULL, &(struct sheet_place){page, x, y, is_artifact});
        break;
    case CONTENT_GROUP:
        place_stack(composer, &item->stack, page, x, y, width, is_artifact);
        break;
    case CONTENT_LINE:
        place_line(composer, item->block, page, x, y, width);
        break;
    case CONTENT_PICTURE:
        place_picture(composer, item, page, x, y, width, is_artifact);
        break;
    case CONTENT_QR:
        place_code(composer, item, page, x, y, width, is_artifact);
        break;
    case CONTENT_SPACE:
    case CONTENT_BREAK:
        break;
    }
}

void place_stack(struct composer *composer, const struct stack *stack, size_t page, length x, length y, length width,
                 bool is_artifact)
{
    for (size_t i = 0; i < stack->count; i++) {
        y += stack_gap(stack, i);
        place_content(composer, stack_item(stack, i), page, x, y, width, is_artifact);
        y += stack_item(stack, i)->height;
    }
}
