/*
 * Each manifest of a shard holds its jobs in the order of the list, so that they are joined like sorted runs: the next
 * job is always at the front of one of them. Memory holds one line of each.
 */
#include "batch/batch.h"

#include "batch/job.h"
#include "batch/lines.h"
#include "batch/manifest.h"

#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES ((size_t)1024 * 1024)

/* The manifest of one shard. */
struct part {
    const char *path;
    struct lines lines;
    const char *line; /* at hand */
    size_t size;
    int64_t job;                 /* its number; 0: the last line has been read */
    int64_t shard, shards, jobs; /* of the last line */
};

struct merging {
    struct part *parts;
    size_t count;
    struct arena *arena; /* for one line */
    struct diags *diags;
};

static bool bad_line(const struct merging *merging, const struct part *part, const char *why)
{
    struct source source = {.name = part->path, .bytes = "", .size = 0};
    struct source_ref at = {.source = &source};

    source.line = part->lines.number > 0 ? part->lines.number - 1 : 0;
    return diags_error(merging->diags, DIAG_MANIFEST_LINE, &at, NULL, DIAG_ARGS(why));
}

/* A member that counts, or -1. */
static int64_t number_of(const struct json *root, const char *name)
{
    const struct json *value = json_find(root, name);

    return value && value->kind == JSON_NUMBER && value->is_integer && value->integer >= 0 ? value->integer : -1;
}

static bool take_last_line(struct merging *merging, struct part *part, const struct json *root)
{
    const char *rest;
    size_t size;

    part->shard = number_of(root, "shard");
    part->shards = number_of(root, "shards");
    part->jobs = number_of(root, "jobs");
    part->job = 0;
    if (part->shard < 1 || part->shards < part->shard || part->jobs < 0)
        return bad_line(merging, part,
                        DIAG_BOTH("it tells neither a job nor a shard", "ジョブでも分割の記録でもありません"));
    if (lines_next(&part->lines, &rest, &size, NULL, NULL) != LINES_END)
        return bad_line(merging, part, DIAG_BOTH("lines follow the last one", "最後の行の後に行があります"));
    return true;
}

static bool take_line(struct merging *merging, struct part *part)
{
    struct source source = {
        .name = part->path, .bytes = part->line, .size = part->size, .line = part->lines.number - 1};
    int64_t before = part->job;
    struct arena_point point = arena_point(merging->arena);
    const struct json *root = json_read(merging->arena, &source, JSON_STRICT, &limits_default, merging->diags);
    bool is_good = root != NULL;

    if (is_good && json_find(root, "job")) {
        part->job = number_of(root, "job");
        is_good =
            part->job > before ||
            bad_line(merging, part, DIAG_BOTH("its job is not after the one before", "ジョブ番号が順になっていません"));
    } else if (is_good) {
        is_good = take_last_line(merging, part, root);
    }
    arena_rewind(merging->arena, point);
    return is_good;
}

/* The next line of a part; false, having added an error. */
static bool advance(struct merging *merging, struct part *part)
{
    switch (lines_next(&part->lines, &part->line, &part->size, NULL, NULL)) {
    case LINES_LINE:
        return take_line(merging, part);
    case LINES_FAILED:
        return diags_error(merging->diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(part->path, strerror(part->lines.error)));
    case LINES_TOO_LONG:
    case LINES_TORN:
    case LINES_END:
    case LINES_STOPPED:
        break;
    }
    return bad_line(merging, part,
                    DIAG_BOTH("the manifest is not complete; it must be of one shard, with its last line",
                              "最後まで書かれていません。分割して実行したときのマニフェストを指定してください"));
}

static bool open_part(struct merging *merging, struct part *part, const char *path)
{
    part->path = path;
    if (lines_open(&part->lines, path, LINE_MAX_BYTES))
        return advance(merging, part);
    return diags_error(merging->diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(path, strerror(part->lines.error)));
}

/* The part whose job is `job`, or NULL. */
static struct part *part_with(const struct merging *merging, int64_t job)
{
    for (size_t i = 0; i < merging->count; i++)
        if (merging->parts[i].job == job)
            return &merging->parts[i];
    return NULL;
}

