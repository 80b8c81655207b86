/*
 * Two graphs of objects walked side by side. Each pair of objects is compared once; where a reference leads to another
 * object than the first time, the files differ.
 */
#include "archive/compare.h"

#include <stdlib.h>
#include <string.h>

struct step {
    const struct step *before; /* NULL: the start */
    const char *key;           /* NULL: an item of an array */
    size_t index;
};

/* Objects still to be compared. */
struct pair {
    const struct pdf_value *one, *other;
    const struct step *at;
};

struct comparison {
    struct arena *arena;
    const struct pdf *one, *other;
    const struct limits *limits;
    uint32_t *partners; /* by number of an object of `one`: that of `other`, 0: not met yet */
    struct pair *pairs; /* a queue: what is near the catalog comes first, so that paths are short */
    size_t next, count, capacity;
    const struct step *difference;
};

static bool differ(struct comparison *comparison, const struct step *at)
{
    static const struct step start = {0};

    comparison->difference = at ? at : &start;
    return false;
}

static const struct step *step_to(struct comparison *comparison, const struct step *before, const char *key,
                                  size_t index)
{
    struct step *step = arena_new(comparison->arena, struct step);

    *step = (struct step){before, key, index};
    return step;
}

static bool compare(struct comparison *comparison, const struct pdf_value *one, const struct pdf_value *other,
                    const struct step *at);

/* --- references --------------------------------------------------------------------------------------------------- */

static void put_off(struct comparison *comparison, struct pair pair)
{
    comparison->pairs =
        arena_grow(comparison->arena, comparison->pairs, comparison->count, &comparison->capacity, sizeof(struct pair));
    comparison->pairs[comparison->count++] = pair;
}

