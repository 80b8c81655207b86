/*
 * engine_archive.c - archives: what is inside a PDF file, and the same document made again from that.
 *
 * A file that was signed is made again as it was before, which is its first revision.
 */
#include "parts.h"

#include "archive/compare.h"
#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const struct pdf *open_pdf(struct todoke_archive *archive, const struct source *file)
{
    struct diag_cause cause;
    const struct pdf *pdf = pdf_open(archive->arena, file, archive->limits, &cause);

    if (!pdf)
        diags_error(archive->faults, cause.code, &SOURCE_NOWHERE, NULL, cause.args);
    return pdf;
}

/* The first revision as a file of its own. */
static const struct pdf *open_made(struct todoke_archive *archive)
{
    struct source *made = arena_new(archive->arena, struct source);

    *made = *archive->file;
    archive->made = made;
    if (archive->pdf->revision_count == 1)
        return archive->pdf;
    made->size = archive->pdf->revisions[0].end;
    return open_pdf(archive, made);
}

/* What decides a form: its layouts, and what is done where no font has a character. */
static const char *make_form_key(struct arena *arena, const struct archive_record *record)
{
    struct sink sink = {0};
    const char *key;

    sink_put_string(&sink, record->missing_glyph);
    for (size_t i = 0; i < record->layout_count; i++)
        sink_format(&sink, " %s %s", record->layouts[i].sha256, record->layouts[i].file);
    key = arena_copy(arena, sink.bytes, sink.size);
    sink_close(&sink);
    return key;
}

/* A damaged file whose metadata still say that this program made it is no stranger. */
static bool names_producer(const struct source *file)
{
    static const char words[] = "<pdf:Producer>todoke ";
    size_t size = sizeof(words) - 1;

    for (size_t i = 0; i + size <= file->size; i++)
        if (file->bytes[i] == words[0] && memcmp(file->bytes + i, words, size) == 0)
            return true;
    return false;
}

static void open_archive(struct todoke_archive *archive)
{
    const struct judge_options judging = {.limits = archive->limits, .time = JUDGE_NO_TIME};
    struct diag_cause cause;
    const struct pdf *made;

    archive->pdf = open_pdf(archive, archive->file);
    archive->is_ours = !archive->pdf && names_producer(archive->file);
    if (!archive->pdf)
        return;
    archive->judgement = judge_pdf(archive->arena, archive->pdf, &judging);
    archive->files = pdf_embedded_files(archive->pdf, archive->arena, &archive->file_count, &cause);
    if (!archive->files)
        archive->file_count = 0;
    made = open_made(archive);
    if (!made)
        return;
    archive->is_ours = archive_is_one(archive->arena, made);
    archive->archive = archive_open(archive->arena, made, archive->limits, archive->faults);
    if (archive->archive)
        archive->form_key = make_form_key(archive->arena, archive->archive->record);
}

struct todoke_archive *todoke_archive_read(const struct todoke *engine, const char *path,
                                           struct todoke_messages *messages)
{
    struct arena *arena = arena_open();
    struct todoke_archive *archive = arena_new(arena, struct todoke_archive);
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;

    archive->arena = arena;
    archive->limits = &engine->limits;
    archive->file = file_read(arena, path, name, archive->limits->pdf_bytes, diags_of(messages));
    if (!archive->file) {
        arena_close(arena);
        return NULL;
    }
    archive->faults = diags_open();
    open_archive(archive);
    return archive;
}

void todoke_archive_close(struct todoke_archive *archive)
{
    if (!archive)
        return;
    diags_close(archive->faults);
    arena_close(archive->arena);
}

const char *todoke_archive_bytes(const struct todoke_archive *archive, size_t *size)
{
    *size = archive->file->size;
    return archive->file->bytes;
}

const char *todoke_archive_form_key(const struct todoke_archive *archive)
{
    return archive->form_key;
}

/* False, having said what is wrong, when there is no archive to be made again. */
static bool check_archive(const struct todoke_archive *archive, struct diags *diags)
{
    if (!archive->archive)
        diags_append(diags, archive->faults);
    return archive->archive != NULL;
}

