/*
 * engine.h - todoke as a library: the whole of what a program may use.
 *
 * An engine holds fonts; forms are layouts compiled and prepared once. Both are immutable after opening and may be
 * shared by threads. Everything that can go wrong is said in a list of messages; a function that returns false or NULL
 * has added at least one error to it. The engine prints nothing and reads no clock, locale or environment: equal inputs
 * give equal bytes. Only signing draws random numbers, and asks a time stamp authority when it is told one.
 */
#ifndef TODOKE_ENGINE_H
#define TODOKE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "0.1.0" */
const char *todoke_version(void);

/* Digests are SHA-256, as lower-case hex digits and a NUL. */
#define TODOKE_DIGEST_SIZE 64

/* --- messages ----------------------------------------------------------------------------------------------------- */

struct todoke_messages;

enum todoke_language {
    TODOKE_JAPANESE,
    TODOKE_ENGLISH,
};

/* Bytes the library made; the caller frees them with todoke_buffer_free. Start as {0}. */
struct todoke_buffer {
    char *bytes; /* not NUL-terminated */
    size_t size;
};
void todoke_buffer_free(struct todoke_buffer *buffer);

struct todoke_messages *todoke_messages_open(void);

void todoke_messages_close(struct todoke_messages *messages);
size_t todoke_messages_errors(const struct todoke_messages *messages);
size_t todoke_messages_warnings(const struct todoke_messages *messages);

/* 0 without errors; 1 the input is at fault, 3 the system, 4 a limit was reached. */
int todoke_messages_status(const struct todoke_messages *messages);

/* All messages, as text for people or as JSON lines (code, severity, file, line, column, pointer, message). */
void todoke_messages_text(const struct todoke_messages *messages, enum todoke_language language,
                          struct todoke_buffer *out);
void todoke_messages_json(const struct todoke_messages *messages, enum todoke_language language,
                          struct todoke_buffer *out);

/*
 * What may have been meant by `word`: the candidate nearest to it, or NULL when none is near. Borrowed from
 * `candidates`. Messages say it by themselves; this is for a program's own commands and options.
 */
const char *todoke_nearest(const char *word, const char *const *candidates, size_t count);

/* --- limits ------------------------------------------------------------------------------------------------------- */

/* A limit set to another value than its usual one. */
struct todoke_limit {
    const char *name; /* "pages" */
    uint64_t value;   /* from 1 */
};

/* What there is to set, and what is said where it is reached: an error whose status is 4. */
struct todoke_limit_info {
    const char *name;
    uint64_t usual, most;
    const char *unit[2]; /* by todoke_language */
    const char *text[2]; /* what it is a limit of */
    const char *diagnostic;
};

/* The limits from index 0; false past the last. */
bool todoke_limit_info(size_t index, struct todoke_limit_info *info);

/* --- the engine -----------------------------------------------------------------------------------------------------
 */

struct todoke;

/* What is done where no font has a character. */
enum todoke_missing {
    TODOKE_MISSING_ERROR, /* no document */
    TODOKE_MISSING_GETA,  /* 〓 is drawn, with a warning */
    TODOKE_MISSING_CODE,  /* the character's code in a frame, with a warning */
};

struct todoke_options {
    const char *fonts;          /* folder with fonts.conf and fonts.lock */
    const char *font_cache;     /* file that remembers font digests, or NULL */
    const char *const *layouts; /* folders searched for FORM.jsonc, in order */
    size_t layout_count;
    enum todoke_missing missing_glyph;
    const struct todoke_limit *limits; /* other ones than the usual; of two of one name the later counts */
    size_t limit_count;
};

/* The caller ends it with todoke_close, after all forms. The options are copied. */
struct todoke *todoke_open(const struct todoke_options *options, struct todoke_messages *messages);
void todoke_close(struct todoke *engine);

/* What the limit of this index is for the engine. */
uint64_t todoke_limit_value(const struct todoke *engine, size_t index);

/* Of fonts.lock; borrowed from the engine. */
const char *todoke_fonts_digest(const struct todoke *engine);

/* --- forms -------------------------------------------------------------------------------------------------------- */

