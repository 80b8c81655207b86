/*
 * Nothing is lost: whatever stands in the fields of a form, every character of it is drawn, or the form is refused and
 * says why.
 *
 * For every layout of layouts/, and those of the golden cases that have boxes of every kind, texts of random length
 * (none to 20,000 characters) are put in every field. What was drawn is read back from the marks themselves, apart from
 * the engine's own account. The seed is printed:
 *
 *     test_property_fit [ROUNDS [SEED]]    for each layout; 6 and 1 unless given
 */
#include "support/cmocka.h"

#include "base/file.h"
#include "base/utf8.h"
#include "form/fit.h"
#include "form/form.h"

#include <dirent.h>

static struct font_library *fonts;
static const struct layout_files files;
#define FIXTURE_FONTS fonts
#define FIXTURE_FILES &files
#include "unit/layout/fixture.h"

#define LENGTH_BITS 15
#define CHARACTERS_MAX 20000
#define ITEMS_MAX 5

/* Of layouts/, for a layout that is like another; what is read lives to the end of the program. */
static struct arena *others;

static const struct source *find(void *context, const char *form, const struct source_ref *at, struct diags *diags)
{
    const char *path = arena_format(others, "layouts/%s.jsonc", form);

    return file_read(others, path, path, limits_default.input_bytes, diags);
}

static const struct layout_files files = {find, NULL};

static unsigned rounds = 6;
static uint64_t chance = 1;