/* What they lead to is compared later: a chain of objects may be as long as the file. */
static bool compare_references(struct comparison *comparison, const struct pdf_value *one,
                               const struct pdf_value *other, const struct step *at)
{
    uint32_t number = one->as.reference.number, partner = other->as.reference.number;

    if (number >= comparison->one->object_count || partner == 0)
        return compare(comparison, pdf_resolve(comparison->one, one), pdf_resolve(comparison->other, other), at);
    if (comparison->partners[number] == partner)
        return true;
    if (comparison->partners[number] != 0)
        return differ(comparison, at);
    comparison->partners[number] = partner;
    put_off(comparison, (struct pair){pdf_resolve(comparison->one, one), pdf_resolve(comparison->other, other), at});
    return true;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static bool compare_arrays(struct comparison *comparison, const struct pdf_value *one, const struct pdf_value *other,
                           const struct step *at)
{
    if (one->as.array.count != other->as.array.count)
        return differ(comparison, at);
    for (size_t i = 0; i < one->as.array.count; i++)
        if (!compare(comparison, &one->as.array.items[i], &other->as.array.items[i], step_to(comparison, at, NULL, i)))
            return false;
    return true;
}

/* How a stream is coded is no part of what it says. */
static bool is_coding(const char *key)
{
    return strcmp(key, "Length") == 0 || strcmp(key, "Filter") == 0 || strcmp(key, "DecodeParms") == 0;
}

static const struct pdf_entry *next_entry(const struct pdf_value *dictionary, size_t *index, bool is_stream)
{
    while (*index < dictionary->as.dictionary.count) {
        const struct pdf_entry *entry = &dictionary->as.dictionary.entries[(*index)++];

        if (!is_stream || !is_coding(entry->key))
            return entry;
    }
    return NULL;
}

static bool compare_dictionaries(struct comparison *comparison, const struct pdf_value *one,
                                 const struct pdf_value *other, bool is_stream, const struct step *at)
{
    size_t i = 0, k = 0;

    for (;;) {
        const struct pdf_entry *left = next_entry(one, &i, is_stream), *right = next_entry(other, &k, is_stream);

        if (!left && !right)
            return true;
        if (!left || !right || strcmp(left->key, right->key) != 0)
            return differ(comparison, step_to(comparison, at, left ? left->key : right->key, 0));
        if (!compare(comparison, &left->value, &right->value, step_to(comparison, at, left->key, 0)))
            return false;
    }
}

/* Filters that are not undone: those of pictures. They are the last ones. */
static bool same_filters(const struct comparison *comparison, const struct pdf_stream *one,
                         const struct pdf_stream *other)
{
    struct sink left = {0}, right = {0};
    bool is_same;

    pdf_write_value(pdf_find(comparison->one, &one->dictionary, "Filter"), &left);
    pdf_write_value(pdf_find(comparison->other, &other->dictionary, "Filter"), &right);
    is_same = left.size == right.size && memcmp(left.bytes, right.bytes, left.size) == 0;
    sink_close(&left);
    sink_close(&right);
    return is_same;
}

static bool same_bytes(const struct sink *one, const struct sink *other)
{
    return one->size == other->size && (one->size == 0 || memcmp(one->bytes, other->bytes, one->size) == 0);
}

/* Nothing is nothing, also where a filter would need a few bytes to say so: some programs write that. */
static bool decode(struct comparison *comparison, const struct pdf *pdf, const struct pdf_stream *stream,
                   struct sink *sink, size_t *left)
{
    struct diag_cause cause;

    *left = 0;
    return stream->size == 0 || pdf_decode(pdf, stream, comparison->limits, sink, left, comparison->arena, &cause);
}

static bool compare_contents(struct comparison *comparison, const struct pdf_stream *one,
                             const struct pdf_stream *other, const struct step *at)
{
    struct sink left = {0}, right = {0};
    size_t left_filters, right_filters;
    bool is_same = decode(comparison, comparison->one, one, &left, &left_filters) &&
                   decode(comparison, comparison->other, other, &right, &right_filters) &&
                   left_filters == right_filters && same_bytes(&left, &right) &&
                   (left_filters == 0 || same_filters(comparison, one, other));

    sink_close(&left);
    sink_close(&right);
    return is_same || differ(comparison, at);
}

static bool compare_streams(struct comparison *comparison, const struct pdf_stream *one, const struct pdf_stream *other,
                            const struct step *at)
{
    return compare_dictionaries(comparison, &one->dictionary, &other->dictionary, true, at) &&
           ((one->size == other->size && memcmp(one->bytes, other->bytes, one->size) == 0 &&
             same_filters(comparison, one, other)) ||
            compare_contents(comparison, one, other, at));
}

static bool same_scalar(const struct pdf_value *one, const struct pdf_value *other)
{
    switch (one->kind) {
    case PDF_NULL:
        return true;
    case PDF_BOOLEAN:
        return one->as.flag == other->as.flag;
    case PDF_INTEGER:
        return one->as.integer == other->as.integer;
    case PDF_REAL:
    case PDF_STRING:
    case PDF_NAME:
        return one->as.text.size == other->as.text.size &&
               memcmp(one->as.text.bytes, other->as.text.bytes, one->as.text.size) == 0;
    case PDF_ARRAY:
    case PDF_DICTIONARY:
    case PDF_STREAM:
    case PDF_REFERENCE:
        break;
    }
    return false;
}

/* The same number, however it is spelled: 0.50 and .5. */
static bool same_number(const struct pdf_value *one, const struct pdf_value *other)
{
    int64_t left, right;

    return pdf_thousandths(one, &left) && pdf_thousandths(other, &right) && left == right;
}

/* A reference on one side only may be a value written on its own; stream lengths are the usual case. */
static bool compare(struct comparison *comparison, const struct pdf_value *one, const struct pdf_value *other,
                    const struct step *at)
{
    if (one->kind == PDF_REFERENCE && other->kind == PDF_REFERENCE)
        return compare_references(comparison, one, other, at);
    if (one->kind == PDF_REFERENCE || other->kind == PDF_REFERENCE) {
        put_off(comparison,
                (struct pair){pdf_resolve(comparison->one, one), pdf_resolve(comparison->other, other), at});
        return true;
    }
    if (one->kind != other->kind)
        return same_number(one, other) || differ(comparison, at);
    if (one->kind == PDF_ARRAY)
        return compare_arrays(comparison, one, other, at);
    if (one->kind == PDF_DICTIONARY)
        return compare_dictionaries(comparison, one, other, false, at);
    if (one->kind == PDF_STREAM)
        return compare_streams(comparison, one->as.stream, other->as.stream, at);
    return same_scalar(one, other) || (one->kind == PDF_REAL && same_number(one, other)) || differ(comparison, at);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static void put_steps(const struct step *step, struct sink *sink)
{
    if (!step)
        return;
    put_steps(step->before, sink);
    if (step->key)
        sink_format(sink, "/%s", step->key);
    else
        sink_format(sink, "/%zu", step->index);
}

/* The innermost steps are enough to find the place, and a chain may be long. */
#define STEPS_SHOWN 12

static const char *path_of(struct arena *arena, const struct step *step)
{
    struct step shown[STEPS_SHOWN];
    struct sink sink = {0};
    size_t count = 0;
    const char *path;

    for (; step && count < STEPS_SHOWN; step = step->before)
        shown[count++] = *step;
    for (size_t i = count; i-- > 0;) {
        shown[i].before = NULL;
        put_steps(&shown[i], &sink);
    }
    path = arena_format(arena, "%s%.*s", step ? "…" : "", (int)sink.size, sink.bytes ? sink.bytes : "");
    sink_close(&sink);
    return path;
}

static bool compare_entry(struct comparison *comparison, const char *key)
{
    return compare(comparison, pdf_entry(comparison->one, comparison->one->trailer, key),
                   pdf_entry(comparison->other, comparison->other->trailer, key), step_to(comparison, NULL, key, 0));
}

/* The second half of the identifier changes whenever a file is written anew (14.4). */
static bool compare_identifiers(struct comparison *comparison)
{
    const struct pdf_value *one = pdf_find(comparison->one, comparison->one->trailer, "ID");
    const struct pdf_value *other = pdf_find(comparison->other, comparison->other->trailer, "ID");

    return compare(comparison, pdf_item(comparison->one, one, 0), pdf_item(comparison->other, other, 0),
                   step_to(comparison, NULL, "ID", 0));
}

static bool compare_put_off(struct comparison *comparison)
{
    while (comparison->next < comparison->count) {
        struct pair pair = comparison->pairs[comparison->next++];

        if (!compare(comparison, pair.one, pair.other, pair.at))
            return false;
    }
    return true;
}

const char *archive_difference(struct arena *arena, const struct pdf *one, const struct pdf *other,
                               const struct limits *limits)
{
    struct comparison comparison = {
        .arena = arena,
        .one = one,
        .other = other,
        .limits = limits,
        .partners = arena_array(arena, uint32_t, one->object_count),
    };

    if (compare_entry(&comparison, "Root") && compare_entry(&comparison, "Info") && compare_identifiers(&comparison) &&
        compare_put_off(&comparison))
        return NULL;
    return path_of(arena, comparison.difference);
}
