/*
 * engine_verify_report.c - what was found out about a file, as a report for people and as a line of JSON.
 *
 * For people the verdict comes first; every name in a file may have been written by anybody, so it is cleaned.
 */
#include "parts.h"

#include "data/datetime.h"

#include <string.h>

struct reporting {
    const struct todoke_verification *verification;
    const struct judgement *judgement;   /* or NULL */
    const struct archive_record *record; /* or NULL */
    enum diag_language language;
    struct arena *arena;
    struct sink sink;
};

static const char *say(const struct reporting *reporting, const char *english, const char *japanese)
{
    return reporting->language == DIAG_ENGLISH ? english : japanese;
}

/* --- shared ------------------------------------------------------------------------------------------------------- */

/* ETSI EN 319 142-1, 6: the time stamp may be the signature's own, or one over the whole file behind it. NULL: none. */
static const struct judge_signature *stamp_of(const struct judgement *judgement, size_t index)
{
    if (judgement->signatures[index].stamped != JUDGE_NO_TIME)
        return &judgement->signatures[index];
    for (size_t i = index + 1; i < judgement->signature_count; i++)
        if (judgement->signatures[i].is_stamp && judgement->signatures[i].stamped != JUDGE_NO_TIME)
            return &judgement->signatures[i];
    return NULL;
}

/* NULL: a signature that states its own time is at none of them (ETSI EN 319 142-1, 6.3). */
static const char *level_of(const struct judgement *judgement, size_t index)
{
    const struct judge_signature *signature = &judgement->signatures[index], *stamp = stamp_of(judgement, index);

    if (signature->states_time)
        return NULL;
    if (!stamp)
        return "B-B";
    return signature->has_evidence && stamp->has_evidence ? "B-LT" : "B-T";
}

/* "2026-11-29T21:00:00+09:00": seconds since 1970 UTC as they are in a zone so many hours east. */
static const char *time_text(struct arena *arena, int64_t time, int hours, const char *zone)
{
    int64_t local = time + hours * 3600, second = local % 86400;
    struct civil civil;

    if (second < 0)
        second += 86400;
    civil = civil_from_days((local - second) / 86400);
    return arena_format(arena, "%04lld-%02d-%02dT%02d:%02d:%02d%s", (long long)civil.year, civil.month, civil.day,
                        (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60), zone);
}

/* The first signature that is no time stamp, or NULL. */
static const struct judge_signature *first_signature(const struct judgement *judgement)
{
    for (size_t i = 0; judgement && i < judgement->signature_count; i++)
        if (!judgement->signatures[i].is_stamp)
            return &judgement->signatures[i];
    return NULL;
}

/* --- for people: the verdict -------------------------------------------------------------------------------------- */

static void put_line(struct reporting *reporting, const char *text)
{
    diag_put_clean(&reporting->sink, text);
    sink_put_char(&reporting->sink, '\n');
}

static const char *or_unknown(const struct reporting *reporting, const char *name)
{
    return name && *name ? name : say(reporting, "(unknown)", "（不明）");
}

static const char *who(const struct reporting *reporting)
{
    const struct judge_signature *signature = first_signature(reporting->judgement);

    if (signature && signature->findings > 0)
        return arena_format(reporting->arena,
                            say(reporting, "signed in the name of %s, unconfirmed", "%s 名義の署名、未確認"),
                            or_unknown(reporting, signature->signer));
    if (signature)
        return arena_format(reporting->arena, say(reporting, "signed by %s", "署名者 %s"),
                            or_unknown(reporting, signature->signer));
    if (!reporting->judgement)
        return say(reporting, "unreadable, signatures and all", "署名も含めて読み取れません");
    if (reporting->judgement->signature_count > 0)
        return say(reporting, "not signed, time-stamped", "署名なし、タイムスタンプあり");
    return say(reporting, "not signed", "署名なし");
}

