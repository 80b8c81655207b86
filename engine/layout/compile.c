/*
 * The layout file as a whole.
 *
 * Keys are read in the order of the table below: styles before what is set in them, fields before what refers to them.
 * Everything is read even after a mistake; the layout is given up only at the end.
 */
#include "layout/compiler.h"
#include "model/model.h"

#define VERSION 1

#define LANGUAGE "ja"
#define THIN (LENGTH_PER_PT / 2)
#define THICK LENGTH_PER_PT
#define CHECK_SIZE (3 * LENGTH_PER_MM)

static bool read_era(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {
        {"auto", ERA_AUTO}, {"showa", ERA_SHOWA}, {"heisei", ERA_HEISEI}, {"reiwa", ERA_REIWA}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum era_setting *)into = (enum era_setting)found;
    return true;
}

/* A form id is part of file names and command lines. */
bool read_form_id(struct scope *scope, const struct json *value, void *into)
{
    const char **form = into;

    if (!read_string(scope, value, form))
        return false;
    for (const char *c = *form; *c != '\0'; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_' || *c == '-'))
            return report(scope, value, DIAG_FORM_ID, DIAG_ARGS(*form));
    return true;
}

/* "model": 1; the layout is held to the data model, and so is the data it reads. */
static bool read_model(struct scope *scope, const struct json *value, void *into)
{
    int64_t version;

    if (!read_integer(scope, value, MODEL_VERSION, MODEL_VERSION, &version))
        return false;
    *(const struct model_node **)into = model_root();
    return true;
}

/* Fills struct field_ref. */
static bool read_report_number(struct scope *scope, const struct json *value, void *into)
{
    struct reference reference;

    if (!reference_read_field(scope, value, &reference))
        return false;
    if (reference.field->kind != FIELD_INTEGER)
        return report(scope, value, DIAG_FIELD_NOT_INTEGER, DIAG_ARGS(reference.field->name));
    *(struct field_ref *)into = reference.ref;
    return true;
}

static bool read_body(struct scope *scope, const struct json *value, void *into)
{
    struct layout *layout = into;
    struct block_list list = {0};

    bool ok = read_blocks(scope, value, &list);
    layout->body = list.blocks;
    layout->body_count = list.count;
    return ok;
}

#define AT(member) offsetof(struct layout, member)

static const struct key layout_keys[] = {
    {"todoke", read_later, 0, "\"todoke\": 1"},
    {"form", read_form_id, AT(form), "\"form\": \"nisc_renraku\""},
    {"title", read_string, AT(title), "\"title\": \"情報連絡様式\""},
    {"like", read_later, 0, NULL},
    {"language", read_string, AT(language), NULL},
    {"channel", read_string, AT(channel), NULL},
    {"edition", read_edition, AT(edition),
     "\"edition\": { \"name\": \"…\", \"from\": \"2017-04-18\", \"source\": \"…\" }"},
    {"model", read_model, AT(model), NULL},
    {"era", read_era, AT(era), NULL},
    {"line_weights", read_line_weights, 0, NULL},
    {"check_box", read_check_box, 0, NULL},
    {"parameters", read_parameters, 0, NULL},
    {"styles", read_styles, 0, "\"styles\": { \"base\": { \"font\": \"gothic\", \"size\": \"10.5pt\" } }"},
    {"formats", read_formats, 0, NULL},
    {"reads", read_reads, 0, NULL},
    {"fields", read_fields, 0, NULL},
    {"report_number", read_report_number, AT(report_number), NULL},
    {"rules", read_rules, 0, NULL},
    {"deadlines", read_deadlines, 0, NULL},
    {"plain_text", read_plain_text, AT(plain), NULL},
    {"sheets", read_sheets, AT(sheets), NULL},
    {"changes", read_changes, AT(changes), NULL},
    {"fax", read_fax, AT(fax), NULL},
    {"page", read_page, 0, "\"page\": { \"size\": \"A4\", \"margin\": \"15mm\" }"},
    {"body", read_body, 0, "\"body\": [ … ]"},
};

static const struct object_kind layout_kind = {LAYOUT_NAME, layout_keys, COUNT(layout_keys)};

/* Of another version nothing else is known, so nothing else is said. */
bool is_known_version(const struct scope *scope, const struct json *root)
{
    const struct json *version = json_find(root, "todoke");
    int64_t found;

    if (!version)
        return true; /* reported with the other missing keys */
    if (!read_integer(scope, version, INT64_MIN, INT64_MAX, &found))
        return false;
    return found == VERSION || report(scope, version, DIAG_LAYOUT_VERSION,
                                      DIAG_ARGS(arena_format(scope->compiler->arena, "%lld", (long long)found)));
}

static bool compile(struct compiler *compiler, const struct layout_files *files, const struct limits *limits)
{
    struct scope scope = {.compiler = compiler, .each = -1};
    const struct json *root = layout_read(&scope, compiler->layout->source, files, limits);

    if (!root || !object_read(&scope, &layout_kind, root, compiler->layout) || !parameters_check_use(&scope))
        return false;
    sheets_settle(&scope, &compiler->layout->sheets);
    changes_settle(&scope, &compiler->layout->changes);
    return !compiler->layout->fax.resolution || fax_settle(&scope, root);
}

static struct layout *layout_start(const struct source *source, const struct fax_target *fax)
{
    struct arena *arena = arena_open();
    struct layout *layout = arena_new(arena, struct layout);

    *layout = (struct layout){
        .arena = arena,
        .source = source,
        .language = LANGUAGE,
        .thin = THIN,
        .thick = THICK,
        .check_size = CHECK_SIZE,
        .check_weight = THIN,
        .report_number = NO_FIELD,
        .sheets = {.after = NO_FIELD},
        .changes = {.underline = true, .margin = "【変更】", .list = true, .list_title = "変更箇所"},
        .fax = {.marking = -1},
    };
    if (fax) {
        layout->fax.resolution = fax->resolution;
        layout->fax.has_codes = fax->has_codes;
    }
    return layout;
}

const struct layout *layout_compile(const struct source *source, const struct layout_files *files,
                                    const struct font_library *fonts, const struct fax_target *fax,
                                    const struct limits *limits, struct diags *diags)
{
    struct layout *layout = layout_start(source, fax);
    struct compiler compiler = {
        .arena = layout->arena,
        .fonts = fonts,
        .diags = diags,
        .layout = layout,
    };
    size_t errors = diags_errors(diags);

    bool ok = compile(&compiler, files, limits);
    if (ok && diags_errors(diags) == errors)
        return layout;
    layout_close(layout);
    return NULL;
}

void layout_close(const struct layout *layout)
{
    if (layout)
        arena_close(layout->arena);
}

const struct condition *layout_first_test(const struct condition *condition, bool wants_member)
{
    const struct condition *found = NULL;

    if (condition->kind == CONDITION_TEST)
        return !wants_member || condition->field.member >= 0 ? condition : NULL;
    for (size_t i = 0; i < condition->count && !found; i++)
        found = layout_first_test(condition->children[i], wants_member);
    return found;
}

const struct field *layout_field(const struct layout *layout, struct field_ref ref)
{
    const struct field *field = &layout->fields[ref.field];

    return ref.member < 0 ? field : &field->members[ref.member];
}
