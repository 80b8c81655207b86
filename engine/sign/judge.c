/*
 * The file is looked at as it was at the end of each revision: a later revision may hide what an earlier one says, but
 * not from a reader that stops before it.
 */
#include "sign/judging.h"

#include "sign/field.h"

#include <openssl/err.h>
#include <string.h>

/* --- findings --- */

const char *judge_field(const struct judging *judging)
{
    return judging->current < judging->signature_count ? judging->signatures[judging->current].field : "";
}

bool judge_find(struct judging *judging, enum diag_code code, struct diag_args args)
{
    judging->findings = arena_grow(judging->arena, judging->findings, judging->finding_count, &judging->finding_room,
                                   sizeof(*judging->findings));
    judging->findings[judging->finding_count++] = (struct judge_finding){{code, args}, judging->current};
    if (judging->current < judging->signature_count)
        judging->signatures[judging->current].findings++;
    return false;
}

/* --- one signature: where it stands --- */

static bool bad_range(struct judging *judging, const char *reason)
{
    return judge_find(judging, DIAG_JUDGE_RANGE, DIAG_ARGS(judge_field(judging), reason));
}

/* What a revision has behind "%%EOF": one end of line at most, which some programs sign and some do not. */
static bool is_line_end(const struct pdf *pdf, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (pdf->file->bytes[i] != '\r' && pdf->file->bytes[i] != '\n')
            return false;
    return from <= to;
}

static bool check_range(struct judging *judging, const struct pdf *pdf, const struct pdf_value *signature,
                        const struct pdf_value *contents)
{
    const struct pdf_value *range = pdf_find(pdf, signature, "ByteRange");
    int64_t number[4];

    if (pdf_count(pdf, range) != 4)
        return bad_range(judging, DIAG_BOTH("it has no byte range", "範囲がありません"));
    for (size_t i = 0; i < 4; i++)
        if (!pdf_integer(pdf_item(pdf, range, i), &number[i]) || number[i] < 0)
            return bad_range(judging, DIAG_BOTH("its byte range is ill-formed", "範囲の形が正しくありません"));
    if (number[0] != 0)
        return bad_range(judging, DIAG_BOTH("it does not begin with the file", "ファイルの先頭からではありません"));
    if (contents->end <= contents->start || number[1] != (int64_t)contents->start ||
        number[2] != (int64_t)contents->end)
        return bad_range(judging,
                         DIAG_BOTH("its gap is not its own string", "除外部分が署名自身の文字列と一致しません"));
    if (number[3] > (int64_t)pdf->file->size - number[2] ||
        !is_line_end(pdf, (size_t)(number[2] + number[3]), pdf->file->size))
        return bad_range(judging, DIAG_BOTH("it does not reach to the end", "終わりまで届いていません"));
    judging->signatures[judging->current].covered = (size_t)(number[2] + number[3]);
    return true;
}

/* The gap as it is written: < and lower-case digits and >. */
static bool check_hexadecimal(struct judging *judging, const struct pdf *pdf, const struct pdf_value *contents)
{
    const char *text = pdf->file->bytes + contents->start;
    size_t size = contents->end - contents->start;
    bool is_good = size >= 2 && size % 2 == 0 && text[0] == '<' && text[size - 1] == '>';

    for (size_t i = 1; is_good && i + 1 < size; i++)
        is_good = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    return is_good || judge_find(judging, DIAG_JUDGE_HEX, DIAG_ARGS(judge_field(judging)));
}

/* How many bytes of the string are the signature: as its own length says. */
static size_t size_of_element(const struct pdf_value *contents)
{
    const unsigned char *bytes = (const unsigned char *)contents->as.text.bytes;
    size_t size = contents->as.text.size, length = 0, count;

    if (size < 2 || bytes[0] != 0x30)
        return 0;
    if (bytes[1] < 0x80)
        return (size_t)bytes[1] + 2 <= size ? (size_t)bytes[1] + 2 : 0;
    count = bytes[1] & 0x7F;
    if (count == 0 || count > 4 || size < 2 + count)
        return 0;
    for (size_t i = 0; i < count; i++)
        length = length << 8 | bytes[2 + i];
    return length <= size - 2 - count ? 2 + count + length : 0;
}

