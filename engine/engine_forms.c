/* engine_forms.c - forms: finding layouts, opening them, and what they tell of themselves. */
#include "parts.h"

#include "base/file.h"
#include "base/folder.h"
#include "device/device.h"
#include "schema/schema.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LAYOUT_SUFFIX ".jsonc"

/* --- finding forms ------------------------------------------------------------------------------------------------ */

static bool ends_with(const char *text, const char *suffix)
{
    size_t size = strlen(text), suffix_size = strlen(suffix);

    return size >= suffix_size && strcmp(text + size - suffix_size, suffix) == 0;
}

static bool is_path(const char *name)
{
    return strchr(name, '/') || ends_with(name, ".jsonc") || ends_with(name, ".json");
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct id_list {
    char **ids;
    size_t count, capacity;
};

static void add_id(struct id_list *list, const char *filename)
{
    size_t size = strlen(filename) - strlen(LAYOUT_SUFFIX);

    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 16;
        list->ids = mem_grow(list->ids, list->capacity, sizeof(char *));
    }
    list->ids[list->count] = mem_alloc(size + 1);
    memcpy(list->ids[list->count], filename, size);
    list->ids[list->count++][size] = '\0';
}

static void list_folder(const char *folder, struct id_list *list)
{
    DIR *directory = opendir(folder);
    struct dirent *entry;

    if (!directory)
        return;
    while ((entry = readdir(directory)))
        if (entry->d_name[0] != '.' && ends_with(entry->d_name, LAYOUT_SUFFIX))
            add_id(list, entry->d_name);
    closedir(directory);
}

static void sort_without_doubles(struct id_list *list)
{
    size_t kept = 0;

    if (list->count > 0)
        qsort(list->ids, list->count, sizeof(char *), compare_ids);
    for (size_t i = 0; i < list->count; i++) {
        if (kept > 0 && strcmp(list->ids[kept - 1], list->ids[i]) == 0)
            free(list->ids[i]);
        else
            list->ids[kept++] = list->ids[i];
    }
    list->count = kept;
}

char **todoke_form_ids(const struct todoke *engine, size_t *count)
{
    struct id_list list = {0};

    for (size_t i = 0; i < engine->layout_count; i++)
        list_folder(engine->layouts[i], &list);
    sort_without_doubles(&list);
    *count = list.count;
    return list.ids;
}

void todoke_ids_free(char **ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(ids[i]);
    free(ids);
}

/* There is no such form among `ids`, which end here. */
static void report_form(char **ids, size_t count, const char *name, const struct source_ref *at, struct diags *diags)
{
    const char *nearest = diag_nearest(name, (const char *const *)ids, count);

    diags_error(diags, DIAG_FORM_UNKNOWN, at, NULL, DIAG_ARGS(name, nearest));
    todoke_ids_free(ids, count);
}

/* The path of a file in the first layout folder that has it, in the arena; or NULL. */
const char *engine_find_file(const struct todoke *engine, const char *name, const char *suffix, struct arena *arena)
{
    for (size_t i = 0; i < engine->layout_count; i++) {
        const char *path = arena_format(arena, "%s/%s%s", engine->layouts[i], name, suffix);

        if (access(path, R_OK) == 0)
            return path;
    }
    return NULL;
}

/* The id in "nisc_renraku.jsonc" where no such file is at hand but the layout folders have it; or NULL. */
static const char *id_meant(const struct todoke *engine, const char *name, struct arena *arena)
{
    const char *id = strchr(name, '/') ? NULL : arena_copy(arena, name, strcspn(name, "."));

    return id && access(name, F_OK) != 0 && engine_find_file(engine, id, LAYOUT_SUFFIX, arena) ? id : NULL;
}

