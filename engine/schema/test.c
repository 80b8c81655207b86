/*
 * Conditions of the layout as JSON Schema. A test of a value that is not there fails, "empty": true aside; so each part
 * made here holds only where there is a value.
 */
#include "schema/builder.h"

#include <string.h>

/* In one schema. Conditions on choices that follow from others are said in full where they are tested. */
#define TESTS_MAX 5000

#define POWERS 19 /* powers of ten that 64 bits hold, from 1 */

/* --- operands ----------------------------------------------------------------------------------------------------- */

/* What the data may hold to be equal to the operand: codes in either spelling, integers as they are. */
static void push_equal(const struct builder *builder, const struct field *field, const struct json *operand,
                       struct json_made *values)
{
    const char *spelled = json_spelling(builder->arena, operand);

    if (field->kind == FIELD_INTEGER)
        json_push(builder->arena, values, json_make_integer(builder->arena, operand->integer));
    else if (field->choice_count > 0 || operand->kind == JSON_NUMBER)
        value_push_code(builder, values, spelled);
    else
        json_push(builder->arena, values, part_text(builder, spelled));
}

static const struct json_made *equal_part(const struct builder *builder, const struct field *field,
                                          const struct json *operand)
{
    struct json_made *values = json_make_array(builder->arena);

    push_equal(builder, field, operand, values);
    return part_values(builder, values);
}

static const struct json_made *one_of_part(const struct builder *builder, const struct field *field,
                                           const struct json *operands)
{
    struct json_made *values = json_make_array(builder->arena);

    for (const struct json *item = operands->child; item; item = item->next)
        push_equal(builder, field, item, values);
    return json_made_count(values) > 0 ? part_values(builder, values) : part_not(builder, builder->anything);
}

/* --- bounds ------------------------------------------------------------------------------------------------------- */

static const struct json_made *bound(const struct builder *builder, const char *type, const char *keyword,
                                     int64_t limit)
{
    return json_make(builder->arena, "type", part_text(builder, type), keyword,
                     json_make_integer(builder->arena, limit), NULL);
}

static int64_t at_least(int64_t number, int64_t least)
{
    return number > least ? number : least;
}

