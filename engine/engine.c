/* engine.c - the pipeline: json, layout, data, form, device. */
#include "engine.h"

#include "base/file.h"
#include "base/folder.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "data/changes.h"
#include "data/datetime.h"
#include "data/record.h"
#include "device/device.h"
#include "device/fax_resolution.h"
#include "due/due.h"
#include "font/font.h"
#include "form/fit.h"
#include "form/form.h"
#include "image/image.h"
#include "inspect/inspect.h"
#include "layout/layout.h"
#include "schema/schema.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LAYOUT_SUFFIX ".jsonc"
#define HOLIDAYS_FILE "holidays.json"
#define DEVICES_MAX 16

/* A document whose length depends on the length it shows is not composed more often than this. */
#define COUNTINGS_MAX 4

struct todoke {
    struct arena *arena;
    struct font_library *fonts;
    const char *font_folder;
    const char **layouts;
    size_t layout_count;
    enum text_missing missing_glyph;
};

struct todoke_form {
    struct arena *arena; /* holds the layout's source */
    const struct font_library *fonts;
    const struct layout *layout;
    char digest[SHA256_HEX_SIZE + 1]; /* of the layout */
    struct form_options options;
    struct prepared_form *prepared;
    void *devices[DEVICES_MAX]; /* by place in device_kinds: what each device prepared */
};

struct todoke_data {
    struct arena *arena; /* holds this too */
    const struct source *source;
    const char *folder; /* of the files it names, or NULL */
};

/* --- messages: the diagnostics under their public name -------------------------------------------------------------
 */

static struct diags *diags_of(struct todoke_messages *messages)
{
    return (struct diags *)messages;
}

static const struct diags *const_diags_of(const struct todoke_messages *messages)
{
    return (const struct diags *)messages;
}

struct todoke_messages *todoke_messages_open(void)
{
    return (struct todoke_messages *)diags_open();
}

void todoke_messages_close(struct todoke_messages *messages)
{
    diags_close(diags_of(messages));
}

size_t todoke_messages_errors(const struct todoke_messages *messages)
{
    return diags_errors(const_diags_of(messages));
}

size_t todoke_messages_warnings(const struct todoke_messages *messages)
{
    return diags_count(const_diags_of(messages)) + diags_unkept(const_diags_of(messages)) -
           diags_errors(const_diags_of(messages));
}

int todoke_messages_status(const struct todoke_messages *messages)
{
    return diags_status(const_diags_of(messages));
}

static void move_to_buffer(struct sink *sink, struct todoke_buffer *out)
{
    *out = (struct todoke_buffer){sink->bytes, sink->size};
}

static enum diag_language language_of(enum todoke_language language)
{
    return language == TODOKE_ENGLISH ? DIAG_ENGLISH : DIAG_JAPANESE;
}

void todoke_messages_text(const struct todoke_messages *messages, enum todoke_language language,
                          struct todoke_buffer *out)
{
    struct sink sink = {0};

    diags_write_text(const_diags_of(messages), language_of(language), &sink);
    move_to_buffer(&sink, out);
}

void todoke_messages_json(const struct todoke_messages *messages, enum todoke_language language,
                          struct todoke_buffer *out)
{
    struct sink sink = {0};

    diags_write_json(const_diags_of(messages), language_of(language), &sink);
    move_to_buffer(&sink, out);
}

void todoke_buffer_free(struct todoke_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct todoke_buffer){0};
}

const char *todoke_nearest(const char *word, const char *const *candidates, size_t count)
{
    return diag_nearest(word, candidates, count);
}

const char *todoke_version(void)
{
    return TODOKE_VERSION;
}

/* --- the engine --------------------------------------------------------------------------------------------------- */

static enum text_missing missing_of(enum todoke_missing missing)
{
    switch (missing) {
    case TODOKE_MISSING_ERROR:
        break;
    case TODOKE_MISSING_GETA:
        return TEXT_MISSING_GETA;
    case TODOKE_MISSING_CODE:
        return TEXT_MISSING_CODE;
    }
    return TEXT_MISSING_ERROR;
}

