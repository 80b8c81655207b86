/* References to fields: "tlp", "timeline.at", and "at" inside a row that repeats for "timeline". */
#include "layout/compiler.h"

#include <string.h>

/* The first part of a dotted name, in the arena; *rest is what follows the dot, or NULL. */
static const char *first_part(struct arena *arena, const char *text, const char **rest)
{
    const char *dot = strchr(text, '.');

    *rest = dot ? dot + 1 : NULL;
    return dot ? arena_copy(arena, text, (size_t)(dot - text)) : text;
}

static int32_t field_find(const struct field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].name, name) == 0)
            return (int32_t)i;
    return -1;
}

static const struct field *field_around(const struct scope *scope)
{
    return scope->each < 0 ? NULL : &scope->compiler->fields[scope->each];
}

static size_t add_names(const char **names, size_t count, const struct field *fields, size_t field_count)
{
    for (size_t i = 0; i < field_count; i++)
        names[count++] = fields[i].name;
    return count;
}

static bool report_field(const struct scope *scope, struct source_ref at, const char *name)
{
    const struct layout *layout = scope->compiler->layout;
    const struct field *around = field_around(scope);
    size_t most = layout->field_count + (around ? around->member_count : 0);
    const char **names = arena_array(scope->compiler->arena, const char *, most);
    size_t count = add_names(names, 0, layout->fields, layout->field_count);

    if (around)
        count = add_names(names, count, around->members, around->member_count);
    return report_at(scope, at, DIAG_FIELD_UNKNOWN, DIAG_ARGS(name, diag_nearest(name, names, count)));
}

static bool report_member(const struct scope *scope, struct source_ref at, const struct field *field, const char *name)
{
    struct arena *arena = scope->compiler->arena;
    const char **names = arena_array(arena, const char *, field->member_count);
    size_t count = add_names(names, 0, field->members, field->member_count);

    return report_at(scope, at, DIAG_MEMBER_UNKNOWN,
                     DIAG_ARGS(field->name, name, diag_nearest(name, names, count), join_names(arena, names, count)));
}

/* "member" of the item around. */
static bool find_around(const struct scope *scope, const char *name, struct reference *reference)
{
    const struct field *around = field_around(scope);
    int32_t member = around ? field_find(around->members, around->member_count, name) : -1;

    if (member < 0)
        return false;
    reference->ref = (struct field_ref){scope->each, member, -1};
    reference->field = &around->members[member];
    return true;
}

/* ".member" after the name of an EACH field. */
static bool find_member(const struct scope *scope, struct source_ref at, struct reference *reference)
{
    const struct field *field = reference->field;
    const char *name = first_part(scope->compiler->arena, reference->rest, &reference->rest);
    int32_t member = field_find(field->members, field->member_count, name);

    if (member < 0)
        return report_member(scope, at, field, name);
    if (scope->each != reference->ref.field)
        return report_at(scope, at, DIAG_MEMBER_OUTSIDE, DIAG_ARGS(field->name, name));
    reference->ref.member = member;
    reference->field = &field->members[member];
    return true;
}

bool reference_read(const struct scope *scope, struct source_ref at, const char *text, struct reference *reference)
{
    const struct layout *layout = scope->compiler->layout;
    const char *name = first_part(scope->compiler->arena, text, &reference->rest);

    if (find_around(scope, name, reference))
        return true;
    int32_t index = field_find(layout->fields, layout->field_count, name);
    if (index < 0)
        return report_field(scope, at, name);
    reference->ref = (struct field_ref){index, -1, -1};
    reference->field = &layout->fields[index];
    if (reference->field->kind == FIELD_EACH && reference->rest)
        return find_member(scope, at, reference);
    return true;
}

bool reference_read_field(const struct scope *scope, const struct json *value, struct reference *reference)
{
    if (value->kind != JSON_STRING)
        return report_type(scope, value, DIAG_BOTH("the name of a field", "フィールド名"), NULL);
    if (!reference_read(scope, scope_ref(scope, value), value->string, reference))
        return false;
    return !reference->rest ||
           report(scope, value, DIAG_REFERENCE_REST, DIAG_ARGS(reference->field->name, reference->rest));
}

bool read_each(struct scope *scope, const struct json *value, void *into)
{
    struct reference reference;

    if (!reference_read_field(scope, value, &reference))
        return false;
    if (reference.field->kind != FIELD_EACH)
        return report(scope, value, DIAG_FIELD_NOT_EACH, DIAG_ARGS(reference.field->name));
    *(int32_t *)into = reference.ref.field;
    scope->each = reference.ref.field;
    return true;
}
