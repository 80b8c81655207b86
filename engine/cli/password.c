/*
 * cli/password.c - passwords and PINs: from a file, the environment or the terminal, never from the command line, which
 * every user of the machine can read.
 */
#include "cli/cli.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSWORD_MAX ((size_t)1024)

void password_free(char *password)
{
    if (!password)
        return;
    for (volatile char *c = password; *c; c++) /* not to be left in memory; the compiler must not drop it */
        *c = '\0';
    free(password);
}

static char *copy_line(const char *text, size_t size)
{
    size_t length = 0;
    char *line;

    while (length < size && text[length] != '\n' && text[length] != '\r' && text[length] != '\0')
        length++;
    line = malloc(length + 1);
    if (!line)
        return NULL;
    memcpy(line, text, length);
    line[length] = '\0';
    return line;
}

static char *from_file(const char *path, struct todoke_messages *messages)
{
    struct todoke_buffer buffer = {0};
    char *password = NULL;

    if (todoke_read(path, PASSWORD_MAX, &buffer, messages))
        password = copy_line(buffer.bytes ? buffer.bytes : "", buffer.size);
    todoke_buffer_free(&buffer);
    return password;
}

static char *from_environment(const char *name)
{
    const char *value = getenv(name);

    return copy_line(value ? value : "", value ? strlen(value) : 0);
}

static void say(int terminal, const char *text)
{
    size_t size = strlen(text);

    if (write(terminal, text, size) != (ssize_t)size)
        return; /* it will still be read */
}

/* Without an echo. */
static char *read_hidden(int terminal)
{
    char line[PASSWORD_MAX];
    struct termios shown, hidden;
    ssize_t size;

    if (tcgetattr(terminal, &shown) != 0)
        return NULL;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(terminal, TCSAFLUSH, &hidden);
    size = read(terminal, line, sizeof(line));
    tcsetattr(terminal, TCSAFLUSH, &shown);
    say(terminal, "\n");
    char *password = copy_line(line, size > 0 ? (size_t)size : 0);
    memset(line, 0, sizeof(line));
    return password;
}

/* Nobody there to ask: as if there were no password. */
static char *from_terminal(const struct arguments *arguments, const char *of_what)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    char *password = NULL;

    if (terminal >= 0) {
        say(terminal, of_what);
        say(terminal, arguments->language == TODOKE_JAPANESE ? " のパスワード: " : ", password: ");
        password = read_hidden(terminal);
        close(terminal);
    }
    return password ? password : copy_line("", 0);
}

char *password_read(const struct arguments *arguments, const char *of_what, struct todoke_messages *messages)
{
    if (arguments->sign.password_file)
        return from_file(arguments->sign.password_file, messages);
    if (arguments->sign.password_env)
        return from_environment(arguments->sign.password_env);
    return from_terminal(arguments, of_what);
}
