/*
 * A signature is an update of its own: the signature's dictionary with a gap, the field it is the value of, and what
 * leads to the field. When all bytes stand, those around the gap are digested, and the signature of the digest put
 * into the gap.
 */
#include "sign/sign.h"

#include "sign/cms.h"
#include "sign/error.h"
#include "sign/field.h"
#include "sign/import.h"
#include "sign/update.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ISO 32000-2, table 165: Print and Locked. */
#define WIDGET_FLAGS "132"
/* Table 225: there are signatures, and only updates may follow. */
#define FORM_FLAGS 3

/* Room for "[0 a b c]" with numbers of ten digits. */
#define BYTE_RANGE_SIZE ((size_t)36)

/* The places of one signature that are filled last. */
struct gap {
    size_t byte_range;
    size_t start, end; /* of /Contents, with its < and > */
};

/* One update on its way. */
struct signing {
    const struct sign_options *options;
    struct arena *arena;
    struct diags *diags;
    const struct pdf *pdf; /* as it was before */
    struct source *file;   /* its bytes */
    uint32_t root;         /* number of the catalog */
    struct update update;
    struct gap gap;
    struct sink *out;
};

/* --- what is wrong --- */

static bool refuse(struct signing *signing, const char *reason)
{
    return diags_error(signing->diags, DIAG_SIGN_DOCUMENT, &SOURCE_NOWHERE, NULL,
                       DIAG_ARGS(signing->file->name, reason));
}

static bool report(struct signing *signing, const struct diag_cause *cause)
{
    return diags_error(signing->diags, cause->code, &SOURCE_NOWHERE, NULL, cause->args);
}

/* --- opening --- */

static bool open_pdf(struct signing *signing, const struct source *file)
{
    struct diag_cause cause;

    signing->file = arena_new(signing->arena, struct source);
    *signing->file = *file;
    signing->pdf = pdf_open(signing->arena, signing->file, signing->options->limits, &cause);
    if (signing->pdf == NULL)
        return report(signing, &cause);
    const struct pdf_value *root = pdf_entry(signing->pdf, signing->pdf->trailer, "Root");
    signing->root = root->as.reference.number;
    return root->kind == PDF_REFERENCE || refuse(signing, DIAG_BOTH("its catalog is no object of its own",
                                                                    "カタログが独立したオブジェクトではありません"));
}

static bool begin(struct signing *signing, const struct source *file, const struct sign_options *options,
                  struct sink *out, struct diags *diags)
{
    *signing = (struct signing){.options = options, .arena = arena_open(), .diags = diags, .out = out};
    return open_pdf(signing, file);
}

static void end(struct signing *signing)
{
    arena_close(signing->arena);
}

/* --- fields --- */

static const struct sign_field *list_fields(struct signing *signing, size_t *count)
{
    const char *reason;
    const struct sign_field *fields = sign_fields(signing->pdf, signing->arena, count, &reason);

    if (fields == NULL)
        refuse(signing, reason);
    return fields;
}

static bool is_signed(const struct sign_field *field)
{
    return field->value->kind != PDF_NULL;
}

static const struct sign_field *find_named(const struct sign_field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

static const struct sign_field *find_unsigned(const struct sign_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_signed(&fields[i]))
            return &fields[i];
    return NULL;
}

/* The field to fill, in *field, or NULL there: a new one is made. */
static bool choose_field(struct signing *signing, const struct sign_field **field)
{
    const char *wanted = signing->options->field;
    size_t count;
    const struct sign_field *fields = list_fields(signing, &count);

    if (fields == NULL)
        return false;
    *field = wanted != NULL ? find_named(fields, count, wanted) : find_unsigned(fields, count);
    if (*field != NULL && is_signed(*field))
        return refuse(signing, DIAG_BOTH("the field named is signed already", "指定された欄は署名済みです"));
    return true;
}

