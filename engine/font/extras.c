#include "font/extras.h"

#include "font/face.h"
#include "font/find.h"
#include "font/map.h"

#include <string.h>

/* Names asked for, found or not, in the order they were. */
struct extra {
    const char *name;
    struct font_face *face; /* NULL: there is none */
    struct font_stack stack;
    const struct extra *older;
};

struct font_extras {
    struct arena *arena;
    const struct font_library *library;
    const char *folder;
    const char *const *directories;
    size_t directory_count;
    const struct extra *newest;
    unsigned count;
};

struct font_extras *font_extras_open(const struct font_library *library, const char *folder,
                                     const char *const *directories, size_t count)
{
    struct arena *arena = arena_open();
    struct font_extras *extras = arena_new(arena, struct font_extras);

    *extras = (struct font_extras){
        .arena = arena,
        .library = library,
        .folder = folder,
        .directories = directories,
        .directory_count = count,
    };
    return extras;
}

void font_extras_close(struct font_extras *extras)
{
    if (extras == NULL)
        return;
    for (const struct extra *extra = extras->newest; extra != NULL; extra = extra->older)
        if (extra->face != NULL)
            face_close(extra->face);
    arena_close(extras->arena);
}

static struct font_face *open_face(struct font_extras *extras, const char *name)
{
    struct font_face *face = arena_new(extras->arena, struct font_face);
    struct font_place place;
    hb_blob_t *file;
    bool is_open;

    if (!find_named_font(extras->arena, extras->folder, extras->directories, extras->directory_count, name, &place))
        return NULL;
    file = font_map(place.file);
    if (file == NULL)
        return NULL;
    *face = (struct font_face){
        .family = place.family,
        .postscript = place.postscript,
        .file = place.file,
        .index = (unsigned)font_library_count(extras->library) + extras->count,
    };
    is_open = face_open(face, file, place.face);
    hb_blob_destroy(file); /* the face keeps its own hold */
    return is_open ? face : NULL;
}

static const struct extra *find_extra(const struct font_extras *extras, const char *name)
{
    const struct extra *extra = extras->newest;

    while (extra != NULL && strcmp(extra->name, name) != 0)
        extra = extra->older;
    return extra;
}

/* The face, then the library's fallback faces. */
static struct font_stack stack_of(const struct font_extras *extras, const struct font_face *face)
{
    const struct font_stack *fallback = font_library_stack(extras->library, "fallback");
    size_t count = fallback != NULL ? fallback->count : 0;
    const struct font_face **faces = arena_array(extras->arena, const struct font_face *, count + 1);

    faces[0] = face;
    for (size_t i = 0; i < count; i++)
        faces[i + 1] = fallback->faces[i];
    return (struct font_stack){.faces = faces, .count = count + 1};
}

static const struct extra *add_extra(struct font_extras *extras, const char *name)
{
    struct extra *extra = arena_new(extras->arena, struct extra);

    *extra = (struct extra){
        .name = arena_copy_string(extras->arena, name),
        .face = open_face(extras, name),
        .older = extras->newest,
    };
    if (extra->face != NULL) {
        extra->stack = stack_of(extras, extra->face);
        extras->count++;
    }
    extras->newest = extra;
    return extra;
}

const struct font_stack *font_extras_stack(struct font_extras *extras, const char *name)
{
    const struct font_stack *stack = font_library_stack(extras->library, name);
    const struct extra *extra;

    if (stack != NULL)
        return stack;
    extra = find_extra(extras, name);
    if (extra == NULL)
        extra = add_extra(extras, name);
    return extra->face != NULL ? &extra->stack : NULL;
}