/* What documents are made for. */
enum todoke_profile {
    TODOKE_SUBMIT,  /* a plain PDF, as small as can be */
    TODOKE_ARCHIVE, /* PDF/A and PDF/UA, with what it was made from inside */
    TODOKE_FAX,     /* black only, and large enough to be read at the other end */
};

/* Names of the profiles in their order; NULL past the last. */
const char *todoke_profile_name(size_t index);
bool todoke_profile_named(const char *name, enum todoke_profile *profile); /* false: there is none */

/* What a form is opened for; {0} is as usual. */
struct todoke_target {
    enum todoke_profile profile;
    int32_t x_dpi, y_dpi; /* fax: what its print has to survive, in thousandths of a dot per inch; 0: fine */
    bool has_codes;       /* fax: a QR code on every page that says which page of which report it is */
};

struct todoke_form;

/*
 * Opens a form: a form id looked for in the layout folders, or a path to a layout file (it contains a "/" or ends in
 * ".jsonc" or ".json"). `target` NULL: as usual. The caller ends it with todoke_form_close.
 */
struct todoke_form *todoke_form_open(const struct todoke *engine, const char *name, const struct todoke_target *target,
                                     struct todoke_messages *messages);
void todoke_form_close(struct todoke_form *form);

/* What a list of forms shows; borrowed from the form. Members without a value are NULL. */
struct todoke_form_info {
    const char *id;
    const char *title;
    const char *edition;
    const char *valid_from, *valid_until; /* ISO dates */
    const char *source;
    const char *channel;
    size_t blank_pages;
};
struct todoke_form_info todoke_form_info(const struct todoke_form *form);

/* Of the layout file and, when it is like another one, of both, one after the other; borrowed from the form. */
const char *todoke_form_digest(const struct todoke_form *form);

/* Ids of all forms in the layout folders, sorted; the caller frees the list with todoke_ids_free. */
char **todoke_form_ids(const struct todoke *engine, size_t *count);
void todoke_ids_free(char **ids, size_t count);

/*
 * What a form reads and demands, for editors and other validators: a JSON Schema (2020-12) of the incident file; and an
 * incident file to fill in, JSON with comments in `language`.
 */
void todoke_schema(const struct todoke_form *form, struct todoke_buffer *out);
void todoke_skeleton(const struct todoke_form *form, enum todoke_language language, struct todoke_buffer *out);

/* --- data --------------------------------------------------------------------------------------------------------- */

/* An incident file's text. Messages keep pointing into it: it must outlive them. */
struct todoke_data;

/*
 * Reads a file, "-" for standard input, of no more bytes than the engine takes; or takes a copy of bytes in memory.
 * JSON, with comments and trailing commas where the name ends in ".jsonc". Ended by todoke_data_close.
 */
struct todoke_data *todoke_data_read(const struct todoke *engine, const char *path, struct todoke_messages *messages);
struct todoke_data *todoke_data_copy(const char *name, const char *bytes, size_t size);

/*
 * Where the files that the data names are looked for: the folder of the file that was read, unless told otherwise.
 * What came from standard input or memory has none until it is told; then pictures in it are errors.
 */
void todoke_data_set_folder(struct todoke_data *data, const char *folder);

/* Its text as it was read; borrowed. */
const char *todoke_data_bytes(const struct todoke_data *data, size_t *size);
void todoke_data_close(struct todoke_data *data);

/* --- rendering ---------------------------------------------------------------------------------------------------- */

#define TODOKE_NO_DATE INT64_MIN

/* Coding of bilevel pictures: ITU-T T.4 one- and two-dimensional, T.6. */
enum todoke_coding {
    TODOKE_T4,
    TODOKE_T4_2D,
    TODOKE_T6,
};

