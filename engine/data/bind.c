/*
 * Binding: the data file's values against the layout's fields.
 *
 * First every value for itself; then what depends on other values: choices that follow from them ("otherwise"), the
 * texts of lists, mandatory values, rules. A wrong value is reported once and then left out of everything.
 */
#include "data/binder.h"

#include "data/asked.h"

#include <stdio.h>

static void bind_values(struct binder *binder)
{
    const struct layout *layout = binder->layout;

    for (size_t i = 0; i < layout->field_count; i++) {
        struct slot slot = {&layout->fields[i], i, binder->root, &binder->record->values[i]};

        if (!binder->wanted || binder->wanted[i])
            value_read(binder, &slot);
        else
            value_clear(binder->arena, slot.field, slot.value);
    }
}

/* --- what follows from other values ------------------------------------------------------------------------------- */

static void choose_otherwise(struct binder *binder, const struct field *field, struct value *value, int32_t row)
{
    if (!field->otherwise || !value->is_empty || value->is_wrong || !record_test(binder->record, field->otherwise, row))
        return;
    bool *chosen = arena_array(binder->arena, bool, field->choice_count);
    chosen[field->otherwise_choice] = true;
    value->chosen = chosen;
    value->is_empty = false;
    value->text = format_choices(binder->arena, field, chosen);
}

static void follow_others(struct binder *binder, size_t index)
{
    const struct field *field = &binder->layout->fields[index];
    struct value *value = &binder->record->values[index];

    choose_otherwise(binder, field, value, -1);
    for (size_t row = 0; row < value->row_count; row++)
        for (size_t i = 0; i < field->member_count; i++)
            choose_otherwise(binder, &field->members[i], &value->rows[row].values[i], (int32_t)row);
}

static void write_items(struct binder *binder, size_t index)
{
    struct value *value = &binder->record->values[index];

    if (binder->layout->fields[index].kind == FIELD_EACH && !value->is_empty)
        value->text = items_text(binder->record, binder->arena, (int32_t)index);
}

/* --- rows past the last item -------------------------------------------------------------------------------------- */

static void make_absent(struct arena *arena, const struct field *field, struct value *value, bool is_blank)
{
    value->absent = arena_array(arena, struct value, field->member_count);
    for (size_t i = 0; i < field->member_count; i++) {
        value_clear(arena, &field->members[i], &value->absent[i]);
        value->absent[i].text = is_blank ? field->members[i].blank : "";
        value->absent[i].at = value->at;
    }
}

static void make_all_absent(struct record *record, struct arena *arena)
{
    for (size_t i = 0; i < record->layout->field_count; i++)
        make_absent(arena, &record->layout->fields[i], &record->values[i], record->is_blank);
}

/* --- records ------------------------------------------------------------------------------------------------------ */

static struct record *record_start(struct arena *arena, const struct layout *layout, const struct limits *limits)
{
    struct record *record = arena_new(arena, struct record);

    record->layout = layout;
    record->work = arena_new(arena, struct work);
    record->work->most = limits ? limits->work : SIZE_MAX;
    record->values = arena_array(arena, struct value, layout->field_count);
    return record;
}

bool record_check_work(const struct record *record, struct diags *diags)
{
    char most[32];

    if (work_add(record->work, 0))
        return true;
    snprintf(most, sizeof most, "%zu", record->work->most);
    return diags_error(diags, DIAG_LIMIT_WORK, &SOURCE_NOWHERE, NULL, DIAG_ARGS(most));
}

/* The record, unless something was wrong with it. */
static const struct record *finish(const struct binder *binder, size_t errors)
{
    record_check_work(binder->record, binder->diags);
    return diags_errors(binder->diags) == errors ? binder->record : NULL;
}

static bool is_specimen(const struct json *root)
{
    const struct json *specimen = json_find(root, "specimen");

    return specimen && specimen->kind == JSON_TRUE;
}