/* The path of a form's layout, in the arena; NULL, having added an error, when no folder has it. */
static const char *find_layout(const struct todoke *engine, const char *name, struct arena *arena, struct diags *diags)
{
    const char *meant = is_path(name) ? id_meant(engine, name, arena) : NULL;
    const char *path = is_path(name) ? name : engine_find_file(engine, name, LAYOUT_SUFFIX, arena);
    size_t count;
    char **ids;

    if (meant) {
        diags_error(diags, DIAG_FORM_UNKNOWN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name, meant));
        return NULL;
    }
    if (path)
        return path;
    ids = todoke_form_ids(engine, &count);
    report_form(ids, count, name, &SOURCE_NOWHERE, diags);
    return NULL;
}

/* Layouts in the folder of one of them. */
struct folder {
    struct arena *arena;
    const struct limits *limits;
    const char *name;
    struct layout_sources *sources; /* that were read; NULL: nobody asks */
};

static void add_source(struct arena *arena, struct layout_sources *sources, const struct source *source)
{
    sources->list = arena_grow(arena, sources->list, sources->count, &sources->capacity, sizeof(*sources->list));
    sources->list[sources->count++] = source;
}

static const struct source *read_layout(struct folder *folder, const char *path, struct diags *diags)
{
    const struct source *source = file_read(folder->arena, path, path, folder->limits->input_bytes, diags);

    if (source && folder->sources)
        add_source(folder->arena, folder->sources, source);
    return source;
}

static const struct source *find_beside(void *context, const char *form, const struct source_ref *at,
                                        struct diags *diags)
{
    struct folder *folder = context;
    const char *path = arena_format(folder->arena, "%s/%s%s", folder->name, form, LAYOUT_SUFFIX);
    struct id_list list = {0};

    if (access(path, R_OK) == 0)
        return read_layout(folder, path, diags);
    list_folder(folder->name, &list);
    report_form(list.ids, list.count, form, at, diags);
    return NULL;
}

const struct layout *engine_open_layout(const struct todoke *engine, const char *name, struct arena *arena,
                                        const struct fax_target *fax, struct layout_sources *sources,
                                        struct diags *diags)
{
    const char *path = find_layout(engine, name, arena, diags);
    struct folder folder = {arena, &engine->limits, path ? folder_of(arena, path) : NULL, sources};
    struct layout_files files = {find_beside, &folder};
    const struct source *source = path ? read_layout(&folder, path, diags) : NULL;

    return source ? layout_compile(source, &files, engine->fonts, fax, &engine->limits, diags) : NULL;
}

/* One of the layouts of a list, by its form: "nisc_renraku" for "nisc_renraku.jsonc". */
static const struct source *find_in_list(void *context, const char *form, const struct source_ref *at,
                                         struct diags *diags)
{
    const struct layout_sources *sources = context;

    for (size_t i = 0; i < sources->count; i++) {
        const char *name = sources->list[i]->name;

        if (strncmp(name, form, strlen(form)) == 0 && strcmp(name + strlen(form), LAYOUT_SUFFIX) == 0)
            return sources->list[i];
    }
    diags_error(diags, DIAG_FORM_UNKNOWN, at, NULL, DIAG_ARGS(form, NULL));
    return NULL;
}

/* --- opening forms ------------------------------------------------------------------------------------------------ */

static size_t device_count(void)
{
    size_t count = 0;

    while (device_kinds[count])
        count++;
    return count;
}

const char *todoke_profile_name(size_t index)
{
    return index < PROFILES ? profile_name((enum profile)index) : NULL;
}

bool todoke_profile_named(const char *name, enum todoke_profile *profile)
{
    enum profile found;

    if (!profile_named(name, &found))
        return false;
    for (*profile = TODOKE_SUBMIT; profile_of(*profile) != found;)
        ++*profile;
    return true;
}

static struct fax_target fax_of(const struct todoke_target *target)
{
    if (target->profile != TODOKE_FAX)
        return (struct fax_target){0};
    return (struct fax_target){fax_resolution_for(target->y_dpi), target->has_codes};
}