/* Members that are 0 say "as usual"; `date` and `attached_pages` have values of their own for that. */
struct todoke_render {
    const char *device;   /* "pdf", "text", "marks", "png", "tiff" */
    int64_t date;         /* for the metadata, seconds since 1970-01-01 UTC; TODOKE_NO_DATE: none */
    int32_t x_dpi, y_dpi; /* of pictures, in thousandths of a dot per inch; usual: png 200, tiff 204.216 x 195.58 */
    enum todoke_coding coding; /* tiff */
    size_t page;               /* the only page wanted, from 1; 0: all (png: the document has one) */
    bool without_attachments;  /* archive: PDF/A-2, for receivers that refuse files inside; nothing can be replayed */
    /* Pages sent after this document: fields with "computed": "transmission_pages" count both. -1: unknown, and these
     * fields are empty. The blank form does not use it. */
    int64_t attached_pages;
    /* An earlier report: what has changed since is marked, and listed on a last page; as the layout's "changes" says.
     * NULL: nothing is compared. The blank form does not use it. It must outlive the document. */
    const struct todoke_data *earlier;
};

/* Name of the device a file name's ending asks for, or NULL. */
const char *todoke_device_for(const char *filename);
/* Names of the devices from index 0; NULL past the last. */
const char *todoke_device_name(size_t index);

/* Resolution of FAX machines: "standard", "fine", "superfine", as todoke_render has it; false: no such name. */
bool todoke_fax_resolution(const char *name, int32_t *x_dpi, int32_t *y_dpi);

/* Any resolution: one of these, "200", or "204x98", from 30 to 2400 dots per inch; false: `text` is none. */
bool todoke_resolution(const char *text, int32_t *x_dpi, int32_t *y_dpi);

/*
 * A form filled in: everything placed, nothing written yet. `data` NULL: the blank form. Of the options only
 * `attached_pages` and `earlier` count. NULL, having added an error, when it cannot be. Form and data must outlive it;
 * the caller ends it with todoke_document_close.
 */
struct todoke_document;
struct todoke_document *todoke_fill(const struct todoke_form *form, const struct todoke_data *data,
                                    const struct todoke_render *options, struct todoke_messages *messages);

/*
 * Several forms, all opened for the same target, filled in from the same data as one document: what is sent by FAX in
 * one call. Its pages are in the order of the forms. Fields with "computed" count the pages of all and name those
 * behind the first; lines of profile fax number the pages through. As todoke_fill otherwise.
 */
struct todoke_document *todoke_fill_together(const struct todoke_form *const *forms, size_t count,
                                             const struct todoke_data *data, const struct todoke_render *options,
                                             struct todoke_messages *messages);
void todoke_document_close(struct todoke_document *document);
size_t todoke_document_pages(const struct todoke_document *document);

/*
 * The files that the data names and that were read for the document, from index 0; false past the last. A name is as in
 * the data, below the data's folder. Borrowed from the document.
 */
struct todoke_file {
    const char *name;
    const char *sha256;
};
bool todoke_document_file(const struct todoke_document *document, size_t index, struct todoke_file *file);

/* What became of each value: the fit report (docs/fit-report.md), JSON lines; empty for the blank form. */
void todoke_document_fit(const struct todoke_document *document, struct todoke_buffer *out);

/* The same in short: how many values took each step. */
struct todoke_fit_counts {
    size_t as_is, grow, condense, shrink, sheet;
};
struct todoke_fit_counts todoke_document_fit_counts(const struct todoke_document *document);
bool todoke_document_write(const struct todoke_document *document, const struct todoke_render *options,
                           struct todoke_buffer *out, struct todoke_messages *messages);

/* The three in one: fills, writes, closes. */
bool todoke_render(const struct todoke_form *form, const struct todoke_data *data, const struct todoke_render *options,
                   struct todoke_buffer *out, struct todoke_messages *messages);

/*
 * Digest of all that decides a document's bytes apart from its data: version, layout, fonts, options of the engine and
 * these. Equal settings and equal data give equal bytes.
 */
void todoke_settings_digest(const struct todoke_form *form, const struct todoke_render *options,
                            char hex[TODOKE_DIGEST_SIZE + 1]);

/* All of render's checks, without making the output; the options' device is not used. */
bool todoke_check(const struct todoke_form *form, const struct todoke_data *data, const struct todoke_render *options,
                  struct todoke_messages *messages);

/* --- archives ----------------------------------------------------------------------------------------------------- */

/* A PDF file that may carry what it was made from; immutable, may be shared by threads. */
struct todoke_archive;

/*
 * Reads a file, "-" for standard input. NULL, having added an error, when that fails. What is wrong with the file
 * itself is told by whoever is asked about it. The engine must outlive it; todoke_archive_close ends it.
 */