bool todoke_archive_check(const struct todoke_archive *archive, struct todoke_messages *messages)
{
    return check_archive(archive, diags_of(messages));
}

/* --- files inside ------------------------------------------------------------------------------------------------- */

static bool is_input(const struct archive_input *input, const char *name)
{
    return input->file && strcmp(input->file, name) == 0;
}

static enum todoke_part part_of(const struct todoke_archive *archive, const char *name)
{
    const struct archive_record *record = archive->archive ? archive->archive->record : NULL;

    if (strcmp(name, ARCHIVE_RECORD_NAME) == 0)
        return TODOKE_PART_RECORD;
    if (record && is_input(&record->data, name))
        return TODOKE_PART_DATA;
    return record && is_input(&record->layouts[0], name) ? TODOKE_PART_LAYOUT : TODOKE_PART_OTHER;
}

bool todoke_archive_file(const struct todoke_archive *archive, size_t index, struct todoke_archive_file *file)
{
    if (index >= archive->file_count)
        return false;
    file->name = archive->files[index].name;
    file->part = part_of(archive, file->name);
    return true;
}

bool todoke_archive_extract(const struct todoke_archive *archive, size_t index, struct todoke_buffer *out,
                            struct todoke_messages *messages)
{
    struct arena *arena = arena_open();
    const struct source *source =
        archive_decode(arena, archive->pdf, &archive->files[index], archive->limits, diags_of(messages));
    struct sink sink = {0};

    if (source) {
        sink_put(&sink, source->bytes, source->size);
        move_to_buffer(&sink, out);
    }
    arena_close(arena);
    return source != NULL;
}

/* --- made again --------------------------------------------------------------------------------------------------- */

static enum text_missing missing_of(const char *name)
{
    static const enum text_missing all[] = {TEXT_MISSING_GETA, TEXT_MISSING_CODE};

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (strcmp(engine_missing_name(all[i]), name) == 0)
            return all[i];
    return TEXT_MISSING_ERROR;
}

struct todoke_form *todoke_archive_form(const struct todoke *engine, const struct todoke_archive *archive,
                                        struct todoke_messages *messages)
{
    static const struct todoke_target target = {.profile = TODOKE_ARCHIVE};
    const struct archive *opened = archive->archive;
    struct layout_sources sources = {0};
    struct todoke_form *form;
    struct arena *arena;

    if (!check_archive(archive, diags_of(messages)))
        return NULL;
    arena = arena_open();
    sources.count = opened->record->layout_count;
    sources.list = arena_array(arena, const struct source *, sources.count);
    for (size_t i = 0; i < sources.count; i++)
        sources.list[i] = opened->layouts[i].source;
    form = engine_form_of(engine, &sources, &target, missing_of(opened->record->missing_glyph), diags_of(messages));
    arena_close(arena);
    return form;
}

/* A document being made again. */
struct remaking {
    const struct todoke_archive *archive;
    struct arena *arena;
    struct todoke_data data, earlier;
    struct todoke_render render;
    struct todoke_document *document;
};

/* The pictures under the names that the data has for them. */
static const struct source *const *name_pictures(struct arena *arena, const struct archive *archive)
{
    size_t count = archive->record->picture_count;
    const struct source **list = arena_array(arena, const struct source *, count);

    for (size_t i = 0; i < count; i++) {
        struct source *named = arena_new(arena, struct source);

        *named = *archive->pictures[i].source;
        if (archive->pictures[i].input->name)
            named->name = archive->pictures[i].input->name;
        list[i] = named;
    }
    return list;
}