static unsigned pick(unsigned below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (unsigned)(chance >> 33) % below;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

/* No word begins with a mark that would belong to the character before it. */
static const char *const words[] = {
    "国",
    "障害の",
    "発生",
    "について、",
    "した。",
    "「ログ」",
    "（公開用）",
    "・",
    "――",
    "！",
    "ー",
    "ょ",
    "　",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "A",
    "web-01",
    "12:30",
    "1,234.5",
    "１２",
    "km",
    "か゚",
    "葛󠄀",
    "①",
    "第３報",
    "ｶﾞｲﾌﾞ",
    "é",
    "Zürich",
    "…",
    "％",
    "soft\u00ADware",
    "a\u200Bb",
    "x\u00A0y",
    "\u2003",
    "\u3000\n",
    "desk@example.co.jp",
    "https://example.co.jp/a/b?c=d&e=f",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
};

static void put_characters(struct sink *sink, unsigned least, unsigned most)
{
    struct sink text = {0};
    size_t count = 0;

    while (count < least) {
        const char *word = words[pick(sizeof(words) / sizeof(words[0]))];

        sink_put_string(&text, word);
        count += utf8_count(word, strlen(word));
    }
    while (count > most) { /* from the end, so that no mark is left alone */
        do
            text.size--;
        while ((text.bytes[text.size] & 0xC0) == 0x80);
        count--;
    }
    sink_put_json_string(sink, text.size > 0 ? text.bytes : "", text.size);
    sink_close(&text);
}

/* Short texts are as likely as long ones. */
static void put_text(struct sink *sink)
{
    unsigned most = 1u << pick(LENGTH_BITS + 1);
    unsigned count = pick(most);

    count = count < CHARACTERS_MAX ? count : CHARACTERS_MAX;
    put_characters(sink, count, count);
}

static void put_date(struct sink *sink, const struct layout *layout)
{
    unsigned year = layout->era == ERA_SHOWA ? 1980 : layout->era == ERA_HEISEI ? 2018 : 2024;

    sink_format(sink, "\"%u-%02u-%02uT%02u:%02u+09:00\"", year, 1 + pick(12), 1 + pick(28), pick(24), pick(60));
}

static void put_codes(struct sink *sink, const struct field *field)
{
    bool is_first = true;

    sink_put_char(sink, '[');
    for (size_t i = 0; i < field->choice_count; i++) {
        if (pick(3) > 0)
            continue;
        sink_format(sink, "%s\"%s\"", is_first ? "" : ",", field->choices[i].code);
        is_first = false;
    }
    sink_put_char(sink, ']');
}

static void put_texts(struct sink *sink)
{
    unsigned count = pick(ITEMS_MAX);

    sink_put_char(sink, '[');
    for (unsigned i = 0; i < count; i++) {
        sink_put_string(sink, i > 0 ? "," : "");
        put_text(sink);
    }
    sink_put_char(sink, ']');
}

static void put_items(struct sink *sink, const struct layout *layout, const struct field *field);

static void put_value(struct sink *sink, const struct layout *layout, const struct field *field)
{
    if (field->kind == FIELD_TEXT)
        put_text(sink);
    else if (field->kind == FIELD_INTEGER)
        sink_format(sink, "%u", 1 + pick(9999));
    else if (field->kind == FIELD_DATETIME)
        put_date(sink, layout);
    else if (field->kind == FIELD_ONE)
        sink_format(sink, "\"%s\"", field->choices[pick((unsigned)field->choice_count)].code);
    else if (field->kind == FIELD_MANY)
        put_codes(sink, field);
    else if (field->kind == FIELD_TEXTS)
        put_texts(sink);
    else if (field->kind == FIELD_EACH)
        put_items(sink, layout, field);
    else
        sink_put_string(sink, "null");
}

/* --- a data file that has a value at every field's path ----------------------------------------------------------- */

struct node {
    char *key;
    const struct field *field; /* or NULL: an object */
    struct node *first, *next;
};

static struct node *find_child(struct node *node, const char *key, size_t size)
{
    for (struct node *child = node->first; child; child = child->next)
        if (strlen(child->key) == size && memcmp(child->key, key, size) == 0)
            return child;
    return NULL;
}

/* Paths that go through another field's value are left out. */
static void plant(struct arena *arena, struct node *node, const struct field *field)
{
    const char *path = field->path_count > 0 ? field->paths[0] : "";

    while (*path == '/' && !node->field) {
        size_t size = strcspn(path + 1, "/");
        struct node *child = find_child(node, path + 1, size);

        if (!child) {
            child = arena_new(arena, struct node);
            child->key = arena_copy(arena, path + 1, size);
            child->next = node->first;
            node->first = child;
        }
        node = child;
        path += 1 + size;
    }
    if (*path == '\0' && !node->field && !node->first && field->path_count > 0)
        node->field = field;
}

static void put_node(struct sink *sink, const struct layout *layout, const struct node *node)
{
    if (node->field) {
        put_value(sink, layout, node->field);
        return;
    }
    sink_put_char(sink, '{');
    for (const struct node *child = node->first; child; child = child->next) {
        sink_format(sink, "\"%s\":", child->key);
        put_node(sink, layout, child);
        sink_put_string(sink, child->next ? "," : "");
    }
    sink_put_char(sink, '}');
}

static void put_fields(struct sink *sink, const struct layout *layout, const struct field *fields, size_t count)
{
    struct arena *arena = arena_open();
    struct node root = {0};

    for (size_t i = 0; i < count; i++)
        plant(arena, &root, &fields[i]);
    put_node(sink, layout, &root);
    arena_close(arena);
}

static void put_items(struct sink *sink, const struct layout *layout, const struct field *field)
{
    unsigned count = pick(ITEMS_MAX);

    sink_put_char(sink, '[');
    for (unsigned i = 0; i < count; i++) {
        sink_put_string(sink, i > 0 ? "," : "");
        put_fields(sink, layout, field->members, field->member_count);
    }
    sink_put_char(sink, ']');
}

/* --- what was drawn ----------------------------------------------------------------------------------------------- */

static void put_visible(struct sink *sink, const char *bytes, size_t size)
{
    for (size_t at = 0, start; at < size;) {
        start = at;
        if (text_is_visible(utf8_next(bytes, size, &at)))
            sink_put(sink, bytes + start, at - start);
    }
}

/* What the marks of one value say, one after the other. */
static struct sink marks_of(const struct document *document, const char *pointer)
{
    struct sink sink = {0};

    for (size_t p = 0; p < document->page_count; p++) {
        for (size_t i = 0; i < document->pages[p].count; i++) {
            const struct mark *mark = &document->pages[p].marks[i];

            if (mark->kind == MARK_GLYPHS && mark->pointer && strcmp(mark->pointer, pointer) == 0)
                put_visible(&sink, mark->run->text, mark->run->text_size);
        }
    }
    sink_put_char(&sink, '\0');
    return sink;
}

static bool is_drawn(const struct document *document, const struct showing *showing)
{
    struct sink drawn = marks_of(document, showing->value->at.pointer);
    struct sink wanted = {0};
    bool is_found;

    put_visible(&wanted, showing->value->text, strlen(showing->value->text));
    sink_put_char(&wanted, '\0');
    is_found = strstr(drawn.bytes, wanted.bytes) != NULL;
    sink_close(&drawn);
    sink_close(&wanted);
    return is_found;
}

/* --- rounds ------------------------------------------------------------------------------------------------------- */

static void assert_nothing_lost(const struct document *document)
{
    const struct fit *fit = document->fit;

    for (size_t i = 0; i < fit->count; i++) {
        assert_int_equal(fit->list[i].to_draw, fit->list[i].drawn);
        assert_true(fit->list[i].to_draw == 0 || fit->list[i].places.first);
        if (fit->list[i].kind == SHOWING_TEXT)
            assert_true(is_drawn(document, &fit->list[i]));
    }
}

static void print_errors(const struct diags *diags)
{
    for (size_t i = 0; i < diags_count(diags); i++)
        if (diags_at(diags, i)->severity == DIAG_ERROR)
            print_error("%s: %s\n", diags_at(diags, i)->at.pointer, diags_at(diags, i)->english);
}

/* A value may be too much for its place and have nowhere to go; but it is never lost. */
static void assert_refused_for_a_reason(const struct diags *diags)
{
    assert_true(diags_errors(diags) > 0);
    for (size_t i = 0; i < diags_count(diags); i++) {
        if (diags_at(diags, i)->code == DIAG_FORM_LOST)
            print_errors(diags);
        assert_int_not_equal(diags_at(diags, i)->code, DIAG_FORM_LOST);
    }
}

/* Whether a document came of it. */
static bool run_round(const struct prepared_form *prepared, const struct layout *layout)
{
    struct form_options options = {.limits = &limits_default, .missing_glyph = TEXT_MISSING_GETA};
    struct diags *diags = diags_open();
    struct arena *arena = arena_open();
    struct sink data = {0};
    struct source source;
    const struct record *record;
    struct document *document;

    put_fields(&data, layout, layout->fields, layout->field_count);
    source = (struct source){.name = "data", .bytes = data.bytes, .size = data.size};
    record = data_bind(arena, layout, &source, &data_options_none, &limits_default, diags);
    if (!record)
        print_errors(diags);
    assert_non_null(record);
    document = form_compose(prepared, record, &options, diags);
    if (document)
        assert_nothing_lost(document);
    else
        assert_refused_for_a_reason(diags), print_errors(diags);
    bool is_composed = document != NULL;
    document_close(document);
    arena_close(arena);
    diags_close(diags);
    sink_close(&data);
    return is_composed;
}

/* The form's own rules, and what it demands, are not the matter here. */
static void drop_rules(const struct layout *layout)
{
    struct layout *own = (struct layout *)layout;
    struct field *fields = (struct field *)layout->fields;

    own->rule_count = 0;
    for (size_t i = 0; i < layout->field_count; i++) {
        struct field *members = (struct field *)fields[i].members;

        fields[i].required = NULL;
        for (size_t k = 0; k < fields[i].member_count; k++)
            members[k].required = NULL;
    }
}

static void test_layout(const char *path)
{
    struct form_options options = {.limits = &limits_default, .missing_glyph = TEXT_MISSING_GETA};
    struct sink bytes = {0};
    unsigned composed = 0;

    assert_true(fixture_read(path, &bytes));
    struct fixture fixture = fixture_compile(path, bytes.bytes, bytes.size);
    if (!fixture.layout)
        print_error("%s", fixture.said.bytes);
    assert_non_null(fixture.layout);
    drop_rules(fixture.layout);
    struct prepared_form *prepared = form_prepare(fixture.layout, &options, fixture.diags);
    assert_non_null(prepared);
    for (unsigned i = 0; i < rounds; i++)
        composed += run_round(prepared, fixture.layout);
    print_message("%s: %u of %u rounds gave a document\n", path, composed, rounds);
    form_release(prepared);
    fixture_end(&fixture);
    sink_close(&bytes);
}

static bool is_layout(const char *name)
{
    size_t size = strlen(name);

    return name[0] != '.' && size > 6 && strcmp(name + size - 6, ".jsonc") == 0;
}

static void no_form_loses_a_character(void **state)
{
    DIR *folder = opendir("layouts");
    struct dirent *entry;
    char path[512];

    print_message("seed %llu\n", (unsigned long long)chance);
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        if (!is_layout(entry->d_name))
            continue;
        snprintf(path, sizeof(path), "layouts/%s", entry->d_name);
        test_layout(path);
    }
    closedir(folder);
}

static void no_kind_of_box_loses_a_character(void **state)
{
    test_layout("tests/golden/sheets/fixed-boxes/layout.jsonc");
    test_layout("tests/golden/sheets/limited-rows/layout.jsonc");
}

static int open_fonts(void **state)
{
    struct diags *diags = diags_open();

    fonts =
        font_library_open(&(struct font_options){.folder = "fonts", .digest_cache = "build/test-font-digests"}, diags);
    diags_close(diags);
    return fonts ? 0 : -1;
}

static int close_fonts(void **state)
{
    font_library_close(fonts);
    arena_close(others);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_form_loses_a_character),
        cmocka_unit_test(no_kind_of_box_loses_a_character),
    };

    others = arena_open();
    if (argc > 1)
        rounds = (unsigned)strtoul(argv[1], NULL, 10);
    if (argc > 2)
        chance = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
