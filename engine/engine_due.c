/* engine_due.c - the deadlines of an incident, from the layouts of all forms. */
#include "parts.h"

#include "base/file.h"
#include "data/datetime.h"
#include "data/record.h"
#include "due/due.h"

#define HOLIDAYS_FILE "holidays.json"

static const struct holidays *open_holidays(const struct todoke *engine, struct arena *arena, struct diags *diags)
{
    const char *path = engine_find_file(engine, HOLIDAYS_FILE, "", arena);
    const struct source *source = path ? file_read(arena, path, path, engine->limits.input_bytes, diags) : NULL;

    return source ? holidays_read(arena, source, &engine->limits, diags) : NULL;
}

/* Adds what each layout says. The layouts are given back, to be closed when the list is written. */
static const struct layout **add_all_layouts(const struct todoke *engine, struct due_list *list, size_t *count)
{
    char **ids = todoke_form_ids(engine, count);
    const struct layout **layouts = arena_array(list->arena, const struct layout *, *count);

    for (size_t i = 0; i < *count; i++) {
        layouts[i] = engine_open_layout(engine, ids[i], list->arena, NULL, NULL, list->diags);
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
        .root = data_open(arena, data->source, &engine->limits, diags),
        .options = &due_options,
        .limits = &engine->limits,
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
