/* page/tree.h - a document's structure as lists of children, in reading order. */
#ifndef PAGE_TREE_H
#define PAGE_TREE_H

#include "page/document.h"

/* Of one element; ELEMENT_ARTIFACT: none. */
struct element_links {
    element_id first_child;
    element_id next; /* child of the same parent */
};

/* By element, in `arena`. */
struct element_links *document_tree(const struct document *document, struct arena *arena);

#endif