static void put_verdict(struct reporting *reporting)
{
    static const char *const names[][2] = {
        [TODOKE_INTACT] = {[DIAG_JAPANESE] = "改変なし", [DIAG_ENGLISH] = "intact"},
        [TODOKE_DOUBTFUL] = {[DIAG_JAPANESE] = "疑わしい", [DIAG_ENGLISH] = "doubtful"},
        [TODOKE_UNKNOWN] = {[DIAG_JAPANESE] = "判定できない", [DIAG_ENGLISH] = "cannot be judged"},
    };
    enum todoke_verdict verdict = todoke_verification_verdict(reporting->verification);

    put_line(reporting, arena_format(reporting->arena, say(reporting, "%s: %s (%s)", "%s: %s（%s）"),
                                     reporting->verification->archive->file->name, names[verdict][reporting->language],
                                     who(reporting)));
}

/* --- for people: signatures --------------------------------------------------------------------------------------- */

static const char *japan_time(const struct reporting *reporting, int64_t time)
{
    return time_text(reporting->arena, time, 9, "+09:00");
}

static const char *when(const struct reporting *reporting, const struct judge_signature *signature)
{
    if (signature->stamped != JUDGE_NO_TIME)
        return arena_format(reporting->arena, say(reporting, "%s, time stamp of %s", "%s、%s のタイムスタンプ"),
                            japan_time(reporting, signature->stamped), or_unknown(reporting, signature->authority));
    if (signature->claimed != JUDGE_NO_TIME)
        return arena_format(
            reporting->arena,
            say(reporting, "%s by its own account, no time stamp", "%s（本人の申告、タイムスタンプなし）"),
            japan_time(reporting, signature->claimed));
    return say(reporting, "at an unknown time", "日時不明");
}

static void put_stamp(struct reporting *reporting, const struct judge_signature *signature)
{
    put_line(reporting,
             arena_format(reporting->arena, say(reporting, "  %s: document time stamp", "  %s: 文書タイムスタンプ"),
                          signature->field));
}

static const char *level_text(const struct reporting *reporting, size_t index)
{
    const char *level = level_of(reporting->judgement, index);

    return level ? level : say(reporting, "none: it states its own time", "なし（署名自身に時刻がある）");
}

static void put_signer(struct reporting *reporting, size_t index)
{
    const struct judge_signature *signature = &reporting->judgement->signatures[index];

    put_line(reporting, arena_format(reporting->arena,
                                     say(reporting, "  %s: %s, certificate issued by %s, level %s",
                                         "  %s: %s（証明書の発行者 %s）、水準 %s"),
                                     signature->field, or_unknown(reporting, signature->signer),
                                     or_unknown(reporting, signature->issuer), level_text(reporting, index)));
}

static void put_optional(struct reporting *reporting, const char *label, const char *value)
{
    if (value)
        put_line(reporting, arena_format(reporting->arena, "    %s: %s", label, value));
}

/* What DocMDP lets become of it (ISO 32000-2, table 257). */
static const char *certification(const struct reporting *reporting, int certify)
{
    switch (certify) {
    case 1:
        return say(reporting, "no changes allowed", "変更を認めない");
    case 2:
        return say(reporting, "filling in forms allowed", "フォームの記入を認める");
    case 3:
        return say(reporting, "filling in forms and notes allowed", "フォームの記入と注釈を認める");
    default:
        return NULL;
    }
}

static void put_signature(struct reporting *reporting, size_t index)
{
    const struct judge_signature *signature = &reporting->judgement->signatures[index];

    if (signature->is_stamp)
        put_stamp(reporting, signature);
    else
        put_signer(reporting, index);
    put_optional(reporting, say(reporting, "when", "日時"), when(reporting, signature));
    put_optional(reporting, say(reporting, "name", "氏名"), signature->name);
    put_optional(reporting, say(reporting, "reason", "理由"), signature->reason);
    put_optional(reporting, say(reporting, "location", "場所"), signature->location);
    put_optional(reporting, say(reporting, "certified", "文書の証明"), certification(reporting, signature->certify));
    put_optional(reporting, say(reporting, "covers", "対象"),
                 arena_format(reporting->arena,
                              say(reporting, "revision %zu of %zu and all before it, %zu bytes",
                                  "改訂 %zu（全 %zu）までの %zu バイト"),
                              signature->revision + 1, reporting->verification->archive->pdf->revision_count,
                              signature->covered));
}

