/*
 * form/changes.c - 【変更】 in the right margin, beside the rows and paragraphs in which something changed.
 *
 * Where a changed value is drawn is noted while the body is placed; the marks follow when all is. A row has one mark,
 * at its first changed line. The marks are artifacts: what they say is said by the list of changes.
 */
#include "form/content.h"

#include <stdlib.h>

#define MARK_SIZE (LENGTH_PER_PT * 13 / 2)
#define LEAST_SIZE (3 * LENGTH_PER_PT)
#define GAP_BEFORE LENGTH_PER_MM       /* to the text area, beyond half a frame's line */
#define GAP_BEHIND (2 * LENGTH_PER_MM) /* to the paper's edge */

struct change_note {
    size_t page;
    length row;         /* where the row or paragraph begins */
    length top, bottom; /* of its first changed line */
};

bool has_changed(const struct composer *composer, struct field_ref ref, int32_t row)
{
    return composer->options->changes && changes_touch(composer->options->changes, ref, row);
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

static struct change_note *note_of(struct composer *composer, size_t page, length row)
{
    for (size_t i = composer->note_count; i-- > 0 && composer->notes[i].page == page;)
        if (composer->notes[i].row == row)
            return &composer->notes[i];
    return NULL;
}

void note_change(struct composer *composer, const struct extent *extent, length row)
{
    struct change_note *note = note_of(composer, extent->page, row);
    struct change_note found = {extent->page, row, extent->top, extent->bottom};

    if (note) {
        if (found.top < note->top)
            *note = found;
        return;
    }
    composer->notes = arena_grow(composer->document->arena, composer->notes, composer->note_count,
                                 &composer->note_capacity, sizeof(struct change_note));
    composer->notes[composer->note_count++] = found;
}

static int compare_notes(const void *a, const void *b)
{
    const struct change_note *one = a, *other = b;

    if (one->page != other->page)
        return one->page < other->page ? -1 : 1;
    return (one->top > other->top) - (one->top < other->top);
}

/* --- marks -------------------------------------------------------------------------------------------------------- */

static struct paragraph compose_mark(struct composer *composer, length size)
{
    const struct changes_layout *changes = &composer->layout->changes;
    const struct piece piece = {.kind = PIECE_TEXT, .text = changes->margin, .field = {-1, -1, -1}, .at = changes->at};
    struct piece *pieces = arena_new(composer->arena, struct piece);
    struct style *style = arena_new(composer->arena, struct style);
    struct template text = {.pieces = pieces, .count = 1, .at = changes->at};

    *pieces = piece;
    *style = (struct style){.name = changes->style->name, .text = changes->style->text, .pitch = size};
    style->text.size = size;
    return compose_template(composer, &text, style, TEXT_START, LENGTH_MAX, -1, ELEMENT_ARTIFACT);
}

/* As large as usual, or as the margin has room for. */
static struct paragraph fitting_mark(struct composer *composer)
{
    const struct layout *layout = composer->layout;
    length have = length_max(0, layout->margin[SIDE_RIGHT] - layout->thick / 2 - GAP_BEFORE - GAP_BEHIND);
    length size = length_min(MARK_SIZE, layout->changes.style->text.size);
    struct paragraph mark = compose_mark(composer, size);

    if (!mark.text || mark.text->max_content <= have)
        return mark;
    size = length_scale(size, have, mark.text->max_content);
    if (size < LEAST_SIZE)
        report_too_wide(composer, &layout->changes.at, NULL, have,
                        length_scale(mark.text->max_content, LEAST_SIZE, length_min(MARK_SIZE, mark.size)));
    return size < LEAST_SIZE ? (struct paragraph){0} : compose_mark(composer, size);
}

/* Two rows beside each other may have theirs at nearly the same height: then one mark stands for both. */
static void place_marks(struct composer *composer, const struct paragraph *mark)
{
    const struct layout *layout = composer->layout;
    length x = layout->page_width - layout->margin[SIDE_RIGHT] + layout->thick / 2 + GAP_BEFORE;
    length height = mark->text->pitch * (length)mark->count, bottom = 0;

    for (size_t i = 0; i < composer->note_count; i++) {
        const struct change_note *note = &composer->notes[i];
        length y = length_max(note->top, (note->top + note->bottom - height) / 2);

        if (i > 0 && note->page == composer->notes[i - 1].page && y < bottom)
            continue;
        place_paragraph(composer, mark, ELEMENT_ARTIFACT, note->page, x, y, true);
        bottom = y + height;
    }
}

void place_change_marks(struct composer *composer)
{
    struct paragraph mark;

    if (composer->note_count == 0 || !composer->layout->changes.margin)
        return;
    qsort(composer->notes, composer->note_count, sizeof(struct change_note), compare_notes);
    mark = fitting_mark(composer);
    if (mark.text)
        place_marks(composer, &mark);
}
