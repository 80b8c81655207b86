/* batch/journal.h - what has been done, kept so that it survives a kill at any moment. */
#ifndef BATCH_JOURNAL_H
#define BATCH_JOURNAL_H

#include "base/diag.h"
#include "base/sha256.h"
#include "base/sink.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One document that was made. */
struct journal_entry {
    uint64_t job;                     /* which job it was: form, data, output */
    char inputs[SHA256_HEX_SIZE + 1]; /* of data and settings */
    char output[SHA256_HEX_SIZE + 1];
    const char *line; /* its line in the manifest, without the job's number */
    size_t size;
};

/* Where the newest entry of a job stands: 16 bytes a job of earlier runs. */
struct journal_place {
    uint64_t job;
    uint64_t offset;
};

struct journal {
    const char *path;             /* borrowed */
    int file;                     /* -1: none */
    struct journal_place *places; /* by job */
    size_t count;
    pthread_mutex_t lock; /* of appending */
    int error;            /* the first errno of appending */
};

/* A journal that remembers nothing and keeps nothing. */
void journal_none(struct journal *journal);

/*
 * Opens the journal at `path`, which must outlive it; made when missing, and locked against other runs. Lines that are
 * torn or damaged count as not there. When `is_kept` is false it is only read, and need not exist.
 * False, having added an error: it cannot be opened, or another run has it. Ended by journal_close either way.
 */
bool journal_open(struct journal *journal, const char *path, bool is_kept, struct diags *diags);
void journal_close(struct journal *journal);

/* The newest entry of a job; false: there is none. The entry's line stands in `room`, whose content it replaces. */
bool journal_find(const struct journal *journal, uint64_t job, struct journal_entry *entry, struct sink *room);

/* Appends an entry, in one step, from any thread. False: it could not be written, and `error` says why. */
bool journal_add(struct journal *journal, const struct journal_entry *entry);

/* journal_line.c - entries as lines: "CHECK JOB INPUTS OUTPUT LINE", CHECK being over all that follows it. */
void journal_put_line(struct sink *sink, const struct journal_entry *entry);

/* Reads a line without its newline, which the entry borrows; false: it is not one that journal_put_line wrote. */
bool journal_read_line(const char *line, size_t size, struct journal_entry *entry);

#endif
