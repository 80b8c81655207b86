/* Trees of pages (ISO 32000-2, 7.7.3) and of names (7.9.6): walked without recursion, and no node twice. */
#include "pdf/reading.h"

#include <stdlib.h>
#include <string.h>

/* A walk over the nodes of a tree, which are indirect objects, in their order. */
struct walk {
    const struct pdf *pdf;
    struct arena *arena;
    struct diag_cause *cause;
    bool *is_seen; /* by object number */
    struct level {
        const struct pdf_value *kids; /* an array */
        size_t next;
    } * levels;
    size_t depth, room;
};

static bool damaged(struct walk *walk, size_t at, const char *reason)
{
    struct pdf_reading reading = {.arena = walk->arena, .file = walk->pdf->file, .cause = walk->cause};

    return pdf_damaged(&reading, at, reason);
}

static struct walk begin(const struct pdf *pdf, struct arena *arena, struct diag_cause *cause)
{
    return (struct walk){
        .pdf = pdf,
        .arena = arena,
        .cause = cause,
        .is_seen = arena_array(arena, bool, pdf->object_count + 1),
    };
}

static void descend(struct walk *walk, const struct pdf_value *kids)
{
    walk->levels = arena_grow(walk->arena, walk->levels, walk->depth, &walk->room, sizeof(*walk->levels));
    walk->levels[walk->depth++] = (struct level){kids, 0};
}

static bool see(struct walk *walk, const struct pdf_value *node)
{
    uint32_t number = node->as.reference.number;

    if (node->kind != PDF_REFERENCE || number >= walk->pdf->object_count ||
        !pdf_is_dictionary(pdf_resolve(walk->pdf, node)))
        return damaged(walk, node->start, DIAG_BOTH("a node of a tree is missing", "木の節点がありません"));
    if (walk->is_seen[number])
        return damaged(walk, node->start, DIAG_BOTH("a tree has a node twice", "木に同じ節点が二度あります"));
    walk->is_seen[number] = true;
    return true;
}

/*
 * The next node without kids: true with *leaf, a reference, NULL after the last. False: damaged. Nodes with kids are
 * entered.
 */
static bool next_leaf(struct walk *walk, const struct pdf_value **leaf)
{
    *leaf = NULL;
    while (walk->depth > 0) {
        struct level *level = &walk->levels[walk->depth - 1];
        if (level->next == level->kids->as.array.count) {
            walk->depth--;
            continue;
        }
        const struct pdf_value *node = &level->kids->as.array.items[level->next++];
        if (!see(walk, node))
            return false;
        const struct pdf_value *kids = pdf_find(walk->pdf, node, "Kids");
        if (kids->kind == PDF_ARRAY) {
            descend(walk, kids);
            continue;
        }
        *leaf = node;
        return true;
    }
    return true;
}

/* --- pages --- */

const struct pdf_value *pdf_pages(const struct pdf *pdf, struct arena *arena, size_t *count, struct diag_cause *cause)
{
    const struct pdf_value *kids = pdf_find(pdf, pdf_find(pdf, pdf->catalog, "Pages"), "Kids");
    struct walk walk = begin(pdf, arena, cause);
    struct pdf_value *pages = NULL;
    const struct pdf_value *leaf;
    size_t room = 0;

    *count = 0;
    if (kids->kind == PDF_ARRAY)
        descend(&walk, kids);
    for (;;) {
        if (!next_leaf(&walk, &leaf))
            return NULL;
        if (leaf == NULL)
            break;
        pages = arena_grow(arena, pages, *count, &room, sizeof(*pages));
        pages[(*count)++] = *leaf;
    }
    if (*count == 0)
        damaged(&walk, pdf->catalog->start, DIAG_BOTH("there are no pages", "ページがありません"));
    return pages;
}

/* As deep as any sensible tree. */
#define ANCESTORS_MAX 100

const struct pdf_value *pdf_inherited(const struct pdf *pdf, const struct pdf_value *page, const char *key)
{
    for (int i = 0; i < ANCESTORS_MAX && pdf_is_dictionary(pdf_resolve(pdf, page)); i++) {
        const struct pdf_value *value = pdf_find(pdf, page, key);
        if (value->kind != PDF_NULL)
            return value;
        page = pdf_find(pdf, page, "Parent");
    }
    return &pdf_null;
}

