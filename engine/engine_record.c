/*
 * engine_record.c - what an archive carries: the data reduced to what it draws, the layouts, the pictures, the earlier
 * report, and the render record that tells how it was made of these.
 */
#include "parts.h"

#include "base/folder.h"
#include "data/record.h"
#include "form/fit.h"
#include "image/image.h"

#include <string.h>

#define DATA_NAME "data.json"
#define EARLIER_NAME "earlier.json"

#define JSON_TYPE "application/json"
#define TEXT_TYPE "text/plain" /* JSON with comments is none */

/* What is carried, as the record and the device want it. */
struct carrying {
    struct arena *arena;
    const struct todoke_document *document;
    struct drawn drawn;
    struct archive_record record;
    struct device_attachment *attachments;
    size_t count, capacity;
};

static void attach(struct carrying *carrying, struct device_attachment attachment)
{
    carrying->attachments = arena_grow(carrying->arena, carrying->attachments, carrying->count, &carrying->capacity,
                                       sizeof(struct device_attachment));
    carrying->attachments[carrying->count++] = attachment;
}

/* Attaches an input, and says what the record has to say of it. */
static struct archive_input add_input(struct carrying *carrying, struct device_attachment attachment)
{
    char *sha256 = arena_alloc(carrying->arena, 1, SHA256_HEX_SIZE + 1);

    sha256_hex(attachment.bytes, attachment.size, sha256);
    attach(carrying, attachment);
    return (struct archive_input){.file = attachment.name, .sha256 = sha256};
}

/* --- data --------------------------------------------------------------------------------------------------------- */

static struct archive_input add_data(struct carrying *carrying, const char *name, const char *description,
                                     const struct record *record, const struct account *account)
{
    struct shown shown = account_shown(account);
    struct reduced reduced = data_reduce(carrying->arena, record, &shown);
    struct archive_input input = add_input(carrying, (struct device_attachment){
                                                         .name = name,
                                                         .type = JSON_TYPE,
                                                         .relationship = "Data",
                                                         .description = description,
                                                         .bytes = reduced.text,
                                                         .size = reduced.size,
                                                     });

    input.withheld = reduced.withheld;
    input.withheld_count = reduced.withheld_count;
    return input;
}

/* --- pictures ----------------------------------------------------------------------------------------------------- */

/* Pictures being added: each file once, whoever names it. */
struct album {
    struct carrying *carrying;
    struct archive_input *inputs;
    size_t count, capacity;
};

static bool has_picture(const struct album *album, const char *name)
{
    for (size_t i = 0; i < album->count; i++)
        if (strcmp(album->inputs[i].name, name) == 0)
            return true;
    return false;
}

static void add_picture(struct album *album, const struct image *image)
{
    struct arena *arena = album->carrying->arena;
    bool is_jpeg = image->format == IMAGE_JPEG;
    struct archive_input input;

    if (has_picture(album, image->file->name))
        return;
    input = add_input(album->carrying,
                      (struct device_attachment){
                          .name = arena_format(arena, "picture-%zu.%s", album->count + 1, is_jpeg ? "jpg" : "png"),
                          .type = is_jpeg ? "image/jpeg" : "image/png",
                          .relationship = "Source",
                          .description = image->file->name,
                          .bytes = image->file->bytes,
                          .size = image->file->size,
                      });
    input.name = image->file->name;
    album->inputs = arena_grow(arena, album->inputs, album->count, &album->capacity, sizeof(struct archive_input));
    album->inputs[album->count++] = input;
}

static void add_drawn_picture(struct album *album, const struct value *value, struct field_ref ref, int32_t row)
{
    if (value->image && account_has(&album->carrying->drawn.later, ref, row))
        add_picture(album, value->image);
}

static void add_pictures(struct carrying *carrying)
{
    const struct record *record = carrying->document->record;
    struct album album = {.carrying = carrying};

    for (int32_t i = 0; (size_t)i < record->layout->field_count; i++) {
        const struct value *value = &record->values[i];

        add_drawn_picture(&album, value, (struct field_ref){i, -1, -1}, -1);
        for (size_t row = 0; row < value->row_count; row++)
            for (int32_t k = 0; (size_t)k < record->layout->fields[i].member_count; k++)
                add_drawn_picture(&album, &value->rows[row].values[k], (struct field_ref){i, k, -1}, (int32_t)row);
    }
    carrying->record.pictures = album.inputs;
    carrying->record.picture_count = album.count;
}

/* --- layouts ------------------------------------------------------------------------------------------------------ */

/* "nisc_renraku.jsonc"; a name in .json could be that of another attachment. */
static const char *layout_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t size = strlen(name);

    return size > 6 && strcmp(name + size - 6, ".jsonc") == 0 ? name : "layout.jsonc";
}

