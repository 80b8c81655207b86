/*
 * Fields: which value of the data, and how it is written.
 *
 * Conditions and item lines may name any field, so fields are read twice: first what each is, then what it says of
 * others ("lines", "otherwise").
 */
#include "layout/compiler.h"

#include <string.h>

#define FIELDS_MAX 2000

#define REQUIRED "required"
#define JOIN_ITEMS "、"
#define JOIN_LINES "\n"

struct field_draft {
    struct field field;
    struct bilingual title;
};

/* --- names -------------------------------------------------------------------------------------------------------- */

static bool is_name(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

    return name[0] != '\0' && name[strspn(name, letters)] == '\0';
}

/* Words with a meaning of their own in conditions and templates. */
static bool is_reserved(const char *name)
{
    static const char *const words[] = {"all", "any", "not", "page", "pages"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

static bool check_name(const struct scope *scope, const struct json *member)
{
    if (!is_name(member->key))
        return report_key(scope, member, DIAG_FIELD_NAME, DIAG_ARGS(member->key));
    return !is_reserved(member->key) || report_key(scope, member, DIAG_FIELD_NAME_RESERVED, DIAG_ARGS(member->key));
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static bool read_path(struct scope *scope, const struct json *value, void *into)
{
    const char **path = into;
    struct arena *arena = scope->compiler->arena;

    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("a JSON Pointer", "JSON ポインタ"), "\"/sharing/tlp\"");
    if (value->string[0] != '/' || !json_pointer_is_valid(value->string))
        return report(
            scope, value, DIAG_POINTER_BAD,
            DIAG_ARGS(value->string, value->string[0] == '/' ? NULL : arena_format(arena, "\"/%s\"", value->string)));
    *path = value->string;
    return true;
}

static bool read_paths(struct scope *scope, const struct json *value, void *into)
{
    struct field *field = into;
    const char **paths = arena_array(scope->compiler->arena, const char *, value->size + 1);
    bool ok = true;

    field->paths = paths;
    field->path_count = 1;
    if (value->kind != JSON_ARRAY)
        return read_path(scope, value, paths);
    if (value->size == 0)
        return report_type(scope, value, DIAG_BOTH("one JSON Pointer or several", "1つ以上の JSON ポインタ"), NULL);
    field->path_count = 0;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_path(scope, item, &paths[field->path_count++]);
    return ok;
}

static bool read_type(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"text", FIELD_TEXT},
        {"integer", FIELD_INTEGER},
        {"datetime", FIELD_DATETIME},
        {"texts", FIELD_TEXTS},
    };
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    ((struct field *)into)->kind = (enum field_kind)found;
    return true;
}

static bool read_one(struct scope *scope, const struct json *value, void *into)
{
    struct field *field = into;

    field->kind = FIELD_ONE;
    return choices_read(scope, value, field);
}

static bool read_many(struct scope *scope, const struct json *value, void *into)
{
    struct field *field = into;

    field->kind = FIELD_MANY;
    return choices_read(scope, value, field);
}

static bool read_required(struct scope *scope, const struct json *value, void *into)
{
    const char **required = into;

    if (value->kind == JSON_FALSE)
        return true;
    if (value->kind == JSON_TRUE) {
        *required = REQUIRED;
        return true;
    }
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("the id of a rule, or true", "規則の番号、または true"), "\"N3\"");
    return read_string(scope, value, required);
}

static bool read_members(struct scope *scope, const struct json *value, void *into);

#define AT(member) offsetof(struct field_draft, member)

