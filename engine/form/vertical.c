/*
 * form/vertical.c - texts in vertical writing: a block of lines that run down and follow each other to the left.
 *
 * Such a block is as high as its longest line, and its lines take its width. How long a line may be is known where the
 * block is all a cell or a place holds: as high as that is. Elsewhere lines end at new lines only.
 */
#include "form/content.h"

bool is_vertical_text(const struct block *blocks, size_t count)
{
    return count == 1 && blocks[0].kind == BLOCK_TEXT && blocks[0].style->is_vertical;
}

length columns_width(const struct text_block *text)
{
    return text->pitch * (length)text->count;
}

/* As it would be with lines no longer than `line`; nothing is kept of it. NULL when it cannot be composed. */
static const struct text_block *try_lines(struct composer *composer, const struct block *block, length line,
                                          int32_t row)
{
    struct paragraph paragraph;

    composer->is_measuring = true;
    paragraph = compose_template(composer, &block->text, block->style, block->align, line, row, ELEMENT_ARTIFACT);
    composer->is_measuring = false;
    return paragraph.text;
}

length vertical_room(struct composer *composer, const struct block *block, const struct vertical_box *box, int32_t row)
{
    const struct text_block *text;

    if (box->is_fixed)
        return box->height;
    text = try_lines(composer, block, LENGTH_MAX, row);
    if (!text || text->width <= box->height)
        return box->height;
    if (!box->may_wrap || box->height <= 0)
        return 0;
    text = try_lines(composer, block, box->height, row);
    return text && !text->has_overflow && columns_width(text) <= box->width ? box->height : 0;
}

/* Text at the top of its line leaves the rest of the room to the cell's `valign`; any other alignment needs it all. */
static length height_of(const struct text_block *text, const struct block *block, length room)
{
    return room > 0 && block->align != TEXT_START ? length_max(room, text->width) : text->width;
}

struct content compose_vertical(struct composer *composer, const struct block *block, length width, int32_t row,
                                element_id element)
{
    length room = composer->room;
    struct paragraph paragraph = block_paragraph(composer, block, room > 0 ? room : LENGTH_MAX, row, element);
    const struct text_block *text = paragraph.text;

    if (text && columns_width(text) > width && composer->boxing)
        composer->boxing->overflows = true;
    else if (text && columns_width(text) > width)
        report_too_wide(composer, &block->at, first_value(&paragraph), width, columns_width(text));
    return (struct content){
        .kind = CONTENT_PARAGRAPH,
        .height = text ? height_of(text, block, room) : 0,
        .element = element,
        .paragraph = paragraph,
    };
}
