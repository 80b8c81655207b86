/*
 * The CPU time of a whole process, start to end, as the system accounts for it.
 *
 *     cold RUNS COMMAND [ARGUMENT ...]
 *
 * Runs the command once to warm the disk cache, then RUNS times; prints the median of user and system time together, in
 * milliseconds. What the command prints is thrown away.
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

/* CPU time of one run; exits when the command fails. */
static double run(char **command)
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
    return milliseconds(after.ru_utime) + milliseconds(after.ru_stime) - milliseconds(before.ru_utime) -
           milliseconds(before.ru_stime);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    double *times;

    if (runs < 1) {
        fputs("usage: cold RUNS COMMAND [ARGUMENT ...]\n", stderr);
        return 2;
    }
    times = malloc((size_t)runs * sizeof *times);
    run(argv + 2);
    for (int i = 0; i < runs; i++)
        times[i] = run(argv + 2);
    qsort(times, (size_t)runs, sizeof *times, compare);
    printf("%.2f ms CPU, median of %d whole processes (least %.2f, most %.2f)\n", times[runs / 2], runs, times[0],
           times[runs - 1]);
    free(times);
    return 0;
}