/* The last two are for fields only, not for members of one. */
static const struct key field_keys[] = {
    {"path", read_paths, AT(field), "\"path\": \"/sharing/tlp\""},
    {"title", read_bilingual, AT(title), NULL},
    {"type", read_type, AT(field), NULL},
    {"one", read_one, AT(field), NULL},
    {"many", read_many, AT(field), NULL},
    {"format", read_format, AT(field.format), NULL},
    {"join", read_any_string, AT(field.join), NULL},
    {"honorific", read_string, AT(field.honorific), NULL},
    {"empty", read_any_string, AT(field.empty), NULL},
    {"blank", read_any_string, AT(field.blank), NULL},
    {"required", read_required, AT(field.required), NULL},
    {"rule", read_string, AT(field.rule), NULL},
    {"otherwise", read_later, 0, NULL},
    {"each", read_members, AT(field), NULL},
    {"lines", read_later, 0, NULL},
};

#define MEMBER_KEY_COUNT (COUNT(field_keys) - 2)

static const struct object_kind field_object = {DIAG_BOTH("a field", "フィールド"), field_keys, COUNT(field_keys)};
static const struct object_kind member_object = {
    DIAG_BOTH("a member of an item", "項目のメンバー"),
    field_keys,
    MEMBER_KEY_COUNT,
};

/* --- what a field is ---------------------------------------------------------------------------------------------- */

#define KIND(kind) (1u << (kind))

/* Keys that mean something for some kinds of fields only. */
static const struct use {
    const char *key;
    unsigned kinds;
} uses[] = {
    {"format", KIND(FIELD_TEXT) | KIND(FIELD_INTEGER) | KIND(FIELD_DATETIME)},
    {"join", KIND(FIELD_TEXTS) | KIND(FIELD_MANY) | KIND(FIELD_EACH)},
    {"honorific", KIND(FIELD_TEXT)},
    {"otherwise", KIND(FIELD_ONE)},
    {"lines", KIND(FIELD_EACH)},
};

static const char *kind_name(enum field_kind kind)
{
    static const char *const names[] = {
        [FIELD_TEXT] = DIAG_BOTH("a text", "文字列の項目"),
        [FIELD_INTEGER] = DIAG_BOTH("an integer", "整数の項目"),
        [FIELD_DATETIME] = DIAG_BOTH("a date", "日時の項目"),
        [FIELD_ONE] = DIAG_BOTH("a choice of one", "1つを選ぶ項目"),
        [FIELD_MANY] = DIAG_BOTH("a choice of many", "複数を選ぶ項目"),
        [FIELD_TEXTS] = DIAG_BOTH("a list of texts", "文字列の一覧"),
        [FIELD_EACH] = DIAG_BOTH("a list of items", "項目の一覧"),
    };

    return names[kind];
}

static bool check_uses(const struct scope *scope, const struct json *value, enum field_kind kind)
{
    bool ok = true;

    for (size_t i = 0; i < COUNT(uses); i++) {
        const struct json *member = json_find(value, uses[i].key);

        if (member && !(uses[i].kinds & KIND(kind)))
            ok = report_key(scope, member, DIAG_KEY_WITHOUT_USE, DIAG_ARGS(member->key, kind_name(kind)));
    }
    return ok;
}

static bool check_format(const struct scope *scope, const struct json *value, const struct field *field)
{
    const struct json *format = json_find(value, "format");
    bool has_date = field->format.date.count > 0 || field->format.time.count > 0;
    bool has_number = field->format.number != NUMBER_PLAIN;
    bool is_wrong = field->kind == FIELD_DATETIME ? has_number : has_date || (has_number && field->kind == FIELD_TEXT);

    return !format || !is_wrong || report(scope, format, DIAG_FORMAT_MISFIT, DIAG_ARGS(kind_name(field->kind)));
}

static void settle_defaults(struct compiler *compiler, struct field_draft *draft)
{
    struct field *field = &draft->field;

    field->title = draft->title.japanese ? draft->title.japanese : field->name;
    field->title_english = draft->title.english;
    if (!field->empty)
        field->empty = "";
    if (!field->blank)
        field->blank = field->empty;
    if (!field->join)
        field->join = field->kind == FIELD_EACH ? JOIN_LINES : JOIN_ITEMS;
    format_default(compiler, field->kind, &field->format);
}

