/* cli/signals.h - signals as a wish to end after what is running, for commands that take long. */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

#include "cli/cli.h"

#include <signal.h>
#include <stdbool.h>

struct signals {
    sigset_t set; /* that ask for an end: SIGINT, SIGTERM, and SIGALRM by --limit seconds */
    int signal;   /* the one that came, or 0 */
};

/* Blocks them in this thread and those it will start. */
void signals_take(struct signals *signals);

/* Whether one came. After the first one they do as they always do: a second one ends the program. */
bool signals_came(struct signals *signals);

/* The exit status of a run that it ended: as a shell tells it; of the time limit, which is told on stderr. */
int signals_status(const struct signals *signals, const struct arguments *arguments);

#endif
