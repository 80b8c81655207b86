/*
 * form/spans.c - the pieces of a template, and the values they name, become the spans of a text.
 *
 * Each piece gives spans (text, or an atom for a check box) with an origin beside them: where it comes from, how it is
 * drawn, and which showing of a value it is.
 */
#include "form/content.h"

#include <string.h>

/* JLREQ 3.7.1 sets superscripts at 0.6 to 0.7 of the size; raised to stand a little above the em box. */
#define SUPERSCRIPT_SIZE 70
#define SUPERSCRIPT_RISE 36
#define SUBSCRIPT_DROP 14

/* Of the least size of a FAX: scripts are figures and signs of few strokes, which stand less. Per cent. */
#define SCRIPT_LEAST 80

#define IDEOGRAPHIC_SPACE "\xE3\x80\x80"
#define MIDDLE_DOT "\xE3\x83\xBB"

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
static const struct text_style *script(struct composer *composer, const struct style *style, int rise)
{
    struct text_style *raised = arena_new(composer->arena, struct text_style);
    length least = length_scale(style->least_size, SCRIPT_LEAST, 100);

    *raised = style->text;
    raised->size = length_max(length_scale(style->text.size, SUPERSCRIPT_SIZE, 100), least);
    raised->rise = length_scale(style->text.size, rise, 100);
    raised->autospace = 0;
    return raised;
}

static const struct text_style *piece_style(struct composer *composer, const struct piece *piece,
                                            const struct setting *setting)
{
    const struct style *style = piece->style ? piece->style : setting->style;

    if (piece->is_superscript)
        return script(composer, style, SUPERSCRIPT_RISE);
    if (piece->is_subscript)
        return script(composer, style, -SUBSCRIPT_DROP);
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
    span->is_whole = piece->is_whole;
    span->is_upright = piece->is_upright;
    span->decoration = piece->decoration;
    span->ruby = piece->ruby;
    span->ruby_kind = piece->ruby_kind;
    return span;
}

