/* Building a document: arrays that grow in the document's own arena. */
#include "page/document.h"

#include <assert.h>

/* The structure types' names (ISO 32000-2, 14.8.4). A title is an H1: the type Title is not in PDF 1.7. */
static const char *const role_names[ROLE_COUNT] = {
    [ROLE_DOCUMENT] = "Document",
    [ROLE_SECTION] = "Sect",
    [ROLE_TITLE] = "H1",
    [ROLE_HEADING] = "H2",
    [ROLE_PARAGRAPH] = "P",
    [ROLE_NOTE] = "Note",
    [ROLE_LIST] = "L",
    [ROLE_LIST_ITEM] = "LI",
    [ROLE_LABEL] = "Lbl",
    [ROLE_LIST_BODY] = "LBody",
    [ROLE_TABLE] = "Table",
    [ROLE_TABLE_HEAD] = "THead",
    [ROLE_TABLE_BODY] = "TBody",
    [ROLE_TABLE_ROW] = "TR",
    [ROLE_TABLE_HEADER_CELL] = "TH",
    [ROLE_TABLE_CELL] = "TD",
    [ROLE_SPAN] = "Span",
    [ROLE_FORM] = "Form",
    [ROLE_FIGURE] = "Figure",
    [ROLE_CAPTION] = "Caption",
};

const char *role_name(enum role role)
{
    assert(role >= 0 && role < ROLE_COUNT);
    return role_names[role];
}

struct document *document_open(const char *form, const char *title, const char *language)
{
    struct arena *arena = arena_open();
    struct document *document = arena_new(arena, struct document);

    document->arena = arena;
    document->form = arena_copy_string(arena, form);
    document->title = arena_copy_string(arena, title);
    document->language = arena_copy_string(arena, language);
    document_add_element(document, ELEMENT_ARTIFACT, ROLE_DOCUMENT);
    return document;
}

void document_close(struct document *document)
{
    if (document != NULL)
        arena_close(document->arena);
}

struct page *document_add_page(struct document *document, length width, length height)
{
    assert(width > 0 && height > 0);
    document->pages = arena_grow(document->arena, document->pages, document->page_count, &document->page_capacity,
                                 sizeof *document->pages);

    struct page *page = &document->pages[document->page_count++];
    *page = (struct page){.width = width, .height = height};
    return page;
}

element_id document_add_element(struct document *document, element_id parent, enum role role)
{
    /* Only the root has no parent, and a parent comes before its children: the tree has no loops. */
    assert(parent == ELEMENT_ARTIFACT ? document->element_count == 0 : parent < document->element_count);
    assert(document->element_count < ELEMENT_ARTIFACT);
    document->elements = arena_grow(document->arena, document->elements, document->element_count,
                                    &document->element_capacity, sizeof *document->elements);

    element_id id = (element_id)document->element_count++;
    document->elements[id] = (struct element){.role = role, .parent = parent, .row_span = 1, .column_span = 1};
    return id;
}

struct mark *document_add_mark(struct document *document, size_t page, enum mark_kind kind)
{
    assert(page < document->page_count);
    struct page *on = &document->pages[page];

    on->marks = arena_grow(document->arena, on->marks, on->count, &on->capacity, sizeof *on->marks);
    document->mark_count++;

    struct mark *mark = &on->marks[on->count++];
    *mark = (struct mark){.kind = kind};
    return mark;
}

/* An element of the other document, its root becoming `section`; those behind it follow in order. */
static element_id appended(element_id id, element_id section)
{
    return id == ELEMENT_ARTIFACT ? ELEMENT_ARTIFACT : section + id;
}

static element_id append_elements(struct document *document, const struct document *other)
{
    element_id section = document_add_element(document, ELEMENT_ROOT, ROLE_SECTION);

    document->elements[section].language = other->language;
    for (element_id i = 1; i < other->element_count; i++) {
        element_id parent = appended(other->elements[i].parent, section);
        element_id id = document_add_element(document, parent, other->elements[i].role);

        document->elements[id] = other->elements[i];
        document->elements[id].parent = parent;
    }
    return section;
}

static void append_page(struct document *document, const struct page *page, element_id section)
{
    document_add_page(document, page->width, page->height);
    for (size_t i = 0; i < page->count; i++) {
        struct mark *mark = document_add_mark(document, document->page_count - 1, page->marks[i].kind);

        *mark = page->marks[i];
        mark->element = appended(mark->element, section);
    }
}

void document_append(struct document *document, const struct document *other)
{
    element_id section = append_elements(document, other);

    for (size_t i = 0; i < other->page_count; i++)
        append_page(document, &other->pages[i], section);
}
