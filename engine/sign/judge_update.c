/*
 * What may follow a signature (PAdES, ETSI EN 319 142-1, 5.5 and 5.6): the catalog's /DSS with its streams, and fields
 * of document time stamps, without size on the page. Both files are compared object by object; what is new must be
 * reached from one of these alone.
 */
#include "sign/judging.h"

#include "sign/field.h"

#include <stdlib.h>
#include <string.h>

/* A revision against the file before it. */
struct change {
    struct judging *judging;
    const struct pdf *before, *after;
    size_t revision;  /* index in `after` */
    bool *is_allowed; /* by number: may be new, or otherwise */
};

static bool refuse(struct change *change, const char *reason)
{
    return judge_find(change->judging, DIAG_JUDGE_UPDATE,
                      DIAG_ARGS(arena_format(change->judging->arena, "%zu", change->revision + 1), reason));
}

/* --- comparing --- */

static bool is_same(const struct pdf_value *a, const struct pdf_value *b)
{
    struct sink left = {0}, right = {0};
    bool is_equal;

    pdf_write_value(a, &left);
    pdf_write_value(b, &right);
    is_equal = left.size == right.size && memcmp(left.bytes, right.bytes, left.size) == 0;
    sink_close(&left);
    sink_close(&right);
    return is_equal;
}

static bool is_among(const char *key, const char *const *keys)
{
    for (; *keys != NULL; keys++)
        if (strcmp(*keys, key) == 0)
            return true;
    return false;
}

static bool has_same(const struct pdf_value *a, const struct pdf_value *b, const char *const *but)
{
    if (a->kind != PDF_DICTIONARY || b->kind != PDF_DICTIONARY)
        return false;
    for (size_t i = 0; i < a->as.dictionary.count; i++) {
        const struct pdf_entry *entry = &a->as.dictionary.entries[i];
        if (!is_among(entry->key, but) && !is_same(&entry->value, pdf_entry(NULL, b, entry->key)))
            return false;
    }
    return true;
}

/* Two dictionaries that differ in these keys at most. */
static bool is_same_but(const struct pdf_value *a, const struct pdf_value *b, const char *const *but)
{
    return has_same(a, b, but) && has_same(b, a, but);
}

/* --- what is reached --- */

static bool exists(const struct pdf *pdf, uint32_t number)
{
    return number < pdf->object_count && pdf->objects[number].place != PDF_FREE;
}

static bool is_new(const struct change *change, uint32_t number)
{
    return exists(change->after, number) && !exists(change->before, number);
}

/* Numbers still to be looked at; each once, so there are no more than objects. */
struct queue {
    uint32_t *numbers;
    size_t count;
};

static void reach(struct change *change, const struct pdf_value *value, struct queue *queue);

static void reach_dictionary(struct change *change, const struct pdf_value *dictionary, struct queue *queue)
{
    static const char *const upwards[] = {"P", "Parent", NULL};

    for (size_t i = 0; i < dictionary->as.dictionary.count; i++)
        if (!is_among(dictionary->as.dictionary.entries[i].key, upwards))
            reach(change, &dictionary->as.dictionary.entries[i].value, queue);
}

/* The depth of a value was bounded when it was read. */
static void reach(struct change *change, const struct pdf_value *value, struct queue *queue)
{
    if (value->kind == PDF_ARRAY)
        for (size_t i = 0; i < value->as.array.count; i++)
            reach(change, &value->as.array.items[i], queue);
    else if (value->kind == PDF_DICTIONARY)
        reach_dictionary(change, value, queue);
    else if (value->kind == PDF_STREAM)
        reach_dictionary(change, &value->as.stream->dictionary, queue);
    else if (value->kind == PDF_REFERENCE && is_new(change, value->as.reference.number) &&
             !change->is_allowed[value->as.reference.number]) {
        change->is_allowed[value->as.reference.number] = true;
        queue->numbers[queue->count++] = value->as.reference.number;
    }
}

