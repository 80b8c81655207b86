/*
 * form/paragraph.c - a template and the values it names become one paragraph.
 *
 * Each piece gives spans (text, or an atom for a check box) with an origin beside them. A text that no data can change
 * is composed once, when the form is prepared, and used again for every document.
 */
#include "form/content.h"

#include "base/utf8.h"

#include <string.h>

/* JLREQ 3.7.1 sets superscripts at 0.6 to 0.7 of the size; raised to stand a little above the em box. */
#define SUPERSCRIPT_SIZE 70
#define SUPERSCRIPT_RISE 36
#define SUBSCRIPT_DROP 14

#define IDEOGRAPHIC_SPACE "\xE3\x80\x80"
#define MIDDLE_DOT "\xE3\x83\xBB"

struct spans {
    struct text_span *spans;
    struct origin *origins;
    size_t count;
    size_t span_capacity, origin_capacity;
};

/* What a template is set with. */
struct setting {
    const struct style *style;
    int32_t row;
    element_id element;
    bool is_alone; /* one piece only: a box keeps no distance */
};

static struct text_span *add_span(struct composer *composer, struct spans *list, const struct origin *origin)
{
    struct text_span *span;

    list->spans = arena_grow(composer->arena, list->spans, list->count, &list->span_capacity, sizeof(struct text_span));
    list->origins =
        arena_grow(composer->arena, list->origins, list->count, &list->origin_capacity, sizeof(struct origin));
    list->origins[list->count] = *origin;
    span = &list->spans[list->count];
    *span = (struct text_span){.tag = (uint32_t)list->count};
    list->count++;
    return span;
}

/* Superscript, or subscript where `rise` is negative; in hundredths of an em (DE-5). */
static const struct text_style *script(struct composer *composer, const struct text_style *style, int rise)
{
    struct text_style *raised = arena_new(composer->arena, struct text_style);

    *raised = *style;
    raised->size = length_scale(style->size, SUPERSCRIPT_SIZE, 100);
    raised->rise = length_scale(style->size, rise, 100);
    raised->autospace = 0;
    return raised;
}

static const struct text_style *piece_style(struct composer *composer, const struct piece *piece,
                                            const struct setting *setting)
{
    const struct style *style = piece->style ? piece->style : setting->style;

    if (piece->is_superscript)
        return script(composer, &style->text, SUPERSCRIPT_RISE);
    if (piece->is_subscript)
        return script(composer, &style->text, -SUBSCRIPT_DROP);
    return &style->text;
}

/* Text of the form itself. */
static struct text_span *add_fixed(struct composer *composer, struct spans *list, const struct piece *piece,
                                   const struct text_style *style, const char *text)
{
    struct origin origin = {
        .node = &piece->at, .color = style->color, .element = ELEMENT_ARTIFACT, .showing = NO_SHOWING};
    struct text_span *span = add_span(composer, list, &origin);

    span->style = style;
    span->bytes = text;
    span->size = strlen(text);
    span->at = piece->at;
    span->is_kept = piece->is_superscript || piece->is_subscript;
    span->is_upright = piece->is_upright;
    span->decoration = piece->decoration;
    span->ruby = piece->ruby;
    span->ruby_kind = piece->ruby_kind;
    return span;
}

static void add_pieces(struct composer *composer, struct spans *list, const struct template *template,
                       const struct setting *setting);

/* Of a value that stands on a sheet there is one showing, however often the box refers to it. */
static uint32_t showing_on(struct composer *composer, const struct piece *piece, int32_t row,
                           struct continuation *sheet)
{
    if (sheet->showing == NO_SHOWING)
        sheet->showing = show_on_sheet(composer, piece, row, sheet);
    return sheet->showing;
}

/* 「別紙1のとおり」 instead of a value. */
static void add_reference(struct composer *composer, struct spans *list, const struct piece *piece,
                          const struct setting *setting, struct continuation *sheet)
{
    const struct continuation *around = composer->sheet;
    struct setting own = *setting;
    size_t first = list->count;

    own.style = piece->style ? piece->style : setting->style;
    composer->sheet = sheet;
    add_pieces(composer, list, &composer->layout->sheets.reference, &own);
    composer->sheet = around;
    for (size_t i = first; i < list->count; i++) {
        list->origins[i].pointer = sheet->value->at.pointer;
        list->origins[i].value = &sheet->value->at;
        list->origins[i].showing = showing_on(composer, piece, setting->row, sheet);
        list->origins[i].is_reference = true;
    }
}