/* The spans from `first` on show a value that is not the earlier report's. */
static void mark_changed(struct composer *composer, struct spans *list, size_t first)
{
    for (size_t i = first; i < list->count; i++) {
        list->origins[i].is_changed = true;
        if (composer->layout->changes.underline)
            list->spans[i].decoration |= TEXT_UNDERLINE;
    }
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
static void add_unmarked(struct composer *composer, struct spans *list, const struct piece *piece,
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

static void add_value(struct composer *composer, struct spans *list, const struct piece *piece,
                      const struct setting *setting)
{
    size_t first = list->count;

    add_unmarked(composer, list, piece, setting);
    if (has_changed(composer, piece->field, setting->row))
        mark_changed(composer, list, first);
}

static bool has_choice_changed(const struct composer *composer, const struct piece *piece,
                               const struct setting *setting, int32_t choice)
{
    struct field_ref ref = piece->field;

    ref.choice = choice;
    return has_changed(composer, ref, setting->row);
}

/* Whether a choice is made, in words: what voices make of ☑ and ☐ is as they please, and often nothing. */
static const char *state_text(const struct composer *composer, bool is_checked)
{
    if (has_japanese_layout(composer))
        return is_checked ? "選択" : "未選択";
    return is_checked ? "selected" : "not selected";
}

/* "選択 不明" for assistive technology; `label` is NULL where it is read out next to it anyhow. */
static element_id add_box_element(struct composer *composer, element_id parent, const char *label, bool is_checked)
{
    const char *state = state_text(composer, is_checked);
    element_id id;

    if (composer->is_measuring)
        return ELEMENT_ARTIFACT;
    id = document_add_element(composer->document, parent, ROLE_FIGURE);
    composer->document->elements[id].alternate = label ? arena_format(composer->arena, "%s %s", state, label) : state;
    return id;
}

/* A check box, an atom as wide as the box and, before a label, the gap to it. */
static void add_box(struct composer *composer, struct spans *list, const struct piece *piece,
                    const struct setting *setting, int32_t choice, length gap, bool is_labelled)
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
        .element =
            add_box_element(composer, setting->element, is_labelled ? NULL : field->choices[choice].label, is_checked),
        .is_box = true,
        .is_checked = is_checked,
        .is_changed = has_choice_changed(composer, piece, setting, choice),
        .showing = is_checked ? show_choice(composer, piece, choice, setting->row, SHOWING_MARK) : NO_SHOWING,
    };
    struct text_span *span = add_span(composer, list, &origin);

    span->style = style;
    span->atom_width = layout->check_size + gap;
    span->is_leading = true;
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
        add_box(composer, list, piece, setting, (int32_t)i, box_gap(style), true);
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
    list->origins[list->count - 1].is_changed = has_choice_changed(composer, piece, setting, (int32_t)index);
    if (is_circled || is_left)
        list->origins[list->count - 1].showing =
            show_choice(composer, piece, (int32_t)index, setting->row, is_circled ? SHOWING_MARK : SHOWING_LABEL);
    if (!is_circled && !is_struck)
        return;
    span->decoration |= is_circled ? TEXT_CIRCLE : TEXT_DOUBLE_STRIKE;
    list->origins[list->count - 1].pointer = value->at.pointer;
    list->origins[list->count - 1].element =
        add_box_element(composer, setting->element, field->choices[index].label, is_circled);
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

static void add_document_id(struct composer *composer, struct spans *list, const struct piece *piece,
                            const struct text_style *style)
{
    const char *id = document_fingerprint(composer)->id;

    if (id[0] != '\0')
        add_fixed(composer, list, piece, style, id);
}

/* "TLP:AMBER" for the code amber; + stands where a code has _. */
static void add_marking(struct composer *composer, struct spans *list, const struct piece *piece,
                        const struct text_style *style)
{
    const struct field *field = layout_field(composer->layout, piece->field);
    const struct value *value = record_value(composer->record, piece->field, -1);

    for (size_t i = 0; i < field->choice_count; i++) {
        char *label;

        if (!value->chosen[i])
            continue;
        label = arena_format(composer->arena, "TLP:%s", field->choices[i].code);
        for (char *c = label; *c != '\0'; c++)
            *c = *c == '_' ? '+' : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
        add_fixed(composer, list, piece, style, label);
    }
}

/* Whether the text behind a box has the label of its choice. */
static bool is_before_label(const struct composer *composer, const struct template *template, size_t index)
{
    const struct piece *box = &template->pieces[index], *end = template->pieces + template->count;
    const char *label = layout_field(composer->layout, box->field)->choices[box->field.choice].label;

    for (const struct piece *piece = box + 1; piece < end && piece->kind == PIECE_TEXT && !piece->when; piece++)
        if (strstr(piece->text, label))
            return true;
    return false;
}

static void add_piece(struct composer *composer, struct spans *list, const struct template *template, size_t index,
                      const struct setting *setting)
{
    const struct piece *piece = &template->pieces[index];
    const struct text_style *style = piece_style(composer, piece, setting);

    switch (piece->kind) {
    case PIECE_TEXT:
        add_fixed(composer, list, piece, style, piece->text);
        break;
    case PIECE_FIELD:
        add_value(composer, list, piece, setting);
        break;
    case PIECE_BOX:
        add_box(composer, list, piece, setting, piece->field.choice, setting->is_alone ? 0 : box_gap(style),
                is_before_label(composer, template, index));
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
    case PIECE_DOCUMENT:
        add_document_id(composer, list, piece, style);
        break;
    case PIECE_SHEET:
        add_number(composer, list, piece, style, (size_t)composer->sheet->number);
        break;
    case PIECE_SHEET_TITLE:
        add_fixed(composer, list, piece, style, composer->sheet->title);
        break;
    case PIECE_MARKING:
        add_marking(composer, list, piece, style);
        break;
    }
}

static void add_pieces(struct composer *composer, struct spans *list, const struct template *template,
                       const struct setting *setting)
{
    for (size_t i = 0; i < template->count; i++) {
        const struct piece *piece = &template->pieces[i];

        if (!piece->when || record_test(composer->record, piece->when, setting->row))
            add_piece(composer, list, template, i, setting);
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

struct spans template_spans(struct composer *composer, const struct template *template, const struct setting *setting)
{
    struct spans list = {0};

    add_pieces(composer, &list, template, setting);
    find_ends(&list);
    return list;
}
