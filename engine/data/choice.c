/* Codes: which boxes are ticked. */
#include "data/binder.h"

#include <string.h>

/* Beyond this a list of codes is no help to the reader. */
#define CODES_SHOWN 40

static int32_t choice_index(const struct field *field, const char *code)
{
    for (size_t i = 0; i < field->choice_count; i++)
        if (strcmp(field->choices[i].code, code) == 0)
            return (int32_t)i;
    return -1;
}

static const char *code_list(struct arena *arena, const struct field *field)
{
    struct sink sink = {0};

    for (size_t i = 0; i < field->choice_count && i < CODES_SHOWN; i++) {
        sink_put_string(&sink, i == 0 ? "" : ", ");
        sink_put_string(&sink, field->choices[i].code);
    }
    if (field->choice_count > CODES_SHOWN)
        sink_put_string(&sink, ", …");
    const char *list = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return list;
}

/* A misspelt code; or the form's wording in the place of its code: 不明 for unknown. NULL: neither. */
static const char *nearest_code(struct arena *arena, const struct field *field, const char *code)
{
    const char **codes = arena_array(arena, const char *, field->choice_count);
    const char **labels = arena_array(arena, const char *, field->choice_count);
    const char *nearest;

    for (size_t i = 0; i < field->choice_count; i++) {
        codes[i] = field->choices[i].code;
        labels[i] = field->choices[i].label;
    }
    nearest = diag_nearest(code, codes, field->choice_count);
    if (nearest)
        return nearest;
    nearest = diag_nearest(code, labels, field->choice_count);
    for (size_t i = 0; nearest && i < field->choice_count; i++)
        if (labels[i] == nearest)
            return codes[i];
    return NULL;
}

static bool report_code(struct binder *binder, const struct slot *slot, const struct json *value, const char *code)
{
    struct source_ref at = json_ref(binder->arena, binder->source, value);

    return binder_report(binder, slot, &at, DIAG_CODE_UNKNOWN,
                         DIAG_ARGS(code, field_title(binder->arena, slot->field),
                                   nearest_code(binder->arena, slot->field, code),
                                   code_list(binder->arena, slot->field)));
}

static const char *code_example(struct arena *arena, const struct field *field)
{
    const char *code = field->choices[0].code;

    return arena_format(arena, json_is_bare(code) ? "%s" : "\"%s\"", code);
}

/* The choice a value names, or -1, reported. */
static int32_t find_choice(struct binder *binder, const struct slot *slot, const struct json *value)
{
    const char *code = json_spelling(binder->arena, value);

    if (!code) {
        binder_report_type(binder, slot, value, DIAG_BOTH("a code", "コード"),
                           code_example(binder->arena, slot->field));
        return -1;
    }
    int32_t choice = choice_index(slot->field, code);
    if (choice < 0)
        report_code(binder, slot, value, code);
    return choice;
}

static bool report_several(struct binder *binder, const struct slot *slot)
{
    const struct json *value = slot->value->json;

    if (value->size == 1)
        return binder_report_type(binder, slot, value, DIAG_BOTH("a code alone", "コード1つ（配列でなく）"),
                                  code_example(binder->arena, slot->field));
    return binder_report(
        binder, slot, &slot->value->at, DIAG_CHOICE_NOT_ONE,
        DIAG_ARGS(field_title(binder->arena, slot->field), arena_format(binder->arena, "%zu", value->size)));
}

bool choice_read_one(struct binder *binder, struct slot *slot)
{
    bool *chosen = arena_array(binder->arena, bool, slot->field->choice_count);

    if (slot->value->json->kind == JSON_ARRAY)
        return report_several(binder, slot);
    int32_t choice = find_choice(binder, slot, slot->value->json);
    if (choice < 0)
        return false;
    chosen[choice] = true;
    slot->value->chosen = chosen;
    return true;
}

static void warn_twice(struct binder *binder, const struct slot *slot, const struct json *value, const char *code)
{
    struct source_ref at = json_ref(binder->arena, binder->source, value);

    diags_warn(binder->diags, DIAG_CODE_TWICE, &at, &slot->field->at,
               DIAG_ARGS(code, field_title(binder->arena, slot->field)));
}

bool choice_read_many(struct binder *binder, struct slot *slot)
{
    bool *chosen = arena_array(binder->arena, bool, slot->field->choice_count);
    const struct json *value = slot->value->json;
    bool ok = true;

    if (value->kind != JSON_ARRAY)
        return binder_report_type(binder, slot, value, DIAG_BOTH("an array of codes", "コードの配列"),
                                  arena_format(binder->arena, "[%s]", code_example(binder->arena, slot->field)));
    for (const struct json *item = value->child; item; item = item->next) {
        int32_t choice = find_choice(binder, slot, item);

        if (choice >= 0 && chosen[choice])
            warn_twice(binder, slot, item, slot->field->choices[choice].code);
        if (choice >= 0)
            chosen[choice] = true;
        ok &= choice >= 0;
    }
    if (ok)
        slot->value->chosen = chosen;
    return ok;
}