static int64_t power_of_ten(int64_t exponent)
{
    int64_t power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* A text may be an integer too, whose sign counts as a character: from 100, or from -10 down, for three. */
static const struct json_made *integer_of_length(const struct builder *builder, int64_t least)
{
    if (least > POWERS)
        return part_not(builder, builder->anything);
    return part_either(builder, bound(builder, "integer", "minimum", power_of_ten(least - 1)),
                       bound(builder, "integer", "maximum", -power_of_ten(at_least(least - 2, 0))));
}

static const struct json_made *text_of_length(const struct builder *builder, int64_t least)
{
    const struct json_made *text = bound(builder, "string", "minLength", at_least(least, 1));
    const struct json_made *integer = least < 2 ? json_make(builder->arena, "type", part_text(builder, "integer"), NULL)
                                                : integer_of_length(builder, least);

    return part_either(builder, text, integer);
}

static const struct json_made *text_of_length_to(const struct builder *builder, int64_t most)
{
    return part_both(builder, part_reference(builder, "given"),
                     part_not(builder, text_of_length(builder, at_least(most, 0) + 1)));
}

static const struct json_made *list_of_count_to(const struct builder *builder, int64_t most)
{
    return part_both(builder, bound(builder, "array", "minItems", 1),
                     bound(builder, "array", "maxItems", at_least(most, 0)));
}

static const struct json_made *containing(const struct builder *builder, const struct json_made *item)
{
    return item ? json_make(builder->arena, "type", part_text(builder, "array"), "contains", item, NULL) : NULL;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

/* An item that satisfies the condition on its members. */
static const struct json_made *satisfying_part(struct builder *builder, const struct condition *condition,
                                               struct view view)
{
    size_t list = (size_t)condition->field.field;
    size_t settled = list < view.settled ? builder->layout->fields[list].member_count : 0;
    struct view item = {condition->field.field, settled, false};

    return condition_part(builder, condition->children[0], item);
}

/* What the test wants of the value alone; NULL where it looks at more: JSON Schema compares no two values. */
static const struct json_made *wanted_part(struct builder *builder, const struct field *field,
                                           const struct condition *condition, struct view view)
{
    const struct json *operand = condition->operand;

    switch (condition->test) {
    case TEST_EMPTY:
        return value_given(builder, field); /* its absence is said around this */
    case TEST_CONST:
        return equal_part(builder, field, operand);
    case TEST_ENUM:
        return one_of_part(builder, field, operand);
    case TEST_MINIMUM:
        return bound(builder, "integer", "minimum", operand->integer);
    case TEST_MAXIMUM:
        return bound(builder, "integer", "maximum", operand->integer);
    case TEST_MIN_LENGTH:
        return text_of_length(builder, operand->integer);
    case TEST_MAX_LENGTH:
        return text_of_length_to(builder, operand->integer);
    case TEST_MIN_ITEMS:
        return bound(builder, "array", "minItems", at_least(operand->integer, 1));
    case TEST_MAX_ITEMS:
        return list_of_count_to(builder, operand->integer);
    case TEST_CONTAINS:
        return containing(builder, field->kind == FIELD_EACH ? satisfying_part(builder, condition, view)
                                                             : equal_part(builder, field, json_find(operand, "const")));
    case TEST_NOT_AFTER:
    case TEST_INCLUDES:
    case TEST_EQUALS:
    case TEST_OLDER_THAN:
        return NULL;
    }
    return NULL;
}

/* Whether the test holds of a choice that follows from other values. */
static bool holds_of_code(const struct builder *builder, const struct condition *condition, const char *code)
{
    const struct json *operand = condition->operand;
    bool is_found = condition->test == TEST_EMPTY;

    if (condition->test == TEST_CONST)
        return strcmp(json_spelling(builder->arena, operand), code) == 0;
    for (const struct json *item = is_found ? NULL : operand->child; item; item = item->next)
        is_found |= strcmp(json_spelling(builder->arena, item), code) == 0;
    return is_found;
}

/* The field has no value of its own, and `otherwise` gives it one. */
static const struct json_made *follows_part(struct builder *builder, const struct field *field, size_t index,
                                            struct view view)
{
    struct view before = {view.each, index, false};

    return part_both(builder, part_not(builder, part_chosen_has(builder, field, value_given(builder, field))),
                     condition_part(builder, field->otherwise, before));
}

/* A choice that follows from other values is one as well, once it is made. */
static const struct json_made *settled_part(struct builder *builder, const struct field *field,
                                            const struct condition *condition, size_t index, struct view view)
{
    const struct json_made *own = part_chosen_has(builder, field, wanted_part(builder, field, condition, view));

    if (!field->otherwise || index >= view.settled ||
        !holds_of_code(builder, condition, field->choices[field->otherwise_choice].code))
        return own;
    return part_either(builder, own, follows_part(builder, field, index, view));
}

const struct json_made *field_part_given(struct builder *builder, const struct field *field, size_t index,
                                         struct view view)
{
    static const struct condition given = {.kind = CONDITION_TEST, .test = TEST_EMPTY};

    return settled_part(builder, field, &given, index, view);
}

/* From an item its members alone are seen; not the one whose texts it is expanded by, which is another in each row. */
static bool is_in_view(const struct builder *builder, struct field_ref ref, struct view view)
{
    if (ref.member < 0)
        return view.each < 0;
    return ref.field == view.each && builder->layout->fields[ref.field].expand != ref.member;
}

static const struct json_made *test_part(struct builder *builder, const struct condition *condition, struct view view)
{
    const struct field *field = layout_field(builder->layout, condition->field);
    bool is_member = condition->field.member >= 0;
    size_t index = (size_t)(is_member ? condition->field.member : condition->field.field);

    if (!is_in_view(builder, condition->field, view) || builder->tests++ >= TESTS_MAX)
        return NULL;
    if (condition->test != TEST_EMPTY)
        return settled_part(builder, field, condition, index, view);
    if (condition->operand->kind == JSON_TRUE)
        return part_not(builder, field_part_given(builder, field, index, view));
    return view.is_lenient ? builder->anything : field_part_given(builder, field, index, view);
}

static const struct json_made *joined_part(struct builder *builder, const struct condition *condition, struct view view)
{
    const struct json_made **parts = arena_array(builder->arena, const struct json_made *, condition->count);

    for (size_t i = 0; i < condition->count; i++)
        parts[i] = condition_part(builder, condition->children[i], view);
    return condition->kind == CONDITION_ANY ? part_any(builder, parts, condition->count)
                                            : part_all(builder, parts, condition->count);
}

const struct json_made *condition_part(struct builder *builder, const struct condition *condition, struct view view)
{
    struct view strict = {view.each, view.settled, false};

    switch (condition->kind) {
    case CONDITION_ALL:
    case CONDITION_ANY:
        return joined_part(builder, condition, view);
    case CONDITION_NOT:
        return part_not(builder, condition_part(builder, condition->children[0], strict));
    case CONDITION_TEST:
        return test_part(builder, condition, view);
    }
    return NULL;
}
