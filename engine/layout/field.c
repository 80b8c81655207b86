/*
 * Fields: which value of the data, and how it is written.
 *
 * Conditions and item lines may name any field, so fields are read twice: first what each is, then what it says of
 * others (field_others.c).
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
    static const char *const words[] = {"all", "any", "not", "page", "pages", "sheet", "document"};

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

static bool read_type(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"text", FIELD_TEXT},   {"integer", FIELD_INTEGER}, {"datetime", FIELD_DATETIME},
        {"texts", FIELD_TEXTS}, {"file", FIELD_FILE},
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

static bool read_computed(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"transmission_pages", COMPUTED_TRANSMISSION_PAGES},
                                        {"transmission_titles", COMPUTED_TRANSMISSION_TITLES}};
    struct field *field = into;
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    field->computed = (enum computed)found;
    field->kind = field->computed == COMPUTED_TRANSMISSION_PAGES ? FIELD_INTEGER : FIELD_TEXT;
    return true;
}

static bool read_members(struct scope *scope, const struct json *value, void *into);
static bool read_expand(struct scope *scope, const struct json *value, void *into);

#define AT(member) offsetof(struct field_draft, member)

/* The last ones are for fields only, not for members of one. */
static const struct key field_keys[] = {
    {"path", read_paths, AT(field), NULL},
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
    {"expand", read_expand, AT(field), NULL},
    {"lines", read_later, 0, NULL},
    {"computed", read_computed, AT(field), NULL},
};

#define MEMBER_KEY_COUNT (COUNT(field_keys) - 4)

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
    {"expand", KIND(FIELD_EACH)},
    {"lines", KIND(FIELD_EACH)},
};

/* Keys that say something of a value in the data file. */
static const char *const keys_of_data[] = {"required", "rule"};

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
        [FIELD_FILE] = DIAG_BOTH("a file", "ファイルの項目"),
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

/* A field has its value from the data file, or it is computed. */
static bool check_path(const struct scope *scope, const struct object_kind *kind, const struct json *value)
{
    static const char *const sources[] = {"path", "computed"};
    const struct json *found;
    bool ok = true;

    if (!exclusive_key(scope, value, sources, COUNT(sources), &found))
        return false;
    if (!found)
        return report(scope, value, DIAG_KEY_MISSING, DIAG_ARGS(kind->what, "path", "\"path\": \"/sharing/tlp\""));
    if (strcmp(found->key, "path") == 0)
        return true;
    for (size_t i = 0; i < COUNT(keys_of_data); i++) {
        const struct json *member = json_find(value, keys_of_data[i]);

        if (member)
            ok = report_key(scope, member, DIAG_KEY_WITHOUT_USE,
                            DIAG_ARGS(member->key, DIAG_BOTH("a computed value", "計算される値")));
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
    static const char *const kind_keys[] = {"type", "one", "many", "each", "computed"};
    struct field_draft draft = {.field = {
                                    .name = value->key,
                                    .kind = FIELD_TEXT,
                                    .expand = -1,
                                    .otherwise_choice = -1,
                                    .at = scope_ref(scope, value),
                                }};
    const struct json *found;

    bool ok = check_name(scope, value);
    ok &= object_read(scope, kind, value, &draft);
    ok &= value->kind == JSON_OBJECT && check_path(scope, kind, value);
    ok &= exclusive_key(scope, value, kind_keys, COUNT(kind_keys), &found);
    if (ok && kind == &field_object && draft.field.path_count > 0)
        ok = check_reads(scope, json_find(value, "path"));
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

/* "expand" follows "each" in the table, so that the members are known. */
static bool read_expand(struct scope *scope, const struct json *value, void *into)
{
    struct field *field = into;
    struct arena *arena = scope->compiler->arena;
    const char **names;

    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("the name of a member", "メンバーの名前"), "\"conditions\"");
    if (field->kind != FIELD_EACH)
        return true; /* a key without use, which is reported as such */
    names = arena_array(arena, const char *, field->member_count);
    for (size_t i = 0; i < field->member_count; i++) {
        names[i] = field->members[i].name;
        if (strcmp(names[i], value->string) == 0)
            field->expand = (int32_t)i;
    }
    if (field->expand < 0)
        return report(scope, value, DIAG_MEMBER_UNKNOWN,
                      DIAG_ARGS(field->name, value->string, diag_nearest(value->string, names, field->member_count),
                                join_names(arena, names, field->member_count)));
    return field->members[field->expand].kind == FIELD_TEXTS ||
           report(scope, value, DIAG_EXPAND_MISFIT, DIAG_ARGS(value->string));
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
    for (const struct json *member = value->child; member; member = member->next)
        ok &= field_finish(scope, member, &compiler->fields[index++]);
    return ok && check_model_paths(scope, value);
}
