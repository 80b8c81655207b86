/* parts.h - inside engine*.c: what the opaque types hold, and what the parts of the pipeline ask of each other. */
#ifndef TODOKE_PARTS_H
#define TODOKE_PARTS_H

#include "engine.h"

#include "archive/archive.h"
#include "archive/record.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/profile.h"
#include "base/sha256.h"
#include "base/sink.h"
#include "device/device.h"
#include "font/font.h"
#include "form/form.h"
#include "layout/layout.h"
#include "sign/judge.h"

struct todoke {
    struct arena *arena;
    struct font_library *fonts;
    const char *font_folder;
    const char **layouts;
    size_t layout_count;
    enum text_missing missing_glyph;
    struct limits limits;
};

/* A layout, and then those it is like; in some arena. */
struct layout_sources {
    const struct source **list;
    size_t count, capacity;
};

struct todoke_form {
    struct arena *arena; /* holds the layout's sources */
    struct layout_sources sources;
    const struct font_library *fonts;
    struct todoke_target target;
    const struct layout *layout;
    char digest[SHA256_HEX_SIZE + 1]; /* of the layout */
    struct form_options options;
    struct prepared_form *prepared;
    _Atomic(void *) *devices; /* by place in device_kinds: what each device prepared; NULL: not yet */
};

struct todoke_data {
    struct arena *arena; /* holds this too */
    const struct source *source;
    const char *folder;                /* of the files it names, or NULL */
    const struct source *const *files; /* these files instead, by their names */
    size_t file_count;
};

/* The record lives as long as the document, in an arena of its own. */
struct todoke_document {
    const struct todoke_form *form; /* of parts, the first one's */
    const struct record *earlier;   /* to compare with, or NULL */
    const struct changes *changes;  /* since then, or NULL */
    int64_t attached_pages;         /* that it shows with its own, or -1 */
    struct arena *arena;            /* NULL: the form's blank, which belongs to the form */
    const struct record *record;    /* NULL: the same, or parts */
    struct document *own;
    const struct document *document;
    struct todoke_document **parts; /* those that it is put together from */
    size_t part_count;
};

/* Everything is read once, with the file; what is wrong is kept until somebody asks. */
struct todoke_archive {
    struct arena *arena;
    const struct limits *limits; /* of the engine */
    const struct source *file;
    const struct pdf *pdf;             /* the whole file; NULL: it is none */
    const struct judgement *judgement; /* of its signatures, without trusting anybody */
    const struct source *made;         /* the file as it was made: its first revision */
    const struct archive *archive;     /* of that; NULL: it is none */
    const struct pdf_embedded *files;
    size_t file_count;
    bool is_ours; /* it says that it has a render record */
    const char *form_key;
    struct diags *faults;
};

struct todoke_verification {
    struct arena *arena; /* holds this too */
    const struct todoke_archive *archive;
    const struct judgement *judgement; /* NULL: it is no PDF file */
    struct diags *findings;            /* those of the judgement first */
    bool is_compared;                  /* its pages were made again */
    enum todoke_sameness sameness;
};

/* What is sent in the same transmission. */
struct sending {
    size_t before;      /* pages */
    int64_t behind;     /* pages; -1: unknown */
    const char *titles; /* of the reports, outliving the document; NULL: unknown */
};

static inline enum profile profile_of(enum todoke_profile profile)
{
    static const enum profile profiles[] = {
        [TODOKE_SUBMIT] = PROFILE_SUBMIT,
        [TODOKE_ARCHIVE] = PROFILE_ARCHIVE,
        [TODOKE_FAX] = PROFILE_FAX,
    };

    return profiles[profile];
}

/* Messages are the diagnostics under their public name. */
static inline struct diags *diags_of(struct todoke_messages *messages)
{
    return (struct diags *)messages;
}

static inline const struct diags *const_diags_of(const struct todoke_messages *messages)
{
    return (const struct diags *)messages;
}

static inline void move_to_buffer(struct sink *sink, struct todoke_buffer *out)
{
    *out = (struct todoke_buffer){sink->bytes, sink->size};
}

static inline enum diag_language language_of(enum todoke_language language)
{
    return language == TODOKE_ENGLISH ? DIAG_ENGLISH : DIAG_JAPANESE;
}

/* engine_limits.c - as the options say; false, having added an error, when they name what there is not. */
bool engine_read_limits(const struct todoke_options *options, struct limits *limits, struct diags *diags);

/* engine_documents.c - todoke_fill for a document that is sent with others. */
struct todoke_document *engine_fill(const struct todoke_form *form, const struct todoke_data *data,
                                    const struct todoke_render *options, const struct sending *sending,
                                    struct diags *diags);

/* engine_forms.c - the path of a file in the first layout folder that has it, in the arena; or NULL. */
const char *engine_find_file(const struct todoke *engine, const char *name, const char *suffix, struct arena *arena);

/*
 * engine_forms.c - the form's layout, as `fax` wants it when that is given; its sources in the
 * arena and added to `sources` (or NULL). NULL, having added an error.
 */
const struct layout *engine_open_layout(const struct todoke *engine, const char *name, struct arena *arena,
                                        const struct fax_target *fax, struct layout_sources *sources,
                                        struct diags *diags);

/*
 * engine_documents.c - as todoke_document_write, appended to `sink`. An archive says that `makers`, a record, made it;
 * NULL: this program.
 */
bool engine_write(const struct todoke_document *document, const struct todoke_render *options,
                  const struct archive_record *makers, struct sink *sink, struct diags *diags);

/*
 * engine_record.c - what a document was made from, reduced to what it draws, and its render record: as attachments in
 * `options`, in the arena. The producer is that of `makers`.
 */
void engine_carry(struct arena *arena, const struct todoke_document *document, const struct todoke_render *render,
                  const struct archive_record *makers, struct device_options *options);

/* engine_record.c - a record that only says what this program is and which libraries it has; in the arena. */
const struct archive_record *engine_makers(struct arena *arena);

/*
 * engine_archive.c - todoke_replay without a word on signatures: the unsigned revision made again and compared. `form`
 * is the archive's, NULL when it has no key.
 */
enum todoke_sameness engine_compare(const struct todoke_archive *archive, const struct todoke_form *form,
                                    struct diags *diags);

/* engine_record.c - "todoke 0.1.0, HarfBuzz 6.0.0, ...", in the arena. */
const char *engine_describe_makers(struct arena *arena, const struct archive_record *record);

/* engine_record.c - "error", "geta", "code" */
const char *engine_missing_name(enum text_missing missing);

/* engine_forms.c - as todoke_form_open, from layouts that are there already (at least one) and are copied. */
struct todoke_form *engine_form_of(const struct todoke *engine, const struct layout_sources *sources,
                                   const struct todoke_target *target, enum text_missing missing, struct diags *diags);

struct pdf;

/* What is seen of a signature. */
struct stamp {
    const char *name;     /* UTF-8, or NULL */
    int64_t time;         /* seconds since 1970-01-01 UTC */
    const char *seal;     /* at most STAMP_SEAL_MAX characters, or NULL */
    length width, height; /* of the box it fills */
};
#define STAMP_SEAL_MAX 6

/*
 * engine_stamp.c - draws it with the engine's fonts, as a PDF file of one page, in the arena. NULL, having added an
 * error.
 */
const struct pdf *engine_draw_stamp(const struct todoke *engine, const struct stamp *stamp, struct arena *arena,
                                    struct diags *diags);

#endif
