/* cli/batch_options.c - the options that only batch takes, and which part of the work the environment asks for. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMAND "batch"
#define WORKERS_MAX 256
#define SHARDS_MAX 1000000

/* A whole number from `least` to `most`, all of `text`. */
static bool read_number(const char *text, size_t least, size_t most, size_t *number)
{
    if (!text || *text == '\0' || strlen(text) > 9 || text[strspn(text, "0123456789")] != '\0')
        return false;
    *number = strtoul(text, NULL, 10);
    return *number >= least && *number <= most;
}

static int add_form(struct arguments *arguments, const char *form)
{
    struct batch_arguments *batch = &arguments->batch;

    if (batch->form_count == FORMS_MAX)
        return usage_error(arguments, COMMAND, "too many --form", "--form が多すぎます", form);
    batch->forms[batch->form_count++] = form;
    return -1;
}

static int take_workers(struct arguments *arguments, const char *value)
{
    if (read_number(value, 1, WORKERS_MAX, &arguments->batch.workers))
        return -1;
    return usage_error(arguments, COMMAND, "-j is a number from 1 to 256, not", "-j は 1 から 256 までの数です", value);
}

static int take_progress(struct arguments *arguments, const char *value)
{
    static const char *const names[] = {"auto", "bar", "json", "none", NULL};

    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], value) == 0) {
            arguments->batch.progress = (enum progress)i;
            return -1;
        }
    return usage_unknown(arguments, COMMAND, "unknown progress", "不明な表示です", value, names);
}

/* --- shards --- */

static int bad_shard(const struct arguments *arguments, const char *value)
{
    return usage_error(arguments, COMMAND, "--shard is K/N with K from 1 to N, env, or env/N, not",
                       "--shard は K/N（K は 1 から N）か env か env/N です", value);
}

static int bad_environment(const struct arguments *arguments, const char *detail)
{
    return usage_error(arguments, COMMAND,
                       "--shard env: the environment does not say which part of how many this is; say env/N",
                       "--shard env: 環境変数から何番目かが決まりません。env/N と指定してください", detail);
}

/* K of Kubernetes' indexed jobs, which count from 0; how many there are is not told. */
static int take_index(struct arguments *arguments, size_t shards)
{
    const char *text = getenv("JOB_COMPLETION_INDEX");
    size_t index;

    if (shards == 0)
        return bad_environment(arguments, "JOB_COMPLETION_INDEX");
    if (!read_number(text, 0, shards - 1, &index))
        return bad_environment(arguments, text);
    arguments->batch.shard = index + 1;
    arguments->batch.shards = shards;
    return -1;
}

/*
 * K of a Slurm job array. When N is told, tasks count from 1. When it is not, the array must be whole, from 0 or 1 on:
 * a task submitted again by itself would otherwise take its part for the whole.
 */
static int take_task(struct arguments *arguments, size_t shards)
{
    const char *text = getenv("SLURM_ARRAY_TASK_ID");
    size_t id, first = 1, last = shards, count = shards;

    if (shards == 0 && (!read_number(getenv("SLURM_ARRAY_TASK_MIN"), 0, 1, &first) ||
                        !read_number(getenv("SLURM_ARRAY_TASK_MAX"), first, SHARDS_MAX, &last) ||
                        !read_number(getenv("SLURM_ARRAY_TASK_COUNT"), 1, SHARDS_MAX, &count)))
        return bad_environment(arguments, "SLURM_ARRAY_TASK_MIN, _MAX, _COUNT");
    if (count != last - first + 1 || !read_number(text, first, last, &id))
        return bad_environment(arguments, text);
    arguments->batch.shard = id - first + 1;
    arguments->batch.shards = count;
    return -1;
}

static int take_environment(struct arguments *arguments, size_t shards)
{
    if (getenv("SLURM_ARRAY_TASK_ID"))
        return take_task(arguments, shards);
    if (getenv("JOB_COMPLETION_INDEX"))
        return take_index(arguments, shards);
    return bad_environment(arguments, "SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX");
}

static int take_shard(struct arguments *arguments, const char *value)
{
    const char *slash = strchr(value, '/');
    char first[16] = "";
    size_t shards = 0;

    if (slash && !read_number(slash + 1, 1, SHARDS_MAX, &shards))
        return bad_shard(arguments, value);
    snprintf(first, sizeof(first), "%.*s", slash ? (int)(slash - value) : 15, value);
    if (strcmp(first, "env") == 0)
        return take_environment(arguments, shards);
    if (!slash || !read_number(first, 1, shards, &arguments->batch.shard))
        return bad_shard(arguments, value);
    arguments->batch.shards = shards;
    return -1;
}

int batch_option(int letter, const char *value, struct arguments *arguments)
{
    struct batch_arguments *batch = &arguments->batch;

    switch (letter) {
    case 'W':
        return add_form(arguments, value);
    case 'J':
        batch->jobs = value;
        return -1;
    case 'N':
        batch->name = value;
        return -1;
    case 'M':
        batch->manifest = value;
        return -1;
    case 'w':
        return take_workers(arguments, value);
    case 'S':
        return take_shard(arguments, value);
    case 'P':
        return take_progress(arguments, value);
    case 'x':
        batch->fail_fast = true;
        return -1;
    case 'y':
        batch->dry_run = true;
        return -1;
    case 'z':
        batch->retry_failed = true;
        return -1;
    default:
        return -1;
    }
}
