/* The threads of a run. Workers that could be started do the work of all. */
#include "batch/crew.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Places in the window for each worker: how far the others may run ahead of a slow job. */
#define PLACES_A_WORKER 16

struct worker {
    const struct crew *crew;
    size_t number;
    pthread_t thread;
};

static void *read_list(void *given)
{
    const struct crew *crew = given;
    struct job *job;

    while ((job = window_room(crew->window)) && crew->read(job, crew->context))
        window_put(crew->window);
    window_end(crew->window);
    return NULL;
}

static void *work_off(void *given)
{
    const struct worker *worker = given;
    const struct crew *crew = worker->crew;
    struct job *job;
    size_t turn;

    while ((job = window_take(crew->window, &turn))) {
        crew->work(job, worker->number, turn, crew->context);
        window_finish(crew->window, job);
    }
    return NULL;
}

static void take_results(const struct crew *crew)
{
    bool has_ended = false;

    while (!has_ended) {
        struct job *job = window_oldest(crew->window, &has_ended);

        if (job) {
            crew->take(job, crew->context);
            job_end(job);
            window_leave(crew->window);
        }
        if (crew->is_stopped && crew->is_stopped(crew->context))
            window_stop(crew->window);
    }
}

static size_t count_workers(const struct crew *crew)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = crew->workers > 0 ? crew->workers : processors > 0 ? (size_t)processors : 1;

    return count < CREW_MAX ? count : CREW_MAX;
}

static bool start_thread(const struct crew *crew, pthread_t *thread, void *(*start)(void *), void *argument)
{
    int error = pthread_create(thread, NULL, start, argument);

    if (error == 0)
        return true;
    window_stop(crew->window);
    return diags_error(crew->diags, DIAG_BATCH_THREAD, &SOURCE_NOWHERE, NULL, DIAG_ARGS(strerror(error)));
}

bool crew_run(const struct crew *crew)
{
    size_t wanted = count_workers(crew), count = 0;
    struct worker *workers = mem_alloc(wanted * sizeof *workers);
    struct crew reading = *crew;
    pthread_t reader;
    bool has_reader, is_complete;

    window_open(crew->window, wanted * PLACES_A_WORKER);
    has_reader = start_thread(crew, &reader, read_list, &reading);
    if (!has_reader)
        window_end(crew->window);
    while (count < wanted && has_reader) {
        workers[count] = (struct worker){.crew = crew, .number = count};
        if (!start_thread(crew, &workers[count].thread, work_off, &workers[count]))
            break;
        count++;
    }
    take_results(crew);
    for (size_t i = 0; i < count; i++)
        pthread_join(workers[i].thread, NULL);
    if (has_reader)
        pthread_join(reader, NULL);
    is_complete = !crew->window->is_stopped;
    window_close(crew->window);
    free(workers);
    return is_complete;
}
