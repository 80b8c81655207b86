/*
 * form/paragraph.c - a template and the values it names become one paragraph: spans set as the style says.
 *
 * A text that no data can change is composed once, when the form is prepared, and used again for every document.
 */
#include "form/content.h"

static struct text_paragraph paragraph_of(const struct composer *composer, const struct style *style,
                                          enum text_align align, const struct spans *list)
{
    return (struct text_paragraph){
        .spans = list->spans,
        .count = list->count,
        .pitch = style->pitch,
        .size = style->text.size,
        .align = align,
        .line_break = style->line_break,
        .spacing = style->spacing,
        .line_start = style->line_start,
        .line_end = style->line_end,
        .hang = style->hang,
        .overflow_normal = style->overflow_normal,
        .group_soft = style->group_soft,
        .list_auto = style->list_auto,
        .widow = style->widow,
        .tcy = style->tcy,
        .vertical_quotes = style->vertical_quotes,
        .gap_cap = style->gap_cap,
        .shrinks_to_quarter = style->shrinks_to_quarter,
        .ruby_start = style->ruby_start,
        .balance = style->balance,
        .grid = style->grid,
        .grid_pairs = style->grid_pairs,
        .columns = style->columns,
        .tabs = style->tabs,
        .tab_count = style->tab_count,
        .indent = style->indent,
        .hanging_indent = style->hanging_indent,
        .is_vertical = style->is_vertical && composer->page == 0, /* headers and footers are level */
        .reports_overflow = true,
        .missing = composer->options->missing_glyph,
    };
}

/* FT-2: what the floors are where the style states none. */
#define MIN_SCALE 700 /* thousandths */
#define MIN_SIZE 70   /* per cent of the size */
#define LEAST_SIZE (5 * LENGTH_PER_PT)

static bool is_squeezed(const struct composer *composer)
{
    const struct boxing *boxing = composer->boxing;

    return boxing && (boxing->measure.scale != TEXT_NATURAL.scale || boxing->measure.size != TEXT_NATURAL.size);
}

static length min_size(const struct style *style)
{
    length usual = length_max(length_scale(style->text.size, MIN_SIZE, 100), LEAST_SIZE);
    length stated = style->min_size > 0 ? style->min_size : usual;

    return length_min(length_max(stated, style->least_size), style->text.size);
}

static struct text_floors floors_of(const struct style *style, bool is_vertical)
{
    int32_t scale = style->min_scale > 0 ? style->min_scale : MIN_SCALE;

    return (struct text_floors){is_vertical ? TEXT_NATURAL.scale : scale, min_size(style)};
}

/* By the measure of the box around; *size becomes that of the em. */
static const struct text_block *compose_lines(struct composer *composer, const struct style *style,
                                              const struct text_paragraph *paragraph, length width, length *size)
{
    struct text_paragraph measured = *paragraph;
    struct text_floors floors = floors_of(style, paragraph->is_vertical);

    if (is_squeezed(composer))
        measured = text_measured(composer->arena, paragraph, composer->boxing->measure, &floors);
    *size = measured.size;
    return text_compose(composer->arena, &measured, width, composer->diags);
}

/* Of fixed pitch; 0: none. */
static length pitch_width(const struct style *style)
{
    return style->text.size * style->columns / 2;
}

/* What it costs to set them. */
static size_t work_of(const struct spans *list)
{
    size_t work = 1;

    for (size_t i = 0; i < list->count; i++)
        work += list->spans[i].size;
    return work;
}

struct paragraph compose_template(struct composer *composer, const struct template *template, const struct style *style,
                                  enum text_align align, length width, int32_t row, element_id element)
{
    struct setting setting = {style, row, element, template->count == 1};
    struct spans list = template_spans(composer, template, &setting);
    struct text_paragraph paragraph = paragraph_of(composer, style, align, &list);
    length size;
    const struct text_block *text;

    if (pitch_width(style) > width) {
        report_pitch(composer, &template->at, style->columns, width, pitch_width(style));
        return (struct paragraph){0};
    }
    text = spend_work(composer, work_of(&list)) ? compose_lines(composer, style, &paragraph, width, &size) : NULL;
    if (!text) {
        composer->has_failed = true;
        return (struct paragraph){0};
    }
    return (struct paragraph){text, list.origins, list.count, 0, text->count, size};
}