struct todoke_archive *todoke_archive_read(const struct todoke *engine, const char *path,
                                           struct todoke_messages *messages);
void todoke_archive_close(struct todoke_archive *archive);

/* Its bytes; borrowed. */
const char *todoke_archive_bytes(const struct todoke_archive *archive, size_t *size);

/* Whether it has a usable render record; false, having added an error that says why not. */
bool todoke_archive_check(const struct todoke_archive *archive, struct todoke_messages *messages);

/* What a file inside an archive is. */
enum todoke_part {
    TODOKE_PART_OTHER,
    TODOKE_PART_DATA,
    TODOKE_PART_LAYOUT, /* the form's own */
    TODOKE_PART_RECORD, /* docs/archive-record.md */
};

/* The files inside, from index 0, borrowed; false past the last, and when there are none. */
struct todoke_archive_file {
    const char *name;
    enum todoke_part part;
};
bool todoke_archive_file(const struct todoke_archive *archive, size_t index, struct todoke_archive_file *file);

/* What file `index` holds; false, having added an error, when it cannot be decoded. */
bool todoke_archive_extract(const struct todoke_archive *archive, size_t index, struct todoke_buffer *out,
                            struct todoke_messages *messages);

/*
 * The form that an archive was made from, opened from the layouts inside. NULL, having added an error: there is no
 * usable render record, or the layout is no good. todoke_form_close ends it.
 */
struct todoke_form *todoke_archive_form(const struct todoke *engine, const struct todoke_archive *archive,
                                        struct todoke_messages *messages);

/* Archives with equal keys have equal forms; borrowed. NULL: there is no usable render record. */
const char *todoke_archive_form_key(const struct todoke_archive *archive);

/* Where every value went: the fit report of the document composed again from what is inside. `form`: the archive's. */
bool todoke_archive_inspect(const struct todoke_archive *archive, const struct todoke_form *form,
                            struct todoke_buffer *out, struct todoke_messages *messages);

/* What comes of making an archive again from what is inside. */
enum todoke_sameness {
    TODOKE_SAME_BYTES,
    TODOKE_SAME_CONTENT, /* the same objects, once their filters are undone */
    TODOKE_DIFFERENT,
    TODOKE_UNJUDGED, /* a font or the engine of then is missing */
    TODOKE_NOT_OURS, /* no PDF file, or one without a render record */
};
const char *todoke_sameness_name(enum todoke_sameness sameness); /* "same-bytes" */

/*
 * Makes an archive again and compares: of a signed file its unsigned revision. `form` is the archive's, NULL when it
 * has no key. The messages say why it is not the same.
 */
enum todoke_sameness todoke_replay(const struct todoke_archive *archive, const struct todoke_form *form,
                                   struct todoke_messages *messages);

/* --- signing ------------------------------------------------------------------------------------------------------ */

/*
 * Signs PDF files, its own and those of others (docs/sign.md): keys and certificates are read once, and any number of
 * files signed. It may be shared by threads; where the key is in a token they sign one after the other.
 */
struct todoke_signer;

struct todoke_signer_options {
    const char *key_file; /* PKCS#12 (.p12, .pfx); or: */
    const char *token;    /* the shared library of a PKCS#11 token, */
    const char *object;   /* the label of the key in it, or its URI (RFC 7512), */
    const char
        *certificate;     /* and a file with its certificate; NULL: the token's own. No key at all: time stamps only */
    const char *password; /* of the file, or PIN of the token */
    const char *const *chain; /* files of certificates above the key's, for what signs and for the evidence */
    size_t chain_count;
    const char *authority; /* URL (http) of a time stamp authority (RFC 3161), or NULL */
    const char *proxy;     /* of that URL, or NULL */
    int timeout;           /* seconds to wait for it; 0: as usual */
    bool with_evidence;    /* B-LT: certificates, and what these files say of them, are put into each file */
    const char *const *ocsps, *const *crls;
    size_t ocsp_count, crl_count;
    const struct todoke_limit *limits; /* other ones than the usual */
    size_t limit_count;
};

