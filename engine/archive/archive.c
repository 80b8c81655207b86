/* Archives: the embedded files that the record names, found, decoded and compared with their digests. */
#include "archive/archive.h"

#include "base/sha256.h"

#include <string.h>

struct opening {
    struct arena *arena;
    const struct pdf *pdf;
    const struct limits *limits;
    struct diags *diags;
    const struct pdf_embedded *files;
    size_t file_count;
    struct archive *archive;
};

static bool fail(struct diags *diags, const struct diag_cause *cause)
{
    return diags_error(diags, cause->code, &SOURCE_NOWHERE, NULL, cause->args);
}

/* --- embedded files ----------------------------------------------------------------------------------------------- */

/* The first of this name; a second one cannot take its place. */
static const struct pdf_embedded *find(const struct pdf_embedded *files, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].name, name) == 0)
            return &files[i];
    return NULL;
}

const struct source *archive_decode(struct arena *arena, const struct pdf *pdf, const struct pdf_embedded *embedded,
                                    const struct limits *limits, struct diags *diags)
{
    struct source *source = arena_new(arena, struct source);
    struct diag_cause cause;
    struct sink sink = {0};

    if (!pdf_decode(pdf, embedded->stream, limits, &sink, NULL, arena, &cause)) {
        sink_close(&sink);
        fail(diags, &cause);
        return NULL;
    }
    *source = (struct source){
        .name = embedded->name,
        .bytes = arena_copy(arena, sink.bytes ? sink.bytes : "", sink.size),
        .size = sink.size,
    };
    sink_close(&sink);
    return source;
}

static const struct source *decode_named(struct opening *opening, const char *name)
{
    const struct pdf_embedded *embedded = find(opening->files, opening->file_count, name);

    if (embedded)
        return archive_decode(opening->arena, opening->pdf, embedded, opening->limits, opening->diags);
    diags_error(opening->diags, DIAG_RECORD_INPUT, &SOURCE_NOWHERE, NULL, DIAG_ARGS(name));
    return NULL;
}

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static bool open_part(struct opening *opening, const struct archive_input *input, struct archive_part *part)
{
    const struct source *source = decode_named(opening, input->file);
    char sha256[SHA256_HEX_SIZE + 1];

    *part = (struct archive_part){input, source};
    if (!source || !sha256_hex(source->bytes, source->size, sha256))
        return false;
    return strcmp(sha256, input->sha256) == 0 ||
           diags_error(opening->diags, DIAG_RECORD_DIGEST, &SOURCE_NOWHERE, NULL, DIAG_ARGS(input->file));
}

/* All are looked at, so that each fault is told. */
static bool open_parts(struct opening *opening, const struct archive_input *inputs, size_t count,
                       const struct archive_part **parts)
{
    struct archive_part *made = arena_array(opening->arena, struct archive_part, count);
    bool is_good = true;

    *parts = made;
    for (size_t i = 0; i < count; i++)
        is_good &= open_part(opening, &inputs[i], &made[i]);
    return is_good;
}

static bool open_optional(struct opening *opening, const struct archive_input *input, struct archive_part *part)
{
    return !input->file || open_part(opening, input, part);
}

static bool open_inputs(struct opening *opening)
{
    struct archive *archive = opening->archive;
    const struct archive_record *record = archive->record;
    bool is_good = open_parts(opening, record->layouts, record->layout_count, &archive->layouts);

    is_good &= open_optional(opening, &record->data, &archive->data);
    is_good &= open_optional(opening, &record->earlier, &archive->earlier);
    is_good &= open_parts(opening, record->pictures, record->picture_count, &archive->pictures);
    return is_good;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static bool list_files(struct opening *opening)
{
    struct diag_cause cause;

    opening->files = pdf_embedded_files(opening->pdf, opening->arena, &opening->file_count, &cause);
    return opening->files || fail(opening->diags, &cause);
}

static bool open_record(struct opening *opening)
{
    struct archive *archive = opening->archive;

    if (!find(opening->files, opening->file_count, ARCHIVE_RECORD_NAME))
        return diags_error(opening->diags, DIAG_RECORD_NONE, &SOURCE_NOWHERE, NULL,
                           DIAG_ARGS(opening->pdf->file->name));
    archive->record_source = decode_named(opening, ARCHIVE_RECORD_NAME);
    if (archive->record_source)
        archive->record = archive_record_read(opening->arena, archive->record_source, opening->limits, opening->diags);
    return archive->record != NULL;
}

const struct archive *archive_open(struct arena *arena, const struct pdf *pdf, const struct limits *limits,
                                   struct diags *diags)
{
    struct opening opening = {
        .arena = arena,
        .pdf = pdf,
        .limits = limits,
        .diags = diags,
        .archive = arena_new(arena, struct archive),
    };

    opening.archive->pdf = pdf;
    return list_files(&opening) && open_record(&opening) && open_inputs(&opening) ? opening.archive : NULL;
}

bool archive_is_one(struct arena *arena, const struct pdf *pdf)
{
    struct diag_cause cause;
    size_t count = 0;
    const struct pdf_embedded *files = pdf_embedded_files(pdf, arena, &count, &cause);

    return files && find(files, count, ARCHIVE_RECORD_NAME);
}
