/* Conditions on data: tests of fields, joined by all, any and not. */
#include "layout/compiler.h"

#include <string.h>

/* --- conditions --------------------------------------------------------------------------------------------------- */

/* A condition joining `count` children that are still to be read. */
static const struct condition **join(const struct scope *scope, const struct json *value, enum condition_kind kind,
                                     size_t count, const struct condition **made)
{
    struct arena *arena = scope->compiler->arena;
    struct condition *condition = arena_new(arena, struct condition);
    const struct condition **children = arena_array(arena, const struct condition *, count);

    *condition = (struct condition){
        .kind = kind,
        .children = children,
        .count = count,
        .field = NO_FIELD,
        .other = NO_FIELD,
        .at = scope_ref(scope, value),
    };
    *made = condition;
    return children;
}

static bool report_empty(const struct scope *scope, const struct json *value)
{
    return report(scope, value, DIAG_CONDITION_EMPTY, DIAG_NO_ARGS);
}

/* FIELD: { TEST: operand, ... } */
static bool read_tests(struct scope *scope, const struct json *member, const struct condition **made)
{
    struct reference reference;
    size_t index = 0;

    if (!reference_read(scope, json_key_ref(scope->compiler->arena, member->source, member), member->key, &reference))
        return false;
    if (reference.rest)
        return report_key(scope, member, DIAG_REFERENCE_REST, DIAG_ARGS(reference.field->name, reference.rest));
    if (!is_object(scope, member, DIAG_BOTH("an object of tests", "検査のオブジェクト")))
        return false;
    if (member->size == 0)
        return report_empty(scope, member);

    const struct condition **children = join(scope, member, CONDITION_ALL, member->size, made);
    bool ok = true;
    for (const struct json *test = member->child; test; test = test->next) {
        struct condition *condition = arena_new(scope->compiler->arena, struct condition);

        ok &= test_read(scope, test, &reference, condition);
        children[index++] = condition;
    }
    return ok;
}

/* "all": [ ... ], "any": [ ... ] */
static bool read_joined(struct scope *scope, const struct json *member, enum condition_kind kind,
                        const struct condition **made)
{
    size_t index = 0;
    bool ok = true;

    if (!is_array(scope, member, DIAG_BOTH("an array of conditions", "条件の配列")))
        return false;
    if (member->size == 0)
        return report_empty(scope, member);
    const struct condition **children = join(scope, member, kind, member->size, made);
    for (const struct json *item = member->child; item; item = item->next)
        ok &= read_condition(scope, item, &children[index++]);
    return ok;
}

static bool read_member(struct scope *scope, const struct json *member, const struct condition **made)
{
    if (strcmp(member->key, "all") == 0)
        return read_joined(scope, member, CONDITION_ALL, made);
    if (strcmp(member->key, "any") == 0)
        return read_joined(scope, member, CONDITION_ANY, made);
    if (strcmp(member->key, "not") == 0)
        return read_condition(scope, member, join(scope, member, CONDITION_NOT, 1, made));
    return read_tests(scope, member, made);
}

bool read_condition(struct scope *scope, const struct json *value, void *into)
{
    const struct condition **made = into;
    size_t index = 0;
    bool ok = true;

    if (!is_object(scope, value, DIAG_BOTH("a condition", "条件")))
        return false;
    if (value->size == 0)
        return report_empty(scope, value);
    if (value->size == 1)
        return read_member(scope, value->child, made);
    const struct condition **children = join(scope, value, CONDITION_ALL, value->size, made);
    for (const struct json *member = value->child; member; member = member->next)
        ok &= read_member(scope, member, &children[index++]);
    return ok;
}
