/* Opening a file, and looking things up in it. */
#include "pdf/reading.h"

#include <stdlib.h>
#include <string.h>

const struct pdf_value pdf_null = {.kind = PDF_NULL};

/* --- opening --- */

static bool check_head(struct pdf_reading *reading)
{
    static const char mark[] = "%PDF-";
    const struct source *file = reading->file;

    if (file->size > reading->limits->pdf_bytes)
        return pdf_beyond(reading, reading->limits->pdf_bytes, DIAG_BOTH("bytes", "バイト数"));
    if (file->size > strlen(mark) && memcmp(file->bytes, mark, strlen(mark)) == 0)
        return true;
    *reading->cause = (struct diag_cause){DIAG_PDF_NONE, DIAG_ARGS(file->name)};
    return false;
}

static bool check_encryption(struct pdf_reading *reading, const struct pdf *pdf)
{
    if (pdf_entry(NULL, pdf->trailer, "Encrypt")->kind == PDF_NULL)
        return true;
    *reading->cause = (struct diag_cause){DIAG_PDF_ENCRYPTED, DIAG_ARGS(reading->file->name)};
    return false;
}

static bool find_catalog(struct pdf_reading *reading, struct pdf *pdf)
{
    pdf->catalog = pdf_find(pdf, pdf->trailer, "Root");
    return pdf->catalog->kind == PDF_DICTIONARY ||
           pdf_damaged(reading, pdf->revisions[pdf->revision_count - 1].xref,
                       DIAG_BOTH("there is no catalog", "カタログがありません"));
}

/* The objects move to the arena, as their number is known now. */
static void keep_objects(struct pdf_reading *reading, struct pdf *pdf)
{
    struct pdf_object *objects = arena_array(reading->arena, struct pdf_object, reading->object_count);

    if (reading->object_count > 0)
        memcpy(objects, reading->objects, reading->object_count * sizeof(*objects));
    pdf->objects = objects;
    pdf->object_count = reading->object_count;
}

static bool read_file(struct pdf_reading *reading, struct pdf *pdf)
{
    if (!check_head(reading) || !pdf_read_revisions(reading, pdf))
        return false;
    pdf->trailer = pdf->revisions[pdf->revision_count - 1].trailer;
    if (!check_encryption(reading, pdf) || !pdf_read_objects(reading))
        return false;
    keep_objects(reading, pdf);
    return find_catalog(reading, pdf);
}

const struct pdf *pdf_open(struct arena *arena, const struct source *file, const struct limits *limits,
                           struct diag_cause *cause)
{
    struct pdf_reading reading = {.arena = arena, .file = file, .limits = limits, .cause = cause};
    struct pdf *pdf = arena_new(arena, struct pdf);
    bool is_read;

    pdf->file = file;
    is_read = read_file(&reading, pdf);
    free(reading.objects);
    free(reading.open);
    return is_read ? pdf : NULL;
}

/* --- looking up --- */

/* References to references: allowed, and never more than one in practice. */
#define HOPS_MAX 8

const struct pdf_value *pdf_numbered(const struct pdf *pdf, uint32_t number)
{
    bool is_there = number < pdf->object_count && pdf->objects[number].place != PDF_FREE;

    return is_there ? &pdf->objects[number].value : &pdf_null;
}

const struct pdf_value *pdf_resolve(const struct pdf *pdf, const struct pdf_value *value)
{
    for (int hops = 0; value->kind == PDF_REFERENCE; hops++) {
        uint32_t number = value->as.reference.number;
        if (hops == HOPS_MAX || number >= pdf->object_count ||
            pdf->objects[number].generation != value->as.reference.generation)
            return &pdf_null;
        value = pdf_numbered(pdf, number);
    }
    return value;
}

static int compare_key(const void *key, const void *entry)
{
    return strcmp(key, ((const struct pdf_entry *)entry)->key);
}

const struct pdf_value *pdf_entry(const struct pdf *pdf, const struct pdf_value *value, const char *key)
{
    if (value->kind == PDF_REFERENCE)
        value = pdf_resolve(pdf, value);
    if (value->kind == PDF_STREAM)
        value = &value->as.stream->dictionary;
    if (value->kind != PDF_DICTIONARY || value->as.dictionary.count == 0)
        return &pdf_null;
    const struct pdf_entry *entry =
        bsearch(key, value->as.dictionary.entries, value->as.dictionary.count, sizeof(*entry), compare_key);
    return entry != NULL ? &entry->value : &pdf_null;
}

const struct pdf_value *pdf_find(const struct pdf *pdf, const struct pdf_value *value, const char *key)
{
    return pdf_resolve(pdf, pdf_entry(pdf, value, key));
}

size_t pdf_count(const struct pdf *pdf, const struct pdf_value *array)
{
    const struct pdf_value *found = pdf_resolve(pdf, array);

    return found->kind == PDF_ARRAY ? found->as.array.count : 0;
}

const struct pdf_value *pdf_item(const struct pdf *pdf, const struct pdf_value *array, size_t index)
{
    const struct pdf_value *found = pdf_resolve(pdf, array);

    if (found->kind != PDF_ARRAY || index >= found->as.array.count)
        return &pdf_null;
    return pdf_resolve(pdf, &found->as.array.items[index]);
}

/* --- kinds --- */

bool pdf_is_dictionary(const struct pdf_value *value)
{
    return value->kind == PDF_DICTIONARY || value->kind == PDF_STREAM;
}

bool pdf_is_name(const struct pdf_value *value, const char *name)
{
    return value->kind == PDF_NAME && strcmp(value->as.text.bytes, name) == 0;
}

bool pdf_integer(const struct pdf_value *value, int64_t *integer)
{
    *integer = value->kind == PDF_INTEGER ? value->as.integer : 0;
    return value->kind == PDF_INTEGER;
}

#define WHOLE_MAX INT64_C(1000000000000)

/* Three digits behind the point count. The form of a real was checked when it was read. */
static int64_t thousandths_of(const char *text)
{
    bool is_negative = *text == '-', after_point = false;
    int64_t value = 0;
    int places = 0;

    for (text += *text == '+' || *text == '-'; *text != '\0' && places < 3; text++) {
        if (*text == '.') {
            after_point = true;
            continue;
        }
        places += after_point;
        if (value < WHOLE_MAX)
            value = value * 10 + (*text - '0');
    }
    for (; places < 3; places++)
        value *= 10;
    return is_negative ? -value : value;
}

bool pdf_thousandths(const struct pdf_value *value, int64_t *thousandths)
{
    int64_t integer;

    *thousandths = 0;
    if (value->kind == PDF_REAL)
        *thousandths = thousandths_of(value->as.text.bytes);
    else if (pdf_integer(value, &integer) && integer > -WHOLE_MAX && integer < WHOLE_MAX)
        *thousandths = integer * 1000;
    else
        return false;
    return true;
}
