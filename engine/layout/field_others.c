/* What a field says of other fields: how its items are written ("lines"), what follows from them ("otherwise"). */
#include "layout/compiler.h"

static bool read_part(struct scope *scope, const struct json *value, struct template *part)
{
    if (value->kind != JSON_STRING && value->kind != JSON_OBJECT)
        return report_type(scope, value,
                           DIAG_BOTH("a text, or { \"text\", \"when\" }", "文字列または { \"text\", \"when\" }"),
                           "\"{at} \"");
    return read_template(scope, value, part) && check_plain(scope, part, value);
}

static bool read_item_line(struct scope *scope, const struct json *value, struct item_line *line)
{
    struct template *parts;
    bool ok = true;

    line->at = scope_ref(scope, value);
    parts = arena_array(scope->compiler->arena, struct template, value->size + 1);
    line->parts = parts;
    if (value->kind != JSON_ARRAY)
        return read_part(scope, value, &parts[line->part_count++]);
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_part(scope, item, &parts[line->part_count++]);
    return ok;
}

static bool read_lines(const struct scope *outer, const struct json *value, struct field *field)
{
    struct scope scope = *outer;
    struct item_line *lines;
    bool ok = true;

    if (!is_array(&scope, value, DIAG_BOTH("an array of lines", "行の配列")))
        return false;
    scope.each = (int32_t)(field - scope.compiler->fields);
    lines = arena_array(scope.compiler->arena, struct item_line, value->size);
    field->lines = lines;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_item_line(&scope, item, &lines[field->line_count++]);
    return ok;
}

struct otherwise {
    const struct condition *when;
    const char *code;
};

static bool read_otherwise(struct scope *scope, const struct json *value, struct field *field)
{
    static const struct key keys[] = {
        {"when", read_condition, offsetof(struct otherwise, when),
         "\"when\": { \"attachments\": { \"minItems\": 1 } }"},
        {"code", read_string, offsetof(struct otherwise, code), "\"code\": \"true\""},
    };
    static const struct object_kind kind = {DIAG_BOTH("\"otherwise\"", "「otherwise」"), keys, COUNT(keys)};
    struct otherwise found = {0};

    if (!object_read(scope, &kind, value, &found))
        return false;
    field->otherwise = found.when;
    return choice_read(scope, scope_ref(scope, json_find(value, "code")), field, found.code, &field->otherwise_choice);
}

static bool finish(const struct scope *outer, const struct json *value, struct field *field)
{
    struct scope scope = *outer;
    const struct json *lines = json_find(value, "lines");
    const struct json *otherwise = json_find(value, "otherwise");
    bool ok = true;

    if (lines && field->kind == FIELD_EACH)
        ok = read_lines(&scope, lines, field);
    if (otherwise && field->kind == FIELD_ONE)
        ok &= read_otherwise(&scope, otherwise, field);
    return ok;
}

static bool members_finish(const struct scope *outer, const struct json *value, struct field *field)
{
    struct scope scope = *outer;
    struct field *members = (struct field *)field->members; /* of this compilation, shared with nobody yet */
    const struct json *member = json_find(value, "each");
    bool ok = true;

    scope.each = (int32_t)(field - scope.compiler->fields);
    member = member && field->member_count > 0 ? member->child : NULL;
    for (size_t i = 0; member; member = member->next, i++)
        ok &= finish(&scope, member, &members[i]);
    return ok;
}

bool field_finish(const struct scope *scope, const struct json *value, struct field *field)
{
    bool ok = finish(scope, value, field);

    return members_finish(scope, value, field) && ok;
}
