/* sign/judging.h - inside judge*.c: a file on its way to being judged. */
#ifndef SIGN_JUDGING_H
#define SIGN_JUDGING_H

#include "sign/judge.h"

#include <openssl/ocsp.h>
#include <openssl/x509.h>

struct judging {
    struct arena *arena;
    const struct pdf *pdf;
    const struct judge_options *options;
    struct judge_signature *signatures;
    size_t signature_count, signature_room;
    struct judge_finding *findings;
    size_t finding_count, finding_room;
    size_t current;                   /* signature that findings are about; SIZE_MAX: the file */
    struct judge_revision *revisions; /* those of `pdf` */
    /* of the document security store */
    STACK_OF(X509) * certificates;
    STACK_OF(X509_CRL) * crls;
    OCSP_BASICRESP **ocsps; /* in the arena */
    size_t ocsp_count;
};

/* Adds a finding about the current signature; gives false. Texts are in the arena or literals. */
bool judge_find(struct judging *judging, enum diag_code code, struct diag_args args);

/* The name of the current signature's field, for messages. */
const char *judge_field(const struct judging *judging);

/* Seconds since 1970 of a time in UTC; months and days from 1. */
int64_t judge_seconds(int year, int month, int day, int hour, int minute, int second);

/* What a signature is of: the two parts of the file, or of a signature's value. */
struct judge_content {
    const char *bytes[2];
    size_t sizes[2];
};

/* judge_cms.c - a signature of `content`: everything about the CMS, its certificates, its time stamp. */
void judge_cms(struct judging *judging, const char *der, size_t size, const struct judge_content *content);

/* A time stamp over `content`, whose certificate is judged at the time given, or else its own. */
void judge_stamp(struct judging *judging, const char *der, size_t size, const struct judge_content *content,
                 int64_t time);

/*
 * judge_chain.c - whether the certificate is trusted at a time; `in_cms` are those that come with it. True: the
 * document security store tells that none of its chain, whose last one is trusted, was revoked then.
 */
enum judge_purpose {
    JUDGE_TO_SIGN,
    JUDGE_TO_STAMP,
};
bool judge_chain(struct judging *judging, X509 *certificate, STACK_OF(X509) * in_cms, enum judge_purpose purpose,
                 int64_t time);

/* judge_evidence.c - the document security store, read and freed. */
void judge_read_evidence(struct judging *judging);
void judge_free_evidence(struct judging *judging);

/*
 * Whether the store says, from before and after `time`, that the certificate was good; a finding where it was revoked.
 * `issuer`: above it in its chain.
 */
bool judge_revocation(struct judging *judging, X509 *certificate, X509 *issuer, int64_t time);

/* Whether this revision, the last one of `pdf`, writes the store or one of its lists. */
bool judge_writes_store(const struct pdf *pdf, size_t revision);

/* judge_update.c - whether a revision after a signature holds nothing but evidence and document time stamps. */
void judge_update(struct judging *judging, const struct pdf *before, const struct pdf *after);

#endif
