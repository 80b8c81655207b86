/* cli/extract.c - todoke extract FILE: the files inside an archive. */
#include "cli/cli.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What one file is asked for by, and how it is named on the command line. */
struct wanted {
    enum todoke_part part; /* TODOKE_PART_OTHER: by its name */
    const char *name;
};

static bool is_wanted(const struct todoke_archive_file *file, const struct wanted *wanted)
{
    return wanted->part == TODOKE_PART_OTHER ? strcmp(file->name, wanted->name) == 0 : file->part == wanted->part;
}

static bool extract(const struct todoke_archive *archive, size_t index, const char *path,
                    struct todoke_messages *messages)
{
    struct todoke_buffer out = {0};
    bool is_good = todoke_archive_extract(archive, index, &out, messages) && write_file(path, &out, messages);

    todoke_buffer_free(&out);
    return is_good;
}

static int extract_one(const struct session *session, const struct todoke_archive *archive, const struct wanted *wanted)
{
    const struct arguments *arguments = session->arguments;
    struct todoke_archive_file file;

    for (size_t i = 0; todoke_archive_file(archive, i, &file); i++)
        if (is_wanted(&file, wanted)) {
            extract(archive, i, arguments->output ? arguments->output : "-", session->messages);
            return STATUS_DONE;
        }
    fprintf(stderr,
            arguments->language == TODOKE_JAPANESE ? "todoke: %s: 中に「%s」はありません\n"
                                                   : "todoke: %s: there is no \"%s\" in it\n",
            arguments->operands[0], wanted->name);
    return STATUS_INPUT;
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

/* A name that stays in the folder: it comes from a file that anybody may have made. */
static bool is_safe(const char *name)
{
    if (name[0] == '\0' || name[0] == '.' || strlen(name) > NAME_MAX - 16)
        return false;
    for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++)
        if (*c < 0x20 || *c == 0x7F || *c == '/' || *c == '\\')
            return false;
    return true;
}

static bool is_before(const struct todoke_archive *archive, size_t index, const char *name)
{
    struct todoke_archive_file file;

    for (size_t i = 0; i < index && todoke_archive_file(archive, i, &file); i++)
        if (strcmp(file.name, name) == 0)
            return true;
    return false;
}

/* The file's own name where it can be one, and is the first; else its number. */
static bool put_path(char path[PATH_MAX], const char *folder, const struct todoke_archive *archive, size_t index)
{
    struct todoke_archive_file file;

    if (!todoke_archive_file(archive, index, &file))
        return false;
    if (is_safe(file.name) && !is_before(archive, index, file.name))
        return snprintf(path, PATH_MAX, "%s/%s", folder, file.name) < PATH_MAX;
    return snprintf(path, PATH_MAX, "%s/file-%zu", folder, index + 1) < PATH_MAX;
}

static void extract_all(const struct session *session, const struct todoke_archive *archive, const char *folder)
{
    char path[PATH_MAX];

    mkdir(folder, 0777); /* where it cannot be made, writing will say why */
    for (size_t i = 0; put_path(path, folder, archive, i); i++)
        if (extract(archive, i, path, session->messages))
            puts(path);
}

static void list(const struct todoke_archive *archive)
{
    struct todoke_archive_file file;

    for (size_t i = 0; todoke_archive_file(archive, i, &file); i++)
        puts(file.name);
}

/* --- the command -------------------------------------------------------------------------------------------------- */

static struct wanted wanted_of(const struct arguments *arguments)
{
    static const struct wanted parts[] = {
        {TODOKE_PART_DATA, "data"}, {TODOKE_PART_LAYOUT, "layout"}, {TODOKE_PART_RECORD, "record"}};

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (parts[i].part == arguments->part)
            return parts[i];
    return (struct wanted){TODOKE_PART_OTHER, arguments->operand_count == 2 ? arguments->operands[1] : NULL};
}

static int check_usage(const struct arguments *arguments)
{
    if (arguments->operand_count < 1 || arguments->operand_count > 2)
        return usage_error(arguments, "extract", "FILE is wanted, and perhaps the name of one file in it",
                           "FILE と、必要なら中のファイル名を1つ指定してください", NULL);
    if (arguments->operand_count == 2 && arguments->part != TODOKE_PART_OTHER)
        return usage_error(arguments, "extract", "one file is asked for in two ways",
                           "取り出すファイルが二通りに指定されています", arguments->operands[1]);
    return -1;
}

static int run(const struct session *session, const struct todoke_archive *archive)
{
    struct wanted wanted = wanted_of(session->arguments);
    struct todoke_archive_file file;

    if (!todoke_archive_file(archive, 0, &file)) {
        todoke_archive_check(archive, session->messages);
        return STATUS_INPUT;
    }
    if (wanted.name)
        return extract_one(session, archive, &wanted);
    if (session->arguments->output)
        extract_all(session, archive, session->arguments->output);
    else
        list(archive);
    return STATUS_DONE;
}

int run_extract(const struct arguments *arguments)
{
    struct todoke_archive *archive = NULL;
    struct session session;
    int status = check_usage(arguments), end;

    if (status >= 0)
        return status;
    if (session_begin(&session, arguments))
        archive = todoke_archive_read(session.engine, arguments->operands[0], session.messages);
    status = archive ? run(&session, archive) : STATUS_DONE;
    todoke_archive_close(archive);
    end = session_end(&session);
    return end == STATUS_DONE ? status : end;
}