/* New objects that a value leads to are allowed. */
static void allow_from(struct change *change, const struct pdf_value *value)
{
    struct queue queue = {arena_array(change->judging->arena, uint32_t, change->after->object_count + 1), 0};

    reach(change, value, &queue);
    for (size_t i = 0; i < queue.count; i++)
        reach(change, &change->after->objects[queue.numbers[i]].value, &queue);
}

static void allow_reference(struct change *change, const struct pdf_value *value)
{
    if (value->kind == PDF_REFERENCE && value->as.reference.number < change->after->object_count)
        change->is_allowed[value->as.reference.number] = true;
}

/* --- evidence --- */

static bool judge_store(struct change *change)
{
    static const char *const lists[] = {"Certs", "OCSPs", "CRLs", "VRI", NULL};
    static const char *const keys[] = {"Type", "Certs", "OCSPs", "CRLs", "VRI", NULL};
    const struct pdf_value *entry = pdf_entry(change->after, change->after->catalog, "DSS");
    const struct pdf_value *store = pdf_resolve(change->after, entry);

    for (size_t i = 0; store->kind == PDF_DICTIONARY && i < store->as.dictionary.count; i++)
        if (!is_among(store->as.dictionary.entries[i].key, keys))
            return refuse(change, DIAG_BOTH("its document security store is odd", "検証情報（DSS）の形が不正です"));
    allow_from(change, entry);
    allow_reference(change, pdf_entry(change->before, change->before->catalog, "DSS"));
    for (size_t i = 0; lists[i] != NULL; i++)
        allow_reference(change,
                        pdf_entry(change->before, pdf_find(change->before, change->before->catalog, "DSS"), lists[i]));
    return true;
}

/* --- fields --- */

static bool is_flat(const struct pdf *pdf, const struct pdf_value *rectangle)
{
    int64_t side[4];

    for (size_t i = 0; i < 4; i++)
        if (!pdf_thousandths(pdf_item(pdf, rectangle, i), &side[i]))
            return false;
    return side[0] == side[2] && side[1] == side[3];
}

/* A new field of a document time stamp that is not seen on any page. */
static bool is_stamp(const struct change *change, const struct pdf_value *reference)
{
    const struct pdf_value *signature = pdf_find(change->after, reference, "V");

    return reference->kind == PDF_REFERENCE && is_new(change, reference->as.reference.number) &&
           pdf_is_name(pdf_find(change->after, reference, "FT"), "Sig") &&
           pdf_is_name(pdf_find(change->after, signature, "Type"), "DocTimeStamp") &&
           pdf_is_name(pdf_find(change->after, signature, "SubFilter"), "ETSI.RFC3161") &&
           is_flat(change->after, pdf_find(change->after, reference, "Rect"));
}

/* The same array with more items at its end, each of them such a field. */
static bool is_longer_by_stamps(const struct change *change, const struct pdf_value *before,
                                const struct pdf_value *after)
{
    size_t count = pdf_count(change->before, before), longer = pdf_count(change->after, after);
    const struct pdf_value *old = pdf_resolve(change->before, before), *new = pdf_resolve(change->after, after);

    if (new->kind != PDF_ARRAY || longer < count || (old->kind != PDF_ARRAY && old->kind != PDF_NULL))
        return is_same(old, new);
    for (size_t i = 0; i < longer; i++)
        if (i < count ? !is_same(&old->as.array.items[i], &new->as.array.items[i])
                      : !is_stamp(change, &new->as.array.items[i]))
            return false;
    return true;
}

/* An array in an entry of both dictionaries, and the object it may stand in. */
static bool judge_array(struct change *change, const struct pdf_value *before, const struct pdf_value *after,
                        const char *key)
{
    const struct pdf_value *old = pdf_entry(change->before, before, key), *new = pdf_entry(change->after, after, key);

    if (old->kind == PDF_REFERENCE ? !is_same(old, new) : new->kind == PDF_REFERENCE)
        return false;
    if (!is_longer_by_stamps(change, old, new))
        return false;
    allow_reference(change, old);
    return true;
}

