/*
 * form/form.c - a record becomes pages.
 *
 * The body is composed as one stack of the text area's width; pages are filled by splitting it at the text area's
 * height until nothing is left. Continuation sheets follow, and the list of changes; then blocks with a place of their
 * own, header and footer, when the number of pages is known.
 */
#include "form/content.h"

#include <stdlib.h>
#include <string.h>

struct prepared_form {
    const struct layout *layout;
    struct arena *arena;
    const struct record *blank_record;
    struct document *blank; /* its arena holds the fixed texts */
    struct fixed_text *fixed;
};

static length text_width(const struct layout *layout)
{
    return layout->page_width - layout->margin[SIDE_LEFT] - layout->margin[SIDE_RIGHT];
}

static length text_height(const struct layout *layout)
{
    return layout->page_height - layout->margin[SIDE_TOP] - layout->margin[SIDE_BOTTOM];
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static bool add_page(struct composer *composer)
{
    const struct layout *layout = composer->layout;

    if (composer->document->page_count >= composer->options->limits->pages)
        return report_limit(composer, DIAG_LIMIT_PAGES, composer->options->limits->pages);
    document_add_page(composer->document, layout->page_width, layout->page_height);
    return true;
}

/* What goes in `height` of the next page. Where nothing parts well on a whole page, something must part badly. */
static struct parts next_page(struct composer *composer, const struct stack *rest, length height)
{
    struct parts parts = stack_split(composer, rest, height, height);

    if (parts.head.count > 0 || parts.tail.count < rest->count)
        return parts;
    parts = stack_force(composer, rest, height);
    if (parts.head.height > height)
        report_too_high(composer, &stack_item(&parts.head, 0)->block->at, NULL, height, parts.head.height);
    return parts;
}

static void place_page(struct composer *composer, const struct stack *stack, const struct paragraph *again,
                       length height_of_again)
{
    const struct layout *layout = composer->layout;
    size_t page = composer->document->page_count - 1;

    if (again)
        place_paragraph(composer, again, ELEMENT_ARTIFACT, page, layout->margin[SIDE_LEFT], layout->margin[SIDE_TOP],
                        true);
    place_stack(composer, stack, page, layout->margin[SIDE_LEFT], layout->margin[SIDE_TOP] + height_of_again,
                text_width(layout), false);
}

void fill_pages(struct composer *composer, struct stack rest, const struct paragraph *again)
{
    length height = text_height(composer->layout), taken = 0;

    while (rest.count > 0) {
        struct parts parts = next_page(composer, &rest, height - taken);

        if (composer->has_failed)
            return;
        if (parts.head.count > 0) {
            if (!add_page(composer))
                return;
            place_page(composer, &parts.head, taken > 0 ? again : NULL, taken);
            taken = again ? again->text->pitch * (length)(again->count + 1) : 0;
        }
        rest = parts.tail;
    }
}

static void place_body(struct composer *composer)
{
    const struct layout *layout = composer->layout;
    struct stack body = compose_stack(composer, layout->body, layout->body_count, text_width(layout), -1, ELEMENT_ROOT);

    fill_pages(composer, body, NULL);
    if (composer->document->page_count == 0 && !composer->has_failed)
        add_page(composer); /* all is placed, or hidden */
}

/* --- fixed places, headers and footers ---------------------------------------------------------------------------- */

static length room_of_place(const struct composer *composer, const struct block *block)
{
    length below = length_max(0, composer->layout->page_height - block->place->y);

    return block->place->height > 0 ? length_min(block->place->height, below) : below;
}

/* What leaves its box, its page or the body's pages is lost. */
static void check_place(struct composer *composer, const struct block *block, length height, size_t pages)
{
    const struct place *place = block->place;
    length beside = length_max(0, composer->layout->page_width - place->x);
    length room = room_of_place(composer, block);

    if (height > room)
        report_too_high(composer, &block->at, NULL, room, height);
    if (place->width > beside)
        report_too_wide(composer, &block->at, NULL, beside, place->width);
    if (place->page > 0 && (size_t)place->page > pages)
        report_no_page(composer, &block->at, (size_t)place->page, pages);
}

/* `place` takes the block out of the flow; within its place it is a flow of one. */
static struct stack compose_placed(struct composer *composer, const struct block *block)
{
    const struct place *place = block->place;
    struct block *copy = arena_new(composer->arena, struct block);
    struct stack stack;
    struct box box = {
        .blocks = copy,
        .count = 1,
        .width = place->width,
        .height = place->height,
        .room = place->height,
        .row = -1,
        .element = ELEMENT_ROOT,
        .fit = place->fit,
        .is_fixed = true,
        .node = &block->at,
    };

    *copy = *block;
    copy->place = NULL;
    composer->picture_room = room_in_box(room_of_place(composer, block));
    stack = place->height > 0 ? compose_box(composer, &box) : compose_unlimited(composer, &box);
    composer->picture_room = room_on_page(text_height(composer->layout));
    return stack;
}

/* By block of the body. They are composed before the sheets, which they may ask for, and placed when all pages are
 * there. */
static const struct stack *compose_all_placed(struct composer *composer, size_t body_pages)
{
    const struct layout *layout = composer->layout;
    struct stack *stacks = arena_array(composer->arena, struct stack, layout->body_count);

    for (size_t i = 0; i < layout->body_count && !composer->has_failed; i++) {
        if (!layout->body[i].place)
            continue;
        stacks[i] = compose_placed(composer, &layout->body[i]);
        if (stacks[i].count > 0)
            check_place(composer, &layout->body[i], stacks[i].height, body_pages);
    }
    return stacks;
}

static void place_all(struct composer *composer, const struct stack *stacks)
{
    for (size_t i = 0; i < composer->layout->body_count; i++) {
        const struct place *place = composer->layout->body[i].place;

        for (size_t page = 0; place && page < composer->document->page_count; page++)
            if (place->page == 0 || (size_t)place->page == page + 1)
                place_stack(composer, &stacks[i], page, place->x, place->y, place->width, place->page == 0 && page > 0);
    }
}

static void add_placed_and_sheets(struct composer *composer)
{
    const struct stack *placed = compose_all_placed(composer, composer->document->page_count);

    if (!composer->has_failed)
        place_sheets(composer);
    if (!composer->has_failed)
        place_change_list(composer);
    if (!composer->has_failed)
        place_all(composer, placed);
}

/* Header and footer are one line, in which the three parts do not meet. */
static void check_page_line(struct composer *composer, const struct page_line *line, const struct paragraph parts[3])
{
    length have = text_width(composer->layout), widths[3] = {0}, need;
    size_t widest = 0;

    for (size_t i = 0; i < 3; i++) {
        if (!parts[i].text)
            continue;
        widths[i] = parts[i].text->max_content;
        if (widths[i] > widths[widest])
            widest = i;
    }
    need = widths[1] > 0 ? widths[1] + 2 * length_max(widths[0], widths[2]) : widths[0] + widths[2];
    if (need > have)
        report_too_wide(composer, &line->parts[widest].at, first_value(&parts[widest]), have, need);
    for (size_t i = 0; i < 3 && need <= have; i++)
        if (parts[i].count > 1)
            report_too_high(composer, &line->parts[i].at, first_value(&parts[i]), line->style->pitch,
                            line->style->pitch * (length)parts[i].count);
}

static void call_artifacts(struct page *page, size_t first, enum artifact artifact)
{
    for (size_t i = first; i < page->count; i++)
        page->marks[i].artifact = artifact;
}

/* On page `page`, from 0, whatever number it shows. */
static void place_page_line(struct composer *composer, const struct page_line *line, size_t page, bool is_header)
{
    static const enum text_align aligns[] = {TEXT_START, TEXT_CENTER, TEXT_END};
    const struct layout *layout = composer->layout;
    length y = is_header ? line->distance : layout->page_height - line->distance - line->style->pitch;
    struct paragraph parts[3] = {0};

    for (size_t i = 0; i < 3; i++)
        if (line->parts[i].count > 0)
            parts[i] = compose_template(composer, &line->parts[i], line->style, aligns[i], text_width(layout), -1,
                                        ELEMENT_ARTIFACT);
    check_page_line(composer, line, parts);

    size_t first = composer->document->pages[page].count;
    for (size_t i = 0; i < 3; i++)
        place_paragraph(composer, &parts[i], ELEMENT_ARTIFACT, page, layout->margin[SIDE_LEFT], y, false);
    call_artifacts(&composer->document->pages[page], first, is_header ? ARTIFACT_HEADER : ARTIFACT_FOOTER);
}

/* The line of a FAX counts the pages of the transmission. */
static void add_fax_lines(struct composer *composer)
{
    const struct form_options *options = composer->options;
    size_t count = composer->document->page_count;

    composer->pages = options->pages_before + count + options->pages_behind;
    for (size_t page = 0; page < count && !composer->has_failed; page++) {
        composer->page = options->pages_before + page + 1;
        place_page_line(composer, &composer->layout->fax.line, page, true);
    }
}

static void add_page_lines(struct composer *composer)
{
    composer->pages = composer->document->page_count;
    for (composer->page = 1; composer->page <= composer->pages && !composer->has_failed; composer->page++) {
        if (composer->layout->header.is_present)
            place_page_line(composer, &composer->layout->header, composer->page - 1, true);
        if (composer->layout->footer.is_present)
            place_page_line(composer, &composer->layout->footer, composer->page - 1, false);
    }
    if (composer->layout->fax.line.is_present)
        add_fax_lines(composer);
}

/* --- plain text --------------------------------------------------------------------------------------------------- */

/* How the document is written as plain text; the subject is composed for the sake of its values and their checks. */
static void describe_plain_text(struct composer *composer)
{
    const struct plain_layout *plain = &composer->layout->plain;
    struct paragraph subject;

    if (!plain->style)
        return;
    composer->document->plain.columns = plain->columns;
    composer->document->plain.font = plain->style->text.fonts;
    if (plain->subject.count == 0)
        return;
    composer->is_measuring = true; /* it stands on no page */
    subject = compose_template(composer, &plain->subject, plain->style, TEXT_START, LENGTH_MAX, -1, ELEMENT_ARTIFACT);
    composer->is_measuring = false;
    if (subject.text)
        composer->document->plain.subject = arena_copy(composer->arena, subject.text->bytes, subject.text->size);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static bool check_limits(struct composer *composer)
{
    const struct limits *limits = composer->options->limits;

    if (composer->document->mark_count > limits->marks)
        return report_limit(composer, DIAG_LIMIT_MARKS, limits->marks);
    return true;
}

/* Afterwards conditions are tried again, to account for what was drawn: no more than before, and not to be stopped. */
static bool end_work(struct composer *composer)
{
    struct work *work = composer->record->work;

    composer->document->work = work->spent;
    if (!spend_work(composer, 0))
        return false;
    work->most = SIZE_MAX;
    return true;
}

static struct document *compose(const struct layout *layout, const struct record *record, struct fixed_text *fixed,
                                bool is_preparing, const struct form_options *options, struct diags *diags)
{
    struct document *document = document_open(layout->form, layout->title, layout->language);
    struct composer composer = {
        .layout = layout,
        .record = record,
        .options = options,
        .diags = diags,
        .document = document,
        .arena = document->arena,
        .fixed = fixed,
        .is_preparing = is_preparing,
        .fit = arena_new(document->arena, struct fit),
        .repeating_row = -1,
        .row_top = -1,
        .box = checkbox_box(document->arena, layout),
        .mark = checkbox_mark(document->arena, layout),
        .picture_room = room_on_page(text_height(layout)),
    };

    *record->work = (struct work){.most = options->limits->work};
    composer.fit->record = record;
    composer.sheets_before = sheets_before(&composer);
    document->fit = composer.fit;
    describe_plain_text(&composer);
    if (!composer.has_failed)
        place_body(&composer);
    if (!composer.has_failed)
        add_placed_and_sheets(&composer);
    if (!composer.has_failed)
        place_change_marks(&composer);
    if (!composer.has_failed)
        add_page_lines(&composer);
    if (!composer.has_failed)
        settle_qr(&composer);
    if (!composer.has_failed && check_limits(&composer) && end_work(&composer))
        check_showings(&composer);
    if (!composer.has_failed)
        return document;
    document_close(document);
    return NULL;
}

struct prepared_form *form_prepare(const struct layout *layout, const struct form_options *options, struct diags *diags)
{
    struct prepared_form *prepared = mem_alloc(sizeof(*prepared));

    *prepared = (struct prepared_form){.layout = layout, .arena = arena_open()};
    prepared->fixed = arena_array(prepared->arena, struct fixed_text, layout->id_count);
    prepared->blank_record = data_blank(prepared->arena, layout);
    prepared->blank = compose(layout, prepared->blank_record, prepared->fixed, true, options, diags);
    if (prepared->blank)
        return prepared;
    form_release(prepared);
    return NULL;
}

void form_release(struct prepared_form *prepared)
{
    if (!prepared)
        return;
    document_close(prepared->blank);
    arena_close(prepared->arena);
    free(prepared);
}

const struct document *form_blank(const struct prepared_form *prepared)
{
    return prepared->blank;
}

struct document *form_compose(const struct prepared_form *prepared, const struct record *record,
                              const struct form_options *options, struct diags *diags)
{
    return compose(prepared->layout, record, prepared->fixed, false, options, diags);
}
