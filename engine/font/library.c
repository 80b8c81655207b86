/*
 * Faces in the order of fonts.lock. Each has one stack: itself, then the fallback faces; role, family and PostScript
 * name all lead to it. All are mapped at opening, which costs a tenth of a millisecond each; hashing a file of 20 MB
 * takes a hundred times as long, and for a fallback is put off until a document uses it.
 */
#include "font/digest.h"
#include "font/face.h"
#include "font/find.h"
#include "font/font.h"
#include "font/lock.h"
#include "font/map.h"

#include "base/limits.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>

#define NAMES_PER_FONT 3

/* What a face's file is compared with. */
struct origin {
    const struct lock_font *font;
    const char *path;
    atomic_bool is_known; /* to be the file of the lock */
};

struct font_library {
    struct arena *arena;
    const char *digest;       /* of the lock */
    const char *digest_cache; /* or NULL */
    struct font_face *faces;
    struct origin *origins; /* by face */
    size_t count;
    struct font_stack *stacks; /* by face */
    const char **names;        /* NAMES_PER_FONT a face */
    size_t name_count;
    const char **told; /* each of them once */
    size_t told_count;
};

struct opening {
    const struct font_options *options;
    const struct lock *lock;
    struct font_library *library;
    struct diags *diags;
};

static bool is_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static const char *join(struct arena *arena, const char *folder, const char *path)
{
    return path[0] == '/' ? path : arena_format(arena, "%s/%s", folder, path);
}

