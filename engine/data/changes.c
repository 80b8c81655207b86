/* Two reports compared: items paired, values compared. */
#include "data/changes.h"

#include <string.h>

/* More pairs of items than these are not tried out: then the first stands beside the first, and so on. */
#define TRIALS_MAX 1000000

/* --- one value ---------------------------------------------------------------------------------------------------- */

static bool is_missing(const struct value *value)
{
    return !value || value->is_empty;
}

static bool is_same_choice(const struct field *field, const struct value *one, const struct value *other)
{
    return field->choice_count == 0 || memcmp(one->chosen, other->chosen, field->choice_count * sizeof(bool)) == 0;
}

enum change change_of(const struct field *field, const struct value *earlier, const struct value *later)
{
    if (field->computed || (is_missing(earlier) && is_missing(later)))
        return CHANGE_NONE;
    if (is_missing(earlier))
        return CHANGE_ADDED;
    if (is_missing(later))
        return CHANGE_REMOVED;
    if (strcmp(earlier->text, later->text) == 0 && is_same_choice(field, earlier, later))
        return CHANGE_NONE;
    return CHANGE_CHANGED;
}

/* --- items -------------------------------------------------------------------------------------------------------- */

/* The items of one field in both reports. */
struct pairing {
    const struct field *field;
    int32_t index; /* of the field */
    const struct value *earlier, *later;
    const struct shown *earlier_shown, *later_shown; /* or NULL */
    struct pairs pairs;
};

static bool is_shown(const struct shown *shown, struct field_ref member, size_t row)
{
    return !shown || shown->has(shown->context, member, (int32_t)row);
}

static bool is_same_item(const struct pairing *pairing, size_t earlier, size_t later)
{
    for (size_t i = 0; i < pairing->field->member_count; i++) {
        struct field_ref member = {pairing->index, (int32_t)i, -1};

        if (change_of(&pairing->field->members[i], &pairing->earlier->rows[earlier].values[i],
                      &pairing->later->rows[later].values[i]) != CHANGE_NONE &&
            (is_shown(pairing->earlier_shown, member, earlier) || is_shown(pairing->later_shown, member, later)))
            return false;
    }
    return true;
}

static void pair(const struct pairing *pairing, size_t earlier, size_t later)
{
    pairing->pairs.later[earlier] = (int32_t)later;
    pairing->pairs.earlier[later] = (int32_t)earlier;
}

/* Items of both reports, each from one to that before its end. */
struct range {
    size_t earlier, earlier_end, later, later_end;
};

static void pair_in_order(const struct pairing *pairing, struct range between)
{
    while (between.earlier < between.earlier_end && between.later < between.later_end)
        pair(pairing, between.earlier++, between.later++);
}

/* What begins and ends alike is paired; the rest is given back. */
static struct range pair_ends(const struct pairing *pairing)
{
    struct range rest = {0, pairing->earlier->row_count, 0, pairing->later->row_count};

    while (rest.earlier < rest.earlier_end && rest.later < rest.later_end &&
           is_same_item(pairing, rest.earlier, rest.later))
        pair(pairing, rest.earlier++, rest.later++);
    while (rest.earlier < rest.earlier_end && rest.later < rest.later_end &&
           is_same_item(pairing, rest.earlier_end - 1, rest.later_end - 1))
        pair(pairing, --rest.earlier_end, --rest.later_end);
    return rest;
}

/* lengths[e * (later count + 1) + l]: of the longest common subsequence of what begins at e and l. */
static const uint32_t *common_lengths(struct arena *arena, const struct pairing *pairing, const struct range *range)
{
    size_t rows = range->earlier_end - range->earlier, columns = range->later_end - range->later;
    uint32_t *lengths = arena_array(arena, uint32_t, (rows + 1) * (columns + 1));

    for (size_t e = rows; e-- > 0;)
        for (size_t l = columns; l-- > 0;) {
            uint32_t *here = &lengths[e * (columns + 1) + l], *below = here + columns + 1;

            if (is_same_item(pairing, range->earlier + e, range->later + l))
                *here = below[1] + 1;
            else
                *here = below[0] > here[1] ? below[0] : here[1];
        }
    return lengths;
}

/* Walks along the longest common subsequence; what lies between two of its items is paired in order. */
static void pair_common(const struct pairing *pairing, struct range range, const uint32_t *lengths)
{
    size_t columns = range.later_end - range.later + 1;
    struct range between = range;
    size_t e = range.earlier, l = range.later;

    while (e < range.earlier_end && l < range.later_end) {
        const uint32_t *here = &lengths[(e - range.earlier) * columns + (l - range.later)];

        if (is_same_item(pairing, e, l)) {
            between.earlier_end = e;
            between.later_end = l;
            pair_in_order(pairing, between);
            pair(pairing, e++, l++);
            between = (struct range){e, range.earlier_end, l, range.later_end};
        } else if (here[columns] >= here[1]) {
            e++;
        } else {
            l++;
        }
    }
    pair_in_order(pairing, (struct range){between.earlier, range.earlier_end, between.later, range.later_end});
}

static int32_t *no_items(struct arena *arena, size_t count)
{
    int32_t *items = arena_array(arena, int32_t, count);

    for (size_t i = 0; i < count; i++)
        items[i] = NO_ITEM;
    return items;
}

static struct pairs pair_items(struct arena *arena, struct pairing pairing)
{
    struct range rest;
    size_t trials;

    pairing.pairs =
        (struct pairs){no_items(arena, pairing.later->row_count), no_items(arena, pairing.earlier->row_count)};
    rest = pair_ends(&pairing);
    trials = (rest.earlier_end - rest.earlier) * (rest.later_end - rest.later);

    if (trials > TRIALS_MAX)
        pair_in_order(&pairing, rest);
    else if (trials > 0)
        pair_common(&pairing, rest, common_lengths(arena, &pairing, &rest));
    return pairing.pairs;
}

/* --- reports ------------------------------------------------------------------------------------------------------ */

const struct changes *changes_between(struct arena *arena, const struct record *earlier, const struct record *later,
                                      const struct shown *earlier_shown, const struct shown *later_shown)
{
    size_t count = later->layout->field_count;
    struct pairs *pairs = arena_array(arena, struct pairs, count);
    struct changes *changes = arena_new(arena, struct changes);

    for (size_t i = 0; i < count; i++) {
        struct pairing pairing = {
            .field = &later->layout->fields[i],
            .index = (int32_t)i,
            .earlier = &earlier->values[i],
            .later = &later->values[i],
            .earlier_shown = earlier_shown,
            .later_shown = later_shown,
        };

        pairs[i] = pair_items(arena, pairing);
    }
    *changes = (struct changes){earlier, later, pairs};
    return changes;
}

const struct value *changes_earlier(const struct changes *changes, struct field_ref ref, int32_t row)
{
    int32_t earlier;

    if (ref.member < 0)
        return &changes->earlier->values[ref.field];
    if (row < 0 || (size_t)row >= changes->later->values[ref.field].row_count)
        return NULL;
    earlier = changes->pairs[ref.field].earlier[row];
    return earlier == NO_ITEM ? NULL : record_value(changes->earlier, ref, earlier);
}

bool changes_touch(const struct changes *changes, struct field_ref ref, int32_t row)
{
    const struct value *earlier = changes_earlier(changes, ref, row);
    const struct value *later = record_value(changes->later, ref, row);

    if (ref.choice < 0)
        return change_of(layout_field(changes->later->layout, ref), earlier, later) != CHANGE_NONE;
    return later->chosen[ref.choice] != (earlier && earlier->chosen[ref.choice]);
}
