/*
 * form/figure.c - a picture with its caption below, kept together.
 *
 * A picture is as large as it is by nature, unless that is more than the column, the page or what the layout says; then
 * it is scaled down, its sides in proportion. A file that is no picture shows a text in its place.
 */
#include "form/content.h"

#include "image/image.h"

/* A picture is not made lower than this for what stands above it: on a page it goes to the next one, in a box the rest
 * gives way. */
#define LEAST_ON_PAGE (20 * LENGTH_PER_MM)
#define LEAST_IN_BOX (5 * LENGTH_PER_MM)

/* Nothing is drawn thinner than this, whatever the sides of a picture are. */
#define LEAST_SIDE (LENGTH_PER_PT / 100)

/* --- size --------------------------------------------------------------------------------------------------------- */

struct size {
    length width, height;
};

static length at_most(length value, length most)
{
    return most > 0 ? length_min(value, most) : value;
}

/* In proportion, in a box. */
static struct size fit(const struct image *image, length width, length height)
{
    struct size size = {width, length_scale(width, image->natural_height, image->natural_width)};

    if (size.height > height)
        size = (struct size){length_scale(height, image->natural_width, image->natural_height), height};
    return (struct size){length_max(size.width, LEAST_SIDE), length_max(size.height, LEAST_SIDE)};
}

struct picture_room room_on_page(length height)
{
    return (struct picture_room){.height = height, .least = LEAST_ON_PAGE};
}

struct picture_room room_in_box(length height)
{
    return (struct picture_room){.height = height, .least = length_min(height, LEAST_IN_BOX), .is_box = true};
}

/* The room for a picture above `below`, the height of its caption. */
static length room_above(const struct composer *composer, length below)
{
    return length_max(composer->picture_room.height - below, composer->picture_room.least);
}

static struct size size_of(const struct figure *figure, const struct image *image, length width, length height)
{
    return fit(image, at_most(length_min(image->natural_width, width), figure->max_width),
               at_most(length_min(image->natural_height, height), figure->max_height));
}

/* --- content ------------------------------------------------------------------------------------------------------ */

/* What is read out: the layout's words, or else the caption, or else the file's name. */
static const char *alternate_text(const struct composer *composer, const struct figure *figure, const char *name,
                                  int32_t row)
{
    const struct template *template = figure->alternate.count > 0 ? &figure->alternate
                                      : figure->caption           ? &figure->caption->text
                                                                  : NULL;
    const char *text = template ? record_text(composer->record, composer->arena, template, row) : "";

    return text[0] != '\0' ? text : name;
}

static struct content compose_text(struct composer *composer, const struct block *block, enum role role, length width,
                                   int32_t row, element_id parent)
{
    element_id element = document_add_element(composer->document, parent, role);
    struct content content = compose_paragraph(composer, block, width, row, element);

    content.block = block;
    content.before = block->before;
    return content;
}

/* A paragraph of one figure: as text it is a line of its own. */
element_id add_figure_element(struct composer *composer, element_id parent, const char *alternate)
{
    element_id paragraph = document_add_element(composer->document, parent, ROLE_PARAGRAPH);
    element_id figure = document_add_element(composer->document, paragraph, ROLE_FIGURE);

    composer->document->elements[figure].alternate = alternate;
    return figure;
}

/* The picture itself, still without a size. */
static struct content start_picture(struct composer *composer, const struct block *block, const struct value *value,
                                    int32_t row, element_id parent)
{
    const struct figure *figure = block->figure;
    struct piece piece = {.kind = PIECE_FIELD, .field = figure->field};
    const char *alternate = alternate_text(composer, figure, value->text, row);

    return (struct content){
        .kind = CONTENT_PICTURE,
        .block = block,
        .keep_with_next = true,
        .element = add_figure_element(composer, parent, alternate),
        .picture =
            {
                .image = value->image,
                .origin =
                    {
                        .node = &block->at,
                        .pointer = value->at.pointer,
                        .value = &value->at,
                        .showing = show_choice(composer, &piece, -1, row, SHOWING_MARK),
                        .is_changed = has_changed(composer, figure->field, row),
                    },
                .lead = record_text(composer->record, composer->arena, &figure->otherwise->text, row),
            },
    };
}

static void set_size(struct composer *composer, struct content *picture, length width, length below)
{
    const struct image *image = picture->picture.image;
    struct size size = size_of(picture->block->figure, image, width, room_above(composer, below));

    picture->picture.width = size.width;
    picture->height = size.height;
}

struct content compose_figure(struct composer *composer, const struct block *block, length width, int32_t row,
                              element_id parent)
{
    const struct figure *figure = block->figure;
    const struct value *value = record_value(composer->record, figure->field, row);
    struct content *items = arena_array(composer->arena, struct content, 2);
    struct stack stack = {.items = items, .count = 1};
    length below = 0;

    if (value->image)
        items[0] = start_picture(composer, block, value, row, parent);
    else
        items[0] = compose_text(composer, value->is_empty ? figure->empty : figure->otherwise, ROLE_PARAGRAPH, width,
                                row, parent);
    if (figure->caption) {
        items[stack.count++] = compose_text(composer, figure->caption, ROLE_CAPTION, width, row, parent);
        below = stack_gap(&stack, 1) + items[1].height;
    }
    if (value->image)
        set_size(composer, &items[0], width, below);
    stack.height = items[0].height + below;
    return (struct content){.kind = CONTENT_GROUP, .height = stack.height, .element = parent, .stack = stack};
}

length measure_figure(struct composer *composer, const struct block *block, int32_t row)
{
    const struct figure *figure = block->figure;
    const struct value *value = record_value(composer->record, figure->field, row);
    length caption = figure->caption ? measure_paragraph(composer, figure->caption, row) : 0;

    if (!value->image)
        return length_max(caption,
                          measure_paragraph(composer, value->is_empty ? figure->empty : figure->otherwise, row));
    return length_max(caption, size_of(figure, value->image, LENGTH_MAX, composer->picture_room.height).width);
}

bool has_figure(const struct block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct table *table = blocks[i].kind == BLOCK_TABLE ? blocks[i].table : NULL;

        if (blocks[i].kind == BLOCK_FIGURE || has_figure(blocks[i].blocks, blocks[i].block_count))
            return true;
        for (size_t r = 0; table && r < table->row_count; r++)
            for (size_t c = 0; c < table->rows[r].cell_count; c++)
                if (has_figure(table->rows[r].cells[c].blocks, table->rows[r].cells[c].block_count))
                    return true;
    }
    return false;
}
