/*
 * The document's own structure tree is nearly what goes into the file. But:
 * - a table without header cells only arranges texts on the paper: its cells are read one after the other, as
 *   paragraphs;
 * - an element in which nothing is drawn says nothing, unless it is part of a table, whose rows and columns count;
 * - headings begin with an H1 (ISO 14289-1, 7.4.2), also where a form has no title.
 */
#include "device/pdf_tags.h"

#include "device/pdf_number.h"
#include "page/tree.h"

#include <assert.h>
#include <string.h>

#define NONE UINT32_MAX

struct pdf_sequence {
    uint32_t page;
    uint32_t identifier; /* MCID */
    uint32_t next;       /* of the same element; NONE: none */
    element_id element;
};

struct pdf_element {
    const char *type;
    bool is_dropped;      /* its children stand in its parent's place */
    bool is_figure;       /* it has a box */
    uint32_t first, last; /* its own sequences */
    uint32_t earliest;    /* sequence of its own or a descendant's */
    unsigned number;      /* of its object; 0: not in the file */
    length left, top, right, bottom;
};

/* --- what becomes of the elements --------------------------------------------------------------------------------- */

static element_id parent_of(const struct pdf_tags *tags, element_id id)
{
    return tags->document->elements[id].parent;
}

static enum role role_of(const struct pdf_tags *tags, element_id id)
{
    return tags->document->elements[id].role;
}

static bool is_in_table(enum role role)
{
    return role == ROLE_TABLE_HEAD || role == ROLE_TABLE_BODY || role == ROLE_TABLE_ROW || role == ROLE_TABLE_CELL ||
           role == ROLE_TABLE_HEADER_CELL;
}

/* The table that a part of one belongs to. */
static element_id table_around(const struct pdf_tags *tags, element_id id)
{
    while (is_in_table(role_of(tags, id)))
        id = parent_of(tags, id);
    return id;
}

/* Tables are dropped at first; a header cell brings its own back. */
static void drop_tables(struct pdf_tags *tags)
{
    for (element_id id = 0; id < tags->document->element_count; id++)
        tags->elements[id].is_dropped = role_of(tags, id) == ROLE_TABLE;
    for (element_id id = 0; id < tags->document->element_count; id++)
        if (role_of(tags, id) == ROLE_TABLE_HEADER_CELL)
            tags->elements[table_around(tags, id)].is_dropped = false;
}

/* Parts of a dropped table are dropped too, but for cells that hold text themselves, which become paragraphs. */
static void name_type(struct pdf_tags *tags, element_id id)
{
    struct pdf_element *element = &tags->elements[id];
    bool is_part = is_in_table(role_of(tags, id));

    element->type = role_name(role_of(tags, id));
    element->is_figure = role_of(tags, id) == ROLE_FIGURE;
    if (!is_part || !tags->elements[table_around(tags, id)].is_dropped)
        return;
    element->is_dropped = true;
    element->type = role_name(ROLE_PARAGRAPH);
}

void pdf_tags_open(struct pdf_tags *tags, const struct document *document, struct arena *arena)
{
    *tags = (struct pdf_tags){
        .document = document,
        .arena = arena,
        .elements = arena_array(arena, struct pdf_element, document->element_count),
    };
    drop_tables(tags);
    for (element_id id = 0; id < document->element_count; id++) {
        tags->elements[id].first = tags->elements[id].last = tags->elements[id].earliest = NONE;
        name_type(tags, id);
    }
}

/* --- content ------------------------------------------------------------------------------------------------------ */

void pdf_tags_begin_page(struct pdf_tags *tags, size_t page)
{
    tags->page = (uint32_t)page;
    tags->next = 0;
}

unsigned pdf_tags_add(struct pdf_tags *tags, element_id id)
{
    struct pdf_element *element = &tags->elements[id];
    uint32_t index = (uint32_t)tags->count;

    tags->sequences = arena_grow(tags->arena, tags->sequences, tags->count, &tags->capacity, sizeof(*tags->sequences));
    tags->sequences[tags->count++] = (struct pdf_sequence){tags->page, tags->next++, NONE, id};
    if (element->first == NONE)
        element->first = index;
    else
        tags->sequences[element->last].next = index;
    element->last = index;
    return tags->sequences[index].identifier;
}

