/*
 * Lines are only ever appended. An entry is written before its output gets its name: whoever finds both knows that the
 * work was done, and whoever finds an entry without that output does it again. When more than half of the lines are
 * stale the journal is written anew.
 */
#include "batch/journal.h"

#include "batch/lines.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of one line; longer ones are forgotten, and their work done again. */
#define LINE_MAX_BYTES ((size_t)1024 * 1024)
#define CHUNK ((size_t)2048)

/* Stale lines that nobody minds. */
#define STALE_MAX 1000

void journal_none(struct journal *journal)
{
    *journal = (struct journal){.file = -1};
    pthread_mutex_init(&journal->lock, NULL);
}

void journal_close(struct journal *journal)
{
    if (journal->file >= 0)
        close(journal->file);
    free(journal->places);
    pthread_mutex_destroy(&journal->lock);
}

/* --- opening --- */

static bool fail(const struct journal *journal, enum diag_code code, struct diags *diags)
{
    return diags_error(diags, code, &SOURCE_NOWHERE, NULL, DIAG_ARGS(journal->path, strerror(errno)));
}

/* Locks last as long as the file is open, and end with a process that is killed. Some file systems have none. */
static bool lock_file(int file)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    return fcntl(file, F_SETLK, &lock) == 0 || (errno != EACCES && errno != EAGAIN);
}

/* Another run may have put a new journal in its place between our opening and locking it. */
static bool is_in_place(const struct journal *journal)
{
    struct stat mine, there;

    return fstat(journal->file, &mine) == 0 && stat(journal->path, &there) == 0 && mine.st_dev == there.st_dev &&
           mine.st_ino == there.st_ino;
}

static bool open_locked(struct journal *journal, struct diags *diags)
{
    for (;;) {
        journal->file = open(journal->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        if (journal->file < 0)
            return fail(journal, DIAG_FILE_UNWRITABLE, diags);
        if (!lock_file(journal->file))
            return fail(journal, DIAG_BATCH_BUSY, diags);
        if (is_in_place(journal))
            return true;
        close(journal->file);
    }
}

static int compare_places(const void *a, const void *b)
{
    const struct journal_place *left = a, *right = b;

    if (left->job != right->job)
        return left->job < right->job ? -1 : 1;
    return (left->offset > right->offset) - (left->offset < right->offset);
}

/* Sorts the places and keeps the last one of each job. */
static void keep_newest(struct journal *journal)
{
    size_t kept = 0;

    if (journal->count > 0)
        qsort(journal->places, journal->count, sizeof *journal->places, compare_places);
    for (size_t i = 0; i < journal->count; i++) {
        if (kept > 0 && journal->places[kept - 1].job == journal->places[i].job)
            kept--;
        journal->places[kept++] = journal->places[i];
    }
    journal->count = kept;
}

/* Finds all entries; *all lines there are. *is_torn: the last one has no newline. False: errno says why. */
static bool read_places(struct journal *journal, size_t *all, bool *is_torn)
{
    struct lines lines = {.file = journal->file, .limit = LINE_MAX_BYTES};
    size_t capacity = 0, size;
    enum lines_result result = LINES_LINE;
    struct journal_entry entry;
    const char *line;

    *is_torn = false;
    journal->count = 0;
    lseek(journal->file, 0, SEEK_SET);
    while (result < LINES_END) {
        result = lines_next(&lines, &line, &size, NULL, NULL);
        *is_torn |= result == LINES_TORN;
        if (result != LINES_LINE || !journal_read_line(line, size, &entry))
            continue;
        if (journal->count == capacity) {
            capacity = capacity ? capacity + capacity / 2 : 1024;
            journal->places = mem_grow(journal->places, capacity, sizeof *journal->places);
        }
        journal->places[journal->count++] = (struct journal_place){entry.job, lines.offset};
    }
    *all = lines.number;
    sink_close(&lines.room); /* not lines_close: closing any descriptor of the file would end its lock */
    keep_newest(journal);
    errno = lines.error;
    return result == LINES_END;
}

static bool put_newest(const struct journal *journal, int file)
{
    struct sink room = {0}, line = {0};
    struct journal_entry entry;
    bool is_good = true;

    for (size_t i = 0; i < journal->count && is_good; i++) {
        sink_clear(&line);
        is_good = journal_find(journal, journal->places[i].job, &entry, &room);
        if (is_good)
            journal_put_line(&line, &entry);
        is_good = is_good && file_put(file, line.bytes, line.size);
    }
    sink_close(&room);
    sink_close(&line);
    return is_good;
}

/* The newest lines, in a new file that has the old one's place; -1: that failed, and the old one is as it was. */
static int put_anew(const struct journal *journal)
{
    struct arena *arena = arena_open();
    const char *path = arena_format(arena, "%s.part", journal->path);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);

    if (file >= 0 && !(lock_file(file) && put_newest(journal, file) && rename(path, journal->path) == 0)) {
        unlink(path);
        close(file);
        file = -1;
    }
    arena_close(arena);
    return file;
}

