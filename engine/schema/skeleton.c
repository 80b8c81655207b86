/* An incident file to fill in: what a form reads, with what to write said in comments. */
#include "schema/schema.h"

#include "model/model.h"
#include "schema/site.h"
#include "json/json.h"

#include <string.h>

struct writer {
    const struct layout *layout;
    struct arena *arena;
    enum diag_language language;
    struct sink *sink;
};

/* Where lines begin: indentation, and in the commented item of a list the sign of a comment. */
#define DEEPER "  "
#define COMMENTED "// "

static const char *in_language(const struct writer *writer, const char *english, const char *japanese)
{
    return writer->language == DIAG_ENGLISH && english ? english : japanese;
}

static void put_line(const struct writer *writer, const char *prefix, const char *text)
{
    sink_format(writer->sink, "%s%s\n", prefix, text);
}

/* --- comments ----------------------------------------------------------------------------------------------------- */

/* The layout's title; the model's where the layout has none in this language, or none at all. */
static const char *title_of(const struct writer *writer, const struct field *field, const struct model_node *node)
{
    const char *english = field->title_english ? field->title_english : node ? node->english : NULL;
    bool has_title = strcmp(field->title, field->name) != 0;

    return in_language(writer, english, has_title || !node || !node->japanese ? field->title : node->japanese);
}

static const char *what_to_write(const struct writer *writer, const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return "";
    case FIELD_INTEGER:
        return in_language(writer, ": a whole number", ": 整数");
    case FIELD_DATETIME:
        return in_language(writer, ": \"2018-10-31T13:00+09:00\", or the day alone",
                           ": \"2018-10-31T13:00+09:00\"、または日付だけ");
    case FIELD_ONE:
        return in_language(writer, ": one of these", ": 次のうち1つ");
    case FIELD_MANY:
        return in_language(writer, ": a list of any of these", ": 次のうち当てはまるものを並べる");
    case FIELD_TEXTS:
        return in_language(writer, ": a list of texts", ": 文字列を並べる");
    case FIELD_FILE:
        return in_language(writer, ": the name of a file beside this one",
                           ": このファイルのフォルダから見たファイル名");
    case FIELD_EACH:
        return in_language(writer, ": for each one an object like this", ": 1件につき1つ、次のように書く");
    }
    return "";
}

static const char *mandatory(const struct writer *writer, const struct field *field)
{
    bool has_id = field->required && strcmp(field->required, "required") != 0;

    if (!field->required)
        return "";
    if (!has_id)
        return in_language(writer, " (mandatory)", "（必須）");
    return arena_format(writer->arena, in_language(writer, " (mandatory, %s)", "（必須 %s）"), field->required);
}

static const char *alternative(const struct writer *writer, const struct reader *reader)
{
    const char *format = in_language(writer, " (where %s has no value)", "（%s に値がないとき）");

    return reader->path == 0 ? "" : arena_format(writer->arena, format, reader->field->paths[0]);
}

static void put_codes(const struct writer *writer, const struct field *field, const char *prefix)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        const char *quote = json_is_bare(field->choices[i].code) ? "" : "\"";

        sink_format(writer->sink, "%s//   %s%s%s  %s\n", prefix, quote, field->choices[i].code, quote,
                    field->choices[i].label);
    }
}

/* Rules are reported at the first field they demand something of; so they are told there. */
static void put_rules(const struct writer *writer, const struct field *field, const char *prefix)
{
    const struct layout *layout = writer->layout;

    for (size_t i = 0; i < layout->rule_count; i++) {
        const struct rule *rule = &layout->rules[i];

        if (&layout->fields[layout_first_test(rule->demand, false)->field.field] == field)
            sink_format(writer->sink, "%s// %s: %s\n", prefix, rule->id,
                        in_language(writer, rule->english, rule->japanese));
    }
}

static void put_field_comment(const struct writer *writer, const struct reader *reader, const struct model_node *node,
                              const char *prefix)
{
    const struct field *field = reader->field;

    sink_format(writer->sink, "%s// %s%s%s%s\n", prefix, title_of(writer, field, node), mandatory(writer, field),
                alternative(writer, reader), what_to_write(writer, field));
    put_codes(writer, field, prefix);
    put_rules(writer, field, prefix);
}

