/* One value of each kind of field: its type checked, its text made. */
#include "data/binder.h"

void value_clear(struct arena *arena, const struct field *field, struct value *value)
{
    value->is_empty = true;
    value->text = field->empty;
    value->minute = -1;
    value->chosen = arena_array(arena, bool, field->choice_count);
    value->rows = NULL;
    value->row_count = 0;
    value->image = NULL;
}

void value_refuse(struct binder *binder, struct slot *slot)
{
    binder->is_wrong[slot->index] = true;
    value_clear(binder->arena, slot->field, slot->value);
    slot->value->is_wrong = true;
}

static bool read_text(struct binder *binder, struct slot *slot)
{
    const struct json *json = slot->value->json;

    if (json->kind != JSON_STRING && !(json->kind == JSON_NUMBER && json->is_integer))
        return binder_report_type(binder, slot, json, DIAG_BOTH("a string", "文字列"), NULL);
    slot->value->text = format_text(binder->arena, slot->field, json_spelling(binder->arena, json));
    return true;
}

static bool read_integer(struct binder *binder, struct slot *slot)
{
    const struct json *json = slot->value->json;

    if (json->kind != JSON_NUMBER || !json->is_integer)
        return binder_report_type(binder, slot, json, DIAG_BOTH("a whole number", "整数"), "1");
    slot->value->integer = json->integer;
    slot->value->text = format_integer(binder->arena, slot->field, json->integer);
    return true;
}

static bool read_datetime(struct binder *binder, struct slot *slot)
{
    struct value *value = slot->value;
    struct datetime datetime;

    if (!instant_read(binder, slot, &datetime))
        return false;
    value->is_empty = !datetime.has_day && !datetime.text;
    value->has_day = datetime.has_day;
    value->day = datetime.day;
    value->minute = datetime.minute;
    value->offset = datetime.offset;
    if (!value->is_empty)
        value->text = format_datetime(binder->arena, slot->field, &datetime);
    return true;
}

static bool read_one(struct binder *binder, struct slot *slot)
{
    if (!choice_read_one(binder, slot))
        return false;
    slot->value->text = format_choices(binder->arena, slot->field, slot->value->chosen);
    return true;
}

static bool read_many(struct binder *binder, struct slot *slot)
{
    if (!choice_read_many(binder, slot))
        return false;
    slot->value->text = format_choices(binder->arena, slot->field, slot->value->chosen);
    return true;
}

static bool read_texts(struct binder *binder, struct slot *slot)
{
    const struct json *json = slot->value->json;
    bool ok = true;

    if (json->kind != JSON_ARRAY)
        return binder_report_type(binder, slot, json, DIAG_BOTH("an array of strings", "文字列の配列"), "[\"…\"]");
    for (const struct json *item = json->child; item; item = item->next)
        if (item->kind != JSON_STRING && !(item->kind == JSON_NUMBER && item->is_integer))
            ok = binder_report_type(binder, slot, item, DIAG_BOTH("a string", "文字列"), NULL);
    if (ok)
        slot->value->text = format_texts(binder->arena, slot->field, json);
    return ok;
}

/* --- any kind ----------------------------------------------------------------------------------------------------- */

static void compute_pages(struct binder *binder, struct slot *slot)
{
    int64_t pages = binder->options->transmission_pages;

    if (pages < 0)
        return;
    slot->value->is_empty = false;
    slot->value->integer = pages;
    slot->value->text = format_integer(binder->arena, slot->field, pages);
}

static void compute_titles(struct binder *binder, struct slot *slot)
{
    const char *titles = binder->options->transmission_titles;

    if (!titles)
        return;
    slot->value->is_empty = false;
    slot->value->text = titles;
}

/* What the caller knows has no place in the data; its place is the field. What it does not know is no value. */
static void compute(struct binder *binder, struct slot *slot)
{
    slot->value->at = slot->field->at;
    switch (slot->field->computed) {
    case COMPUTED_NOT:
        break;
    case COMPUTED_TRANSMISSION_PAGES:
        compute_pages(binder, slot);
        break;
    case COMPUTED_TRANSMISSION_TITLES:
        compute_titles(binder, slot);
        break;
    }
}

static bool read_kind(struct binder *binder, struct slot *slot)
{
    switch (slot->field->kind) {
    case FIELD_TEXT:
        return read_text(binder, slot);
    case FIELD_INTEGER:
        return read_integer(binder, slot);
    case FIELD_DATETIME:
        return read_datetime(binder, slot);
    case FIELD_ONE:
        return read_one(binder, slot);
    case FIELD_MANY:
        return read_many(binder, slot);
    case FIELD_TEXTS:
        return read_texts(binder, slot);
    case FIELD_EACH:
        return each_read(binder, slot);
    case FIELD_FILE:
        return file_read_value(binder, slot);
    }
    return false;
}

bool value_read(struct binder *binder, struct slot *slot)
{
    value_clear(binder->arena, slot->field, slot->value);
    if (slot->field->computed) {
        compute(binder, slot);
        return true;
    }
    path_find(binder, slot);
    if (json_is_empty(slot->value->json))
        return !slot->value->is_wrong;
    slot->value->is_empty = false;
    if (read_kind(binder, slot))
        return true;
    value_refuse(binder, slot);
    return false;
}
