/*
 * A document as plain text: what a person pastes into a mail or into the fields of an inquiry (docs/plain-text.md).
 *
 * It is read from the structure tree, as assistive technology reads it. The text of an element is that of its marks, in
 * their order, with their leads. What is an artifact on paper is not in it: page numbers, repeated heads, ruby, ruled
 * lines.
 */
#include "device/text.h"

#include "base/utf8.h"
#include "device/device.h"

#include <string.h>

/* --- the texts of the elements ------------------------------------------------------------------------------------ */

/* Check boxes and the like are read in the paragraph that they stand in. */
static element_id paragraph_of(const struct document *document, element_id id)
{
    enum role role = document->elements[id].role;

    while (role == ROLE_FIGURE || role == ROLE_SPAN || role == ROLE_FORM || role == ROLE_LABEL) {
        id = document->elements[id].parent;
        role = document->elements[id].role;
    }
    return id;
}

static bool is_newline(uint32_t c)
{
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0);
}

/* Newlines of all kinds become one; other controls are not printed on paper either. */
static void put_text(struct sink *sink, const char *bytes, size_t size)
{
    size_t at = 0;

    while (at < size) {
        size_t start = at;
        uint32_t c = utf8_next(bytes, size, &at);

        if (c == 0x0D && at < size && bytes[at] == 0x0A)
            at++;
        if (is_newline(c))
            sink_put_char(sink, '\n');
        else if (!is_control(c))
            sink_put(sink, bytes + start, at - start);
    }
}

static void read_mark(const struct document *document, const struct mark *mark, struct sink *texts)
{
    struct sink *text;

    if (mark->element == ELEMENT_ARTIFACT)
        return;
    text = &texts[paragraph_of(document, mark->element)];
    if (mark->lead)
        put_text(text, mark->lead, strlen(mark->lead));
    if (mark->kind == MARK_GLYPHS)
        put_text(text, mark->run->text, mark->run->text_size);
}

static void read_marks(const struct document *document, struct sink *texts)
{
    for (size_t p = 0; p < document->page_count; p++)
        for (size_t i = 0; i < document->pages[p].count; i++)
            read_mark(document, &document->pages[p].marks[i], texts);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

void lines_add(const struct text_writer *writer, struct text_lines *lines, const char *line)
{
    lines->lines = arena_grow(writer->arena, lines->lines, lines->count, &lines->capacity, sizeof(char *));
    lines->lines[lines->count++] = line;
}

static void add_text(const struct text_writer *writer, const struct sink *text, struct text_lines *lines)
{
    const char *start = text->bytes, *end = text->bytes + text->size;

    while (text->size > 0) {
        const char *newline = memchr(start, '\n', (size_t)(end - start));

        lines_add(writer, lines, arena_copy(writer->arena, start, (size_t)((newline ? newline : end) - start)));
        if (!newline)
            return;
        start = newline + 1;
    }
}

void element_lines(const struct text_writer *writer, element_id id, struct text_lines *lines)
{
    if (writer->document->elements[id].role == ROLE_TABLE) {
        table_lines(writer, id, lines);
        return;
    }
    add_text(writer, &writer->texts[id], lines);
    for (element_id child = writer->tree[id].first_child; child != ELEMENT_ARTIFACT; child = writer->tree[child].next)
        element_lines(writer, child, lines);
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

#define RULER_MIN 10 /* characters */

/* A line drawn with one character: ====, ---- */
static bool is_ruler(const char *line)
{
    size_t size = strlen(line);

    return size >= RULER_MIN && line[0] != ' ' && strspn(line, (char[]){line[0], '\0'}) == size;
}

/* Never two, none at the start, and none below a ruler: what stands between two of these belongs to them. */
static void add_blank(const struct text_writer *writer, struct text_lines *lines)
{
    const char *last = lines->count > 0 ? lines->lines[lines->count - 1] : "";

    if (last[0] != '\0' && !is_ruler(last))
        lines_add(writer, lines, "");
}

static bool stands_apart(enum role role)
{
    return role == ROLE_TITLE || role == ROLE_HEADING || role == ROLE_TABLE;
}

/* Blank lines stand around tables, above headings, and for paragraphs with nothing in them, as on paper. */
static void add_blocks(const struct text_writer *writer, element_id parent, struct text_lines *lines)
{
    bool was_table = false;

    for (element_id id = writer->tree[parent].first_child; id != ELEMENT_ARTIFACT; id = writer->tree[id].next) {
        enum role role = writer->document->elements[id].role;
        size_t before = lines->count;

        if (stands_apart(role) || was_table)
            add_blank(writer, lines);
        if (role == ROLE_SECTION)
            add_blocks(writer, id, lines);
        else
            element_lines(writer, id, lines);
        if (lines->count == before)
            add_blank(writer, lines);
        was_table = role == ROLE_TABLE;
    }
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* One line, whatever the values in it are: people and programs make a mail's header of it. */
static void put_subject(struct sink *sink, const struct document *document)
{
    const char *subject = document->plain.subject;
    struct sink text = {0};

    if (!subject)
        return;
    put_text(&text, subject, strlen(subject));
    sink_put_string(sink, strncmp(document->language, "en", 2) == 0 ? "Subject: " : "件名：");
    for (size_t i = 0; i < text.size; i++)
        sink_put(sink, text.bytes[i] == '\n' ? " " : &text.bytes[i], 1);
    sink_put_string(sink, "\n\n");
    sink_close(&text);
}

static void put_lines(struct sink *sink, const struct document *document, const struct text_lines *lines)
{
    size_t count = lines->count;

    while (count > 0 && lines->lines[count - 1][0] == '\0')
        count--;
    for (size_t i = 0; i < count; i++)
        put_wrapped(sink, &document->plain, lines->lines[i]);
}

static bool write_text(const struct document *document, const void *prepared, const struct device_options *options,
                       struct sink *sink, struct diags *diags)
{
    struct arena *arena = arena_open();
    struct sink *texts = arena_array(arena, struct sink, document->element_count);
    struct text_writer writer = {document, document_tree(document, arena), texts, arena};
    struct text_lines lines = {0};

    (void)prepared, (void)options, (void)diags;
    read_marks(document, texts);
    add_blocks(&writer, ELEMENT_ROOT, &lines);
    put_subject(sink, document);
    put_lines(sink, document, &lines);
    for (size_t i = 0; i < document->element_count; i++)
        sink_close(&texts[i]);
    arena_close(arena);
    return true;
}

const struct device device_text = {
    .name = "text",
    .suffix = ".txt",
    .write = write_text,
};
