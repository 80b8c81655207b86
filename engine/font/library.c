/*
 * Faces in the order of fonts.lock. Each has one stack: itself, then the fallback faces; role, family and PostScript
 * name all lead to it.
 */
#include "font/digest.h"
#include "font/face.h"
#include "font/find.h"
#include "font/font.h"
#include "font/lock.h"

#include <assert.h>
#include <string.h>
#include <sys/stat.h>

#define NAMES_PER_FONT 3

struct font_library {
    struct arena *arena;
    struct font_face *faces;
    size_t count;
    struct font_stack *stacks; /* by face */
    const char **names;        /* NAMES_PER_FONT a face */
    size_t name_count;
};

struct opening {
    const struct font_options *options;
    const struct lock *lock;
    struct digest_cache *cache;
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

static bool check_digest(struct opening *opening, const struct lock_font *font, struct font_face *face,
                         const char *path, hb_blob_t *file)
{
    struct arena *arena = opening->library->arena;
    unsigned size;
    const char *bytes = hb_blob_get_data(file, &size);

    if (!digest_file(opening->cache, path, bytes, size, face->sha256))
        return diags_error(opening->diags, DIAG_FILE_UNREADABLE, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(path, "its SHA-256 cannot be computed"));
    if (strcmp(face->sha256, font->sha256) != 0)
        diags_warn(opening->diags, DIAG_FONT_CHANGED, &SOURCE_NOWHERE, NULL,
                   DIAG_ARGS(font->family, path, shorten(arena, face->sha256), shorten(arena, font->sha256)));
    return true;
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
    if (!check_digest(opening, font, face, path, file))
        return false;
    if (!face_open(face, file, number))
        return diags_error(opening->diags, DIAG_FONT_UNUSABLE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(font->family, path));
    library->count++;
    return true;
}

static bool open_one(struct opening *opening, const struct lock_font *font)
{
    unsigned number;
    const char *path = locate(opening, font, &number);
    hb_blob_t *file = path != NULL ? hb_blob_create_from_file_or_fail(path) : NULL;
    bool is_open;

    if (file == NULL)
        return diags_error(opening->diags, DIAG_FONT_MISSING, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(font->family, font->file, font->package));
    hb_blob_make_immutable(file);
    is_open = open_mapped(opening, font, path, file, number);
    hb_blob_destroy(file); /* the face keeps its own hold */
    return is_open;
}

/* Goes on after a missing font, to name every package to install at once. */
static bool open_all(struct opening *opening)
{
    const struct lock *lock = opening->lock;
    bool is_complete = true;

    opening->library->faces = arena_array(opening->library->arena, struct font_face, lock->count);
    for (size_t i = 0; i < lock->count; i++)
        if (!open_one(opening, &lock->fonts[i]))
            is_complete = false;
    digest_cache_write(opening->cache);
    return is_complete;
}

static bool is_fallback(const struct lock *lock, size_t index)
{
    return strcmp(lock->fonts[index].role, LOCK_FALLBACK) == 0;
}

static struct font_stack build_stack(struct font_library *library, const struct lock *lock, size_t first)
{
    const struct font_face **faces = arena_array(library->arena, const struct font_face *, library->count);
    size_t count = 0;

    faces[count++] = &library->faces[first];
    for (size_t i = 0; i < library->count; i++)
        if (i != first && is_fallback(lock, i))
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

struct font_library *font_library_open(const struct font_options *options, struct diags *diags)
{
    struct arena *arena = arena_open();
    struct font_library *library = arena_new(arena, struct font_library);
    struct opening opening = {.options = options, .library = library, .diags = diags};

    library->arena = arena;
    opening.lock = lock_read(arena, options->folder, diags);
    if (opening.lock == NULL) {
        font_library_close(library);
        return NULL;
    }
    opening.cache = digest_cache_read(arena, options->digest_cache);
    if (!open_all(&opening)) {
        font_library_close(library);
        return NULL;
    }
    build_stacks(library, opening.lock);
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
    *count = library->name_count;
    return library->names;
}
