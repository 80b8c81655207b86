/*
 * form/drawn.c - which values a document draws, of its report and of the earlier one that this is compared with.
 *
 * What one report shows is held against its counterpart in the other, and stands beside it in the list of changes.
 */
#include "form/fit.h"

/* One value in both reports; `row` or `earlier_row` is -1 where there is no such item. */
static void add_pair(struct drawn *drawn, struct field_ref ref, int32_t earlier_row, int32_t row)
{
    bool is_item = ref.member >= 0;
    bool has_earlier = !is_item || earlier_row >= 0, has_later = !is_item || row >= 0;

    if (!(has_earlier && account_has(&drawn->earlier, ref, earlier_row)) &&
        !(has_later && account_has(&drawn->later, ref, row)))
        return;
    if (has_earlier)
        account_add(&drawn->earlier, ref, earlier_row);
    if (has_later)
        account_add(&drawn->later, ref, row);
}

static void add_items(struct drawn *drawn, const struct changes *changes, int32_t field)
{
    const struct value *earlier = &changes->earlier->values[field], *later = &changes->later->values[field];
    size_t members = changes->later->layout->fields[field].member_count;

    for (int32_t i = 0; (size_t)i < members; i++) {
        struct field_ref ref = {field, i, -1};

        for (size_t row = 0; row < later->row_count; row++)
            add_pair(drawn, ref, changes->pairs[field].earlier[row], (int32_t)row);
        for (size_t row = 0; row < earlier->row_count; row++)
            if (changes->pairs[field].later[row] == NO_ITEM)
                add_pair(drawn, ref, (int32_t)row, -1);
    }
}

struct drawn drawn_of(struct arena *arena, const struct document *document, const struct changes *changes)
{
    struct drawn drawn = {.later = account_of(arena, document->fit)};

    if (!changes)
        return drawn;
    drawn.earlier = account_expected(arena, changes->earlier);
    for (int32_t i = 0; (size_t)i < changes->later->layout->field_count; i++) {
        add_pair(&drawn, (struct field_ref){i, -1, -1}, -1, -1);
        add_items(&drawn, changes, i);
    }
    return drawn;
}
