/*
 * Writes the table of the data model, as model/model.h has it, from the JSON Schema that says the same to people and to
 * other programs. Run by the build:
 *
 *     gen_model layouts/incident.schema.json OUT.c
 *
 * Of the schema it reads properties, items, additionalProperties, $ref within the file, title, and description, whose
 * English half follows " / ".
 */
#include "base/file.h"
#include "base/sink.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BETWEEN_LANGUAGES " / "
#define LEVELS_MAX 20

struct generator {
    const struct json *root;
    struct sink out;
    int tables; /* written so far: their numbers */
};

static void fail(const char *why)
{
    fprintf(stderr, "gen_model: %s\n", why);
    exit(EXIT_FAILURE);
}

/* A keyword of the node, or of what its $ref names. */
static const struct json *keyword(const struct generator *generator, const struct json *node, const char *name)
{
    const struct json *found = json_find(node, name), *reference = json_find(node, "$ref");

    if (found || !reference)
        return found;
    node = json_lookup(generator->root, reference->string + 1);
    if (!node)
        fail("a $ref leads nowhere");
    return keyword(generator, node, name);
}

static bool is_object(const struct generator *generator, const struct json *node)
{
    const struct json *type = keyword(generator, node, "type");

    return keyword(generator, node, "properties") ||
           (type && type->kind == JSON_STRING && strcmp(type->string, "object") == 0);
}

static bool is_closed(const struct generator *generator, const struct json *node)
{
    const struct json *rest = keyword(generator, node, "additionalProperties");

    return !is_object(generator, node) || (rest && rest->kind == JSON_FALSE);
}

static void put_string(struct sink *out, const char *text)
{
    if (text)
        sink_put_json_string(out, text, strlen(text)); /* no text of the model needs an escape that C does not know */
    else
        sink_put_string(out, "NULL");
}

static const char *text_of(const struct json *value)
{
    return value && value->kind == JSON_STRING ? value->string : NULL;
}

static const char *english_of(const struct json *description)
{
    const char *half = text_of(description) ? strstr(description->string, BETWEEN_LANGUAGES) : NULL;

    return half ? half + strlen(BETWEEN_LANGUAGES) : NULL;
}

/* A table is written before the row that refers to it; the row's text waits in `rows`. */
static void put_node(struct generator *generator, const struct json *node, const char *key, int level,
                     struct sink *rows);

/* The number of the table of an object's members, or 0. */
static int put_members(struct generator *generator, const struct json *object, int level)
{
    const struct json *members = keyword(generator, object, "properties");
    struct sink rows = {0};

    if (!members || members->size == 0)
        return 0;
    if (level > LEVELS_MAX)
        fail("the model has no end");
    for (const struct json *member = members->child; member; member = member->next)
        put_node(generator, member, member->key, level + 1, &rows);
    sink_format(&generator->out, "static const struct model_node table_%d[] = {\n", ++generator->tables);
    sink_put(&generator->out, rows.bytes, rows.size);
    sink_put_string(&generator->out, "};\n");
    sink_close(&rows);
    return generator->tables;
}

static void put_node(struct generator *generator, const struct json *node, const char *key, int level,
                     struct sink *rows)
{
    const struct json *items = keyword(generator, node, "items");
    bool is_list = items && is_object(generator, items);
    const struct json *object = is_list ? items : node;
    const struct json *members = keyword(generator, object, "properties");
    int table = put_members(generator, object, level);

    sink_put_string(rows, "    {");
    put_string(rows, key);
    sink_put_string(rows, ", ");
    put_string(rows, text_of(keyword(generator, node, "title")));
    sink_put_string(rows, ", ");
    put_string(rows, english_of(keyword(generator, node, "description")));
    sink_format(rows, table ? ", table_%d" : ", NULL", table);
    sink_format(rows, ", %zu, %d, %d},\n", members ? members->size : 0, is_list, is_closed(generator, object));
}

static void put_model(struct generator *generator)
{
    struct sink row = {0};

    sink_put_string(&generator->out, "/* Written by tools/gen_model.c from layouts/incident.schema.json. */\n"
                                     "#include \"model/model.h\"\n\n");
    put_node(generator, generator->root, NULL, 0, &row);
    sink_put_string(&generator->out, "\nstatic const struct model_node root[] = {\n");
    sink_put(&generator->out, row.bytes, row.size);
    sink_put_string(&generator->out, "};\n\nconst struct model_node *model_root(void)\n{\n    return root;\n}\n");
    sink_close(&row);
}

/* What was wrong with the schema or with writing, on stderr. */
static int end(struct diags *diags, struct arena *arena, struct sink *out)
{
    struct sink said = {0};
    int status = diags_status(diags);

    diags_write_text(diags, DIAG_ENGLISH, &said);
    fwrite(said.bytes ? said.bytes : "", 1, said.size, stderr);
    sink_close(&said);
    sink_close(out);
    diags_close(diags);
    arena_close(arena);
    return status;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open();
    struct diags *diags = diags_open();
    struct generator generator = {0};
    const struct source *source;

    if (argc != 3)
        fail("usage: gen_model SCHEMA OUT.c");
    source = file_read(arena, argv[1], argv[1], limits_default.input_bytes, diags);
    generator.root = source ? json_read(arena, source, JSON_STRICT, &limits_default, diags) : NULL;
    if (generator.root) {
        put_model(&generator);
        file_write(argv[2], generator.out.bytes, generator.out.size, diags);
    }
    return end(diags, arena, &generator.out);
}
