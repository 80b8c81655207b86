/*
 * batch/window.h - the jobs at hand, between the thread that reads the list, the workers, and the thread that writes
 * the manifest: so many places in a ring, so that nobody runs far ahead of the others.
 */
#ifndef BATCH_WINDOW_H
#define BATCH_WINDOW_H

#include "batch/job.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct window {
    pthread_mutex_t lock;
    pthread_cond_t has_room, has_work, has_turned, has_result;
    struct job *jobs; /* a ring */
    size_t room;
    /* Jobs are counted as they are put in, from 0; each counter is at most the one before it. */
    size_t put;      /* by the reader */
    size_t taken;    /* by workers */
    size_t turned;   /* that have had their turn */
    size_t written;  /* that have left */
    bool has_all;    /* the list is at its end */
    bool is_stopped; /* no job is to be begun any more */
};

void window_open(struct window *window, size_t room);
void window_close(struct window *window);

/* For the reader: a free place, waited for; NULL: stopped. It counts once it is put. */
struct job *window_room(struct window *window);
void window_put(struct window *window);
void window_end(struct window *window);

/* For workers: the next job, waited for; NULL: there will be none. */
struct job *window_take(struct window *window, size_t *turn);

/*
 * Jobs have turns, in their order: each worker waits for its job's and then lets the next one have it. What happens in
 * between is as if one thread did it. Every job that was taken must have its turn.
 */
void window_await_turn(struct window *window, size_t turn);
void window_end_turn(struct window *window);

void window_finish(struct window *window, struct job *job);

/* Also asked by the others: whether to stop. */
void window_stop(struct window *window);
bool window_is_stopped(struct window *window);

/*
 * For the writer: the oldest job when it has been gone through, or NULL after a while; *has_ended: no more will come.
 */
struct job *window_oldest(struct window *window, bool *has_ended);
void window_leave(struct window *window); /* the oldest job's place is free */

#endif