static bool remake(struct remaking *remaking, const struct todoke_form *form, struct todoke_messages *messages)
{
    const struct archive *archive = remaking->archive->archive;
    const struct archive_record *record = archive->record;

    remaking->data = (struct todoke_data){
        .source = archive->data.source,
        .files = name_pictures(remaking->arena, archive),
        .file_count = record->picture_count,
    };
    remaking->earlier = (struct todoke_data){.source = archive->earlier.source};
    remaking->render = (struct todoke_render){
        .device = device_pdf.name,
        .date = record->date == ARCHIVE_NO_DATE ? TODOKE_NO_DATE : record->date,
        .attached_pages = record->attached_pages,
        .earlier = archive->earlier.source ? &remaking->earlier : NULL,
    };
    remaking->document = todoke_fill(form, archive->data.source ? &remaking->data : NULL, &remaking->render, messages);
    return remaking->document != NULL;
}

static struct remaking start_remaking(const struct todoke_archive *archive)
{
    return (struct remaking){.archive = archive, .arena = arena_open()};
}

static void end_remaking(struct remaking *remaking)
{
    todoke_document_close(remaking->document);
    arena_close(remaking->arena);
}

bool todoke_archive_inspect(const struct todoke_archive *archive, const struct todoke_form *form,
                            struct todoke_buffer *out, struct todoke_messages *messages)
{
    struct remaking remaking;
    bool is_made;

    if (!check_archive(archive, diags_of(messages)))
        return false;
    remaking = start_remaking(archive);
    is_made = remake(&remaking, form, messages);
    if (is_made)
        todoke_document_fit(remaking.document, out);
    end_remaking(&remaking);
    return is_made;
}

/* --- compared ----------------------------------------------------------------------------------------------------- */

const char *todoke_sameness_name(enum todoke_sameness sameness)
{
    static const char *const names[] = {
        [TODOKE_SAME_BYTES] = "same-bytes", [TODOKE_SAME_CONTENT] = "same-content", [TODOKE_DIFFERENT] = "different",
        [TODOKE_UNJUDGED] = "unjudged",     [TODOKE_NOT_OURS] = "not-ours",
    };

    return names[sameness];
}

/* Whose fault it is that something could not be made. */
static enum todoke_sameness sameness_of(const struct diags *diags)
{
    return diags_status(diags) == 1 ? TODOKE_DIFFERENT : TODOKE_UNJUDGED;
}

/* The first error of making it, as the reason for not knowing more. */
static enum todoke_sameness fail_to_make(struct remaking *remaking, const struct diags *own, struct diags *diags)
{
    enum todoke_sameness sameness = sameness_of(own);
    const char *reason = "";

    for (size_t i = diags_count(own); i-- > 0;)
        if (diags_at(own, i)->severity == DIAG_ERROR)
            reason = diag_both(remaking->arena, diags_at(own, i)->english, diags_at(own, i)->japanese);
    diags_error(diags, sameness == TODOKE_DIFFERENT ? DIAG_REPLAY_RENDER : DIAG_REPLAY_UNABLE, &SOURCE_NOWHERE, NULL,
                DIAG_ARGS(reason));
    return sameness;
}

static bool has_fonts(const struct todoke_archive *archive, const struct todoke_form *form, struct diags *diags)
{
    const struct archive_record *record = archive->archive->record;
    struct diags *own = diags_open(); /* that a font is not the lock's is no news here */
    bool has_all = true;

    for (size_t i = 0; i < record->font_count; i++) {
        const struct archive_font *font = &record->fonts[i];

        if (!font->sha256 || font_library_has(form->fonts, font->sha256, own))
            continue;
        diags_error(diags, DIAG_REPLAY_FONT, &SOURCE_NOWHERE, NULL, DIAG_ARGS(font->name, font->file));
        has_all = false;
    }
    diags_close(own);
    return has_all;
}

static bool has_same_makers(struct arena *arena, const struct archive_record *record)
{
    return archive_record_same_makers(record, engine_makers(arena));
}

/* Other bytes: do they say the same? */
static enum todoke_sameness compare_content(struct remaking *remaking, const struct sink *bytes, struct diags *diags)
{
    const struct todoke_archive *archive = remaking->archive;
    const struct archive_record *record = archive->archive->record;
    const struct source source = {.name = archive->file->name, .bytes = bytes->bytes, .size = bytes->size};
    struct diag_cause cause;
    const struct pdf *pdf = pdf_open(remaking->arena, &source, archive->limits, &cause);
    const char *place = pdf ? archive_difference(remaking->arena, archive->archive->pdf, pdf, archive->limits) : "";

