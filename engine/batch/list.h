/* batch/list.h - the list of jobs, read as it is worked off. */
#ifndef BATCH_LIST_H
#define BATCH_LIST_H

#include "batch/job.h"
#include "batch/lines.h"
#include "batch/listing.h"
#include "batch/shelf.h"

struct job_list {
    const struct todoke_batch *batch;
    const struct limits *limits;
    struct shelf *shelf;
    size_t number; /* of the job given last */
    /* A file of jobs. */
    struct lines lines;
    /* Data with forms. */
    size_t data;            /* the one at hand */
    size_t form;            /* to be given next for it */
    struct listing listing; /* of the data at hand, when that is a folder */
    struct sink path;       /* of the file at hand in it */
    bool has_files;         /* one was found in it */
    const char *empty;      /* the first folder that has no data; NULL: none so far */
};

/* False, having added an error to `diags`: the file of jobs cannot be opened. Ended by list_close either way. */
bool list_open(struct job_list *list, const struct todoke_batch *batch, const struct limits *limits,
               struct shelf *shelf, struct diags *diags);
void list_close(struct job_list *list);

/* How many jobs there are; 0 when that cannot be known before. */
size_t list_total(const struct job_list *list);

/*
 * Fills `job`, started by this call, with the next job and opens its form. What is wrong with it stands in its
 * messages. False past the last one, and when `is_stopped` said so. Reading the file of jobs may fail: then list_error
 * tells.
 */
bool list_next(struct job_list *list, struct job *job, bool (*is_stopped)(void *context), void *context);

/* After the last job: warns of a file without jobs, or of a folder without data. */
void list_warn_of_empty(const struct job_list *list, struct diags *diags);

/* The errno of a file of jobs that could not be read to its end, or 0. */
int list_error(const struct job_list *list);

#endif
