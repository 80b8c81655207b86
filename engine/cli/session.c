/* cli/session.c - an engine opened as the arguments say. */
#include "cli/cli.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LAYOUT_FOLDERS_MAX 32

/* Copies with a bound; false when `text` is too long for a path. */
static bool put_path(char path[PATH_MAX], const char *folder, const char *name)
{
    return snprintf(path, PATH_MAX, "%s/%s", folder, name) < PATH_MAX;
}

/* A path inside the working directory is shown relative to it: shorter to read in messages. */
static void shorten(char path[PATH_MAX])
{
    char here[PATH_MAX];
    size_t size;

    if (!getcwd(here, sizeof(here)))
        return;
    size = strlen(here);
    if (strncmp(path, here, size) == 0 && path[size] == '/')
        memmove(path, path + size + 1, strlen(path + size + 1) + 1);
}

/*
 * The folder `name` ("layouts", "fonts") that belongs to this program: installed beside it (bin/../share/todoke/name),
 * or the source tree's, seen from build/PRESET.
 */
static bool find_folder(const char *name, char path[PATH_MAX])
{
    static const char *const places[] = {"../share/todoke", "../.."};
    char program[PATH_MAX], candidate[PATH_MAX], relative[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 1);

    if (size < 0)
        return false;
    program[size] = '\0';
    *strrchr(program, '/') = '\0';
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        if (put_path(relative, places[i], name) && put_path(candidate, program, relative) &&
            realpath(candidate, path)) {
            shorten(path);
            return true;
        }
    }
    return false;
}

/* $XDG_CACHE_HOME/todoke/fonts, its folder made when missing; false: no cache. */
static bool find_cache(char path[PATH_MAX])
{
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    char folder[PATH_MAX];

    if (base && *base == '/') {
        if (snprintf(folder, sizeof(folder), "%s", base) >= PATH_MAX)
            return false;
    } else if (!home || *home != '/' || !put_path(folder, home, ".cache")) {
        return false;
    }
    mkdir(folder, 0700);
    if (!put_path(path, folder, "todoke"))
        return false;
    mkdir(path, 0700);
    memcpy(folder, path, sizeof(folder));
    return put_path(path, folder, "fonts");
}

/* Splits "a:b" in place; gives the number of folders. */
static size_t split_folders(char *text, const char *folders[LAYOUT_FOLDERS_MAX])
{
    size_t count = 0;
    char *rest = NULL;

    for (char *folder = strtok_r(text, ":", &rest); folder && count < LAYOUT_FOLDERS_MAX;
         folder = strtok_r(NULL, ":", &rest))
        folders[count++] = folder;
    return count;
}

bool session_begin(struct session *session, const struct arguments *arguments)
{
    char layouts[PATH_MAX] = "layouts", fonts[PATH_MAX] = "fonts", cache[PATH_MAX];
    const char *folders[LAYOUT_FOLDERS_MAX];
    struct todoke_options options = {
        .fonts = arguments->fonts,
        .layouts = folders,
        .missing_glyph = arguments->missing_glyph,
        .limits = arguments->limits,
        .limit_count = arguments->limit_count,
    };

    *session = (struct session){.arguments = arguments, .messages = todoke_messages_open()};
    if (arguments->layouts)
        snprintf(layouts, sizeof(layouts), "%s", arguments->layouts);
    else
        find_folder("layouts", layouts);
    options.layout_count = split_folders(layouts, folders);
    if (!options.fonts) {
        find_folder("fonts", fonts);
        options.fonts = fonts;
    }
    options.font_cache = find_cache(cache) ? cache : NULL;
    session->engine = todoke_open(&options, session->messages);
    return session->engine != NULL;
}

bool session_open_form(struct session *session, const char *name)
{
    struct todoke_form *form = todoke_form_open(session->engine, name, &session->arguments->target, session->messages);

    if (form)
        session->forms[session->form_count++] = form;
    return form != NULL;
}

bool session_open_data(struct session *session, const char *data)
{
    session->data = todoke_data_read(session->engine, data, session->messages);
    if (session->data && session->arguments->files)
        todoke_data_set_folder(session->data, session->arguments->files);
    return session->data != NULL;
}

bool session_open(struct session *session, const char *form, const char *data)
{
    if (!session_open_form(session, form))
        return false;
    session->form = session->forms[0];
    if (data)
        session_open_data(session, data);
    if (session->arguments->compare)
        session->earlier = todoke_data_read(session->engine, session->arguments->compare, session->messages);
    return (!data || session->data) && (!session->arguments->compare || session->earlier);
}

static void print_messages(const struct session *session)
{
    struct todoke_buffer text = {0};

    if (session->arguments->diagnostics_json)
        todoke_messages_json(session->messages, session->arguments->language, &text);
    else
        todoke_messages_text(session->messages, session->arguments->language, &text);
    if (text.size > 0)
        fwrite(text.bytes, 1, text.size, stderr);
    todoke_buffer_free(&text);
}

int session_end(struct session *session)
{
    int status = todoke_messages_status(session->messages);

    print_messages(session);
    todoke_messages_close(session->messages);
    todoke_data_close(session->data);
    todoke_data_close(session->earlier);
    for (size_t i = 0; i < session->form_count; i++)
        todoke_form_close(session->forms[i]);
    todoke_close(session->engine);
    return status;
}