static bool read_or_fail(struct journal *journal, size_t *all, bool *is_torn, struct diags *diags)
{
    return read_places(journal, all, is_torn) || fail(journal, DIAG_FILE_UNREADABLE, diags);
}

/* Without its stale lines, when they are many. */
static bool renew(struct journal *journal, size_t all, struct diags *diags)
{
    int file = all > 2 * journal->count + STALE_MAX ? put_anew(journal) : -1;
    bool is_torn;

    if (file < 0)
        return true;
    close(journal->file);
    journal->file = file;
    return read_or_fail(journal, &all, &is_torn, diags);
}

static bool open_kept(struct journal *journal, struct diags *diags)
{
    size_t all;
    bool is_torn;

    if (!open_locked(journal, diags) || !read_or_fail(journal, &all, &is_torn, diags))
        return false;
    if (is_torn && !file_put(journal->file, "\n", 1))
        return fail(journal, DIAG_FILE_UNWRITABLE, diags);
    return renew(journal, all, diags);
}

bool journal_open(struct journal *journal, const char *path, bool is_kept, struct diags *diags)
{
    size_t all;
    bool is_torn;

    journal_none(journal);
    journal->path = path;
    if (is_kept)
        return open_kept(journal, diags);
    journal->file = open(path, O_RDONLY | O_CLOEXEC);
    if (journal->file < 0)
        return errno == ENOENT || fail(journal, DIAG_FILE_UNREADABLE, diags);
    return read_or_fail(journal, &all, &is_torn, diags);
}

/* --- finding and adding --- */

static const struct journal_place *find_place(const struct journal *journal, uint64_t job)
{
    size_t first = 0, end = journal->count;

    while (first < end) {
        size_t middle = first + (end - first) / 2;

        if (journal->places[middle].job == job)
            return &journal->places[middle];
        if (journal->places[middle].job < job)
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

bool journal_find(const struct journal *journal, uint64_t job, struct journal_entry *entry, struct sink *room)
{
    const struct journal_place *place = find_place(journal, job);
    const char *end = NULL;

    sink_clear(room);
    while (place && !end) {
        char *into = sink_reserve(room, CHUNK);
        ssize_t got = pread(journal->file, into, CHUNK, (off_t)(place->offset + room->size));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        end = memchr(into, '\n', (size_t)got);
        room->size += (size_t)got;
    }
    return end && journal_read_line(room->bytes, (size_t)(end - room->bytes), entry) && entry->job == job;
}

bool journal_add(struct journal *journal, const struct journal_entry *entry)
{
    struct sink line = {0};
    bool is_added;

    if (journal->file < 0)
        return true;
    journal_put_line(&line, entry);
    pthread_mutex_lock(&journal->lock);
    is_added = journal->error == 0 && file_put(journal->file, line.bytes, line.size);
    if (!is_added && journal->error == 0)
        journal->error = errno;
    pthread_mutex_unlock(&journal->lock);
    sink_close(&line);
    return is_added;
}
