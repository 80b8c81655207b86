/* engine_sign.c - signing: keys and evidence read once, files signed one after the other. */
#include "parts.h"

#include "base/file.h"
#include "sign/evidence.h"
#include "sign/sign.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct todoke_signer {
    struct arena *arena; /* holds this too */
    struct sign_key *key;
    const char *name;
    char certificate[SHA256_HEX_SIZE + 1]; /* its digest */
    struct sign_authority authority;       /* url NULL: none */
    const struct sign_evidence *evidence;
    struct limits limits;
};

/* --- the signer --- */

#define TIMEOUT_USUAL 30

static struct sign_key *open_key(const struct todoke_signer_options *options, struct diags *diags)
{
    if (options->key_file != NULL)
        return sign_key_open_file(options->key_file, options->password != NULL ? options->password : "", diags);
    return sign_key_open_token(options->token, options->object, options->password, options->certificate, diags);
}

static void digest_certificate(struct todoke_signer *signer)
{
    struct sink der = {0};

    sign_key_put_certificate(signer->key, &der);
    sha256_hex(der.bytes, der.size, signer->certificate);
    sink_close(&der);
}

static const char *copy_or_null(struct arena *arena, const char *string)
{
    return string != NULL ? arena_copy_string(arena, string) : NULL;
}

static bool open_signer(struct todoke_signer *signer, const struct todoke_signer_options *options, struct diags *diags)
{
    const struct todoke_options limits = {.limits = options->limits, .limit_count = options->limit_count};
    const struct sign_files files = {
        .certificates = options->chain,
        .ocsps = options->ocsps,
        .crls = options->crls,
        .certificate_count = options->chain_count,
        .ocsp_count = options->ocsp_count,
        .crl_count = options->crl_count,
    };

    if (!engine_read_limits(&limits, &signer->limits, diags))
        return false;
    if (options->key_file != NULL || options->token != NULL) {
        signer->key = open_key(options, diags);
        if (signer->key == NULL)
            return false;
        for (size_t i = 0; i < options->chain_count; i++)
            if (!sign_key_add_chain(signer->key, options->chain[i], diags))
                return false;
        signer->name = sign_name(X509_get_subject_name(signer->key->certificate), signer->arena);
        digest_certificate(signer);
    }
    signer->authority = (struct sign_authority){
        .url = copy_or_null(signer->arena, options->authority),
        .proxy = copy_or_null(signer->arena, options->proxy),
        .timeout = options->timeout > 0 ? options->timeout : TIMEOUT_USUAL,
    };
    if (options->with_evidence)
        signer->evidence = sign_evidence_read(signer->arena, &files, signer->key, diags);
    return !options->with_evidence || signer->evidence != NULL;
}

struct todoke_signer *todoke_signer_open(const struct todoke_signer_options *options, struct todoke_messages *messages)
{
    struct arena *arena = arena_open();
    struct todoke_signer *signer = arena_new(arena, struct todoke_signer);

    signer->arena = arena;
    if (open_signer(signer, options, diags_of(messages)))
        return signer;
    todoke_signer_close(signer);
    return NULL;
}

void todoke_signer_close(struct todoke_signer *signer)
{
    if (signer == NULL)
        return;
    sign_key_close(signer->key);
    arena_close(signer->arena);
}

const char *todoke_signer_name(const struct todoke_signer *signer)
{
    return signer->name;
}

const char *todoke_signer_certificate(const struct todoke_signer *signer)
{
    return signer->key != NULL ? signer->certificate : NULL;
}

/* --- signing --- */

/* Thousandths of a point. */
static int64_t thousandths(int64_t emu)
{
    return emu * 1000 / LENGTH_PER_PT;
}

static enum sign_certify certify_of(enum todoke_certify certify)
{
    switch (certify) {
    case TODOKE_CERTIFY_NOT:
        break;
    case TODOKE_CERTIFY_NOTHING:
        return SIGN_CERTIFY_NOTHING;
    case TODOKE_CERTIFY_FORMS:
        return SIGN_CERTIFY_FORMS;
    case TODOKE_CERTIFY_NOTES:
        return SIGN_CERTIFY_NOTES;
    }
    return SIGN_APPROVE;
}

static struct sign_box box_of(const struct todoke_sign *options)
{
    return (struct sign_box){
        .page = options->page,
        .x = thousandths(options->x),
        .y = thousandths(options->y),
        .width = thousandths(options->width),
        .height = thousandths(options->height),
    };
}

static struct sign_options options_of(const struct todoke_signer *signer, const struct todoke_sign *options,
                                      const struct sign_box *box)
{
    return (struct sign_options){
        .limits = &signer->limits,
        .time = options->time,
        .name = options->name != NULL ? options->name : signer->name,
        .reason = options->reason,
        .location = options->location,
        .field = options->field,
        .certify = certify_of(options->certify),
        .reserve = options->reserve,
        .authority = signer->authority.url != NULL ? &signer->authority : NULL,
        .evidence = signer->evidence,
        .box = options->page > 0 ? box : NULL,
    };
}

/* Draws what is seen, when something is to be. False, having added an error. */
static bool draw(struct arena *arena, const struct source *file, const struct todoke_sign *options,
                 struct sign_options *sign, struct diags *diags)
{
    struct stamp stamp = {.name = sign->name, .time = options->time, .seal = options->seal};
    int64_t width, height;

    if (!options->is_visible)
        return true;
    if (!sign_find_size(file, sign, &width, &height, diags))
        return false;
    stamp.width = width * LENGTH_PER_PT / 1000;
    stamp.height = height * LENGTH_PER_PT / 1000;
    sign->appearance = engine_draw_stamp(options->engine, &stamp, arena, diags);
    return sign->appearance != NULL;
}

