/*
 * The items of an EACH field. With "expand" an element of the data gives one item for each text of a list in it; all
 * else in the element is then in each of these items.
 */
#include "data/binder.h"

/* The members of one item; what is wrong with them is theirs, and the list goes on without. */
static void read_item(struct binder *binder, const struct slot *slot, const struct json *item, struct value *values)
{
    const struct field *field = slot->field;

    for (size_t i = 0; i < field->member_count; i++) {
        struct slot member = {&field->members[i], slot->index, item, &values[i]};

        value_clear(binder->arena, member.field, member.value);
        if (item->kind == JSON_OBJECT)
            value_read(binder, &member);
        else
            value_refuse(binder, &member);
    }
    if (item->kind != JSON_OBJECT)
        binder_report_type(binder, slot, item, DIAG_BOTH("objects", "オブジェクト"), NULL);
}

static bool check_room(struct binder *binder, const struct slot *slot, size_t count)
{
    size_t most = binder->limits->cells;

    if (slot->field->member_count == 0 || count <= most / slot->field->member_count)
        return true;
    return diags_error(binder->diags, DIAG_LIMIT_CELLS, &slot->value->at, &slot->field->at,
                       DIAG_ARGS(arena_format(binder->arena, "%zu", most)));
}

/* One of the texts of the list, instead of the list. */
static void set_one(struct binder *binder, struct value *value, const struct json *text)
{
    value->json = text;
    value->is_empty = json_is_empty(text);
    value->text = json_spelling(binder->arena, text);
    value->at = json_ref(binder->arena, binder->source, text);
}

/* The texts that an item is expanded by: none where the list is empty or wrong. */
static const struct json *texts_of(const struct slot *slot, const struct value *values)
{
    const struct value *list = slot->field->expand < 0 ? NULL : &values[slot->field->expand];

    return list && !list->is_empty ? list->json : NULL;
}

/* Rows under way. */
struct row_list {
    struct value_row *rows;
    size_t count, capacity;
};

static void add_row(struct binder *binder, struct row_list *list, struct value *values, size_t element)
{
    list->rows = arena_grow(binder->arena, list->rows, list->count, &list->capacity, sizeof(struct value_row));
    list->rows[list->count++] = (struct value_row){values, element};
}

/* A copy of the item for each text. The copies are their own: what follows from other values may differ. */
static void expand(struct binder *binder, const struct slot *slot, const struct value *item, const struct json *texts,
                   size_t element, struct row_list *list)
{
    for (const struct json *text = texts->child; text; text = text->next) {
        struct value *values = arena_array(binder->arena, struct value, slot->field->member_count);

        for (size_t i = 0; i < slot->field->member_count; i++)
            values[i] = item[i];
        set_one(binder, &values[slot->field->expand], text);
        add_row(binder, list, values, element);
    }
}

static bool add_element(struct binder *binder, const struct slot *slot, const struct json *element,
                        struct row_list *list)
{
    struct value *item = arena_array(binder->arena, struct value, slot->field->member_count);
    const struct json *texts;

    read_item(binder, slot, element, item);
    texts = texts_of(slot, item);
    if (!check_room(binder, slot, list->count + (texts ? texts->size : 1)))
        return false;
    if (texts)
        expand(binder, slot, item, texts, element->index, list);
    else
        add_row(binder, list, item, element->index);
    return true;
}

bool each_read(struct binder *binder, struct slot *slot)
{
    const struct json *json = slot->value->json;
    struct row_list list = {0};

    if (json->kind != JSON_ARRAY)
        return binder_report_type(binder, slot, json, DIAG_BOTH("an array of objects", "オブジェクトの配列"),
                                  "[{ … }]");
    if (!check_room(binder, slot, json->size))
        return false;
    for (const struct json *element = json->child; element; element = element->next)
        if (!add_element(binder, slot, element, &list))
            return false;
    slot->value->rows = list.rows;
    slot->value->row_count = list.count;
    return true;
}
