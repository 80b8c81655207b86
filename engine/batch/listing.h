/* batch/listing.h - the files in one folder, in order, without holding all their names. */
#ifndef BATCH_LISTING_H
#define BATCH_LISTING_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

struct listing {
    DIR *folder;
    bool (*takes)(const char *name);
    char **names; /* the next ones, in order, once `is_sorted` */
    size_t count;
    size_t at;
    char *last; /* name given last, or NULL */
};

/*
 * Opens the folder at `path` for the names without a dot in front that `takes` takes (NULL: all of them). False: it is
 * none, or errno says why it cannot be read. Ended by listing_close.
 */
bool listing_open(struct listing *listing, const char *path, bool (*takes)(const char *name));
void listing_close(struct listing *listing);

/* The next name, by the order of bytes; NULL past the last. */
const char *listing_next(struct listing *listing);

/* How many of these names there are. */
size_t listing_count(const char *path, bool (*takes)(const char *name));

/* Names that end in .json or .jsonc: incident files. */
bool listing_takes_data(const char *name);

#endif