/* Everything but the rules. */
static void bind(struct binder *binder)
{
    size_t count = binder->layout->field_count;

    binder->record->root = binder->root;
    binder->record->is_specimen = is_specimen(binder->root);
    binder->is_wrong = arena_array(binder->arena, bool, count);
    bind_values(binder);
    if (binder->options->notes_asked)
        asked_prepare(binder->record, binder->arena);
    make_all_absent(binder->record, binder->arena);
    for (size_t i = 0; i < count; i++)
        follow_others(binder, i);
    for (size_t i = 0; i < count; i++)
        write_items(binder, i);
}

/* Anything but an object at the top leaves nothing to bind. */
const struct json *data_open(struct arena *arena, const struct source *source, const struct limits *limits,
                             struct diags *diags)
{
    const struct json *root = json_read(arena, source, json_dialect_of(source->name), limits, diags);

    if (!root || root->kind == JSON_OBJECT)
        return root;
    struct source_ref at = json_ref(arena, source, root);
    diags_error(diags, DIAG_VALUE_TYPE, &at, NULL,
                DIAG_ARGS(DIAG_BOTH("the data file", "データファイル"), DIAG_BOTH("one object", "1つのオブジェクト"),
                          json_description(arena, source, root)));
    return NULL;
}

const struct data_options data_options_none = {.transmission_pages = -1};

const struct record *data_bind(struct arena *arena, const struct layout *layout, const struct source *source,
                               const struct data_options *options, const struct limits *limits, struct diags *diags)
{
    size_t errors = diags_errors(diags);
    struct binder binder = {
        .arena = arena,
        .layout = layout,
        .source = source,
        .options = options,
        .limits = limits,
        .diags = diags,
        .record = record_start(arena, layout, limits),
        .root = data_open(arena, source, limits, diags),
    };

    if (!binder.root)
        return NULL;
    data_check_keys(arena, layout->model, source, binder.root, diags);
    bind(&binder);
    rules_check(&binder);
    return finish(&binder, errors);
}

const struct record *data_read(struct arena *arena, const struct layout *layout, const struct source *source,
                               const struct json *root, const bool *wanted, const struct limits *limits,
                               struct diags *diags)
{
    size_t errors = diags_errors(diags);
    struct binder binder = {
        .arena = arena,
        .layout = layout,
        .source = source,
        .options = &data_options_none,
        .limits = limits,
        .diags = diags,
        .record = record_start(arena, layout, limits),
        .root = root,
        .wanted = wanted,
    };

    bind(&binder);
    return finish(&binder, errors);
}

const struct record *data_earlier(struct arena *arena, const struct layout *layout, const struct source *source,
                                  bool notes_asked, const struct limits *limits, struct diags *diags)
{
    struct data_options options = {.transmission_pages = -1, .names_only = true, .notes_asked = notes_asked};
    size_t errors = diags_errors(diags);
    struct binder binder = {
        .arena = arena,
        .layout = layout,
        .source = source,
        .options = &options,
        .limits = limits,
        .diags = diags,
        .record = record_start(arena, layout, limits),
        .root = data_open(arena, source, limits, diags),
    };

    if (!binder.root)
        return NULL;
    bind(&binder);
    return finish(&binder, errors);
}

const struct record *data_blank(struct arena *arena, const struct layout *layout)
{
    struct record *record = record_start(arena, layout, NULL);

    record->is_blank = true;
    for (size_t i = 0; i < layout->field_count; i++) {
        value_clear(arena, &layout->fields[i], &record->values[i]);
        record->values[i].text = layout->fields[i].blank;
        if (layout->fields[i].computed)
            record->values[i].at = layout->fields[i].at;
        else
            record->values[i].at.pointer = layout->fields[i].paths[0];
    }
    make_all_absent(record, arena);
    return record;
}

bool record_continues(const struct record *record, int32_t field, size_t row)
{
    const struct value *value = &record->values[field];

    return row > 0 && row < value->row_count && value->rows[row].element == value->rows[row - 1].element;
}

const struct value *record_value(const struct record *record, struct field_ref ref, int32_t row)
{
    const struct value *value = &record->values[ref.field];

    if (ref.member < 0)
        return value;
    if (row < 0 || (size_t)row >= value->row_count)
        return &value->absent[ref.member];
    return &value->rows[row].values[ref.member];
}
