/* A manifest in its place is one of a run that came to its end. */
#include "batch/manifest.h"

#include "base/file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool manifest_remove(const char *path, struct diags *diags)
{
    if (!path || strcmp(path, "-") == 0 || unlink(path) == 0 || errno == ENOENT)
        return true;
    return file_unwritable(path, errno, diags);
}

bool manifest_open(struct manifest *manifest, const char *path, struct arena *arena, struct diags *diags)
{
    *manifest = (struct manifest){.path = path};
    if (!path)
        return true;
    if (strcmp(path, "-") == 0) {
        manifest->file = stdout;
        return true;
    }
    manifest->part = arena_format(arena, "%s.part", path);
    manifest->file = fopen(manifest->part, "wb");
    return manifest->file || file_unwritable(path, errno, diags);
}

static void note(struct manifest *manifest)
{
    if (manifest->error == 0)
        manifest->error = errno;
}

void manifest_put(struct manifest *manifest, const char *line, size_t size)
{
    if (manifest->file && fwrite(line, 1, size, manifest->file) != size)
        note(manifest);
}

void manifest_put_shard(struct manifest *manifest, size_t shard, size_t shards, size_t jobs)
{
    if (manifest->file &&
        fprintf(manifest->file, "{\"shard\":%zu,\"shards\":%zu,\"jobs\":%zu}\n", shard, shards, jobs) < 0)
        note(manifest);
}

bool manifest_keep(struct manifest *manifest, struct diags *diags)
{
    if (!manifest->file)
        return true;
    if (fflush(manifest->file) != 0 || (manifest->part && fsync(fileno(manifest->file)) != 0))
        note(manifest);
    if (manifest->part && fclose(manifest->file) != 0)
        note(manifest);
    manifest->file = NULL;
    if (manifest->error == 0 && manifest->part && rename(manifest->part, manifest->path) != 0)
        note(manifest);
    if (manifest->error == 0)
        return true;
    if (manifest->part)
        unlink(manifest->part);
    return file_unwritable(manifest->path, manifest->error, diags);
}

void manifest_drop(struct manifest *manifest)
{
    if (manifest->file && manifest->part) {
        fclose(manifest->file);
        unlink(manifest->part);
    }
    manifest->file = NULL;
}