static bool is_at_end(const struct merging *merging)
{
    for (size_t i = 0; i < merging->count; i++)
        if (merging->parts[i].job != 0)
            return false;
    return true;
}

static const char *number_text(char text[32], int64_t number)
{
    snprintf(text, 32, "%lld", (long long)number);
    return text;
}

static bool missing_job(const struct merging *merging, int64_t job)
{
    char text[32];

    return diags_error(merging->diags, DIAG_MANIFEST_GAP, &SOURCE_NOWHERE, NULL, DIAG_ARGS(number_text(text, job)));
}

static bool has_twin(const struct merging *merging, const struct part *part)
{
    for (const struct part *other = part + 1; other < merging->parts + merging->count; other++)
        if (other->job == part->job)
            return true;
    return false;
}

static bool copy_jobs(struct merging *merging, struct manifest *out, int64_t *jobs)
{
    char text[32];

    for (*jobs = 0; !is_at_end(merging); ++*jobs) {
        struct part *part = part_with(merging, *jobs + 1);

        if (!part)
            return missing_job(merging, *jobs + 1);
        if (has_twin(merging, part))
            return diags_error(merging->diags, DIAG_MANIFEST_TWICE, &SOURCE_NOWHERE, NULL,
                               DIAG_ARGS(number_text(text, part->job), part->path));
        manifest_put(out, part->line, part->size);
        manifest_put(out, "\n", 1);
        if (!advance(merging, part))
            return false;
    }
    return true;
}

/* All shards of one run, each once. */
static bool check_shards(const struct merging *merging, int64_t jobs)
{
    const struct part *first = &merging->parts[0];
    char shard[32], shards[32];

    for (int64_t wanted = 1; wanted <= first->shards; wanted++) {
        bool is_there = false;

        for (size_t i = 0; i < merging->count; i++)
            is_there |= merging->parts[i].shard == wanted;
        if (!is_there)
            return diags_error(merging->diags, DIAG_MANIFEST_SHARD, &SOURCE_NOWHERE, NULL,
                               DIAG_ARGS(number_text(shard, wanted), number_text(shards, first->shards)));
    }
    for (size_t i = 0; i < merging->count; i++)
        if (merging->parts[i].shards != first->shards || merging->parts[i].jobs != first->jobs)
            return bad_line(merging, &merging->parts[i],
                            DIAG_BOTH("this shard is of another run than the first manifest",
                                      "最初のマニフェストとは別の実行のものです"));
    return jobs == first->jobs || missing_job(merging, jobs + 1);
}

static bool merge(struct merging *merging, const char *const *manifests, const char *out)
{
    struct arena *arena = arena_open();
    struct manifest manifest;
    int64_t jobs;
    bool is_good = true;

    for (size_t i = 0; i < merging->count && is_good; i++)
        is_good = open_part(merging, &merging->parts[i], manifests[i]);
    if (is_good) {
        is_good = manifest_open(&manifest, out, arena, merging->diags) && copy_jobs(merging, &manifest, &jobs) &&
                  check_shards(merging, jobs);
        if (is_good)
            is_good = manifest_keep(&manifest, merging->diags);
        else
            manifest_drop(&manifest);
    }
    arena_close(arena);
    return is_good;
}

bool todoke_batch_merge(const char *const *manifests, size_t count, const char *out, struct todoke_messages *messages)
{
    struct merging merging = {
        .parts = mem_alloc(count * sizeof *merging.parts),
        .count = count,
        .arena = arena_open(),
        .diags = job_diags(messages),
    };
    bool is_good;

    memset(merging.parts, 0, count * sizeof *merging.parts);
    for (size_t i = 0; i < count; i++)
        merging.parts[i].lines.file = -1;
    is_good = count > 0 && merge(&merging, manifests, out);
    for (size_t i = 0; i < count; i++)
        lines_close(&merging.parts[i].lines);
    free(merging.parts);
    arena_close(merging.arena);
    return is_good;
}