    if (!place)
        return TODOKE_SAME_CONTENT;
    if (has_same_makers(remaking->arena, record)) {
        diags_error(diags, DIAG_REPLAY_CONTENT, &SOURCE_NOWHERE, NULL, DIAG_ARGS(place));
        return TODOKE_DIFFERENT;
    }
    diags_error(diags, DIAG_REPLAY_MAKERS, &SOURCE_NOWHERE, NULL,
                DIAG_ARGS(place, engine_describe_makers(remaking->arena, record)));
    return TODOKE_UNJUDGED;
}

static enum todoke_sameness compare_bytes(struct remaking *remaking, struct diags *diags)
{
    const struct source *made = remaking->archive->made;
    struct diags *own = diags_open();
    struct sink bytes = {0};
    enum todoke_sameness sameness;

    if (!engine_write(remaking->document, &remaking->render, remaking->archive->archive->record, &bytes, own))
        sameness = fail_to_make(remaking, own, diags);
    else if (bytes.size == made->size && memcmp(bytes.bytes, made->bytes, bytes.size) == 0)
        sameness = TODOKE_SAME_BYTES;
    else
        sameness = compare_content(remaking, &bytes, diags);
    sink_close(&bytes);
    diags_close(own);
    return sameness;
}

static enum todoke_sameness make_and_compare(const struct todoke_archive *archive, const struct todoke_form *form,
                                             struct diags *diags)
{
    struct remaking remaking = start_remaking(archive);
    struct todoke_messages *messages = todoke_messages_open();
    enum todoke_sameness sameness;

    if (remake(&remaking, form, messages))
        sameness = compare_bytes(&remaking, diags);
    else
        sameness = fail_to_make(&remaking, diags_of(messages), diags);
    todoke_messages_close(messages);
    end_remaking(&remaking);
    return sameness;
}

/* Nothing was added before it was signed, or, to a file that is not, at all. */
static bool is_first_revision_all(const struct todoke_archive *archive)
{
    return archive->pdf->revision_count == 1 || archive->judgement->unsigned_end <= archive->pdf->revisions[0].end;
}

enum todoke_sameness engine_compare(const struct todoke_archive *archive, const struct todoke_form *form,
                                    struct diags *diags)
{
    if (!check_archive(archive, diags))
        return archive->is_ours ? sameness_of(archive->faults) : TODOKE_NOT_OURS;
    if (!is_first_revision_all(archive)) {
        diags_error(diags, DIAG_REPLAY_REVISIONS, &SOURCE_NOWHERE, NULL, DIAG_NO_ARGS);
        return TODOKE_DIFFERENT;
    }
    if (!has_fonts(archive, form, diags))
        return TODOKE_UNJUDGED;
    return make_and_compare(archive, form, diags);
}

/* Whom to trust is not asked where an archive is only made again. */
static bool is_of_trust(enum diag_code code)
{
    return code == DIAG_JUDGE_ANCHORS || code == DIAG_JUDGE_CHAIN || code == DIAG_JUDGE_REVOKED;
}

/* False, having said so, when what follows the unsigned revision is not what signing adds, or was changed. */
static bool check_signatures(const struct todoke_archive *archive, struct diags *diags)
{
    bool is_good = true;

    for (size_t i = 0; archive->judgement && i < archive->judgement->finding_count; i++) {
        const struct diag_cause *cause = &archive->judgement->findings[i].cause;

        if (!is_of_trust(cause->code))
            is_good = diags_error(diags, cause->code, &SOURCE_NOWHERE, NULL, cause->args);
    }
    return is_good;
}

enum todoke_sameness todoke_replay(const struct todoke_archive *archive, const struct todoke_form *form,
                                   struct todoke_messages *messages)
{
    struct diags *diags = diags_of(messages);

    if (archive->archive && !check_signatures(archive, diags))
        return TODOKE_DIFFERENT;
    return engine_compare(archive, form, diags);
}
