/* Conditions on data: tests of fields, joined by all, any and not. */
#include "layout/compiler.h"

#include <string.h>

#define KIND(kind) (1u << (kind))
#define ALL_KINDS (~0u)

/* What may stand after a test. */
enum operand {
    OPERAND_FLAG,
    OPERAND_CODE,  /* string, whole number, true or false; a code where the field is a choice */
    OPERAND_CODES, /* an array of those */
    OPERAND_INTEGER,
    OPERAND_CONST, /* { "const": code } */
    OPERAND_FIELD,
};

static const struct test_row {
    const char *name;
    enum test_kind test;
    enum operand operand;
    unsigned kinds; /* of fields it can test */
} tests[] = {
    {"empty", TEST_EMPTY, OPERAND_FLAG, ALL_KINDS},
    {"const", TEST_CONST, OPERAND_CODE, KIND(FIELD_TEXT) | KIND(FIELD_INTEGER) | KIND(FIELD_ONE)},
    {"enum", TEST_ENUM, OPERAND_CODES, KIND(FIELD_TEXT) | KIND(FIELD_INTEGER) | KIND(FIELD_ONE)},
    {"minimum", TEST_MINIMUM, OPERAND_INTEGER, KIND(FIELD_INTEGER)},
    {"maximum", TEST_MAXIMUM, OPERAND_INTEGER, KIND(FIELD_INTEGER)},
    {"minLength", TEST_MIN_LENGTH, OPERAND_INTEGER, KIND(FIELD_TEXT)},
    {"maxLength", TEST_MAX_LENGTH, OPERAND_INTEGER, KIND(FIELD_TEXT)},
    {"minItems", TEST_MIN_ITEMS, OPERAND_INTEGER, KIND(FIELD_MANY) | KIND(FIELD_TEXTS) | KIND(FIELD_EACH)},
    {"maxItems", TEST_MAX_ITEMS, OPERAND_INTEGER, KIND(FIELD_MANY) | KIND(FIELD_TEXTS) | KIND(FIELD_EACH)},
    {"contains", TEST_CONTAINS, OPERAND_CONST, KIND(FIELD_MANY) | KIND(FIELD_TEXTS)},
    {"not_after", TEST_NOT_AFTER, OPERAND_FIELD, KIND(FIELD_DATETIME)},
};

/* --- operands ----------------------------------------------------------------------------------------------------- */

static bool read_flag_operand(struct scope *scope, const struct json *value)
{
    bool flag;

    return read_flag(scope, value, &flag);
}

static bool read_integer_operand(const struct scope *scope, const struct json *value)
{
    int64_t number;

    return read_integer(scope, value, INT64_MIN, INT64_MAX, &number);
}

/* A code as it is spelled in JSON; NULL when the value can be none. */
static const char *spelling(const struct scope *scope, const struct json *value)
{
    const char *bytes = scope->compiler->source->bytes + value->offset;

    if (value->kind == JSON_STRING)
        return value->string;
    if (value->kind == JSON_TRUE || value->kind == JSON_FALSE || (value->kind == JSON_NUMBER && value->is_integer))
        return arena_copy(scope->compiler->arena, bytes, value->end - value->offset);
    return NULL;
}

static bool read_code_operand(const struct scope *scope, const struct json *value, const struct field *field)
{
    const char *code = spelling(scope, value);
    int32_t choice;

    if (field->kind == FIELD_INTEGER)
        return read_integer_operand(scope, value);
    if (!code)
        return report_type(scope, value,
                           DIAG_BOTH("a string, a whole number, true or false", "文字列、整数、true、false"), NULL);
    return field->choice_count == 0 || choice_read(scope, scope_ref(scope, value), field, code, &choice);
}

static bool read_codes_operand(const struct scope *scope, const struct json *value, const struct field *field)
{
    bool ok = true;

    if (!is_array(scope, value, DIAG_BOTH("an array of values", "値の配列")))
        return false;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_code_operand(scope, item, field);
    return ok;
}

static bool read_const_operand(struct scope *scope, const struct json *value, const struct field *field)
{
    static const struct key keys[] = {{"const", keep_value, 0, "{ \"const\": \"unknown\" }"}};
    static const struct object_kind kind = {DIAG_BOTH("what \"contains\" looks for", "contains で探すもの"), keys,
                                            COUNT(keys)};

    const struct json *wanted = NULL;

    return object_read(scope, &kind, value, &wanted) && read_code_operand(scope, wanted, field);
}

static bool read_field_operand(struct scope *scope, const struct json *value, struct condition *condition)
{
    struct reference other;

    if (!reference_read_field(scope, value, &other))
        return false;
    condition->other = other.ref;
    return other.field->kind == FIELD_DATETIME ||
           report(scope, value, DIAG_TEST_MISFIT, DIAG_ARGS("not_after", other.field->name));
}

static bool read_operand(struct scope *scope, const struct json *value, enum operand operand, const struct field *field,
                         struct condition *condition)
{
    switch (operand) {
    case OPERAND_FLAG:
        return read_flag_operand(scope, value);
    case OPERAND_CODE:
        return read_code_operand(scope, value, field);
    case OPERAND_CODES:
        return read_codes_operand(scope, value, field);
    case OPERAND_INTEGER:
        return read_integer_operand(scope, value);
    case OPERAND_CONST:
        return read_const_operand(scope, value, field);
    case OPERAND_FIELD:
        return read_field_operand(scope, value, condition);
    }
    return false;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static const struct test_row *test_find(const char *name)
{
    for (size_t i = 0; i < COUNT(tests); i++)
        if (strcmp(tests[i].name, name) == 0)
            return &tests[i];
    return NULL;
}

static bool report_test(const struct scope *scope, const struct json *member)
{
    const char *names[COUNT(tests)];

    for (size_t i = 0; i < COUNT(tests); i++)
        names[i] = tests[i].name;
    return report_key(scope, member, DIAG_KEY_UNKNOWN,
                      DIAG_ARGS(DIAG_BOTH("a test", "条件の検査"), member->key,
                                diag_nearest(member->key, names, COUNT(names)),
                                join_names(scope->compiler->arena, names, COUNT(names))));
}

static bool read_test(struct scope *scope, const struct json *member, const struct reference *reference,
                      struct condition *condition)
{
    const struct test_row *row = test_find(member->key);

    if (!row)
        return report_test(scope, member);
    if (!(row->kinds & KIND(reference->field->kind)))
        return report_key(scope, member, DIAG_TEST_MISFIT, DIAG_ARGS(member->key, reference->field->name));
    *condition = (struct condition){
        .kind = CONDITION_TEST,
        .field = reference->ref,
        .test = row->test,
        .operand = member,
        .other = NO_FIELD,
        .at = scope_ref(scope, member),
    };
    return read_operand(scope, member, row->operand, reference->field, condition);
}

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

    if (!reference_read(scope, json_key_ref(scope->compiler->arena, scope->compiler->source, member), member->key,
                        &reference))
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

        ok &= read_test(scope, test, &reference, condition);
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
