/*
 * A file that the data names: the picture it is, or its name alone. Only files that claim to be pictures are opened;
 * the others go with the form in another way, and their names are all that is printed.
 */
#include "data/binder.h"

#include "base/folder.h"

#include <string.h>

static bool report_cause(struct binder *binder, const struct slot *slot, const struct diag_cause *cause)
{
    return binder_report(binder, slot, &slot->value->at, cause->code, cause->args);
}

/* One of the files at hand, or NULL. */
static const struct source *find_file(const struct data_options *options, const char *name)
{
    for (size_t i = 0; i < options->file_count; i++)
        if (strcmp(options->files[i]->name, name) == 0)
            return options->files[i];
    return NULL;
}

static const struct source *check_size(struct binder *binder, const struct source *file, struct diag_cause *cause)
{
    size_t limit = binder->limits->image_bytes;

    if (file->size <= limit)
        return file;
    *cause =
        (struct diag_cause){DIAG_LIMIT_IMAGE_BYTES, DIAG_ARGS(file->name, arena_format(binder->arena, "%zu", limit))};
    return NULL;
}

static const struct source *read_bytes(struct binder *binder, const char *name, struct diag_cause *cause)
{
    const struct limits *limits = binder->limits;
    const struct source *file = find_file(binder->options, name);

    *cause = (struct diag_cause){DIAG_FILE_FOLDER, DIAG_ARGS(name)};
    if ((!file && !binder->options->folder) || !image_check_sum(binder->arena, &binder->images, limits, name, cause))
        return NULL;
    if (file)
        return check_size(binder, file, cause);
    return folder_read(binder->arena, binder->options->folder, name, limits->image_bytes, DIAG_LIMIT_IMAGE_BYTES,
                       cause);
}

static bool read_image(struct binder *binder, struct slot *slot)
{
    struct diag_cause cause;
    const struct source *file = read_bytes(binder, slot->value->text, &cause);

    if (file)
        slot->value->image = image_open(binder->arena, file, binder->limits, &binder->images, &cause);
    return slot->value->image || report_cause(binder, slot, &cause);
}

bool file_read_value(struct binder *binder, struct slot *slot)
{
    const struct json *json = slot->value->json;
    struct diag_cause cause;

    if (json->kind != JSON_STRING)
        return binder_report_type(binder, slot, json, DIAG_BOTH("the name of a file", "ファイル名"),
                                  "\"figures/1.png\"");
    if (!folder_check_name(json->string, &cause))
        return report_cause(binder, slot, &cause);
    slot->value->text = json->string;
    return binder->options->names_only || !image_has_name(json->string) || read_image(binder, slot);
}

/* Passes over *left pictures; NULL: there were no more than those. */
static const struct image *find_image(const struct value *values, size_t count, size_t *left)
{
    for (size_t i = 0; i < count; i++)
        if (values[i].image && (*left)-- == 0)
            return values[i].image;
    return NULL;
}

const struct image *record_image(const struct record *record, size_t index)
{
    const struct image *image = NULL;

    for (size_t i = 0; i < record->layout->field_count && !image; i++) {
        const struct value *value = &record->values[i];

        image = find_image(value, 1, &index);
        for (size_t row = 0; row < value->row_count && !image; row++)
            image = find_image(value->rows[row].values, record->layout->fields[i].member_count, &index);
    }
    return image;
}
