/* Fields are a forest of dictionaries; kids that are widgets alone have no name of their own (12.7.4). */
#include "sign/field.h"

#include <string.h>

/* One on the way from a root: what it inherits. */
struct node {
    const struct pdf_value *reference;
    const char *prefix; /* names of its parents, each with a point behind it */
    int depth;
    const struct pdf_value *type;  /* /FT */
    const struct pdf_value *value; /* /V */
};

/* More than any form has: names of fields are put together of all their parents'. */
#define DEPTH_MAX 32
#define NAME_MAX_BYTES 4096

struct walk {
    const struct pdf *pdf;
    struct arena *arena;
    bool *is_seen;
    struct node *stack;
    size_t depth, room;
    struct sign_field *fields;
    size_t count, field_room;
    const char *reason;
};

static void push(struct walk *walk, const struct node *node)
{
    walk->stack = arena_grow(walk->arena, walk->stack, walk->depth, &walk->room, sizeof(*walk->stack));
    walk->stack[walk->depth++] = *node;
}

/* The last first, so that the first is the next to be taken. */
static void push_all(struct walk *walk, const struct pdf_value *array, const struct node *parent)
{
    for (size_t i = pdf_count(walk->pdf, array); i > 0; i--) {
        struct node node = *parent;
        node.reference = &pdf_resolve(walk->pdf, array)->as.array.items[i - 1];
        push(walk, &node);
    }
}

static const struct pdf_value *or_inherited(const struct pdf_value *own, const struct pdf_value *inherited)
{
    return own->kind != PDF_NULL ? own : inherited;
}

/* A kid without a name is a widget of its parent. */
static bool is_widget_alone(const struct walk *walk, const struct pdf_value *kids)
{
    return kids->as.array.count == 1 && kids->as.array.items[0].kind == PDF_REFERENCE &&
           pdf_find(walk->pdf, &kids->as.array.items[0], "T")->kind == PDF_NULL;
}

static void add_field(struct walk *walk, const struct node *node, const struct pdf_value *kids, const char *name)
{
    struct sign_field *field;
    uint32_t number = node->reference->as.reference.number, widget = number;

    if (kids->kind == PDF_ARRAY && kids->as.array.count == 1)
        widget = kids->as.array.items[0].as.reference.number;
    walk->fields = arena_grow(walk->arena, walk->fields, walk->count, &walk->field_room, sizeof(*walk->fields));
    field = &walk->fields[walk->count++];
    *field = (struct sign_field){number, name, pdf_resolve(walk->pdf, node->reference), node->value, widget};
}

static const char *name_of(struct walk *walk, const struct node *node)
{
    const char *own = pdf_text(walk->arena, pdf_find(walk->pdf, node->reference, "T"));

    return arena_format(walk->arena, "%s%s", node->prefix, own != NULL ? own : "");
}

static void visit(struct walk *walk, struct node *node)
{
    const struct pdf_value *kids = pdf_find(walk->pdf, node->reference, "Kids");
    const char *name = name_of(walk, node);

    node->type = or_inherited(pdf_find(walk->pdf, node->reference, "FT"), node->type);
    node->value = or_inherited(pdf_find(walk->pdf, node->reference, "V"), node->value);
    if (node->depth > DEPTH_MAX || strlen(name) > NAME_MAX_BYTES) {
        walk->reason = DIAG_BOTH("its form is nested too deeply", "フォームの入れ子が深すぎます");
    } else if (kids->kind == PDF_ARRAY && kids->as.array.count > 0 && !is_widget_alone(walk, kids)) {
        node->prefix = arena_format(walk->arena, "%s.", name);
        node->depth++;
        push_all(walk, kids, node);
    } else if (pdf_is_name(node->type, "Sig")) {
        add_field(walk, node, kids, name);
    }
}

static bool see(struct walk *walk, const struct pdf_value *reference)
{
    uint32_t number = reference->as.reference.number;

    if (reference->kind != PDF_REFERENCE || !pdf_is_dictionary(pdf_resolve(walk->pdf, reference)))
        walk->reason = DIAG_BOTH("a field of its form is no object of its own",
                                 "フォームの欄が独立したオブジェクトではありません");
    else if (walk->is_seen[number])
        walk->reason = DIAG_BOTH("a field of its form stands there twice", "フォームの同じ欄が二度あります");
    else
        walk->is_seen[number] = true;
    return walk->reason == NULL;
}

const struct sign_field *sign_fields(const struct pdf *pdf, struct arena *arena, size_t *count, const char **reason)
{
    struct walk walk = {.pdf = pdf, .arena = arena, .is_seen = arena_array(arena, bool, pdf->object_count + 1)};
    struct node root = {.prefix = "", .type = &pdf_null, .value = &pdf_null};

    push_all(&walk, pdf_find(pdf, pdf_find(pdf, pdf->catalog, "AcroForm"), "Fields"), &root);
    while (walk.depth > 0 && walk.reason == NULL) {
        struct node node = walk.stack[--walk.depth];
        if (see(&walk, node.reference))
            visit(&walk, &node);
    }
    *reason = walk.reason;
    *count = walk.count;
    if (walk.reason != NULL)
        return NULL;
    return walk.count > 0 ? walk.fields : arena_array(arena, struct sign_field, 1);
}
