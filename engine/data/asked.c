/* What was asked of each value. */
#include "data/asked.h"

static void prepare(struct arena *arena, struct value *value)
{
    value->asked = arena_new(arena, struct asked);
    value->asked->arena = arena;
}

void asked_prepare(struct record *record, struct arena *arena)
{
    const struct layout *layout = record->layout;

    for (size_t i = 0; i < layout->field_count; i++) {
        struct value *value = &record->values[i];

        prepare(arena, value);
        for (size_t row = 0; row < value->row_count; row++)
            for (size_t k = 0; k < layout->fields[i].member_count; k++)
                prepare(arena, &value->rows[row].values[k]);
    }
}

void asked_note(const struct value *value, const struct condition *condition)
{
    struct asked *asked = value->asked;

    if (!asked)
        return;
    for (size_t i = 0; i < asked->count; i++)
        if (asked->conditions[i] == condition)
            return;
    asked->conditions =
        arena_grow(asked->arena, asked->conditions, asked->count, &asked->capacity, sizeof(*asked->conditions));
    asked->conditions[asked->count++] = condition;
}

size_t record_count(const struct record *record, int32_t field)
{
    const struct value *value = &record->values[field];

    if (value->asked)
        value->asked->is_counted = true;
    return value->row_count;
}

void record_use(const struct value *value)
{
    if (value->asked)
        value->asked->is_used = true;
}
