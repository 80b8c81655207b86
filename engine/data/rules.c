/* Mandatory values, and the form's own rules. A specimen may lack what a real report must have. */
#include "data/binder.h"

#include <string.h>

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
        for (size_t i = 0; i < field->member_count && !record_continues(binder->record, (int32_t)index, row); i++)
            check_required(binder, &field->members[i], &value->rows[row].values[i]);
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

/* A rule being tested, for one item of its EACH field or, where it has none, for the record: `row` is -1. */
struct trial {
    struct binder *binder;
    const struct rule *rule;
    int32_t row;
};

/* A wrong member of one item is no reason to pass over the others. */
static bool is_wrong(const struct trial *trial, struct field_ref ref)
{
    if (ref.field < 0)
        return false;
    if (ref.member >= 0 && !trial->binder->record->values[ref.field].is_wrong)
        return record_value(trial->binder->record, ref, trial->row)->is_wrong;
    return trial->binder->is_wrong[ref.field];
}

/* A value that is wrong in itself says nothing about a rule. */
static bool touches_wrong(const struct trial *trial, const struct condition *condition)
{
    if (!condition || !work_add(trial->binder->record->work, 1))
        return false;
    if (condition->kind == CONDITION_TEST && (is_wrong(trial, condition->field) || is_wrong(trial, condition->other)))
        return true;
    for (size_t i = 0; i < condition->count; i++)
        if (touches_wrong(trial, condition->children[i]))
            return true;
    return false;
}

static bool fails_by_absence(const struct trial *trial, const struct condition *demand);

/* Of the parts that fail, all (any) fail for want of a value. */
static bool parts_fail_by_absence(const struct trial *trial, const struct condition *demand, bool all)
{
    for (size_t i = 0; i < demand->count; i++) {
        if (record_test(trial->binder->record, demand->children[i], trial->row))
            continue;
        if (fails_by_absence(trial, demand->children[i]) != all)
            return !all;
    }
    return all;
}

/* Whether giving the values that "empty": false asks for would make `demand`, which fails, hold. */
static bool fails_by_absence(const struct trial *trial, const struct condition *demand)
{
    switch (demand->kind) {
    case CONDITION_TEST:
        return demand->test == TEST_EMPTY && demand->operand->kind == JSON_FALSE;
    case CONDITION_ALL:
        return parts_fail_by_absence(trial, demand, true);
    case CONDITION_ANY:
        return parts_fail_by_absence(trial, demand, false);
    case CONDITION_NOT:
        return false;
    }
    return false;
}

/* The value a failed rule is reported at: of the item, where it is about items. */
static const struct value *place_of(const struct trial *trial)
{
    const struct condition *found = layout_first_test(trial->rule->demand, trial->row >= 0);

    if (!found)
        found = layout_first_test(trial->rule->demand, false);
    return record_value(trial->binder->record, found->field, trial->row);
}

static bool has_failed(const struct trial *trial)
{
    const struct record *record = trial->binder->record;
    const struct rule *rule = trial->rule;

    if (touches_wrong(trial, rule->when) || touches_wrong(trial, rule->demand))
        return false;
    return (!rule->when || record_test(record, rule->when, trial->row)) &&
           !record_test(record, rule->demand, trial->row) && work_add(record->work, 0);
}

static void report_failure(const struct trial *trial, const struct value *value)
{
    const struct rule *rule = trial->rule;
    bool is_excused = trial->binder->record->is_specimen && fails_by_absence(trial, rule->demand);

    diags_rule(trial->binder->diags, is_excused ? DIAG_WARNING : rule->severity, rule->id, &value->at, &rule->at,
               rule->japanese, rule->english);
}

/* Once for each value: rows of one element share the values that "expand" repeats. */
static void check_items(struct binder *binder, const struct rule *rule)
{
    size_t count = binder->record->values[rule->each].row_count;
    const struct value *last = NULL;

    for (size_t row = 0; row < count && work_add(binder->record->work, 1); row++) {
        struct trial trial = {binder, rule, (int32_t)row};

        if (!has_failed(&trial))
            continue;
        const struct value *value = place_of(&trial);
        if (!last || strcmp(last->at.pointer, value->at.pointer) != 0)
            report_failure(&trial, value);
        last = value;
    }
}

static void check_rule(struct binder *binder, const struct rule *rule)
{
    struct trial trial = {binder, rule, -1};

    if (rule->each >= 0)
        check_items(binder, rule);
    else if (has_failed(&trial))
        report_failure(&trial, place_of(&trial));
}

void rules_check(struct binder *binder)
{
    for (size_t i = 0; i < binder->layout->field_count; i++)
        check_field(binder, i);
    for (size_t i = 0; i < binder->layout->rule_count; i++)
        check_rule(binder, &binder->layout->rules[i]);
}
