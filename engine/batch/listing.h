/* batch/listing.h - the data files in one folder, in order, without holding all their names. */
#ifndef BATCH_LISTING_H
#define BATCH_LISTING_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

struct listing {
    DIR *folder;
    char **names; /* the next ones, in order, once `is_sorted` */
    size_t count;
    size_t at;
    char *last; /* name given last, or NULL */
};

/* Opens the folder at `path`; false: it is none, or errno says why it cannot be read. Ended by listing_close. */
bool listing_open(struct listing *listing, const char *path);
void listing_close(struct listing *listing);

/* The next name that ends in .json or .jsonc and has no dot in front, by the order of bytes; NULL past the last. */
const char *listing_next(struct listing *listing);

/* How many names there are. */
size_t listing_count(const char *path);

#endif
