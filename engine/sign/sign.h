/*
 * sign/sign.h - signatures and document time stamps (PAdES, ETSI EN 319 142-1), always as an incremental update: the
 * bytes there were stay as they are, and come first.
 */
#ifndef SIGN_SIGN_H
#define SIGN_SIGN_H

#include "pdf/pdf.h"
#include "sign/key.h"
#include "sign/stamp.h"

/* Where a new field is seen, in thousandths of a point, from the upper left corner of the page. */
struct sign_box {
    size_t page; /* from 1 */
    int64_t x, y, width, height;
};

/* What a document's changes may be after it is certified (DocMDP; ISO 32000-2, table 257). */
enum sign_certify {
    SIGN_APPROVE,         /* not certified: an approval signature */
    SIGN_CERTIFY_NOTHING, /* no change */
    SIGN_CERTIFY_FORMS,   /* filling in forms, signing */
    SIGN_CERTIFY_NOTES,   /* these and annotations */
};

/* Certificates, OCSP responses and CRLs that prove the others valid, for the document security store (B-LT). */
struct sign_evidence {
    const struct sign_bytes {
        const char *bytes; /* DER */
        size_t size;
    } * certificates, *ocsps, *crls;
    size_t certificate_count, ocsp_count, crl_count;
};

struct sign_options {
    const struct limits *limits;          /* of the files that are read */
    int64_t time;                         /* seconds since 1970-01-01 UTC: what the signature claims (/M) */
    const char *name, *reason, *location; /* UTF-8, or NULL */
    const char *field;                    /* of a signature field that is there, or the name of a new one; or NULL */
    enum sign_certify certify;
    size_t reserve;                         /* bytes for the CMS, and for a time stamp; 0: SIGN_RESERVE_USUAL */
    const struct sign_authority *authority; /* of time stamps; NULL: none */
    const struct sign_evidence *evidence;   /* NULL: none. With it the file ends with a document time stamp (B-LT) */
    const struct sign_box *box;             /* of a new field; NULL: a hidden one */
    const struct pdf *appearance;           /* its first page is what is seen; NULL: nothing */
};
#define SIGN_RESERVE_USUAL ((size_t)16 * 1024)

/*
 * Signs a file and appends the whole result to `out`. The first signature field without a signature is filled, or a new
 * one is made. False, having added an error; `out` is then of no use.
 */
bool sign_document(const struct source *file, const struct sign_key *key, const struct sign_options *options,
                   struct sink *out, struct diags *diags);

/* Only a document time stamp of options->authority, and before it the evidence, if any. */
bool sign_stamp_document(const struct source *file, const struct sign_options *options, struct sink *out,
                         struct diags *diags);

/* The same as sign_document with room for a signature that is made elsewhere, over what sign_gap says. */
bool sign_prepare(const struct source *file, const struct sign_options *options, struct sink *out, struct diags *diags);

/*
 * The gap of the last signature, which is still empty: what is signed are the bytes before and behind it. False, having
 * added an error: there is none.
 */
bool sign_find_gap(const struct source *file, const struct limits *limits, size_t *start, size_t *end,
                   struct diags *diags);

/*
 * A prepared file with a CMS put into its gap; options->authority stamps it, and evidence follows. False, having added
 * an error: no gap, no CMS, too long, or made for other bytes. `name` is of the CMS, for messages.
 */
bool sign_attach(const struct source *file, const char *name, const char *cms, size_t size,
                 const struct sign_options *options, struct sink *out, struct diags *diags);

/*
 * The size of what is seen of the signature [1/1000 pt]: of the field that will be filled, or of options->box. False,
 * having added an error: neither has a place, or the file cannot be read.
 */
bool sign_find_size(const struct source *file, const struct sign_options *options, int64_t *width, int64_t *height,
                    struct diags *diags);

#endif