static void put_signatures(struct reporting *reporting)
{
    if (!reporting->judgement || reporting->judgement->signature_count == 0)
        return;
    put_line(reporting, say(reporting, " signatures", " 署名"));
    for (size_t i = 0; i < reporting->judgement->signature_count; i++)
        put_signature(reporting, i);
}

/* --- for people: revisions ---------------------------------------------------------------------------------------- */

/* Whose it is and since when, of a signature or a time stamp. */
static const char *by_whom(const struct reporting *reporting, const struct judge_signature *signature)
{
    const char *name = signature->is_stamp ? signature->authority : signature->signer;
    int64_t time = signature->stamped != JUDGE_NO_TIME ? signature->stamped : signature->claimed;

    return arena_format(
        reporting->arena,
        signature->is_stamp
            ? say(reporting, ", document time stamp of %s, %s (field %s%s)", "、%s の文書タイムスタンプ、%s（欄 %s%s）")
            : say(reporting, ", signature of %s, %s (field %s%s)", "、%s の署名、%s（欄 %s%s）"),
        or_unknown(reporting, name),
        time == JUDGE_NO_TIME ? say(reporting, "at an unknown time", "日時不明") : japan_time(reporting, time),
        signature->field, signature->findings > 0 ? say(reporting, ", unconfirmed", "、未確認") : "");
}

static size_t signatures_in(const struct judgement *judgement, size_t revision)
{
    size_t count = 0;

    for (size_t i = 0; i < judgement->signature_count; i++)
        count += judgement->signatures[i].revision == revision;
    return count;
}

/* Neither the file as it was made nor anything that signing adds. */
static bool is_other(const struct judgement *judgement, size_t index)
{
    return index > 0 && !judgement->revisions[index].has_evidence && signatures_in(judgement, index) == 0;
}

static void put_revision(struct reporting *reporting, size_t index)
{
    const struct judgement *judgement = reporting->judgement;
    const struct judge_revision *revision = &judgement->revisions[index];
    struct sink text = {0};

    sink_format(&text, say(reporting, "    %zu: %zu bytes", "    %zu: %zu バイト"), index + 1,
                revision->end - revision->start);
    if (index == 0)
        sink_put_string(&text, say(reporting, ", the file as it was made", "、作成時のファイル"));
    if (revision->has_evidence)
        sink_put_string(&text, say(reporting, ", evidence (DSS)", "、検証情報（DSS）"));
    for (size_t i = 0; i < judgement->signature_count; i++)
        if (judgement->signatures[i].revision == index)
            sink_put_string(&text, by_whom(reporting, &judgement->signatures[i]));
    if (is_other(judgement, index))
        sink_format(
            &text,
            say(reporting, ", %zu objects changed without a signature", "、署名のない変更（オブジェクト %zu 個）"),
            revision->object_count);
    sink_put_char(&text, '\0');
    put_line(reporting, text.bytes);
    sink_close(&text);
}

static void put_revisions(struct reporting *reporting)
{
    if (!reporting->judgement || reporting->judgement->revision_count < 2)
        return;
    put_line(reporting, say(reporting, " revisions", " 改訂"));
    for (size_t i = 0; i < reporting->judgement->revision_count; i++)
        put_revision(reporting, i);
}

/* --- for people: findings, record, pages -------------------------------------------------------------------------- */

static void put_findings(struct reporting *reporting)
{
    const struct diags *findings = reporting->verification->findings;

    if (diags_count(findings) == 0)
        return;
    put_line(reporting, say(reporting, " findings", " 指摘"));
    for (size_t i = 0; i < diags_count(findings); i++)
        put_line(reporting,
                 arena_format(reporting->arena, "  [%s] %s", diags_at(findings, i)->name,
                              say(reporting, diags_at(findings, i)->english, diags_at(findings, i)->japanese)));
}

static void put_record(struct reporting *reporting)
{
    const struct archive_record *record = reporting->record;

    if (!record)
        return;
    put_line(reporting, say(reporting, " record", " 作成記録"));
    put_optional(reporting, say(reporting, "form", "様式"), record->form);
    put_optional(reporting, say(reporting, "made by", "作成したプログラム"),
                 engine_describe_makers(reporting->arena, record));
    put_line(reporting, say(reporting, "    the files inside are those that the record names",
                            "    中のファイルは、作成記録にあるものと一致しています"));
}