/*
 * A line drawn with one character, ==== or ----, is a rule and no text: nobody wants to hear it. It says nothing also
 * where it is the text of an element.
 */
#define RULER_MIN 10 /* characters */

static bool is_ruler(const struct mark *mark)
{
    const struct glyph_run *run = mark->kind == MARK_GLYPHS ? mark->run : NULL;

    if (!run || run->text_size < RULER_MIN || !strchr("=-_*~#", run->text[0]))
        return false;
    for (size_t i = 1; i < run->text_size; i++)
        if (run->text[i] != run->text[0])
            return false;
    return true;
}

bool pdf_tags_is_artifact(const struct mark *mark)
{
    return mark->element == ELEMENT_ARTIFACT || is_ruler(mark);
}

/* ISO 14289-1, 7.8: running heads and feet say that they are such. */
static const char *const artifacts[] = {
    [ARTIFACT_LAYOUT] = "/Artifact BMC\n",
    [ARTIFACT_HEADER] = "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n",
    [ARTIFACT_FOOTER] = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n",
};

void pdf_tags_put_begin(struct pdf_tags *tags, struct sink *sink, const struct mark *mark)
{
    if (pdf_tags_is_artifact(mark))
        sink_put_string(sink, artifacts[mark->artifact]);
    else
        sink_format(sink, "/%s<</MCID %u>>BDC\n", tags->elements[mark->element].type,
                    pdf_tags_add(tags, mark->element));
}

/* --- which elements there are ------------------------------------------------------------------------------------- */

/* A cell that holds text itself stays, as a paragraph. */
static void keep_cells(struct pdf_tags *tags)
{
    for (element_id id = 0; id < tags->document->element_count; id++)
        if (tags->elements[id].first != NONE)
            tags->elements[id].is_dropped = false;
}

/* From the last to the first: a parent comes before its children. */
static void find_earliest(struct pdf_tags *tags)
{
    for (size_t i = tags->document->element_count; i-- > 0;) {
        struct pdf_element *element = &tags->elements[i];
        struct pdf_element *parent = i > 0 ? &tags->elements[parent_of(tags, (element_id)i)] : NULL;

        if (element->first < element->earliest)
            element->earliest = element->first;
        if (parent && element->earliest < parent->earliest)
            parent->earliest = element->earliest;
    }
}

/* Rows and cells, as nothing else, say something by being there. */
static bool is_kept(const struct pdf_tags *tags, element_id id, const struct element_links *links)
{
    const struct pdf_element *element = &tags->elements[id];
    enum role role = role_of(tags, id);

    if (element->is_dropped)
        return false;
    if (role == ROLE_TABLE_HEAD || role == ROLE_TABLE_BODY)
        return links[id].first_child != ELEMENT_ARTIFACT;
    return element->earliest != NONE || is_in_table(role) || role == ROLE_TABLE || id == ELEMENT_ROOT;
}

static void number_elements(struct pdf_tags *tags, const struct element_links *links, unsigned first)
{
    for (element_id id = 0; id < tags->document->element_count; id++)
        if (is_kept(tags, id, links))
            tags->elements[id].number = first++;
}

static void name_headings(struct pdf_tags *tags)
{
    bool has_title = false;

    for (element_id id = 0; id < tags->document->element_count; id++) {
        if (tags->elements[id].number == 0)
            continue;
        has_title |= role_of(tags, id) == ROLE_TITLE;
        if (role_of(tags, id) == ROLE_HEADING && !has_title)
            tags->elements[id].type = role_name(ROLE_TITLE);
    }
}

/* --- boxes of figures --------------------------------------------------------------------------------------------- */

