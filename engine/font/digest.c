#include "font/digest.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/sink.h"

#include <hb.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
    const char *path;
    char sha256[SHA256_HEX_SIZE + 1];
    int64_t size;
    int64_t mtime; /* [ns] */
    uint64_t inode;
};

struct digest_cache {
    struct arena *arena;
    const char *path;
    struct entry *entries;
    size_t count;
    size_t room;
    bool is_changed;
};

static void add_entry(struct digest_cache *cache, struct entry entry)
{
    cache->entries = arena_grow(cache->arena, cache->entries, cache->count, &cache->room, sizeof entry);
    cache->entries[cache->count++] = entry;
}

/* A line that does not read as an entry is forgotten. */
static void read_line(struct digest_cache *cache, const char *line)
{
    struct entry entry;
    int path = 0;

    if (sscanf(line, "%64[0-9a-f] %" SCNd64 " %" SCNd64 " %" SCNu64 " %n", entry.sha256, &entry.size, &entry.mtime,
               &entry.inode, &path) != 4)
        return;
    if (strlen(entry.sha256) != SHA256_HEX_SIZE || path == 0 || line[path] == '\0')
        return;
    entry.path = line + path;
    add_entry(cache, entry);
}

static void read_lines(struct digest_cache *cache, char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        char *next = text + size + (text[size] == '\n');

        text[size] = '\0';
        read_line(cache, text);
        text = next;
    }
}

struct digest_cache *digest_cache_read(struct arena *arena, const char *path)
{
    struct digest_cache *cache = arena_new(arena, struct digest_cache);
    hb_blob_t *blob = path != NULL ? hb_blob_create_from_file_or_fail(path) : NULL;

    *cache = (struct digest_cache){.arena = arena, .path = path};
    if (blob != NULL) {
        unsigned size;
        const char *bytes = hb_blob_get_data(blob, &size);

        read_lines(cache, arena_copy(arena, bytes, size));
        hb_blob_destroy(blob);
    }
    return cache;
}

static bool describe(const char *path, struct entry *entry)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return false;
    *entry = (struct entry){
        .path = path,
        .size = status.st_size,
        .mtime = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec,
        .inode = status.st_ino,
    };
    return true;
}

static struct entry *find(const struct digest_cache *cache, const char *path)
{
    for (size_t i = 0; i < cache->count; i++)
        if (strcmp(cache->entries[i].path, path) == 0)
            return &cache->entries[i];
    return NULL;
}

static bool is_same_file(const struct entry *a, const struct entry *b)
{
    return a->size == b->size && a->mtime == b->mtime && a->inode == b->inode;
}

bool digest_file(struct digest_cache *cache, const char *path, const char *bytes, size_t size, char digest[65])
{
    struct entry *known = find(cache, path);
    struct entry now;

    if (!describe(path, &now))
        return false;
    if (known == NULL || !is_same_file(known, &now)) {
        if (!sha256_hex(bytes, size, now.sha256))
            return false;
        cache->is_changed = true;
        if (known != NULL)
            *known = now;
        else
            add_entry(cache, now);
        known = find(cache, path);
    }
    memcpy(digest, known->sha256, SHA256_HEX_SIZE + 1);
    return true;
}

static void put_entry(struct sink *sink, const struct entry *entry)
{
    if (strchr(entry->path, '\n') == NULL)
        sink_format(sink, "%s %" PRId64 " %" PRId64 " %" PRIu64 " %s\n", entry->sha256, entry->size, entry->mtime,
                    entry->inode, entry->path);
}

/* A reader sees the old file or the new one, never half of one; two writers at once do not mix. */
static void replace_file(struct arena *arena, const char *path, const struct sink *content)
{
    char *temporary = arena_format(arena, "%s.XXXXXX", path);
    int file = mkstemp(temporary);
    bool is_written;

    if (file < 0)
        return;
    is_written = file_put(file, content->bytes, content->size);
    if (close(file) != 0 || !is_written || rename(temporary, path) != 0)
        unlink(temporary);
}

void digest_cache_write(const struct digest_cache *cache)
{
    struct sink sink = {0};

    if (cache->path == NULL || !cache->is_changed)
        return;
    for (size_t i = 0; i < cache->count; i++)
        put_entry(&sink, &cache->entries[i]);
    replace_file(cache->arena, cache->path, &sink);
    sink_close(&sink);
}