static const char *pages_text(const struct reporting *reporting)
{
    if (!reporting->verification->is_compared)
        return say(reporting, "not made again", "作り直していません");
    switch (reporting->verification->sameness) {
    case TODOKE_SAME_BYTES:
        return say(reporting, "made again from the data inside: the same, byte by byte",
                   "中のデータから作り直したものと、バイト列まで同じです");
    case TODOKE_SAME_CONTENT:
        return say(reporting, "made again from the data inside: they say the same, in other bytes",
                   "中のデータから作り直したものと、内容は同じです（バイト列は違います）");
    case TODOKE_DIFFERENT:
        return say(reporting, "not what the data inside gives", "中のデータから作られるものと違います");
    case TODOKE_UNJUDGED:
    case TODOKE_NOT_OURS:
        break;
    }
    return say(reporting, "could not be judged here", "ここでは判定できません");
}

static void put_pages(struct reporting *reporting)
{
    const struct judgement *judgement = reporting->judgement;
    bool is_signed = judgement && judgement->signature_count > 0;

    put_line(reporting, is_signed ? say(reporting, " pages, as they were signed", " ページ（署名されたもの）")
                                  : say(reporting, " pages", " ページ"));
    put_line(reporting, arena_format(reporting->arena, "    %s", pages_text(reporting)));
}

/* --- both --------------------------------------------------------------------------------------------------------- */

static struct reporting start(const struct todoke_verification *verification, enum todoke_language language)
{
    const struct archive *archive = verification->archive->archive;

    return (struct reporting){
        .verification = verification,
        .judgement = verification->judgement,
        .record = archive ? archive->record : NULL,
        .language = language_of(language),
        .arena = arena_open(),
    };
}

static void end(struct reporting *reporting, struct todoke_buffer *out)
{
    move_to_buffer(&reporting->sink, out);
    arena_close(reporting->arena);
}

void todoke_verification_text(const struct todoke_verification *verification, enum todoke_language language,
                              struct todoke_buffer *out)
{
    struct reporting reporting = start(verification, language);

    put_verdict(&reporting);
    put_signatures(&reporting);
    put_revisions(&reporting);
    put_findings(&reporting);
    put_record(&reporting);
    put_pages(&reporting);
    end(&reporting, out);
}

/* --- for programs ------------------------------------------------------------------------------------------------- */

static void put_key(struct sink *sink, const char *key)
{
    sink_format(sink, ",\"%s\":", key);
}

static void put_string(struct sink *sink, const char *key, const char *text)
{
    put_key(sink, key);
    if (text)
        sink_put_json_string(sink, text, strlen(text));
    else
        sink_put_string(sink, "null");
}

static void put_number(struct sink *sink, const char *key, size_t number)
{
    put_key(sink, key);
    sink_format(sink, "%zu", number);
}

static void put_time(struct reporting *reporting, const char *key, int64_t time)
{
    put_string(&reporting->sink, key, time == JUDGE_NO_TIME ? NULL : time_text(reporting->arena, time, 0, "Z"));
}

static const char *certify_name(int certify)
{
    static const char *const names[] = {NULL, "nothing", "forms", "notes"};

    return certify >= 1 && certify <= 3 ? names[certify] : NULL;
}

static void put_json_signature(struct reporting *reporting, size_t index)
{
    const struct judge_signature *signature = &reporting->judgement->signatures[index];
    struct sink *sink = &reporting->sink;

    sink_put_string(sink, index > 0 ? ",{\"field\":" : "{\"field\":");
    sink_put_json_string(sink, signature->field, strlen(signature->field));
    put_string(sink, "kind", signature->is_stamp ? "time-stamp" : "signature");
    put_string(sink, "level", signature->is_stamp ? NULL : level_of(reporting->judgement, index));
    put_string(sink, "signer", signature->signer);
    put_string(sink, "issuer", signature->issuer);
    put_time(reporting, "claimed", signature->claimed);
    put_time(reporting, "stamped", signature->stamped);
    put_string(sink, "authority", signature->authority);
    put_string(sink, "name", signature->name);
    put_string(sink, "reason", signature->reason);
    put_string(sink, "location", signature->location);
    put_string(sink, "certify", certify_name(signature->certify));
    put_number(sink, "revision", signature->revision + 1);
    put_number(sink, "bytes", signature->covered);
    put_number(sink, "findings", signature->findings);
    sink_put_char(sink, '}');
}

