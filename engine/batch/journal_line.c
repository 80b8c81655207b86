/* A damaged line must not pass for work that was done: each begins with a digest of the rest. */
#include "batch/journal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define CHECK_SIZE 16
#define JOB_SIZE 16
#define HEAD_SIZE (CHECK_SIZE + 1 + JOB_SIZE + 1 + 2 * (SHA256_HEX_SIZE + 1))

static void put_check(const char *bytes, size_t size, char check[SHA256_HEX_SIZE + 1])
{
    if (!sha256_hex(bytes, size, check))
        memset(check, '-', SHA256_HEX_SIZE);
}

void journal_put_line(struct sink *sink, const struct journal_entry *entry)
{
    size_t start = sink->size, body;
    char check[SHA256_HEX_SIZE + 1];

    sink_format(sink, "%*s ", CHECK_SIZE, "");
    body = sink->size;
    sink_format(sink, "%016" PRIx64 " %s %s ", entry->job, entry->inputs, entry->output);
    sink_put(sink, entry->line, entry->size);
    put_check(sink->bytes + body, sink->size - body, check);
    memcpy(sink->bytes + start, check, CHECK_SIZE);
    sink_put_char(sink, '\n');
}

bool journal_read_line(const char *line, size_t size, struct journal_entry *entry)
{
    const char *job = line + CHECK_SIZE + 1, *inputs = job + JOB_SIZE + 1, *output = inputs + SHA256_HEX_SIZE + 1;
    char check[SHA256_HEX_SIZE + 1], number[JOB_SIZE + 1] = "";

    if (size < HEAD_SIZE || line[CHECK_SIZE] != ' ')
        return false;
    put_check(job, size - CHECK_SIZE - 1, check);
    if (memcmp(check, line, CHECK_SIZE) != 0)
        return false;
    memcpy(number, job, JOB_SIZE);
    *entry = (struct journal_entry){
        .job = strtoull(number, NULL, 16),
        .line = line + HEAD_SIZE,
        .size = size - HEAD_SIZE,
    };
    memcpy(entry->inputs, inputs, SHA256_HEX_SIZE);
    memcpy(entry->output, output, SHA256_HEX_SIZE);
    return true;
}
