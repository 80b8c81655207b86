/*
 * Mandatory values and rules. A specimen may lack values that a real report must have, so what is only about absence
 * holds "unless specimen"; warnings are not said.
 */
#include "schema/builder.h"

#include <string.h>

static struct view whole_view(const struct builder *builder)
{
    return (struct view){.each = -1, .settled = builder->layout->field_count};
}

static void add_beyond(struct builder *builder, const char *id)
{
    for (size_t i = 0; i < builder->beyond_count; i++)
        if (strcmp(builder->beyond[i], id) == 0)
            return;
    builder->beyond = arena_grow(builder->arena, builder->beyond, builder->beyond_count, &builder->beyond_capacity,
                                 sizeof(builder->beyond[0]));
    builder->beyond[builder->beyond_count++] = id;
}

static void add_demand(struct builder *builder, const struct field *field, const struct json_made *demand)
{
    if (demand)
        json_push(builder->arena, builder->strict,
                  part_labelled(builder, field->required, field->title, field->title_english, demand));
    else
        add_beyond(builder, field->required);
}

static struct view item_view(const struct builder *builder, size_t each)
{
    return (struct view){.each = (int32_t)each, .settled = builder->layout->fields[each].member_count};
}

/* A member has a value; the first text, where it is a list by whose texts the item is expanded. */
static const struct json_made *member_given(struct builder *builder, size_t each, size_t index)
{
    const struct field *field = &builder->layout->fields[each], *member = &field->members[index];
    struct json_made *first = json_make_array(builder->arena);
    const struct json_made *given = field_part_given(builder, member, index, item_view(builder, each));

    if (field->expand != (int32_t)index)
        return given;
    json_push(builder->arena, first, part_reference(builder, "given"));
    return part_both(builder, given,
                     part_chosen_has(builder, member, json_make(builder->arena, "prefixItems", first, NULL)));
}

static const struct json_made *all_items(const struct builder *builder, size_t each, const struct json_made *item)
{
    return item ? part_chosen_at(builder, &builder->layout->fields[each], 0,
                                 json_make(builder->arena, "items", item, NULL))
                : NULL;
}

static void add_members(struct builder *builder, size_t each)
{
    const struct field *field = &builder->layout->fields[each];

    for (size_t i = 0; i < field->member_count; i++)
        if (field->members[i].required)
            add_demand(builder, &field->members[i], all_items(builder, each, member_given(builder, each, i)));
}

static void add_field(struct builder *builder, size_t index)
{
    const struct field *field = &builder->layout->fields[index];

    if (field->required)
        add_demand(builder, field, field_part_given(builder, field, index, whole_view(builder)));
    add_members(builder, index);
}

/* Whether `demand` can fail only for want of a value, in some part of it. */
static bool demands_presence(const struct condition *demand)
{
    bool does = demand->kind == CONDITION_TEST && demand->test == TEST_EMPTY && demand->operand->kind == JSON_FALSE;

    bool is_joined = demand->kind == CONDITION_ALL || demand->kind == CONDITION_ANY;

    for (size_t i = 0; is_joined && i < demand->count; i++)
        does |= demands_presence(demand->children[i]);
    return does;
}

/* When the rule applies it demands this, of each item or of the whole. Its `when` may be about either. */
static const struct json_made *rule_part(struct builder *builder, const struct rule *rule, bool is_lenient)
{
    struct view whole = whole_view(builder);
    struct view view = rule->each < 0 ? whole : item_view(builder, (size_t)rule->each);
    const struct json_made *when = rule->when ? condition_part(builder, rule->when, view) : builder->anything;
    const struct json_made *demand;

    view.is_lenient = is_lenient;
    demand = condition_part(builder, rule->demand, view);
    if (demand == builder->anything)
        return demand;
    if (rule->each < 0)
        return part_if(builder, when, demand);
    if (when)
        return all_items(builder, (size_t)rule->each, part_if(builder, when, demand));
    return part_if(builder, condition_part(builder, rule->when, whole), all_items(builder, (size_t)rule->each, demand));
}

static void push_rule(const struct builder *builder, struct json_made *list, const struct rule *rule,
                      const struct json_made *said)
{
    if (said != builder->anything)
        json_push(builder->arena, list, part_labelled(builder, rule->id, rule->japanese, rule->english, said));
}

static void add_rule(struct builder *builder, const struct rule *rule)
{
    const struct json_made *said = rule_part(builder, rule, false);

    if (!said) {
        add_beyond(builder, rule->id);
    } else if (demands_presence(rule->demand)) {
        push_rule(builder, builder->strict, rule, said);
        push_rule(builder, builder->general, rule, rule_part(builder, rule, true));
    } else {
        push_rule(builder, builder->general, rule, said);
    }
}

void rules_add(struct builder *builder)
{
    for (size_t i = 0; i < builder->layout->field_count; i++)
        add_field(builder, i);
    for (size_t i = 0; i < builder->layout->rule_count; i++)
        if (builder->layout->rules[i].severity == DIAG_ERROR)
            add_rule(builder, &builder->layout->rules[i]);
}
