/*
 * engine_verify.c - whether a PDF file is what it was: its signatures and what follows them, its render record, its
 * layouts, and its pages made again. How the findings are told is in engine_verify_report.c.
 */
#include "parts.h"

#include "base/file.h"

#include <string.h>

struct todoke_verifier {
    struct arena *arena; /* holds this too */
    const struct todoke *engine;
    struct judge_trust *trust;
    int64_t time;         /* or JUDGE_NO_TIME */
    const char **layouts; /* digests of those that are trusted */
    size_t layout_count, layout_room;
};

/* --- the verifier ------------------------------------------------------------------------------------------------- */

static void trust_layout(struct todoke_verifier *verifier, const char *sha256)
{
    verifier->layouts = arena_grow(verifier->arena, verifier->layouts, verifier->layout_count, &verifier->layout_room,
                                   sizeof(*verifier->layouts));
    verifier->layouts[verifier->layout_count++] = sha256;
}

/* In lower case, as digests of ours are. */
static bool trust_digest(struct todoke_verifier *verifier, const char *given, struct diags *diags)
{
    char *sha256 = arena_copy_string(verifier->arena, given);

    if (strlen(given) != SHA256_HEX_SIZE || given[strspn(given, "0123456789abcdefABCDEF")] != '\0')
        return diags_error(diags, DIAG_VERIFY_TRUST, &SOURCE_NOWHERE, NULL, DIAG_ARGS(given));
    for (char *c = sha256; *c != '\0'; c++)
        *c = (char)(*c >= 'A' && *c <= 'F' ? *c + ('a' - 'A') : *c);
    trust_layout(verifier, sha256);
    return true;
}

/* A layout that cannot be read is not there, which only matters to an archive that has it. */
static void trust_file(struct todoke_verifier *verifier, const char *path)
{
    struct diags *unheard = diags_open();
    const struct source *source = file_read(verifier->arena, path, path, verifier->engine->limits.input_bytes, unheard);
    char *sha256 = arena_alloc(verifier->arena, 1, SHA256_HEX_SIZE + 1);

    if (source && sha256_hex(source->bytes, source->size, sha256))
        trust_layout(verifier, sha256);
    diags_close(unheard);
}

static void trust_forms(struct todoke_verifier *verifier)
{
    size_t count;
    char **ids = todoke_form_ids(verifier->engine, &count);

    for (size_t i = 0; i < verifier->engine->layout_count; i++)
        for (size_t k = 0; k < count; k++)
            trust_file(verifier, arena_format(verifier->arena, "%s/%s.jsonc", verifier->engine->layouts[i], ids[k]));
    todoke_ids_free(ids, count);
}

static bool open_verifier(struct todoke_verifier *verifier, const struct todoke_verifier_options *options,
                          struct diags *diags)
{
    bool is_good = true;

    for (size_t i = 0; i < options->layout_count; i++)
        is_good &= trust_digest(verifier, options->layouts[i], diags);
    trust_forms(verifier);
    verifier->time = options->time == TODOKE_NO_DATE ? JUDGE_NO_TIME : options->time;
    verifier->trust = judge_trust_open(options->anchors, options->anchor_count, diags);
    return is_good && verifier->trust != NULL;
}

struct todoke_verifier *todoke_verifier_open(const struct todoke *engine, const struct todoke_verifier_options *options,
                                             struct todoke_messages *messages)
{
    struct arena *arena = arena_open();
    struct todoke_verifier *verifier = arena_new(arena, struct todoke_verifier);

    verifier->arena = arena;
    verifier->engine = engine;
    if (open_verifier(verifier, options, diags_of(messages)))
        return verifier;
    todoke_verifier_close(verifier);
    return NULL;
}

void todoke_verifier_close(struct todoke_verifier *verifier)
{
    if (!verifier)
        return;
    judge_trust_close(verifier->trust);
    arena_close(verifier->arena);
}