struct todoke *todoke_open(const struct todoke_options *options, struct todoke_messages *messages)
{
    struct font_options font_options = {options->fonts, options->font_cache};
    struct font_library *fonts = font_library_open(&font_options, diags_of(messages));
    struct todoke *engine;

    if (!fonts)
        return NULL;
    engine = mem_alloc(sizeof(*engine));
    *engine = (struct todoke){
        .arena = arena_open(),
        .fonts = fonts,
        .layout_count = options->layout_count,
        .missing_glyph = missing_of(options->missing_glyph),
    };
    engine->font_folder = arena_copy_string(engine->arena, options->fonts);
    engine->layouts = arena_array(engine->arena, const char *, options->layout_count);
    for (size_t i = 0; i < options->layout_count; i++)
        engine->layouts[i] = arena_copy_string(engine->arena, options->layouts[i]);
    return engine;
}

void todoke_close(struct todoke *engine)
{
    if (!engine)
        return;
    font_library_close(engine->fonts);
    arena_close(engine->arena);
    free(engine);
}

const char *todoke_fonts_digest(const struct todoke *engine)
{
    return font_library_digest(engine->fonts);
}

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
static const char *find_file(const struct todoke *engine, const char *name, const char *suffix, struct arena *arena)
{
    for (size_t i = 0; i < engine->layout_count; i++) {
        const char *path = arena_format(arena, "%s/%s%s", engine->layouts[i], name, suffix);

        if (access(path, R_OK) == 0)
            return path;
    }
    return NULL;
}

/* The path of a form's layout, in the arena; NULL, having added an error, when no folder has it. */
static const char *find_layout(const struct todoke *engine, const char *name, struct arena *arena, struct diags *diags)
{
    const char *path = is_path(name) ? name : find_file(engine, name, LAYOUT_SUFFIX, arena);
    size_t count;
    char **ids;

    if (path)
        return path;
    ids = todoke_form_ids(engine, &count);
    report_form(ids, count, name, &SOURCE_NOWHERE, diags);
    return NULL;
}

/* Layouts in the folder of one of them. */
struct folder {
    struct arena *arena;
    const char *name;
    struct sink text; /* of all that were read, one after the other */
};

