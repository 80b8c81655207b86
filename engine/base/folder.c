/*
 * The way to a file is walked part by part, each opened in the one before it without following links, so that no link
 * can lead out, not even one that is put there in the meantime.
 */
#include "base/folder.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_MAX 255 /* bytes, of every common file system */

/* --- names -------------------------------------------------------------------------------------------------------- */

static bool has_control_character(const char *name)
{
    for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++)
        if (*c < 0x20 || *c == 0x7F)
            return true;
    return false;
}

/* What is wrong with one part of a name, by DIAG_BOTH; NULL: nothing. */
static const char *fault_of_part(const char *part, size_t size)
{
    if (size == 0)
        return DIAG_BOTH("a part of it is empty", "空の部分があります");
    if (size > PART_MAX)
        return DIAG_BOTH("it is too long", "長すぎます");
    if (part[0] == '.' && (size == 1 || (size == 2 && part[1] == '.')))
        return DIAG_BOTH("\".\" and \"..\" may not stand in it", "「.」と「..」は使えません");
    return NULL;
}

static const char *fault_of_name(const char *name)
{
    const char *fault = NULL;

    if (name[0] == '/')
        return DIAG_BOTH("it is absolute", "絶対パスです");
    if (strchr(name, '\\'))
        return DIAG_BOTH("folders are separated by \"/\", not by \"\\\"", "フォルダの区切りは「\\」ではなく「/」です");
    if (has_control_character(name))
        return DIAG_BOTH("it has a control character", "制御文字が入っています");
    for (const char *part = name; part && !fault; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        fault = fault_of_part(part, strcspn(part, "/"));
    return fault;
}

bool folder_check_name(const char *name, struct diag_cause *cause)
{
    const char *fault = fault_of_name(name);

    *cause = (struct diag_cause){DIAG_FILE_NAME, DIAG_ARGS(name, fault)};
    return fault == NULL;
}

const char *folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* A file being looked for. */
struct search {
    struct arena *arena;
    const char *folder;
    const char *name;
    struct diag_cause *cause;
};

static bool fail(const struct search *search, enum diag_code code, const char *detail)
{
    *search->cause = (struct diag_cause){code, DIAG_ARGS(search->name, detail)};
    return false;
}

/* Why `part` of the folder `parent` did not open. */
static bool fail_to_open(const struct search *search, int parent, const char *part, int error)
{
    struct stat status;

    if (fstatat(parent, part, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode))
        return fail(search, DIAG_FILE_LINK, NULL);
    if (error == ENOENT || error == ENOTDIR)
        return fail(search, DIAG_FILE_MISSING, search->folder);
    return fail(search, DIAG_FILE_UNREADABLE, arena_copy_string(search->arena, strerror(error)));
}

/* Opens `part` in *at, and puts it in the place of that. A pipe must not keep us waiting for who writes to it. */
static bool step(const struct search *search, int *at, const char *part, bool is_last)
{
    int next = openat(*at, part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (is_last ? O_NONBLOCK : O_DIRECTORY));
    bool ok = next >= 0 || fail_to_open(search, *at, part, errno);

    close(*at);
    *at = next;
    return ok;
}

/* The open file, or -1 with the cause. */
static int walk(const struct search *search)
{
    int at = open(search->folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    const char *part = search->name;

    if (at < 0) {
        *search->cause = (struct diag_cause){
            DIAG_FILE_UNREADABLE, DIAG_ARGS(search->folder, arena_copy_string(search->arena, strerror(errno)))};
        return -1;
    }
    for (const char *slash = strchr(part, '/'); slash; part = slash + 1, slash = strchr(part, '/'))
        if (!step(search, &at, arena_copy(search->arena, part, (size_t)(slash - part)), false))
            return -1;
    return step(search, &at, part, true) ? at : -1;
}

static bool read_regular(const struct search *search, int file, size_t limit, enum diag_code too_large,
                         struct sink *sink)
{
    struct stat status;

    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return fail(search, DIAG_FILE_KIND, NULL);
    if (!file_read_rest(file, sink, limit))
        return fail(search, DIAG_FILE_UNREADABLE, arena_copy_string(search->arena, strerror(errno)));
    return sink->size <= limit || fail(search, too_large, arena_format(search->arena, "%zu", limit));
}

const struct source *folder_read(struct arena *arena, const char *folder, const char *name, size_t limit,
                                 enum diag_code too_large, struct diag_cause *cause)
{
    struct search search = {arena, folder, arena_copy_string(arena, name), cause};
    struct source *source = NULL;
    struct sink sink = {0};
    int file = walk(&search);

    if (file < 0)
        return NULL;
    if (read_regular(&search, file, limit, too_large, &sink)) {
        source = arena_new(arena, struct source);
        source->name = search.name;
        source->bytes = arena_copy(arena, sink.bytes ? sink.bytes : "", sink.size);
        source->size = sink.size;
    }
    sink_close(&sink);
    close(file);
    return source;
}