static void reach(struct pdf_element *element, length x, length y)
{
    element->left = length_min(element->left, x);
    element->top = length_min(element->top, y);
    element->right = length_max(element->right, x);
    element->bottom = length_max(element->bottom, y);
}

static void reach_mark(struct pdf_element *element, const struct mark *mark)
{
    reach(element, mark->x, mark->y);
    switch (mark->kind) {
    case MARK_GLYPHS:
        break;
    case MARK_RULE:
        reach(element, mark->rule.x2, mark->rule.y2);
        break;
    case MARK_FILL:
        reach(element, mark->x + mark->fill.width, mark->y + mark->fill.height);
        break;
    case MARK_PATH:
        for (size_t i = 0; i < mark->path.path->count; i++)
            reach(element, mark->x + mark->path.path->steps[i].x, mark->y + mark->path.path->steps[i].y);
        break;
    case MARK_IMAGE:
        reach(element, mark->x + mark->image.width, mark->y + mark->image.height);
        break;
    case MARK_QR:
        reach(element, mark->x + mark->qr.side, mark->y + mark->qr.side);
        break;
    }
}

static void find_boxes_on(struct pdf_tags *tags, const struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct mark *mark = &page->marks[i];

        if (mark->element != ELEMENT_ARTIFACT && tags->elements[mark->element].is_figure)
            reach_mark(&tags->elements[mark->element], mark);
    }
}

static void find_boxes(struct pdf_tags *tags)
{
    for (size_t i = 0; i < tags->document->element_count; i++) {
        tags->elements[i].left = tags->elements[i].top = LENGTH_MAX;
        tags->elements[i].right = tags->elements[i].bottom = -LENGTH_MAX;
    }
    for (size_t i = 0; i < tags->document->page_count; i++)
        find_boxes_on(tags, &tags->document->pages[i]);
}

/* --- the tree ----------------------------------------------------------------------------------------------------- */

/* The tree being written. */
struct tree {
    struct pdf_tags *tags;
    const struct pdf_tagged *tagged;
    const struct element_links *links;
    struct pdf_packed *packed;
    struct sink kids; /* of the present element */
    size_t kid_count; /* so many of them */
    unsigned root, parents, names, pages, form;
    unsigned notes; /* so far */
};

static unsigned page_number(const struct tree *tree, uint32_t sequence)
{
    return tree->tagged->pages[tree->tags->sequences[sequence].page];
}

static void begin_kid(struct tree *tree)
{
    if (tree->kid_count++ > 0)
        sink_put_char(&tree->kids, ' ');
}

/* On another page than the element begins on it has to name its page (ISO 32000-2, 14.7.5.2). */
static void put_sequence(struct tree *tree, element_id id, uint32_t sequence)
{
    const struct pdf_sequence *of = &tree->tags->sequences[sequence];
    uint32_t first = tree->tags->elements[id].first;

    begin_kid(tree);
    if (of->page == tree->tags->sequences[first].page)
        sink_format(&tree->kids, "%u", (unsigned)of->identifier);
    else
        sink_format(&tree->kids, "<</Type/MCR/Pg %u 0 R/MCID %u>>", page_number(tree, sequence),
                    (unsigned)of->identifier);
}

/* Children in their order; its own sequences before the children whose content comes later. */
static void put_kids(struct tree *tree, element_id id)
{
    const struct pdf_tags *tags = tree->tags;
    uint32_t own = tags->elements[id].first;

    for (element_id child = tree->links[id].first_child; child != ELEMENT_ARTIFACT; child = tree->links[child].next) {
        for (; own < tags->elements[child].earliest && tags->elements[child].earliest != NONE;
             own = tags->sequences[own].next)
            put_sequence(tree, id, own);
        if (tags->elements[child].is_dropped) {
            put_kids(tree, child);
        } else if (tags->elements[child].number > 0) {
            begin_kid(tree);
            sink_format(&tree->kids, "%u 0 R", tags->elements[child].number);
        }
    }
    for (; own != NONE; own = tags->sequences[own].next)
        put_sequence(tree, id, own);
    if (id == ELEMENT_ROOT) {
        begin_kid(tree);
        sink_format(&tree->kids, "%u 0 R", tree->form);
    }
}

