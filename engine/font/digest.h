/* font/digest.h - SHA-256 of font files, remembered by path, size, time and inode: 60 MB are hashed only once. */
#ifndef FONT_DIGEST_H
#define FONT_DIGEST_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The memory: lines `sha256 size mtime_ns inode path`. */
struct digest_cache;

/*
 * Reads the cache at `path` into `arena`. NULL for path, an unreadable file and lines that make no sense are an empty
 * memory: it is only ever a short cut.
 */
struct digest_cache *digest_cache_read(struct arena *arena, const char *path);

/*
 * SHA-256 of the file at `path`, whose bytes are given, as 64 lower-case hex digits and a NUL in `digest`.
 * False when the file has vanished or the digest cannot be computed.
 */
bool digest_file(struct digest_cache *cache, const char *path, const char *bytes, size_t size, char digest[65]);

/* Rewrites the cache in one step (new file, then rename) when something was hashed; failing to is no fault. */
void digest_cache_write(const struct digest_cache *cache);

#endif