static bool field_read(struct scope *scope, const struct object_kind *kind, const struct json *value,
                       struct field *field)
{
    static const char *const kind_keys[] = {"type", "one", "many", "each"};
    struct field_draft draft = {
        .field = {.name = value->key, .kind = FIELD_TEXT, .otherwise_choice = -1, .at = scope_ref(scope, value)}};
    const struct json *found;

    bool ok = check_name(scope, value);
    ok &= object_read(scope, kind, value, &draft);
    ok &= exclusive_key(scope, value, kind_keys, COUNT(kind_keys), &found);
    ok = ok && check_uses(scope, value, draft.field.kind) && check_format(scope, value, &draft.field);
    settle_defaults(scope->compiler, &draft);
    *field = draft.field;
    return ok;
}

/* The fields of `value`, an object by name. */
static bool field_list(struct scope *scope, const struct object_kind *kind, const struct json *value,
                       struct field *fields, size_t *count)
{
    bool ok = true;

    for (const struct json *member = value->child; member; member = member->next)
        ok &= field_read(scope, kind, member, &fields[(*count)++]);
    return ok;
}

static bool check_list(const struct scope *scope, const struct json *value)
{
    if (!is_object(scope, value, DIAG_BOTH("an object of named fields", "名前付きフィールドのオブジェクト")))
        return false;
    return value->size <= FIELDS_MAX ||
           report(scope, value, DIAG_LAYOUT_TOO_MANY,
                  DIAG_ARGS(arena_format(scope->compiler->arena, "%d", FIELDS_MAX), DIAG_BOTH("fields", "フィールド")));
}

static bool read_members(struct scope *scope, const struct json *value, void *into)
{
    struct field *field = into;
    struct field *members;

    field->kind = FIELD_EACH;
    if (!check_list(scope, value))
        return false;
    members = arena_array(scope->compiler->arena, struct field, value->size);
    field->members = members;
    field->member_count = 0;
    return field_list(scope, &member_object, value, members, &field->member_count);
}

static bool is_plain(const struct piece *piece)
{
    return !piece->is_superscript && !piece->is_subscript && !piece->is_upright && piece->decoration == 0 &&
           !piece->ruby;
}

/* --- what a field says of others ---------------------------------------------------------------------------------- */

static bool report_line_piece(const struct scope *scope, const struct template *part, const struct json *value)
{
    for (size_t i = 0; i < part->count; i++) {
        const struct piece *piece = &part->pieces[i];

        if ((piece->kind != PIECE_TEXT && piece->kind != PIECE_FIELD) || piece->style || !is_plain(piece))
            return report(scope, value, DIAG_LINE_PLAIN, DIAG_NO_ARGS);
    }
    return true;
}

static bool read_part(struct scope *scope, const struct json *value, struct template *part)
{
    if (value->kind != JSON_STRING && value->kind != JSON_OBJECT)
        return report_type(scope, value,
                           DIAG_BOTH("a text, or { \"text\", \"when\" }", "文字列または { \"text\", \"when\" }"),
                           "\"{at} \"");
    return read_template(scope, value, part) && report_line_piece(scope, part, value);
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

static bool field_finish(const struct scope *outer, const struct json *value, struct field *field)
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
        ok &= field_finish(&scope, member, &members[i]);
    return ok;
}

bool read_fields(struct scope *scope, const struct json *value, void *into)
{
    struct compiler *compiler = scope->compiler;
    struct layout *layout = compiler->layout;
    size_t index = 0;

    (void)into;
    if (!check_list(scope, value))
        return false;
    compiler->fields = arena_array(compiler->arena, struct field, value->size);
    bool ok = field_list(scope, &field_object, value, compiler->fields, &layout->field_count);
    layout->fields = compiler->fields;
    for (const struct json *member = value->child; member; member = member->next, index++) {
        ok &= field_finish(scope, member, &compiler->fields[index]);
        ok &= members_finish(scope, member, &compiler->fields[index]);
    }
    return ok;
}