static const struct source *read_layout(struct folder *folder, const char *path, struct diags *diags)
{
    const struct source *source = file_read(folder->arena, path, path, limits_default.input_bytes, diags);

    if (source)
        sink_put(&folder->text, source->bytes, source->size);
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

/*
 * The form's layout, its source in the arena, and the digest of its text when `digest` is given; NULL, having added
 * an error.
 */
static const struct layout *open_layout(const struct todoke *engine, const char *name, struct arena *arena,
                                        char *digest, struct diags *diags)
{
    const char *path = find_layout(engine, name, arena, diags);
    struct folder folder = {.arena = arena, .name = path ? folder_of(arena, path) : NULL};
    struct layout_files files = {find_beside, &folder};
    const struct source *source = path ? read_layout(&folder, path, diags) : NULL;
    const struct layout *layout = source ? layout_compile(source, &files, engine->fonts, &limits_default, diags) : NULL;

    if (digest)
        sha256_hex(folder.text.bytes, folder.text.size, digest);
    sink_close(&folder.text);
    return layout;
}

/* --- opening forms ------------------------------------------------------------------------------------------------ */

static bool prepare_devices(struct todoke_form *form, struct diags *diags)
{
    for (size_t i = 0; device_kinds[i]; i++) {
        if (!device_kinds[i]->prepare)
            continue;
        form->devices[i] = device_kinds[i]->prepare(form_blank(form->prepared), diags);
        if (!form->devices[i])
            return false;
    }
    return true;
}

static bool prepare(struct todoke_form *form, struct diags *diags)
{
    form->prepared = form_prepare(form->layout, &form->options, diags);
    return form->prepared && prepare_devices(form, diags);
}

struct todoke_form *todoke_form_open(const struct todoke *engine, const char *name, struct todoke_messages *messages)
{
    struct diags *diags = diags_of(messages);
    struct todoke_form *form = mem_alloc(sizeof(*form));

    *form = (struct todoke_form){
        .arena = arena_open(),
        .fonts = engine->fonts,
        .options = {.missing_glyph = engine->missing_glyph, .limits = &limits_default},
    };
    form->layout = open_layout(engine, name, form->arena, form->digest, diags);
    if (form->layout && prepare(form, diags))
        return form;
    todoke_form_close(form);
    return NULL;
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

/* --- data --------------------------------------------------------------------------------------------------------- */

static struct todoke_data *data_of(struct arena *arena, const struct source *source)
{
    struct todoke_data *data = arena_new(arena, struct todoke_data);

    *data = (struct todoke_data){.arena = arena, .source = source};
    return data;
}

struct todoke_data *todoke_data_read(const char *path, struct todoke_messages *messages)
{
    struct arena *arena = arena_open();
    bool is_standard = strcmp(path, "-") == 0;
    const struct source *source =
        file_read(arena, path, is_standard ? "<stdin>" : path, limits_default.input_bytes, diags_of(messages));
    struct todoke_data *data;

    if (!source) {
        arena_close(arena);
        return NULL;
    }
    data = data_of(arena, source);
    if (!is_standard)
        data->folder = folder_of(arena, path);
    return data;
}

struct todoke_data *todoke_data_copy(const char *name, const char *bytes, size_t size)
{
    struct arena *arena = arena_open();
    struct source *source = arena_new(arena, struct source);

    *source = (struct source){
        .name = arena_copy_string(arena, name),
        .bytes = arena_copy(arena, bytes, size),
        .size = size,
    };
    return data_of(arena, source);
}

void todoke_data_set_folder(struct todoke_data *data, const char *folder)
{
    data->folder = arena_copy_string(data->arena, folder);
}

const char *todoke_data_bytes(const struct todoke_data *data, size_t *size)
{
    *size = data->source->size;
    return data->source->bytes;
}

void todoke_data_close(struct todoke_data *data)
{
    if (data)
        arena_close(data->arena);
}

/* --- rendering ---------------------------------------------------------------------------------------------------- */

const char *todoke_device_for(const char *filename)
{
    const struct device *device = device_find_suffix(filename);

    return device ? device->name : NULL;
}

const char *todoke_device_name(size_t index)
{
    return device_kinds[index] ? device_kinds[index]->name : NULL;
}

bool todoke_fax_resolution(const char *name, int32_t *x_dpi, int32_t *y_dpi)
{
    const struct fax_resolution *resolution = fax_resolution_named(name);

    if (!resolution)
        return false;
    *x_dpi = resolution->x;
    *y_dpi = resolution->y;
    return true;
}

/* Its place in device_kinds. */
static size_t device_index(const struct device *device)
{
    size_t i = 0;

    while (device_kinds[i] != device)
        i++;
    return i;
}

/* The record lives as long as the document, in an arena of its own. */
struct todoke_document {
    const struct todoke_form *form;
    const struct record *earlier; /* to compare with, or NULL */
    struct arena *arena;          /* NULL: the form's blank, which belongs to the form */
    const struct record *record;  /* NULL: the same */
    struct document *own;
    const struct document *document;
};

/* Each face once; a document has few. */
static bool check_fonts_of_page(const struct font_library *fonts, const struct page *page, bool *is_checked,
                                struct diags *diags)
{
    bool is_done = true;

    for (size_t i = 0; i < page->count; i++) {
        const struct font_face *face = page->marks[i].kind == MARK_GLYPHS ? page->marks[i].run->face : NULL;

        if (!face || is_checked[face->index])
            continue;
        is_checked[face->index] = true;
        is_done &= font_library_check(fonts, face, diags);
    }
    return is_done;
}

static bool check_fonts(const struct todoke_form *form, const struct document *document, struct diags *diags)
{
    struct arena *scratch = arena_open();
    bool *is_checked = arena_array(scratch, bool, font_library_count(form->fonts));
    bool is_done = true;

    for (size_t i = 0; i < document->page_count; i++)
        is_done &= check_fonts_of_page(form->fonts, &document->pages[i], is_checked, diags);
    arena_close(scratch);
    return is_done;
}

static struct document *compose_compared(struct todoke_document *document, const struct record *record,
                                         struct diags *diags)
{
    struct form_options options = document->form->options;

    if (document->earlier)
        options.changes = changes_between(document->arena, document->earlier, record);
    return form_compose(document->form->prepared, record, &options, diags);
}

/* `pages`: of the transmission, -1: unknown. */
static void bind_and_compose(struct todoke_document *document, const struct todoke_data *data, int64_t pages,
                             struct diags *diags)
{
    const struct todoke_form *form = document->form;
    struct data_options options = {.transmission_pages = pages, .folder = data->folder};

    document->record = data_bind(document->arena, form->layout, data->source, &options, &limits_default, diags);
    document->own = document->record ? compose_compared(document, document->record, diags) : NULL;
}

/* The field that shows how many pages there are, or NULL. */
static const struct field *page_count_field(const struct layout *layout)
{
    for (size_t i = 0; i < layout->field_count; i++)
        if (layout->fields[i].computed == COMPUTED_TRANSMISSION_PAGES)
            return &layout->fields[i];
    return NULL;
}

/*
 * A document that shows its own number of pages: taken as one, as a cover sheet is, and composed again with the number
 * it then had, until that is right. What was said of a document that is thrown away is forgotten.
 */
static void compose_counting(struct todoke_document *document, const struct todoke_data *data, int64_t attached,
                             struct diags *diags)
{
    const struct field *field = page_count_field(document->form->layout);
    struct diags_point start = diags_here(diags);
    size_t pages = 1;

    for (int i = 0; i < COUNTINGS_MAX; i++) {
        diags_take_back(diags, start);
        bind_and_compose(document, data, attached + (int64_t)pages, diags);
        if (!document->own || document->own->page_count == pages)
            return;
        pages = document->own->page_count;
        document_close(document->own);
        document->own = NULL;
    }
    diags_error(diags, DIAG_PAGES_UNSETTLED, &field->at, NULL, DIAG_ARGS(field->name));
}

/* False, having added an error, when the earlier report cannot be read; without one there is nothing to read. */
static bool read_earlier(struct todoke_document *document, const struct todoke_data *earlier, struct diags *diags)
{
    if (!earlier)
        return true;
    document->earlier = data_earlier(document->arena, document->form->layout, earlier->source, &limits_default, diags);
    return document->earlier != NULL;
}

static bool fill_document(struct todoke_document *document, const struct todoke_data *data,
                          const struct todoke_render *options, struct diags *diags)
{
    int64_t attached = options->attached_pages; /* -1: unknown */
    const struct todoke_form *form = document->form;

    if (!data) {
        document->document = form_blank(form->prepared);
        return check_fonts(form, document->document, diags);
    }
    document->arena = arena_open();
    if (!read_earlier(document, options->earlier, diags))
        return false;
    if (attached >= 0 && page_count_field(form->layout))
        compose_counting(document, data, attached, diags);
    else
        bind_and_compose(document, data, -1, diags);
    document->document = document->own;
    return document->own && check_fonts(form, document->own, diags);
}

struct todoke_document *todoke_fill(const struct todoke_form *form, const struct todoke_data *data,
                                    const struct todoke_render *options, struct todoke_messages *messages)
{
    struct todoke_document *document = mem_alloc(sizeof(*document));

    *document = (struct todoke_document){.form = form};
    if (fill_document(document, data, options, diags_of(messages)))
        return document;
    todoke_document_close(document);
    return NULL;
}

void todoke_document_close(struct todoke_document *document)
{
    if (!document)
        return;
    document_close(document->own);
    arena_close(document->arena);
    free(document);
}

size_t todoke_document_pages(const struct todoke_document *document)
{
    return document->document->page_count;
}

void todoke_document_fit(const struct todoke_document *document, struct todoke_buffer *out)
{
    struct sink sink = {0};

    fit_write(document->document, &sink);
    move_to_buffer(&sink, out);
}

bool todoke_document_file(const struct todoke_document *document, size_t index, struct todoke_file *file)
{
    const struct image *image = document->record ? record_image(document->record, index) : NULL;

    if (image)
        *file = (struct todoke_file){image->file->name, image->sha256};
    return image != NULL;
}

struct todoke_fit_counts todoke_document_fit_counts(const struct todoke_document *document)
{
    size_t counts[SHOWING_STEPS];

    fit_count(document->document, counts);
    return (struct todoke_fit_counts){
        .as_is = counts[SHOWING_AS_IS],
        .grow = counts[SHOWING_GROWN],
        .condense = counts[SHOWING_CONDENSED],
        .shrink = counts[SHOWING_SHRUNK],
        .sheet = counts[SHOWING_ON_SHEET],
    };
}

static struct device_options device_options_of(const struct todoke_render *options)
{
    static const enum device_coding codings[] = {
        [TODOKE_T4] = DEVICE_T4_1D,
        [TODOKE_T4_2D] = DEVICE_T4_2D,
        [TODOKE_T6] = DEVICE_T6,
    };

    return (struct device_options){
        .producer = "todoke " TODOKE_VERSION,
        .date = options->date,
        .x_dpi = options->x_dpi,
        .y_dpi = options->y_dpi,
        .coding = codings[options->coding],
        .page = options->page,
        .limits = &limits_default,
    };
}

bool todoke_document_write(const struct todoke_document *document, const struct todoke_render *options,
                           struct todoke_buffer *out, struct todoke_messages *messages)
{
    struct device_options device_options = device_options_of(options);
    const struct device *device = device_find(options->device);
    struct diags *diags = diags_of(messages);
    struct sink sink = {0};

    if (!device)
        return diags_error(diags, DIAG_DEVICE_UNKNOWN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(options->device));
    if (!device->write(document->document, document->form->devices[device_index(device)], &device_options, &sink,
                       diags)) {
        sink_close(&sink);
        return false;
    }
    move_to_buffer(&sink, out);
    return true;
}

void todoke_settings_digest(const struct todoke_form *form, const struct todoke_render *options,
                            char hex[TODOKE_DIGEST_SIZE + 1])
{
    struct sink text = {0};

    sink_format(&text, "todoke %s\nlayout %s\nfonts %s\n", TODOKE_VERSION, form->digest,
                font_library_digest(form->fonts));
    sink_format(&text, "missing %d\ndevice %s\ndate %" PRId64 "\ndpi %d %d\ncoding %d\npage %zu\n",
                form->options.missing_glyph, options->device, options->date, options->x_dpi, options->y_dpi,
                options->coding, options->page);
    sink_format(&text, "attached %" PRId64 "\n", options->attached_pages);
    sha256_hex(text.bytes, text.size, hex);
    sink_close(&text);
}

bool todoke_render(const struct todoke_form *form, const struct todoke_data *data, const struct todoke_render *options,
                   struct todoke_buffer *out, struct todoke_messages *messages)
{
    struct todoke_document *document = todoke_fill(form, data, options, messages);
    bool is_done = document && todoke_document_write(document, options, out, messages);

    todoke_document_close(document);
    return is_done;
}

bool todoke_check(const struct todoke_form *form, const struct todoke_data *data, const struct todoke_render *options,
                  struct todoke_messages *messages)
{
    struct todoke_document *document = todoke_fill(form, data, options, messages);
    bool is_good = document != NULL;

    todoke_document_close(document);
    return is_good;
}

/* --- deadlines ---------------------------------------------------------------------------------------------------- */

static const struct holidays *open_holidays(const struct todoke *engine, struct arena *arena, struct diags *diags)
{
    const char *path = find_file(engine, HOLIDAYS_FILE, "", arena);
    const struct source *source = path ? file_read(arena, path, path, limits_default.input_bytes, diags) : NULL;

    return source ? holidays_read(arena, source, &limits_default, diags) : NULL;
}

/* Adds what each layout says. The layouts are given back, to be closed when the list is written. */
static const struct layout **add_all_layouts(const struct todoke *engine, struct due_list *list, size_t *count)
{
    char **ids = todoke_form_ids(engine, count);
    const struct layout **layouts = arena_array(list->arena, const struct layout *, *count);

    for (size_t i = 0; i < *count; i++) {
        layouts[i] = open_layout(engine, ids[i], list->arena, NULL, list->diags);
        if (layouts[i])
            due_add(list, layouts[i]);
    }
    todoke_ids_free(ids, *count);
    return layouts;
}

static void write_dues(const struct todoke *engine, struct due_list *list, bool is_json, struct sink *sink)
{
    size_t count;
    const struct layout **layouts = add_all_layouts(engine, list, &count);

    due_sort(list);
    if (is_json)
        due_write_json(list, sink);
    else
        due_write_text(list, sink);
    for (size_t i = 0; i < count; i++)
        layout_close(layouts[i]);
}

bool todoke_due(const struct todoke *engine, const struct todoke_data *data, const struct todoke_due *options,
                struct todoke_buffer *out, struct todoke_messages *messages)
{
    static const enum due_first_day first_days[] = {DUE_AS_STATED, DUE_FIRST_DAY_0, DUE_FIRST_DAY_1};
    struct diags *diags = diags_of(messages);
    size_t errors = diags_errors(diags);
    struct arena *arena = arena_open();
    struct due_options due_options = {first_days[options->first_day], options->today, options->explains,
                                      language_of(options->language)};
    struct due_list list = {
        .arena = arena,
        .source = data->source,
        .root = data_open(arena, data->source, &limits_default, diags),
        .options = &due_options,
        .limits = &limits_default,
        .diags = diags,
    };
    struct sink sink = {0};

    if (list.root)
        list.holidays = open_holidays(engine, arena, diags);
    if (diags_errors(diags) == errors)
        write_dues(engine, &list, options->is_json, &sink);
    move_to_buffer(&sink, out);
    arena_close(arena);
    return diags_errors(diags) == errors;
}

bool todoke_day(const char *text, int64_t *day)
{
    struct datetime datetime;
    struct civil civil;

    if (datetime_parse(text, &datetime, &civil) != DATETIME_FINE || datetime.minute >= 0)
        return false;
    *day = datetime.day;
    return true;
}

/* --- trying texts out --------------------------------------------------------------------------------------------- */

struct todoke_composer {
    struct font_extras *fonts;
};

struct todoke_composer *todoke_composer_open(const struct todoke *engine, const char *const *folders, size_t count)
{
    struct todoke_composer *composer = mem_alloc(sizeof(*composer));

    *composer = (struct todoke_composer){font_extras_open(engine->fonts, engine->font_folder, folders, count)};
    return composer;
}

void todoke_composer_close(struct todoke_composer *composer)
{
    if (!composer)
        return;
    font_extras_close(composer->fonts);
    free(composer);
}

void todoke_compose(struct todoke_composer *composer, const char *request, size_t size, enum todoke_language language,
                    struct todoke_buffer *out)
{
    struct inspect_options options = {composer->fonts, language_of(language), &limits_default};
    struct sink sink = {0};

    inspect_request(&options, request, size, &sink);
    sink_put_char(&sink, '\n');
    move_to_buffer(&sink, out);
}

bool todoke_write(const char *path, const struct todoke_buffer *buffer, struct todoke_messages *messages)
{
    return file_write(path, buffer->bytes, buffer->size, diags_of(messages));
}
