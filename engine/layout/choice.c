/* The codes a field may have, and the form's own wording of each. */
#include "layout/compiler.h"

#include <string.h>

bool choices_read(struct scope *scope, const struct json *value, struct field *field)
{
    struct choice *choices;
    bool ok = true;

    if (!is_object(scope, value, DIAG_BOTH("an object of codes and their labels", "コードとラベルのオブジェクト")))
        return false;
    if (value->size == 0)
        return report(scope, value, DIAG_CHOICES_EMPTY, DIAG_NO_ARGS);
    choices = arena_array(scope->compiler->arena, struct choice, value->size);
    field->choices = choices;
    field->choice_count = 0;
    for (const struct json *member = value->child; member; member = member->next) {
        struct choice *choice = &choices[field->choice_count++];

        *choice = (struct choice){.code = member->key, .label = "", .at = scope_ref(scope, member)};
        ok &= read_any_string(scope, member, &choice->label);
    }
    return ok;
}

int32_t choice_find(const struct field *field, const char *code)
{
    for (size_t i = 0; i < field->choice_count; i++)
        if (strcmp(field->choices[i].code, code) == 0)
            return (int32_t)i;
    return -1;
}

bool choice_read(const struct scope *scope, struct source_ref at, const struct field *field, const char *code,
                 int32_t *choice)
{
    struct arena *arena = scope->compiler->arena;
    const char **codes = arena_array(arena, const char *, field->choice_count);

    *choice = choice_find(field, code);
    if (*choice >= 0)
        return true;
    if (field->choice_count == 0)
        return report_at(scope, at, DIAG_FIELD_NOT_CHOICE, DIAG_ARGS(field->name));
    for (size_t i = 0; i < field->choice_count; i++)
        codes[i] = field->choices[i].code;
    return report_at(scope, at, DIAG_CHOICE_UNKNOWN,
                     DIAG_ARGS(code, field->name, diag_nearest(code, codes, field->choice_count),
                               join_names(arena, codes, field->choice_count)));
}