/* NULL, having added an error. The options are copied; the caller ends it with todoke_signer_close. */
struct todoke_signer *todoke_signer_open(const struct todoke_signer_options *options, struct todoke_messages *messages);
void todoke_signer_close(struct todoke_signer *signer);

/* The most bytes that a file to be signed may have. */
size_t todoke_signer_limit(const struct todoke_signer *signer);

/* Whose certificate it is, in UTF-8; borrowed from the signer. NULL: it has no key. */
const char *todoke_signer_name(const struct todoke_signer *signer);

/* SHA-256 of the certificate's DER; borrowed from the signer. NULL: it has no key. */
const char *todoke_signer_certificate(const struct todoke_signer *signer);

enum todoke_signing {
    TODOKE_SIGN,         /* with the signer's key */
    TODOKE_SIGN_STAMP,   /* no signature: a document time stamp alone */
    TODOKE_SIGN_PREPARE, /* room for a signature that is made elsewhere */
};

/* What a certified document may become later (DocMDP). */
enum todoke_certify {
    TODOKE_CERTIFY_NOT, /* an approval signature */
    TODOKE_CERTIFY_NOTHING,
    TODOKE_CERTIFY_FORMS,
    TODOKE_CERTIFY_NOTES,
};

/* Members that are 0 or NULL say "as usual". */
struct todoke_sign {
    enum todoke_signing signing;
    int64_t time;     /* that the signature claims: seconds since 1970-01-01 UTC */
    const char *name; /* NULL: todoke_signer_name */
    const char *reason, *location;
    const char *field; /* to fill, or the name of a new one; NULL: the first that is empty, or a new one */
    enum todoke_certify certify;
    size_t reserve; /* bytes of room for the signature */
    /* What is seen of it: a page from 1, and a box in EMU (12,700 to the point) from its upper left corner. Page 0: a
     * field that is there shows itself as it is, a new one is hidden. */
    size_t page;
    int64_t x, y, width, height;
    bool is_visible;             /* name, time and seal are drawn: in the box, or in the field that is there */
    const char *seal;            /* characters in the seal, at most 6; NULL: none */
    const struct todoke *engine; /* whose fonts draw them */
};

/*
 * Signs the `size` bytes of a PDF file; `name` is what messages call it. The bytes stay, and come first in `out`.
 * False, having added an error.
 */
bool todoke_sign(const struct todoke_signer *signer, const char *name, const char *bytes, size_t size,
                 const struct todoke_sign *options, struct todoke_buffer *out, struct todoke_messages *messages);

/* Whether what these options show would cover text, a picture or a QR code of the document. Rules and fills may be. */
bool todoke_document_is_covered(const struct todoke_document *document, const struct todoke_sign *options);

/*
 * Digest of all that decides a signature apart from the file, chance, and what the time stamp authority says: who
 * signs, with what evidence, and these options. The fonts of what is seen are not in it.
 */
void todoke_sign_digest(const struct todoke_signer *signer, const struct todoke_sign *options,
                        char hex[TODOKE_DIGEST_SIZE + 1]);

/* What is signed of a prepared file: the bytes before and behind the gap, and the SHA-256 of both together. */
struct todoke_gap {
    size_t start, end;
    char sha256[TODOKE_DIGEST_SIZE + 1];
};
bool todoke_sign_gap(const struct todoke_signer *signer, const char *name, const char *bytes, size_t size,
                     struct todoke_gap *gap, struct todoke_messages *messages);

/*
 * A prepared file with the CMS that was made for it. The signer, which needs no key, gives its time stamp and evidence.
 * `cms_name` is what messages call the CMS.
 */
bool todoke_sign_attach(const struct todoke_signer *signer, const char *name, const char *bytes, size_t size,
                        const char *cms_name, const char *cms, size_t cms_size, struct todoke_buffer *out,
                        struct todoke_messages *messages);

/* --- verifying ---------------------------------------------------------------------------------------------------- */

/*
 * Judges whether PDF files are what they were (docs/verify.md): the signatures and all that follows them, and, of
 * archives, that the pages are what the data inside gives. Whom to trust is read once; immutable, may be shared by
 * threads. No clock is read and no connection opened.
 */
struct todoke_verifier;