/* The path in the lock first: asking fontconfig costs more than all the rest of opening. */
static const char *locate(struct opening *opening, const struct lock_font *font, unsigned *number)
{
    struct arena *arena = opening->library->arena;
    const char *folder = opening->options->folder;

    *number = font->face;
    for (size_t i = 0; i < opening->lock->directory_count; i++) {
        const char *directory = join(arena, folder, opening->lock->directories[i]);
        const char *path = join(arena, directory, font->file);

        if (is_file(path))
            return path;
    }
    return find_font_file(arena, folder, font->postscript, number);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

static const char *shorten(struct arena *arena, const char *digest)
{
    return arena_format(arena, "%.12s…", digest);
}

static bool is_fallback(const struct lock_font *font)
{
    return strcmp(font->role, LOCK_FALLBACK) == 0;
}

/* What a check needs: an arena for one call and the memory of earlier ones. */
struct checking {
    struct arena *arena;
    struct digest_cache *cache;
    struct diags *diags;
};

static bool check_file(const struct checking *checking, struct origin *origin, hb_blob_t *file)
{
    const struct lock_font *font = origin->font;
    unsigned size;
    const char *bytes = hb_blob_get_data(file, &size);
    char sha256[65];

    if (!digest_file(checking->cache, origin->path, bytes, size, sha256))
        return diags_error(checking->diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(origin->path, "its SHA-256 cannot be computed"));
    if (strcmp(sha256, font->sha256) == 0)
        atomic_store(&origin->is_known, true);
    else
        diags_warn(checking->diags, DIAG_FONT_CHANGED, &SOURCE_NOWHERE, NULL,
                   DIAG_ARGS(font->family, origin->path, shorten(checking->arena, sha256),
                             shorten(checking->arena, font->sha256)));
    return true;
}

static bool check_face(const struct checking *checking, const struct font_library *library, size_t index)
{
    hb_blob_t *file = hb_face_reference_blob(library->faces[index].hb_face);
    bool is_done = check_file(checking, &library->origins[index], file);

    hb_blob_destroy(file);
    return is_done;
}

static struct checking start_checking(const struct font_library *library, struct diags *diags)
{
    struct checking checking = {.arena = arena_open(), .diags = diags};

    checking.cache = digest_cache_read(checking.arena, library->digest_cache);
    return checking;
}

static void end_checking(struct checking *checking)
{
    digest_cache_write(checking->cache);
    arena_close(checking->arena);
}

static bool check_roles(const struct font_library *library, struct diags *diags)
{
    struct checking checking = start_checking(library, diags);
    bool is_done = true;

    for (size_t i = 0; i < library->count; i++)
        if (!is_fallback(library->origins[i].font) && !check_face(&checking, library, i))
            is_done = false;
    end_checking(&checking);
    return is_done;
}

const char *font_library_sha256(const struct font_library *library, const struct font_face *face)
{
    const struct origin *origin = &library->origins[face->index];

    return atomic_load(&origin->is_known) ? origin->font->sha256 : NULL;
}

bool font_library_has(const struct font_library *library, const char *sha256, struct diags *diags)
{
    for (size_t i = 0; i < library->count; i++)
        if (strcmp(library->origins[i].font->sha256, sha256) == 0 &&
            font_library_check(library, &library->faces[i], diags) &&
            font_library_sha256(library, &library->faces[i]) != NULL)
            return true;
    return false;
}

bool font_library_check(const struct font_library *library, const struct font_face *face, struct diags *diags)
{
    struct checking checking;
    bool is_done;

    assert(face == &library->faces[face->index]);
    if (!is_fallback(library->origins[face->index].font) || atomic_load(&library->origins[face->index].is_known))
        return true;
    checking = start_checking(library, diags);
    is_done = check_face(&checking, library, face->index);
    end_checking(&checking);
    return is_done;
}

static bool open_mapped(struct opening *opening, const struct lock_font *font, const char *path, hb_blob_t *file,
                        unsigned number)
{
    struct font_library *library = opening->library;
    struct font_face *face = &library->faces[library->count];

    *face = (struct font_face){
        .family = font->family,
        .postscript = font->postscript,
        .file = base_name(path),
        .index = (unsigned)library->count,
    };
    if (!face_open(face, file, number))
        return diags_error(opening->diags, DIAG_FONT_UNUSABLE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(font->family, path));
    library->origins[library->count].font = font;
    library->origins[library->count].path = path;
    library->count++;
    return true;
}

static bool open_one(struct opening *opening, const struct lock_font *font)
{
    unsigned number;
    const char *path = locate(opening, font, &number);
    hb_blob_t *file = path != NULL ? font_map(path) : NULL;
    bool is_open;

    if (file == NULL)
        return diags_error(opening->diags, DIAG_FONT_MISSING, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(font->family, font->file, font->package));
    is_open = open_mapped(opening, font, path, file, number);
    font_map_rest(file);
    hb_blob_destroy(file); /* the face keeps its own hold */
    return is_open;
}

/* Goes on after a missing font, to name every package to install at once. */
static bool open_all(struct opening *opening)
{
    const struct lock *lock = opening->lock;
    bool is_complete = true;

    opening->library->faces = arena_array(opening->library->arena, struct font_face, lock->count);
    opening->library->origins = arena_array(opening->library->arena, struct origin, lock->count);
    for (size_t i = 0; i < lock->count; i++)
        if (!open_one(opening, &lock->fonts[i]))
            is_complete = false;
    return check_roles(opening->library, opening->diags) && is_complete;
}

static bool stands_in_for(const struct lock_font *font, const struct font_face *face)
{
    return is_fallback(font) && (font->side == LOCK_ALL || (font->side == LOCK_SERIF) == face->is_serif);
}

static struct font_stack build_stack(struct font_library *library, const struct lock *lock, size_t first)
{
    const struct font_face **faces = arena_array(library->arena, const struct font_face *, library->count);
    size_t count = 0;

    faces[count++] = &library->faces[first];
    for (size_t i = 0; i < library->count; i++)
        if (i != first && stands_in_for(&lock->fonts[i], faces[0]))
            faces[count++] = &library->faces[i];
    return (struct font_stack){.faces = faces, .count = count};
}

static void build_stacks(struct font_library *library, const struct lock *lock)
{
    library->stacks = arena_array(library->arena, struct font_stack, library->count);
    library->names = arena_array(library->arena, const char *, library->count *NAMES_PER_FONT);
    for (size_t i = 0; i < library->count; i++) {
        library->stacks[i] = build_stack(library, lock, i);
        library->names[library->name_count++] = lock->fonts[i].role;
        library->names[library->name_count++] = lock->fonts[i].family;
        library->names[library->name_count++] = lock->fonts[i].postscript;
    }
}

static bool is_told(const struct font_library *library, const char *name)
{
    for (size_t i = 0; i < library->told_count; i++)
        if (strcmp(library->told[i], name) == 0)
            return true;
    return false;
}

static void tell_names(struct font_library *library)
{
    library->told = arena_array(library->arena, const char *, library->name_count);
    for (size_t i = 0; i < library->name_count; i++)
        if (!is_told(library, library->names[i]))
            library->told[library->told_count++] = library->names[i];
}

struct font_library *font_library_open(const struct font_options *options, struct diags *diags)
{
    struct arena *arena = arena_open();
    struct font_library *library = arena_new(arena, struct font_library);
    struct opening opening = {.options = options, .library = library, .diags = diags};

    library->arena = arena;
    if (options->digest_cache != NULL)
        library->digest_cache = arena_copy_string(arena, options->digest_cache);
    opening.lock =
        lock_read(arena, options->folder, options->fonts_max ? options->fonts_max : limits_default.fonts, diags);
    if (opening.lock == NULL) {
        font_library_close(library);
        return NULL;
    }
    library->digest = opening.lock->sha256;
    if (!open_all(&opening)) {
        font_library_close(library);
        return NULL;
    }
    build_stacks(library, opening.lock);
    tell_names(library);
    return library;
}

void font_library_close(struct font_library *library)
{
    if (library == NULL)
        return;
    for (size_t i = 0; i < library->count; i++)
        face_close(&library->faces[i]);
    arena_close(library->arena);
}

const char *font_library_digest(const struct font_library *library)
{
    return library->digest;
}

size_t font_library_count(const struct font_library *library)
{
    return library->count;
}

const struct font_face *font_library_face(const struct font_library *library, size_t index)
{
    assert(index < library->count);
    return &library->faces[index];
}

const struct font_stack *font_library_stack(const struct font_library *library, const char *name)
{
    for (size_t i = 0; i < library->name_count; i++)
        if (strcmp(library->names[i], name) == 0)
            return &library->stacks[i / NAMES_PER_FONT];
    return NULL;
}

const char *const *font_library_names(const struct font_library *library, size_t *count)
{
    *count = library->told_count;
    return library->told;
}