static bool check_padding(struct judging *judging, const struct pdf_value *contents, size_t used)
{
    for (size_t i = used; i < contents->as.text.size; i++)
        if (contents->as.text.bytes[i] != 0)
            return judge_find(judging, DIAG_JUDGE_PADDING, DIAG_ARGS(judge_field(judging)));
    return true;
}

static struct judge_content content_around(const struct pdf *pdf, const struct pdf_value *contents, size_t covered)
{
    return (struct judge_content){
        .bytes = {pdf->file->bytes, pdf->file->bytes + contents->end},
        .sizes = {contents->start, covered - contents->end},
    };
}

/* --- one signature: what it says --- */

static bool take_digits(const char *text, size_t count, int *number)
{
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

/* Days from 1970-01-01 to a day of the calendar; months from 1. After Howard Hinnant's days_from_civil. */
static int64_t days_to(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year, era = y / 400, year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int64_t judge_seconds(int year, int month, int day, int hour, int minute, int second)
{
    return ((days_to(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

/* 7.9.4: D:YYYYMMDDHHmmSS and Z or +HH'mm. */
static int64_t read_date(const struct pdf_value *value)
{
    int part[5], year, zone_hour = 0, zone_minute = 0;
    const char *text = value->as.text.bytes;

    if (value->kind != PDF_STRING || value->as.text.size < 16 || strncmp(text, "D:", 2) != 0 ||
        !take_digits(text + 2, 4, &year))
        return JUDGE_NO_TIME;
    for (size_t i = 0; i < 5; i++)
        if (!take_digits(text + 6 + 2 * i, 2, &part[i]))
            return JUDGE_NO_TIME;
    if (part[0] < 1 || part[0] > 12 || year < 1970)
        return JUDGE_NO_TIME;
    int64_t zone = 0;
    if (value->as.text.size >= 19 && (text[16] == '+' || text[16] == '-') && take_digits(text + 17, 2, &zone_hour)) {
        if (value->as.text.size >= 22)
            take_digits(text + 20, 2, &zone_minute);
        zone = (zone_hour * 60 + zone_minute) * 60 * (text[16] == '-' ? -1 : 1);
    }
    return judge_seconds(year, part[0], part[1], part[2], part[3], part[4]) - zone;
}

static int certification_of(const struct pdf *pdf, const struct pdf_value *signature)
{
    const struct pdf_value *reference = pdf_item(pdf, pdf_find(pdf, signature, "Reference"), 0);
    int64_t level = 0;

    if (!pdf_is_name(pdf_find(pdf, reference, "TransformMethod"), "DocMDP"))
        return 0;
    if (!pdf_integer(pdf_find(pdf, pdf_find(pdf, reference, "TransformParams"), "P"), &level))
        return 2; /* ISO 32000-2, table 257 */
    return level >= 1 && level <= 3 ? (int)level : 0;
}

static void describe(struct judging *judging, const struct pdf *pdf, const struct sign_field *field,
                     const struct pdf_value *signature, size_t revision)
{
    judging->signatures = arena_grow(judging->arena, judging->signatures, judging->signature_count,
                                     &judging->signature_room, sizeof(*judging->signatures));
    judging->current = judging->signature_count++;
    judging->signatures[judging->current] = (struct judge_signature){
        .field = arena_copy_string(judging->arena, field->name),
        .is_stamp = pdf_is_name(pdf_find(pdf, signature, "Type"), "DocTimeStamp") ||
                    pdf_is_name(pdf_find(pdf, signature, "SubFilter"), "ETSI.RFC3161"),
        .revision = revision,
        .covered = judging->pdf->revisions[revision].end,
        .claimed = read_date(pdf_find(pdf, signature, "M")),
        .stamped = JUDGE_NO_TIME,
        .name = pdf_text(judging->arena, pdf_find(pdf, signature, "Name")),
        .reason = pdf_text(judging->arena, pdf_find(pdf, signature, "Reason")),
        .location = pdf_text(judging->arena, pdf_find(pdf, signature, "Location")),
        .certify = certification_of(pdf, signature),
    };
}

/* Whether it is the last of all revisions: then a time that is given is the one its certificate is judged at. */
static int64_t time_for_stamp(const struct judging *judging)
{
    bool is_last = judging->signatures[judging->current].revision + 1 == judging->pdf->revision_count;

    return is_last ? judging->options->time : JUDGE_NO_TIME;
}

static bool check_kind(struct judging *judging, const struct pdf *pdf, const struct pdf_value *signature)
{
    const char *expected = judging->signatures[judging->current].is_stamp ? "ETSI.RFC3161" : "ETSI.CAdES.detached";

    return pdf_is_name(pdf_find(pdf, signature, "SubFilter"), expected) ||
           judge_find(judging, DIAG_JUDGE_FORM,
                      DIAG_ARGS(judge_field(judging), DIAG_BOTH("its kind (SubFilter) is not one of PAdES",
                                                                "種類（SubFilter）が PAdES のものではありません")));
}

static void judge_signature(struct judging *judging, const struct pdf *pdf, const struct pdf_value *signature)
{
    const struct pdf_value *contents = pdf_entry(pdf, signature, "Contents");
    size_t used;

    if (!check_kind(judging, pdf, signature) || !check_range(judging, pdf, signature, contents) ||
        !check_hexadecimal(judging, pdf, contents))
        return;
    used = size_of_element(contents);
    if (used == 0) {
        judge_find(judging, DIAG_JUDGE_FORM,
                   DIAG_ARGS(judge_field(judging), DIAG_BOTH("it is no DER", "DER ではありません")));
        return;
    }
    check_padding(judging, contents, used);
    struct judge_content content = content_around(pdf, contents, judging->signatures[judging->current].covered);
    if (judging->signatures[judging->current].is_stamp)
        judge_stamp(judging, contents->as.text.bytes, used, &content, time_for_stamp(judging));
    else
        judge_cms(judging, contents->as.text.bytes, used, &content);
}

/* --- one revision --- */

static const struct sign_field *fields_of(struct judging *judging, const struct pdf *pdf, size_t *count)
{
    const char *reason;
    const struct sign_field *fields = sign_fields(pdf, judging->arena, count, &reason);

    judging->current = SIZE_MAX;
    if (fields == NULL) {
        judge_find(judging, DIAG_JUDGE_FIELD, DIAG_ARGS(reason));
        *count = 0;
    }
    return fields;
}

/* The revision that wrote what the field is signed with. */
static size_t revision_of(const struct pdf *pdf, const struct sign_field *field)
{
    const struct pdf_value *entry = pdf_entry(pdf, field->field, "V");

    if (entry->kind == PDF_REFERENCE && entry->as.reference.number < pdf->object_count)
        return pdf->objects[entry->as.reference.number].revision;
    return pdf->objects[field->number].revision;
}

static void judge_fields(struct judging *judging, const struct pdf *pdf, size_t revision)
{
    size_t count;
    const struct sign_field *fields = fields_of(judging, pdf, &count);

    for (size_t i = 0; i < count; i++) {
        const struct pdf_value *signature = pdf_resolve(pdf, fields[i].value);
        if (signature->kind == PDF_NULL || revision_of(pdf, &fields[i]) != revision)
            continue;
        describe(judging, pdf, &fields[i], signature, revision);
        judge_signature(judging, pdf, signature);
    }
    judging->current = SIZE_MAX;
}

/* A signature that no field shows is one that was hidden. */
static void judge_orphans(struct judging *judging, const struct pdf *pdf)
{
    size_t count, shown = 0, there = 0;
    const struct sign_field *fields = fields_of(judging, pdf, &count);

    for (size_t i = 0; i < count; i++)
        shown += pdf_is_dictionary(pdf_resolve(pdf, fields[i].value)) &&
                 pdf_find(pdf, fields[i].value, "ByteRange")->kind == PDF_ARRAY;
    for (size_t i = 0; i < pdf->object_count; i++)
        there += pdf->objects[i].value.kind == PDF_DICTIONARY &&
                 pdf_find(pdf, &pdf->objects[i].value, "ByteRange")->kind == PDF_ARRAY;
    if (there > shown)
        judge_find(
            judging, DIAG_JUDGE_FIELD,
            DIAG_ARGS(DIAG_BOTH("there is a signature that no field shows", "どの欄にも属さない署名があります")));
}

/* The file as it was at the end of a revision; NULL: it cannot have been one. */
static const struct pdf *open_revision(struct judging *judging, size_t revision)
{
    struct source *file = arena_new(judging->arena, struct source);
    struct diag_cause cause;
    const struct pdf *pdf;

    if (revision + 1 == judging->pdf->revision_count &&
        judging->pdf->revisions[revision].end == judging->pdf->file->size)
        return judging->pdf;
    *file = *judging->pdf->file;
    file->size = judging->pdf->revisions[revision].end;
    pdf = pdf_open(judging->arena, file, judging->options->limits, &cause);
    if (pdf == NULL)
        judge_find(judging, DIAG_JUDGE_REVISION, DIAG_ARGS(arena_format(judging->arena, "%zu", revision + 1)));
    return pdf;
}

static struct judge_revision *list_revisions(struct arena *arena, const struct pdf *pdf)
{
    struct judge_revision *revisions = arena_array(arena, struct judge_revision, pdf->revision_count);

    for (size_t i = 0; i < pdf->revision_count; i++)
        revisions[i] = (struct judge_revision){
            .start = pdf->revisions[i].start, .end = pdf->revisions[i].end, .object_count = pdf->revisions[i].count};
    return revisions;
}

static void judge_revisions(struct judging *judging)
{
    const struct pdf *before = NULL;

    for (size_t i = 0; i < judging->pdf->revision_count; i++) {
        const struct pdf *after = open_revision(judging, i);
        if (after == NULL)
            return;
        judging->revisions[i].has_evidence = judge_writes_store(after, i);
        if (judging->signature_count > 0 && before != NULL)
            judge_update(judging, before, after);
        judge_fields(judging, after, i);
        before = after;
    }
    judge_orphans(judging, judging->pdf);
}

/* --- the file --- */

static void judge_end(struct judging *judging)
{
    const struct judge_signature *last = &judging->signatures[judging->signature_count - 1];
    size_t end = judging->pdf->revisions[judging->pdf->revision_count - 1].end;

    judging->current = SIZE_MAX;
    if (judging->signatures[0].revision + 1 < judging->pdf->revision_count &&
        (last->revision + 1 != judging->pdf->revision_count || !last->is_stamp))
        judge_find(judging, DIAG_JUDGE_END, DIAG_NO_ARGS);
    if (end != judging->pdf->file->size)
        judge_find(
            judging, DIAG_JUDGE_UPDATE,
            DIAG_ARGS(arena_format(judging->arena, "%zu", judging->pdf->revision_count + 1),
                      DIAG_BOTH("bytes follow the end of the file", "ファイルの終わりの後に余分なデータがあります")));
}

static size_t end_before_signatures(const struct judging *judging)
{
    if (judging->signature_count == 0)
        return judging->pdf->file->size;
    return judging->pdf->revisions[judging->signatures[0].revision].start;
}

const struct judgement *judge_pdf(struct arena *arena, const struct pdf *pdf, const struct judge_options *options)
{
    struct judging judging = {.arena = arena, .pdf = pdf, .options = options, .current = SIZE_MAX};
    struct judgement *judgement = arena_new(arena, struct judgement);

    judging.revisions = list_revisions(arena, pdf);
    judge_read_evidence(&judging);
    judge_revisions(&judging);
    if (judging.signature_count > 0)
        judge_end(&judging);
    judge_free_evidence(&judging);
    ERR_clear_error();
    judgement->signatures = judging.signatures;
    judgement->signature_count = judging.signature_count;
    judgement->findings = judging.findings;
    judgement->finding_count = judging.finding_count;
    judgement->revisions = judging.revisions;
    judgement->revision_count = pdf->revision_count;
    judgement->unsigned_end = end_before_signatures(&judging);
    return judgement;
}