static void put_comment(const struct writer *writer, const struct site *site, const struct model_node *node,
                        const char *prefix)
{
    const char *title = node ? in_language(writer, node->english, node->japanese) : NULL;

    if (site->readers && !site->children)
        put_field_comment(writer, site->readers, node, prefix);
    else if (title)
        sink_format(writer->sink, "%s// %s\n", prefix, title);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static void put_members(const struct writer *writer, const struct site *site, const struct model_node *node,
                        const char *prefix);

static const char *join_prefix(const struct writer *writer, const char *prefix, const char *more)
{
    return arena_format(writer->arena, "%s%s", prefix, more);
}

/* A list without items, and how one would look. */
static void put_list(const struct writer *writer, const struct site *site, const struct model_node *node,
                     const char *prefix)
{
    const char *commented = join_prefix(writer, prefix, DEEPER COMMENTED);

    sink_put_string(writer->sink, "[\n");
    put_line(writer, commented, "{");
    put_members(writer, sites_of_items(writer->arena, site), node, join_prefix(writer, commented, DEEPER));
    put_line(writer, commented, "}");
    sink_format(writer->sink, "%s]", prefix);
}

static void put_empty(const struct writer *writer, const struct site *site, const struct model_node *node,
                      const char *prefix)
{
    switch (site->readers->field->kind) {
    case FIELD_TEXT:
    case FIELD_DATETIME:
    case FIELD_FILE:
        sink_put_string(writer->sink, "\"\"");
        break;
    case FIELD_INTEGER:
    case FIELD_ONE:
        sink_put_string(writer->sink, "null");
        break;
    case FIELD_MANY:
    case FIELD_TEXTS:
        sink_put_string(writer->sink, "[]");
        break;
    case FIELD_EACH:
        put_list(writer, site, node, prefix);
        break;
    }
}

static void put_value(const struct writer *writer, const struct site *site, const struct model_node *node,
                      const char *prefix)
{
    if (!site->children) {
        put_empty(writer, site, node, prefix);
        return;
    }
    sink_put_string(writer->sink, "{\n");
    put_members(writer, site, node, join_prefix(writer, prefix, DEEPER));
    sink_format(writer->sink, "%s}", prefix);
}

static void put_members(const struct writer *writer, const struct site *site, const struct model_node *node,
                        const char *prefix)
{
    for (const struct site *child = site->children; child; child = child->next) {
        const struct model_node *place = model_member(node, child->key);

        put_comment(writer, child, place, prefix);
        sink_put_string(writer->sink, prefix);
        sink_put_json_string(writer->sink, child->key, strlen(child->key));
        sink_put_string(writer->sink, ": ");
        put_value(writer, child, place, prefix);
        sink_put_string(writer->sink, child->next ? ",\n" : "\n");
    }
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static void put_head(const struct writer *writer)
{
    const struct layout *layout = writer->layout;

    sink_format(writer->sink, in_language(writer, "// Values for %s (%s, %s).\n", "// %s（%s、%s）に書く値。\n"),
                layout->title, layout->form, layout->edition.name);
    put_line(writer, "",
             in_language(writer,
                         "// What is not known stays empty. A file with comments has a name that ends in .jsonc.",
                         "// 分からない項目は空のままにします。コメントのあるファイルの名前は .jsonc で終わります。"));
}

void skeleton_write(const struct layout *layout, enum diag_language language, struct sink *sink)
{
    struct writer writer = {.layout = layout, .arena = arena_open(), .language = language, .sink = sink};
    const struct site *root = sites_of(writer.arena, layout->fields, layout->field_count);

    put_head(&writer);
    put_line(&writer, "", "{");
    if (layout->model)
        sink_format(sink, DEEPER "\"schema_version\": \"%d\"%s\n", MODEL_VERSION, root->children ? "," : "");
    put_members(&writer, root, layout->model, DEEPER);
    put_line(&writer, "", "}");
    arena_close(writer.arena);
}