static bool sign_file(const struct todoke_signer *signer, const struct source *file, const struct todoke_sign *options,
                      const struct sign_options *sign, struct sink *out, struct diags *diags)
{
    switch (options->signing) {
    case TODOKE_SIGN:
        break;
    case TODOKE_SIGN_STAMP:
        return sign_stamp_document(file, sign, out, diags);
    case TODOKE_SIGN_PREPARE:
        return sign_prepare(file, sign, out, diags);
    }
    return sign_document(file, signer->key, sign, out, diags);
}

static bool deliver(bool is_good, struct sink *sink, struct todoke_buffer *out)
{
    if (is_good)
        move_to_buffer(sink, out);
    else
        sink_close(sink);
    return is_good;
}

bool todoke_sign(const struct todoke_signer *signer, const char *name, const char *bytes, size_t size,
                 const struct todoke_sign *options, struct todoke_buffer *out, struct todoke_messages *messages)
{
    struct source file = {.name = name, .bytes = bytes, .size = size};
    struct sign_box box = box_of(options);
    struct sign_options sign = options_of(signer, options, &box);
    struct arena *arena = arena_open();
    struct sink sink = {0};
    bool is_good = draw(arena, &file, options, &sign, diags_of(messages)) &&
                   sign_file(signer, &file, options, &sign, &sink, diags_of(messages));

    arena_close(arena);
    return deliver(is_good, &sink, out);
}

/* --- digests --- */

static void put_evidence(struct sink *text, const char *what, const struct sign_bytes *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sink_format(text, "%s %zu\n", what, list[i].size);
        sink_put(text, list[i].bytes, list[i].size);
    }
}

static void put_signer(struct sink *text, const struct todoke_signer *signer)
{
    const struct sign_evidence *evidence = signer->evidence;

    sink_format(text, "certificate %s\nauthority %s\nchain\n", signer->certificate,
                signer->authority.url != NULL ? signer->authority.url : "");
    if (signer->key != NULL)
        sign_key_put_chain(signer->key, text);
    if (evidence == NULL)
        return;
    put_evidence(text, "evidence", evidence->certificates, evidence->certificate_count);
    put_evidence(text, "ocsp", evidence->ocsps, evidence->ocsp_count);
    put_evidence(text, "crl", evidence->crls, evidence->crl_count);
}

static void put_string(struct sink *text, const char *string)
{
    sink_format(text, "%zu %s\n", string != NULL ? strlen(string) : 0, string != NULL ? string : "");
}

static void put_options(struct sink *text, const struct todoke_sign *options)
{
    sink_format(text, "\nsigning %d\ntime %" PRId64 "\ncertify %d\nreserve %zu\n", options->signing, options->time,
                options->certify, options->reserve);
    put_string(text, options->name);
    put_string(text, options->reason);
    put_string(text, options->location);
    put_string(text, options->field);
    sink_format(text, "box %zu %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\nvisible %d\n", options->page,
                options->x, options->y, options->width, options->height, options->is_visible);
    put_string(text, options->seal);
}

void todoke_sign_digest(const struct todoke_signer *signer, const struct todoke_sign *options,
                        char hex[TODOKE_DIGEST_SIZE + 1])
{
    struct sink text = {0};

    put_signer(&text, signer);
    put_options(&text, options);
    sha256_hex(text.bytes, text.size, hex);
    sink_close(&text);
}

static bool digest_around(const char *bytes, size_t size, struct todoke_gap *gap)
{
    struct sink signed_bytes = {0};
    bool is_good;

    sink_put(&signed_bytes, bytes, gap->start);
    sink_put(&signed_bytes, bytes + gap->end, size - gap->end);
    is_good = sha256_hex(signed_bytes.bytes, signed_bytes.size, gap->sha256);
    sink_close(&signed_bytes);
    return is_good;
}

bool todoke_sign_gap(const struct todoke_signer *signer, const char *name, const char *bytes, size_t size,
                     struct todoke_gap *gap, struct todoke_messages *messages)
{
    struct source file = {.name = name, .bytes = bytes, .size = size};

    return sign_find_gap(&file, &signer->limits, &gap->start, &gap->end, diags_of(messages)) &&
           digest_around(bytes, size, gap);
}

bool todoke_sign_attach(const struct todoke_signer *signer, const char *name, const char *bytes, size_t size,
                        const char *cms_name, const char *cms, size_t cms_size, struct todoke_buffer *out,
                        struct todoke_messages *messages)
{
    struct source file = {.name = name, .bytes = bytes, .size = size};
    struct todoke_sign usual = {0};
    struct sign_options sign = options_of(signer, &usual, NULL);
    struct sink sink = {0};

    return deliver(sign_attach(&file, cms_name, cms, cms_size, &sign, &sink, diags_of(messages)), &sink, out);
}

/* --- files --- */

bool todoke_read(const char *path, size_t limit, struct todoke_buffer *buffer, struct todoke_messages *messages)
{
    struct arena *arena = arena_open();
    bool is_standard = strcmp(path, "-") == 0;
    const struct source *source = file_read(arena, path, is_standard ? "<stdin>" : path, limit, diags_of(messages));
    struct sink copy = {0};

    if (source != NULL) {
        sink_put(&copy, source->bytes, source->size);
        move_to_buffer(&copy, buffer);
    }
    arena_close(arena);
    return source != NULL;
}

size_t todoke_signer_limit(const struct todoke_signer *signer)
{
    return signer->limits.pdf_bytes;
}