static void add_layouts(struct carrying *carrying)
{
    const struct layout_sources *sources = &carrying->document->form->sources;
    struct archive_input *inputs = arena_array(carrying->arena, struct archive_input, sources->count);

    for (size_t i = 0; i < sources->count; i++)
        inputs[i] = add_input(carrying, (struct device_attachment){
                                            .name = layout_name(sources->list[i]->name),
                                            .type = TEXT_TYPE,
                                            .relationship = "Source",
                                            .description = i == 0 ? "Layout" : "Layout that it is like",
                                            .bytes = sources->list[i]->bytes,
                                            .size = sources->list[i]->size,
                                        });
    carrying->record.layouts = inputs;
    carrying->record.layout_count = sources->count;
}

/* --- fonts -------------------------------------------------------------------------------------------------------- */

static void note_faces(const struct document *document, bool *is_used)
{
    for (size_t i = 0; i < document->page_count; i++)
        for (size_t k = 0; k < document->pages[i].count; k++)
            if (document->pages[i].marks[k].kind == MARK_GLYPHS)
                is_used[document->pages[i].marks[k].run->face->index] = true;
}

static void add_fonts(struct carrying *carrying)
{
    const struct font_library *fonts = carrying->document->form->fonts;
    size_t count = font_library_count(fonts);
    bool *is_used = arena_array(carrying->arena, bool, count);
    struct archive_font *list = arena_array(carrying->arena, struct archive_font, count);
    struct archive_record *record = &carrying->record;

    note_faces(carrying->document->document, is_used);
    for (size_t i = 0; i < count; i++) {
        const struct font_face *face = font_library_face(fonts, i);

        if (is_used[i])
            list[record->font_count++] =
                (struct archive_font){face->postscript, face->file, font_library_sha256(fonts, face)};
    }
    record->fonts = list;
}

/* --- the record --------------------------------------------------------------------------------------------------- */

const struct archive_record *engine_makers(struct arena *arena)
{
    struct archive_record *makers = arena_new(arena, struct archive_record);
    struct archive_library *libraries = NULL;
    struct device_library library;
    size_t capacity = 0;

    makers->engine = TODOKE_VERSION;
    while (device_library(makers->library_count, &library)) {
        libraries = arena_grow(arena, libraries, makers->library_count, &capacity, sizeof(struct archive_library));
        libraries[makers->library_count++] = (struct archive_library){library.name, library.version};
    }
    makers->libraries = libraries;
    return makers;
}

const char *engine_describe_makers(struct arena *arena, const struct archive_record *record)
{
    struct sink sink = {0};
    const char *text;

    sink_format(&sink, "todoke %s", record->engine);
    for (size_t i = 0; i < record->library_count; i++)
        sink_format(&sink, ", %s %s", record->libraries[i].name, record->libraries[i].version);
    text = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return text;
}

const char *engine_missing_name(enum text_missing missing)
{
    switch (missing) {
    case TEXT_MISSING_ERROR:
        break;
    case TEXT_MISSING_GETA:
        return "geta";
    case TEXT_MISSING_CODE:
        return "code";
    }
    return "error";
}

static void start_record(struct carrying *carrying, const struct todoke_render *render,
                         const struct archive_record *makers)
{
    const struct todoke_document *document = carrying->document;

    carrying->record = (struct archive_record){
        .form = document->form->layout->form,
        .engine = makers->engine,
        .libraries = makers->libraries,
        .library_count = makers->library_count,
        .date = render->date == TODOKE_NO_DATE ? ARCHIVE_NO_DATE : render->date,
        .attached_pages = document->attached_pages,
        .missing_glyph = engine_missing_name(document->form->options.missing_glyph),
    };
}

static void add_record(struct carrying *carrying)
{
    struct sink sink = {0};

    archive_record_write(&carrying->record, &sink);
    attach(carrying, (struct device_attachment){
                         .name = ARCHIVE_RECORD_NAME,
                         .type = JSON_TYPE,
                         .relationship = "Supplement",
                         .description = "Render record",
                         .bytes = arena_copy(carrying->arena, sink.bytes, sink.size),
                         .size = sink.size,
                     });
    sink_close(&sink);
}

static void add_all(struct carrying *carrying)
{
    const struct todoke_document *document = carrying->document;

    if (document->record) {
        carrying->drawn = drawn_of(carrying->arena, document->document, document->changes);
        carrying->record.data = add_data(carrying, DATA_NAME, "Data", document->record, &carrying->drawn.later);
    }
    if (document->changes)
        carrying->record.earlier =
            add_data(carrying, EARLIER_NAME, "Data of the earlier report", document->earlier, &carrying->drawn.earlier);
    add_layouts(carrying);
    if (document->record)
        add_pictures(carrying);
    add_fonts(carrying);
    add_record(carrying);
}

void engine_carry(struct arena *arena, const struct todoke_document *document, const struct todoke_render *render,
                  const struct archive_record *makers, struct device_options *options)
{
    struct carrying carrying = {.arena = arena, .document = document};

    if (!makers)
        makers = engine_makers(arena);
    start_record(&carrying, render, makers);
    add_all(&carrying);
    options->producer = arena_format(arena, "todoke %s", makers->engine);
    options->attachments = carrying.attachments;
    options->attachment_count = carrying.count;
}
