/* Signals are asked for, not handled: nothing happens in the middle of something else. */
#define _DEFAULT_SOURCE
#include "cli/signals.h"

#include <stdio.h>
#include <time.h>

void signals_take(struct signals *signals)
{
    signals->signal = 0;
    sigemptyset(&signals->set);
    sigaddset(&signals->set, SIGINT);
    sigaddset(&signals->set, SIGTERM);
    sigaddset(&signals->set, SIGALRM);
    pthread_sigmask(SIG_BLOCK, &signals->set, NULL);
}

bool signals_came(struct signals *signals)
{
    static const struct timespec no_time = {0};

    if (signals->signal == 0) {
        int came = sigtimedwait(&signals->set, NULL, &no_time);

        if (came > 0) {
            signals->signal = came;
            pthread_sigmask(SIG_UNBLOCK, &signals->set, NULL);
        }
    }
    return signals->signal != 0;
}

int signals_status(const struct signals *signals, const struct arguments *arguments)
{
    if (signals->signal != SIGALRM)
        return 128 + signals->signal;
    fputs(time_limit_message(arguments), stderr);
    return STATUS_LIMIT;
}