/* Its showing is made already, where the sheet is referred to. */
static uint32_t showing_of(struct composer *composer, const struct piece *piece, int32_t row, const struct value *value)
{
    if (composer->sheet && composer->sheet->piece == piece)
        return composer->sheet->showing;
    return show_value(composer, piece, row, value);
}

/* Text from the data; with nothing to show it gives no span, so that blank lines and gaps stay the layout's matter. */
static void add_value(struct composer *composer, struct spans *list, const struct piece *piece,
                      const struct setting *setting)
{
    const struct value *value = record_value(composer->record, piece->field, setting->row);
    struct continuation *sheet = sheet_of_value(composer, value);
    struct origin *origin;
    struct text_span *span;

    if (value->text[0] == '\0')
        return;
    if (sheet) {
        add_reference(composer, list, piece, setting, sheet);
        return;
    }
    span = add_fixed(composer, list, piece, piece_style(composer, piece, setting), value->text);
    if (value->is_empty)
        return;
    origin = &list->origins[list->count - 1];
    if (!layout_field(composer->layout, piece->field)->computed)
        origin->pointer = value->at.pointer;
    origin->value = &value->at;
    origin->showing = showing_of(composer, piece, setting->row, value);
    span->at = value->at;
    span->wanted = &piece->at;
}

/* "☑ 不明" for assistive technology. */
static element_id add_box_element(struct composer *composer, element_id parent, const struct choice *choice,
                                  bool is_checked)
{
    element_id id;

    if (composer->is_measuring)
        return ELEMENT_ARTIFACT;
    id = document_add_element(composer->document, parent, ROLE_FIGURE);
    composer->document->elements[id].alternate =
        arena_format(composer->arena, "%s %s", is_checked ? "\xE2\x98\x91" : "\xE2\x98\x90", choice->label);
    return id;
}

/* A check box, an atom as wide as the box and, before a label, the gap to it. */
static void add_box(struct composer *composer, struct spans *list, const struct piece *piece,
                    const struct setting *setting, int32_t choice, length gap)
{
    const struct layout *layout = composer->layout;
    const struct field *field = layout_field(layout, piece->field);
    const struct value *value = record_value(composer->record, piece->field, setting->row);
    const struct text_style *style = piece_style(composer, piece, setting);
    bool is_checked = value->chosen[choice];
    struct origin origin = {
        .node = &piece->at,
        .pointer = is_checked ? value->at.pointer : NULL,
        .color = style->color,
        .element = add_box_element(composer, setting->element, &field->choices[choice], is_checked),
        .is_box = true,
        .is_checked = is_checked,
        .showing = is_checked ? show_choice(composer, piece, choice, setting->row, SHOWING_MARK) : NO_SHOWING,
    };
    struct text_span *span = add_span(composer, list, &origin);

    span->style = style;
    span->atom_width = layout->check_size + gap;
    span->at = piece->at;
}

static length box_gap(const struct text_style *style)
{
    return length_scale(style->size, CHECK_BOX_GAP, 100);
}

/* Blank of this width in the line: whole ideographic spaces, and a smaller one for the rest. */
static void add_gap(struct composer *composer, struct spans *list, const struct piece *piece,
                    const struct text_style *style, length gap)
{
    struct text_style *rest;

    for (; gap >= style->size; gap -= style->size)
        add_fixed(composer, list, piece, style, IDEOGRAPHIC_SPACE);
    if (gap == 0)
        return;
    rest = arena_new(composer->arena, struct text_style);
    *rest = *style;
    rest->size = gap;
    add_fixed(composer, list, piece, rest, IDEOGRAPHIC_SPACE);
}

/* All choices of a field in one line: box, label, gap, box, label ... A label never parts from its box. */
static void add_choices(struct composer *composer, struct spans *list, const struct piece *piece,
                        const struct setting *setting)
{
    const struct field *field = layout_field(composer->layout, piece->field);
    const struct text_style *style = piece_style(composer, piece, setting);

    for (size_t i = 0; i < field->choice_count; i++) {
        if (i > 0)
            add_gap(composer, list, piece, style, piece->gap);
        add_box(composer, list, piece, setting, (int32_t)i, box_gap(style));
        add_fixed(composer, list, piece, style, field->choices[i].label)->is_kept = true;
    }
}

static bool has_chosen(const struct field *field, const struct value *value)
{
    for (size_t i = 0; i < field->choice_count; i++)
        if (value->chosen[i])
            return true;
    return false;
}

