/*
 * The CPU time of a whole process, start to end, as the system accounts for it.
 *
 *     cold RUNS COMMAND [ARGUMENT ...]
 *
 * Runs the command once to warm the disk cache, then RUNS times; prints the median, the least and the most of user and
 * system time together, in milliseconds, and of page faults. What the command prints is thrown away.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static double milliseconds(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static struct rusage children(void)
{
    struct rusage usage;

    getrusage(RUSAGE_CHILDREN, &usage);
    return usage;
}

/* Of one run: CPU time, page faults. */
struct cost {
    double time;
    long faults;
};

/* Exits when the command fails. */
static struct cost run(char **command)
{
    struct rusage before = children(), after;
    int status;
    pid_t child = fork();

    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);

        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "cold: %s failed\n", command[0]);
        exit(1);
    }
    after = children();
    return (struct cost){
        .time = milliseconds(after.ru_utime) + milliseconds(after.ru_stime) - milliseconds(before.ru_utime) -
                milliseconds(before.ru_stime),
        .faults = after.ru_minflt + after.ru_majflt - before.ru_minflt - before.ru_majflt,
    };
}

static int compare(const void *a, const void *b)
{
    double x = ((const struct cost *)a)->time, y = ((const struct cost *)b)->time;

    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    struct cost *costs;

    if (runs < 1) {
        fputs("usage: cold RUNS COMMAND [ARGUMENT ...]\n", stderr);
        return 2;
    }
    costs = malloc((size_t)runs * sizeof *costs);
    run(argv + 2);
    for (int i = 0; i < runs; i++)
        costs[i] = run(argv + 2);
    qsort(costs, (size_t)runs, sizeof *costs, compare);
    printf("{\"ms\":%.3f,\"least\":%.3f,\"most\":%.3f,\"faults\":%ld}\n", costs[runs / 2].time, costs[0].time,
           costs[runs - 1].time, costs[runs / 2].faults);
    free(costs);
    return 0;
}
