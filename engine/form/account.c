/*
 * form/account.c - which of all values of a record are shown: a flag for every value and for each of its choices, in
 * the order of the layout's fields, an EACH field's own before those of its items.
 */
#include "form/content.h"

#include <string.h>

static size_t flags_of(const struct field *field)
{
    return 1 + field->choice_count;
}

static size_t flags_of_item(const struct field *field, int32_t members)
{
    size_t count = 0;

    for (int32_t i = 0; i < members; i++)
        count += flags_of(&field->members[i]);
    return count;
}

static size_t flags_with_items(const struct record *record, size_t index)
{
    const struct field *field = &record->layout->fields[index];

    return flags_of(field) + record->values[index].row_count * flags_of_item(field, (int32_t)field->member_count);
}

static size_t flag_of(const struct account *account, struct field_ref ref, int32_t row)
{
    const struct field *field = &account->record->layout->fields[ref.field];
    size_t flag = account->first[ref.field] + (size_t)(ref.choice + 1);

    if (ref.member < 0)
        return flag;
    return flag + flags_of(field) + (size_t)row * flags_of_item(field, (int32_t)field->member_count) +
           flags_of_item(field, ref.member);
}

struct account account_open(struct arena *arena, const struct record *record)
{
    size_t *first = arena_array(arena, size_t, record->layout->field_count);
    struct account account = {.record = record, .first = first};
    size_t count = 0;

    for (size_t i = 0; i < record->layout->field_count; i++) {
        first[i] = count;
        count += flags_with_items(record, i);
    }
    account.is_shown = arena_array(arena, bool, count);
    return account;
}

void account_add(struct account *account, struct field_ref field, int32_t row)
{
    account->is_shown[flag_of(account, field, row)] = true;
    field.choice = -1;
    account->is_shown[flag_of(account, field, row)] = true;
}

struct account account_of(struct arena *arena, const struct fit *fit)
{
    struct account account = account_open(arena, fit->record);

    for (size_t i = 0; i < fit->count; i++)
        account_add(&account, fit->list[i].field, fit->list[i].row);
    return account;
}

static void add_expected(void *context, struct field_ref field, int32_t row)
{
    account_add(context, field, row);
}

struct account account_expected(struct arena *arena, const struct record *record)
{
    struct account account = account_open(arena, record);

    expect_values(record, add_expected, &account);
    return account;
}

/* Several items can be made of one element of the data: what they share may be shown once for all of them. */
static bool is_same_value(const struct value *one, const struct value *other)
{
    return one->at.offset == other->at.offset && strcmp(one->at.pointer, other->at.pointer) == 0;
}

bool account_has(const struct account *account, struct field_ref field, int32_t row)
{
    const struct value *value = record_value(account->record, field, row);

    do {
        if (account->is_shown[flag_of(account, field, row)])
            return true;
    } while (field.member >= 0 && --row >= 0 && is_same_value(value, record_value(account->record, field, row)));
    return false;
}

static bool has(const void *context, struct field_ref field, int32_t row)
{
    return account_has(context, field, row);
}

struct shown account_shown(const struct account *account)
{
    return (struct shown){has, account};
}
