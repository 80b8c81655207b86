/*
 * From line to line (FT-4): the paragraph's pitch, with the em box in its middle, whatever the fonts. What is set
 * around the text (ruby, dots, rules, circles) uses the blank between lines; only where that is too small is the em box
 * moved, and only where that does not suffice is the pitch more.
 */
#include "text/composition.h"

/* The em box reaches 0.88 em above the baseline and 0.12 em below it; in vertical text half an em to either side. */
#define ABOVE_BASELINE 880
#define BELOW_BASELINE 120

void widen_room(const struct composition *composition, struct line_room *room, length em, length above, length below)
{
    length taller = em - composition->paragraph->size;
    bool is_vertical = composition->paragraph->is_vertical;

    room->above = length_max(room->above, length_scale(taller, is_vertical ? 500 : ABOVE_BASELINE, 1000) + above);
    room->below = length_max(room->below, length_scale(taller, is_vertical ? 500 : BELOW_BASELINE, 1000) + below);
}

/* What of the pitch is above the em box: half of what is left over, unless one side needs more. */
static length above_em(length spare, const struct line_room *room)
{
    if (room->below > spare / 2)
        return length_max(spare - room->below, room->above);
    return length_max(spare / 2, room->above);
}

void set_pitch(const struct composition *composition, struct text_block *block)
{
    const struct text_paragraph *paragraph = composition->paragraph;
    struct line_room room = {0};
    length above;

    make_room_for_rubies(composition, &room);
    make_room_for_emphasis(composition, &room);
    make_room_for_rules(composition, &room);
    above = above_em(paragraph->pitch - paragraph->size, &room);
    block->pitch = length_max(paragraph->pitch, above + paragraph->size + room.below);
    block->baseline =
        above + (paragraph->is_vertical ? paragraph->size / 2 : length_scale(paragraph->size, ABOVE_BASELINE, 1000));
}
