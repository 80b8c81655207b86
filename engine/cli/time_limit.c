/*
 * cli/time_limit.c - --limit seconds=N: an alarm ends the program. While a file is written the clock stands still, so
 * that the end leaves neither half of it nor a file beside its place.
 */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Made beforehand, as a signal's handler may not; by the language and form of messages. */
static char message[300];

static void end_program(int signal)
{
    ssize_t written = write(STDERR_FILENO, message, strlen(message));

    (void)signal;
    (void)written; /* there is nobody left to tell */
    _exit(STATUS_LIMIT);
}

const char *time_limit_message(const struct arguments *arguments)
{
    const char *format = arguments->language == TODOKE_JAPANESE ? "%u 秒を超えました" : "more than %u s";
    char text[100];

    snprintf(text, sizeof(text), format, arguments->seconds);
    if (arguments->diagnostics_json)
        snprintf(message, sizeof(message),
                 "{\"code\":\"limit-seconds\",\"severity\":\"error\",\"file\":null,\"line\":null,\"column\":null,"
                 "\"pointer\":null,\"message\":\"%s\",\"wanted_by\":null}\n",
                 text);
    else
        snprintf(message, sizeof(message), "%s[limit-seconds] %s\n",
                 arguments->language == TODOKE_JAPANESE ? "エラー" : "error", text);
    return message;
}

void time_limit_start(const struct arguments *arguments)
{
    struct sigaction action = {.sa_handler = end_program};

    if (arguments->seconds == 0)
        return;
    time_limit_message(arguments);
    sigemptyset(&action.sa_mask);
    sigaction(SIGALRM, &action, NULL);
    alarm(arguments->seconds);
}

bool write_file(const char *path, const struct todoke_buffer *buffer, struct todoke_messages *messages)
{
    unsigned left = alarm(0);
    bool is_written = todoke_write(path, buffer, messages);

    alarm(left);
    return is_written;
}
