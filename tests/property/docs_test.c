/*
 * docs/layout-language.md: every example compiles and renders, and every key is described.
 *
 * A fenced block that begins with "```jsonc KIND" is an example; KIND says which part of a layout it is. The one marked
 * "context" holds the fields that the other examples use.
 */
#include "support/cmocka.h"

#include "form/form.h"

static struct font_library *fonts;
static const struct layout_files *files;
#define FIXTURE_FONTS fonts
#define FIXTURE_FILES files
#include "unit/layout/fixture.h"

#define DOCUMENT "docs/layout-language.md"
#define FENCE "```"

struct example {
    const char *kind; /* "body", "fields context" ... */
    const char *text;
    size_t line; /* of the document, where it begins */
};

struct examples {
    struct arena *arena;
    char *text;
    struct example *examples;
    size_t count, capacity;
    const char *fields; /* the context */
};

/* --- reading the document ----------------------------------------------------------------------------------------- */

static void add_example(struct examples *document, const char *kind, const char *text, size_t line)
{
    document->examples =
        arena_grow(document->arena, document->examples, document->count, &document->capacity, sizeof(struct example));
    document->examples[document->count++] = (struct example){kind, text, line};
    if (strcmp(kind, "fields context") == 0)
        document->fields = text;
}

/* The line at *at as a string of its own; *at moves to the next. */
static char *next_line(char **at)
{
    char *line = *at;
    char *end = strchr(line, '\n');

    *at = end ? end + 1 : line + strlen(line);
    if (end)
        *end = '\0';
    return line;
}

static void read_examples(struct examples *document)
{
    char *at = arena_copy_string(document->arena, document->text);
    struct sink example = {0};
    const char *kind = NULL;
    size_t number = 0, first = 0;

    while (*at != '\0') {
        char *line = next_line(&at);

        number++;
        if (strncmp(line, FENCE "jsonc ", 9) == 0) {
            kind = line + 9;
            first = number + 1;
            sink_clear(&example);
        } else if (kind && strcmp(line, FENCE) == 0) {
            add_example(document, kind, arena_copy(document->arena, example.bytes, example.size), first);
            kind = NULL;
        } else if (kind) {
            sink_format(&example, "%s\n", line);
        }
    }
    sink_close(&example);
}

/* An example may be like the first one, a whole layout. */
static const struct source *find_first(void *context, const char *form, const struct source_ref *at,
                                       struct diags *diags)
{
    const struct examples *document = context;
    struct source *source = arena_new(document->arena, struct source);

    (void)form, (void)at, (void)diags;
    *source = (struct source){
        .name = "first", .bytes = document->examples[0].text, .size = strlen(document->examples[0].text)};
    return source;
}

static int open_document(void **state)
{
    static struct layout_files first = {find_first, NULL};
    struct arena *arena = arena_open();
    struct examples *document = arena_new(arena, struct examples);
    struct sink bytes = {0};

    struct diags *diags = diags_open();
    fonts = font_library_open(&(struct font_options){.folder = "fonts"}, diags);
    diags_close(diags);
    document->arena = arena;
    if (!fonts || !fixture_read(DOCUMENT, &bytes))
        return -1;
    document->text = arena_copy(arena, bytes.bytes, bytes.size);
    sink_close(&bytes);
    read_examples(document);
    first.context = document;
    files = &first;
    *state = document;
    return 0;
}

static int close_document(void **state)
{
    struct examples *document = *state;

    arena_close(document->arena);
    font_library_close(fonts);
    return 0;
}

/* --- wrapping an example ------------------------------------------------------------------------------------------ */

/* Members that a layout must have, unless the example has them. */
static const struct member {
    const char *key;
    const char *text;
} members[] = {
    {"todoke", "1"},
    {"form", "\"example\""},
    {"title", "\"例\""},
    {"edition", "{ \"name\": \"例\", \"from\": null, \"source\": \"例\" }"},
    {"page", "{ \"size\": \"A4\", \"margin\": \"15mm\" }"},
};

