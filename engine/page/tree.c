/* The order of creation under one parent is the reading order. */
#include "page/tree.h"

struct element_links *document_tree(const struct document *document, struct arena *arena)
{
    struct element_links *tree = arena_array(arena, struct element_links, document->element_count);

    for (size_t i = 0; i < document->element_count; i++)
        tree[i] = (struct element_links){.first_child = ELEMENT_ARTIFACT, .next = ELEMENT_ARTIFACT};
    /* From the last to the first: each goes before the younger children already listed. */
    for (size_t i = document->element_count; i-- > 1;) {
        struct element_links *parent = &tree[document->elements[i].parent];

        tree[i].next = parent->first_child;
        parent->first_child = (element_id)i;
    }
    return tree;
}