/* "Signature1", or the first number that is free. */
static const char *new_name(struct signing *signing, const char *stem)
{
    size_t count;
    const struct sign_field *fields = list_fields(signing, &count);

    for (size_t i = 1; fields != NULL; i++) {
        const char *name = arena_format(signing->arena, "%s%zu", stem, i);
        if (find_named(fields, count, name) == NULL)
            return name;
    }
    return NULL;
}

/* --- the signature's dictionary --- */

static const char *text_of(struct signing *signing, const char *utf8)
{
    struct sink text = {0};

    pdf_write_text(utf8, &text);
    const char *kept = arena_copy(signing->arena, text.bytes, text.size);
    sink_close(&text);
    return kept;
}

static void put_text_entry(struct signing *signing, const char *key, const char *utf8)
{
    if (utf8 != NULL)
        sink_format(signing->out, "/%s%s", key, text_of(signing, utf8));
}

static void put_time(struct signing *signing)
{
    time_t seconds = (time_t)signing->options->time;
    struct tm tm;

    gmtime_r(&seconds, &tm);
    sink_format(signing->out, "/M(D:%04d%02d%02d%02d%02d%02dZ)", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* Table 255 and 256: what may change after this. */
static void put_certification(struct signing *signing)
{
    if (signing->options->certify != SIGN_APPROVE)
        sink_format(signing->out,
                    "/Reference[<</Type/SigRef/TransformMethod/DocMDP"
                    "/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>]",
                    (int)signing->options->certify);
}

static size_t reserve_of(const struct sign_options *options)
{
    return options->reserve > 0 ? options->reserve : SIGN_RESERVE_USUAL;
}

/* Both places have one size, whatever comes to stand there. */
static void put_gap(struct signing *signing)
{
    size_t digits = 2 * reserve_of(signing->options);

    sink_put_string(signing->out, "/ByteRange");
    signing->gap.byte_range = signing->out->size;
    memset(sink_reserve(signing->out, BYTE_RANGE_SIZE), ' ', BYTE_RANGE_SIZE);
    signing->out->size += BYTE_RANGE_SIZE;
    sink_put_string(signing->out, "/Contents");
    signing->gap.start = signing->out->size;
    sink_put_char(signing->out, '<');
    memset(sink_reserve(signing->out, digits), '0', digits);
    signing->out->size += digits;
    sink_put_char(signing->out, '>');
    signing->gap.end = signing->out->size;
}

static uint32_t put_signature(struct signing *signing)
{
    uint32_t number = update_number(&signing->update);

    update_open_object(&signing->update, number);
    sink_put_string(signing->out, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached");
    put_gap(signing);
    put_time(signing);
    put_text_entry(signing, "Name", signing->options->name);
    put_text_entry(signing, "Reason", signing->options->reason);
    put_text_entry(signing, "Location", signing->options->location);
    put_certification(signing);
    sink_put_string(signing->out, ">>");
    update_close_object(&signing->update);
    return number;
}

static uint32_t put_stamp(struct signing *signing)
{
    uint32_t number = update_number(&signing->update);

    update_open_object(&signing->update, number);
    sink_put_string(signing->out, "<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161");
    put_gap(signing);
    sink_put_string(signing->out, ">>");
    update_close_object(&signing->update);
    return number;
}

/* --- what is seen --- */

static const char *empty_appearance(struct signing *signing)
{
    uint32_t number =
        update_add_stream(&signing->update, "/Type/XObject/Subtype/Form/BBox[0 0 0 0]/Resources<<>>", "", 0);

    return arena_format(signing->arena, "<</N %s>>", update_reference(&signing->update, number));
}

/* /AP of a widget; NULL, having added an error. */
static const char *appearance(struct signing *signing)
{
    struct diag_cause cause;
    uint32_t number;

    if (signing->options->appearance == NULL)
        return empty_appearance(signing);
    number = sign_import_page(&signing->update, signing->options->appearance, signing->options->limits, &cause);
    if (number == 0) {
        report(signing, &cause);
        return NULL;
    }
    return arena_format(signing->arena, "<</N %s>>", update_reference(&signing->update, number));
}

/* Thousandths as a number; no device writes these. */
static const char *number_text(struct signing *signing, int64_t thousandths)
{
    struct sink text = {0};

    sink_put_decimal(&text, thousandths, 3);
    const char *kept = arena_copy(signing->arena, text.bytes, text.size);
    sink_close(&text);
    return kept;
}

/* [left bottom right top] of the box, which is measured from the upper left corner of the page. */
static const char *rectangle(struct signing *signing, const struct pdf_value *page)
{
    const struct sign_box *box = signing->options->box;
    const struct pdf_value *media = pdf_inherited(signing->pdf, page, "MediaBox");
    int64_t left, top;

    if (box == NULL || !pdf_thousandths(pdf_item(signing->pdf, media, 0), &left) ||
        !pdf_thousandths(pdf_item(signing->pdf, media, 3), &top))
        return "[0 0 0 0]";
    left += box->x;
    top -= box->y;
    return arena_format(signing->arena, "[%s %s %s %s]", number_text(signing, left),
                        number_text(signing, top - box->height), number_text(signing, left + box->width),
                        number_text(signing, top));
}

/* --- the field in the document --- */

/* One more item in the array that is an entry of object `holder`, wherever the array stands. */
static void add_to_array(struct signing *signing, uint32_t holder, const char *key, const char *item)
{
    const struct pdf_value *entry = pdf_entry(signing->pdf, pdf_numbered(signing->pdf, holder), key);
    const char *text = update_with_item(&signing->update, pdf_resolve(signing->pdf, entry), item);

    if (entry->kind != PDF_REFERENCE || pdf_resolve(signing->pdf, entry)->kind != PDF_ARRAY) {
        update_set(&signing->update, holder, key, text);
        return;
    }
    update_open_object(&signing->update, entry->as.reference.number);
    sink_put_string(signing->out, text);
    update_close_object(&signing->update);
}

/* The form with the field, when one is added, and the flags that say there are signatures. */
static void set_direct_form(struct signing *signing, const struct pdf_value *form, const char *field)
{
    const struct pdf_value *fields = pdf_entry(signing->pdf, form, "Fields");
    const char *list = NULL;

    if (field != NULL)
        list = update_with_item(&signing->update, pdf_resolve(signing->pdf, fields), field);
    const struct update_change changes[] = {
        {"Fields", list},
        {"SigFlags", arena_format(signing->arena, "%d", FORM_FLAGS)},
    };
    update_set(&signing->update, signing->root, "AcroForm", update_with(&signing->update, form, changes, 2));
}

/* `field`: a reference to a field that is added, or NULL. */
static void set_form(struct signing *signing, const char *field)
{
    const struct pdf_value *entry = pdf_entry(signing->pdf, signing->pdf->catalog, "AcroForm");
    const struct pdf_value *form = pdf_resolve(signing->pdf, entry);
    int64_t flags;
    bool is_flagged = pdf_integer(pdf_find(signing->pdf, form, "SigFlags"), &flags) && flags == FORM_FLAGS;

    if (field == NULL && is_flagged)
        return;
    if (entry->kind != PDF_REFERENCE || form->kind != PDF_DICTIONARY) {
        set_direct_form(signing, form, field);
        return;
    }
    if (field != NULL)
        add_to_array(signing, entry->as.reference.number, "Fields", field);
    if (!is_flagged)
        update_set(&signing->update, entry->as.reference.number, "SigFlags",
                   arena_format(signing->arena, "%d", FORM_FLAGS));
}

static bool find_page(struct signing *signing, uint32_t *number)
{
    size_t wanted = signing->options->box != NULL ? signing->options->box->page : 1, count;
    struct diag_cause cause;
    const struct pdf_value *pages = pdf_pages(signing->pdf, signing->arena, &count, &cause);

    if (pages == NULL)
        return report(signing, &cause);
    if (wanted < 1 || wanted > count)
        return refuse(signing, DIAG_BOTH("it has no page of this number", "その番号のページがありません"));
    *number = pages[wanted - 1].as.reference.number;
    return true;
}

static bool has_annotation(const struct signing *signing, const struct pdf_value *page, uint32_t number)
{
    const struct pdf_value *annotations = pdf_find(signing->pdf, page, "Annots");

    for (size_t i = 0; i < pdf_count(signing->pdf, annotations); i++)
        if (pdf_item(signing->pdf, annotations, i) == pdf_numbered(signing->pdf, number))
            return true;
    return false;
}

/* Gives the widget of a field the place that was asked for: on its page, which the structure tree names too. */
static bool place_widget(struct signing *signing, uint32_t widget)
{
    uint32_t page;

    if (signing->options->box == NULL)
        return true;
    if (!find_page(signing, &page))
        return false;
    if (!has_annotation(signing, pdf_numbered(signing->pdf, page), widget))
        return refuse(
            signing,
            DIAG_BOTH("the field to fill is on another page; name a new one with --field",
                      "空いている署名欄は別のページにあります。新しい欄を作るには --field で名前を付けてください"));
    update_set(&signing->update, widget, "Rect", rectangle(signing, pdf_numbered(signing->pdf, page)));
    return true;
}

static bool add_field(struct signing *signing, const char *name, uint32_t signature)
{
    uint32_t number = update_number(&signing->update), page = 0;
    const char *look = appearance(signing);

    if (look == NULL || !find_page(signing, &page))
        return false;
    update_open_object(&signing->update, number);
    sink_format(signing->out, "<</Type/Annot/Subtype/Widget/FT/Sig/T%s/F " WIDGET_FLAGS "/Rect%s/P %s/AP%s/V %s>>",
                text_of(signing, name), rectangle(signing, pdf_numbered(signing->pdf, page)),
                update_reference(&signing->update, page), look, update_reference(&signing->update, signature));
    update_close_object(&signing->update);
    add_to_array(signing, page, "Annots", update_reference(&signing->update, number));
    set_form(signing, update_reference(&signing->update, number));
    return true;
}

static bool fill_field(struct signing *signing, const struct sign_field *field, uint32_t signature)
{
    const struct pdf_value *widget = pdf_numbered(signing->pdf, field->widget);
    bool has_look = pdf_is_dictionary(pdf_find(signing->pdf, widget, "AP"));

    update_set(&signing->update, field->number, "V", update_reference(&signing->update, signature));
    if (signing->options->appearance != NULL || !has_look) {
        const char *look = appearance(signing);
        if (look == NULL)
            return false;
        update_set(&signing->update, field->widget, "AP", look);
    }
    if (pdf_find(signing->pdf, widget, "F")->kind == PDF_NULL)
        update_set(&signing->update, field->widget, "F", WIDGET_FLAGS);
    set_form(signing, NULL);
    return place_widget(signing, field->widget);
}

/* --- certification --- */

static bool is_certified(const struct signing *signing, int64_t *level)
{
    const struct pdf_value *signature =
        pdf_find(signing->pdf, pdf_find(signing->pdf, signing->pdf->catalog, "Perms"), "DocMDP");
    const struct pdf_value *reference = pdf_item(signing->pdf, pdf_find(signing->pdf, signature, "Reference"), 0);

    *level = SIGN_CERTIFY_FORMS; /* table 257 */
    pdf_integer(pdf_find(signing->pdf, pdf_find(signing->pdf, reference, "TransformParams"), "P"), level);
    return pdf_is_dictionary(signature);
}

/* 12.8.2.2: the first signature alone can certify, and what it allows binds the later ones. */
static bool check_certification(struct signing *signing)
{
    size_t count;
    const struct sign_field *fields = list_fields(signing, &count);
    int64_t level;

    if (fields == NULL)
        return false;
    if (is_certified(signing, &level) && level == SIGN_CERTIFY_NOTHING)
        return refuse(signing,
                      DIAG_BOTH("it is certified, with no change allowed", "変更を認めない証明済みの文書です"));
    for (size_t i = 0; signing->options->certify != SIGN_APPROVE && i < count; i++)
        if (is_signed(&fields[i]))
            return refuse(signing,
                          DIAG_BOTH("only the first signature can certify it", "証明できるのは最初の署名だけです"));
    return true;
}

static void set_permissions(struct signing *signing, uint32_t signature)
{
    const struct pdf_value *permissions = pdf_find(signing->pdf, signing->pdf->catalog, "Perms");
    const struct update_change change = {"DocMDP", update_reference(&signing->update, signature)};

    if (signing->options->certify != SIGN_APPROVE)
        update_set(&signing->update, signing->root, "Perms", update_with(&signing->update, permissions, &change, 1));
}

/* --- filling the gap --- */

static void fill_byte_range(struct sink *out, const struct gap *gap)
{
    char text[BYTE_RANGE_SIZE + 1];
    int size = snprintf(text, sizeof(text), "[0 %zu %zu %zu]", gap->start, gap->end, out->size - gap->end);

    memcpy(out->bytes + gap->byte_range, text, (size_t)size);
}

static bool put_into_gap(struct sink *out, size_t start, size_t end, const struct sink *der, struct diags *diags)
{
    static const char digits[] = "0123456789abcdef";
    char *at = out->bytes + start + 1, size[32], room[32];

    if (2 * der->size > end - start - 2) {
        snprintf(size, sizeof(size), "%zu", der->size);
        snprintf(room, sizeof(room), "%zu", (end - start - 2) / 2);
        return diags_error(diags, DIAG_SIGN_RESERVE, &SOURCE_NOWHERE, NULL, DIAG_ARGS(size, room));
    }
    for (size_t i = 0; i < der->size; i++) {
        *at++ = digits[(unsigned char)der->bytes[i] >> 4];
        *at++ = digits[(unsigned char)der->bytes[i] & 15];
    }
    return true;
}

static bool fill_with_signature(struct signing *signing, const struct sign_key *key)
{
    const struct gap *gap = &signing->gap;
    struct sign_digest digest;
    struct sink der = {0};
    bool is_good = sign_digest_around(signing->out->bytes, signing->out->size, gap->start, gap->end, key->digest,
                                      &digest, signing->diags) &&
                   sign_cms(key, &digest, signing->options->authority, &der, signing->diags) &&
                   put_into_gap(signing->out, gap->start, gap->end, &der, signing->diags);

    sink_close(&der);
    return is_good;
}

static bool fill_with_stamp(struct signing *signing)
{
    const struct gap *gap = &signing->gap;
    struct sign_digest digest;
    struct sink token = {0};
    bool is_good = sign_digest_around(signing->out->bytes, signing->out->size, gap->start, gap->end, EVP_sha256(),
                                      &digest, signing->diags) &&
                   sign_stamp(signing->options->authority, digest.bytes, &token, signing->diags) &&
                   put_into_gap(signing->out, gap->start, gap->end, &token, signing->diags);

    sink_close(&token);
    return is_good;
}

/* --- the two kinds of update --- */

/* Up to the gap, which stays empty. */
static bool write_signature(struct signing *signing)
{
    const struct sign_field *field;

    if (!check_certification(signing) || !choose_field(signing, &field))
        return false;
    update_begin(&signing->update, signing->pdf, signing->arena, signing->out);
    uint32_t signature = put_signature(signing);
    const char *name = signing->options->field != NULL ? signing->options->field : new_name(signing, "Signature");
    if (field != NULL ? !fill_field(signing, field, signature) : !add_field(signing, name, signature))
        return false;
    set_permissions(signing, signature);
    update_end(&signing->update);
    fill_byte_range(signing->out, &signing->gap);
    return true;
}

/* One more of each array, after those that are there. */
static const char *evidence_array(struct signing *signing, const struct pdf_value *store, const char *key,
                                  const struct sign_bytes *list, size_t count)
{
    const struct pdf_value *before = pdf_find(signing->pdf, store, key);
    struct sink items = {0};
    const char *text = NULL;

    for (size_t i = 0; i < count; i++) {
        uint32_t number = update_add_stream(&signing->update, "", list[i].bytes, list[i].size);
        sink_format(&items, i > 0 ? " %s" : "%s", update_reference(&signing->update, number));
    }
    if (count > 0) {
        sink_put_char(&items, '\0');
        text = update_with_item(&signing->update, before, items.bytes);
    }
    sink_close(&items);
    return text;
}

/* 12.8.4.3: the document security store. */
static void write_evidence(struct signing *signing)
{
    const struct sign_evidence *evidence = signing->options->evidence;
    const struct pdf_value *store = pdf_find(signing->pdf, signing->pdf->catalog, "DSS");
    const struct update_change changes[] = {
        {"Certs", evidence_array(signing, store, "Certs", evidence->certificates, evidence->certificate_count)},
        {"OCSPs", evidence_array(signing, store, "OCSPs", evidence->ocsps, evidence->ocsp_count)},
        {"CRLs", evidence_array(signing, store, "CRLs", evidence->crls, evidence->crl_count)},
        {"Type", "/DSS"},
    };
    const char *text = update_with(&signing->update, store, changes, sizeof(changes) / sizeof(changes[0]));
    uint32_t number = update_number(&signing->update);

    update_open_object(&signing->update, number);
    sink_put_string(signing->out, text);
    update_close_object(&signing->update);
    update_set(&signing->update, signing->root, "DSS", update_reference(&signing->update, number));
}

/* A hidden field of its own: the one that the document reserves is for a person. */
static bool write_stamp(struct signing *signing)
{
    const char *name = new_name(signing, "Timestamp");
    struct sign_options *hidden = arena_new(signing->arena, struct sign_options);

    if (name == NULL)
        return false;
    *hidden = *signing->options;
    hidden->box = NULL;
    hidden->appearance = NULL;
    signing->options = hidden;
    update_begin(&signing->update, signing->pdf, signing->arena, signing->out);
    if (hidden->evidence != NULL)
        write_evidence(signing);
    bool is_good = add_field(signing, name, put_stamp(signing));
    if (is_good) {
        update_end(&signing->update);
        fill_byte_range(signing->out, &signing->gap);
        is_good = fill_with_stamp(signing);
    }
    return is_good;
}

bool sign_stamp_document(const struct source *file, const struct sign_options *options, struct sink *out,
                         struct diags *diags)
{
    struct signing signing;
    bool is_good = begin(&signing, file, options, out, diags) && write_stamp(&signing);

    end(&signing);
    return is_good;
}

/* The file in `out` with the evidence and a time stamp behind it. */
static bool add_evidence(const char *name, const struct sign_options *options, struct sink *out, struct diags *diags)
{
    struct sink before = *out;
    struct source file = {.name = name, .bytes = before.bytes, .size = before.size};
    bool is_good;

    *out = (struct sink){0};
    is_good = sign_stamp_document(&file, options, out, diags);
    sink_close(&before);
    return is_good;
}

bool sign_document(const struct source *file, const struct sign_key *key, const struct sign_options *options,
                   struct sink *out, struct diags *diags)
{
    struct signing signing;
    bool is_good = sign_key_check(key, options->time, diags);

    if (!is_good)
        return false;
    is_good =
        begin(&signing, file, options, out, diags) && write_signature(&signing) && fill_with_signature(&signing, key);
    end(&signing);
    if (is_good && options->evidence != NULL)
        is_good = add_evidence(file->name, options, out, diags);
    return is_good;
}

/* --- in two steps --- */

bool sign_prepare(const struct source *file, const struct sign_options *options, struct sink *out, struct diags *diags)
{
    struct signing signing;
    bool is_good = begin(&signing, file, options, out, diags) && write_signature(&signing);

    end(&signing);
    return is_good;
}

static bool is_zero(const struct pdf_value *string)
{
    for (size_t i = 0; i < string->as.text.size; i++)
        if (string->as.text.bytes[i] != 0)
            return false;
    return string->kind == PDF_STRING && string->end > string->start;
}

static bool names_gap(const struct signing *signing, const struct pdf_value *signature,
                      const struct pdf_value *contents)
{
    const struct pdf_value *range = pdf_find(signing->pdf, signature, "ByteRange");
    const int64_t expected[] = {0, (int64_t)contents->start, (int64_t)contents->end,
                                (int64_t)(signing->file->size - contents->end)};
    int64_t number;

    for (size_t i = 0; i < 4; i++)
        if (!pdf_integer(pdf_item(signing->pdf, range, i), &number) || number != expected[i])
            return false;
    return pdf_count(signing->pdf, range) == 4;
}

static bool find_gap(struct signing *signing, size_t *start, size_t *end)
{
    size_t count;
    const struct sign_field *fields = list_fields(signing, &count);

    for (size_t i = 0; fields != NULL && i < count; i++) {
        const struct pdf_value *signature = pdf_resolve(signing->pdf, fields[i].value);
        const struct pdf_value *contents = pdf_entry(signing->pdf, signature, "Contents");
        if (!is_zero(contents) || !names_gap(signing, signature, contents))
            continue;
        *start = contents->start;
        *end = contents->end;
        return true;
    }
    return fields != NULL &&
           refuse(signing, DIAG_BOTH("it was not prepared for a signature from elsewhere (sign --digest)",
                                     "外部署名の準備（sign --digest）がされていません"));
}

bool sign_find_gap(const struct source *file, const struct limits *limits, size_t *start, size_t *end_of_gap,
                   struct diags *diags)
{
    const struct sign_options options = {.limits = limits};
    struct signing signing;
    bool is_good = begin(&signing, file, &options, NULL, diags) && find_gap(&signing, start, end_of_gap);

    end(&signing);
    return is_good;
}

bool sign_attach(const struct source *file, const char *name, const char *cms, size_t size,
                 const struct sign_options *options, struct sink *out, struct diags *diags)
{
    struct sink der = {0};
    size_t start, end_of_gap;
    bool is_good = sign_find_gap(file, options->limits, &start, &end_of_gap, diags) &&
                   sign_cms_take(cms, size, name, file, start, end_of_gap, options->authority, &der, diags);

    if (is_good) {
        sink_put(out, file->bytes, file->size);
        is_good = put_into_gap(out, start, end_of_gap, &der, diags);
    }
    sink_close(&der);
    if (is_good && options->evidence != NULL)
        is_good = add_evidence(file->name, options, out, diags);
    return is_good;
}

/* --- the size of what is seen --- */

static bool size_of_rectangle(const struct signing *signing, const struct pdf_value *rectangle, int64_t *width,
                              int64_t *height)
{
    int64_t side[4];

    for (size_t i = 0; i < 4; i++)
        if (!pdf_thousandths(pdf_item(signing->pdf, rectangle, i), &side[i]))
            return false;
    *width = llabs(side[2] - side[0]);
    *height = llabs(side[3] - side[1]);
    return *width > 0 && *height > 0;
}

static bool find_size(struct signing *signing, int64_t *width, int64_t *height)
{
    const struct sign_field *field;

    if (signing->options->box != NULL) {
        *width = signing->options->box->width;
        *height = signing->options->box->height;
        return true;
    }
    if (!choose_field(signing, &field))
        return false;
    return (field != NULL &&
            size_of_rectangle(signing, pdf_find(signing->pdf, pdf_numbered(signing->pdf, field->widget), "Rect"), width,
                              height)) ||
           refuse(signing,
                  DIAG_BOTH("it has no place for a visible signature; give one with --visible=PAGE,X,Y,WIDTH,HEIGHT",
                            "見える署名の場所がありません。--visible=ページ,X,Y,幅,高さ で指定してください"));
}

bool sign_find_size(const struct source *file, const struct sign_options *options, int64_t *width, int64_t *height,
                    struct diags *diags)
{
    struct signing signing;
    bool is_seen = begin(&signing, file, options, NULL, diags) && find_size(&signing, width, height);

    end(&signing);
    return is_seen;
}