/* The element that stands above it in the file, or the root of the tree. */
static unsigned parent_number(const struct tree *tree, element_id id)
{
    do {
        if (id == ELEMENT_ROOT)
            return tree->root;
        id = parent_of(tree->tags, id);
    } while (tree->tags->elements[id].is_dropped);
    return tree->tags->elements[id].number;
}

static void put_text_entry(struct sink *sink, const char *key, const char *text)
{
    if (!text)
        return;
    sink_put_string(sink, key);
    pdf_put_text_string(sink, text, strlen(text));
}

/* ISO 32000-2, table 384. */
static void put_cell_attributes(struct sink *sink, const struct element *element)
{
    static const char *const scopes[] = {
        [SCOPE_NONE] = "", [SCOPE_ROW] = "/Scope/Row", [SCOPE_COLUMN] = "/Scope/Column", [SCOPE_BOTH] = "/Scope/Both"};

    if (element->scope == SCOPE_NONE && element->row_span == 1 && element->column_span == 1)
        return;
    sink_format(sink, "/A<</O/Table%s", scopes[element->scope]);
    if (element->row_span > 1)
        sink_format(sink, "/RowSpan %u", (unsigned)element->row_span);
    if (element->column_span > 1)
        sink_format(sink, "/ColSpan %u", (unsigned)element->column_span);
    sink_put_string(sink, ">>");
}

/* ISO 32000-2, table 378: in the page's own coordinates. */
static void put_box(struct tree *tree, struct sink *sink, const struct pdf_element *element)
{
    const struct pdf_sequence *first = &tree->tags->sequences[element->first];
    length height = tree->tags->document->pages[first->page].height;
    length corners[] = {element->left, height - element->bottom, element->right, height - element->top};

    sink_put_string(sink, "/A<</O/Layout/BBox[");
    for (int i = 0; i < 4; i++) {
        if (i > 0)
            sink_put_char(sink, ' ');
        pdf_put_milli(sink, pdf_milli(corners[i]));
    }
    sink_put_string(sink, "]>>");
}

static void put_note_id(struct tree *tree, struct sink *sink)
{
    sink_format(sink, "/ID(note%06u)", ++tree->notes);
}

/* A table's description is its summary: as its alternate text it would stand for all the cells. */
static void put_attributes(struct tree *tree, struct sink *sink, element_id id)
{
    const struct element *element = &tree->tags->document->elements[id];
    const struct pdf_element *own = &tree->tags->elements[id];

    if (strcmp(own->type, "TH") == 0 || strcmp(own->type, "TD") == 0)
        put_cell_attributes(sink, element);
    else if (own->is_figure && own->first != NONE)
        put_box(tree, sink, own);
    else if (element->role == ROLE_NOTE)
        put_note_id(tree, sink);
    if (element->role == ROLE_TABLE && element->alternate) {
        put_text_entry(sink, "/A<</O/Table/Summary", element->alternate);
        sink_put_string(sink, ">>");
        return;
    }
    put_text_entry(sink, "/Lang", element->language);
    put_text_entry(sink, "/Alt", element->alternate);
    put_text_entry(sink, "/ActualText", element->actual);
}

static void put_element(struct tree *tree, element_id id)
{
    const struct pdf_element *element = &tree->tags->elements[id];
    struct sink *sink = pdf_packed_next(tree->packed);

    sink_clear(&tree->kids);
    tree->kid_count = 0;
    put_kids(tree, id);
    sink_format(sink, "<</S/%s/P %u 0 R", element->type, parent_number(tree, id));
    if (element->first != NONE)
        sink_format(sink, "/Pg %u 0 R", page_number(tree, element->first));
    put_attributes(tree, sink, id);
    if (tree->kid_count > 0) {
        sink_put_string(sink, tree->kid_count > 1 ? "/K[" : "/K ");
        sink_put(sink, tree->kids.bytes, tree->kids.size);
        sink_put_string(sink, tree->kid_count > 1 ? "]" : "");
    }
    sink_put_string(sink, ">>");
}

