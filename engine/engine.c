/*
 * engine.c - what everything begins with: messages, the engine, incident files; and trying texts out. Forms are in
 * engine_forms.c, the pipeline itself in engine_documents.c, deadlines in engine_due.c.
 */
#include "parts.h"

#include "base/file.h"
#include "base/folder.h"
#include "inspect/inspect.h"

#include <stdlib.h>
#include <string.h>

/* --- messages: the diagnostics under their public name -------------------------------------------------------------
 */

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
    struct font_options font_options = {.folder = options->fonts, .digest_cache = options->font_cache};
    struct limits limits;
    struct font_library *fonts;
    struct todoke *engine;

    if (!engine_read_limits(options, &limits, diags_of(messages)))
        return NULL;
    font_options.fonts_max = limits.fonts;
    fonts = font_library_open(&font_options, diags_of(messages));
    if (!fonts)
        return NULL;
    engine = mem_alloc(sizeof(*engine));
    *engine = (struct todoke){
        .arena = arena_open(),
        .fonts = fonts,
        .layout_count = options->layout_count,
        .missing_glyph = missing_of(options->missing_glyph),
        .limits = limits,
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

/* --- data --------------------------------------------------------------------------------------------------------- */

static struct todoke_data *data_of(struct arena *arena, const struct source *source)
{
    struct todoke_data *data = arena_new(arena, struct todoke_data);

    *data = (struct todoke_data){.arena = arena, .source = source};
    return data;
}

struct todoke_data *todoke_data_read(const struct todoke *engine, const char *path, struct todoke_messages *messages)
{
    struct arena *arena = arena_open();
    bool is_standard = strcmp(path, "-") == 0;
    const struct source *source =
        file_read(arena, path, is_standard ? "<stdin>" : path, engine->limits.input_bytes, diags_of(messages));
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

/* --- trying texts out --------------------------------------------------------------------------------------------- */

struct todoke_composer {
    const struct todoke *engine;
    struct font_extras *fonts;
};

struct todoke_composer *todoke_composer_open(const struct todoke *engine, const char *const *folders, size_t count)
{
    struct todoke_composer *composer = mem_alloc(sizeof(*composer));

    *composer = (struct todoke_composer){engine, font_extras_open(engine->fonts, engine->font_folder, folders, count)};
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
    struct inspect_options options = {composer->fonts, language_of(language), &composer->engine->limits};
    struct sink sink = {0};

    inspect_request(&options, request, size, &sink);
    sink_put_char(&sink, '\n');
    move_to_buffer(&sink, out);
}

bool todoke_write(const char *path, const struct todoke_buffer *buffer, struct todoke_messages *messages)
{
    return file_write(path, buffer->bytes, buffer->size, diags_of(messages));
}