/* --- one file ----------------------------------------------------------------------------------------------------- */

static void find(struct todoke_verification *verification, enum diag_code code, struct diag_args args)
{
    diags_error(verification->findings, code, &SOURCE_NOWHERE, NULL, args);
}

static void judge_signatures(struct todoke_verification *verification, const struct todoke_verifier *verifier)
{
    const struct judge_options options = {
        .limits = verification->archive->limits,
        .trust = verifier->trust,
        .time = verifier->time,
    };

    verification->judgement = judge_pdf(verification->arena, verification->archive->pdf, &options);
    for (size_t i = 0; i < verification->judgement->finding_count; i++)
        find(verification, verification->judgement->findings[i].cause.code,
             verification->judgement->findings[i].cause.args);
}

static bool is_trusted(const struct todoke_verifier *verifier, const char *sha256)
{
    for (size_t i = 0; i < verifier->layout_count; i++)
        if (strcmp(verifier->layouts[i], sha256) == 0)
            return true;
    return false;
}

/* A layout can say anything, and the page would follow it. */
static void judge_layouts(struct todoke_verification *verification, const struct todoke_verifier *verifier)
{
    const struct archive_record *record = verification->archive->archive->record;

    for (size_t i = 0; i < record->layout_count; i++)
        if (!is_trusted(verifier, record->layouts[i].sha256))
            find(verification, DIAG_VERIFY_LAYOUT, DIAG_ARGS(record->layouts[i].file, record->layouts[i].sha256));
}

static void judge_pages(struct todoke_verification *verification, const struct todoke_verifier *verifier)
{
    const struct todoke_archive *archive = verification->archive;
    struct todoke_form *form =
        todoke_archive_form(verifier->engine, archive, (struct todoke_messages *)verification->findings);

    if (!form)
        return;
    verification->is_compared = true;
    verification->sameness = engine_compare(archive, form, verification->findings);
    if (verification->sameness == TODOKE_SAME_CONTENT &&
        archive_record_same_makers(archive->archive->record, engine_makers(verification->arena)))
        find(verification, DIAG_REPLAY_BYTES, DIAG_NO_ARGS);
    todoke_form_close(form);
}

/* Of a file that is in order otherwise, to have no record is no fault. */
static void find_faults(struct todoke_verification *verification)
{
    const struct todoke_archive *archive = verification->archive;

    if (!archive->pdf || archive->is_ours || diags_at(archive->faults, 0)->code != DIAG_RECORD_NONE)
        diags_append(verification->findings, archive->faults);
    else
        find(verification, DIAG_VERIFY_RECORD, DIAG_NO_ARGS);
}

struct todoke_verification *todoke_verify(const struct todoke_verifier *verifier, const struct todoke_archive *archive)
{
    struct arena *arena = arena_open();
    struct todoke_verification *verification = arena_new(arena, struct todoke_verification);

    *verification = (struct todoke_verification){.arena = arena, .archive = archive, .findings = diags_open()};
    if (archive->pdf)
        judge_signatures(verification, verifier);
    if (archive->archive) {
        judge_layouts(verification, verifier);
        judge_pages(verification, verifier);
    } else {
        find_faults(verification);
    }
    return verification;
}

void todoke_verification_close(struct todoke_verification *verification)
{
    if (!verification)
        return;
    diags_close(verification->findings);
    arena_close(verification->arena);
}

/* Of several faults the file's own counts: what is missing here does not excuse it. */
enum todoke_verdict todoke_verification_verdict(const struct todoke_verification *verification)
{
    if (diags_errors(verification->findings) == 0)
        return TODOKE_INTACT;
    return diags_has_fault(verification->findings, DIAG_INPUT) ? TODOKE_DOUBTFUL : TODOKE_UNKNOWN;
}

const char *todoke_verdict_name(enum todoke_verdict verdict)
{
    static const char *const names[] = {"intact", "doubtful", "unknown"};

    return names[verdict];
}