/* --- parts of the tree that are no elements ----------------------------------------------------------------------- */

/* ISO 14289-1, 7.18.4: a field stands in a Form element. It comes last. */
static void put_form(struct tree *tree)
{
    size_t last = tree->tags->document->page_count - 1;
    struct sink *sink = pdf_packed_next(tree->packed);

    sink_format(sink, "<</S/Form/P %u 0 R/Pg %u 0 R", tree->tags->elements[ELEMENT_ROOT].number,
                tree->tagged->pages[last]);
    put_text_entry(sink, "/Alt", tree->tagged->description);
    sink_format(sink, "/K<</Type/OBJR/Obj %u 0 R>>>>", tree->tagged->field);
}

static void put_root(struct tree *tree)
{
    struct sink *sink = pdf_packed_next(tree->packed);

    sink_format(sink, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu/IDTree %u 0 R>>",
                tree->tags->elements[ELEMENT_ROOT].number, tree->parents, tree->tags->document->page_count + 1,
                tree->names);
}

/* ISO 32000-2, 14.7.5.4: from the identifiers of a page, and from the field, to elements. */
static void put_parents(struct tree *tree)
{
    size_t count = tree->tags->document->page_count;
    struct sink *sink = pdf_packed_next(tree->packed);

    sink_put_string(sink, "<</Nums[");
    for (size_t i = 0; i < count; i++)
        sink_format(sink, "%zu %zu 0 R ", i, tree->pages + i);
    sink_format(sink, "%zu %u 0 R]>>", count, tree->form);
}

/* Sequences are in the order of pages and identifiers. */
static void put_pages(struct tree *tree)
{
    const struct pdf_tags *tags = tree->tags;
    size_t at = 0;

    for (size_t i = 0; i < tags->document->page_count; i++) {
        struct sink *sink = pdf_packed_next(tree->packed);

        sink_put_char(sink, '[');
        for (; at < tags->count && tags->sequences[at].page == i; at++)
            sink_format(sink, "%u 0 R ", tags->elements[tags->sequences[at].element].number);
        sink_put_char(sink, ']');
    }
}

/* ISO 32000-2, table 354: elements by their identifiers, which count up. */
static void put_names(struct tree *tree)
{
    const struct pdf_tags *tags = tree->tags;
    struct sink *sink = pdf_packed_next(tree->packed);
    unsigned notes = 0;

    sink_put_string(sink, "<</Names[");
    for (element_id id = 0; id < tags->document->element_count; id++)
        if (role_of(tags, id) == ROLE_NOTE && tags->elements[id].number > 0)
            sink_format(sink, "(note%06u)%u 0 R", ++notes, tags->elements[id].number);
    sink_put_string(sink, "]>>");
}

/* The objects in the order of their numbers. */
static void put_objects(struct tree *tree)
{
    put_root(tree);
    put_parents(tree);
    put_names(tree);
    put_form(tree);
    put_pages(tree);
    for (element_id id = 0; id < tree->tags->document->element_count; id++)
        if (tree->tags->elements[id].number > 0)
            put_element(tree, id);
}

unsigned pdf_tags_put_tree(struct pdf_tags *tags, const struct pdf_tagged *tagged, struct pdf_packed *packed)
{
    unsigned first = packed->first;
    struct tree tree = {
        .tags = tags,
        .tagged = tagged,
        .links = document_tree(tags->document, tags->arena),
        .packed = packed,
        .root = first,
        .parents = first + 1,
        .names = first + 2,
        .form = first + 3,
        .pages = first + 4,
    };

    assert(packed->count == 0);
    keep_cells(tags);
    find_earliest(tags);
    find_boxes(tags);
    number_elements(tags, tree.links, tree.pages + (unsigned)tags->document->page_count);
    name_headings(tags);
    put_objects(&tree);
    sink_close(&tree.kids);
    return tree.root;
}