#define BASE "\"base\": { \"font\": \"gothic\", \"size\": \"10.5pt\" }, \"title\": { \"align\": \"center\" },\n"
#define SMALL "\"small\": { \"size\": \"8pt\" }, \"side\": { \"writing\": \"vertical\" },\n"

static bool has_key(const char *example, const char *key)
{
    struct sink start = {0};

    sink_format(&start, "\"%s\":", key);
    sink_put_char(&start, '\0');
    const char *found = strstr(example, start.bytes);
    sink_close(&start);
    return found && (found == example || found[-1] == '\n');
}

/* A member whose value is what the example gives when it is of this kind. */
static void put_part(struct sink *layout, const struct example *example, const char *kind, const char *open,
                     const char *always, const char *close)
{
    bool is_example = strcmp(example->kind, kind) == 0;

    sink_format(layout, "%s%s%s%s\n", open, always, is_example ? example->text : "", close);
}

static struct sink wrap(const struct examples *document, const struct example *example)
{
    struct sink layout = {0};

    sink_put_string(&layout, "{\n");
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
        if (!has_key(example->text, members[i].key))
            sink_format(&layout, "\"%s\": %s,\n", members[i].key, members[i].text);
    if (strcmp(example->kind, "top") == 0)
        sink_put_string(&layout, example->text);
    put_part(&layout, example, "styles", "\"styles\": {", strcmp(example->kind, "styles") ? BASE SMALL : BASE, "},");
    put_part(&layout, example, "formats", "\"formats\": {", "", "},");
    put_part(&layout, example, "fields", "\"fields\": {", document->fields, "},");
    put_part(&layout, example, "rules", "\"rules\": [", "", "],");
    if (strcmp(example->kind, "table") == 0)
        put_part(&layout, example, "table", "\"body\": [{ \"table\": {", "", "} }]");
    else
        put_part(&layout, example, "body", "\"body\": [", "", "]");
    sink_put_string(&layout, "}\n");
    return layout;
}

/* The blank form of the example can be composed; it shows something where the example has a body. */
static bool renders(const struct layout *layout, struct diags *diags)
{
    struct form_options options = {.limits = &limits_default};
    struct prepared_form *prepared = form_prepare(layout, &options, diags);
    bool ok = prepared && (layout->body_count == 0 || form_blank(prepared)->mark_count > 0);

    form_release(prepared);
    return ok;
}

static bool is_good(const struct examples *document, const struct example *example)
{
    bool is_whole = strcmp(example->kind, "layout") == 0;
    struct sink text = {0};

    if (is_whole)
        sink_put_string(&text, example->text);
    else
        text = wrap(document, example);
    struct fixture fixture = fixture_compile("example", text.bytes, text.size);
    bool ok = fixture.layout && renders(fixture.layout, fixture.diags);
    if (!ok) {
        fixture_say(&fixture, DIAG_ENGLISH);
        print_error("%s:%zu: this example does not render:\n%s", DOCUMENT, example->line, fixture.said.bytes);
    }
    fixture_end(&fixture);
    sink_close(&text);
    return ok;
}

static void every_example_compiles_and_renders(void **state)
{
    const struct examples *document = *state;
    bool ok = true;

    assert_non_null(document->fields);
    assert_true(document->count >= 15);
    for (size_t i = 0; i < document->count; i++)
        ok &= is_good(document, &document->examples[i]);
    assert_true(ok);
}