static bool judge_form(struct change *change)
{
    static const char *const may_change[] = {"Fields", "SigFlags", NULL};
    const struct pdf_value *old = pdf_entry(change->before, change->before->catalog, "AcroForm");
    const struct pdf_value *new = pdf_entry(change->after, change->after->catalog, "AcroForm");
    const struct pdf_value *form = pdf_resolve(change->after, new);

    if ((old->kind == PDF_REFERENCE && !is_same(old, new)) ||
        !is_same_but(pdf_resolve(change->before, old), form, may_change) ||
        !judge_array(change, pdf_resolve(change->before, old), form, "Fields"))
        return refuse(change, DIAG_BOTH("its form has other fields", "フォームの欄が変わっています"));
    allow_reference(change, old);
    for (size_t i = 0; i < pdf_count(change->after, pdf_find(change->after, form, "Fields")); i++)
        if (is_stamp(change, &pdf_find(change->after, form, "Fields")->as.array.items[i]))
            allow_from(change, &pdf_find(change->after, form, "Fields")->as.array.items[i]);
    return true;
}

/* --- the catalog, pages, everything else --- */

static bool judge_catalog(struct change *change)
{
    static const char *const may_change[] = {"DSS", "AcroForm", NULL};
    const struct pdf_value *old = pdf_entry(change->before, change->before->trailer, "Root");
    const struct pdf_value *new = pdf_entry(change->after, change->after->trailer, "Root");

    if (!is_same(old, new) || !is_same(pdf_entry(change->before, change->before->trailer, "Info"),
                                       pdf_entry(change->after, change->after->trailer, "Info")))
        return refuse(change, DIAG_BOTH("its catalog is another", "カタログが別のものになっています"));
    if (!is_same_but(change->before->catalog, change->after->catalog, may_change))
        return refuse(change, DIAG_BOTH("its catalog says otherwise", "カタログの内容が変わっています"));
    allow_reference(change, new);
    return true;
}

static bool refers_to_new(const struct change *change, const struct pdf_value *value);

static bool any_refers_to_new(const struct change *change, const struct pdf_value *dictionary)
{
    for (size_t i = 0; i < dictionary->as.dictionary.count; i++)
        if (refers_to_new(change, &dictionary->as.dictionary.entries[i].value))
            return true;
    return false;
}

/* The depth of a value was bounded when it was read. */
static bool refers_to_new(const struct change *change, const struct pdf_value *value)
{
    if (value->kind == PDF_REFERENCE)
        return is_new(change, value->as.reference.number);
    if (value->kind == PDF_STREAM)
        return any_refers_to_new(change, &value->as.stream->dictionary);
    if (value->kind == PDF_DICTIONARY)
        return any_refers_to_new(change, value);
    for (size_t i = 0; value->kind == PDF_ARRAY && i < value->as.array.count; i++)
        if (refers_to_new(change, &value->as.array.items[i]))
            return true;
    return false;
}

/* What was signed may have led nowhere, so that it could be given a meaning later. */
static bool judge_dangling(struct change *change)
{
    for (size_t i = 0; i < change->before->object_count; i++)
        if (refers_to_new(change, &change->before->objects[i].value))
            return refuse(change, DIAG_BOTH("it adds an object that the file already named before",
                                            "前のファイルが参照していた、なかったオブジェクトを加えています"));
    return true;
}

/* A page that shows one field of a time stamp more. */
static bool is_page_with_stamp(struct change *change, uint32_t number)
{
    static const char *const may_change[] = {"Annots", NULL};
    const struct pdf_value *old = pdf_numbered(change->before, number), *new = pdf_numbered(change->after, number);

    return pdf_is_name(pdf_find(change->before, old, "Type"), "Page") && is_same_but(old, new, may_change) &&
           judge_array(change, old, new, "Annots");
}

