/* What may stand at the places a form reads: types and codes, with the titles and wordings of the form. */
#include "schema/builder.h"
#include "schema/site.h"

#include <stdlib.h>
#include <string.h>

/* --- codes -------------------------------------------------------------------------------------------------------- */

static const struct json_made *bare_code(const struct builder *builder, const char *code)
{
    if (strcmp(code, "true") == 0 || strcmp(code, "false") == 0)
        return json_make_flag(builder->arena, code[0] == 't');
    return json_make_integer(builder->arena, strtoll(code, NULL, 10));
}

void value_push_code(const struct builder *builder, struct json_made *values, const char *code)
{
    if (json_is_bare(code))
        json_push(builder->arena, values, bare_code(builder, code));
    json_push(builder->arena, values, part_text(builder, code));
}

static struct json_made *codes_of(const struct builder *builder, const struct field *field)
{
    struct json_made *codes = json_make_array(builder->arena);

    for (size_t i = 0; i < field->choice_count; i++)
        value_push_code(builder, codes, field->choices[i].code);
    return codes;
}

static const struct json_made *one_part(const struct builder *builder, const struct field *field)
{
    struct json_made *values = codes_of(builder, field);

    json_push(builder->arena, values, json_make_null(builder->arena));
    json_push(builder->arena, values, part_text(builder, ""));
    json_push(builder->arena, values, json_make_array(builder->arena));
    return part_values(builder, values);
}

static const struct json_made *list_part(const struct builder *builder, const struct json_made *items)
{
    struct json_made *list = json_make_object(builder->arena);

    json_add(builder->arena, list, part_reference(builder, "list"));
    json_put(builder->arena, list, "items", items);
    return list;
}

const struct json_made *value_part(const struct builder *builder, const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return part_reference(builder, "text");
    case FIELD_INTEGER:
        return part_reference(builder, "integer");
    case FIELD_DATETIME:
        return part_reference(builder, "datetime");
    case FIELD_ONE:
        return one_part(builder, field);
    case FIELD_MANY:
        return list_part(builder, part_values(builder, codes_of(builder, field)));
    case FIELD_TEXTS:
        return part_reference(builder, "texts");
    case FIELD_FILE:
        return part_reference(builder, "file");
    case FIELD_EACH:
        return list_part(builder,
                         object_part(builder, field->members, field->member_count, json_make_array(builder->arena)));
    }
    return NULL;
}

const struct json_made *value_given(const struct builder *builder, const struct field *field)
{
    return part_reference(builder, field->kind == FIELD_DATETIME ? "dated" : "given");
}

/* --- places ------------------------------------------------------------------------------------------------------- */

/* For people: the title in English, then each code with the form's wording. */
static const char *description_of(const struct builder *builder, const struct field *field)
{
    struct sink sink = {0};
    const char *kept;

    sink_put_string(&sink, field->title_english ? field->title_english : "");
    for (size_t i = 0; i < field->choice_count; i++) {
        sink_put_string(&sink, sink.size > 0 ? "\n" : "");
        sink_format(&sink, "%s: %s", field->choices[i].code, field->choices[i].label);
    }
    kept = sink.size > 0 ? part_keep(builder, &sink) : NULL;
    sink_close(&sink);
    return kept;
}

/* A field without a title is called by its name: no title for others. */
static const char *own_title(const struct field *field)
{
    return strcmp(field->title, field->name) != 0 ? field->title : NULL;
}

/* What each reader wants here. Alternate paths count only where the others have no value: said elsewhere. */
static const struct json_made *readers_part(const struct builder *builder, const struct site *site)
{
    const struct json_made *wanted = builder->anything;

    for (const struct reader *reader = site->readers; reader; reader = reader->next)
        if (reader->path == 0)
            wanted = part_both(builder, wanted, value_part(builder, reader->field));
    return wanted;
}

/* A value of the first path below this place shows that an object is wanted here. */
static bool leads_to_value(const struct site *site)
{
    for (const struct reader *reader = site->readers; reader; reader = reader->next)
        if (reader->path == 0)
            return true;
    for (const struct site *child = site->children; child; child = child->next)
        if (leads_to_value(child))
            return true;
    return false;
}

static const struct json_made *members_of(const struct builder *builder, const struct site *site);

static const struct json_made *site_part(const struct builder *builder, const struct site *site)
{
    const struct field *field = site->readers ? site->readers->field : NULL;
    const struct json_made *wanted = readers_part(builder, site);

    if (site->children)
        wanted = part_both(builder, wanted, part_members(builder, !leads_to_value(site), members_of(builder, site)));
    if (!field)
        return wanted;
    return part_labelled(builder, field->rule, own_title(field), description_of(builder, field),
                         wanted == builder->anything ? json_make_object(builder->arena) : wanted);
}

static const struct json_made *members_of(const struct builder *builder, const struct site *site)
{
    struct json_made *members = json_make_object(builder->arena);

    for (const struct site *child = site->children; child; child = child->next)
        json_put(builder->arena, members, child->key, site_part(builder, child));
    return members;
}

struct json_made *object_part(const struct builder *builder, const struct field *fields, size_t count,
                              struct json_made *conditions)
{
    const struct site *sites = sites_of(builder->arena, fields, count);
    struct json_made *object =
        json_make(builder->arena, "type", part_text(builder, "object"), "properties", members_of(builder, sites), NULL);

    for (size_t i = 0; i < count; i++)
        if (fields[i].path_count > 1 && field_has_site(&fields[i]))
            json_push(builder->arena, conditions,
                      part_chosen_at(builder, &fields[i], 1, value_part(builder, &fields[i])));
    if (json_made_count(conditions) > 0)
        json_put(builder->arena, object, "allOf", conditions);
    return object;
}
