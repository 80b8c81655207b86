/* batch/tree.h - the files in a tree of folders, in order. */
#ifndef BATCH_TREE_H
#define BATCH_TREE_H

#include "base/sink.h"
#include "batch/listing.h"

/* Folders inside each other; deeper ones are passed over. */
#define TREE_DEPTH_MAX 64

struct tree {
    struct listing listings[TREE_DEPTH_MAX]; /* of the folders on the way */
    size_t sizes[TREE_DEPTH_MAX];            /* of their paths, in `path` */
    size_t depth;
    struct sink path;                /* of the file given last, NUL-terminated */
    bool (*takes)(const char *name); /* names of files */
};

/* Opens the folder at `path` for the files that `takes` takes; false: errno says why. tree_close ends it either way. */
bool tree_open(struct tree *tree, const char *path, bool (*takes)(const char *name));
void tree_close(struct tree *tree);

/*
 * The path of the next regular file, borrowed until the next call; NULL past the last. Links are not followed, names
 * with a dot in front are passed over, and so are folders that cannot be read.
 */
const char *tree_next(struct tree *tree);

#endif
