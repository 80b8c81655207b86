/* One lock for all of it: it is held for a few instructions, while a job takes a millisecond. */
#include "batch/window.h"

#include <stdlib.h>
#include <time.h>

/* How long the writer waits before it looks at other things. [ns] */
#define PATIENCE 100000000

void window_open(struct window *window, size_t room)
{
    *window = (struct window){.room = room, .jobs = mem_alloc(room * sizeof *window->jobs)};
    for (size_t i = 0; i < room; i++)
        job_open(&window->jobs[i]);
    pthread_mutex_init(&window->lock, NULL);
    pthread_cond_init(&window->has_room, NULL);
    pthread_cond_init(&window->has_work, NULL);
    pthread_cond_init(&window->has_turned, NULL);
    pthread_cond_init(&window->has_result, NULL);
}

void window_close(struct window *window)
{
    for (size_t i = 0; i < window->room; i++)
        job_close(&window->jobs[i]);
    free(window->jobs);
    pthread_cond_destroy(&window->has_room);
    pthread_cond_destroy(&window->has_work);
    pthread_cond_destroy(&window->has_turned);
    pthread_cond_destroy(&window->has_result);
    pthread_mutex_destroy(&window->lock);
}

static struct job *job_at(struct window *window, size_t count)
{
    return &window->jobs[count % window->room];
}

struct job *window_room(struct window *window)
{
    struct job *job = NULL;

    pthread_mutex_lock(&window->lock);
    while (!window->is_stopped && window->put - window->written == window->room)
        pthread_cond_wait(&window->has_room, &window->lock);
    if (!window->is_stopped)
        job = job_at(window, window->put);
    pthread_mutex_unlock(&window->lock);
    return job;
}

void window_put(struct window *window)
{
    pthread_mutex_lock(&window->lock);
    job_at(window, window->put++)->state = JOB_WAITING;
    pthread_cond_signal(&window->has_work);
    pthread_mutex_unlock(&window->lock);
}

void window_end(struct window *window)
{
    pthread_mutex_lock(&window->lock);
    window->has_all = true;
    pthread_cond_broadcast(&window->has_work);
    pthread_cond_signal(&window->has_result);
    pthread_mutex_unlock(&window->lock);
}

struct job *window_take(struct window *window, size_t *turn)
{
    struct job *job = NULL;

    pthread_mutex_lock(&window->lock);
    while (!window->is_stopped && window->taken == window->put && !window->has_all)
        pthread_cond_wait(&window->has_work, &window->lock);
    if (!window->is_stopped && window->taken < window->put) {
        *turn = window->taken++;
        job = job_at(window, *turn);
        job->state = JOB_RUNNING;
    }
    pthread_mutex_unlock(&window->lock);
    return job;
}

void window_await_turn(struct window *window, size_t turn)
{
    pthread_mutex_lock(&window->lock);
    while (window->turned != turn)
        pthread_cond_wait(&window->has_turned, &window->lock);
    pthread_mutex_unlock(&window->lock);
}

void window_end_turn(struct window *window)
{
    pthread_mutex_lock(&window->lock);
    window->turned++;
    pthread_cond_broadcast(&window->has_turned);
    pthread_mutex_unlock(&window->lock);
}

void window_finish(struct window *window, struct job *job)
{
    pthread_mutex_lock(&window->lock);
    job->state = JOB_GONE_THROUGH;
    pthread_cond_signal(&window->has_result);
    pthread_mutex_unlock(&window->lock);
}

void window_stop(struct window *window)
{
    pthread_mutex_lock(&window->lock);
    window->is_stopped = true;
    pthread_cond_broadcast(&window->has_work);
    pthread_cond_broadcast(&window->has_room);
    pthread_mutex_unlock(&window->lock);
}

bool window_is_stopped(struct window *window)
{
    bool is_stopped;

    pthread_mutex_lock(&window->lock);
    is_stopped = window->is_stopped;
    pthread_mutex_unlock(&window->lock);
    return is_stopped;
}

static void wait_a_while(struct window *window)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += PATIENCE;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&window->has_result, &window->lock, &until);
}

/* The oldest job when it has been gone through. */
static struct job *find_oldest(struct window *window)
{
    struct job *job = window->written < window->put ? job_at(window, window->written) : NULL;

    return job && job->state == JOB_GONE_THROUGH ? job : NULL;
}

/* Jobs are taken in their order, so those that a stop leaves out are the last ones. */
static bool is_over(const struct window *window)
{
    return window->has_all && window->written == (window->is_stopped ? window->taken : window->put);
}

struct job *window_oldest(struct window *window, bool *has_ended)
{
    struct job *job;

    pthread_mutex_lock(&window->lock);
    if (!find_oldest(window) && !is_over(window))
        wait_a_while(window);
    job = find_oldest(window);
    *has_ended = is_over(window);
    pthread_mutex_unlock(&window->lock);
    return job;
}

void window_leave(struct window *window)
{
    pthread_mutex_lock(&window->lock);
    job_at(window, window->written++)->state = JOB_FREE;
    pthread_cond_signal(&window->has_room);
    pthread_mutex_unlock(&window->lock);
}
