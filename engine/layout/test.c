/* Tests of a condition: what can be asked of which kind of field, and what may stand after it. */
#include "layout/compiler.h"

#include <string.h>

#define KIND(kind) (1u << (kind))
#define ALL_KINDS (~0u)

/* The longest time that can be asked for: a thousand years. */
#define MONTHS_MAX 12000
#define DAYS_MAX 366000

/* What may stand after a test. */
enum operand {
    OPERAND_FLAG,
    OPERAND_CODE,  /* string, whole number, true or false; a code where the field is a choice */
    OPERAND_CODES, /* an array of those */
    OPERAND_INTEGER,
    OPERAND_CONST, /* { "const": code }; where the field has items, a condition on their members */
    OPERAND_FIELD, /* the name of a field of the same kind */
    OPERAND_AGE,   /* { "months" | "days": number, "than": name of a field } */
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
    {"contains", TEST_CONTAINS, OPERAND_CONST, KIND(FIELD_MANY) | KIND(FIELD_TEXTS) | KIND(FIELD_EACH)},
    {"not_after", TEST_NOT_AFTER, OPERAND_FIELD, KIND(FIELD_DATETIME)},
    {"includes", TEST_INCLUDES, OPERAND_FIELD, KIND(FIELD_TEXT)},
    {"equals", TEST_EQUALS, OPERAND_FIELD,
     KIND(FIELD_TEXT) | KIND(FIELD_INTEGER) | KIND(FIELD_ONE) | KIND(FIELD_DATETIME)},
    {"older_than", TEST_OLDER_THAN, OPERAND_AGE, KIND(FIELD_DATETIME)},
};

/* A list of texts that gives an item for each is one of them inside an item. */
static enum field_kind kind_of(const struct scope *scope, const struct reference *reference)
{
    const struct field *around = &scope->compiler->fields[reference->ref.field];

    return reference->ref.member >= 0 && reference->ref.member == around->expand ? FIELD_TEXT : reference->field->kind;
}

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

static bool read_code_operand(const struct scope *scope, const struct json *value, const struct field *field)
{
    const char *code = json_spelling(scope->compiler->arena, value);
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

/* Some item must satisfy a condition, which may name its members. */
static bool read_item_operand(const struct scope *outer, const struct json *value, struct condition *condition)
{
    struct scope scope = *outer;
    const struct condition **child = arena_new(scope.compiler->arena, const struct condition *);

    scope.each = condition->field.field;
    condition->children = child;
    condition->count = 1;
    return read_condition(&scope, value, child);
}

static bool read_const_operand(struct scope *scope, const struct json *value, const struct field *field)
{
    static const struct key keys[] = {{"const", keep_value, 0, "{ \"const\": \"unknown\" }"}};
    static const struct object_kind kind = {DIAG_BOTH("what \"contains\" looks for", "contains で探すもの"), keys,
                                            COUNT(keys)};

    const struct json *wanted = NULL;

    return object_read(scope, &kind, value, &wanted) && read_code_operand(scope, wanted, field);
}

static bool read_field_operand(const struct scope *scope, const struct json *value, const char *test,
                               enum field_kind wanted, struct condition *condition)
{
    struct reference other;

    if (!reference_read_field(scope, value, &other))
        return false;
    condition->other = other.ref;
    return kind_of(scope, &other) == wanted ||
           report(scope, value, DIAG_TEST_MISFIT, DIAG_ARGS(test, other.field->name));
}

static bool read_age_operand(struct scope *scope, const struct json *value, struct condition *condition)
{
    static const struct key keys[] = {
        {"months", keep_value, 0, NULL},
        {"days", keep_value, 0, NULL},
        {"than", keep_value, sizeof(const struct json *), "\"than\": \"reported\""},
    };
    static const struct object_kind kind = {DIAG_BOTH("an age for \"older_than\"", "「older_than」の期間"), keys,
                                            COUNT(keys)};
    static const char *const units[] = {"months", "days"};
    const struct json *found[2] = {NULL}, *age;
    int64_t number;

    if (!object_read(scope, &kind, value, found) || !exclusive_key(scope, value, units, COUNT(units), &age))
        return false;
    if (!age)
        return report(scope, value, DIAG_KIND_MISSING, DIAG_ARGS(kind.what, "months, days"));
    bool ok = read_integer(scope, age, 0, strcmp(age->key, "months") == 0 ? MONTHS_MAX : DAYS_MAX, &number);
    return read_field_operand(scope, found[1], value->key, FIELD_DATETIME, condition) && ok;
}

static bool read_operand(struct scope *scope, const struct json *value, enum operand operand,
                         const struct reference *reference, struct condition *condition)
{
    const struct field *field = reference->field;

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
        return field->kind == FIELD_EACH ? read_item_operand(scope, value, condition)
                                         : read_const_operand(scope, value, field);
    case OPERAND_FIELD:
        return read_field_operand(scope, value, value->key, kind_of(scope, reference), condition);
    case OPERAND_AGE:
        return read_age_operand(scope, value, condition);
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

bool test_read(struct scope *scope, const struct json *member, const struct reference *reference,
               struct condition *condition)
{
    const struct test_row *row = test_find(member->key);

    if (!row)
        return report_test(scope, member);
    if (!(row->kinds & KIND(kind_of(scope, reference))))
        return report_key(scope, member, DIAG_TEST_MISFIT, DIAG_ARGS(member->key, reference->field->name));
    *condition = (struct condition){
        .kind = CONDITION_TEST,
        .field = reference->ref,
        .test = row->test,
        .operand = member,
        .other = NO_FIELD,
        .at = scope_ref(scope, member),
    };
    return read_operand(scope, member, row->operand, reference, condition);
}