static void every_example_says_what_it_is(void **state)
{
    static const char *const kinds[] = {"layout",  "fields context", "top",  "styles", "fields",
                                        "formats", "rules",          "body", "table"};
    const struct examples *document = *state;

    for (size_t i = 0; i < document->count; i++) {
        bool is_known = false;

        for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
            is_known |= strcmp(kinds[k], document->examples[i].kind) == 0;
        assert_true(is_known);
    }
    assert_null(strstr(document->text, FENCE "jsonc\n"));
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* The document has the key in back quotes, alone or with others beside it: `top`, `right`. */
static bool is_described(const struct examples *document, const char *key)
{
    const char *quoted = arena_format(document->arena, "`%s`", key);
    const char *piece = arena_format(document->arena, "{ \"%s\": ", key);

    return strstr(document->text, quoted) || strstr(document->text, piece);
}

/* Every key that a message lists after "(keys: ". */
static size_t check_keys(const struct examples *document, const char *message)
{
    const char *list = strstr(message, "(keys: ");
    size_t missing = 0;

    if (!list)
        return 0;
    char *key = arena_copy_string(document->arena, list + strlen("(keys: "));
    for (char *end = key; *end != ')'; key = end + 2) {
        end = key + strcspn(key, ",)");
        char last = *end;
        *end = '\0';
        if (!is_described(document, key)) {
            print_error("%s does not describe the key \"%s\"\n", DOCUMENT, key);
            missing++;
        }
        *end = last;
    }
    return missing;
}

static void every_key_is_described(void **state)
{
    const struct examples *document = *state;
    /* A layout in which every kind of object has a key that does not exist: the messages list those that do. */
    static const char fields[] =
        "'a': { 'zz': 0, 'path': '/a', 'title': { 'ja': 'a', 'zz': 0 }, 'format': { 'zz': 0 } },"
        "'d': { 'path': '/d', 'type': 'datetime' }, 'o': { 'path': '/o', 'one': { 'x': 'X' }, 'otherwise': { 'zz': 0 } "
        "},"
        "'f': { 'path': '/f', 'type': 'file' },"
        "'e': { 'path': '/e', 'each': { 'm': { 'zz': 0 } }, 'lines': [{ 'zz': 0 }] }";
    static const char rules[] = "{ 'zz': 0, 'demand': { 'o': { 'zz': 0 }, 'd': { 'older_than': { 'zz': 0 } } } }";
    static const char body[] =
        "{ 'text': [{ 'zz': 0 }], 'zz': 0, 'place': { 'zz': 0 } }, { 'choice': 'o', 'zz': 0 }, { 'group': [], 'zz': 0 "
        "},"
        "{ 'figure': 'f', 'zz': 0 }, { 'space': '1mm', 'zz': 0 }, { 'line': 'thin', 'zz': 0 }, { 'break': 'page', "
        "'zz': 0 },"
        "{ 'table': { 'zz': 0, 'columns': ['1fr'], 'lines': { 'zz': 0 }, 'head': [{ 'zz': 0, 'cells': [''] }],"
        "  'rows': [{ 'zz': 0, 'cells': [{ 'zz': 0, 'lines': { 'zz': 0 }, 'outline': { 'zz': 0 },"
        "    'fill': { 'zz': 0 }, 'diagonal': { 'zz': 0 } }] }] }, 'zz': 0 }";
    struct fixture fixture = fixture_parts(fields, rules, body);
    static const char top[] =
        "{ \"zz\": 0, \"edition\": { \"zz\": 0 }, \"page\": { \"zz\": 0, \"header\": { \"zz\": 0 } },"
        " \"styles\": { \"base\": { \"zz\": 0 } }, \"line_weights\": { \"zz\": 0 }, \"check_box\": { \"zz\": 0 },"
        " \"deadlines\": [{ \"zz\": 0 }], \"plain_text\": { \"zz\": 0 },"
        " \"sheets\": { \"zz\": 0 } }";
    struct fixture above = fixture_compile("top", top, strlen(top));
    size_t missing = 0, lists = 0;

    for (size_t i = 0; i < diags_count(fixture.diags); i++) {
        missing += check_keys(document, diags_at(fixture.diags, i)->english);
        lists += strstr(diags_at(fixture.diags, i)->english, "(keys: ") != NULL;
    }
    for (size_t i = 0; i < diags_count(above.diags); i++) {
        missing += check_keys(document, diags_at(above.diags, i)->english);
        lists += strstr(diags_at(above.diags, i)->english, "(keys: ") != NULL;
    }
    assert_int_equal(lists, 38);
    assert_int_equal(missing, 0);
    fixture_end(&fixture);
    fixture_end(&above);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_compiles_and_renders),
        cmocka_unit_test(every_example_says_what_it_is),
        cmocka_unit_test(every_key_is_described),
    };

    return cmocka_run_group_tests(tests, open_document, close_document);
}
