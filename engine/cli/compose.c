/* cli/compose.c - todoke compose < REQUESTS */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static bool is_blank_line(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!strchr(" \t\r\n", line[i]) || line[i] == '\0')
            return false;
    return true;
}

/* Whoever asks line by line waits for each answer, so that none is kept back. False: it could not be written. */
static bool answer(struct todoke_composer *composer, const char *line, size_t size, enum todoke_language language)
{
    struct todoke_buffer out = {0};
    bool is_written;

    if (is_blank_line(line, size))
        return true;
    todoke_compose(composer, line, size, language, &out);
    is_written = fwrite(out.bytes, 1, out.size, stdout) == out.size && fflush(stdout) == 0;
    todoke_buffer_free(&out);
    return is_written;
}

static int fail(const struct arguments *arguments, const char *english, const char *japanese)
{
    fprintf(stderr, "todoke: %s\n", arguments->language == TODOKE_JAPANESE ? japanese : english);
    return STATUS_SYSTEM;
}

static int answer_all(struct todoke_composer *composer, const struct arguments *arguments)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    bool is_written = true;

    while (is_written && (size = getline(&line, &room, stdin)) >= 0)
        is_written = answer(composer, line, (size_t)size, arguments->language);
    free(line);
    if (!is_written)
        return fail(arguments, "cannot write to standard output", "標準出力に書き込めません");
    if (ferror(stdin))
        return fail(arguments, "cannot read standard input", "標準入力を読めません");
    return STATUS_DONE;
}

int run_compose(const struct arguments *arguments)
{
    struct session session;
    struct todoke_composer *composer;
    int status = STATUS_DONE, end;

    if (arguments->operand_count != 0)
        return usage_error(arguments, "compose", "requests come from standard input", "質問は標準入力から読みます",
                           arguments->operands[0]);
    if (session_begin(&session, arguments)) {
        composer = todoke_composer_open(session.engine, arguments->font_folders, arguments->font_folder_count);
        status = answer_all(composer, arguments);
        todoke_composer_close(composer);
    }
    end = session_end(&session);
    return end != STATUS_DONE ? end : status;
}