static void put_json_what(struct reporting *reporting, const char *what, bool is_so, bool *is_first)
{
    if (is_so)
        sink_format(&reporting->sink, "%s\"%s\"", *is_first ? "" : ",", what);
    *is_first &= !is_so;
}

/* What it adds, and the fields of its signatures and time stamps. */
static void put_json_revision(struct reporting *reporting, size_t index)
{
    const struct judgement *judgement = reporting->judgement;
    const struct judge_revision *revision = &judgement->revisions[index];
    struct sink *sink = &reporting->sink;
    bool is_first = true;

    sink_format(sink, "%s{\"number\":%zu", index > 0 ? "," : "", index + 1);
    put_number(sink, "bytes", revision->end - revision->start);
    put_number(sink, "objects", revision->object_count);
    put_key(sink, "adds");
    sink_put_char(sink, '[');
    put_json_what(reporting, "document", index == 0, &is_first);
    put_json_what(reporting, "evidence", revision->has_evidence, &is_first);
    for (size_t i = 0; i < judgement->signature_count; i++)
        put_json_what(reporting, judgement->signatures[i].is_stamp ? "time-stamp" : "signature",
                      judgement->signatures[i].revision == index, &is_first);
    put_json_what(reporting, "other", is_other(judgement, index), &is_first);
    sink_put_string(sink, "]}");
}

/* The field that a finding is about, or NULL; those of the judgement come first. */
static const char *field_of(const struct reporting *reporting, size_t index)
{
    const struct judgement *judgement = reporting->judgement;

    if (!judgement || index >= judgement->finding_count ||
        judgement->findings[index].signature >= judgement->signature_count)
        return NULL;
    return judgement->signatures[judgement->findings[index].signature].field;
}

static void put_json_finding(struct reporting *reporting, size_t index)
{
    const struct diag *finding = diags_at(reporting->verification->findings, index);
    struct sink *sink = &reporting->sink;

    sink_put_string(sink, index > 0 ? ",{\"code\":" : "{\"code\":");
    sink_put_json_string(sink, finding->name, strlen(finding->name));
    put_string(sink, "field", field_of(reporting, index));
    put_string(sink, "message", say(reporting, finding->english, finding->japanese));
    sink_put_char(sink, '}');
}

static void put_json_list(struct reporting *reporting, const char *key, size_t count,
                          void (*put)(struct reporting *, size_t))
{
    put_key(&reporting->sink, key);
    sink_put_char(&reporting->sink, '[');
    for (size_t i = 0; i < count; i++)
        put(reporting, i);
    sink_put_char(&reporting->sink, ']');
}

void todoke_verification_json(const struct todoke_verification *verification, enum todoke_language language,
                              struct todoke_buffer *out)
{
    struct reporting reporting = start(verification, language);
    const struct todoke_archive *archive = verification->archive;
    struct sink *sink = &reporting.sink;

    sink_put_string(sink, "{\"file\":");
    sink_put_json_string(sink, archive->file->name, strlen(archive->file->name));
    put_string(sink, "verdict", todoke_verdict_name(todoke_verification_verdict(verification)));
    put_json_list(&reporting, "revisions", reporting.judgement ? reporting.judgement->revision_count : 0,
                  put_json_revision);
    put_json_list(&reporting, "signatures", reporting.judgement ? reporting.judgement->signature_count : 0,
                  put_json_signature);
    put_json_list(&reporting, "findings", diags_count(verification->findings), put_json_finding);
    put_string(sink, "form", reporting.record ? reporting.record->form : NULL);
    put_string(sink, "makers", reporting.record ? engine_describe_makers(reporting.arena, reporting.record) : NULL);
    put_string(sink, "pages", verification->is_compared ? todoke_sameness_name(verification->sameness) : NULL);
    sink_put_string(sink, "}\n");
    end(&reporting, out);
}
