/* Parameters: what a layout that is like another may say differently, wherever its texts have "{$name}". */
#include "layout/compiler.h"

#include <string.h>

struct parameter {
    const char *name;
    const char *text;
    struct source_ref at;
    bool is_used;
};

bool read_parameters(struct scope *scope, const struct json *value, void *into)
{
    struct compiler *compiler = scope->compiler;
    bool ok = true;

    (void)into;
    if (!is_object(scope, value, DIAG_BOTH("an object of named texts", "名前付きの文のオブジェクト")))
        return false;
    compiler->parameters = arena_array(compiler->arena, struct parameter, value->size);
    for (const struct json *member = value->child; member; member = member->next) {
        struct parameter *parameter = &compiler->parameters[compiler->parameter_count++];

        *parameter = (struct parameter){member->key, "", json_key_ref(compiler->arena, member->source, member), false};
        ok &= read_any_string(scope, member, &parameter->text);
    }
    return ok;
}

bool parameter_read(const struct scope *scope, struct source_ref at, const char *name, const char **text)
{
    struct compiler *compiler = scope->compiler;
    const char **names = arena_array(compiler->arena, const char *, compiler->parameter_count);

    for (size_t i = 0; i < compiler->parameter_count; i++) {
        struct parameter *parameter = &compiler->parameters[i];

        names[i] = parameter->name;
        if (strcmp(parameter->name, name) != 0)
            continue;
        parameter->is_used = true;
        *text = parameter->text;
        return true;
    }
    return report_at(scope, at, DIAG_PARAMETER_UNKNOWN,
                     DIAG_ARGS(name, diag_nearest(name, names, compiler->parameter_count)));
}

bool parameters_check_use(const struct scope *scope)
{
    const struct compiler *compiler = scope->compiler;
    bool ok = true;

    for (size_t i = 0; i < compiler->parameter_count; i++)
        if (!compiler->parameters[i].is_used)
            ok = report_at(scope, compiler->parameters[i].at, DIAG_PARAMETER_UNUSED,
                           DIAG_ARGS(compiler->parameters[i].name));
    return ok;
}
