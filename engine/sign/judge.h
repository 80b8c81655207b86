/*
 * sign/judge.h - are the signatures of a PDF file right, and does nothing follow them that they do not allow?
 *
 * A file is right when each signature covers its whole revision but for its own hexadecimal string, is well-formed to
 * the last byte, was made with the key of its certificate, and that leads to a trusted one; and when after the first
 * signature there are only evidence (DSS) and document time stamps, with a time stamp at the end. Whatever is not so is
 * a finding. Nothing is printed, no clock is read, no connection opened.
 */
#ifndef SIGN_JUDGE_H
#define SIGN_JUDGE_H

#include "pdf/pdf.h"

/* Certificates that are trusted, whatever else they say. Immutable; may be shared by threads. */
struct judge_trust;

/* Of PEM or DER files; none: nothing is trusted. NULL, having added an error. Ended by judge_trust_close. */
struct judge_trust *judge_trust_open(const char *const *paths, size_t count, struct diags *diags);
void judge_trust_close(struct judge_trust *trust); /* NULL allowed */

#define JUDGE_NO_TIME INT64_MIN

struct judge_options {
    const struct limits *limits;
    const struct judge_trust *trust; /* NULL: none, which is a finding for each signature (JUDGE_ANCHORS) */
    /*
     * Certificates are judged at the time of the time stamp over what they sign. Where there is none, and of the last
     * time stamp: at this time [s since 1970]; JUDGE_NO_TIME: at the time that the signature claims or the stamp says.
     */
    int64_t time;
};

struct judge_signature {
    const char *field;                    /* its name; "" when it has none */
    bool is_stamp;                        /* a document time stamp, not a signature */
    size_t revision;                      /* index of the one it is the last of */
    size_t covered;                       /* bytes of the file up to the end of that */
    const char *signer, *issuer;          /* names of the certificate's, or NULL: it could not be read */
    int64_t claimed;                      /* /M, or JUDGE_NO_TIME */
    int64_t stamped;                      /* what a time stamp says, of the signature or its own; JUDGE_NO_TIME: none */
    const char *authority;                /* whose time stamp it is, or NULL */
    const char *name, *reason, *location; /* as the PDF has them, or NULL */
    int certify;                          /* DocMDP: 1 to 3; 0: an approval */
    bool states_time;                     /* a signed attribute signing-time, which PAdES leaves out */
    bool has_evidence; /* the store tells of each certificate up to the trusted one, time stamp too */
    size_t findings;   /* how many are about it; 0: all is right */
};

/* What the file grew by. */
struct judge_revision {
    size_t start, end;   /* its bytes */
    size_t object_count; /* that it writes or frees */
    bool has_evidence;   /* it writes the document security store */
};

/* What is wrong. Its texts live in the arena; diags_error makes a message of it. */
struct judge_finding {
    struct diag_cause cause; /* codes DIAG_JUDGE_... */
    size_t signature;        /* index; SIZE_MAX: of the file as a whole */
};

struct judgement {
    const struct judge_signature *signatures; /* in the order of revisions */
    size_t signature_count;
    const struct judge_finding *findings;
    size_t finding_count;
    /* The end of the last revision before the first signature or time stamp; 0: that is in the first revision. Without
     * signatures, the size of the file. */
    size_t unsigned_end;
    const struct judge_revision *revisions; /* those of the file */
    size_t revision_count;
};

/*
 * Judges all signatures of a file that was opened; the result lives in `arena`. A file without signatures has no
 * findings.
 */
const struct judgement *judge_pdf(struct arena *arena, const struct pdf *pdf, const struct judge_options *options);

#endif