/* One choice without a box: circled when it is chosen, or struck out when another is. */
static void add_label(struct composer *composer, struct spans *list, const struct piece *piece,
                      const struct setting *setting, size_t index)
{
    const struct field *field = layout_field(composer->layout, piece->field);
    const struct value *value = record_value(composer->record, piece->field, setting->row);
    bool is_circled = piece->mark == CHOICE_CIRCLE && value->chosen[index];
    bool is_struck = piece->mark == CHOICE_STRIKE && !value->chosen[index] && has_chosen(field, value);
    bool is_left = piece->mark == CHOICE_STRIKE && value->chosen[index];
    struct text_span *span =
        add_fixed(composer, list, piece, piece_style(composer, piece, setting), field->choices[index].label);

    span->is_whole = true;
    list->origins[list->count - 1].is_choice = true;
    list->origins[list->count - 1].is_checked = value->chosen[index];
    if (is_circled || is_left)
        list->origins[list->count - 1].showing =
            show_choice(composer, piece, (int32_t)index, setting->row, is_circled ? SHOWING_MARK : SHOWING_LABEL);
    if (!is_circled && !is_struck)
        return;
    span->decoration |= is_circled ? TEXT_CIRCLE : TEXT_DOUBLE_STRIKE;
    list->origins[list->count - 1].pointer = value->at.pointer;
    list->origins[list->count - 1].element =
        add_box_element(composer, setting->element, &field->choices[index], is_circled);
}

/* All choices of a field in one line, without boxes: 有・無. */
static void add_labels(struct composer *composer, struct spans *list, const struct piece *piece,
                       const struct setting *setting)
{
    const struct field *field = layout_field(composer->layout, piece->field);
    const struct text_style *style = piece_style(composer, piece, setting);

    for (size_t i = 0; i < field->choice_count; i++) {
        if (i > 0 && piece->gap == 0)
            add_fixed(composer, list, piece, style, MIDDLE_DOT);
        else if (i > 0)
            add_gap(composer, list, piece, style, piece->gap);
        add_label(composer, list, piece, setting, i);
    }
}

static void add_number(struct composer *composer, struct spans *list, const struct piece *piece,
                       const struct text_style *style, size_t number)
{
    add_fixed(composer, list, piece, style, arena_format(composer->arena, "%zu", number));
}

static void add_piece(struct composer *composer, struct spans *list, const struct piece *piece,
                      const struct setting *setting)
{
    const struct text_style *style = piece_style(composer, piece, setting);

    switch (piece->kind) {
    case PIECE_TEXT:
        add_fixed(composer, list, piece, style, piece->text);
        break;
    case PIECE_FIELD:
        add_value(composer, list, piece, setting);
        break;
    case PIECE_BOX:
        add_box(composer, list, piece, setting, piece->field.choice, setting->is_alone ? 0 : box_gap(style));
        break;
    case PIECE_CHOICE:
        if (piece->mark == CHOICE_BOX)
            add_choices(composer, list, piece, setting);
        else
            add_labels(composer, list, piece, setting);
        break;
    case PIECE_PAGE:
        add_number(composer, list, piece, style, composer->page);
        break;
    case PIECE_PAGES:
        add_number(composer, list, piece, style, composer->pages);
        break;
    case PIECE_SHEET:
        add_number(composer, list, piece, style, (size_t)composer->sheet->number);
        break;
    case PIECE_SHEET_TITLE:
        add_fixed(composer, list, piece, style, composer->sheet->title);
        break;
    }
}

static void add_pieces(struct composer *composer, struct spans *list, const struct template *template,
                       const struct setting *setting)
{
    for (size_t i = 0; i < template->count; i++) {
        const struct piece *piece = &template->pieces[i];

        if (!piece->when || record_test(composer->record, piece->when, setting->row))
            add_piece(composer, list, piece, setting);
    }
}

/* An atom counts as the one character it stands for in the text (U+FFFC, 3 bytes). */
static void find_ends(struct spans *list)
{
    size_t end = 0;

    for (size_t i = 0; i < list->count; i++) {
        end += list->spans[i].bytes ? list->spans[i].size : 3;
        list->origins[i].end = end;
    }
}

static struct spans template_spans(struct composer *composer, const struct template *template,
                                   const struct setting *setting)
{
    struct spans list = {0};

    add_pieces(composer, &list, template, setting);
    find_ends(&list);
    return list;
}

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

    return length_min(style->min_size > 0 ? style->min_size : usual, style->text.size);
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
    text = compose_lines(composer, style, &paragraph, width, &size);
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