/* --- embedded files --- */

struct embedded_list {
    const struct pdf *pdf;
    struct arena *arena;
    struct pdf_embedded *files;
    size_t count, room;
};

static const char *text_or_empty(struct arena *arena, const struct pdf_value *value)
{
    const char *text = pdf_text(arena, value);

    return text != NULL ? text : "";
}

static const char *name_or_empty(const struct pdf_value *value)
{
    return value->kind == PDF_NAME ? value->as.text.bytes : "";
}

static const char *file_name(const struct pdf *pdf, struct arena *arena, const struct pdf_value *specification)
{
    const struct pdf_value *name = pdf_find(pdf, specification, "UF");

    return text_or_empty(arena, name->kind == PDF_STRING ? name : pdf_find(pdf, specification, "F"));
}

static struct pdf_embedded *find_listed(const struct embedded_list *list, const struct pdf_value *specification)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->files[i].specification == specification)
            return &list->files[i];
    return NULL;
}

/* 7.11.4: the file itself is a stream, in /UF or /F of the specification's /EF. */
static void add_file(struct embedded_list *list, const struct pdf_value *specification)
{
    const struct pdf_value *files = pdf_find(list->pdf, specification, "EF"),
                           *stream = pdf_find(list->pdf, files, "UF");

    if (stream->kind != PDF_STREAM)
        stream = pdf_find(list->pdf, files, "F");
    if (specification->kind != PDF_DICTIONARY || stream->kind != PDF_STREAM)
        return;
    list->files = arena_grow(list->arena, list->files, list->count, &list->room, sizeof(*list->files));
    list->files[list->count++] = (struct pdf_embedded){
        .name = file_name(list->pdf, list->arena, specification),
        .relationship = name_or_empty(pdf_find(list->pdf, specification, "AFRelationship")),
        .mime = name_or_empty(pdf_find(list->pdf, stream, "Subtype")),
        .specification = specification,
        .stream = stream->as.stream,
    };
}

static void add_names(struct embedded_list *list, const struct pdf_value *names)
{
    for (size_t i = 0; i + 1 < pdf_count(list->pdf, names); i += 2)
        add_file(list, pdf_item(list->pdf, names, i + 1));
}

/* The list is short, and so is the search in it: more files than this are not looked through. */
#define ASSOCIATED_MAX 1000

static void add_associated(struct embedded_list *list, const struct pdf_value *array)
{
    for (size_t i = 0; i < pdf_count(list->pdf, array) && i < ASSOCIATED_MAX; i++) {
        const struct pdf_value *specification = pdf_item(list->pdf, array, i);
        struct pdf_embedded *listed = list->count <= ASSOCIATED_MAX ? find_listed(list, specification) : NULL;
        if (listed == NULL) {
            size_t before = list->count;
            add_file(list, specification);
            listed = list->count > before ? &list->files[before] : NULL;
        }
        if (listed != NULL)
            listed->is_associated = true;
    }
}

const struct pdf_embedded *pdf_embedded_files(const struct pdf *pdf, struct arena *arena, size_t *count,
                                              struct diag_cause *cause)
{
    const struct pdf_value *root = pdf_find(pdf, pdf_find(pdf, pdf->catalog, "Names"), "EmbeddedFiles");
    struct embedded_list list = {.pdf = pdf, .arena = arena};
    struct walk walk = begin(pdf, arena, cause);
    const struct pdf_value *kids = pdf_find(pdf, root, "Kids"), *leaf;

    add_names(&list, pdf_find(pdf, root, "Names"));
    if (kids->kind == PDF_ARRAY)
        descend(&walk, kids);
    do {
        if (!next_leaf(&walk, &leaf))
            return NULL;
        if (leaf != NULL)
            add_names(&list, pdf_find(pdf, leaf, "Names"));
    } while (leaf != NULL);
    add_associated(&list, pdf_find(pdf, pdf->catalog, "AF"));
    *count = list.count;
    return list.count > 0 ? list.files : arena_array(arena, struct pdf_embedded, 1);
}
