/*
 * Changes the bytes of a signed archive one at a time and judges each of the files as `todoke_verify` does: none is
 * intact. What its judge of signatures finds is not asked for again: only of a file without such a finding, record and
 * pages are judged too, which take longer.
 *
 *     flip FONTS LAYOUTS FILE.pdf ANCHOR.pem STEP
 *
 * Every STEP-th byte is changed, and those at the ends of objects. FILE.pdf, which is intact before and after, is changed
 * in place. Prints what is missed, and what was tried; status 0: nothing is missed.
 */
#include "engine.h"

#include "sign/judge.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Another digit; another case, which a hexadecimal digit does not show. */
static const char masks[] = {0x01, 0x20};
#define MASK_COUNT (sizeof(masks))
#define FILE_MAX_SIZE ((size_t)16 * 1024 * 1024)

struct flipping {
    struct todoke *engine;
    struct todoke_verifier *verifier;
    struct judge_trust *trust;
    struct todoke_messages *messages;
    const char *path;
    struct todoke_buffer bytes;
    int file;
    size_t step, tried, missed;
};

/* False: the judge of signatures finds something, as it would inside todoke_verify. */
static bool is_signed(const struct flipping *flipping)
{
    const struct judge_options options = {.limits = &limits_default, .trust = flipping->trust, .time = JUDGE_NO_TIME};
    const struct source file = {.name = "changed", .bytes = flipping->bytes.bytes, .size = flipping->bytes.size};
    struct arena *arena = arena_open();
    struct diag_cause cause;
    const struct pdf *pdf = pdf_open(arena, &file, &limits_default, &cause);
    bool is_signed = pdf && judge_pdf(arena, pdf, &options)->finding_count == 0;

    arena_close(arena);
    return is_signed;
}

/* The file at `path`. */
static bool is_intact(const struct flipping *flipping)
{
    struct todoke_archive *archive = todoke_archive_read(flipping->engine, flipping->path, flipping->messages);
    struct todoke_verification *verification = archive ? todoke_verify(flipping->verifier, archive) : NULL;
    bool is_intact = verification && todoke_verification_verdict(verification) == TODOKE_INTACT;

    todoke_verification_close(verification);
    todoke_archive_close(archive);
    return is_intact;
}

static void write_byte(struct flipping *flipping, size_t at, char byte)
{
    flipping->bytes.bytes[at] = byte;
    if (pwrite(flipping->file, &byte, 1, (off_t)at) == 1)
        return;
    perror(flipping->path);
    exit(1);
}

static void try(struct flipping *flipping, size_t at, char mask)
{
    char byte = flipping->bytes.bytes[at];

    write_byte(flipping, at, (char)(byte ^ mask));
    flipping->tried++;
    if (is_signed(flipping) && is_intact(flipping)) {
        printf("byte %zu changed by %02x is not noticed\n", at, (unsigned)mask);
        flipping->missed++;
    }
    write_byte(flipping, at, byte);
}

static bool begins_with(const struct todoke_buffer *buffer, size_t at, const char *word)
{
    return buffer->size - at >= strlen(word) && memcmp(buffer->bytes + at, word, strlen(word)) == 0;
}

static bool is_chosen(const struct flipping *flipping, size_t at)
{
    return at % flipping->step == 0 || begins_with(&flipping->bytes, at, "obj") ||
           begins_with(&flipping->bytes, at, "endobj");
}

static void flip(struct flipping *flipping)
{
    for (size_t at = 0; at < flipping->bytes.size; at++)
        for (size_t i = 0; is_chosen(flipping, at) && i < MASK_COUNT; i++)
            try(flipping, at, masks[i]);
    printf("%zu bytes, %zu changes, %zu not noticed\n", flipping->bytes.size, flipping->tried, flipping->missed);
}

static bool open_all(struct flipping *flipping, char **words)
{
    const char *layouts[] = {words[2]}, *anchors[] = {words[4]};
    const struct todoke_options options = {.fonts = words[1], .layouts = layouts, .layout_count = 1};
    const struct todoke_verifier_options trust = {.anchors = anchors, .anchor_count = 1, .time = TODOKE_NO_DATE};

    flipping->path = words[3];
    flipping->step = strtoul(words[5], NULL, 10);
    flipping->messages = todoke_messages_open();
    flipping->engine = todoke_open(&options, flipping->messages);
    flipping->verifier = todoke_verifier_open(flipping->engine, &trust, flipping->messages);
    flipping->trust = judge_trust_open(anchors, 1, (struct diags *)flipping->messages);
    flipping->file = open(flipping->path, O_RDWR | O_CLOEXEC);
    return flipping->step > 0 && flipping->verifier && flipping->trust && flipping->file >= 0 &&
           todoke_read(flipping->path, FILE_MAX_SIZE, &flipping->bytes, flipping->messages);
}

int main(int count, char **words)
{
    struct flipping flipping = {0};

    if (count != 6 || !open_all(&flipping, words) || !is_signed(&flipping) || !is_intact(&flipping)) {
        fprintf(stderr, "flip FONTS LAYOUTS FILE.pdf ANCHOR.pem STEP; the file must be intact\n");
        return 1;
    }
    flip(&flipping);
    if (!is_intact(&flipping)) {
        printf("the file is not as it was\n");
        flipping.missed++;
    }
    close(flipping.file);
    todoke_buffer_free(&flipping.bytes);
    judge_trust_close(flipping.trust);
    todoke_verifier_close(flipping.verifier);
    todoke_close(flipping.engine);
    todoke_messages_close(flipping.messages);
    return flipping.missed == 0 ? 0 : 1;
}
