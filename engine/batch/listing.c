/*
 * The folder is read again and again, each time for the names that come next: memory stays the same for a million
 * files, for one more reading of the folder every NEXT_MAX files.
 */
#include "batch/listing.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#define NEXT_MAX ((size_t)16384)

bool listing_open(struct listing *listing, const char *path, bool (*takes)(const char *name))
{
    *listing = (struct listing){.folder = opendir(path), .takes = takes};
    return listing->folder != NULL;
}

static void drop_names(struct listing *listing, size_t from)
{
    for (size_t i = from; i < listing->count; i++)
        free(listing->names[i]);
    listing->count = from < listing->count ? from : listing->count;
}

void listing_close(struct listing *listing)
{
    if (listing->folder)
        closedir(listing->folder);
    drop_names(listing, 0);
    free(listing->names);
    free(listing->last);
    *listing = (struct listing){0};
}

static bool ends_with(const char *name, const char *suffix)
{
    size_t size = strlen(name), suffix_size = strlen(suffix);

    return size > suffix_size && strcmp(name + size - suffix_size, suffix) == 0;
}

bool listing_takes_data(const char *name)
{
    return ends_with(name, ".json") || ends_with(name, ".jsonc");
}

static bool is_wanted(const char *name, bool (*takes)(const char *name))
{
    return name[0] != '.' && (!takes || takes(name));
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *copy(const char *name)
{
    size_t size = strlen(name) + 1;

    return memcpy(mem_alloc(size), name, size);
}

/* Sorts, and keeps the first NEXT_MAX. */
static void keep_first(struct listing *listing)
{
    qsort(listing->names, listing->count, sizeof(char *), compare);
    drop_names(listing, NEXT_MAX);
}

/* Reads the folder for the names after `last`. */
static void read_next(struct listing *listing)
{
    const char *bound = NULL; /* names from here on are for later readings */
    struct dirent *entry;

    drop_names(listing, 0);
    if (!listing->names)
        listing->names = mem_alloc(2 * NEXT_MAX * sizeof(char *));
    rewinddir(listing->folder);
    while ((entry = readdir(listing->folder))) {
        if (!is_wanted(entry->d_name, listing->takes) || (listing->last && strcmp(entry->d_name, listing->last) <= 0) ||
            (bound && strcmp(entry->d_name, bound) >= 0))
            continue;
        listing->names[listing->count++] = copy(entry->d_name);
        if (listing->count == 2 * NEXT_MAX) {
            keep_first(listing);
            bound = listing->names[NEXT_MAX - 1];
        }
    }
    if (listing->count > 0)
        keep_first(listing);
    listing->at = 0;
}

const char *listing_next(struct listing *listing)
{
    if (listing->at == listing->count)
        read_next(listing);
    if (listing->count == 0)
        return NULL;
    free(listing->last);
    listing->last = copy(listing->names[listing->at++]);
    return listing->last;
}

size_t listing_count(const char *path, bool (*takes)(const char *name))
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    size_t count = 0;

    while (folder && (entry = readdir(folder)))
        count += is_wanted(entry->d_name, takes);
    if (folder)
        closedir(folder);
    return count;
}
