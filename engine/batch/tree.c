/* A walk over folders, each listed in order; what lies in a folder comes where its name does. */
#include "batch/tree.h"

#include <string.h>
#include <sys/stat.h>

static bool enter(struct tree *tree, size_t size)
{
    if (tree->depth == TREE_DEPTH_MAX || !listing_open(&tree->listings[tree->depth], tree->path.bytes, NULL))
        return false;
    tree->sizes[tree->depth++] = size;
    return true;
}

static void put_path(struct tree *tree, const char *text)
{
    sink_put_string(&tree->path, text);
    sink_put_char(&tree->path, '\0');
    tree->path.size--;
}

bool tree_open(struct tree *tree, const char *path, bool (*takes)(const char *name))
{
    *tree = (struct tree){.takes = takes};
    put_path(tree, path);
    return enter(tree, tree->path.size);
}

void tree_close(struct tree *tree)
{
    while (tree->depth > 0)
        listing_close(&tree->listings[--tree->depth]);
    sink_close(&tree->path);
}

/* The next name in the innermost folder, put behind its path; false: there is none, and the folder is left. */
static bool step(struct tree *tree, const char **name)
{
    *name = listing_next(&tree->listings[tree->depth - 1]);
    tree->path.size = tree->sizes[tree->depth - 1];
    if (*name) {
        if (tree->path.size > 0 && tree->path.bytes[tree->path.size - 1] != '/')
            sink_put_char(&tree->path, '/');
        put_path(tree, *name);
        return true;
    }
    listing_close(&tree->listings[--tree->depth]);
    return false;
}

const char *tree_next(struct tree *tree)
{
    struct stat status;
    const char *name;

    while (tree->depth > 0) {
        if (!step(tree, &name) || lstat(tree->path.bytes, &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode))
            enter(tree, tree->path.size);
        else if (S_ISREG(status.st_mode) && (!tree->takes || tree->takes(name)))
            return tree->path.bytes;
    }
    return NULL;
}
