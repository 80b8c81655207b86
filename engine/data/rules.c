/* Mandatory values, and the form's own rules. A specimen may lack what a real report must have. */
#include "data/binder.h"

/* --- mandatory values --------------------------------------------------------------------------------------------- */

static enum diag_severity severity_of_absence(const struct binder *binder)
{
    return binder->record->is_specimen ? DIAG_WARNING : DIAG_ERROR;
}

static void check_required(struct binder *binder, const struct field *field, const struct value *value)
{
    if (field->required && value->is_empty && !value->is_wrong)
        diags_named(binder->diags, severity_of_absence(binder), field->required, DIAG_VALUE_REQUIRED, &value->at,
                    &field->at, DIAG_ARGS(field_title(binder->arena, field)));
}

static void check_field(struct binder *binder, size_t index)
{
    const struct field *field = &binder->layout->fields[index];
    const struct value *value = &binder->record->values[index];

    check_required(binder, field, value);
    for (size_t row = 0; row < value->row_count; row++)
        for (size_t i = 0; i < field->member_count; i++)
            check_required(binder, &field->members[i], &value->rows[row].values[i]);
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

/* A value that is wrong in itself says nothing about a rule. */
static bool touches_wrong(const struct binder *binder, const struct condition *condition)
{
    if (!condition)
        return false;
    if (condition->kind == CONDITION_TEST)
        return binder->is_wrong[condition->field.field] ||
               (condition->other.field >= 0 && binder->is_wrong[condition->other.field]);
    for (size_t i = 0; i < condition->count; i++)
        if (touches_wrong(binder, condition->children[i]))
            return true;
    return false;
}

static const struct condition *first_test(const struct condition *condition)
{
    while (condition->kind != CONDITION_TEST)
        condition = condition->children[0];
    return condition;
}

static bool fails_by_absence(const struct record *record, const struct condition *demand);

/* Of the parts that fail, all (any) fail for want of a value. */
static bool parts_fail_by_absence(const struct record *record, const struct condition *demand, bool all)
{
    for (size_t i = 0; i < demand->count; i++) {
        if (record_test(record, demand->children[i], -1))
            continue;
        if (fails_by_absence(record, demand->children[i]) != all)
            return !all;
    }
    return all;
}

/* Whether giving the values that "empty": false asks for would make `demand`, which fails, hold. */
static bool fails_by_absence(const struct record *record, const struct condition *demand)
{
    switch (demand->kind) {
    case CONDITION_TEST:
        return demand->test == TEST_EMPTY && demand->operand->kind == JSON_FALSE;
    case CONDITION_ALL:
        return parts_fail_by_absence(record, demand, true);
    case CONDITION_ANY:
        return parts_fail_by_absence(record, demand, false);
    case CONDITION_NOT:
        return false;
    }
    return false;
}

static void check_rule(struct binder *binder, const struct rule *rule)
{
    const struct record *record = binder->record;

    if (touches_wrong(binder, rule->when) || touches_wrong(binder, rule->demand))
        return;
    if ((rule->when && !record_test(record, rule->when, -1)) || record_test(record, rule->demand, -1))
        return;
    const struct value *value = record_value(record, first_test(rule->demand)->field, -1);
    bool is_excused = record->is_specimen && fails_by_absence(record, rule->demand);
    diags_rule(binder->diags, is_excused ? DIAG_WARNING : rule->severity, rule->id, &value->at, &rule->at,
               rule->japanese, rule->english);
}

void rules_check(struct binder *binder)
{
    for (size_t i = 0; i < binder->layout->field_count; i++)
        check_field(binder, i);
    for (size_t i = 0; i < binder->layout->rule_count; i++)
        check_rule(binder, &binder->layout->rules[i]);
}