/* A box that is being made to fit is told what does not; elsewhere it is an error. */
static void check_lines(struct composer *composer, const struct block *block, const struct paragraph *paragraph,
                        length width)
{
    const struct text_block *text = paragraph->text;
    struct boxing *boxing = composer->boxing;
    bool is_too_wide = text->has_overflow && !text->is_vertical && text->width > width;

    if (!boxing) {
        if (is_too_wide)
            report_too_wide(composer, &block->at, first_value(paragraph), width, text->width);
        return;
    }
    boxing->overflows |= is_too_wide;
    boxing->has_emergency = boxing->has_emergency || text_has_emergency(text);
    if (boxing->scale > 0)
        return;
    boxing->scale = text->scale;
    boxing->size = paragraph->size;
}

/*
 * The text prepared for this block and width, or NULL. A trial never prepares one, and neither does a measure that is
 * that of a box with more in it, which may be another the next time.
 */
static struct fixed_text *prepared_text(struct composer *composer, const struct block *block)
{
    bool is_own = !is_squeezed(composer) || composer->boxing->is_single;

    return block->text.is_fixed && is_own ? &composer->fixed[block->id] : NULL;
}

struct paragraph block_paragraph(struct composer *composer, const struct block *block, length width, int32_t row,
                                 element_id element)
{
    struct fixed_text *fixed = prepared_text(composer, block);
    bool is_kept = fixed && composer->is_preparing && composer->arena == composer->document->arena;
    struct paragraph paragraph;

    if (fixed && !is_squeezed(composer) && fixed->paragraph.text && fixed->width == width)
        paragraph = fixed->paragraph;
    else
        paragraph = compose_template(composer, &block->text, block->style, block->align, width, row, element);
    if (paragraph.text)
        check_lines(composer, block, &paragraph, width);
    if (is_kept)
        *fixed = (struct fixed_text){width, paragraph};
    return paragraph;
}

static struct content content_of(const struct paragraph *paragraph, element_id element)
{
    return (struct content){
        .kind = CONTENT_PARAGRAPH,
        .height = paragraph->text ? paragraph->text->pitch * (length)paragraph->count : 0,
        .element = element,
        .paragraph = *paragraph,
    };
}

/* A cell that a table fills has no padding; the words that stand for it keep this distance, in hundredths of an em. */
#define REFERENCE_INDENT 50

static struct style reference_style(const struct composer *composer, const struct style *style)
{
    struct style indented = *style;

    if (composer->cell && composer->cell->padding[SIDE_LEFT] == 0)
        indented.indent = indented.hanging_indent = length_scale(style->text.size, REFERENCE_INDENT, 100);
    return indented;
}

/* The table that would stand here is on a sheet. */
struct content compose_reference(struct composer *composer, const struct block *table, struct continuation *sheet,
                                 length width, element_id element)
{
    const struct continuation *around = composer->sheet;
    const struct style style = reference_style(composer, table->style);
    struct paragraph paragraph;

    composer->sheet = sheet;
    paragraph =
        compose_template(composer, &composer->layout->sheets.reference, &style, table->align, width, -1, element);
    composer->sheet = around;
    if (paragraph.text)
        check_lines(composer, table, &paragraph, width);
    return content_of(&paragraph, element);
}

struct content compose_paragraph(struct composer *composer, const struct block *block, length width, int32_t row,
                                 element_id element)
{
    struct paragraph paragraph;

    if (block->style->is_vertical)
        return compose_vertical(composer, block, width, row, element);
    paragraph = block_paragraph(composer, block, width, row, element);
    return content_of(&paragraph, element);
}

length measure_paragraph(struct composer *composer, const struct block *block, int32_t row)
{
    struct paragraph paragraph;

    composer->is_measuring = true;
    paragraph = compose_template(composer, &block->text, block->style, TEXT_START, LENGTH_MAX, row, ELEMENT_ARTIFACT);
    composer->is_measuring = false;
    if (paragraph.text && paragraph.text->is_vertical)
        return columns_width(paragraph.text);
    if (paragraph.text && block->style->columns > 0)
        return pitch_width(block->style);
    return paragraph.text ? paragraph.text->max_content : 0;
}