struct todoke_verifier_options {
    const char *const *anchors; /* files of certificates that are trusted, PEM or DER */
    size_t anchor_count;
    const char *const *layouts; /* layouts that are trusted besides those in the engine's folders: SHA-256 in hex */
    size_t layout_count;
    int64_t time; /* certificates are judged at, where no time stamp tells; TODOKE_NO_DATE: when the signature claims */
};

/* NULL, having added an error. The options are copied, the engine must outlive it. */
struct todoke_verifier *todoke_verifier_open(const struct todoke *engine, const struct todoke_verifier_options *options,
                                             struct todoke_messages *messages);
void todoke_verifier_close(struct todoke_verifier *verifier);

enum todoke_verdict {
    TODOKE_INTACT,
    TODOKE_DOUBTFUL,
    TODOKE_UNKNOWN, /* no doubt, but a font, a trusted certificate or the record is missing */
};
const char *todoke_verdict_name(enum todoke_verdict verdict); /* "intact" */

/* What was found out about one file. */
struct todoke_verification;

/* The archive and the verifier must outlive it; todoke_verification_close ends it. */
struct todoke_verification *todoke_verify(const struct todoke_verifier *verifier, const struct todoke_archive *archive);
void todoke_verification_close(struct todoke_verification *verification);

enum todoke_verdict todoke_verification_verdict(const struct todoke_verification *verification);

/* All of it as a report for people, or as one line of JSON. */
void todoke_verification_text(const struct todoke_verification *verification, enum todoke_language language,
                              struct todoke_buffer *out);
void todoke_verification_json(const struct todoke_verification *verification, enum todoke_language language,
                              struct todoke_buffer *out);

/* --- deadlines ---------------------------------------------------------------------------------------------------- */

enum todoke_first_day {
    TODOKE_FIRST_DAY_STATED, /* as each deadline says */
    TODOKE_FIRST_DAY_0,      /* the day itself is not counted (初日不算入) */
    TODOKE_FIRST_DAY_1,
};

struct todoke_due {
    enum todoke_first_day first_day;
    int64_t today; /* days since 1970-01-01, to say how many days are left; TODOKE_NO_DATE: not asked */
    bool explains; /* with every day that was counted or passed over */
    bool is_json;  /* one object a line (docs/due.md) instead of a text */
    enum todoke_language language;
};

/*
 * The deadlines that follow from the data, of all forms in the layout folders, the earliest first. Days are those in
 * Japan; holidays.json of the first layout folder that has one says when the authorities are closed. `out` holds those
 * that could be reckoned also when others could not, and false is returned.
 */
bool todoke_due(const struct todoke *engine, const struct todoke_data *data, const struct todoke_due *options,
                struct todoke_buffer *out, struct todoke_messages *messages);

/* Days since 1970-01-01 of "YYYY-MM-DD"; false: `text` is no such day. */
bool todoke_day(const char *text, int64_t *day);

/* --- trying texts out ---------------------------------------------------------------------------------------------
 */

/* Composes single texts as forms do and tells how they are set. Not to be shared by threads. */
struct todoke_composer;

/*
 * The fonts of the engine can be named, those that its fonts.conf lists, and any in `folders`. `engine` and `folders`
 * must outlive the composer, which the caller ends with todoke_composer_close.
 */
struct todoke_composer *todoke_composer_open(const struct todoke *engine, const char *const *folders, size_t count);
void todoke_composer_close(struct todoke_composer *composer);

/*
 * Answers a request, a JSON object of `size` bytes, with one JSON object and a newline (docs/compose.md). A bad request
 * is answered too: its id and an error.
 */
void todoke_compose(struct todoke_composer *composer, const char *request, size_t size, enum todoke_language language,
                    struct todoke_buffer *out);

/*
 * Reads a whole file ("-": standard input) of at most `limit` bytes. False, having added an error.
 */
bool todoke_read(const char *path, size_t limit, struct todoke_buffer *buffer, struct todoke_messages *messages);

/* Writes a whole file or none of it ("-": standard output). */
bool todoke_write(const char *path, const struct todoke_buffer *buffer, struct todoke_messages *messages);

#ifdef __cplusplus
}
#endif

#endif
