/* batch/line.h - a job's line in the manifest. */
#ifndef BATCH_LINE_H
#define BATCH_LINE_H

#include "batch/job.h"

#include "base/sha256.h"

/* What a line says beside what the job itself does. Empty digests, and counts of 0, are null in the line. */
struct line_facts {
    const char *out; /* NULL: not known */
    size_t pages;
    size_t bytes;                 /* of the output without its signature, as the digest */
    struct todoke_fit_counts fit; /* counts when there are pages */
    char output[SHA256_HEX_SIZE + 1];
    char data[SHA256_HEX_SIZE + 1];
    const char *files;                  /* JSON array; NULL: not known */
    const char *fonts;                  /* digest */
    const struct todoke_signer *signer; /* of the output; NULL: it is not signed */
};

/* Writes the job's line into job->line, without the number and without its braces, by the job's status. */
void line_put(struct job *job, const struct line_facts *facts);

/* The whole line of the manifest. */
void line_put_whole(struct sink *sink, const struct job *job);

#endif
