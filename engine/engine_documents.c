/* engine_documents.c - the pipeline: data bound, composed into a document, written by a device. */
#include "parts.h"

#include "base/fax.h"
#include "data/changes.h"
#include "data/record.h"
#include "device/device.h"
#include "form/fit.h"
#include "image/image.h"
#include "page/extent.h"
#include "preflight/preflight.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A document whose length depends on the length it shows is not composed more often than this. */
#define COUNTINGS_MAX 4

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

#define DPI_MIN 30
#define DPI_MAX 2400

/* Digits at *text, which moves behind them, to thousandths; false: there are none, or they are out of bounds. */
static bool read_dpi(const char **text, int32_t *dpi)
{
    size_t digits = strspn(*text, "0123456789");
    unsigned long number = digits > 0 && digits < 5 ? strtoul(*text, NULL, 10) : 0;

    *text += digits;
    *dpi = (int32_t)number * 1000;
    return number >= DPI_MIN && number <= DPI_MAX;
}

bool todoke_resolution(const char *text, int32_t *x_dpi, int32_t *y_dpi)
{
    int32_t x, y;

    if (todoke_fax_resolution(text, x_dpi, y_dpi))
        return true;
    if (!read_dpi(&text, &x))
        return false;
    y = x;
    if (*text == 'x') {
        text++;
        if (!read_dpi(&text, &y))
            return false;
    }
    if (*text != '\0')
        return false;
    *x_dpi = x;
    *y_dpi = y;
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

/* Its fonts are those of the lock; and a FAX of it can be read. */
static bool check_document(const struct todoke_form *form, const struct document *document, struct diags *diags)
{
    const struct fax_resolution *fax = form->layout->fax.resolution;

    return check_fonts(form, document, diags) && (!fax || preflight_check(document, fax, diags));
}

static const struct changes *changes_since(struct arena *arena, const struct record *earlier,
                                           const struct record *later)
{
    struct account in_earlier = account_expected(arena, earlier), in_later = account_expected(arena, later);
    struct shown earlier_shown = account_shown(&in_earlier), later_shown = account_shown(&in_later);

    return changes_between(arena, earlier, later, &earlier_shown, &later_shown);
}

static struct document *compose_compared(struct todoke_document *document, const struct record *record,
                                         const struct sending *sending, struct diags *diags)
{
    struct form_options options = document->form->options;

    options.pages_before = sending->before;
    options.pages_behind = sending->behind > 0 ? (size_t)sending->behind : 0;
    if (document->earlier)
        options.changes = document->changes = changes_since(document->arena, document->earlier, record);
    return form_compose(document->form->prepared, record, &options, diags);
}

/* Whether it will carry what it was made from. */
static bool keeps_record(const struct todoke_document *document)
{
    return document->form->target.profile == TODOKE_ARCHIVE;
}

/* `pages`: of the document itself, as it will show them. */
static void bind_and_compose(struct todoke_document *document, const struct todoke_data *data,
                             const struct sending *sending, size_t pages, struct diags *diags)
{
    const struct todoke_form *form = document->form;
    int64_t others = (int64_t)sending->before + sending->behind;
    struct data_options options = {
        .transmission_pages = sending->behind < 0 ? -1 : others + (int64_t)pages,
        .transmission_titles = sending->titles,
        .folder = data->folder,
        .files = data->files,
        .file_count = data->file_count,
        .notes_asked = keeps_record(document),
    };

    document->record = data_bind(document->arena, form->layout, data->source, &options, form->options.limits, diags);
    document->own = document->record ? compose_compared(document, document->record, sending, diags) : NULL;
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
static void compose_counting(struct todoke_document *document, const struct todoke_data *data,
                             const struct sending *sending, struct diags *diags)
{
    const struct field *field = page_count_field(document->form->layout);
    struct diags_point start = diags_here(diags);
    size_t pages = 1;

    for (int i = 0; i < COUNTINGS_MAX; i++) {
        diags_take_back(diags, start);
        bind_and_compose(document, data, sending, pages, diags);
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
    document->earlier = data_earlier(document->arena, document->form->layout, earlier->source, keeps_record(document),
                                     document->form->options.limits, diags);
    return document->earlier != NULL;
}

static bool fill_document(struct todoke_document *document, const struct todoke_data *data,
                          const struct todoke_render *options, const struct sending *sending, struct diags *diags)
{
    const struct todoke_form *form = document->form;

    if (!data) {
        document->document = form_blank(form->prepared);
        return check_document(form, document->document, diags);
    }
    document->arena = arena_open();
    document->attached_pages = sending->behind >= 0 && page_count_field(form->layout) ? sending->behind : -1;
    if (!read_earlier(document, options->earlier, diags))
        return false;
    if (document->attached_pages >= 0)
        compose_counting(document, data, sending, diags);
    else
        bind_and_compose(document, data, sending, 0, diags);
    document->document = document->own;
    return document->own && check_document(form, document->own, diags);
}

struct todoke_document *engine_fill(const struct todoke_form *form, const struct todoke_data *data,
                                    const struct todoke_render *options, const struct sending *sending,
                                    struct diags *diags)
{
    struct todoke_document *document = mem_alloc(sizeof(*document));

    *document = (struct todoke_document){.form = form, .attached_pages = -1};
    if (fill_document(document, data, options, sending, diags))
        return document;
    todoke_document_close(document);
    return NULL;
}

struct todoke_document *todoke_fill(const struct todoke_form *form, const struct todoke_data *data,
                                    const struct todoke_render *options, struct todoke_messages *messages)
{
    struct sending alone = {.behind = options->attached_pages};

    return engine_fill(form, data, options, &alone, diags_of(messages));
}

void todoke_document_close(struct todoke_document *document)
{
    if (!document)
        return;
    for (size_t i = 0; i < document->part_count; i++)
        todoke_document_close(document->parts[i]);
    free(document->parts);
    document_close(document->own);
    arena_close(document->arena);
    free(document);
}

/* Of what is read on a page, not of what is drawn around it. */
static bool is_read(const struct mark *mark)
{
    return mark->kind == MARK_GLYPHS || mark->kind == MARK_IMAGE || mark->kind == MARK_QR;
}

static bool is_in_box(const struct mark *mark, const struct todoke_sign *box)
{
    struct extent extent = extent_of_mark(mark);
    struct extent room = {box->x, box->y, box->x + box->width, box->y + box->height};

    return extents_overlap(&extent, &room);
}

bool todoke_document_is_covered(const struct todoke_document *document, const struct todoke_sign *options)
{
    const struct document *pages = document->document;
    const struct page *page;

    if (!options->is_visible || options->page == 0 || options->page > pages->page_count)
        return false;
    page = &pages->pages[options->page - 1];
    for (size_t i = 0; i < page->count; i++)
        if (is_read(&page->marks[i]) && is_in_box(&page->marks[i], options))
            return true;
    return false;
}

size_t todoke_document_pages(const struct todoke_document *document)
{
    return document->document->page_count;
}

void todoke_document_fit(const struct todoke_document *document, struct todoke_buffer *out)
{
    struct sink sink = {0};

    fit_write(document->document, &sink);
    for (size_t i = 0; i < document->part_count; i++)
        fit_write(document->parts[i]->document, &sink);
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
    size_t counts[SHOWING_STEPS], of_part[SHOWING_STEPS];

    fit_count(document->document, counts);
    for (size_t i = 0; i < document->part_count; i++) {
        fit_count(document->parts[i]->document, of_part);
        for (size_t step = 0; step < SHOWING_STEPS; step++)
            counts[step] += of_part[step];
    }
    return (struct todoke_fit_counts){
        .as_is = counts[SHOWING_AS_IS],
        .grow = counts[SHOWING_GROWN],
        .condense = counts[SHOWING_CONDENSED],
        .shrink = counts[SHOWING_SHRUNK],
        .sheet = counts[SHOWING_ON_SHEET],
    };
}

static struct device_options device_options_of(const struct todoke_form *form, const struct todoke_render *options)
{
    static const enum device_coding codings[] = {
        [TODOKE_T4] = DEVICE_T4_1D,
        [TODOKE_T4_2D] = DEVICE_T4_2D,
        [TODOKE_T6] = DEVICE_T6,
    };

    return (struct device_options){
        .producer = "todoke " TODOKE_VERSION,
        .profile = profile_of(form->target.profile),
        .date = options->date,
        .x_dpi = options->x_dpi,
        .y_dpi = options->y_dpi,
        .coding = codings[options->coding],
        .page = options->page,
        .without_attachments = options->without_attachments,
        .limits = form->options.limits,
    };
}

/*
 * What the device makes once for a form, made when it is first wanted. Threads that want it at the same time each make
 * it, all the same; the first one's is kept. False, having added an error, when it cannot be made.
 */
static bool prepare_device(const struct todoke_form *form, const struct device *device, const void **prepared,
                           struct diags *diags)
{
    _Atomic(void *) *place = &form->devices[device_index(device)];
    void *known = atomic_load(place), *made = NULL;

    if (!known && device->prepare) {
        made = device->prepare(form_blank(form->prepared), diags);
        if (!made)
            return false;
        if (!atomic_compare_exchange_strong(place, &known, made))
            device->release(made);
    }
    *prepared = known ? known : made;
    return true;
}

/* Whether this output has room for what it was made from. */
static bool carries_record(const struct todoke_document *document, const struct device *device,
                           const struct todoke_render *options)
{
    return keeps_record(document) && document->part_count == 0 && device == &device_pdf &&
           !options->without_attachments;
}

bool engine_write(const struct todoke_document *document, const struct todoke_render *options,
                  const struct archive_record *makers, struct sink *sink, struct diags *diags)
{
    struct device_options device_options = device_options_of(document->form, options);
    const struct device *device = device_find(options->device);
    struct arena *arena = arena_open();
    const void *prepared = NULL;
    bool is_written = false;

    if (device == &device_tiff && !device_options.x_dpi && device_options.profile == PROFILE_FAX) {
        device_options.x_dpi = document->form->target.x_dpi; /* what its print was made for; 0: the usual one */
        device_options.y_dpi = document->form->target.y_dpi;
    }
    if (!device)
        diags_error(diags, DIAG_DEVICE_UNKNOWN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(options->device));
    else if (document->part_count > 0 || prepare_device(document->form, device, &prepared, diags)) {
        if (carries_record(document, device, options))
            engine_carry(arena, document, options, makers, &device_options);
        is_written = device->write(document->document, prepared, &device_options, sink, diags);
    }
    arena_close(arena);
    return is_written;
}

bool todoke_document_write(const struct todoke_document *document, const struct todoke_render *options,
                           struct todoke_buffer *out, struct todoke_messages *messages)
{
    struct sink sink = {0};

    if (!engine_write(document, options, NULL, &sink, diags_of(messages))) {
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
    char earlier[SHA256_HEX_SIZE + 1] = "";

    if (options->earlier)
        sha256_hex(options->earlier->source->bytes, options->earlier->source->size, earlier);
    sink_format(&text, "todoke %s\nlayout %s\nfonts %s\n", TODOKE_VERSION, form->digest,
                font_library_digest(form->fonts));
    sink_format(&text, "missing %d\ndevice %s\ndate %" PRId64 "\ndpi %d %d\ncoding %d\npage %zu\n",
                form->options.missing_glyph, options->device, options->date, options->x_dpi, options->y_dpi,
                options->coding, options->page);
    sink_format(&text, "attached %" PRId64 "\nearlier %s\n", options->attached_pages, earlier);
    sink_format(&text, "profile %s %d %d codes %d\nbare %d\n", profile_name(profile_of(form->target.profile)),
                form->target.x_dpi, form->target.y_dpi, form->target.has_codes, options->without_attachments);
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
