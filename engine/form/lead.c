/*
 * form/lead.c - what is to be read before a mark and no glyph shows.
 *
 * A line's glyphs leave out what white space there was at its end; a check box is a path, a circle around a choice too.
 * The leads keep both with the marks, so that the marks of an element are its text, whole and in order.
 */
#include "form/content.h"

bool piece_is_text(const struct text_piece *piece)
{
    return piece->kind == TEXT_PIECE_ATOM || (piece->kind == TEXT_PIECE_RUN && !piece->is_annotation);
}

/* A part of a paragraph that goes on from another page begins where the last text there ends. */
struct reading lead_start(const struct paragraph *paragraph)
{
    for (size_t i = paragraph->first; i-- > 0;) {
        const struct text_line *line = &paragraph->text->lines[i];

        for (size_t p = line->count; p-- > 0;)
            if (piece_is_text(&line->pieces[p]))
                return (struct reading){line->pieces[p].end, line->pieces[p].span};
    }
    return (struct reading){0, UINT32_MAX};
}

const char *lead_next(struct composer *composer, const struct paragraph *paragraph, const struct text_piece *piece,
                      struct reading *reading)
{
    const struct origin *origin = &paragraph->origins[piece->span];
    bool has_box = origin->is_box || (origin->is_choice && reading->span != piece->span);
    const char *box = !has_box ? "" : origin->is_checked ? LEAD_CHOSEN : LEAD_NOT_CHOSEN;
    int undrawn = (int)(piece->start - reading->end);
    const char *start = paragraph->text->bytes + reading->end;

    *reading = (struct reading){piece->end, piece->span};
    return undrawn > 0 || has_box ? arena_format(composer->arena, "%.*s%s", undrawn, start, box) : NULL;
}