/* Of all layouts, one after the other. */
static void digest_sources(const struct layout_sources *sources, char digest[SHA256_HEX_SIZE + 1])
{
    struct sink text = {0};

    for (size_t i = 0; i < sources->count; i++)
        sink_put(&text, sources->list[i]->bytes, sources->list[i]->size);
    sha256_hex(text.bytes, text.size, digest);
    sink_close(&text);
}

static struct todoke_form *start_form(const struct todoke *engine, const struct todoke_target *target)
{
    struct todoke_form *form = mem_alloc(sizeof(*form));

    *form = (struct todoke_form){
        .arena = arena_open(),
        .fonts = engine->fonts,
        .target = target ? *target : (struct todoke_target){0},
        .options = {.missing_glyph = engine->missing_glyph, .limits = &engine->limits},
    };
    form->devices = (_Atomic(void *) *)arena_array(form->arena, void *, device_count());
    return form;
}

/* Once it has its layout, or NULL. */
static struct todoke_form *finish_form(struct todoke_form *form, struct diags *diags)
{
    digest_sources(&form->sources, form->digest);
    form->prepared = form->layout ? form_prepare(form->layout, &form->options, diags) : NULL;
    if (form->prepared)
        return form;
    todoke_form_close(form);
    return NULL;
}

struct todoke_form *todoke_form_open(const struct todoke *engine, const char *name, const struct todoke_target *target,
                                     struct todoke_messages *messages)
{
    struct todoke_form *form = start_form(engine, target);
    struct fax_target fax = fax_of(&form->target);

    form->layout = engine_open_layout(engine, name, form->arena, &fax, &form->sources, diags_of(messages));
    return finish_form(form, diags_of(messages));
}

static const struct source *copy_source(struct arena *arena, const struct source *source)
{
    struct source *copy = arena_new(arena, struct source);

    *copy = (struct source){
        .name = arena_copy_string(arena, source->name),
        .bytes = arena_copy(arena, source->bytes, source->size),
        .size = source->size,
    };
    return copy;
}

struct todoke_form *engine_form_of(const struct todoke *engine, const struct layout_sources *sources,
                                   const struct todoke_target *target, enum text_missing missing, struct diags *diags)
{
    struct todoke_form *form = start_form(engine, target);
    struct layout_files files = {find_in_list, &form->sources};
    struct fax_target fax = fax_of(target);

    form->options.missing_glyph = missing;
    for (size_t i = 0; i < sources->count; i++)
        add_source(form->arena, &form->sources, copy_source(form->arena, sources->list[i]));
    form->layout = layout_compile(form->sources.list[0], &files, engine->fonts, &fax, &engine->limits, diags);
    return finish_form(form, diags);
}

void todoke_form_close(struct todoke_form *form)
{
    if (!form)
        return;
    for (size_t i = 0; device_kinds[i]; i++)
        if (device_kinds[i]->release && form->devices[i])
            device_kinds[i]->release(form->devices[i]);
    form_release(form->prepared);
    layout_close(form->layout);
    arena_close(form->arena);
    free(form);
}

struct todoke_form_info todoke_form_info(const struct todoke_form *form)
{
    const struct layout *layout = form->layout;

    return (struct todoke_form_info){
        .id = layout->form,
        .title = layout->title,
        .edition = layout->edition.name,
        .valid_from = layout->edition.from,
        .valid_until = layout->edition.until,
        .source = layout->edition.source,
        .channel = layout->channel,
        .blank_pages = form_blank(form->prepared)->page_count,
    };
}

const char *todoke_form_digest(const struct todoke_form *form)
{
    return form->digest;
}

void todoke_schema(const struct todoke_form *form, struct todoke_buffer *out)
{
    struct sink sink = {0};

    schema_write(form->layout, &sink);
    move_to_buffer(&sink, out);
}

void todoke_skeleton(const struct todoke_form *form, enum todoke_language language, struct todoke_buffer *out)
{
    struct sink sink = {0};

    skeleton_write(form->layout, language_of(language), &sink);
    move_to_buffer(&sink, out);
}