/* The page whose array of annotations stands in an object of its own. */
static bool is_annotations_with_stamp(struct change *change, uint32_t number)
{
    const struct pdf_value *old = pdf_numbered(change->before, number), *new = pdf_numbered(change->after, number);

    return old->kind == PDF_ARRAY && new->kind == PDF_ARRAY &&pdf_count(change->after, new) > 0 &&
           is_longer_by_stamps(change, old, new);
}

static bool is_cross_reference(const struct pdf *pdf, uint32_t number)
{
    const struct pdf_value *value = pdf_numbered(pdf, number);

    return value->kind == PDF_STREAM && pdf_is_name(pdf_find(pdf, value, "Type"), "XRef");
}

static bool judge_object(struct change *change, uint32_t number)
{
    if (!exists(change->after, number))
        return number == 0 || refuse(change, DIAG_BOTH("it deletes an object", "オブジェクトを消しています"));
    if (change->is_allowed[number] || (is_new(change, number) && is_cross_reference(change->after, number)))
        return true;
    if (is_new(change, number))
        return refuse(change, DIAG_BOTH("it adds what is neither evidence nor a document time stamp",
                                        "検証情報でも文書タイムスタンプでもないものを加えています"));
    if (is_page_with_stamp(change, number) || is_annotations_with_stamp(change, number))
        return true;
    return refuse(change, arena_format(change->judging->arena,
                                       DIAG_BOTH("it replaces object %u", "オブジェクト %u を書き換えています"),
                                       (unsigned)number, (unsigned)number));
}

static bool judge_objects(struct change *change)
{
    const struct pdf_revision *revision = &change->after->revisions[change->revision];

    for (size_t i = 0; i < revision->count; i++)
        if (!judge_object(change, revision->numbers[i]))
            return false;
    return true;
}

/* --- the bytes --- */

struct extent {
    size_t start, end;
};

static int compare_extents(const void *a, const void *b)
{
    const struct extent *left = a, *right = b;

    return (left->start > right->start) - (left->start < right->start);
}

static bool is_blank(const struct pdf *pdf, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (strchr("\t\n\f\r ", pdf->file->bytes[i]) == NULL || pdf->file->bytes[i] == '\0')
            return false;
    return from <= to;
}

/* Between the objects, and before the section, stands nothing. */
static bool judge_bytes(struct change *change)
{
    const struct pdf_revision *revision = &change->after->revisions[change->revision];
    struct extent *extents = mem_alloc(mem_size(revision->count + 1, sizeof(*extents)));
    size_t count = 0, at = revision->start;
    bool is_good = true;

    for (size_t i = 0; i < revision->count; i++) {
        const struct pdf_object *object = &change->after->objects[revision->numbers[i]];
        if (object->place == PDF_IN_FILE && object->start != revision->xref)
            extents[count++] = (struct extent){object->start, object->end};
    }
    qsort(extents, count, sizeof(*extents), compare_extents);
    extents[count++] = (struct extent){revision->xref, revision->end};
    for (size_t i = 0; i < count && is_good; i++) {
        is_good = extents[i].start >= at && is_blank(change->after, at, extents[i].start);
        at = extents[i].end;
    }
    free(extents);
    return is_good ||
           refuse(change, DIAG_BOTH("bytes stand between its objects", "オブジェクトの間に余分なデータがあります"));
}

void judge_update(struct judging *judging, const struct pdf *before, const struct pdf *after)
{
    struct change change = {
        .judging = judging,
        .before = before,
        .after = after,
        .revision = after->revision_count - 1,
        .is_allowed = arena_array(judging->arena, bool, after->object_count + before->object_count + 1),
    };

    judging->current = SIZE_MAX;
    if (judge_catalog(&change) && judge_form(&change) && judge_store(&change) && judge_dangling(&change) &&
        judge_objects(&change))
        judge_bytes(&change);
}
